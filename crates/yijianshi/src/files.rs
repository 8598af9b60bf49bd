//! The catalogue's files: built into the program, or from a folder in their place.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::{Context, bail};
use catalog::{Catalog, Diagnostics, Edition, Editions, read::SourceFile};
use catalog_files::{JOURNEYS, VERSIONS};
use jiff::civil::Date;
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "../../catalog/jiangjin"]
struct BuiltIn;

/// The files of a folder, or those built in.
pub fn source_files(folder: Option<&Path>) -> anyhow::Result<Vec<SourceFile>> {
    match folder {
        Some(folder) => {
            let files = catalog_files::package(folder, &folder.display().to_string())?;
            if files.is_empty() {
                bail!("{} 里没有 .yaml 文件", folder.display());
            }
            Ok(files)
        }
        None => built_in(|name| ![VERSIONS, JOURNEYS].contains(&name.split('/').next().unwrap_or_default())),
    }
}

/// The worked examples of a catalogue: in its folder, or those built in.
pub fn journey_files(folder: Option<&Path>) -> anyhow::Result<Vec<SourceFile>> {
    match folder {
        Some(folder) => Ok(catalog_files::journeys(folder, &folder.display().to_string())?),
        None => built_in(|name| name.starts_with(JOURNEYS)),
    }
}

fn built_in(wanted: impl Fn(&str) -> bool) -> anyhow::Result<Vec<SourceFile>> {
    let mut names: Vec<_> = BuiltIn::iter().filter(|name| name.ends_with(".yaml") && wanted(name)).collect();
    names.sort();
    names
        .into_iter()
        .map(|name| {
            let file = BuiltIn::get(&name).context("a file built in is gone")?;
            let text = String::from_utf8(file.data.into_owned()).with_context(|| name.to_string())?;
            Ok(SourceFile { name: format!("catalog/jiangjin/{name}"), text })
        })
        .collect()
}

/// The folders of the editions that a folder holds: the folder itself, where it is one, and those
/// in its `versions`, in the order of their names.
fn edition_folders(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let versions = folder.join(VERSIONS);
    let mut folders = Vec::new();
    if versions.is_dir() {
        for entry in
            std::fs::read_dir(&versions).with_context(|| format!("打不开文件夹 {}", versions.display()))?
        {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            }
        }
        folders.sort();
    }
    if folders.is_empty() || folder.join("district.yaml").is_file() {
        folders.insert(0, folder.to_owned());
    }
    Ok(folders)
}

/// The catalogue as it holds on its first day.
pub fn read_first_day(folder: Option<&Path>) -> anyhow::Result<Catalog> {
    let (catalog, found) = catalog::read::read(&source_files(folder)?);
    catalog.ok_or_else(|| faulty(&found))
}

/// The editions in these folders, or the one built in; where anything is wrong with one of them, all
/// of that as the error.
pub fn read_editions(folders: &[PathBuf]) -> anyhow::Result<Editions> {
    let mut sources = Vec::new();
    for folder in folders {
        for edition in edition_folders(folder)? {
            sources.push(source_files(Some(&edition))?);
        }
    }
    if sources.is_empty() {
        sources.push(source_files(None)?);
    }
    let mut editions = Vec::new();
    let mut faults = String::new();
    for files in sources {
        match Edition::read(files) {
            (Some(edition), _) => editions.push(edition),
            (None, found) => faults.push_str(&found.to_string()),
        }
    }
    if !faults.is_empty() {
        bail!("事项文件有问题，先改好再用：\n\n{faults}");
    }
    let mut districts: Vec<&str> = editions.iter().map(|edition| &*edition.first().district.id).collect();
    districts.dedup();
    if districts.len() > 1 {
        bail!("几套事项文件不是同一个区的：{}", districts.join("、"));
    }
    Editions::new(editions).context("没有事项文件")
}

/// The catalogue as it holds on a day, from the editions in these folders.
pub fn read_on(folders: &[PathBuf], day: Date) -> anyhow::Result<Arc<Catalog>> {
    in_force(&read_editions(folders)?, day)
}

/// The catalogue as it holds on a day.
pub fn in_force(editions: &Editions, day: Date) -> anyhow::Result<Arc<Catalog>> {
    editions.on(day).on(day).map_err(|found| faulty(&found))
}

/// Reads what is to hold on the days to come, so that what is wrong is known before the day is there.
pub fn check_what_comes(editions: &Editions, today: Date) -> Vec<(Date, Diagnostics)> {
    let turns = editions.iter().flat_map(|edition| {
        let coming = edition.first().turns.iter().filter(|turn| **turn > today);
        coming.map(move |turn| (*turn, edition.faults(*turn)))
    });
    turns.filter(|(_, found)| found.has_errors()).collect()
}

/// Today, where the service is.
pub fn today() -> Date {
    casework::case::day_of(jiff::Timestamp::now())
}

/// A day as it is given on the command line.
pub fn day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "日期要写成 2026-11-01 这样".to_owned())
}

/// What is wrong with the files, as an error.
pub fn faulty(found: &Diagnostics) -> anyhow::Error {
    anyhow::anyhow!("事项文件有问题，先改好再用：\n\n{found}")
}
