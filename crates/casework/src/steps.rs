//! Steps inside an item (受理、审查、现场核查、决定、制证): which there are, how far a task is in them, and
//! who did which when.
//!
//! The plan says which steps an item has and who acts; what happened says the rest.

use std::collections::BTreeSet;

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{
    case::{Case, FileRef, Stage, Task, day_of},
    event::Recorded,
    plan::PlannedItem,
};

/// A certificate is made and handed out within so many working days of the decision (行政许可法 第四十四条).
pub const CERTIFICATE_WORKING_DAYS: u32 = 10;

/// Officers who check on the spot together, at least (行政许可法 第三十四条).
pub const LEAST_OFFICERS: usize = 2;

/// What a step is, as far as the software does something for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// 受理
    Accept,
    /// 审查, and whatever else comes before the decision.
    Review,
    /// 现场核查
    OnSiteCheck,
    /// 决定
    Decide,
    /// 制证
    MakeCertificate,
    /// 送达, and whatever else comes behind the decision.
    Deliver,
}

impl StepKind {
    /// What a step of that name is; `decided` says that it comes behind the decision.
    pub fn of(name: &str, decided: bool) -> Self {
        match name {
            "受理" => Self::Accept,
            "决定" => Self::Decide,
            "制证" | "发证" => Self::MakeCertificate,
            _ if name.starts_with("现场") => Self::OnSiteCheck,
            _ if decided || name == "送达" => Self::Deliver,
            _ => Self::Review,
        }
    }
}

/// A step of an item as it was planned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedStep {
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: StepKind,
    /// Who acts, by short name.
    pub actor: String,
}

impl PlannedStep {
    /// The steps of these names and actors, in order.
    pub fn all<'a>(steps: impl IntoIterator<Item = (&'a str, &'a str)>) -> Vec<Self> {
        let mut decided = false;
        let steps = steps.into_iter().map(|(name, actor)| {
            let kind = StepKind::of(name, decided);
            decided |= kind == StepKind::Decide;
            Self { name: name.to_owned(), kind, actor: actor.to_owned() }
        });
        steps.collect()
    }
}

impl PlannedItem {
    /// The step that is a check on the spot, if there is one.
    pub fn on_site_check(&self) -> Option<&PlannedStep> {
        self.steps.iter().find(|step| step.kind == StepKind::OnSiteCheck)
    }

    /// Whether a certificate is made behind the decision.
    pub fn makes_certificate(&self) -> bool {
        self.steps.iter().any(|step| step.kind == StepKind::MakeCertificate)
    }
}

/// A check on the spot (现场核查): an appointment, and what was found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SiteCheck {
    /// The day.
    pub on: Date,
    /// Who comes: two or more.
    pub officers: Vec<String>,
    /// What the applicant should know: where, what to have ready.
    pub note: String,
    /// What was found, once somebody was there.
    pub record: Option<CheckRecord>,
}

/// What was found on the spot.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CheckRecord {
    /// When it was written down.
    pub at: Timestamp,
    /// By whom, as the record shows it.
    pub by_name: String,
    /// What was found.
    pub findings: String,
    /// The conclusion: it is as the conditions want it.
    pub passed: bool,
    /// Pictures and papers.
    pub files: Vec<FileRef>,
}

/// A certificate on paper (制证): decided, and still to be made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    /// The last day for it.
    pub due: Date,
    /// When it was made.
    pub made_at: Option<Timestamp>,
}

/// How far a step is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StepState {
    /// Done on that day.
    Done(Date),
    /// Goes on now; for a check, with its day.
    Now(Option<Date>),
    /// Still to come.
    Ahead,
    /// The task ended without it.
    LeftOut,
}

/// A step of a task with how far it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepProgress<'a> {
    /// The step.
    pub step: &'a PlannedStep,
    /// How far it is.
    pub state: StepState,
}

impl Case {
    /// How far a task is in its steps, in the order of the plan; none in cases from before steps were kept.
    pub fn step_progress(&self, task: &Task) -> Vec<StepProgress<'_>> {
        let steps = self.plan.item(&task.item).map_or(&[][..], |item| &item.steps);
        steps.iter().map(|step| StepProgress { step, state: self.step_state(task, step) }).collect()
    }

    fn step_state(&self, task: &Task, step: &PlannedStep) -> StepState {
        let begun = task.stage.since();
        let ended = task.stage.ended_on();
        let granted = task.stage.is_granted();
        let Some(since) = begun else {
            return if ended.is_some() { StepState::LeftOut } else { StepState::Ahead };
        };
        match step.kind {
            StepKind::Accept => StepState::Done(since),
            StepKind::Review => ended.map_or(StepState::Now(None), StepState::Done),
            StepKind::OnSiteCheck => match (task.checks.last(), ended) {
                (Some(SiteCheck { record: Some(record), .. }), _) => StepState::Done(day_of(record.at)),
                (_, Some(_)) => StepState::LeftOut,
                (Some(check), None) => StepState::Now(Some(check.on)),
                (None, None) => StepState::Ahead,
            },
            StepKind::Decide => ended.map_or(StepState::Ahead, StepState::Done),
            StepKind::MakeCertificate => match (&task.certificate, ended) {
                (Some(Certificate { made_at: Some(at), .. }), _) => StepState::Done(day_of(*at)),
                (Some(Certificate { due, .. }), _) => StepState::Now(Some(*due)),
                // An electronic one is there with the decision.
                (None, Some(on)) if granted => StepState::Done(on),
                (None, Some(_)) => StepState::LeftOut,
                (None, None) => StepState::Ahead,
            },
            StepKind::Deliver => match (&self.stage, ended) {
                (Stage::Delivered { on, .. }, _) if granted => StepState::Done(*on),
                (_, Some(_)) if granted => StepState::Now(None),
                (_, Some(_)) => StepState::LeftOut,
                (_, None) => StepState::Ahead,
            },
        }
    }
}

impl Task {
    /// Notes what happened on the spot, or with the certificate.
    pub(crate) fn note_check(&mut self, check: SiteCheck) {
        // An appointment that was not kept yet is moved, not added to.
        self.checks.retain(|known| known.record.is_some());
        self.checks.push(check);
    }

    pub(crate) fn record_check(
        &mut self,
        findings: &str,
        passed: bool,
        files: &[FileRef],
        recorded: &Recorded,
    ) {
        if let Some(check) = self.checks.last_mut() {
            check.record = Some(CheckRecord {
                at: recorded.at,
                by_name: recorded.by_name.clone(),
                findings: findings.to_owned(),
                passed,
                files: files.to_vec(),
            });
        }
    }
}

/// Names without blanks, each once, in their order.
pub(crate) fn distinct(officers: Vec<String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let names = officers.into_iter().map(|name| name.trim().to_owned());
    names.filter(|name| !name.is_empty() && seen.insert(name.clone())).collect()
}
