//! P064 用不到的材料
//!
//! 事项写了一份材料，可在用到这个事项的每个主题里，不论怎么回答都轮不到交它：多半是条件里的选项写错了。
//! 没有一个事项用到、也不是哪个事项的结果的材料，同样是多余的。

use super::proven::Proven;
use crate::diagnostics::Diagnostics;

pub(super) fn check(proven: &Proven<'_, '_>, out: &mut Diagnostics) {
    for (item, at, uses) in proven.items() {
        if uses.iter().all(|one| one.theme.present[one.index].is_never()) {
            continue;
        }
        for (index, used) in item.materials.iter().enumerate() {
            let needed = uses.iter().any(|one| {
                let condition = one.theme.proof.used(one.plan.materials.start + index);
                !one.theme.present[one.index].and(&condition).is_never()
            });
            if !needed {
                let name = proven.catalog.material_name(&used.material);
                let spot = at.key("materials").index(index).key("when").spot();
                out.error("P064", spot, format!("不论怎么回答都不用交“{name}”：条件永远不成立"))
                    .hint("请核对条件里的选项，或者删去这份材料");
            }
        }
    }
    if !proven.is_whole() {
        return;
    }
    let items = || proven.catalog.items.values();
    for material in proven.catalog.materials.values().filter(|material| !material.used_by_all) {
        let id = &material.id;
        let used = items().any(|item| item.materials.iter().any(|used| used.material == *id));
        let issued =
            || items().any(|item| item.results.iter().any(|result| result.material.as_ref() == Some(id)));
        let read =
            || proven.catalog.elements.values().any(|element| element.prefill.as_deref() == Some(&**id));
        if !used
            && !issued()
            && !read()
            && let Some(spot) = proven.spots.materials.get(id)
        {
            out.warning("P064", spot.clone(), format!("没有一个事项用到“{}”", material.name))
                .hint("请删去它，或者写进用到它的事项");
        }
    }
}
