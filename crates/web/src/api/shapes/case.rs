//! A case and a line of the list of cases.

use casework::case::Channel;
use serde::Serialize;
use service::{CaseView, DepartmentLine, words};
use utoipa::ToSchema;

use super::{
    around::{AcknowledgedBody, JointBody, ObligationBody, PrerequisiteBody, RowBody},
    assessed::AssessmentBody,
    contents::{CaseMaterialBody, CaseResultBody, SectionBody},
    correction::CorrectionAnswer,
    delivery::DeliveryBody,
    due_process::{BarBody, FalseMaterialBody, LateBody},
    name_of,
    outgoing::OutgoingBody,
    privacy::{ConsentBody, NoticeShownBody},
    promised::PromiseBody,
    question::QuestionBody,
    task::{EffectsBody, TaskBody},
};
use crate::api::times::{Day, Moment};

/// 办件，只含来访者可以看的内容
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct CaseBody {
    /// 办件编号
    number: String,
    /// submitted 已提交、awaiting_correction 待补正、not_accepted 不予受理、in_progress 办理中、completed 已办结、delivered 已送达、withdrawn 已撤回
    stage: String,
    /// 阶段的文字
    stage_label: String,
    /// 版本，随指令交回
    version: u64,
    /// 主题 id
    theme: String,
    /// 主题名称
    theme_name: String,
    /// 牵头部门 id
    lead: String,
    /// 整件事的承诺日期
    due: Option<Day>,
    /// 所涉年份的节假日尚未公布，日期为估计
    due_estimated: bool,
    /// green 正常、yellow 快到期、red 已超期
    light: Option<String>,
    /// 申请人姓名
    applicant_name: String,
    /// 来访者本人的办件
    own: bool,
    /// online 网上、counter 窗口
    channel: String,
    /// 所属窗口 id
    place: Option<String>,
    /// 所属窗口名称
    place_name: Option<String>,
    /// 提交时刻
    submitted_at: Moment,
    /// 子办件
    tasks: Vec<TaskBody>,
    /// 各部门的进度
    lines: Vec<LineBody>,
    /// 不予受理的理由和救济途径
    not_accepted: Option<ReasonBody>,
    /// 为什么不能由别人代办；可以代办的为空
    in_person: Option<String>,
    /// 申请人书面确认过的提醒
    acknowledged: Vec<AcknowledgedBody>,
    /// 要先在别处办好的
    prerequisites: Vec<PrerequisiteBody>,
    /// 合起来办的：一次上门、一张图
    joint: Vec<JointBody>,
    /// 可以单独撤回的行
    rows: Vec<RowBody>,
    /// 办好以后申请人还要做的
    obligations: Vec<ObligationBody>,
    /// 申请人签的承诺
    promises: Vec<PromiseBody>,
    /// 受理以前认定的虚假材料
    false_materials: Vec<FalseMaterialBody>,
    /// 因为虚假材料一段时间内不得再申请的事项
    bars: Vec<BarBody>,
    /// 整件事超过的承诺时限和理由
    late: Vec<LateBody>,
    /// 撤回、终止会对各事项有什么影响（来访者可以做的才有）
    effects: Vec<EffectsBody>,
    /// 已经作出的不予、暂停、撤回、终止对其他事项的影响
    effects_told: Vec<EffectsBody>,
    /// 开业前还要备齐的
    opening: Vec<String>,
    /// 各部门的同步评估
    assessments: Vec<AssessmentBody>,
    /// 部门间询问，只含来访者可以看的
    questions: Vec<QuestionBody>,
    /// 哪些部门正在商量（文字）
    consulting: Vec<String>,
    /// 补正告知
    correction: Option<CorrectionAnswer>,
    /// 表上填的内容
    sections: Vec<SectionBody>,
    /// 材料
    materials: Vec<CaseMaterialBody>,
    /// 办理结果
    results: Vec<CaseResultBody>,
    /// 经过，最近的在前
    timeline: Vec<TimelineBody>,
    /// 纸质结果怎么取
    delivery: DeliveryBody,
    /// 取件方式的文字
    delivery_label: String,
    /// 纸质结果走到哪一步
    outgoing: OutgoingBody,
    /// 送达记录
    delivered: Option<DeliveredBody>,
    /// 评价
    rating: Option<RatingBody>,
    /// 来访者现在可以分开评的：键和名称
    ratable_parts: Vec<RatablePartBody>,
    /// 来访者现在可以做的
    actions: Vec<String>,
    /// 怎样告知申请人个人信息的处理
    privacy_notice: Option<NoticeShownBody>,
    /// 孩子不满十四周岁的，监护人的同意
    guardian_consent: Option<ConsentBody>,
    /// 按哪个版本、哪一天的规定办
    rules: RulesBody,
    /// 办件页面的地址
    link: String,
}

