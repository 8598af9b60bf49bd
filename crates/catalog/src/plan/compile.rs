//! From a theme and its dictionaries to a [`Plan`].

use std::{collections::BTreeMap, rc::Rc, sync::Arc};

use super::{
    CompileProblem, ElementSlot, ItemPlan, NumberRange, ObligationPlan, Place, Plan, SituationSlot, Span,
    ThemeSource,
    asking::{Asking, MOST_QUESTIONS},
};
use crate::{
    answers::Answer,
    condition::{
        Domain, Expression, Home, Problem, Scope, Type, Words, check,
        functions::Reading,
        node::{Days, Node, Slot, Value, Word, WordTable},
    },
    days::{Parameter, Setting},
    ids::{ElementId, ItemId},
    model::{
        AnyOf, Base, Element, ElementType, FigureKind, Item, Obligation, PaperWay, Situation, SituationType,
        Stop, StopKind, ThemeItem,
    },
};

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

/// Sets of a theme's items are kept as bits of one number.
const MOST_ITEMS: usize = 64;

fn too_many_items(source: &ThemeSource<'_>) -> Option<CompileProblem> {
    let message = format!("一个主题的事项不能超过 {MOST_ITEMS} 个");
    let problem = Problem { span: 0..0, message, hint: Some("请分成几个主题".to_owned()) };
    (source.theme_items.len() > MOST_ITEMS)
        .then_some(CompileProblem { place: Place::ItemWhen(MOST_ITEMS), problem })
}

