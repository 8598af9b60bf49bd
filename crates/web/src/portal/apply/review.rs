//! Everything once more, each part with the way back to it; then one click submits.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use catalog::assessment::State as Standing;
use service::{Application, Complaint, Failure, FormSection};

use super::{place_of, sections, steps::Steps};
use crate::{
    Web,
    act::{self, Act},
    csrf::Pairs,
    error::Failed,
    session::SignedIn,
    ui::{
        self, Page,
        error_summary::ErrorSummary,
        guardian::{self, GuardianBox},
        prerequisite::{self, Prerequisite},
        privacy_notice::PrivacyBox,
        promise::{self, PromiseBox},
        warning::{ACKNOWLEDGE, Warning},
    },
    url,
};

#[derive(Template)]
#[template(path = "portal/apply/review.html")]
struct ReviewPage {
    page: Page,
    steps: Steps,
    id: String,
    theme_name: String,
    applicant_name: String,
    /// Written by an agent.
    on_behalf: bool,
    errors: ErrorSummary,
    answered: Vec<(String, String)>,
    parts: Vec<Part>,
    /// What was copied and has changed at its source: address and words.
    differing: Vec<(String, String)>,
    materials: Vec<(String, String)>,
    delivery: String,
    promises: Vec<PromiseBox>,
    /// What the guardian of a child under fourteen signs.
    guardian: Option<GuardianBox>,
    privacy: PrivacyBox,
    warnings: Vec<Warning>,
    prerequisites: Vec<Prerequisite>,
    /// Why the people themselves have to come.
    in_person: Option<String>,
    undeclared: bool,
    items: usize,
    working_days: u32,
}

/// A row of a section, to read.
struct Part {
    title: String,
    href: String,
    /// Label, value in words, and whether it is missing.
    values: Vec<(String, String, bool)>,
}

fn build(
    web: &Web,
    page: Page,
    application: &Application,
    typed: &Pairs,
    complaints: &[Complaint],
    undeclared: bool,
    (promises, guardian): ToSign,
) -> ReviewPage {
    let mut errors = by_page(application, complaints);
    if undeclared {
        errors.push(("#f-declared".into(), t!("portal.review.declare_first").into_owned()));
    }
    let answered = application.assessment.answered.iter().filter(|answered| !answered.assumed);
    let to_do = application.assessment.items.iter().filter(|item| item.state == Standing::In);
    ReviewPage {
        page: page.titled(t!("portal.review.title")).of_application(application),
        steps: Steps::of(application, &url::ApplyReview(&application.id).to_string()),
        id: application.id.clone(),
        theme_name: application.theme_name.clone(),
        applicant_name: application.applicant_name.clone(),
        on_behalf: application.on_behalf,
        errors: ErrorSummary { errors },
        answered: answered.map(|answered| (answered.question.to_string(), answered.label.clone())).collect(),
        parts: parts(application),
        differing: differing(application),
        materials: materials(application),
        delivery: application
            .delivery_choices
            .iter()
            .find(|choice| choice.chosen)
            .map(|choice| choice.label.clone())
            .unwrap_or_default(),
        promises,
        guardian,
        privacy: PrivacyBox { notice: application.privacy_notice() },
        warnings: Warning::of(application, complaints),
        prerequisites: Prerequisite::of(&web.app.catalog(), application, typed, complaints),
        in_person: application
            .assessment
            .presence
            .as_ref()
            .filter(|one| !one.agent)
            .map(|one| one.why.clone()),
        undeclared,
        items: to_do.count(),
        working_days: application.assessment.graph.working_days,
    }
}

