//! P040 话说得含糊
//!
//! “其他”“等”“有关”“相关”“必要时”“视情况”“原则上”“一般”“适当”“及时”这样的词，让群众不知道到底要带什么、
//! 几天办好、在什么情况下才办，也让窗口可以一次加一样地要材料。给群众看的每一句话都要说清楚：把没有列出的
//! 一项一项写全，把“及时”写成几天内，把“一般”改成哪些是、哪些不是。
//!
//! 只看单独成词的：高等学校、相关系数、一般纳税人、等级、没有关系都不算；“要等结果”的“等”是等候，也不算；
//! “身份证、户口簿等两样”已经列全，也不算。判断用的词表在程序的 check/words 文件夹里。
//! 法律原文里也常用的词（合理、较大、近期）只是警告。引用的法律、给编写人和窗口的说明、群众的问法不查。

use super::{public_words::public_words, segment::vague_words};
use crate::{
    diagnostics::{Diagnostics, Level},
    read::draft::Draft,
};

pub(super) fn check(draft: &Draft<'_>, out: &mut Diagnostics) {
    for words in public_words(draft) {
        for (part, vague) in vague_words(words.text) {
            let level = if vague.weak { Level::Warning } else { Level::Error };
            out.found(level, "P040", words.at.part(&part), format!("“{}”说得含糊", vague.word))
                .hint(vague.advice);
        }
    }
}
