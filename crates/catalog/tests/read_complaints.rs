//! Every rule's complaint stands under its culprit, and says how to mend it.

mod read_support;

use catalog::{
    Diagnostics,
    read::{SourceFile, read},
};
use read_support::{
    BIRTH, ENTER_HOUSEHOLD, assert_complaints, beside, edited, hint, in_file, in_item, in_theme, message,
    small,
};

#[test]
fn a_sound_catalogue_has_no_complaint() {
    assert_complaints(&[]);
}

#[test]
fn a_complaint_shows_file_line_caret_hint_and_where_to_read_more() {
    let text = edited(BIRTH, "needs: [issue_paper]", "needs: [isue_paper]");
    let mut files = small();
    files.retain(|file| file.name != "themes/birth.yaml");
    files.push(SourceFile { name: "catalog/demo/themes/birth.yaml".into(), text });
    let (catalog, found) = read(&files);
    assert!(catalog.is_none());
    insta::assert_snapshot!(found.to_string(), @r"
    错误[P012] 事项 enter_household 要等 isue_paper，但本主题没有这个事项
      --> catalog/demo/themes/birth.yaml:35:13
       |
    35 |     needs: [isue_paper]
       |             ^^^^^^^^^^
       = 提示：是否想写 issue_paper（出生医学证明签发）？
       = 更多：yijianshi explain P012

    共 1 处错误
    ");
}

#[test]
fn one_broken_package_shows_all_its_faults_across_files_in_one_run() {
    let theme = edited(
        BIRTH,
        "    when: wanted
    needs: [issue_paper]
",
        "    when: wantd
         #^^^^^ P020
    needs: [issue_papr]
           #^^^^^^^^^^ P012
",
    );
    let theme = edited(
        &theme,
        "lead: health\n",
        "lead: helth
     #^^^^^ P010
",
    );
    let item = edited(
        ENTER_HOUSEHOLD,
        "statutory_limit: {working_days: 3}\n",
        "statutory_limit: {working_days: 三天}
                               #^^^^ P005
",
    );
    let sections = "sections:
  - {id: child, title: 孩子, row: 孩子, max_rows: 9}
  - {id: birth, titel: 本次分娩}
    #^^ P004
               #^^^^^ P003
";
    let calendar = "years:
\t2027: {off: []}
^ P001
";
    let found = assert_complaints(&[
        ("themes/birth.yaml", &theme),
        ("items/enter_household.yaml", &item),
        ("sections.yaml", sections),
        ("calendar.yaml", calendar),
    ]);
    let files: Vec<&str> = found.iter().map(|finding| &*finding.file).collect();
    assert!(files.is_sorted(), "{found}");
}

#[test]
fn what_a_broken_file_defines_is_not_reported_missing() {
    let found = beside(
        "materials/papers.yaml",
        "birth_paper:
  name: '出生医学证明
       #^ P001
",
    );
    assert_eq!(hint(&found), "请在这段文字的末尾补上同样的引号");
}

#[test]
fn p001_a_file_is_not_nested_without_end() {
    let text = format!("rules: {}{}\n", "[".repeat(70), "]".repeat(70));
    let (_, found) = read(&[SourceFile { name: "rules.yaml".into(), text }]);
    assert!(found.iter().any(|finding| finding.message == "层次太深"), "{found}");
}

#[test]
fn p001_anchors_are_not_part_of_the_format() {
    let found = in_theme(
        "lead: health",
        "lead: &lead health
           #^^^^^^ P001",
    );
    assert_eq!(message(&found), "不能用 & 和 * 引用别处的内容，请照样写出来");
}

#[test]
fn p001_an_empty_file_says_nothing() {
    assert_eq!(message(&beside("rules.yaml", "# 以后再写\n")), "这个文件是空的");
}

#[test]
fn p002_a_key_is_written_once() {
    let found = in_theme(
        "lead: health",
        "lead: health
lead: police
^^^^ P002",
    );
    assert_eq!(hint(&found), "第 6 行已经写过，请删去一处");
}

#[test]
fn p003_an_unknown_key_is_not_passed_over() {
    let found = in_theme(
        "    repeat_by: children",
        "    again: children
   #^^^^^ P003",
    );
    assert_eq!(
        hint(&found),
        "可以写的键：item、when、needs、applied_by、repeat_by、beyond_annex、beyond_reason、note、from、until、certain"
    );
    let found = in_theme(
        "cooperating: [police]",
        "cooperatng: [police]
^^^^^^^^^^ P003",
    );
    assert_eq!(hint(&found), "是否想写 cooperating？");
}

#[test]
fn p004_what_must_be_told_must_be_written() {
    let found = in_item(
        "id: enter_household
name: 出生登记",
        "id: enter_household
^^ P004",
    );
    assert_eq!(message(&found), "事项少了 name");
}

#[test]
fn p005_a_value_has_the_form_that_its_key_asks_for() {
    let found = in_item(
        "type: 行政确认",
        "type: 行政确人
     #^^^^^^^^ P005",
    );
    assert_eq!(hint(&found), "是否想写 行政确认？");
    in_theme(
        "annex: [1]",
        "annex: 1
      #^ P005",
    );
    in_theme(
        "    default: 1",
        "    default: 一个
            #^^^^ P005",
    );
    in_theme(
        "    type: boolean",
        "    type: boolean
    default: maybe
            #^^^^^ P005",
    );
    let found = in_file(
        "district.yaml",
        "effective: 2026-01-01",
        "effective: 2026-13-01
          #^^^^^^^^^^ P005",
    );
    assert_eq!(message(&found), "effective 要写日期，例如 2026-11-01");
    in_item(
        "fee:",
        "on_site: true
        #^^^^ P005
fee:",
    );
}

#[test]
fn p006_a_file_stands_in_its_place() {
    let found = beside("extra/notes.yaml", "a: 1\n");
    assert_eq!(found.iter().next().unwrap().code, "P006");
    let found = beside("themes/wedding.yml", "a: 1\n");
    assert_eq!(hint(&found), "请把文件名改成 wedding.yaml");
}

#[test]
fn p006_a_file_is_named_after_what_it_defines() {
    let found = in_file("rules.yaml", "rules:", "rules:");
    assert!(found.is_empty());
    let text = edited(
        BIRTH,
        "id: birth",
        "id: birth_of_child
   #^^^^^^^^^^^^^^ P006",
    );
    beside("themes/birth.yaml", &text);
}

#[test]
fn p007_a_catalogue_without_a_calendar_cannot_be_used() {
    let mut files = small();
    files.retain(|file| file.name != "calendar.yaml");
    let (catalog, found) = read(&files);
    assert!(catalog.is_none());
    assert_eq!(found.iter().next().unwrap().code, "P007");
    assert_eq!(hint(&found), "请补上 calendar.yaml");
}

#[test]
fn p008_an_id_names_one_thing() {
    let found = in_theme(
        "      - {id: home, label: 家里}
",
        "      - {id: home, label: 家里}
      - {id: home, label: 路上}
            #^^^^ P008
",
    );
    assert_eq!(hint(&found), "themes/birth.yaml 第 18 行已经用了这个编号，请换一个");
    beside(
        "materials/repeated.yaml",
        "birth_paper:
^^^^^^^^^^^ P008
  {name: 又一份, issuer: health, kind: certificate, sample_note: 在医院领取}
",
    );
}

#[test]
fn p010_whoever_acts_is_a_department_that_exists() {
    let found = in_item(
        "  - {name: 受理, actor: police, working_days: 0}",
        "  - name: 受理
    actor: polise
          #^^^^^^ P010
    working_days: 0",
    );
    assert_eq!(hint(&found), "是否想写 police（区公安局）？");
    in_theme(
        "cooperating: [police]",
        "cooperating: [police, army]
                     #^^^^ P010",
    );
}

#[test]
fn p011_a_theme_is_made_of_items_that_exist() {
    let found = in_theme(
        "items:
",
        "items:
  - item: vaccinate
         #^^^^^^^^^ P011
",
    );
    assert_eq!(message(&found), "没有编号为 vaccinate 的事项");
    in_theme(
        "    blocks: [issue_paper, enter_household]",
        "    blocks: [issue_papers]
            #^^^^^^^^^^^^ P011",
    );
}

#[test]
fn p012_an_item_waits_for_items_of_its_own_theme() {
    let found = in_theme(
        "    needs: [issue_paper]",
        "    needs: [issue_paper, issue_papers]
                        #^^^^^^^^^^^^ P012",
    );
    assert_eq!(hint(&found), "是否想写 issue_paper（出生医学证明签发）？");
}

#[test]
fn p013_items_do_not_wait_for_each_other_in_a_circle() {
    let found = in_theme(
        "  - item: issue_paper
",
        "  - item: issue_paper
    needs: [enter_household]
           #^^^^^^^^^^^^^^^ P013
",
    );
    assert_eq!(message(&found), "事项互相等待：issue_paper 等 enter_household 等 issue_paper");
}

#[test]
fn p014_a_material_is_defined_once_for_all() {
    let found = in_item(
        "steps:
",
        "materials:
  - {material: birth_papr, key: true}
              #^^^^^^^^^^ P014
steps:
",
    );
    assert_eq!(hint(&found), "是否想写 birth_paper（出生医学证明）？");
    in_item(
        "  - {name: 户口登记, kind: record}",
        "  - name: 户口登记
    kind: record
    material: household_page
             #^^^^^^^^^^^^^^ P014",
    );
}

#[test]
fn p014_the_paper_by_which_others_are_concerned_is_one_of_the_items() {
    let found = in_item(
        "steps:
",
        "third_party_paper: birth_paper
                  #^^^^^^^^^^^ P014
steps:
",
    );
    assert_eq!(message(&found), "birth_paper 不在本事项的材料里，看不出关系到谁");
}

#[test]
fn p014_a_value_is_read_from_a_department_or_a_material() {
    beside(
        "elements/more.yaml",
        "child.weight:
  label: 体重
  type: decimal
  prefill: scales
          #^^^^^^ P014
  help: 千克
",
    );
}

#[test]
fn p015_a_field_is_a_data_element_that_exists() {
    let found = in_item(
        "steps:
",
        "fields:
  - {element: child.nmae}
             #^^^^^^^^^^ P015
steps:
",
    );
    assert_eq!(hint(&found), "是否想写 child.name（孩子姓名）？");
    in_theme(
        "baseline:",
        "constants:
  child.colour: 红
 #^^^^^^^^^^^^ P015
baseline:",
    );
}

#[test]
fn p016_how_often_an_item_is_done_is_answered_by_a_number() {
    let found = in_theme(
        "    repeat_by: children",
        "    repeat_by: childrn
              #^^^^^^^ P016",
    );
    assert_eq!(hint(&found), "是否想写 children（生了几个）？");
    in_theme(
        "    repeat_by: children",
        "    repeat_by: wanted
              #^^^^^^ P016",
    );
}

#[test]
fn p017_a_counter_is_set_up_for_themes_that_exist() {
    let found = in_file(
        "places.yaml",
        "  - {id: hall, name: 区行政服务中心, department: health, kind: comprehensive, themes: all}",
        "  - id: hall
    name: 区行政服务中心
    department: health
    kind: comprehensive
    themes: [brith]
            #^^^^^ P017",
    );
    assert_eq!(hint(&found), "是否想写 birth（出生一件事）？");
}

#[test]
fn p017_the_two_themes_of_a_pair_name_each_other() {
    let other = edited(BIRTH, "id: birth", "id: birth_abroad");
    let one = edited(
        BIRTH,
        "name: 出生一件事",
        "name: 出生一件事
pair: birth_abroad
     #^^^^^^^^^^^^ P017",
    );
    let found = assert_complaints(&[("themes/birth.yaml", &one), ("themes/birth_abroad.yaml", &other)]);
    assert_eq!(hint(&found), "请在 birth_abroad 里写 pair: birth");
}

#[test]
fn p018_every_data_element_has_its_section() {
    beside(
        "elements/more.yaml",
        "parent.name:
^^^^^^^^^^^ P018
  label: 父母姓名
  type: person_name
  help: 与证件一致
child.weight:
  label: 体重
  type: decimal
  section: brith
          #^^^^^ P018
  help: 千克
",
    );
}

#[test]
fn p020_a_condition_names_what_exists_and_compares_like_with_like() {
    in_theme(
        "  - when: children > 1",
        "  - when: childrn > 1
         #^^^^^^^ P020",
    );
    in_theme(
        "  - when: children > 1",
        "  - when: \"wanted && childrn > 1\"
                    #^^^^^^^ P020",
    );
    in_theme(
        "  - when: place == 'home'",
        "  - when: place == 'hom'
                  #^^^^^ P020",
    );
    in_theme(
        "  - when: place == 'home'",
        "  - when: 'place == ''home'' && oops'
                               #^^^^ P020",
    );
}

#[test]
fn p020_an_items_condition_is_shown_in_the_item_and_once() {
    let other = edited(BIRTH, "id: birth", "id: birth_again");
    let item = edited(
        ENTER_HOUSEHOLD,
        "steps:
",
        "fields:
  - element: child.name
    when: wantd
         #^^^^^ P020
steps:
",
    );
    assert_complaints(&[("themes/birth_again.yaml", &other), ("items/enter_household.yaml", &item)]);
}

#[test]
fn p020_an_option_that_one_theme_offers_may_stand_in_an_items_condition_and_one_that_none_offers_may_not() {
    let other = edited(BIRTH, "id: birth", "id: birth_again");
    let other = edited(&other, "{id: home, label: 家里}", "{id: boat, label: 船上}");
    let other = edited(&other, "place == 'home'", "place == 'boat'");
    let item = edited(
        ENTER_HOUSEHOLD,
        "steps:
",
        "fields:
  - element: child.name
    when: place == 'boat' || place == 'raft'
                                     #^^^^^^ P020
steps:
",
    );
    assert_complaints(&[("themes/birth_again.yaml", &other), ("items/enter_household.yaml", &item)]);
}

#[test]
fn p030_a_question_has_options_where_it_needs_them() {
    in_theme(
        "items:",
        "  - id: feeling
    question: 感觉怎样
    why: 只问一下
    type: single
         #^^^^^^ P030
items:",
    );
    in_theme(
        "    why: 可以以后再上
",
        "    why: 可以以后再上
    options: [{id: a, label: 甲}]
   #^^^^^^^ P030
",
    );
    let found = in_theme(
        "    type: single
",
        "    type: single
    default: hospitl
            #^^^^^^^ P030
",
    );
    assert_eq!(hint(&found), "是否想写 hospital（医院）？");
}

#[test]
fn p031_answers_fit_the_data_element_that_they_fill() {
    let found = in_theme(
        "    type: single
    options:
      - {id: hospital, label: 医院}",
        "    type: single
    element: child.sex
    options:
      - {id: hospital, label: 医院, value: 男孩}
                                          #^^^^ P031",
    );
    assert_eq!(hint(&found), "是否想写 男？");
    in_theme(
        "    element: child.count",
        "    element: child.sex
            #^^^^^^^^^ P031",
    );
    in_theme(
        "    type: boolean
",
        "    type: boolean
    element: child.sex
    element_values: {true: 男, false: 母}
                                     #^^ P031
",
    );
    in_theme(
        "    type: boolean
",
        "    type: boolean
    element_values: {true: 男, false: 女}
   #^^^^^^^^^^^^^^ P031
",
    );
}

#[test]
fn p032_a_range_begins_before_it_ends() {
    let found = in_theme(
        "    default: 1
    min: 1
",
        "    min: 5
        #^ P032
    max: 4
",
    );
    assert_eq!(hint(&found), "是否把 min 和 max 写反了？");
    in_theme(
        "    default: 1
    min: 1
",
        "    default: 1
            #^ P032
    min: 2
",
    );
}

#[test]
fn p032_what_is_done_so_many_times_is_done_at_least_once() {
    let found = in_theme(
        "  - id: children
    question: 生了几个
    why: 每个孩子一套
    type: number
    element: child.count
    default: 1
    min: 1
",
        "  - id: children
    question: 生了几个
             #^^^^^^^^ P032
    why: 每个孩子一套
    type: number
    element: child.count
    default: 1
",
    );
    assert_eq!(hint(&found), "请写上 min: 1");
}

#[test]
fn p033_a_choice_has_choices_and_a_pattern_is_one() {
    beside(
        "elements/more.yaml",
        "child.blood:
  label: 血型
  type: choice
       #^^^^^^ P033
  help: 选一个
child.weight:
  label: 体重
  type: decimal
  choices: [轻, 重]
 #^^^^^^^ P033
  help: 千克
child.number:
  label: 编号
  type: text
  pattern: '([0-9]'
          #^^^^^^^^ P033
  help: 数字
",
    );
}

#[test]
fn p034_what_is_promised_is_not_longer_than_the_law_allows() {
    let found = in_item(
        "promised_limit: {working_days: 0}",
        "promised_limit: {working_days: 7}
                              #^ P034",
    );
    assert_eq!(message(&found), "承诺 7 个工作日，比法定的 3 个还长");
}

#[test]
fn p035_a_make_up_day_is_on_a_weekend() {
    let found = in_file(
        "calendar.yaml",
        "  2027: {off: [], make_up: []}
",
        "  2027:
    off: [{name: 元旦, from: 2027-01-01, to: 2027-01-03}]
    make_up: [2027-01-05]
             #^^^^^^^^^^ P035
",
    );
    assert!(message(&found).contains("2027-01-05不是周末"));
}

#[test]
fn p036_what_a_theme_settles_fits_its_data_element() {
    let found = in_theme(
        "baseline:",
        "constants:
  child.sex: 男孩
            #^^^^ P036
baseline:",
    );
    assert_eq!(hint(&found), "可以写：男、女");
}

#[test]
fn findings_for_programs_carry_the_same_places() {
    let found = in_item(
        "type: 行政确认",
        "type: 行政确人
     #^^^^^^^^ P005",
    );
    let json = serde_json::to_value(&found).unwrap();
    assert_eq!(json[0]["code"], "P005");
    assert_eq!(json[0]["file"], "items/enter_household.yaml");
    assert_eq!((&json[0]["place"]["line"], &json[0]["place"]["column"]), (&4.into(), &7.into()));
}

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
