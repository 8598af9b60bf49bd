//! What belongs to the applicant: the wallet, messages, and how they are told outside.

use axum::{Json, extract::State};
use serde::Deserialize;
use service::App;
use store::{ContactChannel, QuietHours, SendingState};
use utoipa::IntoParams;

use super::{
    body::{Body, Query, rows_of},
    cases::given,
    problem::{Problem, Problems},
    shapes::inbox::{
        ChangeWaysBody, MessageLine, MessagePage, SendingBody, SendingPage, WalletBody, WalletLine, WaysBody,
    },
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
        let verify = app.verification_address(&casework::results::edition_id(&entry.task, entry.edition));
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
    let ids: Vec<_> = page.rows.iter().map(|message| message.id.as_str()).collect();
    let mut outside = app.sendings_of(&caller.visitor, &ids).await?;
    let messages = page.rows.into_iter().map(|message| {
        let told = outside.remove(&message.id).unwrap_or_default();
        MessageLine::of(message, told)
    });
    let messages = messages.collect();
    Ok(Json(MessagePage { messages, next: page.next, unread }))
}

/// 站外通知
#[utoipa::path(
    get, path = "/api/v1/messages/outside", tag = "inbox", operation_id = "get_ways_outside",
    summary = "站外怎么通知我：短信、电子邮件、不打扰的时间",
    security(("token" = [])),
    responses((status = 200, description = "通知方式", body = WaysBody), Problems)
)]
pub(super) async fn get_ways_outside(
    State(app): State<App>,
    caller: Caller,
) -> Result<Json<WaysBody>, Problem> {
    Ok(Json(app.ways_outside(&caller.visitor).await?.into()))
}

/// 改站外通知
#[utoipa::path(
    post, path = "/api/v1/messages/outside", tag = "inbox", operation_id = "change_ways_outside",
    summary = "改站外的通知方式",
    description = "号码和地址要用验证码确认过才用；验证码十分钟内有效，错五次要重新发。没有开通的方式为 422 `not_set_up`。",
    security(("token" = [])),
    request_body(content = ChangeWaysBody, description = "发验证码、确认，或者选方式和不打扰的时间"),
    responses((status = 200, description = "通知方式", body = WaysBody), Problems)
)]
pub(super) async fn change_ways_outside(
    State(app): State<App>,
    caller: Caller,
    Body(body): Body<ChangeWaysBody>,
) -> Result<Json<WaysBody>, Problem> {
    let who = &caller.visitor;
    match (ContactChannel::from_word(&body.channel), &body.address, &body.code) {
        (Some(channel), Some(address), _) => app.add_contact(who, channel, address).await?,
        (Some(channel), None, Some(code)) => app.confirm_contact(who, channel, code).await?,
        _ => {
            let usual = QuietHours::default();
            let (from, until) =
                (body.quiet_from.unwrap_or(usual.from), body.quiet_until.unwrap_or(usual.until));
            let wanted: Vec<_> =
                body.wanted.iter().filter_map(|word| ContactChannel::from_word(word)).collect();
            app.choose_ways(who, &wanted, QuietHours { from, until }).await?;
        }
    }
    get_ways_outside(State(app), caller).await
}

/// 发送情况的条件
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct SendingQuery {
    /// queued 等待发送、sent 已发出、failed 没有发成
    #[serde(default)]
    state: String,
    /// 上一页的 `next`
    after: Option<String>,
    /// 最多几条，1 到 200
    #[param(value_type = Option<u32>)]
    limit: Option<String>,
}

/// 消息发送
#[utoipa::path(
    get, path = "/api/v1/sendings", tag = "inbox", operation_id = "list_sendings",
    summary = "短信和邮件的发送情况，给系统管理员",
    description = "不写发给谁、说了什么。",
    security(("token" = [])),
    params(SendingQuery),
    responses((status = 200, description = "一页", body = SendingPage), Problems)
)]
pub(super) async fn list_sendings(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<SendingQuery>,
) -> Result<Json<SendingPage>, Problem> {
    let state = SendingState::from_word(&query.state).unwrap_or(SendingState::Failed);
    let limit = rows_of(query.limit.as_deref())?;
    let page = app.sendings(&caller.visitor, state, given(query.after).as_deref(), limit).await?;
    let sendings = page.rows.into_iter().map(SendingBody::from).collect();
    Ok(Json(SendingPage { sendings, next: page.next }))
}
