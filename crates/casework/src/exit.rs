//! 一口出件: how results on paper reach the applicant: together or as they come, handed out at a counter
//! or by post, and what came back.
//!
//! Electronic results are in the wallet with the decision itself and are no business of this module.

use std::collections::BTreeSet;

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use workdays::Calendar;

use crate::{
    actor::AccountId,
    case::{Case, Delivery, Stage, Task, TaskId, TaskStage, day_of},
    timers::{RunningLimit, warns},
};

/// How many working days there are between a decision and its delivery (行政许可法 第四十四条).
pub const DELIVERY_WORKING_DAYS: u32 = 10;

/// How many wrong pick-up codes there may be; after that the identity document has to be looked at.
pub const MOST_WRONG_CODES: u32 = 5;

/// Whether results come together or as they come; the applicant says which.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Exit {
    /// 一起送: when the last is there; but none waits beyond its own limit for the others.
    #[default]
    Together,
    /// 分批送: each as soon as it is there.
    OneByOne,
}

/// Where the results of a case on paper stand.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Outgoing {
    /// Together or as they come.
    pub exit: Exit,
    /// What has gone out, in order.
    pub batches: Vec<Batch>,
    /// Results that lie at the chosen counter; the applicant was told.
    pub collectable: BTreeSet<TaskId>,
    /// Wrong pick-up codes since results were last handed out.
    pub wrong_codes: u32,
    /// Something came back by post, and where it is to go has not been said yet.
    pub address_wanted: bool,
    /// The day on which paper was asked for anew, after what had been due was done.
    pub wanted_anew_on: Option<Date>,
}

/// Results that went out together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Batch {
    /// From 1.
    pub nth: u32,
    /// The tasks that gave them.
    pub tasks: Vec<TaskId>,
    /// When it was recorded.
    pub at: Timestamp,
    /// The clerk.
    pub by: Option<AccountId>,
    /// By what way.
    pub way: Way,
    /// Which edition of each task's result it was; none in records from before it was kept.
    #[serde(default)]
    pub editions: Vec<u32>,
}

/// By what way results went out, and what became of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "way", rename_all = "snake_case")]
pub enum Way {
    /// 窗口领取
    HandedOut {
        /// To whom.
        receiver: Receiver,
        /// How the receiver showed that the results are theirs to take.
        proof: Proof,
    },
    /// 邮寄
    Posted {
        /// 寄递企业
        carrier: String,
        /// 邮件号
        tracking: String,
        /// The day on which it was sent.
        sent_on: Date,
        /// The day on which it arrived.
        arrived_on: Option<Date>,
        /// 退回: the day, and why.
        came_back: Option<(Date, String)>,
    },
}

/// Who took results at a counter, with the signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receiver {
    /// The name.
    pub name: String,
    /// The mandate (授权委托书) by which somebody else takes them; none for the applicant.
    pub mandate: Option<String>,
    /// The name as it was signed.
    pub signed_as: String,
}

/// How a receiver showed that the results are theirs to take.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "proof", rename_all = "snake_case")]
pub enum Proof {
    /// 取件码, which the applicant alone is shown.
    Code,
    /// The identity document was looked at instead.
    Document {
        /// Which one.
        document: String,
    },
}

/// Something done about results on paper.
#[derive(Debug, Clone, PartialEq)]
pub enum ExitAct {
    /// Together or as they come, until the first has gone out.
    Choose(Exit),
    /// The results lie at the chosen counter. No tasks named: all that are to go out.
    SayReady(Vec<TaskId>),
    /// 窗口领取. No tasks named: all that are to go out.
    HandOut {
        /// Which.
        tasks: Vec<TaskId>,
        /// To whom.
        receiver: Receiver,
        /// Shown how; a code was found right before.
        proof: Proof,
    },
    /// Somebody at the counter said a wrong pick-up code.
    NoteWrongCode,
    /// 寄出. No tasks named: all that are to go out.
    Post {
        /// Which.
        tasks: Vec<TaskId>,
        /// 寄递企业
        carrier: String,
        /// 邮件号
        tracking: String,
        /// The day on which it was sent.
        on: Date,
    },
    /// 妥投
    NoteArrival {
        /// Which batch.
        batch: u32,
        /// On which day.
        on: Date,
    },
    /// 退回
    NoteReturn {
        /// Which batch.
        batch: u32,
        /// On which day.
        on: Date,
        /// Why.
        reason: String,
        /// Where it is to go now, where the applicant has said so already.
        next: Option<Delivery>,
    },
}

