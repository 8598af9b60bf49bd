//! What the answers come to: the shape of an assessment, as the API gives it.
//!
//! Field names and meanings are a contract with programs outside; additions
//! are welcome, changes are not. What does not depend on the answers is not
//! copied: an assessment shares it with the catalogue, and one reads through to
//! it (`item.name`, `field.label`).

use std::{
    fmt,
    ops::{Deref, DerefMut},
    sync::Arc,
};

use serde::{Serialize, Serializer};

pub use crate::assess::{Told, Why};
use crate::{
    answers::Answer,
    ids::{DepartmentId, ElementId, ItemId, MaterialId, SituationId},
    model::{
        AppliedBy, Base, Basis, Element, ElementType, Exception, FeeKind, FigureKind, JointKind, NoticeKind,
        Period, Presence, Signature, SituationOption, SituationType, StopKind, Way,
    },
};

pub use crate::{model::SparedBy, plan::Left};

/// Where an item, a stop or a material stands, given what is known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// To be done.
    In,
    /// Not needed.
    Out,
    /// Not yet known.
    #[default]
    Open,
    /// It would apply, but a lawful obstacle stands in its way.
    Blocked,
}

/// Everything that follows from the answers so far.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Assessment {
    /// Nothing more need be asked.
    pub complete: bool,
    /// Questions that can still change something, in the order of asking.
    pub next: Vec<Arc<Question>>,
    /// How much there may still be to answer: no path asks more.
    pub left: Left,
    /// Questions that apply and are answered, those that are computed, and those
    /// that do not apply but whose author set a default; in the theme's order.
    pub answered: Vec<AnsweredQuestion>,
    /// Answers that were given to questions that do not apply: they count for nothing.
    pub dropped: Vec<AnswerFacts>,
    /// Every item of the theme, in its order.
    pub items: Vec<AssessedItem>,
    /// The merged list of materials that are or may still be needed.
    pub materials: Vec<AssessedMaterial>,
    /// Groups of materials of which one way is enough.
    pub any_of: Vec<AssessedGroup>,
    /// The merged form.
    pub fields: Vec<AssessedField>,
    /// Obstacles that apply.
    pub stops: Vec<AssessedStop>,
    /// Remarks that apply.
    pub notices: Vec<Arc<AssessedNotice>>,
    /// What is worked out for the applicant.
    pub figures: Vec<AssessedFigure>,
    /// What has to be had elsewhere first.
    pub prerequisites: Vec<AssessedPrerequisite>,
    /// What departments do together.
    pub joint: Vec<AssessedJoint>,
    /// Items of which only one may be granted, where the answers lead to several.
    pub exclusive: Vec<AssessedExclusive>,
    /// What has to be in place before opening.
    pub opening: Vec<AssessedOpening>,
    /// What the citizen has to do afterwards, by when.
    pub obligations: Vec<AssessedObligation>,
    /// Who has to come for the whole thing.
    pub presence: Option<Presence>,
    /// Rows of the form that the theme sets.
    pub rows: Vec<AssessedRows>,
    /// Nothing has to be done, and why.
    pub nothing_needed: Option<String>,
    /// Who waits for whom, and how long it takes.
    pub graph: Graph,
    /// What it costs.
    pub fees: Vec<Arc<AssessedFee>>,
    /// 四减: before and after.
    pub savings: Savings,
    /// How many visits are left.
    pub visits: u32,
    /// Why a visit is needed, one line for each item that needs one.
    pub visit_reasons: Vec<Arc<VisitReason>>,
    /// Data elements that the answers and the theme settle.
    pub settled: Vec<Arc<SettledElement>>,
    /// Catalogue version that this was computed from.
    pub version: String,
    /// The day whose rules it follows.
    pub on: jiff::civil::Date,
    /// What was evaluated, for those who ask further: the ledger, the reasons, what if.
    #[serde(skip)]
    pub told: Arc<Told>,
}

/// Some items of a theme, in its order.
#[derive(Clone, Default)]
pub struct ItemSet {
    of: Arc<[ItemId]>,
    bits: u64,
}

impl ItemSet {
    /// Those of the items whose bits are set.
    pub(crate) fn new(of: &Arc<[ItemId]>, bits: u64) -> Self {
        Self { of: Arc::clone(of), bits }
    }

