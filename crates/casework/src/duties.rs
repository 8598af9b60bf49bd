//! What a department owes a case beside its tasks, with the last day for it: read models and the
//! software's own jobs are made from it.

use catalog::DepartmentId;
use jiff::civil::Date;

use crate::{
    assessment::Verdict,
    case::{Case, Stage},
};

/// Something that a department owes a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duty {
    /// Its id within the case.
    pub id: String,
    /// What it is.
    pub kind: DutyKind,
    /// Who owes it.
    pub department: DepartmentId,
    /// The last day.
    pub due: Date,
}

/// What a duty is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DutyKind {
    /// 同步评估: to say whether anything is missing.
    Assess,
    /// The same, while the one notice is out: silence counts as nothing being missing.
    Lapse,
}

impl DutyKind {
    /// The word in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Assess => "assess",
            Self::Lapse => "lapse",
        }
    }
}

impl Case {
    /// What departments owe the case now.
    pub fn duties(&self) -> Vec<Duty> {
        let kind = match self.stage {
            Stage::Submitted => DutyKind::Assess,
            Stage::AwaitingCorrection { .. } => DutyKind::Lapse,
            _ => return Vec::new(),
        };
        let open = self.assessments.iter().filter(|one| one.verdict == Verdict::Open);
        open.map(|one| Duty {
            id: format!("{}:{}", kind.as_str(), one.department),
            kind,
            department: one.department.clone(),
            due: one.due,
        })
        .collect()
    }
}
