//! A theme compiled: conditions as trees over numbered slots, ready to be
//! evaluated against anybody's answers in a few microseconds.
//!
//! Knows indices alone; the words for people are the business of `assess`.

use std::{collections::BTreeMap, sync::Arc};

use crate::{
    condition::{
        Problem,
        functions::Reading,
        node::{Node, Slot, Value, Word, WordTable},
    },
    days::{Parameter, Settings},
    ids::{DepartmentId, ElementId, ItemId, MaterialId, SituationId, ThemeId},
    model::{
        Baseline, Department, Element, ElementType, Exclusive, Figure, IfBlocked, Item, Joint, Material,
        Notice, Obligation, Prerequisite, Rows, Screen, Section, Situation, SituationType, Stop, ThemeItem,
    },
};

mod asking;
mod compile;
mod evaluate;

pub use asking::Left;
pub use compile::{compile, words_nobody_offers};
pub use evaluate::{Outcome, Standing};

/// A compiled theme. Slots are numbered: first the situations in the theme's
/// order, then the elements that conditions look at and no situation fills.
#[derive(Debug, Default)]
pub struct Plan {
    pub(crate) words: WordTable,
    pub(crate) situations: Vec<SituationSlot>,
    pub(crate) elements: Vec<ElementSlot>,
    /// Situations, each behind those that its conditions look at.
    pub(crate) order: Vec<Slot>,
    /// In what order they are asked.
    pub(crate) asking: asking::Asking,
    /// Situations in the order of their ids.
    pub(crate) by_id: Vec<usize>,
    pub(crate) items: Vec<ItemPlan>,
    /// Conditions of stops, with the indices of the items that they block.
    pub(crate) stops: Vec<(Node, Vec<usize>)>,
    /// For each stop, the id by which it is taken note of, where that lifts it.
    pub(crate) lifted_by: Vec<Option<String>>,
    pub(crate) notices: Vec<Node>,
    /// Conditions of figures, and what they come to.
    pub(crate) figures: Vec<(Node, Node)>,
    /// Conditions of the theme's obligations.
    pub(crate) obligations: Vec<ObligationPlan>,
    /// Conditions of what has to be had elsewhere first.
    pub(crate) prerequisites: Vec<Node>,
    /// Conditions of the numbers of rows, and of rows that go their own way.
    pub(crate) rows: Vec<(Vec<Node>, Vec<Node>)>,
    /// Questions that set how many rows there are, with the items that have fields in those rows.
    pub(crate) row_slots: Vec<(Slot, Vec<usize>)>,
    /// Conditions of the items' materials, fields, steps and variants of limits.
    pub(crate) uses: Vec<Node>,
    /// For each of these, the first that is the same condition.
    pub(crate) same: Vec<usize>,
    /// Words in the conditions of items that this theme's questions do not offer.
    pub(crate) elsewhere: Vec<CompileProblem>,
}

/// A situation compiled.
#[derive(Debug)]
pub(crate) struct SituationSlot {
    pub(crate) id: SituationId,
    pub(crate) kind: SituationType,
    /// Id, word and (for `Multi`) bit of each option.
    pub(crate) options: Vec<(String, Word, u64)>,
    /// What it is taken to be when it is not asked.
    pub(crate) default: Value,
    pub(crate) ask_when: Node,
    pub(crate) derived: Option<Node>,
    /// The answer where it can be worked out.
    pub(crate) computed: Option<Node>,
    pub(crate) informative: bool,
    /// Which numbers may be answered; meaningless for the other kinds.
    pub(crate) range: NumberRange,
}

/// Which numbers a slot may hold.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct NumberRange {
    pub(crate) least: f64,
    pub(crate) most: f64,
    pub(crate) whole: bool,
}

impl NumberRange {
    /// Any number at all.
    pub(crate) const ANY: Self = Self { least: f64::NEG_INFINITY, most: f64::INFINITY, whole: false };
}

/// An element that conditions look at and that neither a situation nor the theme fills.
#[derive(Debug)]
pub(crate) struct ElementSlot {
    pub(crate) id: ElementId,
    pub(crate) kind: ElementType,
    pub(crate) multiple: bool,
    /// What is read from it where it is an identity number.
    pub(crate) reading: Option<Reading>,
    pub(crate) range: NumberRange,
    /// The words of a choice; none where any text may stand.
    pub(crate) words: Option<Vec<Word>>,
}

