//! Which handler answers at which address.

use std::{future::Future, pin::Pin, sync::Arc};

use axum::{Router, extract::Request, handler::Handler, response::Response, routing};

use crate::Web;

type Answer = Pin<Box<dyn Future<Output = Response> + Send>>;

/// Any handler, as one type: what axum builds around a handler is compiled once and not three hundred times.
#[derive(Clone)]
struct AnyHandler(Arc<dyn Fn(Request, Web) -> Answer + Send + Sync>);

impl AnyHandler {
    fn of<T>(handler: impl Handler<T, Web, Future = Answer>) -> Self {
        Self(Arc::new(move |request, web| handler.clone().call(request, web)))
    }
}

impl Handler<(), Web> for AnyHandler {
    type Future = Answer;

    fn call(self, request: Request, web: Web) -> Answer {
        (self.0)(request, web)
    }
}

/// A handler for each address and method.
pub(crate) trait Routes: Sized {
    /// What is read there.
    fn get<T>(self, address: &str, handler: impl Handler<T, Web, Future = Answer>) -> Self;

    /// What is sent there.
    fn post<T>(self, address: &str, handler: impl Handler<T, Web, Future = Answer>) -> Self;
}

impl Routes for Router<Web> {
    fn get<T>(self, address: &str, handler: impl Handler<T, Web, Future = Answer>) -> Self {
        self.route(address, routing::get(AnyHandler::of(handler)))
    }

    fn post<T>(self, address: &str, handler: impl Handler<T, Web, Future = Answer>) -> Self {
        self.route(address, routing::post(AnyHandler::of(handler)))
    }
}
