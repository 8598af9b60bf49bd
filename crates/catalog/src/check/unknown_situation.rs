//! P016 按它重复的情形不对
//!
//! repeat_by 写的是“办几次由哪一问决定”，要是本主题里答一个数的情形，例如生了几个孩子、几个人干活。

use super::meant;
use crate::{diagnostics::Diagnostics, model::SituationType, read::draft::Draft};

pub(super) fn check(draft: &Draft<'_>, out: &mut Diagnostics) {
    for theme in &draft.themes {
        for (index, entry) in theme.value.items.iter().enumerate() {
            let Some(id) = &entry.repeat_by else { continue };
            let spot = theme.at.key("items").index(index).key("repeat_by").spot();
            match theme.value.situation(id) {
                Some(situation) if situation.kind == SituationType::Number => {}
                Some(_) => {
                    out.error("P016", spot, format!("{id} 这一问答的不是数，不能决定办几次"))
                        .hint("请换成类型为 number 的情形");
                }
                None => {
                    let numbers = theme.value.situations.iter();
                    let names = numbers.map(|situation| (&*situation.id, &*situation.question));
                    out.error("P016", spot, format!("本主题没有编号为 {id} 的情形"))
                        .hint_if_some(meant(id, names));
                }
            }
        }
    }
}
