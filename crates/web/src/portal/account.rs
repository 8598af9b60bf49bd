//! One's own account: who one is here, and another password.

use askama::Template;
use axum::{
    extract::{Query, State},
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use service::Complaint;

use crate::{
    Web,
    csrf::{Pairs, Posted, value},
    error::Failed,
    session::{self, SignedIn},
    ui::{self, Page, callout::Callout, error_summary::ErrorSummary, field::Field},
    url,
};

#[derive(Template)]
#[template(path = "portal/account.html")]
struct AccountPage {
    page: Page,
    /// Label and value.
    facts: Vec<(String, String)>,
    callout: Option<Callout>,
    errors: ErrorSummary,
    fields: [Field; 2],
}

fn build(page: Page, visitor: &SignedIn, complaints: &[Complaint], done: bool) -> AccountPage {
    let error = |pointer: &str| {
        complaints.iter().find(|complaint| complaint.pointer == pointer).map(|found| found.message.clone())
    };
    let account = &visitor.account;
    let mut facts = vec![
        (t!("portal.register.name").into_owned(), account.name.clone()),
        (t!("portal.account.login").into_owned(), account.login.clone()),
    ];
    let profile = &account.profile;
    facts.extend(
        profile.id_number.as_deref().map(|number| {
            (t!("portal.register.id_number").into_owned(), identifiers::mask_resident_id(number))
        }),
    );
    facts.extend(
        profile
            .mobile
            .as_deref()
            .map(|mobile| (t!("portal.register.mobile").into_owned(), identifiers::mask_mobile(mobile))),
    );
    AccountPage {
        page: page.titled(t!("portal.account.title")),
        facts,
        callout: done.then(|| Callout::done(t!("portal.account.done"), t!("portal.account.done_text"))),
        errors: ErrorSummary::of(complaints, |pointer| pointer.trim_start_matches('/').to_owned()),
        fields: [
            Field::password("present", t!("portal.account.present"), "current-password")
                .width("middle")
                .error(error("/present")),
            Field::password("password", t!("portal.account.new"), "new-password")
                .help(t!("portal.register.password_help"))
                .width("middle")
                .error(error("/password")),
        ],
    }
}

/// What has just been done.
#[derive(Deserialize, Default)]
pub(crate) struct Done {
    #[serde(default)]
    done: String,
}

pub(crate) async fn show(visitor: SignedIn, page: Page, Query(done): Query<Done>) -> Response {
    ui::html(&build(page, &visitor, &[], done.done == "1"))
}

/// Another password.
pub(crate) async fn change(
    State(web): State<Web>,
    visitor: SignedIn,
    page: Page,
    headers: HeaderMap,
    Posted(pairs): Posted<Pairs>,
) -> Result<Response, Failed> {
    let token = session::cookie_token(&headers, &web);
    let (present, new) = (value(&pairs, "present"), value(&pairs, "password"));
    match web.app.change_password(&visitor, present, new, token.as_deref()).await {
        Ok(()) => Ok(Redirect::to(&format!("{}?done=1", url::Account)).into_response()),
        Err(failure) => {
            let failed = Failed::from(failure);
            let Some(complaints) = failed.complaints() else { return Err(failed) };
            Ok((failed.status(), ui::html(&build(page, &visitor, complaints, false))).into_response())
        }
    }
}
