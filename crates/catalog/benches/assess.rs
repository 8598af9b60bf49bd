//! How long assessing takes, over all themes of the district's own catalogue.

#[path = "../tests/sample/mod.rs"]
mod sample;

use catalog::{Answers, Theme, assess::assess};
use sample::{Choices, answers_to_all, jiangjin};

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
