//! 个人信息处理告知 and 监护人同意: what was told before anything was collected (个人信息保护法 第十七条、第三十五条),
//! and whether a young child's guardian has agreed (第三十一条).
//!
//! Knows from the plan which parts of the form are about children. What the notice says is made
//! elsewhere, from the catalogue; here it is kept as it was shown.

use catalog::ElementId;
use identifiers::ResidentId;
use jiff::{Timestamp, ToSpan, civil::Date};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    actor::AccountId,
    case::{Case, Form, day_of},
    plan::CasePlan,
};

/// Below this age a child's data are sensitive, and a guardian agrees to their use.
const YOUNG_BELOW_YEARS: i32 = 14;

/// How somebody came to read the notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShownBy {
    /// On the page on which the application began.
    Page,
    /// At the counter, before the clerk wrote anything down.
    Counter,
    /// By the program that handed the application in, as it says.
    CallingSystem,
    /// Not before handing in: it went out with the receipt.
    WithReceipt,
}

impl ShownBy {
    /// The word for it in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Counter => "counter",
            Self::CallingSystem => "calling_system",
            Self::WithReceipt => "with_receipt",
        }
    }
}

/// The notice as it was shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeShown {
    /// Which version: another text has another.
    pub version: String,
    /// The exact text, part by part.
    pub text: Vec<(String, String)>,
    /// How.
    pub by: ShownBy,
    /// When it was first shown.
    pub at: Timestamp,
}

/// A guardian's yes to the use of the data of children under fourteen in a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GuardianConsent {
    /// The children, by name.
    pub children: Vec<String>,
    /// The name that was signed.
    pub signed_as: String,
    /// What the guardian is to them: 母亲, 父亲 …
    pub relation: String,
    /// The version of the notice that was agreed to.
    pub version: String,
    /// The exact text, part by part.
    pub text: Vec<(String, String)>,
    /// Signed before a clerk.
    pub at_counter: bool,
}

/// A consent with when and by whom it was recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentGiven {
    /// What was agreed to.
    pub consent: GuardianConsent,
    /// When.
    pub at: Timestamp,
    /// In whose account.
    pub by: Option<AccountId>,
}

/// A child under fourteen of whom a form tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YoungChild {
    /// The section of the form.
    pub section: String,
    /// The row, counted from 0.
    pub row: usize,
    /// The name; empty where the form has none yet.
    pub name: String,
}

/// The children under fourteen on that day of whom the form tells in these sections, by their birth dates or
/// identity numbers.
pub fn young_children(sections: &[String], form: &Form, on: Date) -> Vec<YoungChild> {
    let mut children = Vec::new();
    for section in sections {
        let of = |suffix: &str| rows(form.get(format!("{section}.{suffix}").as_str()));
        let (names, born, numbers) = (of("name"), of("birth_date"), of("id_number"));
        for row in 0..names.len().max(born.len()).max(numbers.len()) {
            let text = |values: &[String]| values.get(row).cloned().unwrap_or_default();
            let by_number = || ResidentId::parse(&text(&numbers)).ok().map(|number| number.birth_date());
            let birth = text(&born).parse::<Date>().ok().or_else(by_number);
            if birth.is_some_and(|birth| is_young(birth, on)) {
                children.push(YoungChild { section: section.clone(), row, name: text(&names) });
            }
        }
    }
    children
}

fn is_young(birth: Date, on: Date) -> bool {
    birth.checked_add(YOUNG_BELOW_YEARS.years()).is_ok_and(|birthday| on < birthday)
}

/// One text a row.
fn rows(value: Option<&Value>) -> Vec<String> {
    let text = |value: &Value| value.as_str().unwrap_or_default().trim().to_owned();
    match value {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(rows)) => rows.iter().map(text).collect(),
        Some(single) => vec![text(single)],
    }
}

impl CasePlan {
    /// Whether the element tells of a child.
    pub fn tells_of_child(&self, element: &ElementId) -> bool {
        let section = element.split_once('.').map_or(element.as_str(), |(section, _)| section);
        self.children.iter().any(|of_child| of_child == section)
    }
}

impl Case {
    /// The children who were under fourteen when it was handed in.
    pub fn young_children(&self) -> Vec<YoungChild> {
        young_children(&self.plan.children, &self.form, day_of(self.submitted_at))
    }

    /// Whether a guardian still has to agree.
    pub fn wants_consent(&self) -> bool {
        self.guardian_consent.is_none() && !self.is_ended() && !self.young_children().is_empty()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn form(values: &[(&str, Value)]) -> Form {
        values.iter().map(|(id, value)| ((*id).into(), value.clone())).collect()
    }

    #[test]
    fn a_child_is_young_until_the_day_before_the_fourteenth_birthday() {
        let sections = ["pupil".to_owned()];
        let form = form(&[("pupil.name", "小满".into()), ("pupil.birth_date", "2012-03-03".into())]);
        assert_eq!(young_children(&sections, &form, date(2026, 3, 2)).len(), 1);
        assert_eq!(young_children(&sections, &form, date(2026, 3, 3)).len(), 0);
    }

    #[test]
    fn each_row_counts_by_itself_and_a_number_tells_where_no_date_does() {
        let sections = ["child".to_owned()];
        let young = "0123456789X".chars().map(|check| format!("50011620200101123{check}"));
        let young = young.into_iter().find(|text| ResidentId::parse(text).is_ok()).unwrap();
        let form = form(&[
            ("child.name", serde_json::json!(["大满", "小满"])),
            ("child.birth_date", serde_json::json!(["2005-01-01", ""])),
            ("child.id_number", serde_json::json!(["", young])),
        ]);
        let found = young_children(&sections, &form, date(2026, 3, 2));
        assert_eq!(
            found.iter().map(|child| (child.row, child.name.as_str())).collect::<Vec<_>>(),
            [(1, "小满")]
        );
    }

    #[test]
    fn what_nobody_dated_is_not_guessed() {
        let form = form(&[("child.name", "小满".into()), ("child.birth_date", "".into())]);
        assert!(young_children(&["child".to_owned()], &form, date(2026, 3, 2)).is_empty());
    }
}
