//! Files that were handed in or issued: bytes by their SHA-256 in a folder, each
//! content once, written and flushed before the row that names it.

use bytes::Bytes;
use casework::{AccountId, case::FileRef};
use identifiers::CaseNumber;
use jiff::Timestamp;

use crate::{Store, StoreError};

/// A file to be kept.
#[derive(Debug, Clone)]
pub struct NewFile {
    /// Who uploads it.
    pub owner: AccountId,
    /// The name it had; sealed.
    pub name: String,
    /// Media type as found in its content.
    pub media_type: String,
    /// The content.
    pub bytes: Bytes,
    /// When.
    pub at: Timestamp,
}

/// A file that was just kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredFile {
    /// How cases refer to it.
    pub file: FileRef,
    /// SHA-256 of its content, in hexadecimal.
    pub sha256: String,
}

/// What is known about a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileMeta {
    /// How cases refer to it.
    pub file: FileRef,
    /// SHA-256 of its content, in hexadecimal.
    pub sha256: String,
    /// Who uploaded it.
    pub owner: AccountId,
    /// Cases that use it.
    pub cases: Vec<CaseNumber>,
}

impl Store {
    /// Keeps a file. When this answers, content and row are on disk.
    pub async fn put_file(&self, new: NewFile) -> Result<StoredFile, StoreError> {
        let _ = new;
        todo!()
    }

    /// What is known about a file.
    pub async fn file(&self, id: &str) -> Result<Option<FileMeta>, StoreError> {
        let _ = id;
        todo!()
    }

    /// The content of a file.
    pub async fn file_bytes(&self, id: &str) -> Result<Option<Bytes>, StoreError> {
        let _ = id;
        todo!()
    }
}
