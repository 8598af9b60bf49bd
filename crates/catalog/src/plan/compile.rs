//! From a theme and its dictionaries to a [`Plan`].

mod items;
mod order;
mod world;

use std::{collections::BTreeMap, rc::Rc};

use super::{CompileProblem, ObligationPlan, Place, Plan, SituationSlot, ThemeSource, asking::Asking};
use crate::{
    answers::Answer,
    condition::{
        Domain, Expression, Home, Problem, Type, Words, check,
        node::{Node, Slot, Value, Word, WordTable},
    },
    days::Setting,
    ids::ItemId,
    model::{Base, FigureKind, Obligation, Situation, SituationType, Stop, StopKind, ThemeItem},
};
use items::row_slots;
use order::{cycle, order_of, too_many_items, too_many_questions};
use world::World;
pub(super) use world::date_in;

/// Compiles a theme. Reports every condition that cannot be compiled. Items,
/// materials and elements that do not exist are the business of the check and
/// passed over here.
pub fn compile(source: &ThemeSource<'_>) -> Result<Plan, Vec<CompileProblem>> {
    let mut compiler = Compiler::new(source);
    let situations = compiler.situations();
    let (whens, stops, notices) = compiler.theme_conditions();
    let (items, uses) = compiler.items(whens);
    let figures = compiler.figures();
    let obligations = compiler.obligations(source.obligations, |index, key| Place::InTheme {
        list: "obligations",
        index,
        key,
    });
    let prerequisites =
        compiler.whens("prerequisites", source.prerequisites.iter().map(|one| one.when.as_deref()));
    let rows = compiler.rows();
    let mut plan = Plan {
        words: std::mem::take(&mut compiler.world.words),
        asking: Asking::of(source.screens, &situations),
        situations,
        elements: std::mem::take(&mut compiler.world.elements),
        order: Vec::new(),
        by_id: Vec::new(),
        items,
        stops,
        lifted_by: source.stops.iter().map(lifted_by).collect(),
        notices,
        figures,
        obligations,
        prerequisites,
        rows,
        row_slots: row_slots(source),
        same: first_of_each(&uses),
        uses,
        elsewhere: compiler.elsewhere,
    };
    let mut problems = compiler.problems;
    problems.extend(too_many_items(source));
    problems.extend(too_many_questions(source));
    match order_of(&plan.situations) {
        Ok(order) => plan.order = order,
        Err((slot, derived)) => problems.push(cycle(source, slot, derived)),
    }
    plan.by_id = (0..source.situations.len()).collect();
    plan.by_id.sort_by(|one, other| source.situations[*one].id.cmp(&source.situations[*other].id));
    if problems.is_empty() {
        plan.look_ahead();
        Ok(plan)
    } else {
        Err(problems)
    }
}

fn first_of_each(nodes: &[Node]) -> Vec<usize> {
    let first = |index: usize| nodes[..index].iter().position(|node| *node == nodes[index]);
    (0..nodes.len()).map(|index| first(index).unwrap_or(index)).collect()
}

/// Words in the conditions of items that no theme which uses the item offers.
/// One theme may well lack an option that another has; none having it is a mistake.
pub fn words_nobody_offers<'a>(plans: impl IntoIterator<Item = &'a Plan>) -> Vec<CompileProblem> {
    let mut missing: Vec<(&CompileProblem, usize)> = Vec::new();
    let mut users: BTreeMap<&ItemId, usize> = BTreeMap::new();
    for plan in plans {
        let mut items: Vec<&ItemId> = plan.items.iter().map(|item| &item.id).collect();
        items.sort();
        items.dedup();
        items.into_iter().for_each(|item| *users.entry(item).or_default() += 1);
        for found in &plan.elsewhere {
            let same = |(known, _): &&mut (&CompileProblem, usize)| {
                known.place == found.place && known.problem.span == found.problem.span
            };
            match missing.iter_mut().find(same) {
                Some((_, times)) => *times += 1,
                None => missing.push((found, 1)),
            }
        }
    }
    let everywhere = missing
        .into_iter()
        .filter(|(found, times)| found.place.item().is_some_and(|item| users.get(item) == Some(times)));
    everywhere.map(|(found, _)| found.clone()).collect()
}

struct Compiler<'a> {
    source: ThemeSource<'a>,
    world: World<'a>,
    problems: Vec<CompileProblem>,
    elsewhere: Vec<CompileProblem>,
}

