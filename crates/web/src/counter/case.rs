//! A case for those who decide on acceptance: what was handed in, and 受理, 补正 or 不予受理;
//! later the correction coming back, deferred materials, and handing out.

use askama::{Template, filters::Safe};
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use casework::case::{Delivery, Round};
use serde::Deserialize;
use service::{AssessmentView, CaseCommand, CaseView, CollectingAgent, Complaint, TaskView, words};

use super::{
    Accept, AnswerQuestion, AskAgain, AskCorrection, AssessFor, CaseDesk, CorrectOnSpot, FindFalse,
    GuardianConsent, HandOut, Intake, Led, Mandates, Met, NotAccept, NotOurAuthority, NotRequired,
    ParcelArrived, ParcelReturned, Post, Queue, RecordParties, ReturnCorrection, SayReady, SupplyPaper,
    Unmet,
    correction::{ReturnField, return_fields},
    exit::ExitForms,
    outcomes,
};
use crate::{
    Web,
    act::{self, Act},
    csrf::{Pairs, value},
    error::Failed,
    ui::{
        self, Page,
        callout::Callout,
        field::{Control, Field},
        guardian::{self, GuardianBox},
        papers::Papers,
        parties::Parties,
        prerequisite::{self, Prerequisite},
        questions::Questions,
        remarks::{self, Remarks},
        staff::{Clock, Facts, ProgressTable, Viewer},
        tag::Tag,
        timeline::Timeline,
    },
};

#[derive(Template)]
#[template(path = "counter/case.html")]
pub(super) struct CasePage {
    page: Page,
    case: CaseView,
    callout: Option<Callout>,
    clock: Clock,
    stage: Tag,
    progress: ProgressTable,
    back: (String, String),
    typed: Pairs,
    /// What is wrong with what was typed.
    complaints: Vec<Complaint>,
    remarks: Remarks,
    again: Remarks,
    returns: Vec<ReturnField>,
    remedy: String,
    exit: ExitForms,
    submitted: String,
    qr: Option<Safe<String>>,
    pdf: bool,
}

impl CasePage {
    #[expect(clippy::too_many_arguments, reason = "one straight story: the parts of the page")]
    pub(super) fn new(
        web: &Web,
        page: Page,
        intake: &Intake,
        case: CaseView,
        agents: &[CollectingAgent],
        typed: Pairs,
        callout: Option<Callout>,
        complaints: &[Complaint],
    ) -> Self {
        let (catalog, today, pdf) = (&*web.app.catalog(), web.app.today(), web.has_pdf());
        let back = if intake.clerk_place().is_some() {
            (Queue.to_string(), t!("counter.title").into())
        } else {
            (Led.to_string(), t!("counter.led.title").into())
        };
        let remedy = match value(&typed, "remedy") {
            "" => words::usual_remedy(&case.lead, catalog),
            typed => typed.to_owned(),
        };
        Self {
            page: page.titled(format!("{} · {}", case.applicant_name, case.theme_name)).wide(),
            callout,
            clock: Clock::of_view(&case, catalog, today),
            stage: ui::staff::stage_tag(case.stage),
            progress: ProgressTable::of(&case.lines, catalog, today),
            back,
            remarks: Remarks::of(&case, case.remarked.as_ref(), &typed),
            again: Remarks::of_the_return(&case, &typed),
            returns: return_fields(&web.app.rules_kept(&case.rules), &case, &typed),
            remedy,
            exit: ExitForms::of(&case, agents, &typed, complaints, today),
            submitted: ui::moment(case.submitted_at),
            qr: ui::qr(&case.link, &t!("counter.case.qr")),
            pdf,
            typed,
            complaints: complaints.to_vec(),
            case,
        }
    }

    /// What the person at the counter can decide on the spot: they decide for its department too (进驻窗口).
    fn at_once(&self) -> Vec<&TaskView> {
        let open = self.case.tasks.iter().filter(|task| task.at_once && task.actions.contains(&"grant"));
        open.collect()
    }

    fn can(&self, action: &str) -> bool {
        self.case.actions.contains(&action)
    }

    /// What has to be had elsewhere first; here the clerk says that it is there.
    fn prerequisites(&self) -> Vec<Prerequisite> {
        let may_say = self.can("meet_prerequisite");
        Prerequisite::of_case(&self.case.prerequisites, may_say, &self.typed, &self.complaints)
    }

    /// Something is open to this person now.
    fn can_anything(&self) -> bool {
        let open = ["accept", "correction", "unmet", "not_accept", "return_correction", "supply"];
        let exit = ["say_ready", "hand_out", "post", "note_arrival"];
        open.iter().chain(&exit).any(|action| self.can(action))
    }

    fn typed(&self, name: &str) -> &str {
        value(&self.typed, name)
    }

