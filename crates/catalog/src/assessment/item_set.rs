//! Some of a theme's items, as bits: assessments hold many such sets, and copying one costs nothing.

use std::{fmt, sync::Arc};

use serde::{Serialize, Serializer};

use crate::ids::ItemId;

/// Some items of a theme, in its order.
#[derive(Clone, Default)]
pub struct ItemSet {
    of: Arc<[ItemId]>,
    bits: u64,
}

impl ItemSet {
    /// Those of the items whose bits are set.
    pub(crate) fn new(of: &Arc<[ItemId]>, bits: u64) -> Self {
        Self { of: Arc::clone(of), bits }
    }

    /// The items.
    pub fn iter(&self) -> impl Iterator<Item = &ItemId> {
        self.of.iter().enumerate().filter(|(index, _)| self.has(*index)).map(|(_, id)| id)
    }

    /// Whether the item of that number among those of the theme is one of them.
    pub(crate) fn has(&self, index: usize) -> bool {
        self.bits >> index & 1 == 1
    }

    /// Whether the item is one of them.
    pub fn contains(&self, item: &str) -> bool {
        self.iter().any(|id| *id == *item)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.bits.count_ones() as usize
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.bits == 0
    }

    /// Leaves out those that are not wanted.
    pub fn retain(&mut self, wanted: impl Fn(&ItemId) -> bool) {
        let gone = self.of.iter().enumerate().filter(|(_, id)| !wanted(id));
        self.bits =
            gone.fold(self.bits, |bits, (index, _)| bits & !1_u64.checked_shl(index as u32).unwrap_or(0));
    }
}

impl From<Vec<ItemId>> for ItemSet {
    /// At most 64 items.
    fn from(ids: Vec<ItemId>) -> Self {
        let bits = (0..ids.len().min(64)).fold(0, |bits, index| bits | 1 << index);
        Self { of: ids.into(), bits }
    }
}

impl fmt::Debug for ItemSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl PartialEq for ItemSet {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Serialize for ItemSet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}
