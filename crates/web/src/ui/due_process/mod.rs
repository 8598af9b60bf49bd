//! 依法办理: at a task, or at the whole thing, who else was heard, what was found to be false, and why a
//! promised limit has passed.

use askama::Template;
use service::{FalseMaterialView, InterestedView, LateView, TaskView};

/// What the law wants to be seen of a task.
#[derive(Debug, Template)]
#[template(path = "ui/due_process/due_process.html")]
pub(crate) struct DueProcess<'a> {
    /// People whose great interests it may concern.
    pub(crate) interested: Option<&'a InterestedView>,
    /// What was found to be false.
    pub(crate) false_materials: &'a [FalseMaterialView],
    /// Promised limits that have passed.
    pub(crate) late: &'a [LateView],
    /// The case's number, where the reader is of those who answer.
    pub(crate) answered_in: Option<&'a str>,
}

component!(DueProcess<'a>);

impl<'a> DueProcess<'a> {
    /// That of a task; none where there is nothing to tell.
    pub(crate) fn of_task(task: &'a TaskView, answered_in: Option<&'a str>) -> Option<Self> {
        let interested = task.interested.as_ref().filter(|one| answered_in.is_some() || one.is_told());
        let told = interested.is_some() || !task.false_materials.is_empty() || !task.late.is_empty();
        let (false_materials, late) = (task.false_materials.as_slice(), task.late.as_slice());
        told.then_some(Self { interested, false_materials, late, answered_in })
    }
}
