//! Items, with their steps, paths and who has to be there.

use utoipa::ToSchema;

described! {
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
        basis: Vec<crate::api::shapes::item::BasisBody>,
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
}
