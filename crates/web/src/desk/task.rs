//! A task: what was handed in for it, the own department's part of the form, and the decision.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use catalog::Catalog;
use jiff::civil::Date;
use serde::Deserialize;
use service::{CaseCommand, Failure, GrantInput, Suspension, TaskPage};

use super::{
    ArrangeCheck, ExtendTask, GrantTask, MakeCertificate, RecordCheck, RecordParties, RefuseTask, ResumeTask,
    StartTask, SuspendTask, TaskDesk, checks,
};
use crate::{
    Web,
    act::{self, Act},
    csrf::{Pairs, value, values},
    error::Failed,
    session::Approver,
    ui::{
        self, Page,
        callout::Callout,
        checks::Checks,
        due_process::DueProcess,
        effects::Effects,
        error_summary::ErrorSummary,
        field::{Control, Field},
        papers::Papers,
        parties::Parties,
        questions::Questions,
        staff::{Clock, Facts, ProgressTable, Viewer},
        step_line::StepLine,
        tag::Tag,
        timeline::Timeline,
    },
};

/// A line of the case's other tasks.
struct Beside {
    name: String,
    department: String,
    tag: Tag,
    clock: Clock,
    own: bool,
}

#[derive(Template)]
#[template(path = "desk/task.html")]
struct DeskPage {
    page: Page,
    desk: TaskPage,
    callout: Option<Callout>,
    /// What is wrong with what was typed, by the name of the control.
    wrong: Vec<(&'static str, String)>,
    clock: Clock,
    stage: Tag,
    progress: ProgressTable,
    beside: Vec<Beside>,
    steps: StepLine,
    names: Vec<(String, String)>,
    validity: Option<String>,
    typed: Pairs,
    today: Date,
    key: String,
    pdf: bool,
}

impl DeskPage {
    fn new(web: &Web, page: Page, desk: TaskPage, typed: Pairs, callout: Option<Callout>) -> Self {
        let (catalog, today) = (&*web.app.catalog(), web.app.today());
        let task = &desk.task;
        let title = format!("{} · {}", task.name, desk.case.applicant_name);
        let mut names: Vec<(String, String)> =
            desk.results.iter().map(|result| (result.name.clone(), result.name.clone())).collect();
        if names.is_empty() {
            let name = web.app.rules_kept(&desk.case.rules).item_name(&task.item).to_owned();
            names.push((name.clone(), name));
        }
        Self {
            page: page.titled(title).wide(),
            callout,
            wrong: Vec::new(),
            clock: Clock::of_task_view(task, catalog, today),
            stage: ui::staff::task_tag(task.stage),
            progress: ProgressTable::of(&desk.case.lines, catalog, today),
            beside: desk
                .case
                .tasks
                .iter()
                .map(|other| Beside {
                    name: other.name.clone(),
                    department: other.department_name.clone(),
                    tag: ui::staff::task_tag(other.stage),
                    clock: Clock::of_task_view(other, catalog, today),
                    own: other.id == task.id,
                })
                .collect(),
            steps: StepLine::of_task(task),
            validity: desk.results.first().and_then(|result| result.validity.clone()),
            names,
            typed,
            today,
            key: uuid::Uuid::now_v7().to_string(),
            pdf: web.has_pdf(),
            desk,
        }
    }

    /// The people concerned in this item.
    fn parties_there(&self) -> Option<Parties> {
        let item = &self.desk.task.item;
        let own = self.desk.case.parties.iter().filter(|party| party.item == *item);
        Parties::of(own, self.page.csrf(), self.address("parties"))
    }

    fn can(&self, action: &str) -> bool {
        self.desk.task.actions.contains(&action)
    }

    fn papers(&self) -> Papers<'_> {
        Papers { number: &self.desk.case.number, papers: &self.desk.case.papers, pdf: self.pdf }
    }

    fn error(&self, name: &str) -> Option<String> {
        self.wrong.iter().find(|(known, _)| *known == name).map(|(_, words)| words.clone())
    }

