//! Items: what one department asks for, how long it takes and what it costs.

use std::collections::BTreeSet;

use super::{About, Difference, Effect, Kind, Subject, Uses, around, bearing_on, pairs, words::Speaker};
use crate::{
    days::Period,
    ids::{ElementId, MaterialId},
    model::{Basis, Catalog, CommitmentCheck, Fee, FeeKind, FieldUse, Item, MaterialUse, Step},
};

pub(super) fn compare(old: &Catalog, new: &Catalog) -> Vec<Subject> {
    let uses = Uses::of(old, new);
    let pairs = pairs::by_id(&old.items, &new.items);
    let came: Vec<&Item> =
        pairs.iter().filter(|(_, old, _)| old.is_none()).filter_map(|(.., new)| *new).collect();
    let mut renumbered: BTreeSet<&str> = BTreeSet::new();
    let mut subjects = Vec::new();
    for (id, before, now) in &pairs {
        let mut changes = Vec::new();
        let mut shown = *now;
        match (before, now) {
            (Some(before), Some(now)) => changes = between(&Pair { old, new, before, now }),
            (None, Some(now)) => changes.push(added(now)),
            (Some(before), None) => match came.iter().find(|item| item.name == before.name) {
                Some(item) => {
                    renumbered.insert(&item.id);
                    changes = between(&Pair { old, new, before, now: item });
                    let text = format!("编号由 {} 改为 {}", before.id, item.id);
                    changes.insert(0, Difference::new(Effect::Renamed, text));
                    shown = Some(item);
                }
                None => changes.push(Difference::new(Effect::Removed, "不再有这个事项")),
            },
            (None, None) => {}
        }
        if let Some(item) = shown.or(*before) {
            let themes = uses.themes(Kind::Item, id);
            subjects.push(Subject {
                kind: Kind::Item,
                id: item.id.to_string(),
                name: item.name.clone(),
                themes,
                changes,
            });
        }
    }
    // An item that only changed its number is not a new one.
    subjects.retain(|subject| {
        let only_added = matches!(subject.changes.as_slice(), [only] if only.effect == Effect::Added);
        !(only_added && renumbered.contains(&*subject.id))
    });
    subjects
}

fn added(item: &Item) -> Difference {
    let mut difference = Difference::new(Effect::Added, format!("新的事项{}", since(item.in_force)));
    difference.laws = item.basis.iter().map(|basis| basis.law.clone()).collect();
    difference.laws.dedup();
    difference.certain(item.certain)
}

fn since(period: Period) -> String {
    if period.is_always() { String::new() } else { format!("，{period}") }
}

/// An item before and now, each in its catalogue.
struct Pair<'a> {
    old: &'a Catalog,
    new: &'a Catalog,
    before: &'a Item,
    now: &'a Item,
}

fn between(pair: &Pair<'_>) -> Vec<Difference> {
    let Pair { old, new, before, now } = pair;
    let mut found = Vec::new();
    if before.name != now.name {
        found.push(Difference::new(Effect::Renamed, format!("由“{}”改为“{}”", before.name, now.name)));
    }
    if before.department != now.department {
        let (from, to) = (old.department_name(&before.department), new.department_name(&now.department));
        found.push(Difference::new(Effect::Moved, format!("由{from}改为{to}办理")));
    }
    if before.kind != now.kind {
        found.push(Difference::new(Effect::Other, format!("性质由{}改为{}", before.kind, now.kind)));
    }
    bearing_on(About::Materials, &mut found, |found| materials(pair, found));
    bearing_on(About::Days, &mut found, |found| limits(pair, found));
    bearing_on(About::Visits, &mut found, |found| presence(before, now, found));
    bearing_on(About::Fees, &mut found, |found| fee(&before.fee, &now.fee, found));
    bearing_on(About::Questions, &mut found, |found| fields(pair, found));
    bearing_on(About::Days, &mut found, |found| steps(pair, found));
    ways(before, now, &mut found);
    let speakers = (Speaker::of_item(old, &before.id), Speaker::of_item(new, &now.id));
    around::of_item((before, speakers.0), (now, speakers.1), &mut found);
    sentences("条件", &before.conditions, &now.conditions, [Effect::Easier, Effect::Harder], &mut found);
    let special = [&before.special_procedures, &now.special_procedures];
    sentences("不计时限的程序", special[0], special[1], [Effect::Other; 2], &mut found);
    results(before, now, &mut found);
    if before.in_force != now.in_force && old.version != new.version {
        found.push(Difference::new(Effect::Days, format!("施行的日子改为{}", now.in_force)));
    }
    // Other rules rest on the law that is new, or else on the one that the change names.
    let changes = || now.changes.iter().chain(&before.changes);
    let mut reasons = basis(&before.basis, &now.basis, old.version != new.version, &mut found);
    if reasons.is_empty() {
        reasons.extend(changes().filter_map(|change| change.law.clone()));
        reasons.dedup();
    }
    for difference in found.iter_mut().filter(|difference| difference.laws.is_empty()) {
        difference.laws.clone_from(&reasons);
    }
    let uncertain = changes().any(|change| !change.certain);
    if before.certain != now.certain && !uncertain {
        let word = if now.certain { "已经核实" } else { "待牵头部门核实" };
        found.push(Difference::new(Effect::Other, word));
    }
    if uncertain {
        found.iter_mut().for_each(|difference| difference.certain = false);
    }
    found
}

