//! P035 日历对不上
//!
//! 每年的放假和调休要和国务院办公厅的通知一致：调休上班日要在周末，同一天不能既放假又上班，
//! 数出来的工作日要等于公布的天数。日历错一天，所有的期限都跟着错。

use workdays::{Calendar, CalendarProblem};

use crate::{
    diagnostics::{Diagnostics, Spot},
    read::draft::{Draft, Placed},
};

pub(super) fn check(draft: &Draft<'_>, out: &mut Diagnostics) {
    for year in draft.years.iter().filter(|year| year.value.year == 0) {
        out.error("P035", year.id.clone(), "这里要写年份，例如 2026");
    }
    let calendar = Calendar::new(draft.years.iter().map(|year| year.value.clone()).collect());
    for problem in calendar.problems() {
        if let Some(spot) = spot(&problem, &draft.years) {
            out.error("P035", spot, problem.to_string());
        }
    }
}

/// Where the problem stands: at the make-up day, the holiday, or the year.
fn spot<'n>(problem: &CalendarProblem, years: &[Placed<'n, workdays::Year>]) -> Option<Spot<'n>> {
    match problem {
        CalendarProblem::Count { year: number, .. } => {
            let year = years.iter().find(|year| year.value.year == *number)?;
            Some(year.at.key("working_days_in_year").spot())
        }
        CalendarProblem::Twice(number) => {
            years.iter().rfind(|year| year.value.year == *number).map(|year| year.id.clone())
        }
        CalendarProblem::MakeUpOnWeekday(date) | CalendarProblem::OffAndMadeUp(date) => {
            years.iter().find_map(|year| {
                let index = year.value.make_up.iter().position(|day| day == date)?;
                Some(year.at.key("make_up").index(index).spot())
            })
        }
        CalendarProblem::AdjustedToNothing(date) => years.iter().find_map(|year| {
            let index = year.value.adjusted.iter().rposition(|one| one.on == *date)?;
            Some(year.at.key("adjusted").index(index).key("on").spot())
        }),
        CalendarProblem::Span(name, from, _) => years.iter().find_map(|year| {
            let index = year.value.off.iter().position(|off| off.name == *name && off.from == *from)?;
            Some(year.at.key("off").index(index).key("to").spot())
        }),
    }
}
