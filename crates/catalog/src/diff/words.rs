//! Conditions in words, for people who read no CEL: “孩子在哪里出生”选“医院”.

use crate::{
    condition::{
        Expression,
        syntax::{Kind, Operator, Part},
    },
    model::{Catalog, Situation, Theme},
};

const AND: &str = "，并且";
const OR: &str = "，或者";

/// What names and words in a condition stand for.
#[derive(Clone, Copy)]
pub(super) struct Speaker<'a> {
    catalog: &'a Catalog,
    theme: Option<&'a Theme>,
}

impl<'a> Speaker<'a> {
    /// For the conditions of a theme.
    pub(super) fn of_theme(catalog: &'a Catalog, theme: &'a Theme) -> Self {
        Self { catalog, theme: Some(theme) }
    }

    /// For the conditions of an item: in the words of the first theme that uses it.
    pub(super) fn of_item(catalog: &'a Catalog, item: &str) -> Self {
        let uses = |theme: &&Theme| theme.items.iter().any(|entry| entry.item == *item);
        Self { catalog, theme: catalog.themes.iter().find(uses) }
    }

    /// The catalogue in whose words it speaks.
    pub(super) fn catalog(self) -> &'a Catalog {
        self.catalog
    }

    /// The condition in words; 总是 where there is none.
    pub(super) fn condition(self, text: Option<&String>) -> String {
        let Some(text) = text else { return "总是".to_owned() };
        let said = Expression::parse(text).ok().and_then(|expression| self.say(expression.root()));
        said.unwrap_or_else(|| text.clone())
    }

    fn situation(self, name: &str) -> Option<&'a Situation> {
        self.theme?.situations.iter().find(|situation| situation.id == *name)
    }

    /// What is asked, or what is filled in.
    fn subject(self, part: &Part) -> Option<String> {
        let Kind::Name(name) = &part.kind else { return None };
        let words = match self.situation(name) {
            Some(situation) => situation.question.trim_end_matches(['?', '？']),
            None => &self.catalog.elements.get(name.as_str())?.label,
        };
        Some(format!("“{words}”"))
    }

    fn option(self, subject: &Part, word: &str) -> String {
        let Kind::Name(name) = &subject.kind else { return word.to_owned() };
        let options = self.situation(name).map(|situation| situation.options.as_slice()).unwrap_or_default();
        let label = options.iter().find(|option| option.id == word).map_or(word, |option| &option.label);
        if label.is_empty() { "没有选".to_owned() } else { format!("“{label}”") }
    }

    fn say(self, part: &Part) -> Option<String> {
        Some(match &part.kind {
            Kind::Name(_) => format!("{}答是", self.subject(part)?),
            Kind::Not(inner) => match &inner.kind {
                Kind::Name(_) => format!("{}答否", self.subject(inner)?),
                _ => format!("不是（{}）", self.say(inner)?),
            },
            _ if truth(part) == Some(true) => "总是".to_owned(),
            _ if truth(part) == Some(false) => "从不".to_owned(),
            Kind::Binary(Operator::And, ..) => {
                let parts = flat(part, Operator::And).into_iter().filter(|part| truth(part).is_none());
                let said = parts.map(|part| {
                    let said = self.say(part)?;
                    Some(if said.contains(OR) { format!("（{said}）") } else { said })
                });
                said.collect::<Option<Vec<_>>>()?.join(AND)
            }
            Kind::Binary(Operator::Or, ..) => {
                let mut parts = flat(part, Operator::Or);
                parts.retain(|part| truth(part).is_none());
                self.either(&parts)?
            }
            Kind::Binary(operator, left, right) => self.compared(*operator, left, right)?,
            _ => return None,
        })
    }

    /// One or the other; options of one question are gathered.
    fn either(self, parts: &[&Part]) -> Option<String> {
        let mut said: Vec<String> = Vec::new();
        let mut at = 0;
        while at < parts.len() {
            let Some((subject, _)) = chosen(parts[at]) else {
                said.push(self.say(parts[at])?);
                at += 1;
                continue;
            };
            let same = |part: &&&Part| chosen(part).is_some_and(|(other, _)| other.kind == subject.kind);
            let run: Vec<&&Part> = parts[at..].iter().take_while(same).collect();
            at += run.len();
            let options = run.iter().filter_map(|part| chosen(part));
            let options: Vec<String> = options.map(|(_, word)| self.option(subject, word)).collect();
            said.push(format!("{}选{}", self.subject(subject)?, options.join("或")));
        }
        Some(said.join(OR))
    }

    fn compared(self, operator: Operator, left: &Part, right: &Part) -> Option<String> {
        let sign = match operator {
            Operator::In => return self.within(left, right),
            Operator::Equal => "选",
            Operator::Unequal => "不选",
            Operator::Less => "小于",
            Operator::LessOrEqual => "不超过",
            Operator::Greater => "大于",
            Operator::GreaterOrEqual => "不少于",
            _ => return None,
        };
        let (subject, value) = (self.subject(left)?, &right.kind);
        Some(match value {
            Kind::Text(word) => format!("{subject}{sign}{}", self.option(left, word)),
            Kind::Bool(value) => {
                let yes = *value == (operator == Operator::Equal);
                format!("{subject}答{}", if yes { "是" } else { "否" })
            }
            Kind::Number(number) => {
                let sign = match operator {
                    Operator::Equal => "等于",
                    Operator::Unequal => "不等于",
                    _ => sign,
                };
                format!("{subject}{sign}{number}")
            }
            Kind::Name(_) => format!("{subject}{sign}{}", self.subject(right)?),
            _ => return None,
        })
    }

    fn within(self, left: &Part, right: &Part) -> Option<String> {
        match (&left.kind, &right.kind) {
            (Kind::Text(word), Kind::Name(_)) => {
                Some(format!("{}选{}", self.subject(right)?, self.option(right, word)))
            }
            (Kind::Name(_), Kind::List(words)) => {
                let words = words.iter().map(|word| match &word.kind {
                    Kind::Text(word) => Some(self.option(left, word)),
                    _ => None,
                });
                Some(format!("{}选{}", self.subject(left)?, words.collect::<Option<Vec<_>>>()?.join("或")))
            }
            _ => None,
        }
    }
}

