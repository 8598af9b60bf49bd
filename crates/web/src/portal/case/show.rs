//! The case's page: what I have to do now on top, then where it stands and who does what by when.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use casework::{StageName, TaskStageName};
use service::{CaseView, Complaint, DepartmentLine, TaskView, words};
use workdays::Light;

use crate::{
    Web,
    csrf::Pairs,
    error::Failed,
    portal::{rating::FACES, status},
    session::SignedIn,
    ui::{
        self, Page,
        checks::Checks,
        due_process::DueProcess,
        effects::Effects,
        error_summary::ErrorSummary,
        guardian::GuardianBox,
        obligations::Obligations,
        papers::Papers,
        parties::Parties,
        prerequisite::Prerequisite,
        step_line::{Progress, Rail, Step, StepLine},
        tag::Tag,
        timeline::Timeline,
    },
    url,
};

#[derive(Template)]
#[template(path = "portal/case/show.html")]
struct CasePage<'a> {
    page: Page,
    errors: ErrorSummary,
    case: &'a CaseView,
    rail: Rail,
    lines: Vec<Line<'a>>,
    timeline: Timeline<'a>,
    promise: String,
    outstanding: Vec<&'a str>,
    faces: Vec<(u8, &'static str, &'static str)>,
    rated: &'static str,
    papers: Papers<'a>,
    prerequisites: Vec<Prerequisite>,
    parties: Option<Parties>,
    /// What a guardian still has to sign.
    guardian: Option<GuardianBox>,
    obligations: Obligations<'a>,
}

/// A department's line with its tasks as steps.
struct Line<'a> {
    line: &'a DepartmentLine,
    due: String,
    tag: Option<Tag>,
    steps: StepLine,
    refused: Vec<(&'a str, &'a (String, String))>,
    clocks: Vec<(&'a str, &'a str)>,
    /// The steps inside each item that was begun; open while it goes on.
    inner: Vec<(&'a str, StepLine, bool)>,
    checks: Vec<(&'a str, Checks<'a>)>,
    /// Who else was heard, what was false, why it is late.
    due_process: Vec<(&'a str, DueProcess<'a>)>,
}

impl CasePage<'_> {
    fn may(&self, action: &str) -> bool {
        self.case.actions.contains(&action)
    }

    /// What withdrawing each row would do to the rest.
    fn row_effects(&self) -> Vec<Effects<'_>> {
        let of_rows = self.case.effects.iter().filter(|one| one.act == "withdraw_row");
        of_rows.map(|effects| Effects { effects }).collect()
    }

    /// What such acts did to the rest.
    fn effects_told(&self) -> Vec<Effects<'_>> {
        self.case.effects_told.iter().map(|effects| Effects { effects }).collect()
    }

    /// What was found before acceptance, and why the whole thing is late.
    fn due_process(&self) -> Option<DueProcess<'_>> {
        let (false_materials, late) = (self.case.false_materials.as_slice(), self.case.late.as_slice());
        let told = !false_materials.is_empty() || !late.is_empty();
        told.then_some(DueProcess { interested: None, false_materials, late, answered_in: None })
    }

    /// What the QR code of the pick-up code says: a telephone finds the case, the counter the code.
    fn pick_up(&self, code: &str) -> String {
        format!("{}#{code}", self.case.link)
    }

    fn has_to_do(&self) -> bool {
        self.may("return_correction") || self.may("rate") || !self.outstanding.is_empty()
    }
}

pub(crate) async fn show(
    State(web): State<Web>,
    visitor: SignedIn,
    Path(number): Path<String>,
    page: Page,
) -> Result<Response, Failed> {
    let case = web.app.case(&visitor, &number).await?;
    Ok(build(&web, page, &case, &Pairs::new(), &[]))
}

/// The page; with what was just typed on it and what is wrong with that.
pub(super) fn build(
    web: &Web,
    page: Page,
    case: &CaseView,
    typed: &Pairs,
    complaints: &[Complaint],
) -> Response {
    let lines = case.lines.iter().map(|line| department(line, case)).collect();
    let outstanding = case.materials.iter().filter(|material| material.deferred);
    let errors = ErrorSummary::of(complaints, |pointer| match GuardianBox::control(pointer) {
        Some(control) => control.to_owned(),
        None => format!("met.{}", pointer.strip_prefix("/prerequisites/").unwrap_or(pointer)),
    });
    let offer = case.guardian_consent.as_ref().and_then(|consent| consent.offer.clone());
    let guardian = offer.map(|offer| GuardianBox::of(offer, &case.applicant_name, typed, complaints));
    let parties = Parties::of(&case.parties, page.csrf(), url::Parties(&case.number).to_string());
    ui::html(&CasePage {
        parties,
        guardian,
        errors,
        page: page.titled(format!("{} {}", case.theme_name, case.number)),
        papers: Papers { number: &case.number, papers: &case.papers, pdf: web.has_pdf() },
        rail: rail(case),
        lines,
        timeline: Timeline { entries: &case.timeline },
        promise: promise(case),
        outstanding: outstanding.map(|material| material.name.as_str()).collect(),
        faces: FACES.map(|(level, face)| (level, face, words::rating_level(level))).to_vec(),
        rated: case.rating.as_ref().map_or("", |rating| words::rating_level(rating.level)),
        prerequisites: Prerequisite::of_case(
            &case.prerequisites,
            case.actions.contains(&"meet_prerequisite"),
            typed,
            complaints,
        ),
        obligations: Obligations { obligations: &case.obligations },
        case,
    })
}

