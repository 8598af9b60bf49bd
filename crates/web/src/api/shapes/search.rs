//! Search results, as `search` writes them.

use utoipa::ToSchema;

described! {
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
}
