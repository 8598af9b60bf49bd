//! P083 免交的写法不对
//!
//! 写了 instead_of（凭什么免交）的，要写明是哪一种（spared_by）：sharing 部门共享、commitment 告知承诺、
//! earlier_result 同一件事里前面的结果、generated 系统按表生成。共享查不到、系统出不来时怎么办，
//! 写在 fallback；不写的，到时候请申请人补交这一份。没有免交的，这两个都不写。

use crate::{diagnostics::Diagnostics, read::draft::Draft};

pub(super) fn check(draft: &Draft<'_>, out: &mut Diagnostics) {
    for item in &draft.items {
        for (index, used) in item.value.materials.iter().enumerate() {
            let at = item.at.key("materials").index(index);
            match (&used.instead_of, used.spared_by) {
                (Some(_), None) => {
                    out.error("P083", at.key("instead_of").spot(), "没有写是哪一种免交")
                        .hint("请补上 spared_by");
                }
                (None, Some(_)) => {
                    out.error("P083", at.key("spared_by").spot(), "没有写凭什么免交")
                        .hint("请补上 instead_of");
                }
                (None, None) if used.fallback.is_some() => {
                    out.error("P083", at.key("fallback").spot(), "这份材料要交，用不着写查不到怎么办")
                        .hint("请删去 fallback");
                }
                _ => {}
            }
        }
    }
}
