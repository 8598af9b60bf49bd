//! What was searched for without success, and the ways of asking that the office adds.

use axum::{Json, extract::State, http::StatusCode};
use service::{App, NewAlias};

use super::{
    body::{Body, Id},
    problem::{Problem, Problems},
    shapes::searches::{AliasBody, Aliases, MissedSearches, NewAliasBody},
    who::Caller,
};

/// 没找到的话
#[utoipa::path(
    get, path = "/api/v1/missed-searches", tag = "searches", operation_id = "list_missed_searches",
    summary = "群众搜了没找到的话",
    description = "政务服务办和系统管理员。只记话和日子，不记是谁；同一个人同样的话一天只算一次，不满五次的不列，处理过的不列。",
    security(("token" = [])),
    responses((status = 200, description = "次数多的在前", body = MissedSearches), Problems)
)]
pub(super) async fn list_missed_searches(
    State(app): State<App>,
    caller: Caller,
) -> Result<Json<MissedSearches>, Problem> {
    Ok(Json(app.missed_searches(&caller.visitor).await?.into()))
}

/// 加过的说法
#[utoipa::path(
    get, path = "/api/v1/aliases", tag = "searches", operation_id = "list_aliases",
    summary = "加过的说法",
    description = "政务服务办和系统管理员。取消了的也列出来。",
    security(("token" = [])),
    responses((status = 200, description = "新的在前", body = Aliases), Problems)
)]
pub(super) async fn list_aliases(State(app): State<App>, caller: Caller) -> Result<Json<Aliases>, Problem> {
    Ok(Json(app.aliases(&caller.visitor).await?.into()))
}

/// 加一个说法
#[utoipa::path(
    post, path = "/api/v1/aliases", tag = "searches", operation_id = "add_alias",
    summary = "加一个说法，或者说明这里没有这件事",
    description = "政务服务办。从下一次搜索起就算数，不用等发布；同样的话以前加过的不再算数。",
    security(("token" = [])),
    request_body = NewAliasBody,
    responses((status = 201, description = "加上了", body = AliasBody), Problems)
)]
pub(super) async fn add_alias(
    State(app): State<App>,
    caller: Caller,
    Body(new): Body<NewAliasBody>,
) -> Result<(StatusCode, Json<AliasBody>), Problem> {
    let new = NewAlias { words: new.words, theme: new.theme, advice: new.advice, near: new.near };
    let added = app.add_alias(&caller.visitor, new).await?;
    Ok((StatusCode::CREATED, Json(added.into())))
}

/// 取消一个说法
#[utoipa::path(
    delete, path = "/api/v1/aliases/{id}", tag = "searches", operation_id = "remove_alias",
    summary = "取消一个说法",
    description = "政务服务办。记录留着。",
    security(("token" = [])),
    params(("id" = String, Path, description = "说法 id")),
    responses((status = 204, description = "取消了"), Problems)
)]
pub(super) async fn remove_alias(
    State(app): State<App>,
    caller: Caller,
    Id(id): Id,
) -> Result<StatusCode, Problem> {
    app.remove_alias(&caller.visitor, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}
