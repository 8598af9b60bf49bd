//! What is asked, and what was answered.

use utoipa::ToSchema;

described! {
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
    /// 直接得出的数据项
    SettledElement {
        /// 数据项 id
        id: String,
        /// 值
        value: serde_json::Value,
        /// answer 由回答、theme 由主题
        from: String,
    }
}