/// The question and the option of a part that only asks whether the option is chosen.
fn chosen(part: &Part) -> Option<(&Part, &str)> {
    let Kind::Binary(operator, left, right) = &part.kind else { return None };
    match (operator, &left.kind, &right.kind) {
        (Operator::In, Kind::Text(word), Kind::Name(_)) => Some((right, word)),
        (Operator::Equal, Kind::Name(_), Kind::Text(word)) => Some((left, word)),
        _ => None,
    }
}

/// What a part comes to where it is settled before anybody answers: a rule that is in force or not.
fn truth(part: &Part) -> Option<bool> {
    match &part.kind {
        Kind::Bool(value) => Some(*value),
        Kind::Not(inner) => truth(inner).map(|value| !value),
        Kind::Binary(operator @ (Operator::And | Operator::Or), left, right) => {
            let decisive = *operator == Operator::Or;
            match (truth(left), truth(right)) {
                (Some(value), _) | (_, Some(value)) if value == decisive => Some(decisive),
                (Some(_), Some(_)) => Some(!decisive),
                _ => None,
            }
        }
        _ => None,
    }
}

/// The parts that one operator joins.
fn flat(part: &Part, wanted: Operator) -> Vec<&Part> {
    match &part.kind {
        Kind::Binary(operator, left, right) if *operator == wanted => {
            let mut parts = flat(left, wanted);
            parts.extend(flat(right, wanted));
            parts
        }
        _ => vec![part],
    }
}
