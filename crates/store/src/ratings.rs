//! Ratings (好差评): one-time links, and the figures and signals that are read out of what was rated.

use std::sync::Arc;

use casework::{AccountId, Case, Event, Recorded, case::day_of};
use catalog::{DepartmentId, PlaceId, ThemeId};
use identifiers::CaseNumber;
use jiff::{Timestamp, civil::Date};
use sha2::{Digest, Sha256};

use crate::{
    Store, StoreError,
    db::{Arg, Row, Sql, args, owned},
};

/// A one-time link for rating.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RatingLink {
    /// Which case.
    pub case: CaseNumber,
    /// The counter and the clerk of the visit that is rated; none where it is the case.
    pub visit: Option<(PlaceId, AccountId)>,
    /// When the rating was asked for.
    pub made_at: Timestamp,
    /// From this moment on it is no longer valid.
    pub expires_at: Timestamp,
}

/// A link with the secret that leads to it, to be kept with a commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRatingLink {
    /// The secret; only its hash is kept.
    pub token: String,
    /// The link.
    pub link: RatingLink,
}

/// Ratings of a theme, or of the themes that a department leads, in a period.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RatingFigures<Of> {
    /// Of what.
    pub of: Of,
    /// Cases that were completed.
    pub completed: u64,
    /// Of these, nobody has rated.
    pub not_rated: u64,
    /// Ratings given: nobody is counted as content who said nothing.
    pub ratings: u64,
    /// Of these, 基本满意 and better.
    pub good: u64,
}

/// What became of the bad ratings of a period.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct BadRatings {
    /// How many there were.
    pub opened: u64,
    /// Of these, answered.
    pub answered: u64,
    /// Closed.
    pub closed: u64,
    /// Called back.
    pub called_back: u64,
    /// Of these, content now.
    pub content: u64,
    /// Some last day passed.
    pub overdue: u64,
}

/// A sign that ratings were manufactured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RatingSignal {
    /// `device`: several cases from one device; `seconds`: given at once when asked for; `counter`: nearly
    /// all ratings of a counter come by its own code; `staff`: somebody of the staff rates.
    pub sign: &'static str,
    /// The case that it is about; where it is about several, one of them.
    pub case: Option<CaseNumber>,
    /// The counter, where it is about one.
    pub place: Option<PlaceId>,
    /// How many ratings speak for it.
    pub count: u64,
}

/// Several ratings from one device are a sign from this number on.
const SAME_DEVICE: i64 = 3;
/// A rating within so many microseconds after it was asked for was not thought about by a citizen.
const AT_ONCE: i64 = 10_000_000;
/// A counter's share is looked at from so many ratings on.
const SHARE_OF: i64 = 10;
/// The share, in percent, from which on it is a sign.
const SHARE: i64 = 80;

fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// The row of a link: `token_hash, case_number, place, clerk, made_at, expires_at`.
pub(crate) fn link_row(new: &NewRatingLink) -> [Arg<'static>; 6] {
    let RatingLink { case, visit, made_at, expires_at } = &new.link;
    let (place, clerk) = visit.clone().unzip();
    [
        hash(&new.token).to_vec().into(),
        Arg::from(case).into_owned(),
        Arg::from(place.as_ref()).into_owned(),
        Arg::from(clerk.as_ref()).into_owned(),
        (*made_at).into(),
        (*expires_at).into(),
    ]
}

/// The statements that a commit writes for its ratings.
pub(crate) fn statements(after: &Case, events: &[Arc<Recorded>]) -> Vec<Sql<'static>> {
    let rows = events.iter().filter_map(|recorded| {
        let (visit, level, place, clerk, given) = match &recorded.event {
            Event::Rated { level, given, .. } => (String::new(), *level, after.place.clone(), None, given),
            Event::VisitRated(rating) => (
                format!("{}/{}", rating.place, rating.on),
                rating.level,
                Some(rating.place.clone()),
                Some(rating.clerk.clone()),
                &rating.given,
            ),
            _ => return None,
        };
        Some([
            Arg::from(&after.number).into_owned(),
            visit.into(),
            level.into(),
            recorded.at.into(),
            day_of(recorded.at).into(),
            Arg::from(&after.plan.theme).into_owned(),
            Arg::from(&after.plan.lead).into_owned(),
            Arg::from(place.as_ref()).into_owned(),
            Arg::from(clerk.as_ref()).into_owned(),
            given.via.as_str().into(),
            given.device.clone().into(),
            given.asked_at.into(),
        ])
    });
    let mut sql = Sql::new(
        "insert into ratings (case_number, visit, level, rated_at, rated_on, theme, lead, place, clerk, via, device, \
         asked_at) values ",
    );
    sql.rows(rows);
    let whole = if sql.args.is_empty() { None } else { Some(sql) };
    whole.into_iter().chain(of_parts(after, events)).collect()
}

