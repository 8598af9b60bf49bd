//! Returning the one correction, and handing in what was to follow: exactly what was named is open.
//!
//! Files that were uploaded on the way stay in the form as hidden references until all is sent.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use casework::case::{FileRef, Form, Round};
use catalog::{Catalog, MaterialId};
use serde_json::Value;
use service::{CaseCommand, CaseView, Complaint, FormField, SubmittedMaterial};

use crate::{
    Web,
    act::Act,
    csrf::{Pairs, values},
    error::Failed,
    session::SignedIn,
    ui::{self, Page, callout::Callout, error_summary::ErrorSummary, field::Field, upload::Upload},
    url,
};

#[derive(Template)]
#[template(path = "portal/case/correction.html")]
struct CorrectionPage {
    page: Page,
    number: String,
    version: u64,
    theme_name: String,
    heading: String,
    text: String,
    message: String,
    action: String,
    errors: ErrorSummary,
    callout: Option<Callout>,
    /// Each with what is wrong and how to mend it.
    fields: Vec<(Field, String, String)>,
    materials: Vec<Open>,
}

/// A material that is open, with the files uploaded for it so far.
struct Open {
    id: String,
    name: String,
    remark: String,
    how: String,
    upload: Upload,
    /// References of files uploaded on the way, as hidden values.
    kept: Vec<String>,
}

/// What somebody typed and uploaded so far.
#[derive(Default)]
struct Given {
    pairs: Pairs,
    files: Vec<(String, FileRef)>,
    complaints: Vec<Complaint>,
    callout: Option<Callout>,
}

pub(crate) async fn correction(
    State(web): State<Web>,
    visitor: SignedIn,
    Path(number): Path<String>,
    page: Page,
) -> Result<Response, Failed> {
    let case = web.app.case(&visitor, &number).await?;
    if !case.actions.contains(&"return_correction") {
        return Ok(Redirect::to(&url::Case(&number).to_string()).into_response());
    }
    Ok(ui::html(&correction_page(&web, page, &case, &Given::default())))
}

pub(crate) async fn give_back(act: Act<SignedIn>) -> Result<Response, Failed> {
    let command = |case: &CaseView, given: &Given| CaseCommand::ReturnCorrection {
        form: form_of(case, given),
        materials: materials_of(given),
    };
    send(act, command, correction_page).await
}

pub(crate) async fn supply(
    State(web): State<Web>,
    visitor: SignedIn,
    Path(number): Path<String>,
    page: Page,
) -> Result<Response, Failed> {
    let case = web.app.case(&visitor, &number).await?;
    Ok(ui::html(&supply_page(&web, page, &case, &Given::default())))
}

pub(crate) async fn hand_in(act: Act<SignedIn>) -> Result<Response, Failed> {
    let command = |_: &CaseView, given: &Given| CaseCommand::Supply(materials_of(given));
    send(act, command, supply_page).await
}

/// Takes what was posted and, where it is to be sent, carries the command out; the page again with what
/// is wrong, or with what was uploaded on the way.
async fn send(
    act: Act<SignedIn>,
    command: impl Fn(&CaseView, &Given) -> CaseCommand,
    shown: impl Fn(&Web, Page, &CaseView, &Given) -> CorrectionPage,
) -> Result<Response, Failed> {
    let case = act.web.app.case(&act.who, &act.about).await?;
    let sending = act.value("send") == "1";
    let mut given = take(&act).await?;
    if sending && given.complaints.is_empty() {
        match act.on_case(&act.about, Ok(command(&case, &given))).await {
            Ok(_) => return Ok(Redirect::to(&url::Case(&act.about).to_string()).into_response()),
            Err(failed) => tell(&act.web, failed, &mut given)?,
        }
    }
    let status = if sending { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, ui::html(&shown(&act.web, act.page, &case, &given))).into_response())
}

/// Puts the reason into the page; anything else is not this page's to tell.
fn tell(web: &Web, failed: Failed, given: &mut Given) -> Result<(), Failed> {
    if let Some(complaints) = failed.complaints() {
        given.complaints.extend_from_slice(complaints);
        return Ok(());
    }
    if failed.status() == StatusCode::CONFLICT {
        let text = failed.message(&web.app.catalog());
        given.callout = Some(Callout::stop(t!("portal.correction.not_taken"), text));
        return Ok(());
    }
    Err(failed)
}

