//! A browser without JavaScript, over the router in process: cookies, forms, uploads.

#![allow(dead_code, reason = "each story uses what it needs")]

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Request, StatusCode, header},
};
use casework::case::Form;
use http_body_util::BodyExt;
use serde_json::Value;
use testkit::{PASSWORD, Town};
use tower::ServiceExt;
use web::{WebOptions, router};

/// Names and values of a form.
pub type Pairs = Vec<(String, String)>;

/// A browser with its cookies and no JavaScript.
pub struct Browser {
    router: Router,
    /// Names and values of its cookies.
    pub cookies: Pairs,
}

/// What came back.
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The page.
    pub body: String,
}

impl Answer {
    /// A header as text; empty where it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("is text"))
    }

    /// The value of the first hidden field of that name.
    pub fn hidden(&self, name: &str) -> &str {
        let mark = format!("name=\"{name}\" value=\"");
        let start =
            self.body.find(&mark).unwrap_or_else(|| panic!("no field {name} in {}", self.body)) + mark.len();
        self.body[start..].split('"').next().expect("ends")
    }

    /// The first form in whose opening tag that text stands.
    pub fn form(&self, mark: &str) -> Option<&str> {
        self.body
            .split("<form")
            .skip(1)
            .map(|form| form.split("</form>").next().unwrap_or(form))
            .find(|form| form.split('>').next().is_some_and(|opening| opening.contains(mark)))
    }

    /// Addresses of links that begin so, each once.
    pub fn links(&self, beginning: &str) -> Vec<String> {
        self.addresses("href", beginning)
    }

    /// Addresses of forms that begin so, each once.
    pub fn actions(&self, beginning: &str) -> Vec<String> {
        self.addresses("action", beginning)
    }

    fn addresses(&self, attribute: &str, beginning: &str) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for address in
            self.body.split(&format!("{attribute}=\"")).skip(1).filter_map(|rest| rest.split('"').next())
        {
            if address.starts_with(beginning) && !found.iter().any(|known| known == address) {
                found.push(address.to_owned());
            }
        }
        found
    }

    /// What the page complains of.
    pub fn errors(&self) -> String {
        let parts =
            self.body.split("class=\"field-error\"").skip(1).chain(self.body.split("error-summary").skip(1));
        parts
            .filter_map(|part| part.split("</p>").next())
            .map(|part| part.chars().take(300).collect::<String>())
            .collect()
    }
}

impl Browser {
    /// A browser in that town.
    pub async fn new(town: &Town) -> Self {
        Self { router: router(town.app().clone(), WebOptions::default()), cookies: Vec::new() }
    }

    /// A browser in a town that prints papers as PDF with what the machine has.
    pub async fn printing(town: &Town, press: pdf::Press) -> Self {
        let options = WebOptions { press: Some(press), ..WebOptions::default() };
        Self { router: router(town.app().clone(), options), cookies: Vec::new() }
    }

    /// Sends a request and keeps the cookies.
    pub async fn send(&mut self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.expect("never fails");
        for cookie in response.headers().get_all(header::SET_COOKIE) {
            let pair = cookie.to_str().expect("is text").split(';').next().expect("has a pair");
            let (name, value) = pair.split_once('=').expect("is a pair");
            self.cookies.retain(|(known, _)| known != name);
            self.cookies.push((name.to_owned(), value.to_owned()));
        }
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.expect("is whole").to_bytes();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    /// The beginning of a request with the cookies.
    pub fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        let cookies: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let path = path.split('#').next().expect("has a path");
        Request::builder().method(method).uri(path).header(header::COOKIE, cookies.join("; "))
    }

    /// Opens a page.
    pub async fn get(&mut self, path: &str) -> Answer {
        let request = self.request("GET", path).body(Body::empty()).expect("is a request");
        self.send(request).await
    }

    /// Sends a form.
    pub async fn post(&mut self, path: &str, pairs: &[(&str, &str)]) -> Answer {
        let pairs: Pairs =
            pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        self.post_pairs(path, &pairs).await
    }

