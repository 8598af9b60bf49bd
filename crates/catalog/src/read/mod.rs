//! Reading a catalogue: names and texts in, a [`Catalog`] and findings out.
//!
//! Every file is read even where others are broken, and everything that is
//! wrong is reported in one run. Touches no disk: whoever has the files, from
//! a folder or from the program itself, hands in their names and texts.

mod acts;
mod assemble;
pub(crate) mod days;
mod dictionaries;
mod district;
pub(crate) mod draft;
mod item;
mod origins;
mod parameters;
pub(crate) mod record;
mod screens;
mod theme;
pub(crate) mod tree;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

pub(crate) use self::record::as_flag;
use self::{
    days::{OnDay, Survey},
    draft::{At, Draft, Kind, Placed, Spots},
    record::{Record, dictionary, plain},
    tree::Node,
};
use crate::{
    check,
    days::{Parameter, Settings},
    diagnostics::Diagnostics,
    model::Catalog,
};

/// One file of a catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Its name as findings show it, such as `catalog/jiangjin/themes/birth.yaml`. What it
    /// holds follows from the last folder and the name.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// Reads, checks and compiles a catalogue as it holds on its own first day. The catalogue comes back
/// only where nothing is an error; the findings are sorted by file and line.
pub fn read(files: &[SourceFile]) -> (Option<Catalog>, Diagnostics) {
    Reading::of(files).on(None, true, |_, _, _| {})
}

/// The same, and proves what must hold for all answers: slower, for authors and for
/// whoever publishes. What is found in addition has the codes P022 to P024 and P060 to P070.
pub fn read_and_prove(files: &[SourceFile]) -> (Option<Catalog>, Diagnostics) {
    Reading::of(files).on(None, true, check::prove)
}

/// The same as it holds on another day. Of that day only what keeps the catalogue from being read
/// is complained of; what might be better is said of its first day alone.
pub fn read_on(files: &[SourceFile], day: Date) -> (Option<Catalog>, Diagnostics) {
    Reading::of(files).on(Some(day), false, |_, _, _| {})
}

/// Reads and proves the catalogue on its first day, and reads it on every other day on which it
/// changes, with the findings of all of them; what comes back is the one of its first day.
pub fn read_every_day(files: &[SourceFile]) -> (Option<Catalog>, Diagnostics) {
    let (catalog, mut found) = read_and_prove(files);
    let turns = catalog.as_ref().map_or_else(Vec::new, |catalog| catalog.turns.clone());
    // Before the first turn, things held that hold on no turn.
    let eve = turns.first().and_then(|first| first.yesterday().ok());
    for day in eve.into_iter().chain(turns) {
        found.join(read_on(files, day).1);
    }
    found.arrange();
    (catalog.filter(|_| !found.has_errors()), found)
}

/// The files as trees, not yet read as of a day.
struct Reading<'n> {
    trees: Vec<(Placement<'n>, Option<Node<'n>>)>,
    digest: String,
    out: Diagnostics,
}

impl<'n> Reading<'n> {
    fn of(files: &'n [SourceFile]) -> Self {
        let mut out = Diagnostics::default();
        let places = sort_out(files, &mut out);
        let digest = digest(&places);
        let trees = places.into_iter().map(|place| (place, tree::parse(place.file, &mut out))).collect();
        Self { trees, digest, out }
    }