/// 办件所依据的规定
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct RulesBody {
    /// 目录版本
    version: String,
    /// 哪一天的规定
    on: Day,
}

impl From<CaseView> for CaseBody {
    fn from(view: CaseView) -> Self {
        Self {
            number: view.number,
            stage: name_of(view.stage),
            stage_label: view.stage_label.to_owned(),
            version: view.version,
            theme: view.theme.to_string(),
            theme_name: view.theme_name,
            lead: view.lead.to_string(),
            due: view.due.map(Day),
            due_estimated: view.due_estimated,
            light: view.light.map(name_of),
            applicant_name: view.applicant_name,
            own: view.own,
            channel: match view.channel {
                Channel::Online => "online".to_owned(),
                Channel::Counter { .. } => "counter".to_owned(),
            },
            place: view.place.map(|place| place.to_string()),
            place_name: view.place_name,
            submitted_at: Moment(view.submitted_at),
            tasks: view.tasks.into_iter().map(TaskBody::from).collect(),
            lines: view.lines.into_iter().map(LineBody::from).collect(),
            not_accepted: view.not_accepted.map(ReasonBody::from),
            in_person: view.in_person,
            acknowledged: view.acknowledged.into_iter().map(AcknowledgedBody::from).collect(),
            prerequisites: view.prerequisites.into_iter().map(PrerequisiteBody::from).collect(),
            joint: view.joint.into_iter().map(JointBody::from).collect(),
            rows: view.rows.into_iter().map(RowBody::from).collect(),
            obligations: view.obligations.into_iter().map(ObligationBody::from).collect(),
            promises: view.promises.into_iter().map(PromiseBody::from).collect(),
            false_materials: view.false_materials.into_iter().map(FalseMaterialBody::from).collect(),
            bars: view.bars.into_iter().map(BarBody::from).collect(),
            late: view.late.into_iter().map(LateBody::from).collect(),
            effects: view.effects.into_iter().map(EffectsBody::from).collect(),
            effects_told: view.effects_told.into_iter().map(EffectsBody::from).collect(),
            opening: view.opening,
            assessments: view.assessments.into_iter().map(AssessmentBody::from).collect(),
            questions: view.questions.into_iter().map(QuestionBody::from).collect(),
            consulting: view.consulting,
            correction: view.correction.map(CorrectionAnswer::from),
            sections: view.sections.into_iter().map(SectionBody::from).collect(),
            materials: view.materials.into_iter().map(CaseMaterialBody::from).collect(),
            results: view.results.into_iter().map(CaseResultBody::from).collect(),
            timeline: view
                .timeline
                .into_iter()
                .map(|entry| TimelineBody { at: Moment(entry.at), by: entry.by, text: entry.text })
                .collect(),
            delivery: view.delivery.into(),
            delivery_label: view.delivery_label,
            outgoing: view.outgoing.into(),
            delivered: view
                .delivered
                .map(|record| DeliveredBody { at: Moment(record.at), note: record.note }),
            rating: view.rating.map(|rating| RatingBody {
                level: rating.level,
                reasons: rating.reasons,
                comment: rating.comment,
                at: Moment(rating.at),
            }),
            ratable_parts: view
                .ratable_parts
                .into_iter()
                .map(|one| RatablePartBody { part: one.key, name: one.name })
                .collect(),
            actions: view.actions.into_iter().map(str::to_owned).collect(),
            privacy_notice: view.privacy_notice.map(NoticeShownBody::from),
            guardian_consent: view.guardian_consent.map(ConsentBody::from),
            rules: RulesBody { version: view.rules.version, on: Day(view.rules.on) },
            link: view.link,
        }
    }
}

