//! The lexicon: how people say it, as data.
//!
//! Four files: classes of words that do the same in a sentence, the things of this catalogue,
//! what is not offered here, and words that tell nothing. What the catalogue itself
//! says of its themes (names, ways of asking, items, materials) is added when the index is built.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::Deserialize;

use crate::{
    text::{Sign, signs},
    vocabulary::{Letters, Vocabulary},
    weights::Weights,
};

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
            classes: include_str!("../data/classes.toml").into(),
            things: include_str!("../data/things.toml").into(),
            elsewhere: include_str!("../data/elsewhere.toml").into(),
            general: include_str!("../data/general.toml").into(),
            guesses: include_str!("../data/guesses.toml").into(),
            weights: include_str!("../data/weights.toml").into(),
            learnt: include_str!("../data/learnt.tsv").into(),
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
struct ThingEntry {
    #[serde(default)]
    themes: Vec<String>,
    #[serde(default)]
    items: Vec<String>,
    #[serde(default)]
    generic: bool,
    #[serde(default)]
    name: String,
    #[serde(default)]
    sure: Words,
    #[serde(default)]
    likely: Words,
    #[serde(default)]
    hint: Words,
    #[serde(default)]
    common: Words,
    #[serde(default)]
    trade: Words,
    nouns: Option<Words>,
    #[serde(default)]
    both: Vec<String>,
    #[serde(default)]
    against: Vec<String>,
    #[serde(default)]
    unless: String,
    #[serde(default, rename = "where")]
    advice: String,
    #[serde(default)]
    near: Vec<String>,
}

#[derive(Deserialize)]
struct ThingsFile {
    #[serde(default)]
    thing: Vec<ThingEntry>,
    #[serde(default)]
    elsewhere: Vec<ThingEntry>,
    #[serde(default)]
    renamed: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct GeneralFile {
    words: Words,
}

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
/// Nouns of shops where the file names none.
const SHOP_NOUNS: [&str; 5] = ["店", "铺", "铺子", "馆", "店铺"];

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

    /// Every word that says by itself what is meant, with the first theme of its thing, or `none`.
    pub fn labelled_words(&self) -> Vec<(String, String)> {
        let mut labelled = Vec::new();
        for word in &self.vocabulary.words {
            for sense in &word.senses {
                let Sense::Rule(rule) = sense else { continue };
                let rule = &self.rules[*rule as usize];
                if !matches!(
                    rule.strength,
                    Strength::Sure | Strength::Likely | Strength::Trade | Strength::Alias
                ) {
                    continue;
                }
                match self.things.get(rule.thing as usize).map(|thing| &thing.about) {
                    Some(About::Themes(ids)) if !ids.is_empty() => {
                        labelled.push((word.text.clone(), ids[0].clone()))
                    }
                    Some(About::Elsewhere { .. }) => labelled.push((word.text.clone(), "none".into())),
                    _ => {}
                }
            }
        }
        labelled
    }

    /// Themes that some word for a shop speaks for.
    pub fn shop_themes(&self) -> Vec<String> {
        let trades = self.rules.iter().filter(|rule| rule.strength == Strength::Trade);
        let themes = trades.filter_map(|rule| match &self.things[rule.thing as usize].about {
            About::Themes(ids) => ids.first().cloned(),
            _ => None,
        });
        themes.collect::<BTreeSet<_>>().into_iter().collect()
    }

