//! A theme as a whole (办事指南): every question, item, material, field and
//! obstacle that it has, with the conditions on which they depend in words.
//!
//! Knows the theme and its compiled conditions. Knows nobody's answers: what
//! follows from those is the business of `assess`.

mod words;

use std::{collections::BTreeMap, sync::Arc};

use serde::Serialize;

use crate::{
    assess::{
        after::limit,
        graph::{critical_path, starts},
    },
    assessment::{Graph, GraphEdge, GraphNode, NodeFacts},
    condition::node::Node,
    ids::{ElementId, ItemId, MaterialId, SituationId},
    model::{Catalog, Item, NoticeKind, SituationType, StopKind, Theme, ThemeItem},
    plan::ItemPlan,
};
pub(crate) use words::{Speaker, When};

/// A theme as a whole.
#[derive(Debug, Clone, Serialize)]
pub struct Outline {
    /// The questions that people are asked, in the theme's order.
    pub questions: Vec<OutlinedQuestion>,
    /// The items, in the theme's order.
    pub items: Vec<OutlinedItem>,
    /// Each material once, in the order in which items first name them.
    pub materials: Vec<OutlinedMaterial>,
    /// Sets of materials of which one is enough.
    pub groups: Vec<OutlinedGroup>,
    /// The one form: what may have to be filled in, by section.
    pub sections: Vec<OutlinedSection>,
    /// Lawful obstacles.
    pub stops: Vec<OutlinedStop>,
    /// Remarks.
    pub notices: Vec<OutlinedNotice>,
    /// What has to be had elsewhere first.
    pub prerequisites: Vec<OutlinedPrerequisite>,
    /// What the citizen has to do, by when.
    pub obligations: Vec<OutlinedObligation>,
    /// What is worked out for the applicant.
    pub figures: Vec<OutlinedFigure>,
    /// Who waits for whom if every item were done.
    pub graph: Graph,
}

/// A question with everything that may be answered.
#[derive(Debug, Clone, Serialize)]
pub struct OutlinedQuestion {
    /// Its id.
    pub id: SituationId,
    /// In plain words.
    pub question: String,
    /// Why it is asked.
    pub why: String,
    /// How it is answered.
    pub kind: SituationType,
    /// What may be chosen, in words: the options, yes and no, or the bounds of a number.
    pub answers: Vec<String>,
    /// When it is asked; none where always.
    pub when: Option<String>,
}

/// An item with its conditions in words.
#[derive(Debug, Clone, Serialize)]
pub struct OutlinedItem {
    /// Its id.
    pub id: ItemId,
    /// When it is to be done; none where always.
    pub when: Option<String>,
    /// Items whose result it waits for, where they are to be done at all.
    pub after: Vec<ItemId>,
    /// The question whose number says how many times it is done.
    pub times: Option<String>,
    /// Why it belongs to the thing although its department is not on the list.
    pub beyond_reason: Option<String>,
    /// Its steps: the place in the item's list, and when it is taken; none where always.
    pub steps: Vec<(usize, Option<String>)>,
    /// Promised limits that differ by path: when, and working days.
    pub limits: Vec<(String, u32)>,
    /// Those without whom it is not done: the place in the item's list, and when; none where always.
    pub parties: Vec<(usize, Option<String>)>,
    /// Its paths: the place in the item's list, and when each is taken; none for what is left.
    pub paths: Vec<(usize, Option<String>)>,
    /// Who applies in place of the applicant: in words, and when; none where always.
    pub applied_by: Option<(String, Option<String>)>,
    /// Materials that it may need.
    pub materials: Vec<MaterialId>,
}

/// A material with everything that asks for it.
#[derive(Debug, Clone, Serialize)]
pub struct OutlinedMaterial {
    /// Its id.
    pub id: MaterialId,
    /// Who needs it, and when: items under the same condition together.
    pub uses: Vec<OutlinedUse>,
    /// A key material for at least one item.
    pub key: bool,
    /// May follow later for every item.
    pub deferrable: bool,
    /// The most copies.
    pub copies: Option<u32>,
    /// Remarks for the applicant.
    pub notes: Vec<String>,
    /// What spares the paper, in the authors' words.
    pub spared: Vec<String>,
    /// Every item that asks for it has something that spares it.
    pub spared_everywhere: bool,
    /// It is one way of a group, by the group's name and the way's words; none where it has to be.
    pub one_way: Option<(String, String)>,
}

