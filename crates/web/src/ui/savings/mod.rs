//! 四减: what it took before, and what it takes as one thing.

use askama::Template;
use catalog::assessment::{Figures, Savings};

/// Before and after, in four figures.
#[derive(Debug, Clone, Template)]
#[template(path = "ui/savings/savings.html")]
pub(crate) struct SavingsCard {
    rows: Vec<Row>,
    estimated: bool,
    /// What it takes now is not known yet.
    only_before: bool,
}

component!(SavingsCard);

#[derive(Debug, Clone)]
struct Row {
    label: String,
    before: u32,
    after: u32,
    unit: String,
}

impl SavingsCard {
    /// The four figures that people feel: visits, materials, forms, days.
    pub(crate) fn of(savings: &Savings) -> Self {
        let (before, after) = (&savings.before, &savings.after);
        let row = |label: String, before, after, unit: String| Row { label, before, after, unit };
        Self {
            rows: vec![
                row(
                    t!("ui.savings.visits").into(),
                    before.visits,
                    after.visits,
                    t!("ui.savings.times").into(),
                ),
                row(
                    t!("ui.savings.materials").into(),
                    before.materials,
                    after.materials,
                    t!("ui.savings.kinds").into(),
                ),
                row(t!("ui.savings.forms").into(), before.forms, after.forms, t!("ui.savings.sheets").into()),
                row(
                    t!("ui.savings.days").into(),
                    before.working_days,
                    after.working_days,
                    t!("ui.savings.working_days").into(),
                ),
            ],
            estimated: !before.certain,
            only_before: false,
        }
    }

    /// What the whole thing took before, while nothing is known of what it takes now.
    pub(crate) fn before(before: &Figures) -> Self {
        Self { only_before: true, ..Self::of(&Savings { before: *before, after: *before }) }
    }
}
