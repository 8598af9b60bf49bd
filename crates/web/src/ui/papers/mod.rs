//! The papers of a case (文书), each with its day: to be read, printed and kept.

use askama::Template;
use service::PaperLine;

/// The papers of a case.
#[derive(Debug, Template)]
#[template(path = "ui/papers/papers.html")]
pub(crate) struct Papers<'a> {
    /// The case's number.
    pub(crate) number: &'a str,
    /// The papers.
    pub(crate) papers: &'a [PaperLine],
    /// There is a font to make PDF with, as far as is known.
    pub(crate) pdf: bool,
}

component!(Papers<'a>);
