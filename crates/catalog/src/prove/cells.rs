//! Numbers cut at their thresholds: of all numbers that may be answered, one for
//! each way in which the comparisons can come out.
//!
//! Exact for any linear comparisons, of one number with a constant as of
//! several numbers with each other. A number alone is cut where its comparisons
//! turn. Numbers that are compared with each other are cut one after the other:
//! the first also where two comparisons of the next would change places
//! (Fourier–Motzkin), and whole numbers also as far on either side of each cut
//! as a whole number to come may shift it and until all remainders were there
//! (Cooper), so that none is missed. What would take too long is said, not guessed.

use std::{cmp::Ordering, collections::HashMap};

use super::linear::Linear;
use crate::{condition::node::Slot, plan::NumberRange};

/// More combinations than this are not tried.
const MOST: usize = 20_000;

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

/// What cuts one number when those before it are chosen.
#[derive(Debug, Default)]
struct Level {
    cuts: Vec<Cut>,
    /// After how many whole numbers all remainders come again that the numbers to come depend on.
    period: f64,
}

#[derive(Debug)]
struct Cut {
    form: Linear,
    /// How far the whole numbers to come may shift the form.
    shift: f64,
}

impl Numbers {
    /// Cuts the numbers at the zeros of the forms. `range` tells what may be answered.
    pub(super) fn cut(
        slots: Vec<Slot>,
        forms: Vec<Linear>,
        range: impl Fn(Slot) -> NumberRange,
    ) -> Result<Self, TooMany> {
        let mut slots = slots;
        // Fractions are chosen last: what they leave open shifts no whole number.
        slots.sort_by_key(|slot| !range(*slot).whole);
        let mut numbers = Self { slots, cells: Vec::new(), forms, by_signs: HashMap::new() };
        let ranges: Vec<NumberRange> = numbers.slots.iter().map(|slot| range(*slot)).collect();
        let levels = numbers.levels(&ranges)?;
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
    fn levels(&self, ranges: &[NumberRange]) -> Result<Vec<Level>, TooMany> {
        let mut cuts: Vec<Cut> = Vec::new();
        for form in &self.forms {
            add(&mut cuts, form.clone(), 0.0);
        }
        for (slot, range) in self.slots.iter().zip(ranges) {
            for bound in [range.least, range.most].into_iter().filter(|bound| bound.is_finite()) {
                add(&mut cuts, Linear::slot(*slot).plus(-1.0, &Linear::constant(bound)), 0.0);
            }
        }
        let mut levels: Vec<Level> = self.slots.iter().map(|_| Level::default()).collect();
        let mut period = 1.0;
        for (at, slot) in self.slots.iter().enumerate().rev() {
            let (mine, mut rest): (Vec<Cut>, Vec<Cut>) =
                cuts.into_iter().partition(|cut| cut.form.factor(*slot) != 0.0);
            for (index, one) in mine.iter().enumerate() {
                for other in &mine[..index] {
                    let (by, other_by) = (one.form.factor(*slot), other.form.factor(*slot));
                    let meeting = one.form.times(other_by).plus(-by, &other.form);
                    let mut shift = other_by.abs() * one.shift + by.abs() * other.shift;
                    if ranges[at].whole {
                        shift += (by * other_by).abs() * period;
                    }
                    add(&mut rest, meeting, shift);
                }
            }
            let here = period;
            if ranges[at].whole && at > 0 {
                period *= least_common_multiple(mine.iter().map(|cut| cut.form.factor(*slot)))?;
            }
            levels[at] = Level { cuts: mine, period: here };
            cuts = rest;
        }
        Ok(levels)
    }

    fn try_from(
        &mut self,
        at: usize,
        chosen: &mut Vec<f64>,
        levels: &[Level],
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
        let Level { cuts, period } = &levels[at];
        let mut turns: Vec<Turn> = cuts
            .iter()
            .filter_map(|Cut { form, shift }| {
                let before = self.slots[..at].iter().zip(&*chosen);
                let alone = before.fold(form.clone(), |form, (slot, number)| form.with(*slot, *number));
                let shifted = (shift / form.factor(slot).abs()).ceil();
                // Zero has one sign, so that equal turns are found to be equal.
                Some(Turn { at: alone.threshold(slot)? + 0.0, reach: shifted + period })
            })
            .collect();
        turns.sort_by(|one, other| one.at.total_cmp(&other.at).then(other.reach.total_cmp(&one.reach)));
        turns.dedup_by_key(|turn| turn.at);
        for number in candidates(&turns, ranges[at]) {
            chosen.push(number);
            self.try_from(at + 1, chosen, levels, ranges, tried)?;
            chosen.pop();
        }
        Ok(())
    }
}

/// Adds a cut unless it is there, or is none.
fn add(cuts: &mut Vec<Cut>, form: Linear, shift: f64) {
    if form.as_constant().is_some() {
        return;
    }
    let (form, scale) = form.reduced();
    let shift = shift * scale;
    match cuts.iter_mut().find(|cut| cut.form == form) {
        Some(cut) => cut.shift = cut.shift.max(shift),
        None => cuts.push(Cut { form, shift }),
    }
}

/// Of whole numbers, signs aside; more than can be tried where one is not whole.
fn least_common_multiple(numbers: impl Iterator<Item = f64>) -> Result<f64, TooMany> {
    numbers.map(f64::abs).try_fold(1.0, |multiple: f64, number| {
        if number.fract() != 0.0 {
            return Err(TooMany);
        }
        let mut times = (1..).map(|times| multiple * f64::from(times));
        times.by_ref().take(MOST).find(|one| one % number == 0.0).ok_or(TooMany)
    })
}

/// Where a comparison of one number turns.
#[derive(Debug, Clone, Copy)]
struct Turn {
    at: f64,
    /// How far on either side whole numbers are to be tried; at least 1.
    reach: f64,
}

/// Numbers to try: near each turn, on it, between two, and at the ends; those
/// that read best come first.
fn candidates(turns: &[Turn], range: NumberRange) -> Vec<f64> {
    let mut numbers: Vec<f64> = Vec::new();
    let is_end = |turn: &Turn| turn.at == range.least || turn.at == range.most;
    let (ends, cuts): (Vec<Turn>, Vec<Turn>) = turns.iter().partition(|turn| is_end(turn));
    let around = |at: f64| if range.whole { (at.floor(), at.ceil()) } else { (at, at) };
    for turn in cuts.iter().chain(&ends) {
        let (low, high) = around(turn.at);
        numbers.extend([low - 1.0, high + 1.0, low, high]);
    }
    if range.whole {
        for turn in turns {
            let (low, high) = around(turn.at);
            let steps = (2..).map(f64::from).take_while(|step| *step <= turn.reach);
            numbers.extend(steps.flat_map(|step| [low - step, high + step]));
        }
    } else {
        numbers.extend(turns.windows(2).map(|pair| f64::midpoint(pair[0].at, pair[1].at)));
    }
    if turns.is_empty() {
        numbers.push(1.0);
    }
    numbers.retain(|number| *number >= range.least && *number <= range.most);
    let mut ranked: Vec<(usize, f64)> = numbers.into_iter().enumerate().collect();
    ranked.sort_by(|(rank, one), (other_rank, other)| one.total_cmp(other).then(rank.cmp(other_rank)));
    ranked.dedup_by_key(|(_, number)| *number);
    ranked.sort_unstable_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, number)| number).collect()
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

    #[test]
    fn whole_numbers_far_from_every_meeting_are_not_missed() {
        // x > 2y + 1 and 2x - 2y < z < x + y leave y = 4, x = 10 as the first way.
        let forms =
            [form(&[-1.0, 2.0, 0.0], 1.0), form(&[-2.0, 2.0, 1.0], 0.0), form(&[-1.0, -1.0, 1.0], 0.0)];
        let cut = Numbers::cut(vec![0, 1, 2], forms.to_vec(), |_| ANY).unwrap();
        assert!(cut.cell(&[10.0, 4.0, 13.0]).is_some());
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
        let plain = shape.iter().all(|(sum, _)| sum.iter().all(|factor| (-1..=1).contains(factor)));
        let cut = match Numbers::cut(slots.clone(), forms, |slot| if slot == 0 { range } else { ANY }) {
            Ok(cut) => cut,
            Err(TooMany) => {
                prop_assert!(slots.len() > 2 && !plain, "what is simple is not too much");
                return Ok(());
            }
        };
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
