//! The parts of a condition as written, each with its place.

use std::ops::Range;

/// A part of a condition and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// What it is.
    pub kind: Kind,
    /// Its bytes in the condition's text.
    pub span: Range<usize>,
}

/// What a part is.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// `true`, `false`
    Bool(bool),
    /// `3`, `300.0`
    Number(f64),
    /// `'married'`
    Text(String),
    /// A situation, an element (dotted) or the variable of a macro.
    Name(String),
    /// `['a', 'b']`
    List(Vec<Part>),
    /// `!a`
    Not(Box<Part>),
    /// `-a`
    Negate(Box<Part>),
    /// `a && b`, `a < b` …
    Binary(Operator, Box<Part>, Box<Part>),
    /// `a ? b : c`
    Choose(Box<Part>, Box<Part>, Box<Part>),
    /// `list.size()` and `size(list)`
    Size(Box<Part>),
    /// `age_on(today, child.birth_date)`
    Call(String, Vec<Part>),
    /// `list.exists(x, …)`
    Macro {
        /// Which.
        name: Macro,
        /// Over what.
        list: Box<Part>,
        /// The variable.
        variable: String,
        /// What is said of it.
        body: Box<Part>,
    },
}

/// An operator between two parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Operator {
    And,
    Or,
    Equal,
    Unequal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    In,
    Plus,
    Minus,
    Times,
    Over,
}

impl Operator {
    /// As it is written.
    pub fn sign(self) -> &'static str {
        match self {
            Self::And => "&&",
            Self::Or => "||",
            Self::Equal => "==",
            Self::Unequal => "!=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
            Self::In => "in",
            Self::Plus => "+",
            Self::Minus => "-",
            Self::Times => "*",
            Self::Over => "/",
        }
    }
}

/// A macro over a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are CEL's")]
pub enum Macro {
    Exists,
    All,
    Filter,
}

impl Part {
    /// Names that occur, without the variables of macros.
    pub(super) fn names(&self, bound: &mut Vec<String>, names: &mut Vec<(String, Range<usize>)>) {
        match &self.kind {
            Kind::Bool(_) | Kind::Number(_) | Kind::Text(_) => {}
            Kind::Name(name) => {
                if !bound.contains(name) {
                    names.push((name.clone(), self.span.clone()));
                }
            }
            Kind::List(parts) | Kind::Call(_, parts) => {
                parts.iter().for_each(|part| part.names(bound, names))
            }
            Kind::Not(part) | Kind::Negate(part) | Kind::Size(part) => part.names(bound, names),
            Kind::Binary(_, left, right) => {
                left.names(bound, names);
                right.names(bound, names);
            }
            Kind::Choose(condition, then, otherwise) => {
                condition.names(bound, names);
                then.names(bound, names);
                otherwise.names(bound, names);
            }
            Kind::Macro { list, variable, body, .. } => {
                list.names(bound, names);
                bound.push(variable.clone());
                body.names(bound, names);
                bound.pop();
            }
        }
    }
}
