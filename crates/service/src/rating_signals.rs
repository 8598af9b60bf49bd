//! 评价异常: signs that ratings of a day were manufactured become findings, each for the department to answer
//! and for supervision to close. What shows in one case alone, the observer finds at once.

use casework::{Actor, Command, FindingRule};
use jiff::ToSpan;
use store::{CommitError, RatingSignal};

use crate::{App, Failure, carry_out::CommitFailure};

impl App {
    /// Looks at the ratings of yesterday, which is over: what is found is found once.
    pub(crate) async fn find_rating_signals(&self) -> Result<(), Failure> {
        let Ok(day) = self.today().checked_sub(1_i32.days()) else { return Ok(()) };
        for signal in self.store().rating_signals(day, day).await? {
            self.find_signal(&signal, &documents::day(day)).await?;
        }
        Ok(())
    }

    async fn find_signal(&self, signal: &RatingSignal, day: &str) -> Result<(), Failure> {
        let Some(number) = &signal.case else { return Ok(()) };
        let Some(dossier) = self.store().dossier(number).await? else { return Ok(()) };
        let catalog = self.catalog();
        let place = signal.place.as_ref().and_then(|id| catalog.places.iter().find(|place| place.id == *id));
        let count = signal.count;
        let lead = dossier.case.plan.lead.clone();
        let (rule, department, text) = match signal.sign {
            "device" => {
                let text = format!("{day}同一台设备评了{count}件，这是其中一件");
                (FindingRule::RatedFromOneDevice, lead, text)
            }
            "counter" => {
                let name = place.map_or_else(String::new, |place| place.name.clone());
                let text = format!("{day}{name}的{count}次评价几乎都是扫窗口的码评的，这是其中一件");
                let department = place.map_or(lead, |place| place.department.clone());
                (FindingRule::RatedByCodeAlone, department, text)
            }
            "staff" => (FindingRule::RatedByStaff, lead, format!("{day}申请人是工作人员，评了自己的办件")),
            // Seconds after it was asked for: found with the rating itself.
            _ => return Ok(()),
        };
        let command = Command::Find { rule, department, task: None, text };
        match self.append(&Actor::System, &dossier, command, None).await {
            // Found before; or somebody acts on the case now, and the next night is time enough.
            Ok(_)
            | Err(CommitFailure::Failure(Failure::Refused(_)) | CommitFailure::Commit(CommitError::Stale)) => {
                Ok(())
            }
            Err(CommitFailure::Failure(failure)) => Err(failure),
            Err(CommitFailure::Commit(CommitError::Store(error))) => Err(error.into()),
            Err(CommitFailure::Commit(error)) => Err(Failure::Fault(Box::new(error))),
        }
    }
}
