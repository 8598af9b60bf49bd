//! Files that were handed in or issued: bytes by their SHA-256 in a folder, each
//! content once, written and flushed before the row that names it.

use bytes::Bytes;
use casework::{AccountId, case::FileRef};
use identifiers::CaseNumber;
use jiff::Timestamp;

use object_store::{ObjectStore, ObjectStoreExt, PutMode, PutOptions, path::Path};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{
    Store, StoreError,
    db::{Sql, args, owned},
    keys::Place,
};

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
        let NewFile { owner, name, media_type, bytes, at } = new;
        let sha256 = hash(&bytes).await?;
        let size = bytes.len() as u64;
        self.put_content(&sha256, bytes.clone()).await?;
        let id = Uuid::new_v4().to_string();
        let sql = "insert into files (id, sha256, name, media_type, size, owner, at) \
                   values ($1, $2, $3, $4, $5, $6, $7)";
        let sealed = self.keys.seal(place(&id), &name);
        self.db.write(sql, owned![&id, &sha256, sealed, &media_type, size, &owner, at]).await?;
        // Somebody may have deleted the same content before there was this row.
        if self.files.head(&path(&sha256)).await.is_err() {
            self.put_content(&sha256, bytes).await?;
        }
        Ok(StoredFile { file: FileRef { id, name, media_type, size }, sha256 })
    }

    /// What is known about a file.
    pub async fn file(&self, id: &str) -> Result<Option<FileMeta>, StoreError> {
        let sql = "select f.sha256, f.name, f.media_type, f.size, f.owner, c.case_number \
                   from files f left join case_files c on c.file = f.id where f.id = $1 order by c.case_number";
        let mut meta: Option<FileMeta> = None;
        for mut row in self.db.read(sql, &args![id]).await? {
            let sha256 = row.next()?;
            let name = self.keys.unseal(place(id), &row.next::<Vec<u8>>()?)?;
            let file = FileRef { id: id.to_owned(), name, media_type: row.next()?, size: row.next()? };
            let owner = row.next()?;
            let case: Option<CaseNumber> = row.next()?;
            meta.get_or_insert(FileMeta { file, sha256, owner, cases: Vec::new() }).cases.extend(case);
        }
        Ok(meta)
    }

    /// Those of these files that the owner uploaded, in no order, in one query.
    pub async fn own_files(&self, owner: &AccountId, ids: &[String]) -> Result<Vec<FileRef>, StoreError> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let mut sql = Sql::new("select id, name, media_type, size from files where owner = ");
        sql.arg(owner).push(" and id in ").tuple(ids.iter().map(Into::into));
        let mut files = Vec::with_capacity(ids.len());
        for mut row in self.db.read(&sql.text, &sql.args).await? {
            let id: String = row.next()?;
            let name = self.keys.unseal(place(&id), &row.next::<Vec<u8>>()?)?;
            files.push(FileRef { id, name, media_type: row.next()?, size: row.next()? });
        }
        Ok(files)
    }

    /// The content of a file.
    pub async fn file_bytes(&self, id: &str) -> Result<Option<Bytes>, StoreError> {
        let rows = self.db.read("select sha256 from files where id = $1", &args![id]).await?;
        match rows.into_iter().next() {
            Some(mut row) => self.content(&row.next::<String>()?).await.map(Some),
            None => Ok(None),
        }
    }
}

impl Store {
    /// Keeps content under its SHA-256, once. When this answers, it is on disk.
    pub(crate) async fn put_content(&self, sha256: &str, bytes: Bytes) -> Result<(), StoreError> {
        let options = PutOptions { mode: PutMode::Create, ..PutOptions::default() };
        match self.files.put_opts(&path(sha256), bytes.into(), options).await {
            // The same content is there already, whole: it appears under its name only when flushed.
            Ok(_) | Err(object_store::Error::AlreadyExists { .. }) => Ok(()),
            Err(error) => Err(StoreError::Files(error.into())),
        }
    }

    /// Deletes content that no row names any more; a row that came meanwhile gets it back.
    pub(crate) async fn drop_content(&self, sha256: &str) -> Result<(), StoreError> {
        if self.is_named(sha256).await? {
            return Ok(());
        }
        let bytes = match self.content(sha256).await {
            Err(StoreError::Files(error)) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
            content => content?,
        };
        match self.files.delete(&path(sha256)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => {}
            Err(error) => return Err(StoreError::Files(error.into())),
        }
        if self.is_named(sha256).await? { self.put_content(sha256, bytes).await } else { Ok(()) }
    }

    async fn is_named(&self, sha256: &str) -> Result<bool, StoreError> {
        Ok(!self.db.read("select 1 from files where sha256 = $1 limit 1", &args![sha256]).await?.is_empty())
    }

    /// The content with this SHA-256.
    pub(crate) async fn content(&self, sha256: &str) -> Result<Bytes, StoreError> {
        let files = |error: object_store::Error| StoreError::Files(error.into());
        self.files.get(&path(sha256)).await.map_err(files)?.bytes().await.map_err(files)
    }
}

fn place(id: &str) -> Place<'_> {
    Place { table: "files", row: id, version: 0 }
}

/// Two levels of folders: a folder with a million entries is slow to list and to copy.
pub(crate) fn path(sha256: &str) -> Path {
    Path::from_iter([&sha256[..2], sha256])
}

/// Hashing a large file takes long enough to be done where blocking is allowed.
pub(crate) async fn hash(bytes: &Bytes) -> Result<String, StoreError> {
    const LARGE: usize = 256 * 1024;
    if bytes.len() < LARGE {
        return Ok(hex::encode(Sha256::digest(bytes)));
    }
    let bytes = bytes.clone();
    let hashed = tokio::task::spawn_blocking(move || hex::encode(Sha256::digest(&bytes))).await;
    hashed.map_err(|_| StoreError::Closed)
}
