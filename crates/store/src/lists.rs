//! Lists of cases and tasks: what a reader may see comes in as a scope, pages
//! go on behind the last row seen.

use casework::{AccountId, StageName, TaskId, TaskStageName};
use catalog::{DepartmentId, ItemId, PlaceId, ThemeId};
use identifiers::CaseNumber;
use jiff::{Timestamp, civil::Date};

use crate::{Store, StoreError};

/// One page of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Page<T> {
    /// Its rows.
    pub rows: Vec<T>,
    /// What to give as `after` for the next page; none on the last one.
    pub next: Option<String>,
}

/// A case in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseRow {
    /// Its number.
    pub number: CaseNumber,
    /// Its theme.
    pub theme: ThemeId,
    /// The theme's name.
    pub theme_name: String,
    /// Whose case it is.
    pub applicant: AccountId,
    /// The applicant's name.
    pub applicant_name: String,
    /// Where it stands.
    pub stage: StageName,
    /// Number of events so far.
    pub version: u64,
    /// When it was submitted.
    pub submitted_at: Timestamp,
    /// Promised day, or until when the correction is awaited.
    pub due: Option<Date>,
    /// The counter it belongs to.
    pub place: Option<PlaceId>,
    /// The lead department.
    pub lead: DepartmentId,
    /// Number of its tasks.
    pub tasks_total: u32,
    /// How many of them have ended.
    pub tasks_ended: u32,
    /// The applicant's rating, 5 to 1.
    pub rating: Option<u8>,
}

/// A task in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct TaskRow {
    /// Its id.
    pub id: TaskId,
    /// Its case.
    pub case: CaseNumber,
    /// The case's theme.
    pub theme: ThemeId,
    /// The theme's name.
    pub theme_name: String,
    /// Which item.
    pub item: ItemId,
    /// The department that decides.
    pub department: DepartmentId,
    /// Where it stands.
    pub stage: TaskStageName,
    /// The row, counted from 0, where the item repeats.
    pub row: Option<u32>,
    /// Its clock started on this day.
    pub since: Option<Date>,
    /// Promised day.
    pub due: Option<Date>,
    /// Last day by law; none once it has ended.
    pub statutory_due: Option<Date>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// Who took it or decided it.
    pub by: Option<AccountId>,
    /// The applicant's name.
    pub applicant_name: String,
    /// The case's version.
    pub case_version: u64,
}

/// Which cases a reader may see. Deny by default: no scope, no list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CaseScope {
    /// Own cases of an applicant.
    Applicant(AccountId),
    /// Cases that somebody handed in for another.
    HandedInBy(AccountId),
    /// Cases of a counter.
    Place(PlaceId),
    /// Cases that a department leads.
    Lead(DepartmentId),
    /// All cases.
    All,
    /// What any of these may see.
    Any(Vec<CaseScope>),
    /// None.
    Nothing,
}

/// Which tasks a reader may see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TaskScope {
    /// Tasks of one department.
    Department(DepartmentId),
    /// Tasks of several departments.
    Departments(Vec<DepartmentId>),
    /// All tasks.
    All,
    /// None.
    Nothing,
}

/// Which of the visible cases are wanted. The default wants all.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CaseFilter {
    /// Only at these stages; empty: at any.
    pub stages: Vec<StageName>,
    /// Only of this theme.
    pub theme: Option<ThemeId>,
    /// The beginning of a case number, or the applicant's exact full name (names
    /// are sealed; parts of them find nothing).
    pub words: Option<String>,
    /// Only those in progress whose promised day lies before this day.
    pub overdue_on: Option<Date>,
    /// Only those completed whose results are to be handed out or posted.
    pub ready_to_hand_out: bool,
    /// Only those rated, and at most so.
    pub rated_at_most: Option<u8>,
    /// Submitted on this day or later.
    pub submitted_from: Option<Date>,
    /// Submitted on this day or earlier.
    pub submitted_to: Option<Date>,
}

/// Which of the visible tasks are wanted. The default wants all.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TaskFilter {
    /// Only at these stages; empty: at any.
    pub stages: Vec<TaskStageName>,
    /// Only of this item.
    pub item: Option<ItemId>,
    /// Due on this day or earlier.
    pub due_until: Option<Date>,
    /// Taken or decided by this account.
    pub by: Option<AccountId>,
    /// Only of this department.
    pub department: Option<DepartmentId>,
}

impl Store {
    /// Cases that the scope lets see and the filter wants, the latest first.
    pub async fn cases(
        &self,
        scope: &CaseScope,
        filter: &CaseFilter,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Page<CaseRow>, StoreError> {
        let _ = (scope, filter, after, limit);
        todo!()
    }

    /// Tasks that the scope lets see and the filter wants, the most urgent first.
    pub async fn tasks(
        &self,
        scope: &TaskScope,
        filter: &TaskFilter,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Page<TaskRow>, StoreError> {
        let _ = (scope, filter, after, limit);
        todo!()
    }
}
