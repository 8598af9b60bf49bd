//! The catalogue after reading and checking: what the rest of the house works with.
//!
//! Everything here is immutable and refers only to what exists. The text of
//! the files, with its lines and columns, is the business of `read`.

use std::collections::BTreeMap;

use serde::Serialize;

mod acts;
mod after;
mod district;
mod figures;
mod form;
mod items;
mod papers;
mod risk;
mod screens;
mod situations;
mod stops;
mod themes;

pub use acts::{Apart, AppliedBy, IfBlocked, Need, Party, Path, Presence, RowCount, Rows, Signature};
pub use after::{Base, Exclusive, Joint, JointKind, NoticeKind, Obligation, Period, Prerequisite, Unit};
pub use district::{Channel, Department, District, Division, Place, Rule};
pub use figures::{Figure, FigureKind};
pub use form::{Element, ElementType, Section};
pub use items::{Basis, Change, Fee, FeeKind, FieldUse, Item, ItemResult, Limit, MaterialUse, Step};
pub use papers::{AnyOf, CHOICE, PaperWay, SparedBy};
pub use risk::{CommitmentCheck, RiskClass};
pub use screens::{Exception, Screen};
pub use situations::{KnownBy, Situation, SituationOption, SituationType};
pub use stops::{Stop, StopKind, Way};
pub use themes::{Baseline, Extension, Notice, Subject, Theme, ThemeItem};

use crate::{
    days::{self, Parameter, Setting},
    ids::{DepartmentId, ElementId, ItemId, MaterialId},
};
pub(crate) use situations::NEVER;

/// A district's whole catalogue, read, checked and compiled.
#[derive(Debug)]
pub struct Catalog {
    /// The district that publishes it.
    pub district: District,
    /// First day of validity and a digest of the text, such as `2026-11-01.3f9a1c20`.
    pub version: String,
    /// The day as which it was read: everything here holds on it.
    pub day: jiff::civil::Date,
    /// The days around it on which exactly the same holds.
    pub in_force: days::Period,
    /// All days on which something in the files begins to hold or has ceased to, in order.
    pub turns: Vec<jiff::civil::Date>,
    /// Thresholds, fees, limits and bounds that the law moves, by id, with all their values.
    pub parameters: BTreeMap<String, Parameter>,
    /// Departments and bodies by id.
    pub departments: BTreeMap<DepartmentId, Department>,
    /// Materials by id.
    pub materials: BTreeMap<MaterialId, Material>,
    /// Data elements by id.
    pub elements: BTreeMap<ElementId, Element>,
    /// Sections of the one form, in the order in which they are asked.
    pub sections: Vec<Section>,
    /// Items by id.
    pub items: BTreeMap<ItemId, Item>,
    /// Themes in the order of the plan's annexes.
    pub themes: Vec<Theme>,
    /// Counters of the district.
    pub places: Vec<Place>,
    /// Streets and towns (镇街).
    pub divisions: Vec<Division>,
    /// Published working days and holidays.
    pub calendar: workdays::Calendar,
    /// Rules of law that the software enforces.
    pub rules: Vec<Rule>,
    /// Ways in by network, beside the counters.
    pub channels: Vec<Channel>,
    /// What else the files state for people to read (glossary, formulas with their test
    /// values, sources), by file and key, such as `rules.glossary`.
    pub background: BTreeMap<String, serde_json::Value>,
}

impl Catalog {
    /// The theme of that id.
    pub fn theme(&self, id: &str) -> Option<&Theme> {
        self.themes.iter().find(|theme| theme.id == *id)
    }

    /// A department's short name, or the id itself where it is plain text (a landlord, say).
    pub fn department_name<'a>(&'a self, id: &'a str) -> &'a str {
        self.departments.get(id).map_or(id, |department| &department.short_name)
    }

    /// Departments that decide at least one item, in the order of their ids.
    pub fn departments_with_items(&self) -> Vec<&Department> {
        self.departments
            .values()
            .filter(|department| self.items.values().any(|item| item.department == department.id))
            .collect()
    }

    /// A material's name, or the id when unknown.
    pub fn material_name<'a>(&'a self, id: &'a str) -> &'a str {
        self.materials.get(id).map_or(id, |material| &material.name)
    }

    /// An item's name, or the id when unknown.
    pub fn item_name<'a>(&'a self, id: &'a str) -> &'a str {
        self.items.get(id).map_or(id, |item| &item.name)
    }

    /// What one row of an item that repeats is called (孩子): as in the repeating section of its form.
    pub fn row_word(&self, item: &str) -> Option<&str> {
        let mut elements =
            self.items.get(item)?.fields.iter().filter_map(|used| self.elements.get(&used.element));
        elements.find_map(|element| {
            let section = self.sections.iter().find(|section| section.id == element.section)?;
            section.row.as_deref()
        })
    }

    /// What a parameter is set to on the catalogue's day.
    pub fn setting(&self, id: &str) -> Option<&Setting> {
        self.parameters.get(id)?.on(self.day).map(|value| &value.value)
    }

    /// A data element's label, or the id when unknown.
    pub fn element_label<'a>(&'a self, id: &'a str) -> &'a str {
        self.elements.get(id).map_or(id, |element| &element.label)
    }
}

/// A material (申请材料).
#[derive(Debug, Clone, Serialize)]
pub struct Material {
    /// Its id.
    pub id: MaterialId,
    /// Its name in full.
    pub name: String,
    /// Who issues it: a department's id or plain text.
    pub issuer: String,
    /// `certificate`, `form`, `contract`, `photo`, `statement`, `report`, `proof`.
    pub kind: String,
    /// `original`, `copy`, `electronic`.
    pub carrier: Vec<String>,
    /// An electronic certificate (电子证照) of it exists.
    pub e_licence: bool,
    /// The department that can supply it by data sharing (数据共享).
    pub shared_by: Option<DepartmentId>,
    /// Every item uses it (综合申请表): the system fills it from the one form.
    pub used_by_all: bool,
    /// How to fill in or get it, in one line.
    pub sample_note: String,
    /// What is otherwise on the day than it is written for other days.
    pub changes: Vec<Change>,
    /// False where the lead department has still to confirm it.
    pub certain: bool,
}
