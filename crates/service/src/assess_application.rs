//! What an application comes to: the answers with what the form says so far, with what was handed
//! in, and with what data sharing could not supply.

use casework::case::{Delivery, HandedIn};
use catalog::{
    Assessment, Catalog, MaterialId, Theme, assess,
    assessment::{AssessedField, AssessedGroup, AssessedWay, FieldFacts, ItemSet, SparedBy, State},
    model::StopKind,
};
use jiff::civil::Date;
use store::Account;

use crate::{
    App, ApplicationInput, Rules,
    assess_theme::asked_on,
    draft_materials::is_handed_in,
    form,
    prefill::{self, KnownValues},
};

/// An application as far as it goes.
pub(crate) struct Applied<'a> {
    /// What was typed and handed in.
    pub(crate) input: &'a ApplicationInput,
    /// What is known beside.
    pub(crate) known: &'a KnownValues,
    /// Materials that data sharing was to supply and cannot.
    pub(crate) unfound: &'a [MaterialId],
}

/// The assessment of an application. Obstacles that the applicant can take note of hold nothing up
/// here: what they concern is asked for, and the signature is wanted with the rest. What waits for
/// something that cannot be done counts as blocked.
pub(crate) fn assess_application(
    rules: &Rules,
    theme: &Theme,
    applied: &Applied<'_>,
    today: Date,
) -> Assessment {
    let catalog: &Catalog = rules;
    let Applied { input, known, unfound } = applied;
    let mut answers = asked_on(&input.answers, today);
    answers.acknowledged = theme.can_be_noted().map(str::to_owned).collect();
    answers.elements.extend(form::known_elements(catalog, &input.form));
    let mut assessment = assess::assess_on(catalog, theme, &answers, rules.on);
    let filled = prefill::filled_in(&assessment, &input.form, known);
    let more = form::known_elements(catalog, &filled);
    if more.iter().any(|(id, value)| answers.elements.get(id) != Some(value)) {
        answers.elements.extend(more);
        assessment = assess::assess_on(catalog, theme, &answers, rules.on);
    }
    let mut assessment = assessment.without_held();
    for stop in assessment.stops.iter_mut().filter(|stop| stop.kind == StopKind::Acknowledge) {
        stop.acknowledged = stop.id.as_ref().is_some_and(|id| input.acknowledged.contains(id));
    }
    for (group, way) in ways(&assessment, input) {
        assessment.take_way(&group, &way);
    }
    for material in *unfound {
        assessment.ask_after_all(material);
    }
    let by_form = filled.get("delivery.method").and_then(|method| method.as_str()) == Some("邮寄");
    let by_choice = matches!(input.delivery, Some(Delivery::Post { .. }));
    if by_choice || (input.delivery.is_none() && by_form) {
        ask_for_postal_address(catalog, &mut assessment);
    }
    assessment
}

/// For each group the way that the applicant chose, or else the one of which most was handed in.
fn ways(assessment: &Assessment, input: &ApplicationInput) -> Vec<(String, String)> {
    let open = assessment.any_of.iter().filter(|group| group.chosen.is_none());
    let chosen = open.filter_map(|group| {
        let said = input.ways.get(&group.id).cloned();
        let way = said.or_else(|| inferred(group, &input.materials).map(|way| way.id.clone()))?;
        Some((group.id.clone(), way))
    });
    chosen.collect()
}

/// The way that what was handed in takes: one that is complete before one that is begun, the usual
/// one before others; none where nothing was handed in.
fn inferred<'a>(group: &'a AssessedGroup, handed: &[HandedIn]) -> Option<&'a AssessedWay> {
    let there = |id: &MaterialId| handed.iter().any(|one| one.material == *id && is_handed_in(one));
    let begun = group.ways.iter().filter(|way| way.to_bring.iter().any(there));
    begun.max_by_key(|way| (way.to_bring.iter().all(there), way.usual))
}

/// Not every item that posts its result asks for the address itself.
fn ask_for_postal_address(catalog: &Catalog, assessment: &mut Assessment) {
    for id in prefill::POSTAL {
        if let Some(field) = assessment.fields.iter_mut().find(|field| field.id == *id) {
            field.state = State::In;
            field.required = true;
            continue;
        }
        let Some(element) = catalog.elements.get(id) else { continue };
        let facts =
            FieldFacts { multiple: false, same_as: None, copy_from: Vec::new(), ..FieldFacts::of(element) };
        assessment.fields.push(AssessedField {
            facts: facts.into(),
            required: true,
            repeat: None,
            open_rows: false,
            state: State::In,
            shown_when: None,
            items: ItemSet::default(),
        });
    }
}

impl App {
    /// Materials that data sharing was to supply for this person and cannot: those that it does not
    /// find, and all of them while it gives no answer.
    pub(crate) async fn unfound(&self, account: &Account, assessment: &Assessment) -> Vec<MaterialId> {
        let shared = assessment
            .materials
            .iter()
            .filter(|material| material.spared.as_ref().is_some_and(|spared| spared.by == SparedBy::Sharing));
        let shared: Vec<String> = shared.map(|material| material.id.to_string()).collect();
        let Some(id_number) = account.profile.id_number.as_ref().filter(|_| !shared.is_empty()) else {
            return Vec::new();
        };
        let missing = match self.inner.sharing.missing_papers(id_number, &shared).await {
            Ok(missing) => missing.into_iter().filter(|id| shared.contains(id)).collect(),
            Err(error) => {
                tracing::warn!(error = %error, "data sharing does not say which papers it has");
                shared
            }
        };
        missing.into_iter().map(MaterialId::from).collect()
    }
}
