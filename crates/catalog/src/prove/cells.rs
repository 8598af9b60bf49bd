//! Numbers cut at their thresholds: of all numbers that may be answered, one for
//! each way in which the comparisons can come out.
//!
//! Exact for any linear comparisons, of one number with a constant as of
//! several numbers with each other. A number alone is cut where its comparisons
//! turn. Numbers that are compared with each other are cut one after the other:
//! the first also where two comparisons of the next would change places
//! (Fourier–Motzkin), and whole numbers by a whole period more on either side
//! of each cut (Cooper), so that no remainder is missed.

use std::{cmp::Ordering, collections::HashMap};

use super::linear::Linear;
use crate::{condition::node::Slot, plan::NumberRange};

/// More combinations than this are not tried.
const MOST: usize = 200_000;
/// The widest period of remainders that is looked at.
const WIDEST: f64 = 64.0;

/// Numbers that are compared with each other, directly or through others.
#[derive(Debug)]
pub(super) struct Numbers {
    pub(super) slots: Vec<Slot>,
    /// One example for each way in which the comparisons come out.
    pub(super) cells: Vec<Vec<f64>>,
    forms: Vec<Linear>,
    by_signs: HashMap<Vec<Ordering>, usize>,
}

/// There are too many ways to try.
#[derive(Debug)]
pub(super) struct TooMany;

impl Numbers {
    /// Cuts the numbers at the zeros of the forms. `range` tells what may be answered.
    pub(super) fn cut(
        slots: Vec<Slot>,
        forms: Vec<Linear>,
        range: impl Fn(Slot) -> NumberRange,
    ) -> Result<Self, TooMany> {
        let mut numbers = Self { slots, cells: Vec::new(), forms, by_signs: HashMap::new() };
        let ranges: Vec<NumberRange> = numbers.slots.iter().map(|slot| range(*slot)).collect();
        let levels = numbers.levels(&ranges);
        let mut tried = 0;
        numbers.try_from(0, &mut Vec::new(), &levels, &ranges, &mut tried)?;
        if numbers.cells.is_empty() {
            // A range that ends before it begins, which the check of ranges complains of.
            numbers.cells.push(vec![0.0; ranges.len()]);
        }
        Ok(numbers)
    }

    /// The cell that numbers lie in, in the order of the slots; none where nobody may answer them.
    pub(super) fn cell(&self, numbers: &[f64]) -> Option<usize> {
        self.by_signs.get(&self.signs(numbers)).copied()
    }

    /// Of how many numbers the answers consist.
    pub(super) fn len(&self) -> usize {
        self.slots.len()
    }

    fn signs(&self, numbers: &[f64]) -> Vec<Ordering> {
        let number = |slot: Slot| {
            let at = self.slots.iter().position(|other| *other == slot);
            at.map_or(0.0, |at| numbers[at])
        };
        self.forms.iter().map(|form| form.at(number).partial_cmp(&0.0).unwrap_or(Ordering::Less)).collect()
    }

    /// For each slot the forms that look at it and at no later one, so that each can be
    /// tried when those before it are chosen.
    fn levels(&self, ranges: &[NumberRange]) -> Vec<Vec<Linear>> {
        let mut forms = self.forms.clone();
        for (slot, range) in self.slots.iter().zip(ranges) {
            let bounds = [range.least, range.most].into_iter().filter(|bound| bound.is_finite());
            forms.extend(bounds.map(|bound| Linear::slot(*slot).plus(-1.0, &Linear::constant(bound))));
        }
        let mut levels = vec![Vec::new(); self.slots.len()];
        for (at, slot) in self.slots.iter().enumerate().rev() {
            let (mine, mut rest): (Vec<Linear>, Vec<Linear>) =
                forms.into_iter().partition(|form| form.factor(*slot) != 0.0);
            for (index, one) in mine.iter().enumerate() {
                for other in &mine[..index] {
                    let meeting = one.times(other.factor(*slot)).plus(-one.factor(*slot), other);
                    if meeting.as_constant().is_none() && !rest.contains(&meeting) {
                        rest.push(meeting);
                    }
                }
            }
            levels[at] = mine;
            forms = rest;
        }
        levels
    }

    fn try_from(
        &mut self,
        at: usize,
        chosen: &mut Vec<f64>,
        levels: &[Vec<Linear>],
        ranges: &[NumberRange],
        tried: &mut usize,
    ) -> Result<(), TooMany> {
        if at == self.slots.len() {
            *tried += 1;
            if *tried > MOST {
                return Err(TooMany);
            }
            let signs = self.signs(chosen);
            let next = self.cells.len();
            if *self.by_signs.entry(signs).or_insert(next) == next {
                self.cells.push(chosen.clone());
            }
            return Ok(());
        }
        let slot = self.slots[at];
        let mut thresholds: Vec<f64> = levels[at]
            .iter()
            .filter_map(|form| {
                let before = self.slots[..at].iter().zip(&*chosen);
                before.fold(form.clone(), |form, (slot, number)| form.with(*slot, *number)).threshold(slot)
            })
            .collect();
        thresholds.sort_by(f64::total_cmp);
        thresholds.dedup();
        // Each number still to come may shift a turn by a period, and one more shows all remainders.
        let later = self.slots.len() - at - 1;
        let reach = (0..later).fold(1.0, |reach, _| reach + self.period());
        for number in candidates(&thresholds, ranges[at], reach) {
            chosen.push(number);
            self.try_from(at + 1, chosen, levels, ranges, tried)?;
            chosen.pop();
        }
        Ok(())
    }