    /// Sends a form.
    pub async fn post_pairs(&mut self, path: &str, pairs: &Pairs) -> Answer {
        let body = serde_urlencoded::to_string(pairs).expect("is a form");
        let request =
            self.request("POST", path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(body)).expect("is a request")).await
    }

    /// Sends a form with a file: control, name, content.
    pub async fn multipart(
        &mut self,
        path: &str,
        pairs: &Pairs,
        file: Option<(&str, &str, &[u8])>,
    ) -> Answer {
        const EDGE: &str = "----edge-of-a-part";
        let mut body = Vec::new();
        for (name, value) in pairs {
            body.extend(
                format!("--{EDGE}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
                    .bytes(),
            );
        }
        if let Some((control, name, content)) = file {
            let head = format!(
                "--{EDGE}\r\nContent-Disposition: form-data; name=\"{control}\"; filename=\"{name}\"\r\n\r\n"
            );
            body.extend(head.bytes());
            body.extend(content);
            body.extend(b"\r\n");
        }
        body.extend(format!("--{EDGE}--\r\n").bytes());
        let kind = format!("multipart/form-data; boundary={EDGE}");
        let request = self.request("POST", path).header(header::CONTENT_TYPE, kind);
        self.send(request.body(Body::from(body)).expect("is a request")).await
    }

    /// Uploads a file for a material.
    pub async fn upload(
        &mut self,
        path: &str,
        csrf: &str,
        control: &str,
        name: &str,
        content: &[u8],
    ) -> Answer {
        let pairs = vec![("csrf".to_owned(), csrf.to_owned()), ("upload".to_owned(), "1".to_owned())];
        self.multipart(path, &pairs, Some((control, name, content))).await
    }

    /// Signs in from the front.
    pub async fn signs_in(&mut self, login: &str) {
        let answer =
            self.post("/sign-in", &[("login", login), ("password", PASSWORD), ("next", "/cases")]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        assert_eq!(answer.header("location"), "/cases");
    }

    /// Signs in on a sign-in page that keeps what was posted.
    pub async fn signs_in_on(&mut self, page: &Answer, login: &str) -> Answer {
        let mut pairs = pairs_of(&controls(page.form("action=\"/sign-in\"").expect("asks to sign in")));
        pairs.retain(|(name, _)| name != "login" && name != "password");
        pairs.extend([("login".to_owned(), login.to_owned()), ("password".to_owned(), PASSWORD.to_owned())]);
        self.post_pairs("/sign-in", &pairs).await
    }
}

/// A control of a form.
#[derive(Debug, Clone)]
pub struct Control {
    /// Its name.
    pub name: String,
    /// `hidden`, `radio`, `checkbox`, `select` or another type of input.
    pub kind: String,
    /// Its value.
    pub value: String,
    /// It would be sent as it stands.
    pub sent: bool,
}

/// The controls of a form, in their order; a select has one for each option.
pub fn controls(form: &str) -> Vec<Control> {
    let mut found = Vec::new();
    let mut select = String::new();
    for tag in form.split('<').skip(1) {
        let opening = tag.split('>').next().unwrap_or(tag);
        let attribute = |name: &str| {
            opening.split(&format!(" {name}=\"")).nth(1).and_then(|rest| rest.split('"').next()).map(unescape)
        };
        let name = attribute("name").unwrap_or_default();
        let value = attribute("value").unwrap_or_default();
        if opening.starts_with("input") && !name.is_empty() {
            let kind = attribute("type").unwrap_or_else(|| "text".into());
            let choice = kind == "radio" || kind == "checkbox";
            let sent = kind != "file" && (!choice || opening.contains(" checked"));
            found.push(Control { name, kind, value, sent });
        } else if opening.starts_with("textarea") {
            let value = unescape(tag.split_once('>').map_or("", |(_, text)| text));
            found.push(Control { name, kind: "textarea".into(), value, sent: true });
        } else if opening.starts_with("select") {
            select = name;
        } else if opening.starts_with("option") {
            let sent = opening.contains(" selected");
            found.push(Control { name: select.clone(), kind: "select".into(), value, sent });
        }
    }
    found
}

/// What a browser would send.
pub fn pairs_of(controls: &[Control]) -> Pairs {
    controls
        .iter()
        .filter(|control| control.sent)
        .map(|control| (control.name.clone(), control.value.clone()))
        .collect()
}

/// Fills the controls in from a form of the case, as somebody would type it.
pub fn fill(pairs: &mut Pairs, controls: &[Control], form: &Form) {
    let mut names: Vec<&str> =
        controls.iter().map(|control| control.name.as_str()).filter(|name| name.contains('.')).collect();
    names.dedup();
    for name in names {
        let (element, row) = match name.rsplit_once('.') {
            Some((element, row)) if row.parse::<usize>().is_ok() => (element, row.parse().ok()),
            _ => (name, None),
        };
        let Some(value) = form.get(element) else { continue };
        let value = match (value, row) {
            (Value::Array(rows), Some(row)) => rows.get::<usize>(row).cloned().unwrap_or_default(),
            (value, _) => value.clone(),
        };
        pairs.retain(|(known, _)| known != name);
        let texts = match value {
            Value::Array(values) => values.iter().map(typed).collect(),
            single => vec![typed(&single)],
        };
        pairs.extend(texts.into_iter().map(|text| (name.to_owned(), text)));
    }
}

fn typed(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(true) => "是".into(),
        Value::Bool(false) => "否".into(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn unescape(text: &str) -> String {
    let entities = [
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&#60;", "<"),
        ("&#62;", ">"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#38;", "&"),
        ("&amp;", "&"),
    ];
    entities.iter().fold(text.to_owned(), |text, (entity, character)| text.replace(entity, character))
}
