//! Grounds (理由): the answers, the clause and the law that put each item, material,
//! field, step, day and yuan there.
//!
//! Worked out when somebody asks, from what was evaluated and from where the
//! clauses stand in the files. Knows nothing of how they are shown.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Entry, Look, Told, chains::Use, fields, items, materials, questions, reasons, sheet::Label};
use crate::{
    assessment::{Assessment, State},
    condition::node::{Node, Slot},
    ids::{ElementId, ItemId, MaterialId, SituationId},
    model::{Catalog, Theme},
    origin::{Origin, origin},
    outline::{Speaker, When},
};

/// Why something is there.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ground {
    /// The item whose clause it is; none where it is the theme's own.
    pub item: Option<ItemId>,
    /// The answers that decide; none where it holds for everybody.
    pub answers: Vec<Given>,
    /// What the catalogue lays down.
    pub clause: Clause,
    /// The law that it rests on.
    pub law: Option<LawRef>,
}

/// Something that a person said, or has still to say.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Given {
    /// The question; none where a field of the form tells it.
    pub situation: Option<SituationId>,
    /// The field of the form; none where a question tells it.
    pub element: Option<ElementId>,
    /// The question or the field, in words.
    pub question: String,
    /// What was said; none while it is open.
    pub label: Option<String>,
}

/// What the catalogue lays down, in plain words, and where.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Clause {
    /// In plain words.
    pub text: String,
    /// Where it stands.
    #[serde(flatten)]
    pub origin: Origin,
}

/// A law.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LawRef {
    /// Its name.
    pub law: String,
    /// The article.
    pub article: Option<String>,
}

/// The grounds of everything that is or may be there.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Grounds {
    /// Why each item is in, out, open or blocked.
    pub items: BTreeMap<ItemId, Vec<Ground>>,
    /// Why each material is wanted, by each item that wants it.
    pub materials: BTreeMap<MaterialId, Vec<Ground>>,
    /// Why each field is asked, by each item that asks.
    pub fields: BTreeMap<ElementId, Vec<Ground>>,
    /// Why each item has its steps, in their order.
    pub steps: BTreeMap<ItemId, Vec<Ground>>,
    /// Why each item takes the days that it takes.
    pub days: BTreeMap<ItemId, Vec<Ground>>,
    /// Why each item costs what it costs.
    pub fees: BTreeMap<ItemId, Vec<Ground>>,
    /// Why somebody must come.
    pub visits: BTreeMap<ItemId, Vec<Ground>>,
    /// Why each obstacle that applies does, in their order.
    pub stops: Vec<Ground>,
}

/// The grounds of an assessment.
pub fn grounds(catalog: &Catalog, theme: &Theme, assessment: &Assessment) -> Grounds {
    let told: &Told = &assessment.told;
    let teller = Teller { view: told.look(), speaker: Speaker::new(catalog, theme) };
    let mut grounds = Grounds::default();
    for entry in teller.view.entries() {
        let id = &entry.sheet.facts.id;
        grounds.items.insert(id.clone(), teller.of_item(entry));
        if entry.state == State::In {
            grounds.steps.insert(id.clone(), teller.of_steps(entry));
            grounds.days.insert(id.clone(), vec![teller.of_days(entry)]);
            grounds.fees.extend(entry.sheet.fee.as_ref().map(|_| (id.clone(), vec![teller.of_fee(entry)])));
            grounds.visits.extend(teller.of_visit(entry).map(|ground| (id.clone(), vec![ground])));
        }
    }
    let papers = materials::uses(&teller.view);
    for material in papers.order() {
        let needed = papers.uses(material).any(|one| one.sure);
        let uses = papers.uses(material).filter(|one| !needed || one.sure);
        let id = teller.view.sheet.materials[material].facts.id.clone();
        grounds.materials.insert(id, uses.map(|one| teller.of_material(one)).collect());
    }
    let asked = fields::uses(&teller.view);
    for field in asked.order() {
        let needed = asked.uses(field).any(|one| one.sure);
        let uses = asked.uses(field).filter(|one| !needed || one.sure);
        let id = teller.view.sheet.fields[field].facts.id.clone();
        grounds.fields.insert(id, uses.map(|one| teller.of_field(one)).collect());
    }
    let stops = teller.view.outcome.stops.iter().enumerate();
    grounds.stops =
        stops.filter(|(_, value)| value.is_true()).map(|(stop, _)| teller.of_stop(stop)).collect();
    grounds
}

