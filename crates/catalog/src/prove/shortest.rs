//! The fewest answers that force something, whatever else is answered.

use std::{collections::HashMap, rc::Rc};

use biodivine_lib_bdd::{Bdd, BddVariable};

use super::space::Space;

/// Answers to some units, by their variables.
pub(super) type Setting = Vec<(BddVariable, bool)>;

/// How much is to be said: answers, then options chosen in them.
type Cost = (u32, u32);

/// After so many steps a short way is taken in place of the shortest one.
const PATIENCE: usize = 4_000;

/// The fewest answers under which the claim holds; none where no answers do.
pub(super) fn shortest(space: &Space, claim: &Bdd) -> Option<Setting> {
    let mut search = Search { space, known: HashMap::new(), steps: 0 };
    let found = search.least(claim)?;
    Some(found.setting())
}

struct Search<'a> {
    space: &'a Space,
    known: HashMap<Bdd, Option<Rc<Found>>>,
    steps: usize,
}

/// Answers to one unit and then to later ones.
struct Found {
    cost: Cost,
    setting: Setting,
    rest: Option<Rc<Found>>,
}

impl Found {
    fn setting(&self) -> Setting {
        let mut all = self.setting.clone();
        if let Some(rest) = &self.rest {
            all.extend(rest.setting());
        }
        all
    }
}

impl Search<'_> {
    fn least(&mut self, claim: &Bdd) -> Option<Rc<Found>> {
        if claim.is_false() {
            return None;
        }
        if claim.is_true() {
            return Some(Rc::new(Found { cost: (0, 0), setting: Vec::new(), rest: None }));
        }
        if let Some(known) = self.known.get(claim) {
            return known.clone();
        }
        self.steps += 1;
        let unit = self.space.unit_of(claim.var_of(claim.root_pointer()));
        let unit = &self.space.units[unit];
        // Without this answer, if the claim holds whatever it is.
        let mut best = match self.steps < PATIENCE {
            true => self.least(&claim.for_all(&unit.variables)),
            false => None,
        };
        for (rest, (setting, chosen)) in cofactors(claim, &unit.variables) {
            let Some(rest) = self.least(&rest) else { continue };
            let cost = (rest.cost.0 + unit.questions(), rest.cost.1 + chosen);
            if best.as_ref().is_none_or(|best| cost < best.cost) {
                best = Some(Rc::new(Found { cost, setting, rest: Some(rest) }));
            }
        }
        self.known.insert(claim.clone(), best.clone());
        best
    }
}

/// What is left of the claim under each answer of a unit, with the answer that chooses least.
fn cofactors(claim: &Bdd, variables: &[BddVariable]) -> Vec<(Bdd, (Setting, u32))> {
    let mut left: Vec<(Bdd, (Setting, u32))> = vec![(claim.clone(), (Vec::new(), 0))];
    for variable in variables {
        let mut next: Vec<(Bdd, (Setting, u32))> = Vec::new();
        for (rest, (setting, chosen)) in left {
            for value in [false, true] {
                let rest = rest.restrict(&[(*variable, value)]);
                let mut setting = setting.clone();
                setting.push((*variable, value));
                let chosen = chosen + u32::from(value);
                match next.iter_mut().find(|(known, _)| *known == rest) {
                    Some((_, known)) if known.1 <= chosen => {}
                    Some((_, known)) => *known = (setting, chosen),
                    None => next.push((rest, (setting, chosen))),
                }
            }
        }
        left = next;
    }
    left
}
