//! P015 没有这个数据项
//!
//! 表单的字段、情形对应的数据项和主题自定的值都要在 elements 文件夹里有定义。
//! 同一件事实只有一个编号，各事项共用，申请人才只填一次。

use super::meant;
use crate::{
    diagnostics::{Diagnostics, Spot},
    ids::ElementId,
    read::draft::{Draft, Kind},
};

pub(super) fn check(draft: &Draft<'_>, out: &mut Diagnostics) {
    let mut look = |id: &ElementId, spot: Spot<'_>| {
        let known = draft.element(id).is_some() || draft.is_obscure(Kind::Elements, id);
        if known || id.is_empty() {
            return;
        }
        let names = draft.elements.iter().map(|element| (&*element.value.id, &*element.value.label));
        out.error("P015", spot, format!("没有编号为 {id} 的数据项")).hint_if_some(meant(id, names));
    };
    for element in &draft.elements {
        if let Some(same) = &element.value.same_as {
            look(same, element.at.key("same_as").spot());
        }
    }
    for item in &draft.items {
        for (index, field) in item.value.fields.iter().enumerate() {
            look(&field.element, item.at.key("fields").index(index).key("element").spot());
        }
    }
    for theme in &draft.themes {
        for (index, situation) in theme.value.situations.iter().enumerate() {
            if let Some(element) = &situation.element {
                look(element, theme.at.key("situations").index(index).key("element").spot());
            }
        }
        for element in theme.value.constants.keys() {
            look(element, theme.at.key("constants").name(element));
        }
    }
}
