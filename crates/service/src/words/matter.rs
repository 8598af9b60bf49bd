//! Matters (督办事项): what they are, where they stand, what was done about them.

use casework::{FindingRule, MatterAct, MatterKind, MatterStage};

use super::rating_level;

/// What a matter is.
pub fn matter_kind(kind: MatterKind) -> String {
    match kind {
        MatterKind::Rectification { level } => format!("差评整改（{}）", rating_level(level)),
        MatterKind::Complaint => "投诉、办不成事".into(),
        MatterKind::Urge => "督办".into(),
        MatterKind::Finding { rule } => format!("监察发现（{}）", finding_rule(rule)),
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
    }
}
