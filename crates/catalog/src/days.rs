//! Days on which something holds (施行期间), and the numbers that the law moves (参数).
//!
//! Knows first days and last days, both counted in. What day it is comes in as an argument.

use std::{collections::BTreeMap, fmt, ops::Range};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::condition::{VALUE_ON, functions::Function};

/// The days on which something holds; an end that is not set is open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// Its first day.
    pub from: Option<Date>,
    /// Its last day.
    pub until: Option<Date>,
}

impl Period {
    /// Every day.
    pub const ALWAYS: Self = Self { from: None, until: None };

    /// Whether it holds on that day.
    pub fn holds_on(self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// Whether it holds on every day.
    pub fn is_always(&self) -> bool {
        *self == Self::ALWAYS
    }

    /// Whether there is no day in it.
    pub fn is_empty(self) -> bool {
        matches!((self.from, self.until), (Some(from), Some(until)) if until < from)
    }

    /// The days that lie in both.
    #[must_use]
    pub fn within(self, other: Self) -> Self {
        Self {
            from: self.from.max(other.from),
            until: match (self.until, other.until) {
                (Some(one), Some(other)) => Some(one.min(other)),
                (one, other) => one.or(other),
            },
        }
    }

    /// Whether every day of it lies in the other.
    pub fn lies_in(self, other: Self) -> bool {
        self.within(other) == self
    }

    /// The days on which something changes by it: its first day, and the day after its last.
    pub fn turns(self) -> impl Iterator<Item = Date> {
        self.from.into_iter().chain(self.until.and_then(|until| until.tomorrow().ok()))
    }

    /// The stretch of days around a day on which nothing changes, given the days on which something does.
    pub fn around(day: Date, turns: &[Date]) -> Self {
        let next = turns.partition_point(|turn| *turn <= day);
        Self {
            from: next.checked_sub(1).map(|last| turns[last]),
            until: turns.get(next).and_then(|turn| turn.yesterday().ok()),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.from, self.until) {
            (None, None) => f.write_str("一直"),
            (Some(from), None) => write!(f, "自{}起", in_words(from)),
            (None, Some(until)) => write!(f, "到{}为止", in_words(until)),
            (Some(from), Some(until)) => write!(f, "{}至{}", in_words(from), in_words(until)),
        }
    }
}

/// A day as people write it, such as 2026年11月1日.
pub fn in_words(day: Date) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

/// What a parameter is set to.
#[derive(Debug, Clone, PartialEq)]
pub enum Setting {
    /// A number, with the text in which it was written (`300.0`, for the sake of CEL's types).
    Number(f64, String),
    /// Yes or no: whether a rule is in force.
    Flag(bool),
}

impl Setting {
    /// As it stands in a condition.
    pub fn literal(&self) -> String {
        match self {
            Self::Number(_, written) => written.clone(),
            Self::Flag(flag) => flag.to_string(),
        }
    }

    /// As it stands in a sentence: 300, 0.5, 是.
    pub fn in_words(&self) -> String {
        match self {
            Self::Number(number, _) => number.to_string(),
            Self::Flag(flag) => if *flag { "是" } else { "否" }.to_owned(),
        }
    }

    /// The number; none for yes or no.
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number, _) => Some(*number),
            Self::Flag(_) => None,
        }
    }
}

impl Serialize for Setting {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Number(number, written) => match written.parse::<i64>() {
                Ok(whole) => serializer.serialize_i64(whole),
                Err(_) => serializer.serialize_f64(*number),
            },
            Self::Flag(flag) => serializer.serialize_bool(*flag),
        }
    }
}

/// What a parameter is set to from one day to another.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DatedSetting {
    /// On which days.
    #[serde(flatten)]
    pub in_force: Period,
    /// To what.
    pub value: Setting,
    /// By which law.
    pub law: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// False where the lead department has still to confirm it.
    pub certain: bool,
}

/// A threshold, fee, limit, age, bound or rate that the law sets and moves (参数).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Parameter {
    /// Its id, as conditions and texts name it.
    pub id: String,
    /// What it is, in plain words.
    pub label: String,
    /// Unit of the number, such as 平方米.
    pub unit: Option<String>,
    /// What it is set to, in the order of the days.
    pub values: Vec<DatedSetting>,
}

