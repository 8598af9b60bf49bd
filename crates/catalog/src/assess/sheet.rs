//! What a theme says whatever the answers are: looked up and worded once, when
//! the catalogue is read, and shared by every assessment after that.
//!
//! Numbers in place of ids: items in the theme's order, materials, data
//! elements and sections in the order in which the theme's items name them.
//! Knows nothing of answers.

use std::{collections::BTreeMap, sync::Arc};

use serde_json::Value as Json;

use super::questions;
use crate::{
    answers::Answer,
    assessment::{
        AnswerFacts, AssessedFee, AssessedNotice, AssessedStep, FieldFacts, ItemFacts, MaterialFacts,
        NodeFacts, Question, SettledElement, SparedBy, StopFacts, VisitReason,
    },
    ids::{ElementId, ItemId, MaterialId},
    model::{Baseline, CHOICE, Element, Item, Material, MaterialUse, Situation, SituationType, ThemeItem},
    origin::{ItemOrigins, ThemeOrigins},
    plan::{Plan, ThemeSource},
};

/// What a theme says whatever the answers are.
#[derive(Debug, Default)]
pub struct Sheet {
    pub(crate) plan: Arc<Plan>,
    pub(super) ids: Arc<[ItemId]>,
    pub(super) items: Vec<ItemSheet>,
    pub(super) materials: Vec<MaterialSheet>,
    pub(super) fields: Vec<FieldSheet>,
    pub(super) situations: Vec<SituationSheet>,
    /// Labels of the elements that conditions look at, in the order of the plan's slots.
    pub(super) labels: Vec<Label>,
    pub(super) stops: Vec<Arc<StopFacts>>,
    pub(super) notices: Vec<Arc<AssessedNotice>>,
    pub(super) constants: Vec<Arc<SettledElement>>,
    pub(super) baseline: Baseline,
    /// The sections of the theme's form, in its order.
    pub(super) sections: Vec<String>,
    /// Whether each of them repeats.
    pub(super) repeats: Vec<bool>,
    /// Where the theme's clauses stand.
    pub(super) origins: ThemeOrigins,
    pub(super) otherwise: Otherwise,
}

/// What is said of a slot that no question fills.
#[derive(Debug)]
pub(super) enum Label {
    /// A field of the form.
    Field(String),
    /// A choice among papers that no field tells.
    Group(String),
}

/// What happens where a paper is not spared after all and its author says nothing else.
#[derive(Debug)]
pub(super) struct Otherwise([(SparedBy, Arc<str>); 4]);

impl Default for Otherwise {
    fn default() -> Self {
        Self([
            (SparedBy::Sharing, "查不到的，会请您补交这一份".into()),
            (SparedBy::Commitment, "不愿意承诺的，请交这一份".into()),
            (SparedBy::EarlierResult, "前面那一项没有办成的，请交这一份".into()),
            (SparedBy::Generated, "系统出不来的，请自己填一份".into()),
        ])
    }
}

impl Otherwise {
    /// The words for a way of sparing.
    pub(super) fn of(&self, by: SparedBy) -> &Arc<str> {
        let found = self.0.iter().find(|(known, _)| *known == by);
        &found.unwrap_or(&self.0[0]).1
    }
}

/// What themes share of the items that they use.
#[derive(Debug, Default)]
pub(crate) struct Shared {
    pub(crate) items: BTreeMap<ItemId, Arc<Item>>,
    pub(crate) origins: BTreeMap<ItemId, Arc<ItemOrigins>>,
}

