//! What a slot holds, and the words of a theme, numbered.

use std::collections::BTreeMap;

use jiff::civil::Date;

/// A word of the theme: an option's id, an element's choice or a text in a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Word(pub u16);

/// What a slot holds or a node comes to.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Value {
    /// Not yet known.
    #[default]
    Unknown,
    /// Yes or no.
    Bool(bool),
    /// A number.
    Number(f64),
    /// One word; the empty word stands for no choice.
    Word(Word),
    /// A set of words, one bit each.
    Set(u64),
    /// A day.
    Date(Date),
}

impl Value {
    /// Whether it is known.
    pub fn is_known(self) -> bool {
        !matches!(self, Self::Unknown)
    }

    /// Known to be true.
    pub fn is_true(self) -> bool {
        matches!(self, Self::Bool(true))
    }

    /// Known to be false.
    pub fn is_false(self) -> bool {
        matches!(self, Self::Bool(false))
    }
}

/// The words of one theme, numbered. Words that occur in sets have a bit as well.
#[derive(Debug, Clone, Default)]
pub struct WordTable {
    texts: Vec<String>,
    numbers: BTreeMap<String, Word>,
    bits: BTreeMap<Word, u64>,
}

impl WordTable {
    /// Most words that may occur in the sets of one theme.
    pub const MAX_SET_WORDS: usize = 64;

    /// The word of that text, numbered now if it is new.
    pub fn word(&mut self, text: &str) -> Word {
        if let Some(word) = self.numbers.get(text) {
            return *word;
        }
        let number = u16::try_from(self.texts.len()).expect("a theme has fewer than 65536 words");
        self.texts.push(text.to_owned());
        self.numbers.insert(text.to_owned(), Word(number));
        Word(number)
    }

    /// The word of that text, if the theme knows it.
    pub fn find(&self, text: &str) -> Option<Word> {
        self.numbers.get(text).copied()
    }

    /// The text of a word.
    pub fn text(&self, word: Word) -> &str {
        &self.texts[usize::from(word.0)]
    }

    /// The bit of a word, given now if it has none; none when all bits are taken.
    pub fn bit(&mut self, word: Word) -> Option<u64> {
        let next = self.bits.len();
        if let Some(bit) = self.bits.get(&word) {
            return Some(*bit);
        }
        (next < Self::MAX_SET_WORDS).then(|| *self.bits.entry(word).or_insert(1 << next))
    }

    /// The bit of a word, if it has one.
    pub fn find_bit(&self, word: Word) -> Option<u64> {
        self.bits.get(&word).copied()
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }
}
