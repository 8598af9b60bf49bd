//! Reading a catalogue: names and texts in, a [`Catalog`] and findings out.
//!
//! Every file is read even where others are broken, and everything that is
//! wrong is reported in one run. Touches no disk: whoever has the files, from
//! a folder or from the program itself, hands in their names and texts.

mod acts;
mod assemble;
mod dictionaries;
mod district;
pub(crate) mod draft;
mod item;
mod origins;
pub(crate) mod record;
mod theme;
pub(crate) mod tree;

use std::collections::BTreeMap;

pub(crate) use self::record::as_flag;
use self::{
    draft::{At, Draft, Kind, Placed, Spots},
    record::{Record, dictionary},
    tree::Node,
};
use crate::{check, diagnostics::Diagnostics, model::Catalog};

/// One file of a catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Its name as findings show it, such as `catalog/jiangjin/themes/birth.yaml`. What it
    /// holds follows from the last folder and the name.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// Reads, checks and compiles a catalogue. The catalogue comes back only where
/// nothing is an error; the findings are sorted by file and line.
pub fn read(files: &[SourceFile]) -> (Option<Catalog>, Diagnostics) {
    read_to(files, |_, _, _| {})
}

/// The same, and proves what must hold for all answers: slower, for authors and for
/// whoever publishes. What is found in addition has the codes P022 to P024 and P060 to P070.
pub fn read_and_prove(files: &[SourceFile]) -> (Option<Catalog>, Diagnostics) {
    read_to(files, check::prove)
}

fn read_to(
    files: &[SourceFile],
    prove: impl FnOnce(&Catalog, &Spots<'_>, &mut Diagnostics),
) -> (Option<Catalog>, Diagnostics) {
    let mut out = Diagnostics::default();
    let places = sort_out(files, &mut out);
    let digest = digest(&places);
    let trees: Vec<(Placement<'_>, Option<Node<'_>>)> =
        places.into_iter().map(|place| (place, tree::parse(place.file, &mut out))).collect();
    let mut draft = Draft::default();
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
    out.arrange();
    (catalog.filter(|_| !out.has_errors()), out)
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
