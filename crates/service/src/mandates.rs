//! 授权: the principal invites an agent by a code, sees what was done under the mandate, and ends it; the
//! agent takes it up from the own account, and gives it back.
//!
//! Who may do what under a mandate is `casework::policy`'s to say. What is agreed is read in `new_mandate.rs`,
//! how a mandate reads stands in `mandate_view.rs`, and what the counter records in `mandate_at_counter.rs`.

use std::collections::BTreeSet;

use casework::{
    AccountId, Case, Mandate, MandatedAct, Refusal, Role,
    case::day_of,
    policy::{self, Action},
};
use documents::{MandateFacts, Paper};
use jiff::SignedDuration;
use store::MandateRecord;

use crate::{
    App, Failure, MandateView, MandatedStep, NewMandate, Visitor, accounts::spoken_password, plan_case, words,
};

/// How long the code of an invitation holds, in hours.
const CODE_HOURS: i64 = 24;

/// A mandate that waits for somebody to take it up.
#[derive(Debug, Clone)]
pub struct Invitation {
    /// The mandate.
    pub mandate: MandateView,
    /// The code, told this once.
    pub code: String,
}

impl App {
    /// Mandates that the visitor gave and received, the latest first.
    ///
    /// # Errors
    /// `Forbidden` for staff; else only when the store fails.
    pub async fn mandates(&self, visitor: &Visitor) -> Result<Vec<MandateView>, Failure> {
        policy::may(&visitor.actor, Action::TakeUpMandate, None)?;
        let mut records = self.store().mandates_given(visitor.id()).await?;
        records.extend(self.store().mandates_received(visitor.id()).await?);
        self.mandate_views(visitor, records).await
    }

    /// One mandate, with everything that was done under it, the latest first.
    ///
    /// # Errors
    /// `NotFound` for those who have nothing to do with it.
    pub async fn mandate(
        &self,
        visitor: &Visitor,
        id: &str,
    ) -> Result<(MandateView, Vec<MandatedStep>), Failure> {
        let record = self.mandate_of(visitor, id).await?;
        let steps = self.done_under(&record).await?;
        Ok((self.mandate_view(visitor, record).await?, steps))
    }

    /// The principal invites somebody: the code is told to them by the principal, and to nobody else.
    ///
    /// # Errors
    /// `Invalid` naming every field that is wrong; `Forbidden` for those who apply for nothing.
    pub async fn invite_agent(&self, visitor: &Visitor, new: &NewMandate) -> Result<Invitation, Failure> {
        policy::may(&visitor.actor, Action::GiveMandate, None)?;
        let mut record = self.new_mandate(visitor.id(), new, Vec::new()).await?;
        let code = spoken_password()?;
        record.code_expires_at = Some(self.now() + SignedDuration::from_hours(CODE_HOURS));
        self.store().add_mandate(&record, Some(&code)).await?;
        Ok(Invitation { mandate: self.mandate_view(visitor, record).await?, code })
    }

    /// The agent takes up a mandate by the code that the principal told. Guesses are limited.
    ///
    /// # Errors
    /// `Invalid` where the code fits none that is still open, `TooManyTries` after several of those.
    pub async fn take_up_mandate(&self, visitor: &Visitor, code: &str) -> Result<MandateView, Failure> {
        policy::may(&visitor.actor, Action::TakeUpMandate, None)?;
        let (now, subject) = (self.now(), format!("mandate {}", visitor.id()));
        self.check_tries(&subject, &subject, now).await?;
        let code: String = code.chars().filter(|c| c.is_ascii_alphanumeric()).collect();
        let taken = self.store().take_up_mandate(&code.to_ascii_lowercase(), visitor.id(), now).await?;
        let Some(id) = taken else {
            self.store().note_sign_in(&subject, false, now).await?;
            let message = "没有这个授权码，或者它用过、过期了；请本人在“我的授权”里重新生成一个";
            return Err(Failure::invalid("/code", "code_wrong", message));
        };
        let record = self.store().mandate(&id).await?.ok_or(Failure::NotFound)?;
        self.mandate_view(visitor, record).await
    }

    /// Either side ends it, at once.
    ///
    /// # Errors
    /// `NotFound` for those who have nothing to do with it, or where it had ended before.
    pub async fn end_mandate(&self, visitor: &Visitor, id: &str) -> Result<(), Failure> {
        let record = self.mandate_of(visitor, id).await?;
        let party = record.principal == *visitor.id() || record.agent.as_ref() == Some(visitor.id());
        // At the counter it is ended for a principal who stands there.
        if !party {
            policy::may(&visitor.actor, Action::RecordMandate, None)?;
        }
        match self.store().end_mandate(id, visitor.id(), self.now()).await? {
            true => Ok(()),
            false => Err(Failure::NotFound),
        }
    }

