//! Themes: which items a thing comes to, and when.

use std::{collections::BTreeMap, sync::Arc};

use serde::{Deserialize, Serialize};

use super::{
    AppliedBy, Change, Exclusive, Figure, Joint, Need, NoticeKind, Obligation, Prerequisite, Presence, Rows,
    Screen, Situation, Stop, StopKind,
};
use crate::{
    assess::Sheet,
    days::{self},
    ids::{DepartmentId, ElementId, ItemId, SituationId, ThemeId},
    plan::Plan,
};

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
