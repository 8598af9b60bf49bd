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
        None => BuiltIn::iter()
            .filter(|name| name.ends_with(".yaml") && !name.starts_with("journeys/"))
            .map(|name| {
                let file = BuiltIn::get(&name).context("a file built in is gone")?;
                let text = String::from_utf8(file.data.into_owned()).with_context(|| name.to_string())?;
                Ok(SourceFile { name: format!("catalog/jiangjin/{name}"), text })
            })
            .collect(),
    }
}

fn collect(folder: &Path, files: &mut Vec<SourceFile>) -> anyhow::Result<()> {
    for entry in std::fs::read_dir(folder).with_context(|| format!("打不开文件夹 {}", folder.display()))?
    {
        let path = entry?.path();
        if path.is_dir() {
            // Worked examples are not part of a package.
            if path.file_name().is_none_or(|name| name != "journeys") {
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
