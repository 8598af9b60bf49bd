//! Why (为什么), in words: looked for when somebody asks, not before.

use std::{fmt, sync::Arc};

use serde::{Serialize, Serializer};

use super::{Entry, Look, Told, materials, reasons};
use crate::{
    assessment::State,
    condition::node::{Node, Value},
};

/// Sentences that say why something is as it is.
#[derive(Clone, Default)]
pub struct Why(About);

#[derive(Clone, Default)]
enum About {
    #[default]
    Nothing,
    Item(Arc<Told>, usize),
    Material(Arc<Told>, usize),
    Stop(Arc<Told>, usize),
}

impl Why {
    pub(super) fn item(told: &Arc<Told>, index: usize) -> Self {
        Self(About::Item(Arc::clone(told), index))
    }

    pub(super) fn material(told: &Arc<Told>, index: usize) -> Self {
        Self(About::Material(Arc::clone(told), index))
    }

    pub(super) fn stop(told: &Arc<Told>, index: usize) -> Self {
        Self(About::Stop(Arc::clone(told), index))
    }

    /// The sentences.
    pub fn lines(&self) -> Vec<String> {
        match &self.0 {
            About::Nothing => Vec::new(),
            About::Item(told, index) => {
                let view = told.look();
                view.entries().nth(*index).map_or_else(Vec::new, |entry| of_item(&view, entry))
            }
            About::Material(told, index) => of_material(&told.look(), *index),
            About::Stop(told, index) => {
                let view = told.look();
                reasons::because(&view, &view.plan.stops[*index].0)
            }
        }
    }
}

impl IntoIterator for &Why {
    type Item = String;
    type IntoIter = std::vec::IntoIter<String>;
    fn into_iter(self) -> Self::IntoIter {
        self.lines().into_iter()
    }
}

impl fmt::Debug for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.lines().fmt(f)
    }
}

impl Serialize for Why {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.lines())
    }
}

fn push_new(list: &mut Vec<String>, sentence: String) {
    if !list.contains(&sentence) {
        list.push(sentence);
    }
}

fn of_item(view: &Look<'_>, entry: Entry<'_>) -> Vec<String> {
    let when = &entry.plan.when;
    let mut why = match entry.state {
        State::Open => {
            let mut why = reasons::depends_on(view, when);
            let stops = entry.plan.stops.iter().map(|stop| &view.plan.stops[*stop].0);
            for sentence in stops.flat_map(|stop| reasons::depends_on(view, stop)) {
                push_new(&mut why, sentence);
            }
            why
        }
        _ if *when == Node::TRUE => vec!["这件事必办的事项".to_owned()],
        _ => reasons::because(view, when),
    };
    if entry.state == State::Blocked {
        let stops = entry.plan.stops.iter().filter(|stop| view.outcome.blocking[**stop].is_true());
        for sentence in stops.flat_map(|stop| reasons::because(view, &view.plan.stops[*stop].0)) {
            push_new(&mut why, sentence);
        }
    }
    if entry.state == State::In
        && let Some(reason) = &entry.sheet.facts.beyond_reason
    {
        why.push(format!("配合部门名单之外，但必须办：{reason}"));
    }
    why
}

fn of_material(view: &Look<'_>, material: usize) -> Vec<String> {
    let chains = materials::uses(view);
    let needed = chains.uses(material).any(|one| one.sure);
    let uses = chains.uses(material).filter(|one| !needed || one.sure);
    let mut names: Vec<&str> = Vec::new();
    for one in uses.clone() {
        let name: &str = &view.sheet.items[one.item()].facts.name;
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let verb = if needed { "要用" } else { "可能要用" };
    let mut why = vec![format!("办{}{verb}", names.join("、"))];
    for one in uses {
        let node = &view.plan.uses[view.material_index(one)];
        let mut sentences = match node.evaluate(&view.outcome.values) {
            Value::Unknown => reasons::depends_on(view, node),
            _ => reasons::because(view, node),
        };
        if view.outcome.items[one.item()].state == State::Open {
            sentences.extend(reasons::depends_on(view, &view.plan.items[one.item()].when));
        }
        sentences.into_iter().for_each(|sentence| push_new(&mut why, sentence));
    }
    why
}
