//! What is asked, and what was answered.

use std::sync::Arc;

use serde::Serialize;

use crate::{
    answers::Answer,
    ids::SituationId,
    model::{Exception, SituationOption, SituationType},
};

/// A question still to be asked.
#[derive(Debug, Clone, Serialize)]
pub struct Question {
    /// The situation.
    pub id: SituationId,
    /// In plain words.
    pub question: String,
    /// Why it is asked.
    pub why: String,
    /// How it is answered.
    #[serde(rename = "type")]
    pub kind: SituationType,
    /// The options, if any.
    pub options: Vec<SituationOption>,
    /// The answer to preselect.
    pub default: Option<Answer>,
    /// Unit of a number.
    pub unit: Option<String>,
    /// Smallest number.
    pub min: Option<f64>,
    /// Largest number.
    pub max: Option<f64>,
    /// Whole numbers only.
    pub whole: bool,
    /// The screen on which it is asked.
    pub screen: String,
    /// What the questions of that screen are about; empty where nobody said.
    pub topic: String,
    /// Few have to be asked: what stands beside its box, and the answer of whoever does not tick it.
    pub exception: Option<Exception>,
}

/// A question with its answer in words.
#[derive(Debug, Clone, Default, Serialize)]
pub struct AnsweredQuestion {
    /// The question and the answer.
    #[serde(flatten)]
    pub facts: Arc<AnswerFacts>,
    /// The default was taken since the question does not apply, or it was computed.
    pub assumed: bool,
    /// Worked out from a date or a number that is known, instead of being asked.
    pub computed: bool,
}

/// A question and an answer to it.
#[derive(Debug, Clone, Serialize)]
pub struct AnswerFacts {
    /// The situation.
    pub id: SituationId,
    /// In plain words.
    pub question: Arc<str>,
    /// The answer.
    pub answer: Answer,
    /// The answer in words, such as 剖宫产.
    pub label: String,
}

impl Default for AnswerFacts {
    fn default() -> Self {
        let (id, question, label) = Default::default();
        Self { id, question, answer: Answer::Bool(false), label }
    }
}
