//! The notice (一次告知) as people read it: made from an assessment, shown on the thing's page and
//! on paper alike.

use std::sync::Arc;

use catalog::{
    Assessment, Catalog, Theme,
    assess::{
        grounds::{Ground, Grounds, grounds},
        ledger::ledger,
    },
    assessment::{
        AssessedFee, AssessedFigure, AssessedItem, AssessedMaterial, AssessedNotice, AssessedStop, Figures,
        SparedBy, State,
    },
};

use super::explained::{LedgerCard, Reasons};
use crate::ui::{savings::SavingsCard, task_graph::TaskGraph};

/// The notice in the parts in which it is shown.
pub(crate) struct Guide {
    /// What is to be done.
    pub(crate) to_do: Vec<ItemLine>,
    /// What would apply but cannot be done here or now.
    pub(crate) blocked: Vec<ItemLine>,
    /// What depends on questions still open.
    pub(crate) open: Vec<ItemLine>,
    /// What these answers do not need.
    pub(crate) out: Vec<ItemLine>,
    /// Materials to be brought.
    pub(crate) to_bring: Vec<MaterialLine>,
    /// Materials that are spared.
    pub(crate) spared: Vec<MaterialLine>,
    /// Materials that depend on questions still open.
    pub(crate) maybe: Vec<MaterialLine>,
    /// What it costs.
    pub(crate) fees: Vec<Arc<AssessedFee>>,
    /// Lawful obstacles.
    pub(crate) stops: Vec<StopLine>,
    /// Remarks.
    pub(crate) notices: Vec<Arc<AssessedNotice>>,
    /// What is worked out.
    pub(crate) figures: Vec<AssessedFigure>,
    /// Why somebody has to come, by the item's name.
    pub(crate) visit_reasons: Vec<(String, String)>,
    /// How many visits.
    pub(crate) visits: u32,
    /// Working days of the longest way.
    pub(crate) working_days: u32,
    /// The departments concerned.
    pub(crate) departments: usize,
    /// Before and after.
    pub(crate) savings: SavingsCard,
    /// What was merged into what.
    pub(crate) ledger: Option<LedgerCard>,
    /// The process picture.
    pub(crate) graph: Option<TaskGraph>,
    /// Everything is known.
    pub(crate) complete: bool,
}

/// An item in words.
pub(crate) struct ItemLine {
    /// The item under the answers.
    pub(crate) item: AssessedItem,
    /// How many days, in words.
    pub(crate) days: String,
    /// Names of the items that it waits for.
    pub(crate) after: Vec<String>,
    /// Why it is there, and why it takes the days and costs the money that it does.
    pub(crate) reasons: Reasons,
}

/// A material in words.
pub(crate) struct MaterialLine {
    /// The material under the answers.
    pub(crate) material: AssessedMaterial,
    /// Names of the items that need it.
    pub(crate) for_items: String,
    /// What has to be handed in: 原件, 复印件 2 份.
    pub(crate) how: String,
    /// How it is spared, in one word.
    pub(crate) spared_word: String,
    /// Why it is wanted.
    pub(crate) reasons: Reasons,
}

/// An obstacle in words.
pub(crate) struct StopLine {
    /// The obstacle.
    pub(crate) stop: AssessedStop,
    /// Names of what it blocks.
    pub(crate) blocks: String,
}

impl Guide {
    /// The notice that follows from the assessment.
    pub(crate) fn of(catalog: &Catalog, theme: &Theme, assessment: &Assessment) -> Self {
        let why = grounds(catalog, theme, assessment);
        let items = |state: State| -> Vec<ItemLine> {
            assessment
                .items
                .iter()
                .filter(|item| item.state == state)
                .map(|item| item_line(catalog, item, &why))
                .collect()
        };
        let materials = |wanted: fn(&AssessedMaterial) -> bool| -> Vec<MaterialLine> {
            let found = assessment.materials.iter().filter(|material| wanted(material));
            found.map(|material| material_line(catalog, material, &why)).collect()
        };
        let to_do = items(State::In);
        let to_do_is_empty = to_do.is_empty();
        let mut departments: Vec<_> = to_do.iter().map(|line| line.item.department.clone()).collect();
        departments.sort();
        departments.dedup();
        Self {
            departments: departments.len(),
            to_do,
            blocked: items(State::Blocked),
            open: items(State::Open),
            out: items(State::Out),
            to_bring: materials(|material| material.state == State::In && material.spared.is_none()),
            spared: materials(|material| material.state == State::In && material.spared.is_some()),
            maybe: materials(|material| material.state == State::Open),
            fees: assessment.fees.clone(),
            stops: assessment.stops.iter().map(|stop| stop_line(catalog, stop)).collect(),
            notices: assessment.notices.clone(),
            figures: assessment.figures.clone(),
            visit_reasons: assessment
                .visit_reasons
                .iter()
                .map(|reason| (catalog.item_name(&reason.item).to_owned(), reason.reason.clone()))
                .collect(),
            visits: assessment.visits,
            working_days: assessment.graph.working_days,
            savings: if to_do_is_empty { before(theme) } else { SavingsCard::of(&assessment.savings) },
            ledger: LedgerCard::of(catalog, &ledger(assessment)),
            graph: TaskGraph::of(&assessment.graph, "graph"),
            complete: assessment.complete,
        }
    }

