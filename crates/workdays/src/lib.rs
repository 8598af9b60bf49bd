//! Working days (工作日): which days count, when a limit ends, how a clock stands.
//!
//! Holidays and make-up days (调休上班日) are data that the State Council's
//! office publishes each year. Where no notice is out yet, Monday to Friday
//! count, save the holidays that the law itself fixes, and the result is
//! marked as estimated: make-up days are never guessed.
//!
//! Limits count in working days without public holidays (行政许可法
//! 第八十二条). The day on which a period begins is not counted (民法典
//! 第二百零一条); a period in calendar days that would end on a holiday ends on
//! the first working day after it (民法典 第二百零三条). Time that a special
//! procedure takes is not counted (行政许可法 第四十五条).
//!
//! Knows nothing of cases and reads no clock: today comes in as an argument.

mod account;
mod calendar;
mod clock;

pub use account::{Stretch, StretchKind};
pub use calendar::{Adjusted, Calendar, CalendarProblem, Day, Due, Holiday, StatutoryHoliday, Year};
pub use clock::{Clock, Light, Pause};