    /// What is read as of a day; of its own first day where none is given.
    fn on(
        self,
        day: Option<Date>,
        closely: bool,
        prove: impl FnOnce(&Catalog, &Spots<'_>, &mut Diagnostics),
    ) -> (Option<Catalog>, Diagnostics) {
        let Self { mut trees, digest, mut out } = self;
        let effective = first_day(&trees);
        let day = day.unwrap_or(effective);
        let parameters = parameters_of(&trees);
        let mut survey = Survey::default();
        for (place, tree) in trees.iter().filter_map(|(place, tree)| Some((place, tree.as_ref()?))) {
            days::survey(*place, tree, &parameters, &mut survey, &mut out);
        }
        survey.turns.extend(
            parameters
                .values()
                .flat_map(|parameter| parameter.values.iter().flat_map(|value| value.in_force.turns())),
        );
        let settings: Settings = parameters
            .into_iter()
            .filter_map(|(id, parameter)| Some((id, parameter.nearest(day)?.value.clone())))
            .collect();
        resolve(&mut trees, day, &settings);
        let mut draft = Draft {
            day,
            turns: survey.turns.into_iter().collect(),
            used_parameters: survey.used,
            settings,
            ..Draft::default()
        };
        for (place, tree) in &trees {
            draft.present.insert(place.kind);
            match tree {
                Some(node) => take(&mut draft, *place, node, &mut out),
                None => draft.obscure.push((place.kind, place.stem)),
            }
        }
        check::check(&draft, &mut out);
        let spots = Spots::of(&draft);
        let catalog = assemble::assemble(draft, &digest, &mut out);
        if let Some(catalog) = &catalog {
            prove(catalog, &spots, &mut out);
        }
        if !closely {
            out.keep_what_breaks();
        }
        out.arrange();
        (catalog.filter(|_| !out.has_errors()), out)
    }
}

/// The first day of the catalogue, as the district's file has it.
fn first_day(trees: &[(Placement<'_>, Option<Node<'_>>)]) -> Date {
    let district = trees.iter().find(|(place, _)| place.kind == Kind::District);
    let tree = district.and_then(|(place, tree)| Some(At { file: place.file, node: tree.as_ref()? }));
    tree.and_then(|at| plain(at.key("effective").node)?.parse().ok()).unwrap_or_default()
}

/// The parameters by id. What is wrong with them is said when they are read with all the rest.
fn parameters_of(trees: &[(Placement<'_>, Option<Node<'_>>)]) -> BTreeMap<String, Parameter> {
    let mut unheard = Diagnostics::default();
    let files = trees.iter().filter(|(place, _)| place.kind == Kind::Parameters);
    let nodes = files.filter_map(|(place, tree)| Some((place.file, tree.as_ref()?)));
    let read = nodes
        .flat_map(|(file, node)| dictionary(file, node, "参数", &mut unheard, parameters::parameter))
        .map(|parameter| (parameter.value.id.clone(), parameter.value));
    read.collect()
}

/// Leaves in the trees what holds on the day.
fn resolve(trees: &mut Vec<(Placement<'_>, Option<Node<'_>>)>, day: Date, settings: &Settings) {
    let mut on_day = OnDay { day, settings, idle: BTreeSet::new() };
    trees.retain(|(place, tree)| {
        let holds = tree.as_ref().is_none_or(|node| on_day.holds(*place, node));
        if !holds {
            on_day.idle.insert(place.stem.to_owned());
        }
        holds
    });
    for (place, tree) in trees {
        if let Some(node) = tree {
            on_day.resolve(*place, node);
        }
    }
}

/// A file and what it holds.
#[derive(Debug, Clone, Copy)]
struct Placement<'n> {
    file: &'n SourceFile,
    kind: Kind,
    /// The file's name without folder and ending.
    stem: &'n str,
    /// Its name within the catalogue's folder.
    relative: &'n str,
}

/// Tells for each file what it holds, in a fixed order; complains about those that
/// hold nothing known.
fn sort_out<'n>(files: &'n [SourceFile], out: &mut Diagnostics) -> Vec<Placement<'n>> {
    let mut places: Vec<Placement<'n>> = Vec::new();
    for file in files {
        match placement(file) {
            Some(place) => places.push(place),
            None if file.name.ends_with(".yaml") || file.name.ends_with(".yml") => {
                check::misplaced_file::complain(&file.name, out);
            }
            None => {}
        }
    }
    places.sort_by_key(|place| (place.kind, place.relative));
    places
}