/// An item of the theme compiled; spans point into [`Plan::uses`].
#[derive(Debug)]
pub(crate) struct ItemPlan {
    pub(crate) id: ItemId,
    pub(crate) when: Node,
    pub(crate) needs: Vec<usize>,
    pub(crate) stops: Vec<usize>,
    pub(crate) repeat: Option<Slot>,
    pub(crate) materials: Span,
    pub(crate) fields: Span,
    pub(crate) steps: Span,
    pub(crate) variants: Span,
    /// For each group of materials of which one is enough: whether each way is chosen.
    pub(crate) ways: Vec<Vec<Node>>,
    /// The materials' own conditions, whatever way is chosen; empty where nothing can be chosen.
    pub(crate) own_whens: Vec<Node>,
    /// Whether it waits for each of `needs` at all.
    pub(crate) need_whens: Vec<Node>,
    /// What becomes of it where one of `needs` is blocked.
    pub(crate) if_blocked: Vec<Option<IfBlocked>>,
    /// Whether somebody else applies for it.
    pub(crate) applied_when: Node,
    /// Conditions of its parties, paths and obligations.
    pub(crate) parties: Vec<Node>,
    pub(crate) paths: Vec<Node>,
    pub(crate) obligations: Vec<ObligationPlan>,
    /// The situation that fills each field's element.
    pub(crate) field_slots: Vec<Option<Slot>>,
}

/// An obligation compiled.
#[derive(Debug)]
pub(crate) struct ObligationPlan {
    pub(crate) when: Node,
    /// The day from which its time runs, where the form says it.
    pub(crate) base: Option<Node>,
}

/// A stretch of [`Plan::uses`].
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Span {
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl Span {
    pub(crate) fn range(self) -> std::ops::Range<usize> {
        self.start..self.end
    }
}

/// What a theme is compiled from: its own parts and the dictionaries that they refer to.
#[derive(Debug, Clone, Copy)]
#[expect(missing_docs, reason = "the names are those of the theme and the catalogue")]
pub struct ThemeSource<'a> {
    pub id: &'a ThemeId,
    pub lead: &'a DepartmentId,
    pub situations: &'a [Situation],
    pub screens: &'a [Screen],
    pub theme_items: &'a [ThemeItem],
    pub stops: &'a [Stop],
    pub notices: &'a [Notice],
    pub figures: &'a [Figure],
    pub obligations: &'a [Obligation],
    pub prerequisites: &'a [Prerequisite],
    pub joint: &'a [Joint],
    pub exclusive: &'a [Exclusive],
    pub rows: &'a [Rows],
    pub baseline: &'a Baseline,
    pub constants: &'a BTreeMap<ElementId, serde_json::Value>,
    pub items: &'a BTreeMap<ItemId, Item>,
    pub elements: &'a BTreeMap<ElementId, Element>,
    pub materials: &'a BTreeMap<MaterialId, Material>,
    pub departments: &'a BTreeMap<DepartmentId, Department>,
    pub sections: &'a [Section],
    pub calendar: &'a Arc<workdays::Calendar>,
    pub settings: &'a Settings,
    pub parameters: &'a BTreeMap<String, Parameter>,
}

/// Where a condition stands that cannot be compiled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// `ask_when` of the situation at that index.
    SituationAskWhen(usize),
    /// `derived` of the situation at that index.
    SituationDerived(usize),
    /// `computed` of the situation at that index.
    SituationComputed(usize),
    /// A key of an entry of one of the theme's other lists.
    InTheme {
        /// The list's key, such as `figures`.
        list: &'static str,
        /// Index in the list.
        index: usize,
        /// The entry's key, such as `when`.
        key: &'static str,
    },
    /// A key of an entry inside an entry of one of the theme's lists.
    Inside {
        /// The outer list's key.
        list: &'static str,
        /// Index in it.
        index: usize,
        /// The inner list's key.
        inner: &'static str,
        /// Index in that.
        at: usize,
        /// The entry's key.
        key: &'static str,
    },
    /// A key of an entry of one of an item's other lists.
    InItem {
        /// The item.
        item: ItemId,
        /// The list's key, such as `parties`.
        list: &'static str,
        /// Index in the list.
        index: usize,
        /// The entry's key.
        key: &'static str,
    },
    /// `when` of the theme's item at that index.
    ItemWhen(usize),
    /// `when` of the stop at that index.
    StopWhen(usize),
    /// `when` of the notice at that index.
    NoticeWhen(usize),
    /// `when` of a material of an item.
    Material {
        /// The item.
        item: ItemId,
        /// Index among its materials.
        index: usize,
    },
    /// `when` of a field of an item.
    Field {
        /// The item.
        item: ItemId,
        /// Index among its fields.
        index: usize,
    },
    /// `when` of a step of an item.
    Step {
        /// The item.
        item: ItemId,
        /// Index among its steps.
        index: usize,
    },
    /// `when` of a variant of an item's promised limit.
    LimitVariant {
        /// The item.
        item: ItemId,
        /// Index among the variants.
        index: usize,
    },
}

impl Place {
    /// The item inside which the condition stands; none where it is the theme's own.
    pub fn item(&self) -> Option<&ItemId> {
        match self {
            Self::Material { item, .. }
            | Self::Field { item, .. }
            | Self::Step { item, .. }
            | Self::InItem { item, .. }
            | Self::LimitVariant { item, .. } => Some(item),
            _ => None,
        }
    }
}

/// A condition that cannot be compiled, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompileProblem {
    /// Where it stands.
    pub place: Place,
    /// What is wrong.
    pub problem: Problem,
}
