//! 一口出件: handing results out at a counter with a pick-up code, sending them by post, and where they
//! are on their way.
//!
//! The pick-up code is made from the installation's key and kept nowhere; the applicant alone is shown it.

use casework::{
    Case, Command, TaskId,
    case::Delivery,
    exit::{Batch, Errand, Exit, ExitAct, MOST_WRONG_CODES, Proof, Receiver, Way},
    policy::{Action, Sight},
};
use catalog::Catalog;
use jiff::{Timestamp, civil::Date};

use crate::{App, Failure, Visitor, notify::task_name, words};

/// Something about results on paper, as it comes from a page or a program. Where no tasks are named, all
/// that are to go out are meant; where no day is, today.
#[derive(Debug, Clone)]
pub enum ExitInput {
    /// Together or as they come.
    Choose(Exit),
    /// The results lie at the chosen counter.
    SayReady(Vec<String>),
    /// 窗口领取
    HandOut {
        /// Which tasks' results.
        tasks: Vec<String>,
        /// To whom; by the id of a recorded mandate, whoever that names.
        receiver: Receiver,
        /// The pick-up code, as it was said.
        code: String,
        /// The identity document that was looked at instead.
        document: String,
    },
    /// 寄出
    Post {
        /// Which tasks' results.
        tasks: Vec<String>,
        /// 寄递企业
        carrier: String,
        /// 邮件号
        tracking: String,
        /// On which day.
        on: Option<Date>,
    },
    /// 妥投
    Arrived {
        /// Which batch.
        batch: u32,
        /// On which day.
        on: Option<Date>,
    },
    /// 退回
    CameBack {
        /// Which batch.
        batch: u32,
        /// On which day.
        on: Option<Date>,
        /// Why.
        reason: String,
        /// Where it is to go now, where the applicant has said so already.
        next: Option<Delivery>,
    },
}

/// Results on paper on their way to the applicant, in words.
#[derive(Debug, Clone)]
pub struct OutgoingView {
    /// Together or as they come.
    pub exit: Exit,
    /// In words.
    pub exit_label: &'static str,
    /// What is to be done next.
    pub errand: Option<Errand>,
    /// Results that are to go out now.
    pub waiting: Vec<WaitingResult>,
    /// What has gone out, in order.
    pub batches: Vec<BatchView>,
    /// The pick-up code; for the applicant alone.
    pub code: Option<String>,
    /// Too many wrong codes were said: the identity document has to be looked at.
    pub code_worn: bool,
}

/// A result on paper that is to go out.
#[derive(Debug, Clone)]
pub struct WaitingResult {
    /// The task that gave it.
    pub task: TaskId,
    /// The task's name.
    pub name: String,
    /// The last day for its delivery, while the limit runs.
    pub due: Option<Date>,
    /// It lies at the chosen counter.
    pub collectable: bool,
    /// The last day for its certificate, where nobody has said that it is made.
    pub certificate_due: Option<Date>,
}

/// Results that went out together, in words.
#[derive(Debug, Clone)]
pub struct BatchView {
    /// From 1.
    pub nth: u32,
    /// What it held.
    pub names: Vec<String>,
    /// When it was recorded.
    pub at: Timestamp,
    /// By what way; names are masked for those who only oversee.
    pub way: Way,
    /// What became of it, in words.
    pub text: String,
    /// It is on its way.
    pub underway: bool,
}

impl App {
    /// From what was typed to an act on the case. A pick-up code that is wrong comes to be counted.
    pub(crate) async fn exit_act(&self, case: &Case, input: ExitInput) -> Result<ExitAct, Failure> {
        let ids = |tasks: Vec<String>| tasks.into_iter().map(TaskId).collect();
        let today = self.today();
        Ok(match input {
            ExitInput::Choose(exit) => ExitAct::Choose(exit),
            ExitInput::SayReady(tasks) => ExitAct::SayReady(ids(tasks)),
            ExitInput::HandOut { tasks, receiver, code, document } => {
                // The QR code says where the case is, and behind that the code.
                let code = code.rsplit('#').next().unwrap_or_default();
                let said: String = code.chars().filter(|sign| !sign.is_whitespace()).collect();
                let code = self.store().pick_up_code(&case.number, case.outgoing.batches.len());
                let proof = match (said.as_str(), document.trim()) {
                    ("", "") => {
                        let message = "请输入取件码，或者写明核对的身份证件";
                        return Err(Failure::invalid("/code", "required", message));
                    }
                    ("", document) => Proof::Document { document: document.to_owned() },
                    (said, _) if said != code => return Ok(ExitAct::NoteWrongCode),
                    _ => Proof::Code,
                };
                let receiver = self.receiver(case, receiver).await?;
                ExitAct::HandOut { tasks: ids(tasks), receiver, proof }
            }
            ExitInput::Post { tasks, carrier, tracking, on } => {
                ExitAct::Post { tasks: ids(tasks), carrier, tracking, on: on.unwrap_or(today) }
            }
            ExitInput::Arrived { batch, on } => ExitAct::NoteArrival { batch, on: on.unwrap_or(today) },
            ExitInput::CameBack { batch, on, reason, next } => {
                ExitAct::NoteReturn { batch, on: on.unwrap_or(today), reason, next }
            }
        })
    }

