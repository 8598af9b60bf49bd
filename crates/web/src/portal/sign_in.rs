//! Signing in and out, a new account, and going on after a session has ended in mid-form.

use askama::Template;
use axum::{
    extract::{Query, State},
    http::{HeaderMap, Method, StatusCode, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use bytes::Bytes;
use serde::Deserialize;
use service::{DemoAccount, NewApplicant};
use store::SessionKind;

use crate::{
    Web, act,
    csrf::{Pairs, Posted, PostedByAnyone},
    error::Failed,
    proxies::Peer,
    session,
    ui::{
        self, Page, VIEW_COOKIE, callout::Callout, error_summary::ErrorSummary, field::Field,
        privacy_notice::PrivacyBox,
    },
    url,
};

/// Where to go on after signing in.
#[derive(Deserialize)]
pub(crate) struct Onward {
    #[serde(default)]
    next: String,
    #[serde(default)]
    login: String,
}

#[derive(Template)]
#[template(path = "portal/sign_in.html")]
struct SignInPage {
    page: Page,
    callout: Option<Callout>,
    next: String,
    /// What was posted when the session ended, urlencoded; sent on after signing in.
    kept: String,
    login: Field,
    password: Field,
    accounts: Vec<DemoAccount>,
    demo_password: &'static str,
}

impl SignInPage {
    fn new(web: &Web, page: Page, next: String, login: &str) -> Self {
        let accounts = web.app.demo_accounts();
        let chosen = accounts.iter().any(|account| account.login == login);
        Self {
            page: page.titled(t!("portal.sign_in.title")),
            callout: None,
            next,
            kept: String::new(),
            login: Field::text("login", t!("portal.sign_in.login")).autocomplete("username").value(login),
            password: Field::password("password", t!("portal.sign_in.password"), "current-password")
                .value(if chosen { service::DEMO_PASSWORD } else { "" }),
            accounts,
            demo_password: service::DEMO_PASSWORD,
        }
    }
}

pub(crate) async fn form(State(web): State<Web>, page: Page, Query(onward): Query<Onward>) -> Response {
    if page.visitor.is_some() && onward.login.is_empty() {
        return Redirect::to(url::local(&onward.next)).into_response();
    }
    ui::html(&SignInPage::new(&web, page, url::local(&onward.next).to_owned(), &onward.login))
}

/// Instead of the page that needs somebody signed in: a link for a page, and for a posted form
/// the sign-in page that keeps what was typed.
pub(crate) fn instead(web: &Web, page: Page, parts: &Parts, posted: Option<Bytes>) -> Response {
    let here = parts.uri.path_and_query().map_or("/", |here| here.as_str());
    if matches!(parts.method, Method::GET | Method::HEAD) {
        return Redirect::to(&format!("{}?next={}", url::SignIn, url::encode(here))).into_response();
    }
    let mut body = SignInPage::new(web, page, url::local(here).to_owned(), "");
    match posted.and_then(|posted| String::from_utf8(posted.to_vec()).ok()) {
        Some(posted) => {
            body.kept = posted;
            let text = t!("portal.sign_in.kept.text");
            body.callout = Some(Callout::warn(t!("portal.sign_in.kept.title"), text));
        }
        None => {
            // A form with files: they have to be chosen again, on the page that they were sent from.
            let back = parts.headers.get("referer").and_then(|value| value.to_str().ok()).unwrap_or("/");
            body.next = path_of(back).to_owned();
            let text = t!("portal.sign_in.files.text");
            body.callout = Some(Callout::warn(t!("portal.sign_in.kept.title"), text));
        }
    }
    (StatusCode::UNAUTHORIZED, ui::html(&body)).into_response()
}

/// The path of an address of this site.
fn path_of(address: &str) -> &str {
    let path = address.split_once("://").and_then(|(_, rest)| rest.find('/').map(|at| &rest[at..]));
    url::local(path.unwrap_or(address))
}

/// What a person signs in with.
#[derive(Deserialize)]
pub(crate) struct Credentials {
    login: String,
    password: String,
    #[serde(default)]
    next: String,
    #[serde(default)]
    kept: String,
}

pub(crate) async fn sign_in(
    State(web): State<Web>,
    mut page: Page,
    jar: CookieJar,
    Peer(peer): Peer,
    PostedByAnyone(given): PostedByAnyone<Credentials>,
) -> Result<Response, Failed> {
    let next = url::local(&given.next).to_owned();
    let signed_in = match web.app.sign_in(given.login.trim(), &given.password, &peer, SessionKind::Web).await
    {
        Ok(signed_in) => signed_in,
        Err(failure) => {
            let failed = Failed::from(failure);
            if failed.status().is_server_error() {
                return Err(failed);
            }
            let mut body = SignInPage::new(&web, page, next, &given.login);
            body.kept = given.kept;
            body.password = body.password.value("").error(Some(failed.message(&web.app.catalog())));
            return Ok((failed.status(), ui::html(&body)).into_response());
        }
    };
    let next = if next == "/" { crate::home_of(&signed_in.visitor) } else { next };
    let jar = jar.add(session::session_cookie(&web, signed_in.token));
    if given.kept.is_empty() {
        return Ok((jar, Redirect::to(&next)).into_response());
    }
    page.visitor = Some(signed_in.visitor.into());
    Ok((jar, replay(page, &next, given.kept.as_bytes())).into_response())
}

#[derive(Template)]
#[template(path = "portal/replay.html")]
struct ReplayPage {
    page: Page,
    action: String,
    pairs: Pairs,
}

/// The posted form once more, with this session's secret: one click, or none with a script.
pub(crate) fn replay(page: Page, action: &str, posted: &[u8]) -> Response {
    let pairs: Pairs = serde_urlencoded::from_bytes(posted).unwrap_or_default();
    let pairs = pairs.into_iter().filter(|(name, _)| name != "csrf").collect();
    ui::html(&ReplayPage {
        page: page.titled(t!("portal.replay.title")),
        action: url::local(action).to_owned(),
        pairs,
    })
}

pub(crate) async fn sign_out(
    State(web): State<Web>,
    headers: HeaderMap,
    jar: CookieJar,
    Posted(_): Posted<Pairs>,
) -> Result<Response, Failed> {
    if let Some(token) = session::cookie_token(&headers, &web) {
        web.app.sign_out(&token).await?;
    }
    let mut gone = session::session_cookie(&web, String::new());
    gone.make_removal();
    Ok((jar.add(gone), Redirect::to(&url::Home.to_string())).into_response())
}

/// Which look somebody wants.
#[derive(Deserialize)]
pub(crate) struct Look {
    view: String,
    #[serde(default)]
    next: String,
}

/// Large type on and off.
pub(crate) async fn display(
    State(web): State<Web>,
    jar: CookieJar,
    PostedByAnyone(look): PostedByAnyone<Look>,
) -> Response {
    let view = if look.view == "elder" { "elder" } else { "plain" };
    let cookie = Cookie::build((VIEW_COOKIE, view))
        .path("/")
        .http_only(true)
        .secure(web.is_secure())
        .same_site(SameSite::Lax)
        .permanent()
        .build();
    (jar.add(cookie), Redirect::to(url::local(&look.next))).into_response()
}

#[derive(Template)]
#[template(path = "portal/register.html")]
struct RegisterPage {
    page: Page,
    errors: ErrorSummary,
    next: String,
    /// How the data of an account are used.
    privacy: PrivacyBox,
    fields: Vec<Field>,
}

/// What a new account is made from.
#[derive(Deserialize, Default)]
pub(crate) struct Registration {
    login: String,
    password: String,
    name: String,
    id_number: String,
    mobile: String,
    #[serde(default)]
    receipt: String,
    #[serde(default)]
    next: String,
}

impl RegisterPage {
    fn new(web: &Web, page: Page, given: &Registration, complaints: &[service::Complaint]) -> Self {
        let privacy = PrivacyBox { notice: web.app.account_notice() };
        let error = |name: &str| ui::field::wrong(complaints, name);
        let mut fields = vec![
            Field::text("name", t!("portal.register.name"))
                .help(t!("portal.register.name_help"))
                .autocomplete("name")
                .width("middle")
                .value(&given.name)
                .error(error("name")),
            Field::text("id_number", t!("portal.register.id_number"))
                .help(t!("portal.register.id_number_help"))
                .width("middle")
                .value(&given.id_number)
                .error(error("id_number")),
            Field {
                control: ui::field::Control::Line("tel"),
                ..Field::text("mobile", t!("portal.register.mobile"))
            }
            .autocomplete("tel")
            .inputmode("tel")
            .width("middle")
            .value(&given.mobile)
            .error(error("mobile")),
            Field::text("login", t!("portal.register.login"))
                .help(t!("portal.register.login_help"))
                .autocomplete("username")
                .width("middle")
                .value(&given.login)
                .error(error("login")),
            Field::password("password", t!("portal.register.password"), "new-password")
                .help(t!("portal.register.password_help"))
                .width("middle")
                .error(error("password")),
        ];
        // Asked only of those for whom a counter or an agent has handed something in.
        if error("receipt").is_some() || !given.receipt.is_empty() {
            fields.insert(
                2,
                Field::text("receipt", t!("portal.register.receipt"))
                    .help(t!("portal.register.receipt_help"))
                    .width("middle")
                    .value(&given.receipt)
                    .error(error("receipt")),
            );
        }
        let errors = ErrorSummary::of_controls(complaints);
        let next = url::local(&given.next).to_owned();
        Self { privacy, page: page.titled(t!("portal.register.title")), errors, next, fields }
    }
}

pub(crate) async fn register_form(
    State(web): State<Web>,
    page: Page,
    Query(onward): Query<Onward>,
) -> Response {
    let given = Registration { next: onward.next, ..Registration::default() };
    ui::html(&RegisterPage::new(&web, page, &given, &[]))
}

pub(crate) async fn register(
    State(web): State<Web>,
    page: Page,
    jar: CookieJar,
    Peer(peer): Peer,
    PostedByAnyone(given): PostedByAnyone<Registration>,
) -> Result<Response, Failed> {
    let new = NewApplicant {
        login: given.login.trim().to_owned(),
        password: given.password.clone(),
        name: given.name.clone(),
        id_number: given.id_number.clone(),
        mobile: given.mobile.clone(),
        receipt: given.receipt.clone(),
    };
    if let Err(failure) = web.app.register(new).await {
        let again =
            async |failed: Failed| Ok(RegisterPage::new(&web, page, &given, &failed.into_complaints()?));
        return act::again(failure, again).await;
    }
    let signed_in = web.app.sign_in(given.login.trim(), &given.password, &peer, SessionKind::Web).await?;
    let jar = jar.add(session::session_cookie(&web, signed_in.token));
    Ok((jar, Redirect::to(url::local(&given.next))).into_response())
}
