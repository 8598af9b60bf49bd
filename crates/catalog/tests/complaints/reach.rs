//! Everything can come about, and nobody waits or is asked in vain.

use crate::{
    answers, level, paper_always,
    read_support::{
        BIRTH, ENTER_HOUSEHOLD, assert_complaints, beside, edited, hint, in_file, in_theme, message,
    },
};
use catalog::Level;

#[test]
fn p060_every_item_can_be_reached() {
    in_theme(
        "    when: wanted
",
        "    when: wanted && place == 'hospital' && place == 'home'
         #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ P060
",
    );
    let found = in_theme(
        "  - item: enter_household
    when: wanted
",
        "  - item: enter_household
         #^^^^^^^^^^^^^^^ P060
    when: wanted && place == 'home'
",
    );
    assert_eq!(message(&found), "“出生登记”要办的时候总有障碍拦住它");
    assert_eq!(answers(&found), ["place=home", "wanted=true"]);
}

#[test]
fn p060_an_item_that_no_theme_uses_is_told() {
    let spare = edited(ENTER_HOUSEHOLD, "id: enter_household", "id: spare\n   #^^^^^ P060");
    let spare = edited(&spare, "name: 出生登记", "name: 备用登记");
    let found = assert_complaints(&[("items/spare.yaml", &spare)]);
    assert_eq!(level(&found), Level::Warning);
}

#[test]
fn p061_every_option_that_is_computed_can_come_out() {
    in_theme(
        "items:
",
        "  - id: where
    question: （算出来的）在哪里办
    why: 由出生地决定
    type: single
    options:
      - {id: ward, label: 病房}
      - {id: police, label: 派出所}
            #^^^^^^ P061
    derived: \"place == 'hospital' ? 'ward' : ''\"
items:
",
    );
}

#[test]
fn p062_every_question_can_be_asked() {
    let theme = edited(
        BIRTH,
        "notices:\n",
        "  - {when: '!ill', message: 先治病, law: 中华人民共和国母婴保健法}\nnotices:\n",
    );
    let theme = edited(
        &theme,
        "items:
",
        "  - id: ill
    question: 孩子病了吗
    why: 病了先治
    type: boolean
    ask_when: place == 'home' && place == 'hospital'
             #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ P062
items:
",
    );
    let theme = edited(&theme, "when: '!ill'", "when: ill || wanted");
    assert_complaints(&[("themes/birth.yaml", &theme)]);
}

#[test]
fn p063_an_obstacle_stands_in_somebodys_way() {
    in_theme(
        "notices:
",
        "  - when: place == 'home' && place == 'hospital'
         #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ P063
    message: 不会有的
    law: 中华人民共和国母婴保健法
    blocks: [issue_paper]
notices:
",
    );
    let found = in_theme(
        "notices:
",
        "  - when: '!wanted'
         #^^^^^^^^^ P063
    message: 以后再上户口
    law: 中华人民共和国户口登记条例
    blocks: [enter_household]
notices:
",
    );
    assert_eq!(answers(&found), ["wanted=false"]);
}

#[test]
fn p064_every_material_can_be_asked_for() {
    in_file(
        "items/issue_paper.yaml",
        "  - {material: birth_paper, when: wanted, key: true, instead_of: 电子证照自动调取, spared_by: sharing}
",
        "  - {material: birth_paper, when: place == 'home', key: true, instead_of: 电子证照自动调取, spared_by: sharing}
                                 #^^^^^^^^^^^^^^^ P064
",
    );
}

#[test]
fn p064_a_material_that_no_item_uses_is_told() {
    let found = beside(
        "materials/more.yaml",
        "blood_test:
^^^^^^^^^^ P064
  {name: 验血单, issuer: health, kind: report, sample_note: 在医院领取}
",
    );
    assert_eq!(level(&found), Level::Warning);
}

#[test]
fn p065_a_question_changes_something() {
    let question = "  - id: colour
    question: 喜欢什么颜色
             #^^^^^^^^^^^^ P065
    why: 只问一下
    type: single
    options: [{id: red, label: 红}, {id: blue, label: 蓝}]
items:
";
    in_theme("items:\n", question);
    let informative = question.replace("             #^^^^^^^^^^^^ P065\n", "");
    in_theme("items:\n", &informative.replace("type: single", "type: single\n    informative: true"));
}

