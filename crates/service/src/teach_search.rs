//! Teaching the search how people say it: what they searched for without success, and the ways of asking
//! that the office adds, without a release.

use casework::policy;
use catalog::ThemeId;
use jiff::{ToSpan, civil::Date};
use search::countable;
use store::{AddedAlias, Meaning};

use crate::{App, Complaint, Failure, Visitor};

/// Words that fewer people searched for are not told: they might be about one of them.
const TOLD_FROM: u32 = 5;
/// How far back the list of what was not found goes.
const LISTED_DAYS: i64 = 90;
/// How many lines it has at the most.
const LISTED: u32 = 200;
/// The longest way of asking.
const LONGEST_WORDS: usize = 40;
/// The longest advice.
const LONGEST_ADVICE: usize = 200;
/// Where to go when the office does not say.
const ANYWHERE: &str = "可以打12345，或者到政务服务中心综合窗口问。";

/// Words that many searched for without success.
#[derive(Debug, Clone, PartialEq)]
pub struct MissedLine {
    /// The words.
    pub words: String,
    /// How often.
    pub times: u64,
    /// The Monday of the week in which last.
    pub last_week: Date,
    /// The theme that comes nearest, if any: its id and name.
    pub nearest: Option<(String, String)>,
}

/// A way of asking with who added it and what it leads to, in words.
#[derive(Debug, Clone, PartialEq)]
pub struct AliasLine {
    /// The way of asking.
    pub alias: AddedAlias,
    /// The name of the theme; none where it stands for something that is not offered here.
    pub theme: Option<String>,
    /// The name of the theme that comes near what is not offered here.
    pub near: Option<String>,
    /// Who added it.
    pub added_by: String,
    /// Who took it back.
    pub removed_by: Option<String>,
}

/// A way of asking as the office gives it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewAlias {
    /// What people type.
    pub words: String,
    /// The theme that is meant; none says that there is no such thing here.
    pub theme: Option<String>,
    /// Where to go instead, where there is no such thing here.
    pub advice: String,
    /// The theme that comes near, where there is no such thing here and one does.
    pub near: Option<String>,
}

impl App {
    /// What many people searched for without success, the most frequent first, without what the office
    /// has dealt with.
    ///
    /// # Errors
    /// `Forbidden` for anyone but the 政务服务办 and the administrator.
    pub async fn missed_searches(&self, visitor: &Visitor) -> Result<Vec<MissedLine>, Failure> {
        policy::may(&visitor.actor, policy::Action::ReadMissedSearches, None)?;
        let since = self.today().saturating_sub(LISTED_DAYS.days());
        let missed = self.store().missed_searches(since, TOLD_FROM, LISTED).await?;
        let published = self.with_aliases().await;
        let aliases = self.store().aliases().await?;
        let dealt_with = |words: &str| aliases.iter().any(|it| it.removed.is_none() && it.words == words);
        let lines = missed.into_iter().filter(|missed| !dealt_with(&missed.words)).map(|missed| {
            let found = published.search.search(&missed.words, 1);
            let hit = found.hits.into_iter().map(|hit| (hit.theme.to_string(), hit.name));
            let near = found.near.into_iter().map(|near| (near.theme.to_string(), near.name));
            let nearest = hit.chain(near).next();
            MissedLine {
                times: missed.times,
                last_week: monday_of(missed.last_day),
                nearest,
                words: missed.words,
            }
        });
        Ok(lines.collect())
    }

    /// Forgets what was searched for before the days that are listed.
    ///
    /// # Errors
    /// Only when the store fails.
    pub async fn forget_missed_searches(&self) -> Result<(), Failure> {
        let before = self.today().saturating_sub(LISTED_DAYS.days());
        self.store().forget_missed_searches(before).await?;
        Ok(())
    }

