//! What people are told: worked examples on the district's own catalogue.

mod sample;

use catalog::{
    Assessment,
    assess::{assess, check_answers, parse_answer},
    assessment::{SparedBy, State},
};
use proptest::prelude::*;
use sample::{Choices, answer, answers, jiangjin};

fn told(theme: &str, given: &[(&str, &str)]) -> Assessment {
    let catalog = jiangjin();
    let theme = catalog.theme(theme).unwrap();
    let answers = answers(theme, given);
    assert_eq!(check_answers(catalog, theme, &answers), []);
    assess(catalog, theme, &answers)
}

fn ids(told: &Assessment, state: State) -> Vec<&str> {
    told.items.iter().filter(|item| item.state == state).map(|item| item.id.as_str()).collect()
}

const TWINS: [(&str, &str); 20] = [
    ("declarant", "mother"),
    ("by_agent", "否"),
    ("birth_place", "hospital"),
    ("children_count", "２"),
    ("parents_marriage", "married"),
    ("parents_nationality", "both_mainland"),
    ("birth_registered", "是"),
    ("household_wanted", "是"),
    ("household_follow", "mother"),
    ("household_place", "jiangjin"),
    ("household_type", "family"),
    ("over_one_month", "否"),
    ("insurance_wanted", "是"),
    ("maternity_insured", "mother_employee"),
    ("insured_in_chongqing", "是"),
    ("fee_settled", "是"),
    ("allowance_paid_by_hospital", "否"),
    ("delivery_mode", "cesarean"),
    ("vaccination_wanted", "是"),
    ("subsidy_wanted", "是"),
];

fn twins_with(changed: &[(&str, &str)]) -> Assessment {
    let mut given = TWINS.to_vec();
    given.retain(|(id, _)| !changed.iter().any(|(other, _)| id == other));
    given.extend(changed);
    told("birth", &given)
}

#[test]
fn twins_are_two_rows_of_the_child_part_alone() {
    let told = twins_with(&[]);
    assert!(told.complete, "{:?}", told.next);
    let repeat = |id: &str| told.fields.iter().find(|field| field.id == *id).unwrap().repeat;
    assert_eq!(repeat("child.name"), Some(2));
    assert_eq!(repeat("mother.name"), None);
    let certificate = told.items.iter().find(|item| item.id == "birth_medical_certificate").unwrap();
    assert_eq!(certificate.repeat, Some(2));
    assert_eq!(certificate.why.lines(), ["因为您回答：孩子在哪里出生——江津区内的医院或妇幼保健院"]);
    let paper = told.materials.iter().find(|paper| paper.id == "birth_certificate").unwrap();
    assert_eq!(paper.repeat, Some(2));
    assert_eq!(paper.spared.as_ref().map(|spared| spared.by), Some(SparedBy::EarlierResult));
}

#[test]
fn a_question_is_left_out_once_its_answer_can_change_nothing() {
    let nothing = told("birth", &[]);
    assert!(!nothing.complete);
    assert!(!nothing.next.iter().any(|question| question.id == "foreign_parent"), "not yet applicable");
    let told = told("birth", &[("household_wanted", "否"), ("maternity_insured", "none")]);
    for gone in ["household_follow", "household_place", "over_one_month", "fee_settled"] {
        assert!(!told.next.iter().any(|question| question.id == gone), "{gone}");
    }
}

#[test]
fn parents_who_are_not_married_bring_no_marriage_certificate() {
    let needs = |told: &Assessment, id: &str| {
        told.materials.iter().any(|paper| paper.id == *id && paper.state == State::In)
    };
    assert!(needs(&twins_with(&[]), "marriage_certificate"));
    let unmarried = twins_with(&[("parents_marriage", "unmarried"), ("father_recorded", "是")]);
    assert!(!needs(&unmarried, "marriage_certificate"));
    assert!(needs(&unmarried, "unmarried_birth_statement"));
}

#[test]
fn two_foreign_parents_are_told_where_to_go_instead_of_the_household_window() {
    let told = twins_with(&[("parents_nationality", "both_not_mainland")]);
    assert_eq!(ids(&told, State::Blocked), ["birth_household_registration", "childcare_subsidy"]);
    let blocked = told.items.iter().find(|item| item.id == "birth_household_registration").unwrap();
    assert!(blocked.blocked_by[0].contains("出入境"), "{:?}", blocked.blocked_by);
    assert!(
        blocked.why.lines().contains(&"因为您回答：父母的身份——都不是内地居民".to_owned()),
        "{:?}",
        blocked.why
    );
    assert_eq!(told.stops.len(), 1);
    assert!(told.graph.nodes.iter().all(|node| node.id != "birth_household_registration"));
}

