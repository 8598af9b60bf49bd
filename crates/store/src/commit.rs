//! How a commit becomes statements. Everything is sealed and put together in
//! the caller's thread; the writer only runs it.

mod kind;
mod tasks;

use std::{collections::BTreeSet, sync::Arc};

use async_trait::async_trait;
use casework::{
    AccountId, Case, Event, Recorded, Stage,
    case::{Delivery, HandedIn, day_of},
    exit::Errand,
    results::ResultStep,
};
use identifiers::CaseNumber;
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use self::kind::kind;
use crate::{
    Commit, Keys, NewPaper, StoreError, accounts, bars,
    db::{Arg, Command, Exec, Sql, args, owned},
    duties, jobs,
    keys::Place,
    log::{self, EventRow, Link, Strand},
    matters, messages, outbox, papers, promises, public_record, ratings,
    stage::{self, Word},
    wallet,
};

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

impl UnsealedEvent {
    /// What is sealed there.
    pub(crate) fn open(
        keys: &Keys,
        number: &CaseNumber,
        version: u64,
        sealed: &[u8],
    ) -> Result<Self, StoreError> {
        keys.unseal(event_place(number, version), sealed)
    }
}

fn event_place(number: &CaseNumber, version: u64) -> Place<'_> {
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

#[async_trait]
impl Command for Append {
    type Output = Outcome;

    async fn run(&self, tx: &mut dyn Exec) -> Result<Outcome, StoreError> {
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
        rest.extend(tasks::write(after, events, &commit.yellow_from));
        rest.extend(duties::write(after, events));
        rest.extend(insert_results(keys, after, events));
        rest.extend(wallet::replace(keys, after, events));
        rest.extend(promises::write(after, events));
        rest.extend(bars::write(after, events));
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
        rest.extend(public_record::statements(after, events).into_iter().map(Statement::from));
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
