//! The one form on the dense page of an application: all its sections with their rows.

use service::{Application, CopyOffer, FormField, FormSection};

use crate::ui::{
    field::{Field, Offer},
    kinship::KinshipBox,
};

/// The element that the choice of delivery fills; it is chosen, not typed.
pub(super) const DELIVERY_METHOD: &str = "delivery.method";

/// A section of the form with its rows.
pub(super) struct SectionBlock {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) rows: Vec<RowBlock>,
    pub(super) add: Option<String>,
    /// About somebody who has died: what departments know of them.
    pub(super) kinship: Option<KinshipBox>,
}

pub(super) struct RowBlock {
    /// The row's name (孩子 2), where the section repeats.
    pub(super) name: Option<String>,
    pub(super) fields: Vec<Field>,
    /// Fields that take several values: an empty value tells that the last was unticked.
    pub(super) several: Vec<String>,
    /// Who else it may be.
    pub(super) same: Vec<Offer>,
    pub(super) remove: Option<String>,
}

/// Every section in which something is typed here.
pub(super) fn sections(application: &Application, checked: bool) -> Vec<SectionBlock> {
    application
        .sections
        .iter()
        .map(|section| section_block(section, checked))
        .filter(|block| !block.rows.is_empty())
        .collect()
}

fn section_block(section: &FormSection, checked: bool) -> SectionBlock {
    let rows = section.rows.iter().map(|row| {
        let fields: Vec<&FormField> =
            row.fields.iter().filter(|field| *field.element != *DELIVERY_METHOD).collect();
        RowBlock {
            name: section.row.as_ref().map(|name| format!("{name} {}", row.index + 1)),
            several: fields
                .iter()
                .filter(|field| field.multiple && !field.fixed)
                .map(|field| field.name.clone())
                .collect(),
            fields: fields.iter().map(|field| dense_field(field, checked)).collect(),
            same: row.offers.iter().map(offered).collect(),
            remove: (section.open_rows && section.rows.len() > 1)
                .then(|| format!("remove:{}:{}", section.id, row.index)),
        }
    });
    let can_add = section.open_rows && section.rows.len() < section.max_rows as usize;
    SectionBlock {
        id: section.id.clone(),
        title: section.title.clone(),
        rows: rows.filter(|row| !row.fields.is_empty()).collect(),
        kinship: section.kinship.as_ref().map(|kinship| KinshipBox::of(kinship, "do", "kinship")),
        add: can_add.then(|| format!("add:{}", section.id)),
    }
}

/// All that the catalogue offers, also what is not filled in yet: it stands on the same page, and is
/// saved before it is taken over.
fn offered(offer: &CopyOffer) -> Offer {
    Offer::of(offer, "do", format!("same:{}", offer.id))
}

/// What is wrong with an empty field is told only once the whole was checked.
fn dense_field(field: &FormField, checked: bool) -> Field {
    let is_empty = field.value.is_empty() && field.values.is_empty();
    let shown = Field::of(field).offers(field.offers.iter().map(offered).collect());
    if is_empty && !checked { shown.error(None) } else { shown }
}
