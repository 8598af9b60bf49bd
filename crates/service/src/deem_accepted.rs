//! 视为受理: applications that nobody answered in time are accepted by the software.

use casework::{Actor, Command, clock::ANSWER_WORKING_DAYS};
use jiff::civil::Date;
use store::CommitError;

use crate::{App, Failure, carry_out::CommitFailure};

/// How many are read at once.
const AT_ONCE: u32 = 100;

impl App {
    /// Accepts what was handed in more than five working days ago and has no answer (行政许可法
    /// 第三十二条第一款第四项); says how many. Any number of nodes may do so at once: of two that
    /// come to one case, one finds it changed.
    ///
    /// # Errors
    /// Only when the store fails.
    pub async fn deem_accepted(&self) -> Result<usize, Failure> {
        let before = start_of(self.first_day_with_time_left());
        let (mut accepted, mut after) = (0, None);
        loop {
            let waiting = self.store().unanswered(before, after.as_ref(), AT_ONCE).await?;
            let Some(last) = waiting.last().cloned() else { return Ok(accepted) };
            for (_, number) in waiting {
                let Some(dossier) = self.store().dossier(&number).await? else { continue };
                match self.append(&Actor::System, &dossier, Command::DeemAccepted, None).await {
                    Ok(_) => accepted += 1,
                    // A correction came back later than the application, or somebody was quicker.
                    Err(
                        CommitFailure::Failure(Failure::Refused(_))
                        | CommitFailure::Commit(CommitError::Stale),
                    ) => {}
                    Err(CommitFailure::Failure(failure)) => return Err(failure),
                    Err(CommitFailure::Commit(CommitError::Store(error))) => return Err(error.into()),
                    Err(CommitFailure::Commit(error)) => {
                        tracing::error!(case = %number, ?error, "silence could not be taken for acceptance");
                    }
                }
            }
            after = Some(last);
        }
    }

    /// The first day of receipt for which an answer is still in time today.
    fn first_day_with_time_left(&self) -> Date {
        let (catalog, today) = (self.catalog(), self.today());
        let mut day = today;
        while let Ok(earlier) = day.yesterday()
            && catalog.calendar.add_working_days(earlier, ANSWER_WORKING_DAYS).date >= today
        {
            day = earlier;
        }
        day
    }
}

/// Midnight in Beijing at which the day begins.
fn start_of(day: Date) -> jiff::Timestamp {
    let midnight = day.at(0, 0, 0, 0);
    jiff::tz::offset(8).to_timestamp(midnight).unwrap_or(jiff::Timestamp::MIN)
}
