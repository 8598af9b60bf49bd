//! Proofs agree with the evaluation on every answer, and what they show can be shown.

mod sample;

use catalog::{
    Answers, Number,
    assessment::State,
    condition::node::Value,
    model::{Situation, SituationType},
    plan::Plan,
    prove::Proof,
};
use proptest::prelude::*;
use sample::{Choices, Package, answers_to_all, jiangjin};

/// What the evaluation says, and what the proof says, of answers to all that applies.
fn disagreement(plan: &Plan, proof: &Proof<'_>, answers: &Answers) -> Option<String> {
    let outcome = plan.evaluate(answers);
    let Some(verdict) = proof.verdict(answers) else { return Some(format!("no verdict on {answers:?}")) };
    let known = |values: &[Value], holds: &[bool]| {
        values.iter().zip(holds).position(|(value, holds)| *value != Value::Bool(*holds))
    };
    if let Some(at) = known(&outcome.stops, &verdict.stops) {
        return Some(format!("stop {at} under {answers:?}"));
    }
    if let Some(at) = known(&outcome.notices, &verdict.notices) {
        return Some(format!("notice {at} under {answers:?}"));
    }
    for (at, standing) in outcome.items.iter().enumerate() {
        let state = match (verdict.wanted[at], verdict.stopped[at]) {
            (false, _) => State::Out,
            (true, true) => State::Blocked,
            (true, false) => State::In,
        };
        if standing.state != state {
            return Some(format!("item {at}: {:?}, proven {state:?}, under {answers:?}", standing.state));
        }
    }
    let uses = outcome.uses.iter().zip(&verdict.uses).enumerate();
    for (at, (value, holds)) in uses.filter(|(_, (value, _))| value.is_known()) {
        if *value != Value::Bool(*holds) {
            return Some(format!("use {at} under {answers:?}"));
        }
    }
    let applies = outcome.applies.iter().zip(&verdict.applies);
    if let Some(at) = applies.clone().position(|(applies, proven)| *applies != Some(*proven)) {
        return Some(format!("question {at} under {answers:?}"));
    }
    None
}

/// The fields of the form that conditions of the sample packages look at.
fn with_form(mut answers: Answers, choices: &mut Choices<'_>) -> Answers {
    let way = if choices.below(2) == 0 { "邮寄" } else { "窗口" };
    answers.elements.insert("form.flag".into(), (choices.below(2) == 0).into());
    answers.elements.insert("form.way".into(), way.into());
    answers.elements.insert("form.day".into(), "2026-03-02".into());
    answers.elements.insert("form.born".into(), "2008-02-29".into());
    answers.today = Some(jiff::civil::date(2026, 11, 26));
    answers
}

