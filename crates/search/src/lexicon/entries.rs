//! How an entry of the files becomes rules.

use super::{About, Lexicon, Rule, Sense, Slot, Strength, Thing, Words, files::ThingEntry};
use crate::vocabulary::Letters;

/// Nouns of shops where the file names none.
const SHOP_NOUNS: [&str; 5] = ["店", "铺", "铺子", "馆", "店铺"];

impl Lexicon {
    /// What an entry of the files says, as rules.
    pub(super) fn add_entry(&mut self, entry: &ThingEntry, about: About) -> Result<(), String> {
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
}
