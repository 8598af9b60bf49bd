//! Cases: appending events with everything that follows from them in one
//! transaction, and reading a case back by replaying its events.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

use casework::{AccountId, Dossier, Recorded, TaskId};
use identifiers::CaseNumber;
use jiff::civil::Date;

use crate::{
    CommitError, NewMessage, NewOutbox, NewPaper, NewRatingLink, Store, StoreError, TimerChanges,
    cache::Known,
    commit::{Append, KEY, Outcome, UnsealedEvent, answer_place},
    db::{Arg, Sql, args},
    log::{BEGIN, Link},
};

/// Everything that one command on a case comes to; kept whole or not at all.
#[derive(Debug, Clone)]
pub struct Commit {
    /// Which case.
    pub number: CaseNumber,
    /// The version that the command was decided on; 0 for a new case.
    pub expected_version: u64,
    /// What happened.
    pub events: Vec<Arc<Recorded>>,
    /// The case after these events, with its history; the lists are made from it.
    pub after: Arc<Dossier>,
    /// The theme's name as shown in lists.
    pub theme_name: String,
    /// Messages to people's inboxes.
    pub deliver_messages: Vec<NewMessage>,
    /// What the outside is to be told.
    pub outbox: Vec<NewOutbox>,
    /// Official papers that get a number.
    pub papers: Vec<NewPaper>,
    /// Links for rating that are told with these events.
    pub rating_links: Vec<NewRatingLink>,
    /// The first day on which each task whose clock runs shows yellow.
    pub yellow_from: BTreeMap<TaskId, Date>,
    /// What changes among its timers.
    pub timers: TimerChanges,
    /// The key under which the answer is found again.
    pub idempotency: Option<Idempotency>,
    /// The draft that became the case, and its owner.
    pub drop_draft: Option<(String, AccountId)>,
    /// The day at the service's place.
    pub today: Date,
}

/// A command's key and the answer that the same key gets again.
#[derive(Debug, Clone, PartialEq)]
pub struct Idempotency {
    /// Who sent it; keys of different accounts do not meet.
    pub account: AccountId,
    /// The key.
    pub key: String,
    /// The answer.
    pub answer: serde_json::Value,
}

impl Store {
    /// Appends events to a case together with lists, messages, outbox and answer.
    /// When this answers, all of it is on disk.
    pub async fn commit(&self, commit: Commit) -> Result<(), CommitError> {
        let Some(before) = self.link(&commit.number, commit.expected_version).await? else {
            return Err(CommitError::Stale);
        };
        let strand = self.strand().await?;
        let append = Append::new(&self.keys, &commit, before, &strand);
        let (head, grown) = (append.head, append.strand);
        // Where the outcome is not known, neither is the strand's end: it is not used again.
        let outcome = self.db.run(append).await?;
        self.strands.give(if matches!(outcome, Outcome::Done) { grown } else { strand });
        match outcome {
            Outcome::Done => {
                self.cache.put(Known { dossier: commit.after, link: head });
                Ok(())
            }
            Outcome::Stale => Err(CommitError::Stale),
            Outcome::NumberTaken => Err(CommitError::NumberTaken),
            Outcome::Answered(sealed) => {
                let key = commit.idempotency.ok_or(StoreError::Corrupt("idempotency"))?;
                Err(CommitError::AlreadyAnswered(self.answer(&key.key, &sealed)?))
            }
        }
    }

    /// The case and its history, by replaying its events, unless it is in memory at its present version.
    pub async fn dossier(&self, number: &CaseNumber) -> Result<Option<Arc<Dossier>>, StoreError> {
        let rows = self.db.read("select version from cases where number = $1", &args![number]).await?;
        let Some(mut row) = rows.into_iter().next() else { return Ok(None) };
        if let Some(known) = self.cache.get(number, row.next()?) {
            return Ok(Some(known.dossier));
        }
        let (history, link) = self.read_events(number).await?;
        let dossier = Dossier::of(history).map(Arc::new);
        if let Some(dossier) = &dossier {
            self.cache.put(Known { dossier: Arc::clone(dossier), link });
        }
        Ok(dossier)
    }

