//! The ledger of merging (合并账): what the items of a case would ask for one by
//! one, and what is left of it in the one form and the one list.
//!
//! Counts kinds, not copies: a field is one field however many rows it has, a
//! paper one paper however many sets. What only the form will tell (a field
//! shown when another says so) is in neither column; how much that is stands
//! beside them. Every line can be unfolded to what was merged into what, and
//! before less all lines is after.

use std::sync::Arc;

use serde::Serialize;

use super::{Look, chains::Use, fields, materials, sheet::bit};
use crate::{
    assessment::{Assessment, ItemSet, SparedBy, State},
    ids::{ElementId, ItemId, MaterialId},
};

/// What was merged into what.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Ledger {
    /// The whole in two sentences; none where nothing is to be done.
    pub text: Vec<String>,
    /// The forms.
    pub forms: Forms,
    /// The fields on them.
    pub fields: Column<FieldLine>,
    /// The materials.
    pub materials: Column<MaterialLine>,
}

/// The forms of the items, and the one form.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Forms {
    /// One for each item that is in.
    pub before: usize,
    /// The one form; none where nothing is to be done.
    pub after: usize,
    /// The items' own forms.
    pub of: Vec<OwnForm>,
}

/// The form that an item would have on its own.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OwnForm {
    /// Which item.
    pub item: ItemId,
    /// The item's name.
    pub name: String,
    /// What the form is called.
    pub form: String,
    /// How many fields it has.
    pub fields: usize,
}

/// Before, after, and what lies between.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Column<Line> {
    /// What the items ask for one by one.
    pub before: usize,
    /// What is left.
    pub after: usize,
    /// What was taken off; before less these is after.
    pub lines: Vec<Line>,
    /// Of what is left, how much is known from the answers already.
    pub known: usize,
    /// How much more the form itself may call for.
    pub open: usize,
}

impl<Line> Default for Column<Line> {
    fn default() -> Self {
        Self { before: 0, after: 0, lines: Vec::new(), known: 0, open: 0 }
    }
}

/// Fields taken off in one way.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FieldLine {
    /// In which way.
    pub by: FieldsBy,
    /// How many.
    pub count: usize,
    /// In words.
    pub text: String,
    /// Which.
    pub of: Vec<MergedField>,
}

/// Why a field is not asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldsBy {
    /// Several items ask for it; it is filled in once.
    Merged,
    /// The thing itself settles it.
    Theme,
}

/// A field that is asked more seldom than the items ask for it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MergedField {
    /// Which element.
    pub id: ElementId,
    /// Its label.
    pub label: String,
    /// Items on whose forms it stands.
    pub items: ItemSet,
    /// How many times less it is asked.
    pub count: usize,
}

/// Materials taken off in one way.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MaterialLine {
    /// In which way.
    pub by: MaterialsBy,
    /// How many.
    pub count: usize,
    /// In words.
    pub text: String,
    /// Which.
    pub of: Vec<MergedMaterial>,
}

/// Why a material is not brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MaterialsBy {
    /// Several items ask for it; it is handed in once.
    Merged,
    /// A department supplies it (数据共享).
    Sharing,
    /// An earlier item of the same case results in it.
    EarlierResult,
    /// A commitment stands in for it (告知承诺).
    Commitment,
    /// The system makes it from the one form.
    Generated,
}

/// A material that is brought more seldom than the items ask for it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MergedMaterial {
    /// Which material.
    pub id: MaterialId,
    /// Its name.
    pub name: String,
    /// Items that ask for it.
    pub items: ItemSet,
    /// How many times less it is brought.
    pub count: usize,
    /// What stands in for it, in words; none where it is only merged.
    pub instead: Option<Arc<str>>,
}

/// What the case's items would ask for one by one, and what is left of it.
pub fn ledger(assessment: &Assessment) -> Ledger {
    let view = assessment.told.look();
    if view.present().next().is_none() {
        return Ledger::default();
    }
    let forms = forms(&view);
    let (fields, materials) = (fields_column(&view, assessment), materials_column(&view, assessment));
    let text = vec![fields_text(&forms, &fields), materials_text(&materials)];
    Ledger { text, forms, fields, materials }
}

fn forms(view: &Look<'_>) -> Forms {
    let of: Vec<OwnForm> = view
        .present()
        .map(|entry| OwnForm {
            item: entry.sheet.facts.id.clone(),
            name: entry.sheet.facts.name.clone(),
            form: own_form_name(view, entry.index),
            fields: view.outcome.uses[entry.plan.fields.range()].iter().filter(|it| it.is_true()).count(),
        })
        .collect();
    Forms { before: of.len(), after: 1, of }
}

/// The name of the form that the item has by law: the first form on its list, or its own name's.
pub(super) fn own_form_name(view: &Look<'_>, item: usize) -> String {
    let sheet = &view.sheet.items[item];
    let form = sheet.materials.iter().filter_map(|used| used.material).find_map(|material| {
        let facts = &view.sheet.materials[material].facts;
        (facts.kind == "form").then(|| facts.name.clone())
    });
    form.unwrap_or_else(|| format!("{}申请表", sheet.facts.name))
}

fn items_of(view: &Look<'_>, uses: impl Iterator<Item = Use>) -> ItemSet {
    ItemSet::new(&view.sheet.ids, uses.fold(0, |mask, one| mask | bit(one.item())))
}

