//! 勘误: slips on results, and the editions that were replaced.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use service::{GrantInput, ResultInput};
use utoipa::ToSchema;

use crate::api::{body::day_at, problem::Problem, times::Day};

/// 反映的错处
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct SlipBody {
    /// 哪里错了，应当是什么
    pub(in crate::api) text: String,
    /// 部门最晚哪天答复
    pub(in crate::api) due: Day,
}

/// 被更正代替的一版
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ReplacedBody {
    /// 第几版
    edition: u32,
    /// 编号
    number: String,
    /// 哪天更正
    on: Day,
    /// 为什么
    reason: String,
}

impl From<(u32, String, Date, String)> for ReplacedBody {
    fn from((edition, number, on, reason): (u32, String, Date, String)) -> Self {
        Self { edition, number, on: Day(on), reason }
    }
}

/// 反映结果有错
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"text": "地址写成了几江镇，应当是几江街道"}))]
pub(in crate::api) struct ReportSlipBody {
    /// 看到的版本
    #[serde(default)]
    pub(in crate::api) version: Option<u64>,
    /// 哪里错了，应当是什么
    #[serde(default)]
    pub(in crate::api) text: String,
}

/// 更正结果
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"text": "几江街道滨江路1号", "reason": "地址笔误"}))]
pub(in crate::api) struct CorrectResultBody {
    /// 看到的版本
    #[serde(default)]
    pub(in crate::api) version: Option<u64>,
    /// 没有错，不更正
    #[serde(default)]
    decline: bool,
    /// 原因，会告知申请人
    #[serde(default)]
    reason: String,
    /// 名称；不写就不变，以下都一样
    #[serde(default)]
    name: Option<String>,
    /// 编号
    #[serde(default)]
    number: Option<String>,
    /// 文字内容
    #[serde(default)]
    text: Option<String>,
    /// 文件 id
    #[serde(default)]
    file: Option<String>,
    /// 有效期自
    #[serde(default)]
    valid_from: Option<String>,
    /// 有效期至
    #[serde(default)]
    valid_until: Option<String>,
}

impl CorrectResultBody {
    pub(in crate::api) fn input(self, task: String) -> Result<ResultInput, Problem> {
        if self.decline {
            return Ok(ResultInput::DeclineSlip(task, self.reason));
        }
        let input = GrantInput {
            name: self.name,
            number: self.number,
            text: self.text,
            file: self.file,
            valid_from: day_at("/valid_from", self.valid_from.as_deref())?,
            valid_until: day_at("/valid_until", self.valid_until.as_deref())?,
        };
        Ok(ResultInput::Correct(task, input, self.reason))
    }
}
