//! P123 没有一个平常的旅程
//!
//! 每个主题有一个旅程写 ordinary: true：来办的人多半是这样，少见的情况一样也没有。
//! 一个平常的人要翻几页、答几题，就照它数（yijianshi catalog questions）。它勾了少见的情况，
//! 不是这个旅程不平常，就是那个情况不少见：请改旅程，或者把这一问从 exceptions 移到 ask。

use crate::diagnostics::Diagnostics;

/// Complains of a theme that has none, or several.
pub(crate) fn not_one(count: usize, theme: &str, out: &mut Diagnostics) {
    let message = match count {
        0 => "没有一个旅程写 ordinary: true".to_owned(),
        _ => format!("有{count}个旅程都写了 ordinary: true"),
    };
    out.error_in_file("P123", &format!("journeys/{theme}"), message).hint("请只给最平常的一个写");
}

/// Complains of a rare case that the ordinary applicant ticks.
pub(crate) fn ticked(label: &str, file: &str, out: &mut Diagnostics) {
    out.error_in_file("P123", file, format!("平常的旅程勾了少见的情况“{label}”"))
        .hint("请改旅程的回答，或者把这一问从 exceptions 移到 ask");
}
