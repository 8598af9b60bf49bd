//! Lists: one's own cases, the counter's, the department's tasks, and people at the counter.

use casework::{AccountId, Role, policy};
use store::{CaseFilter, CaseRow, CaseScope, Page, TaskFilter, TaskRow, TaskScope};

use crate::{App, Failure, Visitor};

/// A page of cases.
pub type CaseList = Page<CaseRow>;

/// A page of tasks.
pub type TaskList = Page<TaskRow>;

/// The most rows of one page.
const MOST_ROWS: u32 = 100;

/// A person found at the counter, with what is needed to tell people apart.
#[derive(Debug, Clone)]
pub struct ApplicantHit {
    /// The account.
    pub account: AccountId,
    /// The name.
    pub name: String,
    /// Identity number, masked.
    pub id_number_masked: String,
    /// Mobile number, masked.
    pub mobile_masked: String,
    /// The person's cases that this counter may see, newest first.
    pub cases: Vec<CaseRow>,
}

impl App {
    /// Cases that the visitor may see, newest first.
    ///
    /// # Errors
    /// Only when the store fails: somebody who may see nothing gets an empty list.
    pub async fn cases(
        &self,
        visitor: &Visitor,
        filter: CaseFilter,
        after: Option<&str>,
        limit: u32,
    ) -> Result<CaseList, Failure> {
        Ok(self.store().cases(&case_scope(visitor), &filter, after, limit.clamp(1, MOST_ROWS)).await?)
    }

    /// Tasks of the visitor's departments, those due first.
    ///
    /// # Errors
    /// Only when the store fails: somebody without a department gets an empty list.
    pub async fn tasks(
        &self,
        visitor: &Visitor,
        filter: TaskFilter,
        after: Option<&str>,
        limit: u32,
    ) -> Result<TaskList, Failure> {
        Ok(self.store().tasks(&task_scope(visitor), &filter, after, limit.clamp(1, MOST_ROWS)).await?)
    }

    /// The same list whole, up to `most` rows, and whether there are more: for a spreadsheet.
    ///
    /// # Errors
    /// Only when the store fails.
    pub async fn whole_cases(
        &self,
        visitor: &Visitor,
        filter: CaseFilter,
        most: usize,
    ) -> Result<(Vec<CaseRow>, bool), Failure> {
        let (mut rows, mut after) = (Vec::new(), None::<String>);
        loop {
            let page = self.cases(visitor, filter.clone(), after.as_deref(), MOST_ROWS).await?;
            rows.extend(page.rows);
            match page.next {
                Some(next) if rows.len() < most => after = Some(next),
                next => return Ok((rows, next.is_some())),
            }
        }
    }

    /// The same list of tasks whole, up to `most` rows, and whether there are more.
    ///
    /// # Errors
    /// Only when the store fails.
    pub async fn whole_tasks(
        &self,
        visitor: &Visitor,
        filter: TaskFilter,
        most: usize,
    ) -> Result<(Vec<TaskRow>, bool), Failure> {
        let (mut rows, mut after) = (Vec::new(), None::<String>);
        loop {
            let page = self.tasks(visitor, filter.clone(), after.as_deref(), MOST_ROWS).await?;
            rows.extend(page.rows);
            match page.next {
                Some(next) if rows.len() < most => after = Some(next),
                next => return Ok((rows, next.is_some())),
            }
        }
    }

    /// People by name, identity number or mobile number.
    ///
    /// # Errors
    /// `Forbidden` for anyone but clerks.
    pub async fn find_applicants(
        &self,
        visitor: &Visitor,
        words: &str,
    ) -> Result<Vec<ApplicantHit>, Failure> {
        policy::may(&visitor.actor, policy::Action::ReceiveWalkIn, None)?;
        let words = identifiers::normalise(words);
        if words.is_empty() {
            return Ok(Vec::new());
        }
        let accounts = self.store().find_applicants(&words).await?;
        let hits =
            accounts.into_iter().filter(|account| account.roles.contains(&Role::Applicant)).map(|account| {
                let id_number = account.profile.id_number.as_deref().unwrap_or_default();
                ApplicantHit {
                    account: account.id,
                    name: account.name,
                    id_number_masked: identifiers::mask_resident_id(id_number),
                    mobile_masked: identifiers::mask_mobile(
                        account.profile.mobile.as_deref().unwrap_or_default(),
                    ),
                    cases: Vec::new(),
                }
            });
        let mut hits: Vec<ApplicantHit> = hits.collect();
        // With one person found, the clerk sees at once what is under way for them.
        if let [only] = hits.as_mut_slice() {
            let filter = CaseFilter { words: Some(only.name.clone()), ..CaseFilter::default() };
            let page = self.store().cases(&case_scope(visitor), &filter, None, 20).await?;
            only.cases = page.rows.into_iter().filter(|row| row.applicant == only.account).collect();
        }
        Ok(hits)
    }
}

/// The cases that the visitor's roles and mandates reach; own cases always.
fn case_scope(visitor: &Visitor) -> CaseScope {
    let account = visitor.account.id.clone();
    let mut scopes = vec![CaseScope::Applicant(account)];
    scopes.extend(visitor.actor.mandates().iter().cloned().map(CaseScope::Under));
    for role in &visitor.account.roles {
        match role {
            // Any counter may take up what came in online (全区通办).
            Role::Clerk { place } => scopes.extend([CaseScope::Place(place.clone()), CaseScope::NoPlace]),
            Role::Lead { department } => scopes.push(CaseScope::Lead(department.clone())),
            Role::GovernmentHead | Role::Office | Role::Supervisor => scopes.push(CaseScope::All),
            Role::Applicant | Role::Agent | Role::Approver { .. } | Role::Head { .. } | Role::Admin => {}
        }
    }
    if scopes.len() == 1 { scopes.remove(0) } else { CaseScope::Any(scopes) }
}

fn task_scope(visitor: &Visitor) -> TaskScope {
    if policy::may(&visitor.actor, policy::Action::Supervise, None).is_ok() {
        return TaskScope::All;
    }
    let departments: Vec<_> = visitor.approver_of().into_iter().cloned().collect();
    if departments.is_empty() { TaskScope::Nothing } else { TaskScope::Departments(departments) }
}
