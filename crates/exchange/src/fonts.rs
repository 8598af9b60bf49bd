//! The machine's fonts: which Chinese one is there to print papers in.
//!
//! Folders are looked through once, files are mapped and not read; the chosen
//! files are read when the first paper is printed.

use std::{
    path::{Path, PathBuf},
    sync::OnceLock,
};

use fontdb::{Database, FaceInfo, Family, Query, Source, Weight};
use pdf::{Availability, FontFile, FontSource, Fonts};

/// Families in the order in which they are preferred: what servers have, then desktops.
const FAMILIES: [&str; 10] = [
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Noto Sans SC",
    "HarmonyOS Sans SC",
    "PingFang SC",
    "Microsoft YaHei",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "SimSun",
];

/// From this weight on a face counts as bold.
const BOLD: u16 = 600;

/// The fonts of this machine, and before them those of a folder of the district's own.
#[derive(Debug)]
pub struct MachineFonts {
    folder: Option<PathBuf>,
    found: OnceLock<Option<Found>>,
}

/// Where the faces of the chosen families are.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Found {
    family: String,
    regular: Place,
    bold: Option<Place>,
    fallback: Option<Place>,
}

/// A face of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Place {
    path: PathBuf,
    index: u32,
}

impl MachineFonts {
    /// The machine's fonts; those of the folder are preferred, whatever their family.
    pub fn new(folder: Option<PathBuf>) -> Self {
        Self { folder, found: OnceLock::new() }
    }

    /// Looks through the folders, unless that was done; says in the log what came of it. Takes a
    /// moment: not for a thread that answers requests.
    pub fn find(&self) -> Availability {
        let found = self.found.get_or_init(|| {
            let found = find(self.folder.as_deref());
            match &found {
                Some(found) => tracing::info!(family = found.family, "papers are printed in this font"),
                None => tracing::warn!(
                    "no Chinese font on this machine: papers are printed by the browser, not as PDF; install one, such as `apt-get install fonts-noto-cjk` or `fonts-wqy-microhei`, or name a folder with one as font_dir"
                ),
            }
            found
        });
        availability(Some(found))
    }
}

fn availability(found: Option<&Option<Found>>) -> Availability {
    match found {
        None => Availability::Unknown,
        Some(None) => Availability::Missing,
        Some(Some(found)) => Availability::Ready(found.family.clone()),
    }
}

impl FontSource for MachineFonts {
    fn availability(&self) -> Availability {
        availability(self.found.get())
    }

    fn load(&self) -> Option<Fonts> {
        self.find();
        let found = self.found.get()?.as_ref()?;
        Some(Fonts {
            regular: read(&found.regular)?,
            bold: found.bold.as_ref().and_then(read),
            fallback: found.fallback.as_ref().and_then(read).into_iter().collect(),
        })
    }
}

fn read(place: &Place) -> Option<FontFile> {
    let bytes = std::fs::read(&place.path);
    let font = bytes
        .map_err(|error| error.to_string())
        .and_then(|bytes| FontFile::new(bytes, place.index).map_err(|error| error.to_string()));
    font.inspect_err(|error| tracing::error!(path = %place.path.display(), error, "a font cannot be read"))
        .ok()
}

fn find(folder: Option<&Path>) -> Option<Found> {
    let own = folder.and_then(|folder| {
        let mut fonts = Database::new();
        fonts.load_fonts_dir(folder);
        choose(&fonts).or_else(|| any_chinese(&fonts))
    });
    own.or_else(|| {
        let mut fonts = Database::new();
        fonts.load_system_fonts();
        choose(&fonts)
    })
}

/// The first of the families that is there, and the second for letters that it lacks.
fn choose(fonts: &Database) -> Option<Found> {
    let mut there =
        FAMILIES.iter().filter_map(|family| Some((*family, face(fonts, family, Weight::NORMAL)?)));
    let (family, (regular, _)) = there.next()?;
    let bold = face(fonts, family, Weight::BOLD);
    Some(Found {
        family: family.to_owned(),
        bold: bold.filter(|(_, weight)| *weight >= BOLD).map(|(place, _)| place),
        fallback: there.map(|(_, (place, _))| place).find(|place| place.path != regular.path),
        regular,
    })
}

fn face(fonts: &Database, family: &str, weight: Weight) -> Option<(Place, u16)> {
    let query = Query { families: &[Family::Name(family)], weight, ..Query::default() };
    let face = fonts.face(fonts.query(&query)?)?;
    Some((place_of(face)?, face.weight.0))
}

/// Any face of the folder that has Chinese letters: whoever named the folder meant it.
fn any_chinese(fonts: &Database) -> Option<Found> {
    let mut faces: Vec<&FaceInfo> = fonts.faces().collect();
    faces.sort_by_key(|face| face.weight.0.abs_diff(Weight::NORMAL.0));
    faces.into_iter().find_map(|face| {
        let place = place_of(face)?;
        let file = FontFile::new(std::fs::read(&place.path).ok()?, place.index).ok()?;
        let family = face.families.first().map_or_else(String::new, |(name, _)| name.clone());
        file.is_chinese().then_some(Found { family, regular: place, bold: None, fallback: None })
    })
}

fn place_of(face: &FaceInfo) -> Option<Place> {
    match &face.source {
        Source::File(path) | Source::SharedFile(path, _) => {
            Some(Place { path: path.clone(), index: face.index })
        }
        Source::Binary(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_with_a_chinese_font_prints_in_it() {
        let fonts = MachineFonts::new(None);
        assert_eq!(fonts.availability(), Availability::Unknown, "nothing is looked for before it is needed");
        let Availability::Ready(family) = fonts.find() else { panic!("apt-get install fonts-wqy-microhei") };
        assert!(FAMILIES.contains(&family.as_str()), "{family}");
        assert!(fonts.load().unwrap().regular.is_chinese());
    }

    #[test]
    fn the_districts_own_folder_comes_first() {
        let machine = find(None).expect("apt-get install fonts-wqy-microhei");
        let folder = tempfile::tempdir().unwrap();
        let own = folder.path().join("own.ttc");
        std::fs::copy(&machine.regular.path, &own).unwrap();
        let fonts = MachineFonts::new(Some(folder.path().to_owned()));
        assert!(matches!(fonts.find(), Availability::Ready(_)));
        assert_eq!(fonts.found.get().unwrap().as_ref().unwrap().regular.path, own);
    }

    #[test]
    fn a_folder_without_a_font_is_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(find(Some(folder.path())), find(None));
    }
}
