//! 同步评估 and the rarer answers to an application: what departments say, what is told again, what is
//! corrected on the spot, what belongs elsewhere.

use axum::{Json, extract::State};
use serde::Deserialize;
use service::{App, CaseCommand};
use utoipa::IntoParams;

use super::{
    body::{Body, Query, rows_of},
    cases::given,
    order::{CaseNumber, CaseOrProblem, MayKey, Order},
    problem::{Problem, Problems},
    shapes::{
        assessed::{
            AskAgainBody, AssessBody, AssessmentLine, AssessmentListPage, CorrectOnSpotBody, ElsewhereBody,
            FindingBody, FindingPage, notice_of,
        },
        case::CaseBody,
        commands::ReasonedCommand,
    },
    who::Caller,
};

/// 清单的条件
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct PageQuery {
    /// 上一页的 `next`
    after: Option<String>,
    /// 最多几条，1 到 200
    #[param(value_type = Option<u32>)]
    limit: Option<String>,
}

/// 要评估的申请
#[utoipa::path(
    get, path = "/api/v1/assessments", tag = "cases", operation_id = "list_assessments",
    summary = "本部门要评估的申请",
    description = "按评估期限从早到晚。翻页用 `after`。",
    security(("token" = [])),
    params(PageQuery),
    responses((status = 200, description = "一页申请", body = AssessmentListPage), Problems)
)]
pub(super) async fn list_assessments(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<PageQuery>,
) -> Result<Json<AssessmentListPage>, Problem> {
    let limit = rows_of(query.limit.as_deref())?;
    let page = app.assessments(&caller.visitor, given(query.after).as_deref(), limit).await?;
    let assessments = page.rows.into_iter().map(AssessmentLine::from).collect();
    Ok(Json(AssessmentListPage { assessments, next: page.next }))
}

/// 督查要看的
#[utoipa::path(
    get, path = "/api/v1/findings", tag = "supervision", operation_id = "list_findings",
    summary = "督查要看的：视为受理、补正内容未达要求、再次要求补正",
    description = "最近的在前。翻页用 `after`。",
    security(("token" = [])),
    params(PageQuery),
    responses((status = 200, description = "一页", body = FindingPage), Problems)
)]
pub(super) async fn list_findings(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<PageQuery>,
) -> Result<Json<FindingPage>, Problem> {
    let limit = rows_of(query.limit.as_deref())?;
    let page = app.findings(&caller.visitor, given(query.after).as_deref(), limit).await?;
    let findings = page.rows.into_iter().map(FindingBody::from).collect();
    Ok(Json(FindingPage { findings, next: page.next }))
}

/// 部门说齐全，或者说清要补正什么
#[utoipa::path(
    post, path = "/api/v1/cases/{number}/assessments", tag = "cases", operation_id = "assess_case",
    summary = "部门说齐全，或者说清要补正什么",
    description = "部门审批人员替本部门说；事项允许的，窗口也可以代说。只能提本部门事项用到的数据项和材料，\
        每一处写明哪里不对、怎么改。都说完以后，有要补正的合并成一份告知，都齐全的自动受理。\
        第一次告知时就看得到的，交回以后再提为 409 `visible_before`；过了五个工作日为 409 `assessment_over`。",
    security(("token" = [])),
    params(CaseNumber, MayKey),
    request_body(content = AssessBody, description = "哪个部门，要改什么、要补什么"),
    responses(CaseOrProblem)
)]
pub(super) async fn assess_case(
    order: Order,
    Body(body): Body<AssessBody>,
) -> Result<Json<CaseBody>, Problem> {
    let command = CaseCommand::Assess(
        body.department.as_str().into(),
        notice_of(body.fields, body.materials, String::new()),
    );
    order.on_case(command, body.version).await
}

