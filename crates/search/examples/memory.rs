//! How much memory a process holds before and after it builds the index, and how long that takes:
//! `cargo run --release -p search --example memory` (reads `/proc`, so on Linux).

#![expect(clippy::disallowed_methods, reason = "a tool may read files and the clock")]
#![expect(clippy::print_stdout, reason = "it is a tool")]

#[path = "../tests/support/mod.rs"]
#[expect(dead_code, reason = "the tests need more of it")]
mod support;

use std::time::Instant;

use search::{Index, Texts};

fn main() {
    let texts = Texts::of(&support::district());
    let before = resident_kib();
    let start = Instant::now();
    let index = Index::of(texts);
    let built = start.elapsed();
    let after = resident_kib();
    let found = index.search("我想在双福开个奶茶店要啥子证", 5).hits.len();
    println!(
        "before {before} KiB, after {after} KiB: {} KiB for the index, built in {built:?}, {found} hits",
        after - before
    );
    drop(index);
    println!("without it again {} KiB", resident_kib());
}

fn resident_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux");
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).expect("VmRSS");
    line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).expect("a number")
}
