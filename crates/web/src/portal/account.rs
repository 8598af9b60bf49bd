//! One's own account: who one is here, and another password.

use askama::Template;
use axum::{extract::Query, http::HeaderMap, response::Response};
use serde::Deserialize;
use service::Complaint;

use crate::{
    act::{self, Act},
    error::Failed,
    session::{self, SignedIn},
    ui::{
        self, Page,
        callout::Callout,
        error_summary::ErrorSummary,
        field::{self, Field},
    },
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
        errors: ErrorSummary::of_controls(complaints),
        fields: [
            Field::password("present", t!("portal.account.present"), "current-password").width("middle"),
            Field::password("password", t!("portal.account.new"), "new-password")
                .help(t!("portal.register.password_help"))
                .width("middle"),
        ]
        .map(|field| Field { error: field::wrong(complaints, &field.name), ..field }),
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
pub(crate) async fn change(headers: HeaderMap, act: Act<SignedIn, ()>) -> Result<Response, Failed> {
    let token = session::cookie_token(&headers, &act.web);
    let (present, new) = (act.value("present"), act.value("password"));
    let changed = act.web.app.change_password(&act.who, present, new, token.as_deref()).await;
    act::answer(changed.map(|()| format!("{}?done=1", url::Account)), async move |failed| {
        Ok(build(act.page, &act.who, &failed.into_complaints()?, false))
    })
    .await
}