/// Uploads what was posted and remembers what was uploaded before.
async fn take(act: &Act<SignedIn>) -> Result<Given, Failed> {
    let app = &act.web.app;
    let detached = act.value("detach");
    let mut given = Given::default();
    for (name, text) in act.pairs.iter().filter(|(name, _)| name.starts_with("kept:")) {
        if let Some(file) = read_reference(text).filter(|file| file.id != detached) {
            given.files.push((name["kept:".len()..].to_owned(), file));
        }
    }
    for file in &act.files {
        let material = file.field.trim_start_matches("file:").to_owned();
        let upload = service::Upload { name: file.name.clone(), bytes: file.bytes.clone() };
        match app.upload(&act.who, upload).await {
            Ok(stored) => given.files.push((material, stored.file)),
            Err(failure) => {
                let failed = Failed::from(failure);
                if failed.status().is_server_error() {
                    return Err(failed);
                }
                let message = failed.message(&app.catalog());
                given.complaints.push(Complaint::new(format!("/materials/{material}"), "file", message));
            }
        }
    }
    given.pairs = act.pairs.clone();
    Ok(given)
}

/// A file as a hidden value: id, type, size and name.
fn reference(file: &FileRef) -> String {
    format!("{} {} {} {}", file.id, file.media_type, file.size, file.name)
}

fn read_reference(text: &str) -> Option<FileRef> {
    let mut parts = text.splitn(4, ' ');
    let (id, media_type, size, name) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    Some(FileRef {
        id: id.into(),
        media_type: media_type.into(),
        size: size.parse().ok()?,
        name: name.into(),
    })
}

/// The values of the opened fields, one entry an element, rows in their order.
fn form_of(case: &CaseView, given: &Given) -> Form {
    let mut form = Form::new();
    let Some(correction) = &case.correction else { return form };
    for service::MendView { id: element, .. } in &correction.fields {
        let rows = rows_of(case, element);
        let typed = |name: &str| -> Value {
            let given: Vec<&str> =
                values(&given.pairs, name).into_iter().filter(|value| !value.is_empty()).collect();
            match given.as_slice() {
                [] => Value::String(String::new()),
                [one] => Value::String((*one).to_owned()),
                many => Value::Array(many.iter().map(|value| Value::String((*value).to_owned())).collect()),
            }
        };
        let entry = if rows.len() > 1 {
            Value::Array((0..rows.len()).map(|row| typed(&format!("{element}.{row}"))).collect())
        } else {
            typed(element)
        };
        form.insert(element.clone(), entry);
    }
    form
}

fn materials_of(given: &Given) -> Vec<SubmittedMaterial> {
    let mut materials: Vec<SubmittedMaterial> = Vec::new();
    for (material, file) in &given.files {
        match materials.iter_mut().find(|known| known.material == *material) {
            Some(known) => known.files.push(file.id.clone()),
            None => materials.push(SubmittedMaterial {
                material: material.clone(),
                files: vec![file.id.clone()],
                deferred: false,
                on_paper: false,
                from_wallet: None,
            }),
        }
    }
    materials
}

/// Present values of an element, one a row, with the titles of their sections.
fn rows_of(case: &CaseView, element: &str) -> Vec<(String, String)> {
    let rows = case.sections.iter().flat_map(|section| {
        let values = section.values.iter().filter(|value| *value.element == *element);
        values.map(|value| (section.title.clone(), value.value.clone()))
    });
    rows.collect()
}

fn correction_page(web: &Web, page: Page, case: &CaseView, given: &Given) -> CorrectionPage {
    // What is asked for is asked for by the rules of the case.
    let rules = web.app.rules_kept(&case.rules);
    let mut fields = Vec::new();
    let mut materials = Vec::new();
    let mut message = String::new();
    if let Some(correction) = &case.correction {
        message.clone_from(&correction.message);
        for mend in &correction.fields {
            let said = (mend.remark.clone(), mend.how.clone());
            let controls = controls(&rules, case, &mend.id, &mend.name, given);
            fields.extend(controls.map(|field| (field, said.0.clone(), said.1.clone())));
        }
        for mend in &correction.materials {
            materials.push(open(web, &mend.id, &mend.name, (&mend.remark, &mend.how), given));
        }
    }
    let action = url::Correction(&case.number).to_string();
    let (heading, text) = match case.correction.as_ref().map(|correction| &correction.round) {
        Some(Round::Unmet) => (t!("portal.correction.unmet_title"), t!("portal.correction.unmet_text")),
        Some(Round::Second { .. }) => {
            (t!("portal.correction.second_title"), t!("portal.correction.second_text"))
        }
        Some(Round::First) | None => (t!("portal.correction.title"), t!("portal.correction.text")),
    };
    finish(page, case, given, heading.into_owned(), text.into_owned(), message, action, fields, materials)
}

