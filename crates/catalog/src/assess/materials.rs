//! The merged list of materials: each paper once, with who needs it and what spares it.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::{Entry, View, reasons};
use crate::{
    assessment::{AssessedMaterial, Spared, SparedBy, State},
    condition::node::Value,
    ids::MaterialId,
    model::{Material, MaterialUse},
};

/// One use of a material by an item of the case.
struct Use<'a> {
    entry: Entry<'a>,
    /// Index of its condition in the plan.
    index: usize,
    used: &'a MaterialUse,
    certain: bool,
}

/// Materials that are or may still be needed, in the order in which items first name them.
pub(super) fn merged(view: &View<'_>) -> Vec<AssessedMaterial> {
    let mut order: Vec<&MaterialId> = Vec::new();
    let mut uses: BTreeMap<&MaterialId, Vec<Use<'_>>> = BTreeMap::new();
    for entry in view.entries().filter(|entry| matches!(entry.state, State::In | State::Open)) {
        for (index, used, value) in view.material_uses(entry) {
            let of = uses.entry(&used.material).or_default();
            if of.is_empty() {
                order.push(&used.material);
            }
            of.push(Use { entry, index, used, certain: entry.state == State::In && value.is_true() });
        }
    }
    let known = order.into_iter().filter_map(|id| Some((view.catalog.materials.get(id)?, uses.remove(id)?)));
    known.map(|(material, uses)| assessed(view, material, uses)).collect()
}

fn assessed(view: &View<'_>, material: &Material, mut uses: Vec<Use<'_>>) -> AssessedMaterial {
    let needed = uses.iter().any(|one| one.certain);
    if needed {
        uses.retain(|one| one.certain);
    }
    let mut needed_by = Vec::new();
    let mut notes = Vec::new();
    for one in &uses {
        push_new(&mut needed_by, one.entry.item.id.clone());
        if let Some(note) = &one.used.note {
            push_new(&mut notes, note.clone());
        }
    }
    let key = uses.iter().any(|one| one.used.key);
    AssessedMaterial {
        id: material.id.clone(),
        name: material.name.clone(),
        state: if needed { State::In } else { State::Open },
        needed_by,
        key,
        deferrable: !key && uses.iter().all(|one| one.entry.item.deferral),
        spared: spared(view, material, &uses),
        why: why(view, &uses, needed),
        issuer: view.catalog.department_name(&material.issuer).to_owned(),
        sample_note: material.sample_note.clone(),
        kind: material.kind.clone(),
        carrier: material.carrier.clone(),
        copies: uses.iter().filter_map(|one| one.used.copies).max(),
        notes,
        repeat: repeat(view, material, &uses),
        shown_when: if needed { None } else { shown_when(view, &uses) },
        any_of: None,
        certain: material.certain && uses.iter().all(|one| one.used.certain),
    }
}

pub(super) fn push_new<T: PartialEq>(list: &mut Vec<T>, value: T) {
    if !list.contains(&value) {
        list.push(value);
    }
}

fn why(view: &View<'_>, uses: &[Use<'_>], needed: bool) -> Vec<String> {
    let mut names: Vec<&str> = Vec::new();
    for one in uses {
        push_new(&mut names, one.entry.item.name.as_str());
    }
    let verb = if needed { "要用" } else { "可能要用" };
    let mut why = vec![format!("办{}{verb}", names.join("、"))];
    for one in uses {
        let node = &view.plan.uses[one.index];
        let mut sentences = match node.evaluate(&view.outcome.values) {
            Value::Unknown => reasons::depends_on(view, node),
            _ => reasons::because(view, node),
        };
        if one.entry.state == State::Open {
            sentences.extend(reasons::depends_on(view, &one.entry.plan.when));
        }
        sentences.into_iter().for_each(|sentence| push_new(&mut why, sentence));
    }
    why
}

/// The conditions, as written, under which fields of the form make it needed.
fn shown_when(view: &View<'_>, uses: &[Use<'_>]) -> Option<String> {
    let mut conditions = Vec::new();
    for one in uses.iter().filter(|one| view.awaits_form(one.index)) {
        let parts = [one.used.when.clone(), chosen_when(one)];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        if parts.len() > 1 {
            conditions.push(format!("(({}))", parts.join(") && (")));
        } else {
            conditions.extend(parts.into_iter().map(|when| format!("({when})")));
        }
    }
    conditions.dedup();
    either(conditions)
}

/// The condition under which the form chooses the way that the material is part of, as one would write it.
fn chosen_when(one: &Use<'_>) -> Option<String> {
    let (group, way) = one.entry.item.way_of(&one.used.material)?;
    let element = group.element.as_ref()?;
    Some(match group.value_of(way) {
        Json::Bool(true) => element.to_string(),
        Json::Bool(false) => format!("!{element}"),
        Json::String(word) => format!("{element} == '{word}'"),
        _ => return None,
    })
}

