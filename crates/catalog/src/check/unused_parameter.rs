//! P094 参数没有人用
//!
//! 没有一个条件、一句话用到的参数，改了也不起作用：法律变了，改了参数的人以为改好了，
//! 实际上条件里还是原来的数。请在条件或者文字里用它，或者删去。

use crate::{
    diagnostics::Diagnostics,
    read::draft::{Draft, Kind},
};

pub(super) fn check(draft: &Draft<'_>, out: &mut Diagnostics) {
    // What cannot be read may use it.
    let unread = [Kind::Items, Kind::Themes, Kind::Rules];
    if draft.obscure.iter().any(|(kind, _)| unread.contains(kind)) {
        return;
    }
    for parameter in &draft.parameters {
        if !draft.used_parameters.contains(&parameter.value.id) {
            let message = format!("参数 {} 没有条件或文字用到", parameter.value.id);
            out.error("P094", parameter.id.clone(), message);
        }
    }
}
