//! The catalogue after reading and checking: what the rest of the house works with.
//!
//! Everything here is immutable and refers only to what exists. The text of
//! the files, with its lines and columns, is the business of `read`.

use std::{collections::BTreeMap, sync::Arc};

use serde::{Deserialize, Serialize};

mod acts;
mod after;
mod figures;
mod papers;
mod risk;
mod screens;
mod stops;

pub use acts::{Apart, AppliedBy, IfBlocked, Need, Party, Path, Presence, RowCount, Rows, Signature};
pub use after::{Base, Exclusive, Joint, JointKind, NoticeKind, Obligation, Period, Prerequisite, Unit};
pub use figures::{Figure, FigureKind};
pub use papers::{AnyOf, CHOICE, PaperWay, SparedBy};
pub use risk::{CommitmentCheck, RiskClass};
pub use screens::{Exception, Screen};
pub use stops::{Stop, StopKind, Way};

use crate::{
    assess::Sheet,
    days::{self, Parameter, Setting},
    ids::{DepartmentId, ElementId, ItemId, MaterialId, PlaceId, SituationId, ThemeId},
    plan::Plan,
};

/// A district's whole catalogue, read, checked and compiled.
#[derive(Debug)]
pub struct Catalog {
    /// The district that publishes it.
    pub district: District,
    /// First day of validity and a digest of the text, such as `2026-11-01.3f9a1c20`.
    pub version: String,
    /// The day as which it was read: everything here holds on it.
    pub day: jiff::civil::Date,
    /// The days around it on which exactly the same holds.
    pub in_force: days::Period,
    /// All days on which something in the files begins to hold or has ceased to, in order.
    pub turns: Vec<jiff::civil::Date>,
    /// Thresholds, fees, limits and bounds that the law moves, by id, with all their values.
    pub parameters: BTreeMap<String, Parameter>,
    /// Departments and bodies by id.
    pub departments: BTreeMap<DepartmentId, Department>,
    /// Materials by id.
    pub materials: BTreeMap<MaterialId, Material>,
    /// Data elements by id.
    pub elements: BTreeMap<ElementId, Element>,
    /// Sections of the one form, in the order in which they are asked.
    pub sections: Vec<Section>,
    /// Items by id.
    pub items: BTreeMap<ItemId, Item>,
    /// Themes in the order of the plan's annexes.
    pub themes: Vec<Theme>,
    /// Counters of the district.
    pub places: Vec<Place>,
    /// Streets and towns (镇街).
    pub divisions: Vec<Division>,
    /// Published working days and holidays.
    pub calendar: workdays::Calendar,
    /// Rules of law that the software enforces.
    pub rules: Vec<Rule>,
    /// Ways in by network, beside the counters.
    pub channels: Vec<Channel>,
    /// What else the files state for people to read (glossary, formulas with their test
    /// values, sources), by file and key, such as `rules.glossary`.
    pub background: BTreeMap<String, serde_json::Value>,
}

impl Catalog {
    /// The theme of that id.
    pub fn theme(&self, id: &str) -> Option<&Theme> {
        self.themes.iter().find(|theme| theme.id == *id)
    }

    /// A department's short name, or the id itself where it is plain text (a landlord, say).
    pub fn department_name<'a>(&'a self, id: &'a str) -> &'a str {
        self.departments.get(id).map_or(id, |department| &department.short_name)
    }

    /// Departments that decide at least one item, in the order of their ids.
    pub fn departments_with_items(&self) -> Vec<&Department> {
        self.departments
            .values()
            .filter(|department| self.items.values().any(|item| item.department == department.id))
            .collect()
    }

    /// A material's name, or the id when unknown.
    pub fn material_name<'a>(&'a self, id: &'a str) -> &'a str {
        self.materials.get(id).map_or(id, |material| &material.name)
    }

    /// An item's name, or the id when unknown.
    pub fn item_name<'a>(&'a self, id: &'a str) -> &'a str {
        self.items.get(id).map_or(id, |item| &item.name)
    }

