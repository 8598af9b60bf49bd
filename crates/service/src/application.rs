//! An application as a person sees it: the one form in sections with what is
//! known filled in, the materials, and how the results are wanted.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use casework::{
    case::{Delivery, FileRef, Form, MetPrerequisite},
    exit::Exit,
};
use catalog::{
    Answers, Assessment, Catalog, ElementId, ItemId, MaterialId, ThemeId,
    assessment::{AssessedField, AssessedMaterial, OneWay, Spared, State},
    diff::Difference,
    model::ElementType,
};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use store::WalletEntry;

use crate::{
    Copied, CopyOffer, Kinship, Rules, copying::Sources, deceased, draft_materials::missing, draft_notes,
    drafts::OpenDraft, failure::Complaint, form, prefill, words,
};

/// What a draft holds: everything that was typed, as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ApplicationInput {
    /// Answers to the questions.
    pub answers: Answers,
    /// Form values: an element's value, or one value a row. Strings as typed.
    pub form: casework::case::Form,
    /// What was handed in so far.
    pub materials: Vec<casework::case::HandedIn>,
    /// How paper results are wanted, once chosen.
    pub delivery: Option<Delivery>,
    /// Whether they are to come together or as they come.
    #[serde(default)]
    pub exit: Exit,
    /// Obstacles that the applicant has taken note of in writing, by their ids.
    #[serde(default)]
    pub acknowledged: BTreeSet<String>,
    /// What was had elsewhere first.
    #[serde(default)]
    pub met: Vec<MetPrerequisite>,
    /// Of groups of which one way is enough, the way that the applicant chose.
    #[serde(default)]
    pub ways: BTreeMap<String, String>,
    /// What was taken over from elsewhere on the form (同上).
    #[serde(default)]
    pub copied: Vec<Copied>,
}

/// A draft with everything a page needs.
#[derive(Debug)]
pub struct Application {
    /// The draft's id.
    pub id: String,
    /// Its version, to be sent back with changes.
    pub version: u64,
    /// When it was last saved.
    pub saved_at: Timestamp,
    /// The theme.
    pub theme: ThemeId,
    /// The theme's name.
    pub theme_name: String,
    /// Whose application it is, by name.
    pub applicant_name: String,
    /// Taken in by a clerk or an agent for somebody else.
    pub on_behalf: bool,
    /// What was typed so far.
    pub input: ApplicationInput,
    /// What follows from the answers and the form so far.
    pub assessment: Assessment,
    /// The one form.
    pub sections: Vec<FormSection>,
    /// The materials, those to be brought first.
    pub materials: Vec<MaterialSlot>,
    /// Ways in which paper results can be had.
    pub delivery_choices: Vec<DeliveryChoice>,
    /// Everything that still stands in the way of submitting.
    pub complaints: Vec<Complaint>,
    /// The rules with which it was begun and which hold for it.
    pub rules: Rules,
    /// The same rules hold today.
    pub current: bool,
    /// What differs today, as far as it touches this application.
    pub changed: Vec<Difference>,
}

/// A section of the form.
#[derive(Debug, Clone)]
pub struct FormSection {
    /// Its id, such as `child`.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// What a row is called (孩子); none where the section does not repeat.
    pub row: Option<String>,
    /// One row, or as many as there are children, employees …
    pub rows: Vec<FormRow>,
    /// The person may add and remove rows.
    pub open_rows: bool,
    /// The most rows.
    pub max_rows: u32,
    /// Number of required fields still empty or wrong.
    pub left: usize,
    /// For a section about somebody who has died: whether the applicant is known as a close relative.
    /// None for every other section, and for whoever may not see what is known.
    pub kinship: Option<Kinship>,
}

/// A row of a section.
#[derive(Debug, Clone)]
pub struct FormRow {
    /// Counted from 0.
    pub index: usize,
    /// Whose particulars may be taken over for it (同上).
    pub offers: Vec<CopyOffer>,
    /// Its fields.
    pub fields: Vec<FormField>,
}

