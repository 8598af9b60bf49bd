//! The checklist of materials at the counter: seen on paper, scanned, from the wallet, to follow.

use catalog::assessment::SparedBy;
use service::{Application, MaterialSlot};

use crate::{act::Act, error::Failed, session::Clerk, ui::tag::Tag};

/// A line of the checklist.
pub(super) struct MaterialLine {
    pub(super) id: String,
    pub(super) slot: MaterialSlot,
    pub(super) tags: Vec<Tag>,
    pub(super) needed_by: String,
    pub(super) error: Option<String>,
}

impl MaterialLine {
    /// The line, with what is wrong with it.
    pub(super) fn of(slot: &MaterialSlot, error: Option<String>) -> Self {
        let needed_by = slot.needed_by.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>().join("、");
        Self { id: slot.id.to_string(), tags: tags(slot), needed_by, error, slot: slot.clone() }
    }

    /// Nothing has to be done about it.
    pub(super) fn is_settled(&self) -> bool {
        let slot = &self.slot;
        slot.open
            || slot.spared.is_some()
            || slot.on_paper
            || slot.deferred
            || slot.from_wallet.is_some()
            || !slot.files.is_empty()
    }
}

fn tags(slot: &MaterialSlot) -> Vec<Tag> {
    let mut tags = Vec::new();
    if slot.key {
        tags.push(Tag::active(t!("counter.material.key")));
    }
    if let Some(spared) = &slot.spared {
        tags.push(Tag::done(match spared.by {
            SparedBy::Sharing => t!("counter.material.shared"),
            SparedBy::Commitment => t!("counter.material.commitment"),
            SparedBy::EarlierResult => t!("counter.material.earlier"),
            SparedBy::Generated => t!("counter.material.generated"),
        }));
    }
    if slot.open {
        tags.push(Tag::plain(t!("counter.material.open")));
    }
    if let Some(count) = slot.repeat.filter(|count| *count > 1) {
        tags.push(Tag::plain(t!("counter.material.sets", count = count)));
    }
    tags
}

/// Carries over what was ticked and brought. What is wrong is told material by material.
///
/// # Errors
/// When the machinery fails.
pub(super) async fn keep(
    act: &Act<Clerk>,
    application: &Application,
) -> Result<Vec<(String, String)>, Failed> {
    let mut wrong = Vec::new();
    for slot in &application.materials {
        if let Err(failed) = keep_one(act, slot).await {
            if failed.status().is_server_error() {
                return Err(failed);
            }
            wrong.push((slot.id.to_string(), failed.message(&act.web.app.catalog())));
        }
    }
    Ok(wrong)
}

async fn keep_one(act: &Act<Clerk>, slot: &MaterialSlot) -> Result<(), Failed> {
    let (app, clerk, draft) = (&act.web.app, &act.who, &act.about);
    let id = slot.id.as_str();
    // A line that was not on the page when it was sent has no say.
    if act.value(&format!("shown.{id}")).is_empty() {
        return Ok(());
    }
    for file in act.keep(&format!("file.{id}")).await? {
        app.attach(clerk, draft, id, &file).await?;
    }
    let on_paper = act.ticked(&format!("paper.{id}"));
    if on_paper != slot.on_paper {
        app.set_on_paper(clerk, draft, id, on_paper).await?;
    }
    let deferred = act.ticked(&format!("later.{id}")) && !on_paper;
    if deferred != slot.deferred {
        app.set_deferred(clerk, draft, id, deferred).await?;
    }
    let wallet = act.value(&format!("wallet.{id}"));
    if !wallet.is_empty() && slot.from_wallet.as_deref() != Some(wallet) {
        app.use_wallet(clerk, draft, id, wallet).await?;
    }
    Ok(())
}
