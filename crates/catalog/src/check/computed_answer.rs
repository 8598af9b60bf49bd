//! P080 自动算的答案算不出来
//!
//! computed 写的是：知道了日期、证件号码或数字就不用再问的答案，例如
//! age_on(today, groom.birth_date) >= 22。所以里面要有数据项或者 today（办理当天）；
//! 只看别的情形的，写成 derived。derived 从来不问，computed 算不出来时还要问，两个不能同时写。
//! computed_when 只和 computed 一起写：什么条件下算得准。
//!
//! 申请人自己以前办好的证照能说明答案的，写 known_by：哪一种材料，说明哪个答案。材料要有，答案要是这一问的选项。
//! 本人上次怎么答、这次还这样的，写 lasting: true。derived 的从来不问，这两样都不用写。

use super::meant;
use crate::{
    answers::Answer,
    condition::Expression,
    diagnostics::Diagnostics,
    model::Situation,
    read::draft::{At, Draft, Kind},
};

pub(super) fn check(draft: &Draft<'_>, out: &mut Diagnostics) {
    for theme in &draft.themes {
        for (index, situation) in theme.value.situations.iter().enumerate() {
            let at = theme.at.key("situations").index(index);
            one(situation, at, out);
            known_by(draft, situation, at, out);
        }
    }
}

fn one(situation: &Situation, at: At<'_>, out: &mut Diagnostics) {
    let Some(computed) = &situation.computed else {
        if situation.computed_when.is_some() {
            out.error("P080", at.name("computed_when"), "写了 computed_when，却没有写怎样算")
                .hint("请补上 computed，或者删去 computed_when");
        }
        return;
    };
    if situation.derived.is_some() {
        out.error("P080", at.name("computed"), "derived 和 computed 不能同时写")
            .hint("从来不问的写 derived，算不出来时要问的写 computed");
        return;
    }
    // What cannot be parsed is complained about where conditions are compiled.
    let Ok(expression) = Expression::parse(computed) else { return };
    let known = |(name, _): &(String, _)| name.contains('.') || name == "today";
    if !expression.names().iter().any(known) {
        out.error("P080", at.key("computed").spot(), "这里没有日期、号码或数字，只看别的答案")
            .hint("请改写成 derived");
    }
}

fn known_by(draft: &Draft<'_>, situation: &Situation, at: At<'_>, out: &mut Diagnostics) {
    let superfluous = [("known_by", !situation.known_by.is_empty()), ("lasting", situation.lasting)];
    if situation.derived.is_some() {
        for (key, _) in superfluous.into_iter().filter(|(_, written)| *written) {
            out.error("P080", at.name(key), "derived 的从来不问，不用写从哪里知道答案")
                .hint(format!("请删去 {key}"));
        }
        return;
    }
    for (index, known) in situation.known_by.iter().enumerate() {
        let at = at.key("known_by").index(index);
        let id = &known.material;
        if draft.material(id).is_none() && !draft.is_obscure(Kind::Materials, id) {
            let names = draft.materials.iter().map(|known| (&*known.value.id, &*known.value.name));
            out.error("P080", at.key("material").spot(), format!("没有编号为 {id} 的材料"))
                .hint_if_some(meant(id, names));
        }
        let chosen: &[String] = match &known.answer {
            Answer::One(id) => std::slice::from_ref(id),
            Answer::Many(ids) => ids,
            Answer::Bool(_) | Answer::Number(_) => &[],
        };
        for id in chosen.iter().filter(|id| !situation.options.iter().any(|option| option.id == **id)) {
            let names = situation.options.iter().map(|option| (&*option.id, &*option.label));
            out.error("P080", at.key("answer").spot(), format!("{id} 不是这一问的选项"))
                .hint_if_some(meant(id, names));
        }
    }
}
