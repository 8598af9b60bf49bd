//! What a theme says whatever the answers are: looked up and worded once, when
//! the catalogue is read, and shared by every assessment after that.
//!
//! Numbers in place of ids: items in the theme's order, materials, data
//! elements and sections in the order in which the theme's items name them.
//! Knows nothing of answers.

mod around;
mod prepare;

use std::{collections::BTreeMap, sync::Arc};

use crate::{
    assessment::{
        AnswerFacts, AssessedFee, AssessedNotice, AssessedParty, AssessedPath, AssessedStep, ExclusiveFacts,
        FieldFacts, FigureFacts, GroupFacts, ItemFacts, JointFacts, MaterialFacts, NodeFacts,
        ObligationFacts, OpeningFacts, PrerequisiteFacts, Question, SettledElement, SparedBy, StopFacts,
        VisitReason, WayFacts,
    },
    condition::node::Slot,
    ids::{ElementId, ItemId},
    model::{AppliedBy, Baseline, Item},
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
    /// For each notice, what it says where it is about opening.
    pub(super) opening: Vec<Option<Arc<OpeningFacts>>>,
    pub(super) obligations: Vec<Arc<ObligationFacts>>,
    pub(super) figures: Vec<Arc<FigureFacts>>,
    pub(super) prerequisites: Vec<Arc<PrerequisiteFacts>>,
    pub(super) joint: Vec<Arc<JointFacts>>,
    pub(super) exclusive: Vec<Arc<ExclusiveFacts>>,
    pub(super) rows: Vec<RowsSheet>,
    pub(super) constants: Vec<Arc<SettledElement>>,
    pub(super) baseline: Baseline,
    /// Whether each section of the theme's form repeats, in its order.
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
    /// Its groups of materials of which one way is enough.
    pub(super) groups: Vec<GroupSheet>,
    pub(super) fields: Vec<FieldUseSheet>,
    /// Sections that repeat and of which it asks something.
    pub(super) rows: Vec<usize>,
    /// It asks about nothing but rows.
    pub(super) rows_alone: bool,
    pub(super) fee: Option<Arc<AssessedFee>>,
    pub(super) visit: Option<Arc<VisitReason>>,
    pub(super) obligations: Vec<Arc<ObligationFacts>>,
    pub(super) parties: Vec<Arc<AssessedParty>>,
    pub(super) paths: Vec<Arc<AssessedPath>>,
    pub(super) applied_by: Option<Arc<AppliedBy>>,
    /// Which of its steps are looks at the place.
    pub(super) inspections: Vec<usize>,
    /// Said of a material that it results in and another item of the case wants.
    pub(super) carried_over: CarriedOver,
    /// Where its clauses stand.
    pub(super) origins: Arc<ItemOrigins>,
}

/// Rows that the theme sets.
#[derive(Debug)]
pub(super) struct RowsSheet {
    /// What one row is called.
    pub(super) row: Arc<str>,
    /// Number of the section among those of the form; none where no item asks anything of it.
    pub(super) section: Option<usize>,
    /// The situation that says how many.
    pub(super) by: Option<Slot>,
    /// The most that the section takes.
    pub(super) most: u32,
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

/// Materials of an item of which one way is enough, with the ways.
#[derive(Debug)]
pub(super) struct GroupSheet {
    pub(super) facts: Arc<GroupFacts>,
    pub(super) ways: Vec<Arc<WayFacts>>,
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
    /// No and yes, the options in order, each chosen alone, or small whole numbers from 0 on.
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
        if known { prepare::Preparer::new(source, shared).prepare(plan, place) } else { Self::default() }
    }
}

/// The bit of an item in a set of items. What stands beyond the 64th has none: the
/// compiler of themes complains of it.
pub(super) fn bit(item: usize) -> u64 {
    1_u64.checked_shl(u32::try_from(item).unwrap_or(u32::MAX)).unwrap_or(0)
}