    /// The items.
    pub fn iter(&self) -> impl Iterator<Item = &ItemId> {
        self.of.iter().enumerate().filter(|(index, _)| self.bits >> index & 1 == 1).map(|(_, id)| id)
    }

    /// Whether the item is one of them.
    pub fn contains(&self, item: &str) -> bool {
        self.iter().any(|id| *id == *item)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.bits.count_ones() as usize
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.bits == 0
    }

    /// Leaves out those that are not wanted.
    pub fn retain(&mut self, wanted: impl Fn(&ItemId) -> bool) {
        let gone = self.of.iter().enumerate().filter(|(_, id)| !wanted(id));
        self.bits =
            gone.fold(self.bits, |bits, (index, _)| bits & !1_u64.checked_shl(index as u32).unwrap_or(0));
    }
}

impl From<Vec<ItemId>> for ItemSet {
    /// At most 64 items.
    fn from(ids: Vec<ItemId>) -> Self {
        let bits = (0..ids.len().min(64)).fold(0, |bits, index| bits | 1 << index);
        Self { of: ids.into(), bits }
    }
}

impl fmt::Debug for ItemSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl PartialEq for ItemSet {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Serialize for ItemSet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

macro_rules! reads_through {
    ($whole:ident to $facts:ident) => {
        impl Deref for $whole {
            type Target = $facts;
            fn deref(&self) -> &$facts {
                &self.facts
            }
        }
        impl DerefMut for $whole {
            /// A change is of this assessment alone.
            fn deref_mut(&mut self) -> &mut $facts {
                Arc::make_mut(&mut self.facts)
            }
        }
    };
}
reads_through!(AnsweredQuestion to AnswerFacts);
reads_through!(AssessedItem to ItemFacts);
reads_through!(AssessedMaterial to MaterialFacts);
reads_through!(AssessedField to FieldFacts);
reads_through!(AssessedStop to StopFacts);
reads_through!(GraphNode to NodeFacts);

/// A question still to be asked.
#[derive(Debug, Clone, Serialize)]
pub struct Question {
    /// The situation.
    pub id: SituationId,
    /// In plain words.
    pub question: String,
    /// Why it is asked.
    pub why: String,
    /// How it is answered.
    #[serde(rename = "type")]
    pub kind: SituationType,
    /// The options, if any.
    pub options: Vec<SituationOption>,
    /// The answer to preselect.
    pub default: Option<Answer>,
    /// Unit of a number.
    pub unit: Option<String>,
    /// Smallest number.
    pub min: Option<f64>,
    /// Largest number.
    pub max: Option<f64>,
    /// Whole numbers only.
    pub whole: bool,
    /// The screen on which it is asked.
    pub screen: String,
    /// What the questions of that screen are about; empty where nobody said.
    pub topic: String,
    /// Few have to be asked: what stands beside its box, and the answer of whoever does not tick it.
    pub exception: Option<Exception>,
}

/// A question with its answer in words.
#[derive(Debug, Clone, Default, Serialize)]
pub struct AnsweredQuestion {
    /// The question and the answer.
    #[serde(flatten)]
    pub facts: Arc<AnswerFacts>,
    /// The default was taken since the question does not apply, or it was computed.
    pub assumed: bool,
    /// Worked out from a date or a number that is known, instead of being asked.
    pub computed: bool,
}

/// A question and an answer to it.
#[derive(Debug, Clone, Serialize)]
pub struct AnswerFacts {
    /// The situation.
    pub id: SituationId,
    /// In plain words.
    pub question: String,
    /// The answer.
    pub answer: Answer,
    /// The answer in words, such as 剖宫产.
    pub label: String,
}

impl Default for AnswerFacts {
    fn default() -> Self {
        let (question, label) = Default::default();
        Self { id: SituationId::default(), question, answer: Answer::Bool(false), label }
    }
}

/// An item under the answers.
#[derive(Debug, Clone, Default, Serialize)]
pub struct AssessedItem {
    /// What it is whatever the answers are.
    #[serde(flatten)]
    pub facts: Arc<ItemFacts>,
    /// Where it stands.
    pub state: State,
    /// Why, in words: the answers and clauses that put it there.
    pub why: Why,
    /// Items of this case that it waits for (only those that are in).
    pub needs: Vec<ItemId>,
    /// How many times it is done; none where it does not repeat.
    pub repeat: Option<u32>,
    /// Promised limit in working days, on the path that the answers choose.
    pub working_days: u32,
    /// Steps on the path that the answers choose: name, actor's short name, working days.
    pub steps: Arc<[AssessedStep]>,
    /// What blocks it and where to go instead.
    pub blocked_by: Vec<String>,
    /// What it waits for that is blocked.
    pub held_by: Vec<HeldBy>,
    /// Why it need not be done, where that is worth saying.
    pub not_needed: Vec<String>,
    /// Those without whom it is not done, beside the applicant.
    pub parties: Vec<AssessedParty>,
    /// Who applies in place of the applicant.
    pub applied_by: Option<AppliedBy>,
    /// The path that the answers take, where there are several.
    pub path: Option<AssessedPath>,
}

/// What an item is whatever the answers are.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ItemFacts {
    /// Which item.
    pub id: ItemId,
    /// Its name.
    pub name: String,
    /// The department that decides.
    pub department: DepartmentId,
    /// Its short name.
    pub department_name: String,
    /// Statutory limit in working days.
    pub statutory_days: u32,
    /// 行政许可 …
    pub kind: String,
    /// Legal basis.
    pub basis: Vec<Basis>,
    /// Conditions of approval.
    pub conditions: Vec<String>,
    /// Names of its results.
    pub results: Vec<String>,
    /// 告知承诺 applies.
    pub commitment: bool,
    /// 容缺受理 applies.
    pub deferral: bool,
    /// Why somebody must be present once.
    pub on_site: Option<String>,
    /// Of a department that the annex does not list, and why it is needed.
    pub beyond_reason: Option<String>,
    /// Statutory limit in calendar days, where the law counts so.
    pub calendar_days: Option<u32>,
    /// A department decides; otherwise its clock is not the government's, and nobody supervises it.
    pub supervised: bool,
    /// The parties act at the same time.
    pub together: bool,
    /// False where the lead department has still to confirm it.
    pub certain: bool,
}

