//! Changing how results on paper are wanted, whether together or as they come, and saying that a parcel
//! arrived.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use casework::{case::Delivery, exit::Exit};
use catalog::Catalog;
use service::{CaseCommand, CaseView, ExitInput};

use crate::{
    Web,
    csrf::{Pairs, Posted, value},
    error::Failed,
    session::SignedIn,
    ui::{
        self, Page,
        field::{Control, Field},
    },
    url,
};

#[derive(Template)]
#[template(path = "portal/case/delivery.html")]
struct DeliveryPage {
    page: Page,
    number: String,
    version: u64,
    theme_name: String,
    method: Field,
    /// As long as nothing has gone out.
    exit: Option<Field>,
    post: Vec<Field>,
}

/// The choice between together and as they come.
pub(in crate::portal) fn exit_field(exit: Exit) -> Field {
    let choices =
        [("together", t!("portal.delivery.together")), ("one_by_one", t!("portal.delivery.one_by_one"))];
    let choices = choices.map(|(value, label)| (value.to_owned(), label.into_owned()));
    let now = if exit == Exit::OneByOne { "one_by_one" } else { "together" };
    Field::choose("exit", t!("portal.delivery.exit"), choices.to_vec())
        .help(t!("portal.delivery.exit_help"))
        .value(now)
}

/// What was chosen there.
pub(in crate::portal) fn exit_of(pairs: &Pairs) -> Exit {
    if value(pairs, "exit") == "one_by_one" { Exit::OneByOne } else { Exit::Together }
}

/// Ways to choose from: electronic, by post, and every comprehensive counter.
fn ways(catalog: &Catalog) -> Vec<(String, String)> {
    let mut ways = vec![
        ("online".to_owned(), t!("portal.delivery.online").into_owned()),
        ("post".to_owned(), t!("portal.delivery.by_post").into_owned()),
    ];
    let counters = catalog.places.iter().filter(|place| place.kind == "comprehensive");
    ways.extend(counters.map(|place| {
        (format!("counter:{}", place.id), t!("portal.delivery.at", place = place.name).into_owned())
    }));
    ways
}

fn build(web: &Web, page: Page, case: &CaseView, given: &Pairs, check: bool) -> DeliveryPage {
    let (now, recipient, mobile, address) = match &case.delivery {
        Delivery::Online => ("online".to_owned(), "", "", ""),
        Delivery::Counter { place } => (format!("counter:{place}"), "", "", ""),
        Delivery::Post { recipient, mobile, address } => {
            ("post".to_owned(), recipient.as_str(), mobile.as_str(), address.as_str())
        }
    };
    let chosen = value(given, "delivery");
    let line = |name: &str, label: std::borrow::Cow<'static, str>, present: &str| {
        let typed = value(given, name);
        let shown = if given.is_empty() { present } else { typed };
        let missing = check && chosen == "post" && typed.is_empty();
        let error = missing.then(|| t!("portal.delivery.fill", label = label).into_owned());
        Field::text(name, label).value(shown).error(error)
    };
    let mobile =
        Field { control: Control::Line("tel"), ..line("mobile", t!("portal.delivery.mobile"), mobile) };
    DeliveryPage {
        page: page.titled(t!("portal.delivery.title")),
        number: case.number.clone(),
        version: case.version,
        theme_name: case.theme_name.clone(),
        method: Field::choose("delivery", t!("portal.delivery.legend"), ways(&web.app.catalog()))
            .value(if chosen.is_empty() { now } else { chosen.to_owned() }),
        exit: case.outgoing.batches.is_empty().then(|| exit_field(case.outgoing.exit)),
        post: vec![
            line("recipient", t!("portal.delivery.recipient"), recipient)
                .autocomplete("name")
                .width("middle"),
            mobile.autocomplete("tel").inputmode("tel").width("middle"),
            line("address", t!("portal.delivery.address"), address).autocomplete("street-address"),
        ],
    }
}

pub(crate) async fn form(
    State(web): State<Web>,
    visitor: SignedIn,
    Path(number): Path<String>,
    page: Page,
) -> Result<Response, Failed> {
    let case = web.app.case(&visitor, &number).await?;
    if !case.actions.contains(&"choose_delivery") {
        return Ok(Redirect::to(&url::Case(&number).to_string()).into_response());
    }
    Ok(ui::html(&build(&web, page, &case, &Pairs::new(), false)))
}

pub(crate) async fn choose(
    State(web): State<Web>,
    visitor: SignedIn,
    Path(number): Path<String>,
    page: Page,
    Posted(pairs): Posted<Pairs>,
) -> Result<Response, Failed> {
    let text = |name: &str| value(&pairs, name).to_owned();
    let wanted = match value(&pairs, "delivery").split_once(':') {
        Some(("counter", place)) => Some(Delivery::Counter { place: place.into() }),
        None if value(&pairs, "delivery") == "online" => Some(Delivery::Online),
        None if ["recipient", "mobile", "address"].iter().all(|name| !value(&pairs, name).is_empty()) => {
            Some(Delivery::Post {
                recipient: text("recipient"),
                mobile: text("mobile"),
                address: text("address"),
            })
        }
        _ => None,
    };
    let Some(delivery) = wanted else {
        let case = web.app.case(&visitor, &number).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, ui::html(&build(&web, page, &case, &pairs, true)))
            .into_response());
    };
    let mut version = value(&pairs, "version").parse().ok();
    let case = web.app.case(&visitor, &number).await?;
    let exit = exit_of(&pairs);
    if case.outgoing.batches.is_empty() && exit != case.outgoing.exit {
        let command = CaseCommand::Exit(ExitInput::Choose(exit));
        version = Some(web.app.carry_out(&visitor, &number, command, version, None).await?.version);
    }
    if delivery != case.delivery {
        web.app.carry_out(&visitor, &number, CaseCommand::ChooseDelivery(delivery), version, None).await?;
    }
    Ok(Redirect::to(&url::Case(&number).to_string()).into_response())
}

/// The applicant says that a parcel arrived.
pub(crate) async fn arrived(
    State(web): State<Web>,
    visitor: SignedIn,
    Path(number): Path<String>,
    Posted(pairs): Posted<Pairs>,
) -> Result<Response, Failed> {
    let version = value(&pairs, "version").parse().ok();
    let batch = value(&pairs, "batch").parse().unwrap_or_default();
    let command = CaseCommand::Exit(ExitInput::Arrived { batch, on: None });
    web.app.carry_out(&visitor, &number, command, version, None).await?;
    Ok(Redirect::to(&url::Case(&number).to_string()).into_response())
}
