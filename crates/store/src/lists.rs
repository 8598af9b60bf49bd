//! Lists of cases and tasks: what a reader may see comes in as a scope, pages
//! go on behind the last row seen.

use casework::{AccountId, Mandate, MandateScope, StageName, TaskId, TaskStageName, exit::Errand};
use catalog::{DepartmentId, ItemId, PlaceId, ThemeId};
use identifiers::CaseNumber;
use jiff::{Timestamp, civil::Date};

use crate::{
    Keys, Store, StoreError, accounts,
    commit::name_place,
    cursor::{self, LONGEST_PAGE},
    db::{Row, Sql},
    stage::{self, Word},
};

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
    /// Who handed it in for the applicant: an agent or a clerk.
    pub handed_in_by: Option<AccountId>,
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
    /// Cases that a mandate in force is about.
    Under(Mandate),
    /// Cases of a counter: taken in or accepted there, or to be handed out there.
    Place(PlaceId),
    /// Cases of no counter yet: handed in online and not accepted.
    NoPlace,
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

/// What befalls a case on one day of its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaseDay {
    /// 提交
    Submitted,
    /// 受理
    Accepted,
    /// 办结
    Completed,
    /// 送达
    Delivered,
    /// 不予受理 or 撤回
    Closed,
    /// 评价
    Rated,
}

impl CaseDay {
    fn column(self) -> &'static str {
        match self {
            Self::Submitted => "submitted_on",
            Self::Accepted => "accepted_on",
            Self::Completed => "completed_on",
            Self::Delivered => "delivered_on",
            Self::Closed => "closed_on",
            Self::Rated => "rated_on",
        }
    }
}

/// Days from one to another, both included; open where an end is none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Days {
    /// The first.
    pub from: Option<Date>,
    /// The last.
    pub to: Option<Date>,
}

impl Days {
    /// Both ends given.
    pub fn between(from: Date, to: Date) -> Self {
        Self { from: Some(from), to: Some(to) }
    }

    fn narrow(self, sql: &mut Sql<'_>, column: &'static str) {
        if let Some(day) = self.from {
            sql.push(" and ").push(column).push(" >= ").arg(day);
        }
        if let Some(day) = self.to {
            sql.push(" and ").push(column).push(" <= ").arg(day);
        }
    }
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
    /// Only those whose results on paper wait for this.
    pub errand: Option<Errand>,
    /// Only those rated, and from the first to the second level.
    pub rated: Option<(u8, u8)>,
    /// Only those to which this happened on these days.
    pub happened: Option<(CaseDay, Days)>,
    /// Only those completed on or before the promised day (true) or after it (false).
    pub in_time: Option<bool>,
}