/// An item of the theme.
#[derive(Debug)]
pub(super) struct ItemSheet {
    pub(super) entry: ThemeItem,
    pub(super) item: Arc<Item>,
    pub(super) facts: Arc<ItemFacts>,
    pub(super) node: Arc<NodeFacts>,
    pub(super) steps: Arc<[AssessedStep]>,
    /// Number of its department among those of the theme.
    pub(super) department: u32,
    pub(super) promised_days: u32,
    /// Working days of each variant of its limit.
    pub(super) variant_days: Vec<u32>,
    pub(super) materials: Vec<MaterialUseSheet>,
    pub(super) fields: Vec<FieldUseSheet>,
    /// Sections that repeat and of which it asks something.
    pub(super) rows: Vec<usize>,
    /// It asks about nothing but rows.
    pub(super) rows_alone: bool,
    pub(super) fee: Option<Arc<AssessedFee>>,
    pub(super) visit: Option<Arc<VisitReason>>,
    /// Said of a material that it results in and another item of the case wants.
    pub(super) carried_over: CarriedOver,
    /// Where its clauses stand.
    pub(super) origins: Arc<ItemOrigins>,
}

/// What is said of a paper that an earlier item of the case results in.
#[derive(Debug)]
pub(super) struct CarriedOver {
    pub(super) text: Arc<str>,
    /// Where that item comes to nothing.
    pub(super) fallback: Arc<str>,
}

/// Use of a material by an item.
#[derive(Debug)]
pub(super) struct MaterialUseSheet {
    /// Number of the material; none where the catalogue does not know it.
    pub(super) material: Option<usize>,
    pub(super) when: Option<String>,
    pub(super) key: bool,
    pub(super) copies: Option<u32>,
    pub(super) note: Option<Arc<str>>,
    /// What spares the paper where no earlier item results in it.
    pub(super) instead: Option<Instead>,
    /// Other items that result in it, in the theme's order.
    pub(super) producers: Vec<usize>,
    pub(super) certain: bool,
}

/// What an author names in place of a paper.
#[derive(Debug)]
pub(super) struct Instead {
    pub(super) by: SparedBy,
    /// In the author's words.
    pub(super) words: Arc<str>,
    /// The same with the department that shares it, where nothing else is said of the material.
    pub(super) alone: Arc<str>,
    /// What happens where it does not come about after all.
    pub(super) fallback: Option<Arc<str>>,
}

/// Use of a data element by an item.
#[derive(Debug)]
pub(super) struct FieldUseSheet {
    /// Number of the field; none where the theme itself settles the element.
    pub(super) field: Option<usize>,
    /// The element and its label, where the theme itself settles it.
    pub(super) constant: Option<(ElementId, String)>,
    pub(super) when: Option<String>,
    pub(super) required: bool,
}

/// A material that items of the theme use.
#[derive(Debug)]
pub(super) struct MaterialSheet {
    pub(super) facts: Arc<MaterialFacts>,
    pub(super) certain: bool,
    /// 由…共享; none where nobody shares it.
    pub(super) shared: Option<String>,
    /// One for each row whatever item needs it.
    pub(super) for_each_row: bool,
}

/// A data element on the forms of the theme's items.
#[derive(Debug)]
pub(super) struct FieldSheet {
    pub(super) facts: Arc<FieldFacts>,
    /// Number of its section.
    pub(super) section: usize,
    /// It is asked once though its section repeats.
    pub(super) common: bool,
    /// Items that result in the paper on which the value stands, one bit each.
    pub(super) comes_from: u64,
}

/// A question of the theme.
#[derive(Debug)]
pub(super) struct SituationSheet {
    pub(super) question: Arc<Question>,
    pub(super) derived: bool,
    pub(super) element: Option<ElementId>,
    /// The element takes several values.
    pub(super) several: bool,
    /// No and yes, or the options in order.
    pub(super) said: Vec<Said>,
    /// No option is chosen.
    pub(super) nothing: Said,
}

/// An answer with its words and what it settles.
#[derive(Debug)]
pub(super) struct Said {
    pub(super) facts: Arc<AnswerFacts>,
    pub(super) settles: Option<Arc<SettledElement>>,
}

