//! The layout around every page, in three parts that are made once and not with each page.

use askama::Template;

use super::Page;

/// What a browser has to know before it shows anything.
#[derive(Template)]
#[template(path = "ui/layout/head.html")]
pub(crate) struct Head<'a> {
    page: &'a Page,
}

/// Name of the site, who is signed in, where to go.
#[derive(Template)]
#[template(path = "ui/layout/top.html")]
pub(crate) struct Top<'a> {
    page: &'a Page,
}

/// Where help is, or for those who work here the request's number.
#[derive(Template)]
#[template(path = "ui/layout/foot.html")]
pub(crate) struct Foot<'a> {
    page: &'a Page,
}

component!(Head<'a>, Top<'a>, Foot<'a>);

impl Page {
    /// The head's fixed part.
    pub(crate) fn head(&self) -> Head<'_> {
        Head { page: self }
    }

    /// What stands above the page's content.
    pub(crate) fn top(&self) -> Top<'_> {
        Top { page: self }
    }

    /// What stands below it.
    pub(crate) fn foot(&self) -> Foot<'_> {
        Foot { page: self }
    }
}
