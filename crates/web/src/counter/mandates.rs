//! 授权委托 at the counter: recorded, printed, signed, kept.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use service::{Complaint, MandateState, MandateView, NewMandate, ShownPerson, Upload};

use super::{Mandate, sent::Sent};
use crate::{
    Web,
    csrf::{Pairs, Posted, value},
    error::Failed,
    session::Clerk,
    ui::{self, Page, error_summary::ErrorSummary, field::Field, mandate},
};

#[derive(Template)]
#[template(path = "counter/mandate_form.html")]
struct FormPage {
    page: Page,
    errors: ErrorSummary,
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
    let error = |pointer: String| {
        complaints.iter().find(|complaint| complaint.pointer == pointer).map(|found| found.message.clone())
    };
    let person = |side: &str, who: &ShownPerson, number: String| {
        [
            Field::text(format!("{side}_name"), t!("counter.people.name"))
                .value(&who.name)
                .error(error(format!("/{side}_name"))),
            Field::text(format!("{side}_id_number"), number)
                .value(&who.id_number)
                .error(error(format!("/{side}_id_number"))),
        ]
    };
    FormPage {
        page: page.titled(t!("counter.mandate.title")).wide(),
        errors: ErrorSummary::of(complaints, |pointer| pointer.trim_start_matches('/').to_owned()),
        principal: person("principal", principal, t!("counter.people.id_number").into()),
        agent: person("agent", agent, t!("counter.mandate.agent_number").into()),
        agreed: mandate::fields(web, given, complaints),
    }
}

pub(super) async fn form(State(web): State<Web>, _: Clerk, page: Page) -> Response {
    let nobody = ShownPerson::default();
    ui::html(&build(&web, page, (&nobody, &nobody), &mandate::proposed(web.app.today()), &[]))
}

/// Records what is agreed; the paper waits to be printed.
pub(super) async fn prepare(
    State(web): State<Web>,
    clerk: Clerk,
    page: Page,
    Posted(pairs): Posted<Pairs>,
) -> Result<Response, Failed> {
    let person = |side: &str| ShownPerson {
        name: value(&pairs, &format!("{side}_name")).to_owned(),
        id_number: value(&pairs, &format!("{side}_id_number")).to_owned(),
    };
    let (principal, agent, given) = (person("principal"), person("agent"), mandate::read(&pairs));
    match web.app.prepare_mandate(&clerk, &principal, &agent, &given).await {
        Ok(prepared) => Ok(Redirect::to(&Mandate(&prepared.id).to_string()).into_response()),
        Err(failure) => {
            let failed = Failed::from(failure);
            let Some(complaints) = failed.complaints() else { return Err(failed) };
            let body = build(&web, page, (&principal, &agent), &given, complaints);
            Ok((failed.status(), ui::html(&body)).into_response())
        }
    }
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
    let error = |pointer: &str| {
        complaints.iter().find(|complaint| complaint.pointer == pointer).map(|found| found.message.clone())
    };
    Ok(MandatePage {
        page: page.titled(t!("counter.mandate.title")).wide(),
        acts: mandate.acts.iter().map(|act| service::words::mandated_act(*act)).collect(),
        errors: ErrorSummary::of(complaints, |pointer| pointer.trim_start_matches('/').to_owned()),
        wrong: [error("/paper"), error("/documents_seen")],
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
pub(super) async fn confirm(
    State(web): State<Web>,
    clerk: Clerk,
    Path(id): Path<String>,
    page: Page,
    sent: Sent,
) -> Result<Response, Failed> {
    let file = sent.files.iter().find(|file| file.field == "paper");
    let paper = file.map(|file| Upload { name: file.name.clone(), bytes: file.bytes.clone() });
    match web.app.confirm_mandate(&clerk, &id, paper, sent.ticked("documents_seen")).await {
        Ok(_) => Ok(Redirect::to(&Mandate(&id).to_string()).into_response()),
        Err(failure) => {
            let failed = Failed::from(failure);
            let Some(complaints) = failed.complaints() else { return Err(failed) };
            let body = one(&web, &clerk, page, &id, complaints).await?;
            Ok((failed.status(), ui::html(&body)).into_response())
        }
    }
}

/// Ends it for a principal who stands there.
pub(super) async fn end(
    State(web): State<Web>,
    clerk: Clerk,
    Path(id): Path<String>,
    Posted(_): Posted<Pairs>,
) -> Result<Redirect, Failed> {
    web.app.end_mandate(&clerk, &id).await?;
    Ok(Redirect::to(&Mandate(&id).to_string()))
}
