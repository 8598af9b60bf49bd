//! Which rules hold on which day: editions of the catalogue, and the numbers that the law moves.

use axum::{Json, extract::State};
use serde::Deserialize;
use service::{App, Rules, RulesAsked};
use utoipa::IntoParams;

use super::{
    body::{Query, day_at},
    problem::{Problem, Problems},
    shapes::rules::{DifferencesBody, ParameterBody, VersionBody},
};

/// 按哪一天、哪个版本的规定
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct RulesQuery {
    /// 哪一天的规定，如 2021-06-30；不写就是今天
    #[param(value_type = Option<String>, format = Date)]
    on: Option<String>,
    /// 哪个目录版本；不写就是那一天施行的版本
    version: Option<String>,
}

/// The rules that a call asks for.
pub(super) async fn asked(app: &App, on: Option<&str>, version: Option<String>) -> Result<Rules, Problem> {
    let version = version.filter(|version| !version.trim().is_empty());
    let asked = RulesAsked { version, on: day_at("/on", on)? };
    Ok(app.rules_asked(&asked).await?)
}

impl RulesQuery {
    /// The rules that it asks for.
    pub(super) async fn rules(self, app: &App) -> Result<Rules, Problem> {
        asked(app, self.on.as_deref(), self.version).await
    }
}

/// 目录的全部版本
#[utoipa::path(
    get, path = "/api/v1/versions", tag = "themes", operation_id = "list_versions",
    summary = "目录的全部版本",
    description = "以前的、现在的和已经发布、到某一天才施行的。",
    responses((status = 200, description = "按施行日期的先后", body = Vec<VersionBody>), Problems)
)]
pub(super) async fn list_versions(State(app): State<App>) -> Json<Vec<VersionBody>> {
    Json(app.editions().into_iter().map(VersionBody::from).collect())
}

/// 比较哪两天的规定
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct DifferencesQuery {
    /// 从哪一天的规定，如 2021-06-30
    #[param(value_type = String, format = Date)]
    from: String,
    /// 到哪一天的规定；不写就是今天
    #[param(value_type = Option<String>, format = Date)]
    to: Option<String>,
    /// 只看一个主题
    theme: Option<String>,
}

/// 两天的规定有什么不同
#[utoipa::path(
    get, path = "/api/v1/versions/differences", tag = "themes", operation_id = "compare_rules",
    summary = "两天的规定有什么不同",
    description = "用大白话逐项列出：什么更省事、新增了什么、什么更严。",
    params(DifferencesQuery),
    responses((status = 200, description = "逐项的不同", body = DifferencesBody), Problems)
)]
pub(super) async fn compare_rules(
    State(app): State<App>,
    Query(query): Query<DifferencesQuery>,
) -> Result<Json<DifferencesBody>, Problem> {
    let on = |on| RulesAsked { on, version: None };
    let from = on(day_at("/from", Some(&query.from))?);
    let to = on(day_at("/to", query.to.as_deref())?);
    let differences = app.compare_rules(&from, &to, query.theme.as_deref()).await?;
    Ok(Json(DifferencesBody::from(differences)))
}

/// 法律会改的数
#[utoipa::path(
    get, path = "/api/v1/parameters", tag = "themes", operation_id = "list_parameters",
    summary = "法律会改的数",
    description = "面积线、天数、年龄、税率、金额，各有从哪天起的值和依据。",
    params(RulesQuery),
    responses((status = 200, description = "全部参数", body = Vec<ParameterBody>), Problems)
)]
pub(super) async fn list_parameters(
    State(app): State<App>,
    Query(query): Query<RulesQuery>,
) -> Result<Json<Vec<ParameterBody>>, Problem> {
    let rules = query.rules(&app).await?;
    Ok(Json(rules.parameters.values().map(|parameter| ParameterBody::of(parameter, rules.on)).collect()))
}