    /// The cases of these numbers with their histories: what is not in memory is read at once.
    pub async fn dossiers(
        &self,
        numbers: &BTreeSet<CaseNumber>,
    ) -> Result<HashMap<CaseNumber, Arc<Dossier>>, StoreError> {
        let (mut dossiers, mut wanted) = (HashMap::new(), Vec::new());
        if numbers.is_empty() {
            return Ok(dossiers);
        }
        let mut sql = Sql::new("select number, version from cases where number in ");
        sql.tuple(numbers.iter().map(Arg::from));
        for mut row in self.db.read(&sql.text, &sql.args).await? {
            let (number, version): (CaseNumber, u64) = (row.next()?, row.next()?);
            match self.cache.get(&number, version) {
                Some(known) => drop(dossiers.insert(number, known.dossier)),
                None => wanted.push(number),
            }
        }
        for (number, (history, link)) in self.read_events_of(&wanted).await? {
            if let Some(dossier) = Dossier::of(history).map(Arc::new) {
                self.cache.put(Known { dossier: Arc::clone(&dossier), link });
                dossiers.insert(number, dossier);
            }
        }
        Ok(dossiers)
    }

    /// All events of a case; none where there is no such case.
    pub async fn history(&self, number: &CaseNumber) -> Result<Vec<Recorded>, StoreError> {
        self.read_events(number).await.map(|(history, _)| history)
    }

    /// The answer that this key got before.
    pub async fn answered(
        &self,
        account: &AccountId,
        key: &str,
    ) -> Result<Option<serde_json::Value>, StoreError> {
        let sql = "select answer from idempotency where account = $1 and key_hash = $2";
        let rows = self.db.read(sql, &args![account, self.keys.find(KEY, key)]).await?;
        match rows.into_iter().next() {
            Some(mut row) => self.answer(key, &row.next::<Vec<u8>>()?).map(Some),
            None => Ok(None),
        }
    }
}

impl Store {
    /// All events of a case, and the link of the last.
    async fn read_events(&self, number: &CaseNumber) -> Result<(Vec<Recorded>, Link), StoreError> {
        let mut read = self.read_events_of(std::slice::from_ref(number)).await?;
        Ok(read.remove(number).unwrap_or((Vec::new(), BEGIN)))
    }

    /// The same of several cases, in one read.
    async fn read_events_of(
        &self,
        numbers: &[CaseNumber],
    ) -> Result<HashMap<CaseNumber, (Vec<Recorded>, Link)>, StoreError> {
        let mut cases = HashMap::new();
        if numbers.is_empty() {
            return Ok(cases);
        }
        let mut sql = Sql::new(
            "select case_number, version, at, by_account, body, link from events where case_number in ",
        );
        sql.tuple(numbers.iter().map(Arg::from));
        sql.push(" order by case_number, version");
        for mut row in self.db.read(&sql.text, &sql.args).await? {
            let number: CaseNumber = row.next()?;
            let (version, at, by) = (row.next()?, row.next()?, row.next()?);
            let sealed: Vec<u8> = row.next()?;
            let link: Link = row.next()?;
            let UnsealedEvent { by_name, event } =
                UnsealedEvent::open(&self.keys, &number, version, &sealed)?;
            let (events, last): &mut (Vec<Recorded>, Link) =
                cases.entry(number).or_insert_with(|| (Vec::new(), BEGIN));
            events.push(Recorded { version, at, by, by_name, event });
            *last = link;
        }
        Ok(cases)
    }

    /// The link of this event of a case, to which the next is bound; none where there is no such event.
    async fn link(&self, number: &CaseNumber, version: u64) -> Result<Option<Link>, StoreError> {
        if version == 0 {
            return Ok(Some(BEGIN));
        }
        if let Some(known) = self.cache.get(number, version) {
            return Ok(Some(known.link));
        }
        let sql = "select link from events where case_number = $1 and version = $2";
        let rows = self.db.read(sql, &args![number, version]).await?;
        rows.into_iter().next().map(|mut row| row.next()).transpose()
    }

    fn answer(&self, key: &str, sealed: &[u8]) -> Result<serde_json::Value, StoreError> {
        let row = hex::encode(self.keys.find(KEY, key));
        self.keys.unseal(answer_place(&row), sealed)
    }
}
