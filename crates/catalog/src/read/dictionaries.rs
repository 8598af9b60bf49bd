//! Departments, materials, data elements and the sections of the form.

use super::record::Record;
use crate::{
    ids::{DepartmentId, ElementId, MaterialId},
    model::{Department, Element, ElementType, Material, Section},
};

const DEPARTMENT_KINDS: [(&str, &str); 4] =
    [("bureau", "bureau"), ("unit", "unit"), ("centre", "centre"), ("outside", "outside")];
const PLAN_PARTS: [(&str, &str); 3] = [("annex", "annex"), ("body", "body"), ("beyond", "beyond")];
const MATERIAL_KINDS: [(&str, &str); 7] = [
    ("certificate", "certificate"),
    ("form", "form"),
    ("contract", "contract"),
    ("photo", "photo"),
    ("statement", "statement"),
    ("report", "report"),
    ("proof", "proof"),
];
const ELEMENT_TYPES: [(&str, ElementType); 14] = [
    ("text", ElementType::Text),
    ("integer", ElementType::Integer),
    ("decimal", ElementType::Decimal),
    ("date", ElementType::Date),
    ("datetime", ElementType::Datetime),
    ("boolean", ElementType::Boolean),
    ("choice", ElementType::Choice),
    ("id_card", ElementType::IdCard),
    ("uscc", ElementType::Uscc),
    ("mobile", ElementType::Mobile),
    ("address", ElementType::Address),
    ("person_name", ElementType::PersonName),
    ("money", ElementType::Money),
    ("area", ElementType::Area),
];

pub(super) fn department(id: &str, r: &mut Record<'_, '_>) -> Department {
    Department {
        id: id.into(),
        name: r.text("name"),
        short_name: r.text("short_name"),
        kind: r.one_of("kind", &DEPARTMENT_KINDS).unwrap_or_default().to_owned(),
        in_plan: r.one_of("in_plan", &PLAN_PARTS).unwrap_or_default().to_owned(),
        duties: r.text("duties"),
        parent: r.text_or_none("parent").map(DepartmentId::from),
        note: r.text_or_none("note"),
        certain: r.flag("certain", true),
    }
}

pub(super) fn material(id: &str, r: &mut Record<'_, '_>) -> Material {
    Material {
        id: MaterialId::from(id),
        name: r.text("name"),
        issuer: r.text("issuer"),
        kind: r.one_of("kind", &MATERIAL_KINDS).unwrap_or_default().to_owned(),
        carrier: r.texts("carrier"),
        e_licence: r.flag("e_licence", false),
        shared_by: r.text_or_none("shared_by").map(DepartmentId::from),
        used_by_all: r.flag("used_by_all", false),
        sample_note: r.text("sample_note"),
        changes: r.changes(),
        certain: r.flag("certain", true),
    }
}

pub(super) fn element(id: &str, r: &mut Record<'_, '_>) -> Element {
    let subject = id.split('.').next().unwrap_or_default();
    Element {
        id: ElementId::from(id),
        label: r.text("label"),
        kind: r.one_of("type", &ELEMENT_TYPES).unwrap_or(ElementType::Text),
        choices: r.texts("choices"),
        min: r.number_or_none("min"),
        max: r.number_or_none("max"),
        pattern: r.text_or_none("pattern"),
        unit: r.text_or_none("unit"),
        prefill: r.text_or_none("prefill"),
        sensitive: r.flag("sensitive", false),
        help: r.text("help"),
        same_as: r.text_or_none("same_as").map(ElementId::from),
        copy_from: r.texts("copy_from").into_iter().map(ElementId::from).collect(),
        multiple: r.flag("multiple", false),
        section: r.text_or_none("section").unwrap_or_else(|| subject.to_owned()),
        order: r.start(),
        certain: r.flag("certain", true),
    }
}

pub(super) fn section(r: &mut Record<'_, '_>) -> Section {
    let row = r.text_or_none("row");
    let max_rows = if row.is_some() { r.whole("max_rows") } else { 1 };
    Section {
        id: r.text("id"),
        title: r.text("title"),
        row,
        max_rows,
        same_as: r.texts("same_as"),
        legal_entity: r.flag("legal_entity", false),
        children: r.flag("children", false),
        deceased: r.flag("deceased", false),
    }
}
