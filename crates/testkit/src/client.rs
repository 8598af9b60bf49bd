//! A browser without scripts, and a program with a token: both speak to the router in process.

mod contract;
mod page;

use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode, header},
};
use http_body_util::BodyExt;
use tokio::sync::OnceCell;
use tower::ServiceExt;

use crate::PASSWORD;

pub use contract::Contract;
pub use page::{Control, Form, Page};

/// How often a browser follows redirects in a row.
const MOST_REDIRECTS: usize = 5;

/// Keeps cookies, follows redirects, sends forms as a browser does.
pub struct Client {
    router: Router,
    cookies: Vec<(String, String)>,
    token: Option<String>,
    follows: bool,
}

impl Client {
    /// Nobody yet, on this router.
    pub fn new(router: Router) -> Self {
        Self { router, cookies: Vec::new(), token: None, follows: true }
    }

    /// From now on it shows where an answer leads, and goes there only when told.
    #[must_use]
    pub fn stops_at_redirects(self) -> Self {
        Self { follows: false, ..self }
    }

    /// Opens an address, redirects included.
    pub async fn get(&mut self, address: &str) -> Page {
        let request = self.request("GET", address).body(Body::empty()).expect("a request");
        self.follow(address, request).await
    }

    /// Signs in on the page for it.
    pub async fn signs_in(&mut self, login: &str) -> Page {
        let follows = std::mem::replace(&mut self.follows, true);
        let page = self.get("/sign-in").await;
        let form = page.form("form[action='/sign-in']").with("login", login).with("password", PASSWORD);
        let page = self.sends(form).await;
        self.follows = follows;
        assert_eq!(page.status, StatusCode::OK, "{login} signs in: {}", page.text());
        assert!(!page.address.starts_with("/sign-in"), "{login} signs in: {}", page.text());
        page
    }

    /// Forgets who is signed in, as when a session has ended.
    pub fn forgets_cookies(&mut self) {
        self.cookies.clear();
    }

    /// The cookies, to be kept while another person uses the same machine.
    pub fn cookies(&self) -> &[(String, String)] {
        &self.cookies
    }

    /// Sends a form.
    pub async fn sends(&mut self, form: Form) -> Page {
        let encoded = serde_urlencoded::to_string(&form.values).expect("a form");
        if !form.post {
            let address = format!("{}?{encoded}", form.action.split('?').next().unwrap_or_default());
            return self.get(&address).await;
        }
        let request = self.request("POST", &form.action).header("sec-fetch-site", form.site);
        let request = match &form.files {
            None => request
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(Body::from(encoded)),
            Some(_) => request
                .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={BOUNDARY}"))
                .body(Body::from(multipart(&form))),
        };
        self.follow(&form.action.clone(), request.expect("a request")).await
    }

    /// Posts these values to an address, as a form that no page holds.
    pub async fn posts(&mut self, address: &str, values: &[(&str, &str)]) -> Page {
        let form = values.iter().fold(Form::post(address), |form, (name, value)| form.and(name, value));
        self.sends(form).await
    }

    /// Signs in as a program does.
    pub async fn takes_a_token(&mut self, login: &str) {
        let answer = self
            .calls("POST", "/api/v1/sessions", serde_json::json!({ "login": login, "password": PASSWORD }))
            .await;
        assert!(answer.0.is_success(), "{login}: {answer:?}");
        self.token = answer.1["token"].as_str().map(str::to_owned);
    }

    /// Calls the API.
    pub async fn calls(
        &self,
        method: &str,
        address: &str,
        body: serde_json::Value,
    ) -> (StatusCode, serde_json::Value) {
        self.calls_with_key(method, address, body, None).await
    }

