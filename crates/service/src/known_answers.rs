//! Answers that need not be asked of somebody who is signed in: what the account, the own earlier cases
//! and the own wallet tell is shown with where it comes from, and can be changed.
//!
//! Only of the visitor and for the visitor: nothing is known here for whoever writes for another person,
//! and an earlier case tells nothing where it was about somebody else.

use casework::{Case, case::Form, policy};
use catalog::{Answer, Answers, ElementId, SituationId, Theme, assess::check_answers};
use store::{Account, CaseFilter, CaseScope};

use crate::{
    App, Failure, Rules, Visitor,
    prefill::{self, KnownValues, LASTING_SECTIONS},
};

/// So many of the latest cases are looked at.
const EARLIER_CASES: u32 = 3;

/// Sections of the form that are about whoever applies, if they bear the applicant's own number.
const OWN_SECTIONS: [&str; 3] = ["applicant", "operator", "participant"];

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
    /// What the visitor's own account, earlier cases and wallet tell of a theme's questions, whether or
    /// not they are answered already. Nothing for whoever may not see what is known, such as an agent.
    ///
    /// # Errors
    /// `NotFound` for an unknown theme, `Invalid` for answers that the theme does not know.
    pub async fn known_answers(
        &self,
        visitor: &Visitor,
        rules: &Rules,
        theme: &str,
        answers: &Answers,
    ) -> Result<Vec<KnownAnswer>, Failure> {
        if !visitor.has("applicant") || !policy::sees_what_is_known(&visitor.actor, &visitor.account.id) {
            return Ok(Vec::new());
        }
        let theme = rules.theme(theme).ok_or(Failure::NotFound)?;
        let account = &visitor.account;
        let earlier = if asks_earlier_cases(theme) { self.own_cases(account).await? } else { Vec::new() };
        let mut known = computed(rules, theme, answers, prefill::of_account(rules, account))?;
        let add = |known: &mut Vec<KnownAnswer>, more: Vec<KnownAnswer>| {
            let new = |one: &KnownAnswer| !known.iter().any(|other| other.situation == one.situation);
            let more: Vec<_> = more.into_iter().filter(new).collect();
            known.extend(more);
        };
        for (thing, case) in &earlier {
            let told = told_by_form(&case.form, thing);
            add(&mut known, computed(rules, theme, answers, told)?);
            add(&mut known, lasting(rules, theme, case, thing));
        }
        add(&mut known, self.told_by_wallet(account, theme).await?);
        Ok(known)
    }

    /// The visitor's latest cases that were about the visitor, with the names of what they were for.
    async fn own_cases(&self, account: &Account) -> Result<Vec<(String, Case)>, Failure> {
        let scope = CaseScope::Applicant(account.id.clone());
        let latest = self.store().cases(&scope, &CaseFilter::default(), None, EARLIER_CASES).await?;
        let mut own = Vec::new();
        for row in latest.rows {
            let dossier = self.store().dossier(&row.number).await?;
            let case = dossier.map(|dossier| dossier.case.clone()).filter(|case| is_about(case, account));
            own.extend(case.map(|case| (row.theme_name, case)));
        }
        Ok(own)
    }

    async fn told_by_wallet(&self, account: &Account, theme: &Theme) -> Result<Vec<KnownAnswer>, Failure> {
        if theme.situations.iter().all(|situation| situation.known_by.is_empty()) {
            return Ok(Vec::new());
        }
        let today = self.today();
        let mut wallet = self.store().wallet(&account.id).await?;
        wallet.retain(|entry| {
            entry.valid_from <= today && entry.valid_until.is_none_or(|until| today <= until)
        });
        let known = theme.situations.iter().filter_map(|situation| {
            situation.known_by.iter().find_map(|known| {
                let held = wallet.iter().find(|entry| entry.material.as_ref() == Some(&known.material))?;
                Some(KnownAnswer {
                    situation: situation.id.clone(),
                    answer: known.answer.clone(),
                    from: format!("您证照材料库里的{}", held.name),
                })
            })
        });
        Ok(known.collect())
    }
}

/// Whether what was filled in or answered earlier can tell anything of this theme.
fn asks_earlier_cases(theme: &Theme) -> bool {
    theme.situations.iter().any(|situation| situation.lasting || situation.computed.is_some())
}

/// Whether a case was about its applicant: every number of whoever it is about is the applicant's own.
fn is_about(case: &Case, account: &Account) -> bool {
    let Some(own) = &account.profile.id_number else { return false };
    let numbers = OWN_SECTIONS.iter().filter_map(|section| {
        case.form.get(&ElementId::from(format!("{section}.id_number"))).filter(|value| !value.is_null())
    });
    let mut numbers = numbers.peekable();
    numbers.peek().is_some() && numbers.all(|number| number.as_str() == Some(own))
}

/// Values of an earlier form that are about the applicant and stay so.
fn told_by_form(form: &Form, thing: &str) -> KnownValues {
    let lasting = form.iter().filter(|(element, value)| {
        let section = element.split_once('.').map_or("", |(section, _)| section);
        LASTING_SECTIONS.contains(&section) && !value.is_array() && !value.is_null()
    });
    let from = || format!("您上次办“{thing}”时填的");
    lasting.map(|(id, value)| (id.clone(), prefill::Known { value: value.clone(), from: from() })).collect()
}

/// Answers of an earlier case that the theme says to last.
fn lasting(rules: &Rules, theme: &Theme, case: &Case, thing: &str) -> Vec<KnownAnswer> {
    let asked = theme.situations.iter().filter(|situation| situation.lasting);
    let known = asked.filter_map(|situation| {
        let (id, answer) = case.answers.situations.get_key_value(&situation.id)?;
        let alone = Answers { situations: [(id.clone(), answer.clone())].into(), ..Answers::default() };
        // What could be answered then may be no answer any more.
        check_answers(rules, theme, &alone).is_empty().then(|| KnownAnswer {
            situation: id.clone(),
            answer: answer.clone(),
            from: format!("您上次办“{thing}”时答的"),
        })
    });
    known.collect()
}

/// What can be worked out from values that are known.
fn computed(
    rules: &Rules,
    theme: &Theme,
    answers: &Answers,
    known: KnownValues,
) -> Result<Vec<KnownAnswer>, Failure> {
    let mut with_known = answers.clone();
    // Computed anew, so that what was carried along is still known to be known.
    for situation in theme.situations.iter().filter(|situation| situation.computed.is_some()) {
        with_known.situations.remove(&situation.id);
    }
    // All of them come from one place.
    let Some(from) = known.values().next().map(|one| one.from.clone()) else { return Ok(Vec::new()) };
    for (id, one) in &known {
        with_known.elements.entry(id.clone()).or_insert_with(|| one.value.clone());
    }
    let told = rules.assess(&theme.id, &with_known)?;
    let worked_out = told.answered.iter().filter(|answered| answered.computed);
    let known = worked_out.map(|answered| KnownAnswer {
        situation: answered.id.clone(),
        answer: answered.answer.clone(),
        from: from.clone(),
    });
    Ok(known.collect())
}
