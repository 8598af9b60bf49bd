//! What is wrong with a worked example is said under the culprit; what no example reaches is named.

mod read_support;

use catalog::Diagnostics;
use read_support::{BIRTH, assert_walked, assert_walked_with, edited};

/// A child born in a hospital, whose parents do everything at once: as most do.
const ORDINARY: &str = r#"story: 周敏的孩子在医院出生，现在就上户口。
ordinary: true
answers:
  place: hospital
  children: 1
  wanted: true

expect:
  lead: "区卫健委"
  items:
    issue_paper: {name: "出生医学证明签发", working_days: 1, times: 1}
    enter_household: {name: "出生登记", working_days: 0, after: ["issue_paper"]}
  spared:
    birth_paper: "出生医学证明（数据共享）"
  fields: 1
  working_days: 1
  visits: 0
"#;

/// A child born at home, who is registered later.
const AT_HOME: &str = r#"story: 李芳的孩子在家里出生，户口以后再上。
answers:
  place: home
  children: 1
  wanted: false

expect:
  lead: "区卫健委"
  items: {}
  blocked:
    issue_paper: "出生医学证明签发"
  fields: 0
  working_days: 0
  visits: 0
  stops:
    - "先做亲子鉴定"
"#;

const FIRST: &str = "journeys/birth/ordinary.yaml";
const SECOND: &str = "journeys/birth/at_home.yaml";

/// The ordinary example changed, beside the other, in which nothing is wrong.
fn in_ordinary(from: &str, to: &str) -> Diagnostics {
    assert_walked(&[(FIRST, &edited(ORDINARY, from, to)), (SECOND, AT_HOME)])
}

/// What is said with that code.
fn said<'a>(found: &'a Diagnostics, code: &str) -> Vec<&'a str> {
    found.iter().filter(|finding| finding.code == code).map(|finding| &*finding.message).collect()
}

#[test]
fn examples_that_come_out_as_written_and_reach_everything_are_right() {
    let found = assert_walked(&[(FIRST, ORDINARY), (SECOND, AT_HOME)]);
    assert!(found.is_empty(), "{found}");
}

#[test]
fn p120_an_answer_is_one_that_can_be_given() {
    let found = in_ordinary("  place: hospital\n", "  place: hospitl\n        #^^^^^^^ P120\n");
    assert!(said(&found, "P120")[0].contains("hospitl"), "{found}");
    let found = in_ordinary("  wanted: true\n", "  wanted: true\n  wnted: true\n        #^^^^ P120\n");
    assert!(said(&found, "P120")[0].contains("wnted"), "{found}");
}

#[test]
fn p120_an_example_is_answered_to_its_end() {
    let found = in_ordinary("answers:\n  place: hospital\n", "answers:\n^^^^^^^ P120\n");
    assert!(said(&found, "P120")[0].ends_with("孩子在哪里出生"), "{found}");
}

#[test]
fn p120_an_example_lies_in_the_folder_of_a_theme() {
    let found = assert_walked(&[(FIRST, ORDINARY), (SECOND, AT_HOME), ("journeys/brith/odd.yaml", ORDINARY)]);
    assert_eq!(said(&found, "P120"), ["没有叫 brith 的主题"]);
}

#[test]
fn p121_each_line_that_comes_out_otherwise_is_named() {
    let found = in_ordinary("expect:\n  lead: \"区卫健委\"", "expect:\n^^^^^^ P121\n  lead: \"区公安局\"");
    assert_eq!(said(&found, "P121"), ["lead：写下的是区公安局，现在是区卫健委"]);
    let found = in_ordinary("expect:\n", "expect:\n^^^^^^ P121\n  fees: [证照工本费：10 元]\n");
    assert_eq!(said(&found, "P121"), ["fees：写下的是[\"证照工本费：10 元\"]，现在是没有"]);
}

#[test]
fn p122_what_no_example_reaches_is_named() {
    let found = assert_walked(&[(FIRST, ORDINARY)]);
    let missed = said(&found, "P122");
    assert!(
        missed.iter().any(|missed| missed.contains("孩子在哪里出生") && missed.contains("家里")),
        "{found}"
    );
    assert!(missed.iter().any(|missed| missed.contains("现在上户口吗") && missed.contains("否")), "{found}");
    let found = assert_walked(&[(SECOND, &edited(AT_HOME, "answers:", "ordinary: true\nanswers:"))]);
    assert!(said(&found, "P122").iter().any(|missed| missed.ends_with("事项 enter_household")), "{found}");
}

#[test]
fn p123_one_example_of_a_theme_is_the_ordinary_one() {
    let found = in_ordinary("ordinary: true\n", "");
    assert_eq!(said(&found, "P123"), ["没有一个旅程写 ordinary: true"]);
    let twice = edited(AT_HOME, "answers:", "ordinary: true\nanswers:");
    let found = assert_walked(&[(FIRST, ORDINARY), (SECOND, &twice)]);
    assert_eq!(said(&found, "P123"), ["有2个旅程都写了 ordinary: true"]);
}

#[test]
fn p123_the_ordinary_one_ticks_nothing_rare() {
    let screens = "screens:
  - {id: child, topic: 孩子, ask: [place, children]}
  - id: more
    topic: 户口
    exceptions:
      - {situation: wanted, ordinary: false, label: 现在就上户口}
items:
";
    let theme = edited(BIRTH, "items:\n", screens);
    let found = assert_walked_with(&theme, &[(FIRST, ORDINARY), (SECOND, AT_HOME)]);
    assert_eq!(said(&found, "P123"), ["平常的旅程勾了少见的情况“现在就上户口”"]);
}
