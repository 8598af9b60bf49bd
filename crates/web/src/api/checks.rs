//! 现场核查、制证.

use axum::Json;
use service::{CaseCommand, CheckInput};

use super::{
    body::{Body, day_at},
    order::{MayKey, OfTask, Order, TaskOrProblem},
    problem::Problem,
    shapes::{
        commands::PlainCommand,
        question::{ArrangeCheckBody, RecordCheckBody},
        task::TaskAnswer,
    },
};

/// 安排现场核查
#[utoipa::path(
    post, path = "/api/v1/tasks/{id}/check", tag = "tasks", operation_id = "arrange_check",
    summary = "安排现场核查，或者改期",
    description = "须有两名以上工作人员（行政许可法第三十四条），不够的为 409 `two_officers_needed`；申请人看得到哪天、谁来。",
    security(("token" = [])),
    params(OfTask, MayKey),
    request_body(content = ArrangeCheckBody, description = "哪天、谁去"),
    responses(TaskOrProblem)
)]
pub(super) async fn arrange_check(
    order: Order,
    Body(body): Body<ArrangeCheckBody>,
) -> Result<Json<TaskAnswer>, Problem> {
    let on = day_at("/on", body.on.as_deref())?;
    let input = CheckInput { on, officers: body.officers, note: body.note, evidence: body.evidence };
    let command = CaseCommand::ArrangeCheck(order.task(), input);
    order.on_task(command, body.version).await
}

/// 登记现场核查的结果
#[utoipa::path(
    post, path = "/api/v1/tasks/{id}/check-record", tag = "tasks", operation_id = "record_check",
    summary = "登记现场核查的结果",
    description = "因核查停表的，从这天起继续计时。",
    security(("token" = [])),
    params(OfTask, MayKey),
    request_body(content = RecordCheckBody, description = "看到了什么，是否符合条件"),
    responses(TaskOrProblem)
)]
pub(super) async fn record_check(
    order: Order,
    Body(body): Body<RecordCheckBody>,
) -> Result<Json<TaskAnswer>, Problem> {
    let command = CaseCommand::RecordCheck(order.task(), body.findings, body.passed, body.files);
    order.on_task(command, body.version).await
}

/// 制证
#[utoipa::path(
    post, path = "/api/v1/tasks/{id}/certificate", tag = "tasks", operation_id = "make_certificate",
    summary = "证制好了",
    security(("token" = [])),
    params(OfTask, MayKey),
    request_body(content = PlainCommand, description = "可以为空"),
    responses(TaskOrProblem)
)]
pub(super) async fn make_certificate(
    order: Order,
    Body(body): Body<PlainCommand>,
) -> Result<Json<TaskAnswer>, Problem> {
    order.on_task(CaseCommand::MakeCertificate(order.task()), body.version).await
}
