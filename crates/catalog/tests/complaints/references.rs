//! What is named exists, once, and nothing waits in a circle.

use crate::{
    level, paper_always,
    read_support::{BIRTH, assert_complaints, beside, edited, hint, in_file, in_item, in_theme, message},
};
use catalog::Level;

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
