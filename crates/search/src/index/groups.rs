//! Which themes stand together, and what the catalogue says of each group of them.

use std::collections::{BTreeMap, HashMap};

use crate::{lexicon::About, themes::ThemeText};

/// Parts of an item's or material's name that are shorter say too little by themselves.
const SHORTEST_PART: usize = 5;

/// Sister themes, or one theme by itself.
#[derive(Debug, Default)]
pub(crate) struct Group {
    /// Numbers of its themes; of a pair, the one for the self-employed first.
    pub themes: Vec<usize>,
}

/// Sister themes together, the one for the self-employed first.
pub(super) fn groups(themes: &[ThemeText]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (number, theme) in themes.iter().enumerate() {
        let sister = |group: &&mut Group| {
            group.themes.iter().any(|it| theme.pair.as_ref().is_some_and(|pair| *pair == themes[*it].id))
        };
        match groups.iter_mut().find(sister) {
            Some(group) => group.themes.push(number),
            None => groups.push(Group { themes: vec![number] }),
        }
    }
    for group in &mut groups {
        group.themes.sort_by_key(|theme| !themes[*theme].self_employed);
    }
    groups
}

/// The groups that a thing of the lexicon is about.
pub(super) fn meant(about: &About, themes: &[ThemeText], groups: &[Group]) -> Vec<usize> {
    let those = |is_meant: &dyn Fn(&ThemeText) -> bool| -> Vec<usize> {
        (0..groups.len())
            .filter(|group| groups[*group].themes.iter().any(|theme| is_meant(&themes[*theme])))
            .collect()
    };
    match about {
        About::Themes(ids) => those(&|theme| ids.iter().any(|id| theme.id == **id)),
        About::Items { ids, first } => {
            let mut groups_with =
                those(&|theme| theme.items.iter().any(|(item, _)| ids.iter().any(|id| *item == **id)));
            let rank = |group: &usize| {
                let is_first =
                    |id: &String| groups[*group].themes.iter().any(|theme| themes[*theme].id == **id);
                first.iter().position(is_first).unwrap_or(first.len())
            };
            groups_with.sort_by_key(rank);
            groups_with
        }
        About::AnyShop => those(&|theme| theme.pair.is_some() && theme.self_employed),
        About::Elsewhere { .. } => Vec::new(),
    }
}

/// Names and ways of asking, each for the first group that has it.
pub(super) fn named(themes: &[ThemeText], groups: &[Group]) -> Vec<(String, usize)> {
    let mut texts = Vec::new();
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for (number, group) in groups.iter().enumerate() {
        for theme in group.themes.iter().map(|theme| &themes[*theme]) {
            for text in std::iter::once(&theme.name).chain(&theme.aliases) {
                if seen.insert(text, number).is_none() {
                    texts.push((text.clone(), number));
                }
            }
        }
    }
    texts
}

/// Names of items and materials and long parts of them, with the groups that have them.
pub(super) fn items_and_materials(themes: &[ThemeText], groups: &[Group]) -> Vec<(String, Vec<usize>)> {
    let mut texts: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (number, group) in groups.iter().enumerate() {
        for theme in group.themes.iter().map(|theme| &themes[*theme]) {
            for name in theme.items.iter().map(|(_, name)| name).chain(&theme.materials) {
                let parts = name.split(['（', '(', '）', ')', '或', '和', '、', '“', '”', '，']);
                let parts = parts.filter(|part| part.chars().count() >= SHORTEST_PART);
                for text in parts.chain([name.as_str()]) {
                    let groups = texts.entry(text.to_owned()).or_default();
                    if groups.last() != Some(&number) {
                        groups.push(number);
                    }
                }
            }
        }
    }
    texts.into_iter().collect()
}