/// Which of two numbers of days, papers or yuan is the easier one.
fn easier<T: PartialOrd>(before: T, now: T) -> Effect {
    if now < before { Effect::Easier } else { Effect::Harder }
}

fn days(days: u32) -> String {
    if days == 0 { "当场办结".to_owned() } else { format!("{days}个工作日") }
}

fn limits(pair: &Pair<'_>, found: &mut Vec<Difference>) {
    let Pair { old, new, before, now } = pair;
    let limits = [
        ("法定时限", &before.statutory_limit, &now.statutory_limit),
        ("承诺时限", &before.promised_limit, &now.promised_limit),
    ];
    for (word, before, now) in limits {
        if before.working_days != now.working_days {
            let text = format!("{word}由{}改为{}", days(before.working_days), days(now.working_days));
            let difference = Difference::new(easier(before.working_days, now.working_days), text);
            found.push(difference.certain(before.certain && now.certain));
        } else if before.calendar_days != now.calendar_days {
            let words = |days: Option<u32>| {
                days.map_or("不按自然日".to_owned(), |days| format!("{days}个自然日"))
            };
            let text = format!("{word}由{}改为{}", words(before.calendar_days), words(now.calendar_days));
            found.push(Difference::new(Effect::Other, text));
        }
    }
    let variants = pairs::by_id(
        before.limit_variants.iter().map(|(when, days)| (when, days)),
        now.limit_variants.iter().map(|(when, days)| (when, days)),
    );
    for (when, was, is) in variants {
        let speaker = if is.is_some() { (*new, now) } else { (*old, before) };
        let case = Speaker::of_item(speaker.0, &speaker.1.id).condition(Some(when));
        let general = (before.promised_limit.working_days, now.promised_limit.working_days);
        let (was, is) = (was.copied().unwrap_or(general.0), is.copied().unwrap_or(general.1));
        if was != is {
            let text = format!("{case}的，承诺时限由{}改为{}", days(was), days(is));
            found.push(Difference::new(easier(was, is), text));
        }
    }
}

fn fee(before: &Fee, now: &Fee, found: &mut Vec<Difference>) {
    let word = |kind| match kind {
        FeeKind::Fee => "收费",
        FeeKind::Tax => "税款",
        FeeKind::Deposit => "保证金",
    };
    let amount = |fee: &Fee| if fee.amount.is_empty() { "不收".to_owned() } else { fee.amount.clone() };
    if before.kind != now.kind {
        let text = format!("由{}改为{}", word(before.kind), word(now.kind));
        found.push(Difference::new(Effect::Other, text));
    }
    if before.amount != now.amount {
        let effect = match (before.yuan, now.yuan) {
            (Some(before), Some(now)) if before != now => easier(before, now),
            _ if now.amount.is_empty() => Effect::Easier,
            _ if before.amount.is_empty() => Effect::Harder,
            _ => Effect::Other,
        };
        let text = format!("{}由“{}”改为“{}”", word(now.kind), amount(before), amount(now));
        found.push(Difference::new(effect, text).certain(before.certain && now.certain));
    }
}

