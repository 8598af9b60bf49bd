//! The catalogue as read and not yet checked: every value with its place.
//!
//! References may lead nowhere and ids may occur twice; that is for `check` to
//! find, and what it finds it points at through [`At`].

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use jiff::civil::Date;

use super::{
    SourceFile,
    tree::{Node, Value},
};
use crate::{
    days::{Parameter, Settings},
    diagnostics::Spot,
    ids::{DepartmentId, ElementId, ItemId, MaterialId, SituationId, ThemeId},
    model::{
        Baseline, Change, Channel, Department, District, Division, Element, Exclusive, Extension, Figure,
        Item, Joint, Material, Notice, Obligation, Place, Prerequisite, Presence, Rows, Rule, Screen,
        Section, Situation, Stop, Subject, ThemeItem,
    },
};

/// A place in a tree, from which one walks further in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct At<'n> {
    pub(crate) file: &'n SourceFile,
    pub(crate) node: &'n Node<'n>,
}

impl<'n> At<'n> {
    /// The value under a key; the same place where there is none.
    pub(crate) fn key(self, key: &str) -> Self {
        let Value::Mapping(entries) = &self.node.value else { return self };
        entries.iter().find(|entry| entry.key == key).map_or(self, |entry| Self { node: &entry.node, ..self })
    }

    /// The element at an index; the same place where there is none.
    pub(crate) fn index(self, index: usize) -> Self {
        match &self.node.value {
            Value::Sequence(nodes) => nodes.get(index).map_or(self, |node| Self { node, ..self }),
            Value::Mapping(entries) => {
                entries.get(index).map_or(self, |entry| Self { node: &entry.node, ..self })
            }
            Value::Scalar(_) => self,
        }
    }

    /// The key itself, for what is wrong with the whole of its value.
    pub(crate) fn name(self, key: &str) -> Spot<'n> {
        let span = match &self.node.value {
            Value::Mapping(entries) => entries.iter().find(|entry| entry.key == key),
            _ => None,
        }
        .map_or(self.node.span.clone(), |entry| entry.key_span.clone());
        Spot { file: self.file, span }
    }

    pub(crate) fn spot(self) -> Spot<'n> {
        Spot { file: self.file, span: self.node.span.clone() }
    }

    /// These bytes of a condition's text.
    pub(crate) fn part(self, part: &Range<usize>) -> Spot<'n> {
        Spot { file: self.file, span: self.node.within(&self.file.text, part) }
    }
}

/// A value with its place and the place of its id.
#[derive(Debug)]
pub(crate) struct Placed<'n, T> {
    pub(crate) value: T,
    pub(crate) at: At<'n>,
    pub(crate) id: Spot<'n>,
}

/// A theme that is not yet compiled.
#[derive(Debug)]
pub(crate) struct ThemeDraft {
    pub(crate) id: String,
    pub(crate) number: u32,
    pub(crate) number_annex2: Option<u32>,
    pub(crate) annex: Vec<u32>,
    pub(crate) name: String,
    pub(crate) subject: Subject,
    pub(crate) subjects: Vec<Subject>,
    pub(crate) subject_note: Option<String>,
    pub(crate) lead: DepartmentId,
    pub(crate) cooperating: Vec<DepartmentId>,
    pub(crate) summary: String,
    pub(crate) aliases: Vec<String>,
    pub(crate) family: Option<String>,
    pub(crate) situations: Vec<Situation>,
    pub(crate) screens: Vec<Screen>,
    pub(crate) items: Vec<ThemeItem>,
    pub(crate) stops: Vec<Stop>,
    pub(crate) notices: Vec<Notice>,
    pub(crate) figures: Vec<Figure>,
    pub(crate) obligations: Vec<Obligation>,
    pub(crate) prerequisites: Vec<Prerequisite>,
    pub(crate) exclusive: Vec<Exclusive>,
    pub(crate) joint: Vec<Joint>,
    pub(crate) rows: Vec<Rows>,
    pub(crate) presence: Option<Presence>,
    pub(crate) baseline: Baseline,
    pub(crate) promised_working_days: Option<u32>,
    pub(crate) tips: Vec<String>,
    pub(crate) outcome: String,
    pub(crate) extensions: Vec<Extension>,
    pub(crate) constants: BTreeMap<ElementId, serde_json::Value>,
    pub(crate) pair: Option<String>,
    pub(crate) pair_question: Option<String>,
    pub(crate) changes: Vec<Change>,
}

