//! The additions to the format: computed answers, obstacles, ways, sparing, taking part, before and after.

use crate::read_support::{
    ENTER_HOUSEHOLD, assert_complaints, edited, hint, in_file, in_item, in_theme, message,
};
use catalog::Diagnostics;

#[test]
fn p080_an_answer_is_computed_from_a_day_or_a_number_or_is_derived() {
    let found = in_theme(
        "    question: 现在上户口吗
",
        "    question: 现在上户口吗
    computed: children > 1
             #^^^^^^^^^^^^ P080
",
    );
    assert_eq!(hint(&found), "请改写成 derived");
    let found = in_theme(
        "    question: 现在上户口吗
",
        "    question: 现在上户口吗
    derived: children > 1
    computed: today > day(2026, 1, 1)
   #^^^^^^^^ P080
",
    );
    assert_eq!(hint(&found), "从来不问的写 derived，算不出来时要问的写 computed");
    let found = in_theme(
        "    question: 现在上户口吗
",
        "    question: 现在上户口吗
    computed_when: children > 1
   #^^^^^^^^^^^^^ P080
",
    );
    assert_eq!(hint(&found), "请补上 computed，或者删去 computed_when");
}

#[test]
fn p080_what_somebody_holds_tells_an_answer_that_can_be_given() {
    let known = |more: &str| in_theme("    why: 决定由谁签发\n", &format!("    why: 决定由谁签发\n{more}"));
    let found = known(
        "    known_by:
      - {material: birth_papr, answer: hospital}
                  #^^^^^^^^^^ P080
",
    );
    assert_eq!(hint(&found), "是否想写 birth_paper（出生医学证明）？");
    let found = known(
        "    known_by:
      - {material: birth_paper, answer: hosptal}
                                       #^^^^^^^ P080
",
    );
    assert_eq!(hint(&found), "是否想写 hospital（医院）？");
    let found = in_theme(
        "    why: 可以以后再上
",
        "    why: 可以以后再上
    derived: children > 1
    lasting: true
   #^^^^^^^ P080
",
    );
    assert_eq!(hint(&found), "请删去 lasting");
}

#[test]
fn p081_an_obstacle_says_what_it_does_and_where_to_go() {
    let stop =
        |to: &str| in_theme("  - when: place == 'home'\n", &format!("  - when: place == 'home'\n{to}"));
    assert_eq!(hint(&stop("    kind: acknowledge\n         #^^^^^^^^^^^ P081\n")), "请补上 id");
    assert_eq!(hint(&stop("    kind: hand_over\n         #^^^^^^^^^ P081\n")), "请补上 to");
    assert_eq!(hint(&stop("    kind: warn\n         #^^^^ P081\n")), "请删去 blocks，或者把 kind 改成 block");
    assert_eq!(
        hint(&stop("    kind: hand_over\n    to: polcie\n       #^^^^^^ P081\n")),
        "是否想写 police（区公安局）？"
    );
    let way = |way: &str| {
        stop(&format!("    ways:\n      - text: 去医院\n        {way}\n               #^^^^^ P081\n"))
    };
    assert_eq!(hint(&way("change: plase")), "是否想写 place（孩子在哪里出生）？");
    let found = stop("    ways:\n      - text: 去医院\n        theme: brith\n              #^^^^^ P081\n");
    assert_eq!(hint(&found), "是否想写 birth（出生一件事）？");
}

/// The item with two papers of which either will do.
const EITHER: &str = "promised_limit: {working_days: 0}
materials:
  - {material: birth_paper, key: true}
  - {material: other_paper, key: true}
any_of:
  - id: proof
    name: 凭什么
    ways:
      - {id: one, label: 出生医学证明, materials: [birth_paper]}
      - {id: other, label: 别的证明, materials: [other_paper]}
";

const OTHER_PAPER: (&str, &str) = (
    "materials/other.yaml",
    "other_paper: {name: 别的证明, issuer: health, kind: proof, sample_note: 医院开}\n",
);

fn either(from: &str, to: &str) -> Diagnostics {
    let item = edited(ENTER_HOUSEHOLD, "promised_limit: {working_days: 0}\n", EITHER);
    assert_complaints(&[OTHER_PAPER, ("items/enter_household.yaml", &edited(&item, from, to))])
}

#[test]
fn p082_either_paper_will_do_only_where_there_are_two_ways_of_known_papers() {
    either("    name: 凭什么\n", "    name: 凭什么\n");
    let found = either(
        "      - {id: other, label: 别的证明, materials: [other_paper]}
",
        "      - {id: other, label: 别的证明, materials: [othr_paper]}
                                                #^^^^^^^^^^ P082
",
    );
    assert_eq!(hint(&found), "是否想写 other_paper？");
    let found = either(
        "materials: [other_paper]}
",
        "materials: [birth_paper]}
                                                #^^^^^^^^^^^ P082
",
    );
    assert_eq!(message(&found), "birth_paper 已经在另一条路上了");
    let found = either(
        "      - {id: other, label: 别的证明, materials: [other_paper]}
",
        "     #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ P082
",
    );
    assert_eq!(hint(&found), "只有一条的，不用写 any_of");
    let found = either(
        "    name: 凭什么
",
        "    name: 凭什么
    element: child.sxe
            #^^^^^^^^^ P082
",
    );
    assert_eq!(message(&found), "没有编号为 child.sxe 的数据项");
}

