//! The town's clock.

use std::sync::Mutex;

use jiff::{SignedDuration, Timestamp, civil::Date, tz};

/// Stands still until it is moved.
#[derive(Debug)]
pub(crate) struct TownClock(Mutex<Timestamp>);

impl TownClock {
    /// Nine o'clock of that day, in Beijing.
    pub(crate) fn at_nine(day: Date) -> Self {
        Self(Mutex::new(nine_on(day)))
    }

    pub(crate) fn go_to(&self, day: Date) {
        *self.0.lock().expect("nobody panics while moving the clock") = nine_on(day);
    }

    pub(crate) fn pass(&self, time: SignedDuration) {
        *self.0.lock().expect("nobody panics while moving the clock") += time;
    }
}

impl service::Clock for TownClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().expect("nobody panics while moving the clock")
    }
}

fn nine_on(day: Date) -> Timestamp {
    tz::offset(8).to_timestamp(day.at(9, 0, 0, 0)).expect("a day of our time")
}
