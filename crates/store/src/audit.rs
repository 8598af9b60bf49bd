//! The audit of the log (日志核验): goes through everything that happened, as of one
//! moment, and says that it is whole, or what is the first thing that is not.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::{
    Keys, Store, StoreError,
    db::{Db, Exec, args},
    log::{BEGIN, EventCursor, Link, REGISTER, Strand, event_link, read_register},
};

/// What an audit found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Audit {
    /// Nothing was changed, removed, added or moved from outside.
    pub whole: bool,
    /// How many cases were looked at.
    pub cases: u64,
    /// How many events.
    pub events: u64,
    /// How many entries on the strands.
    pub entries: u64,
    /// The first thing that is not as it was written.
    #[serde(rename = "break")]
    pub first_break: Option<Break>,
    /// The ends of all strands. Kept elsewhere, they show later that nothing was put back to a time
    /// before.
    pub heads: Vec<Head>,
}

/// The end of a strand, as it is kept elsewhere.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Head {
    /// The strand's number.
    pub strand: u64,
    /// How many entries it has.
    pub length: u64,
    /// The link of the last, in hexadecimal.
    pub link: String,
}

/// Where the log is broken, as far as that can be said.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Break {
    /// In which case.
    pub case: Option<String>,
    /// At which event of the case, from 1.
    pub sequence: Option<u64>,
    /// On which strand.
    pub strand: Option<u64>,
    /// At which entry of the strand, from 1.
    pub entry: Option<u64>,
    /// What is wrong.
    pub what: Fault,
}

/// What is wrong with the log.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// An event is not as it was written, or stands elsewhere: changed, moved or added.
    #[default]
    EventChanged,
    /// An event is not there any more.
    EventMissing,
    /// The case's own row says another version than its events.
    CaseChanged,
    /// There are events, and no row for their case.
    CaseMissing,
    /// An entry of a strand is not as it was written.
    EntryChanged,
    /// An entry of a strand is not there any more.
    EntryMissing,
    /// A strand's end is not where it was.
    StrandChanged,
    /// A strand is not there any more.
    StrandMissing,
    /// The register of strands is not as it was written.
    RegisterChanged,
    /// An earlier audit saw what is not there any more: data of an earlier day were put back.
    PutBack,
}

impl Store {
    /// Goes through the whole log, while the service goes on. `since` are the heads of an earlier
    /// audit, if they were kept.
    ///
    /// # Errors
    /// Only when the database fails.
    pub async fn audit(&self, since: &[Head]) -> Result<Audit, StoreError> {
        match &self.db {
            Db::Lite(lite) => audit(&self.keys, &mut lite.snapshot()?, since).await,
            Db::Postgres(postgres) => {
                let mut snapshot = postgres.begin().await?;
                snapshot.exec("set transaction isolation level repeatable read, read only", &[]).await?;
                let outcome = audit(&self.keys, &mut snapshot, since).await;
                snapshot.rollback().await?;
                outcome
            }
        }
    }
}

async fn audit(keys: &Keys, tx: &mut dyn Exec, since: &[Head]) -> Result<Audit, StoreError> {
    let mut audit =
        Audit { whole: true, cases: 0, events: 0, entries: 0, first_break: None, heads: Vec::new() };
    look_at_events(keys, tx, &mut audit).await?;
    look_at_cases(tx, &mut audit).await?;
    look_at_strands(keys, tx, since, &mut audit).await?;
    audit.whole = audit.first_break.is_none();
    Ok(audit)
}

impl Audit {
    /// Only the first break is kept.
    fn note(&mut self, found: Break) {
        self.first_break.get_or_insert(found);
    }
}

fn at_event(what: Fault, case: &str, sequence: u64) -> Break {
    Break { case: Some(case.to_owned()), sequence: Some(sequence), what, ..Break::default() }
}

fn at_entry(what: Fault, strand: u64, entry: u64) -> Break {
    Break { strand: Some(strand), entry: Some(entry), what, ..Break::default() }
}

/// A case on the way through its events.
struct Chain {
    number: String,
    version: u64,
    link: Link,
    case_version: Option<u64>,
}

impl Chain {
    /// What the case's row says against its events.
    fn end(self, audit: &mut Audit) {
        match self.case_version {
            None => {
                audit.note(Break { case: Some(self.number), what: Fault::CaseMissing, ..Break::default() });
            }
            Some(version) if version > self.version => {
                audit.note(at_event(Fault::EventMissing, &self.number, self.version + 1));
            }
            Some(version) if version < self.version => {
                audit.note(at_event(Fault::CaseChanged, &self.number, version + 1));
            }
            Some(_) => {}
        }
    }
}

async fn look_at_events(keys: &Keys, tx: &mut dyn Exec, audit: &mut Audit) -> Result<(), StoreError> {
    let mut at = EventCursor::default();
    let mut chain: Option<Chain> = None;
    loop {
        let events = at.next(tx).await?;
        if events.is_empty() {
            break;
        }
        for event in events {
            if chain.as_ref().is_none_or(|chain| chain.number != event.number) {
                if let Some(chain) = chain.take() {
                    chain.end(audit);
                }
                audit.cases += 1;
            }
            let known = chain.get_or_insert_with(|| Chain {
                number: event.number.clone(),
                version: 0,
                link: BEGIN,
                case_version: event.case_version,
            });
            audit.events += 1;
            let expected = known.version + 1;
            if event.version != expected {
                audit.note(at_event(Fault::EventMissing, &event.number, expected));
            }
            if event_link(keys, &known.link, &event.row())[..] != event.link[..] {
                audit.note(at_event(Fault::EventChanged, &event.number, event.version));
            }
            known.version = event.version;
            // What follows is held against what is there, so that one break is one break.
            known.link = event.link.try_into().unwrap_or(BEGIN);
        }
    }
    if let Some(chain) = chain {
        chain.end(audit);
    }
    Ok(())
}