    /// Results on paper on their way, as far as the visitor may know.
    pub(crate) fn outgoing(
        &self,
        visitor: &Visitor,
        catalog: &Catalog,
        case: &Case,
        sight: &Sight,
    ) -> OutgoingView {
        let calendar = &self.catalog().calendar;
        let waiting = case.to_go_out().into_iter().filter(|task| sight.results.names(&task.item));
        let awaited = case.certificates_awaited();
        let certificate = |id: &TaskId| awaited.iter().find(|(task, _)| task.id == *id).map(|(_, due)| *due);
        let waiting: Vec<_> = waiting
            .map(|task| WaitingResult {
                task: task.id.clone(),
                name: task_name(catalog, case, &task.id),
                due: case.delivery_due(task, calendar),
                collectable: case.outgoing.collectable.contains(&task.id),
                certificate_due: certificate(&task.id),
            })
            .collect();
        let code_worn = case.outgoing.wrong_codes >= MOST_WRONG_CODES;
        let own = case.applicant == visitor.account.id;
        let coded = own && !code_worn && case.errand() == Some(Errand::HandOut);
        OutgoingView {
            exit: case.outgoing.exit,
            exit_label: words::exit_label(case.outgoing.exit),
            errand: case.errand(),
            waiting,
            batches: case.outgoing.batches.iter().map(|batch| view(catalog, case, sight, batch)).collect(),
            code: coded.then(|| self.store().pick_up_code(&case.number, case.outgoing.batches.len())),
            code_worn,
        }
    }
}

fn view(catalog: &Catalog, case: &Case, sight: &Sight, batch: &Batch) -> BatchView {
    let mut way = batch.way.clone();
    if let Way::HandedOut { receiver, .. } = &mut way
        && !sight.results.is_everything()
    {
        receiver.name = identifiers::mask_name(&receiver.name);
        receiver.signed_as = identifiers::mask_name(&receiver.signed_as);
    }
    let named =
        batch.tasks.iter().filter(|id| case.task(id).is_some_and(|task| sight.results.names(&task.item)));
    BatchView {
        nth: batch.nth,
        names: named.map(|id| task_name(catalog, case, id)).collect(),
        at: batch.at,
        text: words::way(&way),
        way,
        underway: batch.is_underway(),
    }
}

/// Commands about results on paper: name, whether they make sense now, and who may.
pub(crate) fn actions(case: &Case) -> [(&'static str, bool, Action); 6] {
    let errand = case.errand();
    let waiting = case.to_go_out();
    let laid_out = |id: &TaskId| case.outgoing.collectable.contains(id);
    let to_lay_out = errand == Some(Errand::HandOut) && waiting.iter().any(|task| !laid_out(&task.id));
    let underway = case.outgoing.batches.iter().any(Batch::is_underway);
    let settled = !case.outgoing.batches.is_empty() || case.delivery == Delivery::Online || case.is_ended();
    [
        ("choose_exit", !settled, Action::ChooseDelivery),
        ("say_ready", to_lay_out, Action::Deliver),
        ("hand_out", !waiting.is_empty(), Action::Deliver),
        ("post", errand == Some(Errand::Send), Action::Deliver),
        ("note_arrival", underway, Action::ConfirmArrival),
        ("note_return", underway, Action::Deliver),
    ]
}

/// Whether the command only counts a wrong pick-up code.
pub(crate) fn is_wrong_code(command: &Command) -> bool {
    matches!(command, Command::Exit(ExitAct::NoteWrongCode))
}

/// What is said to whoever typed a wrong pick-up code.
pub(crate) fn wrong_code(case: &Case) -> Failure {
    let message = match MOST_WRONG_CODES.saturating_sub(case.outgoing.wrong_codes) {
        0 => "取件码不对，不能再试，请核对身份证件".to_owned(),
        left => format!("取件码不对，还可以试{left}次；也可以核对身份证件"),
    };
    Failure::invalid("/code", "wrong_code", message)
}