/// What stands in the way, page by page: one or two things are named, more are counted, for the page
/// itself says each beside its field.
fn by_page(application: &Application, complaints: &[Complaint]) -> Vec<(String, String)> {
    let mut pages: Vec<(String, Vec<(String, String)>)> = Vec::new();
    for complaint in complaints {
        let place = place_of(application, &complaint.pointer);
        let page = place.split('#').next().unwrap_or_default().to_owned();
        let error = (place, complaint.message.clone());
        match pages.iter_mut().find(|(known, _)| *known == page) {
            Some((_, errors)) => errors.push(error),
            None => pages.push((page, vec![error])),
        }
    }
    let of_page = |(page, errors): (String, Vec<(String, String)>)| match errors.len() {
        0..=2 => errors,
        count => {
            let name = name_of(application, &page);
            vec![(page, t!("portal.review.left", name = name, count = count).into_owned())]
        }
    };
    pages.into_iter().flat_map(of_page).collect()
}

/// What a page of the application is called, by its address.
fn name_of(application: &Application, page: &str) -> String {
    let id = application.id.as_str();
    let path = page.split('?').next().unwrap_or_default();
    let section =
        application.sections.iter().find(|section| url::ApplySection(id, &section.id).to_string() == path);
    match section {
        Some(section) => section.title.clone(),
        None if path == url::ApplyMaterials(id).to_string() => t!("portal.materials.title").into_owned(),
        None if path == url::ApplyDelivery(id).to_string() => t!("portal.delivery.title").into_owned(),
        None => t!("portal.answers.title").into_owned(),
    }
}

/// Copies that say something else than their source says now: nobody hands them in unawares.
fn differing(application: &Application) -> Vec<(String, String)> {
    let of_section = |section: &FormSection| -> Vec<(String, String)> {
        let page = url::ApplySection(&application.id, &section.id).to_string();
        let fields = section.rows.iter().flat_map(|row| &row.fields);
        let differing = fields.filter(|field| field.differs && !field.hidden);
        let told = differing.map(|field| {
            let place = format!("{page}#{}", ui::control_id(&field.name));
            (place, format!("{}：{}", field.label, field.from.as_deref().unwrap_or_default()))
        });
        told.collect()
    };
    sections(application).into_iter().flat_map(of_section).collect()
}

fn parts(application: &Application) -> Vec<Part> {
    let mut parts = Vec::new();
    for section in sections(application) {
        for row in &section.rows {
            let title = match &section.row {
                Some(word) if section.rows.len() > 1 => {
                    t!("portal.review.row", title = section.title, number = row.index + 1, word = word)
                        .into_owned()
                }
                _ => section.title.clone(),
            };
            let shown = row
                .fields
                .iter()
                .filter(|field| !field.hidden && (field.required || !field.value.is_empty()));
            let value = |value: &str, unit: &Option<String>| match (value, unit) {
                ("", _) => t!("portal.review.empty").into_owned(),
                (value, Some(unit)) => format!("{value} {unit}"),
                (value, None) => value.to_owned(),
            };
            let values = shown
                .map(|field| (field.label.clone(), value(&field.value, &field.unit), field.value.is_empty()))
                .collect();
            parts.push(Part {
                title,
                href: url::ApplySection(&application.id, &section.id).to_string(),
                values,
            });
        }
    }
    parts
}

fn materials(application: &Application) -> Vec<(String, String)> {
    let wanted = application.materials.iter().filter(|slot| !slot.open);
    let how = |slot: &service::MaterialSlot| match slot {
        slot if slot.spared.is_some() => t!("portal.review.spared").into_owned(),
        slot if slot.from_wallet.is_some() => t!("portal.review.wallet").into_owned(),
        slot if !slot.files.is_empty() => t!("portal.review.files", count = slot.files.len()).into_owned(),
        slot if slot.on_paper => t!("portal.review.paper").into_owned(),
        slot if slot.deferred => t!("portal.review.deferred").into_owned(),
        _ => t!("portal.review.missing").into_owned(),
    };
    wanted.map(|slot| (slot.name.clone(), how(slot))).collect()
}

