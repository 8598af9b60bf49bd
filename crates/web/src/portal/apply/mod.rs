//! Applying: one form in sections, materials, delivery, everything once more, and submitting.
//!
//! A draft saves itself; whoever comes back goes on where they were, on another device too.

pub(super) mod answers;
pub(super) mod client;
pub(super) mod delivery;
pub(super) mod materials;
pub(super) mod review;
pub(super) mod section;
mod steps;
pub(super) mod tasks;

use axum::{Router, extract::DefaultBodyLimit};
use service::{Application, FormSection};

use crate::{
    Web,
    routing::Routes,
    ui::{guardian::GuardianBox, prerequisite::Prerequisite, promise::PromiseBox, warning::Warning},
    url,
};

/// How many files of the largest size one upload may hold.
const FILES_AT_ONCE: u64 = 3;

pub(super) fn routes(web: &Web) -> Router<Web> {
    let with_files = Router::new()
        .post(url::ApplyMaterial::ROUTE, materials::change)
        .layer(DefaultBodyLimit::max(upload_limit(web)));
    Router::new()
        .merge(with_files)
        .post(url::Start::ROUTE, tasks::start)
        .get(url::StartFor::ROUTE, client::form)
        .post(url::StartFor::ROUTE, client::start)
        .get(url::Apply::ROUTE, tasks::tasks)
        .post(url::ApplyDiscard::ROUTE, tasks::discard)
        .post(url::ApplyRules::ROUTE, tasks::take_up_rules)
        .get(url::ApplyAnswers::ROUTE, answers::answers)
        .post(url::ApplyAnswers::ROUTE, answers::change)
        .get(url::ApplySection::ROUTE, section::section)
        .post(url::ApplySection::ROUTE, section::save)
        .get(url::ApplyMaterials::ROUTE, materials::materials)
        .post(url::ApplyWays::ROUTE, materials::choose_way)
        .get(url::ApplyDelivery::ROUTE, delivery::delivery)
        .post(url::ApplyDelivery::ROUTE, delivery::choose)
        .get(url::ApplyReview::ROUTE, review::review)
        .post(url::ApplySubmit::ROUTE, review::submit)
}

/// The most that a form with files may hold, in bytes.
pub(super) fn upload_limit(web: &Web) -> usize {
    usize::try_from(web.app.settings().max_file_bytes * FILES_AT_ONCE + 1024 * 1024).unwrap_or(usize::MAX)
}

/// The section in which the way of delivery is asked: it has a page of its own.
const DELIVERY_SECTION: &str = "delivery";

/// The sections to fill in, in their order: those of which something is asked, delivery apart.
fn sections(application: &Application) -> Vec<&FormSection> {
    let asked = |section: &&FormSection| {
        section.id != DELIVERY_SECTION
            && section.rows.iter().flat_map(|row| &row.fields).any(|field| !field.hidden)
    };
    application.sections.iter().filter(asked).collect()
}

/// Materials that are asked for and neither there nor spared nor to follow.
fn materials_left(application: &Application) -> usize {
    application.complaints.iter().filter(|complaint| complaint.pointer.starts_with("/materials/")).count()
}

/// Whether the way of delivery is settled: chosen, or there is nothing to choose.
fn delivery_settled(application: &Application) -> bool {
    let chosen = application.delivery_choices.iter().any(|choice| choice.chosen);
    let left = application
        .sections
        .iter()
        .find(|section| section.id == DELIVERY_SECTION)
        .map_or(0, |found| found.left);
    (chosen || application.delivery_choices.is_empty()) && left == 0
}

/// Questions still to be answered.
fn questions_left(application: &Application) -> usize {
    application.assessment.next.len()
}

/// The address after that section: the next one, or the materials.
fn after(application: &Application, section: &str) -> String {
    let sections = sections(application);
    let place = sections.iter().position(|known| known.id == section);
    match place.and_then(|place| sections.get(place + 1)) {
        Some(next) => url::ApplySection(&application.id, &next.id).to_string(),
        None => url::ApplyMaterials(&application.id).to_string(),
    }
}

/// The page and place of what a complaint is about.
fn place_of(application: &Application, pointer: &str) -> String {
    let id = application.id.as_str();
    if let Some(rest) = pointer.strip_prefix("/form/") {
        let (element, row) = rest.split_once('/').map_or((rest, None), |(element, row)| (element, Some(row)));
        let section = application.sections.iter().find(|section| {
            section.rows.iter().flat_map(|row| &row.fields).any(|field| *field.element == *element)
        });
        let name = row.map_or_else(|| element.to_owned(), |row| format!("{element}.{row}"));
        let anchor = crate::ui::control_id(&name);
        return match section {
            Some(section) if section.id == DELIVERY_SECTION => format!("{}#{anchor}", url::ApplyDelivery(id)),
            Some(section) => format!("{}?check=1#{anchor}", url::ApplySection(id, &section.id)),
            None => url::Apply(id).to_string(),
        };
    }
    if let Some(material) = pointer.strip_prefix("/materials/") {
        return format!("{}#m-{material}", url::ApplyMaterials(id));
    }
    if let Some(stop) = pointer.strip_prefix("/acknowledged/") {
        return format!("{}#{}", url::ApplyReview(id), Warning::control(stop));
    }
    if let Some(one) = pointer.strip_prefix("/promises/") {
        return format!("{}#{}", url::ApplyReview(id), PromiseBox::control(one));
    }
    if let Some(control) = GuardianBox::control(pointer) {
        return format!("{}#{}", url::ApplyReview(id), crate::ui::control_id(control));
    }
    if let Some(one) = pointer.strip_prefix("/prerequisites/") {
        return format!("{}#{}", url::ApplyReview(id), Prerequisite::control(one));
    }
    if pointer.starts_with("/any_of/") {
        return url::ApplyMaterials(id).to_string();
    }
    if pointer.starts_with("/delivery") {
        return url::ApplyDelivery(id).to_string();
    }
    if pointer.starts_with("/answers") {
        return url::ApplyAnswers(id).to_string();
    }
    url::Apply(id).to_string()
}
