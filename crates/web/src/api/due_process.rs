//! 利害关系人、虚假材料.

use axum::Json;
use service::CaseCommand;

use super::{
    body::Body,
    order::{CaseNumber, CaseOrProblem, MayKey, OfTask, Order, TaskOrProblem},
    problem::Problem,
    shapes::{
        case::CaseBody,
        due_process::{FalseMaterialCommand, InterestedCommand},
        task::TaskAnswer,
    },
};

/// 利害关系人
#[utoipa::path(
    post, path = "/api/v1/tasks/{id}/interested", tag = "tasks", operation_id = "hear_interested",
    summary = "告知利害关系人、登记意见，或者写明不涉及他人",
    description = "事项可能直接关系他人重大利益的（行政许可法第三十六条）；没有告知就准予的，监察会发现。",
    security(("token" = [])),
    params(OfTask, MayKey),
    request_body(content = InterestedCommand, description = "做什么"),
    responses(TaskOrProblem)
)]
pub(super) async fn hear_interested(
    order: Order,
    Body(body): Body<InterestedCommand>,
) -> Result<Json<TaskAnswer>, Problem> {
    let version = body.version;
    let command = CaseCommand::Interested(body.at(&order.task()));
    order.on_task(command, version).await
}

/// 虚假材料
#[utoipa::path(
    post, path = "/api/v1/tasks/{id}/false-material", tag = "tasks", operation_id = "find_false_material",
    summary = "认定虚假材料",
    description = "还没有决定的不予许可并警告；已经准予的先告知拟撤销。直接关系公共安全、人身健康的许可，一段时间不得再申请（行政许可法第七十八条、第七十九条）。",
    security(("token" = [])),
    params(OfTask, MayKey),
    request_body(content = FalseMaterialCommand, description = "哪一份，哪里虚假"),
    responses(TaskOrProblem)
)]
pub(super) async fn find_false_material(
    order: Order,
    Body(body): Body<FalseMaterialCommand>,
) -> Result<Json<TaskAnswer>, Problem> {
    let version = body.version;
    let command = CaseCommand::FindFalseMaterial(body.at(Some(&order.task())));
    order.on_task(command, version).await
}

/// 受理前的虚假材料
#[utoipa::path(
    post, path = "/api/v1/cases/{number}/false-material", tag = "cases", operation_id = "not_accept_false_material",
    summary = "受理以前认定虚假材料，不予受理并警告",
    security(("token" = [])),
    params(CaseNumber, MayKey),
    request_body(content = FalseMaterialCommand, description = "哪一份，哪里虚假"),
    responses(CaseOrProblem)
)]
pub(super) async fn not_accept_false_material(
    order: Order,
    Body(body): Body<FalseMaterialCommand>,
) -> Result<Json<CaseBody>, Problem> {
    let version = body.version;
    let command = CaseCommand::FindFalseMaterial(body.at(None));
    order.on_case(command, version).await
}
