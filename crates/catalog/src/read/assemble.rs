//! From what was read and checked to the catalogue: dictionaries by id, themes
//! compiled, everything in its lasting order.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    draft::{At, Draft, Kind, Placed, ThemeDraft},
    origins,
};
use crate::{
    assess::{Shared, Sheet},
    check,
    days::{Parameter, Period, Settings, with_values},
    diagnostics::Diagnostics,
    ids::{DepartmentId, ElementId, ItemId, MaterialId, ThemeId},
    model::{Catalog, Department, Element, Item, Material, Section, Theme},
    origin::{ItemOrigins, ThemeOrigins},
    plan::{self, Place, Plan, ThemeSource},
};

/// Compiles the themes, complains about their conditions, and puts the catalogue
/// together; nothing comes back where the district itself is not known.
pub(super) fn assemble(mut draft: Draft<'_>, digest: &str, out: &mut Diagnostics) -> Option<Catalog> {
    let mut dictionaries = Dictionaries::of(&draft);
    let plans: Vec<Plan> =
        draft.themes.iter().map(|theme| compile(theme, &draft, &dictionaries, out)).collect();
    for found in plan::words_nobody_offers(&plans) {
        if let Some(at) = condition_at(&found.place, None, &draft) {
            check::faulty_condition::complain(&found.problem, at, out);
        }
    }
    let mut drafts = std::mem::take(&mut draft.themes);
    dictionaries.items.values_mut().for_each(|item| value_item(item, &draft.settings));
    drafts.iter_mut().for_each(|theme| value_theme(&mut theme.value, &draft.settings));
    let shared = Shared::of(&draft, &dictionaries);
    let mut themes: Vec<Theme> = drafts
        .into_iter()
        .zip(plans)
        .map(|(theme, plan)| finish(theme, plan, &dictionaries, &draft.settings, &shared))
        .collect();
    themes.sort_by_key(|theme| (theme.annex.first().copied(), theme.number));
    let district = draft.district?;
    let Dictionaries { departments, materials, elements, items, sections, parameters, calendar } =
        dictionaries;
    Some(Catalog {
        version: format!("{}.{digest}", district.effective),
        day: draft.day,
        in_force: Period::around(draft.day, &draft.turns),
        turns: draft.turns,
        parameters,
        district,
        departments,
        materials,
        elements,
        sections,
        items,
        themes,
        places: values(draft.places),
        divisions: values(draft.divisions),
        calendar: calendar.as_ref().clone(),
        rules: values(draft.rules),
        channels: values(draft.channels),
        background: draft.background,
    })
}

fn by_id<K: Ord, T: Clone>(placed: &[Placed<'_, T>], id: impl Fn(&T) -> K) -> BTreeMap<K, T> {
    placed.iter().map(|placed| (id(&placed.value), placed.value.clone())).collect()
}

fn values<T>(placed: Vec<Placed<'_, T>>) -> Vec<T> {
    placed.into_iter().map(|placed| placed.value).collect()
}

/// What all themes share, by id.
struct Dictionaries {
    departments: BTreeMap<DepartmentId, Department>,
    materials: BTreeMap<MaterialId, Material>,
    elements: BTreeMap<ElementId, Element>,
    items: BTreeMap<ItemId, Item>,
    sections: Vec<Section>,
    parameters: BTreeMap<String, Parameter>,
    calendar: Arc<workdays::Calendar>,
}

impl Dictionaries {
    fn of(draft: &Draft<'_>) -> Self {
        Self {
            departments: by_id(&draft.departments, |department| department.id.clone()),
            materials: by_id(&draft.materials, |material| material.id.clone()),
            elements: by_id(&draft.elements, |element| element.id.clone()),
            items: by_id(&draft.items, |item| item.id.clone()),
            sections: draft.sections.iter().map(|section| section.value.clone()).collect(),
            parameters: by_id(&draft.parameters, |parameter| parameter.id.clone()),
            calendar: Arc::new(workdays::Calendar::new(
                draft.years.iter().map(|year| year.value.clone()).collect(),
            )),
        }
    }
}

fn compile(
    theme: &Placed<'_, ThemeDraft>,
    draft: &Draft<'_>,
    dictionaries: &Dictionaries,
    out: &mut Diagnostics,
) -> Plan {
    // Names of elements that cannot be read would each be taken for a slip.
    if draft.is_obscure(Kind::Elements, "") {
        return Plan::default();
    }
    let id = ThemeId::from(theme.value.id.as_str());
    plan::compile(&source(&id, &theme.value, dictionaries, &draft.settings)).unwrap_or_else(|problems| {
        for found in problems {
            if let Some(at) = condition_at(&found.place, Some(theme.at), draft) {
                check::faulty_condition::complain(&found.problem, at, out);
            }
        }
        Plan::default()
    })
}

fn source<'a>(
    id: &'a ThemeId,
    theme: &'a ThemeDraft,
    dictionaries: &'a Dictionaries,
    settings: &'a Settings,
) -> ThemeSource<'a> {
    let ThemeDraft { lead, situations, screens, items, stops, notices, figures, obligations, .. } = theme;
    let ThemeDraft { prerequisites, joint, exclusive, rows, baseline, constants, .. } = theme;
    ThemeSource {
        id,
        lead,
        situations,
        screens,
        theme_items: items,
        stops,
        notices,
        figures,
        obligations,
        prerequisites,
        joint,
        exclusive,
        rows,
        baseline,
        constants,
        items: &dictionaries.items,
        elements: &dictionaries.elements,
        materials: &dictionaries.materials,
        departments: &dictionaries.departments,
        sections: &dictionaries.sections,
        calendar: &dictionaries.calendar,
        settings,
        parameters: &dictionaries.parameters,
    }
}

