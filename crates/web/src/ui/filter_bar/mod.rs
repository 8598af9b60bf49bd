//! Tabs that filter a list: each is a link, so that a filter can be kept and sent.

use askama::Template;

/// One filter.
#[derive(Debug, Clone)]
pub(crate) struct Filter {
    /// What it says.
    pub(crate) label: String,
    /// Where it leads.
    pub(crate) href: String,
    /// Is applied now.
    pub(crate) current: bool,
    /// How many it would show, where that is known.
    pub(crate) count: Option<u64>,
}

/// A bar of filters.
#[derive(Debug, Clone, Template)]
#[template(path = "ui/filter_bar/filter_bar.html")]
pub(crate) struct FilterBar {
    /// What is filtered.
    pub(crate) label: String,
    /// The filters.
    pub(crate) filters: Vec<Filter>,
}

component!(FilterBar);