/// The rows of parts that were judged by themselves; they are counted apart from the cases.
fn of_parts(after: &Case, events: &[Arc<Recorded>]) -> Option<Sql<'static>> {
    let rated = events.iter().filter_map(|recorded| match &recorded.event {
        Event::PartsRated { parts } => Some(parts.iter().map(|part| (part, day_of(recorded.at)))),
        _ => None,
    });
    let rows = rated.flatten().filter_map(|(part, on)| {
        let department = part.of.department(after)?;
        let (number, department) = (Arg::from(&after.number), Arg::from(&department));
        Some([
            number.into_owned(),
            part.of.key().into(),
            department.into_owned(),
            part.level.into(),
            on.into(),
        ])
    });
    let mut sql =
        Sql::new("insert into rating_parts (case_number, part, department, level, rated_on) values ");
    sql.rows(rows.collect::<Vec<_>>());
    (!sql.args.is_empty()).then_some(sql)
}

impl Store {
    /// Keeps a one-time link; of its token only the hash.
    pub async fn keep_rating_link(&self, new: &NewRatingLink) -> Result<(), StoreError> {
        let sql = "insert into rating_links (token_hash, case_number, place, clerk, made_at, expires_at) \
                   values ($1, $2, $3, $4, $5, $6)";
        self.db.write(sql, link_row(new).into()).await.map(drop)
    }

    /// The link of that token, unless it has expired.
    pub async fn rating_link(&self, token: &str, now: Timestamp) -> Result<Option<RatingLink>, StoreError> {
        let sql = "select case_number, place, clerk, made_at, expires_at from rating_links \
                   where token_hash = $1 and expires_at > $2";
        let rows = self.db.read(sql, &args![hash(token).as_slice(), now]).await?;
        let Some(mut row) = rows.into_iter().next() else { return Ok(None) };
        let case = row.next()?;
        let (place, clerk): (Option<PlaceId>, Option<AccountId>) = (row.next()?, row.next()?);
        Ok(Some(RatingLink { case, visit: place.zip(clerk), made_at: row.next()?, expires_at: row.next()? }))
    }

    /// Removes links that have expired.
    pub async fn purge_rating_links(&self, now: Timestamp) -> Result<u64, StoreError> {
        self.db.write("delete from rating_links where expires_at <= $1", owned![now]).await
    }

    /// The ratings of a period by theme, both days included.
    pub async fn ratings_by_theme(
        &self,
        from: Date,
        to: Date,
    ) -> Result<Vec<RatingFigures<ThemeId>>, StoreError> {
        self.rating_figures("theme", from, to).await
    }

    /// The ratings of a period by lead department, both days included.
    pub async fn ratings_by_lead(
        &self,
        from: Date,
        to: Date,
    ) -> Result<Vec<RatingFigures<DepartmentId>>, StoreError> {
        self.rating_figures("lead", from, to).await
    }

    async fn rating_figures<Of>(
        &self,
        by: &'static str,
        from: Date,
        to: Date,
    ) -> Result<Vec<RatingFigures<Of>>, StoreError>
    where
        Of: crate::db::FromCell + Default + PartialEq,
    {
        let sql = format!(
            "select {by}, count(*), sum(case when rating is null then 1 else 0 end) from cases \
             where completed_on between $1 and $2 group by {by} order by {by}"
        );
        let mut figures = Vec::new();
        for mut row in self.db.read(&sql, &args![from, to]).await? {
            let (of, completed, not_rated) = (row.next()?, row.next()?, row.next()?);
            figures.push(RatingFigures { of, completed, not_rated, ratings: 0, good: 0 });
        }
        let sql = format!(
            "select {by}, count(*), sum(case when level >= 3 then 1 else 0 end) from ratings \
             where rated_on between $1 and $2 group by {by} order by {by}"
        );
        for mut row in self.db.read(&sql, &args![from, to]).await? {
            let (of, ratings, good): (Of, u64, u64) = (row.next()?, row.next()?, row.next()?);
            match figures.iter_mut().find(|known| known.of == of) {
                Some(known) => (known.ratings, known.good) = (ratings, good),
                None => figures.push(RatingFigures { of, ratings, good, ..RatingFigures::default() }),
            }
        }
        Ok(figures)
    }

