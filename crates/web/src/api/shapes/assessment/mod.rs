//! The shape of an assessment, for the document alone: what goes out is written by `catalog` itself, and a
//! test holds the two together.

mod around;
mod fields;
mod figures;
mod items;
mod materials;
mod questions;
mod stops;

use serde::Deserialize;
use utoipa::ToSchema;

use super::explained::{Ledger, Why};
use crate::api::times::{Day, Moment};
use around::{
    AssessedExclusive, AssessedFigure, AssessedJoint, AssessedObligation, AssessedOpening,
    AssessedPrerequisite, AssessedRows, Presence,
};
use fields::AssessedField;
use figures::{AssessedFee, Graph, Savings, VisitReason};
use items::AssessedItem;
use materials::{AssessedGroup, AssessedMaterial};
use questions::{AnsweredQuestion, DroppedAnswer, Left, Question, SettledElement};
use stops::{AssessedNotice, AssessedStop};

/// 对情形的回答
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"answers": {"declarant": "mother", "birth_place": "hospital", "children_count": 1}}))]
pub(in crate::api) struct AssessBody {
    /// 情形 id → 回答：是否题 true/false，数字题数字，单选题选项 id，多选题选项 id 数组
    #[serde(default)]
    #[schema(value_type = std::collections::BTreeMap<String, serde_json::Value>)]
    pub(in crate::api) answers: serde_json::Map<String, serde_json::Value>,
    /// 数据项 id → 值，条件可能用到
    #[serde(default)]
    #[schema(value_type = std::collections::BTreeMap<String, serde_json::Value>)]
    pub(in crate::api) elements: serde_json::Map<String, serde_json::Value>,
    /// 按哪一天的规定算，如 2021-06-30；不写就是今天
    #[serde(default)]
    #[schema(value_type = Option<Day>)]
    pub(in crate::api) on: Option<String>,
    /// 按哪个目录版本算；不写就是那一天施行的版本
    #[serde(default)]
    pub(in crate::api) version: Option<String>,
    /// 申请人书面确认过的提醒的 id：它们不再拦住事项
    #[serde(default)]
    pub(in crate::api) acknowledged: Vec<String>,
    /// 同时给出合并账和理由，默认为 true
    #[serde(default = "explained_unless_said")]
    #[schema(default = true)]
    pub(in crate::api) explain: bool,
}

fn explained_unless_said() -> bool {
    true
}

described! {
    /// 一次告知的全部内容
    Assessment {
        /// 没有要再问的了
        complete: bool,
        /// 还会改变结果的问题，按提问的次序
        next: Vec<Question>,
        /// 最多还要答多少
        left: Left,
        /// 已经回答的问题
        answered: Vec<AnsweredQuestion>,
        /// 给了、现在不用问因而不算的回答
        dropped: Vec<DroppedAnswer>,
        /// 本主题的全部事项
        items: Vec<AssessedItem>,
        /// 合并后的材料清单
        materials: Vec<AssessedMaterial>,
        /// 任选的材料
        any_of: Vec<AssessedGroup>,
        /// 合并后的一张表
        fields: Vec<AssessedField>,
        /// 办不了的情形和去处
        stops: Vec<AssessedStop>,
        /// 提醒
        notices: Vec<AssessedNotice>,
        /// 算给申请人看的
        figures: Vec<AssessedFigure>,
        /// 要先在别处办好的
        prerequisites: Vec<AssessedPrerequisite>,
        /// 合起来办的：一次上门、一张图
        joint: Vec<AssessedJoint>,
        /// 只能选一样、却同时要办的
        exclusive: Vec<AssessedExclusive>,
        /// 开业前要备齐的
        opening: Vec<AssessedOpening>,
        /// 办完以后自己要做的事
        obligations: Vec<AssessedObligation>,
        /// 整件事谁要到场
        presence: Option<Presence>,
        /// 分行填的
        rows: Vec<AssessedRows>,
        /// 什么都不用办的，为什么
        nothing_needed: Option<String>,
        /// 办理流程
        graph: Graph,
        /// 费用
        fees: Vec<AssessedFee>,
        /// 四减：前后对比
        savings: Savings,
        /// 需要跑的次数
        visits: u32,
        /// 为什么要跑
        visit_reasons: Vec<VisitReason>,
        /// 由回答或主题直接得出的数据项
        settled: Vec<SettledElement>,
        /// 所依据的目录版本
        version: String,
        /// 按哪一天的规定
        on: Day,
        /// 合并账：合并前后各多少，什么并到了什么；`explain` 为 false 时没有
        #[schema(required = false)]
        ledger: Ledger,
        /// 理由：每个事项、材料、表上的项、步骤、时限和费用凭什么在那里；`explain` 为 false 时没有
        #[schema(required = false)]
        why: Why,
    }
}

#[expect(dead_code, reason = "keeps the named formats in the document")]
type NamedFormats = (Moment, Day);