impl Parameter {
    /// What it is set to on a day; none where no law tells.
    pub fn on(&self, day: Date) -> Option<&DatedSetting> {
        self.values.iter().find(|value| value.in_force.holds_on(day))
    }

    /// The same, or on a day of which nothing is told, what is told of the days nearest to it.
    pub(crate) fn nearest(&self, day: Date) -> Option<&DatedSetting> {
        self.on(day).or_else(|| {
            let before = |value: &&DatedSetting| value.in_force.until.is_some_and(|until| until < day);
            self.values.iter().rfind(before).or_else(|| self.values.first())
        })
    }

    /// The days of which something is told, from the first to the last.
    pub(crate) fn told(&self) -> Period {
        let ends = self.values.iter().map(|value| value.in_force);
        ends.reduce(|one, other| Period {
            from: one.from.and_then(|from| other.from.map(|other| from.min(other))),
            until: one.until.and_then(|until| other.until.map(|other| until.max(other))),
        })
        .unwrap_or_default()
    }

    /// What it is set to, with its unit: 300平方米.
    pub fn in_words(&self, setting: &Setting) -> String {
        match setting {
            Setting::Number(..) => {
                format!("{}{}", setting.in_words(), self.unit.as_deref().unwrap_or_default())
            }
            Setting::Flag(_) => setting.in_words(),
        }
    }
}

/// What all parameters are set to on one day, by id.
pub type Settings = BTreeMap<String, Setting>;

/// The condition with the values of one day in place of the parameters' names. A name in quotes is
/// a word and stays; so does one whose value of another day is meant.
pub fn with_values(condition: &str, settings: &Settings) -> Option<String> {
    let mut text = String::new();
    let mut replaced = false;
    for piece in pieces(condition) {
        match (piece.kind == PieceKind::Name).then(|| settings.get(piece.text)).flatten() {
            Some(setting) => {
                text.push_str(&setting.literal());
                replaced = true;
            }
            None => text.push_str(piece.text),
        }
    }
    replaced.then_some(text)
}

/// A parameter that a condition reckons with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named<'a> {
    pub(crate) parameter: &'a str,
    /// Where it is named, or the function that reckons with it.
    pub(crate) at: Range<usize>,
    /// The value of another day is meant, not of the day on which the catalogue is read.
    pub(crate) of_another_day: bool,
}

/// The parameters that a condition names, itself or by the functions that it calls.
pub(crate) fn named<'a>(condition: &'a str, known: impl Fn(&str) -> bool) -> Vec<Named<'a>> {
    let mut found = Vec::new();
    let mut start = 0;
    for Piece { kind, text } in pieces(condition) {
        let at = start..start + text.len();
        start = at.end;
        let of_another_day = kind == PieceKind::NameOnDay;
        match kind {
            PieceKind::Between => {}
            _ if known(text) => found.push(Named { parameter: text, at, of_another_day }),
            _ => {
                let parameters = Function::named(text).map_or(&[][..], Function::parameters).iter();
                let parameters = parameters.filter(|parameter| known(parameter));
                let of_function =
                    |parameter: &&'static str| Named { parameter, at: at.clone(), of_another_day: true };
                found.extend(parameters.map(of_function));
            }
        }
    }
    found
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PieceKind {
    Name,
    /// A name of whose value on another day is asked: `value_on(name, …)`.
    NameOnDay,
    Between,
}

struct Piece<'a> {
    kind: PieceKind,
    text: &'a str,
}

