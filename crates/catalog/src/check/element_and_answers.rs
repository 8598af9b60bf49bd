//! P031 答案填不进对应的数据项
//!
//! 情形写了 element 的，它的答案同时填进那个数据项：选项的 value、是和否的 element_values
//! 要是数据项的选项（choices）之一；答数的要对应数。对不上，表单上就会出现一个没有人能选的值。

use crate::{
    diagnostics::Diagnostics,
    model::{Element, ElementType, Situation, SituationType},
    read::draft::{At, Draft},
};

pub(super) fn check(draft: &Draft<'_>, out: &mut Diagnostics) {
    for theme in &draft.themes {
        for (index, situation) in theme.value.situations.iter().enumerate() {
            let at = theme.at.key("situations").index(index);
            let Some(id) = &situation.element else {
                without_element(situation, at, out);
                continue;
            };
            let Some(element) = draft.element(id) else { continue };
            fits(situation, &element.value, at, out);
            values(situation, &element.value, at, out);
        }
    }
}

fn without_element(situation: &Situation, at: At<'_>, out: &mut Diagnostics) {
    if situation.element_values.is_some() {
        out.error("P031", at.name("element_values"), "写了 element_values，却没有写对应哪个数据项")
            .hint("请补上 element");
    }
}

/// Whether the kind of answer can become the kind of value at all.
fn fits(situation: &Situation, element: &Element, at: At<'_>, out: &mut Diagnostics) {
    let number = matches!(
        element.kind,
        ElementType::Integer | ElementType::Decimal | ElementType::Money | ElementType::Area
    );
    let fault = match situation.kind {
        SituationType::Number if !number => "这一问答一个数，对应的数据项却不是数",
        SituationType::Boolean
            if element.kind != ElementType::Boolean && situation.element_values.is_none() =>
        {
            "这一问答是或否，对应的数据项却不是是否，请用 element_values 写明是和否各填什么"
        }
        SituationType::Single if number => "这一问选一项，对应的数据项却是数",
        SituationType::Multi if !element.multiple => "这一问可选多项，对应的数据项却只能填一个值",
        _ => return,
    };
    let label = &element.label;
    out.error("P031", at.key("element").spot(), format!("{fault}（{label}）"));
}

fn values(situation: &Situation, element: &Element, at: At<'_>, out: &mut Diagnostics) {
    if element.kind != ElementType::Choice {
        return;
    }
    let mut look = |value: &str, at: At<'_>| {
        if !element.choices.iter().any(|choice| choice == value) {
            let names = element.choices.iter().map(|choice| (&**choice, ""));
            let hint = super::meant(value, names)
                .unwrap_or_else(|| format!("可以写：{}", element.choices.join("、")));
            out.error("P031", at.spot(), format!("数据项 {} 没有“{value}”这个选项", element.id)).hint(hint);
        }
    };
    for (index, option) in situation.options.iter().enumerate() {
        if let Some(value) = &option.value {
            look(value, at.key("options").index(index).key("value"));
        }
    }
    if let Some((yes, no)) = &situation.element_values {
        look(yes, at.key("element_values").key("true"));
        look(no, at.key("element_values").key("false"));
    }
}
