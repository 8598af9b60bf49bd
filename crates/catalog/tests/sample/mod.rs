//! What the tests of conditions and assessments share: the real catalogue, and
//! random packages, conditions and answers drawn from a list of choices, so
//! that a failing example shrinks.
#![allow(dead_code, reason = "each test uses its own part")]

use std::{
    collections::BTreeMap,
    sync::{Arc, OnceLock},
};

use catalog::{
    Answer, Answers, Catalog, ElementId, ItemId, MaterialId, Number, Theme, ThemeId,
    days::Parameter,
    model::{
        Baseline, Element, ElementType, Fee, FieldUse, Item, Limit, MaterialUse, Notice, Screen, Situation,
        SituationOption, SituationType, Stop, ThemeItem,
    },
    plan::{self, Plan, ThemeSource},
    read::{SourceFile, read},
};

/// The district's own catalogue.
pub fn jiangjin() -> &'static Catalog {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    CATALOG.get_or_init(|| {
        let (catalog, diagnostics) = read(&jiangjin_files());
        catalog.unwrap_or_else(|| {
            let first: Vec<String> = diagnostics.iter().take(5).map(|one| format!("{one:?}")).collect();
            panic!("{} findings in the catalogue, the first: {first:#?}", diagnostics.len())
        })
    })
}

/// One child of a married couple from here, with everything wanted that is for them.
pub const BIRTH: [(&str, &str); 16] = [
    ("declarant", "mother"),
    ("by_agent", "否"),
    ("birth_place", "hospital"),
    ("children_count", "1"),
    ("parents_marriage", "married"),
    ("parents_nationality", "both_mainland"),
    ("birth_registered", "是"),
    ("household_wanted", "是"),
    ("household_follow", "mother"),
    ("household_place", "jiangjin"),
    ("household_type", "family"),
    ("over_one_month", "否"),
    ("insurance_wanted", "是"),
    ("maternity_insured", "none"),
    ("vaccination_wanted", "是"),
    ("subsidy_wanted", "是"),
];

/// The files of the district's own catalogue.
pub fn jiangjin_files() -> Vec<SourceFile> {
    catalog_files::jiangjin()
}

/// Decisions of a generator, taken one by one from a list that proptest draws.
pub struct Choices<'a> {
    data: &'a [u16],
    at: usize,
}

impl<'a> Choices<'a> {
    pub fn new(data: &'a [u16]) -> Self {
        Self { data, at: 0 }
    }

    /// A number below the limit; zero when the list is used up.
    pub fn below(&mut self, limit: usize) -> usize {
        let value = self.data.get(self.at).copied().unwrap_or(0);
        self.at += 1;
        usize::from(value) % limit.max(1)
    }

    pub fn one_of<'b, T>(&mut self, list: &'b [T]) -> &'b T {
        let at = self.below(list.len());
        &list[at]
    }
}

/// A random answer that fits the question.
pub fn answer(situation: &Situation, choices: &mut Choices<'_>) -> Answer {
    let ids: Vec<&String> = situation.options.iter().map(|option| &option.id).collect();
    match situation.kind {
        SituationType::Boolean => Answer::Bool(choices.below(2) == 1),
        SituationType::Number => {
            let candidates = [0, 1, 2, 3, 10, 61, 250, 301, 731];
            let least = situation.min.unwrap_or(0.0).ceil();
            let most = situation.max.unwrap_or(f64::MAX);
            let number = f64::from(*choices.one_of(&candidates)).clamp(least, most);
            Answer::Number(Number::Whole(number as i64))
        }
        SituationType::Single => Answer::One((*choices.one_of(&ids)).clone()),
        SituationType::Multi => {
            Answer::Many(ids.into_iter().filter(|_| choices.below(3) == 1).cloned().collect())
        }
    }
}

/// Answers to all questions, asked or not.
pub fn answers_to_all(situations: &[Situation], choices: &mut Choices<'_>) -> Answers {
    let all = situations.iter().map(|situation| (situation.id.clone(), answer(situation, choices)));
    Answers { situations: all.collect(), ..Answers::default() }
}

/// Answers as (id, text), read as the command line reads them.
pub fn answers(theme: &Theme, given: &[(&str, &str)]) -> Answers {
    let mut answers = Answers::default();
    for (id, text) in given {
        let answer = catalog::assess::parse_answer(theme, id, text).unwrap();
        answers.situations.insert((*id).into(), answer);
    }
    answers
}

/// A random package: its parts own what [`ThemeSource`] borrows.
pub struct Package {
    pub situations: Vec<Situation>,
    pub theme_items: Vec<ThemeItem>,
    pub stops: Vec<Stop>,
    pub notices: Vec<Notice>,
    pub items: BTreeMap<ItemId, Item>,
    pub elements: BTreeMap<ElementId, Element>,
    pub parameters: BTreeMap<String, Parameter>,
}

