//! An item as a published package shows it: basis, materials, steps, limits, fee, results.

use catalog::{
    Catalog,
    model::{Basis, Fee, FieldUse, Item, ItemResult, Limit, MaterialUse, Step, ThemeItem},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{name_of, text, texts};
use crate::api::times::Day;

/// 服务包里的事项
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct PackageItem {
    /// 事项 id
    id: String,
    /// 名称
    name: String,
    /// 决定的部门 id
    department: String,
    /// 部门简称
    department_name: String,
    /// 事项类型
    #[serde(rename = "type")]
    kind: String,
    /// 在什么条件下办（CEL 表达式）
    when: Option<String>,
    /// 等哪些事项的结果
    needs: Vec<String>,
    /// 按哪个数字情形办几次
    repeat_by: Option<String>,
    /// 附件清单外的部门
    beyond_annex: bool,
    /// 清单外为什么必须办
    beyond_reason: Option<String>,
    /// 法律依据
    basis: Vec<BasisBody>,
    /// 办理条件
    conditions: Vec<String>,
    /// 材料
    materials: Vec<MaterialUseBody>,
    /// 数据项
    fields: Vec<FieldUseBody>,
    /// 步骤
    steps: Vec<StepBody>,
    /// 时限
    limits: LimitsBody,
    /// 费用
    fee: FeeBody,
    /// 结果
    results: Vec<ResultBody>,
    /// 适用告知承诺
    commitment: bool,
    /// 告知承诺的依据
    commitment_basis: Option<String>,
    /// 适用容缺受理
    deferral: bool,
    /// 为什么要到场一次
    on_site: Option<String>,
    /// 送达方式：window 窗口、post 邮寄、online 网上
    delivery: Vec<String>,
    /// 批后核查
    after_approval_check: Option<String>,
    /// 任选的材料：id、name、element、law、ways、certain
    #[schema(value_type = Vec<serde_json::Value>)]
    any_of: Vec<catalog::model::AnyOf>,
    /// 申请人以外的当事人：role、section、present、sign、act、when、law、certain
    #[schema(value_type = Vec<serde_json::Value>)]
    parties: Vec<catalog::model::Party>,
    /// 当事人要同时到场
    together: bool,
    /// 办法：id、name、when、note、law、certain
    #[schema(value_type = Vec<serde_json::Value>)]
    paths: Vec<catalog::model::Path>,
    /// 办完以后的事：id、text、within、every、after、when、consequence、law、certain
    #[schema(value_type = Vec<serde_json::Value>)]
    obligations: Vec<catalog::model::Obligation>,
    /// 由谁申请：who、note、when；由申请人申请的为 null
    #[schema(value_type = Option<serde_json::Value>)]
    applied_by: Option<catalog::model::AppliedBy>,
    /// 从哪天起这样办
    from: Option<Day>,
    /// 到哪天为止
    until: Option<Day>,
    /// 是否已经核实
    certain: bool,
}

impl PackageItem {
    /// The item as the theme uses it.
    pub(super) fn of(used: &ThemeItem, item: &Item, catalog: &Catalog) -> Self {
        let in_force = used.in_force.within(item.in_force);
        Self {
            id: item.id.to_string(),
            name: item.name.clone(),
            department: item.department.to_string(),
            department_name: catalog.department_name(&item.department).to_owned(),
            kind: item.kind.clone(),
            when: used.when.clone(),
            needs: texts(&used.needs),
            repeat_by: text(used.repeat_by.as_ref()),
            beyond_annex: used.beyond_annex,
            beyond_reason: used.beyond_reason.clone(),
            basis: item.basis.iter().map(BasisBody::of).collect(),
            conditions: item.conditions.clone(),
            materials: item.materials.iter().map(MaterialUseBody::of).collect(),
            fields: item.fields.iter().map(FieldUseBody::of).collect(),
            steps: item.steps.iter().map(|step| StepBody::of(step, catalog)).collect(),
            limits: LimitsBody::of(item),
            fee: FeeBody::of(&item.fee),
            results: item.results.iter().map(ResultBody::of).collect(),
            commitment: item.commitment,
            commitment_basis: item.commitment_basis.clone(),
            deferral: item.deferral,
            on_site: item.on_site.clone(),
            delivery: item.delivery.clone(),
            after_approval_check: item.after_approval_check.clone(),
            any_of: item.any_of.clone(),
            parties: item.parties.clone(),
            together: item.together,
            paths: item.paths.clone(),
            obligations: item.obligations.clone(),
            applied_by: used.applied_by.clone(),
            from: in_force.from.map(Day),
            until: in_force.until.map(Day),
            certain: used.certain && item.certain,
        }
    }
}

/// 法律依据
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct BasisBody {
    /// 法律
    law: String,
    /// 条
    article: Option<String>,
    /// 要点
    gist: String,
    /// 从哪天起施行
    from: Option<Day>,
    /// 施行到哪天为止
    until: Option<Day>,
    /// 是否已经核实
    certain: bool,
}

impl BasisBody {
    fn of(basis: &Basis) -> Self {
        Self {
            law: basis.law.clone(),
            article: basis.article.clone(),
            gist: basis.gist.clone(),
            from: basis.in_force.from.map(Day),
            until: basis.in_force.until.map(Day),
            certain: basis.certain,
        }
    }
}

/// 事项要用的材料
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct MaterialUseBody {
    /// 材料 id
    material: String,
    /// 在什么条件下要（CEL 表达式）
    when: Option<String>,
    /// 核心要件
    key: bool,
    /// 份数
    copies: Option<u32>,
    /// 说明
    note: Option<String>,
    /// 用什么代替，免交
    instead_of: Option<String>,
    /// 哪一种免交：sharing 数据共享、commitment 告知承诺、earlier_result 前面事项的结果、generated 系统生成
    spared_by: Option<String>,
    /// 查不到、出不来时怎么办
    fallback: Option<String>,
    /// 是否已经核实
    certain: bool,
}

impl MaterialUseBody {
    fn of(used: &MaterialUse) -> Self {
        Self {
            material: used.material.to_string(),
            when: used.when.clone(),
            key: used.key,
            copies: used.copies,
            note: used.note.clone(),
            instead_of: used.instead_of.clone(),
            spared_by: used.spared_by.map(name_of),
            fallback: used.fallback.clone(),
            certain: used.certain,
        }
    }
}

/// 事项要用的数据项
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct FieldUseBody {
    /// 数据项 id
    element: String,
    /// 在什么条件下要（CEL 表达式）
    when: Option<String>,
    /// 必填
    required: bool,
}

impl FieldUseBody {
    fn of(used: &FieldUse) -> Self {
        Self { element: used.element.to_string(), when: used.when.clone(), required: used.required }
    }
}

/// 步骤
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct StepBody {
    /// 名称
    name: String,
    /// 谁办，部门 id
    actor: String,
    /// 谁办，简称
    actor_name: String,
    /// 工作日
    working_days: u32,
    /// 在什么条件下有（CEL 表达式）
    when: Option<String>,
}

impl StepBody {
    fn of(step: &Step, catalog: &Catalog) -> Self {
        Self {
            name: step.name.clone(),
            actor: step.actor.to_string(),
            actor_name: catalog.department_name(&step.actor).to_owned(),
            working_days: step.working_days,
            when: step.when.clone(),
        }
    }
}

/// 时限
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct LimitsBody {
    /// 法定时限
    statutory: LimitBody,
    /// 承诺时限
    promised: LimitBody,
    /// 随路径不同的承诺时限
    variants: Vec<LimitVariantBody>,
    /// 不计入时限的特别程序
    special_procedures: Vec<String>,
    /// 关于时限的说明
    special_limits: Option<String>,
}

/// 一个时限
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct LimitBody {
    /// 工作日，0 为即办
    working_days: u32,
    /// 法律按自然日计的
    calendar_days: Option<u32>,
    /// 说明
    note: Option<String>,
    /// 是否已经核实
    certain: bool,
}

/// 随路径不同的时限
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct LimitVariantBody {
    /// 条件（CEL 表达式）
    when: String,
    /// 工作日
    working_days: u32,
}

impl LimitsBody {
    fn of(item: &Item) -> Self {
        Self {
            statutory: LimitBody::of(&item.statutory_limit),
            promised: LimitBody::of(&item.promised_limit),
            variants: item
                .limit_variants
                .iter()
                .map(|(when, working_days)| LimitVariantBody {
                    when: when.clone(),
                    working_days: *working_days,
                })
                .collect(),
            special_procedures: item.special_procedures.clone(),
            special_limits: item.special_limits.clone(),
        }
    }
}

impl LimitBody {
    fn of(limit: &Limit) -> Self {
        Self {
            working_days: limit.working_days,
            calendar_days: limit.calendar_days,
            note: limit.note.clone(),
            certain: limit.certain,
        }
    }
}

/// 费用
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct FeeBody {
    /// fee 收费、tax 税款、deposit 保证金
    kind: String,
    /// 文字；不收费为空
    amount: String,
    /// 元
    yuan: Option<f64>,
    /// 依据
    basis: String,
    /// 是否已经核实
    certain: bool,
}

impl FeeBody {
    fn of(fee: &Fee) -> Self {
        Self {
            kind: name_of(fee.kind),
            amount: fee.amount.clone(),
            yuan: fee.yuan,
            basis: fee.basis.clone(),
            certain: fee.certain,
        }
    }
}

/// 事项的结果
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ResultBody {
    /// 名称
    pub(in crate::api) name: String,
    /// licence 许可证、certificate 证明、approval 批准、record 备案登记、payment 给付
    pub(in crate::api) kind: String,
    /// 作为材料时的 id
    pub(in crate::api) material: Option<String>,
    /// 有效期
    pub(in crate::api) validity: Option<String>,
}

impl ResultBody {
    /// A result of an item.
    pub(in crate::api) fn of(result: &ItemResult) -> Self {
        Self {
            name: result.name.clone(),
            kind: result.kind.clone(),
            material: text(result.material.as_ref()),
            validity: result.validity.clone(),
        }
    }
}
