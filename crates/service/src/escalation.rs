//! 上报: what nobody has answered in time goes up, and whoever it goes up to finds it in their inbox.

use std::sync::Arc;

use casework::{Case, Event, MatterAct, Recorded};
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
            let Event::MatterStepped { nth, act: MatterAct::Escalate { to }, due, .. } = &recorded.event
            else {
                continue;
            };
            let Some(matter) = case.matter(*nth) else { continue };
            let theme = rules.theme(&case.plan.theme).map_or("", |theme| theme.name.as_str());
            let (kind, department) =
                (words::matter_kind(matter.kind), rules.department_name(&matter.department));
            let until =
                due.map_or_else(String::new, |due| format!("，请督促最晚{}答复", documents::day(due)));
            let text = format!(
                "“{theme}”办件{}的{kind}，{department}没有按时答复，现在报给您{until}。{}",
                case.number, matter.text
            );
            let holders = self.holders_of(&to.roles(&matter.department)).await?.into_iter();
            messages.extend(holders.map(|one| NewMessage::new(&one, &case.number, "matter", text.clone())));
        }
        Ok(messages)
    }
}
