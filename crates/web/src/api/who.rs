//! Who calls: the bearer token of a session.

use axum::{
    extract::FromRequestParts,
    http::{header, request::Parts},
};
use service::{Failure, Visitor};

use super::problem::Problem;
use crate::Web;

/// A program that is signed in, with its token.
pub(super) struct Caller {
    /// Who it acts for.
    pub(super) visitor: Visitor,
    /// Its token, to end the session with.
    pub(super) token: String,
}

impl FromRequestParts<Web> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Problem> {
        // Only the header counts: a cookie would let foreign pages call with the visitor's rights.
        let Some(token) = bearer(parts) else { return Err(Failure::SignInNeeded.into()) };
        let visitor = web.app.visitor(&token).await?;
        let visitor = visitor.ok_or(Failure::SignInNeeded)?;
        Ok(Self { visitor, token })
    }
}

fn bearer(parts: &Parts) -> Option<String> {
    let value = parts.headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.trim().split_once(' ')?;
    let token = token.trim();
    (scheme.eq_ignore_ascii_case("bearer") && !token.is_empty()).then(|| token.to_owned())
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    fn token_in(authorization: &str) -> Option<String> {
        let request = Request::builder().header(header::AUTHORIZATION, authorization).body(()).unwrap();
        bearer(&request.into_parts().0)
    }

    #[test]
    fn the_token_stands_behind_bearer_in_any_case() {
        assert_eq!(token_in("Bearer abc"), Some("abc".into()));
        assert_eq!(token_in("bearer  abc "), Some("abc".into()));
        assert_eq!(token_in("Basic abc"), None);
        assert_eq!(token_in("Bearer "), None);
    }
}
