//! Reading a sentence: which words it is made of, what is wished, what is denied, and what is
//! only where somebody is or works.

use crate::{
    lexicon::{Lexicon, Sense, Slot},
    text::{Sign, Unit},
    vocabulary::{Spot, Vocabulary, Way, Word},
};

/// From this quality on, a word that was not written as it should be is put right.
const PUT_RIGHT: f64 = 0.6;
/// A word so long counts also where it lies across two others.
const ACROSS: usize = 3;
/// A word so long is a name that says all that is in it.
const WHOLE: usize = 7;

/// A word of the sentence with what it counts there.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mention {
    /// The word and where it stands.
    pub spot: Spot,
    /// What its place in the sentence makes of it.
    pub factor: f64,
    /// It stands within a longer word and counts only together with others.
    pub inner: bool,
}

/// A sentence, read.
#[derive(Debug)]
pub(crate) struct Reading {
    /// The pieces of the sentence.
    pub units: Vec<Unit>,
    /// The words in order.
    pub mentions: Vec<Mention>,
    /// Units that no word explains.
    pub unknown: Vec<usize>,
    /// Stretches that are said not to be meant.
    denied: Vec<(usize, usize)>,
    /// An unknown word is what is to be opened, sold or applied for.
    pub unknown_head: bool,
}

impl Reading {
    /// Reads the sentence.
    pub fn of(text: &str, lexicon: &Lexicon) -> Self {
        let units = crate::text::units(text, lexicon);
        let words = &lexicon.vocabulary;
        let mut spots = words.spots(&units, &lexicon.weights);
        let open = unexplained(&units, words, &best_path(&units, words, &spots));
        if open.iter().any(|open| *open) {
            let named: Vec<(usize, usize)> = spots
                .iter()
                .filter(|spot| spot.way == Way::Written && spot.len() > 1 && lexicon.says_much(spot.word))
                .map(|spot| (spot.start, spot.end))
                .collect();
            let slips = words.slips(&units, &open, &named, &lexicon.weights);
            spots.extend(slips);
        }
        let parts: Vec<Spot> =
            spots.extract_if(.., |spot| words.words[spot.word as usize].is_part()).collect();
        let path = best_path(&units, words, &spots);
        let mut reading = Self {
            mentions: Vec::new(),
            unknown: Vec::new(),
            denied: Vec::new(),
            unknown_head: false,
            units,
        };
        reading.take(path, &spots, lexicon);
        reading.take_across(&spots, lexicon);
        reading.take_parts(&parts);
        reading.weigh(lexicon);
        reading.look_for_unknown(lexicon);
        reading
    }

    /// The words of the best path, those that say as much of the same place, and those within them.
    fn take(&mut self, path: Vec<Spot>, spots: &[Spot], lexicon: &Lexicon) {
        let words = &lexicon.vocabulary.words;
        for chosen in path {
            self.mentions.push(Mention { spot: chosen, factor: 1.0, inner: false });
            let general = words[chosen.word as usize].is_general();
            for spot in spots {
                let same = spot.start == chosen.start && spot.end == chosen.end;
                let within = spot.start >= chosen.start && spot.end <= chosen.end;
                if same && spot.word != chosen.word && spot.quality >= chosen.quality - 0.05 {
                    self.mentions.push(Mention { spot: *spot, factor: 1.0, inner: false });
                } else if within
                    && !same
                    && !general
                    && spot.way == Way::Written
                    && spot.len() > 1
                    && chosen.len() < WHOLE
                {
                    self.mentions.push(Mention { spot: *spot, factor: 1.0, inner: true });
                }
            }
        }
    }

    /// Long words that say what is meant and lie across two words of the path: in 汽车美容店 there
    /// is 汽车美容 as well as 美容店.
    fn take_across(&mut self, spots: &[Spot], lexicon: &Lexicon) {
        let path: Vec<Spot> = self.mentions.iter().filter(|it| !it.inner).map(|it| it.spot).collect();
        let within = |one: &Spot, other: &Spot| one.start >= other.start && one.end <= other.end;
        for spot in spots {
            let long = spot.way == Way::Written && spot.len() >= ACROSS && lexicon.says_much(spot.word);
            if long
                && !path.iter().any(|chosen| within(spot, chosen) || within(chosen, spot) && chosen.len() > 1)
            {
                self.mentions.push(Mention { spot: *spot, factor: 1.0, inner: false });
            }
        }
    }

