//! A published package: the theme with everything that it refers to.

use std::collections::{BTreeMap, BTreeSet};

use catalog::{
    Catalog, Theme,
    model::{Element, Item, Material, Notice, Place, Situation, Stop},
};
use jiff::civil::Date;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::{item::PackageItem, name_of, text, texts};
use crate::api::times::Day;

/// 一件事主题
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ThemeLine {
    /// 主题 id
    #[schema(example = "birth")]
    id: String,
    /// 名称
    #[schema(example = "出生一件事")]
    name: String,
    /// 给谁办：natural_person 自然人、legal_person 法人、self_employed 个体工商户
    subject: String,
    /// 适用的全部对象
    subjects: Vec<String>,
    /// 牵头部门 id
    lead: String,
    /// 牵头部门简称
    lead_name: String,
    /// 配合部门 id
    cooperating: Vec<String>,
    /// 在方案的哪个附件
    annex: Vec<u32>,
    /// 附件里的序号
    number: u32,
    /// 一句话说明
    summary: String,
    /// 个体户与企业的成对主题
    pair: Option<String>,
    /// 区分成对主题的问题
    pair_question: Option<String>,
}

impl ThemeLine {
    /// The line of a theme.
    pub(in crate::api) fn of(theme: &Theme, catalog: &Catalog) -> Self {
        Self {
            id: theme.id.to_string(),
            name: theme.name.clone(),
            subject: name_of(theme.subject),
            subjects: theme.subjects.iter().map(name_of).collect(),
            lead: theme.lead.to_string(),
            lead_name: catalog.department_name(&theme.lead).to_owned(),
            cooperating: texts(&theme.cooperating),
            annex: theme.annex.clone(),
            number: theme.number,
            summary: theme.summary.clone(),
            pair: text(theme.pair.as_ref()),
            pair_question: theme.pair_question.clone(),
        }
    }
}

/// 已发布的服务包
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ThemePackage {
    #[serde(flatten)]
    theme: ThemeLine,
    /// 目录版本
    version: String,
    /// 按哪一天的规定
    on: Day,
    /// 群众的叫法
    aliases: Vec<String>,
    /// 情形：要问的问题
    situations: Vec<SituationBody>,
    /// 提问的页，按次序：id、topic、ask、exceptions（situation、ordinary、label、certain）
    #[schema(value_type = Vec<serde_json::Value>)]
    screens: Vec<catalog::model::Screen>,
    /// 事项
    items: Vec<PackageItem>,
    /// 用到的材料
    materials: Vec<MaterialBody>,
    /// 用到的数据项
    fields: Vec<ElementBody>,
    /// 表的各部分，按填的先后：id、title、row、max_rows、same_as（“同上”可以照抄哪几部分的人，按先后；
    /// 照抄的是点号后面相同的数据项，如 legal_rep.name 照抄到 finance_person.name）。照抄由客户端自己做，
    /// 提交的是值；抄过去以后来源再改，不会跟着改
    #[schema(value_type = Vec<serde_json::Value>)]
    sections: Vec<catalog::model::Section>,
    /// 用到的部门
    departments: Vec<DepartmentBody>,
    /// 办不了的情形和去处
    stops: Vec<StopBody>,
    /// 提醒
    notices: Vec<NoticeBody>,
    /// 算给申请人看的：id、label、kind、value（表达式）、when、unit、formula、law、certain
    #[schema(value_type = Vec<serde_json::Value>)]
    figures: Vec<catalog::model::Figure>,
    /// 办完以后的事：id、text、within、every、after、when、consequence、law、certain
    #[schema(value_type = Vec<serde_json::Value>)]
    obligations: Vec<catalog::model::Obligation>,
    /// 要先在别处办好的：id、name、actor、when、items、material、note、law、certain
    #[schema(value_type = Vec<serde_json::Value>)]
    prerequisites: Vec<catalog::model::Prerequisite>,
    /// 只能选一样的：id、items、message、law、strict、certain
    #[schema(value_type = Vec<serde_json::Value>)]
    exclusive: Vec<catalog::model::Exclusive>,
    /// 合起来办的：id、kind、text、items、materials、law、certain
    #[schema(value_type = Vec<serde_json::Value>)]
    joint: Vec<catalog::model::Joint>,
    /// 分行填的：section、row、by、common、counts、apart
    #[schema(value_type = Vec<serde_json::Value>)]
    rows: Vec<catalog::model::Rows>,
    /// 谁要到场：together、agent、why、law
    #[schema(value_type = Option<serde_json::Value>)]
    presence: Option<catalog::model::Presence>,
    /// 分别办理时的数字
    baseline: BaselineBody,
    /// 小贴士
    tips: Vec<String>,
    /// 办完手里有什么
    outcome: String,
    /// 主题本身已定的数据项
    constants: BTreeMap<String, Value>,
}

