//! The parts of an application at a glance, beside the part that is open: on a desk, where there is room.

use askama::Template;
use service::Application;

use super::tasks;

/// The parts with what is done, and which is open.
#[derive(Template)]
#[template(path = "portal/apply/steps.html")]
pub(super) struct Steps {
    steps: Vec<Step>,
}

impl askama::filters::HtmlSafe for Steps {}

struct Step {
    href: String,
    name: String,
    done: bool,
    open: bool,
}

impl Steps {
    /// The parts of the application; `here` is the address of the one that is open.
    pub(super) fn of(application: &Application, here: &str) -> Self {
        let steps = tasks::lines(application).into_iter().map(|line| Step {
            open: line.href == here,
            href: line.href,
            name: line.name,
            done: line.done,
        });
        let review = crate::url::ApplyReview(&application.id).to_string();
        let last = Step {
            open: review == here,
            href: review,
            name: t!("portal.tasks.review").into_owned(),
            done: false,
        };
        Self { steps: steps.chain([last]).collect() }
    }
}
