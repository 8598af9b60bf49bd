//! Ratings in figures: shares, and the table by department or theme. The public page and supervision show the same.

use std::borrow::Cow;

use service::RatingLine;

use super::table::{Cell, Table};

/// A share in words; a dash where there is nothing to have a share of.
pub(crate) fn share(percent: Option<u32>) -> String {
    percent.map_or_else(|| "—".to_owned(), |percent| format!("{percent}%"))
}

/// A line for each: how many were completed, how many rated, the share of good ones, the share not rated.
pub(crate) fn table(
    caption: impl Into<String>,
    headings: [Cow<'static, str>; 5],
    lines: &[RatingLine],
) -> Table {
    let rows = lines.iter().map(|line| {
        vec![
            Cell::Text(line.name.clone()),
            Cell::Number(line.completed.to_string()),
            Cell::Number(line.ratings.to_string()),
            Cell::Number(share(line.good_rate)),
            Cell::Number(share(line.not_rated_rate)),
        ]
    });
    Table { caption: caption.into(), headings: headings.map(Cow::into_owned).into(), rows: rows.collect() }
}