fn materials(pair: &Pair<'_>, found: &mut Vec<Difference>) {
    let Pair { old, new, before, now } = pair;
    let ids = |item: &Item| -> Vec<MaterialId> {
        let mut ids: Vec<MaterialId> = Vec::new();
        for used in &item.materials {
            if !ids.contains(&used.material) {
                ids.push(used.material.clone());
            }
        }
        ids
    };
    let (was, is) = (ids(before), ids(now));
    let all = is.iter().chain(was.iter().filter(|id| !is.contains(id)));
    for id in all {
        let uses = |item: &'_ Item| -> Vec<MaterialUse> {
            item.materials.iter().filter(|used| used.material == *id).cloned().collect()
        };
        let (before_uses, now_uses) = (uses(before), uses(now));
        match (before_uses.as_slice(), now_uses.as_slice()) {
            ([], uses) => {
                let case = Speaker::of_item(new, &now.id).condition(uses[0].when.as_ref());
                let spared = uses.iter().all(|used| used.instead_of.is_some());
                let word = if spared { "多列一份材料（可以免交）" } else { "多交一份材料" };
                let text = format!("{word}：{}{}", new.material_name(id), of_case(&case));
                found.push(Difference::new(Effect::Harder, text).certain(uses.iter().all(|one| one.certain)));
            }
            (uses, []) => {
                let text = format!("少交一份材料：{}", old.material_name(id));
                found.push(Difference::new(Effect::Easier, text).certain(uses.iter().all(|one| one.certain)));
            }
            (was, is) => material(pair, new.material_name(id), was, is, found),
        }
    }
}

fn of_case(case: &str) -> String {
    if case == "总是" { String::new() } else { format!("（{case}）") }
}

fn material(
    pair: &Pair<'_>,
    name: &str,
    was: &[MaterialUse],
    is: &[MaterialUse],
    found: &mut Vec<Difference>,
) {
    let mut say = |effect, text: String| found.push(Difference::new(effect, text));
    let whens = |uses: &[MaterialUse]| -> BTreeSet<Option<String>> {
        uses.iter().map(|used| used.when.clone()).collect()
    };
    if whens(was) != whens(is) {
        let case = |catalog: &Catalog, item: &Item, uses: &[MaterialUse]| {
            let speaker = Speaker::of_item(catalog, &item.id);
            let cases: Vec<String> = uses.iter().map(|used| speaker.condition(used.when.as_ref())).collect();
            cases.join("；或者")
        };
        let (before, now) = (case(pair.old, pair.before, was), case(pair.new, pair.now, is));
        let effect = if now == "总是" {
            Effect::Harder
        } else if before == "总是" {
            Effect::Easier
        } else {
            Effect::Other
        };
        say(effect, format!("{name}要交的情形：原来{before}；现在{now}"));
    }
    let key = |uses: &[MaterialUse]| uses.iter().any(|used| used.key);
    match (key(was), key(is)) {
        (true, false) => say(Effect::Easier, format!("{name}不再是核心要件")),
        (false, true) => say(Effect::Harder, format!("{name}改为核心要件，不能以后再交")),
        _ => {}
    }
    let spared = |uses: &[MaterialUse]| -> Option<Vec<String>> {
        uses.iter().map(|used| used.instead_of.clone()).collect()
    };
    match (spared(was), spared(is)) {
        (None, Some(by)) => say(Effect::Easier, format!("{name}可以免交：{}", by.join("；"))),
        (Some(_), None) => say(Effect::Harder, format!("{name}不能再免交")),
        (Some(before), Some(now)) if before != now => {
            say(Effect::Other, format!("{name}免交的办法改为：{}", now.join("；")));
        }
        _ => {}
    }
    let copies = |uses: &[MaterialUse]| uses.iter().filter_map(|used| used.copies).max().unwrap_or(1);
    if copies(was) != copies(is) {
        let text = format!("{name}由{}份改为{}份", copies(was), copies(is));
        say(easier(copies(was), copies(is)), text);
    }
    let periods = |uses: &[MaterialUse]| uses.iter().map(|used| used.in_force).collect::<Vec<_>>();
    let other_files = pair.old.version != pair.new.version;
    if other_files && periods(was) != periods(is) && is.len() == was.len() {
        let text = is.iter().map(|used| used.in_force.to_string()).collect::<Vec<_>>().join("；");
        say(Effect::Days, format!("{name}要交的日子改为{text}"));
    }
}

