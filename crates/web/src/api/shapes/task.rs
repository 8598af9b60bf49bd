//! A task and a line of the list of tasks.

use catalog::Catalog;
use serde::Serialize;
use service::{TaskPage, TaskView, words};
use utoipa::ToSchema;

use super::{
    case::{CaseBody, ReasonBody},
    item::ResultBody,
    name_of,
};
use crate::api::times::{Day, Moment};

/// 子办件：一个办件里的一个事项
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct TaskBody {
    /// 子办件 id
    id: String,
    /// 事项 id
    item: String,
    /// 事项名称；办几次的带第几个
    name: String,
    /// 部门 id
    department: String,
    /// 部门简称
    department_name: String,
    /// waiting 等待前置、ready 待办、reviewing 办理中、suspended 暂停、granted 准予、refused 不予、cancelled 取消
    stage: String,
    /// 阶段的文字
    stage_label: String,
    /// 承诺日期
    due: Option<Day>,
    /// 法定最后日期
    statutory_due: Option<Day>,
    /// green 正常、yellow 快到期、red 已超期
    light: Option<String>,
    /// 时限逐日怎么算的
    clock: Option<String>,
    /// 在等的事项名称
    waits_for: Vec<String>,
    /// 办法、由谁申请、谁的时限、为什么单独办
    remarks: Vec<String>,
    /// 谁要到场、签字
    parties: Vec<String>,
    /// 由银行、医院等办理，不计入承诺时限
    outside: bool,
    /// 和哪些部门一起上门
    joint: Vec<String>,
    /// 谁接了在办（只告诉工作人员）
    holder: Option<HolderBody>,
    /// 结束时刻
    ended_at: Option<Moment>,
    /// 不予的理由和救济途径
    refused: Option<ReasonBody>,
    /// 因哪个事项不予而取消
    cancelled_with: Option<String>,
    /// 步骤
    steps: Vec<TaskStepBody>,
    /// 来访者现在可以做的
    actions: Vec<String>,
}

/// 接了子办件的人
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct HolderBody {
    /// 姓名
    name: String,
    /// 就是来访者
    own: bool,
    /// 今天由来访者代岗
    stood_in: bool,
}

/// 事项的步骤
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct TaskStepBody {
    /// 名称
    name: String,
    /// 谁办
    actor: String,
}

impl From<TaskView> for TaskBody {
    fn from(view: TaskView) -> Self {
        Self {
            id: view.id.to_string(),
            item: view.item.to_string(),
            name: view.name,
            department: view.department.to_string(),
            department_name: view.department_name,
            stage: name_of(view.stage),
            stage_label: view.stage_label.to_owned(),
            due: view.due.map(Day),
            statutory_due: view.statutory_due.map(Day),
            light: view.light.map(name_of),
            clock: view.clock,
            waits_for: view.waits_for,
            remarks: view.remarks,
            parties: view.parties,
            outside: view.outside,
            joint: view.joint,
            holder: view.holder.map(|one| HolderBody {
                name: one.name,
                own: one.own,
                stood_in: one.stood_in,
            }),
            ended_at: view.ended_at.map(Moment),
            refused: view.refused.map(ReasonBody::from),
            cancelled_with: view.cancelled_with,
            steps: view.steps.into_iter().map(|(name, actor)| TaskStepBody { name, actor }).collect(),
            actions: view.actions.into_iter().map(str::to_owned).collect(),
        }
    }
}

/// 子办件和它所在的办件，只含本部门可以看的内容
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct TaskAnswer {
    #[serde(flatten)]
    task: TaskBody,
    /// 办件的版本，随指令交回
    version: u64,
    /// 办理条件，逐条核对
    conditions: Vec<String>,
    /// 事项的结果
    results: Vec<ResultBody>,
    /// 不予时的救济途径
    refuse_remedy: String,
    /// 可以暂停的特别程序
    special_procedures: Vec<String>,
    /// 办件
    case: CaseBody,
}

impl From<TaskPage> for TaskAnswer {
    fn from(page: TaskPage) -> Self {
        Self {
            task: page.task.into(),
            version: page.case.version,
            conditions: page.conditions,
            results: page.results.iter().map(ResultBody::of).collect(),
            refuse_remedy: page.usual_remedy,
            special_procedures: page.special_procedures,
            case: page.case.into(),
        }
    }
}

/// 子办件清单的一行
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct TaskLine {
    /// 子办件 id
    id: String,
    /// 办件编号
    case: String,
    /// 主题 id
    theme: String,
    /// 主题名称
    theme_name: String,
    /// 事项 id
    item: String,
    /// 事项名称
    item_name: String,
    /// 部门 id
    department: String,
    /// 部门简称
    department_name: String,
    /// 阶段
    stage: String,
    /// 阶段的文字
    stage_label: String,
    /// 第几个，从 0 起；只办一次的为 null
    row: Option<u32>,
    /// 起算日期
    since: Option<Day>,
    /// 承诺日期
    due: Option<Day>,
    /// 法定最后日期
    statutory_due: Option<Day>,
    /// 结束时刻
    ended_at: Option<Moment>,
    /// 申请人姓名
    applicant_name: String,
    /// 办件的版本
    version: u64,
}

impl TaskLine {
    /// The line of a row, with names from the catalogue.
    pub(in crate::api) fn of(row: store::TaskRow, catalog: &Catalog) -> Self {
        Self {
            item_name: catalog.item_name(&row.item).to_owned(),
            department_name: catalog.department_name(&row.department).to_owned(),
            id: row.id.to_string(),
            case: row.case.to_string(),
            theme: row.theme.to_string(),
            theme_name: row.theme_name,
            item: row.item.to_string(),
            department: row.department.to_string(),
            stage: name_of(row.stage),
            stage_label: words::task_stage(row.stage).to_owned(),
            row: row.row,
            since: row.since.map(Day),
            due: row.due.map(Day),
            statutory_due: row.statutory_due.map(Day),
            ended_at: row.ended_at.map(Moment),
            applicant_name: row.applicant_name,
            version: row.case_version,
        }
    }
}

/// 一页子办件
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct TaskListPage {
    /// 子办件，先到期的在前
    pub(in crate::api) tasks: Vec<TaskLine>,
    /// 下一页的 `after`；没有下一页为 null
    pub(in crate::api) next: Option<String>,
}