/// A step of an item.
#[derive(Debug, Clone, Serialize)]
pub struct AssessedStep {
    /// 受理, 审查 …
    pub name: String,
    /// Who acts, by short name.
    pub actor: String,
    /// Working days.
    pub working_days: u32,
    /// Its clock is the government's.
    pub supervised: bool,
}

/// What an item waits for that is blocked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HeldBy {
    /// Which item.
    pub item: ItemId,
    /// The waiting item cannot be done either; otherwise it goes on with a result from elsewhere.
    pub stops: bool,
    /// In words.
    pub text: String,
}

/// Somebody without whom an item is not done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AssessedParty {
    /// Who it is.
    pub role: String,
    /// The section of the form that is about them.
    pub section: Option<String>,
    /// They have to come themselves.
    pub present: bool,
    /// How they sign: `hand`, `any`; none where they do not.
    pub sign: Option<Signature>,
    /// What they do.
    pub act: String,
    /// On what it rests.
    pub law: Option<String>,
    /// False where the lead department has still to confirm it.
    pub certain: bool,
}

/// The path of an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AssessedPath {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What is different on it.
    pub note: Option<String>,
    /// On what it rests.
    pub law: Option<String>,
    /// False where the lead department has still to confirm it.
    pub certain: bool,
}

/// Why the applicant need not bring a material.
#[derive(Debug, Clone, Serialize)]
pub struct Spared {
    /// By what.
    pub by: SparedBy,
    /// In words.
    pub text: Arc<str>,
    /// What happens where it does not come about after all: data that cannot be found, say.
    pub fallback: Arc<str>,
}

/// A material of the merged list.
#[derive(Debug, Clone, Default, Serialize)]
pub struct AssessedMaterial {
    /// What it is whatever the answers are.
    #[serde(flatten)]
    pub facts: Arc<MaterialFacts>,
    /// `In`, or `Open` while it depends on what is not yet known.
    pub state: State,
    /// Items that need it.
    pub needed_by: ItemSet,
    /// Key material for at least one of them.
    pub key: bool,
    /// May be supplied later (容缺): key for none, and every item that needs it allows it.
    pub deferrable: bool,
    /// Why it need not be brought; none where it must be.
    pub spared: Option<Spared>,
    /// Why it is needed, in words.
    pub why: Why,
    /// Copies.
    pub copies: Option<u32>,
    /// Remarks.
    pub notes: Vec<Arc<str>>,
    /// How many sets: one for each row of the item that repeats.
    pub repeat: Option<u32>,
    /// Needed only while this holds (a condition over fields of the form), as written.
    pub shown_when: Option<String>,
    /// The group of which it is one way; none where nothing can be chosen.
    pub any_of: Option<OneWay>,
    /// False where the lead department has still to confirm it.
    pub certain: bool,
}

