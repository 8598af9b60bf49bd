//! The observer (电子监察): looks at what has just happened to a case and finds what offends a rule.
//! It reads the record alone, whatever the rules of deciding let through.

use jiff::{SignedDuration, Timestamp, civil::Date};
use workdays::Light;

use crate::{
    case::{Case, Given, Lit, RatedVia, TaskId, TaskStage, VisitRating, day_of},
    command::Command,
    event::{Event, Recorded},
    matter::FindingRule,
};

/// Clocks of several machines differ by less than this.
const SAME_MOMENT: SignedDuration = SignedDuration::from_mins(5);

/// A rating within this time after it was asked for at a counter was not thought about by a citizen.
const AT_ONCE: SignedDuration = SignedDuration::from_secs(10);

impl Given {
    /// Whether it was given seconds after a counter asked for it.
    fn is_at_once(&self, at: Timestamp) -> bool {
        let asked = self.asked_at.filter(|_| self.via == RatedVia::Counter);
        asked.is_some_and(|asked| at.duration_since(asked) < AT_ONCE)
    }
}

impl Case {
    /// What the software finds in these events, the last of `history`; each as the command that opens
    /// the finding.
    pub fn findings(&self, history: &[std::sync::Arc<Recorded>], new: usize) -> Vec<Command> {
        let from = history.len().saturating_sub(new);
        let mut found = Vec::new();
        for (nth, recorded) in history.iter().enumerate().skip(from) {
            let before = nth.checked_sub(1).map(|nth| &history[nth]);
            if before.is_some_and(|before| before.at > recorded.at + SAME_MOMENT) {
                let text = format!("第{}步记下的时间早于前一步", recorded.version);
                found.push(self.finding(FindingRule::Backdated, None, text));
            }
            match &recorded.event {
                Event::TaskGranted { task, result } => {
                    let since = self.task(task).and_then(|task| task.stage.since());
                    if since.is_some_and(|since| result.valid_from < since) {
                        let text = format!("结果的有效期从{}起，早于开始办理的日子", result.valid_from);
                        found.push(self.finding(FindingRule::Backdated, Some(task), text));
                    }
                    found.extend(self.not_heard(task, day_of(recorded.at)));
                    found.extend(self.decided_late(task, day_of(recorded.at)));
                }
                Event::TaskRefused { task, .. } => {
                    found.extend(self.decided_late(task, day_of(recorded.at)));
                }
                Event::TaskSuspended { task, evidence, procedure, .. } if evidence.trim().is_empty() => {
                    let text = format!("因{procedure}停表，没有写明依据的文书");
                    found.push(self.finding(FindingRule::PauseWithoutEvidence, Some(task), text));
                }
                Event::TaskResumed { task, .. } => {
                    let pause = self.task(task).and_then(|task| task.pauses.last());
                    let late =
                        pause.and_then(|pause| pause.expected_end).filter(|end| *end < day_of(recorded.at));
                    if let Some(end) = late {
                        let text = format!("停表到{}才结束，告知申请人的是{end}", day_of(recorded.at));
                        found.push(self.finding(FindingRule::PauseOverrun, Some(task), text));
                    }
                }
                Event::CorrectionAskedAgain { .. } => {
                    let text = format!("第{}步又一次要求补正", recorded.version);
                    found.push(self.finding(FindingRule::CorrectionAgain, None, text));
                }
                Event::VisitRated(VisitRating { given, .. }) | Event::Rated { given, .. }
                    if given.is_at_once(recorded.at) =>
                {
                    let text = "窗口请人评价后几秒钟就评了".to_owned();
                    found.push(self.finding(FindingRule::RatedAtOnce, None, text));
                }
                Event::Lit(Lit { task, light: Light::Red, due, delivery, .. }) => {
                    let text = match delivery {
                        true => format!("决定后十个工作日还没有送达，最晚应在{due}，请说明理由"),
                        false => late(*due),
                    };
                    found.push(self.finding(FindingRule::LimitPassed, task.as_ref(), text));
                }
                _ => {}
            }
        }
        found
    }

    /// Granted though others whose great interests it concerns were not told, or not heard to the end.
    fn not_heard(&self, id: &TaskId, on: Date) -> Option<Command> {
        let task = self.task(id)?;
        self.third_party_interest(task)?;
        if task.interested.is_settled(on) {
            return None;
        }
        let text = match task.interested.notices.is_empty() {
            true => "准予以前没有告知利害关系人，也没有写明不涉及他人".to_owned(),
            false => "利害关系人还在陈述申辩的期限内，就准予了".to_owned(),
        };
        Some(self.finding(FindingRule::InterestedNotHeard, Some(id), text))
    }

    /// Decided after the promised day: the reason is owed, also where no light had turned red before.
    fn decided_late(&self, id: &TaskId, on: Date) -> Option<Command> {
        let task = self.task(id)?;
        let ours = self.plan.item(&task.item).is_none_or(|item| item.outside.is_none());
        let due = task.stage.due().filter(|due| ours && *due < on)?;
        Some(self.finding(FindingRule::LimitPassed, Some(id), late(due)))
    }

    fn finding(&self, rule: FindingRule, task: Option<&TaskId>, text: String) -> Command {
        let of_task = task.and_then(|id| self.task(id)).map(|task| task.department.clone());
        let department = of_task.unwrap_or_else(|| self.plan.lead.clone());
        Command::Find { rule, department, task: task.cloned(), text }
    }
}

fn late(due: Date) -> String {
    format!("超过了承诺的{due}，请说明理由")
}

impl TaskStage {
    /// Who took or decided it.
    pub fn by(&self) -> Option<&crate::AccountId> {
        match self {
            Self::Reviewing { by, .. }
            | Self::Suspended { by, .. }
            | Self::Granted { by, .. }
            | Self::Refused { by, .. } => Some(by),
            Self::Waiting | Self::Ready { .. } | Self::Cancelled { .. } => None,
        }
    }
}
