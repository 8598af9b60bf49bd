//! Questions between departments (部门间询问) with their answers, for those who may read them.

use askama::Template;
use service::QuestionView;

/// The questions of a case.
#[derive(Debug, Template)]
#[template(path = "ui/questions/questions.html")]
pub(crate) struct Questions<'a> {
    /// The questions, the earliest first.
    pub(crate) questions: &'a [QuestionView],
}

component!(Questions<'a>);
