//! Mandates (授权): who lets whom do what, how it came about, and when it ended. None is ever removed.
//!
//! Of the code by which one is taken up only a keyed hash is kept, and that only until it is used. Names
//! are not kept here: they stand, sealed, with the accounts.

use std::collections::BTreeSet;

use async_trait::async_trait;
use casework::{AccountId, Mandate, MandateScope, MandatedAct, case::day_of};
use catalog::PlaceId;
use jiff::{Timestamp, civil::Date};

use crate::{
    Store, StoreError,
    db::{Arg, Command, Exec, Sql, args, owned},
};

/// The kind of keyed hash.
const CODE: &str = "mandate code";

/// A mandate as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MandateRecord {
    /// Its id, a uuid.
    pub id: String,
    /// Who gives it.
    pub principal: AccountId,
    /// Who acts under it; none until its code was taken up.
    pub agent: Option<AccountId>,
    /// In what.
    pub scope: MandateScope,
    /// Which acts.
    pub acts: BTreeSet<MandatedAct>,
    /// Its last day.
    pub until: Date,
    /// When it was made.
    pub made_at: Timestamp,
    /// Until when its code can be taken up; none for one that a counter records.
    pub code_expires_at: Option<Timestamp>,
    /// The counter and the clerk who recorded it.
    pub counter: Option<(PlaceId, AccountId)>,
    /// The file of the signed paper.
    pub paper: Option<String>,
    /// When it came into force.
    pub begun_at: Option<Timestamp>,
    /// When it was ended before its last day, and by whom.
    pub ended: Option<(Timestamp, AccountId)>,
}

impl MandateRecord {
    /// The mandate as it was given, whether it still holds or not; none where it never came into force.
    pub fn as_given(&self) -> Option<Mandate> {
        Some(Mandate {
            id: self.id.clone(),
            principal: self.principal.clone(),
            scope: self.scope.clone(),
            acts: self.acts.clone(),
            from: day_of(self.begun_at?),
            until: self.until,
        })
    }

    /// The mandate as somebody acts under it; none where it is not in force on that day.
    pub fn in_force(&self, today: Date) -> Option<Mandate> {
        self.as_given().filter(|_| self.ended.is_none() && today <= self.until)
    }
}

/// The columns in which a record is read.
const COLUMNS: &str = "id, principal, agent, scope, acts, until, made_at, code_expires_at, place, clerk, paper, \
                       begun_at, ended_at, ended_by";

impl Store {
    /// Keeps a new mandate, with the code by which it is taken up, if it has one.
    pub async fn add_mandate(&self, new: &MandateRecord, code: Option<&str>) -> Result<(), StoreError> {
        let sql = "insert into mandates (id, principal, agent, scope, acts, until, made_at, code_hash, \
                   code_expires_at, place, clerk) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
        let (place, clerk) = new.counter.as_ref().map(|(place, clerk)| (place, clerk)).unzip();
        let args = owned![
            &new.id,
            &new.principal,
            new.agent.as_ref(),
            text(&new.scope),
            text(&new.acts),
            new.until,
            new.made_at,
            code.map(|code| self.keys.find(CODE, code)),
            new.code_expires_at,
            place,
            clerk,
        ];
        self.db.write(sql, args).await.map(drop)
    }

    /// The mandate of that id.
    pub async fn mandate(&self, id: &str) -> Result<Option<MandateRecord>, StoreError> {
        let sql = format!("select {COLUMNS} from mandates where id = $1");
        Ok(self.read_mandates(&sql, &args![id]).await?.pop())
    }

