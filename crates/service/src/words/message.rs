//! What somebody is told in a message.

use casework::{Event, MatterAct, TaskId};
use documents::day;

use super::{exit, interested, results};

/// To whom a message goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Told<'a> {
    /// The applicant.
    Applicant,
    /// The agent, about this client.
    AgentOf(&'a str),
}

/// What somebody is told in a message when this happens; none where a message would only disturb.
pub(crate) fn message(
    event: &Event,
    theme_name: &str,
    told: Told<'_>,
    task_name: &dyn Fn(&TaskId) -> String,
) -> Option<String> {
    let thing = match told {
        Told::Applicant => format!("您的“{theme_name}”"),
        Told::AgentOf(client) => format!("您替{client}代办的“{theme_name}”"),
    };
    let text = match event {
        Event::Submitted(_) => format!("{thing}已经收到，五个工作日内答复是否受理。"),
        Event::CorrectionAsked { due, .. } => {
            format!("{thing}需要补正，要补的内容一次列全了，最晚{}补齐。", day(*due))
        }
        Event::DeferralsDue { due } => {
            let first = due.iter().map(|(_, due)| *due).min()?;
            format!("{thing}还有容缺的材料，最晚{}补齐；没有补齐以前不会发证。", day(first))
        }
        Event::DeferralReminded { due, days: 0, .. } => {
            format!("{thing}的容缺材料还没有补交，今天（{}）是最后一天。", day(*due))
        }
        Event::DeferralReminded { due, .. } => {
            format!("{thing}的容缺材料还没有补交，最晚{}；没有补齐以前不会发证。", day(*due))
        }
        Event::DeferralMissed { .. } => {
            format!("{thing}的容缺材料到期没有补齐，牵头部门会决定宽限还是终止；现在补交还来得及。")
        }
        Event::DeferralExtended { until, .. } => {
            format!("{thing}的容缺材料宽限到{}，只有这一次。", day(*until))
        }
        Event::DeferralEnded { .. } => {
            format!("{thing}的容缺材料没有补齐，有关事项终止办理，理由和可以怎么办请看办件页面。")
        }
        Event::PromiseToCheck { due, .. } => {
            format!("{thing}是按您的承诺办的，{}以前会来核查，请保持符合承诺的条件。", day(*due))
        }
        Event::PromiseChecked { kept: true, .. } => format!("{thing}的承诺核查过了，属实。"),
        Event::PromiseChecked { .. } => {
            format!("{thing}的承诺核查不实，修复以前不能再用承诺代替材料；怎么修复请看办件页面。")
        }
        Event::RevocationAnnounced { task, heard_until, .. } => {
            let (name, until) = (task_name(task), day(*heard_until));
            format!("{thing}：{name}的决定可能被撤销，{until}以前您可以陈述、申辩，详情请看办件页面。")
        }
        Event::ResultRevoked { task, .. } => {
            format!("{thing}：{}的决定已经撤销，理由和可以怎么办请看办件页面。", task_name(task))
        }
        Event::Barred(bar) => format!(
            "{thing}：因为提交虚假材料，依照{}，到{}为止不能再申请有关的这一项；别的事项不受影响。",
            bar.law,
            day(bar.until)
        ),
        Event::Interested(step) => return interested::message(step, &thing, task_name),
        Event::RepairDecided { repaired: true, .. } => {
            format!("{thing}的承诺已经修复，以后可以再用承诺办事。")
        }
        Event::RepairDecided { .. } => {
            format!("{thing}的信用修复没有同意，原因请看办件页面，做到以后可以再申请。")
        }
        Event::CorrectionUnmet { due, .. } => {
            format!("{thing}交回的补正还有没达到要求的，哪里不对、怎么改都写明了，最晚{}补齐。", day(*due))
        }
        Event::CorrectionAskedAgain { due, .. } => {
            format!("{thing}还要再补正一次，原因由牵头部门签字说明，最晚{}补齐。", day(*due))
        }
        Event::NotRequired { .. } => format!("{thing}依法不需要申请，理由请看办件页面。"),
        Event::NotOurAuthority { authority, handed_over, .. } if handed_over.is_empty() => {
            format!("{thing}应当向{authority}申请，详情请看办件页面。")
        }
        Event::NotOurAuthority { authority, .. } => {
            format!("{thing}由{authority}办理，已经替您转过去了，详情请看办件页面。")
        }
        Event::Accepted { due, deemed_from: Some(from), .. } => {
            let (from, due) = (day(*from), day(*due));
            format!("{thing}五个工作日内没有答复，依法自{from}起视为受理，承诺最晚{due}办完。")
        }
        Event::Accepted { due, .. } => format!("{thing}已经受理，承诺最晚{}办完。", day(*due)),
        Event::NotAccepted { .. } => format!("{thing}不予受理，理由和可以怎么办请看办件页面。"),
        Event::TaskGranted { task, result } => match told {
            Told::Applicant => {
                format!("{}办好了，{}已放进您的证照材料库。", task_name(task), result.name)
            }
            Told::AgentOf(_) => format!("{thing}：{}办好了。", task_name(task)),
        },
        Event::TaskRefused { task, .. } => {
            format!("{thing}：{}没有批准，理由和可以怎么办请看办件页面。", task_name(task))
        }
        Event::TaskSuspended { task, procedure, expected_end: None, .. } => {
            format!("{thing}：{}因{procedure}暂停计时，结束后继续。", task_name(task))
        }
        Event::TaskSuspended { task, procedure, expected_end: Some(end), .. } => {
            let (name, end) = (task_name(task), day(*end));
            format!("{thing}：{name}要做{procedure}，预计到{end}，这段时间依法不计入办理期限。")
        }
        Event::TaskExtended { task, working_days, reason, due, .. } => {
            let (name, due) = (task_name(task), day(*due));
            format!("{thing}：{name}经负责人批准延长{working_days}个工作日，最晚{due}办好。原因：{reason}")
        }
        Event::CheckArranged { task, on, officers, note } => {
            let (name, on, officers) = (task_name(task), day(*on), officers.join("、"));
            let note = if note.is_empty() { String::new() } else { format!("{note}。") };
            format!("{thing}：{name}要现场核查，时间{on}，{officers}来，请在场等候。{note}")
        }
        Event::CheckRecorded { task, passed, .. } => {
            let word = if *passed { "符合条件" } else { "还不符合条件，详情请看办件页面" };
            format!("{thing}：{}现场核查过了，{word}。", task_name(task))
        }
        Event::JointExtended { working_days, reason } => {
            format!("{thing}由几个部门一起办，经区政府负责人批准延长{working_days}个工作日。原因：{reason}")
        }
        Event::Completed => match told {
            Told::Applicant => format!("{thing}全部办结，请您评价。"),
            Told::AgentOf(_) => format!("{thing}全部办结，请提醒本人评价。"),
        },
        Event::Exit(step) => return exit::message(step, &thing),
        Event::Result(step) => return results::message(step, &thing, task_name),
        Event::Delivered { note } if !note.is_empty() => format!("{thing}结果已送达：{note}"),
        Event::MatterStepped { act: MatterAct::Verify { holds: false }, text, .. } => {
            format!("{thing}：您反映的情况核实过了，没有采纳。{text}")
        }
        Event::MatterStepped { act: MatterAct::Extend { .. }, text, due: Some(due), .. } => {
            format!("{thing}：您反映的情况还在整改，最晚{}。{text}", day(*due))
        }
        _ => return None,
    };
    Some(text)
}
