//! Questions between departments.

use axum::{Json, extract::State};
use serde::Deserialize;
use service::{App, CaseCommand};
use utoipa::IntoParams;

use super::{
    body::{Body, Query, rows_of},
    cases::given,
    order::{CaseNumber, CaseOrProblem, MayKey, OfTask, Order, TaskOrProblem},
    problem::{Problem, Problems},
    shapes::{
        case::CaseBody,
        question::{AnswerQuestionBody, AskQuestionBody, QuestionListPage},
        task::TaskAnswer,
    },
    who::Caller,
};

/// 询问其他部门
#[utoipa::path(
    post, path = "/api/v1/tasks/{id}/ask", tag = "tasks", operation_id = "ask_question",
    summary = "就子办件询问参加办理的其他部门或者窗口",
    description = "不停表，大家的时限照常计算。文字里写了对方看不到的内容的为 409 `quotes_unseen`。",
    security(("token" = [])),
    params(OfTask, MayKey),
    request_body(content = AskQuestionBody, description = "问谁，问什么"),
    responses(TaskOrProblem)
)]
pub(super) async fn ask_question(
    order: Order,
    Body(body): Body<AskQuestionBody>,
) -> Result<Json<TaskAnswer>, Problem> {
    let to = given(body.to).map(|to| to.as_str().into());
    let command = CaseCommand::AskQuestion(order.task(), to, body.text);
    order.on_task(command, body.version).await
}

/// 答复询问
#[utoipa::path(
    post, path = "/api/v1/cases/{number}/answer", tag = "cases", operation_id = "answer_question",
    summary = "答复部门间询问",
    security(("token" = [])),
    params(CaseNumber, MayKey),
    request_body(content = AnswerQuestionBody, description = "哪个询问，答什么"),
    responses(CaseOrProblem)
)]
pub(super) async fn answer_question(
    order: Order,
    Body(body): Body<AnswerQuestionBody>,
) -> Result<Json<CaseBody>, Problem> {
    let command = CaseCommand::AnswerQuestion(body.nth, body.text);
    order.on_case(command, body.version).await
}

/// 询问清单的条件
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct QuestionQuery {
    /// 上一页的 `next`
    after: Option<String>,
    /// 最多几条，1 到 200
    #[param(value_type = Option<u32>)]
    limit: Option<String>,
}

/// 等答复的询问
#[utoipa::path(
    get, path = "/api/v1/questions", tag = "tasks", operation_id = "list_questions",
    summary = "等本部门（窗口）答复的询问",
    security(("token" = [])),
    params(QuestionQuery),
    responses((status = 200, description = "一页询问", body = QuestionListPage), Problems)
)]
pub(super) async fn list_questions(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<QuestionQuery>,
) -> Result<Json<QuestionListPage>, Problem> {
    let limit = rows_of(query.limit.as_deref())?;
    let page = app.questions(&caller.visitor, given(query.after).as_deref(), limit).await?;
    Ok(Json(QuestionListPage { questions: page.rows.into_iter().map(Into::into).collect(), next: page.next }))
}
