//! How many different outcomes there are: the image of all answers.
//!
//! Each thing that may follow becomes a variable of its own, equal to its
//! condition. Then the answers are taken out, unit by unit, the one first that
//! touches least; what is left is the set of all outcomes.

use biodivine_lib_bdd::{Bdd, BddVariable, op_function};

use super::space::Space;

/// Things that may follow, each once, and none that always or never does.
pub(super) fn distinct(things: impl IntoIterator<Item = Bdd>) -> Vec<Bdd> {
    let mut each: Vec<Bdd> = Vec::new();
    for thing in things {
        if !thing.is_true() && !thing.is_false() && !each.contains(&thing) && !each.contains(&thing.not()) {
            each.push(thing);
        }
    }
    each
}

/// How many outcome variables each unit wants behind it: one for each thing that it is the last to decide.
pub(super) fn room(space: &Space, things: &[Bdd]) -> Vec<usize> {
    let mut room = vec![0; space.units.len()];
    for thing in things {
        room[last_unit(space, thing)] += 1;
    }
    room
}

fn last_unit(space: &Space, thing: &Bdd) -> usize {
    thing.support_set().into_iter().map(|variable| space.unit_of(variable)).max().unwrap_or(0)
}

/// A relation between answers and outcomes, with how many outcomes it is about.
struct Relation {
    holds: Bdd,
    outcomes: usize,
}

/// How many different outcomes the things have together, in a space with room for them.
pub(super) fn count(space: &Space, things: &[Bdd]) -> u128 {
    let mut free: Vec<Vec<BddVariable>> =
        space.units.iter().map(|unit| unit.outcomes.iter().rev().copied().collect()).collect();
    let relate = |thing: &Bdd| {
        let outcome = free[last_unit(space, thing)].pop().expect("there is room for each thing");
        Relation { holds: space.variable(outcome).iff(thing), outcomes: 1 }
    };
    let mut relations: Vec<Relation> = things.iter().map(relate).collect();
    let mut left: Vec<usize> = (0..space.units.len()).collect();
    while let Some(place) = cheapest(space, &left, &relations) {
        let unit = &space.units[left.swap_remove(place)];
        let (mut touched, rest): (Vec<Relation>, Vec<Relation>) =
            relations.into_iter().partition(|relation| touches(relation, &unit.variables));
        relations = rest;
        touched.sort_by_key(|relation| relation.holds.size());
        let outcomes = touched.iter().map(|relation| relation.outcomes).sum();
        if let Some(last) = touched.pop() {
            let together = touched.iter().fold(space.constant(true), |all, one| all.and(&one.holds));
            let holds = Bdd::binary_op_with_exists(&together, &last.holds, op_function::and, &unit.variables);
            relations.push(Relation { holds, outcomes });
        }
    }
    // Each outcome stands in one relation, so that their numbers multiply.
    let settings = |relation: &Relation| {
        whole(&relation.holds, usize::from(relation.holds.num_vars()) - relation.outcomes)
    };
    relations.iter().map(settings).product()
}

/// The unit whose taking out joins the fewest nodes.
fn cheapest(space: &Space, left: &[usize], relations: &[Relation]) -> Option<usize> {
    let cost = |unit: usize| {
        let variables = &space.units[unit].variables;
        let touched = relations.iter().filter(|relation| touches(relation, variables));
        touched.fold(1_u128, |cost, relation| cost.saturating_mul(relation.holds.size() as u128))
    };
    (0..left.len()).min_by_key(|place| cost(left[*place]))
}

fn touches(relation: &Relation, variables: &[BddVariable]) -> bool {
    let support = relation.holds.support_set();
    variables.iter().any(|variable| support.contains(variable))
}

/// How many settings make a diagram true, where so many variables do not matter.
pub(super) fn whole(diagram: &Bdd, others: usize) -> u128 {
    let all = diagram.exact_cardinality() >> others;
    all.to_string().parse().unwrap_or(u128::MAX)
}
