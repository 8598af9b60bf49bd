//! 督办: opening what somebody has to answer for, and what is done about it.

use catalog::DepartmentId;
use jiff::civil::Date;

use super::{Context, reason_given};
use crate::{
    actor::AccountId,
    case::{Case, TaskId, day_of},
    event::{Event, MatterOpened},
    matter::{
        self, DATA_WORKING_DAYS, DataWish, ESCALATION_WORKING_DAYS, FINDING_WORKING_DAYS, FindingRule,
        MEND_AT_MOST_WORKING_DAYS, MEND_WORKING_DAYS, Matter, MatterAct, MatterKind, MatterStage,
        URGE_AT_MOST_WORKING_DAYS, VERIFY_WORKING_DAYS,
    },
    policy::{self, Action},
    rating::{Rated, RatedPart},
    refusal::Refusal,
};

/// 督办: somebody who supervises wants an answer, of the department that a task belongs to or of the
/// one that leads.
pub(super) fn urge(
    case: &Case,
    task: Option<TaskId>,
    text: String,
    working_days: u32,
    ctx: &Context,
) -> Result<Vec<Event>, Refusal> {
    policy::may(ctx.actor, Action::Urge, Some(case))?;
    reason_given(&text)?;
    if !(1..=URGE_AT_MOST_WORKING_DAYS).contains(&working_days) {
        return Err(Refusal::ExtensionTooLong { most: URGE_AT_MOST_WORKING_DAYS });
    }
    let department = match &task {
        Some(id) => case.task(id).ok_or(Refusal::NoSuchTask)?.department.clone(),
        None => case.plan.lead.clone(),
    };
    Ok(vec![opened(case, MatterKind::Urge, department, task, text, working_days, ctx)])
}

/// 投诉、办不成事: the applicant complains of how the case is handled; one at a time.
pub(super) fn complain(case: &Case, text: String, ctx: &Context) -> Result<Vec<Event>, Refusal> {
    policy::may(ctx.actor, Action::Complain, Some(case))?;
    reason_given(&text)?;
    let open =
        |matter: &Matter| matter.kind == MatterKind::Complaint && matter.stage() != MatterStage::Closed;
    if case.matters.iter().any(open) {
        return Err(Refusal::ComplaintOpen);
    }
    let lead = case.plan.lead.clone();
    Ok(vec![opened(case, MatterKind::Complaint, lead, None, text, VERIFY_WORKING_DAYS, ctx)])
}

/// 个人信息请求: the applicant wants something about the own data in the case; one such wish at a time.
pub(super) fn ask_about_data(
    case: &Case,
    wish: DataWish,
    text: String,
    ctx: &Context,
) -> Result<Vec<Event>, Refusal> {
    policy::may(ctx.actor, Action::AskAboutData, Some(case))?;
    reason_given(&text)?;
    let kind = MatterKind::PersonalData { wish };
    if case.matters.iter().any(|matter| matter.kind == kind && matter.stage() != MatterStage::Closed) {
        return Err(Refusal::DataRequestOpen);
    }
    let lead = case.plan.lead.clone();
    Ok(vec![opened(case, kind, lead, None, text, DATA_WORKING_DAYS, ctx)])
}

/// 差评整改: a bad rating is to be put right. Everybody who handled the case is in question.
pub(super) fn rectification(case: &Case, level: u8, text: String, ctx: &Context) -> Event {
    let lead = case.plan.lead.clone();
    opened(case, MatterKind::Rectification { level }, lead, None, text, VERIFY_WORKING_DAYS, ctx)
}

/// 差评整改 of parts that were judged by themselves: each by the department whose work it is; of a person,
/// about that person alone.
pub(super) fn rectifications_of_parts(
    case: &Case,
    bad: &[(&RatedPart, DepartmentId)],
    ctx: &Context,
) -> Vec<Event> {
    let due = ctx.calendar.add_working_days(ctx.today(), VERIFY_WORKING_DAYS).date;
    let numbers = next_nth(case)..;
    let opened = numbers.zip(bad).map(|(nth, (part, department))| {
        let about: Vec<AccountId> = match &part.of {
            Rated::Person { account } => vec![account.clone()],
            Rated::Department { .. } | Rated::Item { .. } => case
                .tasks
                .iter()
                .filter(|task| task.department == *department)
                .filter_map(|task| task.stage.by().cloned())
                .collect(),
        };
        let task =
            case.tasks.iter().find(|task| matches!(&part.of, Rated::Item { item } if task.item == *item));
        Event::MatterOpened(MatterOpened {
            nth,
            kind: MatterKind::Rectification { level: part.level },
            department: department.clone(),
            about,
            task: task.map(|task| task.id.clone()),
            text: String::new(),
            due,
        })
    });
    opened.collect()
}