/// Where a condition stands in the files: in the theme or in one of its items.
fn condition_at<'n>(place: &Place, theme: Option<At<'n>>, draft: &Draft<'n>) -> Option<At<'n>> {
    let in_theme = |list: &str, index: usize, key: &str| theme.map(|at| at.key(list).index(index).key(key));
    let in_item = |item: &ItemId, list: &str, index: usize| {
        draft.item(item).map(|item| item.at.key(list).index(index).key("when"))
    };
    match place {
        Place::SituationAskWhen(index) => in_theme("situations", *index, "ask_when"),
        Place::SituationDerived(index) => in_theme("situations", *index, "derived"),
        Place::SituationComputed(index) => in_theme("situations", *index, "computed"),
        Place::InTheme { list, index, key } => in_theme(list, *index, key),
        Place::Inside { list, index, inner, at, key } => {
            theme.map(|theme| theme.key(list).index(*index).key(inner).index(*at).key(key))
        }
        Place::InItem { item, list, index, key } => {
            draft.item(item).map(|item| item.at.key(list).index(*index).key(key))
        }
        Place::ItemWhen(index) => in_theme("items", *index, "when"),
        Place::StopWhen(index) => in_theme("stops", *index, "when"),
        Place::NoticeWhen(index) => in_theme("notices", *index, "when"),
        Place::Material { item, index } => in_item(item, "materials", *index),
        Place::Field { item, index } => in_item(item, "fields", *index),
        Place::Step { item, index } => in_item(item, "steps", *index),
        Place::LimitVariant { item, index } => draft
            .item(item)
            .map(|item| item.at.key("promised_limit").key("variants").index(*index).key("when")),
    }
}

fn origins_of_item(item: &Placed<'_, Item>) -> ItemOrigins {
    let Item { materials, fields, steps, limit_variants, .. } = &item.value;
    origins::of_item(item.at, [materials.len(), fields.len(), steps.len(), limit_variants.len()])
}

fn origins_of_theme(theme: &Placed<'_, ThemeDraft>) -> ThemeOrigins {
    let ThemeDraft { situations, items, stops, notices, .. } = &theme.value;
    origins::of_theme(theme.at, [situations.len(), items.len(), stops.len(), notices.len()])
}

/// What the themes that use an item share of it.
impl Shared {
    fn of(draft: &Draft<'_>, dictionaries: &Dictionaries) -> Self {
        let items = dictionaries.items.iter().map(|(id, item)| (id.clone(), Arc::new(item.clone())));
        let origins = draft.items.iter().map(|item| (item.value.id.clone(), Arc::new(origins_of_item(item))));
        Self { items: items.collect(), origins: origins.collect() }
    }
}

