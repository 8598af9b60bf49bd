//! What the law wants beside items and materials.

use utoipa::ToSchema;

use crate::api::times::Day;

described! {
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
}
