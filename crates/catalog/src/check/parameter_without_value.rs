//! P095 参数在这些天没有值
//!
//! 用到参数的规定施行几天，参数就要有几天的值。参数的值只写到某一天，而规定在那以后仍然施行，
//! 那以后就不知道该按多少算。请补上参数的值，或者给这条规定写上 from、until。

use crate::{
    days::{Parameter, Period},
    diagnostics::{Diagnostics, Spot},
};

/// Complains of a use on days of which the parameter tells nothing.
pub(crate) fn complain(parameter: &Parameter, told: Period, spot: Spot<'_>, out: &mut Diagnostics) {
    // A parameter without any value is complained of where it stands.
    if !parameter.values.is_empty() {
        let message = format!("参数 {} 只有{told}的值，这里在别的日子也要用", parameter.id);
        out.error("P095", spot, message);
    }
}
