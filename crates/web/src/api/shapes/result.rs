//! The shape of a result as others see it.

use serde::Serialize;
use service::{Validity, VerifiedResult};
use utoipa::ToSchema;

use crate::api::times::Day;

/// 查验到的办理结果
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct VerifiedBody {
    /// 名称
    name: String,
    /// 编号；是身份证号的，中间遮住
    number: String,
    /// 申请人，遮住名字
    holder: String,
    /// 出具的部门
    department: String,
    /// 有效期第一天
    valid_from: Day,
    /// 有效期最后一天；长期有效为 null
    valid_until: Option<Day>,
    /// `not_yet` 还没生效、`in_force` 有效、`expired` 已过期、`replaced` 已更正有新版、`revoked` 已撤销
    #[schema(example = "in_force")]
    validity: &'static str,
}

impl From<VerifiedResult> for VerifiedBody {
    fn from(result: VerifiedResult) -> Self {
        Self {
            name: result.name,
            number: result.number,
            holder: result.holder,
            department: result.department,
            valid_from: Day(result.valid_from),
            valid_until: result.valid_until.map(Day),
            validity: match result.validity {
                Validity::NotYet => "not_yet",
                Validity::InForce => "in_force",
                Validity::Expired => "expired",
                Validity::Replaced => "replaced",
                Validity::Revoked => "revoked",
            },
        }
    }
}
