//! The line to the browser: messages in JSON, each ended by a zero byte.

use std::{process::Stdio, time::Duration};

use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    process::{Child, ChildStdin, ChildStdout, Command},
};

/// How long the browser may take for one answer, on a machine that is busy with other things.
pub(super) const PATIENCE: Duration = Duration::from_secs(60);

/// The browser reads commands from its third and writes answers to its fourth file: a shell
/// puts the two ends that we have there.
const START: &str = r#"exec "$0" "$@" 3<&0 4>&1 </dev/null >/dev/null 2>&1"#;

const FLAGS: &[&str] = &[
    "--headless=new",
    "--remote-debugging-pipe",
    "--no-sandbox",
    "--no-first-run",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--lang=zh-CN",
];

/// A browser of our own; it ends with its line.
pub(super) struct Pipe {
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    last: u64,
    errors: Vec<String>,
    _browser: Child,
    _profile: TempDir,
}

impl Pipe {
    pub(super) async fn start() -> Self {
        let profile = tempfile::tempdir().expect("a folder for the browser");
        let mut browser = Command::new("sh")
            .args(["-c", START, "chromium"])
            .args(FLAGS)
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .arg("about:blank")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("a shell starts");
        let input = browser.stdin.take().expect("a line to the browser");
        let output = BufReader::new(browser.stdout.take().expect("a line from the browser"));
        Self { input, output, last: 0, errors: Vec::new(), _browser: browser, _profile: profile }
    }

    pub(super) fn errors(&self) -> &[String] {
        &self.errors
    }

    /// Calls a method that must come off.
    pub(super) async fn call(&mut self, session: Option<&str>, method: &str, parameters: Value) -> Value {
        let told = tokio::time::timeout(PATIENCE, self.tries(session, method, parameters)).await;
        let told = told.unwrap_or_else(|_| panic!("{method}: the browser gives no answer"));
        told.unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    /// Calls a method; what happens meanwhile is looked over for errors.
    pub(super) async fn tries(
        &mut self,
        session: Option<&str>,
        method: &str,
        parameters: Value,
    ) -> Result<Value, String> {
        self.last += 1;
        let mut message = json!({ "id": self.last, "method": method, "params": parameters });
        if let Some(session) = session {
            message["sessionId"] = session.into();
        }
        let mut bytes = message.to_string().into_bytes();
        bytes.push(0);
        self.input.write_all(&bytes).await.expect("the browser listens");
        self.input.flush().await.expect("the browser listens");
        loop {
            let told = self.next().await;
            if told["id"] == self.last {
                return match told.get("error") {
                    Some(error) => Err(error["message"].as_str().unwrap_or("refused").to_owned()),
                    None => Ok(told["result"].clone()),
                };
            }
            self.note(&told);
        }
    }

    async fn next(&mut self) -> Value {
        let mut bytes = Vec::new();
        let read = self.output.read_until(0, &mut bytes).await.expect("the browser speaks");
        assert!(
            read > 0,
            "Chromium ended or did not start: run `cargo xtask test`, which installs it from Debian's packages"
        );
        bytes.pop();
        serde_json::from_slice(&bytes).expect("the browser speaks JSON")
    }

    /// Keeps what a page says went wrong: exceptions, refused resources, breaches of its policy.
    fn note(&mut self, event: &Value) {
        let told = &event["params"];
        match event["method"].as_str() {
            Some("Runtime.exceptionThrown") => self.errors.push(told["exceptionDetails"].to_string()),
            Some("Log.entryAdded") if told["entry"]["level"] == "error" => {
                self.errors.push(told["entry"].to_string());
            }
            Some("Runtime.consoleAPICalled") if told["type"] == "error" => {
                self.errors.push(told["args"].to_string());
            }
            _ => {}
        }
    }
}
