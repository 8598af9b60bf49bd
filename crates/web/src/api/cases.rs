//! Cases: handing in, looking, and the commands of clerk, lead and applicant.

use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use casework::{
    StageName,
    case::{CorrectionNotice, FieldRemark, MaterialRemark},
    exit::Errand,
};
use serde::{Deserialize, Serialize};
use service::{App, CaseCommand, SubmitRequest, Submitted, SubmittedMaterial};
use store::CaseFilter;
use utoipa::{IntoParams, ToSchema};

use super::{
    body::{Body, Id, Key, Query, names_at, rows_of},
    order::{CaseNumber, CaseOrProblem, MayKey, Order},
    problem::{Problem, Problems},
    shapes::{
        case::{CaseBody, CaseLine, CasePage},
        commands::{
            ChooseDeliveryBody, CorrectionBody, DeliverBody, MaterialInput, MeetPrerequisiteBody,
            PlainCommand, RateBody, ReasonedCommand, ReturnCorrectionBody, SubmitBody, SupplyBody,
            WithdrawBody, WithdrawRowBody, form_of,
        },
    },
    themes::answers_of,
    who::Caller,
};

/// 存下的草稿
#[derive(Serialize, ToSchema)]
pub(super) struct DraftBody {
    /// 草稿 id
    draft: String,
    /// 总是 draft
    stage: &'static str,
}

/// 提交申请
#[utoipa::path(
    post, path = "/api/v1/cases", tag = "cases", operation_id = "submit_case",
    summary = "提交申请",
    description = "必须带请求头 `Idempotency-Key`；同一个键只产生一个办件，重复提交得到同样的回答。\
        填得不对为 422：回答指向 `/answers/<情形 id>`，表上的值指向 `/form/<数据项 id>/<行>`，\
        没有确认的提醒指向 `/acknowledged/<id>`，没有先办好的指向 `/prerequisites/<id>`，\
        没有签的承诺书指向 `/promises/<编号>`（全文先用 `POST /cases/to-sign` 取）。\
        不能代办的主题由别人提交为 409 `in_person_only`。`submit` 为 false 只存草稿。",
    security(("token" = [])),
    params(("Idempotency-Key" = String, Header, description = "由调用方生成的键，最长 255 字节")),
    request_body(content = SubmitBody, description = "申请"),
    responses(
        (status = 201, description = "办件", body = CaseBody),
        (status = 202, description = "草稿（`submit` 为 false）", body = DraftBody),
        Problems
    )
)]
pub(super) async fn submit_case(
    State(app): State<App>,
    caller: Caller,
    key: Key,
    Body(body): Body<SubmitBody>,
) -> Result<Response, Problem> {
    let key = key.required()?;
    let request = request_of(&app, body)?;
    match app.submit(&caller.visitor, request, &key).await.map_err(Problem::in_words_of(&app))? {
        Submitted::Case(view) => Ok((StatusCode::CREATED, Json(CaseBody::from(*view))).into_response()),
        Submitted::Draft(draft) => {
            Ok((StatusCode::ACCEPTED, Json(DraftBody { draft, stage: "draft" })).into_response())
        }
    }
}

/// The application as the use cases take it.
pub(super) fn request_of(app: &App, body: SubmitBody) -> Result<SubmitRequest, Problem> {
    if app.catalog().theme(&body.theme).is_none() {
        return Err(Problem::invalid_at("/theme", "unknown_theme", t!("api.unknown_theme")));
    }
    Ok(SubmitRequest {
        theme: body.theme,
        answers: answers_of(body.answers, serde_json::Map::new())?,
        form: form_of(body.form)?,
        materials: body.materials.into_iter().map(SubmittedMaterial::from).collect(),
        delivery: body.delivery.map(Into::into),
        exit: body.exit.into(),
        acknowledged: body.acknowledged,
        met: body.prerequisites.into_iter().map(Into::into).collect(),
        ways: body.any_of,
        by_account: body.signatures.is_none(),
        signatures: body.signatures.into_iter().flatten().map(Into::into).collect(),
        notice_shown: body.privacy_notice.filter(|version| !version.trim().is_empty()),
        guardian: body.guardian_consent.map(Into::into),
        on_behalf_of: body.on_behalf_of.filter(|who| !who.trim().is_empty()),
        submit: body.submit,
    })
}

/// 办件清单的条件
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct CaseQuery {
    /// 阶段，可以用逗号分开几个，如 `submitted,in_progress`
    stage: Option<String>,
    /// 主题 id
    theme: Option<String>,
    /// 纸质结果等着做什么：`hand_out` 窗口发证、`send` 寄出、`came_back` 被退回、`underway` 在路上
    errand: Option<String>,
    /// 办件编号或申请人姓名的开头
    q: Option<String>,
    /// 上一页的 `next`
    after: Option<String>,
    /// 最多几条，1 到 200
    #[param(value_type = Option<u32>)]
    limit: Option<String>,
}

