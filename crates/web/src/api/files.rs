//! Files: uploading what is handed in, and reading what one may see.

use axum::{
    Json,
    body::Bytes,
    extract::{FromRequest, Multipart, Request, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use service::{App, Failure, Upload};
use utoipa::ToSchema;

use super::{
    body::Id,
    problem::{Problem, Problems},
    shapes::file::FileAnswer,
    who::Caller,
};

/// What the other parts and the frame of an upload may weigh together, in bytes.
const MARGIN_BYTES: u64 = 64 * 1024;

/// 上传的文件
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the multipart form")]
pub(super) struct UploadForm {
    /// 文件：图片（JPEG、PNG、WebP、HEIC）或 PDF，由内容认出
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

#[derive(Serialize)]
struct Stored {
    id: String,
    name: String,
    #[serde(rename = "type")]
    kind: String,
    size: u64,
    sha256: String,
}

/// 上传
#[utoipa::path(
    post, path = "/api/v1/files", tag = "files", operation_id = "upload_file",
    summary = "上传一个文件",
    description = "multipart 表单，部分名 `file`。类型由内容认出；空文件、类型不收的文件为 422，太大的为 413。",
    security(("token" = [])),
    request_body(content = UploadForm, content_type = "multipart/form-data"),
    responses((status = 201, description = "文件的说明，`id` 用于提交材料", body = FileAnswer), Problems)
)]
pub(super) async fn upload_file(
    State(app): State<App>,
    caller: Caller,
    request: Request,
) -> Result<Response, Problem> {
    let limit = app.settings().max_file_bytes;
    let multipart = Multipart::from_request(request, &()).await.map_err(|_| not_multipart())?;
    let upload = read_file(multipart, limit).await?;
    let stored = app.upload(&caller.visitor, upload).await?;
    let answer = Stored {
        id: stored.file.id,
        name: stored.file.name,
        kind: stored.file.media_type,
        size: stored.file.size,
        sha256: stored.sha256,
    };
    Ok((StatusCode::CREATED, Json(answer)).into_response())
}

fn not_multipart() -> Problem {
    Problem::own("unsupported_media_type").because(t!("api.want_multipart"))
}

/// Reads the part called `file`, never holding more than the limit.
async fn read_file(mut multipart: Multipart, limit: u64) -> Result<Upload, Problem> {
    let broken = |_| Problem::own("malformed_request").because(t!("api.broken_multipart"));
    let mut left = limit + MARGIN_BYTES;
    let mut upload = None;
    while let Some(mut part) = multipart.next_field().await.map_err(broken)? {
        let wanted = part.name() == Some("file") && upload.is_none();
        let name = part.file_name().unwrap_or_default().to_owned();
        let mut bytes = Vec::new();
        while let Some(chunk) = part.chunk().await.map_err(broken)? {
            let size = chunk.len() as u64;
            left = left.checked_sub(size).ok_or(Failure::FileTooLarge { limit })?;
            if wanted {
                bytes.extend_from_slice(&chunk);
            }
            if bytes.len() as u64 > limit {
                return Err(Failure::FileTooLarge { limit }.into());
            }
        }
        if wanted {
            upload = Some(Upload { name, bytes: Bytes::from(bytes) });
        }
    }
    upload.ok_or_else(|| Problem::invalid_at("/file", "missing", t!("api.file_missing")))
}

/// 取文件
#[utoipa::path(
    get, path = "/api/v1/files/{id}", tag = "files", operation_id = "get_file",
    summary = "取一个文件的内容",
    description = "自己上传的、自己办件的结果，或因办件可以看的材料。",
    security(("token" = [])),
    params(("id" = String, Path, description = "文件 id")),
    responses(
        (status = 200, description = "文件内容", content(
            (String = "image/jpeg"), (String = "image/png"), (String = "image/webp"), (String = "image/heif"),
            (String = "image/heic"), (String = "application/pdf")
        )),
        Problems
    )
)]
pub(super) async fn get_file(
    State(app): State<App>,
    caller: Caller,
    Id(id): Id,
) -> Result<Response, Problem> {
    let (file, bytes) = app.file(&caller.visitor, &id).await?;
    let name = utf8_percent_encode(&file.name, NON_ALPHANUMERIC);
    let disposition = HeaderValue::from_str(&format!("attachment; filename*=UTF-8''{name}"));
    let kind = HeaderValue::from_str(&file.media_type);
    let headers = [
        (header::CONTENT_TYPE, kind.unwrap_or(HeaderValue::from_static("application/octet-stream"))),
        (header::CONTENT_DISPOSITION, disposition.unwrap_or(HeaderValue::from_static("attachment"))),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
    ];
    Ok((headers, bytes).into_response())
}
