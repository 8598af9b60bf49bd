//! 督办: the matters that somebody has to answer for, as lists and one by one; and the looks at cases by
//! somebody who had nothing to do there.

use std::collections::BTreeSet;

use casework::{
    Actor, Case, Command, Dossier, FindingRule, Matter, MatterAct, MatterKind, MatterStage, Role, TaskId,
    matter,
    policy::{self, Action},
};
use identifiers::CaseNumber;
use jiff::{SignedDuration, Timestamp, civil::Date};
use store::{CommitError, MatterFilter, MatterScope, Page};

use crate::{
    App, CaseCommand, Failure, StepLine, Visitor, carry_out::CommitFailure, matter_steps, notify::task_name,
    words,
};

/// A matter in a list, in words.
#[derive(Debug, Clone)]
pub struct MatterLine {
    /// Its case.
    pub case: String,
    /// Its number within the case.
    pub nth: u32,
    /// `rectification`, `complaint`, `urge`, `finding`.
    pub kind: String,
    /// What it is.
    pub title: String,
    /// The theme's name.
    pub theme_name: String,
    /// Who has to answer, by short name.
    pub department_name: String,
    /// Where it stands.
    pub stage: MatterStage,
    /// In words.
    pub stage_label: &'static str,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// The last day of what is to be done next.
    pub due: Option<Date>,
    /// That day has passed, or one before it had.
    pub overdue: bool,
}

/// A matter as somebody reads it who has to do with it.
#[derive(Debug, Clone)]
pub struct MatterView {
    /// Its line.
    pub line: MatterLine,
    /// The task that it is about.
    pub task: Option<String>,
    /// What is said.
    pub text: String,
    /// By whom it was opened.
    pub opened_by: String,
    /// What was done about it: what, by whom, when, what was said.
    pub steps: Vec<StepLine>,
    /// What the reader may do now: `verify`, `answer`, `extend`, `call_back`, `close`.
    pub acts: Vec<&'static str>,
    /// More time was given already.
    pub extended: bool,
    /// The case's version, for what is done on this page.
    pub version: u64,
}

