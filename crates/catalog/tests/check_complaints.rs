//! What packages must keep beyond their form: each rule's complaint stands under its culprit,
//! and where answers show it, the fewest of them are given.

mod read_support;

use catalog::{
    Diagnostics, Level,
    assessment::State,
    read::{read, read_and_prove},
};
use read_support::{
    BIRTH, ENTER_HOUSEHOLD, assert_complaints, beside, edited, hint, in_file, in_item, in_theme, message,
    small,
};

/// The answers that show the only finding, as the command line takes them.
fn answers(found: &Diagnostics) -> Vec<String> {
    assert_eq!(found.len(), 1, "{found}");
    let shown = found.iter().next().unwrap().shown_by.as_ref().expect("answers show it");
    shown.answers.iter().map(|answer| format!("{}={}", answer.id, answer.answer)).collect()
}

/// The item that issues the paper, which needs it whatever is answered.
fn paper_always() -> String {
    let file = small().into_iter().find(|file| file.name == "items/issue_paper.yaml").unwrap();
    edited(&file.text, "when: wanted, ", "")
}

fn level(found: &Diagnostics) -> Level {
    assert_eq!(found.len(), 1, "{found}");
    found.iter().next().unwrap().level
}

#[test]
fn p009_one_fact_has_one_id() {
    let found = beside(
        "elements/more.yaml",
        "child.full_name:
  label: 孩子姓名
        #^^^^^^^^ P009
  type: person_name
  help: 与户口簿一致
",
    );
    assert_eq!(message(&found), "数据项 child.full_name 和 child.name 说的是同一样（孩子姓名）");
    in_theme(
        "items:
",
        "  - id: children_again
    question: 生了几个？
             #^^^^^^^^^^ P009
    why: 再问一遍
    type: number
    informative: true
items:
",
    );
}

#[test]
fn p009_the_same_question_of_two_themes_has_one_id() {
    let other = edited(BIRTH, "id: birth", "id: birth_again");
    let other = edited(&other, "id: wanted", "id: wished");
    let other = edited(&other, "when: wanted", "when: wished");
    let other = edited(
        &other,
        "  - id: wished
",
        "  - id: wished
       #^^^^^^ P009
",
    );
    let paper = paper_always();
    let found = assert_complaints(&[("themes/birth_again.yaml", &other), ("items/issue_paper.yaml", &paper)]);
    assert_eq!(hint(&found), "请用同一个编号 wanted");
}

#[test]
fn p019_a_list_names_a_thing_once() {
    in_theme(
        "    needs: [issue_paper]",
        "    needs: [issue_paper, issue_paper]
                        #^^^^^^^^^^^ P019",
    );
    let found = in_theme(
        "cooperating: [police]",
        "cooperating: [health, police]
             #^^^^^^ P019",
    );
    assert_eq!(level(&found), Level::Warning);
    in_item(
        "steps:
",
        "fields:
  - {element: child.name}
  - {element: child.name, when: wanted}
             #^^^^^^^^^^ P019
steps:
",
    );
}

#[test]
fn p021_a_condition_looks_at_what_somebody_fills_in() {
    let found = in_theme(
        "  - when: children > 1",
        "  - when: children > 1 && child.sex == '男'
                         #^^^^^^^^^ P021",
    );
    assert_eq!(message(&found), "条件看 child.sex，却没有人填它");
    in_item(
        "steps:
",
        "fields:
  - {element: child.name, when: child.sex == '男'}
                               #^^^^^^^^^ P021
steps:
",
    );
}

#[test]
fn p022_a_condition_that_always_holds_is_superfluous() {
    let found = in_theme(
        "    when: wanted
",
        "    when: wanted || !wanted
         #^^^^^^^^^^^^^^^^^ P022
",
    );
    assert_eq!(level(&found), Level::Warning);
    in_item(
        "steps:
",
        "fields:
  - {element: child.name, when: wanted && place == 'hospital'}
                               #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ P022
steps:
",
    );
}

#[test]
fn p023_a_condition_that_never_holds_is_a_mistake() {
    in_theme(
        "  - when: children > 1",
        "  - when: children > 1 && children < 2
         #^^^^^^^^^^^^^^^^^^^^^^^^^^^^ P023",
    );
    in_item(
        "  - {name: 受理, actor: police, working_days: 0}",
        "  - {name: 受理, actor: police, working_days: 0}
  - {name: 核实, actor: police, working_days: 0, when: wanted && place == 'home'}
                                                      #^^^^^^^^^^^^^^^^^^^^^^^^^ P023",
    );
}