    /// Nothing is known yet: the first questions decide what there is to do.
    pub(crate) fn is_unknown(&self) -> bool {
        self.to_do.is_empty() && !self.open.is_empty()
    }

    /// What has to be paid in all, where every sum is fixed.
    pub(crate) fn total_yuan(&self) -> Option<String> {
        let sums: Option<Vec<f64>> = self.fees.iter().map(|fee| fee.yuan).collect();
        let total: f64 = sums?.iter().sum();
        Some(if total.fract() == 0.0 { format!("{total:.0}") } else { format!("{total:.2}") })
    }
}

fn before(theme: &Theme) -> SavingsCard {
    let before = &theme.baseline;
    SavingsCard::before(&Figures {
        visits: before.visits,
        departments: before.departments,
        materials: before.materials,
        forms: before.forms,
        steps: before.steps,
        working_days: before.working_days,
        certain: before.certain,
    })
}

fn item_line(catalog: &Catalog, item: &AssessedItem, why: &Grounds) -> ItemLine {
    let days = match item.working_days {
        0 => t!("portal.guide.at_once").into_owned(),
        days => t!("portal.guide.days", days = days).into_owned(),
    };
    let after = item.needs.iter().map(|need| catalog.item_name(need).to_owned()).collect();
    let of = [&why.items, &why.days, &why.fees, &why.steps];
    let of = of.iter().filter_map(|of| of.get(&item.id)).flatten();
    // The days and the money of what is not done are nobody's concern, and steps that everybody
    // goes through need no reason of their own.
    let told = of.filter(|ground| !ground.answers.is_empty() || !ground.clause.text.contains("这一步"));
    let told: Vec<Ground> = told.cloned().collect();
    let reasons = Reasons::of(t!("portal.why.item"), &told);
    ItemLine { item: item.clone(), days, after, reasons }
}

fn material_line(catalog: &Catalog, material: &AssessedMaterial, why: &Grounds) -> MaterialLine {
    let names: Vec<&str> = material.needed_by.iter().map(|item| catalog.item_name(item)).collect();
    let carriers: Vec<String> = material.carrier.iter().map(|carrier| carrier_word(carrier)).collect();
    let mut how = carriers.join(&*t!("portal.guide.or"));
    if let Some(copies) = material.copies.filter(|copies| *copies > 1) {
        how.push_str(&t!("portal.guide.copies", copies = copies));
    }
    if let Some(sets) = material.repeat.filter(|sets| *sets > 1) {
        how.push_str(&t!("portal.guide.sets", sets = sets));
    }
    let spared_word = material.spared.as_ref().map_or_else(String::new, |spared| match spared.by {
        SparedBy::Sharing => t!("portal.guide.spared.sharing").into_owned(),
        SparedBy::Commitment => t!("portal.guide.spared.commitment").into_owned(),
        SparedBy::EarlierResult => t!("portal.guide.spared.earlier").into_owned(),
        SparedBy::Generated => t!("portal.guide.spared.generated").into_owned(),
    });
    let told = why.materials.get(&material.id).map(Vec::as_slice).unwrap_or_default();
    let reasons = Reasons::of(t!("portal.why.material"), told);
    MaterialLine { material: material.clone(), for_items: names.join("、"), how, spared_word, reasons }
}

fn carrier_word(carrier: &str) -> String {
    match carrier {
        "original" => t!("portal.guide.original").into_owned(),
        "copy" => t!("portal.guide.copy").into_owned(),
        "electronic" => t!("portal.guide.electronic").into_owned(),
        other => other.to_owned(),
    }
}

fn stop_line(catalog: &Catalog, stop: &AssessedStop) -> StopLine {
    let names: Vec<&str> = stop.blocks.iter().map(|item| catalog.item_name(item)).collect();
    StopLine { stop: stop.clone(), blocks: names.join("、") }
}
