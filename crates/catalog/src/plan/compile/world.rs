//! What names stand for in the conditions of a theme: its questions, the elements of its form, settings, words.

use std::{collections::BTreeMap, rc::Rc, sync::Arc};

use super::slot_of;
use crate::{
    condition::{
        Domain, Scope, Type, Words,
        functions::Reading,
        node::{Days, Node, Slot, Value, WordTable},
    },
    days::Parameter,
    ids::ElementId,
    model::{AnyOf, Element, ElementType, PaperWay, Situation, SituationType},
    plan::{ElementSlot, NumberRange, ThemeSource},
};

/// What names stand for in the conditions of this theme.
pub(super) struct World<'a> {
    pub(super) source: ThemeSource<'a>,
    pub(super) words: WordTable,
    pub(super) types: Vec<Type>,
    pub(super) elements: Vec<ElementSlot>,
    pub(super) by_name: BTreeMap<String, (Node, Type)>,
}

impl Scope for World<'_> {
    fn resolve(&mut self, name: &str) -> Option<(Node, Type)> {
        if let Some(known) = self.by_name.get(name) {
            return Some(known.clone());
        }
        if name == TODAY {
            let slot = self.slot(ElementSlot {
                id: TODAY.into(),
                kind: ElementType::Date,
                multiple: false,
                range: NumberRange::ANY,
                words: None,
                reading: None,
            });
            self.by_name.insert(name.to_owned(), (Node::Slot(slot), Type::Date));
            return Some((Node::Slot(slot), Type::Date));
        }
        let (id, element) = self.source.elements.get_key_value(name)?;
        let kind = self.element_type(element);
        let filled = self.source.situations.iter().position(|it| it.element.as_ref() == Some(id));
        let node = match (filled, self.source.constants.get(id)) {
            (Some(index), _) => self.translation(index, &kind),
            (None, Some(constant)) => Node::Constant(ElementSlot::value_in(&kind, constant, &mut self.words)),
            // Days are worth knowing even where no item asks for them.
            (None, None) if !matches!(kind, Type::Date) && !self.is_field(id) => {
                Node::Constant(self.nothing(&kind))
            }
            (None, None) => Node::Slot(self.slot(ElementSlot::new(id, element, &kind))),
        };
        self.by_name.insert(name.to_owned(), (node.clone(), kind.clone()));
        Some((node, kind))
    }

    fn names(&self) -> Vec<String> {
        let elements = self.source.elements.keys().map(ElementId::to_string);
        let situations = self.source.situations.iter().map(|situation| situation.id.to_string());
        situations.chain(self.source.settings.keys().cloned()).chain(elements).collect()
    }

    fn words(&mut self) -> &mut WordTable {
        &mut self.words
    }

    fn parameter(&self, name: &str) -> Option<Arc<Parameter>> {
        let parameter = self.source.parameters.get(name)?;
        let counts = parameter.values.iter().all(|set| set.value.number().is_some());
        counts.then(|| Arc::new(parameter.clone()))
    }

    fn reading(&mut self, name: &str, reading: Reading) -> Option<Node> {
        let (id, element) = self.source.elements.get_key_value(name)?;
        if element.kind != ElementType::IdCard {
            return None;
        }
        let known = self.elements.iter().position(|slot| slot.id == *id && slot.reading == Some(reading));
        let slot = match known {
            Some(index) => slot_of(self.source.situations.len() + index),
            None => self
                .slot(ElementSlot { reading: Some(reading), ..ElementSlot::new(id, element, &Type::Date) }),
        };
        Some(Node::Slot(slot))
    }

    fn days(&self) -> Days {
        Days(Arc::clone(self.source.calendar))
    }
}

/// The name by which conditions call the day on which they are asked.
const TODAY: &str = "today";

