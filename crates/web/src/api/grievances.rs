//! 办不成事反映, where there is no case: saying it, following it, and what those do who answer for it.

use axum::{Json, extract::State, http::StatusCode};
use serde::{Deserialize, Serialize};
use service::{App, GrievanceInput, GrievanceView, ShownPerson};
use utoipa::{IntoParams, ToSchema};

use super::{
    body::{Body, Id, Query, rows_of},
    cases::given,
    matters::MatterActName,
    problem::{Problem, Problems},
    times::{Day, Moment},
    who::Caller,
};

/// 要反映的事
#[derive(Debug, Default, Deserialize, ToSchema)]
#[schema(example = json!({"place": "admin_service_centre", "theme": "birth", "text": "窗口说不办，没有说为什么"}))]
pub(super) struct SayBody {
    /// 在哪个窗口；不是在窗口的不写
    #[serde(default)]
    place: String,
    /// 要办哪件事的主题 id；不在清单里的不写
    #[serde(default)]
    theme: String,
    /// 什么事没办成
    #[serde(default)]
    text: String,
    /// 窗口替人登记的，写那个人；本人反映的不写
    #[serde(default)]
    walk_in: Option<WalkIn>,
}

/// 到窗口的人
#[derive(Debug, Default, Deserialize, ToSchema)]
pub(super) struct WalkIn {
    /// 姓名
    #[serde(default)]
    name: String,
    /// 身份证号码
    #[serde(default)]
    id_number: String,
}

/// 一件反映
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct GrievanceBody {
    /// 编号
    number: String,
    /// 反映人；答复的部门看到的是遮盖过的
    name: String,
    /// 来访者本人反映的
    own: bool,
    /// 窗口名称
    place_name: Option<String>,
    /// 主题名称
    theme_name: Option<String>,
    /// 答复部门
    department_name: String,
    /// 说了什么
    text: String,
    /// verifying 待核实、answering 待答复、calling_back 待回访、closing 待办结、closed 已办结
    stage: &'static str,
    /// 阶段的文字
    stage_label: &'static str,
    /// 什么时候反映的
    opened_at: Moment,
    /// 下一步的最后一天
    due: Option<Day>,
    /// 过了这一天
    overdue: bool,
    /// 做过的
    steps: Vec<GrievanceStepBody>,
    /// 来访者现在可以做的：verify、answer、extend、call_back、close
    acts: Vec<&'static str>,
}

/// 做过的一步
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct GrievanceStepBody {
    /// 做了什么
    act: &'static str,
    /// 谁
    by: String,
    /// 什么时候
    at: Moment,
    /// 说了什么
    text: String,
}

impl From<GrievanceView> for GrievanceBody {
    fn from(view: GrievanceView) -> Self {
        let steps = view.steps.into_iter();
        Self {
            number: view.number,
            name: view.name,
            own: view.own,
            place_name: view.place_name,
            theme_name: view.theme_name,
            department_name: view.department_name,
            text: view.text,
            stage: view.stage.as_str(),
            stage_label: view.stage_label,
            opened_at: Moment(view.opened_at),
            due: view.due.map(Day),
            overdue: view.overdue,
            steps: steps
                .map(|(act, by, at, text)| GrievanceStepBody { act, by, at: Moment(at), text })
                .collect(),
            acts: view.acts,
        }
    }
}

/// 一页反映
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct GrievancePage {
    /// 最近的在前
    grievances: Vec<GrievanceBody>,
    /// 下一页的 `after`
    next: Option<String>,
}

/// 哪些反映
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct GrievanceQuery {
    /// true 只要本人反映的
    own: Option<bool>,
    /// true 只要没有办结的
    open: Option<bool>,
    /// 上一页的 `next`
    after: Option<String>,
    /// 最多几条，1 到 200
    #[param(value_type = Option<u32>)]
    limit: Option<String>,
}

