//! 代办: for which of those whose mandate they hold somebody begins.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::{Redirect, Response},
};
use casework::AccountId;

use crate::{
    Web,
    act::Act,
    csrf::{Pairs, value},
    error::Failed,
    portal::answers as query,
    session::SignedIn,
    ui::{self, Page, privacy_notice::PrivacyBox},
    url,
};

#[derive(Template)]
#[template(path = "portal/apply/client.html")]
struct ClientPage {
    page: Page,
    theme: String,
    theme_name: String,
    back: String,
    answers: Pairs,
    privacy: PrivacyBox,
    /// Those for whom one may begin: account and name.
    principals: Vec<(AccountId, String)>,
}

/// Chooses the principal, with the answers given so far.
pub(crate) async fn form(
    State(web): State<Web>,
    visitor: SignedIn,
    page: Page,
    Query(pairs): Query<Pairs>,
) -> Result<Response, Failed> {
    let rules = web.app.rules();
    let theme = rules.theme(value(&pairs, "theme")).ok_or_else(Failed::not_found)?;
    let answers = query::read(&rules, theme, &pairs)?.answers;
    let privacy = PrivacyBox { notice: web.app.privacy_notice(&theme.id, &answers)? };
    let answers = query::pairs(theme, &answers);
    Ok(ui::html(&ClientPage {
        page: page.titled(t!("portal.client.title")),
        theme: theme.id.to_string(),
        theme_name: theme.name.clone(),
        back: query::address(url::Thing(&theme.id), &answers, None),
        answers,
        privacy,
        principals: web.app.principals(&visitor, &theme.id).await?,
    }))
}

/// Begins for the principal chosen.
pub(crate) async fn start(act: Act<SignedIn, ()>) -> Result<Redirect, Failed> {
    let (app, rules) = (&act.web.app, act.web.app.rules());
    let theme = rules.theme(act.value("theme")).ok_or_else(Failed::not_found)?;
    let answers = query::read(&rules, theme, &act.pairs)?.answers;
    let principal = AccountId::from(act.value("principal"));
    let draft = app.start(&act.who, &theme.id, answers, Some(principal)).await?;
    Ok(Redirect::to(&url::Apply(&draft).to_string()))
}
