//! How a case stands: what is missing, what is due, what is done. Reads, never changes.

use std::collections::BTreeSet;

use catalog::{DepartmentId, MaterialId};
use jiff::civil::Date;
use workdays::Calendar;

use crate::{
    actor::AccountId,
    case::{
        Case, Channel, Correction, HandedIn, Stage, StageName, Task, TaskId, TaskResult, TaskStage,
        TaskStageName, day_of,
    },
    plan::PlannedPrerequisite,
};

impl Stage {
    /// Its bare name.
    pub fn name(&self) -> StageName {
        match self {
            Self::Submitted => StageName::Submitted,
            Self::AwaitingCorrection { .. } => StageName::AwaitingCorrection,
            Self::NotAccepted { .. } => StageName::NotAccepted,
            Self::InProgress { .. } => StageName::InProgress,
            Self::Completed { .. } => StageName::Completed,
            Self::Delivered { .. } => StageName::Delivered,
            Self::Withdrawn { .. } => StageName::Withdrawn,
        }
    }
}

impl StageName {
    /// Every stage, in the order of a case's life.
    pub const ALL: &[Self] = &[
        Self::Submitted,
        Self::AwaitingCorrection,
        Self::NotAccepted,
        Self::InProgress,
        Self::Completed,
        Self::Delivered,
        Self::Withdrawn,
    ];

    /// The word in the API and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Submitted => "submitted",
            Self::AwaitingCorrection => "awaiting_correction",
            Self::NotAccepted => "not_accepted",
            Self::InProgress => "in_progress",
            Self::Completed => "completed",
            Self::Delivered => "delivered",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The stage of that word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|name| name.as_str() == word)
    }
}

impl TaskStage {
    /// Its bare name.
    pub fn name(&self) -> TaskStageName {
        match self {
            Self::Waiting => TaskStageName::Waiting,
            Self::Ready { .. } => TaskStageName::Ready,
            Self::Reviewing { .. } => TaskStageName::Reviewing,
            Self::Suspended { .. } => TaskStageName::Suspended,
            Self::Granted { .. } => TaskStageName::Granted,
            Self::Refused { .. } => TaskStageName::Refused,
            Self::Cancelled { .. } => TaskStageName::Cancelled,
        }
    }

    /// Who has taken it and not given it back, while it is open.
    pub fn holder(&self) -> Option<&AccountId> {
        match self {
            Self::Reviewing { by, .. } | Self::Suspended { by, .. } => Some(by),
            _ => None,
        }
    }

    /// The same in another's hands, where somebody has taken it.
    pub(crate) fn held_by_another(mut self, another: &AccountId) -> Self {
        if let Self::Reviewing { by, .. } | Self::Suspended { by, .. } = &mut self {
            *by = another.clone();
        }
        self
    }

    /// Nothing more will happen to it.
    pub fn is_ended(&self) -> bool {
        matches!(self, Self::Granted { .. } | Self::Refused { .. } | Self::Cancelled { .. })
    }

    /// It ended in a result.
    pub fn is_granted(&self) -> bool {
        matches!(self, Self::Granted { .. })
    }

    /// What it ended in, where it was granted.
    pub fn result(&self) -> Option<&TaskResult> {
        match self {
            Self::Granted { result, .. } => Some(result),
            _ => None,
        }
    }

    /// While it is open and its clock was started: since when, the promised day, the last day by law.
    pub fn clock(&self) -> Option<(Date, Date, Date)> {
        match self {
            Self::Ready { since, due, statutory_due }
            | Self::Reviewing { since, due, statutory_due, .. }
            | Self::Suspended { since, due, statutory_due, .. } => Some((*since, *due, *statutory_due)),
            Self::Waiting | Self::Granted { .. } | Self::Refused { .. } | Self::Cancelled { .. } => None,
        }
    }

    /// The day on which its clock started; none while it waits, and for cancelled tasks.
    pub fn since(&self) -> Option<Date> {
        match self {
            Self::Granted { since, .. } | Self::Refused { since, .. } => Some(*since),
            open => open.clock().map(|(since, ..)| since),
        }
    }

    /// The promised day, once its clock was started.
    pub fn due(&self) -> Option<Date> {
        match self {
            Self::Granted { due, .. } | Self::Refused { due, .. } => Some(*due),
            open => open.clock().map(|(_, due, _)| due),
        }
    }