    /// What one row of an item that repeats is called (孩子): as in the repeating section of its form.
    pub fn row_word(&self, item: &str) -> Option<&str> {
        let mut elements =
            self.items.get(item)?.fields.iter().filter_map(|used| self.elements.get(&used.element));
        elements.find_map(|element| {
            let section = self.sections.iter().find(|section| section.id == element.section)?;
            section.row.as_deref()
        })
    }

    /// What a parameter is set to on the catalogue's day.
    pub fn setting(&self, id: &str) -> Option<&Setting> {
        self.parameters.get(id)?.on(self.day).map(|value| &value.value)
    }

    /// A data element's label, or the id when unknown.
    pub fn element_label<'a>(&'a self, id: &'a str) -> &'a str {
        self.elements.get(id).map_or(id, |element| &element.label)
    }
}

/// The district (区县) that the catalogue is for.
#[derive(Debug, Clone, Serialize)]
pub struct District {
    /// Folder name, such as `jiangjin`.
    pub id: String,
    /// Full name, such as 重庆市江津区.
    pub name: String,
    /// Short name, such as 江津.
    pub short_name: String,
    /// Administrative division code (GB/T 2260).
    pub code: String,
    /// The same with twelve digits, as statistics use it.
    pub code12: String,
    /// Earlier codes, which many identity numbers still begin with.
    pub old_codes: Vec<String>,
    /// Telephone area code.
    pub area_code: String,
    /// First character of number plates.
    pub plate_prefix: String,
    /// How many streets (街道) it has.
    pub streets: u32,
    /// How many towns (镇) it has.
    pub towns: u32,
    /// Prefix of case numbers, such as `JJ`.
    pub case_prefix: String,
    /// What the numbers of official papers (文号) begin with, such as 津政务.
    pub document_prefix: String,
    /// First day on which this catalogue holds.
    pub effective: jiff::civil::Date,
}

/// A department (部门) or a body that acts in some step.
#[derive(Debug, Clone, Serialize)]
pub struct Department {
    /// Its id.
    pub id: DepartmentId,
    /// Full legal name.
    pub name: String,
    /// The name people use.
    pub short_name: String,
    /// `bureau`, `unit`, `centre`, `outside`.
    pub kind: String,
    /// Where it comes from: `annex` and `body` of the district's plan, or `beyond` it.
    pub in_plan: String,
    /// What it does in this catalogue, in one line.
    pub duties: String,
    /// The department that it belongs to.
    pub parent: Option<DepartmentId>,
    /// A remark for authors.
    pub note: Option<String>,
    /// False where the lead department has still to confirm it.
    pub certain: bool,
}

/// A material (申请材料).
#[derive(Debug, Clone, Serialize)]
pub struct Material {
    /// Its id.
    pub id: MaterialId,
    /// Its name in full.
    pub name: String,
    /// Who issues it: a department's id or plain text.
    pub issuer: String,
    /// `certificate`, `form`, `contract`, `photo`, `statement`, `report`, `proof`.
    pub kind: String,
    /// `original`, `copy`, `electronic`.
    pub carrier: Vec<String>,
    /// An electronic certificate (电子证照) of it exists.
    pub e_licence: bool,
    /// The department that can supply it by data sharing (数据共享).
    pub shared_by: Option<DepartmentId>,
    /// Every item uses it (综合申请表): the system fills it from the one form.
    pub used_by_all: bool,
    /// How to fill in or get it, in one line.
    pub sample_note: String,
    /// What is otherwise on the day than it is written for other days.
    pub changes: Vec<Change>,
    /// False where the lead department has still to confirm it.
    pub certain: bool,
}

/// What kind of value a data element holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are the field's own")]
pub enum ElementType {
    Text,
    Integer,
    Decimal,
    Date,
    Datetime,
    Boolean,
    Choice,
    IdCard,
    Uscc,
    Mobile,
    Address,
    PersonName,
    Money,
    Area,
}

