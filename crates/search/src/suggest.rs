//! Ways to go on from what is typed so far.

use std::collections::BTreeSet;

use catalog::ThemeId;
use serde::Serialize;

use crate::{
    sound::{initials, spelled},
    text::fold,
    themes::{Texts, ThemeText},
};

/// A way to go on typing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Suggestion {
    /// What to put into the search box.
    pub text: String,
    /// The theme that it leads to.
    pub theme: ThemeId,
    /// Its name.
    pub name: String,
}

/// An entry of the suggestions.
#[derive(Debug)]
struct Entry {
    text: String,
    folded: String,
    spelled: String,
    initials: String,
    theme: usize,
    is_name: bool,
}

/// Names and ways of asking.
#[derive(Debug, Default)]
pub(crate) struct Suggestions(Vec<Entry>);

impl Suggestions {
    /// Those of the themes; of sister themes the self-employed one stands for both.
    pub fn of(texts: &Texts) -> Self {
        let themes = &texts.themes;
        let mut order: Vec<usize> = (0..themes.len()).collect();
        order.sort_by_key(|theme| themes[*theme].pair.is_some() && !themes[*theme].self_employed);
        let mut entries = Vec::new();
        for number in order {
            let theme = &themes[number];
            let added = texts.aliases.iter().filter(|alias| alias.theme == theme.id).map(|alias| &alias.text);
            let names = std::iter::once((true, &theme.name));
            for (is_name, text) in names.chain(theme.aliases.iter().chain(added).map(|alias| (false, alias)))
            {
                let folded: String = fold(text).split_whitespace().collect();
                entries.push(Entry {
                    text: text.clone(),
                    spelled: spelled(&folded),
                    initials: initials(&folded),
                    folded,
                    theme: number,
                    is_name,
                });
            }
        }
        Self(entries)
    }

    /// Entries that begin with the prefix or contain it, in characters, pinyin or first letters.
    pub fn of_prefix(&self, prefix: &str, limit: usize, themes: &[ThemeText]) -> Vec<Suggestion> {
        let folded: String = fold(prefix).split_whitespace().collect();
        if folded.is_empty() {
            return Vec::new();
        }
        let latin = folded.chars().all(|c| c.is_ascii_alphanumeric());
        let mut found: Vec<(usize, usize, usize, &Entry)> = Vec::new();
        for (number, entry) in self.0.iter().enumerate() {
            let rank = match entry.folded.find(&folded) {
                Some(0) => 0,
                Some(_) => 2,
                None if latin && entry.initials.starts_with(&folded) => 1,
                None if latin && entry.spelled.starts_with(&folded) => 1,
                None if latin && entry.spelled.contains(&folded) && folded.len() > 2 => 3,
                None => continue,
            };
            found.push((rank + usize::from(!entry.is_name), entry.folded.chars().count(), number, entry));
        }
        found.sort_by_key(|(rank, length, number, _)| (*rank, *length, *number));
        let mut seen = BTreeSet::new();
        let entries = found.into_iter().filter(|(.., entry)| seen.insert(&entry.text)).take(limit);
        entries
            .map(|(.., entry)| Suggestion {
                text: entry.text.clone(),
                theme: themes[entry.theme].id.clone(),
                name: themes[entry.theme].name.clone(),
            })
            .collect()
    }
}