#[test]
fn p066_where_nothing_remains_a_stop_says_why() {
    let theme = edited(BIRTH, "  - item: issue_paper\n", "  - item: issue_paper\n    when: wanted\n");
    let silent = edited(&theme, "items:\n", "items:\n^^^^^ P066\n");
    let paper = ("items/issue_paper.yaml", &*paper_always());
    let found = assert_complaints(&[("themes/birth.yaml", &silent), paper]);
    assert_eq!(answers(&found), ["place=hospital", "wanted=false"]);
    let said = edited(&theme, "notices:\n", "  - {when: '!wanted', message: 没有要办的}\nnotices:\n");
    assert_complaints(&[("themes/birth.yaml", &said), paper]);
}

#[test]
fn p067_nobody_waits_in_vain() {
    let theme = edited(
        BIRTH,
        "  - item: issue_paper
    repeat_by: children
  - item: enter_household
    when: wanted
    needs: [issue_paper]
",
        "  - item: issue_paper
    when: '!wanted'
    repeat_by: children
  - item: enter_household
    when: wanted
    needs: [issue_paper]
           #^^^^^^^^^^^ P067
",
    );
    let found =
        assert_complaints(&[("themes/birth.yaml", &theme), ("items/issue_paper.yaml", &paper_always())]);
    assert_eq!(message(&found), "“出生登记”等“出生医学证明签发”，可它们从来不同时办");
}

#[test]
fn p068_who_uses_an_earlier_result_waits_for_it() {
    let item = edited(
        ENTER_HOUSEHOLD,
        "steps:\n",
        "materials: [{material: birth_paper, key: true, instead_of: 系统内结果, spared_by: earlier_result}]\nsteps:\n",
    );
    assert_complaints(&[("items/enter_household.yaml", &item)]);
    let theme = edited(
        BIRTH,
        "  - item: enter_household
    when: wanted
    needs: [issue_paper]
",
        "  - item: enter_household
         #^^^^^^^^^^^^^^^ P068
    when: wanted
",
    );
    let found = assert_complaints(&[("items/enter_household.yaml", &item), ("themes/birth.yaml", &theme)]);
    assert_eq!(hint(&found), "请写上 needs: [issue_paper]");
    assert_eq!(answers(&found), ["place=hospital", "wanted=true"]);
}

#[test]
fn p069_the_whole_is_promised_no_sooner_than_its_longest_path() {
    let item =
        edited(ENTER_HOUSEHOLD, "promised_limit: {working_days: 0}", "promised_limit: {working_days: 3}");
    let theme = |days: &str| edited(BIRTH, "items:\n", &format!("promised_working_days: {days}\nitems:\n"));
    assert_complaints(&[("items/enter_household.yaml", &item), ("themes/birth.yaml", &theme("4"))]);
    let short = theme("3\n                      #^ P069");
    let found = assert_complaints(&[("items/enter_household.yaml", &item), ("themes/birth.yaml", &short)]);
    assert_eq!(message(&found), "承诺 3 个工作日，可“出生医学证明签发”“出生登记”要 4 个");
    assert_eq!(answers(&found), ["place=hospital", "wanted=true"]);
}

#[test]
fn p070_the_thing_saves_something() {
    let found = in_theme(
        "baseline: {visits: 2, departments: 2, materials: 3, forms: 2, steps: 6, working_days: 9}",
        "baseline: {visits: 2, departments: 2, materials: 3, forms: 2, steps: 4, working_days: 9}
                                                                    #^ P070",
    );
    assert_eq!(level(&found), Level::Warning);
    let found = in_theme(
        "baseline: {visits: 2, departments: 2, materials: 3, forms: 2, steps: 6, working_days: 9}",
        "baseline: {visits: 0, departments: 2, materials: 0, forms: 2, steps: 4, working_days: 1}
         #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ P070",
    );
    assert_eq!(level(&found), Level::Error);
}
