//! P017 没有这个主题
//!
//! 窗口和网上渠道只能开通 themes 文件夹里有的主题；互为一对的两个主题（个体户和企业）要互相写上对方，
//! 申请人走错了才能从任何一边转到另一边。

use super::meant;
use crate::{
    diagnostics::{Diagnostics, Spot},
    read::draft::{At, Draft, Kind},
};

pub(super) fn check(draft: &Draft<'_>, out: &mut Diagnostics) {
    for place in &draft.places {
        let themes = place.value.themes.iter().flatten();
        list(draft, themes.map(|id| &**id), place.at.key("themes"), out);
        list(draft, place.value.main_themes.iter().map(|id| &**id), place.at.key("main_themes"), out);
    }
    for channel in &draft.channels {
        let themes = channel.value.themes.iter().flatten();
        list(draft, themes.map(|id| &**id), channel.at.key("themes"), out);
    }
    for theme in &draft.themes {
        let Some(pair) = &theme.value.pair else { continue };
        let spot = theme.at.key("pair").spot();
        match draft.theme(pair) {
            Some(other) if other.value.pair.as_deref() != Some(&theme.value.id) => {
                out.error("P017", spot, format!("本主题和 {pair} 成一对，但 {pair} 没有写上本主题"))
                    .hint(format!("请在 {pair} 里写 pair: {}", theme.value.id));
            }
            Some(_) => {}
            None => look(draft, pair, spot, out),
        }
    }
}

fn list<'a>(draft: &Draft<'_>, ids: impl Iterator<Item = &'a str>, at: At<'_>, out: &mut Diagnostics) {
    for (index, id) in ids.enumerate() {
        look(draft, id, at.index(index).spot(), out);
    }
}

fn look(draft: &Draft<'_>, id: &str, spot: Spot<'_>, out: &mut Diagnostics) {
    if draft.theme(id).is_none() && !draft.is_obscure(Kind::Themes, id) && !id.is_empty() {
        let names = draft.themes.iter().map(|theme| (&*theme.value.id, &*theme.value.name));
        out.error("P017", spot, format!("没有编号为 {id} 的主题")).hint_if_some(meant(id, names));
    }
}