impl ThemePackage {
    /// The package of a theme.
    pub(in crate::api) fn of(theme: &Theme, catalog: &Catalog, on: Date) -> Self {
        let items: Vec<&Item> = theme.items.iter().filter_map(|used| catalog.items.get(&used.item)).collect();
        let materials: BTreeSet<_> =
            items.iter().flat_map(|item| &item.materials).map(|used| &used.material).collect();
        let elements: BTreeSet<_> =
            items.iter().flat_map(|item| &item.fields).map(|used| &used.element).collect();
        let used = |section: &&catalog::model::Section| {
            elements.iter().filter_map(|id| catalog.elements.get(*id)).any(|one| one.section == section.id)
        };
        let sections = catalog.sections.iter().filter(used).cloned().collect();
        let departments: BTreeSet<_> = std::iter::once(&theme.lead)
            .chain(&theme.cooperating)
            .chain(items.iter().map(|item| &item.department))
            .chain(items.iter().flat_map(|item| &item.steps).map(|step| &step.actor))
            .collect();
        Self {
            theme: ThemeLine::of(theme, catalog),
            version: catalog.version.clone(),
            on: Day(on),
            aliases: theme.aliases.clone(),
            situations: theme.situations.iter().map(SituationBody::of).collect(),
            screens: theme.screens.clone(),
            items: theme
                .items
                .iter()
                .filter_map(|used| Some(PackageItem::of(used, catalog.items.get(&used.item)?, catalog)))
                .collect(),
            materials: materials
                .into_iter()
                .filter_map(|id| catalog.materials.get(id))
                .map(MaterialBody::of)
                .collect(),
            fields: elements
                .into_iter()
                .filter_map(|id| catalog.elements.get(id))
                .map(ElementBody::of)
                .collect(),
            departments: departments
                .into_iter()
                .filter_map(|id| catalog.departments.get(id))
                .map(|department| DepartmentBody {
                    id: department.id.to_string(),
                    name: department.name.clone(),
                    short_name: department.short_name.clone(),
                })
                .collect(),
            sections,
            stops: theme.stops.iter().map(StopBody::of).collect(),
            notices: theme.notices.iter().map(NoticeBody::of).collect(),
            figures: theme.figures.clone(),
            obligations: theme.obligations.clone(),
            prerequisites: theme.prerequisites.clone(),
            exclusive: theme.exclusive.clone(),
            joint: theme.joint.clone(),
            rows: theme.rows.clone(),
            presence: theme.presence.clone(),
            baseline: BaselineBody::of(theme),
            tips: theme.tips.clone(),
            outcome: theme.outcome.clone(),
            constants: theme.constants.iter().map(|(id, value)| (id.to_string(), value.clone())).collect(),
        }
    }
}

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
    fn of(situation: &Situation) -> Self {
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
    fn of(material: &Material) -> Self {
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
    fn of(element: &Element) -> Self {
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
    fn of(stop: &Stop) -> Self {
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
    fn of(notice: &Notice) -> Self {
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
    fn of(theme: &Theme) -> Self {
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

/// 综合窗口
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct PlaceBody {
    /// 地点 id
    id: String,
    /// 名称
    name: String,
    /// 管理单位 id
    department: String,
    /// comprehensive 综合、special 专科、hospital 医院、town 镇街
    kind: String,
    /// 能办的主题；null 为全部（全区通办）
    themes: Option<Vec<String>>,
    /// 办得最多的主题
    main_themes: Vec<String>,
    /// 每个镇街各有一处
    each_division: bool,
    /// 地址
    address: Option<String>,
    /// 电话
    phone: Option<String>,
    /// 办公时间
    hours: Option<String>,
    /// 是否已经核实
    certain: bool,
}

impl PlaceBody {
    /// A place of the catalogue.
    pub(in crate::api) fn of(place: &Place) -> Self {
        Self {
            id: place.id.to_string(),
            name: place.name.clone(),
            department: place.department.to_string(),
            kind: place.kind.clone(),
            themes: place.themes.as_deref().map(texts),
            main_themes: texts(&place.main_themes),
            each_division: place.each_division,
            address: place.address.clone(),
            phone: place.phone.clone(),
            hours: place.hours.clone(),
            certain: place.certain,
        }
    }
}
