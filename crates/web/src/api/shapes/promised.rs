//! What an applicant promises in writing (容缺受理、告知承诺), going out and coming in.

use serde::{Deserialize, Serialize};
use service::{PromiseView, Signature};
use utoipa::ToSchema;

use crate::api::times::Day;

/// 申请人签的一份承诺
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct PromiseBody {
    /// 编号：deferral 容缺，commitment-<事项 id> 告知承诺
    id: String,
    /// 名称
    title: String,
    /// in_force 有效、withdrawn 已撤回、to_check 等待核查、kept 属实、broken 没有做到、repaired 已修复
    state: String,
    /// 状态的文字
    label: String,
    /// 最晚哪天（核查、决定修复）
    due: Option<Day>,
    /// 核查情况或者理由
    note: String,
    /// 向哪个部门承诺
    department: String,
    /// 文书 id
    paper: String,
    /// 容缺材料和最晚日期
    deferrals: Vec<DeferralBody>,
    /// 来访者现在可以做的
    actions: Vec<String>,
}

/// 一份容缺材料
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct DeferralBody {
    /// 材料名称
    name: String,
    /// 最晚哪天补
    due: Day,
    /// 已经宽限过一次
    extended: bool,
    /// 已经逾期
    late: bool,
}

impl From<PromiseView> for PromiseBody {
    fn from(view: PromiseView) -> Self {
        let deferrals = view.deferrals.into_iter();
        Self {
            id: view.id,
            title: view.title,
            state: view.state.to_owned(),
            label: view.label,
            due: view.due.map(Day),
            note: view.note,
            department: view.department.to_string(),
            paper: view.paper,
            deferrals: deferrals
                .map(|(name, due, extended, late)| DeferralBody { name, due: Day(due), extended, late })
                .collect(),
            actions: view.actions.into_iter().map(str::to_owned).collect(),
        }
    }
}

/// 承诺书上的签名
#[derive(Debug, Deserialize, ToSchema)]
pub(in crate::api) struct SignatureInput {
    /// 哪一份：deferral，或者 commitment-<事项 id>
    promise: String,
    /// 签的姓名
    name: String,
    /// 代理人的特别授权书
    #[serde(default)]
    authority: Option<String>,
    /// 另外手写的签名，可以没有：一笔一组点，框宽 600、高 180，左上角为 0
    #[serde(default)]
    drawn: Option<Vec<Vec<(u16, u16)>>>,
}

impl From<SignatureInput> for Signature {
    fn from(input: SignatureInput) -> Self {
        Self { promise: input.promise, name: input.name, authority: input.authority, drawn: input.drawn }
    }
}

/// 撤回承诺
#[derive(Debug, Deserialize, ToSchema)]
pub(in crate::api) struct WithdrawPromiseBody {
    /// 看到的版本
    #[serde(default)]
    pub(in crate::api) version: Option<u64>,
    /// 哪一份
    pub(in crate::api) promise: String,
}

/// 批后核查
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"promise": "commitment-public_place_hygiene_licence", "kept": true, "findings": "3月20日上门看过，符合"}))]
pub(in crate::api) struct CheckPromiseBody {
    /// 看到的版本
    #[serde(default)]
    pub(in crate::api) version: Option<u64>,
    /// 哪一份
    pub(in crate::api) promise: String,
    /// 属实
    pub(in crate::api) kept: bool,
    /// 核查情况
    #[serde(default)]
    pub(in crate::api) findings: String,
}

/// 申请信用修复
#[derive(Debug, Deserialize, ToSchema)]
pub(in crate::api) struct AskRepairBody {
    /// 看到的版本
    #[serde(default)]
    pub(in crate::api) version: Option<u64>,
    /// 哪一份
    pub(in crate::api) promise: String,
    /// 怎么做到的
    #[serde(default)]
    pub(in crate::api) text: String,
}

/// 决定信用修复
#[derive(Debug, Deserialize, ToSchema)]
pub(in crate::api) struct DecideRepairBody {
    /// 看到的版本
    #[serde(default)]
    pub(in crate::api) version: Option<u64>,
    /// 哪一份
    pub(in crate::api) promise: String,
    /// 同意
    pub(in crate::api) repaired: bool,
    /// 理由
    #[serde(default)]
    pub(in crate::api) reason: String,
}

/// 宽限容缺材料
#[derive(Debug, Deserialize, ToSchema)]
pub(in crate::api) struct ExtendDeferralBody {
    /// 看到的版本
    #[serde(default)]
    pub(in crate::api) version: Option<u64>,
    /// 宽限到哪天
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub(in crate::api) until: Option<jiff::civil::Date>,
    /// 理由
    #[serde(default)]
    pub(in crate::api) reason: String,
}
