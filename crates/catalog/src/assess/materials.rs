//! The merged list of materials: each paper once, with who needs it and what spares it.

use std::sync::Arc;

use serde_json::Value as Json;

use super::{
    Look, Told, View,
    chains::{Chains, Use},
    sheet::{MaterialSheet, MaterialUseSheet, bit},
    why::Why,
};
use crate::assessment::{AssessedMaterial, ItemSet, Spared, SparedBy, State};

impl<'a> Look<'a> {
    /// An item's use of a material.
    pub(super) fn material_use(&self, one: Use) -> &'a MaterialUseSheet {
        &self.sheet.items[one.item()].materials[one.nth()]
    }

    /// Index of its condition in the plan.
    pub(super) fn material_index(&self, one: Use) -> usize {
        self.plan.items[one.item()].materials.start + one.nth()
    }
}

/// Uses of each material by the items that are or may still be in the case.
pub(super) fn uses(view: &Look<'_>) -> Chains {
    let mut chains = Chains::of(view.sheet.materials.len());
    for entry in view.entries().filter(|entry| matches!(entry.state, State::In | State::Open)) {
        let values = &view.outcome.uses[entry.plan.materials.range()];
        for (nth, (value, used)) in values.iter().zip(&entry.sheet.materials).enumerate() {
            if let Some(material) = used.material
                && !value.is_false()
            {
                let sure = entry.state == State::In && value.is_true();
                chains.push(material, Use::new(entry.index, nth, sure));
            }
        }
    }
    chains
}

/// The merged list.
pub(super) struct Merged {
    pub(super) materials: Vec<AssessedMaterial>,
    /// How many papers the items that are in ask for, each on its own.
    pub(super) papers: usize,
}

/// Materials that are or may still be needed, in the order in which items first name them.
pub(super) fn merged(view: &View<'_>, told: &Arc<Told>) -> Merged {
    let chains = uses(view);
    let mut papers = 0;
    let mut uses: Vec<Use> = Vec::new();
    let materials = chains.order().map(|material| {
        uses.clear();
        uses.extend(chains.uses(material));
        let sure = uses.iter().filter(|one| one.sure).count();
        papers += sure;
        if sure > 0 {
            uses.retain(|one| one.sure);
        }
        assessed(view, told, material, &uses, sure > 0)
    });
    let materials = materials.collect();
    Merged { materials, papers }
}

fn assessed(
    view: &View<'_>,
    told: &Arc<Told>,
    material: usize,
    uses: &[Use],
    needed: bool,
) -> AssessedMaterial {
    let sheet = &view.sheet.materials[material];
    let (mut needed_by, mut key, mut deferral, mut certain) = (0, false, true, sheet.certain);
    let mut copies: Option<u32> = None;
    let mut notes: Vec<Arc<str>> = Vec::new();
    for one in uses {
        let used = view.material_use(*one);
        needed_by |= bit(one.item());
        key |= used.key;
        deferral &= view.sheet.items[one.item()].facts.deferral;
        certain &= used.certain;
        copies = copies.max(used.copies);
        if let Some(note) = &used.note
            && !notes.contains(note)
        {
            notes.push(Arc::clone(note));
        }
    }
    AssessedMaterial {
        facts: Arc::clone(&sheet.facts),
        state: if needed { State::In } else { State::Open },
        needed_by: ItemSet::new(&view.sheet.ids, needed_by),
        key,
        deferrable: !key && deferral,
        spared: spared(view, sheet, uses),
        why: Why::material(told, material),
        copies,
        notes,
        repeat: repeat(view, sheet, uses),
        shown_when: if needed { None } else { shown_when(view, uses) },
        any_of: None,
        certain,
    }
}

