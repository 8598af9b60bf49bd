//! A task's page: the own department's part of a case, and what a decision needs.

use casework::{TaskId, clock::SPECIAL_PROCEDURES, policy};
use catalog::model::ItemResult;

use crate::{App, CaseView, Failure, OwnForm, TaskView, Visitor, words};

/// Everything that an approver needs for one decision.
#[derive(Debug)]
pub struct TaskPage {
    /// The task.
    pub task: TaskView,
    /// The case, as far as the department may see it.
    pub case: CaseView,
    /// What the item results in; the first is offered.
    pub results: Vec<ItemResult>,
    /// Conditions of approval, to be ticked off one by one.
    pub conditions: Vec<String>,
    /// Special procedures for which the clock may stop: the item's own, then the law's.
    pub special_procedures: Vec<String>,
    /// The usual words on what can be done against a refusal.
    pub usual_remedy: String,
    /// The item's own form, filled from the one form.
    pub own_form: Option<OwnForm>,
}

impl App {
    /// The task as the visitor may see it.
    ///
    /// # Errors
    /// `NotFound`, alike for absent tasks and for those of other departments.
    pub async fn task(&self, visitor: &Visitor, id: &str) -> Result<TaskPage, Failure> {
        let id = TaskId(id.to_owned());
        let view = self.case(visitor, id.case()).await?;
        self.task_page(visitor, &id, view)
    }

    /// A task's page out of its case.
    pub(crate) fn task_page(
        &self,
        visitor: &Visitor,
        id: &TaskId,
        view: CaseView,
    ) -> Result<TaskPage, Failure> {
        let task = view.tasks.iter().find(|task| task.id == *id).cloned().ok_or(Failure::NotFound)?;
        let departments = visitor.approver_of();
        let overseer = policy::may(&visitor.actor, policy::Action::Supervise, None).is_ok();
        if !overseer && !departments.contains(&&task.department) {
            return Err(Failure::NotFound);
        }
        let catalog = self.rules_kept(&view.rules);
        let item = catalog.items.get(&task.item);
        Ok(TaskPage {
            results: item.map(|item| item.results.clone()).unwrap_or_default(),
            conditions: item.map(|item| item.conditions.clone()).unwrap_or_default(),
            special_procedures: item
                .map(|item| item.special_procedures.as_slice())
                .unwrap_or_default()
                .iter()
                .cloned()
                .chain(SPECIAL_PROCEDURES.map(str::to_owned))
                .collect(),
            usual_remedy: words::usual_remedy(&task.department, &catalog),
            own_form: view.own_forms.iter().find(|form| form.task == task.id).cloned(),
            task,
            case: view,
        })
    }
}