impl World<'_> {
    /// Whether that way of a group is the chosen one.
    pub(super) fn is_chosen(&mut self, group: &AnyOf, way: &PaperWay) -> Node {
        let choice = group.choice();
        let resolved = if group.element.is_some() {
            self.resolve(&choice)
        } else {
            Some(self.by_name.get(&*choice).cloned().unwrap_or_else(|| {
                let slot = self.slot(ElementSlot {
                    id: choice.clone(),
                    kind: ElementType::Choice,
                    multiple: false,
                    range: NumberRange::ANY,
                    words: Some(Vec::new()),
                    reading: None,
                });
                let resolved = (Node::Slot(slot), Type::Word(Rc::default()));
                self.by_name.insert(choice.to_string(), resolved.clone());
                resolved
            }))
        };
        // An element that is not there is complained about by the check.
        let Some((node, kind)) = resolved else { return Node::FALSE };
        match (ElementSlot::value_in(&kind, &group.value_of(way), &mut self.words), node) {
            (Value::Bool(true), node) => node,
            (Value::Bool(false), node) => Node::negation(node),
            (value, node) => {
                self.may_hold(&node, value);
                Node::same(node, Node::Constant(value))
            }
        }
    }

    /// Puts down that what an applicant chooses may be that.
    pub(super) fn may_hold(&mut self, node: &Node, value: Value) {
        let Node::Slot(slot) = node else { return };
        let element = usize::from(*slot).checked_sub(self.source.situations.len());
        let words = element.and_then(|element| self.elements.get_mut(element)?.words.as_mut());
        if let (Some(words), Value::Word(word)) = (words, value)
            && !words.contains(&word)
        {
            words.push(word);
        }
    }

    /// A new slot for what no situation fills.
    pub(super) fn slot(&mut self, element: ElementSlot) -> Slot {
        let slot = slot_of(self.source.situations.len() + self.elements.len());
        self.elements.push(element);
        slot
    }

    /// Whether some item of the theme has the element on its form. What neither
    /// the answers nor the form can tell is not there: no, zero, nothing chosen.
    pub(super) fn is_field(&self, id: &ElementId) -> bool {
        let items = self.source.theme_items.iter().filter_map(|entry| self.source.items.get(&entry.item));
        items.flat_map(|item| &item.fields).any(|used| used.element == *id)
    }

    /// Which numbers may be answered: without a smallest one they start at zero.
    pub(super) fn range(&self, situation: &Situation) -> NumberRange {
        let element = situation.element.as_ref().and_then(|id| self.source.elements.get(id));
        NumberRange {
            least: situation.min.unwrap_or(0.0),
            most: situation.max.unwrap_or(f64::INFINITY),
            whole: situation.takes_whole_numbers(element),
        }
    }

    pub(super) fn nothing(&mut self, kind: &Type) -> Value {
        match kind {
            Type::Bool => Value::Bool(false),
            Type::Number => Value::Number(0.0),
            Type::Word(_) => Value::Word(self.words.word("")),
            Type::Set(_) => Value::Set(0),
            // No day is no day: what looks at it stays unknown.
            Type::Date => Value::Unknown,
        }
    }

    pub(super) fn element_type(&mut self, element: &Element) -> Type {
        let words = if element.kind == ElementType::Choice {
            Words::Only(element.choices.iter().map(|choice| self.words.word(choice)).collect())
        } else {
            Words::Any
        };
        let domain = Rc::new(Domain {
            owner: Some(format!("数据项 {}（{}）", element.id, element.label)),
            words,
            of_one_theme: false,
        });
        match element.kind {
            _ if element.multiple => Type::Set(domain),
            ElementType::Boolean => Type::Bool,
            ElementType::Integer | ElementType::Decimal | ElementType::Money | ElementType::Area => {
                Type::Number
            }
            ElementType::Date | ElementType::Datetime => Type::Date,
            _ => Type::Word(domain),
        }
    }

    /// An element's value read from the situation that fills it.
    pub(super) fn translation(&mut self, index: usize, kind: &Type) -> Node {
        let situation = &self.source.situations[index];
        let slot = slot_of(index);
        let empty = self.words.word("");
        match (situation.kind, kind) {
            (SituationType::Boolean, Type::Word(_)) => {
                let (yes, no) = situation.element_values.clone().unwrap_or(("是".into(), "否".into()));
                let (yes, no) = (Value::Word(self.words.word(&yes)), Value::Word(self.words.word(&no)));
                Node::Translate(slot, [(Value::Bool(true), yes), (Value::Bool(false), no)].into())
            }
            (SituationType::Single, Type::Word(_)) => {
                let mut pairs = vec![(Value::Word(empty), Value::Word(empty))];
                for option in &situation.options {
                    let choice = option.value.as_ref().unwrap_or(&option.label);
                    let (from, to) = (self.words.word(&option.id), self.words.word(choice));
                    pairs.push((Value::Word(from), Value::Word(to)));
                }
                Node::Translate(slot, pairs.into())
            }
            (SituationType::Multi, Type::Set(_)) => {
                let mut pairs = Vec::new();
                for option in &situation.options {
                    let choice = option.value.as_ref().unwrap_or(&option.label);
                    let (from, to) = (self.words.word(&option.id), self.words.word(choice));
                    if let (Some(from), Some(to)) = (self.words.bit(from), self.words.bit(to)) {
                        pairs.push((from, to));
                    }
                }
                Node::TranslateSet(slot, pairs.into())
            }
            _ => Node::Slot(slot),
        }
    }
}

impl ElementSlot {
    fn new(id: &ElementId, element: &Element, kind: &Type) -> Self {
        let words = match kind {
            Type::Word(domain) | Type::Set(domain) => match &domain.words {
                Words::Only(words) => Some(words.clone()),
                Words::Any => None,
            },
            _ => None,
        };
        let range = NumberRange {
            least: element.min.unwrap_or(f64::NEG_INFINITY),
            most: element.max.unwrap_or(f64::INFINITY),
            whole: element.kind == ElementType::Integer,
        };
        Self { id: id.clone(), kind: element.kind, multiple: element.multiple, range, words, reading: None }
    }

    fn value_in(kind: &Type, json: &serde_json::Value, words: &mut WordTable) -> Value {
        match (kind, json) {
            (Type::Bool, serde_json::Value::Bool(value)) => Value::Bool(*value),
            (Type::Number, serde_json::Value::Number(number)) => {
                number.as_f64().map_or(Value::Unknown, Value::Number)
            }
            (Type::Date, serde_json::Value::String(text)) => date_in(text),
            (Type::Word(_), serde_json::Value::String(text)) => Value::Word(words.word(text)),
            (Type::Set(_), serde_json::Value::Array(texts)) => {
                let bits = texts.iter().filter_map(|text| text.as_str()).filter_map(|text| {
                    let word = words.word(text);
                    words.bit(word)
                });
                Value::Set(bits.fold(0, |set, bit| set | bit))
            }
            _ => Value::Unknown,
        }
    }
}

/// The day that a text begins with: `2026-11-01`, or that of a moment.
pub(in crate::plan) fn date_in(text: &str) -> Value {
    let day = text.get(..10).and_then(|day| day.parse().ok());
    day.map_or(Value::Unknown, Value::Date)
}
