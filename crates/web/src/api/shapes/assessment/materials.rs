//! Materials, and papers of which one way is enough.

use utoipa::ToSchema;

described! {
    /// 免交的原因
    Spared {
        /// sharing 数据共享、commitment 告知承诺、earlier_result 前面事项的结果、generated 系统生成
        by: String,
        /// 文字
        text: String,
        /// 查不到、出不来时怎么办
        fallback: String,
    }
    /// 任选的材料：几条路里交齐一条就行
    AssessedGroup {
        /// 编号
        id: String,
        /// 证明什么
        name: String,
        /// 哪些事项要
        items: Vec<String>,
        /// 选择所在的数据项
        choice: String,
        /// 已经选的一条路；还没选为 null
        chosen: Option<String>,
        /// 几条路
        ways: Vec<AssessedWay>,
        /// 依据
        law: Option<String>,
        /// 是否已经核实
        certain: bool,
    }
    /// 任选的一条路
    AssessedWay {
        /// 编号
        id: String,
        /// 文字
        label: String,
        /// 选它时的值
        value: serde_json::Value,
        /// 一般人走的路
        usual: bool,
        /// 要带的材料
        to_bring: Vec<String>,
        /// 免交的材料
        spared: Vec<String>,
    }
    /// 材料属于任选的哪一条路
    OneWay {
        /// 任选的编号
        group: String,
        /// 证明什么
        name: String,
        /// 哪一条路
        way: String,
        /// 这条路的文字
        label: String,
    }
    /// 材料
    AssessedMaterial {
        /// 材料 id
        id: String,
        /// 名称
        name: String,
        /// in 要交、open 还不知道
        state: String,
        /// 哪些事项要用
        needed_by: Vec<String>,
        /// 核心要件
        key: bool,
        /// 可以容缺后补
        deferrable: bool,
        /// 免交的原因；要交的为 null
        spared: Option<Spared>,
        /// 为什么要
        why: Vec<String>,
        /// 谁出具
        issuer: String,
        /// 怎么取得、怎么填
        sample_note: String,
        /// 材料种类
        kind: String,
        /// 载体：original 原件、copy 复印件、electronic 电子件
        carrier: Vec<String>,
        /// 份数
        copies: Option<u32>,
        /// 说明
        notes: Vec<String>,
        /// 几套
        repeat: Option<u32>,
        /// 表上填了什么才要（CEL 表达式）
        shown_when: Option<String>,
        /// 属于任选的哪一条路；非交不可的为 null
        any_of: Option<OneWay>,
        /// 是否已经核实
        certain: bool,
    }
}
