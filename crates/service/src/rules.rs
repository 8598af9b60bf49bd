//! Which rules hold (哪一天的规定): an edition of the catalogue and a day.
//!
//! Everybody who only looks is told what holds today. An application goes on with the rules with
//! which it was begun until it is handed in, and a case keeps them for ever.

use std::{fmt, ops::Deref, sync::Arc};

use casework::CasePlan;
use catalog::{
    Answers, Assessment, Catalog, Edition, ThemeId,
    assessment::State,
    days::Period,
    diff::{Difference, Differences, Kind},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{App, Failure};

/// The catalogue as it holds on a day.
#[derive(Clone)]
pub struct Rules {
    /// What holds.
    pub catalog: Arc<Catalog>,
    /// On which day.
    pub on: Date,
}

impl Deref for Rules {
    type Target = Catalog;

    fn deref(&self) -> &Catalog {
        &self.catalog
    }
}

impl fmt::Debug for Rules {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} on {}", self.catalog.version, self.on)
    }
}

impl Rules {
    /// Which rules these are, to be kept.
    pub fn mark(&self) -> RulesMark {
        RulesMark { version: self.catalog.version.clone(), on: self.on }
    }

    /// Whether exactly the same holds by both.
    pub fn same_as(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.catalog, &other.catalog)
    }
}

/// Which rules something was begun with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RulesMark {
    /// The catalogue's version.
    pub version: String,
    /// The day.
    pub on: Date,
}

/// Which rules somebody asks for; today's where nothing is said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RulesAsked {
    /// A version; otherwise the one that holds on the day.
    pub version: Option<String>,
    /// A day; otherwise today, or the day next to it on which the version holds.
    pub on: Option<Date>,
}

impl RulesAsked {
    /// Whether nothing is asked but what holds today.
    pub fn is_today(&self) -> bool {
        *self == Self::default()
    }
}

/// An edition in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EditionLine {
    /// Its version.
    pub version: String,
    /// The days on which it is the one that holds; none of two that begin on one day, the earlier.
    #[serde(flatten)]
    pub in_force: Period,
    /// It holds today.
    pub today: bool,
    /// Days to come on which something changes within it.
    pub turns: Vec<Date>,
}

impl App {
    /// What holds today.
    pub fn rules(&self) -> Rules {
        let (catalog, on) = self.published_today();
        Rules { catalog, on }
    }

    /// What holds, or held, or is to hold on the day and by the version asked for.
    ///
    /// # Errors
    /// `Invalid` for a version that there is not.
    pub async fn rules_asked(&self, asked: &RulesAsked) -> Result<Rules, Failure> {
        if asked.is_today() {
            return Ok(self.rules());
        }
        let (edition, on) = self.edition_asked(asked)?;
        if let Some(catalog) = edition.compiled(on) {
            return Ok(Rules { catalog, on });
        }
        // Reading a catalogue anew takes its time: elsewhere, so that nobody waits for it.
        let (app, asked) = (self.clone(), asked.clone());
        tokio::task::spawn_blocking(move || app.rules_at_once(&asked))
            .await
            .map_err(|error| Failure::Fault(Box::new(error)))?
    }

    fn rules_at_once(&self, asked: &RulesAsked) -> Result<Rules, Failure> {
        let (edition, on) = self.edition_asked(asked)?;
        let catalog = edition.on(on).map_err(|found| {
            Failure::Fault(format!("the catalogue cannot be read as of {on}: {found}").into())
        })?;
        Ok(Rules { catalog, on })
    }

    fn edition_asked(&self, asked: &RulesAsked) -> Result<(Arc<Edition>, Date), Failure> {
        let editions = Arc::clone(&self.published(self.today()).editions);
        let edition = match &asked.version {
            Some(version) => editions.version(version).ok_or_else(|| {
                Failure::invalid("/version", "unknown_version", format!("没有版本 {version}"))
            })?,
            None => editions.on(asked.on.unwrap_or_else(|| self.today())),
        };
        let on = asked.on.unwrap_or_else(|| {
            let reign = editions.reign(edition);
            let today = self.today();
            let begun = reign.from.map_or(today, |from| today.max(from));
            reign.until.map_or(begun, |until| begun.min(until.max(edition.effective())))
        });
        Ok((Arc::clone(edition), on))
    }

