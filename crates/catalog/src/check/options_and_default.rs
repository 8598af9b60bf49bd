//! P030 选项、默认答案和问法对不上
//!
//! 单选（single）和多选（multi）要有选项，是否（boolean）和数（number）不能有选项；
//! 默认答案（default）要是选项之一。否则这一问没法答，或者默认的答案谁也不认识。

use crate::{
    answers::Answer,
    diagnostics::Diagnostics,
    model::{Situation, SituationType},
    read::draft::{At, Draft},
};

pub(super) fn check(draft: &Draft<'_>, out: &mut Diagnostics) {
    for theme in &draft.themes {
        for (index, situation) in theme.value.situations.iter().enumerate() {
            let at = theme.at.key("situations").index(index);
            options(situation, at, out);
            default(situation, at, out);
        }
    }
}

fn options(situation: &Situation, at: At<'_>, out: &mut Diagnostics) {
    let chosen = matches!(situation.kind, SituationType::Single | SituationType::Multi);
    if chosen && situation.options.is_empty() {
        out.error("P030", at.key("type").spot(), format!("情形 {} 是选择题，却没有选项", situation.id))
            .hint("请写上 options，或者把 type 改成 boolean（是否）或 number（数）");
    }
    if !chosen && !situation.options.is_empty() {
        out.error("P030", at.name("options"), format!("情形 {} 不是选择题，不能有选项", situation.id))
            .hint("请删去 options，或者把 type 改成 single（单选）或 multi（多选）");
    }
}

fn default(situation: &Situation, at: At<'_>, out: &mut Diagnostics) {
    let ids: &[String] = match &situation.default {
        Some(Answer::One(id)) => std::slice::from_ref(id),
        Some(Answer::Many(ids)) => ids,
        _ => return,
    };
    for id in ids.iter().filter(|id| !situation.options.iter().any(|option| option.id == **id)) {
        let names = situation.options.iter().map(|option| (&*option.id, &*option.label));
        out.error("P030", at.key("default").spot(), format!("默认答案 {id} 不是这一问的选项"))
            .hint_if_some(super::meant(id, names));
    }
}
