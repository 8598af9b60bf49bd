//! 授权委托 at the counter: recorded, printed, signed, kept.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::{Redirect, Response},
};
use casework::MandatedAct;
use service::{Complaint, MandateState, MandateView, NewMandate, ShownPerson, Upload};

use super::Mandate;
use crate::{
    Web,
    act::{self, Act},
    csrf::{Pairs, value},
    error::Failed,
    session::Clerk,
    ui::{
        self, Page,
        error_summary::ErrorSummary,
        field::{self, Field},
        mandate,
    },
};

#[derive(Template)]
#[template(path = "counter/mandate_form.html")]
struct FormPage {
    page: Page,
    errors: ErrorSummary,
    /// The case that it is about.
    case: String,
    principal: [Field; 2],
    agent: [Field; 2],
    agreed: Vec<Field>,
}

fn build(
    web: &Web,
    page: Page,
    (principal, agent): (&ShownPerson, &ShownPerson),
    given: &NewMandate,
    complaints: &[Complaint],
) -> FormPage {
    let person = |side: &str, who: &ShownPerson, number: String| {
        [
            Field::text(format!("{side}_name"), t!("counter.people.name")).value(&who.name),
            Field::text(format!("{side}_id_number"), number).value(&who.id_number),
        ]
        .map(|field| Field { error: field::wrong(complaints, &field.name), ..field })
    };
    FormPage {
        page: page.titled(t!("counter.mandate.title")).wide(),
        errors: ErrorSummary::of_controls(complaints),
        case: given.case.clone(),
        principal: person("principal", principal, t!("counter.people.id_number").into()),
        agent: person("agent", agent, t!("counter.mandate.agent_number").into()),
        agreed: mandate::fields(web, given, complaints),
    }
}

/// The form; for collecting the results of a case it is asked with that case's number.
pub(super) async fn form(
    State(web): State<Web>,
    clerk: Clerk,
    page: Page,
    Query(pairs): Query<Pairs>,
) -> Result<Response, Failed> {
    let (nobody, proposed) = (ShownPerson::default(), mandate::proposed(web.app.today()));
    let number = value(&pairs, "case");
    if number.is_empty() {
        return Ok(ui::html(&build(&web, page, (&nobody, &nobody), &proposed, &[])));
    }
    let case = web.app.case(&clerk, number).await?;
    let principal = ShownPerson { name: case.applicant_name, ..ShownPerson::default() };
    let acts = vec![MandatedAct::Receive.as_str().to_owned()];
    let given = NewMandate { case: case.number, acts, ..proposed };
    Ok(ui::html(&build(&web, page, (&principal, &nobody), &given, &[])))
}

/// Records what is agreed; the paper waits to be printed.
pub(super) async fn prepare(act: Act<Clerk, ()>) -> Result<Response, Failed> {
    let person = |side: &str| ShownPerson {
        name: act.text(&format!("{side}_name")),
        id_number: act.text(&format!("{side}_id_number")),
    };
    let (principal, agent, given) = (person("principal"), person("agent"), mandate::read(&act.pairs));
    let prepared = act.web.app.prepare_mandate(&act.who, &principal, &agent, &given).await;
    act::answer(prepared.map(|prepared| Mandate(&prepared.id).to_string()), async move |failed| {
        let complaints = failed.into_complaints()?;
        Ok(build(&act.web, act.page, (&principal, &agent), &given, &complaints))
    })
    .await
}

#[derive(Template)]
#[template(path = "counter/mandate.html")]
struct MandatePage {
    page: Page,
    mandate: MandateView,
    acts: Vec<&'static str>,
    errors: ErrorSummary,
    /// What is wrong with the paper, and with the clerk's word.
    wrong: [Option<String>; 2],
}

impl MandatePage {
    fn waits(&self) -> bool {
        self.mandate.state == MandateState::Prepared
    }
}

async fn one(
    web: &Web,
    clerk: &Clerk,
    page: Page,
    id: &str,
    complaints: &[Complaint],
) -> Result<MandatePage, Failed> {
    let (mandate, _) = web.app.mandate(clerk, id).await?;
    Ok(MandatePage {
        page: page.titled(t!("counter.mandate.title")).wide(),
        acts: mandate.acts.iter().map(|act| service::words::mandated_act(*act)).collect(),
        errors: ErrorSummary::of_controls(complaints),
        wrong: ["paper", "documents_seen"].map(|name| field::wrong(complaints, name)),
        mandate,
    })
}

pub(super) async fn show(
    State(web): State<Web>,
    clerk: Clerk,
    Path(id): Path<String>,
    page: Page,
) -> Result<Response, Failed> {
    Ok(ui::html(&one(&web, &clerk, page, &id, &[]).await?))
}

/// The signed paper is there: from now on it holds.
pub(super) async fn confirm(act: Act<Clerk>) -> Result<Response, Failed> {
    let file = act.files.iter().find(|file| file.field == "paper");
    let paper = file.map(|file| Upload { name: file.name.clone(), bytes: file.bytes.clone() });
    let seen = act.ticked("documents_seen");
    let confirmed = act.web.app.confirm_mandate(&act.who, &act.about, paper, seen).await;
    act::answer(confirmed.map(|_| Mandate(&act.about).to_string()), async move |failed| {
        one(&act.web, &act.who, act.page, &act.about, &failed.into_complaints()?).await
    })
    .await
}

/// Ends it for a principal who stands there.
pub(super) async fn end(act: Act<Clerk>) -> Result<Redirect, Failed> {
    act.web.app.end_mandate(&act.who, &act.about).await?;
    Ok(Redirect::to(&Mandate(&act.about).to_string()))
}