/// When the whole thing is promised, in words.
fn promise(case: &CaseView) -> String {
    match (case.stage, case.due) {
        (StageName::Submitted, _) => t!("portal.case.promise.submitted").into_owned(),
        (StageName::InProgress, Some(due)) => {
            let due = ui::day(due);
            if case.deemed_accepted {
                t!("portal.case.promise.deemed", due = due).into_owned()
            } else if case.due_estimated {
                t!("portal.case.promise.estimated", due = due).into_owned()
            } else {
                t!("portal.case.promise.due", due = due).into_owned()
            }
        }
        (StageName::AwaitingCorrection, _) => t!("portal.case.promise.correction").into_owned(),
        (StageName::Completed, _) => t!("portal.case.promise.completed").into_owned(),
        (StageName::Delivered, _) if case.outgoing.errand.is_some() => {
            t!("portal.case.promise.corrected").into_owned()
        }
        (StageName::Delivered, _) => t!("portal.case.promise.delivered").into_owned(),
        _ => String::new(),
    }
}

/// The whole case in four steps, across.
fn rail(case: &CaseView) -> Rail {
    let reached = match case.stage {
        StageName::Submitted
        | StageName::AwaitingCorrection
        | StageName::NotAccepted
        | StageName::Withdrawn => 1,
        StageName::InProgress => 2,
        StageName::Completed => 3,
        StageName::Delivered => 4,
    };
    let ended_badly = matches!(case.stage, StageName::NotAccepted | StageName::Withdrawn);
    let titles = [
        t!("portal.case.rail.submitted"),
        t!("portal.case.rail.accepted"),
        t!("portal.case.rail.decided"),
        t!("portal.case.rail.delivered"),
    ];
    let steps = (0..).zip(titles).map(|(index, title)| Step {
        title: title.into_owned(),
        text: String::new(),
        progress: match index {
            index if index < reached => Progress::Done,
            index if index == reached && ended_badly => Progress::Bad,
            index if index == reached => Progress::Now,
            _ => Progress::Ahead,
        },
    });
    Rail { steps: steps.collect() }
}

fn department<'a>(line: &'a DepartmentLine, case: &'a CaseView) -> Line<'a> {
    let tasks: Vec<&TaskView> = case.tasks.iter().filter(|task| task.department == line.department).collect();
    let tag = match line.light {
        _ if line.done == line.total && line.total > 0 => Some(Tag::done(t!("portal.case.all_done"))),
        Some(light @ (Light::Yellow | Light::Red)) => Some(Tag::light(light)),
        _ => None,
    };
    Line {
        line,
        due: line
            .due
            .filter(|_| line.done < line.total)
            .map(|due| t!("portal.case.by", due = ui::day(due)).into_owned())
            .unwrap_or_default(),
        tag,
        refused: tasks.iter().filter_map(|task| Some((task.name.as_str(), task.refused.as_ref()?))).collect(),
        clocks: tasks.iter().filter_map(|task| Some((task.name.as_str(), task.clock.as_deref()?))).collect(),
        steps: StepLine { steps: tasks.iter().map(|task| step(task)).collect() },
        due_process: tasks
            .iter()
            .filter_map(|task| Some((task.name.as_str(), DueProcess::of_task(task, None)?)))
            .collect(),
        inner: tasks
            .iter()
            .filter(|task| task.steps.len() > 1 && task.steps.iter().any(|step| step.state == "done"))
            .map(|task| (task.name.as_str(), StepLine::of_task(task), task.ended_at.is_none()))
            .collect(),
        checks: tasks
            .iter()
            .filter(|task| !task.checks.is_empty())
            .map(|task| (task.name.as_str(), Checks { checks: &task.checks }))
            .collect(),
    }
}

fn step(task: &TaskView) -> Step {
    let progress = match task.stage {
        TaskStageName::Granted => Progress::Done,
        TaskStageName::Refused | TaskStageName::Cancelled => Progress::Bad,
        TaskStageName::Ready | TaskStageName::Reviewing | TaskStageName::Suspended => Progress::Now,
        TaskStageName::Waiting => Progress::Ahead,
    };
    let mut text = match task.stage {
        TaskStageName::Waiting => t!("portal.case.not_started").into_owned(),
        _ => task.stage_label.to_owned(),
    };
    let more = match (task.stage, task.due, task.ended_at) {
        (TaskStageName::Waiting, ..) if !task.waits_for.is_empty() => {
            Some(t!("portal.case.waits", names = task.waits_for.join("、")).into_owned())
        }
        (TaskStageName::Ready | TaskStageName::Reviewing, Some(due), _) => {
            Some(t!("portal.case.due", due = ui::day(due)).into_owned())
        }
        (TaskStageName::Cancelled, ..) => {
            task.cancelled_with.as_ref().map(|name| t!("portal.case.cancelled", name = name).into_owned())
        }
        (_, _, Some(at)) => Some(ui::moment(at)),
        _ => None,
    };
    if let Some(more) = more {
        text.push_str(" · ");
        text.push_str(&more);
    }
    for remark in task.remarks.iter().chain(&task.joint).chain(&task.parties) {
        text.push_str(" · ");
        text.push_str(remark);
    }
    Step { title: task.name.clone(), text, progress }
}
