//! The notice (一次告知) as people read it: made from an assessment, shown on the thing's page and
//! on paper alike.

use std::{borrow::Cow, sync::Arc};

use catalog::{
    Assessment, Catalog, ItemId, Theme,
    assess::{
        grounds::{Ground, Grounds, grounds},
        ledger::ledger,
    },
    assessment::{
        AssessedExclusive, AssessedFee, AssessedFigure, AssessedGroup, AssessedItem, AssessedMaterial,
        AssessedNotice, AssessedObligation, AssessedOpening, AssessedPrerequisite, AssessedStop, Figures,
        SparedBy, State,
    },
    model::{FeeKind, Presence, StopKind},
};

use documents::Process;

use super::explained::{LedgerCard, Reasons};
use crate::{
    ui::{savings::SavingsCard, task_graph::TaskGraph},
    url,
};

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
    /// What it costs, each of the three kinds of money apart.
    pub(crate) money: Vec<Money>,
    /// What has to be had elsewhere first.
    pub(crate) prerequisites: Vec<AssessedPrerequisite>,
    /// Groups of papers of which one way is enough.
    pub(crate) any_of: Vec<AssessedGroup>,
    /// What departments do together: what is told, and the names of the items.
    pub(crate) joint: Vec<(String, String)>,
    /// Items of which only one may be granted.
    pub(crate) exclusive: Vec<AssessedExclusive>,
    /// What has to be in place before opening.
    pub(crate) opening: Vec<AssessedOpening>,
    /// What the citizen has to do afterwards, by when.
    pub(crate) obligations: Vec<AssessedObligation>,
    /// Who has to come for the whole thing.
    pub(crate) presence: Option<Presence>,
    /// Nothing has to be done, and why.
    pub(crate) nothing_needed: Option<String>,
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

/// One of the three kinds of money.
pub(crate) struct Money {
    /// Its name.
    pub(crate) title: String,
    /// What is paid of it.
    pub(crate) fees: Vec<Arc<AssessedFee>>,
    /// The sum in yuan, where every part is fixed.
    pub(crate) total: Option<String>,
}

/// An obstacle in words.
pub(crate) struct StopLine {
    /// The obstacle.
    pub(crate) stop: AssessedStop,
    /// Names of what it blocks.
    pub(crate) blocks: String,
    /// How it looks: in the way, or only told with weight.
    pub(crate) class: &'static str,
    /// What it asks of the applicant, where it does not simply block.
    pub(crate) asks: String,
    /// Ways out, each with the address to which it leads.
    pub(crate) ways: Vec<(String, Option<String>)>,
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
            money: money(&assessment.fees),
            prerequisites: assessment.prerequisites.clone(),
            any_of: assessment.any_of.clone(),
            joint: assessment
                .joint
                .iter()
                .map(|joint| (joint.text.clone(), item_names(catalog, &joint.items)))
                .collect(),
            exclusive: assessment.exclusive.clone(),
            opening: assessment.opening.clone(),
            obligations: assessment.obligations.iter().filter(|one| !one.met_by_item).cloned().collect(),
            presence: assessment.presence.clone(),
            nothing_needed: assessment.nothing_needed.clone(),
            stops: assessment.stops.iter().map(|stop| stop_line(catalog, stop)).collect(),
            // That nothing is needed stands above all else, not a second time among the notices.
            notices: assessment
                .notices
                .iter()
                .filter(|notice| assessment.nothing_needed.as_deref() != Some(notice.message.as_str()))
                .cloned()
                .collect(),
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
            graph: TaskGraph::of(&Process::of(assessment), "graph"),
            complete: assessment.complete,
        }
    }

    /// Nothing is known yet: the first questions decide what there is to do.
    pub(crate) fn is_unknown(&self) -> bool {
        self.to_do.is_empty() && !self.open.is_empty()
    }
}

/// Fees, taxes and deposits apart: a deposit stays the payer's own, a tax is no fee.
fn money(fees: &[Arc<AssessedFee>]) -> Vec<Money> {
    let kinds = [
        (FeeKind::Fee, t!("portal.guide.money.fee")),
        (FeeKind::Tax, t!("portal.guide.money.tax")),
        (FeeKind::Deposit, t!("portal.guide.money.deposit")),
    ];
    let of = |kind: FeeKind, title: Cow<'_, str>| {
        let fees: Vec<_> = fees.iter().filter(|fee| fee.kind == kind).cloned().collect();
        let sums: Option<Vec<f64>> = fees.iter().map(|fee| fee.yuan).collect();
        let total = sums.filter(|sums| sums.len() > 1).map(|sums| yuan(sums.iter().sum()));
        (!fees.is_empty()).then(|| Money { title: title.into_owned(), fees, total })
    };
    kinds.into_iter().filter_map(|(kind, title)| of(kind, title)).collect()
}

fn yuan(sum: f64) -> String {
    if sum.fract() == 0.0 { format!("{sum:.0}") } else { format!("{sum:.2}") }
}

fn item_names<'a>(catalog: &'a Catalog, items: impl IntoIterator<Item = &'a ItemId>) -> String {
    let names: Vec<&str> = items.into_iter().map(|item| catalog.item_name(item)).collect();
    names.join("、")
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
    let for_items = item_names(catalog, material.needed_by.iter());
    MaterialLine { material: material.clone(), for_items, how, spared_word, reasons }
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
    let asks = match stop.kind {
        StopKind::Block | StopKind::Warn => String::new(),
        StopKind::Acknowledge => t!("portal.guide.stop.acknowledge").into_owned(),
        StopKind::HandOver => stop
            .to
            .as_ref()
            .map_or_else(String::new, |to| t!("portal.guide.stop.hand_over", to = to).into_owned()),
    };
    let ways = stop.ways.iter().map(|way| {
        let leads = way.theme.as_ref().map(|theme| url::Thing(theme.as_str()).to_string());
        (way.text.clone(), leads)
    });
    StopLine {
        blocks: item_names(catalog, &stop.blocks),
        class: if matches!(stop.kind, StopKind::Block | StopKind::HandOver) { "stop" } else { "warn" },
        asks,
        ways: ways.collect(),
        stop: stop.clone(),
    }
}
