//! P008 编号重复
//!
//! 编号（id）是别处引用它的唯一名字。两样东西用同一个编号，引用的人就不知道说的是哪一样。

use std::collections::BTreeMap;

use crate::{
    diagnostics::{Diagnostics, Spot},
    read::draft::{At, Draft, Placed},
};

pub(super) fn check(draft: &Draft<'_>, out: &mut Diagnostics) {
    all("部门", &draft.departments, |value| &value.id, out);
    all("材料", &draft.materials, |value| &value.id, out);
    all("数据项", &draft.elements, |value| &value.id, out);
    all("表单分段", &draft.sections, |value| &value.id, out);
    all("事项", &draft.items, |value| &value.id, out);
    all("主题", &draft.themes, |value| &value.id, out);
    all("窗口", &draft.places, |value| &value.id, out);
    all("镇街", &draft.divisions, |value| &value.id, out);
    all("网上渠道", &draft.channels, |value| &value.id, out);
    all("规则", &draft.rules, |value| &value.id, out);
    for item in &draft.items {
        let groups = item.value.any_of.iter().map(|group| &*group.id);
        within("任选的材料", item.at.key("any_of"), "id", groups, out);
        within("办法", item.at.key("paths"), "id", item.value.paths.iter().map(|path| &*path.id), out);
        let obligations = item.value.obligations.iter().map(|one| &*one.id);
        within("办完以后的事", item.at.key("obligations"), "id", obligations, out);
    }
    for theme in &draft.themes {
        let situations = theme.value.situations.iter().map(|situation| &*situation.id);
        within("情形", theme.at.key("situations"), "id", situations, out);
        let items = theme.value.items.iter().map(|entry| &*entry.item);
        within("事项", theme.at.key("items"), "item", items, out);
        let obligations = theme.value.obligations.iter().map(|one| &*one.id);
        within("办完以后的事", theme.at.key("obligations"), "id", obligations, out);
        let prerequisites = theme.value.prerequisites.iter().map(|one| &*one.id);
        within("要先在别处办好的", theme.at.key("prerequisites"), "id", prerequisites, out);
        let figures = theme.value.figures.iter().map(|figure| &*figure.id);
        let stops = theme.value.stops.iter().map(|stop| stop.id.as_deref().unwrap_or_default());
        within("障碍", theme.at.key("stops"), "id", stops, out);
        within("算给您看的项目", theme.at.key("figures"), "id", figures, out);
        for (index, situation) in theme.value.situations.iter().enumerate() {
            let at = theme.at.key("situations").index(index).key("options");
            within("选项", at, "id", situation.options.iter().map(|option| &*option.id), out);
        }
    }
}

fn all<T>(what: &str, placed: &[Placed<'_, T>], id: impl Fn(&T) -> &str, out: &mut Diagnostics) {
    repeated(what, placed.iter().map(|placed| (id(&placed.value), placed.id.clone())), out);
}

fn within<'a>(
    what: &str,
    list: At<'a>,
    key: &str,
    ids: impl Iterator<Item = &'a str>,
    out: &mut Diagnostics,
) {
    let spots = ids.enumerate().map(|(index, id)| (id, list.index(index).key(key).spot()));
    repeated(what, spots, out);
}

fn repeated<'a>(what: &str, ids: impl Iterator<Item = (&'a str, Spot<'a>)>, out: &mut Diagnostics) {
    let mut seen: BTreeMap<&str, Spot<'_>> = BTreeMap::new();
    for (id, spot) in ids.filter(|(id, _)| !id.is_empty()) {
        if let Some(first) = seen.get(id) {
            let line = first.file.text[..first.span.start].matches('\n').count() + 1;
            let hint = format!("{} 第 {line} 行已经用了这个编号，请换一个", first.file.name);
            out.error("P008", spot, format!("{what}的编号 {id} 重复")).hint(hint);
        } else {
            seen.insert(id, spot);
        }
    }
}
