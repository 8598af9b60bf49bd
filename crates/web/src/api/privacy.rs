//! What is shown and signed before and beside a hand-in: the notice on personal data, promises, a guardian's
//! consent.

use axum::{Json, extract::State};
use serde::Deserialize;
use serde_json::{Map, Value};
use service::{App, CaseCommand, Failure};
use utoipa::ToSchema;

use super::{
    body::{Body, Id},
    cases::request_of,
    order::{CaseNumber, CaseOrProblem, MayKey, Order},
    problem::{Problem, Problems},
    shapes::{
        case::CaseBody,
        commands::SubmitBody,
        privacy::{GuardianConsentBody, PrivacyNoticeBody, ToSignBody},
    },
    themes::answers_of,
    who::Caller,
};

/// 对情形的回答
#[derive(Debug, Default, Deserialize, ToSchema)]
#[schema(example = json!({"answers": {"declarant": "mother"}}))]
pub(super) struct NoticeFor {
    /// 情形 id → 回答
    #[serde(default)]
    #[schema(value_type = std::collections::BTreeMap<String, serde_json::Value>)]
    answers: Map<String, Value>,
}

/// 个人信息处理告知
#[utoipa::path(
    post, path = "/api/v1/themes/{id}/privacy-notice", tag = "themes", operation_id = "get_privacy_notice",
    summary = "收集个人信息以前要给人看的告知",
    description = "谁来处理、为什么、怎么处理、哪些信息（敏感的为什么必要）、保存多久、有什么权利，按回答生成。\
        给申请人看过的，提交时把 `version` 写在 `privacy_notice` 里。",
    params(("id" = String, Path, description = "主题 id", example = "birth")),
    request_body(content = NoticeFor, description = "对情形的回答"),
    responses((status = 200, description = "告知", body = PrivacyNoticeBody), Problems)
)]
pub(super) async fn get_privacy_notice(
    State(app): State<App>,
    Id(id): Id,
    Body(body): Body<NoticeFor>,
) -> Result<Json<PrivacyNoticeBody>, Problem> {
    app.catalog().theme(&id).ok_or(Failure::NotFound)?;
    let answers = answers_of(body.answers, Map::new())?;
    Ok(Json(app.privacy_notice(&id, &answers)?.into()))
}

/// 提交以前要看、要签的
#[utoipa::path(
    post, path = "/api/v1/cases/to-sign", tag = "cases", operation_id = "get_to_sign",
    summary = "这份申请提交以前要给申请人看的告知、要签的承诺书和同意书",
    description = "内容和提交一样，什么都不保存。承诺书没有签的，提交为 422 `promise_unsigned`，指向 `/promises/<编号>`。",
    security(("token" = [])),
    request_body(content = SubmitBody, description = "申请"),
    responses((status = 200, description = "要看、要签的", body = ToSignBody), Problems)
)]
pub(super) async fn get_to_sign(
    State(app): State<App>,
    caller: Caller,
    Body(body): Body<SubmitBody>,
) -> Result<Json<ToSignBody>, Problem> {
    let request = request_of(&app, body)?;
    let to_sign = app.to_sign(&caller.visitor, request).await;
    Ok(Json(to_sign.map_err(Problem::in_words_of(&app))?.into()))
}

/// 监护人同意
#[utoipa::path(
    post, path = "/api/v1/cases/{number}/guardian-consent", tag = "cases", operation_id = "consent_as_guardian",
    summary = "监护人同意为办这件事处理不满十四周岁孩子的个人信息",
    description = "提交时没有带同意的，由申请人用自己的账户补签，或者在窗口当面签。签过的、不用签的为 409 `no_consent_wanted`。",
    security(("token" = [])),
    params(CaseNumber, MayKey),
    request_body(content = GuardianConsentBody, description = "监护人的签名"),
    responses(CaseOrProblem)
)]
pub(super) async fn consent_as_guardian(
    order: Order,
    Body(body): Body<GuardianConsentBody>,
) -> Result<Json<CaseBody>, Problem> {
    let command = CaseCommand::ConsentAsGuardian(body.signature.into());
    order.on_case(command, body.version).await
}
