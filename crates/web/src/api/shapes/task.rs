//! A task and a line of the list of tasks.

use catalog::Catalog;
use serde::Serialize;
use service::{CheckView, EffectsView, TaskPage, TaskView, words};
use utoipa::ToSchema;

use super::{
    case::{CaseBody, ReasonBody},
    due_process::{FalseMaterialBody, InterestedBody, LateBody},
    file::FileBody,
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
    /// 现场核查
    checks: Vec<CheckBody>,
    /// 利害关系人；不涉及的为空
    interested: Option<InterestedBody>,
    /// 认定的虚假材料
    false_materials: Vec<FalseMaterialBody>,
    /// 超过的承诺时限和理由
    late: Vec<LateBody>,
    /// 最晚哪天制证；没有要制的为空
    certificate_due: Option<Day>,
    /// 不予、暂停会对其他事项有什么影响（来访者可以做的才有）
    effects: Vec<EffectsBody>,
    /// 来访者现在可以做的
    actions: Vec<String>,
}

/// 一个决定对其他事项的影响
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct EffectsBody {
    /// refuse 不予、suspend 暂停、withdraw 撤回、withdraw_row 撤回一份、end_deferral 终止容缺的
    act: String,
    /// 哪个子办件
    task: Option<String>,
    /// 第几份，从 0 起
    row: Option<u32>,
    /// 文字
    title: String,
    /// 其他还没办完的子办件
    tasks: Vec<EffectLineBody>,
    /// 整件事随之办结
    ends: bool,
}

/// 一个子办件会怎样
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct EffectLineBody {
    /// 子办件 id
    task: String,
    /// 名称
    name: String,
    /// continues 照常办、begins 可以开始、waits 继续等、conditional 有条件、cancelled 取消
    effect: String,
    /// 文字
    text: String,
}

impl From<EffectsView> for EffectsBody {
    fn from(view: EffectsView) -> Self {
        let tasks = view.lines.into_iter().map(|line| EffectLineBody {
            task: line.task.to_string(),
            name: line.name,
            effect: line.effect.to_owned(),
            text: line.text,
        });
        Self {
            act: view.act.to_owned(),
            task: view.task.map(|task| task.to_string()),
            row: view.row,
            title: view.title,
            tasks: tasks.collect(),
            ends: view.ends,
        }
    }
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
    /// done 办了、now 正在办、ahead 还没到、left_out 没有做
    state: String,
    /// 哪天办的，或者哪天办
    on: Option<Day>,
}

/// 现场核查
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct CheckBody {
    /// 哪天
    on: Day,
    /// 谁来，两名以上
    officers: Vec<String>,
    /// 要申请人知道的
    note: String,
    /// 登记的结果
    record: Option<CheckRecordBody>,
}

/// 现场核查的结果
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct CheckRecordBody {
    /// 什么时候登记的
    at: Moment,
    /// 谁登记的
    by: String,
    /// 看到了什么
    findings: String,
    /// 符合条件
    passed: bool,
    /// 照片和文书
    files: Vec<FileBody>,
}

impl From<CheckView> for CheckBody {
    fn from(view: CheckView) -> Self {
        let record = view.record.map(|record| CheckRecordBody {
            at: Moment(record.at),
            by: record.by,
            findings: record.findings,
            passed: record.passed,
            files: record.files.into_iter().map(FileBody::from).collect(),
        });
        Self { on: Day(view.on), officers: view.officers, note: view.note, record }
    }
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
            steps: view
                .steps
                .into_iter()
                .map(|step| TaskStepBody {
                    name: step.name,
                    actor: step.actor,
                    state: step.state.to_owned(),
                    on: step.on.map(Day),
                })
                .collect(),
            checks: view.checks.into_iter().map(CheckBody::from).collect(),
            interested: view.interested.map(InterestedBody::from),
            false_materials: view.false_materials.into_iter().map(FalseMaterialBody::from).collect(),
            late: view.late.into_iter().map(LateBody::from).collect(),
            certificate_due: view.certificate_due.map(Day),
            effects: view.effects.into_iter().map(EffectsBody::from).collect(),
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