fn too_many_questions(source: &ThemeSource<'_>) -> Option<CompileProblem> {
    let message = format!("一个主题的情形不能超过 {MOST_QUESTIONS} 个");
    let problem = Problem { span: 0..0, message, hint: Some("请分成几个主题".to_owned()) };
    (source.situations.len() > MOST_QUESTIONS)
        .then_some(CompileProblem { place: Place::SituationAskWhen(MOST_QUESTIONS), problem })
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

/// What names stand for in the conditions of this theme.
struct World<'a> {
    source: ThemeSource<'a>,
    words: WordTable,
    types: Vec<Type>,
    elements: Vec<ElementSlot>,
    by_name: BTreeMap<String, (Node, Type)>,
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

    fn items(&mut self, whens: Vec<Node>) -> (Vec<ItemPlan>, Vec<Node>) {
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
fn row_slots(source: &ThemeSource<'_>) -> Vec<(Slot, Vec<usize>)> {
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

impl Scope for World<'_> {
    fn resolve(&mut self, name: &str) -> Option<(Node, Type)> {
        if let Some(known) = self.by_name.get(name) {
            return Some(known.clone());
        }
        if name == TODAY {
            let slot = self.slot(ElementSlot {
                id: TODAY.into(),
                kind: ElementType::Date,
                multiple: false,
                range: NumberRange::ANY,
                words: None,
                reading: None,
            });
            self.by_name.insert(name.to_owned(), (Node::Slot(slot), Type::Date));
            return Some((Node::Slot(slot), Type::Date));
        }
        let (id, element) = self.source.elements.get_key_value(name)?;
        let kind = self.element_type(element);
        let filled = self.source.situations.iter().position(|it| it.element.as_ref() == Some(id));
        let node = match (filled, self.source.constants.get(id)) {
            (Some(index), _) => self.translation(index, &kind),
            (None, Some(constant)) => Node::Constant(ElementSlot::value_in(&kind, constant, &mut self.words)),
            // Days are worth knowing even where no item asks for them.
            (None, None) if !matches!(kind, Type::Date) && !self.is_field(id) => {
                Node::Constant(self.nothing(&kind))
            }
            (None, None) => Node::Slot(self.slot(ElementSlot::new(id, element, &kind))),
        };
        self.by_name.insert(name.to_owned(), (node.clone(), kind.clone()));
        Some((node, kind))
    }

    fn names(&self) -> Vec<String> {
        let elements = self.source.elements.keys().map(ElementId::to_string);
        let situations = self.source.situations.iter().map(|situation| situation.id.to_string());
        situations.chain(self.source.settings.keys().cloned()).chain(elements).collect()
    }

    fn words(&mut self) -> &mut WordTable {
        &mut self.words
    }

    fn parameter(&self, name: &str) -> Option<Arc<Parameter>> {
        let parameter = self.source.parameters.get(name)?;
        let counts = parameter.values.iter().all(|set| set.value.number().is_some());
        counts.then(|| Arc::new(parameter.clone()))
    }

    fn reading(&mut self, name: &str, reading: Reading) -> Option<Node> {
        let (id, element) = self.source.elements.get_key_value(name)?;
        if element.kind != ElementType::IdCard {
            return None;
        }
        let known = self.elements.iter().position(|slot| slot.id == *id && slot.reading == Some(reading));
        let slot = match known {
            Some(index) => slot_of(self.source.situations.len() + index),
            None => self
                .slot(ElementSlot { reading: Some(reading), ..ElementSlot::new(id, element, &Type::Date) }),
        };
        Some(Node::Slot(slot))
    }

    fn days(&self) -> Days {
        Days(Arc::clone(self.source.calendar))
    }
}

/// The name by which conditions call the day on which they are asked.
const TODAY: &str = "today";

impl World<'_> {
    /// Whether that way of a group is the chosen one.
    fn is_chosen(&mut self, group: &AnyOf, way: &PaperWay) -> Node {
        let choice = group.choice();
        let resolved = if group.element.is_some() {
            self.resolve(&choice)
        } else {
            Some(self.by_name.get(&*choice).cloned().unwrap_or_else(|| {
                let slot = self.slot(ElementSlot {
                    id: choice.clone(),
                    kind: ElementType::Choice,
                    multiple: false,
                    range: NumberRange::ANY,
                    words: Some(Vec::new()),
                    reading: None,
                });
                let resolved = (Node::Slot(slot), Type::Word(Rc::default()));
                self.by_name.insert(choice.to_string(), resolved.clone());
                resolved
            }))
        };
        // An element that is not there is complained about by the check.
        let Some((node, kind)) = resolved else { return Node::FALSE };
        match (ElementSlot::value_in(&kind, &group.value_of(way), &mut self.words), node) {
            (Value::Bool(true), node) => node,
            (Value::Bool(false), node) => Node::negation(node),
            (value, node) => {
                self.may_hold(&node, value);
                Node::same(node, Node::Constant(value))
            }
        }
    }

    /// Puts down that what an applicant chooses may be that.
    fn may_hold(&mut self, node: &Node, value: Value) {
        let Node::Slot(slot) = node else { return };
        let element = usize::from(*slot).checked_sub(self.source.situations.len());
        let words = element.and_then(|element| self.elements.get_mut(element)?.words.as_mut());
        if let (Some(words), Value::Word(word)) = (words, value)
            && !words.contains(&word)
        {
            words.push(word);
        }
    }

    /// A new slot for what no situation fills.
    fn slot(&mut self, element: ElementSlot) -> Slot {
        let slot = slot_of(self.source.situations.len() + self.elements.len());
        self.elements.push(element);
        slot
    }

    /// Whether some item of the theme has the element on its form. What neither
    /// the answers nor the form can tell is not there: no, zero, nothing chosen.
    fn is_field(&self, id: &ElementId) -> bool {
        let items = self.source.theme_items.iter().filter_map(|entry| self.source.items.get(&entry.item));
        items.flat_map(|item| &item.fields).any(|used| used.element == *id)
    }

    /// Which numbers may be answered: without a smallest one they start at zero.
    fn range(&self, situation: &Situation) -> NumberRange {
        let element = situation.element.as_ref().and_then(|id| self.source.elements.get(id));
        NumberRange {
            least: situation.min.unwrap_or(0.0),
            most: situation.max.unwrap_or(f64::INFINITY),
            whole: situation.takes_whole_numbers(element),
        }
    }

    fn nothing(&mut self, kind: &Type) -> Value {
        match kind {
            Type::Bool => Value::Bool(false),
            Type::Number => Value::Number(0.0),
            Type::Word(_) => Value::Word(self.words.word("")),
            Type::Set(_) => Value::Set(0),
            // No day is no day: what looks at it stays unknown.
            Type::Date => Value::Unknown,
        }
    }

    fn element_type(&mut self, element: &Element) -> Type {
        let words = if element.kind == ElementType::Choice {
            Words::Only(element.choices.iter().map(|choice| self.words.word(choice)).collect())
        } else {
            Words::Any
        };
        let domain = Rc::new(Domain {
            owner: Some(format!("数据项 {}（{}）", element.id, element.label)),
            words,
            of_one_theme: false,
        });
        match element.kind {
            _ if element.multiple => Type::Set(domain),
            ElementType::Boolean => Type::Bool,
            ElementType::Integer | ElementType::Decimal | ElementType::Money | ElementType::Area => {
                Type::Number
            }
            ElementType::Date | ElementType::Datetime => Type::Date,
            _ => Type::Word(domain),
        }
    }

    /// An element's value read from the situation that fills it.
    fn translation(&mut self, index: usize, kind: &Type) -> Node {
        let situation = &self.source.situations[index];
        let slot = slot_of(index);
        let empty = self.words.word("");
        match (situation.kind, kind) {
            (SituationType::Boolean, Type::Word(_)) => {
                let (yes, no) = situation.element_values.clone().unwrap_or(("是".into(), "否".into()));
                let (yes, no) = (Value::Word(self.words.word(&yes)), Value::Word(self.words.word(&no)));
                Node::Translate(slot, [(Value::Bool(true), yes), (Value::Bool(false), no)].into())
            }
            (SituationType::Single, Type::Word(_)) => {
                let mut pairs = vec![(Value::Word(empty), Value::Word(empty))];
                for option in &situation.options {
                    let choice = option.value.as_ref().unwrap_or(&option.label);
                    let (from, to) = (self.words.word(&option.id), self.words.word(choice));
                    pairs.push((Value::Word(from), Value::Word(to)));
                }
                Node::Translate(slot, pairs.into())
            }
            (SituationType::Multi, Type::Set(_)) => {
                let mut pairs = Vec::new();
                for option in &situation.options {
                    let choice = option.value.as_ref().unwrap_or(&option.label);
                    let (from, to) = (self.words.word(&option.id), self.words.word(choice));
                    if let (Some(from), Some(to)) = (self.words.bit(from), self.words.bit(to)) {
                        pairs.push((from, to));
                    }
                }
                Node::TranslateSet(slot, pairs.into())
            }
            _ => Node::Slot(slot),
        }
    }
}

impl ElementSlot {
    fn new(id: &ElementId, element: &Element, kind: &Type) -> Self {
        let words = match kind {
            Type::Word(domain) | Type::Set(domain) => match &domain.words {
                Words::Only(words) => Some(words.clone()),
                Words::Any => None,
            },
            _ => None,
        };
        let range = NumberRange {
            least: element.min.unwrap_or(f64::NEG_INFINITY),
            most: element.max.unwrap_or(f64::INFINITY),
            whole: element.kind == ElementType::Integer,
        };
        Self { id: id.clone(), kind: element.kind, multiple: element.multiple, range, words, reading: None }
    }

    fn value_in(kind: &Type, json: &serde_json::Value, words: &mut WordTable) -> Value {
        match (kind, json) {
            (Type::Bool, serde_json::Value::Bool(value)) => Value::Bool(*value),
            (Type::Number, serde_json::Value::Number(number)) => {
                number.as_f64().map_or(Value::Unknown, Value::Number)
            }
            (Type::Date, serde_json::Value::String(text)) => date_in(text),
            (Type::Word(_), serde_json::Value::String(text)) => Value::Word(words.word(text)),
            (Type::Set(_), serde_json::Value::Array(texts)) => {
                let bits = texts.iter().filter_map(|text| text.as_str()).filter_map(|text| {
                    let word = words.word(text);
                    words.bit(word)
                });
                Value::Set(bits.fold(0, |set, bit| set | bit))
            }
            _ => Value::Unknown,
        }
    }
}

/// The day that a text begins with: `2026-11-01`, or that of a moment.
pub(super) fn date_in(text: &str) -> Value {
    let day = text.get(..10).and_then(|day| day.parse().ok());
    day.map_or(Value::Unknown, Value::Date)
}

/// Situations in an order in which each stands behind those that its conditions
/// look at; else one that stands in a circle, and whether through `derived`.
fn order_of(situations: &[SituationSlot]) -> Result<Vec<Slot>, (usize, bool)> {
    let mut order = Vec::new();
    let mut done = vec![false; situations.len()];
    while order.len() < situations.len() {
        let before = order.len();
        for (index, situation) in situations.iter().enumerate() {
            // Slots behind the situations are elements: they look at nothing.
            let ready = |slot: &Slot| done.get(usize::from(*slot)).copied().unwrap_or(true);
            if !done[index] && situation.looks_at().iter().all(ready) {
                done[index] = true;
                order.push(slot_of(index));
            }
        }
        if order.len() == before {
            let stuck = done.iter().position(|done| !done).unwrap_or_default();
            return Err((stuck, situations[stuck].derived.is_some()));
        }
    }
    Ok(order)
}

impl SituationSlot {
    /// Situations that its conditions look at.
    fn looks_at(&self) -> Vec<Slot> {
        let mut slots = Vec::new();
        self.ask_when.occurring(&mut |slot| slots.push(slot));
        for expression in self.derived.iter().chain(&self.computed) {
            expression.occurring(&mut |slot| slots.push(slot));
        }
        slots
    }
}

fn cycle(source: &ThemeSource<'_>, index: usize, derived: bool) -> CompileProblem {
    let situation = &source.situations[index];
    let text = if derived { &situation.derived } else { &situation.ask_when };
    let place = if derived { Place::SituationDerived(index) } else { Place::SituationAskWhen(index) };
    let problem = Problem {
        span: 0..text.as_ref().map_or(0, String::len),
        message: format!("情形 {} 的条件绕了一圈又回到自己", situation.id),
        hint: Some("提问的先后不能互相依赖，请去掉其中一个条件".to_owned()),
    };
    CompileProblem { place, problem }
}