    /// Words that do something only within rules: beside the others, and by themselves where there are none.
    fn take_parts(&mut self, parts: &[Spot]) {
        let mut covered = vec![false; self.units.len()];
        for mention in &self.mentions {
            covered[mention.spot.start..mention.spot.end].fill(true);
        }
        for part in parts.iter().filter(|part| matches!(part.way, Way::Written | Way::Spelled)) {
            let inner = covered[part.start..part.end].iter().all(|covered| *covered);
            self.mentions.push(Mention { spot: *part, factor: 1.0, inner });
        }
        self.mentions.sort_by_key(|mention| mention.spot.start);
    }

    /// What the places of the words in the sentence make of them.
    fn weigh(&mut self, lexicon: &Lexicon) {
        let (weights, known) = (&lexicon.weights, &lexicon.known);
        let words = &lexicon.vocabulary.words;
        let of = |mention: &Mention, class: u16| words[mention.spot.word as usize].is_of(class);
        let places = |class: u16| -> Vec<Spot> {
            self.mentions.iter().filter(|mention| of(mention, class)).map(|mention| mention.spot).collect()
        };
        let (wishes, beside, workat, lacking) =
            (places(known.wish), places(known.beside), places(known.workat), places(known.lacking));
        let wish = wishes.iter().map(|spot| spot.end).filter(|end| *end < self.units.len()).max();
        let denied = self.what_is_denied(lexicon);
        let gap = |from: usize, to: usize| to >= from && to - from <= 1;
        let says =
            |units: &[Unit], at: usize, c: char| units.get(at).is_some_and(|unit| unit.sign == Sign::Han(c));
        for mention in &mut self.mentions {
            let spot = mention.spot;
            let mut factor = 1.0;
            if denied.iter().any(|(start, end)| spot.start >= *start && spot.start < *end) {
                factor = 0.0;
            }
            if let Some(wish) = wish {
                factor *= if spot.start >= wish { weights.goal } else { weights.before_goal };
            }
            if beside.iter().any(|it| gap(spot.end, it.start)) {
                factor *= weights.beside;
            }
            let at_work = |it: &Spot| gap(spot.end, it.start) && spot.start > 0;
            let named_as_place = spot.start > 0
                && (says(&self.units, spot.start - 1, '在')
                    || spot.start > 1 && says(&self.units, spot.start - 2, '在'));
            if workat.iter().any(at_work) && (named_as_place || spot.len() > 2) {
                factor *= weights.workplace;
            }
            if lacking.iter().any(|it| it.end == spot.start) {
                factor *= weights.lacking;
            }
            mention.factor = factor;
        }
        self.denied = denied;
    }

    /// The pieces of the sentence without what is said not to be meant, and with the words that
    /// were meant in place of pinyin, first letters and slips.
    pub fn meant(&self, lexicon: &Lexicon) -> Vec<Unit> {
        let denied = |at: usize| self.denied.iter().any(|(start, end)| at >= *start && at < *end);
        let mut meant = Vec::with_capacity(self.units.len());
        let mut at = 0;
        while at < self.units.len() {
            let put = self.mentions.iter().find(|it| {
                it.spot.start == at
                    && !it.inner
                    && it.spot.way != Way::Written
                    && it.spot.quality >= PUT_RIGHT
            });
            let characters = put.and_then(|it| lexicon.vocabulary.words[it.spot.word as usize].characters());
            match (put, characters) {
                _ if denied(at) => at += 1,
                (Some(mention), Some(characters)) => {
                    meant.extend(characters.map(Unit::of));
                    at = mention.spot.end;
                }
                _ => {
                    meant.push(self.units[at].clone());
                    at += 1;
                }
            }
        }
        meant
    }

    /// What is said not to be meant: 不是开店，是关店 is about closing. Where nothing else is said, it stands.
    fn what_is_denied(&self, lexicon: &Lexicon) -> Vec<(usize, usize)> {
        let known = &lexicon.known;
        let words = &lexicon.vocabulary.words;
        let word = |mention: &Mention| -> &Word { &words[mention.spot.word as usize] };
        let mut denied = Vec::new();
        for denial in self.mentions.iter().filter(|it| word(it).is_of(known.denial) && !it.inner) {
            let start = denial.spot.end;
            let named = denial.spot.start;
            let turn = self.mentions.iter().filter(|it| word(it).is_of(known.turn) && it.spot.start > start);
            let turn = turn.map(|it| it.spot.start).min().unwrap_or(self.units.len());
            let comma = (start + 1..self.units.len()).find(|at| self.units[*at].after_break);
            let end = turn.min(comma.unwrap_or(self.units.len()));
            let names = |it: &&Mention| {
                word(it)
                    .senses
                    .iter()
                    .any(|sense| matches!(sense, Sense::Rule(_) | Sense::Class(_) | Sense::Part))
            };
            let told = |from: usize, to: usize| {
                self.mentions
                    .iter()
                    .filter(names)
                    .any(|it| !it.inner && it.spot.start >= from && it.spot.end <= to && it.spot.len() > 1)
            };
            // Only where something else is said as well.
            let opens_clause = self.units.get(denial.spot.start).is_some_and(|unit| unit.after_break);
            let rest = told(end, self.units.len()) || opens_clause && told(0, denial.spot.start);
            if rest && told(start, end) {
                denied.push((named, end));
            }
        }
        denied
    }

