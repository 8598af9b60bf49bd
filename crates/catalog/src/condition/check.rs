//! Gives every part of a condition its type and lowers it to a [`Node`].
//!
//! Reports everything that is wrong in one run: names that nothing bears,
//! words that are no option, operands that do not fit.

mod operators;

use std::{ops::Range, rc::Rc, sync::Arc};

use crate::{days::Parameter, diagnostics::nearest};

use super::{
    Expression, Problem,
    functions::{Function, Reading, Sort},
    node::{Days, Node, Sum, Value, Word, WordTable},
    syntax::{Kind, Part},
};

/// What a part comes to.
#[derive(Debug, Clone)]
pub enum Type {
    /// Yes or no.
    Bool,
    /// A number.
    Number,
    /// One word of a domain.
    Word(Rc<Domain>),
    /// A set of words of a domain.
    Set(Rc<Domain>),
    /// A day.
    Date,
}

impl Type {
    fn name(&self) -> &'static str {
        match self {
            Self::Bool => "是或否",
            Self::Number => "数",
            Self::Word(_) => "一个选项",
            Self::Set(_) => "几个选项的清单",
            Self::Date => "日期",
        }
    }
}

/// The words that a value may be.
#[derive(Debug, Clone, Default)]
pub struct Domain {
    /// Whose words they are, such as 情形 birth_place; none for words in the condition itself.
    pub owner: Option<String>,
    /// The words.
    pub words: Words,
    /// They are the options of one theme's question; another theme may offer others.
    pub of_one_theme: bool,
}

/// Which words there are.
#[derive(Debug, Clone)]
pub enum Words {
    /// These alone.
    Only(Vec<Word>),
    /// Any text.
    Any,
}

impl Default for Words {
    fn default() -> Self {
        Self::Only(Vec::new())
    }
}

/// What the names in a condition stand for.
pub trait Scope {
    /// The value and type of a situation or an element; none if nothing bears that name.
    fn resolve(&mut self, name: &str) -> Option<(Node, Type)>;
    /// All names, for hints.
    fn names(&self) -> Vec<String>;
    /// The words of the theme.
    fn words(&mut self) -> &mut WordTable;
    /// What an identity number under that name tells; none if nothing bears the name.
    fn reading(&mut self, name: &str, reading: Reading) -> Option<Node>;
    /// The parameter of that id, with its values of all days; none if it is no number.
    fn parameter(&self, name: &str) -> Option<Arc<Parameter>>;
    /// The published working days.
    fn days(&self) -> Days;
}

/// Where a condition belongs.
pub enum Home<'a> {
    /// In one theme: a word that its question does not offer is wrong.
    Theme,
    /// In an item that several themes share: such a word is never chosen here,
    /// and put down for whoever sees all the themes.
    Shared(&'a mut Vec<Problem>),
}

/// Checks a condition against what it should come to, and lowers it.
pub fn check(
    expression: &Expression,
    expected: &Type,
    scope: &mut impl Scope,
    home: Home<'_>,
) -> Result<Node, Vec<Problem>> {
    let mut checker = Checker { scope, home, problems: Vec::new(), variables: Vec::new() };
    let root = expression.root();
    let lowered = checker.lower(root);
    if let Some((_, found)) = &lowered {
        checker.fits(root, found, expected);
    }
    match lowered {
        Some((node, _)) if checker.problems.is_empty() => Ok(node),
        _ => Err(checker.problems),
    }
}

type Lowered = Option<(Node, Type)>;

struct Checker<'a, S> {
    scope: &'a mut S,
    home: Home<'a>,
    problems: Vec<Problem>,
    variables: Vec<(String, Word, Rc<Domain>)>,
}

