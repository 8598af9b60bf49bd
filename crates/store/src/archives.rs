//! Archive packages of closed cases (归档), sealed: which there are, and which cases still want one.

use bytes::Bytes;
use identifiers::CaseNumber;
use jiff::{Timestamp, civil::Date};

use crate::{
    Page, Store, StoreError,
    cursor::{self, LONGEST_PAGE},
    db::{Arg, Sql, args, owned},
    files::hash,
    keys::Place,
};

/// A package to be put on record.
#[derive(Debug, Clone)]
pub struct NewArchive {
    /// The case.
    pub case: CaseNumber,
    /// The version of the case that it holds.
    pub version: u64,
    /// The day on which the case was closed.
    pub closed_on: Date,
    /// When it was made.
    pub made_at: Timestamp,
    /// The package.
    pub package: Bytes,
}

/// A package in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArchiveRow {
    /// The case.
    pub case: CaseNumber,
    /// The theme's name.
    pub theme_name: String,
    /// The version of the case that it holds.
    pub version: u64,
    /// The day on which the case was closed.
    pub closed_on: Date,
    /// When it was made.
    pub made_at: Timestamp,
    /// SHA-256 of the package, in hexadecimal.
    pub sha256: String,
    /// Its size in bytes.
    pub size: u64,
}

const COLUMNS: &str = "a.case_number, c.theme_name, a.version, a.closed_on, a.made_at, a.sha256, a.size \
                       from archives a join cases c on c.number = a.case_number";

impl Store {
    /// Cases that were closed by that day and of which no package holds the present version, in the order of their
    /// numbers.
    pub async fn cases_to_archive(
        &self,
        closed_by: Date,
        after: Option<&CaseNumber>,
        limit: u32,
    ) -> Result<Vec<CaseNumber>, StoreError> {
        let sql = "select c.number from cases c where coalesce(c.closed_on, c.completed_on) <= $1 \
                   and not exists (select 1 from archives a where a.case_number = c.number \
                   and a.version = c.version) and c.number > $2 order by c.number limit $3";
        let after = after.map_or("", CaseNumber::as_str);
        let rows = self.db.read(sql, &args![closed_by, after, limit]).await?;
        rows.into_iter().map(|mut row| row.next()).collect()
    }

    /// Keeps a package, sealed, and puts it on record; once a version of a case.
    pub async fn add_archive(&self, new: NewArchive) -> Result<(), StoreError> {
        let NewArchive { case, version, closed_on, made_at, package } = new;
        let (sha256, size) = (hash(&package).await?, package.len() as u64);
        let (keys, row) = (self.keys.clone(), case.to_string());
        let seal = move || Bytes::from(keys.seal_bytes(place(&row, version), &package));
        let sealed = tokio::task::spawn_blocking(seal).await.map_err(|_| StoreError::Closed)?;
        let content = hash(&sealed).await?;
        self.put_content(&content, sealed).await?;
        let sql = "insert into archives (case_number, version, closed_on, made_at, sha256, size, content) \
                   values ($1, $2, $3, $4, $5, $6, $7)";
        match self.db.write(sql, owned![&case, version, closed_on, made_at, sha256, size, content]).await {
            // Another node was quicker.
            Err(error) if error.is_duplicate() => Ok(()),
            other => other.map(drop),
        }
    }

    /// The latest package of a case, with the version that it holds.
    pub async fn archive_of(&self, case: &CaseNumber) -> Result<Option<(u64, Bytes)>, StoreError> {
        let sql =
            "select version, content from archives where case_number = $1 order by version desc limit 1";
        let Some(mut row) = self.db.read(sql, &args![case]).await?.into_iter().next() else {
            return Ok(None);
        };
        let (version, content): (u64, String) = (row.next()?, row.next()?);
        let sealed = self.content(&content).await?;
        let (keys, number) = (self.keys.clone(), case.to_string());
        let unseal = move || keys.unseal_bytes(place(&number, version), &sealed);
        let package = tokio::task::spawn_blocking(unseal).await.map_err(|_| StoreError::Closed)??;
        Ok(Some((version, package.into())))
    }

    /// All packages, the latest first.
    pub async fn archives(&self, after: Option<&str>, limit: u32) -> Result<Page<ArchiveRow>, StoreError> {
        let limit = limit.min(LONGEST_PAGE);
        let mut sql = Sql::new(&format!("select {COLUMNS} where 1 = 1"));
        if let Some(after) = after {
            let (at, case) = cursor::read(after)?;
            let at = at.parse::<i64>().map_err(|_| StoreError::BadCursor)?;
            sql.push(" and (a.made_at, a.case_number) < ").tuple([at.into(), case.to_owned().into()]);
        }
        sql.push(" order by a.made_at desc, a.case_number desc limit ").arg(limit + 1);
        let rows = self.read_archives(&sql.text, &sql.args).await?;
        Ok(cursor::page(rows, limit, |last: &ArchiveRow| {
            (last.made_at.as_microsecond().to_string(), last.case.to_string())
        }))
    }

    /// The links of a case's events, in their order, in hexadecimal.
    pub async fn event_links(&self, case: &CaseNumber) -> Result<Vec<String>, StoreError> {
        let sql = "select link from events where case_number = $1 order by version";
        let rows = self.db.read(sql, &args![case]).await?;
        rows.into_iter().map(|mut row| Ok(hex::encode(row.next::<Vec<u8>>()?))).collect()
    }

    async fn read_archives(&self, sql: &str, args: &[Arg<'_>]) -> Result<Vec<ArchiveRow>, StoreError> {
        let rows = self.db.read(sql, args).await?;
        let rows = rows.into_iter().map(|mut row| {
            Ok(ArchiveRow {
                case: row.next()?,
                theme_name: row.next()?,
                version: row.next()?,
                closed_on: row.next()?,
                made_at: row.next()?,
                sha256: row.next()?,
                size: row.next()?,
            })
        });
        rows.collect()
    }
}

fn place(row: &str, version: u64) -> Place<'_> {
    Place { table: "archives", row, version }
}
