//! 当事人确认: asking a second person concerned, their confirmation, and recording who stands there.

use axum::{Json, extract::State};
use catalog::ItemId;
use serde::{Deserialize, Serialize};
use service::{App, CaseCommand, PartyPart};
use utoipa::{IntoParams, ToSchema};

use super::{
    body::{Body, Id, Query},
    order::{CaseNumber, CaseOrProblem, MayKey, Order},
    problem::{Problem, Problems},
    shapes::case::CaseBody,
    times::Moment,
    who::Caller,
};

/// 哪一项里的哪一位当事人
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"item": "birth_household_registration", "role": "父亲"}))]
pub(super) struct PartyBody {
    /// 看到的版本
    #[serde(default)]
    version: Option<u64>,
    /// 事项 id
    #[serde(default)]
    item: String,
    /// 当事人，如 父亲
    #[serde(default)]
    role: String,
}

/// 到场的当事人
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"item": "marriage_registration", "roles": ["男方", "女方"]}))]
pub(super) struct PartiesBody {
    /// 看到的版本
    #[serde(default)]
    version: Option<u64>,
    /// 事项 id
    #[serde(default)]
    item: String,
    /// 到场的各位；要同时到场的，一次写全
    #[serde(default)]
    roles: Vec<String>,
}

/// 发给当事人的确认地址
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ConfirmationAddress {
    /// 当事人用自己的账号打开
    address: String,
}

/// 确认码
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct CodeQuery {
    /// 确认地址最后的一段
    #[serde(default)]
    code: String,
}

/// 当事人签名
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"code": "0123456789ABCDEF", "signed_as": "王强"}))]
pub(super) struct SignBody {
    /// 确认地址最后的一段
    #[serde(default)]
    code: String,
    /// 自己的姓名
    #[serde(default)]
    signed_as: String,
}

/// 要确认的内容
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PartyPartBody {
    /// 办件编号
    case: String,
    /// 主题名称
    theme_name: String,
    /// 请求确认的申请人
    applicant_name: String,
    /// 事项名称
    item_name: String,
    /// 办理部门
    department_name: String,
    /// 当事人
    role: String,
    /// 表上写的姓名
    name: String,
    /// 做什么
    act: String,
    /// 内容：名称和值
    lines: Vec<(String, String)>,
    /// 最晚什么时候确认；过了请申请人重新发
    lapses_at: Option<Moment>,
    /// 什么时候确认的
    given_at: Option<Moment>,
    /// 还能收回
    may_take_back: bool,
}

impl From<PartyPart> for PartyPartBody {
    fn from(part: PartyPart) -> Self {
        Self {
            case: part.case,
            theme_name: part.theme_name,
            applicant_name: part.applicant_name,
            item_name: part.item_name,
            department_name: part.department_name,
            role: part.role,
            name: part.name,
            act: part.act,
            lines: part.lines,
            lapses_at: part.lapses_at.map(Moment),
            given_at: part.given_at.map(Moment),
            may_take_back: part.may_take_back,
        }
    }
}

/// 请当事人确认
#[utoipa::path(
    post, path = "/api/v1/cases/{number}/ask-party", tag = "cases", operation_id = "ask_party",
    summary = "请另一位当事人用自己的账号确认",
    description = "当事人确认以前，这一项不能开始办。同一位当事人有几个人的，每人一个地址（`role` 写成“股东（张三）”）。\
        地址十五天有效，过了再用这个接口发一个。要本人到场、手写签名的为 409 `in_person_only`。",
    security(("token" = [])),
    params(("number" = String, Path, description = "办件编号")),
    request_body(content = PartyBody, description = "哪一项，哪一位"),
    responses((status = 200, description = "发给当事人的地址", body = ConfirmationAddress), Problems)
)]
pub(super) async fn ask_party(
    State(app): State<App>,
    caller: Caller,
    Id(number): Id,
    Body(body): Body<PartyBody>,
) -> Result<Json<ConfirmationAddress>, Problem> {
    let address = app.ask_party(&caller.visitor, &number, &body.item, &body.role).await;
    Ok(Json(ConfirmationAddress { address: address.map_err(Problem::in_words_of(&app))? }))
}

/// 登记到场的当事人
#[utoipa::path(
    post, path = "/api/v1/cases/{number}/record-parties", tag = "cases", operation_id = "record_parties",
    summary = "窗口或登记机关登记当事人到场、当面签名",
    description = "要同时到场的，缺一位为 409 `parties_open`。",
    security(("token" = [])),
    params(CaseNumber, MayKey),
    request_body(content = PartiesBody, description = "哪一项，哪几位"),
    responses(CaseOrProblem)
)]
pub(super) async fn record_parties(
    order: Order,
    Body(body): Body<PartiesBody>,
) -> Result<Json<CaseBody>, Problem> {
    let command = CaseCommand::RecordParties(ItemId::from(body.item.as_str()), body.roles);
    order.on_case(command, body.version).await
}

/// 收回确认
#[utoipa::path(
    post, path = "/api/v1/cases/{number}/take-back-confirmation", tag = "cases", operation_id = "take_back_confirmation",
    summary = "申请人收回当事人的确认",
    description = "受理以前可以收回；以后为 409 `wrong_stage`。",
    security(("token" = [])),
    params(CaseNumber, MayKey),
    request_body(content = PartyBody, description = "哪一项，哪一位"),
    responses(CaseOrProblem)
)]
pub(super) async fn take_back_confirmation(
    order: Order,
    Body(body): Body<PartyBody>,
) -> Result<Json<CaseBody>, Problem> {
    let command = CaseCommand::TakeBackConfirmation(ItemId::from(body.item.as_str()), body.role);
    order.on_case(command, body.version).await
}

/// 要确认的内容
#[utoipa::path(
    get, path = "/api/v1/cases/{number}/confirmation", tag = "cases", operation_id = "get_confirmation",
    summary = "当事人看要确认的内容",
    description = "凭确认码；确认码不对为 404，过了十五天的为 409 `code_lapsed`，试得太多为 429。",
    security(("token" = [])),
    params(("number" = String, Path, description = "办件编号"), CodeQuery),
    responses((status = 200, description = "内容", body = PartyPartBody), Problems)
)]
pub(super) async fn get_confirmation(
    State(app): State<App>,
    caller: Caller,
    Id(number): Id,
    Query(query): Query<CodeQuery>,
) -> Result<Json<PartyPartBody>, Problem> {
    let part = app.party_part(&caller.visitor, &number, &query.code).await;
    Ok(Json(part.map_err(Problem::in_words_of(&app))?.into()))
}

/// 当事人确认
#[utoipa::path(
    post, path = "/api/v1/cases/{number}/confirm", tag = "cases", operation_id = "confirm_as_party",
    summary = "当事人用自己的账号和姓名确认",
    description = "账号的姓名、签名要和表上写的一样，否则为 409 `signature_differs`。",
    security(("token" = [])),
    params(("number" = String, Path, description = "办件编号")),
    request_body(content = SignBody, description = "确认码和签名"),
    responses((status = 200, description = "确认过的内容", body = PartyPartBody), Problems)
)]
pub(super) async fn confirm_as_party(
    State(app): State<App>,
    caller: Caller,
    Id(number): Id,
    Body(body): Body<SignBody>,
) -> Result<Json<PartyPartBody>, Problem> {
    let signed = app.confirm_as_party(&caller.visitor, &number, &body.code, &body.signed_as).await;
    signed.map_err(Problem::in_words_of(&app))?;
    let part = app.party_part(&caller.visitor, &number, &body.code).await;
    Ok(Json(part.map_err(Problem::in_words_of(&app))?.into()))
}
