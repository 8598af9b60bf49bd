//! How people say it, and how the catalogue writes it.

use std::{collections::HashMap, sync::LazyLock};

use serde::Deserialize;

/// The lexicon that comes with the program.
static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let file: LexiconFile = toml::from_str(include_str!("../data/lexicon.toml"))
        .expect("the lexicon that comes with the program reads well");
    Lexicon::new(file)
});

/// Words for things that are not offered here, and where to go for them.
#[derive(Debug, Deserialize)]
pub(crate) struct Elsewhere {
    /// The words.
    pub words: Vec<String>,
    /// Words that mean something else was asked.
    #[serde(default)]
    pub unless: Vec<String>,
    /// Where to go.
    #[serde(rename = "where")]
    pub advice: String,
    /// Themes that are similar.
    #[serde(default)]
    pub near: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct LexiconFile {
    words: HashMap<String, String>,
    stop: Vec<String>,
    keep: Vec<String>,
    measure: Vec<String>,
    drop: Vec<String>,
    enterprise: Vec<String>,
    self_employed: Vec<String>,
    elsewhere: Vec<Elsewhere>,
}

/// What is put in place of a word.
#[derive(Debug, Clone)]
enum Instead {
    Word(Vec<char>),
    /// Nothing, and what stands around it is apart.
    Gap,
    /// Nothing, and what stands around it comes together.
    Nothing,
}

/// The lexicon, ready for use.
#[derive(Debug)]
pub(crate) struct Lexicon {
    words: HashMap<Vec<char>, Instead>,
    fillers: HashMap<Vec<char>, Instead>,
    measure: HashMap<Vec<char>, Instead>,
    longest: usize,
    /// Words that tell that a company is meant.
    pub enterprise: Vec<String>,
    /// Words that tell that a self-employed person is meant.
    pub self_employed: Vec<String>,
    /// What is not offered here.
    pub elsewhere: Vec<Elsewhere>,
}

impl Lexicon {
    /// The one lexicon.
    pub fn get() -> &'static Self {
        &LEXICON
    }

    fn new(file: LexiconFile) -> Self {
        let characters = |text: &str| text.chars().collect::<Vec<_>>();
        let words: HashMap<_, _> =
            file.words.iter().map(|(from, to)| (characters(from), Instead::Word(characters(to)))).collect();
        let mut fillers: HashMap<_, _> =
            file.stop.iter().map(|word| (characters(word), Instead::Gap)).collect();
        fillers.extend(file.drop.iter().map(|word| (characters(word), Instead::Nothing)));
        let keep = || file.keep.iter().map(|word| (characters(word), Instead::Word(characters(word))));
        fillers.extend(keep());
        let mut measure: HashMap<_, _> =
            file.measure.iter().map(|word| (characters(word), Instead::Nothing)).collect();
        measure.extend(keep());
        let longest = words.keys().chain(fillers.keys()).map(Vec::len).max().unwrap_or(1);
        Self {
            words,
            fillers,
            measure,
            longest,
            enterprise: file.enterprise,
            self_employed: file.self_employed,
            elsewhere: file.elsewhere,
        }
    }

    /// The text in the catalogue's words, without measure words. Twice, since one word may make the next one whole.
    pub fn translate(&self, text: &str) -> String {
        let plain = self.replace(text, &self.measure);
        let once = self.replace(&plain, &self.words);
        self.replace(&once, &self.words)
    }

    /// The text without what does not help to tell one thing from another; gaps are blanks.
    /// Words that say something stay whole: 开票 is kept, though 开 alone would go.
    pub fn without_fillers(&self, text: &str) -> String {
        self.replace(text, &self.fillers)
    }

    fn replace(&self, text: &str, table: &HashMap<Vec<char>, Instead>) -> String {
        let characters: Vec<char> = text.chars().collect();
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        while at < characters.len() {
            let most = self.longest.min(characters.len() - at);
            let found = (1..=most).rev().find_map(|length| {
                let word = &characters[at..at + length];
                let instead = table.get(word)?;
                stands_alone(&characters, at, length).then_some((length, instead))
            });
            match found {
                Some((length, instead)) => {
                    match instead {
                        Instead::Word(word) => out.extend(word),
                        Instead::Gap => out.push(' '),
                        Instead::Nothing => {}
                    }
                    at += length;
                }
                None => {
                    out.push(characters[at]);
                    at += 1;
                }
            }
        }
        out
    }
}

/// A word in Latin letters must not be part of a longer one (`a` in `car`).
fn stands_alone(characters: &[char], at: usize, length: usize) -> bool {
    let latin = |c: Option<&char>| c.is_some_and(char::is_ascii_alphanumeric);
    let first = latin(characters.get(at));
    let last = latin(characters.get(at + length - 1));
    !(first && at > 0 && latin(characters.get(at - 1)) || last && latin(characters.get(at + length)))
}
