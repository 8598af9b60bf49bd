//! 月度考核 (国办发〔2019〕51号): what ratings, limits and matters of a month say of each department, as a table
//! for the appraisal of the departments. It sets figures side by side and weighs nothing: the weights are the office's.

use std::collections::BTreeMap;

use casework::policy::{self, Action};
use catalog::DepartmentId;
use jiff::{ToSpan, civil::Date};

use crate::{App, Failure, Visitor};

/// The figures of one department in a month.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AppraisalLine {
    /// The department, by short name.
    pub department_name: String,
    /// Items decided.
    pub decided: u64,
    /// Of these, by the promised day, in percent.
    pub on_time_percent: Option<u32>,
    /// Ratings of the things that it leads.
    pub led_ratings: u64,
    /// Of these, 基本满意 and better, in percent.
    pub led_good_percent: Option<u32>,
    /// Ratings of its own part.
    pub own_ratings: u64,
    /// Of these, 基本满意 and better, in percent.
    pub own_good_percent: Option<u32>,
    /// Bad ratings to put right: opened, and closed.
    pub rectifications: (u64, u64),
    /// Complaints: opened, and closed.
    pub complaints: (u64, u64),
    /// Urges and findings: opened, and closed.
    pub supervised: (u64, u64),
    /// Matters of which some last day passed.
    pub overdue: u64,
}

/// The table of a month.
#[derive(Debug, Clone)]
pub struct Appraisal {
    /// Its first day.
    pub from: Date,
    /// Its last day.
    pub to: Date,
    /// The departments with anything to say of.
    pub lines: Vec<AppraisalLine>,
}

impl App {
    /// The table of the month in which that day lies.
    ///
    /// # Errors
    /// `Forbidden` for anyone who does not supervise.
    pub async fn appraisal(&self, visitor: &Visitor, day: Date) -> Result<Appraisal, Failure> {
        policy::may(&visitor.actor, Action::Supervise, None)?;
        let (from, to) = (day.first_of_month(), day.last_of_month());
        let catalog = self.catalog();
        let mut lines: BTreeMap<DepartmentId, AppraisalLine> = BTreeMap::new();
        for figures in self.store().figures(from, to, self.today()).await?.by_department {
            let line = lines.entry(figures.department).or_default();
            line.decided = figures.granted + figures.refused;
            line.on_time_percent = percent(figures.on_time, figures.on_time + figures.late);
        }
        for led in self.store().ratings_by_lead(from, to).await? {
            let line = lines.entry(led.of).or_default();
            line.led_ratings = led.ratings;
            line.led_good_percent = percent(led.good, led.ratings);
        }
        for (department, ratings, good) in self.store().part_ratings(from, to).await? {
            let line = lines.entry(department).or_default();
            line.own_ratings = ratings;
            line.own_good_percent = percent(good, ratings);
        }
        for matters in self.store().matter_figures(from, to).await? {
            let line = lines.entry(matters.department).or_default();
            line.overdue += matters.overdue;
            let place = match matters.kind.as_str() {
                "rectification" => &mut line.rectifications,
                "complaint" => &mut line.complaints,
                // What people ask about their data says nothing of how a department works.
                "personal_data" => continue,
                _ => &mut line.supervised,
            };
            place.0 += matters.opened;
            place.1 += matters.closed;
        }
        let empty = AppraisalLine::default();
        let lines = lines.into_iter().filter(|(_, line)| *line != empty).map(|(department, line)| {
            AppraisalLine { department_name: catalog.department_name(&department).to_owned(), ..line }
        });
        Ok(Appraisal { from, to, lines: lines.collect() })
    }

    /// The days of the last months on which an appraisal can be asked for, the present month first.
    pub fn appraisal_months(&self) -> Vec<Date> {
        let first = self.today().first_of_month();
        (0..12_i32).filter_map(|back| first.checked_sub(back.months()).ok()).collect()
    }
}

fn percent(part: u64, whole: u64) -> Option<u32> {
    (whole > 0).then(|| u32::try_from(part * 100 / whole).unwrap_or(100))
}