impl ThemeDraft {
    pub(crate) fn has_item(&self, id: &str) -> bool {
        self.items.iter().any(|entry| entry.item == *id)
    }

    pub(crate) fn situation(&self, id: &SituationId) -> Option<&Situation> {
        self.situations.iter().find(|situation| situation.id == *id)
    }
}

/// What kind of thing a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    District,
    Parameters,
    Departments,
    Materials,
    Elements,
    Sections,
    Items,
    Themes,
    Places,
    Calendar,
    Rules,
}

/// Everything that was read.
#[derive(Debug, Default)]
pub(crate) struct Draft<'n> {
    pub(crate) district: Option<District>,
    /// The day as which everything else was read.
    pub(crate) day: Date,
    /// Days on which anything changes, in order.
    pub(crate) turns: Vec<Date>,
    pub(crate) parameters: Vec<Placed<'n, Parameter>>,
    /// What the parameters are set to on the day.
    pub(crate) settings: Settings,
    /// Parameters that some condition or text names, on whatever day.
    pub(crate) used_parameters: BTreeSet<String>,
    pub(crate) departments: Vec<Placed<'n, Department>>,
    pub(crate) materials: Vec<Placed<'n, Material>>,
    pub(crate) elements: Vec<Placed<'n, Element>>,
    pub(crate) sections: Vec<Placed<'n, Section>>,
    pub(crate) items: Vec<Placed<'n, Item>>,
    pub(crate) themes: Vec<Placed<'n, ThemeDraft>>,
    pub(crate) places: Vec<Placed<'n, Place>>,
    pub(crate) divisions: Vec<Placed<'n, Division>>,
    pub(crate) channels: Vec<Placed<'n, Channel>>,
    pub(crate) rules: Vec<Placed<'n, Rule>>,
    pub(crate) years: Vec<Placed<'n, workdays::Year>>,
    pub(crate) background: BTreeMap<String, serde_json::Value>,
    /// Kinds of which there is a file at all.
    pub(crate) present: BTreeSet<Kind>,
    /// Files that could not be read, by kind and name.
    pub(crate) obscure: Vec<(Kind, &'n str)>,
}

/// Where the parts of a catalogue stand that proofs are about.
#[derive(Debug)]
pub(crate) struct Spots<'n> {
    pub(crate) themes: BTreeMap<ThemeId, At<'n>>,
    pub(crate) items: BTreeMap<ItemId, At<'n>>,
    pub(crate) materials: BTreeMap<MaterialId, Spot<'n>>,
    /// Some file could not be read.
    pub(crate) obscure: bool,
}

impl<'n> Spots<'n> {
    pub(crate) fn of(draft: &Draft<'n>) -> Self {
        Self {
            themes: draft.themes.iter().map(|one| (one.value.id.as_str().into(), one.at)).collect(),
            items: draft.items.iter().map(|one| (one.value.id.clone(), one.at)).collect(),
            materials: draft.materials.iter().map(|one| (one.value.id.clone(), one.id.clone())).collect(),
            obscure: !draft.obscure.is_empty(),
        }
    }
}

impl<'n> Draft<'n> {
    /// Whether that id may be defined in a file that could not be read: nothing is
    /// said then of references to it.
    pub(crate) fn is_obscure(&self, kind: Kind, id: &str) -> bool {
        let one_a_file = matches!(kind, Kind::Items | Kind::Themes);
        self.obscure.iter().any(|(obscure, stem)| *obscure == kind && (!one_a_file || *stem == id))
    }

    pub(crate) fn department(&self, id: &str) -> Option<&Placed<'n, Department>> {
        self.departments.iter().find(|department| department.value.id == *id)
    }

    pub(crate) fn material(&self, id: &MaterialId) -> Option<&Placed<'n, Material>> {
        self.materials.iter().find(|material| material.value.id == *id)
    }

    pub(crate) fn element(&self, id: &ElementId) -> Option<&Placed<'n, Element>> {
        self.elements.iter().find(|element| element.value.id == *id)
    }

    pub(crate) fn item(&self, id: &ItemId) -> Option<&Placed<'n, Item>> {
        self.items.iter().find(|item| item.value.id == *id)
    }

    pub(crate) fn theme(&self, id: &str) -> Option<&Placed<'n, ThemeDraft>> {
        self.themes.iter().find(|theme| theme.value.id == id)
    }
}