/// A data element (数据项): the same fact about the same person is one element everywhere.
#[derive(Debug, Clone, Serialize)]
pub struct Element {
    /// Its id.
    pub id: ElementId,
    /// What stands beside the field.
    pub label: String,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: ElementType,
    /// The allowed words of a choice.
    pub choices: Vec<String>,
    /// Smallest number.
    pub min: Option<f64>,
    /// Largest number.
    pub max: Option<f64>,
    /// A pattern that the text must match.
    pub pattern: Option<String>,
    /// Unit of a number.
    pub unit: Option<String>,
    /// Department or material that it can be read from.
    pub prefill: Option<String>,
    /// Encrypted, masked and kept out of logs.
    pub sensitive: bool,
    /// One plain sentence of help.
    pub help: String,
    /// The element whose value it takes when people act for themselves.
    pub same_as: Option<ElementId>,
    /// Elements whose value it may well have too (同上): offered, not filled in.
    pub copy_from: Vec<ElementId>,
    /// Several values in one field (a set of business items, say), not rows.
    pub multiple: bool,
    /// The section of the form it belongs to.
    pub section: String,
    /// Its place in the file: fields of a section are asked in this order.
    #[serde(skip)]
    pub order: usize,
    /// False where the lead department has still to confirm it.
    pub certain: bool,
}

/// A section of the one form: what is asked about one person or one thing.
#[derive(Debug, Clone, Serialize)]
pub struct Section {
    /// The part of an element's id before the dot, such as `child`.
    pub id: String,
    /// Heading, such as 孩子信息.
    pub title: String,
    /// What one row is called (孩子) where the section repeats.
    pub row: Option<String>,
    /// The most rows that a person may add where nothing else sets the number.
    pub max_rows: u32,
    /// Sections whose person may be the same one (同上), in the order in which they are offered.
    pub same_as: Vec<String>,
    /// It tells of children, for whom a guardian agrees while they are young (个人信息保护法 第三十一条).
    pub children: bool,
}

/// Something that is otherwise on some days than it is written for all the others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// On which days.
    pub in_force: days::Period,
    /// By which law.
    pub law: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// False where the lead department has still to confirm it.
    pub certain: bool,
}

/// Where something is laid down in law.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Basis {
    /// Name of the law.
    pub law: String,
    /// Article.
    pub article: Option<String>,
    /// What it says, in one line.
    pub gist: String,
    /// On which days it holds.
    #[serde(flatten)]
    pub in_force: days::Period,
    /// False where the lead department has still to confirm it.
    pub certain: bool,
}

/// A limit (时限) of an item.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Limit {
    /// Working days; 0 means on the spot (即办).
    pub working_days: u32,
    /// Where the law counts calendar days.
    pub calendar_days: Option<u32>,
    /// A remark.
    pub note: Option<String>,
    /// False where the lead department has still to confirm it.
    pub certain: bool,
}

/// A step inside an item.
#[derive(Debug, Clone, Serialize)]
pub struct Step {
    /// 受理, 审查, 现场核查, 决定, 制证, 送达 …
    pub name: String,
    /// Who acts.
    pub actor: DepartmentId,
    /// Working days it takes.
    pub working_days: u32,
    /// The condition under which it takes place, as written.
    pub when: Option<String>,
}

/// What an item results in.
#[derive(Debug, Clone, Serialize)]
pub struct ItemResult {
    /// Its name.
    pub name: String,
    /// `licence`, `certificate`, `approval`, `record`, `payment`.
    pub kind: String,
    /// The material it becomes for other items.
    pub material: Option<MaterialId>,
    /// How long it holds, in words.
    pub validity: Option<String>,
}

/// The three kinds of money, which are kept apart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FeeKind {
    /// 收费
    #[default]
    Fee,
    /// 税款
    Tax,
    /// 保证金：stays the payer's own
    Deposit,
}

