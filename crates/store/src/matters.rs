//! Matters (督办事项) as lists need them: written with the events, no words of anybody in them.

use std::sync::Arc;

use casework::{Case, Event, Matter, MatterAct, MatterKind, MatterStage, Recorded, case::day_of};
use catalog::{DepartmentId, ThemeId};
use identifiers::CaseNumber;
use jiff::{Timestamp, civil::Date};

use crate::{
    Page, Store, StoreError,
    cursor::{self, LONGEST_PAGE},
    db::{Arg, Sql, owned},
};

/// Which matters somebody may list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MatterScope {
    /// All of the district.
    All,
    /// Those that these departments have to answer for.
    Departments(Vec<DepartmentId>),
}

/// Which of them are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MatterFilter {
    /// `rectification`, `complaint`, `urge`, `finding`, `personal_data`; none for all.
    pub kind: Option<String>,
    /// Only those that are not closed.
    pub open: bool,
    /// Only those whose last day has passed, now or once.
    pub overdue: bool,
}

/// A matter in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatterRow {
    /// Its case.
    pub case: CaseNumber,
    /// Its number within the case.
    pub nth: u32,
    /// `rectification`, `complaint`, `urge`, `finding`, `personal_data`.
    pub kind: String,
    /// Who has to answer.
    pub department: DepartmentId,
    /// Where it stands.
    pub stage: MatterStage,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// The last day of what is to be done next.
    pub due: Option<Date>,
    /// A last day has passed, now or once.
    pub overdue: bool,
    /// When it was closed.
    pub closed_on: Option<Date>,
    /// The theme of its case.
    pub theme: ThemeId,
    /// Its name.
    pub theme_name: String,
}

/// The statements that a commit writes for its matters.
pub(crate) fn statements(after: &Case, events: &[Arc<Recorded>]) -> Vec<Sql<'static>> {
    let mut statements = Vec::new();
    for recorded in events {
        let (nth, is_new) = match &recorded.event {
            Event::MatterOpened(opened) => (opened.nth, true),
            Event::MatterStepped { nth, .. } => (*nth, false),
            _ => continue,
        };
        let Some(matter) = after.matter(nth) else { continue };
        statements.push(if is_new { insert(after, matter) } else { update(after, matter) });
    }
    statements
}

fn insert(case: &Case, matter: &Matter) -> Sql<'static> {
    let (rule, level) = match matter.kind {
        MatterKind::Finding { rule } => (serde_json::to_value(rule).ok(), None),
        MatterKind::Rectification { level } => (None, Some(level)),
        MatterKind::Complaint | MatterKind::Urge | MatterKind::PersonalData { .. } => (None, None),
    };
    let rule = rule.and_then(|rule| rule.as_str().map(str::to_owned));
    let mut sql = Sql::new(
        "insert into matters (case_number, nth, kind, rule, level, department, opened_at, opened_on, stage, due, \
         overdue, answered, content, closed_on) values ",
    );
    let fixed = owned![
        &case.number,
        matter.nth,
        matter.kind.as_str(),
        rule,
        level,
        &matter.department,
        matter.opened_at,
        day_of(matter.opened_at),
    ];
    sql.tuple(fixed.into_iter().chain(changing(matter)));
    sql
}

fn update(case: &Case, matter: &Matter) -> Sql<'static> {
    let mut sql = Sql::new("update matters set ");
    let columns = ["stage", "due", "overdue", "answered", "content", "closed_on"];
    for (nth, (column, value)) in columns.into_iter().zip(changing(matter)).enumerate() {
        sql.push(if nth > 0 { ", " } else { "" }).push(column).push(" = ").arg(value);
    }
    sql.push(" where case_number = ").arg(Arg::from(&case.number).into_owned());
    sql.push(" and nth = ").arg(matter.nth);
    sql
}

fn changing(matter: &Matter) -> [Arg<'static>; 6] {
    let is = |wanted: fn(&MatterAct) -> bool| matter.steps.iter().any(|step| wanted(&step.act));
    let content = matter.steps.iter().rev().find_map(|step| match step.act {
        MatterAct::CallBack { content } => Some(content),
        _ => None,
    });
    [
        matter.stage().as_str().into(),
        matter.due.into(),
        is(|act| *act == MatterAct::Overdue).into(),
        matter.answer().is_some().into(),
        content.into(),
        matter.closed_at().map(day_of).into(),
    ]
}

/// How many matters of a kind a department had to answer for in a period, by the day of their opening.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatterFigures {
    /// Which department.
    pub department: DepartmentId,
    /// `rectification`, `complaint`, `urge`, `finding`, `personal_data`.
    pub kind: String,
    /// Opened.
    pub opened: u64,
    /// Of these, closed by now.
    pub closed: u64,
    /// Of these, some last day passed.
    pub overdue: u64,
}

