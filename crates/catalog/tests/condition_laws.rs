//! Conditions: they agree with CEL where everything is known, and knowing more
//! never turns a result round.

mod sample;

use std::{collections::HashMap, sync::Arc};

use catalog::{Answer, Answers, model::SituationType, reckon};
use cel::{Context, Program};
use jiff::civil::Date;
use proptest::prelude::*;
use sample::{Choices, Package, answers_to_all, condition, situation};

/// Two situations of each kind, with options that overlap.
fn world() -> Package {
    let kinds = [SituationType::Boolean, SituationType::Single, SituationType::Multi, SituationType::Number];
    let situations = (0..8).map(|at| situation(&format!("s{at}"), kinds[at / 2], at)).collect();
    Package { situations, ..Package::empty() }
}

/// What the `cel` crate makes of it: the oracle.
fn oracle(text: &str, answers: &Answers) -> bool {
    let mut context = Context::default();
    for (id, answer) in &answers.situations {
        let id = id.to_string();
        match answer {
            Answer::Bool(value) => context.add_variable(id, *value).unwrap(),
            Answer::Number(number) => context.add_variable(id, number.value()).unwrap(),
            Answer::One(word) => context.add_variable(id, word.clone()).unwrap(),
            Answer::Many(words) => context.add_variable(id, words.clone()).unwrap(),
        }
    }
    let form: HashMap<String, cel::Value> = [
        ("flag".to_owned(), true.into()),
        ("way".to_owned(), "邮寄".into()),
        ("day".to_owned(), DAY.into()),
        ("born".to_owned(), BORN.into()),
    ]
    .into();
    context.add_variable_from_value("form", form);
    add_functions(&mut context);
    match Program::compile(text).unwrap().execute(&context).unwrap() {
        cel::Value::Bool(value) => value,
        other => panic!("{text} came to {other:?}"),
    }
}

const DAY: &str = "2026-05-31";
const BORN: &str = "2008-05-31";

/// The functions on days written as text, whose order is that of the days.
fn add_functions(context: &mut Context<'_, '_>) {
    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }
    type Text = Arc<String>;
    let _ = context
        .add_function("age_on", |on: Text, born: Text| f64::from(reckon::age_on(date(&on), date(&born))));
    let _ = context.add_function("days_between", |from: Text, to: Text| {
        f64::from(reckon::days_between(date(&from), date(&to)))
    });
    let _ = context.add_function("months_between", |from: Text, to: Text| {
        f64::from(reckon::months_between(date(&from), date(&to)))
    });
    let _ = context.add_function("add_months", |from: Text, months: f64| {
        reckon::add_months(date(&from), months as u32).to_string()
    });
    let _ = context.add_function("day", |year: f64, month: f64, day: f64| {
        Date::new(year as i16, month as i8, day as i8).unwrap().to_string()
    });
}

fn with_form(mut answers: Answers) -> Answers {
    answers.elements.insert("form.flag".into(), true.into());
    answers.elements.insert("form.way".into(), "邮寄".into());
    answers.elements.insert("form.day".into(), DAY.into());
    answers.elements.insert("form.born".into(), BORN.into());
    answers
}

proptest! {
    #[test]
    fn whatever_is_written_is_read_or_pointed_at(text in "([ ()!?:,.+*'\"=&|<>\\[\\]-]|in|size|a|邮|[0-9]|\\PC){0,24}") {
        if let Err(problems) = catalog::condition::Expression::parse(&text) {
            prop_assert!(!problems.is_empty());
            for problem in problems {
                prop_assert!(text.get(problem.span).is_some());
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn fully_known_answers_come_to_what_cel_says(
        shape in prop::collection::vec(any::<u16>(), 0..120),
        said in prop::collection::vec(any::<u16>(), 24),
    ) {
        let world = world();
        let text = condition(&world, &mut Choices::new(&shape), 4);
        let answers = with_form(answers_to_all(&world.situations, &mut Choices::new(&said)));
        let expected = oracle(&text, &answers);
        let package = Package::with_condition(world.situations, &text);
        let plan = package.compile().map_err(|problems| TestCaseError::fail(format!("{text}: {problems:?}")))?;
        prop_assert_eq!(plan.evaluate(&answers).items[0].wanted, Some(expected), "{}", text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn knowing_more_never_turns_a_result_round(
        shape in prop::collection::vec(any::<u16>(), 0..300),
        said in prop::collection::vec(any::<u16>(), 60),
        known in prop::collection::vec(0..3_u8, 12),
    ) {
        let package = Package::random(&mut Choices::new(&shape));
        let plan = package.compile().map_err(|problems| TestCaseError::fail(format!("{problems:?}")))?;
        let all = answers_to_all(&package.situations, &mut Choices::new(&said));
        // 0: known from the first, 1: learnt later, 2: never learnt.
        let at = |most: u8| {
            let mut answers = all.clone();
            let mut marks = known.iter();
            answers.situations.retain(|_, _| marks.next().is_some_and(|mark| *mark <= most));
            if known[11] <= most { with_form(answers) } else { answers }
        };
        let (less, more) = (plan.evaluate(&at(0)), plan.evaluate(&at(1)));
        for (before, after) in less.values.iter().zip(&more.values) {
            prop_assert!(!before.is_known() || before == after);
        }
        for (before, after) in less.stops.iter().chain(&less.notices).zip(more.stops.iter().chain(&more.notices)) {
            prop_assert!(!before.is_known() || before == after);
        }
        for (before, after) in less.items.iter().zip(&more.items) {
            prop_assert!(before.state == catalog::assessment::State::Open || before.state == after.state);
            prop_assert!(before.wanted.is_none() || before.wanted == after.wanted);
        }
        for (before, after) in less.uses.iter().zip(&more.uses) {
            prop_assert!(!before.is_known() || !after.is_known() || before == after);
        }
    }

    #[test]
    fn answering_what_is_asked_leaves_nothing_that_a_question_could_decide(
        shape in prop::collection::vec(any::<u16>(), 0..300),
        said in prop::collection::vec(any::<u16>(), 60),
        others in prop::collection::vec(any::<u16>(), 60),
    ) {
        let package = Package::random(&mut Choices::new(&shape));
        let plan = package.compile().map_err(|problems| TestCaseError::fail(format!("{problems:?}")))?;
        let all = answers_to_all(&package.situations, &mut Choices::new(&said));
        let mut answers = with_form(Answers::default());
        let mut rounds = 0;
        while let Some(next) = plan.evaluate(&answers).next.first() {
            let id = &package.situations[*next].id;
            prop_assert!(answers.situations.insert(id.clone(), all.situations[id].clone()).is_none());
            rounds += 1;
            prop_assert!(rounds <= package.situations.len());
        }
        // Whatever is said to the questions that were not asked, nothing moves.
        let asked = plan.evaluate(&answers);
        let mut said_more = answers_to_all(&package.situations, &mut Choices::new(&others));
        said_more.situations.extend(answers.situations);
        let told = plan.evaluate(&with_form(said_more));
        prop_assert_eq!(&asked.items, &told.items);
        prop_assert_eq!(&asked.stops, &told.stops);
        prop_assert_eq!(&asked.notices, &told.notices);
        prop_assert_eq!(&asked.uses, &told.uses);
    }
}
