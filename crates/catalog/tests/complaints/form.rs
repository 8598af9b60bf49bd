//! What is written has the form of the format: files, keys, values.

use crate::read_support::{BIRTH, beside, edited, hint, in_file, in_item, in_theme, message, small};
use catalog::read::{SourceFile, read};

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
