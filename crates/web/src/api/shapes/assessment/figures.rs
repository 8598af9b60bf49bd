//! The picture of the tasks, fees, savings and visits.

use utoipa::ToSchema;

described! {
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
}
