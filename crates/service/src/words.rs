//! The words for what the use cases say: stages, refusals, what happened.
//!
//! Pages and the API take them from here, so that the same thing is called the
//! same everywhere. They say what happened and what to do now.

mod event;
mod exit;
mod interested;
mod matter;
mod message;
mod naming;
mod refusal;
mod results;
mod short;

use casework::{MandatedAct, Role, StageName, TaskStageName, promise::PromiseState};
use catalog::{Catalog, DepartmentId};
use jiff::{Timestamp, civil::Date, tz};
use store::SendingState;

pub use self::{
    event::event,
    matter::{finding_rule, matter_act, matter_kind, matter_stage},
    naming::{item_row, row_of},
    refusal::{failure_title, refusal},
    short::message_path,
};
pub(crate) use self::{
    exit::{exit_label, way},
    matter::{late, told_of_data_request, told_of_matter},
    message::{Told, message},
    naming::{nth_row, row_of_task, task},
    short::{mail_subject, rate as rating_asked, short},
};

/// A moment as programs read it: ISO 8601. The district has known no daylight saving since 1991, so that the
/// offset is fixed.
pub fn iso(at: Timestamp) -> String {
    format!("{}+08:00", tz::offset(8).to_datetime(at).strftime("%Y-%m-%dT%H:%M:%S"))
}

/// Where a case stands.
pub fn stage(stage: StageName) -> &'static str {
    match stage {
        StageName::Submitted => "已提交，等待受理",
        StageName::AwaitingCorrection => "待补正",
        StageName::NotAccepted => "不予受理",
        StageName::InProgress => "办理中",
        StageName::Completed => "已办结",
        StageName::Delivered => "已送达",
        StageName::Withdrawn => "已撤回",
    }
}

/// Where a task stands.
pub fn task_stage(stage: TaskStageName) -> &'static str {
    match stage {
        TaskStageName::Waiting => "等待前一项",
        TaskStageName::Ready => "待办",
        TaskStageName::Reviewing => "办理中",
        TaskStageName::Suspended => "暂停计时",
        TaskStageName::Granted => "已办好",
        TaskStageName::Refused => "未批准",
        TaskStageName::Cancelled => "已取消",
    }
}

/// A role.
pub fn role(role: &Role, catalog: &Catalog) -> String {
    match role {
        Role::Applicant => "申请人".into(),
        Role::Agent => "帮代办人员".into(),
        Role::Clerk { place } => {
            let name =
                catalog.places.iter().find(|known| known.id == *place).map_or(&**place, |known| &known.name);
            format!("{name}综合窗口")
        }
        Role::Lead { department } => format!("{}（牵头）", catalog.department_name(department)),
        Role::Approver { department } => format!("{}（审批）", catalog.department_name(department)),
        Role::Head { department } => format!("{}（负责人）", catalog.department_name(department)),
        Role::GovernmentHead => "区政府负责人".into(),
        Role::Office => "区政务服务办".into(),
        Role::Supervisor => "督查".into(),
        Role::Admin => "系统管理员".into(),
    }
}

/// Where a message stands on its way outside.
pub fn sending_state(state: SendingState) -> &'static str {
    match state {
        SendingState::Queued => "等待发送",
        SendingState::Sent => "已发出",
        SendingState::Failed => "没有发成",
    }
}

/// A way outside, by its word.
pub fn sending_channel(word: &str) -> &'static str {
    if word == "mail" { "电子邮件" } else { "短信" }
}

/// A level of the rating.
pub fn rating_level(level: u8) -> &'static str {
    match level {
        5 => "非常满意",
        4 => "满意",
        3 => "基本满意",
        2 => "不满意",
        _ => "非常不满意",
    }
}

/// Reasons to choose from with a level.
pub fn rating_reasons(level: u8) -> &'static [&'static str] {
    if level >= 3 {
        &[
            "一次就办好了",
            "材料少、不用反复交",
            "办得比说的还快",
            "窗口服务态度好",
            "网上填表很方便",
            "进度看得清楚",
        ]
    } else {
        &[
            "让我跑了不止一次",
            "要的材料没有一次说清",
            "超过了说好的时间",
            "服务态度不好",
            "网上操作太难",
            "结果和解释不清楚",
        ]
    }
}

/// What somebody may do for another under a mandate.
pub fn mandated_act(act: MandatedAct) -> &'static str {
    match act {
        MandatedAct::Fill => "填写申请",
        MandatedAct::HandIn => "提交申请",
        MandatedAct::Correct => "补正、补交材料",
        MandatedAct::Withdraw => "撤回申请",
        MandatedAct::Receive => "查收结果",
    }
}

/// Where a copied value came from, and whether something else stands there now.
pub(crate) fn copied_from(whose: &str, agrees: bool) -> String {
    if agrees {
        return format!("照“{whose}”填的");
    }
    format!("照“{whose}”填的，那边后来改了，这里没有跟着改")
}

/// Where a promise stands: in words, the day that is awaited, and what was found.
pub(crate) fn promise_state(state: &PromiseState) -> (String, Option<Date>, String) {
    match state {
        PromiseState::InForce => ("有效".into(), None, String::new()),
        PromiseState::Withdrawn { .. } => ("已撤回".into(), None, String::new()),
        PromiseState::ToCheck { due } => ("等待核查".into(), Some(*due), String::new()),
        PromiseState::Kept { findings, .. } => ("核查属实".into(), None, findings.clone()),
        PromiseState::Broken { findings, repair: None, .. } => ("没有做到".into(), None, findings.clone()),
        PromiseState::Broken { repair: Some((text, due)), .. } => {
            ("正在修复".into(), Some(*due), text.clone())
        }
        PromiseState::Repaired { reason, .. } => ("已修复".into(), None, reason.clone()),
    }
}

/// What somebody signs who takes note of an obstacle and goes on all the same.
pub fn acknowledgement(message: &str) -> String {
    let message = message.trim_end_matches('。');
    format!("我已经看清楚：{message}。我知道可能不被批准，仍然申请办理。")
}

/// The remedy (救济途径) that stands in a refusal unless the approver writes another: 行政复议法
/// 第二十条 and 行政诉讼法 第四十六条 give sixty days and six months.
pub fn usual_remedy(department: &DepartmentId, catalog: &Catalog) -> String {
    let name = catalog.departments.get(department).map_or("本机关", |known| &known.name);
    format!(
        "对{name}的这个决定不服的，可以在收到之日起六十日内向重庆市江津区人民政府申请行政复议，或者在六个月内向人民法院提起行政诉讼。"
    )
}
