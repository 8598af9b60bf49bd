//! 授权 at the counter: principal and agent stand there with their identity documents. The clerk records
//! what they agree on, prints the paper (授权委托书), has it signed, and keeps it; only then is the mandate in force.

use casework::{
    AccountId, Case, MandatedAct, Role,
    exit::Receiver,
    policy::{self, Action},
};
use identifiers::ResidentId;
use jiff::civil::Date;
use store::Access;

use crate::{App, Complaint, Failure, MandateView, NewMandate, Upload, Visitor, read_case::parse_number};

/// Somebody who may collect results, under a mandate that is recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CollectingAgent {
    /// The mandate's id.
    pub mandate: String,
    /// The name.
    pub name: String,
    /// The mandate's last day.
    pub until: Date,
}

/// Somebody who shows an identity document.
#[derive(Debug, Clone, Default)]
pub struct ShownPerson {
    /// The name as on the document.
    pub name: String,
    /// 公民身份号码; of a 帮代办 official the name to sign in with, instead.
    pub id_number: String,
}

impl App {
    /// Records what principal and agent agree on; it waits for the signed paper.
    ///
    /// # Errors
    /// `Invalid` naming every field that is wrong; `Forbidden` for anyone but clerks.
    pub async fn prepare_mandate(
        &self,
        visitor: &Visitor,
        principal: &ShownPerson,
        agent: &ShownPerson,
        new: &NewMandate,
    ) -> Result<MandateView, Failure> {
        policy::may(&visitor.actor, Action::RecordMandate, None)?;
        let place = visitor.clerk_place().ok_or(Failure::Forbidden)?.clone();
        let mut complaints = Vec::new();
        let principal = self.applicant_shown(&principal.name, &principal.id_number, "", Vec::new()).await;
        let principal = of_side("principal", principal, &mut complaints)?;
        let agent = of_side("agent", self.agent_shown(agent).await, &mut complaints)?;
        if principal.is_some() && principal == agent {
            let message = "委托人和受托人是同一个人，请核对证件";
            complaints.push(Complaint::new("/agent_id_number", "same_person", message));
        }
        if [&principal, &agent].into_iter().flatten().any(|account| account == visitor.id()) {
            let message = "您自己是当事人，请交给同事登记";
            complaints.push(Complaint::new("/principal_id_number", "own_number", message));
        }
        let nobody = AccountId::from("");
        let whose = principal.as_ref().unwrap_or(&nobody);
        let mut record = self.new_mandate(whose, new, complaints).await?;
        record.agent = agent;
        record.counter = Some((place, visitor.id().clone()));
        self.store().add_mandate(&record, None).await?;
        self.note("mandate.prepare", visitor, &record.id).await?;
        self.mandate_view(visitor, record).await
    }

    /// The signed paper is there, and the documents of both were seen: the mandate is in force.
    ///
    /// # Errors
    /// `Invalid` where the paper or the clerk's word is missing; `NotFound` where it waits for nothing.
    pub async fn confirm_mandate(
        &self,
        visitor: &Visitor,
        id: &str,
        paper: Option<Upload>,
        documents_seen: bool,
    ) -> Result<MandateView, Failure> {
        policy::may(&visitor.actor, Action::RecordMandate, None)?;
        let record = self.mandate_of(visitor, id).await?;
        let mut complaints = Vec::new();
        if paper.is_none() {
            let message = "请上传签好名的授权委托书（拍照或扫描）";
            complaints.push(Complaint::new("/paper", "required", message));
        }
        if !documents_seen {
            let message = "请核对两个人的身份证件，再在方框里打勾";
            complaints.push(Complaint::new("/documents_seen", "documents_not_seen", message));
        }
        let Some(paper) = paper.filter(|_| complaints.is_empty()) else {
            return Err(Failure::Invalid(complaints));
        };
        let stored = self.upload(visitor, paper).await?;
        if !self.store().confirm_mandate(&record.id, &stored.file.id, self.now()).await? {
            return Err(Failure::NotFound);
        }
        self.note("mandate.confirm", visitor, &record.id).await?;
        let record = self.mandate_of(visitor, id).await?;
        self.mandate_view(visitor, record).await
    }

