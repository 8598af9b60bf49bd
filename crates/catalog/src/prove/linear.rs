//! Sums of numbers that people answer: what a comparison in a condition comes to
//! once constants and choices are worked in.

use crate::condition::node::Slot;

/// A sum such as `5 * guide_count - employee_total + 0`.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Linear {
    /// Slots with their factors, in the order of the slots; no factor is zero.
    terms: Vec<(Slot, f64)>,
    constant: f64,
}

impl Linear {
    pub(super) fn constant(constant: f64) -> Self {
        Self { terms: Vec::new(), constant }
    }

    pub(super) fn slot(slot: Slot) -> Self {
        Self { terms: vec![(slot, 1.0)], constant: 0.0 }
    }

    /// The number, where it depends on no answer.
    pub(super) fn as_constant(&self) -> Option<f64> {
        self.terms.is_empty().then_some(self.constant)
    }

    pub(super) fn slots(&self) -> impl Iterator<Item = Slot> {
        self.terms.iter().map(|(slot, _)| *slot)
    }

    pub(super) fn factor(&self, slot: Slot) -> f64 {
        self.terms.iter().find(|(other, _)| *other == slot).map_or(0.0, |(_, factor)| *factor)
    }

    /// This and a multiple of another together.
    pub(super) fn plus(&self, factor: f64, other: &Self) -> Self {
        let mut sum = self.clone();
        sum.constant += factor * other.constant;
        for (slot, by) in &other.terms {
            match sum.terms.iter_mut().find(|(known, _)| known == slot) {
                Some((_, known)) => *known += factor * by,
                None => sum.terms.push((*slot, factor * by)),
            }
        }
        sum.terms.retain(|(_, factor)| *factor != 0.0);
        sum.terms.sort_by_key(|(slot, _)| *slot);
        sum
    }

    pub(super) fn times(&self, factor: f64) -> Self {
        Self::default().plus(factor, self)
    }

    /// What it comes to when the slots hold these numbers.
    pub(super) fn at(&self, number: impl Fn(Slot) -> f64) -> f64 {
        self.terms.iter().fold(self.constant, |sum, (slot, factor)| sum + factor * number(*slot))
    }

    /// The same with a number in place of a slot.
    pub(super) fn with(&self, slot: Slot, number: f64) -> Self {
        let factor = self.factor(slot);
        let mut rest = self.clone();
        rest.terms.retain(|(other, _)| *other != slot);
        rest.constant += factor * number;
        rest
    }

    /// Where it is zero, if it looks at that slot alone.
    pub(super) fn threshold(&self, slot: Slot) -> Option<f64> {
        match self.terms[..] {
            [(only, factor)] if only == slot => Some(-self.constant / factor),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_worked_out_term_by_term() {
        let (guides, staff) = (Linear::slot(1), Linear::slot(0));
        let sum = guides.times(5.0).plus(-1.0, &staff).plus(1.0, &Linear::constant(2.0));
        assert_eq!(sum.at(|slot| if slot == 1 { 3.0 } else { 10.0 }), 7.0);
        assert_eq!(sum.with(0, 22.0).threshold(1), Some(4.0));
        assert_eq!(sum.plus(-1.0, &sum).as_constant(), Some(0.0));
        assert_eq!(sum.slots().collect::<Vec<_>>(), [0, 1]);
    }
}
