//! A question of a theme: its choices as cards that a thumb can hit.

use askama::Template;
use catalog::{Answer, Theme, assessment::Question, model::SituationType};
use service::Complaint;

/// A question with its choices.
#[derive(Debug, Clone, Template)]
#[template(path = "ui/choice/choice.html")]
pub(crate) struct Choice {
    /// The situation, and the controls' name.
    pub(crate) name: String,
    /// In plain words.
    pub(crate) question: String,
    /// Why it is asked.
    pub(crate) why: String,
    /// How it is answered.
    pub(crate) kind: SituationType,
    /// Values and words.
    pub(crate) options: Vec<(String, String)>,
    /// What is chosen already.
    pub(crate) chosen: Vec<String>,
    /// Unit of a number.
    pub(crate) unit: Option<String>,
    /// What is wrong with the answer.
    pub(crate) error: Option<String>,
    /// The heading of the page's main part, rather than one line among many.
    pub(crate) large: bool,
    /// Whole numbers only.
    pub(crate) whole: bool,
}

component!(Choice);

impl Choice {
    /// The question with its default chosen.
    pub(crate) fn of(question: &Question) -> Self {
        let options = match question.kind {
            SituationType::Boolean => {
                vec![
                    ("true".to_owned(), t!("ui.field.yes").into_owned()),
                    ("false".to_owned(), t!("ui.field.no").into_owned()),
                ]
            }
            _ => question.options.iter().map(|option| (option.id.clone(), option.label.clone())).collect(),
        };
        Self {
            name: question.id.to_string(),
            question: question.question.clone(),
            why: question.why.clone(),
            kind: question.kind,
            options,
            chosen: question.default.as_ref().map(answer_values).unwrap_or_default(),
            unit: question.unit.clone(),
            error: None,
            large: true,
            whole: question.whole,
        }
    }

    fn id(&self) -> String {
        super::control_id(&self.name)
    }

    fn has(&self, value: &str) -> bool {
        self.chosen.iter().any(|chosen| chosen == value)
    }

    fn number(&self) -> &str {
        self.chosen.first().map_or("", String::as_str)
    }

    fn is_number(&self) -> bool {
        self.kind == SituationType::Number
    }

    fn is_multi(&self) -> bool {
        self.kind == SituationType::Multi
    }

    fn is_inline(&self) -> bool {
        self.options.len() <= 2
    }
}

/// What is said to people of answers that cannot be taken: the ids of options, which programs are told,
/// say nothing to them.
pub(crate) fn told(theme: &Theme, complaints: &[Complaint]) -> Vec<Complaint> {
    let is_chosen = |id: &str| {
        let situation = theme.situations.iter().find(|situation| *situation.id == *id);
        situation.is_some_and(|situation| situation.kind != SituationType::Number)
    };
    let told = complaints.iter().map(|complaint| match complaint.pointer.strip_prefix("/answers/") {
        Some(id) if is_chosen(id) => {
            Complaint::new(&*complaint.pointer, complaint.code, t!("ui.choice.choose_listed"))
        }
        _ => complaint.clone(),
    });
    told.collect()
}

/// An answer as the values that a form or a link carries.
pub(crate) fn answer_values(answer: &Answer) -> Vec<String> {
    match answer {
        Answer::Bool(yes) => vec![yes.to_string()],
        Answer::Number(catalog::Number::Whole(whole)) => vec![whole.to_string()],
        Answer::Number(catalog::Number::Fraction(fraction)) => vec![fraction.to_string()],
        Answer::One(one) => vec![one.clone()],
        Answer::Many(many) => many.clone(),
    }
}