impl Sheet {
    /// Prepares what the theme says; nothing where it names an item that there is not, which is the
    /// business of the check.
    pub(crate) fn prepare(
        source: &ThemeSource<'_>,
        plan: Arc<Plan>,
        place: ThemeOrigins,
        shared: &Shared,
    ) -> Self {
        let known = source.theme_items.iter().all(|entry| source.items.contains_key(&entry.item));
        if known { Preparer::new(source, shared).prepare(plan, place) } else { Self::default() }
    }
}

/// The bit of an item in a set of items. What stands beyond the 64th has none: the
/// compiler of themes complains of it.
pub(super) fn bit(item: usize) -> u64 {
    1_u64.checked_shl(u32::try_from(item).unwrap_or(u32::MAX)).unwrap_or(0)
}

struct Preparer<'a> {
    source: &'a ThemeSource<'a>,
    /// The theme's entries with their items.
    entries: Vec<(&'a ThemeItem, &'a Item)>,
    materials: Vec<&'a Material>,
    elements: Vec<&'a Element>,
    /// Places of the sections that occur, in the order of the form.
    sections: Vec<usize>,
    shared: &'a Shared,
}

impl<'a> Preparer<'a> {
    fn new(source: &'a ThemeSource<'a>, shared: &'a Shared) -> Self {
        let items = source.theme_items.iter();
        let entries: Vec<_> =
            items.filter_map(|entry| Some((entry, source.items.get(&entry.item)?))).collect();
        let mut materials: Vec<&Material> = Vec::new();
        let mut elements: Vec<&Element> = Vec::new();
        for (_, item) in &entries {
            for used in &item.materials {
                let known = source.materials.get(&used.material);
                materials.extend(known.filter(|known| !materials.iter().any(|one| one.id == known.id)));
            }
            for used in item.fields.iter().filter(|used| !source.constants.contains_key(&used.element)) {
                let known = source.elements.get(&used.element);
                elements.extend(known.filter(|known| !elements.iter().any(|one| one.id == known.id)));
            }
        }
        let mut preparer = Self { source, entries, materials, elements, sections: Vec::new(), shared };
        let mut sections: Vec<usize> =
            preparer.elements.iter().map(|element| preparer.place(&element.section)).collect();
        sections.sort_unstable();
        sections.dedup();
        preparer.sections = sections;
        let place = |element: &&Element| (preparer.place(&element.section), element.order);
        let mut elements = preparer.elements.clone();
        elements.sort_by(|one, other| place(one).cmp(&place(other)).then_with(|| one.id.cmp(&other.id)));
        preparer.elements = elements;
        preparer
    }

    fn prepare(self, plan: Arc<Plan>, origins: ThemeOrigins) -> Sheet {
        let source = self.source;
        let is_row = |place: &usize| source.sections.get(*place).is_some_and(|known| known.row.is_some());
        Sheet {
            ids: source.theme_items.iter().map(|entry| entry.item.clone()).collect(),
            items: (0..self.entries.len()).map(|index| self.item(index)).collect(),
            materials: self.materials.iter().map(|material| self.material(material)).collect(),
            fields: self.elements.iter().map(|element| self.field(element)).collect(),
            situations: source.situations.iter().map(|situation| self.situation(situation)).collect(),
            labels: plan.elements.iter().map(|slot| self.label(&slot.id)).collect(),
            stops: self.stops(),
            notices: source.notices.iter().map(|notice| Arc::new(notice_of(notice))).collect(),
            constants: source
                .constants
                .iter()
                .map(|(id, value)| {
                    Arc::new(SettledElement { id: id.clone(), value: value.clone(), from: "theme" })
                })
                .collect(),
            baseline: source.baseline.clone(),
            sections: self.sections.iter().map(|place| self.section(*place)).collect(),
            repeats: self.sections.iter().map(is_row).collect(),
            origins,
            otherwise: Otherwise::default(),
            plan,
        }
    }

    fn section(&self, place: usize) -> String {
        self.source.sections.get(place).map_or_else(String::new, |section| section.id.clone())
    }

