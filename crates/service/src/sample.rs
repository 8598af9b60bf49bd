//! Invented but valid answers and forms: for the demonstration, the benchmark
//! and the tests. The same seed gives the same application.

use casework::case::Form;
use catalog::{
    Answer, Answers, Assessment, Catalog, Number, Theme, assess,
    assessment::{AssessedField, Question, State},
    model::{ElementType, SituationType},
};
use identifiers::{ResidentId, Uscc};
use jiff::{ToSpan, civil::Date};
use serde_json::Value;

use crate::form::row_count;

/// What conditions of the catalogue may look at in a filled-in form.
pub fn known_elements(
    catalog: &Catalog,
    form: &Form,
) -> std::collections::BTreeMap<catalog::ElementId, Value> {
    crate::form::known_elements(catalog, form)
}

/// A sequence of choices that a seed determines.
#[derive(Debug, Clone)]
pub struct Sample {
    state: u64,
}

impl Sample {
    /// The sequence of this seed.
    pub fn new(seed: u64) -> Self {
        Self { state: seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x5851_F42D_4C95_7F2D }
    }

    /// The next number below the bound.
    pub fn below(&mut self, bound: usize) -> usize {
        // splitmix64, by Sebastiano Vigna.
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^= z >> 31;
        #[expect(clippy::cast_possible_truncation, reason = "the remainder fits, bound does")]
        let below = (z % bound.max(1) as u64) as usize;
        below
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    /// Answers every question of a theme that is asked, until none is left.
    pub fn answers(&mut self, catalog: &Catalog, theme: &Theme) -> Answers {
        self.completed(catalog, theme, Answers::default())
    }

    /// Keeps the answers given and answers whatever is asked beyond them.
    pub fn completed(&mut self, catalog: &Catalog, theme: &Theme, given: Answers) -> Answers {
        let mut answers = given;
        answers.acknowledged = theme.can_be_noted().map(str::to_owned).collect();
        // A theme has some thirty questions; more rounds than twice that would be a fault of the plan.
        for _ in 0..100 {
            let assessment = assess::assess(catalog, theme, &answers);
            let Some(question) = assessment.next.first() else { break };
            let answer = self.answer(question);
            answers.situations.insert(question.id.clone(), answer);
        }
        answers
    }

    fn answer(&mut self, question: &Question) -> Answer {
        // A rare case comes up one time in four, so that most have something to do.
        if let Some(exception) = question.exception.as_ref().filter(|_| self.below(4) > 0) {
            return exception.ordinary.clone();
        }
        match question.kind {
            SituationType::Boolean => Answer::Bool(self.below(2) == 0),
            SituationType::Single => Answer::One(self.pick(&question.options).id.clone()),
            SituationType::Multi => {
                let first = self.below(question.options.len());
                let second = self.below(question.options.len());
                let chosen = question.options.iter().enumerate().filter(|(i, _)| *i == first || *i == second);
                Answer::Many(chosen.map(|(_, option)| option.id.clone()).collect())
            }
            SituationType::Number => {
                let min = question.min.unwrap_or(1.0).max(1.0);
                let number = min + self.below(3) as f64;
                let number = question.max.map_or(number, |max| number.min(max));
                #[expect(clippy::cast_possible_truncation, reason = "small whole numbers")]
                let whole = number as i64;
                if number.fract() == 0.0 {
                    Answer::Number(Number::Whole(whole))
                } else {
                    Answer::Number(Number::Fraction(number))
                }
            }
        }
    }

    /// Fills in every field that applies.
    pub fn form(&mut self, assessment: &Assessment, today: Date) -> Form {
        let mut form = Form::new();
        let people = assessment.fields.iter().map(|field| field.section.as_str());
        let mut numbers: Vec<(String, Vec<ResidentId>)> = Vec::new();
        for section in people {
            if !numbers.iter().any(|(known, _)| known == section) {
                let own = (0..12).map(|_| self.resident(section, today)).collect();
                numbers.push((section.to_owned(), own));
            }
        }
        for field in assessment.fields.iter().filter(|field| field.state == State::In) {
            let own = numbers.iter().find(|(section, _)| *section == field.section);
            let own = own.map(|(_, numbers)| numbers.as_slice()).unwrap_or_default();
            let value = match field.repeat {
                Some(_) => {
                    let count = row_count(assessment, field, &form);
                    Value::Array((0..count).map(|row| self.value(field, own, row, today)).collect())
                }
                None => self.value(field, own, 0, today),
            };
            form.insert(field.id.clone(), value);
        }
        form
    }

    fn value(&mut self, field: &AssessedField, own: &[ResidentId], row: usize, today: Date) -> Value {
        if field.multiple {
            return match field.choices.first() {
                Some(_) => Value::Array(vec![self.pick(&field.choices).clone().into()]),
                None => Value::Array(vec!["按营业执照所列".into()]),
            };
        }
        let person = own.get(row % own.len().max(1));
        match field.kind {
            ElementType::Boolean => Value::Bool(self.below(2) == 0),
            ElementType::Choice if field.id.ends_with("id_type") => "居民身份证".into(),
            ElementType::Choice => {
                field.choices.first().map_or(Value::Null, |_| self.pick(&field.choices).clone().into())
            }
            ElementType::Integer => Value::from(self.number(field) as i64),
            ElementType::Decimal | ElementType::Money | ElementType::Area => Value::from(self.number(field)),
            ElementType::Date if field.id.ends_with("birth_date") => {
                person.map_or_else(|| today.to_string(), |person| person.birth_date().to_string()).into()
            }
            ElementType::Date => (today - 10.days()).to_string().into(),
            ElementType::Datetime => format!("{}T09:30", today - 10.days()).into(),
            ElementType::IdCard => person.map_or(Value::Null, |person| person.as_str().into()),
            ElementType::Uscc => uscc(self.below(1000)).into(),
            ElementType::Mobile => format!("138{:08}", 10_000_000 + self.below(80_000_000)).into(),
            ElementType::Address => format!("重庆市江津区几江街道{}号", 1 + self.below(300)).into(),
            ElementType::PersonName => format!("{}{}", self.pick(SURNAMES), self.pick(GIVEN_NAMES)).into(),
            ElementType::Text => self.text(field).into(),
        }
    }

    fn number(&mut self, field: &AssessedField) -> f64 {
        let low = field.min.unwrap_or(1.0).max(1.0);
        let high = field.max.unwrap_or(low + 20.0).max(low);
        let number = low + self.below(5) as f64;
        number.min(high).floor().max(field.min.unwrap_or(0.0))
    }

    fn text(&mut self, field: &AssessedField) -> String {
        let Some(pattern) = &field.pattern else { return format!("{}（示例）", field.label) };
        let fits = |text: &&&str| regex_lite::Regex::new(pattern).is_ok_and(|regex| regex.is_match(text));
        PATTERNED.iter().find(fits).map_or_else(String::new, |text| (*text).to_owned())
    }

    /// An invented number of a grown-up, or of a newborn in the section of children.
    fn resident(&mut self, section: &str, today: Date) -> ResidentId {
        let age_days = match section {
            "child" => 5 + self.below(20),
            "pupil" => 365 * 7 + self.below(300),
            "minor" => 365 * 17 + self.below(200),
            _ => 365 * 26 + self.below(365 * 6),
        };
        let born = today - i64::try_from(age_days).unwrap_or(0).days();
        let serial = 100 + self.below(890);
        resident_number(born, serial).unwrap_or_else(|| self.resident(section, today))
    }
}

/// The valid number of somebody from 江津 with this birth date and serial number.
fn resident_number(born: Date, serial: usize) -> Option<ResidentId> {
    let body = format!("500116{}{serial:03}", born.strftime("%Y%m%d"));
    "0123456789X".chars().find_map(|check| ResidentId::parse(&format!("{body}{check}")).ok())
}

/// A valid code of an invented enterprise.
fn uscc(serial: usize) -> String {
    let body = format!("91500116MA5U{serial:04}");
    let alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    let candidates = alphabet.chars().flat_map(|org| alphabet.chars().map(move |check| (org, check)));
    let mut texts = candidates.map(|(org, check)| format!("{body}{org}{check}"));
    texts.find(|text| Uscc::parse(text).is_ok()).unwrap_or_default()
}

/// Texts for elements that have a pattern: the first that fits is taken.
const PATTERNED: &[&str] = &[
    "A123456789",
    "LTEST0000MA000001",
    "13800000001",
    "023-47520000",
    "500116",
    "402260",
    "6222021234567890123",
    "渝C00000",
    "50011600000000",
    "500116001001GB00001F00010001",
    "2026",
    "202603",
    "2026-03",
    "AB123456",
    "12345678",
    "1234567890",
    "123456789012",
    "123456",
    "12345",
    "1234",
    "A1",
    "JY15001160000001",
];

const SURNAMES: &[&str] = &["李", "王", "张", "刘", "陈", "杨", "周", "黄", "何", "欧阳"];
const GIVEN_NAMES: &[&str] = &["娜", "建国", "小燕", "志强", "思源", "雨桐", "光明", "春兰", "子墨", "永芳"];
