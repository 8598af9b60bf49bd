//! 现场核查、制证.

use axum::{Json, extract::State};
use service::{App, CaseCommand, CheckInput};

use super::{
    body::{Body, Id, Key, day_at},
    problem::{Problem, Problems},
    shapes::{
        commands::PlainCommand,
        question::{ArrangeCheckBody, RecordCheckBody},
        task::TaskAnswer,
    },
    tasks::carry_out,
    who::Caller,
};

/// 安排现场核查
#[utoipa::path(
    post, path = "/api/v1/tasks/{id}/check", tag = "tasks", operation_id = "arrange_check",
    summary = "安排现场核查，或者改期",
    description = "须有两名以上工作人员（行政许可法第三十四条），不够的为 409 `two_officers_needed`；申请人看得到哪天、谁来。",
    security(("token" = [])),
    params(("id" = String, Path, description = "子办件 id"), ("Idempotency-Key" = Option<String>, Header, description = "可以不带")),
    request_body(content = ArrangeCheckBody, description = "哪天、谁去"),
    responses((status = 200, description = "子办件", body = TaskAnswer), Problems)
)]
pub(super) async fn arrange_check(
    State(app): State<App>,
    caller: Caller,
    key: Key,
    Id(id): Id,
    Body(body): Body<ArrangeCheckBody>,
) -> Result<Json<TaskAnswer>, Problem> {
    let on = day_at("/on", body.on.as_deref())?;
    let input = CheckInput { on, officers: body.officers, note: body.note, evidence: body.evidence };
    let command = CaseCommand::ArrangeCheck(id.clone(), input);
    carry_out(&app, &caller, &id, command, body.version, &key).await
}

/// 登记现场核查的结果
#[utoipa::path(
    post, path = "/api/v1/tasks/{id}/check-record", tag = "tasks", operation_id = "record_check",
    summary = "登记现场核查的结果",
    description = "因核查停表的，从这天起继续计时。",
    security(("token" = [])),
    params(("id" = String, Path, description = "子办件 id"), ("Idempotency-Key" = Option<String>, Header, description = "可以不带")),
    request_body(content = RecordCheckBody, description = "看到了什么，是否符合条件"),
    responses((status = 200, description = "子办件", body = TaskAnswer), Problems)
)]
pub(super) async fn record_check(
    State(app): State<App>,
    caller: Caller,
    key: Key,
    Id(id): Id,
    Body(body): Body<RecordCheckBody>,
) -> Result<Json<TaskAnswer>, Problem> {
    let command = CaseCommand::RecordCheck(id.clone(), body.findings, body.passed, body.files);
    carry_out(&app, &caller, &id, command, body.version, &key).await
}

/// 制证
#[utoipa::path(
    post, path = "/api/v1/tasks/{id}/certificate", tag = "tasks", operation_id = "make_certificate",
    summary = "证制好了",
    security(("token" = [])),
    params(("id" = String, Path, description = "子办件 id"), ("Idempotency-Key" = Option<String>, Header, description = "可以不带")),
    request_body(content = PlainCommand, description = "可以为空"),
    responses((status = 200, description = "子办件", body = TaskAnswer), Problems)
)]
pub(super) async fn make_certificate(
    State(app): State<App>,
    caller: Caller,
    key: Key,
    Id(id): Id,
    Body(body): Body<PlainCommand>,
) -> Result<Json<TaskAnswer>, Problem> {
    carry_out(&app, &caller, &id, CaseCommand::MakeCertificate(id.clone()), body.version, &key).await
}