/// Materials of which one set is enough.
#[derive(Debug, Clone, Serialize)]
pub struct OutlinedGroup {
    /// Its id.
    pub id: String,
    /// What is proved.
    pub name: String,
    /// Items that ask for it.
    pub items: Vec<ItemId>,
    /// The ways: in words, whether it is the usual one, and its materials.
    pub ways: Vec<(String, bool, Vec<MaterialId>)>,
    /// On what it rests that either will do.
    pub law: Option<String>,
}

/// Items that need a material under one condition.
#[derive(Debug, Clone, Serialize)]
pub struct OutlinedUse {
    /// The items.
    pub items: Vec<ItemId>,
    /// When, beside the item's being done; none where always.
    pub when: Option<String>,
}

/// A part of the one form.
#[derive(Debug, Clone, Serialize)]
pub struct OutlinedSection {
    /// Its heading.
    pub title: String,
    /// Elements that may be asked for.
    pub elements: Vec<ElementId>,
}

/// An obstacle with its condition in words.
#[derive(Debug, Clone, Serialize)]
pub struct OutlinedStop {
    /// What it does.
    pub kind: StopKind,
    /// Where it is done instead, or has to be cleared first, by name.
    pub to: Option<String>,
    /// Ways out, in words.
    pub ways: Vec<String>,
    /// When it stands in the way; none where always.
    pub when: Option<String>,
    /// What is told, and where to go instead.
    pub message: String,
    /// On what it rests.
    pub law: Option<String>,
    /// Items that it blocks.
    pub blocks: Vec<ItemId>,
}

/// A remark with its condition in words.
#[derive(Debug, Clone, Serialize)]
pub struct OutlinedNotice {
    /// What it is about.
    pub kind: NoticeKind,
    /// When it is made; none where always.
    pub when: Option<String>,
    /// What is told.
    pub message: String,
    /// On what it rests.
    pub law: Option<String>,
}

/// Something to be had elsewhere first.
#[derive(Debug, Clone, Serialize)]
pub struct OutlinedPrerequisite {
    /// When it is needed; none where always.
    pub when: Option<String>,
    /// What it is.
    pub name: String,
    /// Who does it, by name.
    pub actor: String,
    /// Items that it is for.
    pub items: Vec<ItemId>,
    /// What else to know.
    pub note: Option<String>,
    /// On what it rests.
    pub law: Option<String>,
}

/// What the citizen has to do, by when.
#[derive(Debug, Clone, Serialize)]
pub struct OutlinedObligation {
    /// When it falls to somebody; none where always.
    pub when: Option<String>,
    /// The item that it follows from; none where it follows from the thing itself.
    pub item: Option<ItemId>,
    /// What has to be done.
    pub text: String,
    /// The time in words.
    pub limit: String,
    /// What follows where it is not done.
    pub consequence: Option<String>,
    /// On what it rests.
    pub law: Option<String>,
}

/// What is worked out for the applicant.
#[derive(Debug, Clone, Serialize)]
pub struct OutlinedFigure {
    /// When it is told; none where always.
    pub when: Option<String>,
    /// What it is.
    pub label: String,
    /// How it is worked out, in words.
    pub formula: String,
    /// On what it rests.
    pub law: String,
}

/// The whole theme. What no answer can bring about in it is left out.
pub fn outline(catalog: &Catalog, theme: &Theme) -> Outline {
    let speaker = Speaker::new(catalog, theme);
    let entries = entries(catalog, theme, &speaker);
    Outline {
        questions: questions(theme, &speaker),
        items: entries.iter().map(|entry| item(theme, &speaker, entry)).collect(),
        materials: materials(theme, &speaker, &entries),
        groups: groups(&entries),
        sections: sections(catalog, theme, &speaker, &entries),
        stops: stops(catalog, theme, &speaker),
        notices: notices(theme, &speaker),
        prerequisites: prerequisites(catalog, theme, &speaker),
        obligations: obligations(catalog, theme, &speaker, &entries),
        figures: figures(theme, &speaker),
        graph: graph(catalog, theme, &entries),
    }
}

