//! Questions about somebody's situation.

use serde::{Deserialize, Serialize};

use super::{Element, ElementType};
use crate::ids::{ElementId, MaterialId, SituationId};

/// How a situation is answered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SituationType {
    /// One of the options.
    Single,
    /// Any number of the options.
    Multi,
    /// Yes or no.
    #[default]
    Boolean,
    /// A number.
    Number,
}

/// One answer that may be chosen.
#[derive(Debug, Clone, Serialize)]
pub struct SituationOption {
    /// Its id.
    pub id: String,
    /// What stands beside the button.
    pub label: String,
    /// The choice of the data element that it stands for.
    pub value: Option<String>,
}

/// A result that somebody holds and the answer that it tells.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct KnownBy {
    /// The material that the result can be used as.
    pub material: MaterialId,
    /// The answer.
    pub answer: crate::answers::Answer,
}

/// A situation (情形): one question of a theme.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Situation {
    /// Its id.
    pub id: SituationId,
    /// In plain words.
    pub question: String,
    /// Why it is asked, in one line.
    pub why: String,
    /// How it is answered.
    #[serde(rename = "type")]
    pub kind: SituationType,
    /// The options of `Single` and `Multi`.
    pub options: Vec<SituationOption>,
    /// The condition under which it is asked, as written.
    pub ask_when: Option<String>,
    /// The answer taken when it is not asked, and preselected when it is.
    pub default: Option<crate::answers::Answer>,
    /// Computed, not asked: the expression as written.
    pub derived: Option<String>,
    /// Computed where its dates and numbers are known, and asked otherwise: the expression as written.
    pub computed: Option<String>,
    /// The condition under which `computed` can be relied on, as written.
    pub computed_when: Option<String>,
    /// Results of earlier cases by which the answer is known.
    pub known_by: Vec<KnownBy>,
    /// The answer is about whoever applies and stays so from one case to the next.
    pub lasting: bool,
    /// The data element that the answer also fills.
    pub element: Option<ElementId>,
    /// For yes and no: the element's words for them.
    pub element_values: Option<(String, String)>,
    /// Unit of a number.
    pub unit: Option<String>,
    /// Smallest number.
    pub min: Option<f64>,
    /// Largest number.
    pub max: Option<f64>,
    /// Asked for information only: it changes what is said, not what is done.
    pub informative: bool,
    /// False where the lead department has still to confirm it.
    pub certain: bool,
}

impl Situation {
    /// A number question takes whole numbers, unless its element is a decimal, an area or money.
    pub fn takes_whole_numbers(&self, element: Option<&Element>) -> bool {
        let fraction = [ElementType::Decimal, ElementType::Area, ElementType::Money];
        self.kind == SituationType::Number && !element.is_some_and(|element| fraction.contains(&element.kind))
    }
}

impl Situation {
    /// Whether people are asked at all: it does not follow from other answers, and holds on the
    /// catalogue's day.
    pub fn is_asked(&self) -> bool {
        self.derived.is_none() && self.ask_when.as_deref() != Some(NEVER)
    }
}

/// The condition of a question that does not hold on the day.
pub(crate) const NEVER: &str = "false";