    /// The rules with which something was begun; today's where their edition is no longer there.
    pub fn rules_kept(&self, mark: &RulesMark) -> Rules {
        let asked = RulesAsked { version: Some(mark.version.clone()), on: Some(mark.on) };
        self.rules_at_once(&asked).unwrap_or_else(|failure| {
            tracing::debug!(version = mark.version, failure = ?failure, "rules of earlier are gone");
            self.rules()
        })
    }

    /// The rules with which a case was begun.
    pub(crate) fn rules_of_case(&self, plan: &CasePlan) -> Rules {
        let today = self.rules();
        match plan.on {
            Some(on) => self.rules_kept(&RulesMark { version: plan.version.clone(), on }),
            None => today,
        }
    }

    /// What is otherwise today than somebody was told, as far as it touches their own answers.
    ///
    /// # Errors
    /// `Invalid` for a version that there is not.
    pub async fn changed_since(
        &self,
        theme: &ThemeId,
        answers: &Answers,
        told: &RulesAsked,
    ) -> Result<Vec<Difference>, Failure> {
        let (told, today) = (self.rules_asked(told).await?, self.rules());
        match (told.assess(theme, answers), today.assess(theme, answers)) {
            (Ok(before), Ok(now)) => Ok(changed_since(&told, &today, theme, [&before, &now])),
            // What was answered then cannot be answered so today: the page asks anew.
            _ => Ok(Vec::new()),
        }
    }

    /// All editions that there are, in the order of their days.
    pub fn editions(&self) -> Vec<EditionLine> {
        let today = self.today();
        let editions = Arc::clone(&self.published(today).editions);
        let now = editions.on(today).version().to_owned();
        let line = |edition: &Arc<Edition>| EditionLine {
            version: edition.version().to_owned(),
            in_force: editions.reign(edition),
            today: edition.version() == now,
            turns: edition.first().turns.iter().copied().filter(|turn| *turn > today).collect(),
        };
        editions.iter().map(line).collect()
    }

    /// What differs between two sets of rules, of one theme or of all, in plain words.
    ///
    /// # Errors
    /// `Invalid` for a version that there is not, `NotFound` for a theme that neither has.
    pub async fn compare_rules(
        &self,
        old: &RulesAsked,
        new: &RulesAsked,
        theme: Option<&str>,
    ) -> Result<Differences, Failure> {
        let (old, new) = (self.rules_asked(old).await?, self.rules_asked(new).await?);
        let mut differences = Differences::between(&old, &new);
        (differences.old.on, differences.new.on) = (old.on, new.on);
        match theme {
            Some(theme) if old.theme(theme).or(new.theme(theme)).is_none() => Err(Failure::NotFound),
            Some(theme) => Ok(differences.of_theme(theme)),
            None => Ok(differences),
        }
    }
}

/// What has changed since, as far as it touches somebody's own items and papers.
pub(crate) fn changed_since(
    kept: &Rules,
    today: &Rules,
    theme: &ThemeId,
    assessments: [&Assessment; 2],
) -> Vec<Difference> {
    if kept.same_as(today) {
        return Vec::new();
    }
    let concerns = |kind: Kind, id: &str| {
        assessments.iter().any(|assessment| match kind {
            Kind::Theme => true,
            Kind::Item => assessment.items.iter().any(|item| item.id == *id && item.state != State::Out),
            Kind::Material => assessment.materials.iter().any(|material| material.id == *id),
            Kind::Element => assessment.fields.iter().any(|field| field.id == *id),
            _ => false,
        })
    };
    let differences = Differences::between(kept, today).of_theme(theme);
    let mine = differences.subjects.into_iter().filter(|subject| concerns(subject.kind, &subject.id));
    mine.flat_map(|subject| {
        let named = subject.kind != Kind::Theme;
        subject.changes.into_iter().map(move |change| {
            let text = if named { format!("{}：{}", subject.name, change.text) } else { change.text };
            Difference { text, ..change }
        })
    })
    .collect()
}
