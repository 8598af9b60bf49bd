//! Leaves (代岗): who is away, and who stands in.

use casework::{AccountId, Leave};
use jiff::{Timestamp, civil::Date};

use crate::{
    Store, StoreError,
    db::{Row, args, owned},
};

impl Store {
    /// Notes a leave; one of the same account that begins on the same day is replaced.
    pub async fn set_leave(&self, leave: &Leave, at: Timestamp) -> Result<(), StoreError> {
        let sql = "insert into leaves (account, from_day, until_day, substitute, set_at) \
                   values ($1, $2, $3, $4, $5) on conflict (account, from_day) do update set \
                   until_day = excluded.until_day, substitute = excluded.substitute, set_at = excluded.set_at";
        let args = owned![&leave.account, leave.from, leave.until, &leave.substitute, at];
        self.db.write(sql, args).await.map(drop)
    }

    /// Ends every leave of the account with that day; one that would begin later keeps no day at all.
    pub async fn end_leaves(&self, account: &AccountId, last: Date) -> Result<(), StoreError> {
        let sql = "update leaves set until_day = $2 where account = $1 and until_day > $2";
        self.db.write(sql, owned![account, last]).await.map(drop)
    }

    /// Leaves of the account that end on that day or later, the earliest first.
    pub async fn leaves_of(&self, account: &AccountId, today: Date) -> Result<Vec<Leave>, StoreError> {
        let sql = "select account, from_day, until_day, substitute from leaves \
                   where account = $1 and until_day >= $2 order by from_day";
        self.read_leaves(sql, account, today).await
    }

    /// Leaves in which the account stands in and that end on that day or later.
    pub async fn stands_in(&self, account: &AccountId, today: Date) -> Result<Vec<Leave>, StoreError> {
        let sql = "select account, from_day, until_day, substitute from leaves \
                   where substitute = $1 and until_day >= $2 order by from_day, account";
        self.read_leaves(sql, account, today).await
    }

    async fn read_leaves(
        &self,
        sql: &'static str,
        account: &AccountId,
        today: Date,
    ) -> Result<Vec<Leave>, StoreError> {
        let rows = self.db.read(sql, &args![account, today]).await?;
        rows.into_iter().map(read_leave).collect()
    }
}

fn read_leave(mut row: Row) -> Result<Leave, StoreError> {
    let (account, from, until, substitute) = (row.next()?, row.next()?, row.next()?, row.next()?);
    Ok(Leave { account, substitute, from, until })
}