impl<'a> Compiler<'a> {
    fn new(source: &ThemeSource<'a>) -> Self {
        let mut words = WordTable::default();
        words.word("");
        let types = source.situations.iter().map(|situation| type_of(situation, &mut words)).collect();
        let mut world =
            World { source: *source, words, types, elements: Vec::new(), by_name: BTreeMap::new() };
        for (id, setting) in source.settings {
            let valued = match setting {
                Setting::Number(number, _) => (Node::Constant(Value::Number(*number)), Type::Number),
                Setting::Flag(flag) => (Node::Constant(Value::Bool(*flag)), Type::Bool),
            };
            world.by_name.insert(id.clone(), valued);
        }
        for (index, situation) in source.situations.iter().enumerate() {
            let node = Node::Slot(slot_of(index));
            world.by_name.insert(situation.id.to_string(), (node, world.types[index].clone()));
        }
        Self { source: *source, world, problems: Vec::new(), elsewhere: Vec::new() }
    }

    /// The condition lowered; always true where there is none.
    fn condition(&mut self, text: Option<&str>, expected: &Type, place: impl Fn() -> Place) -> Node {
        let Some(text) = text else { return Node::TRUE };
        let mut elsewhere = Vec::new();
        let checked = Expression::parse(text).and_then(|expression| {
            let home = if place().item().is_some() { Home::Shared(&mut elsewhere) } else { Home::Theme };
            check(&expression, expected, &mut self.world, home)
        });
        let elsewhere = elsewhere.into_iter().map(|problem| CompileProblem { place: place(), problem });
        self.elsewhere.extend(elsewhere);
        checked.unwrap_or_else(|problems| {
            let found = problems.into_iter().map(|problem| CompileProblem { place: place(), problem });
            self.problems.extend(found);
            Node::TRUE
        })
    }

    fn situations(&mut self) -> Vec<SituationSlot> {
        let situations = self.source.situations;
        let slots = situations.iter().enumerate().map(|(index, situation)| {
            let options: Vec<(String, Word, u64)> = situation
                .options
                .iter()
                .map(|option| {
                    let word = self.world.words.word(&option.id);
                    let many = situation.kind == SituationType::Multi;
                    let bit = if many { self.bit(word, index) } else { 0 };
                    (option.id.clone(), word, bit)
                })
                .collect();
            let ask_when = situation
                .ask_when
                .as_deref()
                .map(|text| self.condition(Some(text), &Type::Bool, || Place::SituationAskWhen(index)));
            let expected = self.world.types[index].clone();
            let derived = situation
                .derived
                .as_deref()
                .map(|text| self.condition(Some(text), &expected, || Place::SituationDerived(index)));
            let computed = situation
                .computed
                .as_deref()
                .map(|text| self.condition(Some(text), &expected, || Place::SituationComputed(index)));
            let computed = computed.map(|value| {
                let place = || Place::InTheme { list: "situations", index, key: "computed_when" };
                let when = self.condition(situation.computed_when.as_deref(), &Type::Bool, place);
                Node::choose(when, value, Node::Constant(Value::Unknown))
            });
            let mut slot = SituationSlot {
                id: situation.id.clone(),
                kind: situation.kind,
                options,
                default: Value::Unknown,
                ask_when: ask_when.unwrap_or(Node::TRUE),
                derived,
                computed,
                informative: situation.informative,
                range: self.world.range(situation),
            };
            slot.default = default_of(situation, &slot, &self.world.words);
            slot
        });
        slots.collect()
    }

    fn bit(&mut self, word: Word, index: usize) -> u64 {
        self.world.words.bit(word).unwrap_or_else(|| {
            let most = WordTable::MAX_SET_WORDS;
            let message = format!("一个主题的多选选项合起来不能超过 {most} 个");
            let problem = Problem { span: 0..0, message, hint: None };
            self.problems.push(CompileProblem { place: Place::SituationAskWhen(index), problem });
            0
        })
    }

    #[expect(clippy::type_complexity, reason = "three lists of conditions, taken apart at once")]
    fn theme_conditions(&mut self) -> (Vec<Node>, Vec<(Node, Vec<usize>)>, Vec<Node>) {
        let source = self.source;
        let whens = source.theme_items.iter().enumerate().map(|(index, item)| {
            self.condition(item.when.as_deref(), &Type::Bool, || Place::ItemWhen(index))
        });
        let whens = whens.collect();
        let stops = source.stops.iter().enumerate().map(|(index, stop)| {
            let node = self.condition(Some(&stop.when), &Type::Bool, || Place::StopWhen(index));
            let blocks =
                |item: &ThemeItem| stop.blocks.iter().any(|blocked| *blocked == "*" || *blocked == item.item);
            let blocked = source.theme_items.iter().enumerate().filter(|(_, item)| blocks(item));
            (node, blocked.map(|(index, _)| index).collect())
        });
        let stops = stops.collect();
        let notices = source.notices.iter().enumerate().map(|(index, notice)| {
            self.condition(notice.when.as_deref(), &Type::Bool, || Place::NoticeWhen(index))
        });
        (whens, stops, notices.collect())
    }

