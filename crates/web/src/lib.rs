//! Pages and the API over the use cases: what people see, and what programs call.
//!
//! Knows `service` and HTTP. Knows no SQL and no rule: a handler reads the form,
//! calls one use case and answers. One folder an area, one pair of files a page;
//! areas share markup through `ui` and behaviour through `service` alone.

rust_i18n::i18n!("locales", fallback = "zh-CN");

#[macro_use]
mod texts;
#[macro_use]
mod url;

mod act;
mod api;
mod assets;
mod console;
mod counter;
mod csrf;
mod desk;
mod error;
mod health;
mod matters;
mod middleware;
mod portal;
mod proxies;
mod routing;
mod session;
mod supervision;
mod ui;

use std::sync::Arc;

use axum::Router;
use metrics_exporter_prometheus::PrometheusHandle;
use pdf::{Availability, Press};
use service::App;

pub use proxies::Network;

/// What the pages need beside the use cases.
#[derive(Clone, Default)]
pub struct WebOptions {
    /// Reverse proxies whose word on where a request came from is believed.
    pub trusted_proxies: Vec<Network>,
    /// Where `/metrics` reads from; without it the page says that nothing is measured.
    pub metrics: Option<PrometheusHandle>,
    /// What prints papers as PDF; without it they are printed by browsers alone.
    pub press: Option<Press>,
}

/// What every handler is given. Cheap to clone.
#[derive(Clone)]
pub struct Web {
    /// The use cases.
    pub app: App,
    options: Arc<WebOptions>,
}

impl Web {
    /// Reverse proxies whose word is believed.
    fn trusted_proxies(&self) -> &[Network] {
        &self.options.trusted_proxies
    }

    /// Whether the public reaches this installation by https: cookies are then `Secure`.
    fn is_secure(&self) -> bool {
        self.app.settings().base_url.starts_with("https://")
    }

    /// What prints papers as PDF.
    fn press(&self) -> Option<&Press> {
        self.options.press.as_ref()
    }

    /// Whether papers can be had as PDF, as far as that is known.
    fn has_pdf(&self) -> bool {
        self.press().is_some_and(|press| press.availability() != Availability::Missing)
    }
}

/// Everything that is served: pages, API, assets and health.
pub fn router(app: App, options: WebOptions) -> Router {
    let web = Web { app, options: Arc::new(options) };
    let areas = Router::new()
        .merge(portal::routes(&web))
        .merge(counter::routes(&web))
        .merge(desk::routes(&web))
        .merge(supervision::routes())
        .merge(matters::routes())
        .merge(console::routes())
        .merge(api::routes())
        .merge(health::routes())
        .merge(assets::routes());
    middleware::around(areas, &web).with_state(web)
}

/// Where somebody begins the day: the queue of their counter or department, the figures, or the portal.
pub(crate) fn home_of(visitor: &service::Visitor) -> String {
    if visitor.clerk_place().is_some() {
        counter::Queue.to_string()
    } else if !visitor.approver_of().is_empty() {
        desk::Desk.to_string()
    } else if visitor.has("office") || visitor.has("supervisor") || visitor.has("government_head") {
        supervision::Supervision.to_string()
    } else if visitor.has("admin") {
        console::Searches.to_string()
    } else if visitor.lead_of().is_some() {
        counter::Led.to_string()
    } else {
        url::Home.to_string()
    }
}

/// Where somebody of the staff finds a case, or the queue out of which they get to it.
pub(crate) fn case_of(visitor: &service::Visitor, number: &str) -> String {
    if visitor.clerk_place().is_some() || visitor.lead_of().is_some() {
        counter::CaseDesk(number).to_string()
    } else {
        home_of(visitor)
    }
}
