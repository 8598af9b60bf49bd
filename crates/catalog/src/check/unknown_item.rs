//! P011 没有这个事项
//!
//! 主题只能由 items 文件夹里有的事项组成；障碍只能拦本主题的事项。引用不存在的事项，
//! 告知书里就会缺一项，或者该拦的没有拦住。

use super::meant;
use crate::{
    diagnostics::Diagnostics,
    read::draft::{Draft, Kind, Placed, ThemeDraft},
};

/// Stands for every item of the theme in a stop.
const EVERY_ITEM: &str = "*";

pub(super) fn check(draft: &Draft<'_>, out: &mut Diagnostics) {
    for theme in &draft.themes {
        for (index, entry) in theme.value.items.iter().enumerate() {
            let id = &entry.item;
            if draft.item(id).is_some() || draft.is_obscure(Kind::Items, id) || id.is_empty() {
                continue;
            }
            let names = draft.items.iter().map(|item| (&*item.value.id, &*item.value.name));
            let spot = theme.at.key("items").index(index).key("item").spot();
            out.error("P011", spot, format!("没有编号为 {id} 的事项")).hint_if_some(meant(id, names));
        }
        blocked(draft, theme, out);
    }
}

fn blocked(draft: &Draft<'_>, theme: &Placed<'_, ThemeDraft>, out: &mut Diagnostics) {
    for (index, stop) in theme.value.stops.iter().enumerate() {
        for (position, id) in stop.blocks.iter().enumerate() {
            if *id == EVERY_ITEM || theme.value.has_item(id) {
                continue;
            }
            let names =
                theme.value.items.iter().map(|entry| {
                    (&*entry.item, draft.item(&entry.item).map_or("", |item| &*item.value.name))
                });
            let spot = theme.at.key("stops").index(index).key("blocks").index(position).spot();
            out.error("P011", spot, format!("障碍要拦 {id}，但本主题没有这个事项"))
                .hint_if_some(meant(id, names));
        }
    }
}
