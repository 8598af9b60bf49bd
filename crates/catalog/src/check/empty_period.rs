//! P090 日期写反了
//!
//! from 是第一天，until 是最后一天，两天都算在内。最后一天早于第一天的，一天也不施行，
//! 写在里面的规定就等于没有。

use crate::{
    days::Period,
    diagnostics::{Diagnostics, Spot},
};

/// Complains of a period without a day.
pub(crate) fn complain(period: Period, until: Spot<'_>, out: &mut Diagnostics) {
    out.error("P090", until, format!("{period}，一天也没有")).hint("是否把 from 和 until 写反了？");
}