    fn obligations(
        &mut self,
        obligations: &[Obligation],
        place: impl Fn(usize, &'static str) -> Place,
    ) -> Vec<ObligationPlan> {
        let compiled = obligations.iter().enumerate().map(|(index, obligation)| ObligationPlan {
            when: self.condition(obligation.when.as_deref(), &Type::Bool, || place(index, "when")),
            base: match &obligation.after {
                Base::Element { element } => {
                    Some(self.condition(Some(element), &Type::Date, || place(index, "after")))
                }
                Base::Result | Base::Event { .. } => None,
            },
        });
        compiled.collect()
    }

    /// The conditions of one of the theme's lists.
    fn whens<'t>(&mut self, list: &'static str, whens: impl Iterator<Item = Option<&'t str>>) -> Vec<Node> {
        let place = |index| move || Place::InTheme { list, index, key: "when" };
        whens.enumerate().map(|(index, when)| self.condition(when, &Type::Bool, place(index))).collect()
    }

    /// The conditions of one of an item's lists.
    fn item_whens<'t>(
        &mut self,
        item: &ItemId,
        list: &'static str,
        whens: impl Iterator<Item = Option<&'t str>>,
    ) -> Vec<Node> {
        let place = |index| move || Place::InItem { item: item.clone(), list, index, key: "when" };
        whens.enumerate().map(|(index, when)| self.condition(when, &Type::Bool, place(index))).collect()
    }

    fn rows(&mut self) -> Vec<(Vec<Node>, Vec<Node>)> {
        let rows = self.source.rows.iter().enumerate().map(|(index, rows)| {
            let place = |inner, at| move || Place::Inside { list: "rows", index, inner, at, key: "when" };
            let counts = rows.counts.iter().enumerate();
            let counts = counts
                .map(|(at, count)| self.condition(count.when.as_deref(), &Type::Bool, place("counts", at)));
            let counts = counts.collect();
            let apart = rows.apart.iter().enumerate();
            let apart =
                apart.map(|(at, apart)| self.condition(Some(&apart.when), &Type::Bool, place("apart", at)));
            (counts, apart.collect())
        });
        rows.collect()
    }

    fn figures(&mut self) -> Vec<(Node, Node)> {
        let figures = self.source.figures.iter().enumerate().map(|(index, figure)| {
            let place = |key| move || Place::InTheme { list: "figures", index, key };
            let when = self.condition(figure.when.as_deref(), &Type::Bool, place("when"));
            let expected = match figure.kind {
                FigureKind::Date | FigureKind::Month => Type::Date,
                FigureKind::Number | FigureKind::Money => Type::Number,
            };
            (when, self.condition(Some(&figure.value), &expected, place("value")))
        });
        figures.collect()
    }
}

/// The id by which an obstacle is taken note of, where that is all that it asks.
fn lifted_by(stop: &Stop) -> Option<String> {
    stop.id.clone().filter(|_| stop.kind == StopKind::Acknowledge)
}

fn slot_of(index: usize) -> Slot {
    Slot::try_from(index).expect("a theme has fewer than 65536 situations and elements")
}

fn type_of(situation: &Situation, words: &mut WordTable) -> Type {
    let mut domain = || Domain {
        owner: Some(format!("情形 {}（{}）", situation.id, situation.question)),
        words: Words::Only(situation.options.iter().map(|option| words.word(&option.id)).collect()),
        of_one_theme: true,
    };
    match situation.kind {
        SituationType::Boolean => Type::Bool,
        SituationType::Number => Type::Number,
        SituationType::Single => Type::Word(Rc::new(domain())),
        SituationType::Multi => Type::Set(Rc::new(domain())),
    }
}

/// What a situation is taken to be when it is not asked.
fn default_of(situation: &Situation, slot: &SituationSlot, words: &WordTable) -> Value {
    let authored = situation.default.as_ref().and_then(|answer| slot.value_of(answer));
    authored.unwrap_or_else(|| match situation.kind {
        SituationType::Boolean => Value::Bool(false),
        SituationType::Number => Value::Number(0.0),
        SituationType::Single => words.find("").map_or(Value::Unknown, Value::Word),
        SituationType::Multi => Value::Set(0),
    })
}

impl SituationSlot {
    /// The answer as a value; none if it does not fit the question.
    pub(crate) fn value_of(&self, answer: &Answer) -> Option<Value> {
        let option = |id: &String| self.options.iter().find(|(option, ..)| option == id);
        match (self.kind, answer) {
            (SituationType::Boolean, Answer::Bool(value)) => Some(Value::Bool(*value)),
            (SituationType::Number, Answer::Number(number)) => Some(Value::Number(number.value())),
            (SituationType::Single, Answer::One(id)) => option(id).map(|(_, word, _)| Value::Word(*word)),
            (SituationType::Multi, Answer::Many(ids)) => {
                ids.iter().try_fold(0, |set, id| option(id).map(|(.., bit)| set | bit)).map(Value::Set)
            }
            _ => None,
        }
    }
}
