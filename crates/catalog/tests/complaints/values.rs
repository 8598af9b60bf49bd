//! Values fit together: options, ranges, limits, days.

use crate::read_support::{beside, hint, in_file, in_item, in_theme, message};

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
fn p035_a_day_is_set_otherwise_only_where_that_changes_it_and_with_a_reason() {
    let found = in_file(
        "calendar.yaml",
        "  2027: {off: [], make_up: []}
",
        "  2027:
    adjusted: [{on: 2027-07-10, working: false, reason: 暴雨, document: 津府办〔2027〕1号}]
                   #^^^^^^^^^^ P035
",
    );
    assert!(message(&found).contains("2027-07-10本来就是这样"));
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
