//! The account of a limit (逐日说明): which days count, which do not, and why.

use jiff::civil::Date;

use crate::{Calendar, Pause};

/// Days in a row that are treated alike. All days from receipt to the last one
/// stand in exactly one stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// How they are treated.
    pub kind: StretchKind,
}

/// How days are treated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StretchKind {
    /// The day of receipt, which is not counted (民法典 第二百零一条).
    Receipt,
    /// The working days among them count (行政许可法 第八十二条).
    Counted {
        /// How many of them are working days.
        working_days: u32,
    },
    /// Not counted: a special procedure took place (行政许可法 第四十五条).
    Paused {
        /// The first pause that holds, by its place among those given.
        pause: usize,
    },
}

impl Calendar {
    /// Says for every day from receipt to `until` whether it counts. A pause that goes on
    /// reaches up to today. Empty where `until` lies before the receipt.
    pub fn account(&self, receipt: Date, until: Date, pauses: &[Pause], today: Date) -> Vec<Stretch> {
        let mut stretches: Vec<Stretch> = Vec::new();
        let mut day = receipt;
        while day <= until {
            let kind = if day == receipt {
                StretchKind::Receipt
            } else if let Some(pause) = pauses.iter().position(|pause| pause.holds(day, today)) {
                StretchKind::Paused { pause }
            } else {
                StretchKind::Counted { working_days: u32::from(self.is_working_day(day)) }
            };
            if !stretches.last_mut().is_some_and(|last| last.takes_in(day, kind)) {
                stretches.push(Stretch { from: day, to: day, kind });
            }
            let Ok(next) = day.tomorrow() else { break };
            day = next;
        }
        stretches
    }
}

impl Stretch {
    /// Takes in the next day, where it is treated alike; otherwise changes nothing.
    fn takes_in(&mut self, day: Date, kind: StretchKind) -> bool {
        let alike = match (&mut self.kind, kind) {
            (StretchKind::Counted { working_days }, StretchKind::Counted { working_days: more }) => {
                *working_days += more;
                true
            }
            (StretchKind::Paused { pause }, StretchKind::Paused { pause: other }) => *pause == other,
            _ => false,
        };
        if alike {
            self.to = day;
        }
        alike
    }
}
