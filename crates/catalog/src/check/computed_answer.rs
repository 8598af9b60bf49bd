//! P080 自动算的答案算不出来
//!
//! computed 写的是：知道了日期、证件号码或数字就不用再问的答案，例如
//! age_on(today, groom.birth_date) >= 22。所以里面要有数据项或者 today（办理当天）；
//! 只看别的情形的，写成 derived。derived 从来不问，computed 算不出来时还要问，两个不能同时写。
//! computed_when 只和 computed 一起写：什么条件下算得准。

use crate::{
    condition::Expression,
    diagnostics::Diagnostics,
    model::Situation,
    read::draft::{At, Draft},
};

pub(super) fn check(draft: &Draft<'_>, out: &mut Diagnostics) {
    for theme in &draft.themes {
        for (index, situation) in theme.value.situations.iter().enumerate() {
            one(situation, theme.at.key("situations").index(index), out);
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
