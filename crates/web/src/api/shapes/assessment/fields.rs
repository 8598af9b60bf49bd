//! The one form.

use utoipa::ToSchema;

described! {
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
}
