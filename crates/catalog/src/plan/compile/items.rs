//! What is inside the items of a theme: needs, materials, fields, steps, ways.

use super::{Compiler, slot_of};
use crate::{
    condition::{
        Type,
        node::{Node, Slot},
    },
    ids::{ElementId, ItemId},
    model::{Item, ThemeItem},
    plan::{ItemPlan, Place, Span, ThemeSource},
};

impl Compiler<'_> {
    pub(super) fn items(&mut self, whens: Vec<Node>) -> (Vec<ItemPlan>, Vec<Node>) {
        let source = self.source;
        let mut uses = Vec::new();
        let items = source.theme_items.iter().zip(whens).enumerate().map(|(index, (entry, when))| {
            let needs: Vec<(usize, usize)> = entry
                .needs
                .iter()
                .enumerate()
                .filter_map(|(at, need)| {
                    let found = source.theme_items.iter().position(|other| other.item == *need)?;
                    (found != index).then_some((at, found))
                })
                .collect();
            let detail = |at: usize| entry.need_details.get(at);
            let need_whens = needs.iter().map(|(at, _)| {
                let place = || Place::Inside { list: "items", index, inner: "needs", at: *at, key: "when" };
                self.condition(detail(*at).and_then(|need| need.when.as_deref()), &Type::Bool, place)
            });
            let need_whens = need_whens.collect();
            let if_blocked = needs.iter().map(|(at, _)| detail(*at).and_then(|need| need.if_blocked));
            let if_blocked = if_blocked.collect();
            let applied = entry.applied_by.as_ref().and_then(|by| by.when.as_deref());
            let place = || Place::InTheme { list: "items", index, key: "applied_by" };
            let applied_when = self.condition(applied, &Type::Bool, place);
            let repeat = entry
                .repeat_by
                .as_ref()
                .and_then(|id| source.situations.iter().position(|situation| situation.id == *id));
            let stops = source.stops.iter().enumerate().filter(|(_, stop)| {
                stop.blocks.iter().any(|blocked| *blocked == "*" || *blocked == entry.item)
            });
            let mut item = ItemPlan {
                id: entry.item.clone(),
                when,
                needs: needs.into_iter().map(|(_, found)| found).collect(),
                need_whens,
                if_blocked,
                applied_when,
                parties: Vec::new(),
                paths: Vec::new(),
                obligations: Vec::new(),
                stops: stops.map(|(index, _)| index).collect(),
                repeat: repeat.map(slot_of),
                materials: Span::default(),
                fields: Span::default(),
                steps: Span::default(),
                variants: Span::default(),
                ways: Vec::new(),
                own_whens: Vec::new(),
                field_slots: Vec::new(),
            };
            if let Some(found) = source.items.get(&entry.item) {
                self.uses(&entry.item, found, &mut item, &mut uses);
            }
            item
        });
        (items.collect(), uses)
    }

    /// The conditions inside an item, appended to `uses`.
    fn uses(&mut self, id: &ItemId, item: &Item, plan: &mut ItemPlan, uses: &mut Vec<Node>) {
        let mut span = |nodes: Vec<Node>| {
            let start = uses.len();
            uses.extend(nodes);
            Span { start, end: uses.len() }
        };
        let own_whens: Vec<Node> = item
            .materials
            .iter()
            .enumerate()
            .map(|(index, used)| {
                let place = || Place::Material { item: id.clone(), index };
                self.condition(used.when.as_deref(), &Type::Bool, place)
            })
            .collect();
        let materials =
            item.materials.iter().zip(&own_whens).map(|(used, when)| match item.way_of(&used.material) {
                Some((group, way)) => Node::all(vec![when.clone(), self.world.is_chosen(group, way)]),
                None => when.clone(),
            });
        plan.materials = span(materials.collect());
        if !item.any_of.is_empty() {
            plan.own_whens = own_whens;
        }
        let fields = item.fields.iter().enumerate().map(|(index, used)| {
            let place = || Place::Field { item: id.clone(), index };
            self.condition(used.when.as_deref(), &Type::Bool, place)
        });
        plan.fields = span(fields.collect());
        let steps = item.steps.iter().enumerate().map(|(index, step)| {
            let place = || Place::Step { item: id.clone(), index };
            self.condition(step.when.as_deref(), &Type::Bool, place)
        });
        plan.steps = span(steps.collect());
        let variants = item.limit_variants.iter().enumerate().map(|(index, (when, _))| {
            let place = || Place::LimitVariant { item: id.clone(), index };
            self.condition(Some(when), &Type::Bool, place)
        });
        plan.variants = span(variants.collect());
        let lists = [
            ("parties", item.parties.iter().map(|one| one.when.as_deref()).collect::<Vec<_>>()),
            ("paths", item.paths.iter().map(|one| one.when.as_deref()).collect()),
        ];
        let [parties, paths] = lists.map(|(list, whens)| self.item_whens(id, list, whens.into_iter()));
        (plan.parties, plan.paths) = (parties, paths);
        plan.obligations = self.obligations(&item.obligations, |index, key| Place::InItem {
            item: id.clone(),
            list: "obligations",
            index,
            key,
        });
        plan.ways = item
            .any_of
            .iter()
            .map(|group| group.ways.iter().map(|way| self.world.is_chosen(group, way)).collect())
            .collect();
        plan.field_slots = item
            .fields
            .iter()
            .map(|used| {
                self.source
                    .situations
                    .iter()
                    .position(|situation| situation.element.as_ref() == Some(&used.element))
                    .map(slot_of)
            })
            .collect();
    }
}

/// The questions that set the number of rows of a section, with the items that have fields in it.
pub(super) fn row_slots(source: &ThemeSource<'_>) -> Vec<(Slot, Vec<usize>)> {
    let slots = source.rows.iter().filter_map(|rows| {
        let by = rows.by.as_ref()?;
        let slot = source.situations.iter().position(|situation| situation.id == *by)?;
        let within =
            |id: &ElementId| source.elements.get(id).is_some_and(|element| element.section == rows.section);
        let has_rows = |entry: &ThemeItem| {
            let item = source.items.get(&entry.item);
            item.is_some_and(|item| item.fields.iter().any(|used| within(&used.element)))
        };
        let items = source.theme_items.iter().enumerate().filter(|(_, entry)| has_rows(entry));
        Some((slot_of(slot), items.map(|(index, _)| index).collect()))
    });
    slots.collect()
}
