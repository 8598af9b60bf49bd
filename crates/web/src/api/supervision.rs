//! The figures that supervision shows.

use axum::{Json, extract::State};
use jiff::ToSpan;
use serde::Deserialize;
use service::App;
use utoipa::IntoParams;

use super::{
    body::{Query, day_at},
    problem::{Problem, Problems},
    shapes::figures::SupervisionBody,
    times::Day,
    who::Caller,
};

/// Days shown when the caller does not say, today included.
const DEFAULT_DAYS: i64 = 30;

/// 统计的范围
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct SupervisionQuery {
    /// 第一天，如 `2026-11-01`；没有时为最后一天之前 30 天
    from: Option<String>,
    /// 最后一天；没有时为今天
    to: Option<String>,
}

/// 监督数字
#[utoipa::path(
    get, path = "/api/v1/supervision", tag = "supervision", operation_id = "get_supervision",
    summary = "收件、办结、按时、超期和满意度",
    description = "政务服务办、督查和牵头部门。",
    security(("token" = [])),
    params(SupervisionQuery),
    responses((status = 200, description = "数字", body = SupervisionBody), Problems)
)]
pub(super) async fn get_supervision(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<SupervisionQuery>,
) -> Result<Json<SupervisionBody>, Problem> {
    let to = day_at("/to", query.to.as_deref())?.unwrap_or_else(|| app.today());
    let from = day_at("/from", query.from.as_deref())?;
    let from = from.unwrap_or_else(|| to.saturating_sub((DEFAULT_DAYS - 1).days()));
    if from > to {
        return Err(Problem::invalid_at("/from", "out_of_range", t!("api.from_after_to")));
    }
    let overview = app.overview(&caller.visitor, from, to).await?;
    let catalog = app.catalog();
    Ok(Json(SupervisionBody::of(Day(from), Day(to), overview.figures, &catalog)))
}