/// A field with its value.
#[derive(Debug, Clone)]
pub struct FormField {
    /// Which element.
    pub element: ElementId,
    /// The control's name: `child.name` or `child.name.1` for the second row.
    pub name: String,
    /// What stands beside it.
    pub label: String,
    /// Its type.
    pub kind: ElementType,
    /// Must be filled in.
    pub required: bool,
    /// Its value as typed; for several values the chosen ones are in `values`.
    pub value: String,
    /// The chosen values of a field that takes several.
    pub values: Vec<String>,
    /// Takes several values.
    pub multiple: bool,
    /// Allowed words.
    pub choices: Vec<String>,
    /// Unit.
    pub unit: Option<String>,
    /// Help.
    pub help: String,
    /// Smallest number.
    pub min: Option<f64>,
    /// Largest number.
    pub max: Option<f64>,
    /// Where the value was read from, in words; none where the person typed it.
    pub from: Option<String>,
    /// It was copied, and where it was copied from something else stands now.
    pub differs: bool,
    /// Values elsewhere on the form that may be taken over.
    pub offers: Vec<CopyOffer>,
    /// Settled by an answer or the theme; changed by going back to the questions.
    pub fixed: bool,
    /// Asked only while another field has a certain value: `delivery.method == '邮寄'`.
    pub shown_when: Option<String>,
    /// Not asked as things stand.
    pub hidden: bool,
    /// What is wrong with the value.
    pub complaint: Option<String>,
    /// Masked on screens where the whole value is not needed.
    pub sensitive: bool,
    /// Names of the items that use it.
    pub used_by: Vec<String>,
}

/// A material with what was handed in for it.
#[derive(Debug, Clone)]
pub struct MaterialSlot {
    /// Which material.
    pub id: MaterialId,
    /// Its name.
    pub name: String,
    /// Names of the items that need it.
    pub needed_by: Vec<(ItemId, String)>,
    /// Key material.
    pub key: bool,
    /// May follow later.
    pub deferrable: bool,
    /// Why it need not be brought.
    pub spared: Option<Spared>,
    /// Depends on a field not yet filled in, or on which way is chosen.
    pub open: bool,
    /// The group of which it is one way.
    pub one_way: Option<Arc<OneWay>>,
    /// How to get it or fill it in.
    pub sample_note: String,
    /// Who issues it.
    pub issuer: String,
    /// Remarks.
    pub notes: Vec<String>,
    /// How many sets.
    pub repeat: Option<u32>,
    /// What was handed in.
    pub files: Vec<FileRef>,
    /// Seen on paper at the counter.
    pub on_paper: bool,
    /// To follow later.
    pub deferred: bool,
    /// Taken from the wallet: the result's number.
    pub from_wallet: Option<String>,
    /// Results in the wallet that can serve.
    pub wallet: Vec<WalletOffer>,
    /// What is wrong.
    pub complaint: Option<String>,
}

/// A result in the wallet that can be used as a material.
#[derive(Debug, Clone)]
pub struct WalletOffer {
    /// The result's number.
    pub number: String,
    /// Its name.
    pub name: String,
    /// Until when it holds.
    pub valid_until: Option<jiff::civil::Date>,
}

/// A way in which results can be had.
#[derive(Debug, Clone)]
pub struct DeliveryChoice {
    /// `online`, `counter:<place>`, `post`.
    pub id: String,
    /// In words.
    pub label: String,
    /// Chosen now.
    pub chosen: bool,
}

/// Puts a draft into the shape that pages show.
pub(crate) fn build(
    draft: OpenDraft,
    assessment: Assessment,
    wallet: &[WalletEntry],
    today: Date,
) -> Application {
    let rules = draft.rules;
    let catalog: &Catalog = &rules;
    let input = draft.body.input;
    let filled = prefill::filled_in(&assessment, &input.form, &draft.body.known);
    let checked = form::check(catalog, &assessment, &filled, today);
    let mut complaints = checked.complaints;
    let sources = Sources { catalog, assessment: &assessment, filled: &filled, known: &draft.body.known };
    let mut sections = sections(&sources, &input, &complaints);
    for section in &mut sections {
        let asked = draft.body.kinship.as_ref();
        section.kinship = deceased::kinship(catalog, asked, &section.id, &filled);
    }
    let materials = materials(catalog, &assessment, &input, wallet, today);
    complaints.extend(
        missing(&assessment, &input.materials).map(|material| material_missing(&assessment, material)),
    );
    complaints.extend(draft_notes::complaints(&assessment, &input));
    complaints.extend(assessment.next.iter().map(|question| {
        Complaint::new(
            format!("/answers/{}", question.id),
            "unanswered",
            format!("请先回答：{}", question.question),
        )
    }));
    Application {
        id: draft.record.id,
        version: draft.record.version,
        saved_at: draft.record.saved_at,
        theme_name: catalog.theme(&draft.record.theme).map(|theme| theme.name.clone()).unwrap_or_default(),
        theme: draft.record.theme,
        applicant_name: draft.body.applicant_name,
        on_behalf: draft.record.for_account.is_some(),
        delivery_choices: delivery_choices(catalog, &assessment, input.delivery.as_ref()),
        input,
        assessment,
        sections,
        materials,
        complaints,
        current: true,
        changed: Vec::new(),
        rules,
    }
}

