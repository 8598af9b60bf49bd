//! The desk (部门办理): the applications that the own department assesses, its tasks, the most urgent
//! first, and the one decision on each. Others' progress is visible, others' data is not.

mod assess;
mod batch;
mod checks;
mod duties;
mod false_material;
mod hand_over;
mod hearing;
mod leave;
mod promises;
mod questions;
mod queue;
mod result;
mod task;

use axum::{Router, extract::DefaultBodyLimit};

use crate::{Web, routing::Routes};

addresses! {
    /// The tasks of the own department.
    Desk => "/desk";
    /// Applications that the own department is asked about.
    Assessments => "/desk/assessments";
    /// One of them.
    AssessCase(number) => "/desk/assessments/{number}";
    /// All is there.
    AssessComplete(number) => "/desk/assessments/{number}/complete";
    /// Something is missing.
    AssessMissing(number) => "/desk/assessments/{number}/missing";
    /// Promises that the own department has to look at.
    Promises => "/desk/promises";
    /// One of them.
    PromiseDesk(number, promise) => "/desk/promises/{number}/{promise}";
    /// Grants several simple ones.
    Batch => "/desk/batch";
    /// A task.
    TaskDesk(task) => "/desk/tasks/{task}";
    /// The people concerned stand before the registrar.
    RecordParties(task) => "/desk/tasks/{task}/parties";
    /// A result that was given, and its correction.
    ResultDesk(task) => "/desk/tasks/{task}/result";
    /// Takes the task.
    StartTask(task) => "/desk/tasks/{task}/start";
    /// Gives the task back.
    ReleaseTask(task) => "/desk/tasks/{task}/release";
    /// 转办
    HandOver(task) => "/desk/tasks/{task}/hand-over";
    /// Asks another department, or the counter.
    AskQuestion(task) => "/desk/tasks/{task}/ask";
    /// Questions that wait for an answer of the own department.
    Questions => "/desk/questions";
    /// One of them.
    QuestionDesk(number, nth) => "/desk/questions/{number}/{nth}";
    /// When one is away, and who stands in.
    Leave => "/desk/leave";
    /// Is back.
    EndLeave => "/desk/leave/end";
    /// 现场核查: an appointment.
    ArrangeCheck(task) => "/desk/tasks/{task}/check";
    /// What was found on the spot.
    RecordCheck(task) => "/desk/tasks/{task}/check-record";
    /// 制证
    MakeCertificate(task) => "/desk/tasks/{task}/certificate";
    /// Certificates that are still to be made.
    Certificates => "/desk/certificates";
    /// 利害关系人: who is told, and what they say.
    Hearing(task) => "/desk/tasks/{task}/interested";
    /// 虚假材料
    FalseMaterial(task) => "/desk/tasks/{task}/false-material";
    /// 撤销
    RevokeResult(task) => "/desk/tasks/{task}/revoke";
    /// 准予
    GrantTask(task) => "/desk/tasks/{task}/grant";
    /// 不予
    RefuseTask(task) => "/desk/tasks/{task}/refuse";
    /// 暂停
    SuspendTask(task) => "/desk/tasks/{task}/suspend";
    /// 延长
    ExtendTask(task) => "/desk/tasks/{task}/extend";
    /// Goes on.
    ResumeTask(task) => "/desk/tasks/{task}/resume";
}

pub(crate) fn routes(web: &Web) -> Router<Web> {
    let most = web.app.settings().max_file_bytes.saturating_add(1024 * 1024);
    let with_file = DefaultBodyLimit::max(usize::try_from(most).unwrap_or(usize::MAX));
    Router::new()
        .get(Desk::ROUTE, queue::queue)
        .get(Assessments::ROUTE, assess::list)
        .get(AssessCase::ROUTE, assess::show)
        .post(AssessComplete::ROUTE, assess::complete)
        .post(AssessMissing::ROUTE, assess::missing)
        .get(Promises::ROUTE, promises::list)
        .get(PromiseDesk::ROUTE, promises::show)
        .post(PromiseDesk::ROUTE, promises::carry_out)
        .post(Batch::ROUTE, batch::grant)
        .get(TaskDesk::ROUTE, task::show)
        .post(RecordParties::ROUTE, task::record_parties)
        .get(ResultDesk::ROUTE, result::show)
        .post(ResultDesk::ROUTE, result::carry_out)
        .post(StartTask::ROUTE, task::start)
        .post(ReleaseTask::ROUTE, hand_over::release)
        .get(HandOver::ROUTE, hand_over::show)
        .post(HandOver::ROUTE, hand_over::hand_over)
        .get(AskQuestion::ROUTE, questions::ask_form)
        .post(AskQuestion::ROUTE, questions::ask)
        .get(Questions::ROUTE, questions::list)
        .get(QuestionDesk::ROUTE, questions::show)
        .post(QuestionDesk::ROUTE, questions::answer)
        .get(Leave::ROUTE, leave::show)
        .post(Leave::ROUTE, leave::take)
        .post(EndLeave::ROUTE, leave::end)
        .get(Certificates::ROUTE, checks::certificates)
        .post(ArrangeCheck::ROUTE, checks::arrange)
        .post(MakeCertificate::ROUTE, checks::make_certificate)
        .get(Hearing::ROUTE, hearing::show)
        .post(Hearing::ROUTE, hearing::carry_out)
        .get(FalseMaterial::ROUTE, false_material::show)
        .post(FalseMaterial::ROUTE, false_material::find)
        .post(RevokeResult::ROUTE, false_material::revoke)
        .post(RefuseTask::ROUTE, task::refuse)
        .post(SuspendTask::ROUTE, task::suspend)
        .post(ExtendTask::ROUTE, task::extend)
        .post(ResumeTask::ROUTE, task::resume)
        .merge(
            Router::new()
                .post(GrantTask::ROUTE, task::grant)
                .post(RecordCheck::ROUTE, checks::record)
                .layer(with_file),
        )
}
