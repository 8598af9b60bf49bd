//! What people are told under all answers, and which questions can still change it.

use biodivine_lib_bdd::Bdd;

use super::{Claim, Proof};
use crate::{answers::Answers, condition::node::Slot};

impl Proof<'_> {
    /// Everything that people are told.
    pub(crate) fn told(&self) -> Vec<Claim> {
        let mut told = Vec::new();
        for (index, plan) in self.plan.items.iter().enumerate() {
            let present = self.present(index);
            let inside = plan.materials.start..plan.variants.end;
            told.extend(inside.map(|used| present.and(&self.used(used))));
            told.push(present);
            told.push(self.blocked(index));
        }
        told.extend(self.further());
        told.extend((0..self.stops.len()).map(|stop| self.stop(stop)));
        told.extend((0..self.notices.len()).map(|notice| self.notice(notice)));
        // Whether something is asked for information counts as well.
        let situations = self.plan.situations.iter().enumerate();
        told.extend(
            situations.filter(|(_, situation)| situation.informative).map(|(index, _)| self.applies(index)),
        );
        told
    }

    /// The questions that these answers leave open and that can still change what people are told, by
    /// index: decided over all completions, not sampled.
    pub fn still_turns(&self, answers: &Answers) -> Vec<usize> {
        let given = Claim(self.given(answers));
        let told: Vec<Claim> = self.told().iter().map(|claim| claim.and(&given)).collect();
        let open = self.plan.situations.iter().enumerate().filter(|(_, situation)| {
            situation.derived.is_none() && !answers.situations.contains_key(&situation.id)
        });
        open.map(|(index, _)| index).filter(|index| self.turns(*index, told.iter())).collect()
    }

    /// Where the answers are these, whatever the questions come to that they leave open.
    fn given(&self, answers: &Answers) -> Bdd {
        let values = self.plan.evaluate(answers).values;
        let said = |slot: Slot| values.get(usize::from(slot)).copied().filter(|value| value.is_known());
        let mut given = self.space.constant(true);
        for unit in &self.space.units {
            let answered = |slot: &Slot| {
                let situation = self.plan.situations.get(usize::from(*slot));
                situation.is_some_and(|situation| answers.situations.contains_key(&situation.id))
            };
            if unit.slots().is_empty() || !unit.slots().iter().all(answered) {
                continue;
            }
            if let Some(setting) = self.space.setting(unit, said, |_| false, |_| false) {
                given = given.select(&setting);
            }
        }
        given
    }
}
