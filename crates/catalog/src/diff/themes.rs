//! Themes: which items there are, what is asked, what stands in the way.

use std::collections::BTreeSet;

use super::{
    About, Difference, Effect, Kind, Subject, around, bearing_on, items::sentences, pairs, words::Speaker,
};
use crate::{
    ids::{ItemId, ThemeId},
    model::{Catalog, Notice, Situation, Stop, Theme, ThemeItem},
};

pub(super) fn compare(old: &Catalog, new: &Catalog) -> Vec<Subject> {
    let by_id =
        |catalog: &'_ Catalog| -> Vec<ThemeId> { catalog.themes.iter().map(|it| it.id.clone()).collect() };
    let (was, is) = (by_id(old), by_id(new));
    let mut subjects = Vec::new();
    for theme in &new.themes {
        let renumbered = || {
            let gone = old.themes.iter().filter(|other| !is.contains(&other.id));
            gone.into_iter().find(|other| other.name == theme.name)
        };
        let mut changes = Vec::new();
        match old.theme(&theme.id).or_else(renumbered) {
            Some(before) => {
                if before.id != theme.id {
                    let text = format!("编号由 {} 改为 {}", before.id, theme.id);
                    changes.push(Difference::new(Effect::Renamed, text));
                }
                between(old, new, before, theme, &mut changes);
            }
            None => changes.push(Difference::new(Effect::Added, "新的一件事")),
        }
        subjects.push(subject(theme, changes));
    }
    for theme in old.themes.iter().filter(|theme| !is.contains(&theme.id)) {
        if !new.themes.iter().any(|other| other.name == theme.name && !was.contains(&other.id)) {
            subjects.push(subject(theme, vec![Difference::new(Effect::Removed, "不再有这一件事")]));
        }
    }
    subjects
}

fn subject(theme: &Theme, changes: Vec<Difference>) -> Subject {
    let (id, name) = (theme.id.to_string(), theme.name.clone());
    Subject { kind: Kind::Theme, id, name, themes: vec![theme.id.clone()], changes }
}

fn between(old: &Catalog, new: &Catalog, before: &Theme, now: &Theme, found: &mut Vec<Difference>) {
    if before.name != now.name {
        found.push(Difference::new(Effect::Renamed, format!("由“{}”改为“{}”", before.name, now.name)));
    }
    if before.lead != now.lead {
        let (from, to) = (old.department_name(&before.lead), new.department_name(&now.lead));
        found.push(Difference::new(Effect::Moved, format!("牵头部门由{from}改为{to}")));
    }
    for id in now.cooperating.iter().filter(|id| !before.cooperating.contains(id)) {
        let text = format!("新增配合部门：{}", new.department_name(id));
        found.push(Difference::new(Effect::Other, text));
    }
    for id in before.cooperating.iter().filter(|id| !now.cooperating.contains(id)) {
        let text = format!("不再是配合部门：{}", old.department_name(id));
        found.push(Difference::new(Effect::Other, text));
    }
    let (was, is) = (Speaker::of_theme(old, before), Speaker::of_theme(new, now));
    let other_files = old.version != new.version;
    for (id, entry, later) in pairs::by_id(
        before.items.iter().map(|entry| (entry.item.clone(), entry)),
        now.items.iter().map(|entry| (entry.item.clone(), entry)),
    ) {
        match (entry, later) {
            (None, Some(entry)) => found.push(came(old, new, before, now, &id, entry)),
            (Some(_), None) => found.push(went(old, new, &id, now)),
            (Some(entry), Some(later)) => item(new, other_files, (was, entry), (is, later), found),
            (None, None) => {}
        }
    }
    bearing_on(About::Questions, found, |found| {
        questions(&before.situations, &now.situations, (was, is), found);
    });
    stops((old, new), (before, was), (now, is), found);
    notices(&before.notices, &now.notices, (was, is), found);
    around::of_theme((before, was), (now, is), found);
    sentences("小贴士", &before.tips, &now.tips, [Effect::Other; 2], found);
    if before.outcome != now.outcome {
        let text = format!("最后拿到的由“{}”改为“{}”", before.outcome, now.outcome);
        found.push(Difference::new(Effect::Other, text));
    }
}

/// Other themes that have the item in one catalogue and not in the other.
fn elsewhere<'a>(id: &ItemId, here: &Theme, there: &'a Catalog, not_there: &Catalog) -> Option<&'a Theme> {
    let has = |theme: &Theme| theme.items.iter().any(|entry| entry.item == *id);
    there
        .themes
        .iter()
        .filter(|theme| theme.id != here.id && has(theme))
        .find(|theme| not_there.theme(&theme.id).is_none_or(|theme| !has(theme)))
}

