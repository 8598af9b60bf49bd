//! 决定公开: licences of bodies with a name of their own, as everybody may read of them. In clear, for nothing of a
//! person is in it; written with the decision itself, so that it is public on the same day.

use std::sync::Arc;

use casework::{Case, PublicChange, PublicDecision, Recorded, case::day_of};
use jiff::civil::Date;

use crate::{
    Page, Store, StoreError,
    cursor::{self, LONGEST_PAGE},
    db::{Arg, Sql, owned},
};

/// A licence in the public record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicLicence {
    /// What was decided.
    pub decision: PublicDecision,
    /// The day on which it was made public.
    pub published_on: Date,
    /// The day on which it was revoked, if it was.
    pub revoked_on: Option<Date>,
}

/// What a commit writes into the public record.
pub(crate) fn statements(after: &Case, events: &[Arc<Recorded>]) -> Vec<Sql<'static>> {
    let changes = events.iter().filter_map(|one| Some((PublicChange::of(&one.event)?, day_of(one.at))));
    changes.filter_map(|(change, on)| statement(after, change, on)).collect()
}

fn statement(case: &Case, change: PublicChange<'_>, on: Date) -> Option<Sql<'static>> {
    match change {
        PublicChange::Granted(task) => Some(insert(case.public_decision(task)?, on)),
        PublicChange::Corrected(task) => Some(correct(case.public_decision(task)?)),
        PublicChange::Revoked(task) => {
            let mut sql = Sql::new("update public_decisions set revoked_on = ");
            sql.arg(on).push(" where task = ").arg(Arg::from(task).into_owned());
            Some(sql)
        }
    }
}

fn insert(decision: PublicDecision, on: Date) -> Sql<'static> {
    let mut sql = Sql::new(
        "insert into public_decisions (task, item, department, holder, name, number, granted_on, valid_from, \
         valid_until, published_on) values ",
    );
    let PublicDecision { task, item, department, holder, name, number, granted_on, .. } = decision;
    let (valid_from, valid_until) = (decision.valid_from, decision.valid_until);
    sql.tuple(owned![
        &task,
        &item,
        &department,
        holder,
        name,
        number,
        granted_on,
        valid_from,
        valid_until,
        on
    ]);
    sql
}

fn correct(decision: PublicDecision) -> Sql<'static> {
    let mut sql = Sql::new("update public_decisions set name = ");
    sql.arg(decision.name).push(", number = ").arg(decision.number);
    sql.push(", valid_from = ").arg(decision.valid_from);
    sql.push(", valid_until = ").arg(decision.valid_until);
    sql.push(" where task = ").arg(Arg::from(&decision.task).into_owned());
    sql
}

impl Store {
    /// The public record, the latest first; those whose holder, number or name contains the words.
    pub async fn public_decisions(
        &self,
        words: &str,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Page<PublicLicence>, StoreError> {
        let limit = limit.min(LONGEST_PAGE);
        let mut sql = Sql::new(
            "select task, item, department, holder, name, number, granted_on, valid_from, valid_until, \
             published_on, revoked_on from public_decisions where 1 = 1",
        );
        let like = format!("%{}%", words.trim().replace(['%', '_'], ""));
        if like.len() > 2 {
            sql.push(" and (holder like ").arg(like.clone());
            sql.push(" or number like ").arg(like.clone());
            sql.push(" or name like ").arg(like).push(")");
        }
        if let Some(after) = after {
            let (on, task) = cursor::read(after)?;
            let on: Date = on.parse().map_err(|_| StoreError::BadCursor)?;
            sql.push(" and (granted_on, task) < ").tuple([on.into(), task.to_owned().into()]);
        }
        sql.push(" order by granted_on desc, task desc limit ").arg(limit + 1);
        let rows = self.db.read(&sql.text, &sql.args).await?;
        let rows = rows.into_iter().map(|mut row| {
            let decision = PublicDecision {
                task: row.next()?,
                item: row.next()?,
                department: row.next()?,
                holder: row.next()?,
                name: row.next()?,
                number: row.next()?,
                granted_on: row.next()?,
                valid_from: row.next()?,
                valid_until: row.next()?,
            };
            Ok(PublicLicence { decision, published_on: row.next()?, revoked_on: row.next()? })
        });
        let rows = rows.collect::<Result<Vec<_>, StoreError>>()?;
        Ok(cursor::page(rows, limit, |last: &PublicLicence| {
            (last.decision.granted_on.to_string(), last.decision.task.0.clone())
        }))
    }
}
