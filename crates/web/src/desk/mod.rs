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

use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{get, post},
};

use crate::Web;

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
        .route(Desk::ROUTE, get(queue::queue))
        .route(Assessments::ROUTE, get(assess::list))
        .route(AssessCase::ROUTE, get(assess::show))
        .route(AssessComplete::ROUTE, post(assess::complete))
        .route(AssessMissing::ROUTE, post(assess::missing))
        .route(Promises::ROUTE, get(promises::list))
        .route(PromiseDesk::ROUTE, get(promises::show).post(promises::carry_out))
        .route(Batch::ROUTE, post(batch::grant))
        .route(TaskDesk::ROUTE, get(task::show))
        .route(RecordParties::ROUTE, post(task::record_parties))
        .route(ResultDesk::ROUTE, get(result::show).post(result::carry_out))
        .route(StartTask::ROUTE, post(task::start))
        .route(ReleaseTask::ROUTE, post(hand_over::release))
        .route(HandOver::ROUTE, get(hand_over::show).post(hand_over::hand_over))
        .route(AskQuestion::ROUTE, get(questions::ask_form).post(questions::ask))
        .route(Questions::ROUTE, get(questions::list))
        .route(QuestionDesk::ROUTE, get(questions::show).post(questions::answer))
        .route(Leave::ROUTE, get(leave::show).post(leave::take))
        .route(EndLeave::ROUTE, post(leave::end))
        .route(Certificates::ROUTE, get(checks::certificates))
        .route(ArrangeCheck::ROUTE, post(checks::arrange))
        .route(MakeCertificate::ROUTE, post(checks::make_certificate))
        .route(Hearing::ROUTE, get(hearing::show).post(hearing::carry_out))
        .route(FalseMaterial::ROUTE, get(false_material::show).post(false_material::find))
        .route(RevokeResult::ROUTE, post(false_material::revoke))
        .route(RefuseTask::ROUTE, post(task::refuse))
        .route(SuspendTask::ROUTE, post(task::suspend))
        .route(ExtendTask::ROUTE, post(task::extend))
        .route(ResumeTask::ROUTE, post(task::resume))
        .merge(
            Router::new()
                .route(GrantTask::ROUTE, post(task::grant))
                .route(RecordCheck::ROUTE, post(checks::record))
                .layer(with_file),
        )
}