    fn look_for_unknown(&mut self, lexicon: &Lexicon) {
        let words = &lexicon.vocabulary.words;
        let mut covered = vec![false; self.units.len()];
        for mention in self.mentions.iter().filter(|mention| !mention.inner) {
            covered[mention.spot.start..mention.spot.end].fill(true);
        }
        self.unknown = (0..self.units.len())
            .filter(|at| !covered[*at] && !Vocabulary::is_silent(&self.units[*at]))
            .collect();
        let known = &lexicon.known;
        let starts_head = |at: usize| {
            self.mentions.iter().any(|it| {
                it.spot.end == at
                    && [known.open, known.sell].iter().any(|class| words[it.spot.word as usize].is_of(*class))
            })
        };
        let ends_head = |at: usize| {
            self.mentions.iter().any(|it| {
                it.spot.start == at
                    && [known.shopnoun, known.paper]
                        .iter()
                        .any(|class| words[it.spot.word as usize].is_of(*class))
            })
        };
        self.unknown_head = self.unknown.iter().any(|at| starts_head(*at) || ends_head(*at + 1));
    }

    /// The best mention of a slot, among those that count.
    pub fn mentions_of<'a>(&'a self, slot: Slot, lexicon: &'a Lexicon) -> impl Iterator<Item = &'a Mention> {
        self.mentions.iter().filter(move |mention| {
            mention.factor > 0.0
                && match slot {
                    Slot::Word(word) => mention.spot.word == word,
                    Slot::Class(class) => lexicon.vocabulary.words[mention.spot.word as usize].is_of(class),
                }
        })
    }

    /// The units of a spot as they were typed.
    pub fn typed(&self, spot: &Spot) -> String {
        let mut out = String::new();
        for unit in &self.units[spot.start..spot.end] {
            let letters = matches!(unit.sign, Sign::Letters(_));
            if letters && out.chars().last().is_some_and(|c| c.is_ascii_alphanumeric()) {
                out.push(' ');
            }
            out.push_str(&unit.text());
        }
        out
    }
}

/// Units that no word covers, or only one that is a single character and tells nothing.
fn unexplained(units: &[Unit], words: &Vocabulary, path: &[Spot]) -> Vec<bool> {
    let mut open = vec![true; units.len()];
    for spot in path {
        let word = &words.words[spot.word as usize];
        let weak = spot.len() == 1 && units[spot.start].is_han();
        if !weak && (spot.way == Way::Written || !word.is_general()) {
            open[spot.start..spot.end].fill(false);
        }
    }
    open
}

/// The words that together explain the sentence best: few and long ones.
fn best_path(units: &[Unit], words: &Vocabulary, spots: &[Spot]) -> Vec<Spot> {
    let mut ending: Vec<Vec<&Spot>> = vec![Vec::new(); units.len() + 1];
    for spot in spots {
        ending[spot.end].push(spot);
    }
    let mut best: Vec<(f64, Option<&Spot>)> = vec![(0.0, None); units.len() + 1];
    for end in 1..=units.len() {
        best[end] = (best[end - 1].0, None);
        for spot in &ending[end] {
            let value = best[spot.start].0 + value(spot, &words.words[spot.word as usize]);
            if value > best[end].0 + 1e-9 {
                best[end] = (value, Some(spot));
            }
        }
    }
    let mut path = Vec::new();
    let mut end = units.len();
    while end > 0 {
        match best[end].1 {
            Some(spot) => {
                path.push(*spot);
                end = spot.start;
            }
            None => end -= 1,
        }
    }
    path.reverse();
    path
}

fn value(spot: &Spot, word: &Word) -> f64 {
    let length = word.len() as f64;
    let worth = if word.len() == 1 { 0.65 } else { length + 0.8 * (length - 1.0) };
    let general = if word.is_general() { 0.97 } else { 1.0 };
    worth * spot.quality * general
}