/// 可以分开评的一处
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct RatablePartBody {
    /// 哪一处，评的时候写在 `part`
    part: String,
    /// 名称
    name: String,
}

/// 理由和救济途径
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ReasonBody {
    /// 理由
    pub(in crate::api) reason: String,
    /// 救济途径
    pub(in crate::api) remedy: String,
}

impl From<(String, String)> for ReasonBody {
    fn from((reason, remedy): (String, String)) -> Self {
        Self { reason, remedy }
    }
}

/// 一个部门的进度
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct LineBody {
    /// 部门 id
    department: String,
    /// 部门简称
    department_name: String,
    /// 已办完的
    done: usize,
    /// 全部
    total: usize,
    /// 承诺日期
    due: Option<Day>,
    /// green 正常、yellow 快到期、red 已超期
    light: Option<String>,
    /// 文字
    status: String,
}

impl From<DepartmentLine> for LineBody {
    fn from(line: DepartmentLine) -> Self {
        Self {
            department: line.department.to_string(),
            department_name: line.name,
            done: line.done,
            total: line.total,
            due: line.due.map(Day),
            light: line.light.map(name_of),
            status: line.status,
        }
    }
}

/// 经过
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct TimelineBody {
    /// 时刻
    at: Moment,
    /// 谁
    by: String,
    /// 做了什么
    text: String,
}

/// 送达记录
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct DeliveredBody {
    /// 时刻
    at: Moment,
    /// 领取人或邮件编号
    note: String,
}

/// 评价
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct RatingBody {
    /// 5 非常满意、4 满意、3 基本满意、2 不满意、1 非常不满意
    level: u8,
    /// 选的原因
    reasons: Vec<String>,
    /// 留言
    comment: String,
    /// 时刻
    at: Moment,
}

/// 办件清单的一行
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct CaseLine {
    /// 办件编号
    number: String,
    /// 主题 id
    theme: String,
    /// 主题名称
    theme_name: String,
    /// 申请人姓名
    applicant_name: String,
    /// 阶段
    stage: String,
    /// 阶段的文字
    stage_label: String,
    /// 版本
    version: u64,
    /// 提交时刻
    submitted_at: Moment,
    /// 承诺日期
    due: Option<Day>,
    /// 所属窗口 id
    place: Option<String>,
    /// 牵头部门 id
    lead: String,
    /// 子办件总数
    tasks_total: u32,
    /// 已结束的子办件
    tasks_ended: u32,
    /// 评价
    rating: Option<u8>,
}

impl From<store::CaseRow> for CaseLine {
    fn from(row: store::CaseRow) -> Self {
        Self {
            number: row.number.to_string(),
            theme: row.theme.to_string(),
            theme_name: row.theme_name,
            applicant_name: row.applicant_name,
            stage: name_of(row.stage),
            stage_label: words::stage(row.stage).to_owned(),
            version: row.version,
            submitted_at: Moment(row.submitted_at),
            due: row.due.map(Day),
            place: row.place.map(|place| place.to_string()),
            lead: row.lead.to_string(),
            tasks_total: row.tasks_total,
            tasks_ended: row.tasks_ended,
            rating: row.rating,
        }
    }
}

/// 一页办件
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct CasePage {
    /// 办件，新的在前
    pub(in crate::api) cases: Vec<CaseLine>,
    /// 下一页的 `after`；没有下一页为 null
    pub(in crate::api) next: Option<String>,
}
