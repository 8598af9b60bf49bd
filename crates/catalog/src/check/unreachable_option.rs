//! P061 到不了的选项
//!
//! 算出来的情形（derived）里写了一个选项，可不论怎么回答都算不出它：靠它才办的事、才交的材料也就永远没有。
//! 群众自己选的选项，只要问得到就选得到，问不到的见 P062。

use super::proven::Proven;
use crate::diagnostics::Diagnostics;

pub(super) fn check(proven: &Proven<'_, '_>, out: &mut Diagnostics) {
    for theme in &proven.themes {
        for (index, situation) in theme.theme.situations.iter().enumerate() {
            if situation.derived.is_none() {
                continue;
            }
            for (option, known) in situation.options.iter().enumerate() {
                if theme.proof.holds(index, option).is_never() {
                    let at = theme.at.key("situations").index(index).key("options").index(option).key("id");
                    out.error("P061", at.spot(), format!("不论怎么回答都算不出选项 {}", known.id))
                        .hint("请核对 derived，或者删去这个选项");
                }
            }
        }
    }
}
