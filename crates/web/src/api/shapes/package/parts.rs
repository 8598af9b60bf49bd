//! What a package refers to: questions, materials, fields, departments, obstacles, notices.

use catalog::{
    Theme,
    model::{Department, Element, Material, Notice, Situation, Stop},
};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::super::{name_of, text, texts};
use crate::api::times::Day;

/// 情形
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct SituationBody {
    /// 情形 id
    id: String,
    /// 问题
    question: String,
    /// 为什么问
    why: String,
    /// 回答方式：single、multi、boolean、number
    #[serde(rename = "type")]
    kind: String,
    /// 选项
    options: Vec<OptionBody>,
    /// 在什么条件下问（CEL 表达式）
    ask_when: Option<String>,
    /// 不问时的回答，问时预选
    default: Option<Value>,
    /// 推算的表达式；不问
    derived: Option<String>,
    /// 知道日期、号码或数字时算出回答的表达式；算不出来时问
    computed: Option<String>,
    /// 什么条件下算得准（CEL 表达式）
    computed_when: Option<String>,
    /// 本人以前办好的哪种证照（material）说明哪个回答（answer）
    #[schema(value_type = Vec<serde_json::Value>)]
    known_by: Vec<catalog::model::KnownBy>,
    /// 说的是本人，上次怎么答这次还这样
    lasting: bool,
    /// 同时填写的数据项
    element: Option<String>,
    /// 单位
    unit: Option<String>,
    /// 最小
    min: Option<f64>,
    /// 最大
    max: Option<f64>,
    /// 是否已经核实
    certain: bool,
}

/// 选项
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct OptionBody {
    /// 选项 id
    id: String,
    /// 文字
    label: String,
}

impl SituationBody {
    pub(super) fn of(situation: &Situation) -> Self {
        Self {
            id: situation.id.to_string(),
            question: situation.question.clone(),
            why: situation.why.clone(),
            kind: name_of(situation.kind),
            options: situation
                .options
                .iter()
                .map(|option| OptionBody { id: option.id.clone(), label: option.label.clone() })
                .collect(),
            ask_when: situation.ask_when.clone(),
            default: situation.default.as_ref().and_then(|default| serde_json::to_value(default).ok()),
            derived: situation.derived.clone(),
            computed: situation.computed.clone(),
            computed_when: situation.computed_when.clone(),
            known_by: situation.known_by.clone(),
            lasting: situation.lasting,
            element: text(situation.element.as_ref()),
            unit: situation.unit.clone(),
            min: situation.min,
            max: situation.max,
            certain: situation.certain,
        }
    }
}

/// 材料
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct MaterialBody {
    /// 材料 id
    id: String,
    /// 名称
    name: String,
    /// 谁出具：部门 id 或文字
    issuer: String,
    /// 材料种类
    kind: String,
    /// 载体
    carrier: Vec<String>,
    /// 有电子证照
    e_licence: bool,
    /// 哪个部门可以共享
    shared_by: Option<String>,
    /// 怎么取得、怎么填
    sample_note: String,
    /// 是否已经核实
    certain: bool,
}

impl MaterialBody {
    pub(super) fn of(material: &Material) -> Self {
        Self {
            id: material.id.to_string(),
            name: material.name.clone(),
            issuer: material.issuer.clone(),
            kind: material.kind.clone(),
            carrier: material.carrier.clone(),
            e_licence: material.e_licence,
            shared_by: text(material.shared_by.as_ref()),
            sample_note: material.sample_note.clone(),
            certain: material.certain,
        }
    }
}

/// 数据项
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ElementBody {
    /// 数据项 id
    id: String,
    /// 名称
    label: String,
    /// 类型
    #[serde(rename = "type")]
    kind: String,
    /// 可选的词
    choices: Vec<String>,
    /// 最小
    min: Option<f64>,
    /// 最大
    max: Option<f64>,
    /// 格式
    pattern: Option<String>,
    /// 单位
    unit: Option<String>,
    /// 可以从哪里读出
    prefill: Option<String>,
    /// 敏感信息
    sensitive: bool,
    /// 可以多选
    multiple: bool,
    /// 说明
    help: String,
    /// 表的部分
    section: String,
    /// 本人办理时自动带入的数据项
    same_as: Option<String>,
    /// 可能是同一个人、可以照抄的数据项，给出来选，不自动填
    copy_from: Vec<String>,
    /// 是否已经核实
    certain: bool,
}