/// A fee, a tax or a deposit, in words and, where it is a plain sum, in yuan.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Fee {
    /// Which of the three kinds of money.
    pub kind: FeeKind,
    /// Amount in words; empty when nothing is charged.
    pub amount: String,
    /// Amount in yuan where it is a fixed sum.
    pub yuan: Option<f64>,
    /// On what it rests.
    pub basis: String,
    /// False where the lead department has still to confirm it.
    pub certain: bool,
}

/// Use of a material by an item.
#[derive(Debug, Clone, Default, Serialize)]
pub struct MaterialUse {
    /// Which material.
    pub material: MaterialId,
    /// The condition, as written.
    pub when: Option<String>,
    /// Key material (审批核心要件): never deferred.
    pub key: bool,
    /// Copies.
    pub copies: Option<u32>,
    /// A remark for the applicant.
    pub note: Option<String>,
    /// What spares the applicant this paper.
    pub instead_of: Option<String>,
    /// Which kind of sparing that is.
    pub spared_by: Option<SparedBy>,
    /// What happens where it does not come about after all, in words.
    pub fallback: Option<String>,
    /// On which days it holds.
    pub in_force: days::Period,
    /// False where the lead department has still to confirm it.
    pub certain: bool,
}

/// Use of a data element by an item.
#[derive(Debug, Clone, Default, Serialize)]
pub struct FieldUse {
    /// Which element.
    pub element: ElementId,
    /// The condition, as written.
    pub when: Option<String>,
    /// Whether it must be filled in.
    pub required: bool,
}

/// A government service item (政务服务事项).
#[derive(Debug, Clone, Default, Serialize)]
pub struct Item {
    /// Its id.
    pub id: ItemId,
    /// Its name.
    pub name: String,
    /// The department that decides.
    pub department: DepartmentId,
    /// 行政许可, 行政确认 …
    #[serde(rename = "type")]
    pub kind: String,
    /// Legal basis.
    pub basis: Vec<Basis>,
    /// Conditions of approval.
    pub conditions: Vec<String>,
    /// Materials.
    pub materials: Vec<MaterialUse>,
    /// Sets of materials of which one is enough.
    pub any_of: Vec<AnyOf>,
    /// Fields.
    pub fields: Vec<FieldUse>,
    /// Those without whom it is not done, beside the applicant.
    pub parties: Vec<Party>,
    /// The parties act at the same time.
    pub together: bool,
    /// Its paths, where it has several.
    pub paths: Vec<Path>,
    /// Steps.
    pub steps: Vec<Step>,
    /// Limit set by law.
    pub statutory_limit: Limit,
    /// Limit promised to the public.
    pub promised_limit: Limit,
    /// Promised limits that differ by path: condition as written and working days.
    pub limit_variants: Vec<(String, u32)>,
    /// Procedures whose time is not counted.
    pub special_procedures: Vec<String>,
    /// Further words on limits.
    pub special_limits: Option<String>,
    /// What it costs.
    pub fee: Fee,
    /// Results.
    pub results: Vec<ItemResult>,
    /// 告知承诺 applies.
    pub commitment: bool,
    /// On what the commitment rests.
    pub commitment_basis: Option<String>,
    /// False where the lead department has still to confirm that it applies.
    pub commitment_certain: bool,
    /// The commitment itself, where it is listed as a material: signed here, it is handed in.
    pub commitment_paper: Option<MaterialId>,
    /// When what was granted on it is checked; none where the district's own time holds.
    pub commitment_check: Option<CommitmentCheck>,
    /// A law, regulation or rule itself provides for the commitment.
    pub commitment_by_law: bool,
    /// The class of risk that it belongs to.
    pub risk_class: Option<RiskClass>,
    /// So many years nobody applies again whose result was revoked for false materials; none where the
    /// general three hold.
    pub revocation_bar_years: Option<u32>,
    /// Whose great interests it may directly concern, and why (利害关系人).
    pub third_party_interest: Option<String>,
    /// 容缺受理 applies.
    pub deferral: bool,
    /// The counter may assess for the department whether anything is missing (窗口代为评估).
    pub counter_assesses: bool,
    /// Why an applicant must be present once; none where nobody must.
    pub on_site: Option<String>,
    /// `window`, `post`, `online`.
    pub delivery: Vec<String>,
    /// The check after approval.
    pub after_approval_check: Option<String>,
    /// What the citizen has to do afterwards.
    pub obligations: Vec<Obligation>,
    /// What held earlier.
    pub history: Option<String>,
    /// A remark for authors and counters.
    pub note: Option<String>,
    /// What is otherwise on the day than it is written for other days.
    pub changes: Vec<Change>,
    /// On which days it holds.
    pub in_force: days::Period,
    /// False where the lead department has still to confirm it.
    pub certain: bool,
}

