//! How a commit becomes statements. Everything is sealed and put together in
//! the caller's thread; the writer only runs it.

use std::{collections::BTreeSet, sync::Arc};

use casework::{
    AccountId, Case, Event, Recorded, Stage, Task, TaskId, TaskStage,
    case::{Delivery, HandedIn, day_of},
    exit::Errand,
    results::ResultStep,
};
use identifiers::CaseNumber;
use jiff::{
    Timestamp, ToSpan,
    civil::{Date, Weekday},
};
use serde::{Deserialize, Serialize};

use crate::{
    Commit, Keys, NewPaper, StoreError, accounts,
    db::{Arg, Command, Exec, Sql, args, owned},
    duties, jobs,
    keys::Place,
    log::{self, EventRow, Link, Strand},
    matters, messages, outbox, papers, promises, ratings,
    stage::{self, Word},
    wallet,
};

/// Sorts behind every day there is: tasks whose clock has not started.
const NO_DUE: &str = "9999-12-31";

/// What is sealed of an event.
#[derive(Serialize)]
struct SealedEvent<'a> {
    by_name: &'a str,
    event: &'a Event,
}

/// What is unsealed of an event.
#[derive(Deserialize)]
pub(crate) struct UnsealedEvent {
    pub by_name: String,
    pub event: Event,
}

pub(crate) fn event_place(number: &CaseNumber, version: u64) -> Place<'_> {
    Place { table: "events", row: number.as_str(), version }
}

pub(crate) fn name_place(number: &CaseNumber) -> Place<'_> {
    Place { table: "cases", row: number.as_str(), version: 0 }
}

/// The place of the answer to a key; the keyed hash stands for the key.
pub(crate) fn answer_place(row: &str) -> Place<'_> {
    Place { table: "idempotency", row, version: 0 }
}

/// Kind of the keyed hash of an idempotency key.
pub(crate) const KEY: &str = "idempotency";

/// How a commit went, where the database did not fail. Only `Done` has written anything.
pub(crate) enum Outcome {
    Done,
    Stale,
    NumberTaken,
    /// The sealed answer that the same key got before.
    Answered(Vec<u8>),
}

pub(crate) struct Statement {
    pub(crate) text: String,
    pub(crate) args: Vec<Arg<'static>>,
}

impl From<Sql<'static>> for Statement {
    fn from(sql: Sql<'static>) -> Self {
        Self { text: sql.text, args: sql.args }
    }
}

/// A commit, ready to be run.
pub(crate) struct Append {
    number: CaseNumber,
    is_new: bool,
    key: Option<[Arg<'static>; 2]>,
    /// Inserts the case's row, or updates the row of the expected version.
    case: Statement,
    /// Everything that follows.
    rest: Vec<Statement>,
    /// Official papers that get a number.
    papers: Vec<NewPaper>,
    /// The link of the case's last event after it.
    pub(crate) head: Link,
    /// The strand as it is after it.
    pub(crate) strand: Strand,
}

impl Command for Append {
    type Output = Outcome;

