//! 办不成事反映, written down at the counter for whoever was turned away, here or elsewhere.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use service::{Complaint, GrievanceInput, GrievanceView, ShownPerson};

use crate::{
    Web,
    csrf::{Pairs, Posted, value},
    error::Failed,
    session::Clerk,
    ui::{self, Page, error_summary::ErrorSummary, field::Field, grievance},
};

#[derive(Template)]
#[template(path = "counter/undone.html")]
struct UndonePage {
    page: Page,
    errors: ErrorSummary,
    person: [Field; 2],
    fields: [Field; 3],
    taken: Option<GrievanceView>,
}

fn build(
    web: &Web,
    page: Page,
    (person, given): (&ShownPerson, &GrievanceInput),
    complaints: &[Complaint],
    taken: Option<GrievanceView>,
) -> UndonePage {
    let error = |pointer: &str| {
        complaints.iter().find(|complaint| complaint.pointer == pointer).map(|found| found.message.clone())
    };
    UndonePage {
        page: page.titled(t!("counter.undone.title")).wide(),
        errors: ErrorSummary::of(complaints, |pointer| pointer.trim_start_matches('/').to_owned()),
        person: [
            Field::text("name", t!("counter.people.name")).value(&person.name).error(error("/name")),
            Field::text("id_number", t!("counter.people.id_number"))
                .value(&person.id_number)
                .error(error("/id_number")),
        ],
        fields: grievance::fields(web, given, complaints),
        taken,
    }
}

pub(super) async fn show(State(web): State<Web>, _: Clerk, page: Page) -> Response {
    ui::html(&build(&web, page, (&ShownPerson::default(), &GrievanceInput::default()), &[], None))
}

pub(super) async fn take(
    State(web): State<Web>,
    clerk: Clerk,
    page: Page,
    Posted(pairs): Posted<Pairs>,
) -> Result<Response, Failed> {
    let text = |name| value(&pairs, name).to_owned();
    let person = ShownPerson { name: text("name"), id_number: text("id_number") };
    let given = grievance::read(&pairs);
    match web.app.report_undone(&clerk, &given, Some(&person)).await {
        Ok(taken) => {
            let empty = (&ShownPerson::default(), &GrievanceInput::default());
            Ok(ui::html(&build(&web, page, empty, &[], Some(taken))))
        }
        Err(failure) => {
            let failed = Failed::from(failure);
            let Some(complaints) = failed.complaints() else { return Err(failed) };
            let body = build(&web, page, (&person, &given), complaints, None);
            Ok((failed.status(), ui::html(&body)).into_response())
        }
    }
}
