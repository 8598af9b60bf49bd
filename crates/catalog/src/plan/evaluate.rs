//! What a plan comes to under somebody's answers: indices alone.

use super::{
    ElementSlot, ItemPlan, Left, Plan, SituationSlot,
    asking::{Questions, bit},
};
use crate::{
    answers::Answers,
    assessment::State,
    condition::node::{Node, Value, Word},
    model::ElementType,
};

/// Where an item stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// In, out, open or blocked.
    pub state: State,
    /// Its own condition holds, whatever blocks it.
    pub wanted: Option<bool>,
}

/// What a theme comes to under some answers, by index.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Outcome {
    /// What each slot holds: situations in the theme's order, then elements.
    pub values: Vec<Value>,
    /// Whether each situation applies; none while that is not known.
    pub applies: Vec<Option<bool>>,
    /// Whether the value of each situation is the person's own answer.
    pub answered: Vec<bool>,
    /// Where each item stands.
    pub items: Vec<Standing>,
    /// Whether each stop applies.
    pub stops: Vec<Value>,
    /// Whether each stop stands in the way: it applies, and taking note of it did not lift it.
    pub blocking: Vec<Value>,
    /// Whether each notice applies.
    pub notices: Vec<Value>,
    /// What the conditions inside items come to; unknown for items that are neither in nor open.
    pub uses: Vec<Value>,
    /// Situations still to be asked, in the order of asking.
    pub next: Vec<usize>,
    /// How much there may still be to answer.
    pub left: Left,
    /// Situations that were answered and do not apply, with the answers, which count for nothing.
    pub dropped: Vec<(usize, Value)>,
}

impl Plan {
    /// Evaluates the theme under the answers. Answers to questions that do not
    /// apply, and answers that do not fit their question, are passed over.
    pub fn evaluate(&self, answers: &Answers) -> Outcome {
        let mut outcome = self.settled(answers);
        let open = self.open(&outcome);
        let asked = |index: &&usize| open & bit(**index) != 0 && outcome.applies[**index] == Some(true);
        let next: Vec<usize> = self.asking.order.iter().filter(asked).copied().collect();
        if !next.is_empty() {
            outcome.left = self.asking.left(open, &outcome.applies);
        }
        outcome.next = next;
        outcome
    }

    /// What holds under the answers, before looking at what is still to be asked.
    pub(super) fn settled(&self, answers: &Answers) -> Outcome {
        let mut outcome = self.known(answers);
        outcome.stops = self.stops.iter().map(|(node, _)| node.evaluate(&outcome.values)).collect();
        outcome.notices = self.notices.iter().map(|node| node.evaluate(&outcome.values)).collect();
        outcome.blocking = outcome.stops.clone();
        for (blocking, id) in outcome.blocking.iter_mut().zip(&self.lifted_by) {
            if id.as_ref().is_some_and(|id| answers.acknowledged.contains(id)) {
                *blocking = Value::Bool(false);
            }
        }
        outcome.items =
            self.items.iter().map(|item| item.standing(&outcome.values, &outcome.blocking)).collect();
        outcome.uses = vec![Value::Unknown; self.uses.len()];
        for (item, standing) in self.items.iter().zip(&outcome.items) {
            if matches!(standing.state, State::In | State::Open) {
                for index in item.materials.start..item.variants.end {
                    outcome.uses[index] = match outcome.uses[self.same[index]] {
                        Value::Unknown => self.uses[index].evaluate(&outcome.values),
                        known => known,
                    };
                }
            }
        }
        outcome
    }

    /// Answers that can be worked out from what is known, for questions that apply and that
    /// nobody answered: the situation's index with its value.
    pub(crate) fn computed(&self, answers: &Answers) -> Vec<(usize, Value)> {
        let unanswered = |situation: &SituationSlot| !answers.situations.contains_key(&situation.id);
        let mut computed = self.situations.iter().filter(|situation| situation.computed.is_some());
        if !computed.any(unanswered) {
            return Vec::new();
        }
        let known = self.known(answers);
        let open = |index: &usize| known.applies[*index] == Some(true) && !known.answered[*index];
        let worked_out = (0..self.situations.len()).filter(open).filter_map(|index| {
            let value = self.situations[index].computed.as_ref()?.evaluate(&known.values);
            value.is_known().then_some((index, value))
        });
        worked_out.collect()
    }