    /// 授权委托书: what was agreed, to be printed and signed.
    ///
    /// # Errors
    /// As [`App::mandate`].
    pub async fn mandate_paper(&self, visitor: &Visitor, id: &str) -> Result<Paper, Failure> {
        let record = self.mandate_of(visitor, id).await?;
        let made_on = day_of(record.made_at);
        let id_number = async |account: Option<&AccountId>| match account {
            Some(account) => Ok::<_, Failure>(self.account(account).await?.profile.id_number),
            None => Ok(None),
        };
        let masked = |number: Option<String>| number.map(|number| identifiers::mask_resident_id(&number));
        let principal_id = masked(id_number(Some(&record.principal)).await?);
        let agent_id = masked(id_number(record.agent.as_ref()).await?);
        let view = self.mandate_view(visitor, record).await?;
        let kept_from = MandatedAct::ALL.iter().filter(|act| !view.acts.contains(act));
        Ok(documents::mandate(MandateFacts {
            principal_name: view.principal_name,
            principal_id,
            agent_name: view.agent_name,
            agent_id,
            scope: view.scope,
            acts: view.acts.iter().map(|act| words::mandated_act(*act).to_owned()).collect(),
            kept_from: kept_from.map(|act| words::mandated_act(*act).to_owned()).collect(),
            until: view.until,
            made_on,
            address: format!("{}/mandates/{}", self.settings().base_url, view.id),
        }))
    }

    /// Those for whom the visitor may begin an application in this thing.
    ///
    /// # Errors
    /// `Refused` where the law wants the people themselves.
    pub async fn principals(
        &self,
        visitor: &Visitor,
        theme: &str,
    ) -> Result<Vec<(AccountId, String)>, Failure> {
        let rules = self.rules();
        let theme = rules.theme(theme).ok_or(Failure::NotFound)?;
        policy::may_be_mandated(plan_case::in_person(theme).as_deref())?;
        let filling = visitor.actor.mandates().iter().filter(|one| one.lets(MandatedAct::Fill, &theme.id));
        let principals = filling.map(|one| one.principal.clone()).collect();
        let mut names: Vec<_> = self.names_of(&principals).await?.into_iter().collect();
        names.sort();
        Ok(names)
    }

    /// Whether the file is the signed paper of a mandate that the visitor gave or acts under.
    pub(crate) async fn is_paper_of_mandate(&self, visitor: &Visitor, file: &str) -> Result<bool, Failure> {
        let today = self.today();
        let given = self.store().mandates_given(visitor.id()).await?;
        let received = self.store().mandates_received(visitor.id()).await?;
        let received = received.into_iter().filter(|record| record.in_force(today).is_some());
        Ok(given.into_iter().chain(received).any(|record| record.paper.as_deref() == Some(file)))
    }

    /// What others let this person do for them today; nothing where the person neither applies nor helps.
    pub(crate) async fn mandates_of(&self, account: &store::Account) -> Result<Vec<Mandate>, Failure> {
        let acts = account.roles.iter().any(|role| matches!(role, Role::Applicant | Role::Agent));
        if !acts {
            return Ok(Vec::new());
        }
        Ok(self.store().mandates_in_force(&account.id, self.today()).await?)
    }

    /// Those who are told what becomes of a case, beside the applicant: agents whose mandate is in force.
    pub(crate) async fn agents_told(&self, case: &Case) -> Result<Vec<AccountId>, Failure> {
        let shown = case.mandates.iter().map(|shown| shown.mandate.clone()).collect();
        let mut stand = self.store().mandates(&shown).await?;
        stand.retain(|record| record.in_force(self.today()).is_some());
        let told = case.mandates.iter().filter(|shown| stand.iter().any(|one| one.id == shown.mandate));
        let told: BTreeSet<AccountId> = told.map(|shown| shown.agent.clone()).collect();
        Ok(told.into_iter().collect())
    }

    /// Why the visitor may do nothing there (any more): whoever acted under a mandate that has ended reads
    /// since when; to everybody else it is `otherwise`.
    pub(crate) async fn without_mandate(
        &self,
        visitor: &Visitor,
        covered: impl Fn(&Mandate) -> bool,
        otherwise: Failure,
    ) -> Failure {
        let today = self.today();
        let records = match self.store().mandates_received(visitor.id()).await {
            Ok(records) => records,
            Err(error) => return error.into(),
        };
        let over = records.iter().filter(|record| record.in_force(today).is_none());
        let over = over.filter(|record| record.as_given().is_some_and(|given| covered(&given)));
        let since = over.filter_map(|record| match &record.ended {
            Some((at, _)) => Some(day_of(*at)),
            None => record.until.tomorrow().ok(),
        });
        since.max().map_or(otherwise, |since| Failure::Refused(Refusal::MandateOver { since }))
    }

    /// The mandate, for its two sides and for the counter.
    pub(crate) async fn mandate_of(&self, visitor: &Visitor, id: &str) -> Result<MandateRecord, Failure> {
        let record = self.store().mandate(id).await?.ok_or(Failure::NotFound)?;
        let party = record.principal == *visitor.id() || record.agent.as_ref() == Some(visitor.id());
        let here = record.counter.as_ref().map(|(place, _)| place);
        if party || (here.is_some() && here == visitor.clerk_place()) {
            Ok(record)
        } else {
            Err(Failure::NotFound)
        }
    }
}
