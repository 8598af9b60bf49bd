//! A case from its number to its rating.

use casework::{StageName, TaskStageName};
use service::{CaseView, Failure};

use crate::{Person, Town};

/// How a walk went.
#[derive(Debug)]
pub struct Walked {
    /// The case at the end, as the applicant sees it.
    pub case: CaseView,
    /// Rounds in which departments had something ready: the length of the longest chain.
    pub rounds: usize,
}

impl Town {
    /// Accepts the case, grants every task as it becomes ready, hands the results out and has it rated.
    pub async fn walk_to_the_end(&self, applicant: &Person, case: &str) -> Walked {
        let clerk = self.clerk("三号窗口").await;
        clerk.accepts(case).await;
        let rounds = self.grant_everything(applicant, case).await;
        let view = applicant.sees(case).await;
        if view.stage == StageName::Completed {
            clerk.hands_out(case).await;
        }
        Walked { case: applicant.rates(case, 5).await, rounds }
    }

    /// Every department grants what is ready, until nothing is; the number of rounds.
    pub async fn grant_everything(&self, applicant: &Person, case: &str) -> usize {
        let mut rounds = 0;
        loop {
            let mut departments: Vec<_> = applicant
                .sees(case)
                .await
                .tasks
                .into_iter()
                .filter(|task| task.stage == TaskStageName::Ready)
                .map(|task| task.department)
                .collect();
            departments.sort();
            departments.dedup();
            if departments.is_empty() {
                return rounds;
            }
            for department in departments {
                self.approver(&department).await.grants_all_ready(case).await;
            }
            rounds += 1;
        }
    }
}

/// The code of what a use case came to: `ok` where it came off.
pub fn code_of<T>(outcome: &Result<T, Failure>) -> &'static str {
    match outcome {
        Ok(_) => "ok",
        Err(failure) => failure.code(),
    }
}
