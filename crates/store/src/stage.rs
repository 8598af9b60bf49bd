//! The words for stages in the database, written and read here alone.

use casework::{Stage, StageName, TaskStage, TaskStageName};

use crate::db::{Cell, FromCell};

macro_rules! words {
    ($name:ident: $($variant:ident = $word:literal),* $(,)?) => {
        impl Word for $name {
            fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word),*
                }
            }
        }
        impl FromCell for $name {
            fn from_cell(cell: Cell) -> Option<Self> {
                match cell {
                    $(Cell::Text(word) if word == $word => Some(Self::$variant),)*
                    _ => None,
                }
            }
        }
    };
}

/// A name with a word in the database.
pub(crate) trait Word {
    /// The word.
    fn word(self) -> &'static str;
}

words! { StageName:
    Submitted = "submitted",
    AwaitingCorrection = "awaiting_correction",
    NotAccepted = "not_accepted",
    InProgress = "in_progress",
    Completed = "completed",
    Delivered = "delivered",
    Withdrawn = "withdrawn",
}

words! { TaskStageName:
    Waiting = "waiting",
    Ready = "ready",
    Reviewing = "reviewing",
    Suspended = "suspended",
    Granted = "granted",
    Refused = "refused",
    Cancelled = "cancelled",
}

/// The bare name of a case's stage.
pub(crate) fn of_case(stage: &Stage) -> StageName {
    match stage {
        Stage::Submitted => StageName::Submitted,
        Stage::AwaitingCorrection { .. } => StageName::AwaitingCorrection,
        Stage::NotAccepted { .. } => StageName::NotAccepted,
        Stage::InProgress { .. } => StageName::InProgress,
        Stage::Completed { .. } => StageName::Completed,
        Stage::Delivered { .. } => StageName::Delivered,
        Stage::Withdrawn { .. } => StageName::Withdrawn,
    }
}

/// The bare name of a task's stage.
pub(crate) fn of_task(stage: &TaskStage) -> TaskStageName {
    match stage {
        TaskStage::Waiting => TaskStageName::Waiting,
        TaskStage::Ready { .. } => TaskStageName::Ready,
        TaskStage::Reviewing { .. } => TaskStageName::Reviewing,
        TaskStage::Suspended { .. } => TaskStageName::Suspended,
        TaskStage::Granted { .. } => TaskStageName::Granted,
        TaskStage::Refused { .. } => TaskStageName::Refused,
        TaskStage::Cancelled { .. } => TaskStageName::Cancelled,
    }
}

/// Whether nothing more is done at this stage.
pub(crate) fn has_ended(stage: TaskStageName) -> bool {
    matches!(stage, TaskStageName::Granted | TaskStageName::Refused | TaskStageName::Cancelled)
}
