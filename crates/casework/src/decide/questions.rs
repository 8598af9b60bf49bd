//! Questions between departments, and their answers. No clock stops for them.

use catalog::DepartmentId;

use super::{Context, tasks::open_task};
use crate::{
    case::{Case, TaskId, TaskStageName},
    event::Event,
    policy::{self, Action},
    question::{Asked, QUESTION_WORKING_DAYS},
    refusal::Refusal,
};

/// Asks about the own task: another department that takes part, or the counter.
pub(super) fn ask(
    case: &Case,
    id: &TaskId,
    to: Asked,
    text: String,
    ctx: &Context,
) -> Result<Vec<Event>, Refusal> {
    let stages = [TaskStageName::Ready, TaskStageName::Reviewing, TaskStageName::Suspended];
    let task = open_task(case, id, Action::AskQuestion, &stages, ctx)?;
    let there = match &to {
        Asked::Department { department } => {
            *department != task.department
                && case.plan.items.iter().any(|item| item.department == *department)
        }
        Asked::Counter => case.place.is_some(),
    };
    if !there {
        return Err(Refusal::CannotAsk);
    }
    text_given(&text)?;
    if let Asked::Department { department } = &to {
        quotes_nothing_unseen(case, &text, department)?;
    }
    let nth = u32::try_from(case.questions.len()).unwrap_or(u32::MAX).saturating_add(1);
    let by_practice = ctx.calendar.add_working_days(ctx.today(), QUESTION_WORKING_DAYS).date;
    let due = task.stage.due().map_or(by_practice, |due| due.min(by_practice)).max(ctx.today());
    Ok(vec![Event::QuestionAsked { nth, task: id.clone(), to, text, due }])
}

/// Answers: an approver of the department that was asked, or a clerk of the case's counter.
pub(super) fn answer(case: &Case, nth: u32, text: String, ctx: &Context) -> Result<Vec<Event>, Refusal> {
    policy::may(ctx.actor, Action::AnswerQuestion, Some(case))?;
    let question = case.question(nth).ok_or(Refusal::NoSuchQuestion)?;
    if !question.is_asked(ctx.actor, case) {
        return Err(Refusal::NotAllowed);
    }
    if !case.is_open_question(question) {
        return Err(Refusal::QuestionClosed);
    }
    text_given(&text)?;
    let asker = case.task(&question.task).map(|task| &task.department);
    if let Some(department) = asker {
        quotes_nothing_unseen(case, &text, department)?;
    }
    Ok(vec![Event::QuestionAnswered { nth, text }])
}

fn text_given(text: &str) -> Result<(), Refusal> {
    if text.trim().is_empty() { Err(Refusal::TextMissing) } else { Ok(()) }
}

/// What the reader may not see in the form does not reach them in a sentence either.
fn quotes_nothing_unseen(case: &Case, text: &str, reader: &DepartmentId) -> Result<(), Refusal> {
    let quoted = case.quoted_unseen(text, reader);
    if quoted.is_empty() { Ok(()) } else { Err(Refusal::QuotesUnseen(quoted)) }
}
