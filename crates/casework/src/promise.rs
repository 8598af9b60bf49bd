//! 容缺受理、告知承诺: what an applicant promises in writing instead of a paper, or until it comes.
//!
//! A deferred material still comes, only later; a commitment stands in its place for good, and is checked
//! after the decision (国办发〔2020〕42号; 国发〔2022〕5号).

use catalog::{DepartmentId, ItemId, MaterialId};
use jiff::{Span, Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{
    actor::AccountId,
    case::{Case, HandedIn, Stage, Task, TaskStage},
    handwriting::Handwriting,
    plan::CasePlan,
};

/// The id of the promise that deferred materials follow.
pub const DEFERRAL: &str = "deferral";

/// Working days after a grant within which a commitment is checked, where neither item nor district says.
pub const CHECK_WORKING_DAYS: u32 = 30;

/// Working days that somebody has to answer before a result is revoked (陈述、申辩).
pub const HEARD_WORKING_DAYS: u32 = 5;

/// Working days within which a department decides whether a broken promise is made good.
pub const REPAIR_WORKING_DAYS: u32 = 10;

/// What an item's commitment rests on, frozen with the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedCommitment {
    /// On what it rests (设定依据).
    pub basis: String,
    /// What is promised: the conditions, and what the spared papers would have proved.
    pub content: Vec<String>,
    /// How it is checked afterwards, and what follows where it is not kept.
    pub check: String,
    /// Materials in whose place it stands.
    pub spares: Vec<MaterialId>,
    /// The signed paper itself, where the item lists it as a material.
    pub paper: Option<MaterialId>,
    /// When it is checked; none in plans from before it was kept.
    #[serde(default)]
    pub check_within: Option<CheckWithin>,
}

/// Within which time of the decision a commitment is checked (批后核查), by the risk of the item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckWithin {
    /// So many working days.
    WorkingDays(u32),
    /// So many months.
    Months(u32),
    /// 免核: not at all, and why.
    Exempt(String),
}

impl Default for CheckWithin {
    fn default() -> Self {
        Self::WorkingDays(CHECK_WORKING_DAYS)
    }
}

impl CheckWithin {
    /// The last day for the check of what was decided on that day; none where there is no check.
    pub fn ends(&self, decided_on: Date, calendar: &workdays::Calendar) -> Option<Date> {
        match self {
            Self::WorkingDays(days) => Some(calendar.add_working_days(decided_on, *days).date),
            Self::Months(months) => decided_on.checked_add(Span::new().months(i64::from(*months))).ok(),
            Self::Exempt(_) => None,
        }
    }
}

/// A promise that has to be signed before the application is handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WantedPromise {
    /// `deferral`, or `commitment-` with the item.
    pub id: String,
    /// The item; none for deferred materials, which several may need.
    pub item: Option<ItemId>,
    /// The materials that follow later, or in whose place it stands.
    pub materials: Vec<MaterialId>,
    /// Working days after acceptance within which deferred materials come.
    pub within: Option<u32>,
}

/// A promise as it was signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    /// Its id within the case.
    pub id: String,
    /// The item; none for deferred materials.
    pub item: Option<ItemId>,
    /// The materials that follow later, or in whose place it stands.
    pub materials: Vec<MaterialId>,
    /// The exact text, part by part: heading and words.
    pub text: Vec<(String, String)>,
    /// The name that was typed in signature.
    pub signed_as: String,
    /// The special authority by which an agent signed.
    pub authority: Option<String>,
    /// The signature as it was drawn, where somebody drew one too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drawn: Option<Handwriting>,
}

/// A promise of a case, and what became of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SignedPromise {
    /// What was signed.
    pub promise: Promise,
    /// When.
    pub at: Timestamp,
    /// From which account.
    pub by: Option<AccountId>,
    /// Where it stands.
    pub state: PromiseState,
}

