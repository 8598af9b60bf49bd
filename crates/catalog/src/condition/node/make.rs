//! Conditions put together so that what is the same thing becomes the same tree: constants folded, lists flat.

use super::{Node, Value, Word, has_any};

/// Constructors that work in what is already constant.
impl Node {
    pub(crate) fn all(nodes: Vec<Node>) -> Self {
        Self::join(nodes, false)
    }

    pub(in crate::condition) fn any(nodes: Vec<Node>) -> Self {
        Self::join(nodes, true)
    }

    fn join(nodes: Vec<Node>, decisive: bool) -> Self {
        let mut kept = Vec::with_capacity(nodes.len());
        for node in nodes {
            match node {
                Self::Constant(Value::Bool(value)) if value == decisive => return node,
                Self::Constant(Value::Bool(_)) => {}
                Self::Or(inner) if decisive => kept.extend(inner),
                Self::And(inner) if !decisive => kept.extend(inner),
                node => kept.push(node),
            }
        }
        match kept.len() {
            0 => Self::Constant(Value::Bool(!decisive)),
            1 => kept.swap_remove(0),
            _ if decisive => Self::Or(merge_masks(kept).into()),
            _ => Self::And(kept.into()),
        }
    }

    pub(crate) fn negation(node: Node) -> Self {
        match node {
            Self::Constant(Value::Bool(value)) => Self::Constant(Value::Bool(!value)),
            Self::Not(inner) => *inner,
            node => Self::Not(Box::new(node)),
        }
    }

    pub(crate) fn choose(condition: Node, then: Node, otherwise: Node) -> Self {
        match condition {
            Self::Constant(Value::Bool(true)) => then,
            Self::Constant(Value::Bool(false)) => otherwise,
            _ if then == otherwise => then,
            condition => Self::Choose(Box::new([condition, then, otherwise])),
        }
    }

    pub(crate) fn same(left: Node, right: Node) -> Self {
        match (left, right) {
            (Self::Constant(left), Self::Constant(right)) => Self::Constant(Value::Bool(left == right)),
            (Self::Slot(slot), Self::Constant(Value::Word(word)))
            | (Self::Constant(Value::Word(word)), Self::Slot(slot)) => Self::Is(slot, word),
            (left, right) => Self::Same(Box::new([left, right])),
        }
    }

    /// The word is one of those.
    pub(in crate::condition) fn one_of(word: Node, words: &[Word]) -> Self {
        match word {
            Self::Constant(Value::Word(word)) => Self::Constant(Value::Bool(words.contains(&word))),
            Self::Slot(slot) => Self::OneOf(slot, words.into()),
            word => Self::any(
                words.iter().map(|one| Self::same(word.clone(), Self::Constant(Value::Word(*one)))).collect(),
            ),
        }
    }

    /// The set has at least one word of the mask. Distributed over unions and
    /// choices, so that one part may decide while another is unknown.
    pub(in crate::condition) fn has_any(set: Node, mask: u64) -> Self {
        match set {
            Self::Constant(value) => Self::Constant(has_any(value, mask)),
            Self::Slot(slot) => Self::SlotHasAny(slot, mask),
            Self::Union(nodes) => {
                Self::any((*nodes).into_iter().map(|node| Self::has_any(node, mask)).collect())
            }
            Self::Choose(nodes) => {
                let [condition, then, otherwise] = *nodes;
                Self::choose(condition, Self::has_any(then, mask), Self::has_any(otherwise, mask))
            }
            set => Self::HasAny(Box::new(set), mask),
        }
    }

    pub(in crate::condition) fn union(left: Node, right: Node) -> Self {
        match (left, right) {
            (Self::Constant(Value::Set(left)), Self::Constant(Value::Set(right))) => {
                Self::Constant(Value::Set(left | right))
            }
            (Self::Constant(Value::Set(0)), node) | (node, Self::Constant(Value::Set(0))) => node,
            (left, right) => Self::Union(Box::new([left, right])),
        }
    }
}

/// Makes one test of several on the same set.
fn merge_masks(nodes: Vec<Node>) -> Vec<Node> {
    let mut merged: Vec<Node> = Vec::with_capacity(nodes.len());
    for node in nodes {
        if let Node::SlotHasAny(slot, mask) = node {
            let same = merged.iter_mut().find_map(|kept| match kept {
                Node::SlotHasAny(held, kept) if *held == slot => Some(kept),
                _ => None,
            });
            if let Some(kept) = same {
                *kept |= mask;
                continue;
            }
        }
        merged.push(node);
    }
    merged
}
