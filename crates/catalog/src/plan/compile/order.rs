//! The order in which questions are worked out, and how many things a theme may have.

use super::slot_of;
use crate::{
    condition::{Problem, node::Slot},
    plan::{CompileProblem, Place, SituationSlot, ThemeSource, asking::MOST_QUESTIONS},
};

/// Sets of a theme's items are kept as bits of one number.
const MOST_ITEMS: usize = 64;

pub(super) fn too_many_items(source: &ThemeSource<'_>) -> Option<CompileProblem> {
    let message = format!("一个主题的事项不能超过 {MOST_ITEMS} 个");
    let problem = Problem { span: 0..0, message, hint: Some("请分成几个主题".to_owned()) };
    (source.theme_items.len() > MOST_ITEMS)
        .then_some(CompileProblem { place: Place::ItemWhen(MOST_ITEMS), problem })
}

pub(super) fn too_many_questions(source: &ThemeSource<'_>) -> Option<CompileProblem> {
    let message = format!("一个主题的情形不能超过 {MOST_QUESTIONS} 个");
    let problem = Problem { span: 0..0, message, hint: Some("请分成几个主题".to_owned()) };
    (source.situations.len() > MOST_QUESTIONS)
        .then_some(CompileProblem { place: Place::SituationAskWhen(MOST_QUESTIONS), problem })
}

/// Situations in an order in which each stands behind those that its conditions
/// look at; else one that stands in a circle, and whether through `derived`.
pub(super) fn order_of(situations: &[SituationSlot]) -> Result<Vec<Slot>, (usize, bool)> {
    let mut order = Vec::new();
    let mut done = vec![false; situations.len()];
    while order.len() < situations.len() {
        let before = order.len();
        for (index, situation) in situations.iter().enumerate() {
            // Slots behind the situations are elements: they look at nothing.
            let ready = |slot: &Slot| done.get(usize::from(*slot)).copied().unwrap_or(true);
            if !done[index] && situation.looks_at().iter().all(ready) {
                done[index] = true;
                order.push(slot_of(index));
            }
        }
        if order.len() == before {
            let stuck = done.iter().position(|done| !done).unwrap_or_default();
            return Err((stuck, situations[stuck].derived.is_some()));
        }
    }
    Ok(order)
}

impl SituationSlot {
    /// Situations that its conditions look at.
    fn looks_at(&self) -> Vec<Slot> {
        let mut slots = Vec::new();
        self.ask_when.occurring(&mut |slot| slots.push(slot));
        for expression in self.derived.iter().chain(&self.computed) {
            expression.occurring(&mut |slot| slots.push(slot));
        }
        slots
    }
}

pub(super) fn cycle(source: &ThemeSource<'_>, index: usize, derived: bool) -> CompileProblem {
    let situation = &source.situations[index];
    let text = if derived { &situation.derived } else { &situation.ask_when };
    let place = if derived { Place::SituationDerived(index) } else { Place::SituationAskWhen(index) };
    let problem = Problem {
        span: 0..text.as_ref().map_or(0, String::len),
        message: format!("情形 {} 的条件绕了一圈又回到自己", situation.id),
        hint: Some("提问的先后不能互相依赖，请去掉其中一个条件".to_owned()),
    };
    CompileProblem { place, problem }
}
