//! 虚假材料: a material of a task is found to be false; what follows by law stands on the page before it is done.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use casework::{Falsehood, TaskId};
use service::{CaseCommand, TaskPage};

use super::{FalseMaterial, TaskDesk};
use crate::{
    Web,
    act::{self, Act},
    csrf::{Pairs, value},
    error::Failed,
    session::Approver,
    ui::{self, Page, callout::Callout, due_process::DueProcess, effects::Effects, field::Field},
};

#[derive(Template)]
#[template(path = "desk/false_material.html")]
struct FalsePage {
    page: Page,
    desk: TaskPage,
    callout: Option<Callout>,
    typed: Pairs,
}

impl FalsePage {
    fn new(page: Page, desk: TaskPage, typed: Pairs, callout: Option<Callout>) -> Self {
        let title = t!("desk.false_material.title");
        Self { page: page.titled(format!("{title} · {}", desk.task.name)).wide(), desk, callout, typed }
    }

    fn can_find(&self) -> bool {
        self.desk.task.actions.contains(&"find_false")
    }

    /// The item was granted: it is revoked, not refused.
    fn was_granted(&self) -> bool {
        self.desk.task.stage == casework::TaskStageName::Granted
    }

    fn so_far(&self) -> Option<DueProcess<'_>> {
        DueProcess::of_task(&self.desk.task, Some(&self.desk.case.number))
    }

    /// What refusing does to the rest.
    fn effects(&self) -> Option<Effects<'_>> {
        let effects = self.desk.task.effects.iter().find(|one| one.act == "refuse")?;
        Some(Effects { effects })
    }

    fn fields(&self) -> Vec<Field> {
        let there = self.desk.case.materials.iter().filter(|one| !one.files.is_empty() || one.on_paper);
        let materials = there.map(|one| (one.id.to_string(), one.name.clone())).collect();
        let mut fields = vec![
            Field::choose("material", t!("desk.false_material.material"), materials)
                .value(value(&self.typed, "material")),
            Field::lines("reason", t!("desk.false_material.reason"))
                .help(t!("desk.false_material.reason_help"))
                .value(value(&self.typed, "reason")),
            Field::text("evidence", t!("desk.false_material.evidence"))
                .help(t!("desk.false_material.evidence_help"))
                .value(value(&self.typed, "evidence")),
        ];
        if !self.was_granted() {
            let remedy = value(&self.typed, "remedy");
            let remedy = if remedy.is_empty() { self.desk.usual_remedy.as_str() } else { remedy };
            fields.push(Field::lines("remedy", t!("desk.task.remedy")).value(remedy));
        }
        fields
    }
}

pub(super) async fn show(
    State(web): State<Web>,
    approver: Approver,
    page: Page,
    Path(id): Path<String>,
) -> Result<Response, Failed> {
    let desk = web.app.task(&approver, &id).await?;
    Ok(ui::html(&FalsePage::new(page, desk, Pairs::new(), None)))
}

/// Records it with what follows; where it is refused the page says why and keeps what was typed.
pub(super) async fn find(act: Act<Approver>) -> Result<Response, Failed> {
    let text = |name: &str| act.value(name).chars().take(1000).collect::<String>();
    let found = Falsehood {
        task: Some(TaskId(act.about.clone())),
        material: act.value("material").into(),
        reason: text("reason"),
        evidence: text("evidence"),
        remedy: text("remedy"),
    };
    carry_out(act, CaseCommand::FindFalseMaterial(found)).await
}

/// 撤销, after the person could be heard.
pub(super) async fn revoke(act: Act<Approver>) -> Result<Response, Failed> {
    let reason = act.value("reason").chars().take(1000).collect();
    let command = CaseCommand::RevokeResult(act.about.clone(), reason, String::new());
    carry_out(act, command).await
}

async fn carry_out(act: Act<Approver>, command: CaseCommand) -> Result<Response, Failed> {
    let outcome = act.on_task(&act.about, Ok(command)).await;
    act::answer(outcome.map(|_| TaskDesk(&act.about).to_string()), async move |failed| {
        let callout = Some(act.refused(t!("desk.refused"), &failed));
        let desk = act.web.app.task(&act.who, &act.about).await?;
        Ok(FalsePage::new(act.page, desk, act.pairs, callout))
    })
    .await
}
