//! The shape of the ledger, of reasons and of what-if, for the document alone: what goes out is
//! written by `catalog` itself, and a test holds the two together.

use std::collections::BTreeMap;

use crate::api::times::Day;
use serde::Deserialize;
use utoipa::ToSchema;

/// 现在的回答，想换哪一个
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"answers": {"maternity_insured": "mother_employee", "delivery_mode": "natural"}}))]
pub(in crate::api) struct WhatIfBody {
    /// 情形 id → 回答
    #[serde(default)]
    #[schema(value_type = BTreeMap<String, serde_json::Value>)]
    pub(in crate::api) answers: serde_json::Map<String, serde_json::Value>,
    /// 数据项 id → 值，条件可能用到
    #[serde(default)]
    #[schema(value_type = BTreeMap<String, serde_json::Value>)]
    pub(in crate::api) elements: serde_json::Map<String, serde_json::Value>,
    /// 只问这一个问题；不写的给出全部已答的问题
    #[serde(default)]
    pub(in crate::api) question: Option<String>,
    /// 按哪一天的规定算，如 2021-06-30；不写就是今天
    #[serde(default)]
    #[schema(value_type = Option<Day>)]
    pub(in crate::api) on: Option<String>,
    /// 按哪个目录版本算；不写就是那一天施行的版本
    #[serde(default)]
    pub(in crate::api) version: Option<String>,
}

described! {
    /// 合并账：before 减去各行的 count 等于 after
    Ledger {
        /// 两句话说完：几张表几项变成几张几项，几份材料变成几份
        text: Vec<String>,
        /// 表
        forms: LedgerForms,
        /// 表上的项
        fields: LedgerFields,
        /// 材料
        materials: LedgerMaterials,
    }
    /// 各事项自己的表和一张表
    LedgerForms {
        /// 分开办要填几张
        before: usize,
        /// 现在几张
        after: usize,
        /// 各事项自己的表
        of: Vec<LedgerForm>,
    }
    /// 一个事项自己的表
    LedgerForm {
        /// 事项 id
        item: String,
        /// 事项名称
        name: String,
        /// 表的名称
        form: String,
        /// 有几项
        fields: usize,
    }
    /// 表上的项合并前后
    LedgerFields {
        /// 各表一共几项
        before: usize,
        /// 一张表上几项
        after: usize,
        /// 少填的各是什么
        lines: Vec<LedgerFieldLine>,
        /// 其中几项回答问题时已经有了
        known: usize,
        /// 还有几项要看表上怎么填
        open: usize,
    }
    /// 少填的一类
    LedgerFieldLine {
        /// merged 几张表都要、theme 这件事本身定了
        by: String,
        /// 少填几项
        count: usize,
        /// 文字
        text: String,
        /// 各是哪些
        of: Vec<LedgerField>,
    }
    /// 少填的一项
    LedgerField {
        /// 数据项 id
        id: String,
        /// 名称
        label: String,
        /// 哪些事项的表上有
        items: Vec<String>,
        /// 少填几次
        count: usize,
    }
    /// 材料合并前后
    LedgerMaterials {
        /// 各事项一共要几份
        before: usize,
        /// 要带几份
        after: usize,
        /// 少带的各是什么
        lines: Vec<LedgerMaterialLine>,
        /// 总是 0
        known: usize,
        /// 还有几份要看表上怎么填
        open: usize,
    }
    /// 少带的一类
    LedgerMaterialLine {
        /// merged、sharing、earlier_result、commitment、generated
        by: String,
        /// 少带几份
        count: usize,
        /// 文字
        text: String,
        /// 各是哪些
        of: Vec<LedgerMaterial>,
    }
    /// 少带的一份
    LedgerMaterial {
        /// 材料 id
        id: String,
        /// 名称
        name: String,
        /// 哪些事项要
        items: Vec<String>,
        /// 少带几次
        count: usize,
        /// 用什么代替；只是合并的为 null
        instead: Option<String>,
    }
    /// 理由，按 id
    Why {
        /// 事项
        items: BTreeMap<String, Vec<Ground>>,
        /// 材料，每个要它的事项一条
        materials: BTreeMap<String, Vec<Ground>>,
        /// 表上的项，每个要它的事项一条
        fields: BTreeMap<String, Vec<Ground>>,
        /// 事项的步骤，按先后
        steps: BTreeMap<String, Vec<Ground>>,
        /// 事项的时限
        days: BTreeMap<String, Vec<Ground>>,
        /// 事项的费用
        fees: BTreeMap<String, Vec<Ground>>,
        /// 为什么要到场
        visits: BTreeMap<String, Vec<Ground>>,
        /// 障碍，和 stops 同序
        stops: Vec<Ground>,
    }
    /// 一条理由
    Ground {
        /// 哪个事项的条款；主题自己的为 null
        item: Option<String>,
        /// 起决定作用的回答；对谁都一样的为空
        answers: Vec<GroundAnswer>,
        /// 条款
        clause: GroundClause,
        /// 依据
        law: Option<GroundLaw>,
    }
    /// 起决定作用的回答
    GroundAnswer {
        /// 情形 id
        situation: Option<String>,
        /// 表上填的数据项 id
        element: Option<String>,
        /// 问题
        question: String,
        /// 回答；还没有定的为 null
        label: Option<String>,
    }
    /// 条款和出处
    GroundClause {
        /// 白话
        text: String,
        /// 目录里的文件
        file: String,
        /// 行
        line: u32,
    }
    /// 法律依据
    GroundLaw {
        /// 名称
        law: String,
        /// 条
        article: Option<String>,
    }
    /// 换个答案会怎样
    WhatIfAnswer {
        /// 每个已经回答的问题
        questions: Vec<WhatIfQuestion>,
    }
    /// 一个问题的别的回答
    WhatIfQuestion {
        /// 情形 id
        id: String,
        /// 问题
        question: String,
        /// 现在的回答
        label: String,
        /// 别的回答
        others: Vec<WhatIfOther>,
    }
    /// 别的回答和变化
    WhatIfOther {
        /// 回答
        answer: serde_json::Value,
        /// 文字
        label: String,
        /// 一句话说变化
        text: String,
        /// 变化
        changes: WhatIfChanges,
    }
    /// 变化
    WhatIfChanges {
        /// 多办的事项
        items_added: Vec<String>,
        /// 不用办的事项
        items_dropped: Vec<String>,
        /// 办不了的事项
        items_blocked: Vec<String>,
        /// 次数变了的事项和新的次数
        items_repeated: Vec<serde_json::Value>,
        /// 多带的材料
        materials_added: Vec<String>,
        /// 不用带的材料
        materials_dropped: Vec<String>,
        /// 多填（负数为少填）几项
        fields: i64,
        /// 多（少）几个工作日
        working_days: i64,
        /// 多（少）跑几次
        visits: i64,
        /// 多（少）交几元，只算固定的
        yuan: f64,
        /// 金额不固定而又不同的事项
        fees: Vec<String>,
        /// 还要再答（少答）几题
        questions: i64,
        /// 会另外告知的话
        told: Vec<String>,
        /// 没有要办的了
        nothing_left: bool,
    }
}