    fn errors(&self) -> ErrorSummary {
        let errors = self.wrong.iter();
        let errors = errors.map(|(name, words)| (format!("#{}", ui::control_id(name)), words.clone()));
        ErrorSummary { errors: errors.collect() }
    }

    /// Something was typed into one of these controls, or is wrong with it: their fold stands open.
    fn is_open(&self, names: &str) -> bool {
        let mut names = names.split(' ');
        names.any(|name| !self.typed(name).is_empty() || self.error(name).is_some())
    }

    fn reason(&self) -> Field {
        Field::lines("reason", t!("desk.task.reason"))
            .help(t!("desk.task.reason_help"))
            .value(self.typed("reason"))
            .error(self.error("reason"))
    }

    fn remedy(&self) -> Field {
        Field::lines("remedy", t!("desk.task.remedy"))
            .value(self.typed_or("remedy", &self.desk.usual_remedy))
            .error(self.error("remedy"))
    }

    fn procedure(&self) -> Field {
        let procedures = self.desk.special_procedures.iter();
        let choices = procedures.map(|procedure| (procedure.clone(), procedure.clone())).collect();
        Field { control: Control::Select, ..Field::choose("procedure", t!("desk.task.procedure"), choices) }
            .help(t!("desk.task.procedure_help"))
            .value(self.typed("procedure"))
            .error(self.error("procedure"))
    }

    fn evidence(&self) -> Field {
        Field::text("evidence", t!("desk.task.evidence"))
            .help(t!("desk.task.evidence_help"))
            .value(self.typed("evidence"))
            .error(self.error("evidence"))
    }

    fn extension_reason(&self) -> Field {
        Field::lines("extension_reason", t!("desk.task.extension_reason"))
            .help(t!("desk.task.extension_reason_help"))
            .value(self.typed("extension_reason"))
            .error(self.error("extension_reason"))
    }

    fn typed(&self, name: &str) -> &str {
        value(&self.typed, name)
    }

    fn typed_or(&self, name: &str, otherwise: &str) -> String {
        match self.typed(name) {
            "" => otherwise.to_owned(),
            typed => typed.to_owned(),
        }
    }

    fn is_ticked(&self, index: &usize) -> bool {
        values(&self.typed, "condition").contains(&index.to_string().as_str())
    }

    fn result_name(&self) -> Field {
        let first = self.names.first().map_or("", |(name, _)| name);
        let chosen = self.typed_or("name", first);
        if self.names.len() > 1 {
            Field::choose("name", t!("desk.task.result"), self.names.clone()).value(chosen)
        } else {
            Field::text("name", t!("desk.task.result")).value(chosen)
        }
    }

    fn result_fields(&self) -> Vec<Field> {
        let validity = self.validity.clone().map(|text| t!("desk.task.validity", text = text).into_owned());
        let from = self.typed_or("valid_from", &self.today.to_string());
        let years = self.desk.results.first().and_then(|result| result.valid_years);
        let until = years.and_then(|years| casework::plan::last_day(self.today, years));
        let until = until.map_or_else(String::new, |until| until.to_string());
        vec![
            Field::text("number", t!("desk.task.number"))
                .value(self.typed_or("number", &self.desk.task.id.0))
                .error(self.error("number")),
            Field::typed_day("valid_from", t!("desk.task.valid_from"), &from).error(self.error("valid_from")),
            Field::typed_day(
                "valid_until",
                t!("desk.task.valid_until"),
                &self.typed_or("valid_until", &until),
            )
            .optional()
            .help(validity.unwrap_or_default())
            .error(self.error("valid_until")),
        ]
    }

    fn suspension_end(&self) -> Field {
        Field::typed_day("expected_end", t!("desk.task.expected_end"), self.typed("expected_end"))
            .help(t!("desk.task.expected_end_help"))
            .error(self.error("expected_end"))
    }

