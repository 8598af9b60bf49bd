//! P082 几种材料任选的写法不对
//!
//! 法律写“甲或者乙”的，在 any_of 里写清有哪几条路（ways）、每一条要哪些材料，至少两条；
//! 材料要在本事项的 materials 里，一份材料只在一条路上。写了 element（表上由哪个数据项选）的，
//! 每一条路都要写对应的值（value）；没有写的，交了哪一条的材料就算选了哪一条。

use std::collections::BTreeMap;

use crate::{
    diagnostics::Diagnostics,
    model::{AnyOf, ElementType, Item},
    read::draft::{At, Draft, Kind},
};

pub(super) fn check(draft: &Draft<'_>, out: &mut Diagnostics) {
    for item in &draft.items {
        for (index, group) in item.value.any_of.iter().enumerate() {
            let at = item.at.key("any_of").index(index);
            if group.ways.len() < 2 {
                out.error("P082", at.key("ways").spot(), "任选的至少要有两条路")
                    .hint("只有一条的，不用写 any_of");
            }
            if group.ways.iter().filter(|way| way.usual).count() > 1 {
                out.error("P082", at.key("ways").spot(), "常走的路（usual）只能有一条");
            }
            materials(&item.value, group, at, out);
            values(draft, group, at, out);
        }
    }
}

fn materials(item: &Item, group: &AnyOf, at: At<'_>, out: &mut Diagnostics) {
    let mut seen = BTreeMap::new();
    for (index, way) in group.ways.iter().enumerate() {
        let at = at.key("ways").index(index).key("materials");
        if way.materials.is_empty() {
            out.error("P082", at.spot(), "这条路没有写要哪些材料");
        }
        for (index, material) in way.materials.iter().enumerate() {
            let spot = at.index(index).spot();
            if !item.materials.iter().any(|used| used.material == *material) {
                let names = item.materials.iter().map(|used| used.material.as_str());
                out.error("P082", spot, format!("本事项的 materials 里没有 {material}")).hint_if_some(
                    crate::diagnostics::nearest(material, names).map(|near| format!("是否想写 {near}？")),
                );
            } else if seen.insert(material, ()).is_some() {
                out.error("P082", spot, format!("{material} 已经在另一条路上了"));
            }
        }
    }
}

fn values(draft: &Draft<'_>, group: &AnyOf, at: At<'_>, out: &mut Diagnostics) {
    let Some(id) = &group.element else { return };
    let Some(element) = draft.element(id) else {
        if !draft.is_obscure(Kind::Elements, id) {
            out.error("P082", at.key("element").spot(), format!("没有编号为 {id} 的数据项"));
        }
        return;
    };
    for (index, way) in group.ways.iter().enumerate() {
        let at = at.key("ways").index(index);
        let fits = match (&way.value, element.value.kind) {
            (Some(value), ElementType::Boolean) => value.is_boolean(),
            (Some(value), ElementType::Choice) => {
                value.as_str().is_some_and(|word| element.value.choices.iter().any(|choice| choice == word))
            }
            _ => false,
        };
        if !fits {
            let message = format!("这条路没有对应数据项 {id}（{}）能选的值", element.value.label);
            out.error("P082", at.key("value").spot(), message)
                .hint("选一项的写选项，是或否的写 true 或 false");
        }
    }
}