    async fn run<E: Exec>(&self, tx: &mut E) -> Result<Outcome, StoreError> {
        if let Some(key) = &self.key {
            let sql = "select answer from idempotency where account = $1 and key_hash = $2";
            if let Some(row) = tx.query(sql, key).await?.first_mut() {
                return Ok(Outcome::Answered(row.next()?));
            }
        }
        if self.is_new {
            let sql = "select version from cases where number = $1";
            if !tx.query(sql, &args![&self.number]).await?.is_empty() {
                return Ok(Outcome::NumberTaken);
            }
        }
        if tx.exec(&self.case.text, &self.case.args).await? == 0 {
            return Ok(Outcome::Stale);
        }
        for statement in &self.rest {
            tx.exec(&statement.text, &statement.args).await?;
        }
        for paper in &self.papers {
            papers::register(tx, &self.number, paper).await?;
        }
        Ok(Outcome::Done)
    }
}

impl Append {
    /// Makes the statements of a commit, whose events follow the one with the link `before`.
    pub(crate) fn new(keys: &Keys, commit: &Commit, before: Link, strand: &Strand) -> Self {
        let Commit { number, expected_version, events, .. } = commit;
        let after = &commit.after.case;
        // A commit without events carries messages alone; they came now.
        let at = events.last().map_or_else(Timestamp::now, |recorded| recorded.at);
        let is_new = *expected_version == 0;
        let case = if is_new { insert_case(keys, commit) } else { update_case(commit) };
        let (mut rest, mut head, mut grown) = (Vec::new(), before, *strand);
        rest.extend(insert_events(keys, number, events, &mut head));
        if let Some(last) = events.last() {
            grown = strand.grown(keys, number.as_str(), last.version, &head);
            let written = log::grow(keys, number, last.version, &grown);
            rest.extend(written.map(|(text, args)| Statement { text: text.to_owned(), args }));
        }
        rest.extend(write_tasks(after, events));
        rest.extend(duties::write(after, events));
        rest.extend(insert_results(keys, after, events));
        rest.extend(wallet::replace(keys, after, events));
        rest.extend(promises::write(after, events));
        rest.extend(insert_case_files(number, events));
        rest.extend(insert_rows(
            "insert into messages (id, account, at, case_number, kind, body) values ",
            commit.deliver_messages.iter().map(|message| messages::new_row(keys, message, at)),
        ));
        rest.extend(insert_rows(
            "insert into outbox (id, channel, subject, body, attempts, due_at) values ",
            commit.outbox.iter().map(|new| outbox::new_row(keys, new, at)),
        ));
        rest.extend(insert_rows(
            "insert into rating_links (token_hash, case_number, place, clerk, made_at, expires_at) values ",
            commit.rating_links.iter().map(ratings::link_row),
        ));
        rest.extend(matters::statements(after, events).into_iter().map(Statement::from));
        rest.extend(ratings::statements(after, events).into_iter().map(Statement::from));
        rest.extend(jobs::statements(number, is_new, &commit.timers).into_iter().map(Statement::from));
        let key = commit.idempotency.as_ref().map(|key| {
            let hash = keys.find(KEY, &key.key);
            let sealed = keys.seal(answer_place(&hex::encode(&hash)), &key.answer);
            let account = Arg::from(&key.account).into_owned();
            rest.extend(insert_rows(
                "insert into idempotency (account, key_hash, at, answer) values ",
                [[account.clone(), hash.clone().into(), at.into(), sealed.into()]],
            ));
            [account, hash.into()]
        });
        if let Some((id, owner)) = &commit.drop_draft {
            let text = "delete from drafts where id = $1 and owner = $2".to_owned();
            rest.push(Statement { text, args: owned![id, owner] });
        }
        let papers = commit.papers.clone();
        Self { number: number.clone(), is_new, key, case, rest, papers, head, strand: grown }
    }
}

pub(crate) fn insert_rows<const N: usize>(
    text: &str,
    rows: impl IntoIterator<Item = [Arg<'static>; N]>,
) -> Option<Statement> {
    let mut sql = Sql::new(text);
    sql.rows(rows);
    if sql.args.is_empty() { None } else { Some(sql.into()) }
}

/// What a case's row says of its stage.
#[derive(Default)]
struct StageDays {
    accepted_on: Option<Date>,
    due: Option<Date>,
    completed_on: Option<Date>,
    delivered_on: Option<Date>,
    /// Not accepted, or withdrawn.
    closed_on: Option<Date>,
}

fn stage_days(stage: &Stage) -> StageDays {
    let none = StageDays::default();
    match *stage {
        Stage::Submitted => none,
        Stage::AwaitingCorrection { due } => StageDays { due: Some(due), ..none },
        Stage::NotAccepted { on, .. } | Stage::Withdrawn { on, .. } => {
            StageDays { closed_on: Some(on), ..none }
        }
        Stage::InProgress { accepted_on, due, .. } => {
            StageDays { accepted_on: Some(accepted_on), due: Some(due), ..none }
        }
        Stage::Completed { accepted_on, due, on } => {
            StageDays { accepted_on: Some(accepted_on), due: Some(due), completed_on: Some(on), ..none }
        }
        Stage::Delivered { accepted_on, due, completed_on, on } => StageDays {
            accepted_on: Some(accepted_on),
            due: Some(due),
            completed_on: Some(completed_on),
            delivered_on: Some(on),
            ..none
        },
    }
}

/// Columns that change with a case, in one order for insert and update.
const CHANGING: [&str; 15] = [
    "version",
    "place",
    "stage",
    "accepted_on",
    "due",
    "completed_on",
    "delivered_on",
    "closed_on",
    "to_hand_out",
    "hand_out_place",
    "errand",
    "tasks_total",
    "tasks_ended",
    "rating",
    "rated_on",
];

fn changing(case: &Case) -> [Arg<'static>; 15] {
    let days = stage_days(&case.stage);
    let errand = case.errand();
    let to_hand_out = errand.is_some_and(|errand| errand != Errand::Underway);
    let hand_out_place = match &case.delivery {
        Delivery::Counter { place } => Some(place),
        Delivery::Online | Delivery::Post { .. } => None,
    };
    let ended = case.tasks.iter().filter(|task| stage::has_ended(stage::of_task(&task.stage))).count();
    [
        case.version.into(),
        Arg::from(case.place.as_ref()).into_owned(),
        stage::of_case(&case.stage).word().into(),
        days.accepted_on.into(),
        days.due.into(),
        days.completed_on.into(),
        days.delivered_on.into(),
        days.closed_on.into(),
        to_hand_out.into(),
        Arg::from(hand_out_place).into_owned(),
        errand.map(Errand::as_str).into(),
        (case.tasks.len() as u64).into(),
        (ended as u64).into(),
        case.rating.as_ref().map(|rating| rating.level).into(),
        case.rating.as_ref().map(|rating| day_of(rating.at)).into(),
    ]
}

fn insert_case(keys: &Keys, commit: &Commit) -> Statement {
    let Commit { number, theme_name, .. } = commit;
    let after = &commit.after.case;
    let mut sql = Sql::new(
        "insert into cases (number, theme, theme_name, lead, applicant, applicant_name, name_hash, \
         handed_in_by, submitted_at, submitted_on",
    );
    for column in CHANGING {
        sql.push(", ").push(column);
    }
    sql.push(") values ");
    let fixed = owned![
        number,
        &after.plan.theme,
        theme_name,
        &after.plan.lead,
        &after.applicant,
        keys.seal(name_place(number), &after.applicant_name),
        keys.find(accounts::NAME, &after.applicant_name),
        after.handed_in_by.as_ref(),
        after.submitted_at,
        day_of(after.submitted_at),
    ];
    sql.tuple(fixed.into_iter().chain(changing(after)));
    sql.into()
}

fn update_case(commit: &Commit) -> Statement {
    let mut sql = Sql::new("update cases set ");
    for (nth, (column, value)) in CHANGING.into_iter().zip(changing(&commit.after.case)).enumerate() {
        sql.push(if nth > 0 { ", " } else { "" }).push(column).push(" = ");
        if column == "accepted_on" {
            // A case that is withdrawn in progress was accepted all the same.
            sql.push("coalesce(").arg(value).push(", accepted_on)");
        } else {
            sql.arg(value);
        }
    }
    sql.push(" where number = ").arg(Arg::from(&commit.number).into_owned());
    sql.push(" and version = ").arg(commit.expected_version);
    sql.into()
}

/// Each event is linked to the one before; `head` becomes the link of the last.
fn insert_events(
    keys: &Keys,
    number: &CaseNumber,
    events: &[Arc<Recorded>],
    head: &mut Link,
) -> Option<Statement> {
    insert_rows(
        "insert into events (case_number, version, at, by_account, kind, body, link) values ",
        events.iter().map(|recorded| {
            let Recorded { version, at, by, by_name, event } = recorded.as_ref();
            let sealed = keys.seal(event_place(number, *version), &SealedEvent { by_name, event });
            let row = EventRow {
                number: number.as_str(),
                version: *version,
                at: at.as_microsecond(),
                by: by.as_ref().map(AccountId::as_str),
                kind: kind(event),
                body: &sealed,
            };
            *head = log::event_link(keys, head, &row);
            [
                Arg::from(number).into_owned(),
                (*version).into(),
                (*at).into(),
                Arg::from(by.as_ref()).into_owned(),
                kind(event).into(),
                sealed.into(),
                head.to_vec().into(),
            ]
        }),
    )
}

/// The word for an event beside its sealed body, for those who look after the database.
fn kind(event: &Event) -> &'static str {
    match event {
        Event::Submitted(_) => "submitted",
        Event::Acknowledged { .. } => "acknowledged",
        Event::ConfirmationAsked { .. } => "confirmation_asked",
        Event::PartyConfirmed { .. } => "party_confirmed",
        Event::ConfirmationTakenBack { .. } => "confirmation_taken_back",
        Event::MandateShown(_) => "mandate_shown",
        Event::PrerequisiteMet(_) => "prerequisite_met",
        Event::RowWithdrawn { .. } => "row_withdrawn",
        Event::PromiseSigned { .. } => "promise_signed",
        Event::PromiseWithdrawn { .. } => "promise_withdrawn",
        Event::DeferralsDue { .. } => "deferrals_due",
        Event::DeferralReminded { .. } => "deferral_reminded",
        Event::DeferralMissed { .. } => "deferral_missed",
        Event::DeferralExtended { .. } => "deferral_extended",
        Event::DeferralEnded { .. } => "deferral_ended",
        Event::PromiseToCheck { .. } => "promise_to_check",
        Event::PromiseChecked { kept: true, .. } => "promise_kept",
        Event::PromiseChecked { kept: false, .. } => "promise_broken",
        Event::RevocationAnnounced { .. } => "revocation_announced",
        Event::ResultRevoked { .. } => "result_revoked",
        Event::RepairAsked { .. } => "repair_asked",
        Event::RepairDecided { .. } => "repair_decided",
        Event::AssessmentAsked { .. } => "assessment_asked",
        Event::DepartmentAssessed { .. } => "department_assessed",
        Event::DepartmentDeemed { .. } => "department_deemed",
        Event::CorrectedOnSpot { .. } => "corrected_on_spot",
        Event::CorrectionUnmet { .. } => "correction_unmet",
        Event::CorrectionAskedAgain { .. } => "correction_asked_again",
        Event::NotRequired { .. } => "not_required",
        Event::NotOurAuthority { .. } => "not_our_authority",
        Event::CorrectionAsked { .. } => "correction_asked",
        Event::CorrectionReturned { .. } => "correction_returned",
        Event::Accepted { .. } => "accepted",
        Event::NotAccepted { .. } => "not_accepted",
        Event::Withdrawn { .. } => "withdrawn",
        Event::Supplied { .. } => "supplied",
        Event::TaskReady { .. } => "task_ready",
        Event::TaskStarted { .. } => "task_started",
        Event::TaskReleased { .. } => "task_released",
        Event::TaskHandedOver { .. } => "task_handed_over",
        Event::QuestionAsked { .. } => "question_asked",
        Event::QuestionAnswered { .. } => "question_answered",
        Event::CheckArranged { .. } => "check_arranged",
        Event::CheckRecorded { .. } => "check_recorded",
        Event::CertificateDue { .. } => "certificate_due",
        Event::CertificateMade { .. } => "certificate_made",
        Event::TaskSuspended { .. } => "task_suspended",
        Event::TaskResumed { .. } => "task_resumed",
        Event::TaskExtended { .. } => "task_extended",
        Event::JointExtended { .. } => "joint_extended",
        Event::DueMoved { .. } => "due_moved",
        Event::TaskGranted { .. } => "task_granted",
        Event::TaskRefused { .. } => "task_refused",
        Event::TaskCancelled { .. } => "task_cancelled",
        Event::Completed => "completed",
        Event::Delivered { .. } => "delivered",
        Event::DeliveryChosen { .. } => "delivery_chosen",
        Event::Exit(step) => step.as_str(),
        Event::Result(step) => step.as_str(),
        Event::Rated { .. } => "rated",
        Event::PartsRated { .. } => "parts_rated",
        Event::VisitRated(_) => "visit_rated",
        Event::MatterOpened(_) => "matter_opened",
        Event::MatterStepped { .. } => "matter_stepped",
        Event::Lit(_) => "lit",
        Event::GuardianConsented(_) => "guardian_consented",
        Event::Reminded(_) => "reminded",
    }
}

/// The task that an event is about.
fn task_of(event: &Event) -> Option<&TaskId> {
    match event {
        Event::TaskReady { task, .. }
        | Event::TaskStarted { task }
        | Event::TaskReleased { task, .. }
        | Event::TaskHandedOver { task, .. }
        | Event::TaskSuspended { task, .. }
        | Event::TaskResumed { task, .. }
        | Event::TaskExtended { task, .. }
        | Event::TaskGranted { task, .. }
        | Event::TaskRefused { task, .. }
        | Event::TaskCancelled { task, .. } => Some(task),
        _ => None,
    }
}

/// Acceptance makes the tasks; later events change those that they name.
fn write_tasks(after: &Case, events: &[Arc<Recorded>]) -> Vec<Statement> {
    let accepted = events.iter().any(|recorded| matches!(recorded.event, Event::Accepted { .. }));
    if accepted {
        let text = "insert into tasks (id, case_number, item, department, row_number, stage, ended, since, due, \
                    due_order, warn_on, statutory_due, ended_at, ended_on, by_account) values ";
        let rows = after.tasks.iter().map(|task| task_row(after, task));
        return insert_rows(text, rows).into_iter().collect();
    }
    let touched: BTreeSet<_> = events.iter().filter_map(|recorded| task_of(&recorded.event)).collect();
    let tasks = after.tasks.iter().filter(|task| touched.contains(&task.id));
    tasks.map(|task| Statement { text: UPDATE_TASK.to_owned(), args: task_row(after, task).into() }).collect()
}

/// Takes the same arguments as the insert. What never changes is compared: a task
/// keeps its case, item and department.
const UPDATE_TASK: &str = "update tasks set row_number = $5, stage = $6, ended = $7, since = $8, due = $9, \
    due_order = $10, warn_on = $11, statutory_due = $12, ended_at = $13, ended_on = $14, by_account = $15 \
    where id = $1 and case_number = $2 and item = $3 and department = $4";

fn task_row(case: &Case, task: &Task) -> [Arg<'static>; 15] {
    let (mut since, mut due, mut statutory, mut warn_on, mut ended_at, mut by) =
        (None, None, None, None, None, None);
    match &task.stage {
        TaskStage::Waiting => {}
        TaskStage::Ready { since: from, due: until, statutory_due } => {
            (since, due, statutory) = (Some(*from), Some(*until), Some(*statutory_due));
            warn_on = Some(yellow_from(*from, *until));
        }
        TaskStage::Reviewing { since: from, due: until, statutory_due, by: who } => {
            (since, due, statutory, by) = (Some(*from), Some(*until), Some(*statutory_due), Some(who));
            warn_on = Some(yellow_from(*from, *until));
        }
        // The clock stands still: no light.
        TaskStage::Suspended { since: from, due: until, statutory_due, by: who } => {
            (since, due, statutory, by) = (Some(*from), Some(*until), Some(*statutory_due), Some(who));
        }
        TaskStage::Granted { since: from, due: until, at, by: who, .. }
        | TaskStage::Refused { since: from, due: until, at, by: who, .. } => {
            (since, due, ended_at, by) = (Some(*from), Some(*until), Some(*at), Some(who));
        }
        TaskStage::Cancelled { at, .. } => ended_at = Some(*at),
    }
    // Nobody supervises a bank, a hospital or an insurer: no day is kept that could run out.
    if case.plan.item(&task.item).is_some_and(|item| item.outside.is_some()) {
        (due, statutory, warn_on) = (None, None, None);
    }
    let name = stage::of_task(&task.stage);
    [
        Arg::from(&task.id).into_owned(),
        Arg::from(&case.number).into_owned(),
        Arg::from(&task.item).into_owned(),
        Arg::from(&task.department).into_owned(),
        task.row.into(),
        name.word().into(),
        stage::has_ended(name).into(),
        since.into(),
        due.into(),
        due.map_or_else(|| NO_DUE.into(), Arg::from),
        warn_on.into(),
        statutory.into(),
        ended_at.into(),
        ended_at.map(day_of).into(),
        Arg::from(by).into_owned(),
    ]
}

/// The day from which a task shows yellow: four fifths of the days between are
/// gone, or one day from Monday to Friday is left, whichever comes first.
fn yellow_from(since: Date, due: Date) -> Date {
    let days = (due - since).get_days();
    let four_fifths = since.saturating_add((days * 4 / 5).days());
    let mut one_left = due.saturating_sub(1.day());
    while matches!(one_left.weekday(), Weekday::Saturday | Weekday::Sunday) {
        one_left = one_left.saturating_sub(1.day());
    }
    four_fifths.min(one_left).max(since)
}

fn insert_results(keys: &Keys, after: &Case, events: &[Arc<Recorded>]) -> Option<Statement> {
    let granted = events.iter().filter_map(|recorded| match &recorded.event {
        Event::TaskGranted { task, result } => {
            let task = after.tasks.iter().find(|one| one.id == *task)?;
            Some(wallet::new_row(keys, task, result, &after.applicant, &after.number, recorded.at))
        }
        _ => None,
    });
    insert_rows(
        "insert into results (task, case_number, account, department, granted_at, body) values ",
        granted,
    )
}

/// Notes which files the case uses from now on.
fn insert_case_files(number: &CaseNumber, events: &[Arc<Recorded>]) -> Option<Statement> {
    let files: BTreeSet<&str> = events.iter().flat_map(|recorded| files_of(&recorded.event)).collect();
    if files.is_empty() {
        return None;
    }
    let mut sql =
        Sql::new("insert into case_files (file, case_number) select f.id, c.number from cases c, files f ");
    sql.push("where c.number = ").arg(Arg::from(number).into_owned()).push(" and f.id in ");
    sql.tuple(files.into_iter().map(|file| Arg::from(file).into_owned()));
    sql.push(" and not exists (select 1 from case_files u where u.file = f.id and u.case_number = c.number)");
    Some(sql.into())
}

fn files_of(event: &Event) -> Vec<&str> {
    match event {
        Event::Submitted(submission) => handed_in(&submission.materials),
        Event::CorrectionReturned { materials, .. } | Event::Supplied { materials } => handed_in(materials),
        Event::TaskGranted { result, .. } => result.file.iter().map(|file| file.id.as_str()).collect(),
        Event::CheckRecorded { files, .. } => files.iter().map(|file| file.id.as_str()).collect(),
        Event::Result(ResultStep::Corrected { result, .. }) => {
            result.file.iter().map(|file| file.id.as_str()).collect()
        }
        _ => Vec::new(),
    }
}

fn handed_in(materials: &[HandedIn]) -> Vec<&str> {
    materials.iter().flat_map(|one| &one.files).map(|file| file.id.as_str()).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::yellow_from;

    #[test]
    fn yellow_begins_at_four_fifths_or_with_one_working_day_left() {
        // 20 days: the sixteenth comes before the last working day.
        assert_eq!(yellow_from(date(2026, 3, 2), date(2026, 3, 22)), date(2026, 3, 18));
        // Two days: one day left comes first.
        assert_eq!(yellow_from(date(2026, 3, 4), date(2026, 3, 6)), date(2026, 3, 5));
        // Due on a Monday: Friday is the one that is left.
        assert_eq!(yellow_from(date(2026, 3, 5), date(2026, 3, 9)), date(2026, 3, 6));
        // On the spot: yellow at once, not before.
        assert_eq!(yellow_from(date(2026, 3, 2), date(2026, 3, 2)), date(2026, 3, 2));
    }
}
