//! The way to the next page of a list.

use askama::Template;

/// The way to the first and the next page of a list.
#[derive(Debug, Clone, Template)]
#[template(path = "ui/pagination/pagination.html")]
pub(crate) struct Pagination {
    /// The first page, unless this is it.
    pub(crate) first: Option<String>,
    /// The next page, if there is one.
    pub(crate) next: Option<String>,
}

component!(Pagination);

impl Pagination {
    /// Pages of a list at that address (with its filters), by the store's cursors.
    pub(crate) fn of(address: &str, after: Option<&str>, next: Option<&str>) -> Self {
        let join = if address.contains('?') { '&' } else { '?' };
        Self {
            first: after.map(|_| address.to_owned()),
            next: next.map(|cursor| format!("{address}{join}after={}", crate::url::encode(cursor))),
        }
    }
}
