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
    act::Act,
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

pub(crate) async fn choose(act: Act<SignedIn>) -> Result<Response, Failed> {
    let (app, visitor, draft) = (&act.web.app, &act.who, &act.about);
    let choice = act.value("delivery");
    let body = if choice.is_empty() {
        let application = app.application(visitor, draft).await?;
        build(act.page, &application, Some(t!("portal.delivery.choose").into()), true)
    } else {
        app.choose_draft_delivery(visitor, draft, choice, exit_of(&act.pairs)).await?;
        let application = app.save_form(visitor, draft, Some(DELIVERY_SECTION), act.pairs.clone()).await?;
        let section = application.sections.iter().find(|section| section.id == DELIVERY_SECTION);
        if choice != "post" || section.is_none_or(|section| section.left == 0) {
            return Ok(Redirect::to(&url::ApplyReview(draft).to_string()).into_response());
        }
        build(act.page, &application, None, true)
    };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, ui::html(&body)).into_response())
}
