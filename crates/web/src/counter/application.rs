//! An application at the counter: questions, form, materials and delivery on one page, saved
//! with every step and handed in with one button.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use catalog::{Catalog, diff::Difference, model::StopKind};
use jiff::civil::Date;
use serde::Deserialize;
use service::{Application, Complaint, DeliveryChoice};

use super::{
    ApplicationDesk, Discard,
    materials::MaterialLine,
    questions::{ANSWER, Topic, known, topics},
    sections::{DELIVERY_METHOD, SectionBlock, sections},
};
use crate::{
    Web,
    csrf::Pairs,
    error::Failed,
    session::Clerk,
    ui::{
        self, Page,
        callout::Callout,
        choice::answer_values,
        error_summary::ErrorSummary,
        guardian::GuardianBox,
        prerequisite::Prerequisite,
        privacy_notice::PrivacyBox,
        promise::PromiseBox,
        warning::{ACKNOWLEDGE, Warning},
        ways::Ways,
    },
};

/// What is wrong with an application as it was sent, beside what the draft itself says.
#[derive(Default)]
pub(super) struct Wrong {
    pub(super) answers: Vec<Complaint>,
    pub(super) materials: Vec<(String, String)>,
    pub(super) refused: Option<String>,
}

impl Wrong {
    pub(super) fn is_nothing(&self) -> bool {
        self.answers.is_empty() && self.materials.is_empty() && self.refused.is_none()
    }
}

#[derive(Template)]
#[template(path = "counter/application.html")]
pub(super) struct ApplicationPage {
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
pub(super) async fn to_sign(
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
    pub(super) fn asking_for(self, (promises, guardian): ToSign) -> Self {
        Self { promises, guardian, ..self }
    }

    pub(super) fn new(
        page: Page,
        application: &Application,
        checked: bool,
        wrong: &Wrong,
        typed: &Pairs,
    ) -> Self {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_complaint_leads_to_a_control_of_the_page() {
        assert_eq!(anchor("/answers/twins"), "answer.twins");
        assert_eq!(anchor("/form/child.name/0"), "child.name.0");
        assert_eq!(anchor("/form/delivery.method"), "deliver_to");
        assert_eq!(anchor("/materials/id_card"), "material.id_card");
    }
}