    /// Those of these ids, in one read.
    pub async fn mandates(&self, ids: &BTreeSet<String>) -> Result<Vec<MandateRecord>, StoreError> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let mut sql = Sql::new(&format!("select {COLUMNS} from mandates where id in "));
        sql.tuple(ids.iter().map(Arg::from));
        self.read_mandates(&sql.text, &sql.args).await
    }

    /// Mandates that this person gave, the latest first.
    pub async fn mandates_given(&self, principal: &AccountId) -> Result<Vec<MandateRecord>, StoreError> {
        let sql = format!(
            "select {COLUMNS} from mandates where principal = $1 order by made_at desc, id limit 200"
        );
        self.read_mandates(&sql, &args![principal]).await
    }

    /// Mandates under which this person acts or acted, the latest first.
    pub async fn mandates_received(&self, agent: &AccountId) -> Result<Vec<MandateRecord>, StoreError> {
        let sql =
            format!("select {COLUMNS} from mandates where agent = $1 order by made_at desc, id limit 200");
        self.read_mandates(&sql, &args![agent]).await
    }

    /// Mandates under which this person may act on that day.
    pub async fn mandates_in_force(
        &self,
        agent: &AccountId,
        today: Date,
    ) -> Result<Vec<Mandate>, StoreError> {
        let sql = format!(
            "select {COLUMNS} from mandates where agent = $1 and begun_at is not null and ended_at is null \
             and until >= $2 order by made_at desc, id"
        );
        let records = self.read_mandates(&sql, &args![agent, today]).await?;
        Ok(records.iter().filter_map(|record| record.in_force(today)).collect())
    }

    /// The agent takes up the mandate of that code: once, in time, and never the own one.
    pub async fn take_up_mandate(
        &self,
        code: &str,
        agent: &AccountId,
        now: Timestamp,
    ) -> Result<Option<String>, StoreError> {
        let hash = self.keys.find(CODE, code);
        self.db.run(TakeUp { hash, agent: agent.clone(), now }).await
    }

    /// The counter has seen the documents and has the signed paper: the mandate is in force. Answers
    /// whether it was still waiting for that.
    pub async fn confirm_mandate(&self, id: &str, paper: &str, now: Timestamp) -> Result<bool, StoreError> {
        let sql = "update mandates set paper = $2, begun_at = $3 \
                   where id = $1 and clerk is not null and begun_at is null and ended_at is null";
        Ok(self.db.write(sql, owned![id, paper, now]).await? == 1)
    }

    /// Ends a mandate, also one that nobody has taken up yet. Answers whether it had not ended before.
    pub async fn end_mandate(&self, id: &str, by: &AccountId, now: Timestamp) -> Result<bool, StoreError> {
        let sql = "update mandates set ended_at = $2, ended_by = $3, code_hash = null \
                   where id = $1 and ended_at is null";
        Ok(self.db.write(sql, owned![id, now, by]).await? == 1)
    }

    async fn read_mandates(&self, sql: &str, args: &[Arg<'_>]) -> Result<Vec<MandateRecord>, StoreError> {
        let rows = self.db.read(sql, args).await?;
        let records = rows.into_iter().map(|mut row| {
            let (id, principal, agent) = (row.next()?, row.next()?, row.next()?);
            let (scope, acts) = (read(&row.next::<String>()?)?, read(&row.next::<String>()?)?);
            let (until, made_at, code_expires_at) = (row.next()?, row.next()?, row.next()?);
            let counter = row.next::<Option<PlaceId>>()?.zip(row.next()?);
            let (paper, begun_at) = (row.next()?, row.next()?);
            let ended = row.next::<Option<Timestamp>>()?.zip(row.next()?);
            Ok(MandateRecord {
                id,
                principal,
                agent,
                scope,
                acts,
                until,
                made_at,
                code_expires_at,
                counter,
                paper,
                begun_at,
                ended,
            })
        });
        records.collect()
    }
}

struct TakeUp {
    hash: Vec<u8>,
    agent: AccountId,
    now: Timestamp,
}

#[async_trait]
impl Command for TakeUp {
    type Output = Option<String>;

    async fn run(&self, tx: &mut dyn Exec) -> Result<Option<String>, StoreError> {
        let Self { hash, agent, now } = self;
        let found = tx.query("select id from mandates where code_hash = $1", &args![hash.as_slice()]).await?;
        let Some(mut row) = found.into_iter().next() else { return Ok(None) };
        let id: String = row.next()?;
        let sql = "update mandates set agent = $2, begun_at = $3, code_hash = null where id = $1 \
                   and code_hash is not null and ended_at is null and code_expires_at > $3 and principal <> $2";
        let changed = tx.exec(sql, &args![&id, agent, *now]).await?;
        Ok((changed == 1).then_some(id))
    }
}

fn text(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("a mandate is plain data")
}

fn read<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|_| StoreError::Corrupt("mandates"))
}
