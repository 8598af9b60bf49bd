//! P037 起止日期有空档或者重叠
//!
//! 有起止日期的规定要首尾相接：前一段的最后一天，接着就是后一段的第一天。中间空了几天，那几天就不知道按什么办；
//! 重叠了，同一天就有两种说法。日历也一样：年份要一年接一年，同一天不能算进两个节日。

use jiff::civil::Date;

use crate::{diagnostics::Diagnostics, read::draft::Draft};

pub(super) fn check(draft: &Draft<'_>, out: &mut Diagnostics) {
    let mut years: Vec<_> = draft.years.iter().filter(|year| year.value.year != 0).collect();
    years.sort_by_key(|year| year.value.year);
    for pair in years.windows(2) {
        let (before, after) = (pair[0].value.year, pair[1].value.year);
        if after > before + 1 {
            out.error("P037", pair[1].id.clone(), format!("日历从 {before} 年跳到了 {after} 年"))
                .hint(format!("请补上 {} 年", before + 1));
        }
    }
    for year in &years {
        let spans: Vec<(&str, Date, Date)> =
            year.value.off.iter().map(|off| (&*off.name, off.from, off.to)).collect();
        for (index, (name, from, to)) in spans.iter().enumerate() {
            let other =
                spans[..index].iter().find(|(_, other_from, other_to)| from <= other_to && other_from <= to);
            if let Some((other, ..)) = other {
                let spot = year.at.key("off").index(index).key("from").spot();
                out.error("P037", spot, format!("{name}和{other}的放假日期重叠")).hint("请核对放假通知");
            }
        }
    }
}
