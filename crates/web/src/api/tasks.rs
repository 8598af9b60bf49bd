//! Tasks: what the approvers of a department work on.

use axum::{Json, extract::State};
use casework::TaskStageName;
use jiff::civil::Date;
use serde::Deserialize;
use service::{App, CaseCommand, GrantInput, Suspension};
use store::{Days, TaskFilter};
use utoipa::IntoParams;

use super::{
    body::{Body, Id, Query, day_at, names_at, rows_of},
    cases::given,
    order::{CaseNumber, CaseOrProblem, MayKey, OfTask, Order, TaskOrProblem},
    problem::{Problem, Problems},
    shapes::{
        case::CaseBody,
        commands::{ExtendBody, GrantBody, PlainCommand, ReasonedCommand, SuspendBody},
        task::{TaskAnswer, TaskLine, TaskListPage},
    },
    who::Caller,
};

/// 子办件清单的条件
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct TaskQuery {
    /// 阶段，可以用逗号分开几个，如 `ready,reviewing`
    #[param(example = "ready")]
    state: Option<String>,
    /// mine 我（和我代岗的同事）接了的、free 没人接的、others 同事接了的；不写的都要
    holder: Option<String>,
    /// 事项 id
    item: Option<String>,
    /// 承诺日期不晚于，如 `2026-11-30`
    due_until: Option<String>,
    /// 上一页的 `next`
    after: Option<String>,
    /// 最多几条，1 到 200
    #[param(value_type = Option<u32>)]
    limit: Option<String>,
}

/// 子办件清单
#[utoipa::path(
    get, path = "/api/v1/tasks", tag = "tasks", operation_id = "list_tasks",
    summary = "本部门的子办件",
    description = "按承诺日期从早到晚。翻页用 `after`。",
    security(("token" = [])),
    params(TaskQuery),
    responses((status = 200, description = "一页子办件", body = TaskListPage), Problems)
)]
pub(super) async fn list_tasks(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<TaskQuery>,
) -> Result<Json<TaskListPage>, Problem> {
    let filter = TaskFilter {
        stages: names_at::<TaskStageName>("/state", query.state.as_deref())?,
        item: given(query.item).map(|item| item.as_str().into()),
        due: Days { from: None, to: day_at("/due_until", query.due_until.as_deref())? },
        ..TaskFilter::default()
    };
    let filter = held(filter, query.holder.as_deref(), &caller, app.today());
    let limit = rows_of(query.limit.as_deref())?;
    let after = given(query.after);
    let page = app.tasks(&caller.visitor, filter, after.as_deref(), limit).await?;
    let catalog = app.catalog();
    let tasks = page.rows.into_iter().map(|row| TaskLine::of(row, &catalog)).collect();
    Ok(Json(TaskListPage { tasks, next: page.next }))
}

/// The filter narrowed by who has taken the tasks.
fn held(filter: TaskFilter, holder: Option<&str>, caller: &Caller, today: Date) -> TaskFilter {
    let visitor = &caller.visitor;
    let mine = || {
        let stood_in = visitor.in_place_of(today).map(|one| one.leave.account.clone());
        std::iter::once(visitor.id().clone()).chain(stood_in).collect::<Vec<_>>()
    };
    let taken = vec![TaskStageName::Reviewing, TaskStageName::Suspended];
    match holder {
        Some("mine") => TaskFilter { by: mine(), stages: taken, ..filter },
        Some("others") => TaskFilter { not_by: mine(), stages: taken, ..filter },
        Some("free") => TaskFilter { stages: vec![TaskStageName::Ready], ..filter },
        _ => filter,
    }
}

/// 子办件
#[utoipa::path(
    get, path = "/api/v1/tasks/{id}", tag = "tasks", operation_id = "get_task",
    summary = "一个子办件",
    description = "连同办件里本部门可以看的数据项和材料。",
    security(("token" = [])),
    params(("id" = String, Path, description = "子办件 id")),
    responses((status = 200, description = "子办件", body = TaskAnswer), Problems)
)]
pub(super) async fn get_task(
    State(app): State<App>,
    caller: Caller,
    Id(id): Id,
) -> Result<Json<TaskAnswer>, Problem> {
    Ok(Json(app.task(&caller.visitor, &id).await?.into()))
}

/// 开始办理
#[utoipa::path(
    post, path = "/api/v1/tasks/{id}/start", tag = "tasks", operation_id = "start_task",
    summary = "接手办理",
    security(("token" = [])),
    params(OfTask, MayKey),
    request_body(content = PlainCommand, description = "可以为空"),
    responses(TaskOrProblem)
)]
pub(super) async fn start_task(
    order: Order,
    Body(body): Body<PlainCommand>,
) -> Result<Json<TaskAnswer>, Problem> {
    order.on_task(CaseCommand::StartTask(order.task()), body.version).await
}