fn next_nth(case: &Case) -> u32 {
    u32::try_from(case.matters.len()).unwrap_or(u32::MAX).saturating_add(1)
}

/// 监察发现: what the software found; each offence once.
pub(super) fn find(
    case: &Case,
    rule: FindingRule,
    department: DepartmentId,
    task: Option<TaskId>,
    text: String,
    ctx: &Context,
) -> Result<Vec<Event>, Refusal> {
    super::timers::by_the_software(ctx)?;
    let kind = MatterKind::Finding { rule };
    if case.matters.iter().any(|matter| matter.kind == kind && matter.task == task && matter.text == text) {
        return Err(Refusal::NotYetTime);
    }
    Ok(vec![opened(case, kind, department, task, text, FINDING_WORKING_DAYS, ctx)])
}

fn opened(
    case: &Case,
    kind: MatterKind,
    department: DepartmentId,
    task: Option<TaskId>,
    text: String,
    working_days: u32,
    ctx: &Context,
) -> Event {
    let about: Vec<AccountId> = if kind.is_a_citizens() {
        case.handlers.iter().cloned().collect()
    } else {
        let taken = task.as_ref().and_then(|id| case.task(id)).and_then(|task| task.stage.by());
        taken.cloned().into_iter().collect()
    };
    let nth = next_nth(case);
    let due = ctx.calendar.add_working_days(ctx.today(), working_days).date;
    Event::MatterOpened(MatterOpened { nth, kind, department, about, task, text, due })
}

/// What is done about a matter: in its order, by whom it is for.
pub(super) fn act(
    case: &Case,
    nth: u32,
    act: MatterAct,
    text: String,
    ctx: &Context,
) -> Result<Vec<Event>, Refusal> {
    let Some(matter) = case.matter(nth) else {
        policy::may(ctx.actor, Action::SeeCase, Some(case))?;
        return Err(Refusal::NoSuchMatter);
    };
    matter::may_act(ctx.actor, act, case, matter)?;
    let due = step(matter, act, &text, ctx)?;
    let up = matter.goes_up_to().filter(|_| act == MatterAct::Overdue).map(|to| {
        let due = ctx.calendar.add_working_days(ctx.today(), ESCALATION_WORKING_DAYS).date;
        let (act, text) = (MatterAct::Escalate { to }, String::new());
        Event::MatterStepped { nth, act, text, due: Some(due) }
    });
    Ok(std::iter::once(Event::MatterStepped { nth, act, text, due }).chain(up).collect())
}

/// Whether it is the turn of this step; the last day of what is to be done after it.
pub(crate) fn step(
    matter: &Matter,
    act: MatterAct,
    text: &str,
    ctx: &Context,
) -> Result<Option<Date>, Refusal> {
    let stage = matter.stage();
    let wanted = match act {
        MatterAct::Verify { .. } => stage == MatterStage::Verifying,
        MatterAct::Answer | MatterAct::Extend { .. } => stage == MatterStage::Answering,
        MatterAct::CallBack { .. } => stage == MatterStage::CallingBack,
        MatterAct::Close => stage == MatterStage::Closing,
        MatterAct::Overdue => matter.is_to_be_noted(ctx.today()),
        MatterAct::Escalate { .. } => false,
    };
    if !wanted {
        return Err(if act == MatterAct::Overdue {
            Refusal::NotYetTime
        } else {
            Refusal::WrongMatterStage { now: stage }
        });
    }
    if act != MatterAct::Overdue {
        reason_given(text)?;
    }
    next_due(matter, act, ctx)
}

fn next_due(matter: &Matter, act: MatterAct, ctx: &Context) -> Result<Option<Date>, Refusal> {
    let since = |from: Date, days| Some(ctx.calendar.add_working_days(from, days).date);
    let opened_on = day_of(matter.opened_at);
    Ok(match act {
        MatterAct::Verify { holds: true } => since(opened_on, MEND_WORKING_DAYS),
        MatterAct::CallBack { content: false } => since(ctx.today(), MEND_WORKING_DAYS),
        MatterAct::Extend { working_days } => {
            if matter.is_extended() {
                return Err(Refusal::AlreadyExtended);
            }
            if !(1..=MEND_AT_MOST_WORKING_DAYS).contains(&working_days) {
                return Err(Refusal::ExtensionTooLong { most: MEND_AT_MOST_WORKING_DAYS });
            }
            since(opened_on, working_days).max(matter.due)
        }
        MatterAct::Overdue | MatterAct::Escalate { .. } => matter.due,
        MatterAct::Verify { holds: false }
        | MatterAct::Answer
        | MatterAct::CallBack { content: true }
        | MatterAct::Close => None,
    })
}