fn fields(pair: &Pair<'_>, found: &mut Vec<Difference>) {
    let Pair { old, new, before, now } = pair;
    let required = |item: &Item, id: &ElementId| {
        let uses: Vec<&FieldUse> = item.fields.iter().filter(|used| used.element == *id).collect();
        (!uses.is_empty()).then(|| uses.iter().any(|used| used.required))
    };
    let mut seen: BTreeSet<&ElementId> = BTreeSet::new();
    for id in now.fields.iter().chain(&before.fields).map(|used| &used.element) {
        if !seen.insert(id) {
            continue;
        }
        let name = |catalog: &Catalog| catalog.element_label(id).to_owned();
        let (effect, text) = match (required(before, id), required(now, id)) {
            (None, Some(_)) => (Effect::Harder, format!("多填一项：{}", name(new))),
            (Some(_), None) => (Effect::Easier, format!("少填一项：{}", name(old))),
            (Some(true), Some(false)) => (Effect::Easier, format!("{}可以不填", name(new))),
            (Some(false), Some(true)) => (Effect::Harder, format!("{}改为必填", name(new))),
            _ => continue,
        };
        found.push(Difference::new(effect, text));
    }
}

fn steps(pair: &Pair<'_>, found: &mut Vec<Difference>) {
    let Pair { old, new, before, now } = pair;
    let named = |steps: &[Step]| -> BTreeSet<String> { steps.iter().map(|step| step.name.clone()).collect() };
    let (was, is) = (named(&before.steps), named(&now.steps));
    for name in was.difference(&is) {
        found.push(Difference::new(Effect::Easier, format!("少一个环节：{name}")));
    }
    for name in is.difference(&was) {
        found.push(Difference::new(Effect::Harder, format!("多一个环节：{name}")));
    }
    for name in was.intersection(&is) {
        let of = |steps: &'_ [Step]| steps.iter().find(|step| step.name == *name).cloned();
        let (Some(before), Some(now)) = (of(&before.steps), of(&now.steps)) else { continue };
        if before.working_days != now.working_days {
            let text = format!("{name}由{}改为{}", days(before.working_days), days(now.working_days));
            found.push(Difference::new(easier(before.working_days, now.working_days), text));
        }
        if before.actor != now.actor {
            let (from, to) = (old.department_name(&before.actor), new.department_name(&now.actor));
            found.push(Difference::new(Effect::Moved, format!("{name}由{from}改为{to}办理")));
        }
    }
}

/// Whether one has to come oneself.
fn presence(before: &Item, now: &Item, found: &mut Vec<Difference>) {
    let (effect, text) = match (&before.on_site, &now.on_site) {
        (Some(_), None) => (Effect::Easier, "不用再到场".to_owned()),
        (None, Some(why)) => (Effect::Harder, format!("要到场一次：{why}")),
        (Some(before), Some(now)) if before != now => {
            (Effect::Other, format!("到场一次的原因由“{before}”改为“{now}”"))
        }
        _ => return,
    };
    found.push(Difference::new(effect, text));
}

/// Commitment, deferral, hand-out.
fn ways(before: &Item, now: &Item, found: &mut Vec<Difference>) {
    let mut say = |effect, text: String| found.push(Difference::new(effect, text));
    match (before.commitment, now.commitment) {
        (false, true) => say(Effect::Easier, "可以告知承诺".to_owned()),
        (true, false) => say(Effect::Harder, "不能再告知承诺".to_owned()),
        _ => {}
    }
    if before.commitment_check != now.commitment_check {
        say(Effect::Other, format!("承诺核查的期限改为{}", check_words(now.commitment_check.as_ref())));
    }
    match (before.deferral, now.deferral) {
        (false, true) => say(Effect::Easier, "可以容缺受理".to_owned()),
        (true, false) => say(Effect::Harder, "不能再容缺受理".to_owned()),
        _ => {}
    }
    let word = |way: &str| match way {
        "window" => "窗口领取".to_owned(),
        "post" => "邮寄".to_owned(),
        "online" => "网上领取".to_owned(),
        other => other.to_owned(),
    };
    for way in now.delivery.iter().filter(|way| !before.delivery.contains(way)) {
        say(Effect::Easier, format!("结果可以{}", word(way)));
    }
    for way in before.delivery.iter().filter(|way| !now.delivery.contains(way)) {
        say(Effect::Harder, format!("结果不能再{}", word(way)));
    }
    if before.after_approval_check != now.after_approval_check {
        let words = |check: &Option<String>| check.clone().unwrap_or_else(|| "没有".to_owned());
        let (before, now) = (words(&before.after_approval_check), words(&now.after_approval_check));
        say(Effect::Other, format!("批后核查：原来{before}；现在{now}"));
    }
}