/// Where a promise stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum PromiseState {
    /// It holds.
    InForce,
    /// Taken back by the applicant; the papers are wanted again.
    Withdrawn {
        /// When.
        at: Timestamp,
    },
    /// The decision rests on it: it is to be checked.
    ToCheck {
        /// The last day for the check.
        due: Date,
    },
    /// Found to be kept.
    Kept {
        /// On which day.
        on: Date,
        /// What was found.
        findings: String,
    },
    /// Found not to be kept.
    Broken {
        /// On which day.
        on: Date,
        /// What was found.
        findings: String,
        /// How it is being made good, as the person says, and until when the department decides.
        repair: Option<(String, Date)>,
    },
    /// It was broken and has been made good (信用修复).
    Repaired {
        /// On which day.
        on: Date,
        /// The department's words.
        reason: String,
    },
}

/// A material that follows later, with its own clock.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Deferral {
    /// Which material.
    pub material: MaterialId,
    /// The last day.
    pub due: Date,
    /// The lead department gave more time, once.
    pub extended: bool,
    /// It did not come in time; the day on which that was noted.
    pub missed_on: Option<Date>,
    /// So many working days before the last one it was reminded of.
    #[serde(default)]
    pub reminded: Vec<u32>,
}

/// A deferred material is reminded of so many working days before its last one.
pub const REMINDED_WORKING_DAYS_BEFORE: [u32; 3] = [3, 1, 0];

/// A reminder of a deferred material that is still to come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DeferralReminder {
    /// Which material.
    pub material: MaterialId,
    /// So many working days before its last one.
    pub days: u32,
    /// The day on which to remind.
    pub on: Date,
}

impl DeferralReminder {
    /// What its timer is of.
    pub fn of(&self) -> String {
        format!("{}/{}", self.material, self.days)
    }
}

/// 撤销: a result that no longer holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Revocation {
    /// Until when the person is heard.
    pub heard_until: Date,
    /// Why.
    pub reason: String,
    /// When it was revoked; none while the person is heard.
    pub revoked_at: Option<Timestamp>,
}

impl PromiseState {
    /// The word in the API.
    pub fn word(&self) -> &'static str {
        match self {
            Self::InForce => "in_force",
            Self::Withdrawn { .. } => "withdrawn",
            Self::ToCheck { .. } => "to_check",
            Self::Kept { .. } => "kept",
            Self::Broken { .. } => "broken",
            Self::Repaired { .. } => "repaired",
        }
    }
}

impl CasePlan {
    /// The promises that have to be signed for what is handed in: one for everything that follows later,
    /// and one for each item whose commitment stands in the place of a paper.
    pub fn promises_wanted(&self, handed: &[HandedIn]) -> Vec<WantedPromise> {
        let mut wanted = Vec::new();
        let deferred: Vec<MaterialId> =
            handed.iter().filter(|one| one.deferred).map(|one| one.material.clone()).collect();
        if !deferred.is_empty() {
            let within = deferred.iter().map(|material| self.deferral_days(material)).min();
            let id = DEFERRAL.to_owned();
            wanted.push(WantedPromise { id, item: None, materials: deferred, within });
        }
        for item in &self.items {
            let Some(commitment) = &item.commitment else { continue };
            let there = |id: &MaterialId| handed.iter().any(|one| one.material == *id && one.is_there());
            let mut materials: Vec<MaterialId> =
                commitment.spares.iter().filter(|id| !there(id)).cloned().collect();
            let listed =
                |id: &&MaterialId| self.wanted(handed).any(|planned| planned.material == **id) && !there(id);
            materials.extend(commitment.paper.iter().filter(listed).cloned());
            if !materials.is_empty() {
                let id = format!("commitment-{}", item.item);
                wanted.push(WantedPromise { id, item: Some(item.item.clone()), materials, within: None });
            }
        }
        wanted
    }

    /// Working days after acceptance within which a deferred material comes: half of the time that the
    /// first item that needs it is promised in, so that it can be looked at before the promise ends.
    pub fn deferral_days(&self, material: &MaterialId) -> u32 {
        let users = self.items.iter().filter(|item| item.materials.contains(material));
        let days = users.map(|item| self.promised_way(&item.item, self.items.len())).min().unwrap_or(0);
        days.div_ceil(2).max(1)
    }

