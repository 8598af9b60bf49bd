//! What the public reads: plain words of its own language.

use crate::{
    level,
    read_support::{hint, in_file, in_item, in_theme, message},
};
use catalog::Level;

#[test]
fn p040_what_the_public_reads_is_not_vague() {
    let found = in_item(
        "steps:
",
        "conditions:
  - 孩子的出生证明等材料由高等学校出具
                 #^^ P040
steps:
",
    );
    assert_eq!(hint(&found), "把没有列出的一项一项写全，或者去掉“等”");
    in_theme(
        "    message: 先做亲子鉴定",
        "    message: 先做亲子鉴定，必要时再来
                          #^^^^^^ P040",
    );
    let found = in_theme(
        "    message: 先做亲子鉴定",
        "    message: 先做亲子鉴定，带近期照片
                            #^^^^ P040",
    );
    assert_eq!(level(&found), Level::Warning);
}

#[test]
fn p040_quoted_titles_and_words_for_authors_may_be_vague() {
    in_item(
        "steps:
",
        "note: 必要时请示有关部门
conditions: [按《关于适当调整有关问题的通知》第三条]
steps:
",
    );
}

#[test]
fn p041_a_sentence_is_short_enough_for_a_phone() {
    let long = "孩子在家里出生的要先到区妇幼保健院做亲子鉴定，再凭鉴定意见书去办出生医学证明";
    assert_eq!(long.chars().count(), 38);
    in_theme("    message: 先做亲子鉴定", &format!("    message: {long}"));
    let found = in_theme(
        "    message: 先做亲子鉴定",
        &format!("    message: 先鉴定。{long}了\n                    #{} P041", "^".repeat(78)),
    );
    assert_eq!(message(&found), "这一句有 39 个字，超过了 38 个");
}

#[test]
fn p042_public_words_are_chinese() {
    in_theme(
        "    why: 每个孩子一套",
        "    why: 每个孩子在APP里一套
                  #^^^ P042",
    );
    in_theme("    why: 每个孩子一套", "    why: 每个孩子一套A4纸的表");
}

#[test]
fn p043_who_issues_and_how_to_fill_in_is_said() {
    in_file(
        "materials/papers.yaml",
        "sample_note: 在医院领取",
        "sample_note: 略
              #^^ P043",
    );
    in_file(
        "elements/child.yaml",
        "  help: 与证件一致",
        "  help: 孩子姓名
       #^^^^^^^^ P043",
    );
    in_file(
        "materials/papers.yaml",
        "issuer: health",
        "issuer: ''
         #^^ P043",
    );
}

#[test]
fn p044_a_condition_can_be_checked_by_somebody() {
    let found = in_item(
        "steps:
",
        "conditions:
  - 申请人信誉良好
             #^^^^ P044
steps:
",
    );
    assert_eq!(hint(&found), "写明看什么、什么标准");
}

#[test]
fn p045_a_number_that_the_law_moves_has_a_name() {
    let found = in_item(
        "steps:
",
        "conditions:
  - 孩子不满十四周岁
           #^^^^^^^^ P045
steps:
",
    );
    assert_eq!(level(&found), Level::Warning);
    in_theme(
        "notices:
  - when: children > 1
",
        "notices:
  - when: children > 3
                    #^ P045
",
    );
    // What stands in quotes, what the law is called, and what happened on a day are no such numbers.
    in_item("steps:\n", "conditions:\n  - 符合《三十年规划》，自2027年8月31日起每年一次\nsteps:\n");
}
