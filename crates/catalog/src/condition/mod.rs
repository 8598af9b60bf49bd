//! Conditions (条件): CEL syntax over situations and data elements.
//!
//! [`Expression::parse`] reads the text, `check` gives every part a type and
//! lowers it to a [`node::Node`], and `node` evaluates that in three values:
//! true, false, not yet known. Knows nothing of files, themes or cases.

use std::ops::Range;

mod check;
pub mod functions;
pub mod node;
mod parse;
pub mod syntax;

pub(crate) use check::VALUE_ON;
pub use check::{Domain, Home, Scope, Type, Words, check};

/// Something wrong in a condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Bytes of the condition that are to blame.
    pub span: Range<usize>,
    /// What is wrong, in plain Chinese.
    pub message: String,
    /// How to mend it.
    pub hint: Option<String>,
}

impl Problem {
    fn new(span: Range<usize>, message: impl Into<String>) -> Self {
        Self { span, message: message.into(), hint: None }
    }

    fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// A condition whose syntax is right; its names and types are not yet looked at.
#[derive(Debug, Clone, PartialEq)]
pub struct Expression {
    root: syntax::Part,
}

impl Expression {
    /// Reads a condition. Reports everything that is wrong with its syntax.
    pub fn parse(text: &str) -> Result<Self, Vec<Problem>> {
        parse::parse(text).map(|root| Self { root })
    }

    /// The outermost part.
    pub fn root(&self) -> &syntax::Part {
        &self.root
    }

    /// Names of situations and elements that occur, with their places.
    pub fn names(&self) -> Vec<(String, Range<usize>)> {
        let mut names = Vec::new();
        self.root.names(&mut Vec::new(), &mut names);
        names
    }
}