    /// The same with other dues, while it is open.
    pub(crate) fn with_dues(mut self, promised: Date, last: Date) -> Self {
        if let Self::Ready { due, statutory_due, .. }
        | Self::Reviewing { due, statutory_due, .. }
        | Self::Suspended { due, statutory_due, .. } = &mut self
        {
            (*due, *statutory_due) = (promised, last);
        }
        self
    }

    /// The day on which it ended.
    pub fn ended_on(&self) -> Option<Date> {
        match self {
            Self::Granted { at, .. } | Self::Refused { at, .. } | Self::Cancelled { at, .. } => {
                Some(day_of(*at))
            }
            Self::Waiting | Self::Ready { .. } | Self::Reviewing { .. } | Self::Suspended { .. } => None,
        }
    }
}

impl TaskStageName {
    /// Every stage, in the order of a task's life.
    pub const ALL: &[Self] = &[
        Self::Waiting,
        Self::Ready,
        Self::Reviewing,
        Self::Suspended,
        Self::Granted,
        Self::Refused,
        Self::Cancelled,
    ];

    /// The word in the API and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Ready => "ready",
            Self::Reviewing => "reviewing",
            Self::Suspended => "suspended",
            Self::Granted => "granted",
            Self::Refused => "refused",
            Self::Cancelled => "cancelled",
        }
    }

    /// The stage of that word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|name| name.as_str() == word)
    }
}

impl HandedIn {
    /// It is here: as a file, on paper, from the wallet, or signed here; not merely promised.
    pub fn is_there(&self) -> bool {
        !self.files.is_empty() || self.on_paper || self.from_wallet.is_some() || self.signed
    }
}

/// One department's line of progress.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DepartmentProgress {
    /// The department.
    pub department: DepartmentId,
    /// Its tasks, in the plan's order.
    pub tasks: Vec<TaskId>,
    /// How many of them have ended.
    pub done: usize,
    /// The day by which its last task is promised; for tasks that still wait, as it looks
    /// now. None when all of them were cancelled.
    pub due: Option<Date>,
}

impl Case {
    /// The corrections that were asked for, in their order.
    pub fn corrections(&self) -> impl Iterator<Item = &Correction> {
        self.earlier_corrections.iter().chain(&self.correction)
    }

    /// The task of that id.
    pub fn task(&self, id: &TaskId) -> Option<&Task> {
        self.tasks.iter().find(|task| task.id == *id)
    }

    /// The name of the agent (帮代办) who handed it in online for the applicant.
    pub fn agent_name(&self) -> Option<&str> {
        self.handed_in_by_name.as_deref().filter(|_| self.channel == Channel::Online)
    }

    /// Whether that account acted in it for the applicant, under a mandate.
    pub fn is_agent(&self, account: &AccountId) -> bool {
        self.mandates.iter().any(|shown| shown.agent == *account)
    }

    /// The promised day for what is going on: the whole thing, or the applicant's correction.
    pub fn due(&self) -> Option<Date> {
        match self.stage {
            Stage::AwaitingCorrection { due }
            | Stage::InProgress { due, .. }
            | Stage::Completed { due, .. }
            | Stage::Delivered { due, .. } => Some(due),
            Stage::Submitted | Stage::NotAccepted { .. } | Stage::Withdrawn { .. } => None,
        }
    }

    /// Nothing more will happen to it, but for a rating.
    pub fn is_ended(&self) -> bool {
        matches!(self.stage, Stage::Delivered { .. } | Stage::NotAccepted { .. } | Stage::Withdrawn { .. })
    }

    /// The day on which everything in it ended: what was decided last, or that nothing will be.
    pub fn closed_on(&self) -> Option<Date> {
        match self.stage {
            Stage::Completed { on, .. } | Stage::Delivered { completed_on: on, .. } => Some(on),
            Stage::NotAccepted { on, .. } | Stage::Withdrawn { on, .. } => Some(on),
            Stage::Submitted | Stage::AwaitingCorrection { .. } | Stage::InProgress { .. } => None,
        }
    }

    /// Not accepted yet: whoever said yes to a part of it may still take that back.
    pub fn is_before_acceptance(&self) -> bool {
        matches!(self.stage, Stage::Submitted | Stage::AwaitingCorrection { .. })
    }

