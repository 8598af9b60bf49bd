//! 分开评: which parts of a case its applicant may judge by themselves, in words.

use std::sync::Arc;

use casework::{Case, Rated, Recorded, policy};
use catalog::Catalog;

use crate::Visitor;

/// A part that can be rated by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RatablePart {
    /// Which, as one word: `department/public_security`.
    pub key: String,
    /// What it is called.
    pub name: String,
}

/// Departments, items and the people who handled it, once the whole was rated and no part was.
pub(crate) fn ratable_parts(
    catalog: &Catalog,
    case: &Case,
    history: &[Arc<Recorded>],
    visitor: &Visitor,
) -> Vec<RatablePart> {
    let may = policy::may(&visitor.actor, policy::Action::Rate, Some(case)).is_ok();
    if !may || case.rating.is_none() || !case.rated_parts.is_empty() {
        return Vec::new();
    }
    let part = |of: Rated, name: String| RatablePart { key: of.key(), name };
    let departments = case.plan.departments().into_iter().map(|department| {
        let name = catalog.department_name(&department).to_owned();
        part(Rated::Department { department }, name)
    });
    let items =
        case.plan.items.iter().map(|item| {
            part(Rated::Item { item: item.item.clone() }, catalog.item_name(&item.item).to_owned())
        });
    let people = case.handlers.iter().filter_map(|account| {
        let acted = history.iter().find(|recorded| recorded.by.as_ref() == Some(account))?;
        Some(part(Rated::Person { account: account.clone() }, format!("工作人员：{}", acted.by_name)))
    });
    departments.chain(items).chain(people).collect()
}
