//! Screens (提问的页): which questions are asked together, and in what order.

use serde::Serialize;

use super::Situation;
use crate::{answers::Answer, ids::SituationId};

/// A rare case (少见的情况): a question that few have to be asked. Whoever does not tick it has
/// given the ordinary answer; whoever ticks it gives another.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Exception {
    /// The question that it stands for.
    pub situation: SituationId,
    /// The answer of whoever does not tick it.
    pub ordinary: Answer,
    /// What stands beside the box.
    pub label: String,
    /// False where nobody has confirmed yet that it is rare.
    pub certain: bool,
}

/// One page of questions, answered with one press.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Screen {
    /// Its id within the theme.
    pub id: String,
    /// What its questions are about.
    pub topic: String,
    /// Questions that everybody is asked to whom they apply, in this order.
    pub ask: Vec<SituationId>,
    /// Rare cases of the topic, to be ticked.
    pub exceptions: Vec<Exception>,
}

impl Screen {
    /// The questions on it, in the order in which they stand there.
    pub fn questions(&self) -> impl Iterator<Item = &SituationId> {
        self.ask.iter().chain(self.exceptions.iter().map(|exception| &exception.situation))
    }

    /// The screens as the author wrote them, and behind them one for each question that stands on none.
    pub fn complete(mut screens: Vec<Self>, situations: &[Situation]) -> Vec<Self> {
        let asked = situations.iter().filter(|situation| situation.derived.is_none());
        for situation in asked {
            if !screens.iter().flat_map(Self::questions).any(|id| *id == situation.id) {
                screens.push(Self {
                    id: situation.id.to_string(),
                    ask: vec![situation.id.clone()],
                    ..Self::default()
                });
            }
        }
        screens
    }
}
