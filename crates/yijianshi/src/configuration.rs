//! The configuration file: one TOML file, every key optional.

use std::path::{Path, PathBuf};

use anyhow::Context;
use serde::Deserialize;

/// What a configuration file may set. The command line wins over it.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Configuration {
    /// Where to listen, such as `0.0.0.0:8080`.
    pub listen: Option<String>,
    /// Folder of the embedded database, files and key.
    pub data: Option<PathBuf>,
    /// `postgres://…`; otherwise the embedded database.
    pub database: Option<String>,
    /// Folder of a catalogue in place of the built-in one, or several, one for each edition.
    pub catalog: Folders,
    /// Address under which the public reaches the installation.
    pub base_url: Option<String>,
    /// 64 hexadecimal digits; otherwise a key file in the data folder.
    pub key: Option<String>,
    /// Folder with a Chinese font of the district's own, preferred to those of the machine.
    pub font_dir: Option<PathBuf>,
    /// Largest upload in MiB.
    pub max_file_mib: Option<u64>,
    /// Length of a session in hours.
    pub session_hours: Option<i64>,
    /// Reverse proxies whose `X-Forwarded-For` is believed: addresses, or networks such as `10.0.0.0/8`.
    pub trusted_proxies: Vec<String>,
    /// Gateway for text messages and notices to departments.
    pub message_gateway: Option<String>,
    /// Mail server for messages to people, such as `smtps://user:password@mail.example.cn`.
    pub mail_server: Option<String>,
    /// The mailbox from which they come, such as `一件事 <no-reply@example.cn>`.
    pub mail_from: Option<String>,
    /// Data sharing platform.
    pub sharing: Option<String>,
    /// `json` or `text`.
    pub log_format: Option<String>,
}

/// One folder or several.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum Folders {
    /// `catalog = "DIR"`
    One(PathBuf),
    /// `catalog = ["DIR", "DIR"]`
    Several(Vec<PathBuf>),
}

impl Default for Folders {
    fn default() -> Self {
        Self::Several(Vec::new())
    }
}

impl Configuration {
    /// The folders of the catalogue: those of the command line, or else those of the file.
    pub fn catalogs(&self, given: Vec<PathBuf>) -> Vec<PathBuf> {
        match &self.catalog {
            _ if !given.is_empty() => given,
            Folders::One(folder) => vec![folder.clone()],
            Folders::Several(folders) => folders.clone(),
        }
    }
}

/// Reads the file.
pub fn read(path: &Path) -> anyhow::Result<Configuration> {
    let text = std::fs::read_to_string(path).with_context(|| format!("读不了配置文件 {}", path.display()))?;
    toml::from_str(&text).with_context(|| format!("配置文件 {} 有错", path.display()))
}
