//! The words for what becomes of results after they were given.

use casework::{TaskId, results::ResultStep};
use documents::day;

/// What happened, for the case's history.
pub(super) fn event(step: &ResultStep, task_name: &dyn Fn(&TaskId) -> String) -> String {
    let name = task_name(step.task());
    match step {
        ResultStep::SlipReported { text, due, .. } => {
            format!("反映{name}的结果有错：{text}；最晚{}答复", day(*due))
        }
        ResultStep::Corrected { edition, reason, .. } => {
            format!("更正了{name}的结果，现在是第{edition}版：{reason}")
        }
        ResultStep::SlipDeclined { reason, .. } => format!("核对了{name}的结果，没有更正：{reason}"),
        ResultStep::ExpiryReminded { until, .. } => {
            format!("提醒了{name}的结果有效期到{}", day(*until))
        }
    }
}

/// What the person is told; none where a message would only disturb.
pub(super) fn message(
    step: &ResultStep,
    thing: &str,
    task_name: &dyn Fn(&TaskId) -> String,
) -> Option<String> {
    let name = task_name(step.task());
    match step {
        ResultStep::SlipReported { due, .. } => {
            Some(format!("{thing}：{name}的结果有没有错，正在核对，最晚{}答复。", day(*due)))
        }
        ResultStep::Corrected { .. } => Some(format!(
            "{thing}：{name}的结果更正了，新的一版已经放进证照材料库，原来的作废；手里有纸质件的，新的纸质件按您选的方式再送一次。"
        )),
        ResultStep::SlipDeclined { .. } => {
            Some(format!("{thing}：{name}的结果核对过了，没有更正，原因请看办件页面。"))
        }
        ResultStep::ExpiryReminded { until, .. } => Some(format!(
            "{thing}：{name}的结果有效期到{}；还要继续用的，请在到期30日以前申请延续。",
            day(*until)
        )),
    }
}