/// Which of the visible tasks are wanted. The default wants all.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TaskFilter {
    /// Only at these stages; empty: at any.
    pub stages: Vec<TaskStageName>,
    /// Only of this item.
    pub item: Option<ItemId>,
    /// Due on these days.
    pub due: Days,
    /// Only those whose clock runs and has warned (yellow or red) on this day or earlier.
    pub warned_by: Option<Date>,
    /// Ended on these days.
    pub ended: Days,
    /// Only those ended on or before the promised day (true) or after it (false).
    pub in_time: Option<bool>,
    /// Taken or decided by one of these accounts; empty: by anybody.
    pub by: Vec<AccountId>,
    /// Taken by somebody, and by none of these.
    pub not_by: Vec<AccountId>,
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
        let limit = limit.min(LONGEST_PAGE);
        let mut sql = Sql::new(
            "select number, theme, theme_name, applicant, applicant_name, handed_in_by, stage, version, \
             submitted_at, due, place, lead, tasks_total, tasks_ended, rating from cases where ",
        );
        within(&mut sql, scope);
        wanted_cases(&mut sql, filter, &self.keys);
        if let Some(after) = after {
            let (at, number) = cursor::read(after)?;
            let at = at.parse::<i64>().map_err(|_| StoreError::BadCursor)?;
            sql.push(" and (submitted_at, number) < ").tuple([at.into(), number.into()]);
        }
        sql.push(" order by submitted_at desc, number desc limit ").arg(limit + 1);
        let rows = self.db.read(&sql.text, &sql.args).await?;
        let rows = rows.into_iter().map(|row| self.case_row(row)).collect::<Result<_, _>>()?;
        Ok(cursor::page(rows, limit, |last: &CaseRow| {
            (last.submitted_at.as_microsecond().to_string(), last.number.to_string())
        }))
    }

    /// Tasks that the scope lets see and the filter wants, the most urgent first.
    pub async fn tasks(
        &self,
        scope: &TaskScope,
        filter: &TaskFilter,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Page<TaskRow>, StoreError> {
        let limit = limit.min(LONGEST_PAGE);
        let mut sql = Sql::new(
            "select t.id, t.case_number, c.theme, c.theme_name, t.item, t.department, t.stage, t.row_number, \
             t.since, t.due, t.statutory_due, t.ended_at, t.by_account, c.applicant_name, c.version, t.due_order \
             from tasks t join cases c on c.number = t.case_number where ",
        );
        within_tasks(&mut sql, scope);
        wanted_tasks(&mut sql, filter);
        if let Some(after) = after {
            let (due, id) = cursor::read(after)?;
            sql.push(" and (t.due_order, t.id) > ").tuple([due.into(), id.into()]);
        }
        sql.push(" order by t.due_order, t.id limit ").arg(limit + 1);
        let rows = self.db.read(&sql.text, &sql.args).await?;
        let rows = rows.into_iter().map(|row| self.task_row(row)).collect::<Result<Vec<_>, _>>()?;
        let Page { rows, next } =
            cursor::page(rows, limit, |(row, due_order)| (due_order.clone(), row.id.to_string()));
        Ok(Page { rows: rows.into_iter().map(|(row, _)| row).collect(), next })
    }
}

impl Store {
    fn case_row(&self, mut row: Row) -> Result<CaseRow, StoreError> {
        let number = row.next()?;
        let (theme, theme_name, applicant) = (row.next()?, row.next()?, row.next()?);
        let applicant_name = self.applicant_name(&number, &mut row)?;
        Ok(CaseRow {
            number,
            theme,
            theme_name,
            applicant,
            applicant_name,
            handed_in_by: row.next()?,
            stage: row.next()?,
            version: row.next()?,
            submitted_at: row.next()?,
            due: row.next()?,
            place: row.next()?,
            lead: row.next()?,
            tasks_total: row.next()?,
            tasks_ended: row.next()?,
            rating: row.next()?,
        })
    }

    /// The row, and what it is sorted by.
    fn task_row(&self, mut row: Row) -> Result<(TaskRow, String), StoreError> {
        let id = row.next()?;
        let case = row.next()?;
        let (theme, theme_name, item, department) = (row.next()?, row.next()?, row.next()?, row.next()?);
        let (stage, nth, since, due) = (row.next()?, row.next()?, row.next()?, row.next()?);
        let (statutory_due, ended_at, by) = (row.next()?, row.next()?, row.next()?);
        let applicant_name = self.applicant_name(&case, &mut row)?;
        let case_version = row.next()?;
        let task = TaskRow {
            id,
            case,
            theme,
            theme_name,
            item,
            department,
            stage,
            row: nth,
            since,
            due,
            statutory_due,
            ended_at,
            by,
            applicant_name,
            case_version,
        };
        Ok((task, row.next()?))
    }

    fn applicant_name(&self, number: &CaseNumber, row: &mut Row) -> Result<String, StoreError> {
        self.keys.unseal(name_place(number), &row.next::<Vec<u8>>()?)
    }
}

/// The moment at which a day begins at the service's place.
fn day_begins(day: Date) -> Timestamp {
    jiff::tz::offset(8).to_timestamp(day.at(0, 0, 0, 0)).unwrap_or(Timestamp::MAX)
}