/// What a material is whatever the answers are.
#[derive(Debug, Clone, Default, Serialize)]
pub struct MaterialFacts {
    /// Which material.
    pub id: MaterialId,
    /// Its name.
    pub name: String,
    /// Who issues it, by name.
    pub issuer: String,
    /// How to fill in or get it.
    pub sample_note: String,
    /// `certificate`, `form` …
    pub kind: String,
    /// `original`, `copy`, `electronic`.
    pub carrier: Vec<String>,
}

/// Materials of which one set is enough, and where the choice stands.
#[derive(Debug, Clone, Serialize)]
pub struct AssessedGroup {
    /// Its id.
    pub id: String,
    /// What is proved.
    pub name: String,
    /// Items that ask for it.
    pub items: Vec<ItemId>,
    /// The name of the choice among the elements.
    pub choice: ElementId,
    /// The way that is chosen; none while nothing says it.
    pub chosen: Option<String>,
    /// The ways, of which one is enough.
    pub ways: Vec<AssessedWay>,
    /// On what it rests that either will do.
    pub law: Option<String>,
    /// False where the lead department has still to confirm it.
    pub certain: bool,
}

/// One way of a group.
#[derive(Debug, Clone, Serialize)]
pub struct AssessedWay {
    /// Its id.
    pub id: String,
    /// In plain words.
    pub label: String,
    /// The choice that stands for it.
    pub value: serde_json::Value,
    /// What most people do.
    pub usual: bool,
    /// What it comes to here: materials that have to be brought.
    pub to_bring: Vec<MaterialId>,
    /// Materials of it that are spared.
    pub spared: Vec<MaterialId>,
}

/// That a material is one way of several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OneWay {
    /// The group's id.
    pub group: String,
    /// What is proved.
    pub name: String,
    /// The way's id.
    pub way: String,
    /// The way in plain words.
    pub label: String,
}

/// A field of the merged form.
#[derive(Debug, Clone, Serialize)]
pub struct AssessedField {
    /// What it is whatever the answers are.
    #[serde(flatten)]
    pub facts: Arc<FieldFacts>,
    /// Must be filled in for at least one item that uses it.
    pub required: bool,
    /// How many rows; none where it is asked once. 1 where the person may add rows.
    pub repeat: Option<u32>,
    /// The person may add and remove rows.
    pub open_rows: bool,
    /// `In`, or `Open` while it depends on another field.
    pub state: State,
    /// Shown only while this holds (a condition over other fields), as written.
    pub shown_when: Option<String>,
    /// Items that use it.
    pub items: ItemSet,
}

/// What a field is whatever the answers are.
#[derive(Debug, Clone, Serialize)]
pub struct FieldFacts {
    /// Which element.
    pub id: ElementId,
    /// What stands beside it.
    pub label: String,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: ElementType,
    /// The section's id.
    pub section: String,
    /// Where its value can be read from, by name.
    pub prefill: Option<String>,
    /// The allowed words of a choice.
    pub choices: Vec<String>,
    /// Several values in one field.
    pub multiple: bool,
    /// Smallest number.
    pub min: Option<f64>,
    /// Largest number.
    pub max: Option<f64>,
    /// Pattern of the text.
    pub pattern: Option<String>,
    /// Unit.
    pub unit: Option<String>,
    /// One sentence of help.
    pub help: String,
    /// Masked and encrypted.
    pub sensitive: bool,
    /// The element to offer as 同上.
    pub same_as: Option<ElementId>,
    /// Elements whose value it may well have too.
    pub copy_from: Vec<ElementId>,
}

impl FieldFacts {
    /// The element as a field; where it can be read from is for the caller to name.
    pub fn of(element: &Element) -> Self {
        Self {
            id: element.id.clone(),
            label: element.label.clone(),
            kind: element.kind,
            section: element.section.clone(),
            prefill: None,
            choices: element.choices.clone(),
            multiple: element.multiple,
            min: element.min,
            max: element.max,
            pattern: element.pattern.clone(),
            unit: element.unit.clone(),
            help: element.help.clone(),
            sensitive: element.sensitive,
            same_as: element.same_as.clone(),
            copy_from: element.copy_from.clone(),
        }
    }
}

