//! The lexicon: how people say it, as data.
//!
//! Five files: classes of words that do the same in a sentence, the things of this catalogue,
//! what is not offered here, words that tell nothing, and characters that look alike. What the catalogue itself
//! says of its themes (names, ways of asking, items, materials) is added when the index is built.

mod entries;
mod files;

use std::collections::{BTreeMap, HashMap};

use crate::{
    text::{Sign, signs},
    vocabulary::Vocabulary,
    weights::Weights,
};

pub use files::LexiconFiles;
pub(crate) use files::Words;
use files::{GeneralFile, ThingsFile};

/// What a thing of the lexicon is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum About {
    /// Themes of this catalogue, by id; of a pair one is enough.
    Themes(Vec<String>),
    /// Every theme of this catalogue that has one of these items.
    Items {
        /// The items, by id.
        ids: Vec<String>,
        /// Themes that are likelier meant, by id.
        first: Vec<String>,
    },
    /// Any shop, without saying which.
    AnyShop,
    /// What is not offered here.
    Elsewhere {
        /// What it is called.
        name: String,
        /// Where to go.
        advice: String,
        /// Themes that are similar.
        near: Vec<String>,
    },
}

/// A thing that may be meant.
#[derive(Debug, Clone)]
pub(crate) struct Thing {
    /// What it is.
    pub about: About,
    /// What speaks against it.
    pub unless: Vec<Slot>,
}

/// A word or a class of words in a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Slot {
    /// This word.
    Word(u32),
    /// Any word of this class.
    Class(u16),
}

/// How strongly a rule speaks for its thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Strength {
    Sure,
    Likely,
    Hint,
    Both,
    Against,
    Trade,
    Item,
    SharedItem,
    Alias,
}

impl Strength {
    /// What it counts.
    pub fn worth(self, weights: &Weights) -> f64 {
        match self {
            Self::Sure => weights.sure,
            Self::Likely => weights.likely,
            Self::Hint => weights.hint,
            Self::Both => weights.both,
            Self::Against => weights.against,
            Self::Trade => weights.trade,
            Self::Item => weights.item,
            Self::SharedItem => weights.shared_item,
            Self::Alias => weights.alias,
        }
    }
}

/// Words that speak for a thing: one by itself, or several together.
#[derive(Debug, Clone)]
pub(crate) struct Rule {
    /// Number of the thing.
    pub thing: u32,
    /// How strongly.
    pub strength: Strength,
    /// What else must be there, each in one of several ways; empty for a single word.
    pub parts: Vec<Vec<Slot>>,
}

/// What a word does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sense {
    /// It tells nothing.
    General,
    /// It belongs to a class.
    Class(u16),
    /// It speaks for a thing by itself.
    Rule(u32),
    /// It says something about an answer.
    Guess(u32),
    /// It does something only within rules of several words.
    Part,
}

/// The classes that the program itself asks for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Known {
    pub open: u16,
    pub sell: u16,
    pub register: u16,
    pub shopnoun: u16,
    /// Every shop of the catalogue, by its name or by what it sells.
    pub shop: u16,
    pub licence: u16,
    pub beside: u16,
    pub workat: u16,
    pub wish: u16,
    pub denial: u16,
    pub turn: u16,
    pub lacking: u16,
    pub enterprise: u16,
    pub self_employed: u16,
    pub incorporate: u16,
    pub paper: u16,
}

/// The lexicon, ready for use.
#[derive(Debug)]
pub(crate) struct Lexicon {
    /// Every word with what it does.
    pub vocabulary: Vocabulary,
    /// Everything that may be meant.
    pub things: Vec<Thing>,
    /// What speaks for it.
    pub rules: Vec<Rule>,
    /// Rules of several words, by number.
    pub joint: Vec<u32>,
    /// The classes that the program itself asks for.
    pub known: Known,
    /// Names that are no longer used, and what is meant today.
    pub renamed: BTreeMap<String, String>,
    /// How much each kind of evidence counts.
    pub weights: Weights,
    tokens: HashMap<String, u32>,
    classes: HashMap<String, u16>,
    /// Names of the classes by number.
    class_names: Vec<String>,
    /// Words that the rules read so far name.
    parts: Vec<u32>,
}

/// Codes of words in Latin letters begin behind those of characters.
const FIRST_TOKEN: u32 = 0x20_0000;

