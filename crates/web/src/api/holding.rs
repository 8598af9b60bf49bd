//! Whose a task is: giving back, handing over, and who stands in for whom.

use axum::{Json, extract::State};
use service::{App, CaseCommand};

use super::{
    body::{Body, day_at},
    cases::given,
    order::{MayKey, OfTask, Order, TaskOrProblem},
    problem::{Problem, Problems},
    shapes::{
        question::{HandOverBody, LeaveBody, ReleaseBody, TakeLeaveBody},
        task::TaskAnswer,
    },
    who::Caller,
};

/// 退回待办
#[utoipa::path(
    post, path = "/api/v1/tasks/{id}/release", tag = "tasks", operation_id = "release_task",
    summary = "接了的退回待办",
    description = "由接了的人（或者代岗的同事）或者部门负责人退回，要写原因；时限照常计算。",
    security(("token" = [])),
    params(OfTask, MayKey),
    request_body(content = ReleaseBody, description = "原因"),
    responses(TaskOrProblem)
)]
pub(super) async fn release_task(
    order: Order,
    Body(body): Body<ReleaseBody>,
) -> Result<Json<TaskAnswer>, Problem> {
    let command = CaseCommand::ReleaseTask(order.task(), body.reason);
    order.on_task(command, body.version).await
}

/// 转办
#[utoipa::path(
    post, path = "/api/v1/tasks/{id}/hand-over", tag = "tasks", operation_id = "hand_over_task",
    summary = "转给同一个部门的同事",
    description = "由接了的人（或者代岗的同事）或者部门负责人转办，要写原因；时限照常计算。",
    security(("token" = [])),
    params(OfTask, MayKey),
    request_body(content = HandOverBody, description = "转给谁，原因"),
    responses(TaskOrProblem)
)]
pub(super) async fn hand_over_task(
    order: Order,
    Body(body): Body<HandOverBody>,
) -> Result<Json<TaskAnswer>, Problem> {
    let command = CaseCommand::HandOverTask(order.task(), body.to, body.reason);
    order.on_task(command, body.version).await
}

/// 休假和代岗
#[utoipa::path(
    get, path = "/api/v1/leave", tag = "tasks", operation_id = "get_leave",
    summary = "自己的休假、自己代岗的、可以代岗的同事",
    security(("token" = [])),
    responses((status = 200, description = "休假和代岗", body = LeaveBody), Problems)
)]
pub(super) async fn get_leave(State(app): State<App>, caller: Caller) -> Result<Json<LeaveBody>, Problem> {
    leave(&app, &caller).await
}

/// 登记休假
#[utoipa::path(
    post, path = "/api/v1/leave", tag = "tasks", operation_id = "take_leave",
    summary = "登记休假和谁代岗",
    description = "休假期间，接了在办的由代岗的同事决定，记录里写明由谁代。部门负责人可以替本部门的审批人员登记：\
        写明 `account`。",
    security(("token" = [])),
    request_body(content = TakeLeaveBody, description = "从哪天到哪天，谁代岗"),
    responses((status = 200, description = "休假和代岗", body = LeaveBody), Problems)
)]
pub(super) async fn take_leave(
    State(app): State<App>,
    caller: Caller,
    Body(body): Body<TakeLeaveBody>,
) -> Result<Json<LeaveBody>, Problem> {
    let from = day_at("/from", body.from.as_deref())?;
    let until = day_at("/until", body.until.as_deref())?;
    let (visitor, substitute) = (&caller.visitor, &body.substitute);
    let taken = match given(body.account) {
        Some(away) => app.set_leave_of(visitor, &away, substitute, from, until).await,
        None => app.take_leave(visitor, substitute, from, until).await,
    };
    taken.map_err(Problem::in_words_of(&app))?;
    leave(&app, &caller).await
}

/// 结束休假
#[utoipa::path(
    delete, path = "/api/v1/leave", tag = "tasks", operation_id = "end_leave",
    summary = "回来了，结束代岗",
    security(("token" = [])),
    responses((status = 200, description = "休假和代岗", body = LeaveBody), Problems)
)]
pub(super) async fn end_leave(State(app): State<App>, caller: Caller) -> Result<Json<LeaveBody>, Problem> {
    app.end_leave(&caller.visitor).await?;
    leave(&app, &caller).await
}

async fn leave(app: &App, caller: &Caller) -> Result<Json<LeaveBody>, Problem> {
    let visitor = &caller.visitor;
    let (leaves, colleagues) = (app.leaves(visitor).await?, app.colleagues(visitor).await?);
    let headed = app.leaves_headed(visitor).await?;
    Ok(Json(LeaveBody::of(leaves, headed, &visitor.stands_in, colleagues)))
}
