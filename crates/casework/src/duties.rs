//! What a department owes a case beside its tasks, with the last day for it: read models and the
//! software's own jobs are made from it.

use catalog::DepartmentId;
use jiff::civil::Date;

use crate::{
    assessment::Verdict,
    case::{Case, Stage},
    promise::PromiseState,
    question::Asked,
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
    /// To decide what becomes of a deferred material that did not come.
    DecideDeferral,
    /// 批后核查
    CheckPromise,
    /// 信用修复: to decide whether a broken promise is made good.
    DecideRepair,
    /// 制证: to make the certificate of what was granted.
    MakeCertificate,
    /// 勘误: to correct a slip on a result, or to say that there is none.
    CorrectSlip,
    /// To answer what another department asked.
    AnswerQuestion,
    /// To answer it at the counter, which works for the lead department.
    AnswerAtCounter,
}

impl DutyKind {
    /// The word in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Assess => "assess",
            Self::Lapse => "lapse",
            Self::DecideDeferral => "decide_deferral",
            Self::CheckPromise => "check_promise",
            Self::DecideRepair => "decide_repair",
            Self::MakeCertificate => "make_certificate",
            Self::CorrectSlip => "correct_slip",
            Self::AnswerQuestion => "answer_question",
            Self::AnswerAtCounter => "answer_at_counter",
        }
    }
}

impl Case {
    /// What departments owe the case now.
    pub fn duties(&self) -> Vec<Duty> {
        let mut duties = self.assessments_owed();
        duties.extend(self.deferrals_owed());
        duties.extend(self.slips_owed());
        duties.extend(self.answers_owed());
        duties.extend(self.certificates_owed());
        for one in &self.promises {
            let (kind, due) = match &one.state {
                PromiseState::ToCheck { due } => (DutyKind::CheckPromise, *due),
                PromiseState::Broken { repair: Some((_, due)), .. } => (DutyKind::DecideRepair, *due),
                _ => continue,
            };
            let department = self.promised_to(&one.promise);
            duties.push(Duty { id: format!("{}:{}", kind.as_str(), one.promise.id), kind, department, due });
        }
        duties
    }

    /// Slips on results that were reported.
    fn slips_owed(&self) -> Vec<Duty> {
        let open = self.tasks.iter().filter_map(|task| Some((task, task.aftercare.slip.as_ref()?)));
        let owed = open.map(|(task, slip)| {
            let kind = DutyKind::CorrectSlip;
            let id = format!("{}:{}", kind.as_str(), task.id);
            Duty { id, kind, department: task.department.clone(), due: slip.due }
        });
        owed.collect()
    }

    /// Deferred materials that did not come and are to be decided on.
    fn deferrals_owed(&self) -> Vec<Duty> {
        let outstanding = match self.stage {
            Stage::InProgress { .. } => self.outstanding_deferred(),
            _ => Vec::new(),
        };
        let late = self.deferrals.iter().filter(|one| one.missed_on.is_some());
        late.filter(|one| outstanding.contains(&one.material))
            .map(|one| {
                let kind = DutyKind::DecideDeferral;
                let id = format!("{}:{}", kind.as_str(), one.material);
                Duty { id, kind, department: self.plan.lead.clone(), due: one.due }
            })
            .collect()
    }

    fn certificates_owed(&self) -> impl Iterator<Item = Duty> {
        self.tasks.iter().filter_map(|task| {
            let certificate = task.certificate.as_ref().filter(|one| one.made_at.is_none())?;
            let kind = DutyKind::MakeCertificate;
            let id = format!("{}:{}", kind.as_str(), task.id);
            let open = task.revocation.is_none();
            open.then(|| Duty { id, kind, department: task.department.clone(), due: certificate.due })
        })
    }

    fn answers_owed(&self) -> impl Iterator<Item = Duty> {
        self.open_questions().map(|question| {
            let (kind, department) = match &question.to {
                Asked::Department { department } => (DutyKind::AnswerQuestion, department),
                Asked::Counter => (DutyKind::AnswerAtCounter, &self.plan.lead),
            };
            let id = format!("{}:{}", kind.as_str(), question.nth);
            Duty { id, kind, department: department.clone(), due: question.due }
        })
    }

    fn assessments_owed(&self) -> Vec<Duty> {
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