impl Item {
    /// The group and its way that a material is part of.
    pub fn way_of(&self, material: &str) -> Option<(&AnyOf, &PaperWay)> {
        self.any_of.iter().find_map(|group| {
            let way = group.ways.iter().find(|way| way.materials.iter().any(|one| *one == *material))?;
            Some((group, way))
        })
    }
}

/// Whom a theme is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// 自然人
    NaturalPerson,
    /// 法人
    LegalPerson,
    /// 个体工商户
    SelfEmployed,
}

/// How a situation is answered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SituationType {
    /// One of the options.
    Single,
    /// Any number of the options.
    Multi,
    /// Yes or no.
    #[default]
    Boolean,
    /// A number.
    Number,
}

/// One answer that may be chosen.
#[derive(Debug, Clone, Serialize)]
pub struct SituationOption {
    /// Its id.
    pub id: String,
    /// What stands beside the button.
    pub label: String,
    /// The choice of the data element that it stands for.
    pub value: Option<String>,
}

/// A result that somebody holds and the answer that it tells.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct KnownBy {
    /// The material that the result can be used as.
    pub material: MaterialId,
    /// The answer.
    pub answer: crate::answers::Answer,
}

/// A situation (情形): one question of a theme.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Situation {
    /// Its id.
    pub id: SituationId,
    /// In plain words.
    pub question: String,
    /// Why it is asked, in one line.
    pub why: String,
    /// How it is answered.
    #[serde(rename = "type")]
    pub kind: SituationType,
    /// The options of `Single` and `Multi`.
    pub options: Vec<SituationOption>,
    /// The condition under which it is asked, as written.
    pub ask_when: Option<String>,
    /// The answer taken when it is not asked, and preselected when it is.
    pub default: Option<crate::answers::Answer>,
    /// Computed, not asked: the expression as written.
    pub derived: Option<String>,
    /// Computed where its dates and numbers are known, and asked otherwise: the expression as written.
    pub computed: Option<String>,
    /// The condition under which `computed` can be relied on, as written.
    pub computed_when: Option<String>,
    /// Results of earlier cases by which the answer is known.
    pub known_by: Vec<KnownBy>,
    /// The answer is about whoever applies and stays so from one case to the next.
    pub lasting: bool,
    /// The data element that the answer also fills.
    pub element: Option<ElementId>,
    /// For yes and no: the element's words for them.
    pub element_values: Option<(String, String)>,
    /// Unit of a number.
    pub unit: Option<String>,
    /// Smallest number.
    pub min: Option<f64>,
    /// Largest number.
    pub max: Option<f64>,
    /// Asked for information only: it changes what is said, not what is done.
    pub informative: bool,
    /// False where the lead department has still to confirm it.
    pub certain: bool,
}

impl Situation {
    /// A number question takes whole numbers, unless its element is a decimal, an area or money.
    pub fn takes_whole_numbers(&self, element: Option<&Element>) -> bool {
        let fraction = [ElementType::Decimal, ElementType::Area, ElementType::Money];
        self.kind == SituationType::Number && !element.is_some_and(|element| fraction.contains(&element.kind))
    }
}