    /// The promised days of an item and of all that it waits for, the longest way of at most so many items.
    fn promised_way(&self, item: &ItemId, most: usize) -> u32 {
        let Some(planned) = self.item(item).filter(|_| most > 0) else { return 0 };
        let before = planned.needs.iter().map(|need| self.promised_way(need, most - 1));
        planned.promised_days + before.max().unwrap_or(0)
    }
}

impl Case {
    /// Why nobody checks a promise, where the item exempts it.
    pub fn exempt_from_check(&self, promise: &Promise) -> Option<&str> {
        let item = self.plan.item(promise.item.as_ref()?)?;
        match item.commitment.as_ref()?.check_within.as_ref()? {
            CheckWithin::Exempt(why) => Some(why),
            CheckWithin::WorkingDays(_) | CheckWithin::Months(_) => None,
        }
    }

    /// The promise of that id.
    pub fn promise(&self, id: &str) -> Option<&SignedPromise> {
        self.promises.iter().find(|one| one.promise.id == id)
    }

    /// The department that a promise is made to: that of its item, or the lead department.
    pub fn promised_to(&self, promise: &Promise) -> DepartmentId {
        let item = promise.item.as_ref().and_then(|item| self.plan.item(item));
        item.map_or_else(|| self.plan.lead.clone(), |item| item.department.clone())
    }

    /// The tasks of the item that a promise is about.
    pub fn tasks_of_promise<'a>(&'a self, promise: &'a Promise) -> impl Iterator<Item = &'a Task> {
        self.tasks.iter().filter(|task| promise.item.as_ref() == Some(&task.item))
    }

    /// Deferred materials that have not come though their day has passed.
    pub fn missed_deferrals(&self, today: Date) -> impl Iterator<Item = &Deferral> {
        let outstanding = self.outstanding_deferred();
        self.deferrals.iter().filter(move |one| one.due < today && outstanding.contains(&one.material))
    }

    /// Deferred materials that are awaited and not yet noted as late.
    pub(crate) fn awaited_deferrals(&self) -> impl Iterator<Item = &Deferral> {
        let outstanding = match self.stage {
            Stage::InProgress { .. } => self.outstanding_deferred(),
            _ => Vec::new(),
        };
        let awaited = self.deferrals.iter().filter(|one| one.missed_on.is_none());
        awaited.filter(move |one| outstanding.contains(&one.material))
    }

    /// Reminders of deferred materials from that day on.
    pub(crate) fn deferral_reminders(
        &self,
        today: Date,
        calendar: &workdays::Calendar,
    ) -> Vec<DeferralReminder> {
        let mut reminders = Vec::new();
        for one in self.awaited_deferrals() {
            for days in REMINDED_WORKING_DAYS_BEFORE.into_iter().filter(|days| !one.reminded.contains(days)) {
                let on = working_days_before(one.due, days, calendar);
                if on >= today {
                    reminders.push(DeferralReminder { material: one.material.clone(), days, on });
                }
            }
        }
        reminders
    }

    /// The latest day that a deferred material may be given: the promised day of the first task that needs it.
    pub fn deferral_ends(&self, material: &MaterialId, calendar: &workdays::Calendar) -> Option<Date> {
        let promised = self.promised_days(calendar);
        let uses = |task: &&Task| {
            let planned = self.plan.item(&task.item);
            planned.is_some_and(|item| item.materials.contains(material))
                && !matches!(task.stage, TaskStage::Cancelled { .. })
        };
        self.tasks.iter().filter(uses).filter_map(|task| promised.get(&task.id).copied()).min()
    }
}

/// So many working days before a day.
fn working_days_before(day: Date, days: u32, calendar: &workdays::Calendar) -> Date {
    let (mut on, mut left) = (day, days);
    while left > 0 {
        let Ok(before) = on.yesterday() else { break };
        on = before;
        left -= u32::from(calendar.is_working_day(on));
    }
    on
}
