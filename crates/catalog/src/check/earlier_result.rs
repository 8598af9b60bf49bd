//! P068 用到前面的结果，却没有等它
//!
//! 一件事里先办的事项会产生某份材料，后办的事项正要这份材料：不该再要群众交，后办的就要等先办的（needs）。
//! 没有写等待，两项就同时开始，后办的拿不到材料。等待可以隔着别的事项，但那些事项要在同一次办件里。
//! 不是核心要件、又可以容缺的材料，先办先开始，结果出来再补上，不算；不能容缺的是警告。

use super::proven::{Proven, ProvenTheme};
use crate::{
    assessment::State,
    condition::node::Value,
    diagnostics::{Diagnostics, Level},
    prove::Claim,
};

pub(super) fn check(proven: &Proven<'_, '_>, out: &mut Diagnostics) {
    for theme in &proven.themes {
        for (index, entry) in theme.theme.items.iter().enumerate() {
            let Some(item) = proven.catalog.items.get(&entry.item) else { continue };
            let uses = theme.theme.plan.items[index].materials.range();
            let uses = uses.zip(&item.materials).filter(|(_, used)| used.key || !item.deferral);
            for (used_at, used) in uses {
                for (other, producer) in
                    theme.theme.items.iter().enumerate().filter(|(other, _)| *other != index)
                {
                    let results = proven.catalog.items.get(&producer.item).map(|item| &item.results);
                    let makes = |results: &Vec<crate::model::ItemResult>| {
                        results.iter().any(|result| result.material.as_ref() == Some(&used.material))
                    };
                    if !results.is_some_and(makes) {
                        continue;
                    }
                    let together =
                        theme.present[index].and(&theme.present[other]).and(&theme.proof.used(used_at));
                    let unordered = together
                        .and_not(&waits(theme, index, other, &mut Vec::new()))
                        .and_not(&waits(theme, other, index, &mut Vec::new()));
                    let shown = theme.shown(proven.catalog, &unordered, |outcome| {
                        outcome.items[index].state == State::In
                            && outcome.items[other].state == State::In
                            && outcome.uses[used_at] == Value::Bool(true)
                    });
                    if shown.is_some() {
                        let spot = theme.part("items", index, "item").spot();
                        let names = [
                            &*item.name,
                            proven.catalog.item_name(&producer.item),
                            proven.catalog.material_name(&used.material),
                        ];
                        let message =
                            format!("“{}”用到“{}”的结果“{}”，却没有等它", names[0], names[1], names[2]);
                        let level = if used.key { Level::Error } else { Level::Warning };
                        out.found(level, "P068", spot, message)
                            .hint(format!("请写上 needs: [{}]", producer.item))
                            .shown_by(shown);
                    }
                }
            }
        }
    }
}

/// Where an item waits for another, be it through others that are in.
fn waits(theme: &ProvenTheme<'_, '_>, item: usize, other: usize, passed: &mut Vec<usize>) -> Claim {
    if passed.contains(&item) {
        return theme.proof.never();
    }
    passed.push(item);
    let mut any = theme.proof.never();
    for (place, need) in theme.theme.plan.items[item].needs.iter().enumerate() {
        let on = if *need == other { theme.proof.always() } else { waits(theme, *need, other, passed) };
        any = any.or(&theme.present[*need].and(&on).and(&theme.proof.waits(item, place)));
    }
    passed.pop();
    any
}