    fn viewer(&self) -> Viewer<'_> {
        Viewer { materials: &self.case.materials, names_only: false }
    }

    fn papers(&self) -> Papers<'_> {
        Papers { number: &self.case.number, papers: &self.case.papers, pdf: self.pdf }
    }

    fn questions(&self) -> Questions<'_> {
        Questions { questions: &self.case.questions }
    }

    fn facts(&self) -> Facts<'_> {
        Facts { sections: &self.case.sections }
    }

    fn timeline(&self) -> Timeline<'_> {
        Timeline { entries: &self.case.timeline }
    }

    /// Departments for which the counter may say whether anything is missing.
    fn counter_assesses(&self) -> Vec<&AssessmentView> {
        self.case.assessments.iter().filter(|one| one.own).collect()
    }

    /// What the last correction is called.
    fn round(&self) -> String {
        match self.case.correction.as_ref().map(|correction| &correction.round) {
            Some(Round::Unmet) => t!("counter.case.round_unmet").into(),
            Some(Round::Second { why }) => t!("counter.case.round_second", why = why).into(),
            Some(Round::First) | None => t!("counter.case.notice").into(),
        }
    }

    /// What can be corrected on the spot: plain fields of the form.
    fn spot_fields(&self) -> Vec<(String, String, String)> {
        outcomes::plain_fields(&self.case)
    }

    /// Which of the results go out now.
    fn exit_choice(&self) -> Field {
        let choices = self.exit.waiting.iter().map(|(task, name, note)| {
            let label = if note.is_empty() { name.clone() } else { format!("{name}（{note}）") };
            (task.clone(), label)
        });
        let all = self.exit.waiting.iter().map(|(task, ..)| task.clone());
        Field {
            control: Control::Checks,
            values: all.collect(),
            ..Field::choose("task", t!("counter.exit.which"), choices.collect())
        }
    }

    /// Results go by post.
    fn by_post(&self) -> bool {
        matches!(self.case.delivery, Delivery::Post { .. })
    }

    /// Where a mandate on paper is recorded before the results go out.
    fn record_mandate(&self) -> String {
        format!("{Mandates}?{}", crate::url::query([("case", self.case.number.as_str())]))
    }

    /// Which material is false: what came in.
    fn false_choice(&self) -> Field {
        let there = self.case.materials.iter().filter(|one| !one.files.is_empty() || one.on_paper);
        let there = there.map(|one| (one.id.to_string(), one.name.clone()));
        Field::choose("material", t!("counter.false.material"), there.collect()).value(self.typed("material"))
    }

    fn deferred(&self) -> Vec<(&str, &str)> {
        let deferred = self.case.materials.iter().filter(|material| material.deferred);
        deferred.map(|material| (material.id.as_str(), material.name.as_str())).collect()
    }

    /// What a guardian signs before the clerk, while nobody has.
    fn guardian(&self) -> Option<GuardianBox> {
        let offer = self.case.guardian_consent.as_ref()?.offer.clone()?;
        Some(GuardianBox::of(offer, &self.case.applicant_name, &self.typed, &self.complaints))
    }

    /// The guardian who agreed: name, relation, when.
    fn consented(&self) -> Option<&(String, String, jiff::Timestamp)> {
        self.case.guardian_consent.as_ref()?.given.as_ref()
    }

    fn parties(&self) -> Option<Parties> {
        Parties::of(&self.case.parties, self.page.csrf(), self.address("parties"))
    }

    fn address(&self, act: &str) -> String {
        let number = &self.case.number;
        match act {
            "accept" => Accept(number).to_string(),
            "correction" => AskCorrection(number).to_string(),
            "unmet" => Unmet(number).to_string(),
            "ask_again" => AskAgain(number).to_string(),
            "assess" => AssessFor(number).to_string(),
            "correct_on_spot" => CorrectOnSpot(number).to_string(),
            "not_required" => NotRequired(number).to_string(),
            "not_our_authority" => NotOurAuthority(number).to_string(),
            "find_false" => FindFalse(number).to_string(),
            "not_accept" => NotAccept(number).to_string(),
            "deliver" => HandOut(number).to_string(),
            "say_ready" => SayReady(number).to_string(),
            "post" => Post(number).to_string(),
            "arrived" => ParcelArrived(number).to_string(),
            "returned" => ParcelReturned(number).to_string(),
            "return" => ReturnCorrection(number).to_string(),
            "supply" => SupplyPaper(number).to_string(),
            "met" => Met(number).to_string(),
            "answer" => AnswerQuestion(number).to_string(),
            "guardian" => GuardianConsent(number).to_string(),
            "parties" => RecordParties(number).to_string(),
            _ => CaseDesk(number).to_string(),
        }
    }
}

