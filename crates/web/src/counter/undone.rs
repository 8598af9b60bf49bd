//! 办不成事反映, written down at the counter for whoever was turned away, here or elsewhere.

use askama::Template;
use axum::{extract::State, response::Response};
use service::{Complaint, GrievanceInput, GrievanceView, ShownPerson};

use crate::{
    Web,
    act::{self, Act},
    error::Failed,
    session::Clerk,
    ui::{
        self, Page,
        error_summary::ErrorSummary,
        field::{self, Field},
        grievance,
    },
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
    UndonePage {
        page: page.titled(t!("counter.undone.title")).wide(),
        errors: ErrorSummary::of_controls(complaints),
        person: [
            Field::text("name", t!("counter.people.name")).value(&person.name),
            Field::text("id_number", t!("counter.people.id_number")).value(&person.id_number),
        ]
        .map(|field| Field { error: field::wrong(complaints, &field.name), ..field }),
        fields: grievance::fields(web, given, complaints),
        taken,
    }
}

pub(super) async fn show(State(web): State<Web>, _: Clerk, page: Page) -> Response {
    ui::html(&build(&web, page, (&ShownPerson::default(), &GrievanceInput::default()), &[], None))
}

pub(super) async fn take(act: Act<Clerk, ()>) -> Result<Response, Failed> {
    let person = ShownPerson { name: act.text("name"), id_number: act.text("id_number") };
    let given = grievance::read(&act.pairs);
    match act.web.app.report_undone(&act.who, &given, Some(&person)).await {
        Ok(taken) => {
            let empty = (&ShownPerson::default(), &GrievanceInput::default());
            Ok(ui::html(&build(&act.web, act.page, empty, &[], Some(taken))))
        }
        Err(failure) => {
            act::again(failure, async move |failed| {
                let complaints = failed.into_complaints()?;
                Ok(build(&act.web, act.page, (&person, &given), &complaints, None))
            })
            .await
        }
    }
}