/// Conditions joined by or; one alone stands without brackets.
pub(super) fn either(mut conditions: Vec<String>) -> Option<String> {
    if conditions.len() == 1 {
        let only = conditions.remove(0);
        return Some(only[1..only.len() - 1].to_owned());
    }
    (!conditions.is_empty()).then(|| conditions.join(" || "))
}

/// What spares the applicant this paper: every item that needs it must be
/// content, be it with the result of an earlier item of this case or with what
/// its author names instead.
fn spared(view: &View<'_>, material: &Material, uses: &[Use<'_>]) -> Option<Spared> {
    let mut earlier: Option<String> = None;
    let mut instead: Vec<(SparedBy, String)> = Vec::new();
    let mut fallback: Vec<String> = Vec::new();
    for one in uses {
        if let Some(producer) = producer(view, material, one.entry) {
            earlier.get_or_insert(producer);
            continue;
        }
        let words = one.used.instead_of.as_ref()?;
        let by = match (one.used.spared_by?, &material.shared_by) {
            (SparedBy::EarlierResult, None) => return None,
            (SparedBy::EarlierResult, Some(_)) => SparedBy::Sharing,
            (by, _) => by,
        };
        push_new(&mut instead, (by, words.clone()));
        if let Some(words) = &one.used.fallback {
            push_new(&mut fallback, words.clone());
        }
    }
    if let Some(name) = earlier {
        let text = format!("这件事里先办的“{name}”办好后自动带过来");
        let fallback = format!("“{name}”没有办成的，请交这一份");
        return Some(Spared { by: SparedBy::EarlierResult, text, fallback });
    }
    let by = instead.first()?.0;
    let mut texts: Vec<String> = instead.into_iter().map(|(_, words)| words).collect();
    if by == SparedBy::Sharing
        && let Some(department) = &material.shared_by
    {
        texts.push(format!("由{}共享", view.catalog.department_name(department)));
    }
    if fallback.is_empty() {
        fallback.push(otherwise(by).to_owned());
    }
    Some(Spared { by, text: texts.join("；"), fallback: fallback.join("；") })
}

/// What happens where a paper is not spared after all and its author says nothing else.
fn otherwise(by: SparedBy) -> &'static str {
    match by {
        SparedBy::Sharing => "查不到的，会请您补交这一份",
        SparedBy::Commitment => "不愿意承诺的，请交这一份",
        SparedBy::EarlierResult => "前面那一项没有办成的，请交这一份",
        SparedBy::Generated => "系统出不来的，请自己填一份",
    }
}

/// The name of an item of this case that results in the material before the needing item wants it.
fn producer(view: &View<'_>, material: &Material, needing: Entry<'_>) -> Option<String> {
    let results_in_it = |entry: &Entry<'_>| {
        entry.item.results.iter().any(|result| result.material.as_ref() == Some(&material.id))
    };
    view.present()
        .filter(|entry| entry.index != needing.index && results_in_it(entry))
        .find(|entry| !waits_for(view, entry.index, needing.index))
        .map(|entry| entry.item.name.clone())
}

/// Whether an item waits for another, be it through others.
fn waits_for(view: &View<'_>, item: usize, other: usize) -> bool {
    let mut seen = vec![item];
    let mut at = 0;
    while at < seen.len() {
        for need in view.waits_for(&view.plan.items[seen[at]]) {
            if need == other {
                return true;
            }
            push_new(&mut seen, need);
        }
        at += 1;
    }
    false
}

/// How many sets: a paper is one for each row when an item of the theme that is
/// done for each row results in it, when its id names the row's section, or
/// when the items that need it ask about nothing but rows. What concerns
/// everybody together is handed in once.
fn repeat(view: &View<'_>, material: &Material, uses: &[Use<'_>]) -> Option<u32> {
    let count = uses.iter().filter_map(|one| one.entry.plan.repeat).map(|slot| view.count(slot)).max()?;
    let is_row =
        |section: &str| view.catalog.sections.iter().any(|known| known.id == section && known.row.is_some());
    let produced = view.entries().any(|entry| {
        entry.plan.repeat.is_some()
            && entry.item.results.iter().any(|result| result.material.as_ref() == Some(&material.id))
    });
    let named = material.id.split_once('_').is_some_and(|(section, _)| is_row(section));
    let rows_alone = uses.iter().all(|one| {
        let mut fields = one.entry.item.fields.iter();
        one.entry.plan.repeat.is_some()
            && !one.entry.item.fields.is_empty()
            && fields.all(|used| used.element.split_once('.').is_some_and(|(section, _)| is_row(section)))
    });
    (produced || named || rows_alone).then_some(count)
}