/// The conditions, as written, under which fields of the form make it needed.
fn shown_when(view: &View<'_>, uses: &[Use]) -> Option<String> {
    let mut conditions = Vec::new();
    for one in uses.iter().filter(|one| view.awaits_form(view.material_index(**one))) {
        let parts = [view.material_use(*one).when.clone(), chosen_when(view, *one)];
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
fn chosen_when(view: &View<'_>, one: Use) -> Option<String> {
    let item = &view.sheet.items[one.item()].item;
    let (group, way) = item.way_of(&item.materials[one.nth()].material)?;
    let element = group.element.as_ref()?;
    Some(match group.value_of(way) {
        Json::Bool(true) => element.to_string(),
        Json::Bool(false) => format!("!{element}"),
        Json::String(word) => format!("{element} == '{word}'"),
        _ => return None,
    })
}

pub(super) fn push_new<T: PartialEq>(list: &mut Vec<T>, value: T) {
    if !list.contains(&value) {
        list.push(value);
    }
}

/// Conditions joined by or; one alone stands without brackets.
fn either(mut conditions: Vec<String>) -> Option<String> {
    if conditions.len() == 1 {
        let only = conditions.remove(0);
        return Some(only[1..only.len() - 1].to_owned());
    }
    (!conditions.is_empty()).then(|| conditions.join(" || "))
}

/// What spares the applicant this paper: every item that needs it must be
/// content, be it with the result of an earlier item of this case or with what
/// its author names instead.
fn spared(view: &View<'_>, sheet: &MaterialSheet, uses: &[Use]) -> Option<Spared> {
    let mut earlier: Option<usize> = None;
    for one in uses {
        match producer(view, *one) {
            Some(producer) => earlier = earlier.or(Some(producer)),
            None => _ = view.material_use(*one).instead.as_ref()?,
        }
    }
    if let Some(producer) = earlier {
        let carried = &view.sheet.items[producer].carried_over;
        let (text, fallback) = (Arc::clone(&carried.text), Arc::clone(&carried.fallback));
        return Some(Spared { by: SparedBy::EarlierResult, text, fallback });
    }
    let mut instead = uses.iter().filter_map(|one| view.material_use(*one).instead.as_ref());
    let first = instead.next()?;
    let fallback = fallback(view, first.by, uses);
    let mut others: Vec<(SparedBy, &Arc<str>)> = Vec::new();
    for other in instead.map(|other| (other.by, &other.words)) {
        if other != (first.by, &first.words) && !others.contains(&other) {
            others.push(other);
        }
    }
    if others.is_empty() {
        return Some(Spared { by: first.by, text: Arc::clone(&first.alone), fallback });
    }
    let mut texts: Vec<&str> = vec![&first.words];
    texts.extend(others.iter().map(|(_, words)| &***words));
    if first.by == SparedBy::Sharing {
        texts.extend(sheet.shared.as_deref());
    }
    Some(Spared { by: first.by, text: texts.join("；").into(), fallback })
}

/// What happens where a paper is not spared after all: what the authors say, or else the usual.
fn fallback(view: &View<'_>, by: SparedBy, uses: &[Use]) -> Arc<str> {
    let mut said: Vec<&Arc<str>> = Vec::new();
    for instead in uses.iter().filter_map(|one| view.material_use(*one).instead.as_ref()) {
        if let Some(words) = &instead.fallback {
            push_new(&mut said, words);
        }
    }
    match *said {
        [] => Arc::clone(view.sheet.otherwise.of(by)),
        [one] => Arc::clone(one),
        _ => said.iter().map(|words| &***words).collect::<Vec<_>>().join("；").into(),
    }
}

/// The item of this case that results in the material before the needing item wants it.
fn producer(view: &View<'_>, one: Use) -> Option<usize> {
    let producers = view.material_use(one).producers.iter().copied();
    producers
        .filter(|producer| view.is_present(*producer))
        .find(|producer| !waits_for(view, *producer, one.item()))
}

/// Whether an item waits for another, be it through others.
fn waits_for(view: &View<'_>, item: usize, other: usize) -> bool {
    let (mut seen, mut fresh) = (0, bit(item));
    while fresh != 0 {
        seen |= fresh;
        let mut further = 0;
        let waiting = view.plan.items.iter().enumerate().filter(|(index, _)| fresh & bit(*index) != 0);
        for (_, plan) in waiting {
            further |= view.waits_for(plan).fold(0, |mask, need| mask | bit(need));
        }
        if further & bit(other) != 0 {
            return true;
        }
        fresh = further & !seen;
    }
    false
}

/// How many sets: a paper is one for each row when an item of the theme that is
/// done for each row results in it, when its id names the row's section, or
/// when the items that need it ask about nothing but rows. What concerns
/// everybody together is handed in once.
fn repeat(view: &View<'_>, sheet: &MaterialSheet, uses: &[Use]) -> Option<u32> {
    let repeats = |one: &Use| view.plan.items[one.item()].repeat;
    let count = uses.iter().filter_map(repeats).map(|slot| view.count(slot)).max()?;
    let for_each_row = sheet.for_each_row
        || uses.iter().all(|one| repeats(one).is_some() && view.sheet.items[one.item()].rows_alone);
    for_each_row.then_some(count)
}
