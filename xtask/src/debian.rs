//! What the tests need beside Rust: from Debian's packages.

use std::{path::Path, process::Command};

use anyhow::{Context, bail};

/// A package, and how to see that it is there.
struct Needed {
    package: &'static str,
    is_there: fn() -> bool,
}

const NEEDED: &[Needed] = &[
    Needed { package: "postgresql", is_there: has_postgresql },
    Needed { package: "chromium", is_there: || on_path("chromium") },
    Needed { package: "fonts-wqy-microhei", is_there: has_chinese_font },
    Needed { package: "poppler-utils", is_there: || on_path("pdftotext") },
];

/// Installs what is missing; says what it is where this may not be done.
pub fn install_missing(may_install: bool) -> anyhow::Result<()> {
    let missing: Vec<_> = NEEDED.iter().filter(|needed| !(needed.is_there)()).map(|n| n.package).collect();
    if missing.is_empty() {
        return Ok(());
    }
    if !may_install || !is_root()? || !on_path("apt-get") {
        bail!("these packages are needed: {0}\n  apt-get install {0}", missing.join(" "));
    }
    println!("→ installing {}", missing.join(" "));
    apt_get(&["update", "-qq"])?;
    let mut arguments = vec!["install", "-y", "-qq", "--no-install-recommends"];
    arguments.extend(missing);
    apt_get(&arguments)
}

fn apt_get(arguments: &[&str]) -> anyhow::Result<()> {
    let status = Command::new("apt-get")
        .args(arguments)
        .env("DEBIAN_FRONTEND", "noninteractive")
        .status()
        .context("apt-get does not start")?;
    if status.success() { Ok(()) } else { bail!("apt-get {} came to {status}", arguments.join(" ")) }
}

fn is_root() -> anyhow::Result<bool> {
    let id = Command::new("id").arg("-u").output().context("id does not start")?;
    Ok(id.stdout.trim_ascii() == b"0")
}

fn on_path(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

/// Debian keeps the server's programs beside the path, one folder a version.
fn has_postgresql() -> bool {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    versions.into_iter().any(|version| version.path().join("bin/initdb").is_file())
}

fn has_chinese_font() -> bool {
    Path::new("/usr/share/fonts/truetype/wqy").is_dir()
        || Path::new("/usr/share/fonts/opentype/noto").is_dir()
}
