//! The shape of an assessment and of search results, for the document alone:
//! what goes out is written by `catalog` and `search` themselves, and a test
//! holds the two together.

use serde::Deserialize;
use utoipa::ToSchema;

use super::explained::{Ledger, Why};
use crate::api::times::{Day, Moment};

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

macro_rules! described {
    ($($(#[$meta:meta])* $name:ident { $($(#[$field_meta:meta])* $field:ident : $type:ty,)* })*) => {$(
        $(#[$meta])*
        #[derive(ToSchema)]
        #[expect(dead_code, reason = "describes what another room writes")]
        pub(in crate::api) struct $name { $($(#[$field_meta])* $field: $type,)* }
    )*};
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
    /// 最多还要答多少；怎么答都不会更多
    Left {
        /// 几题；一页里少见的情况合起来算一题
        questions: usize,
        /// 几页
        screens: usize,
    }
    /// 还要问的问题
    Question {
        /// 情形 id
        id: String,
        /// 问题
        question: String,
        /// 为什么问
        why: String,
        /// 回答方式：single、multi、boolean、number
        r#type: String,
        /// 选项
        options: Vec<QuestionOption>,
        /// 预选的回答
        default: Option<serde_json::Value>,
        /// 单位
        unit: Option<String>,
        /// 最小
        min: Option<f64>,
        /// 最大
        max: Option<f64>,
        /// 只收整数
        whole: bool,
        /// 在哪一页问：页的 id
        screen: String,
        /// 这一页问的是什么
        topic: String,
        /// 少见的情况：列在一起，有的才勾；不是少见的为 null
        exception: Option<RareCase>,
    }
    /// 少见的情况
    RareCase {
        /// 情形 id
        situation: String,
        /// 没有勾的，当答了什么
        ordinary: serde_json::Value,
        /// 勾选框旁的文字
        label: String,
        /// 是否已核实
        certain: bool,
    }
    /// 选项
    QuestionOption {
        /// 选项 id
        id: String,
        /// 文字
        label: String,
        /// 对应的数据项取值
        value: Option<String>,
    }
    /// 已经回答的问题
    AnsweredQuestion {
        /// 情形 id
        id: String,
        /// 问题
        question: String,
        /// 回答
        answer: serde_json::Value,
        /// 回答的文字
        label: String,
        /// 没有问，按默认或推算
        assumed: bool,
        /// 没有问，由日期、证件号码或数字算出
        computed: bool,
    }
    /// 不算的回答
    DroppedAnswer {
        /// 情形 id
        id: String,
        /// 问题
        question: String,
        /// 回答
        answer: serde_json::Value,
        /// 回答的文字
        label: String,
    }
    /// 事项
    AssessedItem {
        /// 事项 id
        id: String,
        /// 名称
        name: String,
        /// 决定的部门 id
        department: String,
        /// 部门简称
        department_name: String,
        /// in 要办、out 不办、open 还不知道、blocked 有障碍
        state: String,
        /// 为什么
        why: Vec<String>,
        /// 等哪些事项的结果
        needs: Vec<String>,
        /// 办几次
        repeat: Option<u32>,
        /// 承诺时限，工作日
        working_days: u32,
        /// 法定时限，工作日
        statutory_days: u32,
        /// 事项类型
        kind: String,
        /// 法律依据
        basis: Vec<super::item::BasisBody>,
        /// 办理条件
        conditions: Vec<String>,
        /// 步骤
        steps: Vec<AssessedStep>,
        /// 结果名称
        results: Vec<String>,
        /// 适用告知承诺
        commitment: bool,
        /// 承诺书本身是材料的，它的 id：在线签了就算交了
        commitment_paper: Option<String>,
        /// 适用容缺受理
        deferral: bool,
        /// 为什么要到场一次
        on_site: Option<String>,
        /// 清单外部门的事项，为什么必须办
        beyond_reason: Option<String>,
        /// 障碍和去处
        blocked_by: Vec<String>,
        /// 要等的事项受阻
        held_by: Vec<HeldBy>,
        /// 为什么不用办
        not_needed: Vec<String>,
        /// 法定时限，自然日；法律按自然日规定的才有
        calendar_days: Option<u32>,
        /// 由部门决定；否则期限由医院、银行这些机构掌握，不计督查
        supervised: bool,
        /// 申请人以外的当事人
        parties: Vec<AssessedParty>,
        /// 当事人要同时到场
        together: bool,
        /// 由谁申请；由申请人申请的为 null
        applied_by: Option<AppliedBy>,
        /// 走哪一种办法；只有一种的为 null
        path: Option<AssessedPath>,
        /// 是否已经核实
        certain: bool,
    }
    /// 事项的步骤
    AssessedStep {
        /// 名称
        name: String,
        /// 谁办
        actor: String,
        /// 工作日
        working_days: u32,
        /// 期限由政府部门掌握
        supervised: bool,
    }
    /// 要等的事项受阻
    HeldBy {
        /// 事项 id
        item: String,
        /// 这一项也办不了；false 是结果从别处来，照样办
        stops: bool,
        /// 文字
        text: String,
    }
    /// 当事人
    AssessedParty {
        /// 是谁
        role: String,
        /// 表单里写这个人的分段
        section: Option<String>,
        /// 要本人到场
        present: bool,
        /// hand 手写签名、any 手写或电子签名；不签字为 null
        sign: Option<String>,
        /// 做什么
        act: String,
        /// 依据
        law: Option<String>,
        /// 是否已经核实
        certain: bool,
    }
    /// 由别人申请
    AppliedBy {
        /// employer 用人单位、bank 银行、spouse 配偶、department 部门之间自己办
        who: String,
        /// 申请人还要做什么
        note: String,
        /// 在什么条件下（CEL 表达式）
        when: Option<String>,
    }
    /// 办法
    AssessedPath {
        /// 编号
        id: String,
        /// 名称
        name: String,
        /// 有什么不同
        note: Option<String>,
        /// 依据
        law: Option<String>,
        /// 是否已经核实
        certain: bool,
    }
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
    /// 表上的一项
    AssessedField {
        /// 数据项 id
        id: String,
        /// 名称
        label: String,
        /// 类型
        r#type: String,
        /// 必填
        required: bool,
        /// 表的部分
        section: String,
        /// 可以从哪里读出
        prefill: Option<String>,
        /// 几行；只问一次的为 null
        repeat: Option<u32>,
        /// 可以自己加行
        open_rows: bool,
        /// in 要填、open 要看别的项
        state: String,
        /// 在什么条件下出现
        shown_when: Option<String>,
        /// 哪些事项要用
        items: Vec<String>,
        /// 可选的词
        choices: Vec<String>,
        /// 可以多选
        multiple: bool,
        /// 最小
        min: Option<f64>,
        /// 最大
        max: Option<f64>,
        /// 格式
        pattern: Option<String>,
        /// 单位
        unit: Option<String>,
        /// 说明
        help: String,
        /// 敏感信息
        sensitive: bool,
        /// 本人办理时自动带入的数据项
        same_as: Option<String>,
        /// 可能是同一个人、可以照抄的数据项，给出来选，不自动填；整个人照抄看服务包的 sections
        copy_from: Vec<String>,
    }
    /// 障碍
    AssessedStop {
        /// 编号；要书面确认的才有
        id: Option<String>,
        /// block 办不了、warn 只提醒、acknowledge 书面确认后转人工、hand_over 转到别处
        kind: String,
        /// 转到哪里，或者先到哪里解决
        to: Option<String>,
        /// 出路
        ways: Vec<StopWay>,
        /// 已经书面确认，不再拦
        acknowledged: bool,
        /// 文字和去处
        message: String,
        /// 依据
        law: Option<String>,
        /// 办不了的事项
        blocks: Vec<String>,
        /// 为什么
        why: Vec<String>,
        /// 是否已经核实
        certain: bool,
    }
    /// 出路
    StopWay {
        /// 文字
        text: String,
        /// 要改回答的情形 id
        change: Option<String>,
        /// 改走的主题 id
        theme: Option<String>,
    }
    /// 提醒
    AssessedNotice {
        /// remark 提醒、opening 开业前要备齐的、not_needed 为什么不用办
        kind: String,
        /// 文字
        message: String,
        /// 依据
        law: Option<String>,
        /// 是否已经核实
        certain: bool,
    }
    /// 要先在别处办好的
    AssessedPrerequisite {
        /// 编号
        id: String,
        /// 办什么
        name: String,
        /// 谁办
        actor: String,
        /// 为了哪些事项
        items: Vec<String>,
        /// 办好了拿到的材料
        material: Option<String>,
        /// 没有办好，整件事不能提交
        before_handing_in: bool,
        /// 还要知道什么
        note: Option<String>,
        /// 依据
        law: Option<String>,
        /// 是否已经核实
        certain: bool,
    }
    /// 合起来办的
    AssessedJoint {
        /// 编号
        id: String,
        /// inspection 一次上门、drawing 一张图
        kind: String,
        /// 文字
        text: String,
        /// 哪些事项的现场核查
        items: Vec<String>,
        /// 哪些材料画在一张图上
        materials: Vec<String>,
        /// 依据
        law: Option<String>,
        /// 是否已经核实
        certain: bool,
    }
    /// 只能选一样的
    AssessedExclusive {
        /// 编号
        id: String,
        /// 同时要办的事项
        items: Vec<String>,
        /// 文字
        message: String,
        /// 依据
        law: Option<String>,
        /// 是否已经核实
        certain: bool,
    }
    /// 开业前要备齐的
    AssessedOpening {
        /// 文字
        text: String,
        /// 由本主题哪些事项办
        items: Vec<String>,
        /// 依据
        law: Option<String>,
        /// 是否已经核实
        certain: bool,
    }
    /// 办完以后自己要做的事；是提醒，不是政府的时限
    AssessedObligation {
        /// 编号
        id: String,
        /// 由哪个事项产生；由主题本身产生的为 null
        item: Option<String>,
        /// 要做什么
        text: String,
        /// 多久以内
        within: Option<Period>,
        /// 多久一次
        every: Option<Period>,
        /// 从哪天起算
        after: ObligationBase,
        /// 这一项办好就算做到了
        met_by_item: bool,
        /// 期限的文字
        limit: String,
        /// 最后一天；起算的日子还不知道的为 null
        due: Option<Day>,
        /// 最后一天的文字
        due_text: Option<String>,
        /// 放假安排还没有公布，是估算
        due_estimated: bool,
        /// 没有做会怎样
        consequence: Option<String>,
        /// 依据
        law: Option<String>,
        /// 是否已经核实
        certain: bool,
    }
    /// 多少天、多少个月、多少年
    Period {
        /// 多少
        count: u32,
        /// calendar_days 自然日、working_days 工作日、months 个月、years 年
        unit: String,
    }
    /// 从哪天起算
    ObligationBase {
        /// result 事项办好那天、element 表上的日期、event 这里看不见的事
        kind: String,
        /// 数据项 id
        element: Option<String>,
        /// 什么事
        text: Option<String>,
    }
    /// 谁要到场
    Presence {
        /// 要同时到场
        together: bool,
        /// 可以代办
        agent: bool,
        /// 为什么
        why: String,
        /// 依据
        law: Option<String>,
    }
    /// 分行填的
    AssessedRows {
        /// 表单的分段
        section: String,
        /// 一行叫什么
        row: String,
        /// 几行；由申请人加行的为 null
        count: Option<u32>,
        /// 最少几行
        least: u32,
        /// 最多几行
        most: u32,
    }
    /// 算给申请人看的
    AssessedFigure {
        /// 编号
        id: String,
        /// 是什么
        label: String,
        /// date 日期、month 年月、number 数、money 元
        kind: String,
        /// 值：日期 2026-11-01、年月 2026-11 或数；还缺数据时为 null
        value: serde_json::Value,
        /// 文字；还缺数据时为 null
        text: Option<String>,
        /// 还缺的数据项
        needs: Vec<String>,
        /// 怎么算
        formula: String,
        /// 依据
        law: String,
        /// 是否已经核实
        certain: bool,
    }
    /// 办理流程
    Graph {
        /// 要办的事项
        nodes: Vec<GraphNode>,
        /// 先后关系
        edges: Vec<GraphEdge>,
        /// 最长的一条路
        critical_path: Vec<String>,
        /// 它的长度，工作日
        working_days: u32,
    }
    /// 流程中的事项
    GraphNode {
        /// 事项 id
        id: String,
        /// 名称
        name: String,
        /// 部门简称
        department: String,
        /// 本身的工作日
        working_days: u32,
        /// 第几个工作日能开始，0 为立即
        starts: u32,
        /// 在最长的路上
        critical: bool,
    }
    /// 先后关系
    GraphEdge {
        /// 先办的
        from: String,
        /// 后办的
        to: String,
    }
    /// 费用
    AssessedFee {
        /// 事项 id
        item: String,
        /// 名称
        name: String,
        /// fee 收费、tax 税款、deposit 保证金
        kind: String,
        /// 文字
        amount: String,
        /// 元
        yuan: Option<f64>,
        /// 依据
        basis: String,
        /// 是否已经核实
        certain: bool,
    }
    /// 四减
    Savings {
        /// 原来
        before: SavingsFigures,
        /// 现在
        after: SavingsFigures,
    }
    /// 对比的数字
    SavingsFigures {
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
    /// 为什么要跑一次
    VisitReason {
        /// 事项 id
        item: String,
        /// 原因
        reason: String,
    }
    /// 直接得出的数据项
    SettledElement {
        /// 数据项 id
        id: String,
        /// 值
        value: serde_json::Value,
        /// answer 由回答、theme 由主题
        from: String,
    }
    /// 找到的事
    SearchAnswer {
        /// 找到的主题，最像的在前
        hits: Vec<SearchHit>,
        /// 相近但不是要找的
        near: Vec<SearchNear>,
        /// 本区没有这件事
        none: bool,
        /// 没有时该去哪里
        advice: Option<String>,
        /// 听懂了要办什么、但这里没有的，叫什么
        elsewhere: Option<String>,
        /// 分清排在最前的两个主题的一个问题
        ask: Option<SearchAsk>,
    }
    /// 找到的主题
    SearchHit {
        /// 主题 id
        theme: String,
        /// 名称
        name: String,
        /// 分数
        score: f64,
        /// 为什么
        why: String,
        /// 从话里猜到的情形答案，可以不用
        guesses: Vec<SearchGuess>,
    }
    /// 从一句话里猜到的答案
    SearchGuess {
        /// 回答的情形 id
        situation: Option<String>,
        /// 或者填进的数据项 id
        element: Option<String>,
        /// 问题，或者数据项的名称
        question: String,
        /// 答案：选项 id、true、false 或者数字
        value: String,
        /// 答案的说法
        label: String,
        /// 还可以有别的答案
        multi: bool,
        /// 是哪个词说明的
        word: String,
    }
    /// 分清两个主题的一个问题
    SearchAsk {
        /// 问题
        question: String,
        /// 两个主题 id，可能性大的在前
        themes: Vec<String>,
    }
    /// 相近的主题
    SearchNear {
        /// 主题 id
        theme: String,
        /// 名称
        name: String,
        /// 和要找的有什么不同
        note: String,
    }
    /// 文件的说明
    FileAnswer {
        /// 文件 id
        id: String,
        /// 文件名
        name: String,
        /// 媒体类型，由内容认出
        r#type: String,
        /// 大小，字节
        size: u64,
        /// 内容的 SHA-256，十六进制
        sha256: String,
    }
}

#[expect(dead_code, reason = "keeps the named formats in the document")]
type NamedFormats = (Moment, Day);