    /// The values of all slots.
    fn known(&self, answers: &Answers) -> Outcome {
        let mut values = vec![Value::Unknown; self.situations.len() + self.elements.len()];
        let mut applies = vec![Some(true); self.situations.len()];
        let mut answered = vec![false; self.situations.len()];
        let mut dropped = Vec::new();
        self.given_into(&mut values, answers);
        self.elements_into(&mut values[self.situations.len()..], answers);
        // A slot holds the person's own answer until its turn comes; nobody looks at it before.
        for slot in &self.order {
            let index = usize::from(*slot);
            let situation = &self.situations[index];
            if let Some(derived) = &situation.derived {
                values[index] = derived.evaluate(&values);
                continue;
            }
            applies[index] = match situation.ask_when.evaluate(&values) {
                Value::Bool(applies) => Some(applies),
                _ => None,
            };
            answered[index] = applies[index] == Some(true) && values[index].is_known();
            match applies[index] {
                Some(true) => {}
                Some(false) => {
                    if values[index].is_known() {
                        dropped.push((index, values[index]));
                    }
                    values[index] = situation.default;
                }
                None => values[index] = Value::Unknown,
            }
        }
        Outcome { values, applies, answered, dropped, ..Outcome::default() }
    }

    /// Puts in the person's answers by situation, whether or not they apply. Both the
    /// answers and `by_id` are in the order of ids, so one walk finds them all.
    fn given_into(&self, values: &mut [Value], answers: &Answers) {
        let mut situations = self.by_id.iter().map(|index| (*index, &self.situations[*index])).peekable();
        for (id, answer) in &answers.situations {
            while let Some((index, situation)) = situations.next_if(|(_, known)| known.id <= *id) {
                if situation.id == *id {
                    values[index] = situation.value_of(answer).unwrap_or_default();
                    break;
                }
            }
        }
    }

    /// Values of elements that no situation fills.
    fn elements_into(&self, values: &mut [Value], answers: &Answers) {
        let mut strange: Vec<&str> = Vec::new();
        for (value, element) in values.iter_mut().zip(&self.elements) {
            if element.id == *"today" {
                *value = answers.today.map_or(Value::Unknown, Value::Date);
            } else if let Some(json) = answers.elements.get(&element.id) {
                *value = self.element_value(element, json, &mut strange);
            }
        }
    }