/// What is said of a material that was not handed in: alone, or with the other ways that would do.
pub(crate) fn material_missing(assessment: &Assessment, material: &AssessedMaterial) -> Complaint {
    let group = material.any_of.as_ref().and_then(|one| {
        assessment.any_of.iter().find(|group| group.id == one.group && group.chosen.is_none())
    });
    let message = match group {
        Some(group) => {
            let ways: Vec<&str> = group.ways.iter().map(|way| way.label.as_str()).collect();
            format!("{}任选一种：{}", group.name, ways.join("；或者"))
        }
        None => format!("请交{}", material.name),
    };
    Complaint::new(format!("/materials/{}", material.id), "material_missing", message)
}

fn sections(sources: &Sources<'_>, input: &ApplicationInput, complaints: &[Complaint]) -> Vec<FormSection> {
    let Sources { catalog, assessment, filled, .. } = *sources;
    let mut sections: Vec<FormSection> = Vec::new();
    for field in &assessment.fields {
        if sections.iter().any(|section| section.id == field.section) {
            continue;
        }
        let fields: Vec<&AssessedField> =
            assessment.fields.iter().filter(|other| other.section == field.section).collect();
        let known_section = catalog.sections.iter().find(|section| section.id == field.section);
        let repeating = fields.iter().find(|field| field.repeat.is_some());
        let count = repeating.map_or(1, |field| form::row_count(assessment, field, filled));
        let rows: Vec<FormRow> = (0..count)
            .map(|index| FormRow {
                index,
                offers: sources.for_row(&field.section, repeating.map(|_| index)),
                fields: fields
                    .iter()
                    // What does not repeat within a repeating section is asked with its first row.
                    .filter(|field| field.repeat.is_some() || index == 0)
                    .map(|field| show_field(sources, field, index, input, complaints))
                    .collect(),
            })
            .collect();
        let left = rows
            .iter()
            .flat_map(|row| &row.fields)
            .filter(|field| field.complaint.is_some() && !field.hidden)
            .count();
        sections.push(FormSection {
            id: field.section.clone(),
            title: known_section.map_or_else(|| field.section.clone(), |section| section.title.clone()),
            row: repeating.and_then(|_| known_section.and_then(|section| section.row.clone())),
            open_rows: repeating.is_some_and(|field| field.open_rows),
            max_rows: known_section.map_or(1, |section| section.max_rows),
            rows,
            left,
            kinship: None,
        });
    }
    sections
}

fn show_field(
    sources: &Sources<'_>,
    field: &AssessedField,
    index: usize,
    input: &ApplicationInput,
    complaints: &[Complaint],
) -> FormField {
    let Sources { catalog, assessment, filled, known } = *sources;
    let typed = &input.form;
    let row = field.repeat.map(|_| index);
    let settled = assessment.settled.iter().find(|settled| settled.id == field.id);
    let value = match (settled, filled.get(&field.id)) {
        (Some(settled), _) => settled.value.clone(),
        (None, Some(value)) => match row {
            Some(row) => form::rows_of(value).get(row).cloned().unwrap_or_default(),
            None => value.clone(),
        },
        (None, None) => serde_json::Value::Null,
    };
    let origin = sources.origin(&input.copied, &field.id, row);
    let from = match (settled, &origin) {
        (Some(settled), _) if settled.from == "theme" => Some("这件事本身决定".to_owned()),
        (Some(_), _) => Some("您前面的回答".to_owned()),
        (None, Some(origin)) => Some(words::copied_from(&origin.whose, origin.agrees)),
        (None, None) if !typed.contains_key(&field.id) && known.contains_key(&field.id) => {
            known.get(&field.id).map(|known| known.from.clone())
        }
        (None, None) if is_told_by_number(field, row, typed, filled) => Some(prefill::BY_NUMBER.into()),
        (None, None) => None,
    };
    let pointer = form::pointer(&field.id, row);
    FormField {
        element: field.id.clone(),
        name: form::control_name(&field.id, row),
        label: field.label.clone(),
        kind: field.kind,
        required: field.required,
        values: match &value {
            serde_json::Value::Array(values) => values.iter().map(form::text_of).collect(),
            single if form::is_empty(single) => Vec::new(),
            single => vec![form::text_of(single)],
        },
        value: form::text_of(&value),
        multiple: field.multiple,
        choices: field.choices.clone(),
        unit: field.unit.clone(),
        help: field.help.clone(),
        min: field.min,
        max: field.max,
        from,
        differs: settled.is_none() && origin.is_some_and(|origin| !origin.agrees),
        offers: sources.for_field(field, row),
        fixed: settled.is_some(),
        shown_when: field.shown_when.clone(),
        hidden: field.state != State::In,
        complaint: complaints
            .iter()
            .find(|complaint| complaint.pointer == pointer)
            .map(|c| c.message.clone()),
        sensitive: field.sensitive,
        used_by: field.items.iter().map(|item| catalog.item_name(item).to_owned()).collect(),
    }
}