pub(crate) async fn review(
    State(web): State<Web>,
    visitor: SignedIn,
    Path(draft): Path<String>,
    page: Page,
) -> Result<Response, Failed> {
    let application = web.app.application(&visitor, &draft).await?;
    let to_sign = to_sign(&web, &visitor, &application, &Pairs::new(), &[]).await?;
    Ok(ui::html(&build(&web, page, &application, &Pairs::new(), &application.complaints, false, to_sign)))
}

/// What has to be signed: promises, and by the guardian of a child.
type ToSign = (Vec<PromiseBox>, Option<GuardianBox>);

/// What has to be signed, with what was typed.
async fn to_sign(
    web: &Web,
    visitor: &SignedIn,
    application: &Application,
    typed: &Pairs,
    complaints: &[Complaint],
) -> Result<ToSign, Failed> {
    let offers = web.app.promise_offers(visitor, &application.id).await?;
    let whose = if application.on_behalf { &visitor.account.name } else { &application.applicant_name };
    let instead = Some(url::ApplyMaterials(&application.id).to_string());
    let promises = PromiseBox::all(offers, whose, application.on_behalf, instead, typed, complaints);
    let consent = web.app.consent_offer(visitor, &application.id).await?;
    let guardian =
        consent.map(|offer| GuardianBox::of(offer, &application.applicant_name, typed, complaints));
    Ok((promises, guardian))
}

/// Submits. The draft's own id is the key: a second click gives the same case.
pub(crate) async fn submit(act: Act<SignedIn>) -> Result<Response, Failed> {
    let (app, visitor, draft) = (&act.web.app, &act.who, &act.about);
    let noted: Vec<String> = act.values(ACKNOWLEDGE).into_iter().map(str::to_owned).collect();
    match app.acknowledge(visitor, draft, &noted).await {
        Ok(application) => {
            if let Some(answer) = unready(&act, &application).await? {
                return Ok(answer);
            }
        }
        // A second click: the draft has become a case, and its key gives that same case.
        Err(Failure::NotFound) => {}
        Err(failure) => return Err(failure.into()),
    }
    let signatures = promise::signatures(&act.pairs);
    let guardian = guardian::signature(&act.pairs);
    let key = format!("draft-{draft}");
    let case = app.submit_draft(visitor, draft, &key, &signatures, guardian.as_ref()).await;
    act::answer(case.map(|case| url::Receipt(&case.number).to_string()), async |failed| {
        let application = app.application(visitor, draft).await?;
        told(&act, &application, &failed.into_complaints()?, false).await
    })
    .await
}

/// The page with what has still to be said before handing in; none where everything is.
async fn unready(act: &Act<SignedIn>, application: &Application) -> Result<Option<Response>, Failed> {
    let (app, visitor, draft) = (&act.web.app, &act.who, &act.about);
    if !application.assessment.prerequisites.is_empty() {
        let kept = match prerequisite::said(&act.pairs) {
            Ok(met) => app.say_met(visitor, draft, &met).await.map(drop),
            Err(wrong) => Err(wrong),
        };
        if let Err(failed) = kept {
            let again =
                async |failed: Failed| told(act, application, &failed.into_complaints()?, false).await;
            return act::again(failed, again).await.map(Some);
        }
    }
    if act.value("declared") != "yes" {
        let application = app.application(visitor, draft).await?;
        let body = told(act, &application, &application.complaints, true).await?;
        return Ok(Some((StatusCode::UNPROCESSABLE_ENTITY, ui::html(&body)).into_response()));
    }
    Ok(None)
}

/// The page with what is wrong, and what was typed.
async fn told(
    act: &Act<SignedIn>,
    application: &Application,
    complaints: &[Complaint],
    undeclared: bool,
) -> Result<ReviewPage, Failed> {
    let to_sign = to_sign(&act.web, &act.who, application, &act.pairs, complaints).await?;
    Ok(build(&act.web, act.page.clone(), application, &act.pairs, complaints, undeclared, to_sign))
}
