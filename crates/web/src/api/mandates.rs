//! 授权: mandates given and received, inviting an agent, taking one up, ending it.

use axum::{Json, extract::State, http::StatusCode};
use casework::MandatedAct;
use serde::{Deserialize, Serialize};
use service::{App, MandateView, NewMandate};
use utoipa::ToSchema;

use super::{
    body::{Body, Id, day_at},
    problem::{Problem, Problems},
    times::{Day, Moment},
    who::Caller,
};

/// 一份授权
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct MandateBody {
    /// id
    id: String,
    /// true 是自己委托别人，false 是别人委托自己
    given: bool,
    /// 委托人
    principal_name: String,
    /// 受托人；还没有人接受时没有
    agent_name: Option<String>,
    /// 委托办哪几件事，主题 id
    themes: Vec<String>,
    /// 只委托一个办件时，办件编号
    case: Option<String>,
    /// 可以办哪几步：fill 填写、hand_in 提交、correct 补正、withdraw 撤回、receive 查收结果
    acts: Vec<&'static str>,
    /// 最后一天
    until: Day,
    /// invited 等人接受、lapsed 授权码过期、prepared 等签名、in_force 有效、expired 已到期、ended 已收回
    state: &'static str,
    /// 生效时刻
    begun_at: Option<Moment>,
}

impl From<MandateView> for MandateBody {
    fn from(view: MandateView) -> Self {
        Self {
            id: view.id,
            given: view.given,
            principal_name: view.principal_name,
            agent_name: view.agent_name,
            themes: view.themes.iter().map(ToString::to_string).collect(),
            case: view.case,
            acts: view.acts.into_iter().map(MandatedAct::as_str).collect(),
            until: Day(view.until),
            state: view.state.as_str(),
            begun_at: view.begun_at.map(Moment),
        }
    }
}

/// 委托出去的和受托的
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct MandateList {
    /// 最近的在前
    mandates: Vec<MandateBody>,
}

/// 委托什么
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"themes": ["birth"], "acts": ["fill", "hand_in", "correct"], "until": "2026-06-30"}))]
pub(super) struct NewMandateBody {
    /// 主题 id；只委托一个办件时不写
    #[serde(default)]
    themes: Vec<String>,
    /// 办件编号
    #[serde(default)]
    case: String,
    /// 可以办哪几步：fill、hand_in、correct、withdraw、receive
    #[serde(default)]
    acts: Vec<String>,
    /// 最后一天，最长一年
    #[serde(default)]
    until: String,
}

/// 授权码
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct InvitationBody {
    /// 授权
    mandate: MandateBody,
    /// 授权码，只在这里给一次
    code: String,
    /// 授权码的有效期
    code_expires_at: Option<Moment>,
}

/// 别人告诉的授权码
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"code": "abcd2345"}))]
pub(super) struct TakeUpBody {
    /// 授权码
    #[serde(default)]
    code: String,
}

/// 我的授权
#[utoipa::path(
    get, path = "/api/v1/mandates", tag = "mandates", operation_id = "list_mandates",
    summary = "委托出去的和受托的授权",
    security(("token" = [])),
    responses((status = 200, description = "全部", body = MandateList), Problems)
)]
pub(super) async fn list_mandates(
    State(app): State<App>,
    caller: Caller,
) -> Result<Json<MandateList>, Problem> {
    let mandates = app.mandates(&caller.visitor).await.map_err(Problem::in_words_of(&app))?;
    Ok(Json(MandateList { mandates: mandates.into_iter().map(Into::into).collect() }))
}

/// 委托别人
#[utoipa::path(
    post, path = "/api/v1/mandates", tag = "mandates", operation_id = "invite_agent",
    summary = "委托别人，得到授权码",
    description = "申请人自己告诉受托人；授权码一天内有效，只能用一次。结婚登记等要本人亲自办的为 422。",
    security(("token" = [])),
    request_body(content = NewMandateBody, description = "委托什么"),
    responses((status = 201, description = "授权和授权码", body = InvitationBody), Problems)
)]
pub(super) async fn invite_agent(
    State(app): State<App>,
    caller: Caller,
    Body(body): Body<NewMandateBody>,
) -> Result<(StatusCode, Json<InvitationBody>), Problem> {
    let until = day_at("/until", Some(&body.until))?;
    let new = NewMandate { themes: body.themes, case: body.case, acts: body.acts, until };
    let made = app.invite_agent(&caller.visitor, &new).await.map_err(Problem::in_words_of(&app))?;
    let code_expires_at = made.mandate.code_expires_at.map(Moment);
    let body = InvitationBody { mandate: made.mandate.into(), code: made.code, code_expires_at };
    Ok((StatusCode::CREATED, Json(body)))
}

/// 接受委托
#[utoipa::path(
    post, path = "/api/v1/mandates/take-up", tag = "mandates", operation_id = "take_up_mandate",
    summary = "用授权码接受委托",
    description = "没有这个授权码、用过或者过期的为 422 `code_wrong`；试得太多为 429。",
    security(("token" = [])),
    request_body(content = TakeUpBody, description = "授权码"),
    responses((status = 200, description = "授权", body = MandateBody), Problems)
)]
pub(super) async fn take_up_mandate(
    State(app): State<App>,
    caller: Caller,
    Body(body): Body<TakeUpBody>,
) -> Result<Json<MandateBody>, Problem> {
    let taken = app.take_up_mandate(&caller.visitor, &body.code).await;
    Ok(Json(taken.map_err(Problem::in_words_of(&app))?.into()))
}

/// 结束授权
#[utoipa::path(
    post, path = "/api/v1/mandates/{id}/end", tag = "mandates", operation_id = "end_mandate",
    summary = "收回授权，或者不再代办",
    description = "马上生效。",
    security(("token" = [])),
    params(("id" = String, Path, description = "授权 id")),
    responses((status = 204, description = "结束了"), Problems)
)]
pub(super) async fn end_mandate(
    State(app): State<App>,
    caller: Caller,
    Id(id): Id,
) -> Result<StatusCode, Problem> {
    app.end_mandate(&caller.visitor, &id).await.map_err(Problem::in_words_of(&app))?;
    Ok(StatusCode::NO_CONTENT)
}
