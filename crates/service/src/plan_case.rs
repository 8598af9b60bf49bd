//! From an assessment to the plan that a case keeps.

use std::collections::BTreeMap;

use casework::{
    CasePlan, PlannedApart, PlannedApplicant, PlannedField, PlannedForm, PlannedGroup, PlannedItem,
    PlannedJoint, PlannedMaterial, PlannedObligation, PlannedParty, PlannedPrerequisite, PlannedResult,
    PlannedStep, PlannedWarning, PlannedWay, Refusal,
    case::Form,
    false_material::{PlannedBar, REFUSED_YEARS, REVOKED_YEARS},
    promise::{CheckWithin, PlannedCommitment},
};
use catalog::{
    Answers, Assessment, Catalog, ElementId, Theme,
    assess::{
        self,
        own_forms::{ItemForm, own_forms},
    },
    assessment::{AssessedItem, AssessedMaterial, AssessedObligation, SparedBy, State},
    days::Setting,
    model::{Base, RiskClass, StopKind},
};

use crate::{Complaint, Failure, form::rows_of};

/// The kind of items that are licences.
const LICENCE: &str = "行政许可";

/// Why nobody may act for the people themselves in this thing; none where an agent may.
pub(crate) fn in_person(theme: &Theme) -> Option<String> {
    theme.presence.as_ref().filter(|presence| !presence.agent).map(|presence| presence.why.clone())
}

/// The plan of a case that begins now.
///
/// # Errors
/// `Invalid` naming each question still open; `NothingToDo` where no item is left.
pub(crate) fn plan(catalog: &Catalog, theme: &Theme, assessment: &Assessment) -> Result<CasePlan, Failure> {
    if !assessment.complete {
        let open = assessment.next.iter().map(|question| {
            let message = format!("请先回答：{}", question.question);
            Complaint::new(format!("/answers/{}", question.id), "unanswered", message)
        });
        return Err(Failure::Invalid(open.collect()));
    }
    let forms = own_forms(assessment);
    let items: Vec<PlannedItem> = assessment
        .items
        .iter()
        .filter(|item| item.state == State::In)
        .map(|item| PlannedItem {
            form: forms.iter().find(|form| form.item == item.id).map(planned_form),
            ..planned_item(catalog, assessment, item)
        })
        .collect();
    if items.is_empty() {
        return Err(Failure::Refused(Refusal::NothingToDo));
    }
    let fields = assessment.fields.iter().filter(|field| field.state == State::In);
    Ok(CasePlan {
        theme: theme.id.clone(),
        version: assessment.version.clone(),
        on: Some(assessment.on),
        lead: theme.lead.clone(),
        items,
        materials: assessment.materials.iter().filter(|one| is_planned(one)).map(planned_material).collect(),
        elements: fields.map(|field| field.id.clone()).collect(),
        any_of: groups(assessment),
        in_person: in_person(theme),
        together: assessment.presence.as_ref().is_some_and(|presence| presence.together),
        warnings: warnings(assessment),
        prerequisites: prerequisites(assessment),
        obligations: assessment.obligations.iter().map(obligation).collect(),
        opening: assessment.opening.iter().map(|one| one.text.clone()).collect(),
        joint: joint(assessment),
        apart: Vec::new(),
        legal_entity: legal_entity(catalog, assessment),
        children: children(catalog, assessment),
        correction_working_days: district_days(catalog, "correction_working_days"),
    })
}

/// The section of the form that tells of the body that applies.
fn legal_entity(catalog: &Catalog, assessment: &Assessment) -> Option<String> {
    let of_bodies = catalog.sections.iter().filter(|section| section.legal_entity);
    let asked = |id: &str| {
        let mut fields = assessment.fields.iter().filter(|field| field.state == State::In);
        fields.any(|field| field.id.split_once('.') == Some((id, "name")))
    };
    of_bodies.map(|section| section.id.clone()).find(|id| asked(id))
}

/// Sections of the form that tell of children.
fn children(catalog: &Catalog, assessment: &Assessment) -> Vec<String> {
    let of_children = catalog.sections.iter().filter(|section| section.children);
    let asked = of_children.filter(|section| {
        let mut fields = assessment.fields.iter().filter(|field| field.state == State::In);
        fields.any(|field| field.section == section.id)
    });
    asked.map(|section| section.id.clone()).collect()
}

/// A time as the district sets it, in days.
fn district_days(catalog: &Catalog, parameter: &str) -> Option<u32> {
    let days = catalog.setting(parameter).and_then(Setting::number)?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of days is small")]
    Some(days as u32)
}

/// Whether the case knows the material: it is needed, or it is one way of several.
fn is_planned(material: &AssessedMaterial) -> bool {
    material.state == State::In || (material.any_of.is_some() && material.shown_when.is_none())
}

fn planned_material(material: &AssessedMaterial) -> PlannedMaterial {
    PlannedMaterial {
        material: material.id.clone(),
        key: material.key,
        deferrable: material.deferrable,
        spared: material.spared.is_some(),
        fallback: material.spared.as_ref().map(|spared| spared.fallback.to_string()),
    }
}

