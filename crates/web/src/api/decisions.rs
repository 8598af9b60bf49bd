//! 决定公开: licences of enterprises, for everybody.

use axum::{Json, extract::State};
use serde::{Deserialize, Serialize};
use service::{App, PublicDecisionLine};
use store::PublicLicence;
use utoipa::{IntoParams, ToSchema};

use super::{
    body::{Query, rows_of},
    problem::{Problem, Problems},
    times::Day,
};

/// 查什么
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct DecisionQuery {
    /// 企业名称、许可名称或者编号里的字
    #[serde(default)]
    q: String,
    /// 上一页的 `next`
    after: Option<String>,
    /// 最多几条，1 到 100
    #[param(value_type = Option<u32>)]
    limit: Option<String>,
}

/// 一页许可
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DecisionPage {
    /// 许可，最近的在前
    decisions: Vec<DecisionBody>,
    /// 下一页的 `after`
    next: Option<String>,
}

/// 准予企业的一份许可，不含个人信息
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DecisionBody {
    /// 事项 id
    item: String,
    /// 事项名称
    item_name: String,
    /// 决定机关
    department_name: String,
    /// 企业名称
    holder: String,
    /// 许可名称
    name: String,
    /// 编号
    number: String,
    /// 决定日期
    granted_on: Day,
    /// 有效期第一天
    valid_from: Day,
    /// 有效期最后一天；没有期限的为空
    valid_until: Option<Day>,
    /// 公开日期
    published_on: Day,
    /// 撤销日期；没有撤销的为空
    revoked_on: Option<Day>,
}

impl From<PublicDecisionLine> for DecisionBody {
    fn from(line: PublicDecisionLine) -> Self {
        let PublicLicence { decision, published_on, revoked_on } = line.licence;
        Self {
            item: decision.item.to_string(),
            item_name: line.item_name,
            department_name: line.department_name,
            holder: decision.holder,
            name: decision.name,
            number: decision.number,
            granted_on: Day(decision.granted_on),
            valid_from: Day(decision.valid_from),
            valid_until: decision.valid_until.map(Day),
            published_on: Day(published_on),
            revoked_on: revoked_on.map(Day),
        }
    }
}

/// 行政许可决定公开
#[utoipa::path(
    get, path = "/api/v1/public/decisions", tag = "supervision", operation_id = "list_public_decisions",
    summary = "准予企业的行政许可，任何人都可以查",
    description = "决定当天公开；撤销的标明撤销日期。个人的许可不公开。翻页用 `after`。",
    params(DecisionQuery),
    responses((status = 200, description = "一页许可", body = DecisionPage), Problems)
)]
pub(super) async fn list_public_decisions(
    State(app): State<App>,
    Query(query): Query<DecisionQuery>,
) -> Result<Json<DecisionPage>, Problem> {
    let limit = rows_of(query.limit.as_deref())?;
    let page = app.public_decisions(&query.q, query.after.as_deref(), limit).await?;
    Ok(Json(DecisionPage {
        decisions: page.rows.into_iter().map(DecisionBody::from).collect(),
        next: page.next,
    }))
}
