//! The materials: photographs and PDFs by material, what is spared, what the wallet offers, what may follow.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{Redirect, Response},
};
use service::{Application, Failure, MaterialSlot};

use super::{materials_left, steps::Steps};
use crate::{
    Web,
    act::{self, Act},
    error::Failed,
    session::SignedIn,
    ui::{
        self, Page,
        upload::Upload,
        ways::{WAY, Ways},
    },
    url,
};

#[derive(Template)]
#[template(path = "portal/apply/materials.html")]
struct MaterialsPage {
    page: Page,
    steps: Steps,
    id: String,
    theme_name: String,
    ways: Vec<Ways>,
    wanted: Vec<Slot>,
    spared: Vec<MaterialSlot>,
    open: Vec<MaterialSlot>,
    left: usize,
    /// The largest file, in bytes.
    limit: u64,
}

/// A material to hand in, with the place for its files.
struct Slot {
    slot: MaterialSlot,
    for_items: String,
    upload: Upload,
    /// It is there, one way or another.
    settled: bool,
}

fn build(web: &Web, page: Page, application: &Application, wrong: Option<(&str, String)>) -> MaterialsPage {
    let limit = web.app.settings().max_file_bytes;
    let slot = |slot: &MaterialSlot| {
        let error =
            wrong.as_ref().filter(|(material, _)| *slot.id == **material).map(|(_, error)| error.clone());
        let names: Vec<&str> = slot.needed_by.iter().map(|(_, name)| name.as_str()).collect();
        let files = slot.files.clone();
        Slot {
            for_items: names.join("、"),
            settled: !files.is_empty() || slot.on_paper || slot.deferred || slot.from_wallet.is_some(),
            upload: Upload {
                id: ui::control_id(&slot.id),
                name: "file".into(),
                label: slot.name.clone(),
                files,
                limit,
                error: error.or_else(|| slot.complaint.clone()),
                removable: true,
                help: false,
            },
            slot: slot.clone(),
        }
    };
    let part = |wanted: fn(&&MaterialSlot) -> bool| application.materials.iter().filter(wanted);
    MaterialsPage {
        page: page.titled(t!("portal.materials.title")).of_application(application),
        steps: Steps::of(application, &url::ApplyMaterials(&application.id).to_string()),
        id: application.id.clone(),
        theme_name: application.theme_name.clone(),
        ways: Ways::of(&web.app.catalog(), application),
        wanted: part(|slot| slot.spared.is_none() && !slot.open).map(slot).collect(),
        spared: part(|slot| slot.spared.is_some() && !slot.open).cloned().collect(),
        open: part(|slot| slot.spared.is_none() && slot.open && slot.one_way.is_none()).cloned().collect(),
        left: materials_left(application),
        limit,
    }
}

pub(crate) async fn materials(
    State(web): State<Web>,
    visitor: SignedIn,
    Path(draft): Path<String>,
    page: Page,
) -> Result<Response, Failed> {
    let application = web.app.application(&visitor, &draft).await?;
    Ok(ui::html(&build(&web, page, &application, None)))
}

/// Which of several papers are handed in.
pub(crate) async fn choose_way(act: Act<SignedIn>) -> Result<Redirect, Failed> {
    for (name, way) in &act.pairs {
        if let Some(group) = name.strip_prefix(WAY) {
            act.web.app.choose_way(&act.who, &act.about, group, way).await?;
        }
    }
    Ok(Redirect::to(&url::ApplyMaterials(&act.about).to_string()))
}

/// One material: files come or go, the wallet serves, or it is to follow.
pub(crate) async fn change(act: Act<SignedIn, (String, String)>) -> Result<Response, Failed> {
    let (draft, material) = &act.about;
    let next = format!("{}#m-{material}", url::ApplyMaterials(draft));
    act::answer(keep(&act).await.map(|()| next), async |failed| {
        let application = act.web.app.application(&act.who, draft).await?;
        let error = failed.message(&act.web.app.catalog());
        Ok(build(&act.web, act.page.clone(), &application, Some((material, error))))
    })
    .await
}

async fn keep(act: &Act<SignedIn, (String, String)>) -> Result<(), Failed> {
    let (app, visitor, (draft, material)) = (&act.web.app, &act.who, &act.about);
    let detach = act.value("detach");
    if !detach.is_empty() {
        app.detach(visitor, draft, material, detach).await?;
    }
    let wallet = act.value("wallet");
    if !wallet.is_empty() {
        app.use_wallet(visitor, draft, material, wallet).await?;
    }
    let defer = act.value("defer");
    if !defer.is_empty() {
        app.set_deferred(visitor, draft, material, defer == "yes").await?;
    }
    if act.files.is_empty() && act.ticked("upload") {
        return Err(Failure::invalid("/file", "file_missing", t!("portal.materials.choose_file")).into());
    }
    for file in act.keep("file").await? {
        app.attach(visitor, draft, material, &file).await?;
    }
    Ok(())
}
