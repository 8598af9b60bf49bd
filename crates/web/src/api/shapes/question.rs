//! Questions between departments, leaves, whose a task is, and checks on the spot.

use serde::{Deserialize, Serialize};
use service::{LeaveLine, QuestionLine, QuestionView, StandIn};
use utoipa::ToSchema;

use crate::api::times::{Day, Moment};

/// 部门间询问
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct QuestionBody {
    /// 第几个，从 1 起
    nth: u32,
    /// 关于哪个子办件
    task: String,
    /// 子办件名称
    task_name: String,
    /// 谁问
    from: String,
    /// 问谁
    to: String,
    /// 问什么
    text: String,
    /// 问的人
    asked_by: String,
    /// 什么时候问的
    asked_at: Moment,
    /// 最晚哪天答复
    due: Day,
    /// 答复
    answer: Option<QuestionAnswerBody>,
    /// 还要答复
    open: bool,
    /// 由来访者答复
    to_answer: bool,
}

/// 对询问的答复
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct QuestionAnswerBody {
    /// 答了什么
    text: String,
    /// 谁答的
    by: String,
    /// 什么时候
    at: Moment,
}

impl From<QuestionView> for QuestionBody {
    fn from(view: QuestionView) -> Self {
        Self {
            nth: view.nth,
            task: view.task.to_string(),
            task_name: view.task_name,
            from: view.from,
            to: view.to,
            text: view.text,
            asked_by: view.asked_by,
            asked_at: Moment(view.asked_at),
            due: Day(view.due),
            answer: view.answer.map(|(text, by, at)| QuestionAnswerBody { text, by, at: Moment(at) }),
            open: view.open,
            to_answer: view.to_answer,
        }
    }
}

/// 等答复的询问
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct QuestionLineBody {
    /// 办件编号
    case: String,
    /// 第几个
    nth: u32,
    /// 主题名称
    theme_name: String,
    /// 最晚哪天答复
    due: Day,
}

impl From<QuestionLine> for QuestionLineBody {
    fn from(line: QuestionLine) -> Self {
        Self { case: line.case, nth: line.nth, theme_name: line.theme_name, due: Day(line.due) }
    }
}

/// 一页等答复的询问
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct QuestionListPage {
    /// 询问，先到期的在前
    pub(in crate::api) questions: Vec<QuestionLineBody>,
    /// 下一页的 `after`；没有下一页为 null
    pub(in crate::api) next: Option<String>,
}

/// 询问
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"to": "public_security", "text": "户籍地址是否已经更新"}))]
pub(in crate::api) struct AskQuestionBody {
    /// 看到的版本
    #[serde(default)]
    pub(in crate::api) version: Option<u64>,
    /// 问哪个部门（id）；不写的问窗口
    #[serde(default)]
    pub(in crate::api) to: Option<String>,
    /// 问什么
    #[serde(default)]
    pub(in crate::api) text: String,
}

/// 答复询问
#[derive(Debug, Deserialize, ToSchema)]
pub(in crate::api) struct AnswerQuestionBody {
    /// 看到的版本
    #[serde(default)]
    pub(in crate::api) version: Option<u64>,
    /// 第几个询问，从 1 起
    pub(in crate::api) nth: u32,
    /// 答什么
    #[serde(default)]
    pub(in crate::api) text: String,
}

/// 退回待办
#[derive(Debug, Deserialize, ToSchema)]
pub(in crate::api) struct ReleaseBody {
    /// 看到的版本
    #[serde(default)]
    pub(in crate::api) version: Option<u64>,
    /// 原因
    #[serde(default)]
    pub(in crate::api) reason: String,
}

/// 转办
#[derive(Debug, Deserialize, ToSchema)]
pub(in crate::api) struct HandOverBody {
    /// 看到的版本
    #[serde(default)]
    pub(in crate::api) version: Option<u64>,
    /// 转给谁：同事的账户 id，见 `GET /api/v1/leave`
    #[serde(default)]
    pub(in crate::api) to: String,
    /// 原因
    #[serde(default)]
    pub(in crate::api) reason: String,
}

