//! Results after they were given: whether a certificate is genuine and in force, and slips that are corrected.

use axum::{Json, extract::State};
use casework::TaskId;
use serde::Deserialize;
use service::{App, CaseCommand, ResultInput};
use utoipa::IntoParams;

use super::{
    body::{Body, Id, Key, Query},
    cases::carry_out,
    problem::{Problem, Problems},
    shapes::{
        case::CaseBody,
        corrected::{CorrectResultBody, ReportSlipBody},
        result::VerifiedBody,
    },
    who::Caller,
};

/// 查验的条件
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct CodeQuery {
    /// 印在办理结果上的16位查验码
    #[serde(default)]
    code: String,
}

/// 查验证照
#[utoipa::path(
    get, path = "/api/v1/results/{id}", tag = "inbox", operation_id = "verify_result",
    summary = "查验一张办理结果的真伪和效力",
    description = "不用登录。编号和查验码都印在办理结果上，对得上才有回答；没有这样的结果和查验码不对，一样是 404。",
    params(("id" = String, Path, description = "查验码前面的编号"), CodeQuery),
    responses((status = 200, description = "名称、编号、部门、有效期和今天是否有效", body = VerifiedBody), Problems)
)]
pub(super) async fn verify_result(
    State(app): State<App>,
    Id(id): Id,
    Query(query): Query<CodeQuery>,
) -> Result<Json<VerifiedBody>, Problem> {
    Ok(Json(app.verify_result(&id, &query.code).await?.into()))
}

/// 反映结果有错
#[utoipa::path(
    post, path = "/api/v1/tasks/{id}/slip", tag = "tasks", operation_id = "report_slip",
    summary = "反映办理结果上有错",
    description = "申请人本人，或者作出决定的部门。部门五个工作日内答复；已经反映过、正在核对的为 409 `slip_open`。",
    security(("token" = [])),
    params(("id" = String, Path, description = "子办件 id"), ("Idempotency-Key" = Option<String>, Header, description = "可以不带")),
    request_body(content = ReportSlipBody, description = "哪里错了，应当是什么"),
    responses((status = 200, description = "办件", body = CaseBody), Problems)
)]
pub(super) async fn report_slip(
    State(app): State<App>,
    caller: Caller,
    key: Key,
    Id(id): Id,
    Body(body): Body<ReportSlipBody>,
) -> Result<Json<CaseBody>, Problem> {
    let task = TaskId(id);
    let command = CaseCommand::Result(ResultInput::ReportSlip(task.0.clone(), body.text));
    carry_out(&app, &caller, task.case(), command, body.version, &key).await
}

/// 更正结果
#[utoipa::path(
    post, path = "/api/v1/tasks/{id}/correct", tag = "tasks", operation_id = "correct_result",
    summary = "更正办理结果上的错，出新的一版",
    description = "作出决定的部门。旧的一版作废但不丢，查验时显示已更正。没有错的写 `decline`。\
        内容和原来一样的为 409 `nothing_corrected`。",
    security(("token" = [])),
    params(("id" = String, Path, description = "子办件 id"), ("Idempotency-Key" = Option<String>, Header, description = "可以不带")),
    request_body(content = CorrectResultBody, description = "改什么，为什么"),
    responses((status = 200, description = "办件", body = CaseBody), Problems)
)]
pub(super) async fn correct_result(
    State(app): State<App>,
    caller: Caller,
    key: Key,
    Id(id): Id,
    Body(body): Body<CorrectResultBody>,
) -> Result<Json<CaseBody>, Problem> {
    let task = TaskId(id);
    let version = body.version;
    let command = CaseCommand::Result(body.input(task.0.clone())?);
    carry_out(&app, &caller, task.case(), command, version, &key).await
}
