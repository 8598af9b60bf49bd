//! 上报: what nobody has answered in time goes up, and what a citizen said and nobody took up in time is told to
//! those who supervise; whoever it goes up to finds it in their inbox.

use std::sync::Arc;

use casework::{Above, Case, Event, MatterAct, Recorded};
use catalog::Catalog;
use store::NewMessage;

use crate::{App, Failure, words};

impl App {
    /// Messages to those to whom matters of the case have just gone up.
    pub(crate) async fn told_above(
        &self,
        rules: &Catalog,
        case: &Case,
        events: &[Arc<Recorded>],
    ) -> Result<Vec<NewMessage>, Failure> {
        let mut messages = Vec::new();
        for recorded in events {
            let Event::MatterStepped { nth, act, due, .. } = &recorded.event else { continue };
            let Some(matter) = case.matter(*nth) else { continue };
            let theme = rules.theme(&case.plan.theme).map_or("", |theme| theme.name.as_str());
            let what = format!("“{theme}”办件{}的{}", case.number, words::matter_kind(matter.kind));
            let department = rules.department_name(&matter.department);
            let (to, text) = match act {
                MatterAct::Escalate { to } => {
                    let until = due
                        .map_or_else(String::new, |due| format!("，请督促最晚{}答复", documents::day(due)));
                    let text =
                        format!("{what}，{department}没有按时答复，现在报给您{until}。{}", matter.text);
                    (*to, text)
                }
                MatterAct::Overdue if matter.kind.is_a_citizens() => {
                    (Above::Supervision, words::late(&what, department, matter.stage()))
                }
                _ => continue,
            };
            let holders = self.holders_of(&to.roles(&matter.department)).await?.into_iter();
            messages.extend(holders.map(|one| NewMessage::new(&one, &case.number, "matter", text.clone())));
        }
        Ok(messages)
    }
}