    fn extension_days(&self) -> Field {
        Field::text("working_days", t!("desk.task.extension_days"))
            .inputmode("numeric")
            .value(self.typed("working_days"))
            .error(self.error("working_days"))
    }

    fn viewer(&self) -> Viewer<'_> {
        Viewer { materials: &self.desk.case.materials, names_only: false }
    }

    fn facts(&self) -> Facts<'_> {
        Facts { sections: &self.desk.case.sections }
    }

    fn timeline(&self) -> Timeline<'_> {
        Timeline { entries: &self.desk.case.timeline }
    }

    /// What that act would do to the rest.
    fn effects(&self, act: &str) -> Option<Effects<'_>> {
        let effects = self.desk.task.effects.iter().find(|one| one.act == act)?;
        Some(Effects { effects })
    }

    /// What such acts did to the rest.
    fn effects_told(&self) -> Vec<Effects<'_>> {
        self.desk.case.effects_told.iter().map(|effects| Effects { effects }).collect()
    }

    fn due_process(&self) -> Option<DueProcess<'_>> {
        DueProcess::of_task(&self.desk.task, Some(&self.desk.case.number))
    }

    fn checks(&self) -> Checks<'_> {
        Checks { checks: &self.desk.task.checks }
    }

    fn appointment(&self) -> Vec<Field> {
        checks::appointment(&self.desk, &self.typed, &self.wrong)
    }

    fn questions(&self) -> Questions<'_> {
        Questions { questions: &self.desk.case.questions }
    }

    /// Who has taken it, in words.
    fn holder(&self) -> Option<String> {
        let holder = self.desk.task.holder.as_ref()?;
        Some(match (holder.own, holder.stood_in) {
            (true, _) => t!("desk.task.held_by_me").into_owned(),
            (_, true) => t!("desk.task.stood_in", name = holder.name).into_owned(),
            _ => t!("desk.task.held_by", name = holder.name).into_owned(),
        })
    }

    fn id(&self) -> &str {
        &self.desk.task.id.0
    }

    /// Results of earlier items that this one rests on, and the own result.
    fn has_results(&self) -> bool {
        !self.desk.case.results.is_empty()
    }

    fn address(&self, act: &str) -> String {
        let id = self.id();
        match act {
            "start" => StartTask(id).to_string(),
            "parties" => RecordParties(id).to_string(),
            "grant" => GrantTask(id).to_string(),
            "refuse" => RefuseTask(id).to_string(),
            "suspend" => SuspendTask(id).to_string(),
            "resume" => ResumeTask(id).to_string(),
            "extend" => ExtendTask(id).to_string(),
            "arrange" => ArrangeCheck(id).to_string(),
            "record" => RecordCheck(id).to_string(),
            "certificate" => MakeCertificate(id).to_string(),
            _ => TaskDesk(id).to_string(),
        }
    }
}

/// What was just done.
#[derive(Deserialize, Default)]
pub(super) struct Done {
    #[serde(default)]
    done: String,
}

impl Done {
    fn callout(&self) -> Option<Callout> {
        let title = match self.done.as_str() {
            "start" => t!("desk.done.start"),
            "release" => t!("desk.done.release"),
            "hand_over" => t!("desk.done.hand_over"),
            "ask" => t!("desk.done.ask"),
            "parties" => t!("ui.parties.recorded"),
            "grant" => t!("desk.done.grant"),
            "refuse" => t!("desk.done.refuse"),
            "suspend" => t!("desk.done.suspend"),
            "resume" => t!("desk.done.resume"),
            "extend" => t!("desk.done.extend"),
            "arrange" => t!("desk.done.arrange"),
            "record" => t!("desk.done.record"),
            "certificate" => t!("desk.done.certificate"),
            _ => return None,
        };
        Some(Callout::done(title, ""))
    }
}

pub(super) async fn show(
    State(web): State<Web>,
    approver: Approver,
    page: Page,
    Path(id): Path<String>,
    Query(done): Query<Done>,
) -> Result<Response, Failed> {
    let desk = web.app.task(&approver, &id).await?;
    let body = DeskPage::new(&web, page, desk, Vec::new(), done.callout());
    Ok(ui::html(&body))
}

