//! The checks, in the order in which they are quickest to fail.

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Command, Stdio},
    time::Instant,
};

use anyhow::{Context, bail};

use crate::debian;

/// Runs every check; stops at the first that fails, but shows all failing tests.
pub fn everything(may_install: bool) -> anyhow::Result<()> {
    debian::install_missing(may_install)?;
    step("format", &["fmt", "--all", "--check"], &[])?;
    // The dependencies are looked over once for lints and documentation, and built once for the tests.
    // The catalogue is checked by the program's own tests.
    step("lints", &["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"], &[])?;
    step("documentation", &["doc", "--workspace", "--no-deps"], &[("RUSTDOCFLAGS", "-D warnings")])?;
    tests()
}

fn step(name: &str, arguments: &[&str], environment: &[(&str, &str)]) -> anyhow::Result<()> {
    println!("→ {name}: cargo {}", arguments.join(" "));
    let began = Instant::now();
    let status = cargo().args(arguments).envs(environment.iter().copied()).status();
    let status = status.context("cargo does not start")?;
    if !status.success() {
        bail!("{name} failed");
    }
    println!("✓ {name} in {} s", began.elapsed().as_secs());
    Ok(())
}

/// All tests; the closing lines of each suite are shown together at the end.
fn tests() -> anyhow::Result<()> {
    let arguments = ["test", "--workspace", "--no-fail-fast"];
    println!("→ tests: cargo {}", arguments.join(" "));
    let began = Instant::now();
    let mut child = cargo().args(arguments).stdout(Stdio::piped()).spawn().context("cargo does not start")?;
    let output = child.stdout.take().context("the tests have no output")?;
    let (mut closing, mut passed, mut failed) = (Vec::new(), 0, 0);
    for line in BufReader::new(output).lines() {
        let line = line.context("the tests' output breaks off")?;
        println!("{line}");
        if line.starts_with("test result:") {
            passed += count(&line, "passed");
            failed += count(&line, "failed");
            closing.push(line);
        }
    }
    let status = child.wait().context("the tests cannot be waited for")?;
    println!("\n→ closing lines");
    for line in &closing {
        println!("{line}");
    }
    println!("{passed} passed, {failed} failed in {} suites, {} s", closing.len(), began.elapsed().as_secs());
    if status.success() { Ok(()) } else { bail!("tests failed") }
}

/// The number before a word of a suite's closing line.
fn count(line: &str, word: &str) -> u32 {
    let before = line.split(word).next().unwrap_or_default();
    before.split_whitespace().last().and_then(|number| number.parse().ok()).unwrap_or(0)
}

/// The cargo that runs this, in the workspace.
pub fn cargo() -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(".."));
    cargo
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn a_closing_line_is_counted() {
        let line = "test result: FAILED. 12 passed; 3 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s";
        assert_eq!((count(line, "passed"), count(line, "failed")), (12, 3));
    }
}