    fn label(&self, id: &ElementId) -> Label {
        let mut groups = self.entries.iter().flat_map(|(_, item)| &item.any_of);
        let choice = id.strip_prefix(CHOICE).and_then(|id| groups.find(|group| group.id == id));
        match (choice, self.source.elements.get(id)) {
            (Some(group), _) => Label::Group(group.name.clone()),
            (None, Some(element)) => Label::Field(element.label.clone()),
            (None, None) => Label::Field("办理的日期".to_owned()),
        }
    }

    /// Whether an actor's clock is the government's: not that of a hospital, a bank, an insurer.
    fn is_ours(&self, actor: &str) -> bool {
        self.source.departments.get(actor).is_none_or(|department| department.kind != "outside")
    }

    fn place(&self, section: &str) -> usize {
        self.source.sections.iter().position(|known| known.id == section).unwrap_or(usize::MAX)
    }

    fn is_row(&self, section: &str) -> bool {
        self.source.sections.iter().any(|known| known.id == section && known.row.is_some())
    }

    fn department(&self, id: &str) -> String {
        self.source.departments.get(id).map_or(id, |department| &department.short_name).to_owned()
    }

    fn stops(&self) -> Vec<Arc<StopFacts>> {
        let stops = self.source.stops.iter().map(|stop| {
            let blocked = |entry: &&ThemeItem| {
                stop.blocks.iter().any(|blocked| *blocked == "*" || *blocked == entry.item)
            };
            let blocks = self.source.theme_items.iter().filter(blocked).map(|entry| entry.item.clone());
            Arc::new(StopFacts {
                id: stop.id.clone(),
                kind: stop.kind,
                to: stop.to.as_deref().map(|to| self.department(to)),
                ways: stop.ways.clone(),
                message: stop.message.clone(),
                law: stop.law.clone(),
                blocks: blocks.collect(),
                certain: stop.certain,
            })
        });
        stops.collect()
    }

    fn item(&self, index: usize) -> ItemSheet {
        let (entry, item) = self.entries[index];
        let departments = || self.entries.iter().map(|(_, item)| &item.department);
        let department = departments().position(|id| *id == item.department).unwrap_or_default();
        let steps = item.steps.iter().map(|step| AssessedStep {
            name: step.name.clone(),
            actor: self.department(&step.actor),
            working_days: step.working_days,
            supervised: self.is_ours(&step.actor),
        });
        let facts = ItemFacts {
            id: item.id.clone(),
            name: item.name.clone(),
            department: item.department.clone(),
            department_name: self.department(&item.department),
            statutory_days: item.statutory_limit.working_days,
            kind: item.kind.clone(),
            basis: item.basis.clone(),
            conditions: item.conditions.clone(),
            results: item.results.iter().map(|result| result.name.clone()).collect(),
            commitment: item.commitment,
            commitment_paper: item.commitment_paper.clone(),
            deferral: item.deferral,
            on_site: item.on_site.clone(),
            beyond_reason: beyond_reason(entry),
            calendar_days: item.statutory_limit.calendar_days,
            supervised: item.steps.iter().any(|step| self.is_ours(&step.actor)) || item.steps.is_empty(),
            together: item.together,
            certain: item.certain && entry.certain,
        };
        let row_field =
            |element: &ElementId| element.split_once('.').is_some_and(|(section, _)| self.is_row(section));
        let reason =
            |reason: &String| Arc::new(VisitReason { item: item.id.clone(), reason: reason.clone() });
        let shared = self.shared.items.get(&item.id).cloned();
        ItemSheet {
            entry: entry.clone(),
            item: shared.unwrap_or_else(|| Arc::new(item.clone())),
            node: Arc::new(NodeFacts {
                id: item.id.clone(),
                name: item.name.clone(),
                department: facts.department_name.clone(),
            }),
            steps: steps.collect(),
            department: u32::try_from(department).unwrap_or(u32::MAX),
            promised_days: item.promised_limit.working_days,
            variant_days: item.limit_variants.iter().map(|(_, days)| *days).collect(),
            materials: item.materials.iter().map(|used| self.material_use(index, used)).collect(),
            fields: item
                .fields
                .iter()
                .map(|used| FieldUseSheet {
                    field: self.elements.iter().position(|element| element.id == used.element),
                    constant: self.constant(&used.element),
                    when: used.when.clone(),
                    required: used.required,
                })
                .collect(),
            rows: self.rows(item),
            rows_alone: !item.fields.is_empty() && item.fields.iter().all(|used| row_field(&used.element)),
            fee: (!item.fee.amount.is_empty()).then(|| Arc::new(fee_of(item))),
            visit: item.on_site.as_ref().map(reason),
            carried_over: CarriedOver {
                text: format!("这件事里先办的“{}”办好后自动带过来", item.name).into(),
                fallback: format!("“{}”没有办成的，请交这一份", item.name).into(),
            },
            origins: self.shared.origins.get(&item.id).cloned().unwrap_or_default(),
            facts: Arc::new(facts),
        }
    }

