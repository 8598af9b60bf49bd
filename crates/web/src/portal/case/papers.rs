//! The papers of a case (文书): receipt, correction, acceptance, decisions and results, to print and
//! as PDF. Whoever may see the case may see them as far as that goes: the portal's own people, the
//! counter, and a department its own decisions.

use documents::Paper;
use serde::Deserialize;
use service::{Failure, Visitor};

use crate::{
    Web,
    portal::paper::{Own, Way},
    url,
};

/// Where this person follows the case: the applicant in the portal, the staff at their own desk.
pub(super) fn case_page(visitor: &Visitor, number: &str) -> Way {
    let words = t!("portal.paper.case").into_owned();
    if visitor.has("applicant") || visitor.has("agent") {
        (url::Case(number).to_string(), words)
    } else {
        (crate::case_of(visitor, number), words)
    }
}

/// A paper of a case.
#[derive(Deserialize)]
pub(super) struct CasePaper {
    number: String,
    paper: String,
}

impl Own for CasePaper {
    async fn find(&self, web: &Web, visitor: &Visitor) -> Result<Paper, Failure> {
        web.app.case_paper(visitor, &self.number, &self.paper).await
    }

    fn addresses(&self) -> [String; 2] {
        let Self { number, paper } = self;
        [url::CasePaper(number, paper).to_string(), url::CasePaperPdf(number, paper).to_string()]
    }

    fn back(&self, visitor: &Visitor) -> Way {
        case_page(visitor, &self.number)
    }
}