struct Teller<'a> {
    view: Look<'a>,
    speaker: Speaker<'a>,
}

impl<'a> Teller<'a> {
    /// A condition in plain words; none where it holds for everybody.
    fn words(&self, node: &Node) -> Option<String> {
        match self.speaker.say(node) {
            When::Always => None,
            When::Never => Some("没有人是这样".to_owned()),
            When::If(words) => Some(words),
        }
    }

    /// What decided the condition, or what can still decide it.
    fn given(&self, node: &Node) -> Vec<Given> {
        let decided = node.evaluate(&self.view.outcome.values).is_known();
        reasons::slots(&self.view, node, decided)
            .into_iter()
            .map(|slot| self.told_by(slot, decided))
            .collect()
    }

    fn told_by(&self, slot: Slot, decided: bool) -> Given {
        let index = usize::from(slot);
        match self.view.sheet.situations.get(index) {
            Some(situation) => Given {
                situation: Some(situation.question.id.clone()),
                element: None,
                question: situation.question.question.clone(),
                label: decided.then(|| questions::said(&self.view, index).label.clone()),
            },
            None => {
                let element = index - self.view.plan.situations.len();
                let (Label::Field(label) | Label::Group(label)) = &self.view.sheet.labels[element];
                Given {
                    situation: None,
                    element: Some(self.view.plan.elements[element].id.clone()),
                    question: label.clone(),
                    label: decided.then(|| "表上填的".to_owned()),
                }
            }
        }
    }

    /// The law that an item rests on first of all.
    fn law(&self, entry: Entry<'_>) -> Option<LawRef> {
        let basis = entry.sheet.facts.basis.first()?;
        Some(LawRef { law: basis.law.clone(), article: basis.article.clone() })
    }

