//! What departments owe cases beside their tasks, and the moments of cases that supervision looks at.

use casework::{Case, DutyKind, Event, Recorded};
use catalog::{DepartmentId, PlaceId};
use identifiers::CaseNumber;
use jiff::{Timestamp, civil::Date};

use crate::{
    Page, Store, StoreError,
    commit::{Statement, insert_rows, name_place},
    cursor::{self, LONGEST_PAGE},
    db::{Arg, Sql, owned},
};

/// A duty in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct DutyRow {
    /// The case that it is owed to.
    pub case: CaseNumber,
    /// Its id within the case.
    pub id: String,
    /// Who owes it.
    pub department: DepartmentId,
    /// The last day.
    pub due: Date,
    /// The theme's name.
    pub theme_name: String,
    /// The applicant's name.
    pub applicant_name: String,
    /// When the case was submitted.
    pub submitted_at: Timestamp,
}

/// A moment of a case that supervision looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The case.
    pub case: CaseNumber,
    /// The event's place in its history.
    pub version: u64,
    /// When.
    pub at: Timestamp,
}

/// Kinds of events that are findings by themselves.
const FINDINGS: [&str; 6] = [
    "department_deemed",
    "correction_unmet",
    "correction_asked_again",
    "deferral_missed",
    "promise_broken",
    "result_revoked",
];

/// Puts what is owed now in the place of what was, where the events can have changed it.
pub(crate) fn write(case: &Case, events: &[std::sync::Arc<Recorded>]) -> Vec<Statement> {
    let is_new = case.version == events.len() as u64;
    // A question lapses with the end of the task that it is about.
    let ends = |event: &Event| !case.questions.is_empty() && ends_a_task(event);
    if !events.iter().any(|recorded| changes_duties(&recorded.event) || ends(&recorded.event)) {
        return Vec::new();
    }
    let mut statements = Vec::new();
    if !is_new {
        let text = "delete from duties where case_number = $1".to_owned();
        statements.push(Statement { text, args: owned![&case.number] });
    }
    statements.extend(insert_rows(
        "insert into duties (case_number, id, kind, department, due) values ",
        case.duties().into_iter().map(|duty| {
            [
                Arg::from(&case.number).into_owned(),
                duty.id.into(),
                duty.kind.as_str().into(),
                Arg::from(&duty.department).into_owned(),
                duty.due.into(),
            ]
        }),
    ));
    statements
}

fn ends_a_task(event: &Event) -> bool {
    matches!(event, Event::TaskGranted { .. } | Event::TaskRefused { .. } | Event::TaskCancelled { .. })
}

fn changes_duties(event: &Event) -> bool {
    matches!(
        event,
        Event::Submitted(_)
            | Event::AssessmentAsked { .. }
            | Event::Result(_)
            | Event::DepartmentAssessed { .. }
            | Event::DepartmentDeemed { .. }
            | Event::CorrectionAsked { .. }
            | Event::CorrectionUnmet { .. }
            | Event::CorrectionAskedAgain { .. }
            | Event::CorrectionReturned { .. }
            | Event::Accepted { .. }
            | Event::NotAccepted { .. }
            | Event::NotRequired { .. }
            | Event::NotOurAuthority { .. }
            | Event::Withdrawn { .. }
            | Event::Supplied { .. }
            | Event::CertificateDue { .. }
            | Event::CertificateMade { .. }
            | Event::RevocationAnnounced { .. }
            | Event::QuestionAsked { .. }
            | Event::QuestionAnswered { .. }
            | Event::PromiseWithdrawn { .. }
            | Event::DeferralsDue { .. }
            | Event::DeferralMissed { .. }
            | Event::DeferralExtended { .. }
            | Event::DeferralEnded { .. }
            | Event::PromiseToCheck { .. }
            | Event::PromiseChecked { .. }
            | Event::RepairAsked { .. }
            | Event::RepairDecided { .. }
            | Event::Completed
    )
}

