//! Screens ask less and lose nothing.

mod read_support;
mod sample;

use std::collections::BTreeSet;

use catalog::{
    Answer, Answers, SituationId, Theme,
    assess::{answer_label, assess},
    burden::{asked, burden},
    model::SituationType,
    plan::Left,
    prove::Proof,
};
use proptest::prelude::*;
use read_support::district_examples;
use sample::{Choices, answers_to_all, jiangjin};

/// How much the screen that is shown takes off what is left.
fn taken(theme: &Theme, shown: &BTreeSet<&SituationId>) -> Left {
    let rare = |id: &SituationId| {
        let exceptions = theme.screens.iter().flat_map(|screen| &screen.exceptions);
        exceptions.into_iter().any(|exception| exception.situation == *id)
    };
    let asked = shown.iter().filter(|id| !rare(id)).count();
    Left { questions: asked + usize::from(shown.iter().any(|id| rare(id))), screens: 1 }
}

/// Answers screen after screen until nothing remains; complains where what was said to be left was
/// too little, or where a screen comes twice.
fn walk(theme: &Theme, all: &Answers) -> Result<Answers, String> {
    let mut given = Answers { situations: Default::default(), ..all.clone() };
    let mut seen = BTreeSet::new();
    loop {
        let told = theme.plan.evaluate(&given);
        let Some(first) = told.next.first() else {
            return if told.left == Left::default() { Ok(given) } else { Err("something left".to_owned()) };
        };
        let screen = theme.screen_of(&theme.situations[*first].id).ok_or("no screen")?;
        if !seen.insert(&screen.id) {
            return Err(format!("{} comes twice under {given:?}", screen.id));
        }
        let asked = told.next.iter().map(|index| &theme.situations[*index].id);
        let shown: BTreeSet<&SituationId> =
            asked.filter(|id| screen.questions().any(|on| on == *id)).collect();
        for id in &shown {
            given.situations.insert((*id).clone(), all.situations[*id].clone());
        }
        let (took, after) = (taken(theme, &shown), theme.plan.evaluate(&given).left);
        if told.left.questions < took.questions + after.questions
            || told.left.screens < took.screens + after.screens
        {
            return Err(format!("{:?} left, {took:?} taken, then {after:?}, under {given:?}", told.left));
        }
    }
}

#[test]
fn an_ordinary_applicant_meets_eight_screens_or_fewer_on_average() {
    let (catalog, examples) = (jiangjin(), district_examples(jiangjin()));
    let mut screens = 0;
    for theme in &catalog.themes {
        let told = burden(catalog, theme, &examples);
        let ordinary = told.ordinary.unwrap_or_else(|| panic!("{} has an ordinary applicant", told.theme));
        assert_eq!(ordinary.ticked, Vec::<String>::new(), "{}", told.theme);
        assert!(ordinary.questions < told.listed, "{}", told.theme);
        assert!(ordinary.screens <= told.most.screens && ordinary.questions <= told.most.questions);
        screens += ordinary.screens;
    }
    assert!(screens <= 8 * catalog.themes.len(), "{screens} screens over all themes");
}

#[test]
fn every_worked_example_ends_the_same_by_screens_and_nothing_unasked_could_change_it() {
    let examples = district_examples(jiangjin());
    for theme in &jiangjin().themes {
        let proof = Proof::of(&theme.plan).unwrap();
        let own = examples.iter().filter(|journey| journey.theme == *theme.id);
        for journey in own {
            // A journey leaves out what its other answers make idle; screens may ask it before those.
            let mut all = answers_to_all(&theme.situations, &mut Choices::new(&[7; 60]));
            all.situations.extend(journey.answers.situations.clone());
            all.elements.clone_from(&journey.answers.elements);
            let given = walk(theme, &all).unwrap_or_else(|wrong| panic!("{}: {wrong}", journey.file));
            let (told, expected) = (theme.plan.evaluate(&given), theme.plan.evaluate(&journey.answers));
            assert_eq!((told.items, told.stops), (expected.items, expected.stops), "{}", journey.file);
            assert_eq!((told.notices, told.uses), (expected.notices, expected.uses), "{}", journey.file);
            assert_eq!(proof.still_turns(&given), Vec::<usize>::new(), "{}", journey.file);
        }
    }
}

#[test]
fn what_a_proof_says_of_open_questions_is_what_is_asked() {
    // With nothing answered, what is asked first is open; and a question that is left is found.
    for theme in &jiangjin().themes {
        let proof = Proof::of(&theme.plan).unwrap();
        let open = proof.still_turns(&Answers::default());
        assert!(!open.is_empty(), "{}", theme.id);
    }
}

#[test]
fn whoever_ticks_nothing_has_given_the_ordinary_answers() {
    let (catalog, birth) = (jiangjin(), jiangjin().theme("birth").unwrap());
    let mut all = answers_to_all(&birth.situations, &mut Choices::new(&[0; 60]));
    for exception in birth.screens.iter().flat_map(|screen| &screen.exceptions) {
        all.situations.insert(exception.situation.clone(), exception.ordinary.clone());
    }
    assert_eq!(asked(catalog, birth, &all).ticked, Vec::<String>::new());
    all.situations.insert("children_count".into(), Answer::Number(catalog::Number::Whole(2)));
    assert_eq!(asked(catalog, birth, &all).ticked, ["children_count"]);
}

