//! Whether it lives, whether it can work, and what it has done: for operators and balancers.

use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use pdf::{Availability, Press};
use serde_json::json;
use store::ContactChannel;

use crate::{Web, routing::Routes};

pub(crate) fn routes() -> Router<Web> {
    Router::new().get("/healthz", || async { "ok" }).get("/readyz", ready).get("/metrics", measured)
}

/// Ready once the store answers.
async fn ready(State(web): State<Web>) -> Response {
    match web.app.ready().await {
        Ok(()) => {
            let catalog = &web.app.catalog().version;
            let held_back = web.app.held_back().map(|held_back| json!({ "since": held_back.since }));
            Json(json!({
                "ready": true,
                "catalog": catalog,
                "catalog_held_back": held_back,
                "pdf": printing(&web),
                "messages": {
                    "sms": web.app.carries(ContactChannel::Sms),
                    "mail": web.app.carries(ContactChannel::Mail),
                },
            }))
            .into_response()
        }
        Err(failure) => {
            tracing::warn!(?failure, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, Json(json!({ "ready": false }))).into_response()
        }
    }
}

/// In which font papers are printed as PDF, or what is in the way. Serving goes on without.
fn printing(web: &Web) -> serde_json::Value {
    match web.press().map(Press::availability) {
        Some(Availability::Ready(family)) => json!({ "font": family }),
        Some(Availability::Unknown) => json!({ "font": null }),
        Some(Availability::Missing) | None => {
            json!({ "font": null, "missing": "apt-get install fonts-noto-cjk" })
        }
    }
}

/// Everything that was counted, in Prometheus' text format.
async fn measured(State(web): State<Web>) -> Response {
    #[expect(clippy::cast_precision_loss, reason = "a gauge of flushes stays far below 2^52")]
    metrics::gauge!("yijianshi_store_flushes").set(web.app.flushes() as f64);
    match web.app.waiting().await {
        #[expect(clippy::cast_precision_loss, reason = "so many jobs there never are")]
        Ok(waiting) => metrics::gauge!("yijianshi_due").set(waiting as f64),
        Err(failure) => tracing::warn!(?failure, "what is due could not be counted"),
    }
    metrics_process::Collector::default().collect();
    match &web.options.metrics {
        Some(handle) => ([("content-type", "text/plain; version=0.0.4")], handle.render()).into_response(),
        None => (StatusCode::NOT_FOUND, "no recorder is installed").into_response(),
    }
}
