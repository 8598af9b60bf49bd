//! Answers that need not be asked of somebody who is signed in: what the account tells is worked
//! out, and shown with where it comes from.

use casework::policy;
use catalog::{Answer, Answers, SituationId};

use crate::{App, Failure, Rules, Visitor, prefill};

/// An answer that is known.
#[derive(Debug, Clone, PartialEq)]
pub struct KnownAnswer {
    /// The question.
    pub situation: SituationId,
    /// The answer.
    pub answer: Answer,
    /// Where from, in words.
    pub from: String,
}

impl App {
    /// What the visitor's own account lets be worked out of a theme's questions, whether or not they
    /// are answered already. Nothing for whoever may not see what is known, such as an agent.
    ///
    /// # Errors
    /// `NotFound` for an unknown theme, `Invalid` for answers that the theme does not know.
    pub fn known_answers(
        &self,
        visitor: &Visitor,
        rules: &Rules,
        theme: &str,
        answers: &Answers,
    ) -> Result<Vec<KnownAnswer>, Failure> {
        if !visitor.has("applicant") || !policy::sees_what_is_known(&visitor.actor, &visitor.account.id) {
            return Ok(Vec::new());
        }
        let known = prefill::of_account(rules, &visitor.account);
        let mut with_account = answers.clone();
        // Computed anew, so that what was carried along is still known to be known.
        let theme_questions = rules.theme(theme).ok_or(Failure::NotFound)?;
        let computed = theme_questions.situations.iter().filter(|situation| situation.computed.is_some());
        computed.for_each(|situation| {
            with_account.situations.remove(&situation.id);
        });
        with_account.elements.extend(known.into_iter().map(|(id, known)| (id, known.value)));
        let told = rules.assess(theme, &with_account)?;
        let worked_out = told.answered.iter().filter(|answered| answered.computed);
        let known = worked_out.map(|answered| KnownAnswer {
            situation: answered.id.clone(),
            answer: answered.answer.clone(),
            from: "您的实名账户".to_owned(),
        });
        Ok(known.collect())
    }
}
