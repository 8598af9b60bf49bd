//! The town's data sharing: it knows no values, and loses papers or breaks down when a test says so.

use std::{
    future::ready,
    sync::{Mutex, PoisonError},
};

use exchange::{DataSharing, ExchangeError, FindingMissing, LookingUp};

#[derive(Debug, Default)]
pub(crate) struct TownSharing {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    lost: Vec<String>,
    down: bool,
}

impl TownSharing {
    pub(crate) fn loses(&self, materials: &[&str]) {
        self.change(|state| state.lost = materials.iter().map(|id| (*id).to_owned()).collect());
    }

    pub(crate) fn breaks_down(&self) {
        self.change(|state| state.down = true);
    }

    fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        change(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl DataSharing for TownSharing {
    fn look_up<'a>(&'a self, _id_number: &'a str, _elements: &'a [String]) -> LookingUp<'a> {
        Box::pin(ready(Ok(Vec::new())))
    }

    fn missing_papers<'a>(&'a self, _id_number: &'a str, materials: &'a [String]) -> FindingMissing<'a> {
        let answer = self.change(|state| match state.down {
            true => Err(ExchangeError::Refused { status: 503 }),
            false => Ok(materials.iter().filter(|id| state.lost.contains(id)).cloned().collect()),
        });
        Box::pin(ready(answer))
    }
}
