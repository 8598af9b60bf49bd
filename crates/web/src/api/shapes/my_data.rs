//! 我的个人信息, as the document describes it.
#![allow(dead_code, reason = "describes what the use case answers")]

use utoipa::ToSchema;

/// 本人的全部个人信息
#[derive(ToSchema)]
pub(in crate::api) struct MyDataBody {
    /// 什么时候汇总的
    at: String,
    /// 账户和资料
    account: Vec<FactBody>,
    /// 接收消息的号码、邮箱
    contacts: Vec<FactBody>,
    /// 草稿
    drafts: Vec<HeldDraftBody>,
    /// 办件，最近的在前
    cases: Vec<HeldCaseBody>,
    /// 证照
    certificates: Vec<HeldResultBody>,
    /// 授权
    mandates: Vec<HeldMandateBody>,
    /// 办不成事反映
    grievances: Vec<HeldGrievanceBody>,
    /// 谁看过，最近的在前
    looks: Vec<LookBody>,
}

/// 名称和值
#[derive(ToSchema)]
pub(in crate::api) struct FactBody {
    /// 名称
    label: String,
    /// 值
    value: String,
}

/// 草稿
#[derive(ToSchema)]
pub(in crate::api) struct HeldDraftBody {
    /// 草稿 id
    id: String,
    /// 主题名称
    theme: String,
    /// 什么时候存的
    saved_at: String,
}

/// 办件
#[derive(ToSchema)]
pub(in crate::api) struct HeldCaseBody {
    /// 办件编号
    number: String,
    /// 主题名称
    theme: String,
    /// 阶段的文字
    stage: String,
    /// 提交时刻
    submitted_at: String,
    /// 表上填的
    form: Vec<HeldSectionBody>,
    /// 交的材料
    materials: Vec<HeldMaterialBody>,
    /// 结果
    results: Vec<HeldResultBody>,
    /// 为什么现在不能删除
    kept: String,
    /// 保存到哪天；没有办结的为空
    kept_until: Option<String>,
}

/// 表的一段
#[derive(ToSchema)]
pub(in crate::api) struct HeldSectionBody {
    /// 标题
    title: String,
    /// 名称和值
    values: Vec<FactBody>,
}

/// 材料
#[derive(ToSchema)]
pub(in crate::api) struct HeldMaterialBody {
    /// 名称
    name: String,
    /// 文件名
    files: Vec<String>,
}

/// 结果
#[derive(ToSchema)]
pub(in crate::api) struct HeldResultBody {
    /// 名称
    name: String,
    /// 编号
    number: String,
}

/// 授权
#[derive(ToSchema)]
pub(in crate::api) struct HeldMandateBody {
    /// 授权人
    principal: String,
    /// 代办人；还没有人接的为空
    agent: String,
    /// 到哪天
    until: String,
}

/// 办不成事反映
#[derive(ToSchema)]
pub(in crate::api) struct HeldGrievanceBody {
    /// 编号
    number: String,
    /// 说了什么
    text: String,
}

/// 一次查看
#[derive(ToSchema)]
pub(in crate::api) struct LookBody {
    /// 什么时候
    at: String,
    /// 哪个办件
    case: String,
    /// 什么岗位的人
    by: String,
    /// 为了什么；没有要办的事的为空
    purpose: String,
    /// 让看了
    allowed: bool,
}