/// What was just done.
#[derive(Deserialize, Default)]
pub(super) struct Done {
    #[serde(default)]
    done: String,
    #[serde(default)]
    new: String,
}

impl Done {
    fn callout(&self) -> Option<Callout> {
        let title = match self.done.as_str() {
            "accept" => t!("counter.done.accept"),
            "correction" => t!("counter.done.correction"),
            "unmet" => t!("counter.done.unmet"),
            "ask_again" => t!("counter.done.ask_again"),
            "assess" => t!("counter.done.assess"),
            "correct_on_spot" => t!("counter.done.correct_on_spot"),
            "not_accept" => t!("counter.done.not_accept"),
            "deliver" => t!("counter.done.deliver"),
            "ready" => t!("counter.done.ready"),
            "posted" => t!("counter.done.posted"),
            "returned" => t!("counter.done.returned"),
            "return" => t!("counter.done.return"),
            "supply" => t!("counter.done.supply"),
            "met" => t!("counter.done.met"),
            "answer" => t!("counter.done.answer"),
            "guardian" => t!("ui.guardian.recorded"),
            "parties" => t!("ui.parties.recorded"),
            _ if !self.new.is_empty() => t!("counter.done.new"),
            _ => return None,
        };
        Some(Callout::done(title, t!("counter.done.text")))
    }
}

pub(super) async fn show(
    State(web): State<Web>,
    intake: Intake,
    page: Page,
    Path(number): Path<String>,
    Query(done): Query<Done>,
) -> Result<Response, Failed> {
    let case = web.app.case(&intake, &number).await?;
    let agents = agents(&web, &intake, &case).await?;
    let body = CasePage::new(&web, page, &intake, case, &agents, Vec::new(), done.callout(), &[]);
    Ok(ui::html(&body))
}

/// Those who may collect the results, where they are handed out here.
async fn agents(web: &Web, intake: &Intake, case: &CaseView) -> Result<Vec<CollectingAgent>, Failed> {
    match case.actions.contains(&"hand_out") {
        true => Ok(web.app.collecting_agents(intake, &case.number).await?),
        false => Ok(Vec::new()),
    }
}

/// Carries a command out and goes back to the case; where it is refused the page says why and
/// keeps what was typed.
pub(super) async fn carry_out(
    act: Act<Intake>,
    done: &str,
    command: Result<CaseCommand, Failed>,
) -> Result<Response, Failed> {
    let outcome = act.on_case(&act.about, command).await;
    let next = outcome.map(|_| format!("{}?done={done}", CaseDesk(&act.about)));
    act::answer(next, async move |failed| {
        let case = act.web.app.case(&act.who, &act.about).await?;
        let callout = Some(act.refused(t!("counter.case.refused"), &failed));
        let agents = agents(&act.web, &act.who, &case).await?;
        let complaints = failed.complaints().unwrap_or_default();
        Ok(CasePage::new(&act.web, act.page, &act.who, case, &agents, act.pairs, callout, complaints))
    })
    .await
}

pub(super) async fn accept(act: Act<Intake>) -> Result<Response, Failed> {
    carry_out(act, "accept", Ok(CaseCommand::Accept)).await
}

pub(super) async fn ask_correction(act: Act<Intake>) -> Result<Response, Failed> {
    let command = remarks::notice(&act.pairs).map(CaseCommand::Correction).map_err(Failed::from);
    carry_out(act, "correction", command).await
}

pub(super) async fn not_accept(act: Act<Intake>) -> Result<Response, Failed> {
    let command = CaseCommand::NotAccept { reason: act.text("reason"), remedy: act.text("remedy") };
    carry_out(act, "not_accept", Ok(command)).await
}

/// What had to be had elsewhere first is there: one at a time.
pub(super) async fn met(act: Act<Intake>) -> Result<Response, Failed> {
    let command = match prerequisite::said(&act.pairs) {
        Ok(met) => match met.into_iter().next() {
            Some(met) => Ok(CaseCommand::MeetPrerequisite(met)),
            None => return Ok(Redirect::to(&CaseDesk(&act.about).to_string()).into_response()),
        },
        Err(wrong) => Err(wrong.into()),
    };
    carry_out(act, "met", command).await
}

/// The guardian of a young child stands there and agrees.
pub(super) async fn guardian_consents(act: Act<Intake>) -> Result<Response, Failed> {
    let command = CaseCommand::ConsentAsGuardian(guardian::signature(&act.pairs).unwrap_or_default());
    carry_out(act, "guardian", Ok(command)).await
}

/// The people concerned stand there, show their documents and sign.
pub(super) async fn record_parties(act: Act<Intake>) -> Result<Response, Failed> {
    let roles = act.values("role").into_iter().map(str::to_owned).collect();
    let command = CaseCommand::RecordParties(act.value("item").into(), roles);
    carry_out(act, "parties", Ok(command)).await
}