/// What happened to results on paper, as it is kept for ever.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum ExitStep {
    /// The applicant chose.
    Chosen {
        /// Together or as they come.
        exit: Exit,
    },
    /// The results lie at the chosen counter.
    ReadyToCollect {
        /// Which.
        tasks: Vec<TaskId>,
    },
    /// A wrong pick-up code was said.
    WrongCode,
    /// 窗口领取
    HandedOut {
        /// Which.
        tasks: Vec<TaskId>,
        /// To whom.
        receiver: Receiver,
        /// Shown how.
        proof: Proof,
    },
    /// 寄出
    Posted {
        /// Which.
        tasks: Vec<TaskId>,
        /// 寄递企业
        carrier: String,
        /// 邮件号
        tracking: String,
        /// On which day.
        on: Date,
    },
    /// 妥投
    Arrived {
        /// Which batch.
        batch: u32,
        /// On which day.
        on: Date,
    },
    /// 退回
    CameBack {
        /// Which batch.
        batch: u32,
        /// On which day.
        on: Date,
        /// Why.
        reason: String,
    },
    /// 送达: nothing is left to go out.
    Concluded {
        /// Who received the last of it, or by which parcel it came.
        note: String,
    },
}

impl ExitStep {
    /// The word in the database.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Chosen { .. } => "exit_chosen",
            Self::ReadyToCollect { .. } => "ready_to_collect",
            Self::WrongCode => "wrong_code",
            Self::HandedOut { .. } => "handed_out",
            Self::Posted { .. } => "posted",
            Self::Arrived { .. } => "arrived",
            Self::CameBack { .. } => "came_back",
            Self::Concluded { .. } => "delivery_concluded",
        }
    }
}

/// What is to be done next about results on paper; lists are made from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Errand {
    /// To be laid out or handed out at the chosen counter.
    HandOut,
    /// To be sent.
    Send,
    /// Came back: the applicant is to say where it goes.
    CameBack,
    /// On its way.
    Underway,
}

impl Errand {
    /// The word in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::HandOut => "hand_out",
            Self::Send => "send",
            Self::CameBack => "came_back",
            Self::Underway => "underway",
        }
    }
}

impl Batch {
    /// It is on its way and nobody knows yet what became of it.
    pub fn is_underway(&self) -> bool {
        matches!(&self.way, Way::Posted { arrived_on: None, came_back: None, .. })
    }

    fn came_back(&self) -> bool {
        matches!(&self.way, Way::Posted { came_back: Some(_), .. })
    }

    /// The edition of the task's result that went out with it.
    fn edition_of(&self, task: &TaskId) -> Option<u32> {
        let nth = self.tasks.iter().position(|one| one == task)?;
        Some(self.editions.get(nth).copied().unwrap_or(1))
    }
}

impl Case {
    /// Results on paper that are to go out now.
    pub fn to_go_out(&self) -> Vec<&Task> {
        let all = match self.stage {
            Stage::Completed { .. } | Stage::Delivered { .. } => true,
            Stage::InProgress { .. } => self.outgoing.exit == Exit::OneByOne,
            _ => return Vec::new(),
        };
        let waiting = self.tasks.iter().filter(|task| self.awaits_delivery(task));
        // None waits for the others beyond its own limit: near that, it goes alone.
        waiting.filter(|task| all || self.was_lit_for_delivery(&task.id)).collect()
    }

