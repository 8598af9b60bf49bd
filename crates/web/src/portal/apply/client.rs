//! 代办: for which of those whose mandate they hold somebody begins.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::{Redirect, Response},
};
use casework::AccountId;

use crate::{
    Web,
    csrf::{Pairs, Posted, value},
    error::Failed,
    portal::answers as query,
    session::SignedIn,
    ui::{self, Page},
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
    let answers = query::pairs(theme, &query::read(&rules, theme, &pairs)?.answers);
    Ok(ui::html(&ClientPage {
        page: page.titled(t!("portal.client.title")),
        theme: theme.id.to_string(),
        theme_name: theme.name.clone(),
        back: query::address(url::Thing(&theme.id), &answers, None),
        answers,
        principals: web.app.principals(&visitor, &theme.id).await?,
    }))
}

/// Begins for the principal chosen.
pub(crate) async fn start(
    State(web): State<Web>,
    visitor: SignedIn,
    Posted(pairs): Posted<Pairs>,
) -> Result<Redirect, Failed> {
    let rules = web.app.rules();
    let theme = rules.theme(value(&pairs, "theme")).ok_or_else(Failed::not_found)?;
    let answers = query::read(&rules, theme, &pairs)?.answers;
    let principal = AccountId::from(value(&pairs, "principal"));
    let draft = web.app.start(&visitor, &theme.id, answers, Some(principal)).await?;
    Ok(Redirect::to(&url::Apply(&draft).to_string()))
}