/// 办件清单
#[utoipa::path(
    get, path = "/api/v1/cases", tag = "cases", operation_id = "list_cases",
    summary = "可以看的办件",
    description = "申请人看自己的，窗口看本窗口的，牵头部门看所牵头的。翻页用 `after`。",
    security(("token" = [])),
    params(CaseQuery),
    responses((status = 200, description = "一页办件", body = CasePage), Problems)
)]
pub(super) async fn list_cases(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<CaseQuery>,
) -> Result<Json<CasePage>, Problem> {
    let filter = CaseFilter {
        stages: names_at::<StageName>("/stage", query.stage.as_deref())?,
        theme: given(query.theme).map(|theme| theme.as_str().into()),
        errand: names_at::<Errand>("/errand", query.errand.as_deref())?.into_iter().next(),
        words: given(query.q),
        ..CaseFilter::default()
    };
    let limit = rows_of(query.limit.as_deref())?;
    let after = given(query.after);
    let page = app.cases(&caller.visitor, filter, after.as_deref(), limit).await?;
    Ok(Json(CasePage { cases: page.rows.into_iter().map(CaseLine::from).collect(), next: page.next }))
}

/// A value of a query that says something.
pub(super) fn given(value: Option<String>) -> Option<String> {
    value.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// 办件
#[utoipa::path(
    get, path = "/api/v1/cases/{number}", tag = "cases", operation_id = "get_case",
    summary = "一个办件",
    description = "只含来访者可以看的内容；没有的和不能看的一样是 404。",
    security(("token" = [])),
    params(("number" = String, Path, description = "办件编号")),
    responses((status = 200, description = "办件", body = CaseBody), Problems)
)]
pub(super) async fn get_case(
    State(app): State<App>,
    caller: Caller,
    Id(number): Id,
) -> Result<Json<CaseBody>, Problem> {
    Ok(Json(app.case(&caller.visitor, &number).await?.into()))
}

fn handed_in(materials: Vec<MaterialInput>) -> Vec<SubmittedMaterial> {
    materials.into_iter().map(SubmittedMaterial::from).collect()
}

/// 受理
#[utoipa::path(
    post, path = "/api/v1/cases/{number}/accept", tag = "cases", operation_id = "accept_case",
    summary = "受理",
    description = "窗口或牵头部门。核心要件不齐为 409 `key_materials_missing`。",
    security(("token" = [])),
    params(CaseNumber, MayKey),
    request_body(content = PlainCommand, description = "可以为空"),
    responses(CaseOrProblem)
)]
pub(super) async fn accept_case(
    order: Order,
    Body(body): Body<PlainCommand>,
) -> Result<Json<CaseBody>, Problem> {
    order.on_case(CaseCommand::Accept, body.version).await
}

/// 补正告知
#[utoipa::path(
    post, path = "/api/v1/cases/{number}/correction", tag = "cases", operation_id = "ask_correction",
    summary = "一次性告知补正",
    description = "只能告知一次，要把所有要改的一次说清；第二次为 409 `already_corrected`。",
    security(("token" = [])),
    params(CaseNumber, MayKey),
    request_body(content = CorrectionBody, description = "要改的数据项和要补的材料"),
    responses(CaseOrProblem)
)]
pub(super) async fn ask_correction(
    order: Order,
    Body(body): Body<CorrectionBody>,
) -> Result<Json<CaseBody>, Problem> {
    let fields = body.fields.into_iter();
    let materials = body.materials.into_iter();
    let notice = CorrectionNotice {
        fields: fields
            .map(|field| FieldRemark {
                element: field.element.into(),
                remark: field.remark,
                ..FieldRemark::default()
            })
            .collect(),
        materials: materials
            .map(|material| MaterialRemark {
                material: material.material.into(),
                remark: material.remark,
                ..MaterialRemark::default()
            })
            .collect(),
        message: body.message,
    };
    order.on_case(CaseCommand::Correction(notice), body.version).await
}

/// 交回补正
#[utoipa::path(
    post, path = "/api/v1/cases/{number}/return-correction", tag = "cases", operation_id = "return_correction",
    summary = "申请人交回补正",
    description = "只能改告知书列明的内容，并且要全部改到。",
    security(("token" = [])),
    params(CaseNumber, MayKey),
    request_body(content = ReturnCorrectionBody, description = "改过的数据项和重新交的材料"),
    responses(CaseOrProblem)
)]
pub(super) async fn return_correction(
    order: Order,
    Body(body): Body<ReturnCorrectionBody>,
) -> Result<Json<CaseBody>, Problem> {
    let command =
        CaseCommand::ReturnCorrection { form: form_of(body.form)?, materials: handed_in(body.materials) };
    order.on_case(command, body.version).await
}

/// 不予受理
#[utoipa::path(
    post, path = "/api/v1/cases/{number}/not-accept", tag = "cases", operation_id = "not_accept_case",
    summary = "不予受理",
    description = "要说明理由和救济途径。",
    security(("token" = [])),
    params(CaseNumber, MayKey),
    request_body(content = ReasonedCommand, description = "理由和救济途径"),
    responses(CaseOrProblem)
)]
pub(super) async fn not_accept_case(
    order: Order,
    Body(body): Body<ReasonedCommand>,
) -> Result<Json<CaseBody>, Problem> {
    let command = CaseCommand::NotAccept { reason: body.reason, remedy: body.remedy };
    order.on_case(command, body.version).await
}