/// An item that some answers bring in.
struct Entry<'a> {
    used: &'a ThemeItem,
    item: &'a Item,
    plan: &'a ItemPlan,
    when: Option<String>,
}

fn entries<'a>(catalog: &'a Catalog, theme: &'a Theme, speaker: &Speaker<'_>) -> Vec<Entry<'a>> {
    let entries = theme.items.iter().zip(&theme.plan.items).filter_map(|(used, plan)| {
        let when = speaker.say(&plan.when).possible()?;
        Some(Entry { used, item: catalog.items.get(&used.item)?, plan, when })
    });
    entries.collect()
}

fn questions(theme: &Theme, speaker: &Speaker<'_>) -> Vec<OutlinedQuestion> {
    let asked = theme.situations.iter().zip(&theme.plan.situations);
    let asked = asked.filter(|(situation, _)| situation.derived.is_none());
    asked
        .filter_map(|(situation, slot)| {
            let when = speaker.say(&slot.ask_when).possible()?;
            let unit = situation.unit.as_deref().unwrap_or_default();
            let answers = match situation.kind {
                SituationType::Boolean => vec!["是".to_owned(), "否".to_owned()],
                SituationType::Number => vec![bounds(situation.min, situation.max, unit)],
                SituationType::Single | SituationType::Multi => {
                    situation.options.iter().map(|option| option.label.clone()).collect()
                }
            };
            Some(OutlinedQuestion {
                id: situation.id.clone(),
                question: situation.question.clone(),
                why: situation.why.clone(),
                kind: situation.kind,
                answers,
                when,
            })
        })
        .collect()
}

/// What numbers may be given, in words.
fn bounds(min: Option<f64>, max: Option<f64>, unit: &str) -> String {
    let what = if unit.is_empty() { "填数字".to_owned() } else { format!("填数字（{unit}）") };
    match (min, max) {
        (Some(min), Some(max)) => format!("{what}，{min}到{max}"),
        (Some(min), None) => format!("{what}，不小于{min}"),
        (None, Some(max)) => format!("{what}，不大于{max}"),
        (None, None) => what,
    }
}

fn item(theme: &Theme, speaker: &Speaker<'_>, entry: &Entry<'_>) -> OutlinedItem {
    let uses = &theme.plan.uses;
    let steps = entry.plan.steps.range().enumerate();
    let limits = entry.plan.variants.range().zip(&entry.item.limit_variants);
    let mut named = Vec::new();
    for (node, used) in own_whens(theme, entry).iter().zip(&entry.item.materials) {
        if speaker.say(node).possible().is_some() {
            push_new(&mut named, Some(&used.material));
        }
    }
    let said = |nodes: &[Node]| -> Vec<(usize, Option<String>)> {
        nodes.iter().enumerate().filter_map(|(at, node)| Some((at, speaker.say(node).possible()?))).collect()
    };
    let applied_by = entry
        .used
        .applied_by
        .as_ref()
        .and_then(|by| Some((by.note.clone(), speaker.say(&entry.plan.applied_when).possible()?)));
    OutlinedItem {
        id: entry.item.id.clone(),
        when: entry.when.clone(),
        after: entry.used.needs.clone(),
        times: entry.used.repeat_by.as_ref().and_then(|id| {
            let situation = theme.situations.iter().find(|situation| situation.id == *id)?;
            Some(situation.question.clone())
        }),
        beyond_reason: entry.used.beyond_reason.clone(),
        steps: steps.filter_map(|(at, index)| Some((at, speaker.say(&uses[index]).possible()?))).collect(),
        limits: limits
            .filter_map(|(index, (_, days))| Some((speaker.say(&uses[index]).possible()??, *days)))
            .collect(),
        parties: said(&entry.plan.parties),
        paths: said(&entry.plan.paths),
        applied_by,
        materials: named,
    }
}

/// The conditions of an item's materials, whatever way of a group is chosen.
fn own_whens<'a>(theme: &'a Theme, entry: &Entry<'a>) -> &'a [Node] {
    match entry.plan.own_whens.as_slice() {
        [] => &theme.plan.uses[entry.plan.materials.range()],
        own => own,
    }
}