    /// Those who may collect the results of a case for the applicant, under mandates in force.
    ///
    /// # Errors
    /// As [`policy::may`] for whoever does not hand them out; `NotFound` where there is no such case for them.
    pub async fn collecting_agents(
        &self,
        visitor: &Visitor,
        number: &str,
    ) -> Result<Vec<CollectingAgent>, Failure> {
        let dossier = self.visible_case(visitor, &parse_number(number)?).await?;
        policy::may(&visitor.actor, Action::Deliver, Some(&dossier.case))?;
        self.agents_collecting(&dossier.case).await
    }

    async fn agents_collecting(&self, case: &Case) -> Result<Vec<CollectingAgent>, Failure> {
        let records = self.store().mandates_given(&case.applicant).await?;
        let receiving = records.into_iter().filter_map(|record| {
            let (given, agent) = (record.in_force(self.today())?, record.agent?);
            (given.covers(case) && given.acts.contains(&MandatedAct::Receive)).then_some((given, agent))
        });
        let receiving: Vec<_> = receiving.collect();
        let names = self.names_of(&receiving.iter().map(|(_, agent)| agent.clone()).collect()).await?;
        let agents = receiving.into_iter().filter_map(|(given, agent)| {
            let name = names.get(&agent)?.clone();
            Some(CollectingAgent { mandate: given.id, name, until: given.until })
        });
        Ok(agents.collect())
    }

    /// Who collects: whoever a recorded mandate names, where it is chosen by its id; else the person who is
    /// named, which is the applicant where nobody is.
    pub(crate) async fn receiver(&self, case: &Case, receiver: Receiver) -> Result<Receiver, Failure> {
        let Some(chosen) = receiver.mandate.as_deref().filter(|text| uuid::Uuid::parse_str(text).is_ok())
        else {
            let named = Some(receiver.name).filter(|name| !name.trim().is_empty());
            return Ok(Receiver { name: named.unwrap_or_else(|| case.applicant_name.clone()), ..receiver });
        };
        let agents = self.agents_collecting(case).await?;
        let Some(agent) = agents.into_iter().find(|one| one.mandate == chosen) else {
            let message = "这份授权已经收回、到期，或者不包括查收结果，不能凭它领取";
            return Err(Failure::invalid("/mandate", "no_such_mandate", message));
        };
        let mandate = format!("授权委托书，有效期到{}", documents::day(agent.until));
        Ok(Receiver { name: agent.name, mandate: Some(mandate), signed_as: receiver.signed_as })
    }

    /// A private agent by the identity document, a 帮代办 official by the name to sign in with.
    async fn agent_shown(&self, agent: &ShownPerson) -> Result<AccountId, Failure> {
        if ResidentId::parse(&agent.id_number).is_err()
            && let Some((account, _)) =
                self.store().account_by_login(&identifiers::normalise(&agent.id_number)).await?
            && account.roles.contains(&Role::Agent)
        {
            if account.name == agent.name.trim() {
                return Ok(account.id);
            }
            let message = "这个工作账号是别人的，请核对姓名";
            return Err(Failure::invalid("/name", "name_differs", message));
        }
        self.applicant_shown(&agent.name, &agent.id_number, "", Vec::new()).await
    }

    async fn note(&self, what: &'static str, visitor: &Visitor, id: &str) -> Result<(), Failure> {
        let look = Access {
            at: self.now(),
            account: visitor.id().clone(),
            what,
            subject: id.to_owned(),
            allowed: true,
            purpose: String::new(),
        };
        Ok(self.store().log_access(look).await?)
    }
}

/// The account of one side; what is wrong with it is told with the field of that side.
fn of_side(
    side: &str,
    found: Result<AccountId, Failure>,
    complaints: &mut Vec<Complaint>,
) -> Result<Option<AccountId>, Failure> {
    match found {
        Ok(account) => Ok(Some(account)),
        Err(Failure::Invalid(found)) => {
            complaints.extend(found.into_iter().map(|one| Complaint {
                pointer: format!("/{side}_{}", one.pointer.trim_start_matches('/')),
                ..one
            }));
            Ok(None)
        }
        Err(other) => Err(other),
    }
}
