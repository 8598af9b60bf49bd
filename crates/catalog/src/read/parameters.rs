//! Parameters (参数): numbers that the law sets and moves, each with its days.

use super::{
    record::{Record, plain},
    tree::Node,
};
use crate::days::{DatedSetting, Parameter, Setting};

pub(super) fn parameter(id: &str, r: &mut Record<'_, '_>) -> Parameter {
    Parameter {
        id: id.to_owned(),
        label: r.text("label"),
        unit: r.text_or_none("unit"),
        values: r.list("values", "参数的值", value),
    }
}

fn value(r: &mut Record<'_, '_>) -> DatedSetting {
    DatedSetting {
        in_force: r.period(),
        value: setting(r),
        law: r.text_or_none("law"),
        note: r.text_or_none("note"),
        certain: r.flag("certain", true),
    }
}

fn setting(r: &mut Record<'_, '_>) -> Setting {
    let zero = || Setting::Number(0.0, "0".to_owned());
    let Some(node) = r.required_raw("value") else { return zero() };
    read(node).unwrap_or_else(|| {
        r.complain(node, "value 要写一个数，例如 300.0，或者写 true（是）、false（否）");
        zero()
    })
}

fn read(node: &Node<'_>) -> Option<Setting> {
    match plain(node)? {
        "true" => Some(Setting::Flag(true)),
        "false" => Some(Setting::Flag(false)),
        // What stands in conditions is written as there: digits and one point, no sign.
        text if text.starts_with(|first: char| first.is_ascii_digit())
            && text.ends_with(|last: char| last.is_ascii_digit())
            && text.chars().all(|c| c.is_ascii_digit() || c == '.') =>
        {
            Some(Setting::Number(text.parse().ok()?, text.to_owned()))
        }
        _ => None,
    }
}
