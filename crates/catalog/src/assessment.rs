//! What the answers come to: the shape of an assessment, as the API gives it.
//!
//! Field names and meanings are a contract with programs outside; additions
//! are welcome, changes are not.

use serde::Serialize;

use crate::{
    answers::Answer,
    ids::{DepartmentId, ElementId, ItemId, MaterialId, SituationId},
    model::{Basis, ElementType, FeeKind, FigureKind, SituationOption, SituationType, StopKind, Way},
};

pub use crate::model::SparedBy;

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
    /// Questions that can still change something, most decisive first.
    pub next: Vec<Question>,
    /// Questions that apply and are answered, those that are computed, and those
    /// that do not apply but whose author set a default; in the theme's order.
    pub answered: Vec<AnsweredQuestion>,
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
    pub notices: Vec<AssessedNotice>,
    /// What is worked out for the applicant.
    pub figures: Vec<AssessedFigure>,
    /// Who waits for whom, and how long it takes.
    pub graph: Graph,
    /// What it costs.
    pub fees: Vec<AssessedFee>,
    /// 四减: before and after.
    pub savings: Savings,
    /// How many visits are left.
    pub visits: u32,
    /// Why a visit is needed, one line for each item that needs one.
    pub visit_reasons: Vec<VisitReason>,
    /// Data elements that the answers and the theme settle.
    pub settled: Vec<SettledElement>,
    /// Catalogue version that this was computed from.
    pub version: String,
}

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
}

/// A question with its answer in words.
#[derive(Debug, Clone, Serialize)]
pub struct AnsweredQuestion {
    /// The situation.
    pub id: SituationId,
    /// In plain words.
    pub question: String,
    /// The answer.
    pub answer: Answer,
    /// The answer in words, such as 剖宫产.
    pub label: String,
    /// The default was taken since the question does not apply, or it was computed.
    pub assumed: bool,
    /// Worked out from a date or a number that is known, instead of being asked.
    pub computed: bool,
}

/// An item under the answers.
#[derive(Debug, Clone, Default, Serialize)]
pub struct AssessedItem {
    /// Which item.
    pub id: ItemId,
    /// Its name.
    pub name: String,
    /// The department that decides.
    pub department: DepartmentId,
    /// Its short name.
    pub department_name: String,
    /// Where it stands.
    pub state: State,
    /// Why, in words: the answers and clauses that put it there.
    pub why: Vec<String>,
    /// Items of this case that it waits for (only those that are in).
    pub needs: Vec<ItemId>,
    /// How many times it is done; none where it does not repeat.
    pub repeat: Option<u32>,
    /// Promised limit in working days, on the path that the answers choose.
    pub working_days: u32,
    /// Statutory limit in working days.
    pub statutory_days: u32,
    /// 行政许可 …
    pub kind: String,
    /// Legal basis.
    pub basis: Vec<Basis>,
    /// Conditions of approval.
    pub conditions: Vec<String>,
    /// Steps on the path that the answers choose: name, actor's short name, working days.
    pub steps: Vec<AssessedStep>,
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
    /// What blocks it and where to go instead.
    pub blocked_by: Vec<String>,
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
}

/// Why the applicant need not bring a material.
#[derive(Debug, Clone, Serialize)]
pub struct Spared {
    /// By what.
    pub by: SparedBy,
    /// In words.
    pub text: String,
    /// What happens where it does not come about after all: data that cannot be found, say.
    pub fallback: String,
}

/// A material of the merged list.
#[derive(Debug, Clone, Default, Serialize)]
pub struct AssessedMaterial {
    /// Which material.
    pub id: MaterialId,
    /// Its name.
    pub name: String,
    /// `In`, or `Open` while it depends on what is not yet known.
    pub state: State,
    /// Items that need it.
    pub needed_by: Vec<ItemId>,
    /// Key material for at least one of them.
    pub key: bool,
    /// May be supplied later (容缺): key for none, and every item that needs it allows it.
    pub deferrable: bool,
    /// Why it need not be brought; none where it must be.
    pub spared: Option<Spared>,
    /// Why it is needed, in words.
    pub why: Vec<String>,
    /// Who issues it, by name.
    pub issuer: String,
    /// How to fill in or get it.
    pub sample_note: String,
    /// `certificate`, `form` …
    pub kind: String,
    /// `original`, `copy`, `electronic`.
    pub carrier: Vec<String>,
    /// Copies.
    pub copies: Option<u32>,
    /// Remarks.
    pub notes: Vec<String>,
    /// How many sets: one for each row of the item that repeats.
    pub repeat: Option<u32>,
    /// Needed only while this holds (a condition over fields of the form), as written.
    pub shown_when: Option<String>,
    /// The group of which it is one way; none where nothing can be chosen.
    pub any_of: Option<OneWay>,
    /// False where the lead department has still to confirm it.
    pub certain: bool,
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
    /// Which element.
    pub id: ElementId,
    /// What stands beside it.
    pub label: String,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: ElementType,
    /// Must be filled in for at least one item that uses it.
    pub required: bool,
    /// The section's id.
    pub section: String,
    /// Where its value can be read from, by name.
    pub prefill: Option<String>,
    /// How many rows; none where it is asked once. 1 where the person may add rows.
    pub repeat: Option<u32>,
    /// The person may add and remove rows.
    pub open_rows: bool,
    /// `In`, or `Open` while it depends on another field.
    pub state: State,
    /// Shown only while this holds (a condition over other fields), as written.
    pub shown_when: Option<String>,
    /// Items that use it.
    pub items: Vec<ItemId>,
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
}

/// An obstacle that applies.
#[derive(Debug, Clone, Default, Serialize)]
pub struct AssessedStop {
    /// Its id, where it has one.
    pub id: Option<String>,
    /// What it does: `block`, `warn`, `acknowledge`, `hand_over`.
    pub kind: StopKind,
    /// Where it is done instead, or has to be cleared first, by name.
    pub to: Option<String>,
    /// Ways out.
    pub ways: Vec<Way>,
    /// The applicant has taken note of it, and it blocks nothing any more.
    pub acknowledged: bool,
    /// What is told.
    pub message: String,
    /// On what it rests.
    pub law: Option<String>,
    /// What it blocks.
    pub blocks: Vec<ItemId>,
    /// Why it applies, in words.
    pub why: Vec<String>,
    /// False where the lead department has still to confirm it.
    pub certain: bool,
}

/// A remark that applies.
#[derive(Debug, Clone, Default, Serialize)]
pub struct AssessedNotice {
    /// What is told.
    pub message: String,
    /// On what it rests.
    pub law: Option<String>,
    /// False where the lead department has still to confirm it.
    pub certain: bool,
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
    /// Which item.
    pub id: ItemId,
    /// Its name.
    pub name: String,
    /// Short name of the department.
    pub department: String,
    /// Its own working days.
    pub working_days: u32,
    /// First working day on which it can start (0 = at once).
    pub starts: u32,
    /// On the critical path.
    pub critical: bool,
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