#[test]
fn screens_follow_the_author_and_a_branch_not_taken_counts_for_nothing() {
    let shop = jiangjin().theme("flower_shop").unwrap();
    let left = |answers: &[(&str, &str)]| {
        let told = shop.plan.evaluate(&sample::answers(shop, answers));
        let order: Vec<usize> = told.next.iter().map(|index| place(shop, *index)).collect();
        assert!(order.is_sorted(), "{order:?}");
        told.left
    };
    let (nothing, enterprise) = (left(&[]), left(&[("business_form", "enterprise")]));
    let alone = left(&[("business_form", "self_employed")]);
    assert!(alone.screens < enterprise.screens, "{alone:?} {enterprise:?}");
    assert!(enterprise.screens <= nothing.screens && nothing.questions <= 1 + enterprise.questions + 1);
}

/// Where a situation stands in the order of asking.
fn place(theme: &Theme, situation: usize) -> usize {
    let id = &theme.situations[situation].id;
    theme.screens.iter().flat_map(|screen| screen.questions()).position(|asked| asked == id).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 80, ..ProptestConfig::default() })]

    /// Every outcome that the listed questions reach is reached by screens, in no more steps than was said.
    #[test]
    fn any_answers_given_by_screens_come_to_what_they_come_to_all_at_once(
        said in prop::collection::vec(any::<u16>(), 120),
        ordinary in prop::collection::vec(any::<bool>(), 40),
    ) {
        for theme in &jiangjin().themes {
            let mut all = answers_to_all(&theme.situations, &mut Choices::new(&said));
            // Some of the rare cases are left unticked, as most are in life.
            let exceptions = theme.screens.iter().flat_map(|screen| &screen.exceptions);
            for (exception, _) in exceptions.zip(&ordinary).filter(|(_, unticked)| **unticked) {
                all.situations.insert(exception.situation.clone(), exception.ordinary.clone());
            }
            let given = walk(theme, &all).map_err(|wrong| TestCaseError::fail(format!("{}: {wrong}", theme.id)))?;
            let (told, expected) = (theme.plan.evaluate(&given), theme.plan.evaluate(&all));
            prop_assert_eq!(&told.items, &expected.items, "{}", theme.id);
            prop_assert_eq!(&told.stops, &expected.stops, "{}", theme.id);
            prop_assert_eq!(&told.notices, &expected.notices, "{}", theme.id);
            prop_assert_eq!(&told.uses, &expected.uses, "{}", theme.id);
        }
    }

    /// Whatever is answered in whatever order through the API, what is left never grows.
    /// Whether it was worded in advance or not: one option of several, a small number, a large one.
    #[test]
    fn what_was_answered_is_told_as_it_was_given(drawn in prop::collection::vec(any::<u16>(), 120)) {
        for theme in &jiangjin().themes {
            let answers = answers_to_all(&theme.situations, &mut Choices::new(&drawn));
            let told = assess(jiangjin(), theme, &answers);
            let given = |id: &SituationId| theme.situations.iter().find(|situation| situation.id == *id);
            let answered = told.answered.iter().filter(|one| !one.computed && !one.assumed);
            for one in answered.map(|one| &one.facts).chain(&told.dropped) {
                let (situation, answer) = (given(&one.id).unwrap(), &answers.situations[&one.id]);
                prop_assert_eq!(&one.answer, answer, "{}", one.id);
                prop_assert_eq!(&one.label, &answer_label(situation, answer), "{}", one.id);
            }
        }
    }

    #[test]
    fn what_is_left_never_grows_with_an_answer(
        said in prop::collection::vec(any::<u16>(), 120),
        order in prop::collection::vec(any::<u16>(), 40),
    ) {
        for theme in &jiangjin().themes {
            let all = answers_to_all(&theme.situations, &mut Choices::new(&said));
            let mut given = Answers::default();
            let mut choices = Choices::new(&order);
            let mut before = theme.plan.evaluate(&given);
            while !before.next.is_empty() {
                let id = &theme.situations[*choices.one_of(&before.next)].id;
                given.situations.insert(id.clone(), all.situations[id].clone());
                let after = theme.plan.evaluate(&given);
                prop_assert!(after.left.screens <= before.left.screens, "{} {:?}", theme.id, given);
                prop_assert!(after.left.questions <= before.left.questions, "{} {:?}", theme.id, given);
                before = after;
            }
        }
    }
}

#[test]
fn a_rare_case_that_is_no_yes_or_no_can_be_told_in_full() {
    for theme in &jiangjin().themes {
        for exception in theme.screens.iter().flat_map(|screen| &screen.exceptions) {
            let situation = theme.situations.iter().find(|known| known.id == exception.situation).unwrap();
            let others = match situation.kind {
                SituationType::Single | SituationType::Multi => situation.options.len(),
                SituationType::Boolean | SituationType::Number => 2,
            };
            assert!(others > 1, "{} {}", theme.id, situation.id);
        }
    }
}