impl Store {
    /// What these departments owe of those kinds, the most urgent first.
    pub async fn duties(
        &self,
        departments: &[DepartmentId],
        kinds: &[DutyKind],
        after: Option<&str>,
        limit: u32,
    ) -> Result<Page<DutyRow>, StoreError> {
        if departments.is_empty() {
            return Ok(Page { rows: Vec::new(), next: None });
        }
        self.list_duties(kinds, after, limit, |sql| {
            sql.push(" and d.department in ").tuple(departments.iter().map(Arg::from));
        })
        .await
    }

    /// What is owed of those kinds to the cases of a counter, the most urgent first.
    pub async fn duties_at(
        &self,
        place: &PlaceId,
        kinds: &[DutyKind],
        after: Option<&str>,
        limit: u32,
    ) -> Result<Page<DutyRow>, StoreError> {
        self.list_duties(kinds, after, limit, |sql| {
            sql.push(" and c.place = ").arg(place);
        })
        .await
    }

    async fn list_duties<'a>(
        &self,
        kinds: &[DutyKind],
        after: Option<&str>,
        limit: u32,
        narrow: impl FnOnce(&mut Sql<'a>),
    ) -> Result<Page<DutyRow>, StoreError> {
        let limit = limit.min(LONGEST_PAGE);
        let mut sql = Sql::new(
            "select d.case_number, d.id, d.department, d.due, c.theme_name, c.applicant_name, c.submitted_at \
             from duties d join cases c on c.number = d.case_number where d.kind in ",
        );
        sql.tuple(kinds.iter().map(|kind| kind.as_str().into()));
        narrow(&mut sql);
        if let Some(after) = after {
            let (due, place) = cursor::read(after)?;
            let (number, id) = place.split_once('/').ok_or(StoreError::BadCursor)?;
            sql.push(" and (d.due, d.case_number, d.id) > ");
            sql.tuple([due.into(), number.to_owned().into(), id.to_owned().into()]);
        }
        sql.push(" order by d.due, d.case_number, d.id limit ").arg(limit + 1);
        let rows = self.db.read(&sql.text, &sql.args).await?;
        let rows = rows.into_iter().map(|mut row| {
            let (case, id, department, due) =
                (row.next::<CaseNumber>()?, row.next()?, row.next()?, row.next()?);
            let theme_name = row.next()?;
            let sealed: Vec<u8> = row.next()?;
            let applicant_name = self.keys.unseal(name_place(&case), &sealed)?;
            let submitted_at = row.next()?;
            Ok(DutyRow { case, id, department, due, theme_name, applicant_name, submitted_at })
        });
        let rows = rows.collect::<Result<Vec<_>, StoreError>>()?;
        Ok(cursor::page(rows, limit, |last| (last.due.to_string(), format!("{}/{}", last.case, last.id))))
    }

    /// What supervision looks at by itself, the latest first.
    pub async fn findings(&self, after: Option<&str>, limit: u32) -> Result<Page<Finding>, StoreError> {
        let limit = limit.min(LONGEST_PAGE);
        // The kinds stand in the statement itself, so that the index over them serves it.
        let mut sql = Sql::new("select case_number, version, at from events where kind in (");
        for (nth, kind) in FINDINGS.into_iter().enumerate() {
            sql.push(if nth > 0 { ", '" } else { "'" }).push(kind).push("'");
        }
        sql.push(")");
        if let Some(after) = after {
            let (at, place) = cursor::read(after)?;
            let at = at.parse::<i64>().map_err(|_| StoreError::BadCursor)?;
            let (number, version) = place.split_once('/').ok_or(StoreError::BadCursor)?;
            let version = version.parse::<i64>().map_err(|_| StoreError::BadCursor)?;
            sql.push(" and (at, case_number, version) < ");
            sql.tuple([at.into(), number.to_owned().into(), version.into()]);
        }
        sql.push(" order by at desc, case_number desc, version desc limit ").arg(limit + 1);
        let rows = self.db.read(&sql.text, &sql.args).await?;
        let rows = rows
            .into_iter()
            .map(|mut row| Ok(Finding { case: row.next()?, version: row.next()?, at: row.next()? }));
        let rows = rows.collect::<Result<Vec<_>, StoreError>>()?;
        Ok(cursor::page(rows, limit, |last: &Finding| {
            (last.at.as_microsecond().to_string(), format!("{}/{}", last.case, last.version))
        }))
    }
}
