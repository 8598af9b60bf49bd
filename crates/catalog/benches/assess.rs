//! How long assessing takes, over all themes of the district's own catalogue; and how long
//! it takes to read it, and to prove it.

#[path = "../tests/sample/mod.rs"]
mod sample;

use catalog::{
    Answers, Theme,
    assess::assess,
    prove::Proof,
    read::{read, read_and_prove},
};
use sample::{Choices, answers_to_all, jiangjin, jiangjin_files};

fn main() {
    divan::main();
}

/// Every theme with the same answers on each run; `keep` of every two questions are answered.
fn told(keep: usize) -> Vec<(&'static Theme, Answers)> {
    let drawn: Vec<u16> = (0..200_u16).map(|at| at.wrapping_mul(7919) >> 3).collect();
    let themes = jiangjin().themes.iter().map(|theme| {
        let mut answers = answers_to_all(&theme.situations, &mut Choices::new(&drawn));
        let mut at = 0;
        answers.situations.retain(|_, _| {
            at += 1;
            at % 2 < keep
        });
        (theme, answers)
    });
    themes.collect()
}

/// What holds, by index.
#[divan::bench(args = [1, 2])]
fn evaluate(bencher: divan::Bencher<'_, '_>, keep: usize) {
    let told = told(keep);
    let each = divan::counter::ItemsCount::new(told.len());
    bencher.counter(each).bench(|| {
        for (theme, answers) in &told {
            divan::black_box(theme.plan.evaluate(divan::black_box(answers)));
        }
    });
}

/// The same in words.
#[divan::bench(args = [1, 2])]
fn assessed(bencher: divan::Bencher<'_, '_>, keep: usize) {
    let (catalog, told) = (jiangjin(), told(keep));
    let each = divan::counter::ItemsCount::new(told.len());
    bencher.counter(each).bench(|| {
        for (theme, answers) in &told {
            divan::black_box(assess(catalog, theme, divan::black_box(answers)));
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