/// When a commitment is checked, in words.
fn check_words(check: Option<&CommitmentCheck>) -> String {
    match check {
        Some(CommitmentCheck { working_days: Some(days), .. }) => format!("{days}个工作日内"),
        Some(CommitmentCheck { months: Some(months), .. }) => format!("{months}个月内"),
        Some(CommitmentCheck { exempt: Some(why), .. }) => format!("免予核查：{why}"),
        _ => "区里统一的天数".to_owned(),
    }
}

/// Sentences that went, came or were worded anew; the effects of going and of coming.
pub(super) fn sentences(
    word: &str,
    before: &[String],
    now: &[String],
    effects: [Effect; 2],
    found: &mut Vec<Difference>,
) {
    let mut pairs = pairs::by_words(before, now, |text| text);
    // One that went where one came is the same sentence, worded anew.
    let went: Vec<usize> = (0..pairs.len()).filter(|at| pairs[*at].1.is_none()).collect();
    let came: Vec<usize> = (0..pairs.len()).filter(|at| pairs[*at].0.is_none()).collect();
    if let ([went], [came]) = (went.as_slice(), came.as_slice()) {
        pairs[*came].0 = pairs[*went].0;
        pairs.remove(*went);
    }
    for pair in pairs {
        let (effect, text) = match pair {
            (Some(before), Some(now)) if before != now => {
                (Effect::Other, format!("{word}由“{before}”改为“{now}”"))
            }
            (Some(before), None) => (effects[0], format!("取消{word}：{before}")),
            (None, Some(now)) => (effects[1], format!("新增{word}：{now}")),
            _ => continue,
        };
        found.push(Difference::new(effect, text));
    }
}

fn results(before: &Item, now: &Item, found: &mut Vec<Difference>) {
    let names =
        |item: &Item| -> Vec<String> { item.results.iter().map(|result| result.name.clone()).collect() };
    match (names(before).as_slice(), names(now).as_slice()) {
        ([was], [is]) if was != is => {
            found.push(Difference::new(Effect::Renamed, format!("结果由“{was}”改为“{is}”")));
        }
        (was, is) => sentences("结果", was, is, [Effect::Other; 2], found),
    }
}

/// Laws that it rests on no more or newly; gives back the new ones.
fn basis(before: &[Basis], now: &[Basis], days_too: bool, found: &mut Vec<Difference>) -> Vec<String> {
    let name = |basis: &Basis| match &basis.article {
        Some(article) => format!("{}{article}", basis.law),
        None => basis.law.clone(),
    };
    let mut came = Vec::new();
    for (id, was, is) in pairs::by_id(
        before.iter().map(|basis| (name(basis), basis)),
        now.iter().map(|basis| (name(basis), basis)),
    ) {
        let (text, basis) = match (was, is) {
            (None, Some(basis)) => {
                if !came.contains(&basis.law) {
                    came.push(basis.law.clone());
                }
                (format!("新依据：{id}（{}）{}", basis.gist, since(basis.in_force)), basis)
            }
            (Some(basis), None) => (format!("不再依据：{id}"), basis),
            (Some(before), Some(now)) if before.gist != now.gist => {
                (format!("{id}的大意由“{}”改为“{}”", before.gist, now.gist), now)
            }
            (Some(before), Some(now)) if days_too && before.in_force != now.in_force => {
                (format!("{id}施行的日子改为{}", now.in_force), now)
            }
            _ => continue,
        };
        let difference = Difference::new(Effect::Basis, text).law(Some(&basis.law));
        found.push(difference.certain(basis.certain));
    }
    came
}