/// Whole numbers beside the thresholds that the sample conditions name.
fn near_thresholds(situations: &[Situation], answers: &mut Answers, choices: &mut Choices<'_>) {
    for situation in situations.iter().filter(|situation| situation.kind == SituationType::Number) {
        let number = i64::from([0, 1, 2, 3, 4, 299, 300, 301, 152, 153][choices.below(10)]);
        answers.situations.insert(situation.id.clone(), catalog::Answer::Number(Number::Whole(number)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 300, ..ProptestConfig::default() })]

    /// Packages whose numbers would take too long are told so, and are few.
    #[test]
    fn a_proof_agrees_with_the_evaluation_on_random_packages(
        shape in prop::collection::vec(any::<u16>(), 0..300),
        said in prop::collection::vec(any::<u16>(), 300),
    ) {
        let package = Package::random(&mut Choices::new(&shape));
        let plan = package.compile().map_err(|problems| TestCaseError::fail(format!("{problems:?}")))?;
        let proof = Proof::of(&plan).map_err(|error| TestCaseError::reject(error.to_string()))?;
        let mut choices = Choices::new(&said);
        for _ in 0..12 {
            let mut answers = with_form(answers_to_all(&package.situations, &mut choices), &mut choices);
            near_thresholds(&package.situations, &mut answers, &mut choices);
            prop_assert_eq!(disagreement(&plan, &proof, &answers), None);
        }
    }

    #[test]
    fn the_fewest_answers_show_what_is_claimed_and_none_of_them_is_superfluous(
        shape in prop::collection::vec(any::<u16>(), 0..300),
    ) {
        let package = Package::random(&mut Choices::new(&shape));
        let plan = package.compile().map_err(|problems| TestCaseError::fail(format!("{problems:?}")))?;
        let proof = Proof::of(&plan).map_err(|error| TestCaseError::reject(error.to_string()))?;
        for item in 0..package.theme_items.len() {
            let is_in = |answers: &Answers| plan.evaluate(answers).items[item].state == State::In;
            let shown = proof.shortest(&proof.present(item), |outcome| outcome.items[item].state == State::In);
            prop_assert!(shown.is_none() || !proof.present(item).is_never());
            let Some(shown) = shown else { continue };
            prop_assert!(is_in(&shown), "{:?}", shown);
            for id in shown.situations.keys() {
                let mut fewer = shown.clone();
                fewer.situations.remove(id);
                prop_assert!(!is_in(&fewer), "{id} of {:?}", shown);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn a_proof_agrees_with_the_evaluation_on_every_theme_of_the_district(
        said in prop::collection::vec(any::<u16>(), 200),
    ) {
        thread_local! {
            static PROOFS: Vec<Proof<'static>> =
                jiangjin().themes.iter().map(|theme| Proof::of(&theme.plan).unwrap()).collect();
        }
        PROOFS.with(|proofs| {
            for (theme, proof) in jiangjin().themes.iter().zip(proofs) {
                let mut choices = Choices::new(&said);
                let mut answers = answers_to_all(&theme.situations, &mut choices);
                let fields = theme.items.iter().flat_map(|entry| &jiangjin().items[&entry.item].fields);
                for used in fields {
                    let element = &jiangjin().elements[&used.element];
                    if let Some(value) = sample::element_value(element, &mut choices) {
                        answers.elements.insert(element.id.clone(), value);
                    }
                }
                let found = disagreement(&theme.plan, proof, &answers);
                prop_assert_eq!(found, None, "{}", theme.id);
            }
            Ok(())
        })?;
    }
}

#[test]
fn what_is_counted_is_what_trying_every_answer_gives() {
    let catalog = jiangjin();
    let theme = catalog.theme("staff_recruitment").unwrap();
    let proof = Proof::of(&theme.plan).unwrap();
    let counts = proof.counts(catalog, theme).unwrap();
    let mut answers = 0;
    let mut item_sets = std::collections::BTreeSet::new();
    let mut outcomes = std::collections::BTreeSet::new();
    let mut open = vec![Answers::default()];
    while let Some(given) = open.pop() {
        let outcome = theme.plan.evaluate(&given);
        // Every question that applies is asked here, whether or not it can still change something.
        let next = theme.situations.iter().zip(&outcome.applies).find(|(situation, applies)| {
            **applies == Some(true)
                && situation.derived.is_none()
                && !given.situations.contains_key(&situation.id)
        });
        let Some((situation, _)) = next else {
            answers += 1;
            item_sets.insert(present(&outcome));
            outcomes.insert(told(catalog, theme, &given, &outcome));
            continue;
        };
        for answer in every_answer(situation) {
            let mut more = given.clone();
            more.situations.insert(situation.id.clone(), answer);
            open.push(more);
        }
    }
    assert_eq!((counts.answers, counts.item_sets), (answers, item_sets.len() as u128));
    assert_eq!(counts.outcomes, outcomes.len() as u128);
}

fn every_answer(situation: &Situation) -> Vec<catalog::Answer> {
    let ids: Vec<String> = situation.options.iter().map(|option| option.id.clone()).collect();
    match situation.kind {
        SituationType::Boolean => vec![catalog::Answer::Bool(false), catalog::Answer::Bool(true)],
        SituationType::Single => ids.into_iter().map(catalog::Answer::One).collect(),
        SituationType::Multi => (0..1 << ids.len())
            .map(|set| {
                let chosen = ids.iter().enumerate().filter(|(at, _)| set >> at & 1 == 1);
                catalog::Answer::Many(chosen.map(|(_, id)| id.clone()).collect())
            })
            .collect(),
        // Nothing in that theme depends on how many there are.
        SituationType::Number => vec![catalog::Answer::Number(Number::Whole(1))],
    }
}

fn present(outcome: &catalog::plan::Outcome) -> Vec<bool> {
    outcome.items.iter().map(|item| item.state == State::In).collect()
}

/// Everything that people are told, as text.
fn told(
    catalog: &catalog::Catalog,
    theme: &catalog::Theme,
    answers: &Answers,
    outcome: &catalog::plan::Outcome,
) -> Vec<String> {
    let told = catalog::assess::assess(catalog, theme, answers);
    let items = told.items.iter().map(|item| {
        let is_in = item.state == State::In;
        let steps: Vec<_> = item.steps.iter().filter(|_| is_in).map(|step| &step.name).collect();
        format!("{} {:?} {steps:?} {:?}", item.id, item.state, is_in.then_some(item.working_days))
    });
    let materials = told.materials.iter().map(|one| one.id.to_string());
    let fields = told.fields.iter().map(|one| one.id.to_string());
    let said = outcome.stops.iter().chain(&outcome.notices).map(|value| format!("{value:?}"));
    items.chain(materials).chain(fields).chain(said).collect()
}

#[test]
fn the_longest_path_is_no_shorter_than_that_of_any_answers() {
    let catalog = jiangjin();
    for theme in &catalog.themes {
        let proof = Proof::of(&theme.plan).unwrap();
        let longest = proof.longest_path(catalog, theme).unwrap();
        let answers = proof.example(&longest.claim).unwrap();
        let graph = catalog::assess::assess(catalog, theme, &answers).graph;
        assert_eq!(graph.working_days, longest.working_days, "{}", theme.id);
        for seed in 0..40_u16 {
            let said: Vec<u16> =
                (0..100_u16).map(|at| seed.wrapping_mul(7919).wrapping_add(at * 104)).collect();
            let answers = answers_to_all(&theme.situations, &mut Choices::new(&said));
            let graph = catalog::assess::assess(catalog, theme, &answers).graph;
            assert!(graph.working_days <= longest.working_days, "{}", theme.id);
        }
    }
}