impl Situation {
    /// Whether people are asked at all: it does not follow from other answers, and holds on the
    /// catalogue's day.
    pub fn is_asked(&self) -> bool {
        self.derived.is_none() && self.ask_when.as_deref() != Some(NEVER)
    }
}

/// The condition of a question that does not hold on the day.
pub(crate) const NEVER: &str = "false";

/// An item as a theme uses it.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ThemeItem {
    /// Which item.
    pub item: ItemId,
    /// The condition, as written.
    pub when: Option<String>,
    /// Items whose result it waits for, where they are in the case at all.
    pub needs: Vec<ItemId>,
    /// More on each of them, in the same order.
    pub need_details: Vec<Need>,
    /// Who applies for it in place of the applicant.
    pub applied_by: Option<AppliedBy>,
    /// The number situation that says how many times it is done.
    pub repeat_by: Option<SituationId>,
    /// Of a department that the annex does not list.
    pub beyond_annex: bool,
    /// Why it is needed all the same.
    pub beyond_reason: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// On which days it holds.
    pub in_force: days::Period,
    /// False where the lead department has still to confirm it.
    pub certain: bool,
}

/// Something said once that blocks nothing.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Notice {
    /// What it is about.
    pub kind: NoticeKind,
    /// Items that it is about; none where it is about the whole thing.
    pub items: Vec<ItemId>,
    /// The condition, as written.
    pub when: Option<String>,
    /// What is told.
    pub message: String,
    /// On what it rests.
    pub law: Option<String>,
    /// On which days it holds.
    pub in_force: days::Period,
    /// False where the lead department has still to confirm it.
    pub certain: bool,
}

/// What the errands came to when they were handled separately, the old way.
#[derive(Debug, Clone, Default, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Baseline {
    pub visits: u32,
    pub departments: u32,
    pub materials: u32,
    pub forms: u32,
    pub steps: u32,
    pub working_days: u32,
    pub certain: bool,
}

/// An item that neither the annex nor lawfulness needs.
#[derive(Debug, Clone, Serialize)]
pub struct Extension {
    /// The id that it would have as an item.
    pub id: Option<ItemId>,
    /// Its name or what is said of it.
    pub text: String,
    /// The department that handles it.
    pub department: Option<DepartmentId>,
    /// When it would apply: a condition as written, which nothing evaluates.
    pub when: Option<String>,
    /// On what it rests.
    pub source: Option<String>,
    /// A remark.
    pub note: Option<String>,
}

/// A theme (一件事).
#[derive(Debug)]
pub struct Theme {
    /// Its id.
    pub id: ThemeId,
    /// Its number in the annex.
    pub number: u32,
    /// Its number in annex 2 where it stands in both.
    pub number_annex2: Option<u32>,
    /// The annexes that it stands in.
    pub annex: Vec<u32>,
    /// Its name.
    pub name: String,
    /// Whom it is for.
    pub subject: Subject,
    /// All whom it is for, where there are several.
    pub subjects: Vec<Subject>,
    /// A remark on whom it is for.
    pub subject_note: Option<String>,
    /// The one lead department (牵头部门).
    pub lead: DepartmentId,
    /// Cooperating departments (配合部门).
    pub cooperating: Vec<DepartmentId>,
    /// One plain sentence.
    pub summary: String,
    /// Ways in which people ask for it.
    pub aliases: Vec<String>,
    /// Kinds of shop and the like that it belongs to.
    pub family: Option<String>,
    /// The questions.
    pub situations: Vec<Situation>,
    /// Which of them are asked together, in the order of asking; each question stands on one.
    pub screens: Vec<Screen>,
    /// The items.
    pub items: Vec<ThemeItem>,
    /// The obstacles.
    pub stops: Vec<Stop>,
    /// The remarks.
    pub notices: Vec<Notice>,
    /// What is worked out for the applicant.
    pub figures: Vec<Figure>,
    /// What the citizen has to do by a day, beside what follows from the items.
    pub obligations: Vec<Obligation>,
    /// What has to be had elsewhere first.
    pub prerequisites: Vec<Prerequisite>,
    /// Items of which only one may be granted.
    pub exclusive: Vec<Exclusive>,
    /// What departments do together.
    pub joint: Vec<Joint>,
    /// Rows of the form.
    pub rows: Vec<Rows>,
    /// Who has to come for the whole thing.
    pub presence: Option<Presence>,
    /// Handled the old way.
    pub baseline: Baseline,
    /// Working days promised for the whole; none where the longest path of items sets them.
    pub promised_working_days: Option<u32>,
    /// Plain advice.
    pub tips: Vec<String>,
    /// What the applicant holds in the end.
    pub outcome: String,
    /// Not part of the package.
    pub extensions: Vec<Extension>,
    /// Data elements that the theme itself settles.
    pub constants: BTreeMap<ElementId, serde_json::Value>,
    /// The sister theme (个体户 / 企业).
    pub pair: Option<ThemeId>,
    /// The question that tells the two apart.
    pub pair_question: Option<String>,
    /// What is otherwise on the day than it is written for other days.
    pub changes: Vec<Change>,
    /// The compiled conditions and the graph.
    pub plan: Arc<Plan>,
    /// What it says whatever the answers are, prepared for assessments.
    pub sheet: Arc<Sheet>,
}