/// Carries the command out and goes back to the task; where it is refused the page says why and
/// keeps what was typed.
pub(super) async fn carry_out(
    act: Act<Approver>,
    done: &str,
    command: Result<CaseCommand, Failed>,
) -> Result<Response, Failed> {
    let outcome = act.on_task(&act.about, command).await;
    let next = outcome.map(|_| format!("{}?done={done}", TaskDesk(&act.about)));
    act::answer(next, async move |failed| {
        let wrong = beside_fields(&failed, done, &act.web.app.catalog());
        let callout = wrong.is_empty().then(|| act.refused(t!("desk.refused"), &failed));
        let desk = act.web.app.task(&act.who, &act.about).await?;
        Ok(DeskPage { wrong, ..DeskPage::new(&act.web, act.page, desk, act.pairs, callout) })
    })
    .await
}

/// What a failure says of the fields of the form that was sent, each by the name of its control;
/// nothing where it is about none of them.
fn beside_fields(failed: &Failed, act: &str, catalog: &Catalog) -> Vec<(&'static str, String)> {
    let field = match (failed.code(), act) {
        ("reason_missing", "extend") => "extension_reason",
        ("evidence_missing", "arrange") => "check_evidence",
        ("two_officers_needed", _) => "officers",
        ("check_day_passed", _) => "check_on",
        ("text_missing", "record") => "findings",
        ("reason_missing", _) => "reason",
        ("remedy_missing", _) => "remedy",
        ("procedure_missing" | "no_special_procedure", _) => "procedure",
        ("expected_end_passed", _) => "expected_end",
        ("evidence_missing", _) => "evidence",
        ("extension_too_long", _) => "working_days",
        _ => {
            let complaints = failed.complaints().unwrap_or_default().iter();
            let at = |pointer: &str| {
                let name = pointer.rsplit('/').next().unwrap_or_default();
                DAYS.iter().find(|field| **field == name).copied()
            };
            return complaints.filter_map(|one| Some((at(&one.pointer)?, one.message.clone()))).collect();
        }
    };
    vec![(field, failed.message(catalog))]
}

/// The desk's fields that take a day, or one of two answers.
const DAYS: [&str; 5] = ["valid_from", "valid_until", "expected_end", "check_on", "passed"];

/// The people concerned stand before the registrar, show their documents and sign.
pub(super) async fn record_parties(act: Act<Approver>) -> Result<Response, Failed> {
    let roles = act.values("role").into_iter().map(str::to_owned).collect();
    let command = CaseCommand::RecordParties(act.value("item").into(), roles);
    carry_out(act, "parties", Ok(command)).await
}

pub(super) async fn start(act: Act<Approver>) -> Result<Response, Failed> {
    let command = CaseCommand::StartTask(act.about.clone());
    carry_out(act, "start", Ok(command)).await
}

pub(super) async fn grant(act: Act<Approver>) -> Result<Response, Failed> {
    let command = granting(&act).await.map(|input| CaseCommand::GrantTask(act.about.clone(), input));
    carry_out(act, "grant", command).await
}

/// The result from what was typed; its conditions must have been ticked one by one.
async fn granting(act: &Act<Approver>) -> Result<GrantInput, Failed> {
    let desk = act.web.app.task(&act.who, &act.about).await?;
    let ticked = act.values("condition");
    if (0..desk.conditions.len()).any(|index| !ticked.contains(&index.to_string().as_str())) {
        return Err(Failure::invalid("/condition", "conditions_open", t!("desk.task.conditions_open")).into());
    }
    let input = grant_input(&act.pairs)?;
    Ok(GrantInput { file: act.keep("file").await?.pop(), ..input })
}

