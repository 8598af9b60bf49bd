//! The words for results on paper on their way.

use casework::{
    TaskId,
    exit::{Exit, ExitStep, Proof, Receiver, Way},
};
use documents::day;

/// Together or as they come.
pub(crate) fn exit_label(exit: Exit) -> &'static str {
    match exit {
        Exit::Together => "等齐了一起送",
        Exit::OneByOne => "办好一样送一样",
    }
}

/// What the receiver showed.
fn proof(proof: &Proof) -> String {
    match proof {
        Proof::Code => "出示了取件码".into(),
        Proof::Document { document } => format!("核对了{document}"),
    }
}

/// What happened, for the case's history.
pub(super) fn event(step: &ExitStep, task_name: &dyn Fn(&TaskId) -> String) -> String {
    let names = |tasks: &[TaskId]| tasks.iter().map(task_name).collect::<Vec<_>>().join("、");
    match step {
        ExitStep::Chosen { exit } => format!("纸质结果{}", exit_label(*exit)),
        ExitStep::ReadyToCollect { tasks } => format!("可以到窗口领了：{}", names(tasks)),
        ExitStep::WrongCode => "有人在窗口说错了取件码".into(),
        ExitStep::HandedOut { tasks, receiver, proof: shown } => {
            let who = match &receiver.mandate {
                None => "申请人本人".to_owned(),
                Some(mandate) => format!("{}凭{mandate}", receiver.name),
            };
            format!("{who}领走了{}，{}，签了名", names(tasks), proof(shown))
        }
        ExitStep::Posted { tasks, carrier, tracking, on } => {
            format!("{}寄出了{}，{carrier} {tracking}", day(*on), names(tasks))
        }
        ExitStep::Arrived { on, .. } => format!("{}邮件送到了", day(*on)),
        ExitStep::CameBack { on, reason, .. } => format!("{}邮件被退回：{reason}", day(*on)),
        ExitStep::Concluded { .. } => "纸质结果全部送达".into(),
    }
}

/// What the person is told; none where a message would only disturb.
pub(super) fn message(step: &ExitStep, thing: &str) -> Option<String> {
    match step {
        ExitStep::ReadyToCollect { .. } => Some(format!(
            "{thing}的纸质结果可以领了：带身份证，或者出示办件页面上的取件码；在哪里领请看办件页面。"
        )),
        ExitStep::HandedOut { .. } => Some(format!(
            "{thing}的纸质结果已经在窗口领走；不是您本人，也不是您委托的人领的，请马上联系窗口。"
        )),
        ExitStep::Posted { .. } => Some(format!("{thing}的纸质结果寄出了，邮件号请看办件页面。")),
        ExitStep::CameBack { .. } => {
            Some(format!("{thing}寄出的纸质结果被退回了，请到办件页面改地址，或者改为到窗口领取。"))
        }
        ExitStep::Chosen { .. }
        | ExitStep::WrongCode
        | ExitStep::Arrived { .. }
        | ExitStep::Concluded { .. } => None,
    }
}

/// By what way results went out, and what became of it.
pub(crate) fn way(way: &Way) -> String {
    match way {
        Way::HandedOut { receiver: Receiver { name, mandate: None, .. }, proof: shown } => {
            format!("{name}本人领走，{}", proof(shown))
        }
        Way::HandedOut { receiver: Receiver { name, mandate: Some(mandate), .. }, proof: shown } => {
            format!("{name}凭{mandate}领走，{}", proof(shown))
        }
        Way::Posted { carrier, tracking, sent_on, arrived_on, came_back } => {
            let sent = format!("{}寄出，{carrier} {tracking}", day(*sent_on));
            match (arrived_on, came_back) {
                (Some(on), _) => format!("{sent}，{}送到", day(*on)),
                (None, Some((on, reason))) => format!("{sent}，{}被退回：{reason}", day(*on)),
                (None, None) => format!("{sent}，还在路上"),
            }
        }
    }
}
