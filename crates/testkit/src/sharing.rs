//! The town's data sharing: it knows what a test says, and loses papers or breaks down when it says so.

use std::{
    future::ready,
    sync::{Mutex, PoisonError},
};

use exchange::{
    Asked, AskedKinship, DataSharing, ExchangeError, FindingKinship, FindingMissing, LookingUp,
    StandInSharing,
};

#[derive(Debug, Default)]
pub(crate) struct TownSharing {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    known: StandInSharing,
    asked: Vec<(String, String)>,
    lost: Vec<String>,
    down: bool,
}

impl TownSharing {
    pub(crate) fn loses(&self, materials: &[&str]) {
        self.change(|state| state.lost = materials.iter().map(|id| (*id).to_owned()).collect());
    }

    pub(crate) fn knows(&self, more: impl FnOnce(StandInSharing) -> StandInSharing) {
        self.change(|state| state.known = more(std::mem::take(&mut state.known)));
    }

    /// Of whom what was asked so far, in the order of asking.
    pub(crate) fn asked(&self) -> Vec<(String, String)> {
        self.change(|state| state.asked.clone())
    }

    pub(crate) fn breaks_down(&self) {
        self.change(|state| state.down = true);
    }

    fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        change(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl DataSharing for TownSharing {
    fn look_up<'a>(&'a self, asked: Asked<'a>) -> LookingUp<'a> {
        let answer = self.change(|state| {
            let elements = asked.elements.iter().map(|element| (asked.id_number.to_owned(), element.clone()));
            state.asked.extend(elements);
            match state.down {
                true => Err(ExchangeError::Refused { status: 503 }),
                false => Ok(state.known.values(&asked)),
            }
        });
        Box::pin(ready(answer))
    }

    fn kinship<'a>(&'a self, asked: AskedKinship<'a>) -> FindingKinship<'a> {
        let answer = self.change(|state| match state.down {
            true => Err(ExchangeError::Refused { status: 503 }),
            false => Ok(state.known.relation(&asked)),
        });
        Box::pin(ready(answer))
    }

    fn missing_papers<'a>(&'a self, _id_number: &'a str, materials: &'a [String]) -> FindingMissing<'a> {
        let answer = self.change(|state| match state.down {
            true => Err(ExchangeError::Refused { status: 503 }),
            false => Ok(materials.iter().filter(|id| state.lost.contains(id)).cloned().collect()),
        });
        Box::pin(ready(answer))
    }
}
