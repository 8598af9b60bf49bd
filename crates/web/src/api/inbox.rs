//! What belongs to the applicant: the wallet and messages.

use axum::{Json, extract::State};
use serde::Deserialize;
use service::App;
use utoipa::IntoParams;

use super::{
    body::{Query, rows_of},
    cases::given,
    problem::{Problem, Problems},
    shapes::inbox::{MessageLine, MessagePage, WalletBody, WalletLine},
    who::Caller,
};

/// 证照材料库
#[utoipa::path(
    get, path = "/api/v1/wallet", tag = "inbox", operation_id = "get_wallet",
    summary = "自己的证照材料库",
    description = "办好的结果，可以在下一件事里当材料用：提交时写 `from_wallet`。",
    security(("token" = [])),
    responses((status = 200, description = "全部结果", body = WalletBody), Problems)
)]
pub(super) async fn get_wallet(State(app): State<App>, caller: Caller) -> Result<Json<WalletBody>, Problem> {
    let entries = app.wallet(&caller.visitor).await?;
    let catalog = app.catalog();
    let results = entries.into_iter().map(|entry| {
        let verify = app.verification_address(&entry.task);
        WalletLine::of(entry, &catalog, verify)
    });
    let results = results.collect();
    Ok(Json(WalletBody { results }))
}

/// 消息的条件
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct MessageQuery {
    /// 上一页的 `next`
    after: Option<String>,
    /// 最多几条，1 到 200
    #[param(value_type = Option<u32>)]
    limit: Option<String>,
}

/// 消息
#[utoipa::path(
    get, path = "/api/v1/messages", tag = "inbox", operation_id = "list_messages",
    summary = "自己的消息",
    security(("token" = [])),
    params(MessageQuery),
    responses((status = 200, description = "一页消息", body = MessagePage), Problems)
)]
pub(super) async fn list_messages(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<MessageQuery>,
) -> Result<Json<MessagePage>, Problem> {
    let limit = rows_of(query.limit.as_deref())?;
    let after = given(query.after);
    let page = app.messages(&caller.visitor, after.as_deref(), limit).await?;
    let unread = app.unread(&caller.visitor).await?;
    let messages = page.rows.into_iter().map(MessageLine::from).collect();
    Ok(Json(MessagePage { messages, next: page.next, unread }))
}