fn within<'a>(sql: &mut Sql<'a>, scope: &'a CaseScope) {
    match scope {
        CaseScope::Applicant(account) => sql.push("applicant = ").arg(account),
        CaseScope::Under(mandate) => {
            sql.push("(applicant = ").arg(&mandate.principal);
            match &mandate.scope {
                MandateScope::Themes { themes } => {
                    sql.push(" and theme in ").tuple(themes.iter().map(Into::into));
                    sql.push(" and submitted_at >= ").arg(day_begins(mandate.from)).push(")")
                }
                MandateScope::Case { case } => sql.push(" and number = ").arg(case).push(")"),
            }
        }
        CaseScope::Place(place) => {
            sql.push("(place = ").arg(place).push(" or hand_out_place = ").arg(place).push(")")
        }
        CaseScope::NoPlace => sql.push("place is null"),
        CaseScope::Lead(department) => sql.push("lead = ").arg(department),
        CaseScope::All => sql.push("1 = 1"),
        CaseScope::Nothing => sql.push("1 = 0"),
        CaseScope::Any(scopes) => {
            sql.push("(1 = 0");
            for scope in scopes {
                sql.push(" or ");
                within(sql, scope);
            }
            sql.push(")")
        }
    };
}

fn wanted_cases<'a>(sql: &mut Sql<'a>, filter: &'a CaseFilter, keys: &Keys) {
    if !filter.stages.is_empty() {
        sql.push(" and stage in ").tuple(filter.stages.iter().map(|stage| stage.word().into()));
    }
    if let Some(theme) = &filter.theme {
        sql.push(" and theme = ").arg(theme);
    }
    if let Some(words) = filter.words.as_deref().map(str::trim).filter(|words| !words.is_empty()) {
        sql.push(" and (name_hash = ").arg(keys.find(accounts::NAME, words));
        // Case numbers are capitals and digits; `~` sorts behind both.
        let number: String =
            words.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_uppercase();
        if !number.is_empty() && words.is_ascii() {
            sql.push(" or (number >= ").arg(number.clone());
            sql.push(" and number < ").arg(number + "~").push(")");
        }
        sql.push(")");
    }
    if let Some(day) = filter.overdue_on {
        sql.push(" and due < ").arg(day);
        sql.push(" and stage = ").arg(StageName::InProgress.word());
    }
    if let Some(errand) = filter.errand {
        sql.push(" and errand = ").arg(errand.as_str());
    }
    if let Some((from, to)) = filter.rated {
        sql.push(" and rating >= ").arg(from).push(" and rating <= ").arg(to);
    }
    if let Some((what, days)) = filter.happened {
        sql.push(" and ").push(what.column()).push(" is not null");
        days.narrow(sql, what.column());
    }
    if let Some(in_time) = filter.in_time {
        sql.push(if in_time { " and completed_on <= due" } else { " and completed_on > due" });
    }
}

fn within_tasks<'a>(sql: &mut Sql<'a>, scope: &'a TaskScope) {
    match scope {
        TaskScope::Department(department) => sql.push("t.department = ").arg(department),
        TaskScope::Departments(departments) if !departments.is_empty() => {
            sql.push("t.department in ").tuple(departments.iter().map(Into::into))
        }
        TaskScope::All => sql.push("1 = 1"),
        TaskScope::Departments(_) | TaskScope::Nothing => sql.push("1 = 0"),
    };
}

fn wanted_tasks<'a>(sql: &mut Sql<'a>, filter: &'a TaskFilter) {
    if !filter.stages.is_empty() {
        sql.push(" and t.stage in ").tuple(filter.stages.iter().map(|stage| stage.word().into()));
        // Said once more for the index: open tasks are few among all that ever were.
        let ended = filter.stages.iter().filter(|stage| stage::has_ended(**stage)).count();
        if ended == 0 {
            sql.push(" and t.ended = 0");
        } else if ended == filter.stages.len() {
            sql.push(" and t.ended = 1");
        }
    }
    if let Some(item) = &filter.item {
        sql.push(" and t.item = ").arg(item);
    }
    filter.due.narrow(sql, "t.due");
    if let Some(day) = filter.warned_by {
        sql.push(" and t.warn_on <= ").arg(day);
    }
    filter.ended.narrow(sql, "t.ended_on");
    if let Some(in_time) = filter.in_time {
        sql.push(if in_time { " and t.ended_on <= t.due" } else { " and t.ended_on > t.due" });
    }
    if !filter.by.is_empty() {
        sql.push(" and t.by_account in ").tuple(filter.by.iter().map(Into::into));
    }
    if !filter.not_by.is_empty() {
        sql.push(" and t.by_account is not null and t.by_account not in ");
        sql.tuple(filter.not_by.iter().map(Into::into));
    }
    if let Some(department) = &filter.department {
        sql.push(" and t.department = ").arg(department);
    }
}
