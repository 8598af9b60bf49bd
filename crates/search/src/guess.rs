//! What a sentence says about the answers to a thing's questions: guesses, to be undone with one tap.

use serde::{Deserialize, Serialize};

use crate::{
    lexicon::{Lexicon, Sense, Slot, Words},
    reading::Reading,
    text::{Sign, is_number},
    themes::{QuestionText, Texts, ThemeText},
};

/// A guess at an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Guess {
    /// The situation that it answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub situation: Option<String>,
    /// Or the data element that it fills in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub element: Option<String>,
    /// The question, or what stands beside the field.
    pub question: String,
    /// The answer: the option's id, `true`, `false`, or a number.
    pub value: String,
    /// The answer in words.
    pub label: String,
    /// Whether more answers may stand beside it.
    pub multi: bool,
    /// The word that says so.
    pub word: String,
}

impl Guess {
    /// The situation or element that it is about.
    pub fn about(&self) -> &str {
        self.situation.as_deref().or(self.element.as_deref()).unwrap_or_default()
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    words: Words,
    #[serde(default)]
    with: String,
    #[serde(default)]
    unless: String,
    #[serde(default)]
    themes: Vec<String>,
    answers: std::collections::BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NumberEntry {
    units: Words,
    situations: Vec<String>,
    #[serde(default)]
    themes: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    guess: Vec<Entry>,
    #[serde(default)]
    number: Vec<NumberEntry>,
    /// What it says that the place is a street (街道), or a town (镇).
    #[serde(default)]
    street: std::collections::BTreeMap<String, String>,
    #[serde(default)]
    town: std::collections::BTreeMap<String, String>,
    /// Data elements that the name of a street or town fills in.
    #[serde(default)]
    place: Vec<String>,
}

#[derive(Debug)]
struct Rule {
    with: Vec<Slot>,
    unless: Vec<Slot>,
    themes: Vec<String>,
    answers: Vec<(String, String)>,
}

#[derive(Debug)]
struct NumberRule {
    units: Vec<Vec<char>>,
    situations: Vec<String>,
    themes: Vec<String>,
}

/// What words say about answers.
#[derive(Debug, Default)]
pub(crate) struct Guesses {
    rules: Vec<Rule>,
    numbers: Vec<NumberRule>,
}

/// An answer that the sentence speaks for, whatever the theme.
#[derive(Debug)]
struct Said {
    situation: String,
    value: String,
    word: String,
    themes: Vec<String>,
}

/// All that a sentence says about answers.
#[derive(Debug, Default)]
pub(crate) struct SaidAnswers(Vec<Said>);

impl Guesses {
    /// Reads the file and adds its words to the lexicon.
    pub fn read(text: &str, lexicon: &mut Lexicon, texts: &Texts) -> Result<Self, String> {
        let file: File =
            toml::from_str(text).map_err(|error| format!("搜索词典 guesses.toml 读不了：{error}"))?;
        let mut guesses = Self::default();
        let slots = |lexicon: &mut Lexicon, words: &str| -> Result<Vec<Slot>, String> {
            let each: Vec<Vec<Slot>> =
                words.split_whitespace().map(|word| lexicon.slots(word)).collect::<Result<_, _>>()?;
            Ok(each.concat())
        };
        for entry in file.guess {
            let number = guesses.rules.len() as u32;
            for word in entry.words.each() {
                lexicon.add_word(&word, Sense::Guess(number));
            }
            guesses.rules.push(Rule {
                with: slots(lexicon, &entry.with)?,
                unless: slots(lexicon, &entry.unless)?,
                themes: entry.themes,
                answers: entry.answers.into_iter().collect(),
            });
        }
        for division in &texts.divisions {
            let answers = if division.is_street { &file.street } else { &file.town };
            let short = division.name.trim_end_matches("街道").trim_end_matches('镇');
            let number = guesses.rules.len() as u32;
            for name in
                [division.name.as_str(), short].into_iter().chain(division.aliases.iter().map(String::as_str))
            {
                lexicon.add_word(name, Sense::Guess(number));
            }
            let filled = file.place.iter().map(|element| (element.clone(), division.name.clone()));
            guesses.rules.push(Rule {
                with: Vec::new(),
                unless: Vec::new(),
                themes: Vec::new(),
                answers: answers.clone().into_iter().chain(filled).collect(),
            });
        }
        for entry in file.number {
            let units = entry.units.each().map(|unit| unit.chars().collect()).collect();
            guesses.numbers.push(NumberRule { units, situations: entry.situations, themes: entry.themes });
        }
        Ok(guesses)
    }

    /// What the sentence says.
    pub fn of(&self, reading: &Reading, lexicon: &Lexicon) -> SaidAnswers {
        let mut said = Vec::new();
        let there =
            |slots: &[Slot]| slots.iter().any(|slot| reading.mentions_of(*slot, lexicon).next().is_some());
        for mention in reading.mentions.iter().filter(|mention| mention.factor > 0.25) {
            for sense in &lexicon.vocabulary.words[mention.spot.word as usize].senses {
                let Sense::Guess(number) = sense else { continue };
                let rule = &self.rules[*number as usize];
                if !rule.with.is_empty() && !there(&rule.with) || there(&rule.unless) {
                    continue;
                }
                said.extend(rule.answers.iter().map(|(situation, value)| Said {
                    situation: situation.clone(),
                    value: value.clone(),
                    word: reading.typed(&mention.spot),
                    themes: rule.themes.clone(),
                }));
            }
        }
        for (number, typed, rule) in self.numbers_in(reading) {
            said.extend(rule.situations.iter().map(|situation| Said {
                situation: situation.clone(),
                value: number.to_string(),
                word: typed.clone(),
                themes: rule.themes.clone(),
            }));
        }
        SaidAnswers(said)
    }

    /// Numbers with what they count: 一百二十平, 30平米.
    fn numbers_in(&self, reading: &Reading) -> Vec<(u64, String, &NumberRule)> {
        let signs: Vec<&Sign> = reading.units.iter().map(|unit| &unit.sign).collect();
        let mut found = Vec::new();
        let mut at = 0;
        while at < signs.len() {
            let (number, length) = match signs[at] {
                Sign::Letters(word) if is_number(word) && word.len() < 7 => (word.parse().ok(), 1),
                Sign::Han(c) if digit(*c).is_some() => {
                    let characters: Vec<char> = signs[at..]
                        .iter()
                        .map_while(|sign| match sign {
                            Sign::Han(c) if digit(*c).is_some() => Some(*c),
                            _ => None,
                        })
                        .collect();
                    (spoken_number(&characters), characters.len())
                }
                _ => (None, 1),
            };
            if let Some(number) = number {
                let behind: Vec<char> = signs[at + length..]
                    .iter()
                    .take(4)
                    .map_while(|sign| if let Sign::Han(c) = sign { Some(*c) } else { None })
                    .collect();
                // 一百来平, 三十多平
                let behind = behind.strip_prefix(&['多']).or(behind.strip_prefix(&['来'])).unwrap_or(&behind);
                for rule in &self.numbers {
                    if let Some(unit) = rule
                        .units
                        .iter()
                        .filter(|unit| behind.starts_with(unit))
                        .max_by_key(|unit| unit.len())
                    {
                        let typed: String =
                            reading.units[at..at + length].iter().map(|unit| unit.text()).collect();
                        found.push((number, typed + &unit.iter().collect::<String>(), rule));
                    }
                }
            }
            at += length.max(1);
        }
        found
    }
}

impl SaidAnswers {
    /// The guesses for a theme: those that its questions can take. Where a question that takes one
    /// answer was given two, neither is guessed.
    pub fn for_theme(&self, theme: &ThemeText) -> Vec<Guess> {
        let mut guesses: Vec<Guess> = Vec::new();
        let mut torn = Vec::new();
        for said in &self.0 {
            if !said.themes.is_empty()
                && !said
                    .themes
                    .iter()
                    .any(|id| theme.id == **id || theme.pair.as_ref().is_some_and(|pair| *pair == **id))
            {
                continue;
            }
            let Some(mut guess) = said.guess(theme) else { continue };
            guess.word.clone_from(&said.word);
            let mut of_question =
                guesses.iter_mut().filter(|other| other.about() == guess.about()).peekable();
            let (asked, multi) = (of_question.peek().is_some(), guess.multi);
            match of_question.find(|other| other.value == guess.value) {
                Some(same) if said.word.chars().count() > same.word.chars().count() => same.word = guess.word,
                Some(_) => {}
                None if asked && !multi => torn.push(guess.about().to_owned()),
                None => guesses.push(guess),
            }
        }
        guesses.retain(|guess| !torn.iter().any(|about| guess.about() == about));
        guesses
    }
}

impl Said {
    /// As a guess for the theme, where one of its questions or fields can take it.
    fn guess(&self, theme: &ThemeText) -> Option<Guess> {
        let (value, word) = (self.value.clone(), String::new());
        if let Some(question) = theme.questions.iter().find(|question| question.id == self.situation) {
            let label = label(question, &self.value)?;
            let (situation, question, multi) =
                (Some(question.id.clone()), question.question.clone(), question.multi);
            return Some(Guess { situation, element: None, question, value, label, multi, word });
        }
        let field = theme.fields.iter().find(|field| field.id == self.situation)?;
        let label = field.choices.iter().find(|choice| **choice == self.value)?.clone();
        let (element, question) = (Some(field.id.clone()), field.label.clone());
        Some(Guess { situation: None, element, question, value, label, multi: false, word })
    }
}

/// The answer in words, where the question can take it.
fn label(question: &QuestionText, value: &str) -> Option<String> {
    if question.boolean {
        return match value {
            "true" => Some("是".into()),
            "false" => Some("不是".into()),
            _ => None,
        };
    }
    if question.number {
        return value.bytes().all(|b| b.is_ascii_digit()).then(|| value.to_owned());
    }
    question.options.iter().find(|(id, _)| id == value).map(|(_, label)| label.clone())
}

fn digit(c: char) -> Option<u64> {
    "零一二三四五六七八九".chars().position(|it| it == c).map(|it| it as u64).or(match c {
        '两' => Some(2),
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1000),
        _ => None,
    })
}

/// 一百二十 is 120; 百 by itself is no number.
fn spoken_number(characters: &[char]) -> Option<u64> {
    let (mut total, mut last, mut unit) = (0, None, 1);
    for c in characters {
        let value = digit(*c)?;
        if value >= 10 {
            let count = match last.take() {
                Some(count) => count,
                None if value == 10 && total == 0 => 1,
                None => return None,
            };
            total += count * value;
            unit = value;
        } else if value > 0 {
            if last.is_some() {
                return None;
            }
            last = Some(value);
        }
    }
    // 三百五 is 350.
    let tail = last.map_or(0, |last| {
        if unit > 10 && characters.len() > 2 && !characters.contains(&'零') {
            last * unit / 10
        } else {
            last
        }
    });
    (total + tail > 0).then_some(total + tail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spoken_numbers_are_read() {
        for (said, number) in [
            ("三", 3),
            ("十二", 12),
            ("两百", 200),
            ("一百二十", 120),
            ("三百五", 350),
            ("一百零五", 105),
            ("二十三", 23),
        ] {
            assert_eq!(spoken_number(&said.chars().collect::<Vec<_>>()), Some(number), "{said}");
        }
        assert_eq!(spoken_number(&['百']), None);
    }
}