    /// A result on paper that has not gone out in the edition that holds, or has come back. Once all was
    /// delivered, only what was corrected since goes out again.
    fn awaits_delivery(&self, task: &Task) -> bool {
        let out = |batch: &Batch| batch.edition_of(&task.id) == Some(task.edition()) && !batch.came_back();
        let since_the_end =
            self.delivered.as_ref().is_none_or(|end| corrected_at(task).is_some_and(|at| at >= end.at));
        self.delivery != Delivery::Online
            && task.holds_a_result()
            && since_the_end
            && !self.outgoing.batches.iter().any(out)
    }

    fn was_lit_for_delivery(&self, task: &TaskId) -> bool {
        self.lit.iter().any(|lit| lit.delivery && lit.task.as_ref() == Some(task))
    }

    /// Results that are to go out and whose certificate nobody has said to be made, with its last day.
    pub fn certificates_awaited(&self) -> Vec<(&Task, Date)> {
        let waiting = self.to_go_out().into_iter();
        let waiting = waiting.filter_map(|task| Some((task, task.certificate.as_ref()?)));
        waiting.filter(|(_, one)| one.made_at.is_none()).map(|(task, one)| (task, one.due)).collect()
    }

    /// What is to be done next about its results on paper.
    pub fn errand(&self) -> Option<Errand> {
        if self.to_go_out().is_empty() {
            return self.outgoing.batches.iter().any(Batch::is_underway).then_some(Errand::Underway);
        }
        match &self.delivery {
            _ if self.outgoing.address_wanted => Some(Errand::CameBack),
            Delivery::Counter { .. } => Some(Errand::HandOut),
            Delivery::Post { .. } => Some(Errand::Send),
            Delivery::Online => None,
        }
    }

    /// Nothing is left to go out, and nothing is on its way.
    pub(crate) fn is_all_out(&self) -> bool {
        let waits = self.tasks.iter().any(|task| self.awaits_delivery(task));
        !waits && !self.outgoing.batches.iter().any(Batch::is_underway)
    }

    /// The last day for the delivery of a task's result, while the limit runs: until it lies at the
    /// counter, is sent or handed out for the first time.
    pub fn delivery_due(&self, task: &Task, calendar: &Calendar) -> Option<Date> {
        let since = self.delivery_since(task)?;
        Some(calendar.add_working_days(since, DELIVERY_WORKING_DAYS).date)
    }

    /// The day after which the limit for a task's delivery counts.
    fn delivery_since(&self, task: &Task) -> Option<Date> {
        let granted_on = task.decided_on()?;
        let corrected_on = corrected_at(task).map(day_of);
        let now = Some(task.edition());
        let sent_once = self.outgoing.batches.iter().any(|batch| batch.edition_of(&task.id) == now);
        let met = sent_once || self.outgoing.collectable.contains(&task.id);
        let ours = self.plan.item(&task.item).is_none_or(|item| item.outside.is_none());
        let runs = matches!(
            self.stage,
            Stage::InProgress { .. } | Stage::Completed { .. } | Stage::Delivered { .. }
        );
        (runs && ours && !met && self.awaits_delivery(task))
            .then(|| self.outgoing.wanted_anew_on.into_iter().chain(corrected_on).fold(granted_on, Date::max))
    }

    /// The limits for delivery that run.
    pub(crate) fn delivery_limits(&self, today: Date, calendar: &Calendar) -> Vec<RunningLimit<'_>> {
        let running = self.tasks.iter().filter_map(|task| {
            let (since, due) = (self.delivery_since(task)?, self.delivery_due(task, calendar)?);
            let yellow_from = calendar.yellow_from(since, DELIVERY_WORKING_DAYS, &[], today);
            Some(RunningLimit {
                task: Some(task),
                delivery: true,
                due,
                yellow_from: warns(since, yellow_from),
            })
        });
        running.collect()
    }
}

/// When the edition that holds took the place of another.
fn corrected_at(task: &Task) -> Option<Timestamp> {
    task.aftercare.replaced.last().map(|one| one.at)
}

impl Task {
    /// The day on which it was granted.
    pub(crate) fn decided_on(&self) -> Option<Date> {
        match &self.stage {
            TaskStage::Granted { at, .. } => Some(day_of(*at)),
            _ => None,
        }
    }
}