    fn entry(&self, item: usize) -> Entry<'a> {
        self.view.entries().nth(item).expect("an item that uses something is one of the theme's")
    }

    /// A ground out of a clause of an item.
    fn within(
        &self,
        entry: Entry<'_>,
        node: Option<&Node>,
        text: String,
        lines: &[u32],
        index: usize,
    ) -> Ground {
        Ground {
            item: Some(entry.sheet.facts.id.clone()),
            answers: node.map_or_else(Vec::new, |node| self.given(node)),
            clause: Clause { text, origin: origin(&entry.sheet.origins.file, lines, index) },
            law: self.law(entry),
        }
    }

    fn of_item(&self, entry: Entry<'_>) -> Vec<Ground> {
        let text = match self.words(&entry.plan.when) {
            None => "办这件事都要办这一项".to_owned(),
            Some(when) => format!("{when}的，要办这一项"),
        };
        let origins = &self.view.sheet.origins;
        let own = Ground {
            item: None,
            answers: self.given(&entry.plan.when),
            clause: Clause { text, origin: origin(&origins.file, &origins.items, entry.index) },
            law: self.law(entry),
        };
        let stops = entry.plan.stops.iter().filter(|stop| match entry.state {
            State::Blocked => self.view.outcome.blocking[**stop].is_true(),
            State::Open => !self.view.outcome.blocking[**stop].is_known(),
            _ => false,
        });
        std::iter::once(own).chain(stops.map(|stop| self.of_stop(*stop))).collect()
    }

    fn of_stop(&self, stop: usize) -> Ground {
        let (node, _) = &self.view.plan.stops[stop];
        let origins = &self.view.sheet.origins;
        let facts = &self.view.sheet.stops[stop];
        let text = match self.words(node) {
            None => facts.message.clone(),
            Some(when) => format!("{when}的：{}", facts.message),
        };
        let law = facts.law.clone();
        Ground {
            item: None,
            answers: self.given(node),
            clause: Clause { text, origin: origin(&origins.file, &origins.stops, stop) },
            law: law.map(|law| LawRef { law, article: None }),
        }
    }

    fn of_material(&self, one: Use) -> Ground {
        let entry = self.entry(one.item());
        let node = &self.view.plan.uses[self.view.material_index(one)];
        let name = &entry.sheet.facts.name;
        // Where one of several papers will do, the way that is chosen is said apart.
        let text = match self.words(entry.plan.own_whens.get(one.nth()).unwrap_or(node)) {
            None => format!("办“{name}”都要交"),
            Some(when) => format!("办“{name}”，{when}的要交"),
        };
        let way = entry.item.way_of(&entry.item.materials[one.nth()].material);
        let text = match way {
            Some((group, way)) => {
                format!("{text}；“{}”几样里选一样，选“{}”的交这一份", group.name, way.label)
            }
            None => text,
        };
        let mut ground = self.within(entry, Some(node), text, &entry.sheet.origins.materials, one.nth());
        if entry.state == State::Open {
            ground.answers.extend(self.given(&entry.plan.when));
        }
        ground
    }

    fn of_field(&self, one: Use) -> Ground {
        let entry = self.entry(one.item());
        let used = &entry.sheet.fields[one.nth()];
        let name = &entry.sheet.facts.name;
        let must = if used.required { "要填" } else { "可以填" };
        let node = &self.view.plan.uses[entry.plan.fields.start + one.nth()];
        let text = match self.words(node) {
            None => format!("办“{name}”都{must}"),
            Some(when) => format!("办“{name}”，{when}的{must}"),
        };
        self.within(entry, Some(node), text, &entry.sheet.origins.fields, one.nth())
    }

    /// One ground for each step that takes place, in their order.
    fn of_steps(&self, entry: Entry<'_>) -> Vec<Ground> {
        let steps = entry.plan.steps.range().zip(entry.sheet.steps.iter()).enumerate();
        steps
            .filter(|(_, (index, _))| !self.view.used_by(entry, *index).is_false())
            .map(|(nth, (index, step))| {
                let node = &self.view.plan.uses[index];
                let text = match self.words(node) {
                    None => format!("办“{}”都有{}这一步", entry.sheet.facts.name, step.name),
                    Some(when) => format!("{when}的，有{}这一步", step.name),
                };
                self.within(entry, Some(node), text, &entry.sheet.origins.steps, nth)
            })
            .collect()
    }

    fn of_days(&self, entry: Entry<'_>) -> Ground {
        let days = items::working_days(&self.view, entry);
        let said = if days == 0 { "当场办结".to_owned() } else { format!("{days} 个工作日办结") };
        let (name, statutory) = (&entry.sheet.facts.name, entry.sheet.facts.statutory_days);
        let origins = &entry.sheet.origins;
        match items::variant(&self.view, entry) {
            Some(nth) => {
                let node = &self.view.plan.uses[entry.plan.variants.start + nth];
                let when = self.words(node).map_or_else(String::new, |when| format!("{when}的，"));
                let text = format!("“{name}”{when}承诺{said}，法定 {statutory} 个工作日");
                self.within(entry, Some(node), text, &origins.variants, nth)
            }
            None => {
                let text = format!("“{name}”承诺{said}，法定 {statutory} 个工作日");
                self.within(entry, None, text, &[origins.promised_limit], 0)
            }
        }
    }

    fn of_fee(&self, entry: Entry<'_>) -> Ground {
        let fee = entry.sheet.fee.as_deref();
        let amount = fee.map_or("", |fee| &fee.amount);
        let text = format!("“{}”要交：{amount}", entry.sheet.facts.name);
        let ground = self.within(entry, None, text, &[entry.sheet.origins.fee], 0);
        let law = fee.filter(|fee| !fee.basis.is_empty());
        Ground { law: law.map(|fee| LawRef { law: fee.basis.clone(), article: None }), ..ground }
    }

    fn of_visit(&self, entry: Entry<'_>) -> Option<Ground> {
        let reason = entry.sheet.facts.on_site.as_ref()?;
        let text = format!("“{}”要到场一次：{reason}", entry.sheet.facts.name);
        Some(self.within(entry, None, text, &[entry.sheet.origins.on_site], 0))
    }
}
