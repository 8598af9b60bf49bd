//! Grievances (办不成事反映): what could not be done before there was any case. Sealed; in clear stands only what
//! lists are asked by.

use async_trait::async_trait;
use casework::{AccountId, Grievance, MatterStage};
use catalog::{DepartmentId, PlaceId};
use jiff::Timestamp;

use crate::{
    NewMessage, NewOutbox, Page, Store, StoreError,
    commit::{Statement, insert_rows},
    cursor::{self, LONGEST_PAGE},
    db::{Arg, Command, Exec, Sql, args, owned},
    keys::Place,
    messages, outbox,
};

/// Whose grievances somebody may list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GrievanceScope {
    /// All of the district.
    All,
    /// Those that these departments, or that counter, have to answer for.
    AnsweredBy(Vec<DepartmentId>, Option<PlaceId>),
    /// The own ones.
    Of(AccountId),
}

/// A grievance with its version.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptGrievance {
    /// The grievance.
    pub grievance: Grievance,
    /// Counts savings, from 1.
    pub version: u64,
}

/// What people are told with it.
#[derive(Debug, Clone, Default)]
pub struct Told {
    /// Messages to inboxes.
    pub messages: Vec<NewMessage>,
    /// What the outside is to be told.
    pub outbox: Vec<NewOutbox>,
}

/// A grievance with what people are told, whole or not at all.
struct Saved {
    first: Statement,
    rest: Vec<Statement>,
}

#[async_trait]
impl Command for Saved {
    type Output = bool;

    async fn run(&self, tx: &mut dyn Exec) -> Result<bool, StoreError> {
        if tx.exec(&self.first.text, &self.first.args).await? == 0 {
            return Ok(false);
        }
        for statement in &self.rest {
            tx.exec(&statement.text, &statement.args).await?;
        }
        Ok(true)
    }
}

impl Store {
    /// Keeps a new one, and tells of it.
    pub async fn add_grievance(&self, new: &Grievance, told: &Told) -> Result<(), StoreError> {
        let sql = "insert into grievances (number, account, place, department, stage, opened_at, version, body) \
                   values ($1, $2, $3, $4, $5, $6, 1, $7)";
        let args = owned![
            &new.number,
            &new.account,
            new.place.as_ref(),
            &new.matter.department,
            new.matter.stage().as_str(),
            new.matter.opened_at,
            self.keys.seal(place(&new.number, 1), new),
        ];
        let first = Statement { text: sql.into(), args };
        self.write_grievance(first, told, new.matter.opened_at).await.map(drop)
    }

    /// Keeps what was done about it, and tells of it; [`StoreError::Stale`] where somebody else was quicker.
    pub async fn save_grievance(&self, changed: &KeptGrievance, told: &Told) -> Result<(), StoreError> {
        let KeptGrievance { grievance, version } = changed;
        let next = version + 1;
        let sql =
            "update grievances set stage = $2, version = $3, body = $4 where number = $1 and version = $5";
        let args = owned![
            &grievance.number,
            grievance.matter.stage().as_str(),
            next,
            self.keys.seal(place(&grievance.number, next), grievance),
            *version,
        ];
        let last = grievance.matter.steps.last().map_or(grievance.matter.opened_at, |step| step.at);
        let first = Statement { text: sql.into(), args };
        match self.write_grievance(first, told, last).await? {
            true => Ok(()),
            false => Err(StoreError::Stale),
        }
    }

    /// Writes it with the messages about it, or nothing where its row does not stand as it should.
    async fn write_grievance(
        &self,
        first: Statement,
        told: &Told,
        at: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut rest = Vec::new();
        rest.extend(insert_rows(
            "insert into messages (id, account, at, case_number, kind, body) values ",
            told.messages.iter().map(|message| messages::new_row(&self.keys, message, at)),
        ));
        rest.extend(insert_rows(
            "insert into outbox (id, channel, subject, body, attempts, due_at) values ",
            told.outbox.iter().map(|new| outbox::new_row(&self.keys, new, at)),
        ));
        self.db.run(Saved { first, rest }).await
    }

    /// Those that are not closed, the first opened first.
    pub async fn open_grievances(&self) -> Result<Vec<KeptGrievance>, StoreError> {
        let sql = "select number, version, body from grievances where stage <> $1 order by opened_at, number";
        self.read_grievances(sql, &args![MatterStage::Closed.as_str()]).await
    }

    /// The one of that number.
    pub async fn grievance(&self, number: &str) -> Result<Option<KeptGrievance>, StoreError> {
        let sql = "select number, version, body from grievances where number = $1";
        Ok(self.read_grievances(sql, &args![number]).await?.pop())
    }

    /// Those of the scope, the latest first; only open ones where that is wanted.
    pub async fn grievances(
        &self,
        scope: &GrievanceScope,
        open: bool,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Page<KeptGrievance>, StoreError> {
        let limit = limit.min(LONGEST_PAGE);
        let mut sql = Sql::new("select number, version, body from grievances where ");
        match scope {
            GrievanceScope::All => sql.push("1 = 1"),
            GrievanceScope::Of(account) => sql.push("account = ").arg(account),
            GrievanceScope::AnsweredBy(departments, at) => {
                sql.push("(1 = 0");
                if !departments.is_empty() {
                    sql.push(" or department in ").tuple(departments.iter().map(Arg::from));
                }
                if let Some(at) = at {
                    sql.push(" or place = ").arg(at);
                }
                sql.push(")")
            }
        };
        if open {
            sql.push(" and stage <> ").arg(MatterStage::Closed.as_str());
        }
        if let Some(after) = after {
            let (at, number) = cursor::read(after)?;
            let at = at.parse::<i64>().map_err(|_| StoreError::BadCursor)?;
            sql.push(" and (opened_at, number) < ").tuple([at.into(), number.to_owned().into()]);
        }
        sql.push(" order by opened_at desc, number desc limit ").arg(limit + 1);
        let rows = self.read_grievances(&sql.text, &sql.args).await?;
        Ok(cursor::page(rows, limit, |last: &KeptGrievance| {
            let opened = last.grievance.matter.opened_at.as_microsecond().to_string();
            (opened, last.grievance.number.clone())
        }))
    }

    async fn read_grievances(&self, sql: &str, args: &[Arg<'_>]) -> Result<Vec<KeptGrievance>, StoreError> {
        let rows = self.db.read(sql, args).await?;
        let kept = rows.into_iter().map(|mut row| {
            let (number, version): (String, u64) = (row.next()?, row.next()?);
            let grievance = self.keys.unseal(place(&number, version), &row.next::<Vec<u8>>()?)?;
            Ok(KeptGrievance { grievance, version })
        });
        kept.collect()
    }
}

fn place(number: &str, version: u64) -> Place<'_> {
    Place { table: "grievances", row: number, version }
}
