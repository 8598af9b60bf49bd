//! 超期说明: where a promised limit has passed, why, as the applicant and everybody may read it (优化营商环境条例
//! 第三十六条). The reason is the department's answer to what supervision found.

use casework::{Case, FindingRule, MatterKind, TaskId, case::day_of};
use jiff::civil::Date;

use crate::{App, Failure, notify::task_name};

/// How many reasons are told to everybody.
const TOLD: u32 = 50;

/// A promised limit that has passed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LateView {
    /// The finding that asks for the reason.
    pub nth: u32,
    /// What was found.
    pub text: String,
    /// Why, once the department has said so.
    pub reason: Option<String>,
}

/// Why something was late, as everybody may read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LateReason {
    /// The theme's name.
    pub theme_name: String,
    /// The item's name, with the row where it repeats; none for the whole thing.
    pub task_name: Option<String>,
    /// The department, by short name.
    pub department_name: String,
    /// Which limit it was.
    pub text: String,
    /// Why.
    pub reason: String,
    /// The day on which it was said.
    pub on: Date,
}

/// The limits of a task, or of the whole thing, that have passed.
pub(crate) fn views(case: &Case, task: Option<&TaskId>) -> Vec<LateView> {
    let late = MatterKind::Finding { rule: FindingRule::LimitPassed };
    let found = case.matters.iter().filter(|matter| matter.kind == late && matter.task.as_ref() == task);
    let views = found.map(|matter| LateView {
        nth: matter.nth,
        text: matter.text.clone(),
        reason: matter.answer().map(|step| step.text.clone()),
    });
    views.collect()
}

impl App {
    /// The reasons that were given for what was late, the latest first.
    ///
    /// # Errors
    /// Only when the store fails.
    pub(crate) async fn late_reasons(&self) -> Result<Vec<LateReason>, Failure> {
        let mut told = Vec::new();
        for (number, nth) in self.store().explained_limits(TOLD).await? {
            let Some(dossier) = self.store().dossier(&number).await? else { continue };
            let case = &dossier.case;
            let Some((matter, answer)) = case.matter(nth).and_then(|one| Some((one, one.answer()?))) else {
                continue;
            };
            let rules = self.rules_of_case(&case.plan);
            let theme = rules.theme(&case.plan.theme);
            told.push(LateReason {
                theme_name: theme.map_or_else(String::new, |theme| theme.name.clone()),
                task_name: matter.task.as_ref().map(|task| task_name(&rules, case, task)),
                department_name: rules.department_name(&matter.department).to_owned(),
                text: matter.text.clone(),
                reason: answer.text.clone(),
                on: day_of(answer.at),
            });
        }
        Ok(told)
    }
}
