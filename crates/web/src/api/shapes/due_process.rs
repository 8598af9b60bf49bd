//! 利害关系人、虚假材料、超期说明: what the law wants to be seen of a task, and the commands for it.

use casework::{Falsehood, TaskId, interested::InterestedAct};
use serde::{Deserialize, Serialize};
use service::{BarView, FalseMaterialView, InterestedView, LateReason, LateView};
use utoipa::ToSchema;

use crate::api::times::Day;

/// 利害关系人
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct InterestedBody {
    /// 关系到谁、为什么
    why: String,
    /// 告知过几次
    notices: Vec<HearingNoticeBody>,
    /// 听取的意见
    statements: Vec<StatementBody>,
    /// 这一件不涉及他人的理由
    none_because: Option<String>,
    /// 都说过了，或者期限过了
    settled: bool,
}

/// 一次告知
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct HearingNoticeBody {
    /// 几个人
    count: usize,
    /// 姓名，只给办理的部门
    people: Vec<String>,
    /// 怎么告知的
    how: String,
    /// 告知的内容
    text: String,
    /// 哪天
    on: Day,
    /// 听取意见到哪天
    until: Day,
}

/// 一个人的意见
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct StatementBody {
    /// 姓名，只给办理的部门
    person: String,
    /// 说了什么
    text: String,
    /// 哪天
    on: Day,
}

impl From<InterestedView> for InterestedBody {
    fn from(view: InterestedView) -> Self {
        let notices = view.notices.into_iter().map(|one| HearingNoticeBody {
            count: one.count,
            people: one.people,
            how: one.how,
            text: one.text,
            on: Day(one.on),
            until: Day(one.until),
        });
        let statements = view.statements.into_iter();
        Self {
            why: view.why,
            notices: notices.collect(),
            statements: statements
                .map(|one| StatementBody { person: one.person, text: one.text, on: Day(one.on) })
                .collect(),
            none_because: view.none_because,
            settled: view.settled,
        }
    }
}

/// 认定的虚假材料
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct FalseMaterialBody {
    /// 材料 id
    material: String,
    /// 名称
    name: String,
    /// 哪里虚假
    reason: String,
    /// 证据
    evidence: String,
    /// 哪天认定的
    on: Day,
}

impl From<FalseMaterialView> for FalseMaterialBody {
    fn from(view: FalseMaterialView) -> Self {
        Self {
            material: view.material.to_string(),
            name: view.name,
            reason: view.reason,
            evidence: view.evidence,
            on: Day(view.on),
        }
    }
}

/// 一段时间内不得再申请的事项
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct BarBody {
    /// 事项名称
    name: String,
    /// 最后一天
    until: Day,
    /// 依据
    law: String,
}

impl From<BarView> for BarBody {
    fn from(view: BarView) -> Self {
        Self { name: view.name, until: Day(view.until), law: view.law }
    }
}

/// 超过的承诺时限
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct LateBody {
    /// 要求说明理由的督办事项，第几件
    matter: u32,
    /// 超过了哪个时限
    text: String,
    /// 公开的理由；还没有说的为空
    reason: Option<String>,
}

impl From<LateView> for LateBody {
    fn from(view: LateView) -> Self {
        Self { matter: view.nth, text: view.text, reason: view.reason }
    }
}

/// 公开的超期理由
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct LateReasonBody {
    /// 主题名称
    theme_name: String,
    /// 事项名称；整件事的为空
    task_name: Option<String>,
    /// 办理部门
    department_name: String,
    /// 超过了哪个时限
    text: String,
    /// 理由
    reason: String,
    /// 哪天说的
    on: Day,
}

impl From<LateReason> for LateReasonBody {
    fn from(one: LateReason) -> Self {
        Self {
            theme_name: one.theme_name,
            task_name: one.task_name,
            department_name: one.department_name,
            text: one.text,
            reason: one.reason,
            on: Day(one.on),
        }
    }
}

/// 利害关系人：三样里做一样
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"act": "notify", "people": ["王芳"], "how": "当面送达", "text": "住宅改作经营，请说明意见"}))]
pub(in crate::api) struct InterestedCommand {
    /// 看到的版本
    #[serde(default)]
    pub(in crate::api) version: Option<u64>,
    /// 做什么
    #[serde(flatten)]
    act: InterestedActBody,
}

/// 做什么：notify 告知、none_concerned 不涉及他人、record 登记意见
#[derive(Debug, Deserialize, ToSchema)]
#[serde(tag = "act", rename_all = "snake_case")]
enum InterestedActBody {
    /// 告知
    Notify {
        /// 告知了谁
        people: Vec<String>,
        /// 怎么告知的
        how: String,
        /// 告知的内容
        text: String,
        /// 听取意见到哪天；不写的是五个工作日
        #[serde(default)]
        #[schema(value_type = Option<String>, format = Date)]
        until: Option<jiff::civil::Date>,
    },
    /// 不涉及他人
    NoneConcerned {
        /// 理由
        reason: String,
    },
    /// 登记意见
    Record {
        /// 谁，告知过的
        person: String,
        /// 说了什么
        text: String,
    },
}

impl InterestedCommand {
    /// The act at that task.
    pub(in crate::api) fn at(self, task: &str) -> InterestedAct {
        let task = TaskId(task.to_owned());
        match self.act {
            InterestedActBody::Notify { people, how, text, until } => {
                InterestedAct::Notify { task, people, how, text, until }
            }
            InterestedActBody::NoneConcerned { reason } => InterestedAct::NoneConcerned { task, reason },
            InterestedActBody::Record { person, text } => InterestedAct::Record { task, person, text },
        }
    }
}

/// 认定虚假材料
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"material": "food_layout_document", "reason": "印章是伪造的", "evidence": "复函〔2026〕8号"}))]
pub(in crate::api) struct FalseMaterialCommand {
    /// 看到的版本
    #[serde(default)]
    pub(in crate::api) version: Option<u64>,
    /// 材料 id
    material: String,
    /// 哪里虚假
    reason: String,
    /// 证据
    evidence: String,
    /// 救济途径；不写的用通常的
    #[serde(default)]
    remedy: String,
}

impl FalseMaterialCommand {
    /// What was found at that task, or before acceptance.
    pub(in crate::api) fn at(self, task: Option<&str>) -> Falsehood {
        Falsehood {
            task: task.map(|task| TaskId(task.to_owned())),
            material: self.material.as_str().into(),
            reason: self.reason,
            evidence: self.evidence,
            remedy: self.remedy,
        }
    }
}
