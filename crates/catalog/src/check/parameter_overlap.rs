//! P091 参数在同一天有两个值
//!
//! 一个参数在任何一天只能有一个值，值按先后写，后一个从前一个到期的第二天开始。
//! 同一天有两个值，就不知道按哪一个办。

use crate::{diagnostics::Diagnostics, read::draft::Draft};

pub(super) fn check(draft: &Draft<'_>, out: &mut Diagnostics) {
    for parameter in &draft.parameters {
        let values = &parameter.value.values;
        for (index, pair) in values.windows(2).enumerate() {
            let (earlier, later) = (pair[0].in_force, pair[1].in_force);
            let follows = matches!((earlier.until, later.from), (Some(until), Some(from)) if until < from);
            if !follows {
                let spot = parameter.at.key("values").index(index + 1).spot();
                let message = format!(
                    "参数 {} 的这个值（{later}）和前一个（{earlier}）有相同的日子",
                    parameter.value.id
                );
                out.error("P091", spot, message).hint("前一个写上 until，这一个写上 from，值按日期先后写");
            }
        }
    }
}