fn fields_column(view: &Look<'_>, assessment: &Assessment) -> Column<FieldLine> {
    let chains = fields::uses(view);
    let mut column = Column::default();
    let mut merged = Vec::new();
    for field in chains.order() {
        let uses = chains.uses(field).filter(|one| one.sure);
        let asked = uses.clone().count();
        let facts = &view.sheet.fields[field].facts;
        match asked {
            0 => column.open += 1,
            _ => {
                column.before += asked;
                column.after += 1;
                column.known += usize::from(assessment.settled.iter().any(|known| known.id == facts.id));
            }
        }
        if asked > 1 {
            let (id, label) = (facts.id.clone(), facts.label.clone());
            merged.push(MergedField { id, label, items: items_of(view, uses), count: asked - 1 });
        }
    }
    let by_theme = settled_by_theme(view);
    column.before += by_theme.iter().map(|field| field.count).sum::<usize>();
    let lines = [
        (FieldsBy::Merged, merged, "几张表都要填的，只填一次"),
        (FieldsBy::Theme, by_theme, "这件事本身就定了的，不用填"),
    ];
    column.lines.extend(lines.into_iter().filter(|(_, of, _)| !of.is_empty()).map(|(by, of, what)| {
        let count = of.iter().map(|field| field.count).sum();
        FieldLine { by, count, text: format!("{what}：少填 {count} 项"), of }
    }));
    column
}

/// Fields of the items' own forms that the theme settles, so that nobody is asked.
fn settled_by_theme(view: &Look<'_>) -> Vec<MergedField> {
    let mut settled: Vec<(ElementId, String, u64, usize)> = Vec::new();
    for entry in view.present() {
        for (value, used) in view.outcome.uses[entry.plan.fields.range()].iter().zip(&entry.sheet.fields) {
            let Some((id, label)) = used.constant.as_ref().filter(|_| value.is_true()) else { continue };
            match settled.iter_mut().find(|(known, ..)| known == id) {
                Some((.., items, count)) => {
                    *items |= bit(entry.index);
                    *count += 1;
                }
                None => settled.push((id.clone(), label.clone(), bit(entry.index), 1)),
            }
        }
    }
    let field = |(id, label, items, count)| MergedField {
        id,
        label,
        items: ItemSet::new(&view.sheet.ids, items),
        count,
    };
    settled.into_iter().map(field).collect()
}

fn materials_column(view: &Look<'_>, assessment: &Assessment) -> Column<MaterialLine> {
    let chains = materials::uses(view);
    let mut column = Column::default();
    let ways = [
        (MaterialsBy::Merged, "几个部门都要的，只交一次"),
        (MaterialsBy::Sharing, "部门之间共享，不用您带"),
        (MaterialsBy::EarlierResult, "前面办好的结果自动带过来"),
        (MaterialsBy::Commitment, "签承诺书代替"),
        (MaterialsBy::Generated, "系统按您填的表生成"),
    ];
    let mut lines =
        ways.map(|(by, what)| (MaterialLine { by, count: 0, text: String::new(), of: Vec::new() }, what));
    let mut take = |by: MaterialsBy, one: MergedMaterial| {
        if let Some((line, _)) = lines.iter_mut().find(|(line, _)| line.by == by) {
            line.count += one.count;
            line.of.push(one);
        }
    };
    for listed in &assessment.materials {
        let known = |material: &usize| view.sheet.materials[*material].facts.id == listed.id;
        let Some(material) = chains.order().find(known) else { continue };
        if listed.state != State::In {
            column.open += 1;
            continue;
        }
        // Of papers of which one is enough, the usual one counts though nobody chose it yet.
        let sure = chains.uses(material).any(|one| one.sure);
        let there = |one: &Use| if sure { one.sure } else { view.is_present(one.item()) };
        let uses = chains.uses(material).filter(there);
        let asked = uses.clone().count();
        column.before += asked;
        let one = |count: usize, instead: Option<Arc<str>>| MergedMaterial {
            id: listed.id.clone(),
            name: listed.name.clone(),
            items: items_of(view, uses.clone()),
            count,
            instead,
        };
        if asked > 1 {
            take(MaterialsBy::Merged, one(asked - 1, None));
        }
        match &listed.spared {
            Some(spared) => take(way(spared.by), one(1, Some(Arc::clone(&spared.text)))),
            None => column.after += 1,
        }
    }
    for (mut line, what) in lines.into_iter().filter(|(line, _)| line.count > 0) {
        line.text = format!("{what}：少带 {} 份", line.count);
        column.lines.push(line);
    }
    column
}

fn way(by: SparedBy) -> MaterialsBy {
    match by {
        SparedBy::Sharing => MaterialsBy::Sharing,
        SparedBy::Commitment => MaterialsBy::Commitment,
        SparedBy::EarlierResult => MaterialsBy::EarlierResult,
        SparedBy::Generated => MaterialsBy::Generated,
    }
}

fn fields_text(forms: &Forms, fields: &Column<FieldLine>) -> String {
    let known = match fields.known {
        0 => String::new(),
        known => format!("，其中 {known} 项回答问题时已经有了"),
    };
    format!("{} 张表、{} 项 → {} 张表、{} 项{known}", forms.before, fields.before, forms.after, fields.after)
}

fn materials_text(materials: &Column<MaterialLine>) -> String {
    let lines = materials.lines.iter().map(|line| {
        let word = match line.by {
            MaterialsBy::Merged => "合并",
            MaterialsBy::Sharing => "部门共享",
            MaterialsBy::EarlierResult => "用前面办好的结果",
            MaterialsBy::Commitment => "承诺代替",
            MaterialsBy::Generated => "系统生成",
        };
        format!("{word} {} 份", line.count)
    });
    let lines: Vec<String> = lines.collect();
    let how = if lines.is_empty() { String::new() } else { format!("：{}", lines.join("，")) };
    format!("{} 份材料 → {} 份{how}", materials.before, materials.after)
}
