//! What becomes of an assessment with what is handed in: the way that is taken, the paper that is
//! wanted after all, and what has to wait.

use super::{AssessedItem, AssessedMaterial, Assessment, ItemSet, State};
use crate::ids::ItemId;

impl Assessment {
    /// Takes a way of a group of which one is enough, as what was handed in or the applicant says.
    /// Where the form asks which way, it is the form that says it, and nothing is changed here.
    pub fn take_way(&mut self, group: &str, way: &str) {
        let Some(of) = self.any_of.iter_mut().find(|known| known.id == *group) else { return };
        if of.ways.len() < 2 || !of.ways.iter().any(|known| known.id == *way) {
            return;
        }
        of.chosen = Some(way.to_owned());
        for material in &mut self.materials {
            let Some(one) = material.any_of.as_ref().filter(|one| one.group == *group) else { continue };
            let taken = one.way == *way && material.shown_when.is_none();
            material.state = if taken { State::In } else { State::Open };
        }
    }

    /// Whether the material is one of several ways, and another is taken.
    pub fn is_another_way(&self, material: &AssessedMaterial) -> bool {
        let Some(one) = &material.any_of else { return false };
        let chosen =
            self.any_of.iter().find(|group| group.id == one.group).and_then(|group| group.chosen.as_ref());
        chosen.is_some_and(|chosen| *chosen != one.way)
    }

    /// Asks the applicant for a material that was to be spared, in the words of its fallback: data
    /// that cannot be found, a result that is not there.
    pub fn ask_after_all(&mut self, material: &str) {
        let Some(found) = self.materials.iter_mut().find(|known| known.id == *material) else { return };
        if let Some(spared) = found.spared.take() {
            found.notes.insert(0, spared.fallback);
        }
    }

    /// What can be handed in now: without the items that wait for a blocked one and cannot be done
    /// before it, and without what they alone would need. They count as blocked from here on.
    pub fn without_held(mut self) -> Self {
        let held = |item: &AssessedItem| item.held_by.iter().any(|held| held.stops);
        let gone: Vec<ItemId> =
            self.items.iter().filter(|item| held(item)).map(|item| item.id.clone()).collect();
        if gone.is_empty() {
            return self;
        }
        for item in self.items.iter_mut().filter(|item| gone.contains(&item.id)) {
            item.state = State::Blocked;
            item.blocked_by.extend(item.held_by.iter().map(|held| held.text.clone()));
        }
        for item in &mut self.items {
            item.needs.retain(|need| !gone.contains(need));
        }
        let stays = |items: &mut ItemSet| {
            let had = !items.is_empty();
            items.retain(|item| !gone.contains(item));
            !had || !items.is_empty()
        };
        self.materials.retain_mut(|material| stays(&mut material.needed_by));
        self.fields.retain_mut(|field| stays(&mut field.items));
        self.any_of.retain_mut(|group| {
            let had = !group.items.is_empty();
            group.items.retain(|item| !gone.contains(item));
            !had || !group.items.is_empty()
        });
        self.fees.retain(|fee| !gone.contains(&fee.item));
        self.visit_reasons.retain(|reason| !gone.contains(&reason.item));
        if self.visit_reasons.is_empty() {
            self.visits = 0;
            self.savings.after.visits = 0;
        }
        self.obligations.retain(|one| one.item.as_ref().is_none_or(|item| !gone.contains(item)));
        self.joint.retain_mut(|joint| {
            joint.items.retain(|item| !gone.contains(item));
            joint.items.len() > 1 || joint.materials.len() > 1
        });
        self.graph.nodes.retain(|node| !gone.contains(&node.id));
        self.graph.edges.retain(|edge| !gone.contains(&edge.from) && !gone.contains(&edge.to));
        self.graph.critical_path.retain(|item| !gone.contains(item));
        let ends = self.graph.nodes.iter().map(|node| node.starts + node.working_days);
        self.graph.working_days = ends.max().unwrap_or(0);
        self.savings.after.working_days = self.graph.working_days;
        self
    }
}
