//! What the answers come to, and finding the thing in the first place. Public: nobody signs in.

use std::collections::BTreeMap;

use catalog::{
    Answers, Assessment, SituationId,
    assess::{self, Explained, what_if::Alternatives},
};
use jiff::civil::Date;

use crate::{App, Complaint, Failure, Rules};

/// The answers with the day on which they are asked about, unless they name one.
pub(crate) fn asked_on(answers: &Answers, today: Date) -> Answers {
    Answers { today: answers.today.or(Some(today)), ..answers.clone() }
}

impl App {
    /// Everything that follows from the answers to a theme's questions. What waits for something
    /// that cannot be done, and cannot go on without it, counts as blocked.
    ///
    /// # Errors
    /// `NotFound` for an unknown theme, `Invalid` for answers that the theme does not know.
    pub fn assess(&self, theme: &str, answers: &Answers) -> Result<Assessment, Failure> {
        self.rules().assess(theme, answers)
    }

    /// Reads answers from names and texts, by the rules of today.
    ///
    /// # Errors
    /// As [`Rules::parse_answers`].
    pub fn parse_answers(&self, theme: &str, pairs: &[(String, String)]) -> Result<Answers, Failure> {
        self.rules().parse_answers(theme, pairs)
    }
}

impl Rules {
    /// Everything that follows from the answers to a theme's questions, by these rules.
    ///
    /// # Errors
    /// `NotFound` for an unknown theme, `Invalid` for answers that the theme does not know.
    pub fn assess(&self, theme: &str, answers: &Answers) -> Result<Assessment, Failure> {
        self.check_answers(theme, answers)?;
        let theme = self.theme(theme).ok_or(Failure::NotFound)?;
        Ok(assess::assess_on(self, theme, &asked_on(answers, self.on), self.on).without_held())
    }

    /// The same with what was merged into what, and why everything is there.
    ///
    /// # Errors
    /// As [`Rules::assess`].
    pub fn explain(&self, theme: &str, answers: &Answers) -> Result<Explained, Failure> {
        let assessment = self.assess(theme, answers)?;
        let theme = self.theme(theme).ok_or(Failure::NotFound)?;
        Ok(Explained::of(self, theme, assessment))
    }

    /// For each answered question, what its other answers would change.
    ///
    /// # Errors
    /// As [`Rules::assess`].
    pub fn what_if(&self, theme: &str, answers: &Answers) -> Result<Vec<Alternatives>, Failure> {
        let now = self.assess(theme, answers)?;
        Ok(self.what_if_from(theme, answers, &now))
    }

    /// The same from what the answers are known to come to.
    pub fn what_if_from(&self, theme: &str, answers: &Answers, now: &Assessment) -> Vec<Alternatives> {
        let Some(theme) = self.theme(theme) else { return Vec::new() };
        assess::what_if::what_if(self, theme, &asked_on(answers, self.on), now)
    }

    /// Whether a theme can take these answers.
    ///
    /// # Errors
    /// `NotFound` for an unknown theme, `Invalid` naming each answer that the theme does not know.
    pub fn check_answers(&self, theme: &str, answers: &Answers) -> Result<(), Failure> {
        let theme = self.theme(theme).ok_or(Failure::NotFound)?;
        let problems = assess::check_answers(self, theme, answers);
        if problems.is_empty() {
            return Ok(());
        }
        let complaints = problems
            .into_iter()
            .map(|problem| Complaint::new(format!("/answers/{}", problem.id), problem.code, problem.message));
        Err(Failure::Invalid(complaints.collect()))
    }

    /// Reads answers from names and texts, as query strings, forms and the command line give them.
    /// A situation that is named several times has several answers; an empty text is no answer.
    ///
    /// # Errors
    /// `NotFound` for an unknown theme, `Invalid` naming each answer that cannot be taken.
    pub fn parse_answers(&self, theme: &str, pairs: &[(String, String)]) -> Result<Answers, Failure> {
        let theme = self.theme(theme).ok_or(Failure::NotFound)?;
        let mut texts: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (id, text) in pairs {
            texts.entry(id).or_default().push(text.trim());
        }
        let mut answers = Answers::default();
        let mut complaints = Vec::new();
        for (id, texts) in texts {
            let text = texts.iter().filter(|text| !text.is_empty()).copied().collect::<Vec<_>>().join(",");
            if text.is_empty() {
                continue;
            }
            match assess::parse_answer(theme, id, &text) {
                Ok(answer) => {
                    answers.situations.insert(SituationId::from(id), answer);
                }
                Err(problem) => {
                    complaints.push(Complaint::new(format!("/answers/{id}"), problem.code, problem.message));
                }
            }
        }
        if complaints.is_empty() { Ok(answers) } else { Err(Failure::Invalid(complaints)) }
    }
}
