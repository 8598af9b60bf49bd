//! 利害关系人: who was told of a task and what they said. Names are for the department that decides;
//! others read how many, and what was said.

use casework::{Case, Task};
use jiff::civil::Date;

use crate::Visitor;

/// People whose great interests a task may concern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InterestedView {
    /// Whose, and why.
    pub why: String,
    /// Who was told, in order.
    pub notices: Vec<InterestedNotice>,
    /// What they said, in order.
    pub statements: Vec<StatementView>,
    /// Nobody is concerned in this case, and why.
    pub none_because: Option<String>,
    /// Everybody told has spoken or had the time to.
    pub settled: bool,
}

impl InterestedView {
    /// Whether anything was done about them yet.
    pub fn is_told(&self) -> bool {
        !self.notices.is_empty() || self.none_because.is_some()
    }
}

/// A notice to people concerned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InterestedNotice {
    /// How many.
    pub count: usize,
    /// Who; none for those who need not know.
    pub people: Vec<String>,
    /// How.
    pub how: String,
    /// What they were told.
    pub text: String,
    /// On which day.
    pub on: Date,
    /// The last day on which they are heard.
    pub until: Date,
}

/// What one of them said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementView {
    /// Who; empty for those who need not know.
    pub person: String,
    /// What.
    pub text: String,
    /// On which day.
    pub on: Date,
}

/// Who is concerned by a task; none where its item concerns nobody else.
pub(crate) fn view(visitor: &Visitor, case: &Case, task: &Task, today: Date) -> Option<InterestedView> {
    let why = case.third_party_interest(task)?.to_owned();
    let named = visitor.approver_of().contains(&&task.department);
    let known = &task.interested;
    let notices = known.notices.iter().map(|notice| InterestedNotice {
        count: notice.people.len(),
        people: if named { notice.people.clone() } else { Vec::new() },
        how: notice.how.clone(),
        text: notice.text.clone(),
        on: notice.on,
        until: notice.until,
    });
    let statements = known.statements.iter().map(|statement| StatementView {
        person: if named { statement.person.clone() } else { String::new() },
        text: statement.text.clone(),
        on: statement.on,
    });
    Some(InterestedView {
        why,
        notices: notices.collect(),
        statements: statements.collect(),
        none_because: known.none_because.clone(),
        settled: known.is_settled(today),
    })
}
