//! What is left to the citizen once a result is there: duties with their last day, and what has to be
//! in place before a shop opens. The same part in the notice and under each result.

use crate::paper::{Body, Part, Row, Table};

/// What the citizen has to do afterwards (办完以后的事): no limit of the government's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duty {
    /// What has to be done.
    pub text: String,
    /// Within what time, in words.
    pub limit: String,
    /// The last day, where it is known.
    pub by: Option<String>,
    /// What follows where it is not done.
    pub consequence: Option<String>,
    /// On what it rests.
    pub law: Option<String>,
}

/// The duties as a part; none where there are none.
pub(crate) fn duties(duties: impl IntoIterator<Item = Duty>) -> Option<Part> {
    let rows = duties.into_iter().map(|duty| {
        let by = duty.by.map_or_else(String::new, |by| format!("\n就是{by}以前"));
        let mut remark: Vec<String> = duty.consequence.iter().map(|then| format!("不办的：{then}")).collect();
        remark.extend(duty.law.iter().map(|law| format!("依据：{law}")));
        Row { key: None, cells: vec![duty.text, format!("{}{by}", duty.limit), remark.join("\n")] }
    });
    let rows: Vec<Row> = rows.collect();
    let columns = ["要做什么", "什么时候以前", "依据和后果"].map(str::to_owned).to_vec();
    let part = |rows| Part::new("办好以后您还要做的", vec![Body::Table(Table { columns, rows })]);
    (!rows.is_empty()).then(|| part(rows))
}

/// What has to be in place before opening (开业清单); none where there is nothing.
pub(crate) fn opening(lines: Vec<String>) -> Option<Part> {
    (!lines.is_empty()).then(|| Part::new("开业前还要备齐的", vec![Body::List(lines)]))
}
