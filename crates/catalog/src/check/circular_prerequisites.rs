//! P013 事项互相等待
//!
//! 甲等乙、乙又等甲，谁也开始不了，办件会永远停在那里。请去掉其中一个等待；
//! 确实要来回的，通常是一个事项里的两个环节，应当写进 steps。

use crate::{
    diagnostics::Diagnostics,
    read::draft::{Draft, ThemeDraft},
};

pub(super) fn check(draft: &Draft<'_>, out: &mut Diagnostics) {
    for theme in &draft.themes {
        let waits = Waits::of(&theme.value);
        let Some(circle) = waits.circle() else { continue };
        let first = circle[0];
        let entry = &theme.value.items[first];
        let before = &theme.value.items[circle[1 % circle.len()]].item;
        let position = entry.needs.iter().position(|need| need == before).unwrap_or(0);
        let names: Vec<&str> =
            circle.iter().chain([&first]).map(|index| &*theme.value.items[*index].item).collect();
        let spot = theme.at.key("items").index(first).key("needs").index(position).spot();
        out.error("P013", spot, format!("事项互相等待：{}", names.join(" 等 "))).hint("请去掉其中一个等待");
    }
}

/// Which item waits for which, by index.
struct Waits {
    needs: Vec<Vec<usize>>,
}

impl Waits {
    fn of(theme: &ThemeDraft) -> Self {
        let index = |id: &str| theme.items.iter().position(|entry| entry.item == *id);
        let needs = theme
            .items
            .iter()
            .map(|entry| entry.needs.iter().filter_map(|need| index(need)).collect())
            .collect();
        Self { needs }
    }

    /// Some items each of which waits for the next, and the last for the first.
    fn circle(&self) -> Option<Vec<usize>> {
        let mut done = vec![false; self.needs.len()];
        (0..self.needs.len()).find_map(|start| self.walk(start, &mut Vec::new(), &mut done))
    }

    fn walk(&self, at: usize, path: &mut Vec<usize>, done: &mut [bool]) -> Option<Vec<usize>> {
        if let Some(first) = path.iter().position(|passed| *passed == at) {
            return Some(path[first..].to_vec());
        }
        if done[at] {
            return None;
        }
        path.push(at);
        let circle = self.needs[at].iter().find_map(|next| self.walk(*next, path, done));
        path.pop();
        done[at] = true;
        circle
    }
}
