//! What is wrong with the screens of a theme is said under the culprit.

mod read_support;

use catalog::Diagnostics;
use read_support::{hint, in_theme, message};

/// The small theme with these screens.
fn with_screens(screens: &str) -> Diagnostics {
    in_theme("items:\n", &format!("screens:\n{screens}items:\n"))
}

#[test]
fn p088_every_question_stands_on_one_screen() {
    with_screens(
        "  - {id: child, topic: 孩子, ask: [place, children]}
  - id: more
    topic: 户口
    exceptions:
      - {situation: wanted, ordinary: true, label: 现在不上户口}
",
    );
    let found = in_theme(
        "  - id: wanted
    question: 现在上户口吗
    why: 可以以后再上
    type: boolean
",
        "  - id: wanted
       #^^^^^^ P088
    question: 现在上户口吗
    why: 可以以后再上
    type: boolean
screens:
  - {id: child, topic: 孩子, ask: [place, children]}
",
    );
    assert_eq!(message(&found), "wanted 没有放在哪一页上，不知道什么时候问");
}

#[test]
fn p088_a_screen_names_questions_that_are_there_once() {
    let rest = "  - {id: more, topic: 户口, ask: [children, wanted]}\n";
    let found = with_screens(&format!(
        "  - {{id: child, topic: 孩子, ask: [place, plase]}}
                                         #^^^^^ P088
{rest}"
    ));
    assert_eq!(hint(&found), "是否想写 place（孩子在哪里出生）？");
    let found = with_screens(&format!(
        "  - {{id: child, topic: 孩子, ask: [place, place]}}
                                         #^^^^^ P088
{rest}"
    ));
    assert_eq!(message(&found), "place 放了两次");
    let found = with_screens(
        "  - {id: more, topic: 孩子, ask: [place]}
  - {id: more, topic: 户口, ask: [children, wanted]}
        #^^^^ P088
",
    );
    assert_eq!(message(&found), "有两页都叫 more");
}

#[test]
fn p088_who_ticks_nothing_gives_an_answer_that_can_be_given() {
    let found = with_screens(
        "  - id: child
    topic: 孩子
    ask: [children, wanted]
    exceptions:
      - {situation: place, ordinary: hospitel, label: 不是在医院生的}
                                    #^^^^^^^^ P088
",
    );
    assert_eq!(hint(&found), "是否想写 hospital（医院）？");
    with_screens(
        "  - id: child
    topic: 孩子
    ask: [place, wanted]
    exceptions:
      - {situation: children, ordinary: 0, label: 不止一个}
                                       #^ P088
",
    );
    with_screens(
        "  - id: child
    topic: 孩子
    ask: [place, children]
    exceptions:
      - {situation: wanted, ordinary: maybe, label: 现在不上}
                                     #^^^^^ P005
",
    );
}

#[test]
fn p089_a_question_waits_until_it_is_known_whether_it_applies() {
    let asked_when = "    question: 现在上户口吗
    ask_when: place == 'home'
             #^^^^^ P089
";
    let found = in_theme(
        "    question: 现在上户口吗
    why: 可以以后再上
    type: boolean
items:
",
        &format!(
            "{asked_when}    why: 可以以后再上
    type: boolean
screens:
  - {{id: child, topic: 孩子, ask: [children, wanted]}}
  - {{id: birth, topic: 出生, ask: [place]}}
items:
"
        ),
    );
    assert_eq!(message(&found), "问 wanted 要先知道 place，它却没有放在前面的页上");
}