impl ElementBody {
    pub(super) fn of(element: &Element) -> Self {
        Self {
            id: element.id.to_string(),
            label: element.label.clone(),
            kind: name_of(element.kind),
            choices: element.choices.clone(),
            min: element.min,
            max: element.max,
            pattern: element.pattern.clone(),
            unit: element.unit.clone(),
            prefill: element.prefill.clone(),
            sensitive: element.sensitive,
            multiple: element.multiple,
            help: element.help.clone(),
            section: element.section.clone(),
            same_as: text(element.same_as.as_ref()),
            copy_from: texts(&element.copy_from),
            certain: element.certain,
        }
    }
}

/// 部门
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct DepartmentBody {
    /// 部门 id
    id: String,
    /// 全称
    name: String,
    /// 简称
    short_name: String,
}

impl DepartmentBody {
    pub(super) fn of(department: &Department) -> Self {
        Self {
            id: department.id.to_string(),
            name: department.name.clone(),
            short_name: department.short_name.clone(),
        }
    }
}

/// 办不了的情形
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct StopBody {
    /// 编号；要书面确认的才有
    id: Option<String>,
    /// block 办不了、warn 只提醒、acknowledge 书面确认后转人工、hand_over 转到别处
    kind: String,
    /// 转到哪里，或者先到哪里解决：部门 id 或文字
    to: Option<String>,
    /// 出路：text、change（要改的情形 id）、theme（改走的主题 id）
    #[schema(value_type = Vec<serde_json::Value>)]
    ways: Vec<catalog::model::Way>,
    /// 条件（CEL 表达式）
    when: String,
    /// 文字和去处
    message: String,
    /// 依据
    law: Option<String>,
    /// 办不了的事项
    blocks: Vec<String>,
    /// 从哪天起
    from: Option<Day>,
    /// 到哪天为止
    until: Option<Day>,
    /// 是否已经核实
    certain: bool,
}

impl StopBody {
    /// Without the counter's own note, which is not for the public.
    pub(super) fn of(stop: &Stop) -> Self {
        Self {
            id: stop.id.clone(),
            kind: name_of(stop.kind),
            to: stop.to.clone(),
            ways: stop.ways.clone(),
            when: stop.when.clone(),
            message: stop.message.clone(),
            law: stop.law.clone(),
            blocks: texts(&stop.blocks),
            from: stop.in_force.from.map(Day),
            until: stop.in_force.until.map(Day),
            certain: stop.certain,
        }
    }
}

/// 提醒
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct NoticeBody {
    /// remark 提醒、opening 开业前要备齐的、not_needed 为什么不用办
    kind: String,
    /// 说的是哪些事项；空的是整件事
    items: Vec<String>,
    /// 条件（CEL 表达式）
    when: Option<String>,
    /// 文字
    message: String,
    /// 依据
    law: Option<String>,
    /// 从哪天起
    from: Option<Day>,
    /// 到哪天为止
    until: Option<Day>,
    /// 是否已经核实
    certain: bool,
}

impl NoticeBody {
    pub(super) fn of(notice: &Notice) -> Self {
        Self {
            kind: name_of(notice.kind),
            items: texts(&notice.items),
            when: notice.when.clone(),
            message: notice.message.clone(),
            law: notice.law.clone(),
            from: notice.in_force.from.map(Day),
            until: notice.in_force.until.map(Day),
            certain: notice.certain,
        }
    }
}

/// 分别办理时的数字
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct BaselineBody {
    /// 跑动次数
    visits: u32,
    /// 部门
    departments: u32,
    /// 材料
    materials: u32,
    /// 表格
    forms: u32,
    /// 环节
    steps: u32,
    /// 工作日
    working_days: u32,
    /// 不是估算
    certain: bool,
}

impl BaselineBody {
    pub(super) fn of(theme: &Theme) -> Self {
        let baseline = &theme.baseline;
        Self {
            visits: baseline.visits,
            departments: baseline.departments,
            materials: baseline.materials,
            forms: baseline.forms,
            steps: baseline.steps,
            working_days: baseline.working_days,
            certain: baseline.certain,
        }
    }
}
