//! Results after they were given: whether a certificate is genuine and in force, and slips that are corrected.

use axum::{Json, extract::State};
use serde::Deserialize;
use service::{App, CaseCommand, ResultInput};
use utoipa::IntoParams;

use super::{
    body::{Body, Id, Query},
    order::{CaseOrProblem, MayKey, OfTask, Order},
    problem::{Problem, Problems},
    shapes::{
        case::CaseBody,
        corrected::{CorrectResultBody, ReportSlipBody},
        result::VerifiedBody,
    },
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
    params(OfTask, MayKey),
    request_body(content = ReportSlipBody, description = "哪里错了，应当是什么"),
    responses(CaseOrProblem)
)]
pub(super) async fn report_slip(
    order: Order,
    Body(body): Body<ReportSlipBody>,
) -> Result<Json<CaseBody>, Problem> {
    let command = CaseCommand::Result(ResultInput::ReportSlip(order.task(), body.text));
    order.on_case_of_task(command, body.version).await
}

/// 更正结果
#[utoipa::path(
    post, path = "/api/v1/tasks/{id}/correct", tag = "tasks", operation_id = "correct_result",
    summary = "更正办理结果上的错，出新的一版",
    description = "作出决定的部门。旧的一版作废但不丢，查验时显示已更正。没有错的写 `decline`。\
        内容和原来一样的为 409 `nothing_corrected`。",
    security(("token" = [])),
    params(OfTask, MayKey),
    request_body(content = CorrectResultBody, description = "改什么，为什么"),
    responses(CaseOrProblem)
)]
pub(super) async fn correct_result(
    order: Order,
    Body(body): Body<CorrectResultBody>,
) -> Result<Json<CaseBody>, Problem> {
    let version = body.version;
    let command = CaseCommand::Result(body.input(order.task())?);
    order.on_case_of_task(command, version).await
}
