//! 补正告知: what a case has to put right.

use casework::case::Round;
use serde::Serialize;
use service::CorrectionView;
use utoipa::ToSchema;

use crate::api::times::{Day, Moment};

/// 补正告知
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct CorrectionAnswer {
    /// first 一次告知、unmet 补正内容未达要求、second 再次要求补正
    round: String,
    /// 再次要求补正的，牵头部门签字的原因
    why: Option<String>,
    /// 补正期限
    due: Option<Day>,
    /// 给申请人的话
    message: String,
    /// 要改的数据项
    fields: Vec<CorrectionFieldBody>,
    /// 要补的材料
    materials: Vec<CorrectionMaterialBody>,
    /// 告知的时刻
    asked_at: Moment,
    /// 交回的时刻
    returned_at: Option<Moment>,
}

/// 要改的数据项
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct CorrectionFieldBody {
    /// 数据项 id
    element: String,
    /// 名称
    label: String,
    /// 哪里不对
    remark: String,
    /// 怎么改
    how: String,
    /// 提出的部门
    from: Vec<String>,
    /// 已经改了
    changed: bool,
}

/// 要补的材料
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct CorrectionMaterialBody {
    /// 材料 id
    material: String,
    /// 名称
    name: String,
    /// 哪里不对
    remark: String,
    /// 怎么补
    how: String,
    /// 提出的部门
    from: Vec<String>,
    /// 已经补了
    changed: bool,
}

impl From<CorrectionView> for CorrectionAnswer {
    fn from(view: CorrectionView) -> Self {
        let (round, why) = match view.round {
            Round::First => ("first", None),
            Round::Unmet => ("unmet", None),
            Round::Second { why } => ("second", Some(why)),
        };
        Self {
            round: round.to_owned(),
            why,
            due: view.due.map(Day),
            message: view.message,
            fields: view
                .fields
                .into_iter()
                .map(|mend| CorrectionFieldBody {
                    element: mend.id.to_string(),
                    label: mend.name,
                    remark: mend.remark,
                    how: mend.how,
                    from: mend.from,
                    changed: mend.changed,
                })
                .collect(),
            materials: view
                .materials
                .into_iter()
                .map(|mend| CorrectionMaterialBody {
                    material: mend.id.to_string(),
                    name: mend.name,
                    remark: mend.remark,
                    how: mend.how,
                    from: mend.from,
                    changed: mend.changed,
                })
                .collect(),
            asked_at: Moment(view.asked_at),
            returned_at: view.returned_at.map(Moment),
        }
    }
}