#[test]
fn p024_numbers_that_are_compared_without_end_cannot_be_proven() {
    let mut theme = BIRTH.to_owned();
    for (number, name) in [("first", "甲"), ("second", "乙"), ("third", "丙"), ("fourth", "丁")] {
        let question = format!(
            "  - {{id: {number}, question: {name}数, why: 要算, type: number}}
items:
"
        );
        theme = edited(&theme, "items:\n", &question);
    }
    let theme =
        edited(&theme, "when: children > 1", "when: first * 61 + second * 59 > third * 53 + fourth * 47");
    let theme = edited(
        &theme,
        "situations:
",
        "situations:
^^^^^^^^^^ P024
",
    );
    assert_complaints(&[("themes/birth.yaml", &theme)]);
}

#[test]
fn p037_the_calendar_has_no_gap_and_counts_no_day_twice() {
    in_file(
        "calendar.yaml",
        "years:
  2027: {off: [], make_up: []}
",
        "years:
  2025: {off: [], make_up: []}
  2027: {off: [], make_up: []}
 #^^^^ P037
",
    );
    in_file(
        "calendar.yaml",
        "  2027: {off: [], make_up: []}
",
        "  2027:
    off:
      - {name: 元旦, from: 2027-01-01, to: 2027-01-03}
      - {name: 补休, from: 2027-01-03, to: 2027-01-04}
                          #^^^^^^^^^^ P037
    make_up: []
",
    );
}

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

#[test]
fn p050_an_item_and_an_obstacle_rest_on_law() {
    in_item(
        "id: enter_household
name: 出生登记
department: police
type: 行政确认
basis: [{law: 中华人民共和国户口登记条例, article: 第七条, gist: 婴儿出生后一个月以内申报出生登记}]
",
        "id: enter_household
   #^^^^^^^^^^^^^^^ P050
name: 出生登记
department: police
type: 行政确认
",
    );
    let found = in_theme(
        "    message: 先做亲子鉴定
    law: 中华人民共和国母婴保健法
",
        "    message: 先做亲子鉴定
            #^^^^^^^^^^^^ P050
",
    );
    assert_eq!(level(&found), Level::Warning);
}

#[test]
fn p051_a_fee_rests_on_a_document() {
    in_item(
        "fee: {basis: 不收费}",
        "fee: {amount: 1元, basis: 工本费每张5元}
                         #^^^^^^^^^^^^^ P051",
    );
    in_item(
        "fee: {basis: 不收费}",
        "fee: {amount: 1元, basis: 不收费}
                         #^^^^^^ P051",
    );
}

#[test]
fn p052_a_commitment_tells_what_follows_from_a_false_one() {
    in_item(
        "steps:
",
        "commitment: true
^^^^^^^^^^ P052 P052
steps:
",
    );
    in_item(
        "steps:
",
        "commitment: true
commitment_basis: 国办发〔2020〕42号
after_approval_check: 一个月内现场核查
                     #^^^^^^^^^^^^^^^^ P052
steps:
",
    );
    in_item(
        "steps:
",
        "commitment: true
commitment_basis: 国办发〔2020〕42号
after_approval_check: 一个月内现场核查，承诺不实的撤销登记
steps:
",
    );
}

#[test]
fn p052_one_time_alone_is_written_for_the_check() {
    in_item(
        "steps:
",
        "commitment: true
commitment_basis: 国办发〔2020〕42号
after_approval_check: 一个月内现场核查，承诺不实的撤销登记
commitment_check: {working_days: 20, months: 1}
                 #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ P052
steps:
",
    );
}

#[test]
fn p053_a_key_material_is_never_deferred() {
    in_item(
        "steps:
",
        "materials:
  - {material: birth_paper, key: true, instead_of: 电子证照调取, spared_by: sharing, note: 可以后补}
                                                                                              #^^^^ P053
steps:
",
    );
    in_item(
        "steps:
",
        "materials:
  - {material: birth_paper, key: true, instead_of: 电子证照调取, spared_by: sharing, note: 当场签名，不能容缺}
deferral: true
^^^^^^^^ P053
steps:
",
    );
}

#[test]
fn p054_steps_fit_into_the_promised_days() {
    let item = edited(
        ENTER_HOUSEHOLD,
        "  - {name: 受理, actor: police, working_days: 0}
",
        "  - {name: 审查, actor: police, working_days: 2}
  - {name: 送达, actor: police, working_days: 5}
",
    );
    let item = edited(
        &item,
        "promised_limit: {working_days: 0}",
        "promised_limit: {working_days: 1}
                              #^ P054",
    );
    let found = assert_complaints(&[("items/enter_household.yaml", &item)]);
    assert_eq!(message(&found), "承诺 1 个工作日，各环节加起来却要 2 个");
}