    fn constant(&self, id: &ElementId) -> Option<(ElementId, String)> {
        let element = self.source.elements.get(id).filter(|_| self.source.constants.contains_key(id))?;
        Some((id.clone(), element.label.clone()))
    }

    /// Sections that repeat and of which the item asks something, settled or not.
    fn rows(&self, item: &Item) -> Vec<usize> {
        let sections = item.fields.iter().filter_map(|used| self.source.elements.get(&used.element));
        let mut rows: Vec<usize> = sections
            .filter(|element| self.is_row(&element.section))
            .filter_map(|element| self.sections.binary_search(&self.place(&element.section)).ok())
            .collect();
        rows.sort_unstable();
        rows.dedup();
        rows
    }

    fn material_use(&self, index: usize, used: &MaterialUse) -> MaterialUseSheet {
        let material = self.source.materials.get(&used.material);
        let results_in_it = |producer: &usize| results_in(self.entries[*producer].1, &used.material);
        let producers =
            (0..self.entries.len()).filter(|producer| *producer != index && results_in_it(producer));
        MaterialUseSheet {
            material: self.materials.iter().position(|known| known.id == used.material),
            when: used.when.clone(),
            key: used.key,
            copies: used.copies,
            note: used.note.as_deref().map(Arc::from),
            instead: material.and_then(|material| self.instead(material, used)),
            producers: producers.collect(),
            certain: used.certain,
        }
    }

    fn instead(&self, material: &Material, used: &MaterialUse) -> Option<Instead> {
        let words = used.instead_of.as_ref()?;
        let by = match (used.spared_by?, &material.shared_by) {
            (SparedBy::EarlierResult, None) => return None,
            (SparedBy::EarlierResult, Some(_)) => SparedBy::Sharing,
            (by, _) => by,
        };
        let words: Arc<str> = words.as_str().into();
        let alone = match &material.shared_by {
            Some(department) if by == SparedBy::Sharing => {
                format!("{words}；由{}共享", self.department(department)).into()
            }
            _ => Arc::clone(&words),
        };
        let fallback = used.fallback.as_deref().map(Arc::from);
        Some(Instead { by, words, alone, fallback })
    }

    fn material(&self, material: &Material) -> MaterialSheet {
        // A paper is one for each row when an item that is done for each row results in it,
        // or when its id names the row's section.
        let produced = self
            .entries
            .iter()
            .any(|(entry, item)| entry.repeat_by.is_some() && results_in(item, &material.id));
        let named = material.id.split_once('_').is_some_and(|(section, _)| self.is_row(section));
        let shared_by = material.shared_by.as_ref();
        MaterialSheet {
            facts: Arc::new(MaterialFacts {
                id: material.id.clone(),
                name: material.name.clone(),
                issuer: self.department(&material.issuer),
                sample_note: material.sample_note.clone(),
                kind: material.kind.clone(),
                carrier: material.carrier.clone(),
            }),
            certain: material.certain,
            shared: shared_by.map(|department| format!("由{}共享", self.department(department))),
            for_each_row: produced || named,
        }
    }

