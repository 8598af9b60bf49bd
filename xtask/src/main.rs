//! `cargo xtask test`: everything that must hold before a change goes in, by one command; and
//! `cargo xtask crash-test`, which pulls the plug as often as one likes.

mod crash;
mod debian;
mod run;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask test [--no-install]

  Installs what is missing from Debian's packages (PostgreSQL, Chromium, a Chinese
  font; as root only), then runs everything:
    format, lints, documentation without warnings, and all tests: the catalogue's
    check, both engines, a real browser.
  Screenshots of the browser's stories are in artifacts/.

cargo xtask crash-test --times N [--engine sqlite|postgres] [--binary PATH]

  Kills the program (kill -9) N times at random instants while people work with it,
  starts it again each time, and sees that every answer that somebody got is there,
  whole and once, and that the log is whole. Without --binary the release is built.
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["test"] => run::everything(true),
        ["test", "--no-install"] => run::everything(false),
        ["crash-test", arguments @ ..] => crash::run(arguments),
        _ => {
            print!("{HELP}");
            return if words.is_empty() || words == ["--help"] {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            };
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\n✗ {error:#}");
            ExitCode::FAILURE
        }
    }
}
