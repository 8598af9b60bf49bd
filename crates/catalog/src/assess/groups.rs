//! Groups of materials of which one way is enough: which way is taken, and what is left to choose.

use std::sync::Arc;

use super::{Entry, View, materials::push_new, sheet::GroupSheet};
use crate::{
    assessment::{AssessedGroup, AssessedMaterial, AssessedWay, State},
    ids::MaterialId,
    model::CHOICE,
};

/// Settles the groups of the items that are in, marking their materials. While nothing says which
/// way is taken, those materials are open; a way that costs the applicant nothing is taken by
/// itself, and the usual one is what the list says.
pub(super) fn settle(view: &View<'_>, materials: &mut Vec<AssessedMaterial>) -> Vec<AssessedGroup> {
    let mut groups: Vec<AssessedGroup> = Vec::new();
    let listed = |entry: &Entry<'_>| matches!(entry.state, State::In | State::Open);
    for entry in view.entries().filter(listed) {
        for (index, group) in entry.sheet.groups.iter().enumerate() {
            if let Some(found) = groups.iter_mut().find(|known| known.id == group.facts.id) {
                push_new(&mut found.items, entry.item.id.clone());
                continue;
            }
            groups.extend(assessed(view, entry, index, group, materials));
        }
    }
    for group in &mut groups {
        mark(view, group, materials);
    }
    groups.retain(|group| !group.ways.is_empty());
    groups
}

/// The group as it stands, with its ways that come to anything here.
fn assessed(
    view: &View<'_>,
    entry: Entry<'_>,
    index: usize,
    group: &GroupSheet,
    materials: &[AssessedMaterial],
) -> Option<AssessedGroup> {
    let mut nodes = entry.plan.ways[index].iter();
    let chosen = nodes.position(|node| node.evaluate(&view.outcome.values).is_true());
    let listed = |id: &MaterialId| materials.iter().find(|material| material.id == *id);
    let ways = entry.item.any_of[index].ways.iter().zip(&group.ways).enumerate();
    let ways: Vec<AssessedWay> = ways
        .filter(|(nth, _)| chosen.is_none_or(|chosen| chosen == *nth))
        .filter_map(|(_, (way, facts))| {
            let (spared, to_bring): (Vec<_>, Vec<_>) =
                way.materials.iter().filter_map(listed).partition(|material| material.spared.is_some());
            let ids = |list: Vec<&AssessedMaterial>| list.into_iter().map(|one| one.id.clone()).collect();
            let comes_to_something = !spared.is_empty() || !to_bring.is_empty();
            comes_to_something.then(|| AssessedWay {
                facts: Arc::clone(facts),
                to_bring: ids(to_bring),
                spared: ids(spared),
            })
        })
        .collect();
    (!ways.is_empty()).then(|| AssessedGroup {
        facts: Arc::clone(&group.facts),
        items: vec![entry.item.id.clone()],
        chosen: chosen.map(|chosen| group.ways[chosen].id.clone()),
        ways,
    })
}

/// Marks the group's materials, and settles it where nobody need choose.
fn mark(view: &View<'_>, group: &mut AssessedGroup, materials: &mut Vec<AssessedMaterial>) {
    if group.chosen.is_some() {
        return;
    }
    let needed = |material: &AssessedMaterial| needed(view, material, &group.id);
    if group.ways.len() < 2 {
        // What is left of a choice that the answers made is asked for outright.
        let ids: Vec<&MaterialId> =
            group.ways.iter().flat_map(|way| way.to_bring.iter().chain(&way.spared)).collect();
        for material in materials.iter_mut().filter(|material| ids.contains(&&material.id)) {
            if needed(material) {
                material.state = State::In;
            }
        }
        group.ways.clear();
        return;
    }
    let members: Vec<MaterialId> =
        group.ways.iter().flat_map(|way| way.to_bring.iter().chain(&way.spared)).cloned().collect();
    // A paper that another item asks for outright is no choice.
    let outright = |material: &AssessedMaterial| !only_within(view, material, &group.id);
    // Where the form asks which way, it is the form that settles it.
    let by_itself = group.choice.starts_with(CHOICE);
    let free: Vec<&str> = group
        .ways
        .iter()
        .filter(|way| by_itself && way.to_bring.is_empty())
        .map(|way| way.id.as_str())
        .collect();
    let usual = group.ways.iter().find(|way| way.usual).map(|way| way.id.as_str());
    materials.retain_mut(|material| {
        if !members.contains(&material.id) || outright(material) {
            return true;
        }
        let has =
            |way: &&AssessedWay| way.to_bring.contains(&material.id) || way.spared.contains(&material.id);
        let Some(way) = group.ways.iter().find(has) else { return true };
        if !free.is_empty() {
            if free.contains(&way.id.as_str()) && needed(material) {
                material.state = State::In;
            }
            return free.contains(&way.id.as_str());
        }
        let sure = needed(material);
        // Nothing but the choice is open, and the form does not make it.
        if sure && by_itself {
            material.shown_when = None;
        }
        let is_usual = usual == Some(way.id.as_str()) && sure;
        material.state = if is_usual { State::In } else { State::Open };
        material.any_of = Some(Arc::clone(&way.one));
        true
    });
    if !free.is_empty() {
        group.ways.clear();
    }
}

/// Whether some item of the group needs the material, whichever way is chosen.
fn needed(view: &View<'_>, material: &AssessedMaterial, group: &str) -> bool {
    view.present().any(|entry| {
        let within = entry.item.way_of(&material.id).is_some_and(|(found, _)| found.id == group);
        let mut uses = entry.item.materials.iter().zip(&entry.plan.own_whens);
        within
            && uses.any(|(used, when)| {
                used.material == material.id && when.evaluate(&view.outcome.values).is_true()
            })
    })
}

/// Whether all items that use the material use it as one way of that group.
fn only_within(view: &View<'_>, material: &AssessedMaterial, group: &str) -> bool {
    let mut users = view.entries().filter(|entry| material.needed_by.has(entry.index));
    users.all(|entry| entry.item.way_of(&material.id).is_some_and(|(found, _)| found.id == group))
}
