//! A line of steps, like a parcel's: what is done, what goes on now, what comes.

use askama::Template;
use service::TaskView;

/// Where a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(dead_code, reason = "each area uses those that it needs")]
pub(crate) enum Progress {
    /// Done.
    Done,
    /// Goes on now.
    Now,
    /// Still to come.
    Ahead,
    /// Ended badly.
    Bad,
}

impl Progress {
    fn class(self) -> &'static str {
        match self {
            Self::Done => "step-done",
            Self::Now => "step-now",
            Self::Ahead => "step-ahead",
            Self::Bad => "step-bad",
        }
    }

    /// The state in words, for those who see no colour.
    fn word(self) -> String {
        match self {
            Self::Done => t!("ui.step.done").into(),
            Self::Now => t!("ui.step.now").into(),
            Self::Ahead => t!("ui.step.ahead").into(),
            Self::Bad => t!("ui.step.bad").into(),
        }
    }
}

/// A step.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    /// What it is.
    pub(crate) title: String,
    /// Who, until when.
    pub(crate) text: String,
    /// Where it stands.
    pub(crate) progress: Progress,
}

/// A line of steps, downwards.
#[derive(Debug, Clone, Template)]
#[template(path = "ui/step_line/step_line.html")]
pub(crate) struct StepLine {
    /// The steps, in their order.
    pub(crate) steps: Vec<Step>,
}

/// A short line of steps, across.
#[derive(Debug, Clone, Template)]
#[template(path = "ui/step_line/rail.html")]
pub(crate) struct Rail {
    /// The steps, in their order.
    pub(crate) steps: Vec<Step>,
}

impl StepLine {
    /// The steps inside an item, each with who acts and when.
    pub(crate) fn of_task(task: &TaskView) -> Self {
        let steps = task.steps.iter().map(|step| {
            let progress = match step.state {
                "done" => Progress::Done,
                "now" => Progress::Now,
                "left_out" => Progress::Bad,
                _ => Progress::Ahead,
            };
            let when = step.on.map(super::day).unwrap_or_default();
            let parts = [step.actor.clone(), when].into_iter().filter(|part| !part.is_empty());
            let text = parts.collect::<Vec<_>>().join(" · ");
            Step { title: step.name.clone(), text, progress }
        });
        Self { steps: steps.collect() }
    }
}

component!(StepLine, Rail);