/// Cases of which no event is left.
async fn look_at_cases(tx: &mut dyn Exec, audit: &mut Audit) -> Result<(), StoreError> {
    let sql = "select c.number from cases c \
               where not exists (select 1 from events e where e.case_number = c.number) \
               order by c.number limit 1";
    if let Some(row) = tx.query(sql, &[]).await?.first_mut() {
        audit.note(at_event(Fault::EventMissing, &row.next::<String>()?, 1));
    }
    Ok(())
}

async fn look_at_strands(
    keys: &Keys,
    tx: &mut dyn Exec,
    since: &[Head],
    audit: &mut Audit,
) -> Result<(), StoreError> {
    let mut ends = HashMap::new();
    look_at_entries(keys, tx, since, audit, &mut ends).await?;
    let mut number = 0;
    for mut row in tx.query("select number, length, seal from strands order by number", &[]).await? {
        let (found, length, seal): (u64, u64, Vec<u8>) = (row.next()?, row.next()?, row.next()?);
        number += 1;
        if found != number {
            audit.note(Break { strand: Some(number), what: Fault::StrandMissing, ..Break::default() });
            number = found;
        }
        let end = ends.remove(&number).unwrap_or_else(|| Strand::new(number));
        if end.length < length {
            audit.note(at_entry(Fault::EntryMissing, number, end.length + 1));
        } else if end.length > length || end.seal(keys)[..] != seal[..] {
            audit.note(Break { strand: Some(number), what: Fault::StrandChanged, ..Break::default() });
        }
        audit.heads.push(Head { strand: number, length: end.length, link: hex::encode(end.link) });
    }
    // Entries of a strand that has no row.
    if let Some(strand) = ends.into_keys().min() {
        audit.note(Break { strand: Some(strand), what: Fault::StrandMissing, ..Break::default() });
    }
    let mut rows = tx.query("select value from meta where name = $1", &args![REGISTER]).await?;
    let register = rows.first_mut().map(|row| row.next::<String>()).transpose()?;
    match register.and_then(|text| read_register(keys, &text)) {
        Some(count) if count > number => {
            audit.note(Break { strand: Some(number + 1), what: Fault::StrandMissing, ..Break::default() });
        }
        Some(count) if count == number => {}
        _ => audit.note(Break { what: Fault::RegisterChanged, ..Break::default() }),
    }
    for head in since {
        let present = audit.heads.get(usize::try_from(head.strand).unwrap_or(usize::MAX).wrapping_sub(1));
        if present.is_none_or(|present| present.length < head.length) {
            audit.note(at_entry(Fault::PutBack, head.strand, head.length));
        }
    }
    Ok(())
}

/// Follows every strand, and leaves its end in `ends`.
async fn look_at_entries(
    keys: &Keys,
    tx: &mut dyn Exec,
    since: &[Head],
    audit: &mut Audit,
    ends: &mut HashMap<u64, Strand>,
) -> Result<(), StoreError> {
    let earlier: HashMap<_, _> = since.iter().map(|head| ((head.strand, head.length), &head.link)).collect();
    let sql = "select l.strand, l.place, l.case_number, l.version, l.link, e.link from log l \
               left join events e on e.case_number = l.case_number and e.version = l.version \
               where (l.strand, l.place) > ($1, $2) order by l.strand, l.place limit 1000";
    let mut after = (0_u64, 0_u64);
    loop {
        let rows = tx.query(sql, &args![after.0, after.1]).await?;
        if rows.is_empty() {
            return Ok(());
        }
        for mut row in rows {
            let (strand, place): (u64, u64) = (row.next()?, row.next()?);
            let (case, version, link): (String, u64, Vec<u8>) = (row.next()?, row.next()?, row.next()?);
            let head: Option<Vec<u8>> = row.next()?;
            after = (strand, place);
            audit.entries += 1;
            let known = *ends.entry(strand).or_insert_with(|| Strand::new(strand));
            if place != known.length + 1 {
                audit.note(at_entry(Fault::EntryMissing, strand, known.length + 1));
            }
            let named = |what| Break { case: Some(case.clone()), ..at_entry(what, strand, place) };
            match head.as_ref().map(|head| head.as_slice().try_into()) {
                None => audit.note(Break { sequence: Some(version), ..named(Fault::EventMissing) }),
                Some(Ok(head)) => {
                    let before = Strand { length: place - 1, ..known };
                    if before.grown(keys, &case, version, head).link[..] != link[..] {
                        audit.note(named(Fault::EntryChanged));
                    }
                }
                // An event that never was chained was named before.
                Some(Err(_)) => {}
            }
            let link: Link = link.try_into().unwrap_or(BEGIN);
            if earlier.get(&(strand, place)).is_some_and(|earlier| **earlier != hex::encode(link)) {
                audit.note(named(Fault::PutBack));
            }
            ends.insert(strand, Strand { number: strand, length: place, link });
        }
    }
}