impl Lexicon {
    /// Reads the files.
    ///
    /// # Errors
    /// What is wrong with a file, in words.
    pub fn read(files: &LexiconFiles) -> Result<Self, String> {
        let wrong = |file: &str, error: toml::de::Error| format!("搜索词典 {file} 读不了：{error}");
        let classes: BTreeMap<String, Words> =
            toml::from_str(&files.classes).map_err(|error| wrong("classes.toml", error))?;
        let things: ThingsFile =
            toml::from_str(&files.things).map_err(|error| wrong("things.toml", error))?;
        let elsewhere: ThingsFile =
            toml::from_str(&files.elsewhere).map_err(|error| wrong("elsewhere.toml", error))?;
        let general: GeneralFile =
            toml::from_str(&files.general).map_err(|error| wrong("general.toml", error))?;
        let weights: Weights =
            toml::from_str(&files.weights).map_err(|error| wrong("weights.toml", error))?;
        let numbers: HashMap<String, u16> =
            classes.keys().enumerate().map(|(number, name)| (name.clone(), number as u16)).collect();
        let class = |name: &str| {
            numbers.get(name).copied().ok_or_else(|| format!("搜索词典 classes.toml 少了词类 {name}"))
        };
        let known = Known {
            open: class("open")?,
            sell: class("sell")?,
            register: class("register")?,
            shopnoun: class("shopnoun")?,
            shop: class("shop")?,
            licence: class("licence")?,
            beside: class("beside")?,
            workat: class("workat")?,
            wish: class("wish")?,
            denial: class("denial")?,
            turn: class("turn")?,
            lacking: class("lacking")?,
            enterprise: class("enterprise")?,
            self_employed: class("self_employed")?,
            incorporate: class("incorporate")?,
            paper: class("paper")?,
        };
        let mut lexicon = Self {
            vocabulary: Vocabulary::default(),
            things: Vec::new(),
            rules: Vec::new(),
            joint: Vec::new(),
            known,
            renamed: things.renamed,
            weights,
            tokens: HashMap::new(),
            classes: numbers,
            class_names: classes.keys().cloned().collect(),
            parts: Vec::new(),
        };
        lexicon.vocabulary.take_for_alike(&files.lookalikes);
        for word in general.words.each() {
            lexicon.add_word(&word, Sense::General);
        }
        for (name, words) in &classes {
            let class = lexicon.classes[name];
            for word in words.each() {
                lexicon.add_word(&word, Sense::Class(class));
            }
        }
        // First what is not offered here: 酒店 is a hotel, not a shop that sells 酒.
        for entry in elsewhere.elsewhere {
            let about = About::Elsewhere {
                name: entry.name.clone(),
                advice: entry.advice.clone(),
                near: entry.near.clone(),
            };
            lexicon.add_entry(&entry, about)?;
        }
        for entry in things.thing {
            let about = if entry.generic {
                About::AnyShop
            } else if entry.items.is_empty() {
                About::Themes(entry.themes.clone())
            } else {
                About::Items { ids: entry.items.clone(), first: entry.themes.clone() }
            };
            lexicon.add_entry(&entry, about)?;
        }
        Ok(lexicon)
    }

    /// A word that only rules of several words name is looked for as well; after everything was read.
    pub fn look_for_parts(&mut self) {
        for word in std::mem::take(&mut self.parts) {
            if self.vocabulary.words[word as usize].senses.is_empty() {
                self.vocabulary.add_sense(word, Sense::Part);
            }
        }
    }

    /// Number of a word, which may be new.
    fn word(&mut self, text: &str) -> u32 {
        let codes = self.codes(text);
        self.vocabulary.word(text, codes)
    }

    /// A word, with one thing more that it does.
    pub fn add_word(&mut self, text: &str, sense: Sense) {
        let number = self.word(text);
        self.vocabulary.add_sense(number, sense);
    }

    /// Whether this text is a word that does something.
    pub fn knows(&mut self, text: &str) -> bool {
        let codes = self.codes(text);
        self.vocabulary
            .find(&codes)
            .is_some_and(|word| !self.vocabulary.words[word as usize].senses.is_empty())
    }

    fn codes(&mut self, text: &str) -> Vec<u32> {
        signs(text)
            .into_iter()
            .map(|(sign, _)| match sign {
                Sign::Han(c) => u32::from(c),
                Sign::Letters(word) | Sign::Syllable(word) => {
                    let next = FIRST_TOKEN + self.tokens.len() as u32;
                    *self.tokens.entry(word).or_insert(next)
                }
            })
            .collect()
    }

    /// The name of a class of words.
    pub fn class_name(&self, class: u16) -> &str {
        &self.class_names[usize::from(class)]
    }

    /// Whether the word by itself says more than a hint.
    pub fn says_much(&self, word: u32) -> bool {
        self.vocabulary.words[word as usize].senses.iter().any(|sense| match sense {
            Sense::Rule(rule) => self.rules[*rule as usize].strength != Strength::Hint,
            _ => false,
        })
    }

    /// The code of a word in Latin letters; plurals count as the word.
    pub fn token(&self, word: &str) -> Option<u32> {
        let plain = || word.strip_suffix('s').filter(|word| word.len() > 3);
        self.tokens.get(word).or_else(|| self.tokens.get(plain()?)).copied()
    }

    /// The code of a long word with one letter wrong.
    pub fn nearest_token(&self, word: &str) -> Option<u32> {
        if word.len() < 5 || word.bytes().any(|b| b.is_ascii_digit()) {
            return None;
        }
        let near = self.tokens.iter().filter(|(token, _)| {
            token.len().abs_diff(word.len()) <= 1
                && token.len() > 4
                && crate::vocabulary::one_slip(word, token)
        });
        near.min_by_key(|(token, _)| *token).map(|(_, code)| *code)
    }
}
