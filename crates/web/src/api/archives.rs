//! 电子归档: the packages of closed cases.

use axum::{
    Json,
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use service::App;
use store::ArchiveRow;
use utoipa::{IntoParams, ToSchema};

use super::{
    body::{Id, Query, rows_of},
    problem::{Problem, Problems},
    times::{Day, Moment},
    who::Caller,
};

/// 哪一页
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ArchiveQuery {
    /// 上一页的 `next`
    after: Option<String>,
    /// 最多几条，1 到 100
    #[param(value_type = Option<u32>)]
    limit: Option<String>,
}

/// 一页归档包
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ArchivePage {
    /// 归档包，最近的在前
    archives: Vec<ArchiveBody>,
    /// 下一页的 `after`
    next: Option<String>,
}

/// 一个归档包
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ArchiveBody {
    /// 办件编号
    case: String,
    /// 主题名称
    theme_name: String,
    /// 办件的版本
    version: u64,
    /// 办结日期
    closed_on: Day,
    /// 归档时刻
    made_at: Moment,
    /// 归档包的 SHA-256
    sha256: String,
    /// 字节数
    size: u64,
}

impl From<ArchiveRow> for ArchiveBody {
    fn from(row: ArchiveRow) -> Self {
        Self {
            case: row.case.to_string(),
            theme_name: row.theme_name,
            version: row.version,
            closed_on: Day(row.closed_on),
            made_at: Moment(row.made_at),
            sha256: row.sha256,
            size: row.size,
        }
    }
}

/// 归档包
#[utoipa::path(
    get, path = "/api/v1/archives", tag = "supervision", operation_id = "list_archives",
    summary = "办结办件的归档包",
    description = "政务服务办。办结一个月以后自动做成。翻页用 `after`。",
    security(("token" = [])),
    params(ArchiveQuery),
    responses((status = 200, description = "一页归档包", body = ArchivePage), Problems)
)]
pub(super) async fn list_archives(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<ArchiveQuery>,
) -> Result<Json<ArchivePage>, Problem> {
    let limit = rows_of(query.limit.as_deref())?;
    let page = app.archives(&caller.visitor, query.after.as_deref(), limit).await?;
    let archives = page.rows.into_iter().map(ArchiveBody::from).collect();
    Ok(Json(ArchivePage { archives, next: page.next }))
}

/// 取归档包
#[utoipa::path(
    get, path = "/api/v1/archives/{number}", tag = "supervision", operation_id = "get_archive",
    summary = "取一个办件的归档包（zip）",
    description = "里面有清单 `manifest.json`，逐个文件记下 SHA-256。取走会留下记录。",
    security(("token" = [])),
    params(("number" = String, Path, description = "办件编号")),
    responses((status = 200, description = "归档包", body = String, content_type = "application/zip"), Problems)
)]
pub(super) async fn get_archive(
    State(app): State<App>,
    caller: Caller,
    Id(number): Id,
) -> Result<Response, Problem> {
    let (_, bytes) = app.archive_of(&caller.visitor, &number).await?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/zip")),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
    ];
    Ok((headers, bytes).into_response())
}
