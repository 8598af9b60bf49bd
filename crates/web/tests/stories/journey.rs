//! What somebody types on their way through a thing.

use casework::case::Form;
use catalog::{Answer, Answers};
use serde_json::Value;
use service::{SubmitRequest, sample::Sample};
use testkit::{Client, Person, Town, client::Control};
use web::{WebOptions, router};

/// Everything that will be typed, decided beforehand.
pub struct Journey {
    pub theme: String,
    pub answers: Answers,
    pub form: Form,
}

impl Journey {
    /// A whole application of this person's with these answers, the rest invented.
    pub async fn of(person: &Person, theme: &str, given: &[(&str, &str)]) -> Self {
        Self::from(person.application(theme, given).await)
    }

    /// The first invented application of a theme that leaves something to do.
    pub async fn invented(town: &Town, person: &Person, theme: &str) -> Self {
        let catalog = town.catalog();
        let package = catalog.theme(theme).expect("the theme is there");
        for seed in 0..50 {
            let answers = Sample::new(seed).answers(&catalog, package);
            let assessment = town.app().assess(theme, &answers).expect("known answers");
            if assessment.items.iter().any(|item| item.state == catalog::assessment::State::In) {
                return Self::from(person.sampled(theme, answers, &mut Sample::new(seed)).await);
            }
        }
        panic!("{theme} leaves nothing to do");
    }

    fn from(request: SubmitRequest) -> Self {
        Self { theme: request.theme, answers: request.answers, form: request.form }
    }

    /// What is chosen for a question.
    pub fn answer(&self, question: &str) -> Vec<String> {
        match self.answers.situations.get(question) {
            Some(Answer::Bool(yes)) => vec![yes.to_string()],
            Some(Answer::Number(number)) => vec![number.value().to_string()],
            Some(Answer::One(option)) => vec![option.clone()],
            Some(Answer::Many(options)) => options.clone(),
            None => panic!("{} asks {question}, which was not expected", self.theme),
        }
    }

    /// Whether a rare case is ticked: the answer is not the ordinary one.
    pub fn ticks(&self, question: &str) -> bool {
        let catalog = testkit::catalogue();
        let theme = catalog.theme(&self.theme).expect("the theme is there");
        let exception = theme.question(question).and_then(|known| known.exception.clone());
        let answer = self.answers.situations.get(question);
        exception.is_some_and(|exception| answer.is_some_and(|answer| *answer != exception.ordinary))
    }

    /// What is chosen for a question, also where another answer on its screen makes it idle.
    pub fn answer_or_first(&self, control: &Control) -> Vec<String> {
        if self.answers.situations.contains_key(control.name.as_str()) {
            return self.answer(&control.name);
        }
        vec![control.options.first().cloned().unwrap_or_else(|| "1".to_owned())]
    }

    /// What is typed into a control of the form; none where nothing was expected there.
    pub fn typed(&self, control: &Control) -> Option<Vec<String>> {
        let (element, row) = match control.name.rsplit_once('.') {
            Some((element, row)) if row.bytes().all(|byte| byte.is_ascii_digit()) => {
                (element, row.parse::<usize>().ok())
            }
            _ => (control.name.as_str(), None),
        };
        let value = self.form.get(element)?;
        let value = match (value, row) {
            (Value::Array(rows), Some(row)) => rows.get(row)?,
            (single, _) => single,
        };
        let values = match value {
            Value::Array(values) => values.iter().map(|value| plain(value, control)).collect(),
            single => vec![plain(single, control)],
        };
        Some(values)
    }
}

fn plain(value: &Value, control: &Control) -> String {
    match value {
        Value::Bool(yes) => {
            let words = if *yes { ["是", "true", "on"] } else { ["否", "false", ""] };
            let offered = words.iter().find(|word| control.options.iter().any(|option| option == **word));
            (*offered.unwrap_or(&words[0])).to_owned()
        }
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// A browser without scripts in this town.
pub fn client(town: &Town) -> Client {
    Client::new(router(town.app().clone(), WebOptions::default()))
}