/// An obstacle that applies.
#[derive(Debug, Clone, Default, Serialize)]
pub struct AssessedStop {
    /// What it says whatever the answers are.
    #[serde(flatten)]
    pub facts: Arc<StopFacts>,
    /// The applicant has taken note of it, and it blocks nothing any more.
    pub acknowledged: bool,
    /// Why it applies, in words.
    pub why: Why,
}

/// What an obstacle says.
#[derive(Debug, Clone, Default, Serialize)]
pub struct StopFacts {
    /// Its id, where it has one.
    pub id: Option<String>,
    /// What it does: `block`, `warn`, `acknowledge`, `hand_over`.
    pub kind: StopKind,
    /// Where it is done instead, or has to be cleared first, by name.
    pub to: Option<String>,
    /// Ways out.
    pub ways: Vec<Way>,
    /// What is told.
    pub message: String,
    /// On what it rests.
    pub law: Option<String>,
    /// What it blocks.
    pub blocks: Vec<ItemId>,
    /// False where the lead department has still to confirm it.
    pub certain: bool,
}

/// A remark that applies.
#[derive(Debug, Clone, Default, Serialize)]
pub struct AssessedNotice {
    /// What it is about: `remark`, `opening`, `not_needed`.
    pub kind: NoticeKind,
    /// What is told.
    pub message: String,
    /// On what it rests.
    pub law: Option<String>,
    /// False where the lead department has still to confirm it.
    pub certain: bool,
}

/// Something to be had elsewhere first.
#[derive(Debug, Clone, Serialize)]
pub struct AssessedPrerequisite {
    /// Its id.
    pub id: String,
    /// What it is.
    pub name: String,
    /// Who does it, by name.
    pub actor: String,
    /// Items that it is for.
    pub items: Vec<ItemId>,
    /// The material that shows that it is done.
    pub material: Option<MaterialId>,
    /// Nothing can be handed in before it is done.
    pub before_handing_in: bool,
    /// What else to know.
    pub note: Option<String>,
    /// On what it rests.
    pub law: Option<String>,
    /// False where the lead department has still to confirm it.
    pub certain: bool,
}

/// What departments do together.
#[derive(Debug, Clone, Serialize)]
pub struct AssessedJoint {
    /// Its id.
    pub id: String,
    /// `inspection` or `drawing`.
    pub kind: JointKind,
    /// What is told.
    pub text: String,
    /// Items whose inspection it is.
    pub items: Vec<ItemId>,
    /// Materials that one drawing stands for.
    pub materials: Vec<MaterialId>,
    /// On what it rests.
    pub law: Option<String>,
    /// False where the lead department has still to confirm it.
    pub certain: bool,
}

/// Items of which only one may be granted.
#[derive(Debug, Clone, Serialize)]
pub struct AssessedExclusive {
    /// Its id.
    pub id: String,
    /// The items.
    pub items: Vec<ItemId>,
    /// What is told.
    pub message: String,
    /// On what it rests.
    pub law: Option<String>,
    /// False where the lead department has still to confirm it.
    pub certain: bool,
}

/// Something that has to be in place before opening.
#[derive(Debug, Clone, Serialize)]
pub struct AssessedOpening {
    /// What.
    pub text: String,
    /// Items of this thing by which it comes about.
    pub items: Vec<ItemId>,
    /// On what it rests.
    pub law: Option<String>,
    /// False where the lead department has still to confirm it.
    pub certain: bool,
}

/// What the citizen has to do by a day. A reminder, never a limit of the government's.
#[derive(Debug, Clone, Serialize)]
pub struct AssessedObligation {
    /// Its id.
    pub id: String,
    /// The item that it follows from; none where it follows from the thing itself.
    pub item: Option<ItemId>,
    /// What has to be done.
    pub text: String,
    /// Within what time.
    pub within: Option<Period>,
    /// How often it comes round.
    pub every: Option<Period>,
    /// From what day on.
    pub after: ObligationBase,
    /// The item itself is what has to be done: with its result nothing is left to do.
    pub met_by_item: bool,
    /// The time in words.
    pub limit: String,
    /// The last day, where the day from which it runs is known.
    pub due: Option<jiff::civil::Date>,
    /// The same in words.
    pub due_text: Option<String>,
    /// It rests on a year whose holidays are not yet published.
    pub due_estimated: bool,
    /// What follows where it is not done.
    pub consequence: Option<String>,
    /// On what it rests.
    pub law: Option<String>,
    /// False where the lead department has still to confirm it.
    pub certain: bool,
}

