//! A form is one act: who sent it, what it is about, what was typed; and what comes of it, which is the next
//! page, or the form's own page once more with why it was not done and all that was typed.
//!
//! Reads the form and leads on. Knows no page and decides nothing: which command a form is and which page
//! shows its refusal is said by the page that it stands on.

use std::{fmt::Display, ops::Deref};

use askama::Template;
use axum::{
    RequestExt,
    extract::{FromRequest, FromRequestParts, Path, Request},
    http::header,
    response::{IntoResponse, Redirect, Response},
};
use serde::de::DeserializeOwned;
use service::{CaseCommand, CaseView, TaskPage, Upload, Visitor};

use crate::{
    Web,
    csrf::{self, Pairs, Posted, PostedFile, PostedFiles},
    error::Failed,
    ui::{self, Page, callout::Callout},
};

/// A form as somebody sent it, with files or without: `W` proves who may, `P` is what its address is about.
pub(crate) struct Act<W, P = String> {
    pub(crate) web: Web,
    /// Who sent it.
    pub(crate) who: W,
    /// The page around what is shown again.
    pub(crate) page: Page,
    /// What stands in the address.
    pub(crate) about: P,
    /// Names and values.
    pub(crate) pairs: Pairs,
    /// The files.
    pub(crate) files: Vec<PostedFile>,
    /// Saved by the page itself: nobody waits for a page.
    pub(crate) quietly: bool,
}

impl<W, P> FromRequest<Web> for Act<W, P>
where
    W: FromRequestParts<Web, Rejection = Failed> + Send + 'static,
    P: DeserializeOwned + Send + 'static,
{
    type Rejection = Failed;

    async fn from_request(mut request: Request, web: &Web) -> Result<Self, Failed> {
        let who = request.extract_parts_with_state::<W, _>(web).await?;
        let page = request.extract_parts_with_state::<Page, _>(web).await?;
        let about = request.extract_parts_with_state::<Path<P>, _>(web).await;
        let Path(about) = about.map_err(|_| Failed::not_found())?;
        let quietly = request.headers().contains_key("x-autosave");
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        let (pairs, files) = if kind.is_some_and(|kind| kind.starts_with("multipart/form-data")) {
            let PostedFiles { pairs, files } = PostedFiles::from_request(request, web).await?;
            (pairs, files)
        } else {
            let Posted(pairs) = Posted::<Pairs>::from_request(request, web).await?;
            (pairs, Vec::new())
        };
        Ok(Self { web: web.clone(), who, page, about, pairs, files, quietly })
    }
}

impl<W, P> Act<W, P> {
    /// The last value of that name, trimmed.
    pub(crate) fn value(&self, name: &str) -> &str {
        csrf::value(&self.pairs, name)
    }

    /// The same to keep.
    pub(crate) fn text(&self, name: &str) -> String {
        self.value(name).to_owned()
    }

    /// All values of that name.
    pub(crate) fn values(&self, name: &str) -> Vec<&str> {
        csrf::values(&self.pairs, name)
    }

    /// Whether a box of that name was ticked.
    pub(crate) fn ticked(&self, name: &str) -> bool {
        self.value(name) == "1"
    }

    /// What a page says above all else where this was not done.
    pub(crate) fn refused(&self, title: impl Into<String>, failed: &Failed) -> Callout {
        match failed.code() {
            "stale" => Callout::warn(t!("ui.stale.title"), t!("ui.stale.text")),
            _ => Callout::stop(title, failed.message(&self.web.app.catalog())),
        }
    }
}

impl<W: Deref<Target = Visitor>, P> Act<W, P> {
    /// Carries it out on a case, as of the version and under the key that the form holds.
    pub(crate) async fn on_case(
        &self,
        number: &str,
        command: Result<CaseCommand, Failed>,
    ) -> Result<CaseView, Failed> {
        Ok(self.web.app.carry_out(&self.who, number, command?, self.version(), self.key()).await?)
    }

    /// Carries it out on a task, likewise.
    pub(crate) async fn on_task(
        &self,
        id: &str,
        command: Result<CaseCommand, Failed>,
    ) -> Result<TaskPage, Failed> {
        Ok(self.web.app.carry_out_task(&self.who, id, command?, self.version(), self.key()).await?)
    }

    fn version(&self) -> Option<u64> {
        self.value("version").parse().ok()
    }

    fn key(&self) -> Option<&str> {
        Some(self.value("key")).filter(|key| !key.is_empty())
    }

    /// Keeps the files of one control.
    ///
    /// # Errors
    /// With what is wrong with the first file that is not taken.
    pub(crate) async fn keep(&self, control: &str) -> Result<Vec<String>, Failed> {
        let mut ids = Vec::new();
        for file in self.files.iter().filter(|file| file.field == control) {
            let upload = Upload { name: file.name.clone(), bytes: file.bytes.clone() };
            ids.push(self.web.app.upload(&self.who, upload).await?.file.id);
        }
        Ok(ids)
    }
}

/// What comes of an act: on to the next page, or the page that `again` makes of why it was not done. What is
/// not about the form is nothing that its page could tell.
pub(crate) async fn answer<B: Template>(
    outcome: Result<impl Display, impl Into<Failed>>,
    again: impl AsyncFnOnce(Failed) -> Result<B, Failed>,
) -> Result<Response, Failed> {
    match outcome {
        Ok(next) => Ok(Redirect::to(&next.to_string()).into_response()),
        Err(failed) => self::again(failed, again).await,
    }
}

/// Only the second: for acts whose success is told by a page of its own.
pub(crate) async fn again<B: Template>(
    failed: impl Into<Failed>,
    again: impl AsyncFnOnce(Failed) -> Result<B, Failed>,
) -> Result<Response, Failed> {
    let failed = failed.into();
    if !failed.is_about_the_form() {
        return Err(failed);
    }
    let status = failed.status();
    Ok((status, ui::html(&again(failed).await?)).into_response())
}