    /// After how many whole numbers all remainders come again: the least common multiple
    /// of the factors.
    fn period(&self) -> f64 {
        let factors = self.forms.iter().flat_map(|form| self.slots.iter().map(|slot| form.factor(*slot)));
        let whole = factors.map(|factor| factor.abs().ceil()).filter(|factor| *factor >= 1.0);
        whole.fold(1.0, |period, factor| {
            let multiples = (1..).map(|times| period * f64::from(times));
            multiples
                .take_while(|multiple| *multiple <= WIDEST)
                .find(|one| one % factor == 0.0)
                .unwrap_or(WIDEST)
        })
    }
}

/// Numbers to try: near each threshold, on it, between two, and at the ends; those
/// that read best come first.
fn candidates(thresholds: &[f64], range: NumberRange, reach: f64) -> Vec<f64> {
    let mut numbers: Vec<f64> = Vec::new();
    let is_end = |number: &f64| *number == range.least || *number == range.most;
    let (ends, cuts): (Vec<f64>, Vec<f64>) = thresholds.iter().copied().partition(is_end);
    for threshold in cuts.iter().chain(&ends) {
        let (low, high) =
            if range.whole { (threshold.floor(), threshold.ceil()) } else { (*threshold, *threshold) };
        numbers.extend([low - 1.0, high + 1.0, low, high]);
    }
    if range.whole {
        let mut step = 2.0;
        while step <= reach {
            for threshold in thresholds {
                numbers.extend([threshold.floor() - step, threshold.ceil() + step]);
            }
            step += 1.0;
        }
    } else {
        numbers.extend(thresholds.windows(2).map(|pair| f64::midpoint(pair[0], pair[1])));
    }
    if thresholds.is_empty() {
        numbers.push(1.0);
    }
    let mut kept: Vec<f64> = Vec::new();
    for number in numbers {
        if number >= range.least && number <= range.most && !kept.contains(&number) {
            kept.push(number);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ANY: NumberRange = NumberRange { least: 0.0, most: f64::INFINITY, whole: true };

    fn form(factors: &[f64], constant: f64) -> Linear {
        factors
            .iter()
            .zip(0..)
            .fold(Linear::constant(constant), |sum, (factor, slot)| sum.plus(*factor, &Linear::slot(slot)))
    }

    #[test]
    fn a_number_is_cut_below_on_and_above_its_threshold() {
        let area = NumberRange { whole: false, ..ANY };
        let cut = Numbers::cut(vec![0], vec![form(&[1.0], -300.0)], |_| area).unwrap();
        assert_eq!(cut.cells, [[299.0], [301.0], [300.0]]);
        assert_eq!(cut.cell(&[12.5]), Some(0));
        assert_eq!(cut.cell(&[300.0]), Some(2));
    }

    #[test]
    fn what_nobody_may_answer_is_no_cell() {
        let range = NumberRange { least: 1.0, most: 9.0, whole: true };
        let cut = Numbers::cut(vec![0], vec![form(&[1.0], -9.0), form(&[1.0], -1.0)], |_| range).unwrap();
        assert_eq!(cut.cells.len(), 3);
        assert_eq!(cut.cell(&[10.0]), None);
    }

    #[test]
    fn between_two_thresholds_that_are_no_whole_number_apart_lies_no_whole_number() {
        let cut = Numbers::cut(vec![0], vec![form(&[2.0], -5.0), form(&[4.0], -11.0)], |_| ANY).unwrap();
        assert_eq!(cut.cells.len(), 2);
        let fraction = NumberRange { whole: false, ..ANY };
        let cut = Numbers::cut(vec![0], vec![form(&[2.0], -5.0), form(&[4.0], -11.0)], |_| fraction).unwrap();
        assert_eq!(cut.cells.len(), 5);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        /// Every pair of whole numbers comes out as some cell does.
        #[test]
        fn no_way_in_which_two_numbers_compare_is_missed(
            shape in prop::collection::vec((-3_i8..=3, -3_i8..=3, -24_i8..=24), 1..4),
            most in prop::option::of(0_u8..20),
        ) {
            let shape = shape.iter().map(|(one, other, half)| (vec![*one, *other], *half));
            missed_nothing(&shape.collect::<Vec<_>>(), most, 60)?;
        }

        /// The same of three numbers.
        #[test]
        fn no_way_in_which_three_numbers_compare_is_missed(
            shape in prop::collection::vec((-2_i8..=2, -2_i8..=2, -1_i8..=1, -8_i8..=8), 1..5),
        ) {
            let shape = shape.iter().map(|(one, two, three, half)| (vec![*one, *two, *three], *half));
            missed_nothing(&shape.collect::<Vec<_>>(), None, 16)?;
        }
    }

    /// Compares whole numbers below the limit with sums of them and halves.
    fn missed_nothing(shape: &[(Vec<i8>, i8)], most: Option<u8>, limit: u8) -> Result<(), TestCaseError> {
        let factors = |factors: &[i8]| factors.iter().map(|factor| f64::from(*factor)).collect::<Vec<_>>();
        let forms = shape.iter().map(|(sum, half)| form(&factors(sum), f64::from(*half) / 2.0));
        let forms: Vec<Linear> = forms.filter(|form| form.as_constant().is_none()).collect();
        let range = NumberRange { most: most.map_or(f64::INFINITY, f64::from), ..ANY };
        let slots: Vec<Slot> = (0..).take(shape[0].0.len()).collect();
        let cut = Numbers::cut(slots.clone(), forms, |slot| if slot == 0 { range } else { ANY }).unwrap();
        let mut numbers = vec![0.0; slots.len()];
        loop {
            if numbers[0] <= range.most {
                prop_assert!(cut.cell(&numbers).is_some(), "{numbers:?}");
            }
            let Some(at) = numbers.iter().position(|number| *number + 1.0 < f64::from(limit)) else {
                return Ok(());
            };
            numbers[..at].fill(0.0);
            numbers[at] += 1.0;
        }
    }
}
