//! What counter, desk and supervision share: the clock of a limit, lists of cases and tasks,
//! what was handed in, the form to read, and how far the departments are.

use askama::Template;
use casework::{StageName, TaskStageName, clock::ANSWER_WORKING_DAYS};
use catalog::Catalog;
use jiff::civil::Date;
use service::{CaseView, DepartmentLine, MaterialView, SectionView, TaskView, words};
use store::{CaseRow, TaskRow};
use workdays::Light;

use super::tag::Tag;

/// What a department says of an application, as a tag.
pub(crate) fn verdict_tag(assessment: &service::AssessmentView) -> Tag {
    let label = assessment.label.as_str();
    match assessment.verdict {
        "complete" => Tag::done(label),
        "missing" | "deemed" => Tag::warn(label),
        _ => Tag::plain(label),
    }
}

/// How much time is left, in words and in colour.
#[derive(Debug, Clone, Template)]
#[template(path = "ui/staff/clock.html")]
pub(crate) struct Clock {
    kind: &'static str,
    icon: &'static str,
    label: String,
    due: Option<Date>,
}

component!(Clock);

impl Clock {
    /// A limit with its light; without a light, or when the work has ended, the day alone.
    pub(crate) fn of(light: Option<Light>, due: Option<Date>, catalog: &Catalog, today: Date) -> Self {
        let Some(due) = due else {
            return Self { kind: "none", icon: "", label: "—".into(), due: None };
        };
        if light.is_none() {
            return Self::still(t!("ui.clock.expected"), Some(due));
        }
        let left = catalog.calendar.remaining(today, due);
        let label = match left {
            ..0 => t!("ui.clock.late", days = -left),
            0 => t!("ui.clock.today"),
            _ => t!("ui.clock.left", days = left),
        };
        let (kind, icon) = match light {
            Some(Light::Red) => ("red", "alert"),
            Some(Light::Yellow) => ("yellow", "clock"),
            Some(Light::Green) => ("green", "clock"),
            None => ("none", ""),
        };
        Self { kind, icon, label: label.into(), due: Some(due) }
    }

    /// A clock that stands still, or has not begun, or has stopped for good: in these words.
    fn still(label: impl Into<String>, due: Option<Date>) -> Self {
        Self { kind: "none", icon: "", label: label.into(), due }
    }

    /// The clock of a task in a list.
    pub(crate) fn of_task(row: &TaskRow, catalog: &Catalog, today: Date) -> Self {
        match (row.stage, row.since, row.due) {
            (TaskStageName::Ready | TaskStageName::Reviewing, Some(since), Some(due)) => {
                Self::of(Some(light(since, due, catalog, today)), Some(due), catalog, today)
            }
            (TaskStageName::Granted | TaskStageName::Refused, _, Some(due)) => {
                let ended = row.ended_at.map(casework::case::day_of);
                Self::decided(ended.is_some_and(|ended| ended > due), row.due)
            }
            (stage, ..) => Self::standing(stage, row.due),
        }
    }

    /// The clock of a task on a page.
    pub(crate) fn of_task_view(task: &TaskView, catalog: &Catalog, today: Date) -> Self {
        match task.stage {
            TaskStageName::Ready | TaskStageName::Reviewing => Self::of(task.light, task.due, catalog, today),
            TaskStageName::Granted | TaskStageName::Refused => {
                Self::decided(task.light == Some(Light::Red), task.due)
            }
            stage => Self::standing(stage, task.due),
        }
    }

    /// Decided, in time or late.
    fn decided(late: bool, due: Option<Date>) -> Self {
        if late {
            Self { kind: "red", icon: "alert", label: t!("ui.clock.decided_late").into(), due }
        } else {
            Self { kind: "green", icon: "check", label: t!("ui.clock.decided_in_time").into(), due }
        }
    }

    /// A task whose clock does not run.
    fn standing(stage: TaskStageName, due: Option<Date>) -> Self {
        match stage {
            TaskStageName::Suspended => Self::still(t!("ui.clock.suspended"), due),
            TaskStageName::Waiting => Self::still(t!("ui.clock.waiting"), due),
            // An actor's whose clock is not the government's.
            TaskStageName::Ready | TaskStageName::Reviewing => Self::still(t!("ui.clock.untimed"), None),
            _ => Self::still(t!("ui.clock.ended"), None),
        }
    }

    /// The clock of a case in a list.
    pub(crate) fn of_case(row: &CaseRow, catalog: &Catalog, today: Date) -> Self {
        match (row.stage, row.due) {
            (StageName::InProgress | StageName::AwaitingCorrection, Some(due)) => {
                let since = casework::case::day_of(row.submitted_at);
                Self::of(Some(light(since, due, catalog, today)), Some(due), catalog, today)
            }
            (StageName::Submitted, _) => {
                let since = casework::case::day_of(row.submitted_at);
                let due = catalog.calendar.add_working_days(since, ANSWER_WORKING_DAYS).date;
                Self::of(Some(light(since, due, catalog, today)), Some(due), catalog, today)
            }
            (_, due) => Self::still(t!("ui.clock.ended"), due),
        }
    }

