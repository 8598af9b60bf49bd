//! The chain of the log (事件链): what makes a change from outside visible.
//!
//! Each event carries a link, a keyed hash over its own row and the link before it in
//! its case. Each commit leaves an entry on a strand: again a link, over the entry
//! before it on the strand, the case, its version and the link of its last event. So
//! neither an event nor the end of a case nor a whole case can go unnoticed; and no row
//! of the database is written by all commits at once: a strand is lent to one commit at
//! a time, as many strands are opened as there are commits at once, on any number of
//! nodes. The strands themselves are numbered without a gap.
//!
//! Without the key no link can be made anew. What a chain inside of the database cannot
//! show is that all of it was put back to an earlier day: [`crate::Audit::heads`],
//! kept elsewhere, show that.

use std::sync::{Mutex, PoisonError};

use async_trait::async_trait;
use identifiers::CaseNumber;

use crate::{
    Keys, Store, StoreError,
    db::{Command, Exec, args, owned},
};

/// A link of a chain.
pub(crate) type Link = [u8; 32];

/// Before the first link.
pub(crate) const BEGIN: Link = [0; 32];

/// The row in `meta` that says how many strands there are.
pub(crate) const REGISTER: &str = "strands";

/// An event as its row has it.
pub(crate) struct EventRow<'a> {
    pub number: &'a str,
    pub version: u64,
    /// Microseconds since 1970.
    pub at: i64,
    pub by: Option<&'a str>,
    pub kind: &'a str,
    pub body: &'a [u8],
}

/// The link of an event behind another.
pub(crate) fn event_link(keys: &Keys, before: &Link, row: &EventRow<'_>) -> Link {
    let (version, at) = (row.version.to_be_bytes(), row.at.to_be_bytes());
    // Nobody is not somebody without a name.
    let nobody = [u8::from(row.by.is_none())];
    let by = row.by.unwrap_or_default();
    keys.bind(
        "event",
        &[
            before,
            row.number.as_bytes(),
            &version,
            &at,
            &nobody,
            by.as_bytes(),
            row.kind.as_bytes(),
            row.body,
        ],
    )
}

/// The end of a strand.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Strand {
    /// From 1.
    pub number: u64,
    /// How many entries it has.
    pub length: u64,
    /// The link of the last.
    pub link: Link,
}

impl Strand {
    /// A strand without entries.
    pub(crate) fn new(number: u64) -> Self {
        Self { number, length: 0, link: BEGIN }
    }

    /// The strand with one entry more: this case, at this version, with this link.
    pub(crate) fn grown(&self, keys: &Keys, case: &str, version: u64, head: &Link) -> Self {
        let (number, length) = (self.number, self.length + 1);
        let place = [number.to_be_bytes(), length.to_be_bytes(), version.to_be_bytes()].concat();
        let link = keys.bind("entry", &[&self.link, &place, case.as_bytes(), head]);
        Self { number, length, link }
    }

    /// What says in its row in `strands` that it ends here.
    pub(crate) fn seal(&self, keys: &Keys) -> Link {
        let place = [self.number.to_be_bytes(), self.length.to_be_bytes()].concat();
        keys.bind("strand", &[&place, &self.link])
    }
}

/// What stands in the register of strands.
pub(crate) fn register(keys: &Keys, count: u64) -> String {
    format!("{count} {}", hex::encode(keys.bind("register", &[&count.to_be_bytes()])))
}

/// The number of strands in the register; none where it was not written with this key.
pub(crate) fn read_register(keys: &Keys, text: &str) -> Option<u64> {
    let count = text.split(' ').next()?.parse().ok()?;
    (register(keys, count) == text).then_some(count)
}

/// Strands that no commit uses now.
#[derive(Default)]
pub(crate) struct Strands(Mutex<Vec<Strand>>);

impl Strands {
    /// Gives a strand back, once its end is certain.
    pub(crate) fn give(&self, strand: Strand) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(strand);
    }

    fn take(&self) -> Option<Strand> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }
}

impl Store {
    /// A strand for one commit. A commit whose outcome is not known does not give it back.
    pub(crate) async fn strand(&self) -> Result<Strand, StoreError> {
        if let Some(strand) = self.strands.take() {
            return Ok(strand);
        }
        loop {
            if let Some(strand) = self.db.run(OpenStrand(self.keys.clone())).await? {
                return Ok(strand);
            }
        }
    }

    /// Makes the register of strands where there is none, and chains the events of a time before
    /// the chain. Of several nodes that come to it at once, one does it, whole.
    pub(crate) async fn begin_log(&self) -> Result<(), StoreError> {
        let rows = self.db.read("select value from meta where name = $1", &args![REGISTER]).await?;
        if !rows.is_empty() {
            return Ok(());
        }
        match self.db.run(BeginLog(self.keys.clone())).await {
            Err(error) if error.is_duplicate() => {}
            outcome => outcome?.into_iter().for_each(|strand| self.strands.give(strand)),
        }
        Ok(())
    }
}

/// Opens one strand more; none where another node opened one at the same moment.
struct OpenStrand(Keys);

#[async_trait]
impl Command for OpenStrand {
    type Output = Option<Strand>;

    async fn run(&self, tx: &mut dyn Exec) -> Result<Option<Strand>, StoreError> {
        let mut rows = tx.query("select value from meta where name = $1", &args![REGISTER]).await?;
        let known: String = rows.first_mut().ok_or(StoreError::Corrupt("meta"))?.next()?;
        // A register that somebody changed is no reason to serve nobody: the audit names it, and the
        // strand that it hides.
        let counted = read_register(&self.0, &known).unwrap_or_default();
        let strand = Strand::new(counted.max(last_strand(tx).await?) + 1);
        let sql = "update meta set value = $1 where name = $2 and value = $3";
        let args = args![register(&self.0, strand.number), REGISTER, &known];
        if tx.exec(sql, &args).await? == 0 {
            return Ok(None);
        }
        insert_strand(tx, &self.0, &strand).await?;
        Ok(Some(strand))
    }
}

