//! The files of the lexicon as they are written.

use std::collections::BTreeMap;

use serde::Deserialize;

/// The files of the lexicon, as text.
#[derive(Debug, Clone)]
pub struct LexiconFiles {
    /// Classes of words.
    pub classes: String,
    /// How the things of the catalogue are asked for.
    pub things: String,
    /// What is not offered here.
    pub elsewhere: String,
    /// Words that tell nothing.
    pub general: String,
    /// Characters that look alike.
    pub lookalikes: String,
    /// What words say about the answers to a thing's questions.
    pub guesses: String,
    /// How much each kind of evidence counts.
    pub weights: String,
    /// What was learnt of pairs of characters.
    pub learnt: String,
}

impl LexiconFiles {
    /// The lexicon that comes with the program.
    pub fn built_in() -> Self {
        Self {
            classes: include_str!("../../data/classes.toml").into(),
            things: include_str!("../../data/things.toml").into(),
            elsewhere: include_str!("../../data/elsewhere.toml").into(),
            general: include_str!("../../data/general.toml").into(),
            lookalikes: include_str!("../../data/lookalikes.txt").into(),
            guesses: include_str!("../../data/guesses.toml").into(),
            weights: include_str!("../../data/weights.toml").into(),
            learnt: include_str!("../../data/learnt.tsv").into(),
        }
    }
}

/// Words of one line, divided by blanks.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(transparent)]
pub(crate) struct Words(String);

impl Words {
    /// The words; an underscore is a blank within one.
    pub fn each(&self) -> impl Iterator<Item = String> {
        self.0.split_whitespace().map(|word| word.replace('_', " "))
    }
}

/// A thing, or something that is not offered here, as the files have it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ThingEntry {
    #[serde(default)]
    pub themes: Vec<String>,
    #[serde(default)]
    pub items: Vec<String>,
    #[serde(default)]
    pub generic: bool,
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub sure: Words,
    #[serde(default)]
    pub likely: Words,
    #[serde(default)]
    pub hint: Words,
    #[serde(default)]
    pub common: Words,
    #[serde(default)]
    pub trade: Words,
    pub nouns: Option<Words>,
    #[serde(default)]
    pub both: Vec<String>,
    #[serde(default)]
    pub against: Vec<String>,
    #[serde(default)]
    pub unless: String,
    #[serde(default, rename = "where")]
    pub advice: String,
    #[serde(default)]
    pub near: Vec<String>,
}

#[derive(Deserialize)]
pub(super) struct ThingsFile {
    #[serde(default)]
    pub thing: Vec<ThingEntry>,
    #[serde(default)]
    pub elsewhere: Vec<ThingEntry>,
    #[serde(default)]
    pub renamed: BTreeMap<String, String>,
}

#[derive(Deserialize)]
pub(super) struct GeneralFile {
    pub words: Words,
}
