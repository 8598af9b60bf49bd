//! In what order questions are asked, and how many there still may be.
//!
//! Knows which questions stand on one screen, and what is left to ask once a question of one
//! choice is answered; so how many may still come is known ahead, and never too low.

use super::{Plan, SituationSlot};
use crate::{
    answers::{Answer, Answers},
    condition::node::Node,
    ids::SituationId,
    model::{Screen, SituationType},
};

/// Questions of a theme, one bit each.
pub(crate) type Questions = u128;

/// A theme has no more questions than a set of them has bits.
pub(super) const MOST_QUESTIONS: usize = 128;

/// How much there may still be to answer: no path asks more.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Left {
    /// Questions; the rare cases of one screen are one question.
    pub questions: usize,
    /// Screens.
    pub screens: usize,
}

/// The order in which a theme asks.
#[derive(Debug, Default)]
pub(crate) struct Asking {
    /// Situations in the order of asking.
    pub(super) order: Vec<usize>,
    screens: Vec<ScreenSlot>,
    splits: Vec<Split>,
}

#[derive(Debug)]
struct ScreenSlot {
    ask: Questions,
    exceptions: Questions,
}

/// What one question leaves to be asked, by its answer.
#[derive(Debug)]
struct Split {
    situation: usize,
    /// What stands on its screen or before.
    before: Questions,
    /// For each answer, what may still be asked.
    still: Vec<Questions>,
}

pub(super) fn bit(situation: usize) -> Questions {
    1 << situation
}

impl Asking {
    /// The order in which the screens ask the situations.
    pub(super) fn of(screens: &[Screen], situations: &[SituationSlot]) -> Self {
        let place = |id: &SituationId| situations.iter().position(|situation| situation.id == *id);
        let mut asking = Self::default();
        let mut seen: Questions = 0;
        for screen in screens {
            let mut set = |ids: &mut dyn Iterator<Item = &SituationId>| {
                let mut of = 0;
                for index in ids.filter_map(place).filter(|index| *index < MOST_QUESTIONS) {
                    if seen & bit(index) == 0 {
                        (seen, of) = (seen | bit(index), of | bit(index));
                        asking.order.push(index);
                    }
                }
                of
            };
            let ask = set(&mut screen.ask.iter());
            let exceptions = set(&mut screen.exceptions.iter().map(|exception| &exception.situation));
            asking.screens.push(ScreenSlot { ask, exceptions });
        }
        asking
    }

    /// How much there may still be to answer where these questions may still be asked. `applies`
    /// tells of each situation whether it is sure to.
    pub(super) fn left(&self, open: Questions, applies: &[Option<bool>]) -> Left {
        let mut least = self.count(open);
        for split in &self.splits {
            if open & bit(split.situation) == 0 || applies[split.situation] != Some(true) {
                continue;
            }
            // Nobody knows the answer before its screen; what stands further on depends on it.
            let first = self.count(open & split.before);
            let behind = open & !split.before;
            let mut most = Left::default();
            for still in &split.still {
                let rest = self.count(behind & still);
                most.questions = most.questions.max(rest.questions);
                most.screens = most.screens.max(rest.screens);
            }
            least.questions = least.questions.min(first.questions + most.questions);
            least.screens = least.screens.min(first.screens + most.screens);
        }
        least
    }

    fn count(&self, open: Questions) -> Left {
        let mut left = Left::default();
        for screen in &self.screens {
            let (ask, exceptions) = (open & screen.ask, open & screen.exceptions);
            left.questions += ask.count_ones() as usize + usize::from(exceptions != 0);
            left.screens += usize::from(ask | exceptions != 0);
        }
        left
    }
}

impl Plan {
    /// Finds out, for each question of one choice that everybody is asked, what each answer leaves
    /// to be asked. Whatever else is said, it is never more: knowing more only settles more.
    pub(super) fn look_ahead(&mut self) {
        let mut splits = Vec::new();
        let mut before: Questions = 0;
        // An obstacle that is taken note of leaves more to be asked than one that stands.
        let acknowledged = self.lifted_by.iter().flatten().cloned().collect::<Vec<_>>();
        for screen in &self.asking.screens {
            before |= screen.ask | screen.exceptions;
            let here = |index: &&usize| (screen.ask | screen.exceptions) & bit(**index) != 0;
            for index in self.asking.order.iter().filter(here) {
                let situation = &self.situations[*index];
                if situation.ask_when != Node::TRUE {
                    continue;
                }
                let answers = match situation.kind {
                    SituationType::Boolean => [true, false].map(Answer::Bool).into(),
                    SituationType::Single => {
                        situation.options.iter().map(|(id, ..)| Answer::One(id.clone())).collect()
                    }
                    SituationType::Multi | SituationType::Number => Vec::new(),
                };
                let still: Vec<Questions> = answers
                    .into_iter()
                    .map(|answer| {
                        let situations = [(situation.id.clone(), answer)].into();
                        let acknowledged = acknowledged.iter().cloned().collect();
                        self.open(&self.settled(&Answers { situations, acknowledged, ..Answers::default() }))
                    })
                    .collect();
                if !still.is_empty() {
                    splits.push(Split { situation: *index, before, still });
                }
            }
        }
        self.asking.splits = splits;
    }
}
