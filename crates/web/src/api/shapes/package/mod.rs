//! A published package: the theme with everything that it refers to.

mod parts;

use std::collections::{BTreeMap, BTreeSet};

use catalog::{Catalog, Theme, model::Item};
use jiff::civil::Date;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use parts::{BaselineBody, DepartmentBody, ElementBody, MaterialBody, NoticeBody, SituationBody, StopBody};

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
                .map(DepartmentBody::of)
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
