//! P043 没有写清楚谁出具、怎么填
//!
//! 每份材料要写谁出具（issuer）、怎样取得或填写（sample_note），每个数据项要有一句教人怎么填的话（help），
//! 每个问题要写为什么问（why）。写成空的、“无”“略”“待补充”，或者只把名称再抄一遍，等于没有写。

use super::public_words::public_words;
use crate::{
    diagnostics::{Diagnostics, Spot},
    read::draft::{At, Draft},
};

const PLACEHOLDERS: [&str; 14] = [
    "无",
    "略",
    "暂无",
    "待定",
    "待补",
    "待补充",
    "待完善",
    "待填",
    "同上",
    "见附件",
    "测试",
    "……",
    "-",
    "/",
];

pub(super) fn check(draft: &Draft<'_>, out: &mut Diagnostics) {
    for words in public_words(draft) {
        let text = words.text.trim();
        if text.is_empty() {
            complain(words.at.spot(), "这里是空的", out);
        } else if says_nothing(text) && words.key != "choices" && words.key != "situations.options.label" {
            complain(words.at.spot(), &format!("“{text}”等于没有写"), out);
        }
    }
    for material in &draft.materials {
        let (name, note) = (&material.value.name, &material.value.sample_note);
        repeats(name, note, material.at, "sample_note", out);
    }
    for element in &draft.elements {
        repeats(&element.value.label, &element.value.help, element.at, "help", out);
    }
    for theme in &draft.themes {
        for (index, situation) in theme.value.situations.iter().enumerate() {
            let at = theme.at.key("situations").index(index);
            repeats(&situation.question, &situation.why, at, "why", out);
        }
    }
}

fn says_nothing(text: &str) -> bool {
    PLACEHOLDERS.contains(&text) || text.eq_ignore_ascii_case("todo") || text.eq_ignore_ascii_case("tbd")
}

fn repeats(name: &str, text: &str, at: At<'_>, key: &str, out: &mut Diagnostics) {
    if !text.is_empty() && text.trim() == name.trim() {
        complain(at.key(key).spot(), "只把名称抄了一遍", out);
    }
}

fn complain(spot: Spot<'_>, message: &str, out: &mut Diagnostics) {
    out.error("P043", spot, message).hint("请写一句群众看了就会办的话");
}
