//! P010 没有这个部门
//!
//! 牵头部门、配合部门、审批部门和各环节的承办机构都要是 departments.yaml 里有的编号，
//! 否则子办件派不出去，也没有人对它负责。

use super::meant;
use crate::{
    diagnostics::{Diagnostics, Spot},
    read::draft::{Draft, Kind},
};

pub(super) fn check(draft: &Draft<'_>, out: &mut Diagnostics) {
    let mut look = |id: &str, spot: Spot<'_>| {
        let known = draft.department(id).is_some() || draft.is_obscure(Kind::Departments, id);
        if known || id.is_empty() {
            return;
        }
        let names = draft.departments.iter().map(|known| (&*known.value.id, &*known.value.short_name));
        out.error("P010", spot, format!("没有编号为 {id} 的部门")).hint_if_some(meant(id, names));
    };
    for department in &draft.departments {
        if let Some(parent) = &department.value.parent {
            look(parent, department.at.key("parent").spot());
        }
    }
    for material in &draft.materials {
        if let Some(sharer) = &material.value.shared_by {
            look(sharer, material.at.key("shared_by").spot());
        }
    }
    for item in &draft.items {
        look(&item.value.department, item.at.key("department").spot());
        for (index, step) in item.value.steps.iter().enumerate() {
            look(&step.actor, item.at.key("steps").index(index).key("actor").spot());
        }
    }
    for theme in &draft.themes {
        look(&theme.value.lead, theme.at.key("lead").spot());
        for (index, department) in theme.value.cooperating.iter().enumerate() {
            look(department, theme.at.key("cooperating").index(index).spot());
        }
        for (index, extension) in theme.value.extensions.iter().enumerate() {
            if let Some(department) = &extension.department {
                look(department, theme.at.key("extensions").index(index).key("department").spot());
            }
        }
    }
    for place in &draft.places {
        look(&place.value.department, place.at.key("department").spot());
    }
}
