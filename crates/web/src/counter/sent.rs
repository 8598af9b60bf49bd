//! A form that may bring files: read alike with files and without, since a page that saves
//! itself sends the words alone.

use axum::extract::{FromRequest, Request};
use axum::http::header;
use service::{Upload, Visitor};

use crate::{
    Web,
    csrf::{Pairs, Posted, PostedFile, PostedFiles},
    error::Failed,
};

/// What was posted, with its files if it has any.
#[derive(Default)]
pub(super) struct Sent {
    /// Names and values.
    pub(super) pairs: Pairs,
    /// The files.
    pub(super) files: Vec<PostedFile>,
    /// Saved by the page itself: nobody waits for a page.
    pub(super) quietly: bool,
}

impl FromRequest<Web> for Sent {
    type Rejection = Failed;
    async fn from_request(request: Request, web: &Web) -> Result<Self, Failed> {
        let quietly = request.headers().contains_key("x-autosave");
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        if kind.is_some_and(|kind| kind.starts_with("multipart/form-data")) {
            let PostedFiles { pairs, files } = PostedFiles::from_request(request, web).await?;
            return Ok(Self { pairs, files, quietly });
        }
        let Posted(pairs) = Posted::<Pairs>::from_request(request, web).await?;
        Ok(Self { pairs, files: Vec::new(), quietly })
    }
}

impl Sent {
    /// The last value of that name, trimmed.
    pub(super) fn value(&self, name: &str) -> &str {
        crate::csrf::value(&self.pairs, name)
    }

    /// Whether a box of that name was ticked.
    pub(super) fn ticked(&self, name: &str) -> bool {
        self.value(name) == "1"
    }

    /// Keeps the files of one control.
    ///
    /// # Errors
    /// With what is wrong with the first file that is not taken.
    pub(super) async fn keep(
        &self,
        web: &Web,
        visitor: &Visitor,
        control: &str,
    ) -> Result<Vec<String>, Failed> {
        let mut ids = Vec::new();
        for file in self.files.iter().filter(|file| file.field == control) {
            let upload = Upload { name: file.name.clone(), bytes: file.bytes.clone() };
            ids.push(web.app.upload(visitor, upload).await?.file.id);
        }
        Ok(ids)
    }
}
