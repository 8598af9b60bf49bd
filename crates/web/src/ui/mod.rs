//! Components: each a struct that is filled in and a template beside it, and the one layout.
//!
//! A component prints itself: `{{ field }}` in a page's template. What it shows is
//! decided in Rust, where a test can see it.

use std::{borrow::Borrow, sync::Arc};

use askama::{Template, filters::Safe};
use axum::{
    extract::FromRequestParts,
    http::request::Parts,
    response::{Html, IntoResponse, Response},
};
use axum_extra::extract::cookie::CookieJar;
use jiff::{Timestamp, civil::Date};
use service::{Application, Visitor};

use crate::{Web, assets, error::Failed, middleware::RequestId, session, url};

/// Makes a template struct a component that prints itself unescaped into another template.
macro_rules! component {
    ($($name:ident $(<$life:lifetime>)?),+) => {
        $(impl $(<$life>)? askama::filters::HtmlSafe for $name $(<$life>)? {})+
    };
}

pub(crate) mod button;
pub(crate) mod callout;
pub(crate) mod checks;
pub(crate) mod choice;
pub(crate) mod due_process;
pub(crate) mod effects;
pub(crate) mod empty;
pub(crate) mod error_summary;
pub(crate) mod field;
pub(crate) mod filter_bar;
pub(crate) mod grievance;
pub(crate) mod guardian;
pub(crate) mod kinship;
pub(crate) mod layout;
pub(crate) mod mandate;
pub(crate) mod obligations;
pub(crate) mod pagination;
pub(crate) mod papers;
pub(crate) mod parties;
pub(crate) mod prerequisite;
pub(crate) mod privacy_notice;
pub(crate) mod promise;
pub(crate) mod questions;
pub(crate) mod ratings;
pub(crate) mod remarks;
pub(crate) mod savings;
pub(crate) mod staff;
pub(crate) mod stat;
pub(crate) mod step_line;
pub(crate) mod table;
pub(crate) mod tag;
pub(crate) mod task_graph;
pub(crate) mod timeline;
pub(crate) mod upload;
pub(crate) mod warning;
pub(crate) mod ways;

#[cfg(test)]
mod examples;

/// The cookie that remembers the elder mode (关怀版).
pub(crate) const VIEW_COOKIE: &str = "view";

/// What the layout shows around a page.
#[derive(Clone)]
pub(crate) struct Page {
    /// The page's title, before the name of the site.
    pub(crate) title: String,
    /// Who is signed in.
    pub(crate) visitor: Option<Arc<Visitor>>,
    /// Unread messages.
    pub(crate) unread: u32,
    /// Large type and fewer things.
    pub(crate) elder: bool,
    /// Demonstration mode.
    pub(crate) demo: bool,
    /// Short name of the district.
    pub(crate) district: String,
    /// Path and query of this page.
    pub(crate) here: String,
    /// The request's id.
    pub(crate) request_id: String,
    /// Dense page that uses the whole width (counter, desk).
    pub(crate) wide: bool,
    /// For whom an agent is at work here (帮代办).
    pub(crate) client: Option<String>,
}

