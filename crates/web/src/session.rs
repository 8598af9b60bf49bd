//! Who asks: extractors that prove it. A handler that takes [`Clerk`] is never reached by anybody else.

use std::sync::Arc;

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, Method, header, request::Parts},
};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use catalog::{DepartmentId, PlaceId};
use service::{Failure, Visitor};

use crate::{Web, error::Failed};

/// The visitor as looked up for this request, so that several extractors ask the store once.
#[derive(Clone)]
struct LookedUp(Option<Arc<Visitor>>);

/// The name of the session cookie: bound to host and https where there is https.
pub(crate) fn cookie_name(web: &Web) -> &'static str {
    if web.is_secure() { "__Host-session" } else { "session" }
}

/// The cookie that carries the session's token.
pub(crate) fn session_cookie(web: &Web, token: String) -> Cookie<'static> {
    Cookie::build((cookie_name(web), token))
        .path("/")
        .http_only(true)
        .secure(web.is_secure())
        .same_site(SameSite::Lax)
        .build()
}

/// The token of the request: a bearer token, or the session cookie. A cookie does not count for
/// changes through the API, where no form carries the secret against forgery.
fn token(parts: &Parts, web: &Web) -> Option<String> {
    if let Some(bearer) = bearer(&parts.headers) {
        return Some(bearer.to_owned());
    }
    if parts.uri.path().starts_with("/api/") && !matches!(parts.method, Method::GET | Method::HEAD) {
        return None;
    }
    CookieJar::from_headers(&parts.headers).get(cookie_name(web)).map(|cookie| cookie.value().to_owned())
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ").map(str::trim)
}

/// The token of the session cookie, for signing out.
pub(crate) fn cookie_token(headers: &HeaderMap, web: &Web) -> Option<String> {
    CookieJar::from_headers(headers).get(cookie_name(web)).map(|cookie| cookie.value().to_owned())
}

/// Who asks, looked up once a request.
pub(crate) async fn visitor(parts: &mut Parts, web: &Web) -> Result<Option<Arc<Visitor>>, Failed> {
    if let Some(LookedUp(visitor)) = parts.extensions.get::<LookedUp>() {
        return Ok(visitor.clone());
    }
    let visitor = match token(parts, web) {
        Some(token) => web.app.visitor(&token).await?.map(Arc::new),
        None => None,
    };
    parts.extensions.insert(LookedUp(visitor.clone()));
    Ok(visitor)
}

/// Somebody who is signed in. Others are led to the sign-in page and come back here.
#[derive(Clone)]
pub(crate) struct SignedIn(pub(crate) Arc<Visitor>);

impl FromRequestParts<Web> for SignedIn {
    type Rejection = Failed;
    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Failed> {
        visitor(parts, web).await?.map(Self).ok_or_else(|| Failure::SignInNeeded.into())
    }
}

impl std::ops::Deref for SignedIn {
    type Target = Visitor;
    fn deref(&self) -> &Visitor {
        &self.0
    }
}

/// Declares an extractor that lets in only those of whom `$proof` holds.
macro_rules! only {
    ($(#[$doc:meta])* $name:ident { $($field:ident: $type:ty),* } $proof:expr) => {
        $(#[$doc])*
        #[derive(Clone)]
        #[allow(dead_code, reason = "each area uses those that it needs")]
        pub(crate) struct $name {
            /// Who it is.
            pub(crate) visitor: Arc<Visitor>,
            $(#[doc = "The scope."] pub(crate) $field: $type,)*
        }

        impl FromRequestParts<Web> for $name {
            type Rejection = Failed;
            async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Failed> {
                let SignedIn(visitor) = SignedIn::from_request_parts(parts, web).await?;
                let prove: fn(Arc<Visitor>) -> Option<Self> = $proof;
                prove(visitor).ok_or_else(|| Failure::Forbidden.into())
            }
        }

        impl std::ops::Deref for $name {
            type Target = Visitor;
            fn deref(&self) -> &Visitor {
                &self.visitor
            }
        }
    };
}

only! {
    /// 综合窗口人员, with the counter.
    Clerk { place: PlaceId }
    |visitor| visitor.clerk_place().cloned().map(|place| Clerk { visitor, place })
}

only! {
    /// 部门审批人员, with the departments (usually one).
    Approver { departments: Vec<DepartmentId> }
    |visitor| {
        let departments: Vec<_> = visitor.approver_of().into_iter().cloned().collect();
        (!departments.is_empty()).then_some(Approver { visitor, departments })
    }
}

only! {
    /// Whoever decides for a department: its approvers, and whoever leads for it.
    Official {}
    |visitor| {
        let may = !visitor.approver_of().is_empty() || visitor.lead_of().is_some();
        may.then_some(Official { visitor })
    }
}

only! {
    /// Whoever may look at the figures: 政务服务办, 督查, the head of the government, or a lead department.
    Overseer {}
    |visitor| {
        let looks_at_all = ["office", "supervisor", "government_head"].iter().any(|role| visitor.has(role));
        let may = looks_at_all || visitor.lead_of().is_some();
        may.then_some(Overseer { visitor })
    }
}

only! {
    /// Whoever may read what was searched for without success: 政务服务办 and the administrator.
    SearchReader {}
    |visitor| {
        let may = visitor.has("office") || visitor.has("admin");
        may.then_some(SearchReader { visitor })
    }
}
