//! P088 提问的页写得不对
//!
//! screens 写问题怎么分页问：每个要问的情形放在一页上，只放一次；自动算出的（derived）不问，不放。
//! 一页最多直接问三个，多了看不过来；少见的情况（exceptions）写在同一页，一样勾一下，最多八样。
//! 没有勾的就当答了 ordinary，所以它要是这一问的一个回答；漏放一个情形，就会少问一样。

use super::meant;
use crate::{
    answers::Answer,
    diagnostics::Diagnostics,
    model::{Exception, NEVER, Screen, Situation, SituationType},
    read::{
        draft::{At, Draft, ThemeDraft},
        tree::Value,
    },
};

/// How many questions one screen asks outright.
const MOST_ASKED: usize = 3;
/// How many rare cases stand on one screen.
const MOST_EXCEPTIONS: usize = 8;

pub(super) fn check(draft: &Draft<'_>, out: &mut Diagnostics) {
    for theme in &draft.themes {
        let at = theme.at.key("screens");
        let written = written(at);
        if written > 0 {
            screens(&theme.value, written, at, theme.at, out);
        }
    }
}

/// How many screens the author wrote; those behind them were added.
pub(super) fn written(at: At<'_>) -> usize {
    match &at.node.value {
        Value::Sequence(nodes) => nodes.len(),
        _ => 0,
    }
}

fn screens(theme: &ThemeDraft, written: usize, at: At<'_>, whole: At<'_>, out: &mut Diagnostics) {
    let mut placed = Vec::new();
    for (index, screen) in theme.screens[..written].iter().enumerate() {
        let here = at.index(index);
        if theme.screens[..index].iter().any(|other| other.id == screen.id) {
            out.error("P088", here.key("id").spot(), format!("有两页都叫 {}", screen.id));
        }
        too_much(screen, here, out);
        let asked = (0..screen.ask.len()).map(|index| here.key("ask").index(index));
        let ticked =
            (0..screen.exceptions.len()).map(|index| here.key("exceptions").index(index).key("situation"));
        for (id, at) in screen.questions().zip(asked.chain(ticked)) {
            match theme.situation(id) {
                None => {
                    let names = theme.situations.iter().map(|known| (&*known.id, &*known.question));
                    out.error("P088", at.spot(), format!("本主题没有情形 {id}"))
                        .hint_if_some(meant(id, names));
                }
                Some(situation) if situation.derived.is_some() => {
                    out.error("P088", at.spot(), format!("{id} 是自动算出的，不用问"));
                }
                Some(_) if placed.contains(&id) => {
                    out.error("P088", at.spot(), format!("{id} 放了两次"));
                }
                Some(_) => {}
            }
            placed.push(id);
        }
        for (index, exception) in screen.exceptions.iter().enumerate() {
            ordinary(theme, exception, here.key("exceptions").index(index), out);
        }
    }
    for screen in &theme.screens[written..] {
        let id = &screen.id;
        let never = |situation: &&Situation| situation.ask_when.as_deref() == Some(NEVER);
        if theme.situation(&id.as_str().into()).filter(never).is_some() {
            continue;
        }
        let index = theme.situations.iter().position(|situation| *situation.id == **id).unwrap_or_default();
        let spot = whole.key("situations").index(index).key("id").spot();
        out.error("P088", spot, format!("{id} 没有放在哪一页上，不知道什么时候问"))
            .hint("请在 screens 里放一页的 ask 或 exceptions");
    }
}

fn too_much(screen: &Screen, at: At<'_>, out: &mut Diagnostics) {
    if screen.ask.len() > MOST_ASKED {
        out.error("P088", at.name("ask"), format!("一页最多直接问 {MOST_ASKED} 个"))
            .hint("请分成两页，或者把少见的写进 exceptions");
    }
    if screen.exceptions.len() > MOST_EXCEPTIONS {
        out.error("P088", at.name("exceptions"), format!("一页最多列 {MOST_EXCEPTIONS} 样少见的情况"))
            .hint("请按题目分成两页");
    }
    if screen.questions().next().is_none() {
        out.error("P088", at.key("id").spot(), "这一页什么也没有问");
    }
}

fn ordinary(theme: &ThemeDraft, exception: &Exception, at: At<'_>, out: &mut Diagnostics) {
    let Some(situation) = theme.situation(&exception.situation) else { return };
    let ids: &[String] = match &exception.ordinary {
        Answer::One(id) => std::slice::from_ref(id),
        Answer::Many(ids) => ids,
        Answer::Bool(_) | Answer::Number(_) => &[],
    };
    for id in ids.iter().filter(|id| !situation.options.iter().any(|option| option.id == **id)) {
        let names = situation.options.iter().map(|option| (&*option.id, &*option.label));
        out.error("P088", at.key("ordinary").spot(), format!("{id} 不是 {} 的选项", situation.id))
            .hint_if_some(meant(id, names));
    }
    if let (SituationType::Number, Answer::Number(number)) = (situation.kind, &exception.ordinary)
        && (number.value() < situation.min.unwrap_or(0.0)
            || situation.max.is_some_and(|most| number.value() > most))
    {
        out.error("P088", at.key("ordinary").spot(), format!("{} 答不了这个数", situation.id));
    }
}
