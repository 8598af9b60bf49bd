//! A file: as it was just uploaded, and as it stands beside what it belongs to.

use casework::case::FileRef;
use serde::Serialize;
use utoipa::ToSchema;

described! {
    /// 文件的说明
    FileAnswer {
        /// 文件 id
        id: String,
        /// 文件名
        name: String,
        /// 媒体类型，由内容认出
        r#type: String,
        /// 大小，字节
        size: u64,
        /// 内容的 SHA-256，十六进制
        sha256: String,
    }
}

/// 文件
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct FileBody {
    /// 文件 id
    id: String,
    /// 文件名
    name: String,
    /// 媒体类型
    #[serde(rename = "type")]
    kind: String,
    /// 大小，字节
    size: u64,
}

impl From<FileRef> for FileBody {
    fn from(file: FileRef) -> Self {
        Self { id: file.id, name: file.name, kind: file.media_type, size: file.size }
    }
}
