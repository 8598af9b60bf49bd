//! A case as far as a supervisor may see it: limits, progress and history, not what is in it.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{Redirect, Response},
};
use service::{CaseCommand, CaseView, words};

use super::{SupervisedCase, Supervision};
use crate::{
    Web,
    act::{self, Act},
    error::Failed,
    session::Overseer,
    ui::{
        self, Page,
        callout::Callout,
        due_process::DueProcess,
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
    callout: Option<Callout>,
}

impl CasePage {
    fn can(&self, action: &str) -> bool {
        self.case.actions.contains(&action)
    }

    /// Who else was heard, what was false, and why it is late, task by task.
    fn due_process(&self) -> Vec<(&str, DueProcess<'_>)> {
        let number = Some(self.case.number.as_str());
        let tasks = self.case.tasks.iter();
        tasks.filter_map(|task| Some((task.name.as_str(), DueProcess::of_task(task, number)?))).collect()
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
pub(super) async fn urge(act: Act<Overseer>) -> Result<Redirect, Failed> {
    let task = Some(act.text("task")).filter(|task| !task.is_empty());
    let text = act.value("text").chars().take(1000).collect();
    let days = act.value("working_days").parse().unwrap_or(1);
    let nth = act.web.app.urge(&act.who, &act.about, task, text, days, act.value("key")).await?;
    Ok(Redirect::to(&format!("{MATTERS}/{}/{nth}", crate::url::encode(&act.about))))
}

/// Where the matters are listed.
const MATTERS: &str = "/matters";

/// 延长: the head of the government gives several departments together more time.
pub(super) async fn extend(act: Act<Overseer>) -> Result<Response, Failed> {
    // What is no number is no number of days, and refused as such.
    let days = act.value("working_days").parse().unwrap_or(0);
    let reason = act.value("reason").chars().take(1000).collect();
    let outcome = act.on_case(&act.about, Ok(CaseCommand::ExtendJoint(days, reason))).await;
    act::answer(outcome.map(|_| SupervisedCase(&act.about).to_string()), async move |failed| {
        let callout = Some(act.refused(t!("supervision.extend.refused"), &failed));
        build(&act.web, &act.who, act.page, &act.about, callout).await
    })
    .await
}

pub(super) async fn show(
    State(web): State<Web>,
    overseer: Overseer,
    page: Page,
    Path(number): Path<String>,
) -> Result<Response, Failed> {
    Ok(ui::html(&build(&web, &overseer, page, &number, None).await?))
}

async fn build(
    web: &Web,
    overseer: &Overseer,
    page: Page,
    number: &str,
    callout: Option<Callout>,
) -> Result<CasePage, Failed> {
    let (catalog, today) = (web.app.catalog(), web.app.today());
    let case = web.app.case(overseer, number).await?;
    let tasks = case.tasks.iter().map(|task| TaskLine {
        name: task.name.clone(),
        department: task.department_name.clone(),
        tag: ui::staff::task_tag(task.stage),
        clock: Clock::of_task_view(task, &catalog, today),
        refused: task.refused.clone(),
    });
    Ok(CasePage {
        page: page.titled(format!("{} · {}", case.theme_name, case.number)).wide(),
        clock: Clock::of_view(&case, &catalog, today),
        stage: ui::staff::stage_tag(case.stage),
        progress: ProgressTable::of(&case.lines, &catalog, today),
        tasks: tasks.collect(),
        rating: case.rating.as_ref().map(|rating| {
            (words::rating_level(rating.level), rating.reasons.join("、"), rating.comment.clone())
        }),
        key: uuid::Uuid::now_v7().to_string(),
        callout,
        case,
    })
}
