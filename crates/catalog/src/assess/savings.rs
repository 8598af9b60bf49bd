//! 四减: what the same items cost when they were handled separately, and now.
//!
//! Before: the theme's authored baseline where every item of the theme is in.
//! Where only some are, no more is claimed than their share of it (rounded
//! up); materials, forms and departments are counted from the items and never
//! above the baseline. No figure is set below that of now.
//!
//! Now: one notice, one form, one submission, one hand-over make four steps,
//! and a visit one more; one window stands for all departments.

use super::View;
use crate::assessment::{AssessedMaterial, Figures, Graph, Savings, State};

/// 告知、填报、提交、领取.
const STEPS: u32 = 4;

/// The two sets of figures for the items that are in; all zero where none is.
pub(super) fn savings(
    view: &View<'_>,
    materials: &[AssessedMaterial],
    papers: usize,
    graph: &Graph,
    visit: bool,
) -> Savings {
    let present = view.present().count();
    if present == 0 {
        let nothing = Figures { certain: true, ..Figures::default() };
        return Savings { before: nothing, after: nothing };
    }
    let brought = materials.iter().filter(|one| one.state == State::In && one.spared.is_none()).count();
    let after = Figures {
        visits: u32::from(visit),
        departments: 1,
        materials: count(brought),
        forms: 1,
        steps: STEPS + u32::from(visit),
        working_days: graph.working_days,
        certain: view.present().all(|entry| entry.sheet.facts.certain),
    };
    Savings { before: before(view, count(present), count(papers), after), after }
}

fn before(view: &View<'_>, present: u32, papers: u32, after: Figures) -> Figures {
    let authored = &view.sheet.baseline;
    let possible = count(view.sheet.items.len()).max(present);
    let share = |figure: u32| (figure * present).div_ceil(possible);
    let every = present == possible;
    let counted = |counted: u32, authored: u32| if every { authored } else { counted.min(authored) };
    let departments = view.present().fold(0_u64, |mask, entry| mask | 1 << (entry.sheet.department % 64));
    Figures {
        visits: share(authored.visits).max(after.visits),
        departments: counted(departments.count_ones(), authored.departments).max(after.departments),
        materials: counted(papers, authored.materials).max(after.materials),
        forms: counted(present, authored.forms).max(after.forms),
        steps: share(authored.steps).max(after.steps),
        working_days: share(authored.working_days).max(after.working_days),
        certain: every && authored.certain,
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
