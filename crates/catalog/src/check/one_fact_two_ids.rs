//! P009 一样东西两个编号
//!
//! 同一个事实、同一份材料、同一个问题只有一个编号，“一次填写、多处使用”才做得到：两个编号就要填两次、交两份，
//! 数也对不上。名称相同的，请只留一个编号；确实不同的，名称也要让人分得清。

use std::collections::BTreeMap;

use crate::{
    diagnostics::{Diagnostics, Spot},
    read::draft::Draft,
};

/// A name, its id and where it stands.
type Named<'a> = (&'a str, &'a str, Spot<'a>);

pub(super) fn check(draft: &Draft<'_>, out: &mut Diagnostics) {
    let materials =
        draft.materials.iter().map(|one| (&*one.value.name, &*one.value.id, one.at.key("name").spot()));
    twice("材料", materials, out);
    let elements =
        draft.elements.iter().map(|one| (&*one.value.label, &*one.value.id, one.at.key("label").spot()));
    twice("数据项", elements, out);
    let items = draft.items.iter().map(|one| (&*one.value.name, &*one.value.id, one.at.key("name").spot()));
    twice("事项", items, out);
    let departments =
        draft.departments.iter().map(|one| (&*one.value.name, &*one.value.id, one.at.key("name").spot()));
    twice("部门", departments, out);
    let sections =
        draft.sections.iter().map(|one| (&*one.value.title, &*one.value.id, one.at.key("title").spot()));
    twice("表单分段", sections, out);
    for theme in &draft.themes {
        let at = theme.at.key("situations");
        let situations = theme.value.situations.iter().enumerate();
        let questions = situations
            .clone()
            .map(|(index, one)| (&*one.question, &*one.id, at.index(index).key("question").spot()));
        twice("情形", questions, out);
        let elements = situations.clone().filter_map(|(index, one)| {
            Some((&**one.element.as_ref()?, &*one.id, at.index(index).key("element").spot()))
        });
        twice("填同一数据项的情形", elements, out);
        for (index, situation) in situations {
            let at = at.index(index).key("options");
            let options = situation.options.iter().enumerate();
            let labels =
                options.map(|(index, one)| (&*one.label, &*one.id, at.index(index).key("label").spot()));
            twice("选项", labels, out);
        }
    }
    across_themes(draft, out);
}

/// The same question of two themes is one question: an answer goes with the person.
fn across_themes(draft: &Draft<'_>, out: &mut Diagnostics) {
    let mut known: BTreeMap<String, (&str, &str)> = BTreeMap::new();
    for theme in &draft.themes {
        for (index, situation) in theme.value.situations.iter().enumerate() {
            let first = known.entry(bare(&situation.question)).or_insert((&situation.id, &theme.value.id));
            if *first.0 != *situation.id && *first.1 != *theme.value.id {
                let spot = theme.at.key("situations").index(index).key("id").spot();
                let message = format!("同一个问题在主题 {} 里的编号是 {}", first.1, first.0);
                out.error("P009", spot, message).hint(format!("请用同一个编号 {}", first.0));
            }
        }
    }
}

fn twice<'a>(what: &str, all: impl Iterator<Item = Named<'a>>, out: &mut Diagnostics) {
    let mut known: BTreeMap<String, &str> = BTreeMap::new();
    for (name, id, spot) in all.filter(|(name, ..)| !name.is_empty()) {
        let first = *known.entry(bare(name)).or_insert(id);
        if first != id {
            out.error("P009", spot, format!("{what} {id} 和 {first} 说的是同一样（{name}）"))
                .hint("请只留一个编号；确实不同的，把名称写得分得清");
        }
    }
}

/// A name without blanks, brackets and marks: what is left when it is read aloud.
fn bare(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).collect()
}