impl Package {
    pub fn empty() -> Self {
        let elements = [
            element("form.flag", ElementType::Boolean, &[]),
            element("form.way", ElementType::Choice, &["邮寄", "窗口"]),
            element("form.day", ElementType::Date, &[]),
            element("form.born", ElementType::Date, &[]),
        ];
        Self {
            situations: Vec::new(),
            theme_items: Vec::new(),
            stops: Vec::new(),
            notices: Vec::new(),
            items: BTreeMap::new(),
            elements: elements.into_iter().map(|element| (element.id.clone(), element)).collect(),
            parameters: BTreeMap::new(),
        }
    }

    /// A package with situations of every kind, each asked or computed as earlier ones have it.
    pub fn random(choices: &mut Choices<'_>) -> Self {
        let mut package = Self::empty();
        let kinds =
            [SituationType::Boolean, SituationType::Single, SituationType::Multi, SituationType::Number];
        for index in 0..2 + choices.below(7) {
            let mut situation = situation(&format!("s{index}"), *choices.one_of(&kinds), index);
            match choices.below(4) {
                0 => situation.ask_when = Some(condition(&package, choices, 2)),
                1 if situation.kind == SituationType::Boolean => {
                    situation.derived = Some(condition(&package, choices, 2));
                }
                _ => {}
            }
            package.situations.push(situation);
        }
        for index in 0..1 + choices.below(5) {
            let item = format!("item{index}");
            let when = (choices.below(4) > 0).then(|| condition(&package, choices, 3));
            let materials =
                (0..choices.below(4)).map(|_| material_use(condition(&package, choices, 2))).collect();
            let known = empty_item(&item, materials);
            package.items.insert(known.id.clone(), known);
            package.theme_items.push(theme_item(&item, when));
        }
        for _ in 0..choices.below(3) {
            let blocked = choices.below(package.theme_items.len() + 1);
            let blocks = package.theme_items.get(blocked).map_or("*".into(), |entry| entry.item.clone());
            let when = condition(&package, choices, 3);
            package.stops.push(Stop {
                when,
                message: "去别处办".into(),
                blocks: vec![blocks],
                certain: true,
                ..Stop::default()
            });
        }
        package
    }

    pub fn compile(&self) -> Result<Plan, Vec<plan::CompileProblem>> {
        let day = jiff::civil::date(2026, 11, 1);
        let settings = self.parameters.iter();
        let settings = settings.filter_map(|(id, known)| Some((id.clone(), known.on(day)?.value.clone())));
        plan::compile(&ThemeSource {
            id: &ThemeId::from("sample"),
            lead: &"lead".into(),
            situations: &self.situations,
            screens: &Screen::complete(Vec::new(), &self.situations),
            theme_items: &self.theme_items,
            stops: &self.stops,
            notices: &self.notices,
            figures: &[],
            obligations: &[],
            joint: &[],
            exclusive: &[],
            prerequisites: &[],
            rows: &[],
            baseline: &Baseline {
                visits: 1,
                departments: 1,
                materials: 1,
                forms: 1,
                steps: 1,
                working_days: 1,
                certain: true,
            },
            constants: &BTreeMap::new(),
            items: &self.items,
            elements: &self.elements,
            materials: &BTreeMap::new(),
            departments: &BTreeMap::new(),
            sections: &[],
            calendar: &Arc::new(workdays::Calendar::default()),
            settings: &settings.collect(),
            parameters: &self.parameters,
        })
    }

    /// A package with one item under that condition.
    pub fn with_condition(situations: Vec<Situation>, when: &str) -> Self {
        let mut package = Self::empty();
        package.situations = situations;
        let item = empty_item("item0", Vec::new());
        package.items.insert(item.id.clone(), item);
        package.theme_items.push(theme_item("item0", Some(when.to_owned())));
        package
    }
}

pub fn element(id: &str, kind: ElementType, choices: &[&str]) -> Element {
    Element {
        id: id.into(),
        label: id.into(),
        kind,
        choices: choices.iter().map(|choice| (*choice).to_owned()).collect(),
        min: None,
        max: None,
        pattern: None,
        unit: None,
        prefill: None,
        sensitive: false,
        help: String::new(),
        same_as: None,
        copy_from: Vec::new(),
        multiple: false,
        section: "form".into(),
        order: 0,
        certain: true,
    }
}

/// A situation whose options overlap with those of its neighbours.
pub fn situation(id: &str, kind: SituationType, shift: usize) -> Situation {
    let words = ["a", "b", "c", "d"];
    let options = match kind {
        SituationType::Single | SituationType::Multi => {
            words[shift % 2..shift % 2 + 3].iter().map(|word| option(word)).collect()
        }
        _ => Vec::new(),
    };
    Situation {
        id: id.into(),
        question: format!("{id}？"),
        why: String::new(),
        kind,
        options,
        certain: true,
        ..Situation::default()
    }
}

fn option(id: &str) -> SituationOption {
    SituationOption { id: id.into(), label: format!("选项{id}"), value: None }
}

fn theme_item(id: &str, when: Option<String>) -> ThemeItem {
    ThemeItem { item: id.into(), when, certain: true, ..ThemeItem::default() }
}

fn material_use(when: String) -> MaterialUse {
    MaterialUse {
        material: MaterialId::from("paper"),
        when: Some(when),
        certain: true,
        ..MaterialUse::default()
    }
}

