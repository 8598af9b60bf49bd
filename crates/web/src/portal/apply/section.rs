//! A section of the one form: what is known is filled in and says where from; twins are two rows.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use service::{Application, FormSection};

use super::{after, sections, steps::Steps};
use crate::{
    Web,
    act::Act,
    csrf::{Pairs, value},
    error::Failed,
    session::SignedIn,
    ui::{
        self, Page,
        error_summary::ErrorSummary,
        field::{Field, Offer},
        kinship::KinshipBox,
    },
    url,
};

/// The name of the buttons that take something over from elsewhere on the form.
const SAME: &str = "same";
/// The name of the button that has the kinship with somebody who has died looked up.
const KINSHIP: &str = "kinship";

#[derive(Template)]
#[template(path = "portal/apply/section.html")]
struct SectionPage {
    page: Page,
    steps: Steps,
    id: String,
    theme_name: String,
    section: String,
    title: String,
    /// What a row is called; none where there is one row without a name.
    row_word: Option<String>,
    rows: Vec<Row>,
    open_rows: bool,
    may_add: bool,
    /// About somebody who has died: what departments know of them.
    kinship: Option<KinshipBox>,
    errors: ErrorSummary,
    place: usize,
    total: usize,
    saved_at: String,
}

/// A row of the section.
struct Row {
    index: usize,
    /// Who else it may be.
    same: Vec<Offer>,
    fields: Vec<Field>,
}

fn build(page: Page, application: &Application, section: &FormSection, check: bool) -> SectionPage {
    let known = sections(application);
    let mut errors = Vec::new();
    let rows = section.rows.iter().map(|row| Row {
        index: row.index,
        same: row.offers.iter().filter(|offer| offer.is_there()).map(offered).collect(),
        fields: row
            .fields
            .iter()
            .map(|field| {
                let offers = field.offers.iter().filter(|offer| offer.is_there());
                let mut shown = Field::of(field).offers(offers.map(offered).collect());
                // What is still empty is no error before somebody has tried to go on.
                if !check && field.value.is_empty() && field.values.is_empty() {
                    shown.error = None;
                }
                if let (Some(error), false) = (&shown.error, field.hidden) {
                    let text = match &section.row {
                        Some(word) if section.rows.len() > 1 => {
                            t!("portal.section.row_error", number = row.index + 1, word = word, error = error)
                                .into_owned()
                        }
                        _ => error.clone(),
                    };
                    errors.push((format!("#{}", shown.id), text));
                }
                shown
            })
            .collect(),
    });
    let rows = rows.collect();
    SectionPage {
        page: page.titled(&section.title).of_application(application),
        steps: Steps::of(application, &url::ApplySection(&application.id, &section.id).to_string()),
        id: application.id.clone(),
        theme_name: application.theme_name.clone(),
        section: section.id.clone(),
        title: section.title.clone(),
        row_word: section.row.clone(),
        rows,
        open_rows: section.open_rows,
        may_add: section.open_rows && section.rows.len() < section.max_rows as usize,
        kinship: section.kinship.as_ref().map(|kinship| KinshipBox::of(kinship, KINSHIP, "1")),
        errors: ErrorSummary { errors: if check { errors } else { Vec::new() } },
        place: known.iter().position(|known| known.id == section.id).map_or(1, |place| place + 1),
        total: known.len(),
        saved_at: ui::moment(application.saved_at),
    }
}

fn offered(offer: &service::CopyOffer) -> Offer {
    Offer::of(offer, SAME, offer.id.clone())
}

fn find<'a>(application: &'a Application, section: &str) -> Result<&'a FormSection, Failed> {
    application.sections.iter().find(|known| known.id == section).ok_or_else(Failed::not_found)
}

pub(crate) async fn section(
    State(web): State<Web>,
    visitor: SignedIn,
    Path((draft, section)): Path<(String, String)>,
    Query(query): Query<Pairs>,
    page: Page,
) -> Result<Response, Failed> {
    let application = web.app.application(&visitor, &draft).await?;
    let section = find(&application, &section)?;
    Ok(ui::html(&build(page, &application, section, value(&query, "check") == "1")))
}

/// Keeps what was typed, right or wrong; then goes on, adds or removes a row, or fills one in.
pub(crate) async fn save(act: Act<SignedIn, (String, String)>) -> Result<Response, Failed> {
    let (app, visitor, (draft, section)) = (&act.web.app, &act.who, &act.about);
    let application = app.save_form(visitor, draft, Some(section), act.pairs.clone()).await?;
    if act.quietly {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let here = url::ApplySection(draft, section).to_string();
    let saved = find(&application, section)?;
    let next = if !act.value(SAME).is_empty() {
        app.copy(visitor, draft, act.value(SAME)).await?;
        here
    } else if act.ticked(KINSHIP) {
        app.verify_kinship(visitor, draft).await?;
        here
    } else if let Ok(row) = act.value("remove").parse() {
        app.remove_row(visitor, draft, section, row).await?;
        here
    } else if act.ticked("add") {
        let application = app.add_row(visitor, draft, section).await?;
        let last = find(&application, section)?.rows.len().saturating_sub(1);
        format!("{here}#row-{last}")
    } else if !act.value("later").is_empty() {
        url::Apply(draft).to_string()
    } else if saved.left > 0 {
        let body = build(act.page, &application, saved, true);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, ui::html(&body)).into_response());
    } else {
        after(&application, section)
    };
    Ok(Redirect::to(&next).into_response())
}