/// 补正内容未达要求
#[utoipa::path(
    post, path = "/api/v1/cases/{number}/correction-unmet", tag = "cases", operation_id = "say_correction_unmet",
    summary = "补正内容未达要求",
    description = "只能说上一次告知过的内容，或者交回时改过的；别的为 409 `visible_before`。",
    security(("token" = [])),
    params(CaseNumber, MayKey),
    request_body(content = AskAgainBody, description = "还没有达到要求的"),
    responses(CaseOrProblem)
)]
pub(super) async fn say_unmet(
    order: Order,
    Body(body): Body<AskAgainBody>,
) -> Result<Json<CaseBody>, Problem> {
    let command = CaseCommand::Unmet(notice_of(body.fields, body.materials, body.message));
    order.on_case(command, body.version).await
}

/// 再次要求补正
#[utoipa::path(
    post, path = "/api/v1/cases/{number}/second-correction", tag = "cases", operation_id = "ask_second_correction",
    summary = "再次要求补正",
    description = "只有牵头部门可以，要写明为什么第一次没有说；报督查。只能有一次。",
    security(("token" = [])),
    params(CaseNumber, MayKey),
    request_body(content = AskAgainBody, description = "要改的、要补的和原因"),
    responses(CaseOrProblem)
)]
pub(super) async fn ask_again(
    order: Order,
    Body(body): Body<AskAgainBody>,
) -> Result<Json<CaseBody>, Problem> {
    let notice = notice_of(body.fields, body.materials, body.message);
    let command = CaseCommand::AskAgain(notice, body.why);
    order.on_case(command, body.version).await
}

/// 当场更正
#[utoipa::path(
    post, path = "/api/v1/cases/{number}/correct-on-spot", tag = "cases", operation_id = "correct_on_spot",
    summary = "当场更正",
    description = "窗口当着申请人的面改表上的内容，申请人签自己的姓名确认；姓名不符为 409 `signature_differs`。",
    security(("token" = [])),
    params(CaseNumber, MayKey),
    request_body(content = CorrectOnSpotBody, description = "更正后的值和签名"),
    responses(CaseOrProblem)
)]
pub(super) async fn correct_on_spot(
    order: Order,
    Body(body): Body<CorrectOnSpotBody>,
) -> Result<Json<CaseBody>, Problem> {
    let command = CaseCommand::CorrectOnSpot(body.form()?, body.confirmed_by.clone());
    order.on_case(command, body.version).await
}

/// 依法不需要许可，告知不受理
#[utoipa::path(
    post, path = "/api/v1/cases/{number}/not-required", tag = "cases", operation_id = "not_required",
    summary = "依法不需要许可，告知不受理",
    description = "要说明理由；救济途径不写用通常的话。",
    security(("token" = [])),
    params(CaseNumber, MayKey),
    request_body(content = ReasonedCommand, description = "理由和救济途径"),
    responses(CaseOrProblem)
)]
pub(super) async fn not_required(
    order: Order,
    Body(body): Body<ReasonedCommand>,
) -> Result<Json<CaseBody>, Problem> {
    let command = CaseCommand::NotRequired(body.reason, body.remedy);
    order.on_case(command, body.version).await
}

/// 不属于本机关职权，不予受理
#[utoipa::path(
    post, path = "/api/v1/cases/{number}/not-our-authority", tag = "cases", operation_id = "not_our_authority",
    summary = "不属于本机关职权，不予受理",
    description = "写明应当向哪个机关申请；窗口直接转件的写明怎么转的。",
    security(("token" = [])),
    params(CaseNumber, MayKey),
    request_body(content = ElsewhereBody, description = "哪个机关，怎么转的"),
    responses(CaseOrProblem)
)]
pub(super) async fn not_our_authority(
    order: Order,
    Body(body): Body<ElsewhereBody>,
) -> Result<Json<CaseBody>, Problem> {
    let version = body.version;
    let command = CaseCommand::NotOurAuthority(body.into());
    order.on_case(command, version).await
}
