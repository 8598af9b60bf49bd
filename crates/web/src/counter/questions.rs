//! The questions on the dense page of an application: topic by topic, rare cases folded behind the others.

use catalog::{Answer, Catalog};
use service::{Application, Complaint};

use crate::{
    csrf,
    ui::choice::{Choice, answer_values},
};

/// The controls of the questions carry this before the question's id.
pub(super) const ANSWER: &str = "answer.";

/// The questions of one topic: what everybody is asked, and the rare cases.
pub(super) struct Topic {
    pub(super) title: String,
    pub(super) asked: Vec<Choice>,
    pub(super) rare: Vec<Choice>,
    /// One of the rare cases is so, or something is wrong there: the fold stands open.
    pub(super) open: bool,
}

/// What needs no answer, because it follows from what is known already.
pub(super) fn known(application: &Application) -> Vec<(String, String)> {
    let answered = application.assessment.answered.iter().filter(|answered| answered.computed);
    answered.map(|answered| (answered.question.to_string(), answered.label.clone())).collect()
}

/// All questions that can be asked as things stand, topic by topic in the theme's order: those answered
/// with their answers, the others with their defaults.
pub(super) fn topics(
    catalog: &Catalog,
    application: &Application,
    wrong: &[Complaint],
    typed: &[(String, String)],
) -> Vec<Topic> {
    let assessment = &application.assessment;
    let Some(theme) = catalog.theme(&application.theme) else { return Vec::new() };
    let given = |id: &str| -> Option<&Answer> {
        assessment
            .answered
            .iter()
            .find(|answered| *answered.id == *id && !answered.assumed && !answered.computed)
            .map(|answered| &answered.answer)
    };
    let mut topics: Vec<Topic> = Vec::new();
    let asked = theme.situations.iter().filter_map(|situation| {
        let next = assessment.next.iter().find(|question| question.id == situation.id);
        let answer = given(&situation.id);
        (next.is_some() || answer.is_some()).then_some((situation, answer))
    });
    for (situation, answer) in asked {
        let Some(question) = theme.question(&situation.id) else { continue };
        let ordinary = question.exception.as_ref().map(|exception| &exception.ordinary);
        let name = format!("{ANSWER}{}", situation.id);
        let pointer = format!("/answers/{}", situation.id);
        let error = wrong.iter().find(|complaint| complaint.pointer == pointer);
        let chosen = match error {
            Some(_) => csrf::values(typed, &name).into_iter().map(str::to_owned).collect(),
            None => answer.or(ordinary).or(situation.default.as_ref()).map(answer_values).unwrap_or_default(),
        };
        let stands_out = error.is_some() || answer.is_some_and(|answer| Some(answer) != ordinary);
        let error = error.map(|complaint| complaint.message.clone());
        let choice = Choice { name, chosen, error, large: false, ..Choice::of(question) };
        if topics.last().is_none_or(|topic| topic.title != question.topic) {
            let title = question.topic.clone();
            topics.push(Topic { title, asked: Vec::new(), rare: Vec::new(), open: false });
        }
        let Some(topic) = topics.last_mut() else { continue };
        if ordinary.is_some() {
            topic.open |= stands_out;
            topic.rare.push(choice);
        } else {
            topic.asked.push(choice);
        }
    }
    topics
}