fn materials(theme: &Theme, speaker: &Speaker<'_>, entries: &[Entry<'_>]) -> Vec<OutlinedMaterial> {
    let mut materials: Vec<OutlinedMaterial> = Vec::new();
    for entry in entries {
        for (node, used) in own_whens(theme, entry).iter().zip(&entry.item.materials) {
            let Some(when) = speaker.say(node).possible() else { continue };
            let at = materials.iter().position(|known| known.id == used.material).unwrap_or_else(|| {
                materials.push(OutlinedMaterial {
                    id: used.material.clone(),
                    uses: Vec::new(),
                    key: false,
                    deferrable: true,
                    copies: None,
                    notes: Vec::new(),
                    spared: Vec::new(),
                    spared_everywhere: true,
                    one_way: None,
                });
                materials.len() - 1
            });
            let material = &mut materials[at];
            material.key |= used.key;
            material.deferrable &= entry.item.deferral && !used.key;
            material.copies = material.copies.max(used.copies);
            material.spared_everywhere &= used.instead_of.is_some();
            if let Some((group, way)) = entry.item.way_of(&used.material) {
                material.one_way.get_or_insert_with(|| (group.name.clone(), way.label.clone()));
            }
            push_new(&mut material.notes, used.note.as_ref());
            push_new(&mut material.spared, used.instead_of.as_ref());
            match material.uses.iter_mut().find(|known| known.when == when) {
                Some(known) => push_new(&mut known.items, Some(&entry.item.id)),
                None => material.uses.push(OutlinedUse { items: vec![entry.item.id.clone()], when }),
            }
        }
    }
    materials
}

