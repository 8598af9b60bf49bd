//! P044 没有人能核对的办理条件
//!
//! 办理条件是一句句能核对的话：看哪份证件、查哪个记录、量到多少。“符合法律法规规定的条件”“管理制度健全”
//! “信誉良好”说的是什么，申请人不知道，审批人也只能凭感觉。请改成看得见、数得清的：
//! 写明标准的名称和编号、有哪几样、多少、多久、看什么证明。这些说法的词表在程序的 check/words 文件夹里。

use std::sync::LazyLock;

use super::segment::lines;
use crate::{diagnostics::Diagnostics, read::draft::Draft};

static SAYINGS: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    lines(include_str!("words/unverifiable.txt")).filter_map(|line| line.split_once(" | ")).collect()
});

pub(super) fn check(draft: &Draft<'_>, out: &mut Diagnostics) {
    for item in &draft.items {
        for (index, condition) in item.value.conditions.iter().enumerate() {
            for (saying, advice) in SAYINGS.iter() {
                if let Some(start) = condition.find(saying) {
                    let at = item.at.key("conditions").index(index);
                    let spot = at.part(&(start..start + saying.len()));
                    out.error("P044", spot, format!("“{saying}”没有人能核对")).hint(*advice);
                }
            }
        }
    }
}
