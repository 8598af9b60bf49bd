//! All themes (一件事), each walked from what people type to the rating.

use std::collections::BTreeSet;

use casework::{Refusal, StageName, TaskStageName};
use catalog::{Answers, Theme, assessment::State};
use jiff::civil::date;
use service::{Failure, sample::Sample};
use testkit::{Person, Town, catalogue};

/// How many different applications of a theme are walked.
const WALKS: usize = 5;
/// How many answer sets are drawn to find those that differ.
const DRAWS: u64 = 120;

#[test]
fn every_alias_leads_to_its_theme() {
    let catalog = catalogue();
    let index = search::Index::build(&catalog);
    let mut astray = Vec::new();
    for theme in &catalog.themes {
        for alias in theme.aliases.iter().chain([&theme.name]) {
            let found = index.search(alias, 5);
            let first: Vec<_> = found.hits.iter().take(3).map(|hit| &hit.theme).collect();
            // A sister theme (个体户 / 企业) leads to the other with one click.
            let sister_first = theme.pair.as_ref().is_some_and(|pair| first.first() == Some(&pair));
            if !first.contains(&&theme.id) && !sister_first {
                astray.push(format!("{alias} → {first:?}, not {}", theme.id));
            }
        }
    }
    assert!(astray.is_empty(), "{}", astray.join("\n"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_theme_is_walked_from_search_to_rating() {
    let town = Town::open(date(2026, 3, 2)).await;
    let themes: Vec<_> = town.catalog().themes.iter().map(|theme| theme.id.clone()).collect();
    assert_eq!(themes.len(), 33);
    let mut trouble = Vec::new();
    for theme in &themes {
        if let Err(said) = walk_theme(&town, theme).await {
            trouble.push(format!("{theme}: {said}"));
        }
    }
    assert!(trouble.is_empty(), "{} of 33:\n{}", trouble.len(), trouble.join("\n"));
}

/// Answer sets of a theme: those that come to different things first.
fn answer_sets(town: &Town, theme: &Theme) -> Vec<(u64, Answers)> {
    let catalog = town.catalog();
    let (mut seen, mut outcomes) = (BTreeSet::new(), BTreeSet::new());
    let (mut distinct, mut similar) = (Vec::new(), Vec::new());
    for seed in 0..DRAWS {
        let answers = Sample::new(seed).answers(&catalog, theme);
        if !seen.insert(format!("{:?}", answers.situations)) {
            continue;
        }
        let assessment = town.app().assess(&theme.id, &answers).expect("sampled answers are known");
        assert!(assessment.complete, "seed {seed} of {} leaves {:?}", theme.id, assessment.next);
        let items: Vec<_> = assessment.items.iter().map(|item| (&item.id, item.state)).collect();
        let materials: Vec<_> = assessment.materials.iter().map(|material| &material.id).collect();
        let differs = outcomes.insert(format!("{items:?} {materials:?}"));
        if differs { &mut distinct } else { &mut similar }.push((seed, answers));
    }
    distinct.into_iter().chain(similar).collect()
}

/// Walks a theme with [`WALKS`] answer sets; what went wrong, in words.
async fn walk_theme(town: &Town, id: &str) -> Result<(), String> {
    let catalog = town.catalog();
    let theme = catalog.theme(id).expect("the theme is there");
    let typed = theme.aliases.first().unwrap_or(&theme.name);
    let found = town.app().search(typed, 3).await;
    if found.hits.iter().all(|hit| hit.theme != theme.id) {
        return Err(format!("{typed} does not lead here: {:?}", found.hits));
    }
    let applicant = town.applicant("李娜").await;
    let mut walked = 0;
    for (seed, answers) in answer_sets(town, theme) {
        let outcome = walk(town, &applicant, id, answers, seed).await;
        walked += usize::from(outcome.map_err(|said| format!("seed {seed}: {said}"))?);
        if walked == WALKS {
            return Ok(());
        }
    }
    Err(format!("only {walked} answer sets could be walked"))
}

/// Walks one application; whether there was anything to do.
async fn walk(
    town: &Town,
    applicant: &Person,
    theme: &str,
    answers: Answers,
    seed: u64,
) -> Result<bool, String> {
    let assessment = town.app().assess(theme, &answers).expect("the answers are known");
    let something = assessment.items.iter().any(|item| item.state == State::In);
    let request = applicant.sampled(theme, answers, &mut Sample::new(seed)).await;
    let case = match applicant.hands_in(request).await {
        Ok(view) => view.number,
        Err(Failure::Refused(Refusal::NothingToDo)) if !something => return Ok(false),
        Err(other) => return Err(format!("handing in: {other:?}")),
    };
    if !something {
        return Err("a case was made though there is nothing to do".into());
    }
    let walked = town.walk_to_the_end(applicant, &case).await;
    let open = walked.case.tasks.iter().filter(|task| task.stage != TaskStageName::Granted).count();
    if walked.case.stage != StageName::Delivered || open > 0 || walked.case.rating.is_none() {
        return Err(format!("{case} ended {:?} with {open} tasks open", walked.case.stage));
    }
    if walked.case.results.len() < walked.case.tasks.len() {
        return Err(format!(
            "{case} has {} results of {} tasks",
            walked.case.results.len(),
            walked.case.tasks.len()
        ));
    }
    Ok(true)
}
