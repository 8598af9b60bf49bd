//! A case from its number to its rating.

use casework::{StageName, TaskStageName};
use catalog::{Answers, read::SourceFile};
use service::{CaseView, Failure, sample::Sample};

use crate::{Person, Town, catalogue, repository};

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
        self.accepts(case).await;
        let rounds = self.grant_everything(applicant, case).await;
        let view = applicant.sees(case).await;
        if view.stage == StageName::Completed {
            clerk.hands_out(case).await;
        }
        Walked { case: applicant.rates(case, 5).await, rounds }
    }

    /// Accepts the case: at the counter, or in the lead department where the applicant took note of an obstacle.
    pub async fn accepts(&self, case: &str) -> CaseView {
        let clerk = self.clerk("三号窗口").await;
        let view = clerk.sees(case).await;
        if view.acknowledged.is_empty() {
            return clerk.accepts(case).await;
        }
        self.lead(&view.lead).await.accepts(case).await
    }

    /// A case of that thing with every task granted, a licence (行政许可) among them; and the enterprise's name on its
    /// form, where one applies.
    pub async fn grants_a_licence(&self, applicant: &Person, theme: &str) -> (String, Option<String>) {
        let catalog = self.catalog();
        for seed in 1..20 {
            let mut sample = Sample::new(seed);
            let answers = sample.answers(&catalog, catalog.theme(theme).expect("there is such a thing"));
            let request = applicant.sampled(theme, answers, &mut sample).await;
            let holder =
                request.form.get("enterprise.name").and_then(|name| name.as_str()).map(str::to_owned);
            let Ok(view) = applicant.hands_in(request).await else { continue };
            if view.tasks.iter().any(|task| catalog.items[&*task.item].kind == "行政许可") {
                self.accepts(&view.number).await;
                self.grant_everything(applicant, &view.number).await;
                return (view.number, holder);
            }
        }
        panic!("no sample of {theme} asks for a licence");
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

/// The answers of a journey that is written down for a theme.
pub fn journey(theme: &str, name: &str) -> Answers {
    let path = repository().join(format!("catalog/jiangjin/journeys/{theme}/{name}.yaml"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let file = SourceFile { name: format!("{theme}/{name}.yaml"), text };
    let walked = catalog::journeys::run(&catalogue(), &[file]).journeys;
    walked.into_iter().next().unwrap_or_else(|| panic!("{} cannot be walked", path.display())).answers
}