/// The condition cut into names and what stands between them.
fn pieces(condition: &str) -> impl Iterator<Item = Piece<'_>> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
    let mut rest = condition;
    // What stands before, without spaces: the name of a function and its bracket.
    let mut before = ["", ""];
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let length = match first {
            '\'' | '"' => rest[1..].find(first).map_or(rest.len(), |end| end + 2),
            c if is_name(c) => rest.find(|c| !is_name(c)).unwrap_or(rest.len()),
            c => c.len_utf8(),
        };
        let (text, after) = rest.split_at(length);
        rest = after;
        let kind = match is_name(first) {
            true if before == [VALUE_ON, "("] => PieceKind::NameOnDay,
            true => PieceKind::Name,
            false => PieceKind::Between,
        };
        if !text.trim().is_empty() {
            before = [before[1], text];
        }
        Some(Piece { kind, text })
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn number(value: f64, written: &str) -> Setting {
        Setting::Number(value, written.to_owned())
    }

    #[test]
    fn a_period_holds_on_its_first_and_on_its_last_day() {
        let period = Period { from: Some(date(2021, 6, 1)), until: Some(date(2025, 5, 9)) };
        assert!(period.holds_on(date(2021, 6, 1)) && period.holds_on(date(2025, 5, 9)));
        assert!(!period.holds_on(date(2021, 5, 31)) && !period.holds_on(date(2025, 5, 10)));
        assert_eq!(period.turns().collect::<Vec<_>>(), [date(2021, 6, 1), date(2025, 5, 10)]);
        assert!(Period::ALWAYS.holds_on(date(1949, 10, 1)));
    }

    #[test]
    fn days_in_both_are_those_in_each() {
        let early = Period { from: None, until: Some(date(2025, 5, 9)) };
        let late = Period { from: Some(date(2021, 6, 1)), until: None };
        let both = Period { from: late.from, until: early.until };
        assert_eq!(early.within(late), both);
        assert_eq!(early.within(Period::ALWAYS), early);
        assert!(both.lies_in(early) && both.lies_in(late) && !early.lies_in(both));
        assert!(!Period::ALWAYS.lies_in(late));
    }

    #[test]
    fn between_two_turns_nothing_changes() {
        let turns = [date(2021, 6, 1), date(2025, 5, 10)];
        let around = |day| Period::around(day, &turns).to_string();
        assert_eq!(around(date(2020, 1, 1)), "到2021年5月31日为止");
        assert_eq!(around(date(2021, 6, 1)), "2021年6月1日至2025年5月9日");
        assert_eq!(around(date(2026, 1, 1)), "自2025年5月10日起");
        assert_eq!(Period::around(date(2026, 1, 1), &[]), Period::ALWAYS);
    }

    #[test]
    fn a_parameter_in_a_condition_becomes_its_value_of_the_day_and_a_word_stays_a_word() {
        let settings = Settings::from([
            ("fire_area".to_owned(), number(300.0, "300.0")),
            ("by_filing".to_owned(), Setting::Flag(true)),
        ]);
        let valued = |text: &str| with_values(text, &settings);
        assert_eq!(valued("shop.fire_area > fire_area"), Some("shop.fire_area > 300.0".to_owned()));
        assert_eq!(
            valued("kind == 'fire_area' && by_filing"),
            Some("kind == 'fire_area' && true".to_owned())
        );
        assert_eq!(valued("kind == 'fire_area'"), None);
        assert_eq!(valued("店 > fire_area"), Some("店 > 300.0".to_owned()));
        assert_eq!(valued("value_on( fire_area, opened) > 1"), None);
    }

    #[test]
    fn a_condition_names_parameters_itself_and_by_the_functions_that_it_calls() {
        let known = |name: &str| ["fire_area", "employer_days"].contains(&name);
        let found = named("area > fire_area && employer_30_days(start) > value_on(fire_area, day)", known);
        let told: Vec<_> =
            found.iter().map(|one| (one.parameter, one.at.start, one.of_another_day)).collect();
        assert_eq!(told, [("fire_area", 7, false), ("employer_days", 20, true), ("fire_area", 55, true)]);
    }

    #[test]
    fn of_days_untold_the_nearest_told_is_taken() {
        let value = |from, until, number: f64| DatedSetting {
            in_force: Period { from, until },
            value: self::number(number, &number.to_string()),
            law: None,
            note: None,
            certain: true,
        };
        let parameter = Parameter {
            id: "rate".into(),
            label: "税率".into(),
            unit: Some("%".into()),
            values: vec![
                value(Some(date(2024, 1, 1)), Some(date(2025, 12, 31)), 0.0),
                value(Some(date(2026, 1, 1)), Some(date(2027, 12, 31)), 5.0),
            ],
        };
        let nearest = |day| parameter.nearest(day).unwrap().value.number().unwrap();
        assert_eq!(parameter.on(date(2023, 1, 1)), None);
        assert_eq!([2023, 2024, 2026, 2028].map(|year| nearest(date(year, 1, 1))), [0.0, 0.0, 5.0, 5.0]);
        assert_eq!(parameter.told().to_string(), "2024年1月1日至2027年12月31日");
        assert_eq!(parameter.in_words(&parameter.values[1].value), "5%");
    }
}
