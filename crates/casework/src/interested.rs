//! 利害关系人: other people whose great interests a task concerns are told before it is granted, and may say
//! what they have to say (行政许可法 第三十六条、第四十七条). Whether anybody is concerned in the case at hand
//! is for the department to find; it says so either way.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::case::{Case, Task, TaskId};

/// Working days that people have to say something, where the department gives no other day.
pub const HEARD_WORKING_DAYS: u32 = 5;

/// Those concerned by a task, as far as they were told and heard.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interested {
    /// Who was told, in order.
    pub notices: Vec<InterestedNotice>,
    /// What they said, in order.
    pub statements: Vec<Statement>,
    /// Nobody is concerned in this case, and why.
    pub none_because: Option<String>,
}

/// People concerned were told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InterestedNotice {
    /// Who.
    pub people: Vec<String>,
    /// How: served by hand, posted up in the building.
    pub how: String,
    /// What they were told.
    pub text: String,
    /// On which day.
    pub on: Date,
    /// The last day on which they are heard.
    pub until: Date,
}

/// What somebody concerned said (陈述、申辩).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// Who.
    pub person: String,
    /// What.
    pub text: String,
    /// On which day.
    pub on: Date,
}

/// Something done about those concerned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InterestedAct {
    /// They are told.
    Notify {
        /// The task.
        task: TaskId,
        /// Who.
        people: Vec<String>,
        /// How.
        how: String,
        /// What they are told.
        text: String,
        /// The last day on which they are heard; none for the usual one.
        until: Option<Date>,
    },
    /// Nobody is concerned in this case.
    NoneConcerned {
        /// The task.
        task: TaskId,
        /// Why.
        reason: String,
    },
    /// What one of them said is written down.
    Record {
        /// The task.
        task: TaskId,
        /// Who.
        person: String,
        /// What.
        text: String,
    },
}

impl InterestedAct {
    /// The task that it is about.
    pub fn task(&self) -> &TaskId {
        match self {
            Self::Notify { task, .. } | Self::NoneConcerned { task, .. } | Self::Record { task, .. } => task,
        }
    }
}

/// What happened about those concerned, as it is kept for ever.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum InterestedStep {
    /// They were told.
    Notified {
        /// The task.
        task: TaskId,
        /// Who, how, what and until when.
        notice: InterestedNotice,
    },
    /// Nobody is concerned in this case.
    NoneConcerned {
        /// The task.
        task: TaskId,
        /// Why.
        reason: String,
    },
    /// What one of them said was written down.
    Heard {
        /// The task.
        task: TaskId,
        /// Who and what.
        statement: Statement,
    },
}

impl InterestedStep {
    /// The task that it is about.
    pub fn task(&self) -> &TaskId {
        match self {
            Self::Notified { task, .. } | Self::NoneConcerned { task, .. } | Self::Heard { task, .. } => task,
        }
    }

    /// The word in the database.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Notified { .. } => "interested_notified",
            Self::NoneConcerned { .. } => "nobody_concerned",
            Self::Heard { .. } => "interested_heard",
        }
    }
}

impl Interested {
    /// Whether everybody told has spoken, or had the time to, by that day; or nobody is concerned.
    pub fn is_settled(&self, on: Date) -> bool {
        let spoke = |person: &String| self.statements.iter().any(|one| one.person == *person);
        let over = |notice: &InterestedNotice| notice.until < on || notice.people.iter().all(spoke);
        self.none_because.is_some() || (!self.notices.is_empty() && self.notices.iter().all(over))
    }
}

impl Case {
    /// Whose great interests the task may concern, and why; none where the item concerns nobody else's.
    pub fn third_party_interest(&self, task: &Task) -> Option<&str> {
        self.plan.item(&task.item)?.third_party_interest.as_deref()
    }
}
