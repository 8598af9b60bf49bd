//! Supervision (电子监察): counts, limits and satisfaction, with names to read.

use casework::policy;
use jiff::civil::Date;
use store::{DepartmentFigures, Figures, ThemeFigures};

use crate::{App, Failure, Visitor};

/// What a supervisor sees at a glance.
#[derive(Debug)]
pub struct Overview {
    /// First day counted.
    pub from: Date,
    /// Last day counted.
    pub to: Date,
    /// The figures.
    pub figures: Figures,
    /// Themes with their names, busiest first.
    pub themes: Vec<(String, ThemeFigures)>,
    /// Departments with their short names, those with the most red first.
    pub departments: Vec<(String, DepartmentFigures)>,
    /// Share of completed cases that were on time, in percent; none where none was completed.
    pub on_time_percent: Option<u32>,
    /// Share of ratings of 3 and better, in percent; none where there is no rating.
    pub satisfied_percent: Option<u32>,
}

impl App {
    /// The figures between two days, both included.
    ///
    /// # Errors
    /// `Forbidden` for anyone but the 政务服务办 and supervisors.
    pub async fn overview(&self, visitor: &Visitor, from: Date, to: Date) -> Result<Overview, Failure> {
        policy::may(&visitor.actor, policy::Action::Supervise, None)?;
        if from > to {
            return Err(Failure::invalid("/from", "wrong_range", "开始日期不能晚于结束日期"));
        }
        let catalog = self.catalog();
        let figures = self.store().figures(from, to, self.today()).await?;
        let name = |id: &str| catalog.theme(id).map_or_else(|| id.to_owned(), |theme| theme.name.clone());
        let mut themes: Vec<_> = figures.by_theme.iter().map(|row| (name(&row.theme), row.clone())).collect();
        themes.sort_by_key(|(_, row)| std::cmp::Reverse(row.submitted));
        let mut departments: Vec<_> = figures
            .by_department
            .iter()
            .map(|row| (catalog.department_name(&row.department).to_owned(), row.clone()))
            .collect();
        departments.sort_by_key(|(_, row)| std::cmp::Reverse((row.red, row.yellow, row.open)));
        let rated: u64 = figures.ratings.iter().sum();
        let satisfied: u64 = figures.ratings[2..].iter().sum();
        Ok(Overview {
            from,
            to,
            on_time_percent: percent(figures.on_time, figures.on_time + figures.late),
            satisfied_percent: percent(satisfied, rated),
            figures,
            themes,
            departments,
        })
    }
}

fn percent(part: u64, whole: u64) -> Option<u32> {
    (whole > 0).then(|| u32::try_from(part * 100 / whole).unwrap_or(100))
}
