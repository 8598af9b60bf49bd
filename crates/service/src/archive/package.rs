//! An archive package (归档包): a zip file with everything of a case and a manifest that seals it. Whoever has the
//! file alone can tell whether anything in it was changed; whether it is the one that the house made, by the
//! SHA-256 that the register keeps of it, for a manifest written anew makes another package.

use std::{
    borrow::Cow,
    io::{Cursor, Read, Write},
};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zip::{CompressionMethod, ZipArchive, ZipWriter, write::SimpleFileOptions};

/// What the manifest is called in the package.
const MANIFEST: &str = "manifest.json";
/// The format, so that it can be told from later ones.
const FORMAT: &str = "yijianshi-archive-1";

/// What a package says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Which format.
    pub format: String,
    /// The case's number.
    pub case: String,
    /// The theme's name.
    pub theme: String,
    /// The version of the case: the number of its events.
    pub version: u64,
    /// The day on which it was closed.
    pub closed_on: String,
    /// When the package was made.
    pub made_at: String,
    /// The link of the last event in the chain of the log.
    pub last_link: String,
    /// Everything else in the package.
    pub entries: Vec<Entry>,
    /// SHA-256 over all of the above.
    pub seal: String,
}

/// A file in the package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its path.
    pub path: String,
    /// Its size in bytes.
    pub size: u64,
    /// SHA-256 of its content, in hexadecimal.
    pub sha256: String,
}

/// What is wrong with a package.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// It is no zip file, or has no manifest that can be read.
    #[error("不是归档包，或者清单读不出来：{0}")]
    Unreadable(String),
    /// The manifest is not as it was sealed.
    #[error("清单被改动过")]
    Seal,
    /// A file is not as it was sealed.
    #[error("{0} 被改动过")]
    Changed(String),
    /// A file is gone.
    #[error("{0} 不见了")]
    Missing(String),
    /// There is a file that the manifest does not know.
    #[error("多了清单里没有的 {0}")]
    Foreign(String),
}

impl Manifest {
    fn digest(&self) -> String {
        let unsealed = Self { seal: String::new(), ..self.clone() };
        let text = serde_json::to_vec(&unsealed).expect("a manifest is plain data");
        digest(&text)
    }
}

/// Makes a package of these files.
pub(super) fn pack(mut manifest: Manifest, files: &[(String, Vec<u8>)]) -> std::io::Result<Vec<u8>> {
    FORMAT.clone_into(&mut manifest.format);
    manifest.entries = files
        .iter()
        .map(|(path, content)| Entry {
            path: path.clone(),
            size: content.len() as u64,
            sha256: digest(content),
        })
        .collect();
    manifest.seal = manifest.digest();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // No moment of its own: the same case is the same file.
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let text = serde_json::to_vec_pretty(&manifest).map_err(std::io::Error::other)?;
    zip.start_file(MANIFEST, options)?;
    zip.write_all(&text)?;
    for (path, content) in files {
        zip.start_file(path.as_str(), options)?;
        zip.write_all(content)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// SHA-256 in hexadecimal, as the register keeps it of a package.
pub fn digest(content: &[u8]) -> String {
    hex::encode(Sha256::digest(content))
}

/// Proves that a package is as it was sealed.
///
/// # Errors
/// The first thing that is wrong with it.
pub fn verify(package: &[u8]) -> Result<Manifest, Broken> {
    let unreadable = |error: &dyn std::fmt::Display| Broken::Unreadable(error.to_string());
    let mut zip = ZipArchive::new(Cursor::new(package)).map_err(|error| unreadable(&error))?;
    let text = read(&mut zip, MANIFEST).map_err(|error| unreadable(&error))?;
    let manifest: Manifest = serde_json::from_slice(&text).map_err(|error| unreadable(&error))?;
    if manifest.format != FORMAT || manifest.seal != manifest.digest() {
        return Err(Broken::Seal);
    }
    for entry in &manifest.entries {
        let content = read(&mut zip, &entry.path).map_err(|_| Broken::Missing(entry.path.clone()))?;
        if digest(&content) != entry.sha256 {
            return Err(Broken::Changed(entry.path.clone()));
        }
    }
    let known = |name: &str| name == MANIFEST || manifest.entries.iter().any(|entry| entry.path == name);
    // A name that cannot be read is none that the manifest knows.
    let names = zip.file_names().map(|name| name.map_or_else(|_| "?".to_owned(), Cow::into_owned));
    let foreign = names.into_iter().find(|name| !known(name));
    foreign.map_or(Ok(manifest), |name| Err(Broken::Foreign(name)))
}

fn read(zip: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> std::io::Result<Vec<u8>> {
    let mut content = Vec::new();
    zip.by_name(name)?.read_to_end(&mut content)?;
    Ok(content)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest() -> Manifest {
        Manifest {
            format: String::new(),
            case: "JJ1".into(),
            theme: "出生一件事".into(),
            version: 3,
            closed_on: "2026-03-02".into(),
            made_at: "2026-04-02T00:00:00+08:00".into(),
            last_link: "00".into(),
            entries: Vec::new(),
            seal: String::new(),
        }
    }

    type Files = Vec<(String, Vec<u8>)>;

    fn files() -> Files {
        vec![("application.json".into(), b"{}".to_vec()), ("papers/receipt.html".into(), b"<p>".to_vec())]
    }

    #[test]
    fn a_package_proves_itself() {
        let package = pack(manifest(), &files()).unwrap();
        let read = verify(&package).unwrap();
        assert_eq!(read.entries.len(), 2);
        assert_eq!(package, pack(manifest(), &files()).unwrap(), "the same case is the same file");
    }

    #[test]
    fn whatever_is_changed_is_named() {
        let sealed = pack(manifest(), &files()).unwrap();
        let seal = verify(&sealed).unwrap();
        let repacked = |change: &dyn Fn(&mut Files)| {
            let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
            let mut inside = vec![(MANIFEST.to_owned(), serde_json::to_vec(&seal).unwrap())];
            inside.extend(files());
            change(&mut inside);
            for (path, content) in inside {
                zip.start_file(path.as_str(), SimpleFileOptions::default()).unwrap();
                zip.write_all(&content).unwrap();
            }
            verify(&zip.finish().unwrap().into_inner())
        };
        assert!(repacked(&|_| {}).is_ok());
        assert_eq!(
            repacked(&|all| all[1].1 = b"{1}".to_vec()),
            Err(Broken::Changed("application.json".into()))
        );
        assert_eq!(repacked(&|all| drop(all.remove(2))), Err(Broken::Missing("papers/receipt.html".into())));
        assert_eq!(repacked(&|all| all.push(("x".into(), Vec::new()))), Err(Broken::Foreign("x".into())));
        assert_eq!(
            repacked(
                &|all| all[0].1 = String::from_utf8(all[0].1.clone()).unwrap().replace("JJ1", "JJ2").into()
            ),
            Err(Broken::Seal)
        );
        assert!(matches!(verify(b"no zip"), Err(Broken::Unreadable(_))));
    }
}
