//! An application at the counter: questions, form, materials and delivery on one page, saved
//! with every step and handed in with one button.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use catalog::{Catalog, diff::Difference, model::StopKind};
use jiff::civil::Date;
use serde::Deserialize;
use service::{Application, CaseCommand, Complaint, DeliveryChoice, GUARDIAN};

use super::{
    ApplicationDesk, CaseDesk, Discard, Queue, materials,
    materials::MaterialLine,
    questions::{ANSWER, Topic, known, topics},
    sections::{DELIVERY_METHOD, SectionBlock, sections},
};
use crate::{
    Web,
    act::Act,
    csrf::Pairs,
    error::Failed,
    session::Clerk,
    ui::{
        self, Page,
        callout::Callout,
        choice::{self, answer_values},
        error_summary::ErrorSummary,
        guardian::{self, GuardianBox},
        prerequisite::{self, Prerequisite},
        privacy_notice::PrivacyBox,
        promise::{self, PromiseBox},
        warning::{ACKNOWLEDGE, Warning},
        ways::{WAY, Ways},
    },
};

/// What is wrong with an application as it was sent, beside what the draft itself says.
#[derive(Default)]
struct Wrong {
    answers: Vec<Complaint>,
    materials: Vec<(String, String)>,
    refused: Option<String>,
}

impl Wrong {
    fn is_nothing(&self) -> bool {
        self.answers.is_empty() && self.materials.is_empty() && self.refused.is_none()
    }
}

#[derive(Template)]
#[template(path = "counter/application.html")]
struct ApplicationPage {
    page: Page,
    id: String,
    theme: String,
    applicant: String,
    saved: String,
    errors: ErrorSummary,
    refused: Option<Callout>,
    topics: Vec<Topic>,
    /// What is worked out of what is known: question and answer in words.
    known: Vec<(String, String)>,
    /// Answers that a later change made idle: question and answer in words.
    dropped: Vec<(String, String)>,
    asked: bool,
    stops: Vec<Callout>,
    in_person: Option<Callout>,
    warnings: Vec<Warning>,
    prerequisites: Vec<Prerequisite>,
    promises: Vec<PromiseBox>,
    guardian: Option<GuardianBox>,
    privacy: PrivacyBox,
    ways: Vec<Ways>,
    sections: Vec<SectionBlock>,
    materials: Vec<MaterialLine>,
    materials_left: usize,
    delivery: Vec<DeliveryChoice>,
    items: Vec<(String, String, u32)>,
    working_days: u32,
    left: usize,
    print_notice: String,
    /// The day of its rules, where other rules hold today, and what they change.
    earlier_rules: Option<(Date, Vec<Difference>)>,
}

/// Whether everything that is missing is to be shown.
#[derive(Deserialize, Default)]
pub(super) struct Checking {
    #[serde(default)]
    check: String,
}

pub(super) async fn show(
    State(web): State<Web>,
    clerk: Clerk,
    page: Page,
    Path(draft): Path<String>,
    Query(checking): Query<Checking>,
) -> Result<Response, Failed> {
    let application = web.app.application(&clerk, &draft).await?;
    let checked = !checking.check.is_empty();
    let body = ApplicationPage::new(page, &application, checked, &Wrong::default(), &Pairs::new());
    Ok(ui::html(&body.asking_for(to_sign(&web, &clerk, &application, &Pairs::new(), &[]).await?)))
}

/// What is signed before the clerk: promises, and by the guardian of a child.
type ToSign = (Vec<PromiseBox>, Option<GuardianBox>);

/// What the applicant signs before the clerk, with what was typed.
async fn to_sign(
    web: &Web,
    clerk: &Clerk,
    application: &Application,
    typed: &Pairs,
    complaints: &[Complaint],
) -> Result<ToSign, Failed> {
    let offers = web.app.promise_offers(clerk, &application.id).await?;
    let whose = &application.applicant_name;
    let promises = PromiseBox::all(offers, whose, false, None, typed, complaints);
    let consent = web.app.consent_offer(clerk, &application.id).await?;
    Ok((promises, consent.map(|offer| GuardianBox::of(offer, whose, typed, complaints))))
}

