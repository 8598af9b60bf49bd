//! The longest that the whole can take: the critical path over all answers.

use super::{Claim, Proof};
use crate::{
    ids::ItemId,
    model::{Catalog, Theme},
};

/// Items that wait for each other, first to last, and when they are all in at once.
#[derive(Clone)]
pub struct LongestPath {
    /// Promised working days of all of them together.
    pub working_days: u32,
    /// The items, in the order in which they are done.
    pub items: Vec<ItemId>,
    /// The answers under which it takes that long.
    pub claim: Claim,
}

impl Proof<'_> {
    /// The longest path that any answers lead to; none where no item is ever in.
    pub fn longest_path(&self, catalog: &Catalog, theme: &Theme) -> Option<LongestPath> {
        let mut longest = None;
        for last in 0..theme.items.len() {
            let path = Path { items: vec![last], claim: self.present(last), days: 0 };
            self.extend(catalog, theme, path, &mut longest);
        }
        let (path, days): (Path, u32) = longest?;
        let items = path.items.iter().rev().map(|item| theme.items[*item].item.clone());
        Some(LongestPath { working_days: days, items: items.collect(), claim: path.claim })
    }

    /// Adds the days of the path's first item, as its limits allow, and goes on to what it waits for.
    fn extend(&self, catalog: &Catalog, theme: &Theme, path: Path, longest: &mut Option<(Path, u32)>) {
        let at = path.items[path.items.len() - 1];
        for (claim, days) in self.limits(catalog, theme, at) {
            let claim = path.claim.and(&claim);
            if claim.is_never() {
                continue;
            }
            let path = Path { items: path.items.clone(), claim, days: path.days + days };
            if longest.as_ref().is_none_or(|(_, most)| path.days > *most) {
                *longest = Some((path.clone(), path.days));
            }
            for (place, need) in self.plan.items[at].needs.iter().enumerate() {
                if path.items.contains(need) {
                    continue;
                }
                let mut further = path.clone();
                further.items.push(*need);
                further.claim = further.claim.and(&self.present(*need)).and(&self.waits(at, place));
                if !further.claim.is_never() {
                    self.extend(catalog, theme, further, longest);
                }
            }
        }
    }

    /// The promised days of an item with the answers for which they are promised; of several
    /// variants that apply the first counts.
    fn limits(&self, catalog: &Catalog, theme: &Theme, at: usize) -> Vec<(Claim, u32)> {
        let Some(item) = catalog.items.get(&theme.items[at].item) else { return Vec::new() };
        let mut limits = Vec::new();
        let mut left = self.always();
        for (index, (_, days)) in self.plan.items[at].variants.range().zip(&item.limit_variants) {
            let used = self.used(index);
            limits.push((left.and(&used), *days));
            left = left.and_not(&used);
        }
        limits.push((left, item.promised_limit.working_days));
        limits
    }
}

#[derive(Clone)]
struct Path {
    /// The last item first.
    items: Vec<usize>,
    claim: Claim,
    days: u32,
}