impl Theme {
    /// Obstacles that the applicant can take note of in writing, by their ids.
    pub fn can_be_noted(&self) -> impl Iterator<Item = &str> {
        let noted = self.stops.iter().filter(|stop| stop.kind == StopKind::Acknowledge);
        noted.filter_map(|stop| stop.id.as_deref())
    }
}

/// A place with a comprehensive counter (综合窗口).
#[derive(Debug, Clone, Serialize)]
pub struct Place {
    /// Its id.
    pub id: PlaceId,
    /// Its name.
    pub name: String,
    /// The body that runs it.
    pub department: DepartmentId,
    /// `comprehensive`, `special`, `hospital`, `town`.
    pub kind: String,
    /// What the district's plan calls it.
    pub plan_name: Option<String>,
    /// The plan names it.
    pub named_in_plan: bool,
    /// It stands for one counter in each street and town.
    pub each_division: bool,
    /// Themes that it is set up for; none means every theme (全区通办).
    pub themes: Option<Vec<ThemeId>>,
    /// Themes that it handles most.
    pub main_themes: Vec<ThemeId>,
    /// Street address, where the district has filled it in.
    pub address: Option<String>,
    /// Telephone number, where the district has filled it in.
    pub phone: Option<String>,
    /// Hours, where the district has filled them in.
    pub hours: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// False where the district has still to confirm it.
    pub certain: bool,
}

/// A street or town (镇街).
#[derive(Debug, Clone, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Division {
    pub id: String,
    pub name: String,
    pub kind: String,
    pub code9: String,
    pub code12: String,
    pub aliases: Vec<String>,
}

/// A rule of law that the software enforces.
#[derive(Debug, Clone, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Rule {
    pub id: String,
    pub title: String,
    pub gist: String,
    /// Law and article, one line each.
    pub law: Vec<String>,
    /// `law`, `regulation`, `policy`, `plan`.
    pub level: String,
    /// `licence`, `all`, `commitment`, `data`.
    pub applies: String,
    /// The rule in the form of a formula, for those who check the software against it.
    pub check: String,
    /// `block`, `auto`, `warn`.
    pub on_violation: String,
    /// When it does not hold.
    pub exception: Option<String>,
    pub note: Option<String>,
    /// What else the rule lays down, such as the five outcomes of an application.
    pub details: BTreeMap<String, serde_json::Value>,
    pub certain: bool,
}

/// A way in by network, such as the city's app.
#[derive(Debug, Clone, Serialize)]
pub struct Channel {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What the district's plan calls it.
    pub plan_name: Option<String>,
    /// Themes that it offers; none means every theme.
    pub themes: Option<Vec<ThemeId>>,
    /// A remark.
    pub note: Option<String>,
}