    /// The clock of an open case on its own page.
    pub(crate) fn of_view(case: &CaseView, catalog: &Catalog, today: Date) -> Self {
        match case.stage {
            StageName::InProgress => Self::of(case.light, case.due, catalog, today),
            StageName::AwaitingCorrection => {
                let due = case.correction.as_ref().and_then(|correction| correction.due);
                Self::of(Some(Light::Yellow), due, catalog, today)
            }
            StageName::Submitted => {
                let since = casework::case::day_of(case.submitted_at);
                let due = catalog.calendar.add_working_days(since, ANSWER_WORKING_DAYS).date;
                Self::of(Some(light(since, due, catalog, today)), Some(due), catalog, today)
            }
            _ => Self::still(t!("ui.clock.ended"), case.due),
        }
    }

    fn label(&self) -> &str {
        &self.label
    }
}

/// The light of a limit that runs from one day to another without a pause.
pub(crate) fn light(since: Date, due: Date, catalog: &Catalog, today: Date) -> Light {
    let limit = catalog.calendar.working_days_between(since, due);
    catalog.calendar.clock(since, limit, &[], today).light
}

/// Where a case stands, as a tag.
pub(crate) fn stage_tag(stage: StageName) -> Tag {
    let label = words::stage(stage);
    match stage {
        StageName::Submitted | StageName::InProgress => Tag::active(label),
        StageName::AwaitingCorrection => Tag::warn(label),
        StageName::NotAccepted => Tag::red(label),
        StageName::Completed | StageName::Delivered => Tag::done(label),
        StageName::Withdrawn => Tag::plain(label),
    }
}

/// Where a task stands, as a tag.
pub(crate) fn task_tag(stage: TaskStageName) -> Tag {
    let label = words::task_stage(stage);
    match stage {
        TaskStageName::Ready | TaskStageName::Reviewing => Tag::active(label),
        TaskStageName::Suspended => Tag::warn(label),
        TaskStageName::Refused => Tag::red(label),
        TaskStageName::Granted => Tag::done(label),
        TaskStageName::Waiting | TaskStageName::Cancelled => Tag::plain(label),
    }
}

/// A case in a list.
pub(crate) struct CaseLine {
    pub(crate) href: String,
    pub(crate) number: String,
    pub(crate) theme: String,
    pub(crate) applicant: String,
    pub(crate) submitted: String,
    pub(crate) stage: Tag,
    pub(crate) progress: String,
    pub(crate) clock: Clock,
}

/// A list of cases; `j` and `k` walk through it.
#[derive(Template)]
#[template(path = "ui/staff/cases.html")]
pub(crate) struct CaseTable {
    /// What it shows.
    pub(crate) caption: String,
    /// Its rows.
    pub(crate) lines: Vec<CaseLine>,
}

component!(CaseTable);

impl CaseTable {
    /// The rows with their clocks; `masked` where the reader need not know whose cases they are.
    pub(crate) fn of(
        caption: impl Into<String>,
        rows: &[CaseRow],
        catalog: &Catalog,
        today: Date,
        masked: bool,
        href: impl Fn(&str) -> String,
    ) -> Self {
        let line = |row: &CaseRow| CaseLine {
            href: href(row.number.as_str()),
            number: row.number.to_string(),
            theme: row.theme_name.clone(),
            applicant: if masked {
                identifiers::mask_name(&row.applicant_name)
            } else {
                row.applicant_name.clone()
            },
            submitted: super::moment(row.submitted_at),
            stage: stage_tag(row.stage),
            progress: if row.tasks_total == 0 {
                String::new()
            } else {
                format!("{}/{}", row.tasks_ended, row.tasks_total)
            },
            clock: Clock::of_case(row, catalog, today),
        };
        Self { caption: caption.into(), lines: rows.iter().map(line).collect() }
    }
}

/// A task in a list.
pub(crate) struct TaskLine {
    pub(crate) id: String,
    pub(crate) href: String,
    pub(crate) name: String,
    pub(crate) theme: String,
    pub(crate) department: String,
    pub(crate) applicant: String,
    pub(crate) stage: Tag,
    pub(crate) clock: Clock,
    /// It can be granted in a batch.
    pub(crate) tickable: bool,
    /// In whose place the reader decides it.
    pub(crate) note: Option<String>,
}

/// A list of tasks; `j` and `k` walk through it, `x` ticks.
#[derive(Template)]
#[template(path = "ui/staff/tasks.html")]
pub(crate) struct TaskTable {
    /// What it shows.
    pub(crate) caption: String,
    /// Its rows.
    pub(crate) lines: Vec<TaskLine>,
    /// Rows can be ticked.
    pub(crate) ticks: bool,
    /// Shows which department.
    pub(crate) departments: bool,
}

