//! What was searched for without success, and ways of asking.

use serde::{Deserialize, Serialize};
use service::{AliasLine, MissedLine};
use store::Meaning;
use utoipa::ToSchema;

use super::super::times::{Day, Moment};

/// 没找到的话
#[derive(Debug, Serialize, ToSchema)]
pub(in super::super) struct MissedSearches {
    /// 次数多的在前
    searches: Vec<MissedSearchLine>,
}

/// 群众搜了没找到、没点开或者换了说法再搜的一句话
#[derive(Debug, Serialize, ToSchema)]
pub(in super::super) struct MissedSearchLine {
    /// 说的话，写法已经统一
    words: String,
    /// 最近 90 天的次数，不满五次的不列
    times: u64,
    /// 最近一次是哪一周，写那一周的星期一
    last_week: Day,
    /// 最像的主题
    nearest: Option<ThemeName>,
}

/// 主题和名称
#[derive(Debug, Serialize, ToSchema)]
pub(in super::super) struct ThemeName {
    /// 主题 id
    theme: String,
    /// 名称
    name: String,
}

/// 加过的说法
#[derive(Debug, Serialize, ToSchema)]
pub(in super::super) struct Aliases {
    /// 新的在前，取消了的也在
    aliases: Vec<AliasBody>,
}

/// 一个说法
#[derive(Debug, Serialize, ToSchema)]
pub(in super::super) struct AliasBody {
    /// id
    id: String,
    /// 说的话
    words: String,
    /// 带到的主题；没有时表示这里没有这件事
    theme: Option<String>,
    /// 这里没有这件事时，去哪里
    advice: Option<String>,
    /// 这里没有这件事时，相近的主题
    near: Option<String>,
    /// 什么时候加的
    added_at: Moment,
    /// 谁加的
    added_by: String,
    /// 什么时候取消的
    removed_at: Option<Moment>,
    /// 谁取消的
    removed_by: Option<String>,
}

/// 新的说法
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct NewAliasBody {
    /// 群众怎么说，两个字以上、二十四个字以内
    pub(in super::super) words: String,
    /// 带到的主题 id；不写表示这里没有这件事
    pub(in super::super) theme: Option<String>,
    /// 这里没有这件事时，告诉群众去哪里
    #[serde(default)]
    pub(in super::super) advice: String,
    /// 这里没有这件事时，相近的主题 id，可以不写
    pub(in super::super) near: Option<String>,
}

impl From<Vec<MissedLine>> for MissedSearches {
    fn from(lines: Vec<MissedLine>) -> Self {
        let searches = lines.into_iter().map(|line| MissedSearchLine {
            words: line.words,
            times: line.times,
            last_week: Day(line.last_week),
            nearest: line.nearest.map(|(theme, name)| ThemeName { theme, name }),
        });
        Self { searches: searches.collect() }
    }
}

impl From<Vec<AliasLine>> for Aliases {
    fn from(lines: Vec<AliasLine>) -> Self {
        Self { aliases: lines.into_iter().map(AliasBody::from).collect() }
    }
}

impl From<AliasLine> for AliasBody {
    fn from(line: AliasLine) -> Self {
        let AliasLine { alias, added_by, removed_by, .. } = line;
        let (theme, advice, near) = match alias.meaning {
            Meaning::Theme(theme) => (Some(theme.to_string()), None, None),
            Meaning::Elsewhere { advice, near } => (None, Some(advice), near.map(|near| near.to_string())),
        };
        Self {
            id: alias.id,
            words: alias.words,
            theme,
            advice,
            near,
            added_at: alias.added_at.into(),
            added_by,
            removed_at: alias.removed.map(|(at, _)| at.into()),
            removed_by,
        }
    }
}
