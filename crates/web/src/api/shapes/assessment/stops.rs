//! What stands in the way or is to be heeded.

use utoipa::ToSchema;

described! {
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
}