#[test]
fn an_item_waits_only_for_what_is_part_of_the_case() {
    let told = twins_with(&[("birth_place", "hospital_elsewhere")]);
    let household = told.items.iter().find(|item| item.id == "birth_household_registration").unwrap();
    assert!(household.needs.is_empty());
    let subsidy = told.items.iter().find(|item| item.id == "childcare_subsidy").unwrap();
    assert_eq!(subsidy.needs, ["birth_household_registration"]);
    assert!(told.stops.iter().any(|stop| stop.message.contains("接生的医院签发")));
}

#[test]
fn a_wrong_answer_is_explained_with_what_may_be_said() {
    let theme = jiangjin().theme("birth").unwrap();
    let message = |id: &str, text: &str| parse_answer(theme, id, text).unwrap_err().message;
    insta::assert_snapshot!(message("birth_plase", "hospital"), @"出生一件事没有叫 birth_plase 的问题，是否想写 birth_place？");
    insta::assert_snapshot!(message("household_follow", "grandma"), @"“户口跟爸爸还是跟妈妈”没有 grandma 这个选项，可以选：father（跟爸爸）、mother（跟妈妈）");
    insta::assert_snapshot!(message("by_agent", "也许"), @"“是请别人代办吗”要答 true（是）或 false（否）");
    insta::assert_snapshot!(message("children_count", "-1"), @"“这次生了几个孩子”要填不小于 1 的数（个）");
}

/// What the answers come to, without the words that give reasons.
fn gist(told: &Assessment) -> Vec<String> {
    let items = told.items.iter().map(|item| {
        let days = (item.state == State::In).then_some(item.working_days);
        format!("{} {:?} {:?} {days:?} {:?}", item.id, item.state, item.needs, item.repeat)
    });
    let materials = told.materials.iter().map(|paper| {
        let spared = paper.spared.as_ref().map(|spared| spared.by);
        format!("{} {:?} {:?} {} {spared:?}", paper.id, paper.state, paper.needed_by, paper.key)
    });
    let fields = told.fields.iter().map(|field| {
        format!("{} {:?} {} {:?} {:?}", field.id, field.state, field.required, field.repeat, field.items)
    });
    let said = told.stops.iter().map(|stop| &stop.message).chain(told.notices.iter().map(|one| &one.message));
    items.chain(materials).chain(fields).chain(said.cloned()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 60, ..ProptestConfig::default() })]

    /// Also: what is not asked cannot matter, what is known stays, and answers read back as written.
    #[test]
    fn every_theme_comes_to_an_end_when_its_questions_are_answered(
        said in prop::collection::vec(any::<u16>(), 120),
        others in prop::collection::vec(any::<u16>(), 120),
    ) {
        let catalog = jiangjin();
        for theme in &catalog.themes {
            let mut choices = Choices::new(&said);
            let mut answers = catalog::Answers::default();
            let mut before = theme.plan.evaluate(&answers);
            while let Some(next) = before.next.first() {
                let situation = &theme.situations[*next];
                let given = answer(situation, &mut choices);
                let text = catalog::assess::answer_text(&given);
                prop_assert_eq!(parse_answer(theme, &situation.id, &text).ok(), Some(given.clone()));
                prop_assert!(answers.situations.insert(situation.id.clone(), given).is_none());
                let after = theme.plan.evaluate(&answers);
                for (one, other) in before.items.iter().zip(&after.items) {
                    prop_assert!(one.state == State::Open || one.state == other.state, "{}", theme.id);
                }
                before = after;
            }
            let told = assess(catalog, theme, &answers);
            prop_assert!(told.complete);
            prop_assert!(check_answers(catalog, theme, &answers).is_empty());
            prop_assert!(told.items.iter().all(|item| item.state != State::Open), "{}", theme.id);
            prop_assert!(told.items.iter().all(|item| !item.why.lines().is_empty()), "{}", theme.id);
            prop_assert!(told.savings.after.materials <= told.savings.before.materials);
            let mut more = sample::answers_to_all(&theme.situations, &mut Choices::new(&others));
            more.situations.extend(answers.situations);
            let told_more = assess(catalog, theme, &more);
            prop_assert_eq!(gist(&told), gist(&told_more), "{}", theme.id);
        }
    }
}