fn supply_page(web: &Web, page: Page, case: &CaseView, given: &Given) -> CorrectionPage {
    let outstanding = case.materials.iter().filter(|material| material.deferred);
    let materials =
        outstanding.map(|material| open(web, &material.id, &material.name, ("", ""), given)).collect();
    let action = url::Supply(&case.number).to_string();
    let heading = t!("portal.supply.title");
    let text = t!("portal.supply.text");
    finish(
        page,
        case,
        given,
        heading.into_owned(),
        text.into_owned(),
        String::new(),
        action,
        Vec::new(),
        materials,
    )
}

#[expect(clippy::too_many_arguments, reason = "one straight story: the parts of the page")]
fn finish(
    page: Page,
    case: &CaseView,
    given: &Given,
    heading: String,
    text: String,
    message: String,
    action: String,
    fields: Vec<(Field, String, String)>,
    materials: Vec<Open>,
) -> CorrectionPage {
    let name = |pointer: &str| {
        let rest = pointer.trim_start_matches("/form/").trim_start_matches("/materials/");
        rest.replace('/', ".")
    };
    CorrectionPage {
        page: page.titled(&heading),
        number: case.number.clone(),
        version: case.version,
        theme_name: case.theme_name.clone(),
        heading,
        text,
        message,
        action,
        errors: ErrorSummary::of(&given.complaints, name),
        callout: given.callout.clone(),
        fields,
        materials,
    }
}

/// The controls of an opened element: one, or one a row.
fn controls<'a>(
    catalog: &'a Catalog,
    case: &CaseView,
    element: &'a catalog::ElementId,
    label: &'a str,
    given: &'a Given,
) -> impl Iterator<Item = Field> + 'a {
    let rows = rows_of(case, element);
    let rows = if rows.is_empty() { vec![(String::new(), String::new())] } else { rows };
    let several = rows.len() > 1;
    let known = catalog.elements.get(element);
    (0..).zip(rows).map(move |(row, (section, present)): (usize, _)| {
        let name = if several { format!("{element}.{row}") } else { element.to_string() };
        let typed = values(&given.pairs, &name);
        // A value that is masked on screens is typed anew.
        let masked = present.contains('*');
        let shown = match typed.last() {
            Some(typed) => (*typed).to_owned(),
            None if masked => String::new(),
            None => present.clone(),
        };
        let pointer = if several { format!("/form/{element}/{row}") } else { format!("/form/{element}") };
        let complaint = given.complaints.iter().find(|complaint| complaint.pointer == pointer);
        let help = known.map(|known| known.help.clone()).unwrap_or_default();
        let help = if masked { t!("portal.correction.was", value = present).into_owned() } else { help };
        Field::of(&FormField {
            element: element.clone(),
            name,
            label: if several { format!("{section}：{label}") } else { label.to_owned() },
            kind: known.map_or(catalog::model::ElementType::Text, |known| known.kind),
            required: true,
            values: if typed.len() > 1 {
                typed.iter().map(|value| (*value).to_owned()).collect()
            } else {
                shown.split('、').map(str::to_owned).collect()
            },
            value: shown,
            multiple: known.is_some_and(|known| known.multiple),
            choices: known.map(|known| known.choices.clone()).unwrap_or_default(),
            unit: known.and_then(|known| known.unit.clone()),
            help,
            min: known.and_then(|known| known.min),
            max: known.and_then(|known| known.max),
            from: None,
            differs: false,
            offers: Vec::new(),
            fixed: false,
            shown_when: None,
            hidden: false,
            complaint: complaint.map(|complaint| complaint.message.clone()),
            sensitive: known.is_some_and(|known| known.sensitive),
            used_by: Vec::new(),
        })
    })
}

fn open(web: &Web, material: &MaterialId, name: &str, (remark, how): (&str, &str), given: &Given) -> Open {
    let files: Vec<FileRef> =
        given.files.iter().filter(|(known, _)| *material == **known).map(|(_, file)| file.clone()).collect();
    let pointer = format!("/materials/{material}");
    let complaint = given.complaints.iter().find(|complaint| complaint.pointer == pointer);
    Open {
        id: material.to_string(),
        name: name.to_owned(),
        remark: remark.to_owned(),
        how: how.to_owned(),
        kept: files.iter().map(reference).collect(),
        upload: Upload {
            help: true,
            id: ui::control_id(material),
            name: format!("file:{material}"),
            label: name.to_owned(),
            files,
            limit: web.app.settings().max_file_bytes,
            error: complaint.map(|complaint| complaint.message.clone()),
            removable: true,
        },
    }
}
