//! What is worked out for the applicant: dates and sums of their own, what it costs, what is saved.

use std::sync::Arc;

use serde::Serialize;

use crate::{
    ids::{ElementId, ItemId},
    model::{FeeKind, FigureKind},
};

/// Something worked out for the applicant.
#[derive(Debug, Clone, Serialize)]
pub struct AssessedFigure {
    /// What it is whatever the answers are.
    #[serde(flatten)]
    pub facts: Arc<FigureFacts>,
    /// Its value: a day, a month or a number; null where something is not known yet.
    pub value: serde_json::Value,
    /// The same in words; none where something is not known yet.
    pub text: Option<String>,
    /// Elements that are wanted to work it out.
    pub needs: Vec<ElementId>,
}

/// What something worked out is whatever the answers are.
#[derive(Debug, Clone, Serialize)]
pub struct FigureFacts {
    /// Its id.
    pub id: String,
    /// What it is.
    pub label: String,
    /// How it is written: `date`, `month`, `number`, `money`.
    pub kind: FigureKind,
    /// How it is worked out, in words.
    pub formula: String,
    /// On what it rests.
    pub law: String,
    /// False where the lead department has still to confirm it.
    pub certain: bool,
}

/// What an item costs.
#[derive(Debug, Clone, Default, Serialize)]
pub struct AssessedFee {
    /// Which item.
    pub item: ItemId,
    /// Its name.
    pub name: String,
    /// A fee, a tax or a deposit.
    pub kind: FeeKind,
    /// In words, such as 125 元.
    pub amount: String,
    /// In yuan, for one time, where it is a fixed sum.
    pub yuan: Option<f64>,
    /// On what it rests.
    pub basis: String,
    /// False where the lead department has still to confirm it.
    pub certain: bool,
}

/// 四减.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Savings {
    /// Handled separately, for the items that are in.
    pub before: Figures,
    /// Handled as one thing.
    pub after: Figures,
}

/// The figures that 四减 compares.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Figures {
    pub visits: u32,
    pub departments: u32,
    pub materials: u32,
    pub forms: u32,
    pub steps: u32,
    pub working_days: u32,
    /// False where the figure is an estimate.
    pub certain: bool,
}

/// Why somebody has to come once.
#[derive(Debug, Clone, Serialize)]
pub struct VisitReason {
    /// Which item.
    pub item: ItemId,
    /// Why.
    pub reason: String,
}