impl<S: Scope> Checker<'_, S> {
    fn report(&mut self, problem: Problem) {
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }

    fn text(&mut self, word: Word) -> String {
        self.scope.words().text(word).to_owned()
    }

    fn lower(&mut self, part: &Part) -> Lowered {
        match &part.kind {
            Kind::Bool(value) => Some((Node::Constant(Value::Bool(*value)), Type::Bool)),
            Kind::Number(value) => Some((Node::Constant(Value::Number(*value)), Type::Number)),
            Kind::Text(text) => {
                let word = self.scope.words().word(text);
                let domain = Domain { words: Words::Only(vec![word]), ..Domain::default() };
                Some((Node::Constant(Value::Word(word)), Type::Word(domain.into())))
            }
            Kind::Name(name) => self.name(name, &part.span),
            Kind::List(parts) => self.list(parts),
            Kind::Not(inner) => {
                let node = self.bool(inner, "!")?;
                Some((Node::negation(node), Type::Bool))
            }
            Kind::Negate(inner) => {
                let node = self.number(inner, "-")?;
                Some((reckon(Sum::Minus, Node::Constant(Value::Number(0.0)), node), Type::Number))
            }
            Kind::Binary(operator, left, right) => self.binary(*operator, left, right, part),
            Kind::Choose(condition, then, otherwise) => {
                let condition = self.bool(condition, "?");
                let (then_node, then_type) = self.lower(then)?;
                let (otherwise_node, otherwise_type) = self.lower(otherwise)?;
                let kind = self.join(then, then_type, otherwise, otherwise_type)?;
                Some((Node::choose(condition?, then_node, otherwise_node), kind))
            }
            Kind::Size(inner) => {
                let (node, _) = self.set(inner, "size()")?;
                let node = match node {
                    Node::Constant(Value::Set(set)) => {
                        Node::Constant(Value::Number(f64::from(set.count_ones())))
                    }
                    node => Node::Size(Box::new(node)),
                };
                Some((node, Type::Number))
            }
            Kind::Call(name, arguments) => self.call(name, arguments, part),
            Kind::Macro { name, list, variable, body } => self.over(*name, list, variable, body),
        }
    }

    fn call(&mut self, name: &str, arguments: &[Part], part: &Part) -> Lowered {
        if let Some((_, reading)) = Reading::ALL.iter().find(|(known, _)| *known == name) {
            return self.read(name, *reading, arguments, part);
        }
        if name == VALUE_ON {
            return self.value_on(arguments, part);
        }
        if name == WORKING_DAYS {
            let nodes = self.arguments(name, &[Sort::Date, Sort::Number], arguments, part)?;
            let [from, count] = <[Node; 2]>::try_from(nodes).ok()?;
            let node = Node::WorkingDays(self.scope.days(), Box::new([from, count]));
            return Some((folded(node), Type::Date));
        }
        let Some(function) = Function::named(name) else {
            let names = Function::ALL.iter().map(|function| function.name());
            let names =
                names.chain(Reading::ALL.iter().map(|(name, _)| *name)).chain([WORKING_DAYS, VALUE_ON]);
            let mut problem = Problem::new(part.span.clone(), format!("没有 {name} 这个算式"));
            problem.hint = Some(match nearest(name, names) {
                Some(near) => format!("是否想写 {near}？"),
                None => "可以用的算式在《事项库怎么写》的“条件”一节".to_owned(),
            });
            self.report(problem);
            return None;
        };
        let mut nodes = self.arguments(name, function.arguments(), arguments, part)?;
        for parameter in function.parameters() {
            let Some((value, Type::Number)) = self.scope.resolve(parameter) else {
                let message = format!("{name} 要用的参数 {parameter} 不在 parameters.yaml 里");
                self.report(Problem::new(part.span.clone(), message));
                return None;
            };
            nodes.push(value);
        }
        Some((folded(Node::Call(function, nodes.into())), of_sort(function.result())))
    }

    /// What a parameter is set to on the day of something that happens, such as an invoice.
    fn value_on(&mut self, arguments: &[Part], part: &Part) -> Lowered {
        let [Part { kind: Kind::Name(name), span }, on] = arguments else {
            let message = format!("{VALUE_ON} 的括号里要写一个参数和一个日期");
            self.report(Problem::new(part.span.clone(), message));
            return None;
        };
        let parameter = self.scope.parameter(name);
        if parameter.is_none() {
            self.report(Problem::new(span.clone(), format!("没有编号为 {name} 的数")));
        }
        match self.lower(on)? {
            (node, Type::Date) => Some((folded(Node::ValueOn(parameter?, Box::new(node))), Type::Number)),
            (_, found) => {
                self.mistyped(on, VALUE_ON, "日期", &found);
                None
            }
        }
    }

    /// What an identity number tells: only a name can be read from.
    fn read(&mut self, name: &str, reading: Reading, arguments: &[Part], part: &Part) -> Lowered {
        let [Part { kind: Kind::Name(element), span }] = arguments else {
            self.report(Problem::new(part.span.clone(), format!("{name} 的括号里要写一个证件号码的数据项")));
            return None;
        };
        let node = self.scope.reading(element, reading);
        if node.is_none() {
            self.report(Problem::new(span.clone(), format!("{element} 不是证件号码，读不出出生日期和性别")));
        }
        Some((node?, of_sort(reading.result())))
    }

    fn arguments(&mut self, name: &str, wanted: &[Sort], given: &[Part], whole: &Part) -> Option<Vec<Node>> {
        if wanted.len() != given.len() {
            let message = format!("{name} 要 {} 个数或日期，这里写了 {} 个", wanted.len(), given.len());
            self.report(Problem::new(whole.span.clone(), message));
            return None;
        }
        let nodes: Vec<Option<Node>> = wanted
            .iter()
            .zip(given)
            .map(|(wanted, part)| match (self.lower(part)?, wanted) {
                ((node, Type::Bool), Sort::Bool)
                | ((node, Type::Number), Sort::Number)
                | ((node, Type::Date), Sort::Date) => Some(node),
                ((_, found), wanted) => {
                    self.mistyped(part, name, of_sort(*wanted).name(), &found);
                    None
                }
            })
            .collect();
        nodes.into_iter().collect()
    }

    fn name(&mut self, name: &str, span: &Range<usize>) -> Lowered {
        if let Some((_, word, domain)) = self.variables.iter().rev().find(|(bound, ..)| bound == name) {
            return Some((Node::Constant(Value::Word(*word)), Type::Word(Rc::clone(domain))));
        }
        let resolved = self.scope.resolve(name);
        if resolved.is_none() {
            let names = self.scope.names();
            let mut problem = Problem::new(span.clone(), format!("没有叫 {name} 的情形、数据项或参数"));
            problem.hint = nearest(name, names.iter().map(String::as_str))
                .map(|near| format!("是否想写 {near}？"))
                .or_else(|| Some("如果是选项，请加上引号".to_owned()));
            self.report(problem);
        }
        resolved
    }

    /// A list of words as a set.
    fn list(&mut self, parts: &[Part]) -> Lowered {
        let mut set = 0;
        let mut words = Vec::new();
        for part in parts {
            let Kind::Text(text) = &part.kind else {
                self.report(Problem::new(part.span.clone(), "清单里只能写带引号的词"));
                return None;
            };
            let word = self.scope.words().word(text);
            if words.contains(&word) {
                self.report(Problem::new(part.span.clone(), format!("{text} 在清单里写了两次")));
            }
            words.push(word);
            set |= self.bit(word, &part.span)?;
        }
        let domain = Domain { words: Words::Only(words), ..Domain::default() };
        Some((Node::Constant(Value::Set(set)), Type::Set(domain.into())))
    }

    fn bit(&mut self, word: Word, span: &Range<usize>) -> Option<u64> {
        let bit = self.scope.words().bit(word);
        if bit.is_none() {
            let most = WordTable::MAX_SET_WORDS;
            self.report(Problem::new(span.clone(), format!("一个主题的多选选项合起来不能超过 {most} 个")));
        }
        bit
    }

    fn mistyped(&mut self, part: &Part, by: &str, wanted: &str, found: &Type) {
        let gap = if by.is_ascii() { " " } else { "" };
        let message = format!("{by}{gap}要的是{wanted}，这里却是{}", found.name());
        let mut problem = Problem::new(part.span.clone(), message);
        problem.hint = match found {
            Type::Word(_) if wanted == "是或否" => Some("要和某个选项比较，例如 … == '选项'".to_owned()),
            Type::Set(_) if wanted == "是或否" => Some("要问清单里有没有，例如 '选项' in …".to_owned()),
            Type::Number if wanted == "是或否" => Some("要和某个数比较，例如 … > 0".to_owned()),
            _ => None,
        };
        self.report(problem);
    }

    fn bool(&mut self, part: &Part, by: &str) -> Option<Node> {
        match self.lower(part)? {
            (node, Type::Bool) => Some(node),
            (_, other) => {
                self.mistyped(part, by, "是或否", &other);
                None
            }
        }
    }

    fn number(&mut self, part: &Part, by: &str) -> Option<Node> {
        match self.lower(part)? {
            (node, Type::Number) => Some(node),
            (_, other) => {
                self.mistyped(part, by, "数", &other);
                None
            }
        }
    }

    /// Two sides of a comparison: both numbers or both days.
    fn ordered(&mut self, left: &Part, right: &Part, sign: &str) -> (Option<Node>, Option<Node>) {
        match self.lower(left) {
            Some((node, Type::Date)) => match self.lower(right) {
                Some((other, Type::Date)) => (Some(node), Some(other)),
                Some((_, other)) => {
                    self.mistyped(right, sign, "日期", &other);
                    (Some(node), None)
                }
                None => (Some(node), None),
            },
            Some((node, Type::Number)) => (Some(node), self.number(right, sign)),
            Some((_, other)) => {
                self.mistyped(left, sign, "数或日期", &other);
                (None, self.lower(right).map(|(node, _)| node))
            }
            None => (None, self.lower(right).map(|(node, _)| node)),
        }
    }

    fn set(&mut self, part: &Part, by: &str) -> Option<(Node, Rc<Domain>)> {
        match self.lower(part)? {
            (node, Type::Set(domain)) => Some((node, domain)),
            (_, other) => {
                self.mistyped(part, by, "清单", &other);
                None
            }
        }
    }

    fn fits(&mut self, root: &Part, found: &Type, expected: &Type) {
        match (found, expected) {
            (Type::Bool, Type::Bool) | (Type::Number, Type::Number) | (Type::Date, Type::Date) => {}
            (Type::Word(found), Type::Word(expected)) | (Type::Set(found), Type::Set(expected)) => {
                self.members(root, found, expected);
            }
            (found, expected) => self.mistyped(root, "整个条件", expected.name(), found),
        }
    }
}

/// The function that counts in published working days; it needs the calendar as well.
const WORKING_DAYS: &str = "add_working_days";
/// `value_on(nev_tax_cut, vehicle.invoice_date)`
pub(crate) const VALUE_ON: &str = "value_on";

fn of_sort(sort: Sort) -> Type {
    match sort {
        Sort::Bool => Type::Bool,
        Sort::Number => Type::Number,
        Sort::Date => Type::Date,
    }
}

fn reckon(sum: Sum, left: Node, right: Node) -> Node {
    folded(Node::Reckon(sum, Box::new([left, right])))
}

/// The constant that a node comes to if none of its parts looks at a slot.
fn folded(node: Node) -> Node {
    let mut constant = true;
    node.occurring(&mut |_| constant = false);
    if constant { Node::Constant(node.evaluate(&[])) } else { node }
}
