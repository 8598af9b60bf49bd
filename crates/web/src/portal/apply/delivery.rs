//! How the results are wanted: electronic, by post, or at a counter.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use service::{Application, DeliveryChoice};

use super::{DELIVERY_SECTION, steps::Steps};
use crate::{
    Web,
    csrf::{Pairs, Posted, value},
    error::Failed,
    portal::case::delivery::{exit_field, exit_of},
    session::SignedIn,
    ui::{self, Page, field::Field},
    url,
};

#[derive(Template)]
#[template(path = "portal/apply/delivery.html")]
struct DeliveryPage {
    page: Page,
    steps: Steps,
    id: String,
    theme_name: String,
    choices: Vec<DeliveryChoice>,
    /// Together or as they come.
    exit: Field,
    /// Where to send it, where the form asks for it.
    fields: Vec<Field>,
    error: Option<String>,
}

impl DeliveryPage {
    fn posts(&self) -> bool {
        self.choices.iter().any(|choice| choice.id == "post")
    }
}

fn build(page: Page, application: &Application, error: Option<String>, check: bool) -> DeliveryPage {
    let section = application.sections.iter().find(|section| section.id == DELIVERY_SECTION);
    let fields = section.into_iter().flat_map(|section| &section.rows).flat_map(|row| &row.fields);
    let fields = fields.filter(|field| *field.element != *"delivery.method").map(|field| {
        let mut shown = Field::of(field);
        shown.shown_when = None;
        shown.hidden = false;
        if !check && field.value.is_empty() {
            shown.error = None;
        }
        shown
    });
    DeliveryPage {
        page: page.titled(t!("portal.delivery.title")).of_application(application),
        steps: Steps::of(application, &url::ApplyDelivery(&application.id).to_string()),
        id: application.id.clone(),
        theme_name: application.theme_name.clone(),
        choices: application.delivery_choices.clone(),
        exit: exit_field(application.input.exit),
        fields: fields.collect(),
        error,
    }
}

pub(crate) async fn delivery(
    State(web): State<Web>,
    visitor: SignedIn,
    Path(draft): Path<String>,
    page: Page,
) -> Result<Response, Failed> {
    let application = web.app.application(&visitor, &draft).await?;
    if application.delivery_choices.is_empty() {
        return Ok(Redirect::to(&url::ApplyReview(&draft).to_string()).into_response());
    }
    Ok(ui::html(&build(page, &application, None, false)))
}

pub(crate) async fn choose(
    State(web): State<Web>,
    visitor: SignedIn,
    Path(draft): Path<String>,
    page: Page,
    Posted(pairs): Posted<Pairs>,
) -> Result<Response, Failed> {
    let choice = value(&pairs, "delivery").to_owned();
    if choice.is_empty() {
        let application = web.app.application(&visitor, &draft).await?;
        let error = t!("portal.delivery.choose").into_owned();
        let body = build(page, &application, Some(error), true);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, ui::html(&body)).into_response());
    }
    web.app.choose_draft_delivery(&visitor, &draft, &choice, exit_of(&pairs)).await?;
    let application = web.app.save_form(&visitor, &draft, Some(DELIVERY_SECTION), pairs).await?;
    let section = application.sections.iter().find(|section| section.id == DELIVERY_SECTION);
    if choice == "post" && section.is_some_and(|section| section.left > 0) {
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, ui::html(&build(page, &application, None, true)))
            .into_response());
    }
    Ok(Redirect::to(&url::ApplyReview(&draft).to_string()).into_response())
}