/// Eight hexadecimal digits that change when any file does (FNV-1a over names
/// and texts): the same on every machine, and not meant against forgers.
fn digest(places: &[Placement<'_>]) -> String {
    let texts = places.iter().flat_map(|place| [place.relative, &place.file.text]);
    let bytes = texts.flat_map(|text| text.bytes().chain([0]));
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    format!("{:08x}", hash >> 32)
}

fn placement(file: &SourceFile) -> Option<Placement<'_>> {
    let name = file.name.as_str();
    let cut = |at: Option<usize>| at.map_or(0, |at| at + 1);
    let base = cut(name.rfind(['/', '\\']));
    let stem = name[base..].strip_suffix(".yaml")?;
    let folder_start = cut(name[..base.saturating_sub(1)].rfind(['/', '\\']));
    let folder = &name[folder_start..base.saturating_sub(1).max(folder_start)];
    let in_folder = match folder {
        "materials" => Some(Kind::Materials),
        "elements" => Some(Kind::Elements),
        "items" => Some(Kind::Items),
        "themes" => Some(Kind::Themes),
        _ => None,
    };
    if let Some(kind) = in_folder {
        return Some(Placement { file, kind, stem, relative: &name[folder_start..] });
    }
    let kind = match stem {
        "district" => Kind::District,
        "parameters" => Kind::Parameters,
        "departments" => Kind::Departments,
        "sections" => Kind::Sections,
        "places" => Kind::Places,
        "calendar" => Kind::Calendar,
        "rules" => Kind::Rules,
        _ => return None,
    };
    Some(Placement { file, kind, stem, relative: &name[base..] })
}

fn take<'n>(draft: &mut Draft<'n>, place: Placement<'n>, node: &'n Node<'n>, out: &mut Diagnostics) {
    let file = place.file;
    match place.kind {
        Kind::District => {
            draft.district = Some(Record::read(file, node, "区的基本情况", out, district::district));
        }
        Kind::Parameters => {
            draft.parameters.extend(dictionary(file, node, "参数", out, parameters::parameter));
        }
        Kind::Departments => {
            draft.departments.extend(dictionary(file, node, "部门", out, dictionaries::department));
        }
        Kind::Materials => {
            draft.materials.extend(dictionary(file, node, "材料", out, dictionaries::material));
        }
        Kind::Elements => {
            draft.elements.extend(dictionary(file, node, "数据项", out, dictionaries::element));
        }
        Kind::Sections => {
            let read = |r: &mut Record<'n, '_>| r.placed_list("sections", "表单分段", dictionaries::section);
            draft.sections.extend(Record::read(file, node, "表单分段", out, read));
        }
        Kind::Items => {
            let value = Record::read(file, node, "事项", out, item::item);
            let placed = placed(place, node, value);
            check::misplaced_file::name_is_id(place.stem, &placed.value.id, placed.id.clone(), out);
            draft.items.push(placed);
        }
        Kind::Themes => {
            let value = Record::read(file, node, "主题", out, theme::theme);
            let placed = placed(place, node, value);
            check::misplaced_file::name_is_id(place.stem, &placed.value.id, placed.id.clone(), out);
            draft.themes.push(placed);
        }
        Kind::Places => Record::read(file, node, "地点", out, |r| {
            draft.divisions.extend(r.placed_list("divisions", "镇街", district::division));
            draft.places.extend(r.placed_list("windows", "窗口", district::place));
            draft.channels.extend(r.placed_list("online", "网上渠道", district::channel));
            keep(r, place, &["source", "aliases_note", "place_notes", "rules"], &mut draft.background);
        }),
        Kind::Calendar => Record::read(file, node, "日历", out, |r| {
            draft.years.extend(r.placed_map("years", "年度安排", district::year));
            let rest = ["law", "weekend", "not_holidays", "local_override", "verification", "tests"];
            keep(r, place, &rest, &mut draft.background);
            keep(r, place, &["years"], &mut draft.background);
        }),
        Kind::Rules => Record::read(file, node, "规则", out, |r| {
            draft.rules.extend(r.placed_list("rules", "规则", district::rule));
            let rest = [
                "definitions",
                "licence_law",
                "glossary",
                "case_states",
                "national_evolution",
                "national_mapping",
                "calculations",
            ];
            keep(r, place, &rest, &mut draft.background);
        }),
    }
}

fn placed<'n, T>(place: Placement<'n>, node: &'n Node<'n>, value: T) -> Placed<'n, T> {
    let at = At { file: place.file, node };
    Placed { value, at, id: at.key("id").spot() }
}

/// Keeps what is only for people to read.
fn keep(
    r: &mut Record<'_, '_>,
    place: Placement<'_>,
    keys: &[&'static str],
    background: &mut BTreeMap<String, serde_json::Value>,
) {
    for key in keys {
        if let Some(value) = r.anything(key) {
            background.insert(format!("{}.{key}", place.stem), value);
        }
    }
}
