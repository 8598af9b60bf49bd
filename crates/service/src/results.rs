//! Results after they were given: a slip is reported, corrected by a new edition or declined.

use casework::{
    Case, TaskId,
    policy::{self, Action},
    results::{Replaced, ResultAct},
};
use jiff::civil::Date;

use crate::{App, Failure, GrantInput, Visitor};

/// Something about a result that was given, as it comes from a page or a program; the first text is the
/// task's id.
#[derive(Debug, Clone)]
pub enum ResultInput {
    /// A slip is reported: what is wrong, and what it should say.
    ReportSlip(String, String),
    /// 勘误: what is left out stays as it was; the reason.
    Correct(String, GrantInput, String),
    /// There is no slip: why.
    DeclineSlip(String, String),
}

/// What became of a result after it was given, in words.
#[derive(Debug, Clone, Default)]
pub struct AftercareView {
    /// Which edition holds.
    pub edition: u32,
    /// A slip that was reported: what is wrong, and the last day for the department.
    pub slip: Option<(String, Date)>,
    /// Editions that were replaced: which, its number, the day, why.
    pub replaced: Vec<(u32, String, Date, String)>,
    /// Commands open to the viewer now: `report_slip`, `correct_result`, `decline_slip`.
    pub actions: Vec<&'static str>,
}

impl App {
    /// From what was typed to an act on the case.
    pub(crate) async fn result_act(
        &self,
        visitor: &Visitor,
        case: &Case,
        input: ResultInput,
    ) -> Result<ResultAct, Failure> {
        Ok(match input {
            ResultInput::ReportSlip(task, text) => ResultAct::ReportSlip { task: TaskId(task), text },
            ResultInput::DeclineSlip(task, reason) => ResultAct::DeclineSlip { task: TaskId(task), reason },
            ResultInput::Correct(task, input, reason) => {
                let task = TaskId(task);
                let present = case.task(&task).and_then(|task| task.stage.result());
                let mut result = present.cloned().ok_or(casework::Refusal::NoSuchTask)?;
                if let Some(id) = &input.file {
                    let files = self.own_files(visitor, std::slice::from_ref(id), "/result/file").await?;
                    result.file = files.into_iter().next();
                }
                result.name = input.name.unwrap_or(result.name);
                result.number = input.number.unwrap_or(result.number);
                result.valid_from = input.valid_from.unwrap_or(result.valid_from);
                result.valid_until = input.valid_until.or(result.valid_until);
                result.text = input.text.or(result.text);
                ResultAct::Correct { task, result: Box::new(result), reason }
            }
        })
    }
}

/// What became of a task's result, as the visitor may know it.
pub(crate) fn view(visitor: &Visitor, case: &Case, task: &casework::Task, shown: bool) -> AftercareView {
    let replaced = task.aftercare.replaced.iter().zip(1..).map(|(one, edition)| {
        let Replaced { result, at, reason } = one;
        let number = if shown { result.number.clone() } else { "（不显示）".to_owned() };
        (edition, number, casework::case::day_of(*at), reason.clone())
    });
    let may = |action| policy::may(&visitor.actor, action, Some(case)).is_ok();
    let own = case.applicant == visitor.account.id;
    let decides = policy::may_on_task(&visitor.actor, Action::CorrectResult, case, task).is_ok();
    let open = task.aftercare.slip.is_some();
    let table = [
        ("report_slip", !open && may(Action::ReportSlip) && (own || decides)),
        ("correct_result", decides),
        ("decline_slip", open && decides),
    ];
    let holds = task.holds_a_result();
    AftercareView {
        edition: task.edition(),
        slip: task.aftercare.slip.as_ref().map(|slip| (slip.text.clone(), slip.due)),
        replaced: replaced.collect(),
        actions: table.into_iter().filter(|(_, now)| holds && *now).map(|(name, _)| name).collect(),
    }
}