    /// Key materials (核心要件) that are neither there, nor to follow, nor spared.
    pub fn missing_key_materials(&self) -> Vec<MaterialId> {
        let handed_in: BTreeSet<_> = self.materials.iter().map(|one| &one.material).collect();
        let key = self.plan.wanted(&self.materials).filter(|planned| planned.key && !planned.spared);
        key.map(|planned| &planned.material)
            .filter(|material| !handed_in.contains(material))
            .cloned()
            .collect()
    }

    /// Materials that were to follow (容缺) and have not come in yet.
    pub fn outstanding_deferred(&self) -> Vec<MaterialId> {
        let wanted: BTreeSet<&MaterialId> =
            self.plan.wanted(&self.materials).map(|planned| &planned.material).collect();
        let deferred = self.materials.iter().filter(|one| one.deferred && !one.is_there());
        let deferred = deferred.filter(|one| wanted.contains(&one.material));
        deferred.map(|one| one.material.clone()).collect()
    }

    /// Open tasks that cannot be done without these, near or far, in the plan's order. A task that
    /// waits for several rows of an item is lost with the last of them alone.
    pub fn dependants_of(&self, lost: &[&TaskId]) -> Vec<&Task> {
        let ended_badly = |task: &&Task| task.stage.is_ended() && !task.stage.is_granted();
        let mut reached: BTreeSet<&TaskId> =
            self.tasks.iter().filter(ended_badly).map(|task| &task.id).collect();
        reached.extend(lost);
        loop {
            let before = reached.len();
            for task in self.tasks.iter().filter(|task| !task.stage.is_ended()) {
                let mut needed = self.needed_items(task);
                if needed.any(|needs| needs.iter().all(|need| reached.contains(&need.id))) {
                    reached.insert(&task.id);
                }
            }
            if reached.len() == before {
                break;
            }
        }
        self.tasks
            .iter()
            .filter(|task| !lost.contains(&&task.id) && reached.contains(&task.id) && !task.stage.is_ended())
            .collect()
    }

    /// Whether everything that the task waits for is there: of each item all rows have ended and one
    /// at least was granted, and so is what has to be had elsewhere first.
    pub fn waits_for_nothing(&self, task: &Task) -> bool {
        let met = task.until.as_ref().is_none_or(|until| {
            let of_plan = self.plan.prerequisites.iter().find(|one| one.id == *until);
            of_plan.is_none_or(|one| self.is_met(one))
        });
        met && self.needed_items(task).all(|needs| {
            needs.iter().all(|need| need.stage.is_ended()) && needs.iter().any(|need| need.stage.is_granted())
        })
    }

    /// The tasks that a task waits for, item by item.
    pub(crate) fn needed_items<'a>(&'a self, task: &Task) -> impl Iterator<Item = Vec<&'a Task>> {
        let mut items: Vec<Vec<&Task>> = Vec::new();
        for need in task.needs.iter().filter_map(|need| self.task(need)) {
            match items.iter_mut().find(|known| known[0].item == need.item) {
                Some(known) => known.push(need),
                None => items.push(vec![need]),
            }
        }
        items.into_iter()
    }

    /// Whether something that has to be had elsewhere first is there: the applicant said so, or its
    /// material was handed in.
    pub fn is_met(&self, prerequisite: &PlannedPrerequisite) -> bool {
        let shown = |handed: &HandedIn| prerequisite.material.as_ref() == Some(&handed.material);
        self.met.iter().any(|met| met.id == prerequisite.id)
            || self.materials.iter().any(|handed| handed.is_there() && shown(handed))
    }

    /// One line a department, in the plan's order.
    pub fn progress(&self, calendar: &Calendar) -> Vec<DepartmentProgress> {
        let promised = self.promised_days(calendar);
        let mut lines: Vec<DepartmentProgress> = Vec::new();
        for task in &self.tasks {
            let index = lines.iter().position(|line| line.department == task.department);
            let index = index.unwrap_or_else(|| {
                lines.push(DepartmentProgress {
                    department: task.department.clone(),
                    tasks: Vec::new(),
                    done: 0,
                    due: None,
                });
                lines.len() - 1
            });
            let line = &mut lines[index];
            line.tasks.push(task.id.clone());
            line.done += usize::from(task.stage.is_ended());
            line.due = line.due.max(promised.get(&task.id).copied());
        }
        lines
    }
}
