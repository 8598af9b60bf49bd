//! From the files' own words to the sheet of a theme.

use std::sync::Arc;

use serde_json::Value as Json;

use super::{
    CarriedOver, FieldSheet, FieldUseSheet, Instead, ItemSheet, Label, MaterialSheet, MaterialUseSheet,
    Otherwise, Said, Shared, Sheet, SituationSheet, around, bit,
};
use crate::{
    answers::{Answer, Number},
    assess::questions,
    assessment::{
        AnswerFacts, AssessedFee, AssessedNotice, AssessedStep, FieldFacts, ItemFacts, MaterialFacts,
        NodeFacts, SettledElement, SparedBy, StopFacts, VisitReason,
    },
    ids::{ElementId, MaterialId},
    model::{CHOICE, Element, Item, Material, MaterialUse, Situation, SituationType, ThemeItem},
    origin::ThemeOrigins,
    plan::{Plan, ThemeSource},
};

/// A theme on the way to its sheet.
pub(super) struct Preparer<'a> {
    pub(super) source: &'a ThemeSource<'a>,
    /// The theme's entries with their items.
    entries: Vec<(&'a ThemeItem, &'a Item)>,
    materials: Vec<&'a Material>,
    elements: Vec<&'a Element>,
    /// Places of the sections that occur, in the order of the form.
    pub(super) sections: Vec<usize>,
    shared: &'a Shared,
}

impl<'a> Preparer<'a> {
    pub(super) fn new(source: &'a ThemeSource<'a>, shared: &'a Shared) -> Self {
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

    pub(super) fn prepare(self, plan: Arc<Plan>, origins: ThemeOrigins) -> Sheet {
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
            opening: self.opening(),
            obligations: self.obligations(None, source.obligations),
            figures: self.figures(),
            prerequisites: self.prerequisites(),
            joint: self.joint(),
            exclusive: self.exclusive(),
            rows: self.row_sheets(),
            constants: source
                .constants
                .iter()
                .map(|(id, value)| {
                    Arc::new(SettledElement { id: id.clone(), value: value.clone(), from: "theme" })
                })
                .collect(),
            baseline: source.baseline.clone(),
            repeats: self.sections.iter().map(is_row).collect(),
            origins,
            otherwise: Otherwise::default(),
            plan,
        }
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

    pub(super) fn place(&self, section: &str) -> usize {
        self.source.sections.iter().position(|known| known.id == section).unwrap_or(usize::MAX)
    }

    fn is_row(&self, section: &str) -> bool {
        self.source.sections.iter().any(|known| known.id == section && known.row.is_some())
    }

    pub(super) fn department(&self, id: &str) -> String {
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
            groups: item.any_of.iter().map(around::group).collect(),
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
            obligations: self.obligations(Some(item), &item.obligations),
            parties: item.parties.iter().map(around::party).collect(),
            paths: item.paths.iter().map(around::path).collect(),
            applied_by: entry.applied_by.clone().map(Arc::new),
            inspections: around::inspections(item),
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
        let asked: Arc<str> = situation.question.as_str().into();
        let said = |answer: Answer, label: &str, settles: Option<Arc<SettledElement>>| {
            let (id, question) = (situation.id.clone(), Arc::clone(&asked));
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
            let answer = match situation.kind {
                SituationType::Multi => Answer::Many(vec![option.id.clone()]),
                _ => Answer::One(option.id.clone()),
            };
            said(answer, &option.label, settles(Json::from(value.as_str())))
        });
        let number = |number: i64| {
            let label = format!("{number}{}", situation.unit.as_deref().unwrap_or_default());
            said(Answer::Number(Number::Whole(number)), &label, settles(Json::from(number)))
        };
        SituationSheet {
            question: Arc::new(questions::question(situation, element, self.source.screens)),
            derived: situation.derived.is_some(),
            element: situation.element.clone(),
            several: element.is_some_and(questions::takes_several),
            said: match situation.kind {
                SituationType::Boolean => [false, true].map(whether).into(),
                SituationType::Number => (0..=SMALL).map(number).collect(),
                SituationType::Single | SituationType::Multi => options.collect(),
            },
            nothing: match situation.kind {
                SituationType::Multi => said(Answer::Many(Vec::new()), "都没有", None),
                _ => said(Answer::One(String::new()), "没有选", None),
            },
        }
    }
}

/// Numbers up to this one are what people mostly say: they are worded in advance.
const SMALL: i64 = 12;

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