    /// The value of an element as given; a text that the theme does not know gets a number of its own.
    fn element_value<'a>(
        &self,
        element: &ElementSlot,
        json: &'a serde_json::Value,
        strange: &mut Vec<&'a str>,
    ) -> Value {
        use serde_json::Value as Json;
        match (json, element.kind) {
            (Json::String(text), _) if element.reading.is_some() => {
                element.reading.map_or(Value::Unknown, |reading| reading.of(text))
            }
            (Json::String(text), ElementType::Date | ElementType::Datetime) => super::compile::date_in(text),
            (Json::Array(texts), _) if element.multiple => {
                let bits = texts.iter().filter_map(|text| self.words.find(text.as_str()?));
                Value::Set(bits.filter_map(|word| self.words.find_bit(word)).fold(0, |set, bit| set | bit))
            }
            (Json::Bool(value), ElementType::Boolean) => Value::Bool(*value),
            (
                Json::Number(number),
                ElementType::Integer | ElementType::Decimal | ElementType::Money | ElementType::Area,
            ) => number.as_f64().map_or(Value::Unknown, Value::Number),
            (Json::String(text), _) if !element.multiple => {
                Value::Word(self.words.find(text).unwrap_or_else(|| {
                    let number = strange.iter().position(|known| known == text).unwrap_or(strange.len());
                    if number == strange.len() {
                        strange.push(text);
                    }
                    let number = u16::try_from(self.words.len() + number);
                    Word(number.unwrap_or(u16::MAX))
                }))
            }
            _ => Value::Unknown,
        }
    }

    /// Questions that can still change something, whether or not they are sure to apply.
    pub(super) fn open(&self, outcome: &Outcome) -> Questions {
        let unanswered = |index: &usize| {
            outcome.applies[*index] != Some(false)
                && self.situations[*index].derived.is_none()
                && !outcome.values[*index].is_known()
        };
        let mut unanswered = (0..self.situations.len()).filter(unanswered).peekable();
        if unanswered.peek().is_none() {
            return 0;
        }
        let matters = self.matters(outcome);
        unanswered.filter(|index| matters[*index]).fold(0, |open, index| open | bit(index))
    }

    /// Whether each slot can still change something.
    fn matters(&self, outcome: &Outcome) -> Vec<bool> {
        let mut open = Open { values: &outcome.values, matters: vec![false; outcome.values.len()] };
        // A stop whose items are all out is still told, as a remark.
        self.stops.iter().for_each(|(node, _)| open.add(node));
        let obligations = self.obligations.iter().map(|obligation| &obligation.when);
        let rows = self.rows.iter().flat_map(|(counts, _)| counts);
        let told = self.notices.iter().chain(obligations).chain(&self.prerequisites).chain(rows);
        told.for_each(|node| open.add(node));
        for (slot, items) in &self.row_slots {
            let concerned = |item: &usize| matches!(outcome.items[*item].state, State::In | State::Open);
            open.matters[usize::from(*slot)] |= items.iter().any(concerned);
        }
        for (when, value) in &self.figures {
            open.add(when);
            open.add(value);
        }
        for (item, standing) in self.items.iter().zip(&outcome.items) {
            open.add(&item.when);
            if matches!(standing.state, State::In | State::Open) {
                self.look_inside(item, outcome, &mut open);
            }
        }
        for (index, situation) in self.situations.iter().enumerate() {
            open.matters[index] |= situation.informative;
        }
        // What decides whether a question applies, or what it comes to, matters as the question does.
        for slot in self.order.iter().rev() {
            let index = usize::from(*slot);
            if open.matters[index] && !outcome.values[index].is_known() {
                let situation = &self.situations[index];
                open.add(situation.derived.as_ref().unwrap_or(&situation.ask_when));
            }
        }
        open.matters
    }

    fn look_inside(&self, item: &ItemPlan, outcome: &Outcome, open: &mut Open<'_>) {
        // What is known already of the conditions inside an item was found when it was settled.
        let unknown = (item.materials.start..item.variants.end).filter(|at| !outcome.uses[*at].is_known());
        unknown.for_each(|index| open.look(&self.uses[index]));
        let obligations = item.obligations.iter().map(|obligation| &obligation.when);
        let applied = std::iter::once(&item.applied_when);
        let nodes =
            obligations.chain(applied).chain(&item.parties).chain(&item.paths).chain(&item.need_whens);
        nodes.for_each(|node| open.add(node));
        let filled = item.fields.range().zip(&item.field_slots);
        for slot in filled.filter(|(index, _)| !outcome.uses[*index].is_false()).filter_map(|(_, slot)| *slot)
        {
            open.matters[usize::from(slot)] = true;
        }
        if let Some(slot) = item.repeat {
            open.matters[usize::from(slot)] = true;
        }
    }
}

impl ItemPlan {
    fn standing(&self, values: &[Value], stops: &[Value]) -> Standing {
        let wanted = match self.when.evaluate(values) {
            Value::Bool(wanted) => Some(wanted),
            _ => None,
        };
        let state = match wanted {
            Some(false) => State::Out,
            None => State::Open,
            Some(true) if self.stops.iter().any(|stop| stops[*stop].is_true()) => State::Blocked,
            Some(true) if self.stops.iter().all(|stop| stops[*stop].is_false()) => State::In,
            Some(true) => State::Open,
        };
        Standing { state, wanted }
    }
}

struct Open<'a> {
    values: &'a [Value],
    matters: Vec<bool>,
}

impl Open<'_> {
    /// Marks each slot that can still turn the condition.
    fn add(&mut self, node: &Node) {
        if !node.evaluate(self.values).is_known() {
            self.look(node);
        }
    }

    /// The same for a condition that is known to be open.
    fn look(&mut self, node: &Node) {
        node.residual(self.values, &mut |slot| self.matters[usize::from(slot)] = true);
    }
}
