//! Figures (算给您看): what the law lets anybody work out, worked out for the applicant.

use serde::{Deserialize, Serialize};

/// What a figure is, which decides how it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FigureKind {
    /// A day.
    Date,
    /// A month.
    Month,
    /// A number, with its unit.
    Number,
    /// A sum in yuan.
    Money,
}

/// Something worked out from answers, dates and identity numbers.
#[derive(Debug, Clone, Serialize)]
pub struct Figure {
    /// Its id within the theme.
    pub id: String,
    /// What it is, such as 法定退休时间.
    pub label: String,
    /// How it is written.
    pub kind: FigureKind,
    /// The expression, as written.
    pub value: String,
    /// The condition under which it is told, as written.
    pub when: Option<String>,
    /// Unit of a number.
    pub unit: Option<String>,
    /// How it is worked out, in words.
    pub formula: String,
    /// On what it rests.
    pub law: String,
    /// False where the lead department has still to confirm it.
    pub certain: bool,
}
