//! P070 四减没有减
//!
//! 一件事要让群众少跑、少交、少填、少等：把能一起办的都办上的时候，跑动、材料、环节、天数都应当比分开办的
//! 基数（baseline）少。一样都没有少的，这件事就白合了；有一样没有少的，请核对基数，或者再想办法减。

use super::proven::{Proven, shown_by};
use crate::{assess::assess, diagnostics::Diagnostics};

pub(super) fn check(proven: &Proven<'_, '_>, out: &mut Diagnostics) {
    for theme in &proven.themes {
        let Some(answers) = theme.proof.fullest() else { continue };
        let now = assess(proven.catalog, theme.theme, &answers).savings.after;
        let before = &theme.theme.baseline;
        let figures = [
            ("visits", "跑动", before.visits, now.visits, "次"),
            ("materials", "材料", before.materials, now.materials, "份"),
            ("steps", "环节", before.steps, now.steps, "个"),
            ("working_days", "天数", before.working_days, now.working_days, "个工作日"),
        ];
        let same: Vec<_> = figures.iter().filter(|(_, _, before, now, _)| now >= before).collect();
        let at = theme.at.key("baseline");
        if same.len() == figures.len() {
            let said: Vec<String> = same
                .iter()
                .map(|(_, what, before, now, unit)| format!("{what} {before} → {now} {unit}"))
                .collect();
            out.error("P070", at.spot(), format!("四减一样都没有减：{}", said.join("，")))
                .hint("请核对基数，或者想办法减")
                .shown_by(Some(shown_by(proven.catalog, theme.theme, &answers)));
            continue;
        }
        for (key, what, before, now, unit) in same {
            out.warning("P070", at.key(key).spot(), format!("{what}没有减：{before} → {now} {unit}"))
                .hint("请核对基数，或者想办法减")
                .shown_by(Some(shown_by(proven.catalog, theme.theme, &answers)));
        }
    }
}
