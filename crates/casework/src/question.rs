//! Questions between departments (部门间询问): one that takes part in a case asks another, or the
//! counter. Everybody's clock runs on: waiting for another department is counted (行政许可法 第四十五条).

use std::collections::BTreeSet;

use catalog::{DepartmentId, ElementId};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    actor::{Actor, Role},
    case::{Case, Stage, TaskId},
    policy::{self, Action},
};

/// A question is answered within so many working days, and before the limit of the task that it is
/// about; the number is common practice.
pub const QUESTION_WORKING_DAYS: u32 = 2;

/// A value of fewer characters is found in any sentence, and gives nothing away.
const TELLING_CHARACTERS: usize = 4;

/// Who is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "asked", rename_all = "snake_case")]
pub enum Asked {
    /// A department that takes part in the case.
    Department {
        /// Which.
        department: DepartmentId,
    },
    /// The counter of the case.
    Counter,
}

/// A question with its answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// Its number within the case, from 1.
    pub nth: u32,
    /// The task that it is about.
    pub task: TaskId,
    /// Who is asked.
    pub to: Asked,
    /// What.
    pub text: String,
    /// When.
    pub asked_at: Timestamp,
    /// By whom, as the record shows it.
    pub asked_by: String,
    /// The last day for the answer.
    pub due: Date,
    /// The answer, once it is there.
    pub answer: Option<Answer>,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// What was answered.
    pub text: String,
    /// When.
    pub at: Timestamp,
    /// By whom, as the record shows it.
    pub by_name: String,
}

impl Question {
    /// Whether the actor is asked: an approver of that department, or a clerk of the case's counter.
    pub fn is_asked(&self, actor: &Actor, case: &Case) -> bool {
        let asked = |role: &Role| match (&self.to, role) {
            (Asked::Department { department }, Role::Approver { department: own }) => department == own,
            (Asked::Counter, Role::Clerk { place }) => case.place.as_ref() == Some(place),
            _ => false,
        };
        policy::may(actor, Action::AnswerQuestion, Some(case)).is_ok() && actor.roles().iter().any(asked)
    }

    /// Whether the actor may read what was asked and answered: those who ask, those who are asked, and
    /// the lead department. Others learn that departments consult each other.
    pub fn is_read_by(&self, actor: &Actor, case: &Case) -> bool {
        let asker = case.task(&self.task).map(|task| &task.department);
        let reads = |role: &Role| match role {
            Role::Approver { department } | Role::Head { department } => {
                let asked =
                    matches!(&self.to, Asked::Department { department: asked } if asked == department);
                asker == Some(department) || asked
            }
            Role::Lead { department } => *department == case.plan.lead,
            _ => false,
        };
        let own_case = actor.account() == Some(&case.applicant);
        !own_case && (self.is_asked(actor, case) || actor.roles().iter().any(reads))
    }
}

impl Case {
    /// The question of that number.
    pub fn question(&self, nth: u32) -> Option<&Question> {
        self.questions.iter().find(|question| question.nth == nth)
    }

    /// Whether an answer is still owed: what it is about has not ended.
    pub fn is_open_question(&self, question: &Question) -> bool {
        let open = self.task(&question.task).is_some_and(|task| !task.stage.is_ended());
        question.answer.is_none() && open && matches!(self.stage, Stage::InProgress { .. })
    }

    /// Questions to which an answer is still owed.
    pub fn open_questions(&self) -> impl Iterator<Item = &Question> {
        self.questions.iter().filter(|question| self.is_open_question(question))
    }

    /// Fields that the department may not see and whose values stand in the text (最小必要).
    pub(crate) fn quoted_unseen(&self, text: &str, reader: &DepartmentId) -> Vec<ElementId> {
        let of_reader = self.plan.items.iter().filter(|item| item.department == *reader);
        let seen: BTreeSet<&ElementId> = of_reader.flat_map(|item| &item.elements).collect();
        let (open, closed): (Vec<_>, Vec<_>) = self.form.iter().partition(|(id, _)| seen.contains(id));
        let known: BTreeSet<String> = open.into_iter().flat_map(|(_, value)| said(value)).collect();
        let quoted = closed.into_iter().filter(|(_, value)| {
            said(value).into_iter().any(|said| {
                said.chars().count() >= TELLING_CHARACTERS && !known.contains(&said) && text.contains(&said)
            })
        });
        quoted.map(|(id, _)| id.clone()).collect()
    }
}

/// What a value says, row by row.
fn said(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.trim().to_owned()],
        Value::Number(number) => vec![number.to_string()],
        Value::Array(rows) => rows.iter().flat_map(said).collect(),
        Value::Null | Value::Bool(_) | Value::Object(_) => Vec::new(),
    }
}
