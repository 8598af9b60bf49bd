//! A case as far as a supervisor may see it: limits, progress and history, not what is in it.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{Redirect, Response},
};
use service::{CaseView, words};

use super::Supervision;
use crate::{
    Web,
    csrf::{Pairs, Posted, value},
    error::Failed,
    session::Overseer,
    ui::{
        self, Page,
        staff::{Clock, Facts, ProgressTable, Viewer},
        tag::Tag,
        timeline::Timeline,
    },
};

struct TaskLine {
    name: String,
    department: String,
    tag: Tag,
    clock: Clock,
    refused: Option<(String, String)>,
}

#[derive(Template)]
#[template(path = "supervision/case.html")]
struct CasePage {
    page: Page,
    case: CaseView,
    clock: Clock,
    stage: Tag,
    progress: ProgressTable,
    tasks: Vec<TaskLine>,
    rating: Option<(&'static str, String, String)>,
    key: String,
}

impl CasePage {
    fn can(&self, action: &str) -> bool {
        self.case.actions.contains(&action)
    }

    fn viewer(&self) -> Viewer<'_> {
        Viewer { materials: &self.case.materials, names_only: true }
    }

    fn facts(&self) -> Facts<'_> {
        Facts { sections: &self.case.sections }
    }

    fn timeline(&self) -> Timeline<'_> {
        Timeline { entries: &self.case.timeline }
    }
}

/// 督办: wants an answer, and leads to it.
pub(super) async fn urge(
    State(web): State<Web>,
    overseer: Overseer,
    Path(number): Path<String>,
    Posted(pairs): Posted<Pairs>,
) -> Result<Redirect, Failed> {
    let task = Some(value(&pairs, "task").to_owned()).filter(|task| !task.is_empty());
    let text: String = value(&pairs, "text").chars().take(1000).collect();
    let days = value(&pairs, "working_days").parse().unwrap_or(1);
    let nth = web.app.urge(&overseer, &number, task, text, days, value(&pairs, "key")).await?;
    Ok(Redirect::to(&format!("{MATTERS}/{}/{nth}", crate::url::encode(&number))))
}

/// Where the matters are listed.
const MATTERS: &str = "/matters";

pub(super) async fn show(
    State(web): State<Web>,
    overseer: Overseer,
    page: Page,
    Path(number): Path<String>,
) -> Result<Response, Failed> {
    let (catalog, today) = (web.app.catalog(), web.app.today());
    let case = web.app.case(&overseer, &number).await?;
    let tasks = case.tasks.iter().map(|task| TaskLine {
        name: task.name.clone(),
        department: task.department_name.clone(),
        tag: ui::staff::task_tag(task.stage),
        clock: Clock::of_task_view(task, &catalog, today),
        refused: task.refused.clone(),
    });
    let body = CasePage {
        page: page.titled(format!("{} · {}", case.theme_name, case.number)).wide(),
        clock: Clock::of_view(&case, &catalog, today),
        stage: ui::staff::stage_tag(case.stage),
        progress: ProgressTable::of(&case.lines, &catalog, today),
        tasks: tasks.collect(),
        rating: case.rating.as_ref().map(|rating| {
            (words::rating_level(rating.level), rating.reasons.join("、"), rating.comment.clone())
        }),
        key: uuid::Uuid::now_v7().to_string(),
        case,
    };
    Ok(ui::html(&body))
}