impl Page {
    /// The page with its title.
    pub(crate) fn titled(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    /// The page in its dense form, for those who work with it all day.
    #[allow(dead_code, reason = "used by the staff areas")]
    pub(crate) fn wide(mut self) -> Self {
        self.wide = true;
        self
    }

    /// The page of an application, which says for whom it is when an agent writes it.
    pub(crate) fn of_application(mut self, application: &Application) -> Self {
        self.client = application.on_behalf.then(|| application.applicant_name.clone());
        self
    }

    /// Where those who work for the government begin; none for anybody else.
    pub(crate) fn workplace(&self) -> Option<String> {
        self.visitor.as_ref().filter(|visitor| visitor.is_staff()).map(|visitor| crate::home_of(visitor))
    }

    /// The secret for the forms of this page; empty where nobody is signed in.
    pub(crate) fn csrf(&self) -> &str {
        self.visitor.as_ref().map_or("", |visitor| &visitor.csrf)
    }

    /// Entries of the main navigation: address, words, and whether it is here.
    pub(crate) fn nav(&self) -> Vec<NavEntry> {
        let path = self.here.split('?').next().unwrap_or("/");
        let entry = |address: String, label: String| {
            let current = if address == "/" { path == "/" } else { path.starts_with(&address) };
            NavEntry { address, label, current, count: 0 }
        };
        let mut nav = vec![entry(url::Home.to_string(), t!("ui.nav.home").into())];
        if let Some(visitor) = &self.visitor {
            let (applies, helps) = (visitor.has("applicant"), visitor.has("agent"));
            if applies {
                nav.push(entry(url::Cases.to_string(), t!("ui.nav.cases").into()));
                nav.push(entry(url::Wallet.to_string(), t!("ui.nav.wallet").into()));
            } else if helps {
                nav.push(entry(url::Cases.to_string(), t!("ui.nav.clients").into()));
            }
            // Staff have their lists; what is told to applicants and agents comes here, and to those who stand
            // above what nobody answered.
            let above = ["head", "office", "supervisor", "government_head"];
            if applies || helps || above.iter().any(|role| visitor.has(role)) {
                let mut messages = entry(url::Messages.to_string(), t!("ui.nav.messages").into());
                messages.count = self.unread;
                nav.push(messages);
            }
            if visitor.clerk_place().is_some() {
                nav.push(entry("/counter".into(), t!("ui.nav.counter").into()));
            }
            if !visitor.approver_of().is_empty() {
                nav.push(entry("/desk".into(), t!("ui.nav.desk").into()));
            }
            if visitor.lead_of().is_some() {
                nav.push(entry("/lead".into(), t!("ui.nav.led").into()));
            }
            if visitor.has("office") || visitor.has("supervisor") || visitor.has("government_head") {
                nav.push(entry("/supervision".into(), t!("ui.nav.supervision").into()));
            }
            if visitor.is_staff() && !visitor.has("admin") {
                nav.push(entry("/matters".into(), t!("ui.nav.matters").into()));
            }
            if visitor.has("office") || visitor.has("admin") {
                nav.push(entry("/console/searches".into(), t!("ui.nav.searches").into()));
                nav.push(entry("/console/calendar".into(), t!("ui.nav.calendar").into()));
            }
            if visitor.has("office") {
                nav.push(entry("/console/archives".into(), t!("ui.nav.archives").into()));
            }
            if visitor.has("admin") {
                nav.push(entry("/console/sendings".into(), t!("ui.nav.sendings").into()));
            }
        }
        nav.push(entry(url::Help.to_string(), t!("ui.nav.help").into()));
        nav
    }

    /// The page around a failure: it must come about even when the store does not answer.
    pub(crate) async fn for_failure(parts: &mut Parts, web: &Web, store_is_down: bool) -> Self {
        if store_is_down {
            return Self::around(parts, web, None, 0);
        }
        let visitor = session::visitor(parts, web).await.ok().flatten();
        Self::around(parts, web, visitor, 0)
    }

    fn around(parts: &Parts, web: &Web, visitor: Option<Arc<Visitor>>, unread: u32) -> Self {
        let elder = CookieJar::from_headers(&parts.headers)
            .get(VIEW_COOKIE)
            .is_some_and(|view| view.value() == "elder");
        Self {
            title: String::new(),
            visitor,
            unread,
            elder,
            demo: web.app.settings().demo,
            district: web.app.catalog().district.short_name.clone(),
            here: parts.uri.path_and_query().map_or("/", |here| here.as_str()).to_owned(),
            request_id: parts.extensions.get::<RequestId>().map_or_else(|| "-".into(), |id| id.0.to_string()),
            wide: false,
            client: None,
        }
    }
}

impl FromRequestParts<Web> for Page {
    type Rejection = Failed;
    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Failed> {
        let visitor = session::visitor(parts, web).await?;
        let unread = match &visitor {
            Some(visitor) => web.app.unread(visitor).await?,
            None => 0,
        };
        Ok(Self::around(parts, web, visitor, unread))
    }
}

/// An entry of the main navigation.
pub(crate) struct NavEntry {
    /// Where it leads.
    pub(crate) address: String,
    /// What it says.
    pub(crate) label: String,
    /// The page belongs to it.
    pub(crate) current: bool,
    /// A number beside it.
    pub(crate) count: u32,
}

/// The template as an answer.
pub(crate) fn html(template: &impl Template) -> Response {
    match template.render() {
        Ok(text) => Html(text).into_response(),
        Err(error) => Failed::fault(error).into_response(),
    }
}

/// An icon of the sprite. It says nothing to a screen reader: the words stand beside it.
pub(crate) fn icon(name: &str) -> Safe<String> {
    sized_icon(name, "icon")
}

/// An icon with a class of its own.
pub(crate) fn sized_icon(name: &str, class: &str) -> Safe<String> {
    let sprite = assets::address("icons.svg");
    Safe(format!(
        r##"<svg class="{class}" aria-hidden="true" focusable="false"><use href="{sprite}#{name}"/></svg>"##
    ))
}

/// The address of an asset with the digest of its content.
pub(crate) fn asset(name: &str) -> &'static str {
    assets::address(name)
}

/// A QR code with its label; none where the address is too long for one.
pub(crate) fn qr(address: &str, label: &str) -> Option<Safe<String>> {
    let svg = documents::qr_svg(address, label)?;
    Some(Safe(format!(r#"<span class="qr">{svg}</span>"#)))
}

/// The hidden field with the session's secret.
pub(crate) fn csrf_field(page: &Page) -> Safe<String> {
    Safe(format!(r#"<input type="hidden" name="csrf" value="{}">"#, page.csrf()))
}

/// A day in words: 2026年3月2日.
pub(crate) fn day(date: impl Borrow<Date>) -> String {
    let date = date.borrow();
    t!("ui.day", year = date.year(), month = date.month(), day = date.day()).into_owned()
}

/// A day, or a dash.
#[allow(dead_code, reason = "used by the staff areas")]
pub(crate) fn day_or_dash(date: Option<Date>) -> String {
    date.map_or_else(|| "—".into(), day)
}

/// A moment in Beijing time: 2026-03-02 09:30.
pub(crate) fn moment(at: impl Borrow<Timestamp>) -> String {
    let at = jiff::tz::offset(8).to_datetime(*at.borrow());
    format!("{} {:02}:{:02}", at.date(), at.hour(), at.minute())
}

/// Bytes as megabytes, for people.
pub(crate) fn megabytes(bytes: u64) -> String {
    format!("{} MB", bytes / (1024 * 1024))
}

/// A file's size for people.
pub(crate) fn size(bytes: impl Borrow<u64>) -> String {
    let bytes = *bytes.borrow();
    match bytes {
        0..=1_048_575 => format!("{} KB", bytes.div_ceil(1024)),
        _ => format!("{}.{} MB", bytes / 1_048_576, bytes % 1_048_576 * 10 / 1_048_576),
    }
}

/// A control's id from its name: `child.name.1` becomes `f-child-name-1`.
pub(crate) fn control_id(name: &str) -> String {
    let safe: String = name.chars().map(|c| if c.is_alphanumeric() || c == '_' { c } else { '-' }).collect();
    format!("f-{safe}")
}
