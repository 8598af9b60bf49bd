//! Matters (督办事项) and published ratings.

use axum::{Json, extract::State};
use casework::MatterAct;
use jiff::ToSpan;
use serde::{Deserialize, Serialize};
use service::{App, CaseCommand, MatterLine, RatingLine};
use store::MatterFilter;
use utoipa::{IntoParams, ToSchema};

use super::{
    body::{Body, Query, day_at, rows_of},
    cases::given,
    order::{CaseNumber, CaseOrProblem, MayKey, Order},
    problem::{Problem, Problems},
    shapes::{case::CaseBody, due_process::LateReasonBody},
    times::{Day, Moment},
    who::Caller,
};

/// 督办事项清单的条件
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct MatterQuery {
    /// rectification 差评整改、complaint 投诉、urge 督办、finding 监察发现、personal_data 个人信息请求
    kind: Option<String>,
    /// true 只要没有办结的
    open: Option<bool>,
    /// true 只要超过期限的
    overdue: Option<bool>,
    /// 上一页的 `next`
    after: Option<String>,
    /// 最多几条，1 到 200
    #[param(value_type = Option<u32>)]
    limit: Option<String>,
}

/// 一件督办事项
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct MatterLineBody {
    /// 办件编号
    case: String,
    /// 办件里的第几件
    nth: u32,
    /// rectification 差评整改、complaint 投诉、urge 督办、finding 监察发现
    kind: String,
    /// 名称
    title: String,
    /// 主题名称
    theme_name: String,
    /// 答复部门
    department_name: String,
    /// verifying 待核实、answering 待答复、calling_back 待回访、closing 待办结、closed 已办结
    stage: &'static str,
    /// 立项时刻
    opened_at: Moment,
    /// 下一步的最后一天
    due: Option<Day>,
    /// 有期限过了
    overdue: bool,
}

impl From<MatterLine> for MatterLineBody {
    fn from(line: MatterLine) -> Self {
        Self {
            case: line.case,
            nth: line.nth,
            kind: line.kind,
            title: line.title,
            theme_name: line.theme_name,
            department_name: line.department_name,
            stage: line.stage.as_str(),
            opened_at: Moment(line.opened_at),
            due: line.due.map(Day),
            overdue: line.overdue,
        }
    }
}

/// 一页督办事项
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct MatterPage {
    /// 最近的在前
    matters: Vec<MatterLineBody>,
    /// 下一页
    next: Option<String>,
}

/// 督办事项清单
#[utoipa::path(
    get, path = "/api/v1/matters", tag = "supervision", operation_id = "list_matters",
    summary = "差评整改、投诉、督办和监察发现",
    description = "政务服务办和督查看全部，部门看要自己答复的。",
    security(("token" = [])),
    params(MatterQuery),
    responses((status = 200, description = "一页", body = MatterPage), Problems)
)]
pub(super) async fn list_matters(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<MatterQuery>,
) -> Result<Json<MatterPage>, Problem> {
    let filter = MatterFilter {
        kind: given(query.kind),
        open: query.open.unwrap_or(false),
        overdue: query.overdue.unwrap_or(false),
    };
    let (limit, after) = (rows_of(query.limit.as_deref())?, given(query.after));
    let page = app.matters(&caller.visitor, filter, after.as_deref(), limit).await?;
    Ok(Json(MatterPage {
        matters: page.rows.into_iter().map(MatterLineBody::from).collect(),
        next: page.next,
    }))
}

/// 投诉
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"text": "窗口说系统坏了，让我下周再来"}))]
pub(super) struct ComplainBody {
    /// 看到的版本
    #[serde(default)]
    version: Option<u64>,
    /// 什么事没办成，或者哪里不满意
    #[serde(default)]
    text: String,
}

/// 投诉、办不成事
#[utoipa::path(
    post, path = "/api/v1/cases/{number}/complain", tag = "cases", operation_id = "complain",
    summary = "申请人投诉、反映办不成事",
    description = "由与办件不相关的人处理。正在处理时再投诉为 409 `complaint_open`。",
    security(("token" = [])),
    params(CaseNumber, MayKey),
    request_body(content = ComplainBody, description = "投诉"),
    responses(CaseOrProblem)
)]
pub(super) async fn complain(
    order: Order,
    Body(body): Body<ComplainBody>,
) -> Result<Json<CaseBody>, Problem> {
    let command = CaseCommand::Complain { text: body.text };
    order.on_case(command, body.version).await
}

/// 督办
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"text": "已亮黄灯，请说明进展", "working_days": 1}))]
pub(super) struct UrgeBody {
    /// 看到的版本
    #[serde(default)]
    version: Option<u64>,
    /// 子办件 id；没有时督办牵头部门
    #[serde(default)]
    task: Option<String>,
    /// 要求
    #[serde(default)]
    text: String,
    /// 几个工作日内答复，1 到 5
    #[serde(default = "one")]
    working_days: u32,
}

fn one() -> u32 {
    1
}

/// 督办
#[utoipa::path(
    post, path = "/api/v1/cases/{number}/urge", tag = "supervision", operation_id = "urge",
    summary = "督办，被督办的部门必须答复",
    security(("token" = [])),
    params(CaseNumber, MayKey),
    request_body(content = UrgeBody, description = "督办"),
    responses(CaseOrProblem)
)]
pub(super) async fn urge(order: Order, Body(body): Body<UrgeBody>) -> Result<Json<CaseBody>, Problem> {
    let command = CaseCommand::Urge { task: body.task, text: body.text, working_days: body.working_days };
    order.on_case(command, body.version).await
}

