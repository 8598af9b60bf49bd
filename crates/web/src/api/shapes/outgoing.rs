//! 一口出件: results on paper on their way, and what is said about them.

use casework::exit::{Errand, Exit, Proof, Receiver, Way};
use serde::{Deserialize, Serialize};
use service::{BatchView, ExitInput, OutgoingView, WaitingResult};
use utoipa::ToSchema;

use super::{delivery::DeliveryBody, name_of};
use crate::api::{
    body::day_at,
    problem::Problem,
    times::{Day, Moment},
};

/// 等齐了一起送，还是办好一样送一样
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(in crate::api) enum ExitName {
    /// 等齐了一起送；快到送达期限的先送
    #[default]
    Together,
    /// 办好一样送一样
    OneByOne,
}

impl From<ExitName> for Exit {
    fn from(name: ExitName) -> Self {
        match name {
            ExitName::Together => Self::Together,
            ExitName::OneByOne => Self::OneByOne,
        }
    }
}

impl From<Exit> for ExitName {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Together => Self::Together,
            Exit::OneByOne => Self::OneByOne,
        }
    }
}

/// 纸质结果走到哪一步
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct OutgoingBody {
    /// 一起送还是分批送
    exit: ExitName,
    /// hand_out 窗口发证、send 寄出、came_back 被退回、underway 在路上；没有要做的为 null
    errand: Option<String>,
    /// 现在可以送出的结果
    waiting: Vec<WaitingBody>,
    /// 已经送出的，按先后
    batches: Vec<BatchBody>,
    /// 取件码，只给申请人本人
    code: Option<String>,
    /// 取件码说错太多次，要核对身份证件
    code_worn: bool,
}

/// 可以送出的一份结果
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct WaitingBody {
    /// 子办件 id
    task: String,
    /// 名称
    name: String,
    /// 最晚哪天送达；到了窗口、已经寄过的为 null
    due: Option<Day>,
    /// 已经在窗口，可以来领
    collectable: bool,
    /// 最晚哪天制证；已经制好、没有要制的为空
    certificate_due: Option<Day>,
}

/// 一起送出的一批
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct BatchBody {
    /// 第几批
    batch: u32,
    /// 有哪些结果
    names: Vec<String>,
    /// 登记的时刻
    at: Moment,
    /// handed_out 窗口领取、posted 邮寄
    way: &'static str,
    /// 文字
    text: String,
    /// 领取人
    receiver: Option<ReceiverBody>,
    /// 凭取件码领取；否则核对的身份证件写在 document
    by_code: Option<bool>,
    /// 核对的身份证件
    document: Option<String>,
    /// 快递公司
    carrier: Option<String>,
    /// 邮件号
    tracking: Option<String>,
    /// 哪天寄出
    sent_on: Option<Day>,
    /// 哪天送到
    arrived_on: Option<Day>,
    /// 哪天被退回
    returned_on: Option<Day>,
    /// 为什么被退回
    returned_why: Option<String>,
}

/// 领取人
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(in crate::api) struct ReceiverBody {
    /// 姓名；申请人本人、凭登记的授权领取的可以不写
    #[serde(default)]
    name: String,
    /// 登记的授权的 id，或者纸质授权委托书的日期、文号；申请人本人的不写
    #[serde(default)]
    mandate: Option<String>,
    /// 签名，和姓名一样
    #[serde(default)]
    signed_as: String,
}

impl From<Receiver> for ReceiverBody {
    fn from(receiver: Receiver) -> Self {
        let Receiver { name, mandate, signed_as } = receiver;
        Self { name, mandate, signed_as }
    }
}

impl From<OutgoingView> for OutgoingBody {
    fn from(view: OutgoingView) -> Self {
        Self {
            exit: view.exit.into(),
            errand: view.errand.map(|errand: Errand| name_of(errand)),
            waiting: view.waiting.into_iter().map(WaitingBody::from).collect(),
            batches: view.batches.into_iter().map(BatchBody::from).collect(),
            code: view.code,
            code_worn: view.code_worn,
        }
    }
}

impl From<WaitingResult> for WaitingBody {
    fn from(one: WaitingResult) -> Self {
        let WaitingResult { task, name, due, collectable, certificate_due } = one;
        let (due, certificate_due) = (due.map(Day), certificate_due.map(Day));
        Self { task: task.0, name, due, collectable, certificate_due }
    }
}

