//! 视为受理: what the software does where nobody answers in time: applications are accepted, departments
//! that stayed silent are bound, and before that, what was remarked goes out.

use casework::{Actor, Command, DutyKind, clock::ANSWER_WORKING_DAYS};
use identifiers::CaseNumber;
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
                // A correction may have come back later than the application.
                accepted += usize::from(self.by_itself(&number, Command::DeemAccepted).await?);
            }
            after = Some(last);
        }
    }

    /// Sends, on the last afternoon of the window, what departments remarked though others have not
    /// spoken, and binds those that stayed silent while a notice was out; says in how many cases.
    ///
    /// # Errors
    /// Only when the store fails.
    pub async fn close_windows(&self) -> Result<usize, Failure> {
        let today = self.today();
        let tomorrow = today.tomorrow().unwrap_or(today);
        let ending = self.each_due(DutyKind::Assess, tomorrow, Command::CloseWindow).await?;
        Ok(ending + self.each_due(DutyKind::Lapse, today, Command::DeemDepartments).await?)
    }

    /// Gives the command in each case to which something of that kind is owed until before that day.
    async fn each_due(&self, kind: DutyKind, before: Date, command: Command) -> Result<usize, Failure> {
        let (mut done, mut after) = (0, None);
        loop {
            let due = self.store().duties_due(kind, before, after.as_ref(), AT_ONCE).await?;
            let Some(last) = due.last().cloned() else { return Ok(done) };
            for number in due {
                done += usize::from(self.by_itself(&number, command.clone()).await?);
            }
            after = Some(last);
        }
    }

    /// Gives a command as the software itself; whether it came to something.
    async fn by_itself(&self, number: &CaseNumber, command: Command) -> Result<bool, Failure> {
        let Some(dossier) = self.store().dossier(number).await? else { return Ok(false) };
        match self.append(&Actor::System, &dossier, command, None).await {
            Ok(_) => Ok(true),
            // It is not yet time, or somebody was quicker.
            Err(CommitFailure::Failure(Failure::Refused(_)) | CommitFailure::Commit(CommitError::Stale)) => {
                Ok(false)
            }
            Err(CommitFailure::Failure(failure)) => Err(failure),
            Err(CommitFailure::Commit(CommitError::Store(error))) => Err(error.into()),
            Err(CommitFailure::Commit(error)) => {
                tracing::error!(case = %number, ?error, "what is due by itself could not be done");
                Ok(false)
            }
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
