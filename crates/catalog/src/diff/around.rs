//! What goes round an item: what is to be had before it, who takes part in it and on which path,
//! what is left to do after it, and what is worked out.

use super::{Difference, Effect, pairs, words::Speaker};
use crate::{
    assess::after,
    ids::ItemId,
    model::{AnyOf, Figure, Item, Obligation, Party, Path, Prerequisite, Theme},
};

/// One entry of a list, in words.
struct Line {
    id: String,
    words: String,
    law: Option<String>,
    certain: bool,
}

/// The lists of a theme.
pub(super) fn of_theme(
    (before, was): (&Theme, Speaker<'_>),
    (now, is): (&Theme, Speaker<'_>),
    found: &mut Vec<Difference>,
) {
    let prerequisites = |theme: &Theme, speaker| each(&theme.prerequisites, |one| prerequisite(one, speaker));
    compare("要先在别处办好的", &prerequisites(before, was), &prerequisites(now, is), HARDER, found);
    let obligations = |theme: &Theme, speaker| each(&theme.obligations, |one| obligation(one, None, speaker));
    compare("办完以后要做的", &obligations(before, was), &obligations(now, is), HARDER, found);
    let figures = |theme: &Theme, speaker| each(&theme.figures, |one| figure(one, speaker));
    compare("能算给您看的", &figures(before, was), &figures(now, is), [Effect::Other; 2], found);
}

/// The lists of an item.
pub(super) fn of_item(
    (before, was): (&Item, Speaker<'_>),
    (now, is): (&Item, Speaker<'_>),
    found: &mut Vec<Difference>,
) {
    let ways = |item: &Item, _| each(&item.any_of, any_of);
    compare("几种材料任选的", &ways(before, was), &ways(now, is), [Effect::Other; 2], found);
    let parties = |item: &Item, speaker| each(&item.parties, |one| party(one, speaker));
    compare("一起办的人", &parties(before, was), &parties(now, is), HARDER, found);
    let paths = |item: &Item, speaker| each(&item.paths, |one| path(one, speaker));
    compare("办法", &paths(before, was), &paths(now, is), [Effect::Removed, Effect::Added], found);
    let obligations =
        |item: &Item, speaker| each(&item.obligations, |one| obligation(one, Some(&item.id), speaker));
    compare("办完以后要做的", &obligations(before, was), &obligations(now, is), HARDER, found);
}

/// What it comes to that an entry is gone, and that one is new.
const HARDER: [Effect; 2] = [Effect::Easier, Effect::Harder];

fn each<T>(list: &[T], line: impl Fn(&T) -> Line) -> Vec<Line> {
    list.iter().map(line).collect()
}

fn compare(
    word: &str,
    before: &[Line],
    now: &[Line],
    [gone, came]: [Effect; 2],
    found: &mut Vec<Difference>,
) {
    let named = |lines| <[Line]>::iter(lines).map(|line| (line.id.as_str(), line));
    for (_, was, is) in pairs::by_id(named(before), named(now)) {
        let (effect, text, line) = match (was, is) {
            (None, Some(line)) => (came, format!("新增{word}：{}", line.words), line),
            (Some(line), None) => (gone, format!("取消{word}：{}", line.words), line),
            (Some(was), Some(line)) if was.words != line.words => {
                (Effect::Other, format!("{word}由“{}”改为“{}”", was.words, line.words), line)
            }
            _ => continue,
        };
        found.push(Difference::new(effect, text).law(line.law.as_ref()).certain(line.certain));
    }
}

/// The words with the case in which they hold.
fn in_case(words: &str, when: Option<&String>, speaker: Speaker<'_>) -> String {
    match speaker.condition(when).as_str() {
        "总是" => words.to_owned(),
        case => format!("{words}（{case}）"),
    }
}

fn prerequisite(one: &Prerequisite, speaker: Speaker<'_>) -> Line {
    Line {
        id: one.id.clone(),
        words: in_case(&one.name, one.when.as_ref(), speaker),
        law: one.law.clone(),
        certain: one.certain,
    }
}

fn obligation(one: &Obligation, item: Option<&ItemId>, speaker: Speaker<'_>) -> Line {
    let words = format!("{}，{}", one.text, after::limit(speaker.catalog(), item, one));
    Line {
        id: one.id.clone(),
        words: in_case(&words, one.when.as_ref(), speaker),
        law: one.law.clone(),
        certain: one.certain,
    }
}

fn figure(one: &Figure, speaker: Speaker<'_>) -> Line {
    let words = format!("{}：{}", one.label, one.formula);
    Line {
        id: one.id.clone(),
        words: in_case(&words, one.when.as_ref(), speaker),
        law: Some(one.law.clone()),
        certain: one.certain,
    }
}

fn any_of(one: &AnyOf) -> Line {
    let ways: Vec<&str> = one.ways.iter().map(|way| way.label.as_str()).collect();
    Line {
        id: one.id.clone(),
        words: format!("{}：{}", one.name, ways.join("，或者")),
        law: one.law.clone(),
        certain: one.certain,
    }
}

fn party(one: &Party, speaker: Speaker<'_>) -> Line {
    let words = format!("{}，{}", one.role, one.act);
    Line {
        id: one.role.clone(),
        words: in_case(&words, one.when.as_ref(), speaker),
        law: one.law.clone(),
        certain: one.certain,
    }
}

fn path(one: &Path, speaker: Speaker<'_>) -> Line {
    let note = one.note.as_ref().map_or_else(String::new, |note| format!("，{note}"));
    Line {
        id: one.id.clone(),
        words: in_case(&format!("{}{note}", one.name), one.when.as_ref(), speaker),
        law: one.law.clone(),
        certain: one.certain,
    }
}