/// Whether nobody typed the value and an identity number tells it.
fn is_told_by_number(field: &AssessedField, row: Option<usize>, typed: &Form, filled: &Form) -> bool {
    let own = match (typed.get(&field.id), row) {
        (Some(value), Some(row)) => form::rows_of(value).into_iter().nth(row),
        (value, _) => value.cloned(),
    };
    own.is_none_or(|own| form::is_empty(&own)) && prefill::told_by_number(field, filled, row).is_some()
}

fn materials(
    catalog: &Catalog,
    assessment: &Assessment,
    input: &ApplicationInput,
    wallet: &[WalletEntry],
    today: Date,
) -> Vec<MaterialSlot> {
    let mut slots: Vec<MaterialSlot> = assessment
        .materials
        .iter()
        .map(|material| {
            let handed = input.materials.iter().find(|handed| handed.material == material.id);
            MaterialSlot {
                id: material.id.clone(),
                name: material.name.clone(),
                needed_by: material
                    .needed_by
                    .iter()
                    .map(|item| (item.clone(), catalog.item_name(item).to_owned()))
                    .collect(),
                key: material.key,
                deferrable: material.deferrable,
                spared: material.spared.clone(),
                open: material.state == State::Open,
                one_way: material.any_of.clone(),
                sample_note: material.sample_note.clone(),
                issuer: material.issuer.clone(),
                notes: material.notes.iter().map(ToString::to_string).collect(),
                repeat: material.repeat,
                files: handed.map(|handed| handed.files.clone()).unwrap_or_default(),
                on_paper: handed.is_some_and(|handed| handed.on_paper),
                deferred: handed.is_some_and(|handed| handed.deferred),
                from_wallet: handed.and_then(|handed| handed.from_wallet.clone()),
                wallet: offers(wallet, &material.id, today),
                complaint: None,
            }
        })
        .collect();
    slots.sort_by_key(|slot| (slot.spared.is_some(), slot.open));
    slots
}

fn offers(wallet: &[WalletEntry], material: &MaterialId, today: Date) -> Vec<WalletOffer> {
    let fitting = wallet.iter().filter(|entry| {
        let holds = entry.revoked_at.is_none() && entry.replaced_at.is_none();
        holds
            && entry.material.as_ref() == Some(material)
            && entry.valid_until.is_none_or(|until| until >= today)
    });
    fitting
        .map(|entry| WalletOffer {
            number: entry.number.clone(),
            name: entry.name.clone(),
            valid_until: entry.valid_until,
        })
        .collect()
}

/// The ways in which at least one item of the case hands out its results.
fn delivery_choices(
    catalog: &Catalog,
    assessment: &Assessment,
    chosen: Option<&Delivery>,
) -> Vec<DeliveryChoice> {
    let ways = |way: &str| {
        assessment.items.iter().filter(|item| item.state == State::In).any(|item| {
            catalog.items.get(&item.id).is_some_and(|item| item.delivery.iter().any(|offered| offered == way))
        })
    };
    let mut choices = Vec::new();
    let mut add = |id: String, label: String, is_chosen: bool| {
        choices.push(DeliveryChoice { id, label, chosen: is_chosen });
    };
    if ways("online") {
        let is_chosen = matches!(chosen, Some(Delivery::Online));
        add("online".into(), "只要电子证照，不取纸质件".into(), is_chosen);
    }
    if ways("post") {
        add("post".into(), "邮寄到家".into(), matches!(chosen, Some(Delivery::Post { .. })));
    }
    for place in &catalog.places {
        if ways("window") && place.kind == "comprehensive" {
            let is_chosen = matches!(chosen, Some(Delivery::Counter { place: at }) if *at == place.id);
            add(format!("counter:{}", place.id), format!("到{}领取", place.name), is_chosen);
        }
    }
    choices
}
