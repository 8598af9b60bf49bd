//! 利害关系人: telling those concerned before a grant, and writing down what they say.

use super::{Context, reason_given, tasks::open_task};
use crate::{
    case::{Case, TaskStageName},
    event::Event,
    interested::{HEARD_WORKING_DAYS, InterestedAct, InterestedNotice, InterestedStep, Statement},
    policy::Action,
    refusal::Refusal,
};

pub(super) fn act(case: &Case, act: InterestedAct, ctx: &Context) -> Result<Vec<Event>, Refusal> {
    let open = [TaskStageName::Ready, TaskStageName::Reviewing, TaskStageName::Suspended];
    let found = open_task(case, act.task(), Action::HearInterested, &open, ctx)?;
    if case.third_party_interest(found).is_none() {
        return Err(Refusal::NobodyConcerned);
    }
    let today = ctx.today();
    let step = match act {
        InterestedAct::Notify { task, people, how, text, until } => {
            let mut people: Vec<String> = people.into_iter().map(|name| name.trim().to_owned()).collect();
            people.retain(|name| !name.is_empty());
            if people.is_empty() || how.trim().is_empty() || text.trim().is_empty() {
                return Err(Refusal::InterestedIncomplete);
            }
            let usual = || ctx.calendar.add_working_days(today, HEARD_WORKING_DAYS).date;
            let until = until.unwrap_or_else(usual);
            if until <= today {
                return Err(Refusal::NoTimeToSpeak);
            }
            let notice = InterestedNotice { people, how, text, on: today, until };
            InterestedStep::Notified { task, notice }
        }
        InterestedAct::NoneConcerned { task, reason } => {
            reason_given(&reason)?;
            InterestedStep::NoneConcerned { task, reason }
        }
        InterestedAct::Record { task, person, text } => {
            let person = person.trim().to_owned();
            if !found.interested.notices.iter().any(|notice| notice.people.contains(&person)) {
                return Err(Refusal::NotNotified);
            }
            if text.trim().is_empty() {
                return Err(Refusal::TextMissing);
            }
            InterestedStep::Heard { task, statement: Statement { person, text, on: today } }
        }
    };
    Ok(vec![Event::Interested(step)])
}
