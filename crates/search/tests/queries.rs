//! What people type, over the district's own themes.

#![expect(clippy::disallowed_methods, reason = "a test may read the folder that the binary reads")]

use std::path::Path;

use catalog::{
    Catalog,
    read::{SourceFile, read},
};
use proptest::prelude::*;
use search::{Index, ThemeText};

/// The district's catalogue.
fn district() -> Catalog {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalog/jiangjin");
    let mut files = Vec::new();
    gather(&folder, "catalog/jiangjin", &mut files);
    let (catalog, findings) = read(&files);
    catalog.unwrap_or_else(|| panic!("the catalogue does not read: {findings:?}"))
}

fn gather(folder: &Path, name: &str, files: &mut Vec<SourceFile>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let (path, name) = {
            let entry = entry.unwrap();
            (entry.path(), format!("{name}/{}", entry.file_name().to_str().unwrap()))
        };
        if path.is_dir() {
            // Worked examples are no part of a package.
            if !path.ends_with("journeys") {
                gather(&path, &name, files);
            }
        } else {
            files.push(SourceFile { text: std::fs::read_to_string(&path).unwrap(), name });
        }
    }
}

fn themes() -> Vec<ThemeText> {
    ThemeText::all(&district())
}

thread_local! {
    static INDEX: Index = Index::build(&district());
}

fn first(query: &str) -> Option<String> {
    INDEX.with(|index| index.search(query, 5).hits.first().map(|hit| hit.theme.to_string()))
}

/// A sister theme is as good where the query does not tell them apart.
fn same_thing(found: &str, meant: &str) -> bool {
    let plain = |id: &str| id.trim_end_matches("_enterprise").trim_end_matches("_self_employed").to_owned();
    found == meant || plain(found) == plain(meant)
}

#[test]
fn every_way_of_asking_finds_its_theme_first() {
    let themes = themes();
    assert_eq!(themes.len(), 33);
    assert!(themes.iter().map(|theme| theme.aliases.len()).sum::<usize>() >= 508);
    for theme in themes {
        for alias in theme.aliases.iter().chain([&theme.name]) {
            let found = first(alias).unwrap_or_default();
            assert!(same_thing(&found, &theme.id), "{alias}: {} expected, {found} found", theme.id);
        }
    }
}

#[test]
fn what_people_type_leads_to_the_thing_meant() {
    let wrong: Vec<String> = include_str!("answerable.txt")
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .filter_map(|(meant, query)| {
            let found = first(query).unwrap_or_else(|| "none".into());
            (!same_thing(&found, meant)).then(|| format!("{query}: {meant} expected, {found} found"))
        })
        .collect();
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn what_is_not_offered_here_is_said_to_be_so() {
    let claimed: Vec<String> = include_str!("unanswerable.txt")
        .lines()
        .filter_map(|query| {
            let found = INDEX.with(|index| index.search(query, 5));
            assert_eq!(found.none, found.hits.is_empty());
            found.hits.first().map(|hit| format!("{query}: {} ({}) {}", hit.theme, hit.score, hit.why))
        })
        .collect();
    assert!(claimed.is_empty(), "{} claimed:\n{}", claimed.len(), claimed.join("\n"));
}

#[test]
fn a_shop_is_shown_for_the_self_employed_and_for_companies() {
    INDEX.with(|index| {
        let ids = |query: &str| {
            index.search(query, 2).hits.into_iter().map(|hit| hit.theme.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(ids("开火锅店"), ["hotpot_restaurant_self_employed", "hotpot_restaurant_enterprise"]);
        assert_eq!(ids("注册公司开火锅店")[0], "hotpot_restaurant_enterprise");
        assert_eq!(ids("个体户开面馆")[0], "noodle_shop_self_employed");
        assert_eq!(ids("我想在双福开个奶茶店要啥子证")[0], "drink_shop_self_employed");
    });
}

#[test]
fn the_answer_none_says_what_comes_near_and_where_to_go() {
    INDEX.with(|index| {
        let found = index.search("二手车过户", 5);
        assert!(found.none);
        assert_eq!(found.near[0].theme, "car_purchase");
        assert!(found.near[0].note.contains("买新车"));
        assert!(found.advice.unwrap().contains("车管所"));
    });
}

#[test]
fn typing_is_helped_from_the_second_character() {
    INDEX.with(|index| {
        let themes = |prefix: &str| {
            index
                .suggest(prefix, 8)
                .into_iter()
                .map(|suggestion| suggestion.theme.to_string())
                .collect::<Vec<_>>()
        };
        assert!(themes("火锅").contains(&"hotpot_restaurant_self_employed".to_owned()));
        assert!(themes("jiehun").contains(&"marriage".to_owned()));
        assert!(themes("tuixiu").contains(&"retirement".to_owned()));
        assert_eq!(themes("出生")[0], "birth");
        assert!(themes("").is_empty());
    });
}

#[test]
fn odd_input_is_harmless() {
    INDEX.with(|index| {
        for query in
            ["", "   ", "\0", "？？？", "<script>alert(1)</script>", "1234567890", "😀", "a", "的", "办"]
        {
            assert!(index.search(query, 5).none, "{query:?}");
        }
        assert!(index.search(&"开火锅店".repeat(3000), 5).hits.len() <= 5);
        assert_eq!(index.search("\0开火锅店\u{200b}", 1).hits[0].theme, "hotpot_restaurant_self_employed");
    });
    assert!(Index::default().search("开火锅店", 5).none, "an empty catalogue finds nothing");
}

proptest! {
    #[test]
    fn no_query_makes_the_search_panic(query in any::<String>(), limit in 0..5usize) {
        INDEX.with(|index| {
            let found = index.search(&query, limit);
            prop_assert!(found.hits.len() <= limit);
            prop_assert!(found.hits.iter().all(|hit| (0.0..=1.0).contains(&hit.score)));
            let _ = index.suggest(&query, limit);
            Ok(())
        })?;
    }
}