impl ApplicationPage {
    /// The same with what the applicant signs.
    fn asking_for(self, (promises, guardian): ToSign) -> Self {
        Self { promises, guardian, ..self }
    }

    fn new(page: Page, application: &Application, checked: bool, wrong: &Wrong, typed: &Pairs) -> Self {
        let assessment = &application.assessment;
        let catalog: &Catalog = &application.rules;
        let topics = topics(catalog, application, &wrong.answers, typed);
        let errors =
            if checked { ErrorSummary::of(&application.complaints, anchor) } else { answer_errors(wrong) };
        let materials: Vec<MaterialLine> = application
            .materials
            .iter()
            .map(|slot| {
                let told =
                    wrong.materials.iter().find(|(id, _)| *slot.id == **id).map(|(_, text)| text.clone());
                let pointer = format!("/materials/{}", slot.id);
                let missing =
                    application.complaints.iter().find(|complaint| checked && complaint.pointer == pointer);
                MaterialLine::of(slot, told.or_else(|| missing.map(|missing| missing.message.clone())))
            })
            .collect();
        let title = format!("{} · {}", application.theme_name, application.applicant_name);
        Self {
            page: page.titled(title).wide(),
            id: application.id.clone(),
            theme: application.theme_name.clone(),
            applicant: application.applicant_name.clone(),
            saved: ui::moment(application.saved_at),
            errors,
            refused: wrong
                .refused
                .as_ref()
                .map(|text| Callout::stop(t!("counter.application.refused"), text)),
            asked: assessment.next.is_empty(),
            topics,
            known: known(application),
            dropped: assessment
                .dropped
                .iter()
                .map(|one| (one.question.to_string(), one.label.clone()))
                .collect(),
            stops: stops(application),
            in_person: in_person(application),
            warnings: Warning::of(application, if checked { &application.complaints } else { &[] }),
            prerequisites: Prerequisite::of(
                catalog,
                application,
                typed,
                if checked { &application.complaints } else { &wrong.answers },
            ),
            promises: Vec::new(),
            guardian: None,
            privacy: PrivacyBox { notice: application.privacy_notice() },
            ways: Ways::of(catalog, application),
            sections: sections(application, checked),
            materials_left: materials.iter().filter(|line| !line.is_settled()).count(),
            materials,
            delivery: application.delivery_choices.clone(),
            items: items(application),
            working_days: assessment.graph.working_days,
            left: application.complaints.len(),
            print_notice: notice_address(application),
            earlier_rules: (!application.current)
                .then(|| (application.rules.on, application.changed.clone())),
        }
    }

    fn application_address(&self) -> ApplicationDesk<'_> {
        ApplicationDesk(&self.id)
    }

    /// Materials that may be asked for, depending on answers or fields still to come.
    fn open_materials(&self) -> usize {
        self.materials.iter().filter(|line| line.slot.open && line.slot.one_way.is_none()).count()
    }

    /// Materials that are on the list whatever is still to come.
    fn known_materials(&self) -> usize {
        self.materials.iter().filter(|line| !line.slot.open).count()
    }

    fn discard_address(&self) -> Discard<'_> {
        Discard(&self.id)
    }
}

/// The address of the notice for these answers, to print.
fn notice_address(application: &Application) -> String {
    let answers = &application.input.answers.situations;
    let pairs = answers
        .iter()
        .flat_map(|(id, answer)| answer_values(answer).into_iter().map(move |value| (id.to_string(), value)));
    // The notice of an application that goes on by earlier rules tells those.
    let rules = &application.rules;
    let rules = [("on", rules.on.to_string()), ("version", rules.version.clone())];
    let rules = rules.into_iter().filter(|_| !application.current);
    let pairs = pairs.chain(rules.map(|(name, value)| (name.to_owned(), value)));
    format!("{}?{}", crate::url::Notice(application.theme.as_str()), crate::url::query(pairs))
}