/// From what day an obligation's time runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ObligationBase {
    /// `result`: the day on which the item is granted; `element`: a day on the form; `event`:
    /// something that nobody here sees.
    pub kind: &'static str,
    /// The element with the day.
    pub element: Option<ElementId>,
    /// The event in words.
    pub text: Option<String>,
}

impl From<&Base> for ObligationBase {
    fn from(base: &Base) -> Self {
        match base {
            Base::Result => Self { kind: "result", element: None, text: None },
            Base::Element { element } => Self { kind: "element", element: Some(element.clone()), text: None },
            Base::Event { text } => Self { kind: "event", element: None, text: Some(text.clone()) },
        }
    }
}

/// Rows of the form that the theme sets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AssessedRows {
    /// The section.
    pub section: String,
    /// What one row is called.
    pub row: String,
    /// How many, where an answer says it.
    pub count: Option<u32>,
    /// The fewest, where the person adds rows.
    pub least: u32,
    /// The most.
    pub most: u32,
}

/// Something worked out for the applicant.
#[derive(Debug, Clone, Serialize)]
pub struct AssessedFigure {
    /// Its id.
    pub id: String,
    /// What it is.
    pub label: String,
    /// How it is written: `date`, `month`, `number`, `money`.
    pub kind: FigureKind,
    /// Its value: a day, a month or a number; null where something is not known yet.
    pub value: serde_json::Value,
    /// The same in words; none where something is not known yet.
    pub text: Option<String>,
    /// Elements that are wanted to work it out.
    pub needs: Vec<ElementId>,
    /// How it is worked out, in words.
    pub formula: String,
    /// On what it rests.
    pub law: String,
    /// False where the lead department has still to confirm it.
    pub certain: bool,
}

/// The graph of tasks.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Graph {
    /// Items that are in.
    pub nodes: Vec<GraphNode>,
    /// From an item to one that waits for it.
    pub edges: Vec<GraphEdge>,
    /// The items of the longest path.
    pub critical_path: Vec<ItemId>,
    /// Its length.
    pub working_days: u32,
}

/// A node of the graph.
#[derive(Debug, Clone, Serialize)]
pub struct GraphNode {
    /// What it stands for.
    #[serde(flatten)]
    pub facts: Arc<NodeFacts>,
    /// Its own working days.
    pub working_days: u32,
    /// First working day on which it can start (0 = at once).
    pub starts: u32,
    /// On the critical path.
    pub critical: bool,
}

/// What a node of the graph stands for.
#[derive(Debug, Clone, Default, Serialize)]
pub struct NodeFacts {
    /// Which item.
    pub id: ItemId,
    /// Its name.
    pub name: String,
    /// Short name of the department.
    pub department: String,
}

/// An edge of the graph.
#[derive(Debug, Clone, Serialize)]
pub struct GraphEdge {
    /// The item waited for.
    pub from: ItemId,
    /// The item that waits.
    pub to: ItemId,
}

/// What an item costs.
#[derive(Debug, Clone, Default, Serialize)]
pub struct AssessedFee {
    /// Which item.
    pub item: ItemId,
    /// Its name.
    pub name: String,
    /// A fee, a tax or a deposit.
    pub kind: FeeKind,
    /// In words, such as 125 元.
    pub amount: String,
    /// In yuan, for one time, where it is a fixed sum.
    pub yuan: Option<f64>,
    /// On what it rests.
    pub basis: String,
    /// False where the lead department has still to confirm it.
    pub certain: bool,
}

/// 四减.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Savings {
    /// Handled separately, for the items that are in.
    pub before: Figures,
    /// Handled as one thing.
    pub after: Figures,
}

/// The figures that 四减 compares.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Figures {
    pub visits: u32,
    pub departments: u32,
    pub materials: u32,
    pub forms: u32,
    pub steps: u32,
    pub working_days: u32,
    /// False where the figure is an estimate.
    pub certain: bool,
}