/// Groups of which one way is enough, the way that is taken, or else the usual one, first.
fn groups(assessment: &Assessment) -> Vec<PlannedGroup> {
    let open = assessment.any_of.iter().filter(|group| group.ways.len() > 1);
    let groups = open.map(|group| {
        let mut ways: Vec<_> = group.ways.iter().collect();
        ways.sort_by_key(|way| (group.chosen.as_ref() != Some(&way.id), !way.usual));
        let ways = ways.into_iter().map(|way| PlannedWay {
            id: way.id.clone(),
            label: way.label.clone(),
            materials: way.to_bring.iter().chain(&way.spared).cloned().collect(),
        });
        PlannedGroup { id: group.id.clone(), name: group.name.clone(), ways: ways.collect() }
    });
    groups.collect()
}

fn warnings(assessment: &Assessment) -> Vec<PlannedWarning> {
    let noted = assessment.stops.iter().filter(|stop| stop.kind == StopKind::Acknowledge);
    let warnings = noted.filter_map(|stop| {
        Some(PlannedWarning { id: stop.id.clone()?, message: stop.message.clone(), law: stop.law.clone() })
    });
    warnings.collect()
}

fn prerequisites(assessment: &Assessment) -> Vec<PlannedPrerequisite> {
    let prerequisites = assessment.prerequisites.iter().map(|one| PlannedPrerequisite {
        id: one.id.clone(),
        name: one.name.clone(),
        actor: one.actor.clone(),
        items: one.items.clone(),
        material: one.material.clone(),
        before_handing_in: one.before_handing_in,
        note: one.note.clone(),
        law: one.law.clone(),
    });
    prerequisites.collect()
}

fn obligation(one: &AssessedObligation) -> PlannedObligation {
    PlannedObligation {
        id: one.id.clone(),
        item: one.item.clone(),
        text: one.text.clone(),
        within: one.within,
        every: one.every,
        after: match (&one.after.element, &one.after.text) {
            (Some(element), _) => Base::Element { element: element.clone() },
            (None, Some(text)) => Base::Event { text: text.clone() },
            (None, None) => Base::Result,
        },
        met_by_item: one.met_by_item,
        limit: one.limit.clone(),
        consequence: one.consequence.clone(),
        law: one.law.clone(),
    }
}

fn joint(assessment: &Assessment) -> Vec<PlannedJoint> {
    let joint = assessment.joint.iter().map(|one| PlannedJoint {
        kind: one.kind,
        text: one.text.clone(),
        items: one.items.clone(),
        materials: one.materials.clone(),
    });
    joint.collect()
}

/// Rows of the form that go their own way, as the answers and what stands in each row have it.
pub(crate) fn apart(catalog: &Catalog, theme: &Theme, answers: &Answers, form: &Form) -> Vec<PlannedApart> {
    let mut found: Vec<PlannedApart> = Vec::new();
    for section in theme.rows.iter().filter(|rows| !rows.apart.is_empty()) {
        let elements: Vec<&ElementId> = catalog
            .elements
            .values()
            .filter(|element| element.section == section.section && !section.common.contains(&element.id))
            .map(|element| &element.id)
            .collect();
        let columns: Vec<_> = elements.iter().filter_map(|id| Some((*id, rows_of(form.get(*id)?)))).collect();
        let count = columns.iter().map(|(_, rows)| rows.len()).max().unwrap_or(0);
        let row = |nth: usize| -> BTreeMap<ElementId, serde_json::Value> {
            columns.iter().filter_map(|(id, rows)| Some(((*id).clone(), rows.get(nth)?.clone()))).collect()
        };
        let rows: Vec<_> = (0..count).map(row).collect();
        let known = catalog.sections.iter().find(|known| known.id == section.section);
        let word = section.row.clone().or_else(|| known.and_then(|known| known.row.clone()));
        for (index, apart) in assess::rows_apart(theme, answers, &section.section, &rows) {
            let index = u32::try_from(index).unwrap_or(u32::MAX);
            match found.iter_mut().find(|known| known.reason == apart.reason && known.items == apart.items) {
                Some(known) => known.rows.push(index),
                None => found.push(PlannedApart {
                    items: apart.items.clone(),
                    rows: vec![index],
                    of: u32::try_from(count).unwrap_or(u32::MAX),
                    word: word.clone().unwrap_or_default(),
                    elements: elements.iter().map(|id| (*id).clone()).collect(),
                    reason: apart.reason.clone(),
                    until: apart.waits_for.clone(),
                }),
            }
        }
    }
    found
}

/// Whether what is applied for concerns other people: where a paper shows it, whether that is wanted.
fn concerns_others(assessment: &Assessment, item: &catalog::model::Item) -> bool {
    let Some(paper) = &item.third_party_paper else { return true };
    let wanted = assessment.materials.iter().filter(|material| material.needed_by.contains(&item.id));
    wanted.filter(|material| is_planned(material)).any(|material| material.id == *paper)
}

