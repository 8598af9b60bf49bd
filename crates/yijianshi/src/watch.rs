//! Watches the catalogue's folders: what officials lay there is published without a restart.
//!
//! A folder is read again once it has come to rest, so that nobody is served half a copy, and at once
//! on SIGHUP. Each node reads its own folder; an edition that is laid ready before its first day is
//! therefore known to all of them long before it holds.

use std::{
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use anyhow::bail;
use catalog::Editions;
use service::App;
use tokio::signal::unix::Signal;

use crate::files;

/// How often the folders are looked at. What was changed is read after two looks without a change.
const LOOK_INTERVAL: Duration = Duration::from_secs(5);

/// What the folders look like from outside: their files with sizes and times, in order.
type Look = Vec<(PathBuf, u64, SystemTime)>;

/// The catalogue's folders, and when they are to be read.
pub struct Watch {
    folders: Vec<PathBuf>,
    read: Look,
    last: Look,
}

impl Watch {
    /// Folders that are about to be read for the first time.
    pub fn new(folders: Vec<PathBuf>) -> Self {
        let read = look(&folders);
        Self { last: read.clone(), read, folders }
    }

    /// The folders.
    pub fn folders(&self) -> &[PathBuf] {
        &self.folders
    }

    /// Looks at the folders. True once they are otherwise than what was read, and have not changed
    /// since the look before.
    fn is_due(&mut self) -> bool {
        let now = look(&self.folders);
        let at_rest = now == self.last;
        self.last = now;
        at_rest && self.last != self.read
    }

    /// Reads what is in the folders now, and looks ahead at every day to come.
    fn read(&mut self) -> anyhow::Result<Editions> {
        self.read = look(&self.folders);
        self.last.clone_from(&self.read);
        let editions = files::read_editions(&self.folders)?;
        let today = files::today();
        files::in_force(&editions, today)?;
        if let Some((day, found)) = files::check_what_comes(&editions, today).into_iter().next() {
            bail!("{day} 起的规定读不了：\n\n{found}");
        }
        Ok(editions)
    }
}

/// Watches until the service stops.
pub async fn watch(
    app: App,
    mut watch: Watch,
    mut hangup: Signal,
    mut stopped: tokio::sync::watch::Receiver<bool>,
) {
    loop {
        let asked = tokio::select! {
            () = tokio::time::sleep(LOOK_INTERVAL) => false,
            Some(()) = hangup.recv() => true,
            _ = stopped.changed() => return,
        };
        // Reading takes a moment, and nobody else is to wait for it.
        let (node, handed) = (app.clone(), watch);
        let looked = tokio::task::spawn_blocking(move || look_and_publish(&node, handed, asked)).await;
        match looked {
            Ok(back) => watch = back,
            Err(error) => {
                tracing::error!(%error, "the catalogue is not watched any more");
                return;
            }
        }
    }
}

fn look_and_publish(app: &App, mut watch: Watch, asked: bool) -> Watch {
    if asked || watch.is_due() {
        let read = watch.read();
        let published =
            read.and_then(|editions| app.publish(editions).map_err(|found| files::faulty(&found)));
        match published {
            Ok(true) => tracing::info!(version = app.catalog().version, "other editions are published"),
            Ok(false) => tracing::info!("the catalogue is as it was"),
            Err(error) => {
                app.hold_back(error.to_string());
                tracing::error!(%error, "the catalogue cannot be read; the present one stays");
            }
        }
    }
    watch
}

fn look(folders: &[PathBuf]) -> Look {
    let mut seen = Look::new();
    folders.iter().for_each(|folder| look_into(folder, &mut seen));
    seen.sort();
    seen
}

/// What cannot be looked at is as good as not there: reading will say so.
fn look_into(folder: &Path, seen: &mut Look) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        // Through links, as the reader goes.
        let Ok(about) = std::fs::metadata(&path) else { continue };
        if about.is_dir() {
            look_into(&path, seen);
        } else if let Ok(changed) = about.modified() {
            seen.push((path, about.len(), changed));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_read_again_once_it_has_changed_and_come_to_rest() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("versions/later/district.yaml");
        let mut watch = Watch::new(vec![folder.path().to_owned()]);
        assert!(!watch.is_due());
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("it is made");
        std::fs::write(&file, "id: demo").expect("it is written");
        assert!(!watch.is_due());
        std::fs::write(&file, "id: demo\nname: 某区").expect("it is written");
        assert!(!watch.is_due());
        assert!(watch.is_due());
        assert!(watch.read().is_err());
        // What cannot be read is not tried again before somebody has changed it.
        assert!(!watch.is_due() && !watch.is_due());
        std::fs::remove_file(&file).expect("it is taken away");
        assert!(!watch.is_due());
        assert!(watch.is_due());
    }
}
