//! Other people concerned (当事人), item by item: who has confirmed, who still has to, and what can be
//! done about it here.

use askama::Template;
use service::PartyLine;

/// The people concerned in a case, with the forms to ask, to record and to take back.
#[derive(Debug, Clone, Template)]
#[template(path = "ui/parties/parties.html")]
pub(crate) struct Parties {
    /// The secret for the forms.
    csrf: String,
    /// Where they are sent.
    address: String,
    items: Vec<PartyItem>,
}

component!(Parties);

/// The people concerned in one item.
#[derive(Debug, Clone)]
struct PartyItem {
    item: String,
    name: String,
    lines: Vec<PartyLine>,
    /// Those who can be recorded as being there.
    record: Vec<String>,
}

impl PartyItem {
    fn may(&self, line: &PartyLine, action: &str) -> bool {
        line.actions.contains(&action)
    }
}

impl Parties {
    /// Of these lines, those that are wanted, or may be; none where there is nobody.
    pub(crate) fn of<'a>(
        lines: impl IntoIterator<Item = &'a PartyLine>,
        csrf: &str,
        address: String,
    ) -> Option<Self> {
        let mut items: Vec<PartyItem> = Vec::new();
        let shown = |line: &&PartyLine| line.wanted || !line.actions.is_empty();
        for line in lines.into_iter().filter(shown) {
            if items.last().is_none_or(|last| *last.item != *line.item) {
                let (lines, record) = (Vec::new(), Vec::new());
                items.push(PartyItem {
                    item: line.item.to_string(),
                    name: line.item_name.clone(),
                    lines,
                    record,
                });
            }
            let Some(item) = items.last_mut() else { continue };
            if line.actions.contains(&"record_parties") {
                item.record.push(line.role.clone());
            }
            item.lines.push(line.clone());
        }
        (!items.is_empty()).then(|| Self { csrf: csrf.to_owned(), address, items })
    }
}