fn planned_item(catalog: &Catalog, assessment: &Assessment, item: &AssessedItem) -> PlannedItem {
    let fields =
        assessment.fields.iter().filter(|field| field.state == State::In && field.items.contains(&item.id));
    let materials = assessment
        .materials
        .iter()
        .filter(|material| is_planned(material) && material.needed_by.contains(&item.id));
    let known = catalog.items.get(&item.id);
    let results = known.map(|item| item.results.as_slice()).unwrap_or_default();
    PlannedItem {
        item: item.id.clone(),
        department: item.department.clone(),
        repeat: item.repeat,
        needs: item.needs.clone(),
        promised_days: item.working_days,
        statutory_days: item.statutory_days,
        special_procedures: known.map(|item| item.special_procedures.clone()).unwrap_or_default(),
        elements: fields.map(|field| field.id.clone()).collect(),
        materials: materials.map(|material| material.id.clone()).collect(),
        results: results
            .iter()
            .map(|result| PlannedResult {
                name: result.name.clone(),
                kind: result.kind.clone(),
                material: result.material.clone(),
                validity: result.validity.clone(),
                valid_years: result.valid_years,
            })
            .collect(),
        form: None,
        path: item.path.as_ref().map(|path| path.name.clone()),
        applied_by: item
            .applied_by
            .as_ref()
            .map(|by| PlannedApplicant { who: by.who.clone(), note: by.note.clone() }),
        parties: item
            .parties
            .iter()
            .map(|party| PlannedParty {
                role: party.role.clone(),
                act: party.act.clone(),
                present: party.present,
                sign: party.sign,
                section: party.section.clone(),
            })
            .collect(),
        together: item.together,
        outside: item
            .steps
            .iter()
            .find(|step| !item.supervised && !step.supervised)
            .map(|step| step.actor.clone()),
        steps: PlannedStep::all(item.steps.iter().map(|step| (step.name.as_str(), step.actor.as_str()))),
        statutory_calendar_days: item.calendar_days,
        third_party_interest: known
            .filter(|known| concerns_others(assessment, known))
            .and_then(|known| known.third_party_interest.clone()),
        bar: known.and_then(bar),
        licence: known.is_some_and(|known| known.kind == LICENCE),
        counter_assesses: known.is_some_and(|known| known.counter_assesses),
        commitment: known
            .filter(|known| known.commitment)
            .map(|known| commitment(catalog, assessment, known)),
    }
}

/// On what terms an item takes a commitment, in the words of the catalogue.
fn commitment(catalog: &Catalog, assessment: &Assessment, item: &catalog::model::Item) -> PlannedCommitment {
    let spared = assessment.materials.iter().filter(|one| {
        let by_commitment = one.spared.as_ref().is_some_and(|spared| spared.by == SparedBy::Commitment);
        by_commitment && one.state == State::In && one.needed_by.contains(&item.id)
    });
    let spares: Vec<_> = spared.map(|one| one.id.clone()).collect();
    let mut content = item.conditions.clone();
    content
        .extend(spares.iter().map(|id| format!("不再提交{}，所要证明的情况属实", catalog.material_name(id))));
    let basis = item.commitment_basis.clone().unwrap_or_default();
    let check = item.after_approval_check.clone().unwrap_or_default();
    let check_within = Some(check_within(catalog, item));
    PlannedCommitment { basis, content, check, spares, paper: item.commitment_paper.clone(), check_within }
}

/// When a commitment is checked: as the item says, or in the district's own time.
fn check_within(catalog: &Catalog, item: &catalog::model::Item) -> CheckWithin {
    let written = item.commitment_check.clone().unwrap_or_default();
    let of_item = written
        .exempt
        .map(CheckWithin::Exempt)
        .or(written.months.map(CheckWithin::Months))
        .or(written.working_days.map(CheckWithin::WorkingDays));
    let of_district =
        || district_days(catalog, "commitment_check_working_days").map(CheckWithin::WorkingDays);
    of_item.or_else(of_district).unwrap_or_default()
}

/// How long false materials close a licence on which safety or health depends (行政许可法 第七十八条、第七十九条).
fn bar(item: &catalog::model::Item) -> Option<PlannedBar> {
    let safety = item.kind == "行政许可" && item.risk_class.is_some_and(RiskClass::is_safety);
    safety.then(|| PlannedBar {
        refused_years: REFUSED_YEARS,
        revoked_years: item.revocation_bar_years.unwrap_or(REVOKED_YEARS),
    })
}

fn planned_form(form: &ItemForm) -> PlannedForm {
    let fields = form.fields.iter().map(|field| PlannedField {
        element: field.element.clone(),
        required: field.required,
        rows: field.rows,
        settled: field.settled.clone(),
        comes_from: field.comes_from.clone(),
    });
    PlannedForm { name: form.name.clone(), fields: fields.collect() }
}
