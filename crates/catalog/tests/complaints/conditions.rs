//! Conditions: what they name, and that they can hold and fail.

use crate::{
    level,
    read_support::{BIRTH, ENTER_HOUSEHOLD, assert_complaints, edited, in_item, in_theme, message},
};
use catalog::Level;

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