fn came(
    old: &Catalog,
    new: &Catalog,
    before: &Theme,
    now: &Theme,
    id: &ItemId,
    entry: &ThemeItem,
) -> Difference {
    let name = new.item_name(id);
    if let Some(from) = elsewhere(id, before, old, new) {
        return Difference::new(Effect::Moved, format!("{name}从“{}”移到这里", from.name));
    }
    let case = Speaker::of_theme(new, now).condition(entry.when.as_ref());
    let case = if case == "总是" { String::new() } else { format!("（{case}）") };
    let mut difference = Difference::new(Effect::Added, format!("多办一项：{name}{case}"));
    if let Some(item) = new.items.get(id) {
        difference.laws = item.basis.iter().map(|basis| basis.law.clone()).collect();
        difference.laws.dedup();
    }
    difference.certain(entry.certain)
}

fn went(old: &Catalog, new: &Catalog, id: &ItemId, now: &Theme) -> Difference {
    let name = old.item_name(id);
    match elsewhere(id, now, new, old) {
        Some(to) => Difference::new(Effect::Moved, format!("{name}移到“{}”", to.name)),
        None => Difference::new(Effect::Easier, format!("不用再办：{name}")),
    }
}

fn item(
    new: &Catalog,
    other_files: bool,
    (was, before): (Speaker<'_>, &ThemeItem),
    (is, now): (Speaker<'_>, &ThemeItem),
    found: &mut Vec<Difference>,
) {
    let name = new.item_name(&now.item);
    if before.when != now.when {
        let (was, is) = (was.condition(before.when.as_ref()), is.condition(now.when.as_ref()));
        let effect = match (&*was, &*is) {
            (_, "总是") | ("从不", _) => Effect::Harder,
            ("总是", _) | (_, "从不") => Effect::Easier,
            _ => Effect::Other,
        };
        if was != is {
            found.push(Difference::new(effect, format!("要办{name}的情形：原来{was}；现在{is}")));
        }
    }
    let set = |ids: &[ItemId]| -> BTreeSet<ItemId> { ids.iter().cloned().collect() };
    let (waited, waits) = (set(&before.needs), set(&now.needs));
    for need in waited.difference(&waits) {
        let text = format!("{name}不用再等{}", new.item_name(need));
        found.push(Difference::new(Effect::Easier, text));
    }
    for need in waits.difference(&waited) {
        let text = format!("{name}要等{}办好", new.item_name(need));
        found.push(Difference::new(Effect::Harder, text));
    }
    if before.repeat_by != now.repeat_by {
        found.push(Difference::new(Effect::Other, format!("{name}办几次的算法变了")));
    }
    if other_files && before.in_force != now.in_force {
        found.push(Difference::new(Effect::Days, format!("{name}在这一件事里{}", now.in_force)));
    }
    if before.certain != now.certain {
        let word = if now.certain { "已经核实" } else { "待牵头部门核实" };
        found.push(Difference::new(Effect::Other, format!("{name}{word}")));
    }
}

fn questions(
    before: &[Situation],
    now: &[Situation],
    speakers: (Speaker<'_>, Speaker<'_>),
    found: &mut Vec<Difference>,
) {
    let asked = |situation: &&Situation| situation.is_asked();
    let old = before.iter().filter(asked).map(|situation| (&situation.id, situation));
    let new = now.iter().filter(asked).map(|situation| (&situation.id, situation));
    for pair in pairs::by_id(old, new) {
        match pair {
            (_, None, Some(now)) => {
                found.push(Difference::new(Effect::Added, format!("多问一题：{}", now.question)));
            }
            (_, Some(before), None) => {
                found.push(Difference::new(Effect::Easier, format!("少问一题：{}", before.question)));
            }
            (_, Some(before), Some(now)) => question(before, now, speakers, found),
            (_, None, None) => {}
        }
    }
}

fn question(
    before: &Situation,
    now: &Situation,
    (was, is): (Speaker<'_>, Speaker<'_>),
    found: &mut Vec<Difference>,
) {
    if before.question != now.question {
        let text = format!("问题由“{}”改为“{}”", before.question, now.question);
        found.push(Difference::new(Effect::Other, text));
    }
    let question = &now.question;
    told_from_before(before, now, (was, is), found);
    for (_, before, now) in pairs::by_id(
        before.options.iter().map(|option| (&option.id, option)),
        now.options.iter().map(|option| (&option.id, option)),
    ) {
        let text = match (before, now) {
            (None, Some(now)) => format!("“{question}”多一个选项：{}", now.label),
            (Some(before), None) => format!("“{question}”少一个选项：{}", before.label),
            (Some(before), Some(now)) if before.label != now.label => {
                format!("“{question}”的选项由“{}”改为“{}”", before.label, now.label)
            }
            _ => continue,
        };
        found.push(Difference::new(Effect::Other, text));
    }
    if before.ask_when != now.ask_when {
        let (was, is) = (was.condition(before.ask_when.as_ref()), is.condition(now.ask_when.as_ref()));
        if was != is {
            let text = format!("问“{question}”的情形：原来{was}；现在{is}");
            found.push(Difference::new(Effect::Other, text));
        }
    }
}

/// Answers that earlier results or earlier cases tell.
fn told_from_before(
    before: &Situation,
    now: &Situation,
    (was, is): (Speaker<'_>, Speaker<'_>),
    found: &mut Vec<Difference>,
) {
    let question = &now.question;
    for one in now.known_by.iter().filter(|one| !before.known_by.contains(one)) {
        let paper = is.catalog().material_name(&one.material);
        let text = format!("办过{paper}的，“{question}”不用再答");
        found.push(Difference::new(Effect::Easier, text));
    }
    for one in before.known_by.iter().filter(|one| !now.known_by.contains(one)) {
        let paper = was.catalog().material_name(&one.material);
        let text = format!("办过{paper}的，“{question}”也要自己答");
        found.push(Difference::new(Effect::Harder, text));
    }
    match (before.lasting, now.lasting) {
        (false, true) => {
            found.push(Difference::new(Effect::Easier, format!("“{question}”上次答过的直接带过来")));
        }
        (true, false) => found.push(Difference::new(Effect::Harder, format!("“{question}”每次都要自己答"))),
        _ => {}
    }
}

fn stops(
    (old, new): (&Catalog, &Catalog),
    (before_theme, was): (&Theme, Speaker<'_>),
    (now_theme, is): (&Theme, Speaker<'_>),
    found: &mut Vec<Difference>,
) {
    let has = |theme: &Theme, id: &ItemId| theme.items.iter().any(|entry| entry.item == *id);
    let other_files = new.version != old.version;
    // That an item is new, or is no more, is told where it is told of the items.
    let in_both = |id: &&ItemId| has(before_theme, id) && has(now_theme, id);
    for pair in pairs::by_words(&before_theme.stops, &now_theme.stops, |stop| &stop.message) {
        match pair {
            (None, Some(now)) => {
                let text = format!("{}的，办不了：{}", is.condition(Some(&now.when)), now.message);
                found.push(Difference::new(Effect::Harder, text).law(now.law.as_ref()).certain(now.certain));
            }
            (Some(before), None) => {
                let text = format!("不再有这个障碍：{}", before.message);
                let difference = Difference::new(Effect::Easier, text).law(before.law.as_ref());
                found.push(difference.certain(before.certain));
            }
            (Some(before), Some(now)) => {
                let mut say = |effect, text: String| {
                    let difference = Difference::new(effect, text).law(now.law.as_ref());
                    found.push(difference.certain(now.certain));
                };
                if before.message != now.message {
                    say(Effect::Other, format!("障碍由“{}”改为“{}”", before.message, now.message));
                }
                let (was, is) = (was.condition(Some(&before.when)), is.condition(Some(&now.when)));
                if was != is {
                    let text = format!("“{}”的情形：原来{was}；现在{is}", now.message);
                    say(Effect::Other, text);
                }
                let more = |stop: &Stop, other: &Stop| -> Vec<String> {
                    let only = stop.blocks.iter().filter(in_both).filter(|id| !other.blocks.contains(id));
                    only.map(|id| new.item_name(id).to_owned()).collect()
                };
                let (let_go, caught) = (more(before, now), more(now, before));
                if !let_go.is_empty() {
                    say(Effect::Easier, format!("“{}”不再拦住{}", now.message, let_go.join("、")));
                }
                if !caught.is_empty() {
                    say(Effect::Harder, format!("“{}”也拦住{}", now.message, caught.join("、")));
                }
                if other_files && before.in_force != now.in_force {
                    say(Effect::Days, format!("“{}”{}", now.message, now.in_force));
                }
            }
            (None, None) => {}
        }
    }
}

fn notices(
    before: &[Notice],
    now: &[Notice],
    (was, is): (Speaker<'_>, Speaker<'_>),
    found: &mut Vec<Difference>,
) {
    for pair in pairs::by_words(before, now, |notice| &notice.message) {
        let (text, notice) = match pair {
            (None, Some(now)) => (format!("新的提示：{}", now.message), now),
            (Some(before), None) => (format!("不再提示：{}", before.message), before),
            (Some(before), Some(now)) if before.message != now.message => {
                (format!("提示由“{}”改为“{}”", before.message, now.message), now)
            }
            (Some(before), Some(now)) if before.when != now.when => {
                let (was, is) = (was.condition(before.when.as_ref()), is.condition(now.when.as_ref()));
                (format!("提示“{}”的情形：原来{was}；现在{is}", now.message), now)
            }
            _ => continue,
        };
        let difference = Difference::new(Effect::Other, text).law(notice.law.as_ref());
        found.push(difference.certain(notice.certain));
    }
}
