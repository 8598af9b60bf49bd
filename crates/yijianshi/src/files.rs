//! The catalogue's files: built into the program, or from a folder in their place.

use std::path::Path;

use anyhow::{Context, bail};
use catalog::{Catalog, Diagnostics, read::SourceFile};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "../../catalog/jiangjin"]
struct BuiltIn;

/// The files of a folder, or those built in.
pub fn source_files(folder: Option<&Path>) -> anyhow::Result<Vec<SourceFile>> {
    match folder {
        Some(folder) => {
            let mut files = Vec::new();
            collect(folder, &mut files)?;
            if files.is_empty() {
                bail!("{} 里没有 .yaml 文件", folder.display());
            }
            files.sort_by(|a: &SourceFile, b| a.name.cmp(&b.name));
            Ok(files)
        }
        None => built_in(|name| !name.starts_with(JOURNEYS)),
    }
}

/// The worked examples of a catalogue: in its folder, or those built in.
pub fn journey_files(folder: Option<&Path>) -> anyhow::Result<Vec<SourceFile>> {
    let Some(folder) = folder else { return built_in(|name| name.starts_with(JOURNEYS)) };
    let mut files = Vec::new();
    let journeys = folder.join(JOURNEYS);
    if journeys.is_dir() {
        collect(&journeys, &mut files)?;
    }
    files.sort_by(|a: &SourceFile, b| a.name.cmp(&b.name));
    Ok(files)
}

/// The folder of the worked examples, which are not part of a package.
const JOURNEYS: &str = "journeys";

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

fn collect(folder: &Path, files: &mut Vec<SourceFile>) -> anyhow::Result<()> {
    for entry in std::fs::read_dir(folder).with_context(|| format!("打不开文件夹 {}", folder.display()))?
    {
        let path = entry?.path();
        if path.is_dir() {
            if path.file_name().is_none_or(|name| name != JOURNEYS) {
                collect(&path, files)?;
            }
        } else if path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml") {
            let bytes = std::fs::read(&path).with_context(|| format!("读不了 {}", path.display()))?;
            let text =
                String::from_utf8(bytes).with_context(|| format!("{} 不是 UTF-8 文字", path.display()))?;
            files.push(SourceFile { name: path.display().to_string(), text });
        }
    }
    Ok(())
}

/// The catalogue and what is wrong with it.
pub fn read(folder: Option<&Path>) -> anyhow::Result<(Option<Catalog>, Diagnostics)> {
    Ok(catalog::read::read(&source_files(folder)?))
}

/// The catalogue; where anything is wrong with it, all of that as the error.
pub fn read_whole(folder: Option<&Path>) -> anyhow::Result<Catalog> {
    match read(folder)? {
        (Some(catalog), _) => Ok(catalog),
        (None, diagnostics) => bail!("事项文件有问题，先改好再用：\n\n{diagnostics}"),
    }
}
