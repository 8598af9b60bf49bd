//! 容缺受理、告知承诺: taking back, checks after the decision, repairs, what did not come in time, revoking.

use axum::Json;
use service::CaseCommand;

use super::{
    body::Body,
    order::{CaseNumber, CaseOrProblem, MayKey, OfTask, Order},
    problem::Problem,
    shapes::{
        case::CaseBody,
        commands::ReasonedCommand,
        promised::{
            AskRepairBody, CheckPromiseBody, DecideRepairBody, ExtendDeferralBody, WithdrawPromiseBody,
        },
    },
};

/// 撤回告知承诺
#[utoipa::path(
    post, path = "/api/v1/cases/{number}/withdraw-promise", tag = "cases", operation_id = "withdraw_promise",
    summary = "撤回告知承诺",
    description = "申请人在决定作出以前可以撤回；免交的材料要补交。已经决定的为 409 `decided_on_promise`。",
    security(("token" = [])),
    params(CaseNumber, MayKey),
    request_body(content = WithdrawPromiseBody, description = "哪一份"),
    responses(CaseOrProblem)
)]
pub(super) async fn withdraw_promise(
    order: Order,
    Body(body): Body<WithdrawPromiseBody>,
) -> Result<Json<CaseBody>, Problem> {
    let command = CaseCommand::WithdrawPromise(body.promise);
    order.on_case(command, body.version).await
}

/// 批后核查
#[utoipa::path(
    post, path = "/api/v1/cases/{number}/check-promise", tag = "cases", operation_id = "check_promise",
    summary = "批后核查",
    description = "承诺的部门登记核查结果；不实的记入诚信记录。",
    security(("token" = [])),
    params(CaseNumber, MayKey),
    request_body(content = CheckPromiseBody, description = "哪一份，结果"),
    responses(CaseOrProblem)
)]
pub(super) async fn check_promise(
    order: Order,
    Body(body): Body<CheckPromiseBody>,
) -> Result<Json<CaseBody>, Problem> {
    let command = CaseCommand::CheckPromise(body.promise, body.kept, body.findings);
    order.on_case(command, body.version).await
}

/// 申请信用修复
#[utoipa::path(
    post, path = "/api/v1/cases/{number}/ask-repair", tag = "cases", operation_id = "ask_repair",
    summary = "申请信用修复",
    description = "申请人写明怎么做到的。",
    security(("token" = [])),
    params(CaseNumber, MayKey),
    request_body(content = AskRepairBody, description = "哪一份，怎么做到的"),
    responses(CaseOrProblem)
)]
pub(super) async fn ask_repair(
    order: Order,
    Body(body): Body<AskRepairBody>,
) -> Result<Json<CaseBody>, Problem> {
    let command = CaseCommand::AskRepair(body.promise, body.text);
    order.on_case(command, body.version).await
}

/// 决定信用修复
#[utoipa::path(
    post, path = "/api/v1/cases/{number}/decide-repair", tag = "cases", operation_id = "decide_repair",
    summary = "决定信用修复",
    description = "承诺的部门决定。",
    security(("token" = [])),
    params(CaseNumber, MayKey),
    request_body(content = DecideRepairBody, description = "哪一份，同意与否"),
    responses(CaseOrProblem)
)]
pub(super) async fn decide_repair(
    order: Order,
    Body(body): Body<DecideRepairBody>,
) -> Result<Json<CaseBody>, Problem> {
    let command = CaseCommand::DecideRepair(body.promise, body.repaired, body.reason);
    order.on_case(command, body.version).await
}

/// 宽限到期未补的容缺材料
#[utoipa::path(
    post, path = "/api/v1/cases/{number}/extend-deferral", tag = "cases", operation_id = "extend_deferral",
    summary = "宽限到期未补的容缺材料",
    description = "牵头部门，只能一次，不超过这一项的承诺期限；否则为 409 `deferral_too_long`。",
    security(("token" = [])),
    params(CaseNumber, MayKey),
    request_body(content = ExtendDeferralBody, description = "到哪天，理由"),
    responses(CaseOrProblem)
)]
pub(super) async fn extend_deferral(
    order: Order,
    Body(body): Body<ExtendDeferralBody>,
) -> Result<Json<CaseBody>, Problem> {
    let command = CaseCommand::ExtendDeferral(body.until, body.reason);
    order.on_case(command, body.version).await
}

/// 终止到期未补容缺材料的事项
#[utoipa::path(
    post, path = "/api/v1/cases/{number}/end-deferral", tag = "cases", operation_id = "end_deferral",
    summary = "终止到期未补容缺材料的事项",
    description = "牵头部门；只终止要用这份材料的事项和等它们的事项。",
    security(("token" = [])),
    params(CaseNumber, MayKey),
    request_body(content = ReasonedCommand, description = "理由和救济途径"),
    responses(CaseOrProblem)
)]
pub(super) async fn end_deferral(
    order: Order,
    Body(body): Body<ReasonedCommand>,
) -> Result<Json<CaseBody>, Problem> {
    let command = CaseCommand::EndDeferral(body.reason, body.remedy);
    order.on_case(command, body.version).await
}

/// 告知拟撤销
#[utoipa::path(
    post, path = "/api/v1/tasks/{id}/announce-revocation", tag = "tasks", operation_id = "announce_revocation",
    summary = "告知拟撤销",
    description = "承诺核查不实以后；当事人五个工作日内可以陈述、申辩。",
    security(("token" = [])),
    params(OfTask, MayKey),
    request_body(content = ReasonedCommand, description = "理由和救济途径"),
    responses(CaseOrProblem)
)]
pub(super) async fn announce_revocation(
    order: Order,
    Body(body): Body<ReasonedCommand>,
) -> Result<Json<CaseBody>, Problem> {
    let command = CaseCommand::AnnounceRevocation(order.task(), body.reason);
    order.on_case_of_task(command, body.version).await
}

/// 撤销决定
#[utoipa::path(
    post, path = "/api/v1/tasks/{id}/revoke", tag = "tasks", operation_id = "revoke_result",
    summary = "撤销决定",
    description = "告知并听取陈述申辩以后；期限没到为 409 `still_heard`。",
    security(("token" = [])),
    params(OfTask, MayKey),
    request_body(content = ReasonedCommand, description = "理由和救济途径"),
    responses(CaseOrProblem)
)]
pub(super) async fn revoke_result(
    order: Order,
    Body(body): Body<ReasonedCommand>,
) -> Result<Json<CaseBody>, Problem> {
    let command = CaseCommand::RevokeResult(order.task(), body.reason, body.remedy);
    order.on_case_of_task(command, body.version).await
}
