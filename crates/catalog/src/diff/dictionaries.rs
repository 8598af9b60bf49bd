//! What all themes share: papers, fields, numbers of the law, departments, counters, rules.

use super::{Difference, Effect, Kind, Subject, Uses, pairs};
use crate::{
    days::{DatedSetting, Parameter, in_words},
    model::{Catalog, Element, Material, Place, Rule},
};

pub(super) fn compare(old: &Catalog, new: &Catalog) -> Vec<Subject> {
    let uses = Uses::of(old, new);
    let subject = |kind, id: &str, name: &str, changes| Subject {
        kind,
        id: id.to_owned(),
        name: name.to_owned(),
        themes: uses.themes(kind, id),
        changes,
    };
    let mut subjects = Vec::new();
    for (id, before, now) in pairs::by_id(&old.materials, &new.materials) {
        // One that came or went is told where it is used.
        if let (Some(before), Some(now)) = (before, now) {
            subjects.push(subject(Kind::Material, id, &now.name, material(old, new, before, now)));
        }
    }
    for (id, before, now) in pairs::by_id(&old.elements, &new.elements) {
        if let (Some(before), Some(now)) = (before, now) {
            subjects.push(subject(Kind::Element, id, &now.label, element(new, before, now)));
        }
    }
    for (id, before, now) in pairs::by_id(&old.parameters, &new.parameters) {
        if let Some(shown) = now.or(before) {
            let changes = parameter(old, new, before, now);
            subjects.push(subject(Kind::Parameter, id, &shown.label, changes));
        }
    }
    for (id, before, now) in pairs::by_id(&old.departments, &new.departments) {
        if let (Some(before), Some(now)) = (before, now)
            && before.name != now.name
        {
            let text = format!("由“{}”改为“{}”", before.name, now.name);
            let changes = vec![Difference::new(Effect::Renamed, text)];
            subjects.push(subject(Kind::Department, id, &now.name, changes));
        }
    }
    let places = |catalog: &'_ Catalog| -> Vec<(String, Place)> {
        catalog.places.iter().map(|place| (place.id.to_string(), place.clone())).collect()
    };
    let (were, are) = (places(old), places(new));
    for (id, before, now) in
        pairs::by_id(were.iter().map(|(id, place)| (id, place)), are.iter().map(|(id, place)| (id, place)))
    {
        if let Some(shown) = now.or(before) {
            subjects.push(subject(Kind::Place, id, &shown.name, place(before, now)));
        }
    }
    let rules = |catalog: &'_ Catalog| -> Vec<(String, Rule)> {
        catalog.rules.iter().map(|rule| (rule.id.clone(), rule.clone())).collect()
    };
    let (were, are) = (rules(old), rules(new));
    for (id, before, now) in
        pairs::by_id(were.iter().map(|(id, rule)| (id, rule)), are.iter().map(|(id, rule)| (id, rule)))
    {
        if let Some(shown) = now.or(before) {
            subjects.push(subject(Kind::Rule, id, &shown.title, rule(before, now)));
        }
    }
    subjects
}

fn material(old: &Catalog, new: &Catalog, before: &Material, now: &Material) -> Vec<Difference> {
    let mut found = Vec::new();
    let mut say = |effect, text: String| found.push(Difference::new(effect, text));
    if before.name != now.name {
        say(Effect::Renamed, format!("由“{}”改为“{}”", before.name, now.name));
    }
    match (&before.shared_by, &now.shared_by) {
        (None, Some(by)) => say(Effect::Easier, format!("可以由{}共享", new.department_name(by))),
        (Some(by), None) => say(Effect::Harder, format!("不能再由{}共享", old.department_name(by))),
        (Some(before), Some(now)) if before != now => {
            let (from, to) = (old.department_name(before), new.department_name(now));
            say(Effect::Moved, format!("由{from}改为{to}共享"));
        }
        _ => {}
    }
    match (before.e_licence, now.e_licence) {
        (false, true) => say(Effect::Easier, "有了电子证照".to_owned()),
        (true, false) => say(Effect::Harder, "不再有电子证照".to_owned()),
        _ => {}
    }
    if before.issuer != now.issuer {
        let (from, to) = (old.department_name(&before.issuer), new.department_name(&now.issuer));
        say(Effect::Moved, format!("由{from}改为{to}出具"));
    }
    if before.carrier != now.carrier {
        let word = |carrier: &String| match carrier.as_str() {
            "original" => "原件".to_owned(),
            "copy" => "复印件".to_owned(),
            "electronic" => "电子件".to_owned(),
            other => other.to_owned(),
        };
        let words = |carriers: &[String]| carriers.iter().map(word).collect::<Vec<_>>().join("、");
        say(Effect::Other, format!("收的由{}改为{}", words(&before.carrier), words(&now.carrier)));
    }
    if before.sample_note != now.sample_note {
        say(Effect::Other, format!("怎样取得：{}", now.sample_note));
    }
    let changes = before.changes.iter().chain(&now.changes);
    let laws: Vec<String> = changes.filter_map(|change| change.law.clone()).collect();
    found.iter_mut().for_each(|difference| difference.laws.clone_from(&laws));
    found
}

