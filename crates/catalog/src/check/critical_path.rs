//! P069 整件事承诺的天数比关键路径短
//!
//! 事项一个等一个，最长的一串加起来就是整件事至少要的天数。主题承诺的天数（promised_working_days）
//! 在任何一种回答下都不能比它短，否则到期必然办不完。

use super::proven::Proven;
use crate::diagnostics::Diagnostics;

pub(super) fn check(proven: &Proven<'_, '_>, out: &mut Diagnostics) {
    for theme in &proven.themes {
        let Some(promised) = theme.theme.promised_working_days else { continue };
        let Some(longest) = theme.proof.longest_path(proven.catalog, theme.theme) else { continue };
        if promised >= longest.working_days {
            continue;
        }
        let names: Vec<&str> = longest.items.iter().map(|item| proven.catalog.item_name(item)).collect();
        let days = longest.working_days;
        let shown = theme.shown(proven.catalog, &longest.claim, |outcome| {
            theme.theme.items.iter().zip(&outcome.items).all(|(entry, standing)| {
                !longest.items.contains(&entry.item) || standing.state == crate::assessment::State::In
            })
        });
        let message = format!("承诺 {promised} 个工作日，可“{}”要 {days} 个", names.join("”“"));
        out.error("P069", theme.at.key("promised_working_days").spot(), message)
            .hint(format!("请写 {days} 以上，或者缩短这几项的承诺时限"))
            .shown_by(shown);
    }
}
