//! What stands between two parts: signs, `in`, and what is said of a list.

use std::{ops::Range, rc::Rc};

use super::{Checker, Domain, Home, Lowered, Scope, Type, Words, folded, reckon};
use crate::{
    condition::{
        Problem,
        node::{Node, Order, Sum, Value, Word},
        syntax::{Kind, Macro, Operator, Part},
    },
    diagnostics::nearest,
};

impl<S: Scope> Checker<'_, S> {
    pub(super) fn binary(&mut self, operator: Operator, left: &Part, right: &Part, whole: &Part) -> Lowered {
        let sign = operator.sign();
        match operator {
            Operator::And | Operator::Or => {
                let left = self.bool(left, sign);
                let right = self.bool(right, sign);
                let nodes = vec![left?, right?];
                let node = if operator == Operator::And { Node::all(nodes) } else { Node::any(nodes) };
                Some((node, Type::Bool))
            }
            Operator::Equal => Some((self.equal(left, right, whole)?, Type::Bool)),
            Operator::Unequal => Some((Node::negation(self.equal(left, right, whole)?), Type::Bool)),
            Operator::In => Some((self.within(left, right, whole)?, Type::Bool)),
            Operator::Less | Operator::LessOrEqual | Operator::Greater | Operator::GreaterOrEqual => {
                let (left, right) = self.ordered(left, right, sign);
                let order = match operator {
                    Operator::Less => Order::Less,
                    Operator::LessOrEqual => Order::LessOrEqual,
                    Operator::Greater => Order::Greater,
                    _ => Order::GreaterOrEqual,
                };
                Some((folded(Node::Compare(order, Box::new([left?, right?]))), Type::Bool))
            }
            Operator::Plus => match self.lower(left)? {
                (left_node, Type::Set(left_domain)) => {
                    let (right_node, right_domain) = self.set(right, sign)?;
                    let kind = self.join(left, Type::Set(left_domain), right, Type::Set(right_domain))?;
                    Some((Node::union(left_node, right_node), kind))
                }
                (left_node, Type::Number) => {
                    Some((reckon(Sum::Plus, left_node, self.number(right, sign)?), Type::Number))
                }
                (_, other) => {
                    self.mistyped(left, sign, "数或清单", &other);
                    None
                }
            },
            Operator::Minus | Operator::Times | Operator::Over => {
                let sum = match operator {
                    Operator::Minus => Sum::Minus,
                    Operator::Times => Sum::Times,
                    _ => Sum::Over,
                };
                let left = self.number(left, sign);
                let right = self.number(right, sign);
                Some((reckon(sum, left?, right?), Type::Number))
            }
        }
    }

    fn equal(&mut self, left: &Part, right: &Part, whole: &Part) -> Option<Node> {
        let left_lowered = self.lower(left);
        let right_lowered = self.lower(right);
        let ((left_node, left_type), (right_node, right_type)) = (left_lowered?, right_lowered?);
        match (&left_type, &right_type) {
            (Type::Bool, Type::Bool) | (Type::Number, Type::Number) | (Type::Date, Type::Date) => {}
            (Type::Word(one), Type::Word(other)) => self.comparable(left, one, right, other, whole)?,
            (Type::Set(_), _) | (_, Type::Set(_)) => {
                self.report(
                    Problem::new(whole.span.clone(), "清单不能用 == 或 != 来比")
                        .hint("请写 '选项' in 清单，或者用 size() 比个数"),
                );
                return None;
            }
            _ => {
                let message = format!("{}不能和{}比", left_type.name(), right_type.name());
                self.report(Problem::new(whole.span.clone(), message));
                return None;
            }
        }
        Some(Node::same(left_node, right_node))
    }

    /// Words of the condition must be words of the other side; two sides that share no word are never equal.
    fn comparable(
        &mut self,
        left: &Part,
        one: &Domain,
        right: &Part,
        other: &Domain,
        whole: &Part,
    ) -> Option<()> {
        let before = self.problems.len();
        match (&one.owner, &other.owner) {
            (Some(_), None) => self.members(right, other, one),
            (None, Some(_)) => self.members(left, one, other),
            (None, None) => {}
            (Some(left), Some(right)) => {
                let shared = matches!(self.home, Home::Shared(_)) && (one.of_one_theme || other.of_one_theme);
                if let (Words::Only(ones), Words::Only(others)) = (&one.words, &other.words)
                    && !shared
                    && !ones.iter().any(|word| others.contains(word))
                {
                    let message = format!("{left} 和 {right} 没有相同的选项，永远不会相等");
                    self.report(Problem::new(whole.span.clone(), message));
                }
            }
        }
        (self.problems.len() == before).then_some(())
    }

    /// Every word of `found`, written in `part`, must be a word of `allowed`; the empty word (no choice) always is.
    pub(super) fn members(&mut self, part: &Part, found: &Domain, allowed: &Domain) {
        let (Words::Only(words), Words::Only(known)) = (&found.words, &allowed.words) else { return };
        let owner = allowed.owner.clone().unwrap_or_else(|| "清单".to_owned());
        for word in words {
            let text = self.text(*word);
            if text.is_empty() || known.contains(word) {
                continue;
            }
            let known: Vec<String> = known.iter().map(|word| self.text(*word)).collect();
            let span = place_of(part, &text).unwrap_or_else(|| part.span.clone());
            let mut problem = Problem::new(span, format!("{owner} 没有选项 {text}"));
            problem.hint = Some(match nearest(&text, known.iter().map(String::as_str)) {
                Some(near) => format!("是否想写 {near}？"),
                None => format!("可以写：{}", known.join("、")),
            });
            match &mut self.home {
                Home::Shared(elsewhere) if allowed.of_one_theme => elsewhere.push(problem),
                _ => self.report(problem),
            }
        }
    }

    fn within(&mut self, left: &Part, right: &Part, whole: &Part) -> Option<Node> {
        let lowered = self.lower(left);
        if let Kind::List(parts) = &right.kind {
            match lowered? {
                (node, Type::Number) => {
                    let numbers: Option<Vec<Node>> =
                        parts.iter().map(|part| self.number(part, "in")).collect();
                    let same = |number| folded(Node::same(node.clone(), number));
                    return Some(Node::any(numbers?.into_iter().map(same).collect()));
                }
                (node, Type::Word(domain)) => {
                    let words = self.listed(parts)?;
                    let listed = Domain { words: Words::Only(words.clone()), ..Domain::default() };
                    self.comparable(left, &domain, right, &listed, whole)?;
                    return Some(Node::one_of(node, &words));
                }
                (_, other) => {
                    self.mistyped(left, "in", "一个选项或数", &other);
                    return None;
                }
            }
        }
        let set = self.set(right, "in");
        let ((node, kind), (set, known)) = (lowered?, set?);
        let Type::Word(domain) = kind else {
            self.mistyped(left, "in", "一个选项", &kind);
            return None;
        };
        self.comparable(left, &domain, right, &known, whole)?;
        if let Node::Constant(Value::Word(word)) = node {
            return Some(Node::has_any(set, self.bit(word, &left.span)?));
        }
        let Words::Only(words) = &known.words else {
            self.report(Problem::new(whole.span.clone(), "in 的左边要写一个带引号的词"));
            return None;
        };
        let mut either = Vec::new();
        for word in words {
            let has = Node::has_any(set.clone(), self.bit(*word, &right.span)?);
            either.push(Node::all(vec![has, Node::same(node.clone(), Node::Constant(Value::Word(*word)))]));
        }
        Some(Node::any(either))
    }

    pub(super) fn listed(&mut self, parts: &[Part]) -> Option<Vec<Word>> {
        let mut words = Vec::new();
        for part in parts {
            match &part.kind {
                Kind::Text(text) => words.push(self.scope.words().word(text)),
                _ => self.report(Problem::new(part.span.clone(), "清单里只能写带引号的词")),
            }
        }
        (words.len() == parts.len()).then_some(words)
    }

    /// `exists`, `all` and `filter`, written out word by word.
    pub(super) fn over(&mut self, name: Macro, list: &Part, variable: &str, body: &Part) -> Lowered {
        let (set, domain) = self.set(list, "exists、all、filter")?;
        let Words::Only(words) = &domain.words else {
            self.report(Problem::new(list.span.clone(), "这个清单可以写任何字，不能逐个看"));
            return None;
        };
        let mut tests = Vec::new();
        for word in words {
            let bit = self.bit(*word, &list.span)?;
            self.variables.push((variable.to_owned(), *word, Rc::clone(&domain)));
            let node = self.bool(body, "变量后面");
            self.variables.pop();
            tests.push((*word, bit, Node::has_any(set.clone(), bit), node?));
        }
        if name == Macro::Filter {
            let mut kept = Vec::new();
            let mut result = Node::Constant(Value::Set(0));
            for (word, bit, has, test) in tests {
                let passes = Node::all(vec![has, test]);
                if passes != Node::FALSE {
                    kept.push(word);
                }
                let one =
                    Node::choose(passes, Node::Constant(Value::Set(bit)), Node::Constant(Value::Set(0)));
                result = Node::union(result, one);
            }
            let domain = Domain { words: Words::Only(kept), ..(*domain).clone() };
            return Some((result, Type::Set(domain.into())));
        }
        let clauses = tests.into_iter().map(|(_, _, has, test)| match name {
            Macro::All => Node::any(vec![Node::negation(has), test]),
            _ => Node::all(vec![has, test]),
        });
        let clauses = clauses.collect();
        let node = if name == Macro::All { Node::all(clauses) } else { Node::any(clauses) };
        Some((node, Type::Bool))
    }

    /// The type of either of two parts.
    pub(super) fn join(&mut self, left: &Part, one: Type, right: &Part, other: Type) -> Option<Type> {
        match (one, other) {
            (Type::Bool, Type::Bool) => Some(Type::Bool),
            (Type::Number, Type::Number) => Some(Type::Number),
            (Type::Date, Type::Date) => Some(Type::Date),
            (Type::Word(one), Type::Word(other)) => Some(Type::Word(either(&one, &other))),
            (Type::Set(one), Type::Set(other)) => Some(Type::Set(either(&one, &other))),
            (one, other) => {
                let span = left.span.start..right.span.end;
                let message = format!("两边的结果要是同一类：这边是{}，那边是{}", one.name(), other.name());
                self.report(Problem::new(span, message));
                None
            }
        }
    }
}

fn either(one: &Rc<Domain>, other: &Rc<Domain>) -> Rc<Domain> {
    let words = match (&one.words, &other.words) {
        (Words::Only(ones), Words::Only(others)) => {
            let mut words = ones.clone();
            words.extend(others.iter().filter(|word| !ones.contains(word)));
            Words::Only(words)
        }
        _ => Words::Any,
    };
    Rc::new(Domain {
        owner: one.owner.clone().or_else(|| other.owner.clone()),
        words,
        of_one_theme: one.of_one_theme || other.of_one_theme,
    })
}

/// Where a word is written inside a part.
fn place_of(part: &Part, word: &str) -> Option<Range<usize>> {
    match &part.kind {
        Kind::Text(text) => (text == word).then(|| part.span.clone()),
        Kind::List(parts) => parts.iter().find_map(|part| place_of(part, word)),
        Kind::Binary(_, left, right) => place_of(left, word).or_else(|| place_of(right, word)),
        Kind::Choose(_, then, otherwise) => place_of(then, word).or_else(|| place_of(otherwise, word)),
        _ => None,
    }
}