fn element(new: &Catalog, before: &Element, now: &Element) -> Vec<Difference> {
    let mut found = Vec::new();
    let mut say = |effect, text: String| found.push(Difference::new(effect, text));
    if before.label != now.label {
        say(Effect::Renamed, format!("由“{}”改为“{}”", before.label, now.label));
    }
    if before.section != now.section {
        let title = new.sections.iter().find(|section| section.id == now.section);
        let title = title.map_or(now.section.as_str(), |section| section.title.as_str());
        say(Effect::Moved, format!("移到表单的“{title}”"));
    }
    for choice in now.choices.iter().filter(|choice| !before.choices.contains(choice)) {
        say(Effect::Other, format!("多一个选项：{choice}"));
    }
    for choice in before.choices.iter().filter(|choice| !now.choices.contains(choice)) {
        say(Effect::Other, format!("少一个选项：{choice}"));
    }
    match (&before.prefill, &now.prefill) {
        (None, Some(_)) => say(Effect::Easier, "可以自动填好".to_owned()),
        (Some(_), None) => say(Effect::Harder, "不能再自动填好".to_owned()),
        _ => {}
    }
    if (before.min, before.max) != (now.min, now.max) {
        let word = |number: Option<f64>| number.map_or("不限".to_owned(), |number| number.to_string());
        say(Effect::Other, format!("能填的数改为最小{}、最大{}", word(now.min), word(now.max)));
    }
    if before.kind != now.kind || before.pattern != now.pattern {
        say(Effect::Other, "填法变了".to_owned());
    }
    found
}

/// What a parameter is on the two days, and then what it will be and was.
fn parameter(
    old: &Catalog,
    new: &Catalog,
    before: Option<&Parameter>,
    now: Option<&Parameter>,
) -> Vec<Difference> {
    let mut found = Vec::new();
    let (Some(before), Some(now)) = (before, now) else {
        return match now {
            Some(now) => {
                let value = now.on(new.day);
                let words = value.map_or("没有".to_owned(), |value| now.in_words(&value.value));
                let difference = Difference::new(Effect::Added, format!("新的参数，现在是{words}"));
                let law = value.and_then(|value| value.law.as_ref());
                vec![difference.law(law).certain(value.is_none_or(|value| value.certain))]
            }
            None => vec![Difference::new(Effect::Removed, "不再有这个参数")],
        };
    };
    let words = |parameter: &Parameter, value: Option<&DatedSetting>| {
        value.map_or("没有".to_owned(), |value| parameter.in_words(&value.value))
    };
    let (was, is) = (before.on(old.day), now.on(new.day));
    if was.map(|value| &value.value) != is.map(|value| &value.value) {
        let text = format!("由{}改为{}", words(before, was), words(now, is));
        let told = is.or(was);
        let difference = Difference::new(Effect::Other, text).law(told.and_then(|value| value.law.as_ref()));
        found.push(difference.certain(told.is_none_or(|value| value.certain)));
    }
    if old.version != new.version {
        for value in &now.values {
            let known = before
                .values
                .iter()
                .any(|other| other.value == value.value && other.in_force == value.in_force);
            if !known && Some(value) != is {
                let text = format!("{}是{}", value.in_force, now.in_words(&value.value));
                found
                    .push(Difference::new(Effect::Days, text).law(value.law.as_ref()).certain(value.certain));
            }
        }
        if let (Some(was), Some(is)) = (was, is)
            && was.value == is.value
            && was.in_force != is.in_force
        {
            let until =
                is.in_force.until.map_or("没有期限".to_owned(), |day| format!("到{}为止", in_words(day)));
            let text = format!("{}{until}", now.in_words(&is.value));
            found.push(Difference::new(Effect::Days, text).law(is.law.as_ref()).certain(is.certain));
        }
    }
    if before.label != now.label {
        found.push(Difference::new(Effect::Renamed, format!("由“{}”改为“{}”", before.label, now.label)));
    }
    found
}

fn place(before: Option<&Place>, now: Option<&Place>) -> Vec<Difference> {
    let (Some(before), Some(now)) = (before, now) else {
        let came = now.is_some();
        let (effect, text) =
            if came { (Effect::Added, "新的窗口") } else { (Effect::Removed, "不再有这个窗口") };
        return vec![Difference::new(effect, text)];
    };
    let mut found = Vec::new();
    let mut say = |effect, text: String| found.push(Difference::new(effect, text));
    if before.name != now.name {
        say(Effect::Renamed, format!("由“{}”改为“{}”", before.name, now.name));
    }
    let facts = [
        ("地址", &before.address, &now.address),
        ("电话", &before.phone, &now.phone),
        ("办公时间", &before.hours, &now.hours),
    ];
    for (word, before, now) in facts {
        if before != now {
            say(Effect::Other, format!("{word}改为{}", now.as_deref().unwrap_or("空白")));
        }
    }
    if before.themes != now.themes {
        say(Effect::Other, "能办的一件事变了".to_owned());
    }
    found
}

fn rule(before: Option<&Rule>, now: Option<&Rule>) -> Vec<Difference> {
    let laws = |rule: &Rule| rule.law.clone();
    let (effect, text, rule) = match (before, now) {
        (None, Some(now)) => (Effect::Added, format!("新的规则：{}", now.gist), now),
        (Some(before), None) => (Effect::Removed, format!("不再执行：{}", before.gist), before),
        (Some(before), Some(now)) if before.gist != now.gist || before.check != now.check => {
            (Effect::Other, format!("改为：{}", now.gist), now)
        }
        (Some(before), Some(now)) if laws(before) != laws(now) => {
            (Effect::Basis, format!("依据改为{}", now.law.join("；")), now)
        }
        _ => return Vec::new(),
    };
    let mut difference = Difference::new(effect, text).certain(rule.certain);
    difference.laws = rule.law.clone();
    vec![difference]
}