    /// Calls the API under a key.
    pub async fn calls_with_key(
        &self,
        method: &str,
        address: &str,
        body: serde_json::Value,
        key: Option<&str>,
    ) -> (StatusCode, serde_json::Value) {
        let mut request = self.request(method, address).header(header::CONTENT_TYPE, "application/json");
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        let body = if method == "GET" { Body::empty() } else { Body::from(body.to_string()) };
        let (status, told) = self.answered(request.body(body).expect("a request")).await;
        self.contract().await.holds(method, address, status, &told);
        (status, told)
    }

    /// What the router's document says, read once.
    async fn contract(&self) -> &'static Contract {
        static READ: OnceCell<Contract> = OnceCell::const_new();
        READ.get_or_init(async || {
            let request = Request::get("/api/v1/openapi.json").body(Body::empty()).expect("a request");
            Contract::of(&self.answered(request).await.1)
        })
        .await
    }

    /// Uploads a file by the API; its id.
    pub async fn uploads(&self, name: &str, content: &[u8]) -> String {
        let form = Form::post("/api/v1/files").with_file("file", name, content);
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        let request = self.request("POST", "/api/v1/files").header(header::CONTENT_TYPE, kind);
        let (status, told) =
            self.answered(request.body(Body::from(multipart(&form))).expect("a request")).await;
        assert!(status.is_success(), "{told}");
        told["id"].as_str().expect("an id").to_owned()
    }

    async fn answered(&self, request: Request<Body>) -> (StatusCode, serde_json::Value) {
        let response = self.router.clone().oneshot(request).await.expect("the router answers");
        let status = response.status();
        let bytes = response.into_body().collect().await.expect("a whole answer").to_bytes();
        let text = String::from_utf8_lossy(&bytes);
        let told =
            serde_json::from_slice(&bytes).unwrap_or_else(|_| serde_json::Value::String(text.into_owned()));
        (status, told)
    }

    fn request(&self, method: &str, address: &str) -> axum::http::request::Builder {
        let mut request =
            Request::builder().method(method).uri(address.split('#').next().unwrap_or_default());
        if !self.cookies.is_empty() {
            let cookies: Vec<_> =
                self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        if let Some(token) = &self.token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        request
    }

    async fn follow(&mut self, address: &str, request: Request<Body>) -> Page {
        let (mut address, mut request) = (address.to_owned(), request);
        for _ in 0..=MOST_REDIRECTS {
            let response = self.router.clone().oneshot(request).await.expect("the router answers");
            for cookie in response.headers().get_all(header::SET_COOKIE) {
                self.keep(cookie.to_str().expect("a cookie is text"));
            }
            let (parts, body) = response.into_parts();
            if parts.status.is_redirection() && self.follows {
                let next = parts.headers.get(header::LOCATION).and_then(|next| next.to_str().ok());
                address = page::join(&address, next.expect("a redirect leads somewhere"));
                request = self.request("GET", &address).body(Body::empty()).expect("a request");
                continue;
            }
            let bytes = body.collect().await.expect("a whole answer").to_bytes();
            return Page::new(address, parts.status, parts.headers, &bytes);
        }
        panic!("{address} leads round in circles");
    }

    fn keep(&mut self, cookie: &str) {
        let pair = cookie.split(';').next().unwrap_or_default();
        let Some((name, value)) = pair.split_once('=') else { return };
        self.cookies.retain(|(known, _)| known != name);
        if !value.is_empty() && !cookie.to_ascii_lowercase().contains("max-age=0") {
            self.cookies.push((name.to_owned(), value.to_owned()));
        }
    }
}

const BOUNDARY: &str = "----the-towns-boundary";

fn multipart(form: &Form) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in &form.values {
        body.extend(
            format!("--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
                .bytes(),
        );
    }
    for (name, file, content) in form.files.iter().flatten() {
        let head = format!(
            "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{name}\"; filename=\"{file}\"\r\n\
             content-type: application/octet-stream\r\n\r\n"
        );
        body.extend(head.bytes());
        body.extend(content);
        body.extend(b"\r\n");
    }
    body.extend(format!("--{BOUNDARY}--\r\n").bytes());
    body
}
