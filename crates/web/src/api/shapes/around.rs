//! Around the decision of a case: taken note of, had first, done together, done afterwards.

use serde::Serialize;
use service::{AcknowledgedView, JointView, ObligationView, PrerequisiteView, RowView};
use utoipa::ToSchema;

use crate::api::times::{Day, Moment};

/// 书面确认过的一条提醒
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct AcknowledgedBody {
    /// 提醒的 id
    id: String,
    /// 确认的原文
    text: String,
    /// 时刻
    at: Moment,
    /// 谁确认的
    by: String,
}

impl From<AcknowledgedView> for AcknowledgedBody {
    fn from(view: AcknowledgedView) -> Self {
        Self { id: view.stop, text: view.text, at: Moment(view.at), by: view.by }
    }
}

/// 要先在别处办好的一件事
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct PrerequisiteBody {
    /// 编号
    id: String,
    /// 办什么
    name: String,
    /// 谁办
    actor: String,
    /// 为了哪些事项
    items: Vec<String>,
    /// 已经办好
    met: bool,
    /// 办好拿到的编号
    number: String,
    /// 哪天办好的
    on: Option<Day>,
    /// 说明
    note: Option<String>,
    /// 依据
    law: Option<String>,
}

impl From<PrerequisiteView> for PrerequisiteBody {
    fn from(view: PrerequisiteView) -> Self {
        Self {
            id: view.id,
            name: view.name,
            actor: view.actor,
            items: view.items,
            met: view.met,
            number: view.number,
            on: view.on.map(Day),
            note: view.note,
            law: view.law,
        }
    }
}

/// 合起来办的一件事
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct JointBody {
    /// 只上门看一次、只画一张图
    what: String,
    /// 怎样合起来
    text: String,
    /// 哪些部门和事项
    with: Vec<String>,
}

impl From<JointView> for JointBody {
    fn from(view: JointView) -> Self {
        let with = view.with.into_iter().map(|(_, name)| name).collect();
        Self { what: view.what.to_owned(), text: view.text, with }
    }
}

/// 可以单独撤回的一行
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct RowBody {
    /// 第几份，从 0 数起
    row: u32,
    /// 名称，如 第2个孩子
    name: String,
}

impl From<RowView> for RowBody {
    fn from(view: RowView) -> Self {
        Self { row: view.row, name: view.name }
    }
}

/// 申请人还要做的一件事；是提醒，不是政府的时限
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ObligationBody {
    /// 要做什么
    text: String,
    /// 说的是哪一行，如 第2个孩子
    row: Option<String>,
    /// 多久以内
    limit: String,
    /// 最后一天
    due: Option<Day>,
    /// 所涉年份的节假日尚未公布，日期为估计
    due_estimated: bool,
    /// 到期以后还会再来
    comes_round: bool,
    /// 正在办的事项办好就算做到了
    under_way: bool,
    /// 没有做会怎样
    consequence: Option<String>,
    /// 依据
    law: Option<String>,
}

impl From<ObligationView> for ObligationBody {
    fn from(view: ObligationView) -> Self {
        Self {
            text: view.text,
            row: view.row,
            limit: view.limit,
            due: view.due.map(Day),
            due_estimated: view.due_estimated,
            comes_round: view.comes_round,
            under_way: view.under_way,
            consequence: view.consequence,
            law: view.law,
        }
    }
}
