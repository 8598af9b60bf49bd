//! Uploading and opening files. The type is what the content says, not what the name says.

use bytes::Bytes;
use casework::{TaskStage, case::FileRef, policy};
use store::{NewFile, StoredFile};

use crate::{App, Failure, Visitor};

/// A file as it arrives.
#[derive(Debug)]
pub struct Upload {
    /// Its name on the person's device.
    pub name: String,
    /// Its content.
    pub bytes: Bytes,
}

/// Media types that materials and results may have.
const ACCEPTED: &[&str] =
    &["image/jpeg", "image/png", "image/webp", "image/heif", "image/heic", "application/pdf"];

impl App {
    /// Keeps a file of the person's.
    ///
    /// # Errors
    /// `Invalid` for an empty file or a type that is not accepted, `FileTooLarge`; `Forbidden` for those who hand nothing in.
    pub async fn upload(&self, visitor: &Visitor, upload: Upload) -> Result<StoredFile, Failure> {
        policy::may(&visitor.actor, policy::Action::UploadFile, None)?;
        let limit = self.settings().max_file_bytes;
        if upload.bytes.is_empty() {
            return Err(Failure::invalid("/file", "file_empty", "这个文件是空的，请重新选择或拍照"));
        }
        if upload.bytes.len() as u64 > limit {
            return Err(Failure::FileTooLarge { limit });
        }
        let media_type = infer::get(&upload.bytes).map_or("", |kind| kind.mime_type());
        if !ACCEPTED.contains(&media_type) {
            let message = "只收照片（JPG、PNG、WEBP、HEIC）和 PDF，请换一个文件";
            return Err(Failure::invalid("/file", "file_type", message));
        }
        let new = NewFile {
            owner: visitor.account.id.clone(),
            name: plain_name(&upload.name),
            media_type: media_type.to_owned(),
            bytes: upload.bytes,
            at: self.now(),
        };
        Ok(self.store().put_file(new).await?)
    }

    /// A file for somebody who may see it: the owner, or a viewer of a case to whom
    /// the material it stands for, or the result that it is, is visible.
    ///
    /// # Errors
    /// `NotFound`, alike for absent files and for those of others.
    pub async fn file(&self, visitor: &Visitor, id: &str) -> Result<(FileRef, Bytes), Failure> {
        let meta = self.store().file(id).await?.ok_or(Failure::NotFound)?;
        let theirs = meta.owner == visitor.account.id
            || self.sees_file(visitor, id, &meta.cases).await?
            || self.is_paper_of_mandate(visitor, id).await?;
        if !theirs {
            return Err(Failure::NotFound);
        }
        let bytes = self.store().file_bytes(id).await?.ok_or(Failure::NotFound)?;
        Ok((meta.file, bytes))
    }

    async fn sees_file(
        &self,
        visitor: &Visitor,
        id: &str,
        cases: &[identifiers::CaseNumber],
    ) -> Result<bool, Failure> {
        for number in cases {
            let Some(dossier) = self.store().dossier(number).await? else { continue };
            let case = &dossier.case;
            let Some(sight) = policy::sight(&visitor.actor, case) else { continue };
            let as_material = case.materials.iter().any(|handed| {
                sight.materials.shows(&handed.material) && handed.files.iter().any(|file| file.id == id)
            });
            let as_result = case.tasks.iter().filter(|task| sight.results.shows(&task.item)).any(|task| {
                matches!(&task.stage, TaskStage::Granted { result, .. }
                    if result.file.as_ref().is_some_and(|file| file.id == id))
            });
            let of_checks = case.tasks.iter().filter(|task| sight.results.shows(&task.item));
            let mut records =
                of_checks.flat_map(|task| &task.checks).filter_map(|check| check.record.as_ref());
            let as_finding = records.any(|record| record.files.iter().any(|file| file.id == id));
            if as_material || as_result || as_finding {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// References to files that the person uploaded, in the order asked for.
    pub(crate) async fn own_files(
        &self,
        visitor: &Visitor,
        ids: &[String],
        pointer: &str,
    ) -> Result<Vec<FileRef>, Failure> {
        let found = self.store().own_files(&visitor.account.id, ids).await?;
        pick_files(&found, ids, pointer)
    }
}

/// The files of these ids, in their order; all of them must be among those uploaded.
pub(crate) fn pick_files(
    uploaded: &[FileRef],
    ids: &[String],
    pointer: &str,
) -> Result<Vec<FileRef>, Failure> {
    let files = ids.iter().map(|id| uploaded.iter().find(|file| file.id == *id).cloned());
    let files: Option<Vec<FileRef>> = files.collect();
    files.ok_or_else(|| Failure::invalid(pointer, "unknown_file", "找不到这个文件，请重新上传"))
}

/// The last part of a path, without control characters, at most 120 characters.
fn plain_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = last.chars().filter(|c| !c.is_control()).take(120).collect();
    if plain.trim().is_empty() { "未命名".into() } else { plain }
}
