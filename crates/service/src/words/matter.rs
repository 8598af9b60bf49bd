//! Matters (督办事项): what they are, where they stand, what was done about them.

use casework::{Above, DataWish, FindingRule, MatterAct, MatterKind, MatterStage};
use documents::day;
use jiff::civil::Date;

use super::rating_level;

/// What a matter is.
pub fn matter_kind(kind: MatterKind) -> String {
    match kind {
        MatterKind::Rectification { level } => format!("差评整改（{}）", rating_level(level)),
        MatterKind::Complaint => "投诉、办不成事".into(),
        MatterKind::Urge => "督办".into(),
        MatterKind::Finding { rule } => format!("监察发现（{}）", finding_rule(rule)),
        MatterKind::PersonalData { wish: DataWish::Correct } => "个人信息更正请求".into(),
        MatterKind::PersonalData { wish: DataWish::Delete } => "个人信息删除请求".into(),
    }
}

/// The rule that a finding is about.
pub fn finding_rule(rule: FindingRule) -> &'static str {
    match rule {
        FindingRule::Backdated => "倒签日期",
        FindingRule::PauseOverrun => "停表超过告知的日子",
        FindingRule::PauseWithoutEvidence => "停表没有依据",
        FindingRule::CorrectionAgain => "再次要求补正",
        FindingRule::LimitPassed => "超过承诺时限",
        FindingRule::InterestedNotHeard => "没有听取利害关系人的意见",
        FindingRule::ReadWithoutTask => "没有任务而查看",
        FindingRule::RatedAtOnce => "评价异常：请评后几秒就评了",
        FindingRule::RatedByStaff => "评价异常：工作人员评自己的办件",
        FindingRule::RatedFromOneDevice => "评价异常：一台设备评了几件",
        FindingRule::RatedByCodeAlone => "评价异常：几乎都是扫窗口的码评的",
    }
}

/// Where a matter stands.
pub fn matter_stage(stage: MatterStage) -> &'static str {
    match stage {
        MatterStage::Verifying => "待核实",
        MatterStage::Answering => "待答复",
        MatterStage::CallingBack => "待回访",
        MatterStage::Closing => "待办结",
        MatterStage::Closed => "已办结",
    }
}

/// What was done about a matter.
pub fn matter_act(act: MatterAct) -> &'static str {
    match act {
        MatterAct::Verify { holds: true } => "核实属实",
        MatterAct::Verify { holds: false } => "核实不属实，不予采纳",
        MatterAct::Answer => "答复和整改",
        MatterAct::Extend { .. } => "延长整改期限",
        MatterAct::CallBack { content: true } => "回访，已经满意",
        MatterAct::CallBack { content: false } => "回访，还不满意",
        MatterAct::Close => "办结",
        MatterAct::Overdue => "超过期限没有办",
        MatterAct::Escalate { to: Above::Head } => "没有按时答复，报部门负责人",
        MatterAct::Escalate { to: Above::Supervision } => "还没有答复，报督查和政务服务办",
        MatterAct::Escalate { to: Above::GovernmentHead } => "还没有答复，报区政府负责人",
    }
}

/// What whoever brought a matter up is told at that turn of it; at the beginning without an act. `what` names
/// what they said, as in 您反映的情况.
pub(crate) fn told_of_matter(
    what: &str,
    act: Option<(MatterAct, &str)>,
    due: Option<Date>,
) -> Option<String> {
    let until = due.map_or_else(String::new, |due| format!("，最晚{}", day(due)));
    Some(match act {
        None => format!("{what}收到了，由没有经手的人核实{until}。"),
        Some((MatterAct::Verify { holds: true }, _)) => {
            format!("{what}核实了，属实，请办理部门答复{until}。")
        }
        Some((MatterAct::Verify { holds: false }, text)) => format!("{what}核实过了，没有采纳：{text}"),
        Some((MatterAct::Answer, text)) => format!("{what}有了答复，会有人回访您：{text}"),
        Some((MatterAct::Extend { .. }, text)) => format!("{what}还在整改{until}：{text}"),
        Some((MatterAct::CallBack { content: true }, _)) => format!("{what}回访过了，您说已经解决。"),
        Some((MatterAct::CallBack { content: false }, _)) => {
            format!("{what}回访过了，您说还没有解决，请办理部门再次答复{until}。")
        }
        Some((MatterAct::Close, text)) => format!("{what}办结了：{text}"),
        Some((MatterAct::Overdue, _)) => format!("{what}过了期限还没有办，已经报给督查。"),
        Some((MatterAct::Escalate { .. }, _)) => return None,
    })
}

/// The same of what somebody asks about the own personal data: the lead department answers it, and nobody calls back.
pub(crate) fn told_of_data_request(
    what: &str,
    act: Option<(MatterAct, &str)>,
    due: Option<Date>,
) -> Option<String> {
    let until = due.map_or_else(String::new, |due| format!("，最晚{}", day(due)));
    match act {
        None => Some(format!("{what}收到了，由牵头部门答复{until}。")),
        Some((MatterAct::Answer, text)) => Some(format!("{what}有了答复：{text}")),
        Some((MatterAct::Extend { .. }, text)) => Some(format!("{what}还在处理{until}：{text}")),
        other => told_of_matter(what, other, due),
    }
}

/// What those who supervise are told of what a citizen said and nobody took up in time.
pub(crate) fn late(what: &str, department: &str, stage: MatterStage) -> String {
    format!("{what}（{department}）过了期限，现在是“{}”，请督促。", matter_stage(stage))
}
