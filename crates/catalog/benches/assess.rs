//! How long assessing takes, over all themes of the district's own catalogue; and how long
//! it takes to read it, and to prove it.

#[path = "../tests/sample/mod.rs"]
mod sample;

use catalog::{
    Answer, Answers, Number, Theme,
    assess::assess,
    assessment::State,
    model::SituationType,
    prove::Proof,
    read::{read, read_and_prove},
};
use sample::{Choices, answers_to_all, jiangjin, jiangjin_files};

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    divan::main();
}

/// Whose answers.
#[derive(Debug, Clone, Copy)]
enum Who {
    /// Somebody drawn at random, for whom most is blocked or not needed.
    Anybody,
    /// Somebody for whom as many items as possible are to be done.
    Fullest,
    /// The same with every other question still open.
    Halfway,
}

const WHO: [Who; 3] = [Who::Anybody, Who::Fullest, Who::Halfway];

/// Every theme with the same answers on each run.
fn told(who: Who) -> Vec<(&'static Theme, Answers)> {
    let drawn: Vec<u16> = (0..200_u16).map(|at| at.wrapping_mul(7919) >> 3).collect();
    let themes = jiangjin().themes.iter().map(|theme| {
        let mut answers = answers_to_all(&theme.situations, &mut Choices::new(&drawn));
        if !matches!(who, Who::Anybody) {
            fill(theme, &mut answers);
        }
        if matches!(who, Who::Halfway) {
            let mut at = 0;
            answers.situations.retain(|_, _| {
                at += 1;
                at % 2 == 0
            });
        }
        (theme, answers)
    });
    themes.collect()
}

/// Changes one answer after the other as long as that brings more items in.
fn fill(theme: &Theme, answers: &mut Answers) {
    let present = |answers: &Answers| {
        let outcome = theme.plan.evaluate(answers);
        outcome.items.iter().filter(|item| item.state == State::In).count()
    };
    for _ in 0..3 {
        for situation in &theme.situations {
            let mut best = (present(answers), answers.situations[&situation.id].clone());
            let options = || situation.options.iter().map(|option| option.id.clone());
            let candidates: Vec<Answer> = match situation.kind {
                SituationType::Boolean => [false, true].map(Answer::Bool).into(),
                SituationType::Number => {
                    [0, 1, 2, 10, 400].map(|number| Answer::Number(Number::Whole(number))).into()
                }
                SituationType::Single => options().map(Answer::One).collect(),
                SituationType::Multi => options()
                    .map(|id| Answer::Many(vec![id]))
                    .chain([Answer::Many(options().collect()), Answer::Many(Vec::new())])
                    .collect(),
            };
            for candidate in candidates {
                answers.situations.insert(situation.id.clone(), candidate.clone());
                let items = present(answers);
                if items > best.0 {
                    best = (items, candidate);
                }
            }
            answers.situations.insert(situation.id.clone(), best.1);
        }
    }
}

/// What holds, by index.
#[divan::bench(args = WHO)]
fn evaluate(bencher: divan::Bencher<'_, '_>, who: Who) {
    let told = told(who);
    let each = divan::counter::ItemsCount::new(told.len());
    bencher.counter(each).bench(|| {
        for (theme, answers) in &told {
            divan::black_box(theme.plan.evaluate(divan::black_box(answers)));
        }
    });
}

/// Everything that follows.
#[divan::bench(args = WHO)]
fn assessed(bencher: divan::Bencher<'_, '_>, who: Who) {
    let (catalog, told) = (jiangjin(), told(who));
    let each = divan::counter::ItemsCount::new(told.len());
    bencher.counter(each).bench(|| {
        for (theme, answers) in &told {
            divan::black_box(assess(catalog, theme, divan::black_box(answers)));
        }
    });
}

/// The same as JSON, with every reason in words.
#[divan::bench(args = WHO)]
fn written(bencher: divan::Bencher<'_, '_>, who: Who) {
    let (catalog, told) = (jiangjin(), told(who));
    let each = divan::counter::ItemsCount::new(told.len());
    bencher.counter(each).bench(|| {
        for (theme, answers) in &told {
            let assessment = assess(catalog, theme, divan::black_box(answers));
            divan::black_box(serde_json::to_vec(&assessment).expect("an assessment is JSON"));
        }
    });
}

/// From the files' texts to the catalogue, as at the start of the service.
#[divan::bench]
fn reading(bencher: divan::Bencher<'_, '_>) {
    let files = jiangjin_files();
    bencher.bench(|| read(divan::black_box(&files)));
}

/// The same with all proofs, as `catalog check` does it.
#[divan::bench]
fn proving(bencher: divan::Bencher<'_, '_>) {
    let files = jiangjin_files();
    bencher.bench(|| read_and_prove(divan::black_box(&files)));
}

/// How many outcomes there are, over all themes.
#[divan::bench]
fn counting(bencher: divan::Bencher<'_, '_>) {
    let catalog = jiangjin();
    bencher.bench(|| {
        for theme in &catalog.themes {
            let proof = Proof::of(&theme.plan).expect("the district compares few numbers");
            divan::black_box(proof.counts(catalog, theme)).expect("the district compares few numbers");
        }
    });
}
