//! Changing how results on paper are wanted, whether together or as they come, and saying that a parcel
//! arrived.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use casework::{case::Delivery, exit::Exit};
use catalog::Catalog;
use service::{CaseCommand, CaseView, ExitInput, Failure};

use crate::{
    Web,
    act::{self, Act},
    csrf::{Pairs, value},
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

pub(crate) async fn choose(act: Act<SignedIn>) -> Result<Response, Failed> {
    let outcome = change(&act).await.map(|()| url::Case(&act.about).to_string());
    act::answer(outcome, async move |failed| {
        // What is wrong is that something was left out: the page says so itself.
        failed.into_complaints()?;
        let case = act.web.app.case(&act.who, &act.about).await?;
        Ok(build(&act.web, act.page, &case, &act.pairs, true))
    })
    .await
}

/// What was chosen, as far as it is something else than now.
async fn change(act: &Act<SignedIn>) -> Result<(), Failed> {
    let (app, visitor, number) = (&act.web.app, &act.who, &act.about);
    let to_fill_in = ["recipient", "mobile", "address"];
    let delivery = match act.value("delivery").split_once(':') {
        Some(("counter", place)) => Delivery::Counter { place: place.into() },
        None if act.value("delivery") == "online" => Delivery::Online,
        None if to_fill_in.iter().all(|name| !act.value(name).is_empty()) => {
            let [recipient, mobile, address] = to_fill_in.map(|name| act.text(name));
            Delivery::Post { recipient, mobile, address }
        }
        _ => return Err(Failure::invalid("/delivery", "required", t!("portal.delivery.choose")).into()),
    };
    let mut version = act.value("version").parse().ok();
    let case = app.case(visitor, number).await?;
    let exit = exit_of(&act.pairs);
    if case.outgoing.batches.is_empty() && exit != case.outgoing.exit {
        let command = CaseCommand::Exit(ExitInput::Choose(exit));
        version = Some(app.carry_out(visitor, number, command, version, None).await?.version);
    }
    if delivery != case.delivery {
        app.carry_out(visitor, number, CaseCommand::ChooseDelivery(delivery), version, None).await?;
    }
    Ok(())
}

/// The applicant says that a parcel arrived.
pub(crate) async fn arrived(act: Act<SignedIn>) -> Result<Redirect, Failed> {
    let batch = act.value("batch").parse().unwrap_or_default();
    act.on_case(&act.about, Ok(CaseCommand::Exit(ExitInput::Arrived { batch, on: None }))).await?;
    Ok(Redirect::to(&url::Case(&act.about).to_string()))
}
