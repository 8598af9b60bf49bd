//! The figures of supervision.

use catalog::Catalog;
use serde::Serialize;
use store::{DepartmentFigures, Figures, ThemeFigures};
use utoipa::ToSchema;

use crate::api::times::Day;

/// 监督数字
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct SupervisionBody {
    /// 第一天
    from: Day,
    /// 最后一天
    to: Day,
    /// 收件
    submitted: u64,
    /// 受理
    accepted: u64,
    /// 正在办
    in_progress: u64,
    /// 待补正
    awaiting_correction: u64,
    /// 办结
    completed: u64,
    /// 送达
    delivered: u64,
    /// 撤回
    withdrawn: u64,
    /// 不予受理
    not_accepted: u64,
    /// 按时办结
    on_time: u64,
    /// 超期办结
    late: u64,
    /// 正在办且已超期
    overdue: u64,
    /// 快到期的子办件
    yellow: u64,
    /// 已超期的子办件
    red: u64,
    /// 评价数，从 1 非常不满意到 5 非常满意
    ratings: Vec<u64>,
    /// 按主题
    by_theme: Vec<ThemeFiguresBody>,
    /// 按部门
    by_department: Vec<DepartmentFiguresBody>,
    /// 按日
    by_day: Vec<DayFiguresBody>,
}

impl SupervisionBody {
    /// The figures with names from the catalogue.
    pub(in crate::api) fn of(from: Day, to: Day, figures: Figures, catalog: &Catalog) -> Self {
        Self {
            from,
            to,
            submitted: figures.submitted,
            accepted: figures.accepted,
            in_progress: figures.in_progress,
            awaiting_correction: figures.awaiting_correction,
            completed: figures.completed,
            delivered: figures.delivered,
            withdrawn: figures.withdrawn,
            not_accepted: figures.not_accepted,
            on_time: figures.on_time,
            late: figures.late,
            overdue: figures.overdue,
            yellow: figures.yellow,
            red: figures.red,
            ratings: figures.ratings.to_vec(),
            by_theme: figures.by_theme.into_iter().map(|line| ThemeFiguresBody::of(line, catalog)).collect(),
            by_department: figures
                .by_department
                .into_iter()
                .map(|line| DepartmentFiguresBody::of(line, catalog))
                .collect(),
            by_day: figures
                .by_day
                .into_iter()
                .map(|(day, submitted, completed)| DayFiguresBody { day: Day(day), submitted, completed })
                .collect(),
        }
    }
}

/// 一个主题的数字
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ThemeFiguresBody {
    /// 主题 id
    theme: String,
    /// 主题名称
    theme_name: String,
    /// 收件
    submitted: u64,
    /// 办结
    completed: u64,
    /// 按时办结
    on_time: u64,
    /// 超期办结
    late: u64,
    /// 基本满意以上的评价
    good_ratings: u64,
    /// 评价
    ratings: u64,
}

impl ThemeFiguresBody {
    fn of(line: ThemeFigures, catalog: &Catalog) -> Self {
        Self {
            theme_name: catalog
                .theme(&line.theme)
                .map_or_else(|| line.theme.to_string(), |theme| theme.name.clone()),
            theme: line.theme.to_string(),
            submitted: line.submitted,
            completed: line.completed,
            on_time: line.on_time,
            late: line.late,
            good_ratings: line.good_ratings,
            ratings: line.ratings,
        }
    }
}

/// 一个部门的数字
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct DepartmentFiguresBody {
    /// 部门 id
    department: String,
    /// 部门简称
    department_name: String,
    /// 正在办的子办件
    open: u64,
    /// 其中快到期
    yellow: u64,
    /// 其中已超期
    red: u64,
    /// 准予
    granted: u64,
    /// 不予
    refused: u64,
    /// 按时办结
    on_time: u64,
    /// 超期办结
    late: u64,
}

impl DepartmentFiguresBody {
    fn of(line: DepartmentFigures, catalog: &Catalog) -> Self {
        Self {
            department_name: catalog.department_name(&line.department).to_owned(),
            department: line.department.to_string(),
            open: line.open,
            yellow: line.yellow,
            red: line.red,
            granted: line.granted,
            refused: line.refused,
            on_time: line.on_time,
            late: line.late,
        }
    }
}

/// 一天的数字
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct DayFiguresBody {
    /// 日期
    day: Day,
    /// 收件
    submitted: u64,
    /// 办结
    completed: u64,
}