impl From<BatchView> for BatchBody {
    fn from(view: BatchView) -> Self {
        let empty = Self {
            batch: view.nth,
            names: view.names,
            at: Moment(view.at),
            way: "",
            text: view.text,
            receiver: None,
            by_code: None,
            document: None,
            carrier: None,
            tracking: None,
            sent_on: None,
            arrived_on: None,
            returned_on: None,
            returned_why: None,
        };
        match view.way {
            Way::HandedOut { receiver, proof } => Self {
                way: "handed_out",
                receiver: Some(receiver.into()),
                by_code: Some(proof == Proof::Code),
                document: match proof {
                    Proof::Code => None,
                    Proof::Document { document } => Some(document),
                },
                ..empty
            },
            Way::Posted { carrier, tracking, sent_on, arrived_on, came_back } => {
                let (returned_on, returned_why) = came_back.unzip();
                Self {
                    way: "posted",
                    carrier: Some(carrier),
                    tracking: Some(tracking),
                    sent_on: Some(Day(sent_on)),
                    arrived_on: arrived_on.map(Day),
                    returned_on: returned_on.map(Day),
                    returned_why,
                    ..empty
                }
            }
        }
    }
}

/// 一起送还是分批送
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"exit": "one_by_one"}))]
pub(in crate::api) struct ChooseExitBody {
    /// 看到的版本
    #[serde(default)]
    pub(in crate::api) version: Option<u64>,
    /// together 等齐了一起送、one_by_one 办好一样送一样
    pub(in crate::api) exit: ExitName,
}

/// 哪几份结果
#[derive(Debug, Deserialize, ToSchema)]
pub(in crate::api) struct ReadyBody {
    /// 看到的版本
    #[serde(default)]
    pub(in crate::api) version: Option<u64>,
    /// 子办件 id；不写就是现在可以送出的全部
    #[serde(default)]
    pub(in crate::api) tasks: Vec<String>,
}

/// 窗口领取
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"receiver": {"name": "李娜", "signed_as": "李娜"}, "code": "482913"}))]
pub(in crate::api) struct HandOutBody {
    /// 看到的版本
    #[serde(default)]
    pub(in crate::api) version: Option<u64>,
    /// 子办件 id；不写就是现在可以送出的全部
    #[serde(default)]
    tasks: Vec<String>,
    /// 领取人
    receiver: ReceiverBody,
    /// 取件码
    #[serde(default)]
    code: String,
    /// 没有取件码的，核对的是哪一种身份证件
    #[serde(default)]
    document: String,
}

impl HandOutBody {
    pub(in crate::api) fn input(self) -> ExitInput {
        let ReceiverBody { name, mandate, signed_as } = self.receiver;
        let receiver = Receiver { name, mandate, signed_as };
        ExitInput::HandOut { tasks: self.tasks, receiver, code: self.code, document: self.document }
    }
}

/// 寄出
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"carrier": "中国邮政", "tracking": "EA123456789CN", "on": "2026-03-09"}))]
pub(in crate::api) struct PostBody {
    /// 看到的版本
    #[serde(default)]
    pub(in crate::api) version: Option<u64>,
    /// 子办件 id；不写就是现在可以送出的全部
    #[serde(default)]
    tasks: Vec<String>,
    /// 快递公司
    #[serde(default)]
    carrier: String,
    /// 邮件号
    #[serde(default)]
    tracking: String,
    /// 哪天寄出；不写就是今天
    #[serde(default)]
    on: Option<String>,
}

impl PostBody {
    pub(in crate::api) fn input(self) -> Result<ExitInput, Problem> {
        let on = day_at("/on", self.on.as_deref())?;
        Ok(ExitInput::Post { tasks: self.tasks, carrier: self.carrier, tracking: self.tracking, on })
    }
}

/// 邮件送到了
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"batch": 1, "on": "2026-03-11"}))]
pub(in crate::api) struct ArrivalBody {
    /// 看到的版本
    #[serde(default)]
    pub(in crate::api) version: Option<u64>,
    /// 第几批
    batch: u32,
    /// 哪天送到；不写就是今天
    #[serde(default)]
    on: Option<String>,
}

impl ArrivalBody {
    pub(in crate::api) fn input(self) -> Result<ExitInput, Problem> {
        Ok(ExitInput::Arrived { batch: self.batch, on: day_at("/on", self.on.as_deref())? })
    }
}

/// 邮件被退回
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"batch": 1, "reason": "地址不详", "next": {"method": "counter", "place": "admin_service_centre"}}))]
pub(in crate::api) struct ReturnedBody {
    /// 看到的版本
    #[serde(default)]
    pub(in crate::api) version: Option<u64>,
    /// 第几批
    batch: u32,
    /// 哪天退回；不写就是今天
    #[serde(default)]
    on: Option<String>,
    /// 为什么
    #[serde(default)]
    reason: String,
    /// 申请人已经说了怎么办的：改到哪个地址，或者改到哪个窗口领
    #[serde(default)]
    next: Option<DeliveryBody>,
}

impl ReturnedBody {
    pub(in crate::api) fn input(self) -> Result<ExitInput, Problem> {
        let on = day_at("/on", self.on.as_deref())?;
        let next = self.next.map(Into::into);
        Ok(ExitInput::CameBack { batch: self.batch, on, reason: self.reason, next })
    }
}
