//! P014 没有这种材料
//!
//! 事项要的材料、结果变成的材料、数据项可读出的材料都要在 materials 文件夹里有定义。
//! 同一种材料只有一个编号，各事项共用，申请人才只交一次。

use super::meant;
use crate::{
    diagnostics::Diagnostics,
    diagnostics::Spot,
    ids::MaterialId,
    read::draft::{Draft, Kind},
};

pub(super) fn check(draft: &Draft<'_>, out: &mut Diagnostics) {
    for item in &draft.items {
        for (index, used) in item.value.materials.iter().enumerate() {
            let spot = item.at.key("materials").index(index).key("material").spot();
            look(draft, &used.material, spot, out);
        }
        for (index, result) in item.value.results.iter().enumerate() {
            if let Some(material) = &result.material {
                let spot = item.at.key("result").index(index).key("material").spot();
                look(draft, material, spot, out);
            }
        }
        if let Some(paper) = &item.value.third_party_paper
            && !item.value.materials.iter().any(|used| used.material == *paper)
        {
            let message = format!("{paper} 不在本事项的材料里，看不出关系到谁");
            out.error("P014", item.at.key("third_party_paper").spot(), message)
                .hint("请写 materials 里的一份材料，或者去掉这一行");
        }
    }
    prefills(draft, out);
}

fn look(draft: &Draft<'_>, id: &MaterialId, spot: Spot<'_>, out: &mut Diagnostics) {
    let known = draft.material(id).is_some() || draft.is_obscure(Kind::Materials, id);
    if !known && !id.is_empty() {
        let names = draft.materials.iter().map(|material| (&*material.value.id, &*material.value.name));
        out.error("P014", spot, format!("没有编号为 {id} 的材料")).hint_if_some(meant(id, names));
    }
}

/// What an element can be read from is a department or a material.
fn prefills(draft: &Draft<'_>, out: &mut Diagnostics) {
    for element in &draft.elements {
        let Some(source) = &element.value.prefill else { continue };
        let material = MaterialId::from(source.as_str());
        let known = draft.department(source).is_some()
            || draft.material(&material).is_some()
            || draft.is_obscure(Kind::Departments, source)
            || draft.is_obscure(Kind::Materials, source);
        if known {
            continue;
        }
        let departments = draft.departments.iter().map(|known| (&*known.value.id, &*known.value.short_name));
        let materials = draft.materials.iter().map(|known| (&*known.value.id, &*known.value.name));
        let message = format!("{source} 既不是部门的编号，也不是材料的编号");
        out.error("P014", element.at.key("prefill").spot(), message)
            .hint_if_some(meant(source, departments.chain(materials)));
    }
}