pub(super) fn grant_input(pairs: &Pairs) -> Result<GrantInput, Failure> {
    let text = |name: &str| Some(value(pairs, name).to_owned()).filter(|text| !text.is_empty());
    Ok(GrantInput {
        name: text("name"),
        number: text("number"),
        text: text("text"),
        file: None,
        valid_from: date(pairs, "valid_from", "/result/valid_from")?,
        valid_until: date(pairs, "valid_until", "/result/valid_until")?,
    })
}

/// A day that was typed; none where nothing was.
pub(super) fn date(pairs: &Pairs, name: &str, pointer: &str) -> Result<Option<Date>, Failure> {
    match value(pairs, name).trim() {
        "" => Ok(None),
        text => {
            let day = text.parse().map(Some);
            day.map_err(|_| Failure::invalid(pointer, "wrong_date", t!("desk.task.wrong_date")))
        }
    }
}

pub(super) async fn refuse(act: Act<Approver>) -> Result<Response, Failed> {
    let (reason, remedy) = (act.text("reason"), act.text("remedy"));
    let command = CaseCommand::RefuseTask(act.about.clone(), reason, remedy);
    carry_out(act, "refuse", Ok(command)).await
}

pub(super) async fn suspend(act: Act<Approver>) -> Result<Response, Failed> {
    let command = date(&act.pairs, "expected_end", "/expected_end").map(|expected_end| {
        let suspension =
            Suspension { procedure: act.text("procedure"), expected_end, evidence: act.text("evidence") };
        CaseCommand::SuspendTask(act.about.clone(), suspension)
    });
    carry_out(act, "suspend", command.map_err(Failed::from)).await
}

pub(super) async fn extend(act: Act<Approver>) -> Result<Response, Failed> {
    // What is no number is no number of days, and refused as such.
    let days = act.value("working_days").trim().parse().unwrap_or(0);
    let reason = act.text("extension_reason");
    let command = CaseCommand::ExtendTask(act.about.clone(), days, reason);
    carry_out(act, "extend", Ok(command)).await
}

pub(super) async fn resume(act: Act<Approver>) -> Result<Response, Failed> {
    let command = CaseCommand::ResumeTask(act.about.clone());
    carry_out(act, "resume", Ok(command)).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(pairs: &[(&str, &str)]) -> Pairs {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn what_is_left_empty_is_left_to_the_usual_result() {
        let input =
            grant_input(&pairs(&[("name", " "), ("number", ""), ("valid_from", "2026-03-02")])).unwrap();
        assert_eq!((input.name, input.number), (None, None));
        assert_eq!(input.valid_from, Some(jiff::civil::date(2026, 3, 2)));
    }

    #[test]
    fn what_a_suspension_lacks_is_told_beside_its_own_field() {
        let catalog = testkit::catalogue();
        let wrong = |refusal: casework::Refusal, act: &str| {
            let wrong = beside_fields(&Failed::from(Failure::Refused(refusal)), act, &catalog);
            wrong.into_iter().map(|(field, _)| field).collect::<Vec<_>>()
        };
        assert_eq!(wrong(casework::Refusal::EvidenceMissing, "suspend"), ["evidence"]);
        assert_eq!(wrong(casework::Refusal::ExpectedEndPassed, "suspend"), ["expected_end"]);
        assert_eq!(wrong(casework::Refusal::NoSpecialProcedure, "suspend"), ["procedure"]);
        assert_eq!(wrong(casework::Refusal::ReasonMissing, "extend"), ["extension_reason"]);
        assert_eq!(wrong(casework::Refusal::Stale, "suspend"), [""; 0], "that is about no field");
        let day = Failed::from(Failure::invalid("/expected_end", "wrong_date", "日期"));
        assert_eq!(beside_fields(&day, "suspend", &catalog)[0].0, "expected_end");
    }

    #[test]
    fn a_date_that_is_none_is_told_at_its_field() {
        let Err(Failure::Invalid(complaints)) = grant_input(&pairs(&[("valid_until", "明年")])) else {
            panic!("taken");
        };
        assert_eq!(complaints[0].pointer, "/result/valid_until");
    }
}