#[test]
fn p083_what_spares_a_paper_is_of_a_known_kind_and_may_fail() {
    let spared = |more: &str| {
        in_item(
            "promised_limit: {working_days: 0}\n",
            &format!("promised_limit: {{working_days: 0}}\nmaterials:\n  - material: birth_paper\n{more}"),
        )
    };
    spared("    instead_of: 系统核验\n    spared_by: sharing\n    fallback: 查不到的交原件\n");
    assert_eq!(
        hint(&spared("    instead_of: 系统核验\n               #^^^^^^^^ P083\n")),
        "请补上 spared_by"
    );
    assert_eq!(hint(&spared("    spared_by: sharing\n              #^^^^^^^ P083\n")), "请补上 instead_of");
    assert_eq!(hint(&spared("    fallback: 交原件\n             #^^^^^^ P083\n")), "请删去 fallback");
}

#[test]
fn p084_whoever_takes_part_does_something_and_the_last_path_is_open_to_all() {
    let item = |more: &str| {
        in_item(
            "promised_limit: {working_days: 0}\n",
            &format!("promised_limit: {{working_days: 0}}\n{more}"),
        )
    };
    let found = item("parties:\n  - role: mother\n         #^^^^^^ P084\n    act: 在场\n");
    assert_eq!(hint(&found), "请写 present 或 sign，或者删去这一个");
    let found = item("together: true\n         #^^^^ P084\n");
    assert_eq!(hint(&found), "请在 parties 写上要到场的人");
    let found = item(
        "paths:\n  - id: one\n    name: 设立\n    when: wanted\n  - id: two\n    name: 变更\n    when: wanted\n         #^^^^^^ P084\n",
    );
    assert_eq!(hint(&found), "请删去 when");
}

#[test]
fn p085_what_comes_before_and_after_is_complete_and_of_this_thing() {
    let after = |more: &str| in_theme("notices:\n", &format!("{more}notices:\n"));
    let found = after(
        "obligations:\n  - id: later\n       #^^^^^ P085\n    text: 去办\n    after: child.name\n          #^^^^^^^^^^ P085 P020\n",
    );
    assert_eq!(found.len(), 3);
    let found = after(
        "prerequisites:\n  - {id: test, name: 鉴定, actor: 鉴定机构, items: [isue_paper]}\n                                                   #^^^^^^^^^^ P085\n",
    );
    assert_eq!(hint(&found), "是否想写 issue_paper（出生医学证明签发）？");
    let found =
        after("exclusive:\n  - {id: one, items: [issue_paper], message: 只能一种}\n        #^^^ P085\n");
    assert_eq!(hint(&found), "请补上 items");
    // What is met by the item itself is told by the item, and cannot run from its result.
    let met =
        "  - {id: later, text: 去办, within: {calendar_days: 30}, after: 到期的那天, met_by_item: true}\n";
    let found = after(&format!("obligations:\n{met}{:>89}^^^^ P085\n", '#'));
    assert!(message(&found).contains("要写在事项里"), "{found}");
    let met = "  - {id: later, text: 去办, within: {calendar_days: 30}, after: result, met_by_item: true}\n";
    in_item("fee: {", &format!("obligations:\n{met}{:>85}^^^^ P085\nfee: {{", '#'));
    let flag = "  - {id: test, name: 鉴定, actor: 鉴定机构, items: [issue_paper], before_handing_in: 先办}\n";
    let found = after(&format!("prerequisites:\n{flag}{:>85}^^^^ P005\n", '#'));
    assert_eq!(found.len(), 1);
}

#[test]
fn p086_rows_are_of_a_section_and_counted_by_a_number() {
    let rows = |more: &str| in_theme("notices:\n", &format!("rows:\n{more}notices:\n"));
    let found = rows("  - section: chidl\n            #^^^^^ P086\n");
    assert_eq!(hint(&found), "是否想写 child（孩子）？");
    rows("  - section: child\n    by: place\n       #^^^^^ P086\n");
    rows("  - section: child\n    common: [child.count]\n            #^^^^^^^^^^^ P086\n");
    rows("  - section: child\n    counts:\n      - least: 3\n              #^ P086\n        most: 2\n");
    let apart = "    by: children\n    apart:\n      - when: wanted\n        reason: 缺一份\n";
    let waits = "        waits_for: permit\n                  #^^^^^^ P086\n";
    let found = rows(&format!("  - section: child\n{apart}{waits}"));
    assert!(message(&found).contains("permit"), "{found}");
}

#[test]
fn p087_only_the_same_kind_of_person_can_be_copied() {
    let found = in_file(
        "sections.yaml",
        "max_rows: 9}",
        "max_rows: 9, same_as: [birth]}
                                                              #^^^^^ P087",
    );
    assert_eq!(message(&found), "birth 和这一段没有对得上的数据项");
}