fn items(application: &Application) -> Vec<(String, String, u32)> {
    let nodes = application.assessment.graph.nodes.iter();
    nodes.map(|node| (node.name.clone(), node.department.clone(), node.working_days)).collect()
}

/// Who has to stand at the counter, all of them.
fn in_person(application: &Application) -> Option<Callout> {
    let presence = application.assessment.presence.as_ref()?;
    let title = match (presence.together, presence.agent) {
        (true, _) => t!("counter.application.together"),
        (false, false) => t!("counter.application.in_person"),
        (false, true) => return None,
    };
    Some(Callout::warn(title, &presence.why))
}

/// Obstacles, but for those that are signed further down.
fn stops(application: &Application) -> Vec<Callout> {
    let assessment = &application.assessment;
    let stops = assessment.stops.iter().filter(|stop| stop.kind != StopKind::Acknowledge).map(|stop| {
        let law = stop.law.clone().unwrap_or_default();
        match stop.kind {
            StopKind::Warn => Callout::warn(&stop.message, law),
            _ => Callout::stop(&stop.message, law),
        }
    });
    let notices = assessment.notices.iter().map(|notice| Callout::info(&notice.message, ""));
    stops.chain(notices).collect()
}

/// From a complaint's pointer to the control on this page.
fn anchor(pointer: &str) -> String {
    if let Some(id) = pointer.strip_prefix("/answers/") {
        return format!("{ANSWER}{id}");
    }
    if let Some(id) = pointer.strip_prefix("/materials/") {
        return format!("material.{id}");
    }
    if let Some(id) = pointer.strip_prefix("/acknowledged/") {
        return format!("{ACKNOWLEDGE}.{id}");
    }
    if let Some(id) = pointer.strip_prefix("/promises/") {
        return format!("signed.{id}");
    }
    if let Some(id) = pointer.strip_prefix("/prerequisites/") {
        return format!("met.{id}");
    }
    if let Some(control) = GuardianBox::control(pointer) {
        return control.to_owned();
    }
    let control = pointer.strip_prefix("/form/").unwrap_or(pointer).replace('/', ".");
    if control == DELIVERY_METHOD { "deliver_to".into() } else { control }
}

fn answer_errors(wrong: &Wrong) -> ErrorSummary {
    let mut errors = ErrorSummary::of(&wrong.answers, anchor);
    let materials = wrong.materials.iter();
    errors.errors.extend(
        materials.map(|(id, text)| (format!("#{}", ui::control_id(&format!("material.{id}"))), text.clone())),
    );
    errors
}

