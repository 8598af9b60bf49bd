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

    /// The same with the smallest factors that are whole numbers, and what it was multiplied by;
    /// as it is where no factors of up to four decimals make whole ones.
    pub(super) fn reduced(&self) -> (Self, f64) {
        let is_whole = |scale: f64| {
            let scaled = self.terms.iter().map(|(_, factor)| factor * scale);
            scaled.clone().all(|factor| (factor - factor.round()).abs() < 1e-9 && factor.abs() < 1e12)
        };
        let Some(scale) = [1.0, 10.0, 100.0, 1e3, 1e4].into_iter().find(|scale| is_whole(*scale)) else {
            return (self.clone(), 1.0);
        };
        let common = self.terms.iter().fold(0.0, |common, (_, factor)| {
            let (mut one, mut other) = (common, (factor * scale).round().abs());
            while other != 0.0 {
                (one, other) = (other, one % other);
            }
            one
        });
        let mut reduced = self.times(scale / common);
        reduced.terms.iter_mut().for_each(|(_, factor)| *factor = factor.round());
        (reduced, scale / common)
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

    #[test]
    fn factors_become_the_smallest_whole_numbers() {
        let sum = Linear::slot(0).times(0.3).plus(-1.2, &Linear::slot(1)).plus(1.0, &Linear::constant(6.0));
        let (reduced, by) = sum.reduced();
        assert_eq!((reduced.factor(0), reduced.factor(1)), (1.0, -4.0));
        assert!((by - 10.0 / 3.0).abs() < 1e-9);
        let odd = Linear::slot(0).times(std::f64::consts::PI);
        assert_eq!(odd.reduced(), (odd, 1.0));
    }
}
