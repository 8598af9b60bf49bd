//! How many ways there are to answer, and how many different things may follow.

use std::collections::BTreeMap;

use biodivine_lib_bdd::Bdd;

use super::{Proof, TooManyNumbers, outcomes, space::Asked};
use crate::model::{Catalog, Theme};

/// How many there are of what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Counts {
    /// Ways to answer what applies, numbers cut at their thresholds.
    pub answers: u128,
    /// Different outcomes: items in, out or blocked, what is told, materials, fields, steps, limits.
    pub outcomes: u128,
    /// Different sets of items that are in.
    pub item_sets: u128,
}

impl Proof<'_> {
    /// Counts the ways to answer and the outcomes of the theme that was proven.
    pub fn counts(&self, catalog: &Catalog, theme: &Theme) -> Result<Counts, TooManyNumbers> {
        Ok(Counts {
            answers: self.ways_to_answer(),
            outcomes: self.images(|proof| proof.consequences(catalog, theme))?,
            item_sets: self.images(|proof| proof.presences())?,
        })
    }

    /// Each answer once; a question that does not apply has none.
    fn ways_to_answer(&self) -> u128 {
        let mut once = self.space.constant(true);
        let mut variables = 0;
        for unit in &self.space.units {
            variables += unit.variables.len();
            once = once.and_not(&self.space.superfluous(unit));
            let applies = match &unit.asked {
                Asked::Noted(stop, _) => Some(vec![&self.stops[*stop]]),
                // What only a function knows is no answer of its own.
                Asked::Fact(_) => Some(Vec::new()),
                // A field of the form may always be filled in.
                _ => unit.slots().iter().map(|slot| self.applies.get(usize::from(*slot))).collect(),
            };
            let Some(applies) = applies else { continue };
            let asked = applies.into_iter().fold(self.space.constant(false), |any, one| any.or(one));
            for variable in &unit.variables {
                once = once.and(&asked.or(&self.space.variable(*variable).not()));
            }
        }
        outcomes::whole(&once, usize::from(once.num_vars()) - variables)
    }

    fn images(&self, things: impl Fn(&Proof<'_>) -> Vec<Bdd>) -> Result<u128, TooManyNumbers> {
        let room = outcomes::room(&self.space, &outcomes::distinct(things(self)));
        let roomy = Proof::with_room(self.plan, &room)?;
        Ok(outcomes::count(&roomy.space, &outcomes::distinct(things(&roomy))))
    }

    fn presences(&self) -> Vec<Bdd> {
        (0..self.wanted.len()).map(|item| self.present(item).0).collect()
    }

    /// Everything that people are told.
    fn consequences(&self, catalog: &Catalog, theme: &Theme) -> Vec<Bdd> {
        let mut all = self.presences();
        all.extend((0..self.wanted.len()).map(|item| self.blocked(item).0));
        all.extend(self.stops.iter().chain(&self.notices).chain(&self.further).cloned());
        // A paper, a field and a step count once, however many conditions call for them.
        let mut told: BTreeMap<String, Bdd> = BTreeMap::new();
        for (index, (entry, plan)) in theme.items.iter().zip(&self.plan.items).enumerate() {
            let Some(item) = catalog.items.get(&entry.item) else { continue };
            let papers = item.materials.iter().map(|used| format!("material {}", used.material));
            let fields = item.fields.iter().map(|used| format!("field {}", used.element));
            let steps = (0..item.steps.len()).map(|step| format!("step {index} {step}"));
            let limits = (0..item.limit_variants.len()).map(|limit| format!("limit {index} {limit}"));
            let present = self.present(index).0;
            let uses = plan.materials.start..plan.variants.end;
            for (key, used) in papers.chain(fields).chain(steps).chain(limits).zip(uses) {
                let there = present.and(&self.uses[used]);
                let known = told.entry(key).or_insert_with(|| self.space.constant(false));
                *known = known.or(&there);
            }
        }
        all.extend(told.into_values());
        all
    }
}
