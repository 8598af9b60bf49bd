//! Pulling the plug: the program is killed (`kill -9`) at random instants while people hand in,
//! upload, accept, grant and rate; then it is started again and everybody asks for what they were told.
//!
//! A few times on each engine as a test; `cargo xtask crash-test --times N` does the same for longer.

mod checks;
mod driver;
mod server;
#[path = "../../src/bench/story.rs"]
mod story;

use std::{path::PathBuf, time::Duration};

use testkit::{Engine, postgres};

use crate::{checks::Checked, driver::Driver, server::Server};

/// How often the plug is pulled, unless the environment says otherwise.
const TIMES: u32 = 3;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_answered_is_there_after_each_crash_whole_and_once_on_sqlite() {
    crash(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_answered_is_there_after_each_crash_whole_and_once_on_postgresql() {
    crash(Engine::Postgres).await;
}

async fn crash(engine: Engine) {
    let times = std::env::var("YIJIANSHI_CRASH_TIMES").map_or(TIMES, |text| text.parse().expect("a number"));
    let binary = std::env::var_os("YIJIANSHI_CRASH_BINARY");
    let binary = binary.map_or_else(|| PathBuf::from(env!("CARGO_BIN_EXE_yijianshi")), PathBuf::from);
    let database = match engine {
        Engine::Sqlite => None,
        Engine::Postgres => match postgres::new_database().await {
            Some(url) => Some(url),
            None => return,
        },
    };
    let mut server = Server::new(binary, database);
    server.start().await;
    let mut driver = Driver::open(&server).await;
    let mut total = Checked::default();
    for nth in 1..=times {
        let load = driver.load();
        // The instant is the point: any moment of anybody's request.
        let instant = Duration::from_millis(u64::from(random_below(1200)) + 20);
        tokio::time::sleep(instant).await;
        server.kill();
        driver.take(load).await;
        let events = server.audit();
        server.start().await;
        let checked = checks::after_crash(&mut driver).await;
        println!(
            "{engine:?} {nth}/{times}: killed after {} ms; {} answered, {} not; {events} events whole",
            instant.as_millis(),
            checked.answered,
            checked.unanswered
        );
        total.add(&checked);
    }
    let cases = checks::in_the_end(&driver, times > TIMES).await;
    server.audit();
    server.kill();
    println!(
        "{engine:?}: killed {times} times; {} answers found again, {} requests without an answer brought to an \
         end, {} files, {cases} cases, each once; the log is whole",
        total.answered, total.unanswered, total.files
    );
}

/// A number below the bound, other each time.
fn random_below(bound: u32) -> u32 {
    let random = uuid::Uuid::new_v4().as_u128();
    u32::try_from(random % u128::from(bound)).expect("it is below the bound")
}
