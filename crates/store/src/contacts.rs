//! Numbers and addresses outside of this service, and the hours in which somebody wants nothing sent. An
//! address is sealed, and used only once a code that was sent there has confirmed it.

use casework::AccountId;
use jiff::Timestamp;

use crate::{
    Store, StoreError,
    db::{args, owned},
    keys::Place,
};

/// Kind of the keyed hash of a confirming code.
const CODE: &str = "contact code";

/// How many wrong codes are taken before a new one has to be asked for.
const MOST_TRIES: u32 = 5;

/// A way to somebody outside of this service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ContactChannel {
    /// 短信
    Sms,
    /// 电子邮件
    Mail,
}

impl ContactChannel {
    /// Every way.
    pub const ALL: [Self; 2] = [Self::Sms, Self::Mail];

    /// The word in the database, in addresses and in the outbox.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sms => "sms",
            Self::Mail => "mail",
        }
    }

    /// The way of that word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.as_str() == word)
    }
}

/// A number or address of somebody's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// By which way.
    pub channel: ContactChannel,
    /// The number or address.
    pub address: String,
    /// Messages are wanted there.
    pub wanted: bool,
    /// When a code confirmed it; none while it is not.
    pub confirmed_at: Option<Timestamp>,
}

/// Hours of the day between which nothing is sent: from the first, up to the second. Equal hours: none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuietHours {
    /// From this hour on.
    pub from: u8,
    /// Until this hour.
    pub until: u8,
}

impl Default for QuietHours {
    fn default() -> Self {
        Self { from: 22, until: 7 }
    }
}

impl Store {
    /// Keeps a number or address that is still to be confirmed by this code; it takes the place of another.
    pub async fn keep_contact(
        &self,
        account: &AccountId,
        channel: ContactChannel,
        address: &str,
        code: &str,
        until: Timestamp,
    ) -> Result<(), StoreError> {
        let row = row_of(account, channel);
        let sealed = self.keys.seal(place(&row), &address);
        let hash = self.keys.find(CODE, &format!("{row}/{code}"));
        let args = owned![account, channel.as_str(), sealed, hash, until];
        let sql = "insert into contacts (account, channel, address, wanted, code_hash, code_until, code_tries) \
                   values ($1, $2, $3, 1, $4, $5, 0) on conflict (account, channel) do update set \
                   address = excluded.address, code_hash = excluded.code_hash, code_until = excluded.code_until, \
                   code_tries = 0, confirmed_at = null";
        self.db.write(sql, args).await.map(drop)
    }

    /// Confirms a number or address by the code that was sent there; false where the code is wrong, too old,
    /// or was guessed at too often.
    pub async fn confirm_contact(
        &self,
        account: &AccountId,
        channel: ContactChannel,
        code: &str,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let hash = self.keys.find(CODE, &format!("{}/{code}", row_of(account, channel)));
        // Each try counts, whatever comes of it.
        let sql = "update contacts set code_tries = code_tries + 1 where account = $1 and channel = $2";
        self.db.write(sql, owned![account, channel.as_str()]).await?;
        let sql = "update contacts set confirmed_at = $4, code_hash = null where account = $1 and channel = $2 \
                   and code_hash = $3 and code_until >= $4 and code_tries <= $5";
        let args = owned![account, channel.as_str(), hash, now, MOST_TRIES];
        Ok(self.db.write(sql, args).await? > 0)
    }

    /// Whether messages are wanted there.
    pub async fn want_contact(
        &self,
        account: &AccountId,
        channel: ContactChannel,
        wanted: bool,
    ) -> Result<(), StoreError> {
        let sql = "update contacts set wanted = $3 where account = $1 and channel = $2";
        self.db.write(sql, owned![account, channel.as_str(), wanted]).await.map(drop)
    }

    /// A person's numbers and addresses.
    pub async fn contacts(&self, account: &AccountId) -> Result<Vec<Contact>, StoreError> {
        let sql =
            "select channel, address, wanted, confirmed_at from contacts where account = $1 order by channel";
        let rows = self.db.read(sql, &args![account]).await?;
        let mut contacts = Vec::new();
        for mut row in rows {
            let (word, sealed): (String, Vec<u8>) = (row.next()?, row.next()?);
            let Some(channel) = ContactChannel::from_word(&word) else { continue };
            let address = self.keys.unseal(place(&row_of(account, channel)), &sealed)?;
            contacts.push(Contact { channel, address, wanted: row.next()?, confirmed_at: row.next()? });
        }
        Ok(contacts)
    }

    /// The hours in which somebody wants nothing sent.
    pub async fn quiet_hours(&self, account: &AccountId) -> Result<QuietHours, StoreError> {
        let sql = "select from_hour, until_hour from quiet_hours where account = $1";
        match self.db.read(sql, &args![account]).await?.first_mut() {
            Some(row) => Ok(QuietHours { from: row.next()?, until: row.next()? }),
            None => Ok(QuietHours::default()),
        }
    }

    /// Sets those hours.
    pub async fn set_quiet_hours(&self, account: &AccountId, hours: QuietHours) -> Result<(), StoreError> {
        let sql = "insert into quiet_hours (account, from_hour, until_hour) values ($1, $2, $3) \
                   on conflict (account) do update set from_hour = excluded.from_hour, \
                   until_hour = excluded.until_hour";
        self.db.write(sql, owned![account, u32::from(hours.from), u32::from(hours.until)]).await.map(drop)
    }
}

fn row_of(account: &AccountId, channel: ContactChannel) -> String {
    format!("{account}/{}", channel.as_str())
}

fn place(row: &str) -> Place<'_> {
    Place { table: "contacts", row, version: 0 }
}
