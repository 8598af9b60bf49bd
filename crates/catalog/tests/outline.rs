//! The outline of every theme of the district: whole, and in words.

mod read_support;

use catalog::{
    Catalog, Theme,
    outline::{Outline, outline},
    read::read,
};
use read_support::district_files;

fn district() -> Catalog {
    let (catalog, found) = read(&district_files());
    catalog.unwrap_or_else(|| panic!("{found}"))
}

/// Every condition that the outline says, in words.
fn conditions(outline: &Outline) -> Vec<&String> {
    let questions = outline.questions.iter().filter_map(|question| question.when.as_ref());
    let items = outline.items.iter().filter_map(|item| item.when.as_ref());
    let steps = outline.items.iter().flat_map(|item| item.steps.iter().filter_map(|(_, when)| when.as_ref()));
    let limits = outline.items.iter().flat_map(|item| item.limits.iter().map(|(when, _)| when));
    let uses = outline.materials.iter().flat_map(|material| &material.uses);
    let uses = uses.filter_map(|used| used.when.as_ref());
    let stops = outline.stops.iter().filter_map(|stop| stop.when.as_ref());
    let notices = outline.notices.iter().filter_map(|notice| notice.when.as_ref());
    questions.chain(items).chain(steps).chain(limits).chain(uses).chain(stops).chain(notices).collect()
}

fn each(check: impl Fn(&Catalog, &Theme, &Outline)) {
    let catalog = district();
    for theme in &catalog.themes {
        check(&catalog, theme, &outline(&catalog, theme));
    }
}

#[test]
fn every_question_option_item_obstacle_and_remark_of_a_theme_is_in_its_outline() {
    each(|_, theme, outline| {
        // What is computed, and what the author never asks, is no question.
        let asked = theme.situations.iter().filter(|one| one.derived.is_none());
        let asked: Vec<_> = asked.filter(|one| one.ask_when.as_deref() != Some("false")).collect();
        assert_eq!(asked.len(), outline.questions.len(), "{}", theme.id);
        for (situation, question) in asked.iter().zip(&outline.questions) {
            assert_eq!(situation.question, question.question);
            let labels: Vec<_> = situation.options.iter().map(|option| &option.label).collect();
            assert!(labels.iter().all(|label| question.answers.contains(label)), "{}", question.id);
            assert!(!question.answers.is_empty(), "{}", question.id);
        }
        let items: Vec<_> = theme.items.iter().map(|used| &used.item).collect();
        assert_eq!(items, outline.items.iter().map(|item| &item.id).collect::<Vec<_>>(), "{}", theme.id);
        assert_eq!(theme.stops.len(), outline.stops.len(), "{}", theme.id);
        assert_eq!(theme.notices.len(), outline.notices.len(), "{}", theme.id);
    });
}

#[test]
fn every_material_that_an_item_may_need_is_listed_once_with_that_item() {
    each(|catalog, theme, outline| {
        for (at, material) in outline.materials.iter().enumerate() {
            assert!(catalog.materials.contains_key(&material.id));
            assert!(outline.materials[..at].iter().all(|other| other.id != material.id), "{}", material.id);
        }
        for item in &outline.items {
            for id in &item.materials {
                let material = outline.materials.iter().find(|material| material.id == *id);
                let material = material.unwrap_or_else(|| panic!("{} {} {id}", theme.id, item.id));
                assert!(material.uses.iter().any(|used| used.items.contains(&item.id)), "{id} {}", item.id);
            }
        }
    });
}

#[test]
fn conditions_are_said_in_the_words_that_people_see_and_not_as_they_are_written() {
    each(|_, theme, outline| {
        for words in conditions(outline) {
            for sign in ["==", "!=", "&&", "||", "'", "_", "““", "””", "（）", "“”"] {
                assert!(!words.contains(sign), "{}: {words}", theme.id);
            }
            assert!(!words.trim().is_empty() && !words.contains("要看怎么回答"), "{}: {words}", theme.id);
        }
    });
}

#[test]
fn hardly_any_condition_is_too_tangled_for_words() {
    let (mut all, mut vague) = (0, 0);
    let catalog = district();
    for theme in &catalog.themes {
        let outline = outline(&catalog, theme);
        all += conditions(&outline).len();
        vague += conditions(&outline).iter().filter(|words| words.contains("要看“")).count();
    }
    assert!(all > 1000 && vague * 100 <= all, "{vague} of {all}");
}

#[test]
fn the_items_of_a_birth_say_when_they_are_done() {
    let catalog = district();
    let outline = outline(&catalog, catalog.theme("birth").unwrap());
    let when = |id: &str| outline.items.iter().find(|item| item.id == *id).unwrap().when.clone();
    assert_eq!(when("birth_service_registration").as_deref(), Some("“怀孕后办过生育登记吗”答“否”"));
    assert_eq!(
        when("birth_medical_certificate").as_deref(),
        Some("“孩子在哪里出生”选“江津区内的医院或妇幼保健院”或“在家里、路上，没有在医院接生”")
    );
    assert_eq!(
        when("maternity_medical_fee").as_deref(),
        Some("“谁交了职工生育保险”不选“两个人都没有”，并且“生孩子的费用出院时直接结算了吗”答“否”")
    );
    let household = outline.items.iter().find(|item| item.id == *"birth_household_registration").unwrap();
    assert_eq!(household.times.as_deref(), Some("这次生了几个孩子"));
    assert_eq!(household.after, ["birth_medical_certificate"]);
}

#[test]
fn the_order_of_work_names_every_item_once() {
    each(|_, theme, outline| {
        assert_eq!(outline.graph.nodes.len(), outline.items.len(), "{}", theme.id);
        for item in &outline.items {
            let waits = outline.graph.edges.iter().filter(|edge| edge.to == item.id).count();
            assert_eq!(waits, item.after.len(), "{} {}", theme.id, item.id);
        }
    });
}
