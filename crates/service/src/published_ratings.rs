//! What is told to everybody about ratings: figures, and what was put right. No name, no number, no
//! words of the citizen's: the reasons that were chosen, and what the closing says.

use casework::{MatterAct, MatterKind, policy};
use jiff::civil::Date;
use store::{BadRatings, RatingSignal};

use crate::{App, Failure, LateReason, Visitor, words};

/// How many that were put right are told.
const TOLD: u32 = 50;

/// A line of figures, in percent of what they are shares of; none where there is nothing to share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RatingLine {
    /// Of what.
    pub name: String,
    /// Cases completed.
    pub completed: u64,
    /// Ratings given.
    pub ratings: u64,
    /// 好评率: of those who rated. Nobody is counted who said nothing, so it is the 主动评价好评率 too.
    pub good_rate: Option<u32>,
    /// 未评率: of the completed cases.
    pub not_rated_rate: Option<u32>,
}

/// A bad rating that was put right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PutRight {
    /// The day on which it was closed.
    pub on: Date,
    /// The theme's name.
    pub theme_name: String,
    /// The department that answered for it.
    pub department_name: String,
    /// 不满意 or 非常不满意.
    pub level: &'static str,
    /// The reasons that were chosen.
    pub reasons: Vec<String>,
    /// What was said at the closing.
    pub outcome: String,
    /// It turned out to be so.
    pub held: bool,
}

/// What is told to everybody.
#[derive(Debug, Clone)]
pub struct PublishedRatings {
    /// First day counted.
    pub from: Date,
    /// Last day counted.
    pub to: Date,
    /// All of the district.
    pub whole: RatingLine,
    /// By theme.
    pub themes: Vec<RatingLine>,
    /// By lead department.
    pub departments: Vec<RatingLine>,
    /// What became of the bad ones.
    pub bad: BadRatings,
    /// What was put right, the latest first.
    pub put_right: Vec<PutRight>,
    /// Why something was late, the latest first.
    pub late: Vec<LateReason>,
}

impl App {
    /// The ratings of the days, both included, as everybody may read them.
    ///
    /// # Errors
    /// Only when the store fails.
    pub async fn published_ratings(&self, from: Date, to: Date) -> Result<PublishedRatings, Failure> {
        let catalog = self.catalog();
        let line = |name: String, completed: u64, not_rated: u64, ratings: u64, good: u64| RatingLine {
            name,
            completed,
            ratings,
            good_rate: percent(good, ratings),
            not_rated_rate: percent(not_rated, completed),
        };
        let by_theme = self.store().ratings_by_theme(from, to).await?;
        let by_lead = self.store().ratings_by_lead(from, to).await?;
        let sum = |of: fn(&store::RatingFigures<catalog::ThemeId>) -> u64| by_theme.iter().map(of).sum();
        let whole = line(
            String::new(),
            sum(|row| row.completed),
            sum(|row| row.not_rated),
            sum(|row| row.ratings),
            sum(|row| row.good),
        );
        let themes = by_theme.into_iter().map(|row| {
            let name = catalog.theme(&row.of).map_or_else(|| row.of.to_string(), |theme| theme.name.clone());
            line(name, row.completed, row.not_rated, row.ratings, row.good)
        });
        let departments = by_lead.into_iter().map(|row| {
            let name = catalog.department_name(&row.of).to_owned();
            line(name, row.completed, row.not_rated, row.ratings, row.good)
        });
        Ok(PublishedRatings {
            from,
            to,
            whole,
            themes: themes.collect(),
            departments: departments.collect(),
            bad: self.store().bad_ratings(from, to).await?,
            put_right: self.put_right().await?,
            late: self.late_reasons().await?,
        })
    }

    async fn put_right(&self) -> Result<Vec<PutRight>, Failure> {
        let mut told = Vec::new();
        for (number, nth) in self.store().closed_for_all_to_see(TOLD).await? {
            let Some(dossier) = self.store().dossier(&number).await? else { continue };
            let case = &dossier.case;
            let Some(matter) = case.matter(nth) else { continue };
            let (MatterKind::Rectification { level }, Some(closed_at)) = (matter.kind, matter.closed_at())
            else {
                continue;
            };
            let rules = self.rules_of_case(&case.plan);
            let closing = matter.steps.iter().find(|step| step.act == MatterAct::Close);
            let known = words::rating_reasons(level);
            told.push(PutRight {
                on: casework::case::day_of(closed_at),
                theme_name: rules
                    .theme(&case.plan.theme)
                    .map_or_else(String::new, |theme| theme.name.clone()),
                department_name: rules.department_name(&matter.department).to_owned(),
                level: words::rating_level(level),
                reasons: matter
                    .text
                    .split('；')
                    .filter(|part| known.contains(part))
                    .map(str::to_owned)
                    .collect(),
                outcome: closing.map_or_else(String::new, |step| step.text.clone()),
                held: !matter.steps.iter().any(|step| step.act == MatterAct::Verify { holds: false }),
            });
        }
        Ok(told)
    }

    /// Signs that ratings of these days were manufactured.
    ///
    /// # Errors
    /// `Forbidden` for anyone who does not supervise.
    pub async fn rating_signals(
        &self,
        visitor: &Visitor,
        from: Date,
        to: Date,
    ) -> Result<Vec<RatingSignal>, Failure> {
        policy::may(&visitor.actor, policy::Action::Supervise, None)?;
        Ok(self.store().rating_signals(from, to).await?)
    }
}

fn percent(part: u64, whole: u64) -> Option<u32> {
    (whole > 0).then(|| u32::try_from(part * 100 / whole).unwrap_or(100))
}
