//! 我的个人信息: reading, correcting, deleting, and asking for what somebody has to decide.

use axum::{Json, extract::State, http::StatusCode};
use casework::DataWish;
use serde::Deserialize;
use service::{App, CaseCommand, KeptBy, MyData, ProfileInput};
use utoipa::ToSchema;

use super::{
    body::Body,
    order::{CaseNumber, CaseOrProblem, MayKey, Order},
    problem::{Problem, Problems},
    shapes::{case::CaseBody, my_data::MyDataBody},
    who::Caller,
};

/// 我的个人信息
#[utoipa::path(
    get, path = "/api/v1/my-data", tag = "inbox", operation_id = "get_my_data",
    summary = "本人的全部个人信息，可以保存带走",
    description = "账户、办件里填的和交的、证照、授权、谁看过。每个办件写明为什么、保存到哪天。",
    security(("token" = [])),
    responses((status = 200, description = "全部个人信息", body = MyDataBody), Problems)
)]
pub(super) async fn get_my_data(State(app): State<App>, caller: Caller) -> Result<Json<MyData>, Problem> {
    Ok(Json(app.my_data(&caller.visitor).await?))
}

/// 自己可以改的
#[derive(Debug, Default, Deserialize, ToSchema)]
#[schema(example = json!({"mobile": "13800000000", "address": "重庆市江津区几江街道大同路1号"}))]
pub(super) struct ProfileBody {
    /// 手机号码
    #[serde(default)]
    mobile: String,
    /// 住址；空的删去
    #[serde(default)]
    address: String,
}

/// 更正个人资料
#[utoipa::path(
    put, path = "/api/v1/my-data/profile", tag = "inbox", operation_id = "correct_profile",
    summary = "更正手机号码和住址",
    description = "姓名和身份证号码核验过，到窗口更正。",
    security(("token" = [])),
    request_body(content = ProfileBody, description = "新的手机号码和住址"),
    responses((status = 204, description = "改好了"), Problems)
)]
pub(super) async fn correct_profile(
    State(app): State<App>,
    caller: Caller,
    Body(body): Body<ProfileBody>,
) -> Result<StatusCode, Problem> {
    let input = ProfileInput { mobile: body.mobile, address: body.address };
    app.correct_profile(&caller.visitor, &input).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// 删除全部草稿
#[utoipa::path(
    delete, path = "/api/v1/my-data/drafts", tag = "inbox", operation_id = "delete_drafts",
    summary = "马上删除本人的全部草稿",
    security(("token" = [])),
    responses((status = 204, description = "删除了"), Problems)
)]
pub(super) async fn delete_drafts(State(app): State<App>, caller: Caller) -> Result<StatusCode, Problem> {
    app.delete_drafts(&caller.visitor).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// 注销账户
#[utoipa::path(
    delete, path = "/api/v1/my-data/account", tag = "inbox", operation_id = "delete_account",
    summary = "注销账户，删除账户里的全部信息",
    description = "有办件、反映、用过的授权的，依法要保存，不能注销：422 `account_kept`，写明原因。",
    security(("token" = [])),
    responses((status = 204, description = "注销了"), Problems)
)]
pub(super) async fn delete_account(State(app): State<App>, caller: Caller) -> Result<StatusCode, Problem> {
    let why = match app.delete_account(&caller.visitor).await? {
        None => return Ok(StatusCode::NO_CONTENT),
        Some(KeptBy::Cases) => t!("portal.my_data.kept_cases"),
        Some(KeptBy::Grievances) => t!("portal.my_data.kept_grievances"),
        Some(KeptBy::Mandates) => t!("portal.my_data.kept_mandates"),
        Some(KeptBy::Staff) => t!("portal.my_data.kept_staff"),
    };
    Err(Problem::invalid_at("", "account_kept", why))
}

/// 要怎么处理个人信息
#[derive(Debug, Default, Deserialize, ToSchema)]
#[schema(example = json!({"wish": "correct", "text": "母亲住址写错了，应为大同路2号"}))]
pub(super) struct DataRequestBody {
    /// 看到的版本
    #[serde(default)]
    version: Option<u64>,
    /// correct 更正、补充，delete 删除
    #[serde(default)]
    wish: String,
    /// 哪一项、哪里不对、应该是什么
    #[serde(default)]
    text: String,
}

/// 请求更正或者删除办件里的个人信息
#[utoipa::path(
    post, path = "/api/v1/cases/{number}/data-request", tag = "cases", operation_id = "ask_about_data",
    summary = "申请人请求更正或者删除办件里的个人信息",
    description = "由牵头部门在15个工作日内答复，不同意要写理由；上一次还没有答复的为 409 `data_request_open`。",
    security(("token" = [])),
    params(CaseNumber, MayKey),
    request_body(content = DataRequestBody, description = "要怎么处理"),
    responses(CaseOrProblem)
)]
pub(super) async fn ask_about_data(
    order: Order,
    Body(body): Body<DataRequestBody>,
) -> Result<Json<CaseBody>, Problem> {
    let Some(wish) = DataWish::from_word(&body.wish) else {
        return Err(Problem::invalid_at("/wish", "required", t!("portal.my_data.wish_first")));
    };
    let command = CaseCommand::AskAboutData(wish, body.text);
    order.on_case(command, body.version).await
}