    /// What became of the bad ratings of a period.
    pub async fn bad_ratings(&self, from: Date, to: Date) -> Result<BadRatings, StoreError> {
        let sql = "select count(*), count(case when answered = 1 then 1 end), count(closed_on), count(content), \
                   count(case when content = 1 then 1 end), count(case when overdue = 1 then 1 end) \
                   from matters where kind = 'rectification' and opened_on between $1 and $2";
        let mut rows = self.db.read(sql, &args![from, to]).await?;
        let Some(row) = rows.first_mut() else { return Ok(BadRatings::default()) };
        Ok(BadRatings {
            opened: row.next()?,
            answered: row.next()?,
            closed: row.next()?,
            called_back: row.next()?,
            content: row.next()?,
            overdue: row.next()?,
        })
    }

    /// For each department what was judged of its work by itself in a period: how often, and how often
    /// 基本满意 and better.
    pub async fn part_ratings(
        &self,
        from: Date,
        to: Date,
    ) -> Result<Vec<(DepartmentId, u64, u64)>, StoreError> {
        let sql = "select department, count(*), sum(case when level >= 3 then 1 else 0 end) from rating_parts \
                   where rated_on between $1 and $2 group by department order by department";
        let rows = self.db.read(sql, &args![from, to]).await?;
        rows.into_iter().map(|mut row| Ok((row.next()?, row.next()?, row.next()?))).collect()
    }

    /// Signs that ratings of a period were manufactured, both days included.
    pub async fn rating_signals(&self, from: Date, to: Date) -> Result<Vec<RatingSignal>, StoreError> {
        let mut signals = Vec::new();
        let sql = "select min(case_number), count(distinct case_number) from ratings \
                   where rated_on between $1 and $2 and device is not null \
                   group by device, rated_on having count(distinct case_number) >= $3 order by 2 desc";
        for mut row in self.db.read(sql, &args![from, to, SAME_DEVICE]).await? {
            let (case, count) = (row.next()?, row.next()?);
            signals.push(RatingSignal { sign: "device", case: Some(case), place: None, count });
        }
        let sql = "select case_number, place from ratings where rated_on between $1 and $2 \
                   and via = 'counter' and rated_at - asked_at < $3 order by rated_at";
        for row in self.db.read(sql, &args![from, to, AT_ONCE]).await? {
            signals.push(of_case("seconds", row)?);
        }
        let sql = "select place, count(*), max(case_number) from ratings \
                   where rated_on between $1 and $2 and place is not null group by place having count(*) >= $3 \
                   and sum(case when via = 'counter' then 1 else 0 end) * 100 >= $4 * count(*) order by 2 desc";
        for mut row in self.db.read(sql, &args![from, to, SHARE_OF, SHARE]).await? {
            let (place, count, case) = (row.next()?, row.next()?, row.next()?);
            signals.push(RatingSignal { sign: "counter", case: Some(case), place: Some(place), count });
        }
        // Roles are kept as JSON; somebody who only applies has no other than this one.
        let sql = "select r.case_number, r.place from ratings r join cases c on c.number = r.case_number \
                   join accounts a on a.id = c.applicant where r.rated_on between $1 and $2 \
                   and a.roles <> '[{\"role\":\"applicant\"}]' and a.roles <> '[]' order by r.rated_at";
        for row in self.db.read(sql, &args![from, to]).await? {
            signals.push(of_case("staff", row)?);
        }
        Ok(signals)
    }
}

fn of_case(sign: &'static str, mut row: Row) -> Result<RatingSignal, StoreError> {
    Ok(RatingSignal { sign, case: Some(row.next()?), place: row.next()?, count: 1 })
}