/// 对督办事项做的一步
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"nth": 1, "act": "answer", "text": "已联系申请人，今天办好"}))]
pub(super) struct MatterActBody {
    /// 看到的版本
    #[serde(default)]
    version: Option<u64>,
    /// 办件里的第几件
    nth: u32,
    /// verify 核实、answer 答复、extend 延长、call_back 回访、close 办结
    act: MatterActName,
    /// 说了什么
    #[serde(default)]
    text: String,
    /// 核实是否属实，或者回访是否满意
    #[serde(default = "yes")]
    yes: bool,
    /// 延长到从立项起共几个工作日，1 到 15
    #[serde(default)]
    working_days: u32,
}

/// What stands where nothing is said of whether it holds, or whether the person is content.
pub(super) fn yes() -> bool {
    true
}

/// 哪一步
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum MatterActName {
    /// 核实
    Verify,
    /// 答复和整改
    Answer,
    /// 延长整改期限
    Extend,
    /// 回访
    CallBack,
    /// 办结
    Close,
}

impl MatterActName {
    /// The act; `yes` and the days say the rest where it wants any.
    pub(super) fn act(self, yes: bool, working_days: u32) -> MatterAct {
        match self {
            Self::Verify => MatterAct::Verify { holds: yes },
            Self::Answer => MatterAct::Answer,
            Self::Extend => MatterAct::Extend { working_days },
            Self::CallBack => MatterAct::CallBack { content: yes },
            Self::Close => MatterAct::Close,
        }
    }
}

/// 办理督办事项
#[utoipa::path(
    post, path = "/api/v1/cases/{number}/matters", tag = "supervision", operation_id = "act_on_matter",
    summary = "核实、答复、延长、回访、办结",
    description = "次序不对为 409 `wrong_matter_stage`；涉及本人经手的为 409 `own_work`。",
    security(("token" = [])),
    params(CaseNumber, MayKey),
    request_body(content = MatterActBody, description = "一步"),
    responses(CaseOrProblem)
)]
pub(super) async fn act_on_matter(
    order: Order,
    Body(body): Body<MatterActBody>,
) -> Result<Json<CaseBody>, Problem> {
    let act = body.act.act(body.yes, body.working_days);
    let command = CaseCommand::ActOnMatter { nth: body.nth, act, text: body.text };
    order.on_case(command, body.version).await
}

/// 好差评的范围
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct RatingQuery {
    /// 第一天；没有时为最后一天之前 90 天
    from: Option<String>,
    /// 最后一天；没有时为今天
    to: Option<String>,
}

/// 好差评的一行
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RatingLineBody {
    /// 名称；全区的为空
    name: String,
    /// 办结
    completed: u64,
    /// 评价数，都是主动评价
    ratings: u64,
    /// 好评率，百分数；没有评价时为空
    good_rate: Option<u32>,
    /// 未评率，百分数；没有办结时为空
    not_rated_rate: Option<u32>,
}

impl From<RatingLine> for RatingLineBody {
    fn from(line: RatingLine) -> Self {
        let RatingLine { name, completed, ratings, good_rate, not_rated_rate } = line;
        Self { name, completed, ratings, good_rate, not_rated_rate }
    }
}

/// 一件差评的整改
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PutRightBody {
    /// 办结那天
    on: Day,
    /// 主题名称
    theme_name: String,
    /// 答复部门
    department_name: String,
    /// 评价
    level: &'static str,
    /// 选的原因
    reasons: Vec<String>,
    /// 处理结果
    outcome: String,
    /// 核实属实
    held: bool,
}

/// 公开的好差评
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RatingsBody {
    /// 第一天
    from: Day,
    /// 最后一天
    to: Day,
    /// 全区
    whole: RatingLineBody,
    /// 各件事
    themes: Vec<RatingLineBody>,
    /// 各牵头部门
    departments: Vec<RatingLineBody>,
    /// 差评件数
    bad: u64,
    /// 已答复的差评
    bad_answered: u64,
    /// 已办结的整改
    bad_closed: u64,
    /// 回访过的
    called_back: u64,
    /// 回访满意的
    content: u64,
    /// 最近办结的整改，不含个人信息
    put_right: Vec<PutRightBody>,
    /// 超过承诺时限的理由，不含个人信息
    late: Vec<LateReasonBody>,
}

/// 公开的好差评
#[utoipa::path(
    get, path = "/api/v1/ratings", tag = "supervision", operation_id = "get_ratings",
    summary = "好评率、未评率和差评整改，不含个人信息",
    description = "任何人都可以看。没有评价的不算好评。",
    params(RatingQuery),
    responses((status = 200, description = "好差评", body = RatingsBody), Problems)
)]
pub(super) async fn get_ratings(
    State(app): State<App>,
    Query(query): Query<RatingQuery>,
) -> Result<Json<RatingsBody>, Problem> {
    let to = day_at("/to", query.to.as_deref())?.unwrap_or_else(|| app.today());
    let from = day_at("/from", query.from.as_deref())?.unwrap_or_else(|| to.saturating_sub(90.days()));
    let told = app.published_ratings(from, to).await?;
    Ok(Json(RatingsBody {
        from: Day(told.from),
        to: Day(told.to),
        whole: told.whole.into(),
        themes: told.themes.into_iter().map(RatingLineBody::from).collect(),
        departments: told.departments.into_iter().map(RatingLineBody::from).collect(),
        bad: told.bad.opened,
        bad_answered: told.bad.answered,
        bad_closed: told.bad.closed,
        called_back: told.bad.called_back,
        content: told.bad.content,
        put_right: told
            .put_right
            .into_iter()
            .map(|one| PutRightBody {
                on: Day(one.on),
                theme_name: one.theme_name,
                department_name: one.department_name,
                level: one.level,
                reasons: one.reasons,
                outcome: one.outcome,
                held: one.held,
            })
            .collect(),
        late: told.late.into_iter().map(LateReasonBody::from).collect(),
    }))
}