    /// Every way of asking that the office added, those taken back too, the latest first.
    ///
    /// # Errors
    /// `Forbidden` for anyone but the 政务服务办 and the administrator.
    pub async fn aliases(&self, visitor: &Visitor) -> Result<Vec<AliasLine>, Failure> {
        policy::may(&visitor.actor, policy::Action::ReadMissedSearches, None)?;
        let mut lines = Vec::new();
        for alias in self.store().aliases().await? {
            lines.push(self.alias_line(alias).await?);
        }
        Ok(lines)
    }

    async fn alias_line(&self, alias: AddedAlias) -> Result<AliasLine, Failure> {
        let catalog = self.catalog();
        let named =
            |id: &ThemeId| catalog.theme(id).map_or_else(|| id.to_string(), |theme| theme.name.clone());
        let (theme, near) = match &alias.meaning {
            Meaning::Theme(id) => (Some(named(id)), None),
            Meaning::Elsewhere { near, .. } => (None, near.as_ref().map(named)),
        };
        let added_by = self.name_of(&alias.added_by).await?;
        let removed_by = match &alias.removed {
            Some((_, by)) => Some(self.name_of(by).await?),
            None => None,
        };
        Ok(AliasLine { alias, theme, near, added_by, removed_by })
    }

    /// Adds a way of asking: it leads to a theme, or to the honest answer that there is no such thing here.
    /// The same words said before no longer count. Every node heeds it from the next search on.
    ///
    /// # Errors
    /// `Forbidden` for anyone but the 政务服务办; `Invalid` where the words or the theme are none.
    pub async fn add_alias(&self, visitor: &Visitor, new: NewAlias) -> Result<AliasLine, Failure> {
        policy::may(&visitor.actor, policy::Action::KeepAliases, None)?;
        let mut complaints = Vec::new();
        let words = countable(&new.words).filter(|words| words.chars().count() <= LONGEST_WORDS);
        if words.is_none() {
            complaints.push(Complaint::new(
                "/words",
                "not_words",
                "请填两个字以上、二十四个字以内的说法，不要有姓名、电话和身份证号",
            ));
        }
        let theme = new.theme.as_deref().filter(|theme| !theme.is_empty());
        let near = new.near.as_deref().filter(|near| !near.is_empty() && theme.is_none());
        for (pointer, theme) in [("/theme", theme), ("/near", near)] {
            if theme.is_some_and(|theme| self.catalog().theme(theme).is_none()) {
                complaints.push(Complaint::new(pointer, "unknown_theme", "没有这个主题，请从列表里选"));
            }
        }
        let advice = new.advice.trim();
        if advice.chars().count() > LONGEST_ADVICE {
            complaints.push(Complaint::new("/advice", "too_long", "去哪里办请写在二百个字以内"));
        }
        let (Some(words), true) = (words, complaints.is_empty()) else {
            return Err(Failure::Invalid(complaints));
        };
        let meaning = match theme {
            Some(theme) => Meaning::Theme(theme.into()),
            None => Meaning::Elsewhere {
                advice: if advice.is_empty() { ANYWHERE } else { advice }.to_owned(),
                near: near.map(Into::into),
            },
        };
        let alias = self.store().add_alias(&words, meaning, &visitor.account.id, self.now()).await?;
        self.alias_line(alias).await
    }

    /// Takes a way of asking back. It stays on the record.
    ///
    /// # Errors
    /// `Forbidden` for anyone but the 政务服务办; `NotFound` where none with this id counts.
    pub async fn remove_alias(&self, visitor: &Visitor, id: &str) -> Result<(), Failure> {
        policy::may(&visitor.actor, policy::Action::KeepAliases, None)?;
        if self.store().remove_alias(id, &visitor.account.id, self.now()).await? {
            Ok(())
        } else {
            Err(Failure::NotFound)
        }
    }
}

fn monday_of(day: Date) -> Date {
    day.saturating_sub(i64::from(day.weekday().to_monday_zero_offset()).days())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn only_the_week_is_told() {
        for day in 2..9 {
            assert_eq!(monday_of(date(2026, 3, day)), date(2026, 3, 2));
        }
        assert_eq!(monday_of(date(2026, 3, 9)), date(2026, 3, 9));
    }
}
