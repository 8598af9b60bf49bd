//! P097 变动的日期不对
//!
//! changes 写的是“哪些日子里和上面写的不一样”，所以每一条都要有 from 或者 until；
//! 同一个键在同一天只能有一种不一样，否则不知道按哪一条办。

use crate::{
    diagnostics::Diagnostics,
    read::{
        days::{OF_THE_CHANGE, period_of},
        draft::At,
        tree::{Entry, Node, Value},
    },
};

/// Looks at one list of changes, whatever day it is.
pub(crate) fn check<'n>(list: At<'n>, changes: &'n [Node<'n>], out: &mut Diagnostics) {
    for (index, change) in changes.iter().enumerate() {
        let (at, period) = (list.index(index), period_of(change));
        if period.is_always() {
            out.error("P097", at.spot(), "变动没有写日期")
                .hint("请写上 from 或者 until；一直施行的直接写在上面");
        }
        for entry in entries(change).iter().filter(|entry| !OF_THE_CHANGE.contains(&&*entry.key)) {
            let same = |other: &&Node<'_>| {
                entries(other).iter().any(|other| other.key == entry.key)
                    && !period_of(other).within(period).is_empty()
            };
            if let Some(other) = changes[..index].iter().find(same) {
                let message = format!("{} 在同一天有两种变动（另一种{}）", entry.key, period_of(other));
                out.error("P097", at.name(&entry.key), message);
            }
        }
    }
}

fn entries<'e, 'n>(node: &'e Node<'n>) -> &'e [Entry<'n>] {
    match &node.value {
        Value::Mapping(entries) => entries,
        _ => &[],
    }
}
