//! P019 同一样东西引用了两次
//!
//! 一个清单里同一样东西只写一次：材料写两遍，群众会以为要交两份；字段写两遍，表上就要填两次；
//! 部门、前置事项写两遍，多半是抄漏了另一个。同一份材料在不同条件下各写一次的，不算。

use crate::{
    diagnostics::Diagnostics,
    read::draft::{At, Draft},
};

pub(super) fn check(draft: &Draft<'_>, out: &mut Diagnostics) {
    for item in &draft.items {
        let uses = item.value.materials.iter().map(|used| (&*used.material, used.when.as_deref()));
        conditional("材料", item.at.key("materials"), "material", uses, out);
        let uses = item.value.fields.iter().map(|used| (&*used.element, used.when.as_deref()));
        conditional("字段", item.at.key("fields"), "element", uses, out);
        plain("取件方式", item.at.key("delivery"), item.value.delivery.iter().map(|one| &**one), out);
    }
    for theme in &draft.themes {
        let value = &theme.value;
        plain("配合部门", theme.at.key("cooperating"), value.cooperating.iter().map(|id| &**id), out);
        if let Some(index) = value.cooperating.iter().position(|id| *id == value.lead) {
            let spot = theme.at.key("cooperating").index(index).spot();
            out.warning("P019", spot, format!("{} 已经是牵头部门", value.lead))
                .hint("牵头部门不用再写进配合部门");
        }
        plain("群众的问法", theme.at.key("aliases"), value.aliases.iter().map(|one| &**one), out);
        for (index, entry) in value.items.iter().enumerate() {
            let at = theme.at.key("items").index(index).key("needs");
            plain("前置事项", at, entry.needs.iter().map(|id| &**id), out);
        }
        for (index, stop) in value.stops.iter().enumerate() {
            let at = theme.at.key("stops").index(index).key("blocks");
            plain("被拦的事项", at, stop.blocks.iter().map(|id| &**id), out);
        }
    }
    for material in &draft.materials {
        plain("形式", material.at.key("carrier"), material.value.carrier.iter().map(|one| &**one), out);
    }
}

fn plain<'a>(what: &str, at: At<'_>, words: impl Iterator<Item = &'a str>, out: &mut Diagnostics) {
    let words: Vec<&str> = words.collect();
    for (index, word) in words.iter().enumerate() {
        if words[..index].contains(word) {
            out.error("P019", at.index(index).spot(), format!("{what} {word} 写了两次")).hint("请删去一个");
        }
    }
}

/// The same thing twice is a mistake where both uses may apply together.
fn conditional<'a>(
    what: &str,
    at: At<'_>,
    key: &str,
    uses: impl Iterator<Item = (&'a str, Option<&'a str>)>,
    out: &mut Diagnostics,
) {
    let uses: Vec<(&str, Option<&str>)> = uses.collect();
    for (index, (id, when)) in uses.iter().enumerate() {
        let same = |(other, before): &(&str, Option<&str>)| {
            other == id && (before == when || before.is_none() || when.is_none())
        };
        if uses[..index].iter().any(same) {
            let spot = at.index(index).key(key).spot();
            out.error("P019", spot, format!("{what} {id} 写了两次")).hint("请合成一条，条件用 || 连起来");
        }
    }
}