/// 准予
#[utoipa::path(
    post, path = "/api/v1/tasks/{id}/grant", tag = "tasks", operation_id = "grant_task",
    summary = "准予，给出结果",
    security(("token" = [])),
    params(OfTask, MayKey),
    request_body(content = GrantBody, description = "结果"),
    responses(TaskOrProblem)
)]
pub(super) async fn grant_task(
    order: Order,
    Body(body): Body<GrantBody>,
) -> Result<Json<TaskAnswer>, Problem> {
    let (version, result, pointer) = body.parts();
    let input = GrantInput {
        name: given(result.name),
        number: given(result.number),
        text: given(result.text),
        file: given(result.file),
        valid_from: day_at(&format!("{pointer}/valid_from"), result.valid_from.as_deref())?,
        valid_until: day_at(&format!("{pointer}/valid_until"), result.valid_until.as_deref())?,
    };
    order.on_task(CaseCommand::GrantTask(order.task(), input), version).await
}

/// 不予
#[utoipa::path(
    post, path = "/api/v1/tasks/{id}/refuse", tag = "tasks", operation_id = "refuse_task",
    summary = "不予，说明理由和救济途径",
    description = "只取消等这一项结果的子办件，别的照常办。",
    security(("token" = [])),
    params(OfTask, MayKey),
    request_body(content = ReasonedCommand, description = "理由和救济途径"),
    responses(TaskOrProblem)
)]
pub(super) async fn refuse_task(
    order: Order,
    Body(body): Body<ReasonedCommand>,
) -> Result<Json<TaskAnswer>, Problem> {
    let command = CaseCommand::RefuseTask(order.task(), body.reason, body.remedy);
    order.on_task(command, body.version).await
}

/// 暂停
#[utoipa::path(
    post, path = "/api/v1/tasks/{id}/suspend", tag = "tasks", operation_id = "suspend_task",
    summary = "因特别程序暂停计时",
    security(("token" = [])),
    params(OfTask, MayKey),
    request_body(content = SuspendBody, description = "特别程序"),
    responses(TaskOrProblem)
)]
pub(super) async fn suspend_task(
    order: Order,
    Body(body): Body<SuspendBody>,
) -> Result<Json<TaskAnswer>, Problem> {
    let suspension = Suspension {
        procedure: body.procedure,
        expected_end: day_at("/expected_end", body.expected_end.as_deref())?,
        evidence: body.evidence,
    };
    let command = CaseCommand::SuspendTask(order.task(), suspension);
    order.on_task(command, body.version).await
}

/// 延长
#[utoipa::path(
    post, path = "/api/v1/tasks/{id}/extend", tag = "tasks", operation_id = "extend_task",
    summary = "部门负责人批准延长办理期限，只能一次",
    security(("token" = [])),
    params(OfTask, MayKey),
    request_body(content = ExtendBody, description = "天数和原因"),
    responses(TaskOrProblem)
)]
pub(super) async fn extend_task(
    order: Order,
    Body(body): Body<ExtendBody>,
) -> Result<Json<TaskAnswer>, Problem> {
    let command = CaseCommand::ExtendTask(order.task(), body.working_days, body.reason);
    order.on_task(command, body.version).await
}

/// 延长几个部门共同的期限
#[utoipa::path(
    post, path = "/api/v1/cases/{number}/extend", tag = "cases", operation_id = "extend_joint",
    summary = "区政府负责人批准延长几个部门共同的期限，只能一次",
    description = "最多15个工作日，要在共同期限到期以前；原因会告知申请人（行政许可法第四十二条第二款）。",
    security(("token" = [])),
    params(CaseNumber, MayKey),
    request_body(content = ExtendBody, description = "天数和原因"),
    responses(CaseOrProblem)
)]
pub(super) async fn extend_joint(
    order: Order,
    Body(body): Body<ExtendBody>,
) -> Result<Json<CaseBody>, Problem> {
    let command = CaseCommand::ExtendJoint(body.working_days, body.reason);
    order.on_case(command, body.version).await
}

/// 恢复
#[utoipa::path(
    post, path = "/api/v1/tasks/{id}/resume", tag = "tasks", operation_id = "resume_task",
    summary = "特别程序结束，恢复计时",
    security(("token" = [])),
    params(OfTask, MayKey),
    request_body(content = PlainCommand, description = "可以为空"),
    responses(TaskOrProblem)
)]
pub(super) async fn resume_task(
    order: Order,
    Body(body): Body<PlainCommand>,
) -> Result<Json<TaskAnswer>, Problem> {
    order.on_task(CaseCommand::ResumeTask(order.task()), body.version).await
}
