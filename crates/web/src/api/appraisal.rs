//! 分开评价, the monthly appraisal, and certificates still to be made.

use axum::{Json, extract::State};
use casework::{Rated, RatedPart};
use serde::{Deserialize, Serialize};
use service::{App, AppraisalLine, CaseCommand, CertificateLine, Complaint};
use utoipa::{IntoParams, ToSchema};

use super::{
    body::{Body, Query, day_at, rows_of},
    cases::given,
    order::{CaseNumber, CaseOrProblem, MayKey, Order},
    problem::{Problem, Problems},
    shapes::case::CaseBody,
    times::Day,
    who::Caller,
};

/// 分开评价
#[derive(Debug, Default, Deserialize, ToSchema)]
#[schema(example = json!({"parts": [{"part": "department/public_security", "level": 5}, {"part": "item/birth_household_registration", "level": 4}]}))]
pub(super) struct RatePartsBody {
    /// 看到的版本
    #[serde(default)]
    version: Option<u64>,
    /// 每一处评一次
    #[serde(default)]
    parts: Vec<PartInput>,
}

/// 一处
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct PartInput {
    /// `department/<部门 id>`、`item/<事项 id>`、`person/<账户 id>`，见办件的 `ratable_parts`
    part: String,
    /// 5 非常满意到 1 非常不满意
    level: u8,
}

/// 分开评价
#[utoipa::path(
    post, path = "/api/v1/cases/{number}/rate-parts", tag = "cases", operation_id = "rate_parts",
    summary = "评价过整件事以后，分开评部门、事项和工作人员",
    description = "只能由申请人本人评，一个办件评一次。没有这一处的为 422，指向 `/parts/<第几处>`。",
    security(("token" = [])),
    params(CaseNumber, MayKey),
    request_body(content = RatePartsBody, description = "各处的评价"),
    responses(CaseOrProblem)
)]
pub(super) async fn rate_parts(
    order: Order,
    Body(body): Body<RatePartsBody>,
) -> Result<Json<CaseBody>, Problem> {
    let mut complaints = Vec::new();
    let mut parts = Vec::with_capacity(body.parts.len());
    for (nth, part) in body.parts.iter().enumerate() {
        match Rated::of_key(&part.part) {
            Some(of) => parts.push(RatedPart { of, level: part.level }),
            None => {
                let pointer = format!("/parts/{nth}/part");
                complaints.push(Complaint::new(pointer, "unknown_part", t!("api.unknown_part")));
            }
        }
    }
    if !complaints.is_empty() {
        return Err(Problem::invalid(complaints));
    }
    if parts.is_empty() {
        return Err(Problem::invalid_at("/parts", "required", t!("api.unknown_part")));
    }
    order.on_case(CaseCommand::RateParts(parts), body.version).await
}

/// 哪个月
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct MonthQuery {
    /// 这个月里的一天；没有时为今天
    month: Option<String>,
}

/// 月度考核表
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct AppraisalBody {
    /// 第一天
    from: Day,
    /// 最后一天
    to: Day,
    /// 各部门
    departments: Vec<AppraisalLineBody>,
}

/// 一个部门的考核数字，不加权
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct AppraisalLineBody {
    /// 部门简称
    department_name: String,
    /// 办结事项
    decided: u64,
    /// 按期办结率，百分数
    on_time_percent: Option<u32>,
    /// 牵头主题的评价数
    led_ratings: u64,
    /// 牵头主题的好评率
    led_good_percent: Option<u32>,
    /// 本部门部分的评价数
    own_ratings: u64,
    /// 本部门部分的好评率
    own_good_percent: Option<u32>,
    /// 差评整改：立项
    rectifications_opened: u64,
    /// 差评整改：办结
    rectifications_closed: u64,
    /// 投诉：收到
    complaints_opened: u64,
    /// 投诉：办结
    complaints_closed: u64,
    /// 督办和监察发现：立项
    supervised_opened: u64,
    /// 督办和监察发现：办结
    supervised_closed: u64,
    /// 过了期限的
    overdue: u64,
}

impl From<AppraisalLine> for AppraisalLineBody {
    fn from(line: AppraisalLine) -> Self {
        Self {
            department_name: line.department_name,
            decided: line.decided,
            on_time_percent: line.on_time_percent,
            led_ratings: line.led_ratings,
            led_good_percent: line.led_good_percent,
            own_ratings: line.own_ratings,
            own_good_percent: line.own_good_percent,
            rectifications_opened: line.rectifications.0,
            rectifications_closed: line.rectifications.1,
            complaints_opened: line.complaints.0,
            complaints_closed: line.complaints.1,
            supervised_opened: line.supervised.0,
            supervised_closed: line.supervised.1,
            overdue: line.overdue,
        }
    }
}

/// 月度考核
#[utoipa::path(
    get, path = "/api/v1/appraisal", tag = "supervision", operation_id = "get_appraisal",
    summary = "部门月度考核表",
    description = "政务服务办、督查和区政府负责人。",
    security(("token" = [])),
    params(MonthQuery),
    responses((status = 200, description = "考核表", body = AppraisalBody), Problems)
)]
pub(super) async fn get_appraisal(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<MonthQuery>,
) -> Result<Json<AppraisalBody>, Problem> {
    let day = day_at("/month", query.month.as_deref())?.unwrap_or_else(|| app.today());
    let appraisal = app.appraisal(&caller.visitor, day).await?;
    let departments = appraisal.lines.into_iter().map(AppraisalLineBody::from).collect();
    Ok(Json(AppraisalBody { from: Day(appraisal.from), to: Day(appraisal.to), departments }))
}

/// 哪一页
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct CertificateQuery {
    /// 上一页的 `next`
    after: Option<String>,
    /// 最多几条，1 到 200
    #[param(value_type = Option<u32>)]
    limit: Option<String>,
}

/// 一页要制的证
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct CertificatePage {
    /// 最急的在前
    certificates: Vec<CertificateBody>,
    /// 下一页的 `after`
    next: Option<String>,
}

/// 一份要制的证
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct CertificateBody {
    /// 子办件 id
    task: String,
    /// 主题名称
    theme_name: String,
    /// 申请人姓名
    applicant_name: String,
    /// 最晚哪天制好
    due: Day,
}

impl From<CertificateLine> for CertificateBody {
    fn from(line: CertificateLine) -> Self {
        Self {
            task: line.task.0,
            theme_name: line.theme_name,
            applicant_name: line.applicant_name,
            due: Day(line.due),
        }
    }
}

/// 要制的证
#[utoipa::path(
    get, path = "/api/v1/certificates", tag = "tasks", operation_id = "list_certificates",
    summary = "本部门准予以后还要制的证",
    security(("token" = [])),
    params(CertificateQuery),
    responses((status = 200, description = "一页要制的证", body = CertificatePage), Problems)
)]
pub(super) async fn list_certificates(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<CertificateQuery>,
) -> Result<Json<CertificatePage>, Problem> {
    let (limit, after) = (rows_of(query.limit.as_deref())?, given(query.after));
    let page = app.certificates_to_make(&caller.visitor, after.as_deref(), limit).await?;
    let certificates = page.rows.into_iter().map(CertificateBody::from).collect();
    Ok(Json(CertificatePage { certificates, next: page.next }))
}
