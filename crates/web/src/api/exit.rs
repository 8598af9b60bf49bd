//! 一口出件: what is done about results on paper on their way to the applicant.

use axum::Json;
use service::{CaseCommand, ExitInput};

use super::{
    body::Body,
    order::{CaseNumber, CaseOrProblem, MayKey, Order},
    problem::Problem,
    shapes::{
        case::CaseBody,
        outgoing::{ArrivalBody, ChooseExitBody, HandOutBody, PostBody, ReadyBody, ReturnedBody},
    },
};

/// 一起送还是分批送
#[utoipa::path(
    post, path = "/api/v1/cases/{number}/choose-exit", tag = "cases", operation_id = "choose_exit",
    summary = "申请人选纸质结果等齐了一起送，还是办好一样送一样",
    description = "送出第一批以后不能再改，为 409 `already_sent`。",
    security(("token" = [])),
    params(CaseNumber, MayKey),
    request_body(content = ChooseExitBody, description = "一起送还是分批送"),
    responses(CaseOrProblem)
)]
pub(super) async fn choose_exit(
    order: Order,
    Body(body): Body<ChooseExitBody>,
) -> Result<Json<CaseBody>, Problem> {
    let version = body.version;
    order.on_case(CaseCommand::Exit(ExitInput::Choose(body.exit.into())), version).await
}

/// 可以来领了
#[utoipa::path(
    post, path = "/api/v1/cases/{number}/ready-to-collect", tag = "cases", operation_id = "say_ready",
    summary = "窗口登记：纸质结果到了领取的窗口，通知申请人来领",
    description = "到窗口以后，送达期限不再计。没有可以送出的为 409 `nothing_to_hand_out`。",
    security(("token" = [])),
    params(CaseNumber, MayKey),
    request_body(content = ReadyBody, description = "哪几份结果"),
    responses(CaseOrProblem)
)]
pub(super) async fn say_ready(order: Order, Body(body): Body<ReadyBody>) -> Result<Json<CaseBody>, Problem> {
    let version = body.version;
    order.on_case(CaseCommand::Exit(ExitInput::SayReady(body.tasks)), version).await
}

/// 窗口领取
#[utoipa::path(
    post, path = "/api/v1/cases/{number}/hand-out", tag = "cases", operation_id = "hand_out",
    summary = "窗口把纸质结果交给领取人，领取人签名",
    description = "凭取件码，或者核对身份证件。取件码不对为 422 `wrong_code`，错五次以后为 409 `code_worn`；\
        不是申请人本人又没有授权委托书的为 409 `receiver_without_mandate`。",
    security(("token" = [])),
    params(CaseNumber, MayKey),
    request_body(content = HandOutBody, description = "领取人、取件码或身份证件"),
    responses(CaseOrProblem)
)]
pub(super) async fn hand_out(order: Order, Body(body): Body<HandOutBody>) -> Result<Json<CaseBody>, Problem> {
    let version = body.version;
    order.on_case(CaseCommand::Exit(body.input()), version).await
}

/// 寄出
#[utoipa::path(
    post, path = "/api/v1/cases/{number}/post", tag = "cases", operation_id = "post_results",
    summary = "窗口登记：纸质结果寄出了",
    description = "要有快递公司和邮件号。上一件被退回、还没有改地址的为 409 `address_wanted`。",
    security(("token" = [])),
    params(CaseNumber, MayKey),
    request_body(content = PostBody, description = "快递公司、邮件号、寄出的日子"),
    responses(CaseOrProblem)
)]
pub(super) async fn post_results(
    order: Order,
    Body(body): Body<PostBody>,
) -> Result<Json<CaseBody>, Problem> {
    let version = body.version;
    order.on_case(CaseCommand::Exit(body.input()?), version).await
}

/// 邮件送到了
#[utoipa::path(
    post, path = "/api/v1/cases/{number}/parcel-arrived", tag = "cases", operation_id = "note_arrival",
    summary = "邮件送到了",
    description = "申请人本人或者窗口登记。",
    security(("token" = [])),
    params(CaseNumber, MayKey),
    request_body(content = ArrivalBody, description = "第几批，哪天"),
    responses(CaseOrProblem)
)]
pub(super) async fn note_arrival(
    order: Order,
    Body(body): Body<ArrivalBody>,
) -> Result<Json<CaseBody>, Problem> {
    let version = body.version;
    order.on_case(CaseCommand::Exit(body.input()?), version).await
}

/// 邮件被退回
#[utoipa::path(
    post, path = "/api/v1/cases/{number}/parcel-returned", tag = "cases", operation_id = "note_return",
    summary = "窗口登记：邮件被退回",
    description = "申请人已经说了怎么办的写在 `next`；没有说的，通知申请人改地址或者改为到窗口领取。",
    security(("token" = [])),
    params(CaseNumber, MayKey),
    request_body(content = ReturnedBody, description = "第几批，哪天，为什么，接着怎么办"),
    responses(CaseOrProblem)
)]
pub(super) async fn note_return(
    order: Order,
    Body(body): Body<ReturnedBody>,
) -> Result<Json<CaseBody>, Problem> {
    let version = body.version;
    order.on_case(CaseCommand::Exit(body.input()?), version).await
}