    fn field(&self, element: &Element) -> FieldSheet {
        let paper = element.prefill.as_deref().map(MaterialId::from);
        let from = self
            .entries
            .iter()
            .enumerate()
            .filter(|(_, (_, item))| paper.as_ref().is_some_and(|paper| results_in(item, paper)));
        let section = self.sections.binary_search(&self.place(&element.section));
        FieldSheet {
            section: section.unwrap_or_default(),
            common: self.source.rows.iter().any(|rows| rows.common.contains(&element.id)),
            comes_from: from.fold(0, |mask, (index, _)| mask | bit(index)),
            facts: Arc::new(FieldFacts {
                prefill: element.prefill.as_deref().map(|from| self.source_name(from)),
                ..FieldFacts::of(element)
            }),
        }
    }

    /// The name of the department or material that a value can be read from.
    fn source_name(&self, from: &str) -> String {
        match self.source.departments.get(from) {
            Some(department) => department.short_name.clone(),
            None => self.source.materials.get(from).map_or(from, |material| &material.name).to_owned(),
        }
    }

    fn situation(&self, situation: &Situation) -> SituationSheet {
        let element = situation.element.as_ref().and_then(|id| self.source.elements.get(id));
        let settles = |value: Json| {
            let id = situation.element.clone()?;
            Some(Arc::new(SettledElement { id, value, from: "answer" }))
        };
        let said = |answer: Answer, label: &str, settles: Option<Arc<SettledElement>>| {
            let (id, question) = (situation.id.clone(), situation.question.clone());
            Said { facts: Arc::new(AnswerFacts { id, question, answer, label: label.to_owned() }), settles }
        };
        let whether = |yes: bool| {
            let value = match &situation.element_values {
                Some((affirmed, denied)) => Json::from(if yes { affirmed.as_str() } else { denied.as_str() }),
                None => Json::from(yes),
            };
            said(Answer::Bool(yes), if yes { "是" } else { "否" }, settles(value))
        };
        let options = situation.options.iter().map(|option| {
            let value = option.value.as_ref().unwrap_or(&option.label);
            said(Answer::One(option.id.clone()), &option.label, settles(Json::from(value.as_str())))
        });
        SituationSheet {
            question: Arc::new(questions::question(situation, element, self.source.screens)),
            derived: situation.derived.is_some(),
            element: situation.element.clone(),
            several: element.is_some_and(questions::takes_several),
            said: match situation.kind {
                SituationType::Boolean => [false, true].map(whether).into(),
                SituationType::Number => Vec::new(),
                SituationType::Single | SituationType::Multi => options.collect(),
            },
            nothing: match situation.kind {
                SituationType::Multi => said(Answer::Many(Vec::new()), "都没有", None),
                _ => said(Answer::One(String::new()), "没有选", None),
            },
        }
    }
}

fn results_in(item: &Item, material: &MaterialId) -> bool {
    item.results.iter().any(|result| result.material.as_ref() == Some(material))
}

fn beyond_reason(entry: &ThemeItem) -> Option<String> {
    let reason = entry.beyond_reason.clone();
    entry.beyond_annex.then(|| reason.unwrap_or_else(|| "不办这一项，这件事不能依法办成".to_owned()))
}

fn fee_of(item: &Item) -> AssessedFee {
    AssessedFee {
        item: item.id.clone(),
        name: item.name.clone(),
        kind: item.fee.kind,
        amount: item.fee.amount.clone(),
        yuan: item.fee.yuan,
        basis: item.fee.basis.clone(),
        certain: item.fee.certain,
    }
}

fn notice_of(notice: &crate::model::Notice) -> AssessedNotice {
    AssessedNotice {
        kind: notice.kind,
        message: notice.message.clone(),
        law: notice.law.clone(),
        certain: notice.certain,
    }
}