/// 反映办不成事
#[utoipa::path(
    post, path = "/api/v1/grievances", tag = "supervision", operation_id = "report_undone",
    summary = "还没有办件的，反映办不成事",
    description = "本人反映，或者窗口替到场的人登记。由政务服务办或督查核实，部门答复，另一个人办结。",
    security(("token" = [])),
    request_body(content = SayBody, description = "要反映的事"),
    responses((status = 201, description = "反映", body = GrievanceBody), Problems)
)]
pub(super) async fn report_undone(
    State(app): State<App>,
    caller: Caller,
    Body(body): Body<SayBody>,
) -> Result<(StatusCode, Json<GrievanceBody>), Problem> {
    let input = GrievanceInput { place: body.place, theme: body.theme, text: body.text };
    let walk_in = body.walk_in.map(|one| ShownPerson { name: one.name, id_number: one.id_number });
    let said = app.report_undone(&caller.visitor, &input, walk_in.as_ref()).await;
    Ok((StatusCode::CREATED, Json(said.map_err(Problem::in_words_of(&app))?.into())))
}

/// 反映清单
#[utoipa::path(
    get, path = "/api/v1/grievances", tag = "supervision", operation_id = "list_grievances",
    summary = "办不成事反映",
    description = "`own` 为 true 看本人反映的；否则政务服务办和督查看全部，部门和窗口看要自己答复的。",
    security(("token" = [])),
    params(GrievanceQuery),
    responses((status = 200, description = "一页反映", body = GrievancePage), Problems)
)]
pub(super) async fn list_grievances(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<GrievanceQuery>,
) -> Result<Json<GrievancePage>, Problem> {
    if query.own.unwrap_or(false) {
        let own = app.own_grievances(&caller.visitor).await?;
        let grievances = own.into_iter().map(GrievanceBody::from).collect();
        return Ok(Json(GrievancePage { grievances, next: None }));
    }
    let (limit, after) = (rows_of(query.limit.as_deref())?, given(query.after));
    let open = query.open.unwrap_or(false);
    let page = app.grievances(&caller.visitor, open, after.as_deref(), limit).await?;
    let grievances = page.rows.into_iter().map(GrievanceBody::from).collect();
    Ok(Json(GrievancePage { grievances, next: page.next }))
}

/// 一件反映
#[utoipa::path(
    get, path = "/api/v1/grievances/{number}", tag = "supervision", operation_id = "get_grievance",
    summary = "一件办不成事反映",
    security(("token" = [])),
    params(("number" = String, Path, description = "反映编号")),
    responses((status = 200, description = "反映", body = GrievanceBody), Problems)
)]
pub(super) async fn get_grievance(
    State(app): State<App>,
    caller: Caller,
    Id(number): Id,
) -> Result<Json<GrievanceBody>, Problem> {
    Ok(Json(app.grievance(&caller.visitor, &number).await?.into()))
}

/// 对反映做的一步
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"act": "answer", "text": "已经联系本人，明天来办"}))]
pub(super) struct GrievanceActBody {
    /// verify 核实、answer 答复、extend 延长、call_back 回访、close 办结
    act: MatterActName,
    /// 说了什么
    #[serde(default)]
    text: String,
    /// 核实是否属实，或者回访是否满意
    #[serde(default = "super::matters::yes")]
    yes: bool,
    /// 延长到从反映起共几个工作日，1 到 15
    #[serde(default)]
    working_days: u32,
}

/// 办理反映
#[utoipa::path(
    post, path = "/api/v1/grievances/{number}/acts", tag = "supervision", operation_id = "act_on_grievance",
    summary = "核实、答复、延长、回访、办结",
    description = "次序不对为 409 `wrong_matter_stage`；涉及本人经手的为 409 `own_work`。",
    security(("token" = [])),
    params(("number" = String, Path, description = "反映编号")),
    request_body(content = GrievanceActBody, description = "一步"),
    responses((status = 200, description = "反映", body = GrievanceBody), Problems)
)]
pub(super) async fn act_on_grievance(
    State(app): State<App>,
    caller: Caller,
    Id(number): Id,
    Body(body): Body<GrievanceActBody>,
) -> Result<Json<GrievanceBody>, Problem> {
    let act = body.act.act(body.yes, body.working_days);
    let done = app.act_on_grievance(&caller.visitor, &number, act, &body.text).await;
    Ok(Json(done.map_err(Problem::in_words_of(&app))?.into()))
}
