//! What the software does of itself (定时): takes what is due from the one table and does it.
//!
//! A case's timers are its own matter (`casework::Case::timers`); here they come to be commands of
//! the software's. The house's own chores stand in the same table. Any number of nodes may work it:
//! a job is leased, and one that is done twice finds nothing to do the second time.

use casework::{Actor, Case, Timer, TimerKind};
use identifiers::CaseNumber;
use jiff::{SignedDuration, Timestamp};
use store::{CommitError, Job, TimerChanges};

use crate::{App, Failure, carry_out::CommitFailure};

/// How long a worker has for what it took before another may do it.
const LEASE_SECONDS: u32 = 60;

/// The longest wait between two tries, in minutes.
const LONGEST_WAIT_MINUTES: i64 = 60;

/// How many cases are gone through at a time.
const AT_ONCE: u32 = 200;

/// What became of a job.
enum Done {
    /// There is nothing left to do, or what was done has set what comes next.
    Once,
    /// It is to be done again then.
    Again(Timestamp),
}

impl App {
    /// Does what is due, at most `limit` jobs, and says how many there were. What fails is tried again
    /// later, each time after a longer wait.
    ///
    /// # Errors
    /// Only when the table of jobs cannot be read or written.
    pub async fn work_jobs(&self, limit: u32) -> Result<usize, Failure> {
        let jobs = self.store().take_jobs(self.now(), LEASE_SECONDS, limit).await?;
        let count = jobs.len();
        for job in jobs {
            let done = match &job.case {
                Some(number) => self.time_has_come(number, &job).await,
                None => self.chore(&job.kind).await,
            };
            match done {
                Ok(Done::Once) => self.store().job_done(&job).await?,
                Ok(Done::Again(at)) => self.store().job_later(&job, at).await?,
                Err(failure) => {
                    let case = job.case.as_ref().map(CaseNumber::as_str);
                    tracing::error!(kind = %job.kind, case, ?failure, "a job failed; it is tried again");
                    let minutes = (1_i64 << job.attempts.min(6)).min(LONGEST_WAIT_MINUTES);
                    let retry_at = self.now() + SignedDuration::from_mins(minutes);
                    self.store().job_failed(&job, retry_at, failure.code()).await?;
                }
            }
        }
        Ok(count)
    }

    /// A timer of a case: what it comes to is an event, and the commit of the event ends the timer.
    async fn time_has_come(&self, number: &CaseNumber, job: &Job) -> Result<Done, Failure> {
        let Some(kind) = TimerKind::from_word(&job.kind) else {
            return Err(Failure::Fault(format!("nobody knows a timer {}", job.kind).into()));
        };
        let Some(dossier) = self.store().dossier(number).await? else { return Ok(Done::Once) };
        match self.append(&Actor::System, &dossier, kind.command(&job.of), None).await {
            Ok(_) => Ok(Done::Once),
            Err(CommitFailure::Failure(Failure::Refused(_))) => {
                let timers = self.timers_of(&dossier.case);
                let still = timers.into_iter().find(|timer| timer.kind == kind && timer.of == job.of);
                match still {
                    // Its moment lies later by now: a calendar was published, or a clock put back.
                    Some(timer) if timer.at > self.now() => Ok(Done::Again(timer.at)),
                    Some(_) => Err(Failure::Fault("a timer is due and its act refused".into())),
                    None => Ok(Done::Once),
                }
            }
            // Somebody was quicker; what is left to do is looked at again at once.
            Err(CommitFailure::Commit(CommitError::Stale)) => Ok(Done::Again(self.now())),
            Err(CommitFailure::Failure(failure)) => Err(failure),
            Err(CommitFailure::Commit(CommitError::Store(error))) => Err(error.into()),
            Err(CommitFailure::Commit(error)) => Err(Failure::Fault(Box::new(error))),
        }
    }

    /// What has to be done in the house now and then, whatever the cases.
    async fn chore(&self, kind: &str) -> Result<Done, Failure> {
        let hours = match kind {
            "purge_sessions" => {
                self.store().purge_sessions(self.now()).await?;
                self.store().purge_rating_links(self.now()).await?;
                1
            }
            "forget_missed_searches" => {
                self.forget_missed_searches().await?;
                24
            }
            "find_idle_looks" => {
                self.find_idle_looks().await?;
                24
            }
            "watch_grievances" => {
                self.watch_grievances().await?;
                1
            }
            "find_rating_signals" => {
                self.find_rating_signals().await?;
                24
            }
            "archive_cases" => {
                self.archive_cases().await?;
                24
            }
            "set_timers" => {
                self.set_all_timers().await?;
                24
            }
            _ => return Err(Failure::Fault(format!("nobody knows a chore {kind}").into())),
        };
        Ok(Done::Again(self.now() + SignedDuration::from_hours(hours)))
    }

    /// Holds the timers of all cases against what they should be: after a calendar was published, and
    /// for cases from before there were timers.
    async fn set_all_timers(&self) -> Result<(), Failure> {
        let mut after = None;
        loop {
            let numbers = self.store().cases_with_timers(after.as_ref(), AT_ONCE).await?;
            for number in &numbers {
                if let Some(dossier) = self.store().dossier(number).await? {
                    self.set_timers_of(&dossier.case).await?;
                }
            }
            let Some(last) = numbers.into_iter().next_back() else { return Ok(()) };
            after = Some(last);
        }
    }

    /// Makes the timers of a case what they should be.
    pub(crate) async fn set_timers_of(&self, case: &Case) -> Result<(), Failure> {
        Ok(self.store().set_timers(&case.number, case.version, self.timers_of(case)).await?)
    }

    fn timers_of(&self, case: &Case) -> Vec<Timer> {
        case.timers(self.today(), &self.catalog().calendar)
    }

    /// What a commit changes among the timers of its case.
    pub(crate) fn timer_changes(&self, before: Option<&Case>, after: &Case) -> TimerChanges {
        let before = before.map_or_else(Vec::new, |before| self.timers_of(before));
        TimerChanges::between(&before, &self.timers_of(after))
    }
}