/// What is published names no parameter: its conditions can be read by programs that know none.
fn value(condition: &mut String, settings: &Settings) {
    if let Some(valued) = with_values(condition, settings) {
        *condition = valued;
    }
}

fn value_item(item: &mut Item, settings: &Settings) {
    let uses = item.materials.iter_mut().map(|used| &mut used.when);
    let uses = uses.chain(item.fields.iter_mut().map(|used| &mut used.when));
    let uses = uses.chain(item.steps.iter_mut().map(|step| &mut step.when));
    let uses = uses.chain(item.parties.iter_mut().map(|party| &mut party.when));
    let uses = uses.chain(item.paths.iter_mut().map(|path| &mut path.when));
    let uses = uses.chain(item.obligations.iter_mut().map(|obligation| &mut obligation.when));
    let variants = item.limit_variants.iter_mut().map(|(when, _)| when);
    uses.flatten().chain(variants).for_each(|when| value(when, settings));
}

fn value_theme(theme: &mut ThemeDraft, settings: &Settings) {
    let asked = theme
        .situations
        .iter_mut()
        .flat_map(|one| [&mut one.ask_when, &mut one.derived, &mut one.computed, &mut one.computed_when]);
    let items = theme.items.iter_mut().flat_map(|entry| {
        let needs = entry.need_details.iter_mut().map(|need| &mut need.when);
        let others = entry.applied_by.iter_mut().map(|others| &mut others.when);
        needs.chain(others).chain([&mut entry.when])
    });
    let rows = theme.rows.iter_mut().flat_map(|rows| &mut rows.counts).map(|count| &mut count.when);
    let whens = asked.chain(items).chain(rows);
    let whens = whens.chain(theme.notices.iter_mut().map(|notice| &mut notice.when));
    let whens = whens.chain(theme.figures.iter_mut().map(|figure| &mut figure.when));
    let whens = whens.chain(theme.obligations.iter_mut().map(|obligation| &mut obligation.when));
    let whens = whens.chain(theme.prerequisites.iter_mut().map(|one| &mut one.when));
    whens.flatten().for_each(|when| value(when, settings));
    let always = theme.stops.iter_mut().map(|stop| &mut stop.when);
    let always = always.chain(theme.figures.iter_mut().map(|figure| &mut figure.value));
    let apart = theme.rows.iter_mut().flat_map(|rows| &mut rows.apart).map(|apart| &mut apart.when);
    always.chain(apart).for_each(|when| value(when, settings));
}

fn finish(
    placed: Placed<'_, ThemeDraft>,
    plan: Plan,
    dictionaries: &Dictionaries,
    settings: &Settings,
    shared: &Shared,
) -> Theme {
    let place = origins_of_theme(&placed);
    let draft = placed.value;
    let (id, plan) = (ThemeId::from(draft.id.as_str()), Arc::new(plan));
    let source = source(&id, &draft, dictionaries, settings);
    let sheet = Arc::new(Sheet::prepare(&source, Arc::clone(&plan), place, shared));
    Theme {
        id,
        number: draft.number,
        number_annex2: draft.number_annex2,
        annex: draft.annex,
        name: draft.name,
        subject: draft.subject,
        subjects: draft.subjects,
        subject_note: draft.subject_note,
        lead: draft.lead,
        cooperating: draft.cooperating,
        summary: draft.summary,
        aliases: draft.aliases,
        family: draft.family,
        situations: draft.situations,
        screens: draft.screens,
        items: draft.items,
        stops: draft.stops,
        notices: draft.notices,
        figures: draft.figures,
        obligations: draft.obligations,
        prerequisites: draft.prerequisites,
        exclusive: draft.exclusive,
        joint: draft.joint,
        rows: draft.rows,
        presence: draft.presence,
        baseline: draft.baseline,
        promised_working_days: draft.promised_working_days,
        tips: draft.tips,
        outcome: draft.outcome,
        extensions: draft.extensions,
        constants: draft.constants,
        pair: draft.pair.map(ThemeId::from),
        pair_question: draft.pair_question,
        changes: draft.changes,
        plan,
        sheet,
    }
}
