//! P098 接替的事项中间空了几天
//!
//! 同一个事项在一个主题里写几次的，是前后接替的几种办法，每一次都有自己的日期：
//! 前一种到期的第二天，后一种就要开始。中间空着几天，那几天申请的人就少办一项。

use crate::{
    days::{Period, in_words},
    diagnostics::Diagnostics,
    read::{
        days::period_of,
        draft::At,
        tree::{Node, Value},
    },
};

/// Looks at the items of one theme, whatever day it is.
pub(crate) fn check<'n>(list: At<'n>, items: &'n [Node<'n>], out: &mut Diagnostics) {
    let mut entries: Vec<(&str, Period, At<'n>)> = items
        .iter()
        .filter_map(|node| {
            let at = At { node, ..list };
            let Value::Scalar(name) = &at.key("item").node.value else { return None };
            Some((&*name.text, period_of(node), at))
        })
        .collect();
    entries.sort_by_key(|(name, period, _)| (*name, period.from));
    for pair in entries.windows(2) {
        let ((name, earlier, _), (next, later, at)) = (&pair[0], &pair[1]);
        if name != next {
            continue;
        }
        let (Some(until), Some(from)) = (earlier.until, later.from) else { continue };
        if until.tomorrow().is_ok_and(|next| next < from) {
            let message =
                format!("{name} 到{}为止，下一次从{}起，中间空了几天", in_words(until), in_words(from));
            out.error("P098", at.key("from").spot(), message);
        }
    }
}