/// What the button asked for, beside saving.
#[derive(Debug, PartialEq)]
enum Then<'a> {
    Stay,
    Add(&'a str),
    Remove(&'a str, usize),
    Same(&'a str),
    Detach(&'a str, &'a str),
    TakeUpRules,
    Submit { accept: bool },
}

impl<'a> Then<'a> {
    fn of(word: &'a str) -> Self {
        let mut parts = word.splitn(3, ':');
        let row = |text: Option<&str>| text.and_then(|row| row.parse().ok()).unwrap_or(0);
        match (parts.next().unwrap_or(""), parts.next(), parts.next()) {
            ("add", Some(section), _) => Self::Add(section),
            ("remove", Some(section), nth) => Self::Remove(section, row(nth)),
            ("same", Some(offer), _) => Self::Same(offer),
            ("detach", Some(material), Some(file)) => Self::Detach(material, file),
            ("rules", ..) => Self::TakeUpRules,
            ("submit", ..) => Self::Submit { accept: false },
            ("accept", ..) => Self::Submit { accept: true },
            _ => Self::Stay,
        }
    }

    /// Where on the page one goes on.
    fn place(&self) -> String {
        match self {
            Self::Add(section) | Self::Remove(section, _) => format!("#section-{section}"),
            Self::Same(offer) => {
                format!("#section-{}", offer.split(['.', '=']).next().unwrap_or_default())
            }
            Self::Detach(material, _) => format!("#{}", ui::control_id(&format!("material.{material}"))),
            Self::Stay | Self::TakeUpRules | Self::Submit { .. } => String::new(),
        }
    }
}

/// Saves everything that was typed, ticked and brought, and then does what the button says.
pub(super) async fn save(act: Act<Clerk>) -> Result<Response, Failed> {
    let Act { web, who: clerk, about: draft, .. } = &act;
    let mut wrong = keep(&act).await?;
    let then = Then::of(act.value("do"));
    let done = match then {
        _ if !wrong.is_nothing() => Ok(None),
        Then::Stay => Ok(None),
        Then::Add(section) => web.app.add_row(clerk, draft, section).await.map(|_| None),
        Then::Remove(section, row) => web.app.remove_row(clerk, draft, section, row).await.map(|_| None),
        Then::Same(offer) => web.app.copy(clerk, draft, offer).await.map(|_| None),
        Then::Detach(material, file) => web.app.detach(clerk, draft, material, file).await.map(|_| None),
        Then::TakeUpRules => web.app.take_up_rules(clerk, draft).await.map(|_| None),
        // The same draft is the same case, however often the button is pressed.
        Then::Submit { .. } => {
            let signatures = promise::signatures(&act.pairs);
            let guardian = guardian::signature(&act.pairs);
            let key = format!("draft-{draft}");
            let done = web.app.submit_draft(clerk, draft, &key, &signatures, guardian.as_ref()).await;
            done.map(Some)
        }
    };
    let checked = matches!(then, Then::Submit { .. });
    match done.map_err(Failed::from) {
        Ok(Some(case)) => return Ok(handed_in(web, clerk, &case.number, then).await),
        Ok(None) => {}
        Err(failed) if failed.status().is_server_error() => return Err(failed),
        Err(failed) if checked && failed.complaints().is_some() => {
            // What is signed is no part of the draft: it is told with what was typed.
            let unsigned = failed.complaints().unwrap_or_default().iter();
            let signed =
                |one: &&Complaint| one.pointer.starts_with("/promises/") || one.pointer.starts_with(GUARDIAN);
            wrong.answers.extend(unsigned.filter(signed).cloned());
        }
        Err(failed) => wrong.refused = Some(failed.message(&web.app.catalog())),
    }
    if act.quietly {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let address = ApplicationDesk(draft);
    if wrong.is_nothing() {
        let check = if checked { "?check=1" } else { "" };
        return Ok(Redirect::to(&format!("{address}{check}{}", then.place())).into_response());
    }
    let application = web.app.application(clerk, draft).await?;
    let to_sign = to_sign(web, clerk, &application, &act.pairs, &wrong.answers).await?;
    let body = ApplicationPage::new(act.page, &application, checked, &wrong, &act.pairs).asking_for(to_sign);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, ui::html(&body)).into_response())
}

/// Keeps everything; what cannot be kept is told.
async fn keep(act: &Act<Clerk>) -> Result<Wrong, Failed> {
    let Act { web, who: clerk, about: draft, pairs, .. } = act;
    let mut wrong = Wrong::default();
    let before = web.app.application(clerk, draft).await?;
    let answers: Pairs = pairs
        .iter()
        .filter_map(|(name, value)| Some((name.strip_prefix(ANSWER)?.to_owned(), value.clone())))
        .collect();
    if !answers.is_empty() {
        let parsed = before.rules.parse_answers(&before.theme, &answers);
        // What a change made idle is not asked any more, and comes back with the change undone.
        let idle =
            before.assessment.dropped.iter().filter(|one| !answers.iter().any(|(id, _)| *one.id == **id));
        let idle = idle.filter_map(|one| before.input.answers.situations.get_key_value(&one.id));
        let parsed = parsed.map(|mut parsed| {
            parsed.situations.extend(idle.map(|(id, answer)| (id.clone(), answer.clone())));
            parsed
        });
        let changed = match parsed {
            Ok(parsed) if parsed.situations != before.input.answers.situations => {
                web.app.change_answers(clerk, draft, parsed).await.map(drop)
            }
            other => other.map(drop),
        };
        if let Err(failed) = changed.map_err(Failed::from) {
            match failed.complaints() {
                Some(complaints) => {
                    let theme = before.rules.theme(&before.theme).ok_or_else(Failed::not_found)?;
                    wrong.answers = choice::told(theme, complaints);
                }
                None => return Err(failed),
            }
        }
    }
    let noted: Vec<String> = act.values(ACKNOWLEDGE).into_iter().map(str::to_owned).collect();
    if before.input.acknowledged.iter().ne(&noted) {
        web.app.acknowledge(clerk, draft, &noted).await?;
    }
    let met = match prerequisite::said(pairs) {
        Ok(met) if met == before.input.met => Ok(()),
        Ok(met) => web.app.say_met(clerk, draft, &met).await.map(drop),
        Err(wrong) => Err(wrong),
    };
    if let Err(failed) = met.map_err(Failed::from) {
        match failed.complaints() {
            Some(complaints) => wrong.answers.extend_from_slice(complaints),
            None => return Err(failed),
        }
    }
    for (name, way) in pairs {
        let Some(group) = name.strip_prefix(WAY) else { continue };
        let known = before.assessment.any_of.iter().find(|known| known.id == *group);
        if known.is_some_and(|known| known.chosen.as_ref() != Some(way)) {
            web.app.choose_way(clerk, draft, group, way).await?;
        }
    }
    let application = web.app.save_form(clerk, draft, None, pairs.clone()).await?;
    wrong.materials = materials::keep(act, &application).await?;
    let chosen = act.value("deliver_to");
    let known = application.delivery_choices.iter().any(|choice| choice.id == chosen && !choice.chosen);
    if known {
        web.app.choose_draft_delivery(clerk, draft, chosen, application.input.exit).await?;
    }
    Ok(wrong)
}

/// The case is there. Where acceptance is refused the case's own page says why.
async fn handed_in(web: &Web, clerk: &Clerk, number: &str, then: Then<'_>) -> Response {
    if then == (Then::Submit { accept: true }) {
        let accepted = web.app.carry_out(clerk, number, CaseCommand::Accept, None, None).await;
        if let Err(failure) = accepted {
            tracing::info!(
                case = number,
                code = failure.code(),
                "handed in at the counter, not accepted at once"
            );
        }
    }
    Redirect::to(&format!("{}?new=1", CaseDesk(number))).into_response()
}

pub(super) async fn discard(act: Act<Clerk>) -> Result<Redirect, Failed> {
    act.web.app.discard(&act.who, &act.about).await?;
    Ok(Redirect::to(&Queue.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_button_says_what_is_to_be_done_beside_saving() {
        assert_eq!(Then::of(""), Then::Stay);
        assert_eq!(Then::of("add:child"), Then::Add("child"));
        assert_eq!(Then::of("remove:child:1"), Then::Remove("child", 1));
        assert_eq!(Then::of("same:officer.1=legal_rep").place(), "#section-officer");
        assert_eq!(Then::of("detach:id_card:f-1:2"), Then::Detach("id_card", "f-1:2"));
        assert_eq!(Then::of("accept"), Then::Submit { accept: true });
    }

    #[test]
    fn every_complaint_leads_to_a_control_of_the_page() {
        assert_eq!(anchor("/answers/twins"), "answer.twins");
        assert_eq!(anchor("/form/child.name/0"), "child.name.0");
        assert_eq!(anchor("/form/delivery.method"), "deliver_to");
        assert_eq!(anchor("/materials/id_card"), "material.id_card");
    }
}
