//! Signing in and out as a program.

use axum::{Json, extract::State, http::StatusCode};
use service::App;
use store::SessionKind;

use super::{
    body::Body,
    problem::{Problem, Problems},
    shapes::{
        commands::SignInBody,
        inbox::{ScopeBody, SessionBody},
    },
    times::Moment,
    who::Caller,
};
use crate::proxies::Peer;

/// 登录
#[utoipa::path(
    post, path = "/api/v1/sessions", tag = "sessions", operation_id = "sign_in",
    summary = "登录，取得令牌",
    description = "令牌放在请求头 `Authorization: Bearer …`。试错太多为 429，请求头 `Retry-After` 说明要等几秒。",
    request_body(content = SignInBody, description = "登录名和密码"),
    responses((status = 201, description = "会话", body = SessionBody), Problems)
)]
pub(super) async fn sign_in(
    State(app): State<App>,
    Peer(peer): Peer,
    Body(body): Body<SignInBody>,
) -> Result<(StatusCode, Json<SessionBody>), Problem> {
    let signed_in = app.sign_in(&body.login, &body.password, &peer, SessionKind::Api).await?;
    let (account, catalog) = (signed_in.visitor.account, app.catalog());
    let session = SessionBody {
        token: signed_in.token,
        expires_at: Moment(signed_in.expires_at),
        roles: account.roles.iter().map(|role| role.name().to_owned()).collect(),
        scopes: account.roles.iter().map(|role| ScopeBody::of(role, &catalog)).collect(),
        name: account.name,
    };
    Ok((StatusCode::CREATED, Json(session)))
}

/// 退出
#[utoipa::path(
    delete, path = "/api/v1/sessions", tag = "sessions", operation_id = "sign_out",
    summary = "退出，令牌作废",
    security(("token" = [])),
    responses((status = 204, description = "令牌已作废"), Problems)
)]
pub(super) async fn sign_out(State(app): State<App>, caller: Caller) -> Result<StatusCode, Problem> {
    app.sign_out(&caller.token).await?;
    Ok(StatusCode::NO_CONTENT)
}