impl Store {
    /// Matters of a period by department and kind, both days included.
    pub async fn matter_figures(&self, from: Date, to: Date) -> Result<Vec<MatterFigures>, StoreError> {
        let sql = "select department, kind, count(*), count(closed_on), \
                   count(case when overdue = 1 then 1 end) from matters \
                   where opened_on between $1 and $2 group by department, kind order by department, kind";
        let rows = self.db.read(sql, &crate::db::args![from, to]).await?;
        let figures = rows.into_iter().map(|mut row| {
            Ok(MatterFigures {
                department: row.next()?,
                kind: row.next()?,
                opened: row.next()?,
                closed: row.next()?,
                overdue: row.next()?,
            })
        });
        figures.collect()
    }

    /// Matters that the scope lets see and the filter wants, the latest first.
    pub async fn matters(
        &self,
        scope: &MatterScope,
        filter: &MatterFilter,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Page<MatterRow>, StoreError> {
        let limit = limit.min(LONGEST_PAGE);
        let mut sql = Sql::new(
            "select m.case_number, m.nth, m.kind, m.department, m.stage, m.opened_at, m.due, m.overdue, \
             m.closed_on, c.theme, c.theme_name from matters m join cases c on c.number = m.case_number where ",
        );
        match scope {
            MatterScope::All => sql.push("1 = 1"),
            MatterScope::Departments(departments) if departments.is_empty() => sql.push("1 = 0"),
            MatterScope::Departments(departments) => {
                sql.push("m.department in ").tuple(departments.iter().map(Arg::from))
            }
        };
        if let Some(kind) = &filter.kind {
            sql.push(" and m.kind = ").arg(kind);
        }
        if filter.open {
            sql.push(" and m.stage <> ").arg(MatterStage::Closed.as_str());
        }
        if filter.overdue {
            sql.push(" and m.overdue = 1");
        }
        if let Some(after) = after {
            let (at, place) = cursor::read(after)?;
            let at = at.parse::<i64>().map_err(|_| StoreError::BadCursor)?;
            let (number, nth) = place.split_once('/').ok_or(StoreError::BadCursor)?;
            let nth = nth.parse::<i64>().map_err(|_| StoreError::BadCursor)?;
            sql.push(" and (m.opened_at, m.case_number, m.nth) < ");
            sql.tuple([at.into(), number.to_owned().into(), nth.into()]);
        }
        sql.push(" order by m.opened_at desc, m.case_number desc, m.nth desc limit ").arg(limit + 1);
        let rows = self.db.read(&sql.text, &sql.args).await?;
        let rows = rows.into_iter().map(|mut row| {
            Ok(MatterRow {
                case: row.next()?,
                nth: row.next()?,
                kind: row.next()?,
                department: row.next()?,
                stage: MatterStage::from_word(&row.next::<String>()?)
                    .ok_or(StoreError::Corrupt("matters"))?,
                opened_at: row.next()?,
                due: row.next()?,
                overdue: row.next()?,
                closed_on: row.next()?,
                theme: row.next()?,
                theme_name: row.next()?,
            })
        });
        let rows = rows.collect::<Result<Vec<_>, StoreError>>()?;
        Ok(cursor::page(rows, limit, |last: &MatterRow| {
            (last.opened_at.as_microsecond().to_string(), format!("{}/{}", last.case, last.nth))
        }))
    }

    /// Limits that passed and whose reason was given (公开说明), the latest first.
    pub async fn explained_limits(&self, limit: u32) -> Result<Vec<(CaseNumber, u32)>, StoreError> {
        let sql = "select case_number, nth from matters where rule = 'limit_passed' and answered = 1 \
                   order by opened_at desc, case_number, nth limit $1";
        let rows = self.db.read(sql, &crate::db::args![limit]).await?;
        rows.into_iter().map(|mut row| Ok((row.next()?, row.next()?))).collect()
    }

    /// Bad ratings and complaints that were closed, the latest first: what is told to everybody.
    pub async fn closed_for_all_to_see(&self, limit: u32) -> Result<Vec<(CaseNumber, u32)>, StoreError> {
        let sql = "select case_number, nth from matters where kind = 'rectification' and closed_on is not null \
                   order by closed_on desc, case_number, nth limit $1";
        let rows = self.db.read(sql, &crate::db::args![limit]).await?;
        rows.into_iter().map(|mut row| Ok((row.next()?, row.next()?))).collect()
    }
}
