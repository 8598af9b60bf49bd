//! P021 条件看的数据项没有人填
//!
//! 条件里写了数据项（带点号的名字），这件事里就要有人填它：由某个情形的答案填（element）、由主题定死（constants），
//! 或者是某个事项的字段（fields）。没有人填，条件就永远当作“没有、不是、零”，谁也核对不了。
//! 事项里的条件，只要有一个用到它的主题填了就行。

use std::collections::BTreeSet;

use super::meant;
use crate::{
    condition::Expression,
    diagnostics::Diagnostics,
    read::draft::{At, Draft, Kind, ThemeDraft},
};

pub(super) fn check(draft: &Draft<'_>, out: &mut Diagnostics) {
    if draft.is_obscure(Kind::Elements, "") {
        return;
    }
    let filled: Vec<BTreeSet<&str>> = draft.themes.iter().map(|theme| filled(draft, &theme.value)).collect();
    for (theme, filled) in draft.themes.iter().zip(&filled) {
        let value = &theme.value;
        let in_list = |list: &str, index: usize, key: &str| theme.at.key(list).index(index).key(key);
        for (index, situation) in value.situations.iter().enumerate() {
            look(
                situation.ask_when.as_deref(),
                || in_list("situations", index, "ask_when"),
                filled,
                draft,
                out,
            );
            look(
                situation.derived.as_deref(),
                || in_list("situations", index, "derived"),
                filled,
                draft,
                out,
            );
        }
        for (index, entry) in value.items.iter().enumerate() {
            look(entry.when.as_deref(), || in_list("items", index, "when"), filled, draft, out);
        }
        for (index, stop) in value.stops.iter().enumerate() {
            look(Some(&stop.when), || in_list("stops", index, "when"), filled, draft, out);
        }
        for (index, notice) in value.notices.iter().enumerate() {
            look(notice.when.as_deref(), || in_list("notices", index, "when"), filled, draft, out);
        }
    }
    for item in &draft.items {
        let users =
            draft.themes.iter().zip(&filled).filter(|(theme, _)| theme.value.has_item(&item.value.id));
        let known: BTreeSet<&str> = users.flat_map(|(_, filled)| filled.iter().copied()).collect();
        if !draft.themes.iter().any(|theme| theme.value.has_item(&item.value.id)) {
            continue;
        }
        let value = &item.value;
        let whens =
            (value.materials.iter().enumerate().map(|(index, used)| ("materials", index, &used.when)))
                .chain(value.fields.iter().enumerate().map(|(index, used)| ("fields", index, &used.when)))
                .chain(value.steps.iter().enumerate().map(|(index, step)| ("steps", index, &step.when)));
        for (list, index, when) in whens {
            look(when.as_deref(), || item.at.key(list).index(index).key("when"), &known, draft, out);
        }
        for (index, (when, _)) in value.limit_variants.iter().enumerate() {
            let at = || item.at.key("promised_limit").key("variants").index(index).key("when");
            look(Some(when), at, &known, draft, out);
        }
    }
}

/// The elements that somebody fills in this theme.
fn filled<'a>(draft: &'a Draft<'_>, theme: &'a ThemeDraft) -> BTreeSet<&'a str> {
    let answered = theme.situations.iter().filter_map(|situation| situation.element.as_deref());
    let settled = theme.constants.keys().map(|id| &**id);
    let items = theme.items.iter().filter_map(|entry| draft.item(&entry.item));
    let fields = items.flat_map(|item| &item.value.fields).map(|used| &*used.element);
    answered.chain(settled).chain(fields).collect()
}

fn look<'n>(
    when: Option<&str>,
    at: impl Fn() -> At<'n>,
    filled: &BTreeSet<&str>,
    draft: &Draft<'_>,
    out: &mut Diagnostics,
) {
    // Conditions without a dotted name look at no element.
    let Some(when) = when.filter(|when| when.contains('.')) else { return };
    let Ok(expression) = Expression::parse(when) else { return };
    for (name, span) in expression.names() {
        if name.contains('.') && !filled.contains(&*name) && draft.element(&name.as_str().into()).is_some() {
            let names = filled.iter().map(|id| (*id, ""));
            out.error("P021", at().part(&span), format!("条件看 {name}，却没有人填它")).hint(
                meant(&name, names)
                    .unwrap_or_else(|| "请让一个情形填它（element），或者把它写进事项的 fields".to_owned()),
            );
        }
    }
}