async fn last_strand(tx: &mut dyn Exec) -> Result<u64, StoreError> {
    let mut rows = tx.query("select coalesce(max(number), 0) from strands", &[]).await?;
    rows.first_mut().map_or(Ok(0), |row| row.next())
}

async fn insert_strand(tx: &mut dyn Exec, keys: &Keys, strand: &Strand) -> Result<(), StoreError> {
    let sql = "insert into strands (number, length, seal) values ($1, $2, $3)";
    tx.exec(sql, &args![strand.number, strand.length, strand.seal(keys).as_slice()]).await.map(drop)
}

/// Begins the log of a database: one transaction, whatever is in it already. Answers the first
/// strand, where it made it.
struct BeginLog(Keys);

#[async_trait]
impl Command for BeginLog {
    type Output = Option<Strand>;

    async fn run(&self, tx: &mut dyn Exec) -> Result<Option<Strand>, StoreError> {
        // Strands without a register: somebody removed it. One number is left out, so that the audit
        // goes on saying so.
        let strands = last_strand(tx).await?;
        let count = if strands == 0 { 1 } else { strands + 1 };
        let sql = "insert into meta (name, value) values ($1, $2)";
        tx.exec(sql, &args![REGISTER, register(&self.0, count)]).await?;
        if strands > 0 {
            return Ok(None);
        }
        let strand = self.chain(tx).await?;
        insert_strand(tx, &self.0, &strand).await?;
        Ok(Some(strand))
    }
}

impl BeginLog {
    /// Chains every event there is, and notes the end of each case on the first strand.
    async fn chain(&self, tx: &mut dyn Exec) -> Result<Strand, StoreError> {
        let mut strand = Strand::new(1);
        let mut at = EventCursor::default();
        let mut end: Option<(String, u64, Link)> = None;
        loop {
            let events = at.next(tx).await?;
            if events.is_empty() {
                break;
            }
            for event in &events {
                if end.as_ref().is_some_and(|(number, ..)| *number != event.number) {
                    self.note(tx, &mut strand, end.take()).await?;
                }
                let before = end.as_ref().map_or(BEGIN, |(.., link)| *link);
                let link = event_link(&self.0, &before, &event.row());
                let sql = "update events set link = $1 where case_number = $2 and version = $3";
                tx.exec(sql, &args![link.as_slice(), &event.number, event.version]).await?;
                end = Some((event.number.clone(), event.version, link));
            }
        }
        self.note(tx, &mut strand, end).await?;
        Ok(strand)
    }

    async fn note(
        &self,
        tx: &mut dyn Exec,
        strand: &mut Strand,
        end: Option<(String, u64, Link)>,
    ) -> Result<(), StoreError> {
        let Some((number, version, head)) = end else { return Ok(()) };
        *strand = strand.grown(&self.0, &number, version, &head);
        let args = args![strand.number, strand.length, &number, version, strand.link.as_slice()];
        tx.exec(INSERT_ENTRY, &args).await.map(drop)
    }
}

const INSERT_ENTRY: &str =
    "insert into log (strand, place, case_number, version, link) values ($1, $2, $3, $4, $5)";

/// The statements of a commit that write a grown strand: the text and its arguments.
pub(crate) fn grow(
    keys: &Keys,
    number: &CaseNumber,
    version: u64,
    grown: &Strand,
) -> [(&'static str, Vec<crate::db::Arg<'static>>); 2] {
    let entry = owned![grown.number, grown.length, number, version, grown.link.as_slice()];
    let end = owned![grown.length, grown.seal(keys).as_slice(), grown.number];
    [(INSERT_ENTRY, entry), ("update strands set length = $1, seal = $2 where number = $3", end)]
}

/// An event's row with its link, as it is read for chaining and for the audit.
pub(crate) struct ReadEvent {
    pub number: String,
    pub version: u64,
    at: i64,
    by: Option<String>,
    kind: String,
    body: Vec<u8>,
    /// Empty before the chain began.
    pub link: Vec<u8>,
    /// The version that the case's row has; none where it has no row.
    pub case_version: Option<u64>,
}

impl ReadEvent {
    pub(crate) fn row(&self) -> EventRow<'_> {
        EventRow {
            number: &self.number,
            version: self.version,
            at: self.at,
            by: self.by.as_deref(),
            kind: &self.kind,
            body: &self.body,
        }
    }
}

/// Goes through all events, case by case, some hundreds at a time.
#[derive(Default)]
pub(crate) struct EventCursor {
    after: (String, u64),
}

impl EventCursor {
    pub(crate) async fn next(&mut self, tx: &mut dyn Exec) -> Result<Vec<ReadEvent>, StoreError> {
        let sql = "select e.case_number, e.version, e.at, e.by_account, e.kind, e.body, e.link, c.version \
                   from events e left join cases c on c.number = e.case_number \
                   where (e.case_number, e.version) > ($1, $2) order by e.case_number, e.version limit 500";
        let rows = tx.query(sql, &args![&self.after.0, self.after.1]).await?;
        let events = rows.into_iter().map(|mut row| {
            Ok(ReadEvent {
                number: row.next()?,
                version: row.next()?,
                at: row.next()?,
                by: row.next()?,
                kind: row.next()?,
                body: row.next()?,
                link: row.next()?,
                case_version: row.next()?,
            })
        });
        let events = events.collect::<Result<Vec<_>, StoreError>>()?;
        if let Some(last) = events.last() {
            self.after = (last.number.clone(), last.version);
        }
        Ok(events)
    }
}