/// Why somebody has to come once.
#[derive(Debug, Clone, Serialize)]
pub struct VisitReason {
    /// Which item.
    pub item: ItemId,
    /// Why.
    pub reason: String,
}

/// A data element that an answer or the theme settles.
#[derive(Debug, Clone, Serialize)]
pub struct SettledElement {
    /// Which element.
    pub id: ElementId,
    /// Its value.
    pub value: serde_json::Value,
    /// Where from: `answer` or `theme`.
    pub from: &'static str,
}

impl Assessment {
    /// Takes a way of a group of which one is enough, as what was handed in or the applicant says.
    /// Where the form asks which way, it is the form that says it, and nothing is changed here.
    pub fn take_way(&mut self, group: &str, way: &str) {
        let Some(of) = self.any_of.iter_mut().find(|known| known.id == *group) else { return };
        if of.ways.len() < 2 || !of.ways.iter().any(|known| known.id == *way) {
            return;
        }
        of.chosen = Some(way.to_owned());
        for material in &mut self.materials {
            let Some(one) = material.any_of.as_ref().filter(|one| one.group == *group) else { continue };
            let taken = one.way == *way && material.shown_when.is_none();
            material.state = if taken { State::In } else { State::Open };
        }
    }

    /// Whether the material is one of several ways, and another is taken.
    pub fn is_another_way(&self, material: &AssessedMaterial) -> bool {
        let Some(one) = &material.any_of else { return false };
        let chosen =
            self.any_of.iter().find(|group| group.id == one.group).and_then(|group| group.chosen.as_ref());
        chosen.is_some_and(|chosen| *chosen != one.way)
    }

    /// Asks the applicant for a material that was to be spared, in the words of its fallback: data
    /// that cannot be found, a result that is not there.
    pub fn ask_after_all(&mut self, material: &str) {
        let Some(found) = self.materials.iter_mut().find(|known| known.id == *material) else { return };
        if let Some(spared) = found.spared.take() {
            found.notes.insert(0, spared.fallback);
        }
    }

    /// What can be handed in now: without the items that wait for a blocked one and cannot be done
    /// before it, and without what they alone would need. They count as blocked from here on.
    pub fn without_held(mut self) -> Self {
        let held = |item: &AssessedItem| item.held_by.iter().any(|held| held.stops);
        let gone: Vec<ItemId> =
            self.items.iter().filter(|item| held(item)).map(|item| item.id.clone()).collect();
        if gone.is_empty() {
            return self;
        }
        for item in self.items.iter_mut().filter(|item| gone.contains(&item.id)) {
            item.state = State::Blocked;
            item.blocked_by.extend(item.held_by.iter().map(|held| held.text.clone()));
        }
        for item in &mut self.items {
            item.needs.retain(|need| !gone.contains(need));
        }
        let stays = |items: &mut ItemSet| {
            let had = !items.is_empty();
            items.retain(|item| !gone.contains(item));
            !had || !items.is_empty()
        };
        self.materials.retain_mut(|material| stays(&mut material.needed_by));
        self.fields.retain_mut(|field| stays(&mut field.items));
        self.any_of.retain_mut(|group| {
            let had = !group.items.is_empty();
            group.items.retain(|item| !gone.contains(item));
            !had || !group.items.is_empty()
        });
        self.fees.retain(|fee| !gone.contains(&fee.item));
        self.visit_reasons.retain(|reason| !gone.contains(&reason.item));
        if self.visit_reasons.is_empty() {
            self.visits = 0;
            self.savings.after.visits = 0;
        }
        self.obligations.retain(|one| one.item.as_ref().is_none_or(|item| !gone.contains(item)));
        self.joint.retain_mut(|joint| {
            joint.items.retain(|item| !gone.contains(item));
            joint.items.len() > 1 || joint.materials.len() > 1
        });
        self.graph.nodes.retain(|node| !gone.contains(&node.id));
        self.graph.edges.retain(|edge| !gone.contains(&edge.from) && !gone.contains(&edge.to));
        self.graph.critical_path.retain(|item| !gone.contains(item));
        let ends = self.graph.nodes.iter().map(|node| node.starts + node.working_days);
        self.graph.working_days = ends.max().unwrap_or(0);
        self.savings.after.working_days = self.graph.working_days;
        self
    }
}