component!(TaskTable);

impl TaskTable {
    /// The rows with their clocks.
    pub(crate) fn of(
        caption: impl Into<String>,
        rows: &[TaskRow],
        catalog: &Catalog,
        today: Date,
        href: impl Fn(&TaskRow) -> String,
    ) -> Self {
        let line = |row: &TaskRow| TaskLine {
            id: row.id.to_string(),
            href: href(row),
            name: words::item_row(catalog, &row.item, row.row),
            theme: row.theme_name.clone(),
            department: catalog.department_name(&row.department).to_owned(),
            applicant: row.applicant_name.clone(),
            stage: task_tag(row.stage),
            clock: Clock::of_task(row, catalog, today),
            tickable: matches!(row.stage, TaskStageName::Ready | TaskStageName::Reviewing),
            note: None,
        };
        Self {
            caption: caption.into(),
            lines: rows.iter().map(line).collect(),
            ticks: false,
            departments: false,
        }
    }

    /// With a column for the department, and names masked.
    pub(crate) fn for_overseers(mut self) -> Self {
        self.departments = true;
        for line in &mut self.lines {
            line.applicant = identifiers::mask_name(&line.applicant);
        }
        self
    }
}

/// What was handed in, with the pictures to look at here.
#[derive(Template)]
#[template(path = "ui/staff/viewer.html")]
pub(crate) struct Viewer<'a> {
    /// The materials.
    pub(crate) materials: &'a [MaterialView],
    /// The reader sees which materials there are, not what was brought.
    pub(crate) names_only: bool,
}

component!(Viewer<'a>);

impl Viewer<'_> {
    /// The tags of a material: why it counts, and how it came.
    fn tags(&self, material: &MaterialView) -> Vec<Tag> {
        let mut tags = Vec::new();
        let mut add = |holds: bool, tag: Tag| {
            if holds {
                tags.push(tag);
            }
        };
        let absent = material.files.is_empty() && !material.on_paper && material.from_wallet.is_none();
        add(material.changed, Tag::warn(t!("ui.viewer.changed")));
        add(material.key, Tag::active(t!("ui.viewer.key")));
        add(material.on_paper, Tag::done(t!("ui.viewer.on_paper")));
        add(material.from_wallet.is_some(), Tag::done(t!("ui.viewer.from_wallet")));
        add(material.deferred, Tag::warn(t!("ui.viewer.deferred")));
        add(material.spared && absent, Tag::plain(t!("ui.viewer.spared")));
        add(
            absent && !material.spared && !material.deferred && !self.names_only,
            Tag::plain(t!("ui.viewer.absent")),
        );
        tags
    }

    /// What there is to look at, and what should be there.
    fn to_look_at(&self) -> Vec<&MaterialView> {
        self.materials.iter().filter(|material| self.names_only || !is_spared(material)).collect()
    }

    /// What need not be brought, and was not: named at the end.
    fn spared(&self) -> Vec<&MaterialView> {
        self.materials.iter().filter(|material| !self.names_only && is_spared(material)).collect()
    }

    /// The first picture stands open, so that one looks at once.
    fn is_first(&self, id: &str) -> bool {
        let mut files = self.materials.iter().flat_map(|material| &material.files);
        files.find(|file| is_picture(&file.media_type)).is_some_and(|file| file.id == id)
    }
}

fn is_spared(material: &MaterialView) -> bool {
    material.spared
        && material.files.is_empty()
        && !material.on_paper
        && material.from_wallet.is_none()
        && !material.changed
}

/// Whether browsers show it in an `img`.
pub(crate) fn is_picture(media_type: &str) -> bool {
    matches!(media_type, "image/jpeg" | "image/png" | "image/webp")
}

/// The form to read, dense.
#[derive(Template)]
#[template(path = "ui/staff/facts.html")]
pub(crate) struct Facts<'a> {
    /// Its sections.
    pub(crate) sections: &'a [SectionView],
}

component!(Facts<'a>);

/// How far each department is.
#[derive(Template)]
#[template(path = "ui/staff/progress.html")]
pub(crate) struct ProgressTable {
    lines: Vec<ProgressLine>,
}

component!(ProgressTable);

struct ProgressLine {
    name: String,
    status: String,
    done: usize,
    total: usize,
    clock: Clock,
}

impl ProgressTable {
    /// One line a department.
    pub(crate) fn of(lines: &[DepartmentLine], catalog: &Catalog, today: Date) -> Self {
        let line = |line: &DepartmentLine| ProgressLine {
            name: line.name.clone(),
            status: line.status.clone(),
            done: line.done,
            total: line.total,
            clock: if line.done == line.total {
                Clock::still(t!("ui.clock.ended"), None)
            } else {
                Clock::of(line.light, line.due, catalog, today)
            },
        };
        Self { lines: lines.iter().map(line).collect() }
    }
}

#[cfg(test)]
mod tests;
