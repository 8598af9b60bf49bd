//! Answers to the questions of a theme, and what may be wrong with them.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::ids::{ElementId, SituationId};

/// One answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Answer {
    /// Yes or no.
    Bool(bool),
    /// A number; whole numbers are written without a fraction.
    Number(Number),
    /// The id of the chosen option.
    One(String),
    /// The ids of the chosen options, in the order of the theme.
    Many(Vec<String>),
}

/// A number as people give it: whole where it is whole.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Number {
    /// A whole number.
    Whole(i64),
    /// A decimal fraction.
    Fraction(f64),
}

impl Number {
    /// A number, whole where it is whole.
    pub fn of(number: f64) -> Self {
        #[expect(clippy::cast_possible_truncation, reason = "checked to be whole and small")]
        if number.fract() == 0.0 && number.abs() < 9e15 {
            Self::Whole(number as i64)
        } else {
            Self::Fraction(number)
        }
    }

    /// The number for reckoning.
    pub fn value(self) -> f64 {
        match self {
            #[expect(clippy::cast_precision_loss, reason = "answers are far below 2^52")]
            Number::Whole(whole) => whole as f64,
            Number::Fraction(fraction) => fraction,
        }
    }
}

/// What is known of one applicant's situation.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Answers {
    /// Answers to situations.
    #[serde(default)]
    pub situations: BTreeMap<SituationId, Answer>,
    /// Values of data elements that conditions may look at.
    #[serde(default)]
    pub elements: BTreeMap<ElementId, serde_json::Value>,
    /// Obstacles that the applicant has taken note of in writing, by their ids.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub acknowledged: BTreeSet<String>,
    /// The day on which it is asked: what conditions call `today`. Without it, what depends on it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub today: Option<jiff::civil::Date>,
}

/// Why an answer cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AnswerProblem {
    /// The situation or element it is about.
    pub id: String,
    /// Stable code: `unknown_situation`, `unknown_option`, `wrong_type`, `out_of_range`, `unknown_element`.
    pub code: &'static str,
    /// What is wrong and how to mend it, in plain Chinese.
    pub message: String,
}