#[test]
fn p055_what_a_department_can_share_is_not_asked_for() {
    let papers = |carrier: &str| {
        let file = small().into_iter().find(|file| file.name == "materials/papers.yaml").unwrap();
        edited(&file.text, "carrier: [original]", carrier)
    };
    let item = |used: &str| edited(ENTER_HOUSEHOLD, "steps:\n", &format!("materials:\n  - {used}\nsteps:\n"));
    let bare = "{material: birth_paper, key: true}";
    let blamed = item(&format!("{bare}\n              #^^^^^^^^^^^ P055"));
    let electronic = papers("carrier: [original, electronic]");
    let found =
        assert_complaints(&[("materials/papers.yaml", &electronic), ("items/enter_household.yaml", &blamed)]);
    assert_eq!(message(&found), "“出生医学证明”区卫健委能共享，却还要群众交");
    // The paper itself is wanted back; paper alone cannot be sent as data.
    let returned = item("{material: birth_paper, key: true, note: 旧证收回}");
    assert_complaints(&[("materials/papers.yaml", &electronic), ("items/enter_household.yaml", &returned)]);
    assert_complaints(&[("items/enter_household.yaml", &item(bare))]);
}

#[test]
#[expect(non_snake_case, reason = "the id of the rule stands before the sentence")]
fn p056_commitment_scope__nothing_is_promised_where_much_is_at_stake() {
    in_item(
        "steps:
",
        "risk_class: public_safety
commitment: true
^^^^^^^^^^ P056
commitment_basis: 国办发〔2020〕42号
after_approval_check: 一个月内现场核查，承诺不实的撤销登记
steps:
",
    );
    in_item(
        "steps:
",
        "risk_class: life_health
commitment: true
commitment_by_law: true
commitment_basis: 消防法第十五条
after_approval_check: 一个月内现场核查，承诺不实的撤销登记
commitment_check: {exempt: 风险低}
                  #^^^^^^ P056
steps:
",
    );
    in_item(
        "steps:
",
        "risk_class: life_health
commitment: true
commitment_by_law: true
commitment_basis: 消防法第十五条
after_approval_check: 一个月内现场核查，承诺不实的撤销登记
commitment_check: {months: 1}
steps:
",
    );
}

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

#[test]
fn the_answers_given_with_a_finding_show_it_in_an_assessment() {
    let mut files = small();
    let theme = files.iter_mut().find(|file| file.name == "themes/birth.yaml").unwrap();
    theme.text = edited(&theme.text, "steps: 6", "steps: 4");
    let (catalog, found) = read_and_prove(&files);
    let catalog = catalog.expect("a warning blocks nothing");
    let theme = catalog.theme("birth").unwrap();
    let mut answers = catalog::Answers::default();
    for answer in &found.iter().next().unwrap().shown_by.as_ref().unwrap().answers {
        let read = catalog::assess::parse_answer(theme, &answer.id, &answer.answer).unwrap();
        answers.situations.insert(answer.id.as_str().into(), read);
    }
    let told = catalog::assess::assess(&catalog, theme, &answers);
    assert!(told.items.iter().all(|item| item.state == State::In));
    assert_eq!(told.savings.after.steps, 4);
}

#[test]
fn a_warning_keeps_nothing_from_being_used_and_an_error_does() {
    let mut files = small();
    let theme = files.iter_mut().find(|file| file.name == "themes/birth.yaml").unwrap();
    theme.text = edited(&theme.text, "cooperating: [police]", "cooperating: [health, police]");
    let (catalog, found) = read(&files);
    assert!(catalog.is_some() && !found.has_errors());
    insta::assert_snapshot!(found.to_string(), @r"
    警告[P019] health 已经是牵头部门
     --> themes/birth.yaml:7:15
      |
    7 | cooperating: [health, police]
      |               ^^^^^^
      = 提示：牵头部门不用再写进配合部门
      = 更多：yijianshi explain P019

    共 1 处警告
    ");
}

#[test]
fn proofs_are_left_to_those_who_ask_for_them() {
    let mut files = small();
    let theme = files.iter_mut().find(|file| file.name == "themes/birth.yaml").unwrap();
    theme.text = edited(&theme.text, "when: children > 1", "when: children > 1 && children < 2");
    assert!(read(&files).1.is_empty());
    let (catalog, found) = read_and_prove(&files);
    assert!(catalog.is_none());
    assert_eq!(found.iter().map(|finding| finding.code).collect::<Vec<_>>(), ["P023"]);
    let json = serde_json::to_value(&found).unwrap();
    assert_eq!(json[0]["level"], "error");
}