fn groups(entries: &[Entry<'_>]) -> Vec<OutlinedGroup> {
    let mut groups: Vec<OutlinedGroup> = Vec::new();
    for entry in entries {
        for group in &entry.item.any_of {
            match groups.iter_mut().find(|known| known.id == group.id) {
                Some(known) => push_new(&mut known.items, Some(&entry.item.id)),
                None => groups.push(OutlinedGroup {
                    id: group.id.clone(),
                    name: group.name.clone(),
                    items: vec![entry.item.id.clone()],
                    ways: group
                        .ways
                        .iter()
                        .map(|way| (way.label.clone(), way.usual, way.materials.clone()))
                        .collect(),
                    law: group.law.clone(),
                }),
            }
        }
    }
    groups
}

fn push_new<T: Clone + PartialEq>(list: &mut Vec<T>, value: Option<&T>) {
    if let Some(value) = value
        && !list.contains(value)
    {
        list.push(value.clone());
    }
}

fn sections(
    catalog: &Catalog,
    theme: &Theme,
    speaker: &Speaker<'_>,
    entries: &[Entry<'_>],
) -> Vec<OutlinedSection> {
    let mut by_section: BTreeMap<&str, Vec<ElementId>> = BTreeMap::new();
    for entry in entries {
        let nodes = &theme.plan.uses[entry.plan.fields.range()];
        for (node, used) in nodes.iter().zip(&entry.item.fields) {
            let Some(element) = catalog.elements.get(&used.element) else { continue };
            if speaker.say(node).possible().is_some() && !theme.constants.contains_key(&used.element) {
                push_new(by_section.entry(element.section.as_str()).or_default(), Some(&used.element));
            }
        }
    }
    let known = catalog.sections.iter().filter_map(|section| {
        let elements = by_section.remove(section.id.as_str())?;
        Some(OutlinedSection { title: section.title.clone(), elements })
    });
    known.collect()
}

fn stops(catalog: &Catalog, theme: &Theme, speaker: &Speaker<'_>) -> Vec<OutlinedStop> {
    let stops = theme.stops.iter().zip(&theme.plan.stops).filter_map(|(stop, (node, blocked))| {
        Some(OutlinedStop {
            kind: stop.kind,
            to: stop.to.as_ref().map(|to| catalog.department_name(to).to_owned()),
            ways: stop.ways.iter().map(|way| way.text.clone()).collect(),
            when: speaker.say(node).possible()?,
            message: stop.message.clone(),
            law: stop.law.clone(),
            blocks: blocked.iter().map(|index| theme.items[*index].item.clone()).collect(),
        })
    });
    stops.collect()
}

fn notices(theme: &Theme, speaker: &Speaker<'_>) -> Vec<OutlinedNotice> {
    let notices = theme.notices.iter().zip(&theme.plan.notices).filter_map(|(notice, node)| {
        Some(OutlinedNotice {
            kind: notice.kind,
            when: speaker.say(node).possible()?,
            message: notice.message.clone(),
            law: notice.law.clone(),
        })
    });
    notices.collect()
}

fn prerequisites(catalog: &Catalog, theme: &Theme, speaker: &Speaker<'_>) -> Vec<OutlinedPrerequisite> {
    let all = theme.prerequisites.iter().zip(&theme.plan.prerequisites).filter_map(|(one, node)| {
        Some(OutlinedPrerequisite {
            when: speaker.say(node).possible()?,
            name: one.name.clone(),
            actor: catalog.department_name(&one.actor).to_owned(),
            items: one.items.clone(),
            note: one.note.clone(),
            law: one.law.clone(),
        })
    });
    all.collect()
}

fn obligations(
    catalog: &Catalog,
    theme: &Theme,
    speaker: &Speaker<'_>,
    entries: &[Entry<'_>],
) -> Vec<OutlinedObligation> {
    let of_theme = theme.obligations.iter().zip(&theme.plan.obligations).map(|pair| (None, pair));
    let of_items = entries.iter().flat_map(|entry| {
        let item = &entry.item.id;
        entry.item.obligations.iter().zip(&entry.plan.obligations).map(move |pair| (Some(item), pair))
    });
    let all = of_theme.chain(of_items).filter_map(|(item, (obligation, compiled))| {
        Some(OutlinedObligation {
            when: speaker.say(&compiled.when).possible()?,
            item: item.cloned(),
            text: obligation.text.clone(),
            limit: limit(catalog, item, obligation),
            consequence: obligation.consequence.clone(),
            law: obligation.law.clone(),
        })
    });
    all.collect()
}

fn figures(theme: &Theme, speaker: &Speaker<'_>) -> Vec<OutlinedFigure> {
    let all = theme.figures.iter().zip(&theme.plan.figures).filter_map(|(figure, (when, _))| {
        Some(OutlinedFigure {
            when: speaker.say(when).possible()?,
            label: figure.label.clone(),
            formula: figure.formula.clone(),
            law: figure.law.clone(),
        })
    });
    all.collect()
}

fn graph(catalog: &Catalog, theme: &Theme, entries: &[Entry<'_>]) -> Graph {
    let days: Vec<u32> = entries.iter().map(|entry| entry.item.promised_limit.working_days).collect();
    let needs: Vec<Vec<usize>> = entries
        .iter()
        .map(|entry| {
            let needed = entry.plan.needs.iter().map(|need| &theme.items[*need].item);
            needed.filter_map(|id| entries.iter().position(|other| other.item.id == *id)).collect()
        })
        .collect();
    let starts = starts(&days, &needs);
    let path = critical_path(&days, &needs, &starts);
    let id = |at: usize| entries[at].item.id.clone();
    let nodes = entries.iter().enumerate().map(|(at, entry)| GraphNode {
        facts: Arc::new(NodeFacts {
            id: id(at),
            name: entry.item.name.clone(),
            department: catalog.department_name(&entry.item.department).to_owned(),
        }),
        working_days: days[at],
        starts: starts[at],
        critical: path.contains(&at),
    });
    let edges = needs.iter().enumerate().flat_map(|(at, needs)| needs.iter().map(move |need| (*need, at)));
    Graph {
        nodes: nodes.collect(),
        edges: edges.map(|(from, to)| GraphEdge { from: id(from), to: id(to) }).collect(),
        working_days: starts.iter().zip(&days).map(|(start, days)| start + days).max().unwrap_or(0),
        critical_path: path.into_iter().map(id).collect(),
    }
}

impl When {
    /// None where no answer brings it about; else the condition, none where it holds always.
    #[expect(clippy::option_option, reason = "never, always, and on condition are three things")]
    fn possible(self) -> Option<Option<String>> {
        match self {
            Self::Never => None,
            Self::Always => Some(None),
            Self::If(words) => Some(Some(words)),
        }
    }
}
