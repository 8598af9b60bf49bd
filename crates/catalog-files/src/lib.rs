//! A catalogue's folder on the disk, read into texts: what stands between the catalogue, which
//! touches no disk, and those who keep one. Knows which parts of a folder belong to a package,
//! and nothing of what the texts say.

use std::{
    io,
    path::{Path, PathBuf},
};

use catalog::read::SourceFile;

/// Where a folder keeps its later editions, each in a folder of its own.
pub const VERSIONS: &str = "versions";
/// Where it keeps its worked examples, which are not part of a package.
pub const JOURNEYS: &str = "journeys";

/// A file or folder that could not be read.
#[derive(Debug, thiserror::Error)]
#[error("读不了 {}：{error}", path.display())]
pub struct NotRead {
    /// Which.
    pub path: PathBuf,
    /// Why; a text that is not UTF-8 is invalid data.
    #[source]
    pub error: io::Error,
}

/// The texts of the package in the folder, in order of their names, which begin with `called`.
///
/// # Errors
/// [`NotRead`] for the first file or folder that cannot be read.
pub fn package(folder: &Path, called: &str) -> Result<Vec<SourceFile>, NotRead> {
    let mut files = Vec::new();
    gather(folder, called, &[JOURNEYS, VERSIONS], &mut files)?;
    files.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(files)
}

/// The worked examples in the folder, likewise; none where it has none.
///
/// # Errors
/// As [`package`].
pub fn journeys(folder: &Path, called: &str) -> Result<Vec<SourceFile>, NotRead> {
    let (folder, called) = (folder.join(JOURNEYS), format!("{called}/{JOURNEYS}"));
    let mut files = Vec::new();
    if folder.is_dir() {
        gather(&folder, &called, &[], &mut files)?;
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(files)
}

/// The folder of the pilot district in this repository, for tests and tools.
pub fn jiangjin_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalog/jiangjin")
}

/// The texts of the pilot district's package, for tests and tools.
///
/// # Panics
/// Where the repository's folder is not there: only its own tests and tools call this.
pub fn jiangjin() -> Vec<SourceFile> {
    package(&jiangjin_folder(), "catalog/jiangjin").unwrap_or_else(|failure| panic!("{failure}"))
}

fn gather(folder: &Path, called: &str, but: &[&str], files: &mut Vec<SourceFile>) -> Result<(), NotRead> {
    let not_read = |path: &Path| {
        let path = path.to_owned();
        move |error| NotRead { path, error }
    };
    for entry in std::fs::read_dir(folder).map_err(not_read(folder))? {
        let entry = entry.map_err(not_read(folder))?;
        let (path, own) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        let name = format!("{called}/{own}");
        if path.is_dir() {
            if !but.contains(&own.as_str()) {
                gather(&path, &name, &[], files)?;
            }
        } else if path.extension().is_some_and(|ending| ending == "yaml" || ending == "yml") {
            let text = std::fs::read_to_string(&path).map_err(not_read(&path))?;
            files.push(SourceFile { name, text });
        }
    }
    Ok(())
}