fn empty_item(id: &str, materials: Vec<MaterialUse>) -> Item {
    let limit = Limit { working_days: 1, calendar_days: None, note: None, certain: true };
    Item {
        id: id.into(),
        name: id.into(),
        department: "lead".into(),
        kind: "行政确认".into(),
        materials,
        fields: ["form.flag", "form.way", "form.day", "form.born"]
            .map(|id| FieldUse { element: id.into(), when: None, required: true })
            .into(),
        statutory_limit: limit.clone(),
        promised_limit: limit,
        fee: Fee { certain: true, ..Fee::default() },
        commitment_certain: true,
        certain: true,
        ..Item::default()
    }
}

fn names(package: &Package, kind: SituationType) -> Vec<&Situation> {
    package.situations.iter().filter(|situation| situation.kind == kind).collect()
}

fn quoted(situation: &Situation, choices: &mut Choices<'_>) -> String {
    format!("'{}'", choices.one_of(&situation.options).id)
}

/// A random well-typed condition over the situations and the form's elements.
pub fn condition(package: &Package, choices: &mut Choices<'_>, depth: usize) -> String {
    if depth > 0 && choices.below(3) > 0 {
        let mut part = || condition(package, choices, depth - 1);
        let (one, other, third) = (part(), part(), part());
        return match choices.below(8) {
            0 => format!("!({one})"),
            1..=3 => format!("({one} && {other})"),
            4..=6 => format!("({one} || {other})"),
            _ => format!("({one} ? {other} : {third})"),
        };
    }
    if choices.below(7) == 6 {
        return dated(choices);
    }
    let kinds = [SituationType::Boolean, SituationType::Single, SituationType::Multi, SituationType::Number];
    let kind = *choices.one_of(&kinds);
    let known = names(package, kind);
    if known.is_empty() {
        return match choices.below(4) {
            0 => "true".into(),
            1 => "false".into(),
            2 => "form.flag".into(),
            _ => "form.way == '邮寄'".into(),
        };
    }
    let chosen = *choices.one_of(&known);
    let id = &chosen.id;
    match kind {
        SituationType::Boolean => id.to_string(),
        SituationType::Single => {
            let (one, other) = (quoted(chosen, choices), quoted(chosen, choices));
            match choices.below(4) {
                0 => format!("{id} == {one}"),
                1 => format!("{id} != {one}"),
                2 => format!("{id} == {}", choices.one_of(&known).id),
                _ if one == other => format!("{id} in [{one}]"),
                _ => format!("{id} in [{one}, {other}]"),
            }
        }
        SituationType::Multi => {
            let (one, other) = (quoted(chosen, choices), quoted(chosen, choices));
            match choices.below(6) {
                0..=1 => format!("{one} in {id}"),
                2 => format!("{id}.exists(x, x == {one} || x == {other})"),
                3 => format!("{id}.all(x, x != {one})"),
                4 => format!("{id}.size() > {}.0", choices.below(3)),
                _ => format!("size({id}.filter(x, x in [{one}])) < {}.0", choices.below(2) + 1),
            }
        }
        SituationType::Number => {
            let order = choices.one_of(&["<", "<=", ">", ">=", "==", "!="]);
            format!("{} {order} {}", sum(&known, choices), sum(&known, choices))
        }
    }
}

/// A condition over the days of the form.
fn dated(choices: &mut Choices<'_>) -> String {
    let order = choices.one_of(&["<", "<=", ">", ">=", "==", "!="]);
    match choices.below(5) {
        0 => format!("age_on(form.day, form.born) {order} {}.0", choices.below(4) * 9),
        1 => format!("days_between(form.born, form.day) {order} {}.0", choices.below(3) * 30),
        2 => format!("add_months(form.born, {}.0) {order} form.day", choices.below(3) * 6),
        3 => format!("form.day {order} day(2026.0, {}.0, 1.0)", choices.below(12) + 1),
        _ => format!("months_between(form.born, form.day) / 2.0 {order} {}.0", choices.below(3)),
    }
}

fn sum(known: &[&Situation], choices: &mut Choices<'_>) -> String {
    let number = choices.one_of(&["0.0", "1.0", "2.5", "300.0"]);
    let id = &choices.one_of(known).id;
    match choices.below(5) {
        0 => (*number).to_owned(),
        1 => format!("{id} + {number}"),
        2 => format!("({id} - {number}) * 2.0"),
        3 => format!("-{id}"),
        _ => id.to_string(),
    }
}

/// A random value that may stand in a field; none where conditions cannot tell it from another.
pub fn element_value(element: &Element, choices: &mut Choices<'_>) -> Option<serde_json::Value> {
    match element.kind {
        ElementType::Boolean => Some((choices.below(2) == 1).into()),
        ElementType::Choice if element.multiple => {
            Some(element.choices.iter().filter(|_| choices.below(2) == 1).cloned().collect())
        }
        ElementType::Choice => Some(choices.one_of(&element.choices).clone().into()),
        ElementType::Integer | ElementType::Decimal | ElementType::Money | ElementType::Area => {
            Some(choices.below(500).into())
        }
        _ => Some("文字".into()),
    }
}