/// 安排现场核查
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"on": "2026-03-05", "officers": ["王强", "李明"], "note": "请准备好平面图"}))]
pub(in crate::api) struct ArrangeCheckBody {
    /// 看到的版本
    #[serde(default)]
    pub(in crate::api) version: Option<u64>,
    /// 哪天
    #[serde(default)]
    pub(in crate::api) on: Option<String>,
    /// 谁去，两名以上
    #[serde(default)]
    pub(in crate::api) officers: Vec<String>,
    /// 要申请人知道的
    #[serde(default)]
    pub(in crate::api) note: String,
    /// 依据的文书；现场核查是事项的特别程序、要停表的必填
    #[serde(default)]
    pub(in crate::api) evidence: String,
}

/// 登记现场核查的结果
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"findings": "布局和申请一致", "passed": true}))]
pub(in crate::api) struct RecordCheckBody {
    /// 看到的版本
    #[serde(default)]
    pub(in crate::api) version: Option<u64>,
    /// 看到了什么
    #[serde(default)]
    pub(in crate::api) findings: String,
    /// 符合条件
    pub(in crate::api) passed: bool,
    /// 文件 id
    #[serde(default)]
    pub(in crate::api) files: Vec<String>,
}

/// 登记休假
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"from": "2026-03-09", "until": "2026-03-13", "substitute": "账户 id"}))]
pub(in crate::api) struct TakeLeaveBody {
    /// 从哪天
    #[serde(default)]
    pub(in crate::api) from: Option<String>,
    /// 到哪天
    #[serde(default)]
    pub(in crate::api) until: Option<String>,
    /// 谁代岗：同事的账户 id
    #[serde(default)]
    pub(in crate::api) substitute: String,
    /// 部门负责人替谁登记：本部门审批人员的账户 id；不写的是自己
    #[serde(default)]
    pub(in crate::api) account: Option<String>,
}

/// 休假和代岗
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct LeaveBody {
    /// 自己的休假
    leaves: Vec<OwnLeaveBody>,
    /// 自己负责的部门里谁休假
    headed: Vec<HeadedLeaveBody>,
    /// 自己代岗的
    stands_in: Vec<StandInBody>,
    /// 可以代岗、可以转办的同事
    colleagues: Vec<ColleagueBody>,
}

/// 自己的一次休假
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct OwnLeaveBody {
    /// 从哪天
    from: Day,
    /// 到哪天
    until: Day,
    /// 谁代岗
    substitute: String,
}

/// 自己负责的部门里的一次休假
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct HeadedLeaveBody {
    /// 谁休假：账户 id
    account: String,
    /// 姓名
    name: String,
    /// 哪几天，谁代岗
    #[serde(flatten)]
    leave: OwnLeaveBody,
}

/// 自己代岗的一次
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct StandInBody {
    /// 代谁
    name: String,
    /// 从哪天
    from: Day,
    /// 到哪天
    until: Day,
}

/// 同事
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ColleagueBody {
    /// 账户 id
    id: String,
    /// 姓名
    name: String,
}

impl LeaveBody {
    /// What somebody may know of leaves.
    pub(in crate::api) fn of(
        leaves: Vec<LeaveLine>,
        headed: Vec<(casework::Colleague, LeaveLine)>,
        stands_in: &[StandIn],
        colleagues: Vec<casework::Colleague>,
    ) -> Self {
        let own = |one: LeaveLine| OwnLeaveBody {
            from: Day(one.from),
            until: Day(one.until),
            substitute: one.substitute,
        };
        let stood_in = |one: &StandIn| StandInBody {
            name: one.name.clone(),
            from: Day(one.leave.from),
            until: Day(one.leave.until),
        };
        let colleague =
            |one: casework::Colleague| ColleagueBody { id: one.account.to_string(), name: one.name };
        let of_another = |(who, leave): (casework::Colleague, LeaveLine)| HeadedLeaveBody {
            account: who.account.to_string(),
            name: who.name,
            leave: own(leave),
        };
        Self {
            leaves: leaves.into_iter().map(own).collect(),
            headed: headed.into_iter().map(of_another).collect(),
            stands_in: stands_in.iter().map(stood_in).collect(),
            colleagues: colleagues.into_iter().map(colleague).collect(),
        }
    }
}
