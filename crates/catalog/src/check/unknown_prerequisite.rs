//! P012 等待了本主题没有的事项
//!
//! needs 只能写同一主题里的事项：审批图里没有可等的那一项，子办件就会一直等下去。
//! 要等的结果来自别处的，应当写成材料，由申请人提交或者由部门共享。

use super::meant;
use crate::{diagnostics::Diagnostics, read::draft::Draft};

pub(super) fn check(draft: &Draft<'_>, out: &mut Diagnostics) {
    for theme in &draft.themes {
        for (index, entry) in theme.value.items.iter().enumerate() {
            for (position, need) in entry.needs.iter().enumerate() {
                if theme.value.has_item(need) {
                    continue;
                }
                let names = theme.value.items.iter().map(|entry| {
                    (&*entry.item, draft.item(&entry.item).map_or("", |item| &*item.value.name))
                });
                let spot = theme.at.key("items").index(index).key("needs").index(position).key("item").spot();
                let message = format!("事项 {} 要等 {need}，但本主题没有这个事项", entry.item);
                out.error("P012", spot, message).hint_if_some(meant(need, names));
            }
        }
    }
}