    fn add_entry(&mut self, entry: &ThingEntry, about: About) -> Result<(), String> {
        let thing = self.add_thing(about);
        for (strength, words) in
            [(Strength::Sure, &entry.sure), (Strength::Likely, &entry.likely), (Strength::Hint, &entry.hint)]
        {
            for word in words.each() {
                self.add_single(thing, strength, &word);
            }
        }
        let elsewhere = matches!(self.things[thing as usize].about, About::Elsewhere { .. });
        for word in entry.common.each() {
            self.add_single(thing, Strength::Sure, &word);
            let number = self.word(&word);
            self.vocabulary.words[number as usize].letters = Letters::Common;
        }
        // Of what is not offered here only what many ask for is looked for by first letters.
        for word in [&entry.sure, &entry.likely].into_iter().flat_map(Words::each).filter(|_| elsewhere) {
            let number = self.word(&word);
            let letters = &mut self.vocabulary.words[number as usize].letters;
            if *letters == Letters::Usual {
                *letters = Letters::Never;
            }
        }
        self.add_trades(thing, entry);
        for line in &entry.both {
            let parts = line.split_whitespace().map(|part| self.slots(part)).collect::<Result<_, _>>()?;
            self.add_joint(thing, Strength::Both, parts);
        }
        for line in &entry.against {
            let parts = line.split_whitespace().map(|part| self.slots(part)).collect::<Result<_, _>>()?;
            self.add_joint(thing, Strength::Against, parts);
        }
        let unless: Vec<Vec<Slot>> =
            entry.unless.split_whitespace().map(|word| self.slots(word)).collect::<Result<_, _>>()?;
        self.things[thing as usize].unless = unless.concat();
        Ok(())
    }

    /// What a shop sells: with a word for opening, selling, a shop or its papers it says the thing.
    fn add_trades(&mut self, thing: u32, entry: &ThingEntry) {
        let nouns: Vec<String> = match &entry.nouns {
            Some(nouns) => nouns.each().collect(),
            None => SHOP_NOUNS.map(String::from).into(),
        };
        let mut cores = Vec::new();
        for core in entry.trade.each() {
            let is_han = core.chars().all(crate::text::is_han);
            let single = core.chars().count() == 1;
            if is_han {
                for noun in &nouns {
                    let word = format!("{core}{noun}");
                    if !self.knows(&word) {
                        self.add_single(thing, Strength::Sure, &word);
                        let number = self.word(&word);
                        self.vocabulary.words[number as usize].made_up = true;
                    }
                    self.add_word(&word, Sense::Class(self.known.shop));
                }
            }
            if single {
                self.add_single(thing, Strength::Hint, &core);
                continue;
            }
            self.add_single(thing, Strength::Trade, &core);
            self.add_word(&core, Sense::Class(self.known.shop));
            cores.push(Slot::Word(self.word(&core)));
        }
        if !cores.is_empty() {
            for word in entry.sure.each() {
                self.add_word(&word, Sense::Class(self.known.shop));
            }
            let known = self.known;
            let helpers =
                [known.open, known.sell, known.register, known.shopnoun, known.licence].map(Slot::Class);
            self.add_joint(thing, Strength::Both, vec![cores, helpers.into()]);
        }
    }

    /// Adds a thing and gives its number.
    pub fn add_thing(&mut self, about: About) -> u32 {
        self.things.push(Thing { about, unless: Vec::new() });
        (self.things.len() - 1) as u32
    }

    /// A word that speaks for a thing by itself.
    pub fn add_single(&mut self, thing: u32, strength: Strength, word: &str) {
        let number = self.rules.len() as u32;
        self.rules.push(Rule { thing, strength, parts: Vec::new() });
        self.add_word(word, Sense::Rule(number));
    }

    fn add_joint(&mut self, thing: u32, strength: Strength, parts: Vec<Vec<Slot>>) {
        self.joint.push(self.rules.len() as u32);
        self.rules.push(Rule { thing, strength, parts });
    }

    /// `@class`, or words divided by strokes.
    pub fn slots(&mut self, part: &str) -> Result<Vec<Slot>, String> {
        let each = part.split('/').filter(|word| !word.is_empty()).map(|word| match word.strip_prefix('@') {
            Some(class) => match self.classes.get(class) {
                Some(class) => Ok(Slot::Class(*class)),
                None => Err(format!("搜索词典用了没有的词类 @{class}")),
            },
            None => {
                let number = self.word(&word.replace('_', " "));
                self.parts.push(number);
                Ok(Slot::Word(number))
            }
        });
        each.collect()
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