impl App {
    /// The matters that the visitor has to do with: all for those who supervise, the own department's for
    /// those who answer.
    ///
    /// # Errors
    /// `Forbidden` for others.
    pub async fn matters(
        &self,
        visitor: &Visitor,
        filter: MatterFilter,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Page<MatterLine>, Failure> {
        let scope = if policy::may(&visitor.actor, Action::Supervise, None).is_ok() {
            MatterScope::All
        } else {
            policy::may(&visitor.actor, Action::AnswerMatter, None)?;
            MatterScope::Departments(matter_steps::departments_answered_for(visitor))
        };
        let page = self.store().matters(&scope, &filter, after, limit).await?;
        let numbers: BTreeSet<_> = page.rows.iter().map(|row| row.case.clone()).collect();
        let dossiers = self.store().dossiers(&numbers).await?;
        let rows = page.rows.iter().filter_map(|row| {
            let case = &dossiers.get(&row.case)?.case;
            Some(self.matter_line(case, case.matter(row.nth)?))
        });
        Ok(Page { rows: rows.collect(), next: page.next })
    }

    /// One matter.
    ///
    /// # Errors
    /// `NotFound` for those who may not know of the case.
    pub async fn matter(&self, visitor: &Visitor, number: &str, nth: u32) -> Result<MatterView, Failure> {
        let (dossier, _) = self.look_at(visitor, number, "case.matter").await?;
        let supervises = policy::may(&visitor.actor, Action::Supervise, None).is_ok();
        let answers = policy::may(&visitor.actor, Action::AnswerMatter, Some(&dossier.case)).is_ok();
        if !supervises && !answers {
            return Err(Failure::NotFound);
        }
        let matter = dossier.case.matter(nth).ok_or(Failure::NotFound)?;
        Ok(self.matter_view(visitor, &dossier, matter))
    }

    fn matter_view(&self, visitor: &Visitor, dossier: &Dossier, matter: &Matter) -> MatterView {
        let case = &dossier.case;
        let rules = self.rules_of_case(&case.plan);
        let may = |act| matter::may_act(&visitor.actor, act, case, matter);
        MatterView {
            line: self.matter_line(case, matter),
            task: matter.task.as_ref().map(|task| task_name(&rules, case, task)),
            text: matter.text.clone(),
            opened_by: matter.opened_by.clone(),
            steps: matter_steps::steps(matter),
            acts: matter_steps::acts(matter, may),
            extended: matter.is_extended(),
            version: case.version,
        }
    }

    fn matter_line(&self, case: &Case, matter: &Matter) -> MatterLine {
        let rules = self.rules_of_case(&case.plan);
        let overdue_once = matter.steps.iter().any(|step| step.act == MatterAct::Overdue);
        MatterLine {
            case: case.number.to_string(),
            nth: matter.nth,
            kind: matter.kind.as_str().to_owned(),
            title: words::matter_kind(matter.kind),
            theme_name: rules.theme(&case.plan.theme).map_or_else(String::new, |theme| theme.name.clone()),
            department_name: rules.department_name(&matter.department).to_owned(),
            stage: matter.stage(),
            stage_label: words::matter_stage(matter.stage()),
            opened_at: matter.opened_at,
            due: matter.due,
            overdue: overdue_once || matter.due.is_some_and(|due| due < self.today()),
        }
    }

    /// 督办: answers the number of the new matter.
    ///
    /// # Errors
    /// As [`App::carry_out`].
    pub async fn urge(
        &self,
        visitor: &Visitor,
        number: &str,
        task: Option<String>,
        text: String,
        working_days: u32,
        key: &str,
    ) -> Result<u32, Failure> {
        let command = CaseCommand::Urge { task, text, working_days };
        self.carry_out(visitor, number, command, None, Some(key)).await?;
        let (dossier, _) = self.look_at(visitor, number, "case.matter").await?;
        Ok(dossier.case.matters.last().map_or(0, |matter| matter.nth))
    }

    /// Finds the looks of a day at cases by staff who had nothing to do there (无任务查看): each is a
    /// finding of that case.
    pub(crate) async fn find_idle_looks(&self) -> Result<(), Failure> {
        let until = self.now();
        let from = until - SignedDuration::from_hours(25);
        for (account, subject) in self.store().looks("case.read", from, until).await? {
            let Ok(number) = CaseNumber::parse(&subject) else { continue };
            let (Some(account), Some(dossier)) =
                (self.store().account(&account).await?, self.store().dossier(&number).await?)
            else {
                continue;
            };
            let actor = Actor::Account {
                account: account.id.clone(),
                name: account.name.clone(),
                roles: account.roles.clone(),
                mandates: Vec::new(),
            };
            let Some(department) = idle(&actor, &dossier.case) else { continue };
            let day = documents::day(casework::case::day_of(from));
            let command = Command::Find {
                rule: FindingRule::ReadWithoutTask,
                department,
                task: None,
                text: format!("{}自{day}起看过这个办件，没有要办的事", account.name),
            };
            match self.append(&Actor::System, &dossier, command, None).await {
                // Found before; or somebody acts on the case now, and tomorrow is time enough.
                Ok(_)
                | Err(
                    CommitFailure::Failure(Failure::Refused(_)) | CommitFailure::Commit(CommitError::Stale),
                ) => {}
                Err(CommitFailure::Failure(failure)) => return Err(failure),
                Err(CommitFailure::Commit(CommitError::Store(error))) => return Err(error.into()),
                Err(CommitFailure::Commit(error)) => return Err(Failure::Fault(Box::new(error))),
            }
        }
        Ok(())
    }
}

/// The department of an approver who has nothing to do with the case: none of its tasks is open, none
/// was ever theirs.
fn idle(actor: &Actor, case: &Case) -> Option<catalog::DepartmentId> {
    let account = actor.account()?;
    let supervises = policy::may(actor, Action::Supervise, None).is_ok();
    if supervises || case.handlers.contains(account) || case.applicant == *account || case.is_agent(account) {
        return None;
    }
    let own: Vec<_> = actor
        .roles()
        .iter()
        .filter_map(|role| match role {
            Role::Approver { department } => Some(department),
            // Whoever heads, leads or stands at the counter looks after more than the own tasks.
            _ => None,
        })
        .collect();
    let others = actor
        .roles()
        .iter()
        .any(|role| !matches!(role, Role::Approver { .. } | Role::Applicant | Role::Agent));
    let busy = case.tasks.iter().any(|task| own.contains(&&task.department) && !task.stage.is_ended());
    if others || busy { None } else { own.first().map(|department| (*department).clone()) }
}

/// A task's id, where one was named.
pub(crate) fn task_of(text: Option<String>) -> Option<TaskId> {
    text.filter(|text| !text.trim().is_empty()).map(TaskId)
}

/// Whether a complaint of the visitor's is possible now.
pub(crate) fn may_complain(visitor: &Visitor, case: &Case) -> bool {
    let open =
        |matter: &Matter| matter.kind == MatterKind::Complaint && matter.stage() != MatterStage::Closed;
    policy::may(&visitor.actor, Action::Complain, Some(case)).is_ok() && !case.matters.iter().any(open)
}
