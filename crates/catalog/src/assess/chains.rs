//! Many uses of few things, in order, gathered by thing without a list for each.

/// One use of a numbered thing by an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Use {
    item: u16,
    nth: u16,
    /// The item is in, and its condition on the thing holds.
    pub(super) sure: bool,
}

impl Use {
    /// The item's own use of that number.
    pub(super) fn new(item: usize, nth: usize, sure: bool) -> Self {
        let small = |number| u16::try_from(number).expect("an item has fewer than 65536 uses");
        Self { item: small(item), nth: small(nth), sure }
    }

    /// Which item.
    pub(super) fn item(self) -> usize {
        self.item.into()
    }

    /// Which of the item's uses.
    pub(super) fn nth(self) -> usize {
        self.nth.into()
    }
}

/// Behind the last use.
const END: u16 = u16::MAX;

/// Uses of numbered things.
pub(super) struct Chains {
    uses: Vec<(Use, u16)>,
    /// First and last use of each thing.
    ends: Vec<(u16, u16)>,
    order: Vec<u16>,
}

impl Chains {
    /// No uses of that many things.
    pub(super) fn of(things: usize) -> Self {
        Self {
            uses: Vec::with_capacity(2 * things),
            ends: vec![(END, END); things],
            order: Vec::with_capacity(things),
        }
    }

    /// One more use of a thing.
    pub(super) fn push(&mut self, thing: usize, one: Use) {
        let small = |number| u16::try_from(number).expect("a theme has fewer than 65535 uses");
        let at = small(self.uses.len());
        self.uses.push((one, END));
        let (first, last) = &mut self.ends[thing];
        if *first == END {
            *first = at;
            self.order.push(small(thing));
        } else {
            self.uses[usize::from(*last)].1 = at;
        }
        *last = at;
    }

    /// The things that are used, in the order of their first use.
    pub(super) fn order(&self) -> impl Iterator<Item = usize> {
        self.order.iter().map(|thing| usize::from(*thing))
    }

    /// The uses of a thing, in order.
    pub(super) fn uses(&self, thing: usize) -> impl Iterator<Item = Use> + Clone {
        let mut at = self.ends[thing].0;
        std::iter::from_fn(move || {
            let (one, next) = *self.uses.get(usize::from(at))?;
            at = next;
            Some(one)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_thing_keeps_its_uses_in_order() {
        let mut chains = Chains::of(3);
        for (item, thing) in [2, 0, 2, 2].into_iter().enumerate() {
            chains.push(thing, Use::new(item, 0, true));
        }
        let items = |thing| chains.uses(thing).map(Use::item).collect::<Vec<_>>();
        assert_eq!(chains.order().collect::<Vec<_>>(), [2, 0]);
        assert_eq!((items(0), items(1), items(2)), (vec![1], vec![], vec![0, 2, 3]));
    }
}
