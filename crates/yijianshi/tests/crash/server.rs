//! The program as its operator runs it: started, killed, started again on the same data.

use std::{
    fs::File,
    net::TcpListener,
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::Duration,
};

use reqwest::Client;
use serde_json::Value;
use tempfile::TempDir;

/// A server on data of its own.
pub struct Server {
    binary: PathBuf,
    folder: TempDir,
    database: Option<String>,
    /// Where it listens.
    pub url: String,
    /// Ends with the test, however that ends.
    running: Option<Child>,
}

impl Server {
    pub fn new(binary: PathBuf, database: Option<String>) -> Self {
        // Several crates speak TLS; they share one provider.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let free = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a free port");
        let folder = tempfile::tempdir().expect("a folder");
        Self { binary, folder, database, url: format!("http://{free}"), running: None }
    }

    /// A command of the program on these data.
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.binary);
        command.args(arguments).arg("--data").arg(self.folder.path().join("data"));
        if let Some(url) = &self.database {
            command.args(["--database", url]);
        }
        command
    }

    /// Starts it and waits until it serves.
    pub async fn start(&mut self) {
        let log = File::options().create(true).append(true).open(self.log()).expect("a log");
        let listen = self.url.trim_start_matches("http://").to_owned();
        let mut command = self.command(&["serve", "--demo", "--listen", &listen]);
        let child = command.stdout(Stdio::null()).stderr(log).spawn().expect("the program starts");
        let child = self.running.insert(child);
        let client = Client::new();
        // Whoever waits for a start looks again and again.
        for _ in 0..1200 {
            let answer = client.get(format!("{}/readyz", self.url)).send().await;
            if answer.is_ok_and(|answer| answer.status().is_success()) {
                return;
            }
            if let Ok(Some(status)) = child.try_wait() {
                panic!("the server ended with {status}:\n{}", self.last_words());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("the server does not serve:\n{}", self.last_words());
    }

    /// Kills it, as a power cut does.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.running.take() {
            child.kill().expect("it can be killed");
            child.wait().expect("it ends");
        }
    }

    /// Proves the log, also against the proof before; how many events it has.
    pub fn audit(&self) -> u64 {
        let kept = self.folder.path().join("audit.json");
        let mut command = self.command(&["audit", "verify", "--format", "json"]);
        if kept.exists() {
            command.arg("--since").arg(&kept);
        }
        let output = command.output().expect("the program starts");
        let told = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{told}{}", String::from_utf8_lossy(&output.stderr));
        std::fs::write(&kept, &output.stdout).expect("it is kept");
        let audit: Value = serde_json::from_str(&told).expect("JSON");
        audit["events"].as_u64().expect("a number of events")
    }

    fn log(&self) -> PathBuf {
        self.folder.path().join("server.log")
    }

    fn last_words(&self) -> String {
        let log = std::fs::read_to_string(self.log()).unwrap_or_default();
        let lines: Vec<_> = log.lines().rev().take(20).collect();
        lines.into_iter().rev().collect::<Vec<_>>().join("\n")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}
