//! Handing in files: camera on a phone, picker on a desk; progress where there is a script.

use askama::Template;
use casework::case::FileRef;

/// The place for the files of one material.
#[derive(Debug, Clone, Template)]
#[template(path = "ui/upload/upload.html")]
pub(crate) struct Upload {
    /// The control's id.
    pub(crate) id: String,
    /// The control's name.
    pub(crate) name: String,
    /// For whom the control is labelled: the material.
    pub(crate) label: String,
    /// What is there already.
    pub(crate) files: Vec<FileRef>,
    /// The largest file, in bytes.
    pub(crate) limit: u64,
    /// What is wrong.
    pub(crate) error: Option<String>,
    /// Files can be taken away here.
    pub(crate) removable: bool,
    /// Says here what may be uploaded; otherwise the page says it once, at `upload-help`.
    pub(crate) help: bool,
}

component!(Upload);