/// 撤回
#[utoipa::path(
    post, path = "/api/v1/cases/{number}/withdraw", tag = "cases", operation_id = "withdraw_case",
    summary = "申请人撤回",
    security(("token" = [])),
    params(CaseNumber, MayKey),
    request_body(content = WithdrawBody, description = "可以为空"),
    responses(CaseOrProblem)
)]
pub(super) async fn withdraw_case(
    order: Order,
    Body(body): Body<WithdrawBody>,
) -> Result<Json<CaseBody>, Problem> {
    order.on_case(CaseCommand::Withdraw { reason: body.reason }, body.version).await
}

/// 撤回其中一份
#[utoipa::path(
    post, path = "/api/v1/cases/{number}/withdraw-row", tag = "cases", operation_id = "withdraw_row",
    summary = "申请人撤回其中一份（一个孩子、一名员工），别的照样办",
    description = "这一份已经办好一项的为 409 `wrong_task_stage`，没有这一份的为 409 `no_such_row`。",
    security(("token" = [])),
    params(CaseNumber, MayKey),
    request_body(content = WithdrawRowBody, description = "哪一份"),
    responses(CaseOrProblem)
)]
pub(super) async fn withdraw_row(
    order: Order,
    Body(body): Body<WithdrawRowBody>,
) -> Result<Json<CaseBody>, Problem> {
    let command = CaseCommand::WithdrawRow { row: body.row, reason: body.reason };
    order.on_case(command, body.version).await
}

/// 要先办的办好了
#[utoipa::path(
    post, path = "/api/v1/cases/{number}/prerequisites", tag = "cases", operation_id = "meet_prerequisite",
    summary = "要先在别处办好的，已经办好了",
    description = "等它的子办件从这天起开始办。没有这一件的为 409 `no_such_prerequisite`。",
    security(("token" = [])),
    params(CaseNumber, MayKey),
    request_body(content = MeetPrerequisiteBody, description = "哪一件，编号和日期"),
    responses(CaseOrProblem)
)]
pub(super) async fn meet_prerequisite(
    order: Order,
    Body(body): Body<MeetPrerequisiteBody>,
) -> Result<Json<CaseBody>, Problem> {
    let command = CaseCommand::MeetPrerequisite(body.prerequisite.into());
    order.on_case(command, body.version).await
}

/// 补交
#[utoipa::path(
    post, path = "/api/v1/cases/{number}/supply", tag = "cases", operation_id = "supply_materials",
    summary = "补交容缺的材料",
    security(("token" = [])),
    params(CaseNumber, MayKey),
    request_body(content = SupplyBody, description = "补交的材料"),
    responses(CaseOrProblem)
)]
pub(super) async fn supply_materials(
    order: Order,
    Body(body): Body<SupplyBody>,
) -> Result<Json<CaseBody>, Problem> {
    let command = CaseCommand::Supply(handed_in(body.materials));
    order.on_case(command, body.version).await
}

/// 取件方式
#[utoipa::path(
    post, path = "/api/v1/cases/{number}/choose-delivery", tag = "cases", operation_id = "choose_delivery",
    summary = "改纸质结果的取件方式",
    security(("token" = [])),
    params(CaseNumber, MayKey),
    request_body(content = ChooseDeliveryBody, description = "取件方式"),
    responses(CaseOrProblem)
)]
pub(super) async fn choose_delivery(
    order: Order,
    Body(body): Body<ChooseDeliveryBody>,
) -> Result<Json<CaseBody>, Problem> {
    let command = CaseCommand::ChooseDelivery(body.delivery.into());
    order.on_case(command, body.version).await
}

/// 送达
#[utoipa::path(
    post, path = "/api/v1/cases/{number}/deliver", tag = "cases", operation_id = "deliver_case",
    summary = "送达",
    description = "窗口交给申请人或寄出后一次登记；用这个接口，就是确认已经核对过领取人的身份证件。\
        分批、取件码、邮件的去向，用 `hand-out`、`post` 等接口。",
    security(("token" = [])),
    params(CaseNumber, MayKey),
    request_body(content = DeliverBody, description = "领取人或邮件编号"),
    responses(CaseOrProblem)
)]
pub(super) async fn deliver_case(
    order: Order,
    Body(body): Body<DeliverBody>,
) -> Result<Json<CaseBody>, Problem> {
    order.on_case(CaseCommand::Deliver { note: body.note }, body.version).await
}

/// 评价
#[utoipa::path(
    post, path = "/api/v1/cases/{number}/rate", tag = "cases", operation_id = "rate_case",
    summary = "评价",
    description = "只能由申请人本人评价，一个办件评一次。",
    security(("token" = [])),
    params(CaseNumber, MayKey),
    request_body(content = RateBody, description = "五级评价"),
    responses(CaseOrProblem)
)]
pub(super) async fn rate_case(order: Order, Body(body): Body<RateBody>) -> Result<Json<CaseBody>, Problem> {
    let command = CaseCommand::Rate { level: body.level, reasons: body.reasons, comment: body.comment };
    order.on_case(command, body.version).await
}
