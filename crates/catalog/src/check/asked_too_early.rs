//! P089 问得太早
//!
//! 一个问题什么时候才问（ask_when），要看前面的页上答了什么。它看的问题在同一页或者后面，
//! 问到它的时候还不知道该不该问；这一页就要翻两次，“还剩最多几题”也就说不准了。

use super::screens::written;
use crate::{
    condition::Expression,
    diagnostics::Diagnostics,
    read::draft::{Draft, ThemeDraft},
};

pub(super) fn check(draft: &Draft<'_>, out: &mut Diagnostics) {
    for theme in &draft.themes {
        if written(theme.at.key("screens")) == 0 {
            continue;
        }
        let value = &theme.value;
        for (index, situation) in value.situations.iter().enumerate() {
            let Some(own) = screen_of(value, &situation.id) else { continue };
            let Some(Ok(expression)) = situation.ask_when.as_deref().map(Expression::parse) else { continue };
            for (name, span) in expression.names() {
                let mut looks_at = Vec::new();
                behind(value, &name, &mut looks_at);
                let late = looks_at.iter().find(|id| screen_of(value, id).is_some_and(|other| other >= own));
                if let Some(late) = late {
                    let at = theme.at.key("situations").index(index).key("ask_when");
                    let message = format!("问 {} 要先知道 {late}，它却没有放在前面的页上", situation.id);
                    out.error("P089", at.part(&span), message)
                        .hint(format!("请在 screens 里把 {late} 放到更前面的一页"));
                }
            }
        }
    }
}

/// The screen on which a question stands, by its place.
fn screen_of(theme: &ThemeDraft, id: &str) -> Option<usize> {
    theme.screens.iter().position(|screen| screen.questions().any(|asked| **asked == *id))
}

/// The questions behind a name in a condition: through what is derived, and through the element that
/// an answer fills.
fn behind<'t>(theme: &'t ThemeDraft, name: &str, found: &mut Vec<&'t str>) {
    let is_it = |element: Option<&str>| element == Some(name);
    let named = theme
        .situations
        .iter()
        .find(|situation| *situation.id == *name || is_it(situation.element.as_deref()));
    let Some(situation) = named else { return };
    if found.contains(&&*situation.id) {
        return;
    }
    found.push(&situation.id);
    if let Some(Ok(expression)) = situation.derived.as_deref().map(Expression::parse) {
        for (name, _) in expression.names() {
            behind(theme, &name, found);
        }
    }
}
