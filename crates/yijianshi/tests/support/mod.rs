//! The program as the tests run it: commands, a server, and catalogues in folders of their own.
#![allow(dead_code, reason = "each test uses its own part")]

use std::{
    fs,
    io::{BufRead, BufReader, Lines, Read, Write},
    net::{TcpListener, TcpStream},
    path::Path,
    process::{Child, ChildStderr, Command, Output, Stdio},
};

/// The repository.
const REPOSITORY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

pub fn yijianshi() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_yijianshi"));
    command.current_dir(REPOSITORY);
    command
}

pub fn run(arguments: &[&str]) -> Output {
    yijianshi().args(arguments).output().expect("the program starts")
}

pub fn json(output: &Output) -> serde_json::Value {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON alone")
}

/// Copies the district's catalogue into a folder, without its worked examples.
pub fn copy_catalogue(to: &Path) {
    copy(&Path::new(REPOSITORY).join("catalog/jiangjin"), to);
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("the catalogue is there") {
        let path = entry.expect("an entry of it").path();
        let name = path.file_name().expect("it has a name");
        if path.is_file() {
            fs::copy(&path, to.join(name)).expect("it is copied");
        } else if name != "journeys" {
            copy(&path, &to.join(name));
        }
    }
}

/// Writes something else in the place of what stands in a file.
pub fn change(file: &Path, old: &str, new: &str) {
    let text = fs::read_to_string(file).expect("the file is there");
    assert!(text.contains(old), "{old} in {}", file.display());
    fs::write(file, text.replace(old, new)).expect("it is written");
}

/// A server that serves.
pub struct Server {
    process: Child,
    log: Lines<BufReader<ChildStderr>>,
    address: String,
}

impl Server {
    /// Starts one with its data in a folder, and waits until it serves.
    pub fn start(data: &Path, arguments: &[&str]) -> Self {
        let free = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a free port");
        let address = free.to_string();
        let mut process = yijianshi()
            .args(["serve", "--listen", &address, "--data"])
            .arg(data)
            .args(arguments)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let log = BufReader::new(process.stderr.take().expect("a log")).lines();
        let mut server = Self { process, log, address };
        server.says("serving");
        server
    }

    /// Waits until the log says this.
    pub fn says(&mut self, words: &str) -> String {
        let said = self.log.by_ref().map_while(Result::ok).find(|line| line.contains(words));
        said.unwrap_or_else(|| panic!("it ended without saying {words}"))
    }

    /// What it answers, head and body.
    pub fn get(&self, path: &str) -> String {
        let host = &self.address;
        let mut line = TcpStream::connect(host).expect("the server listens");
        write!(line, "GET {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n").expect("it reads");
        let mut bytes = Vec::new();
        line.read_to_end(&mut bytes).expect("it answers");
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// Sends it a signal.
    pub fn signal(&self, name: &str) {
        let sent = Command::new("kill").args([&format!("-{name}"), &self.process.id().to_string()]).status();
        assert!(sent.expect("kill starts").success());
    }

    /// Waits for its end.
    pub fn ends_well(&mut self) -> bool {
        self.process.wait().expect("it ends").success()
    }
}

impl Drop for Server {
    /// A test that fails leaves no server behind.
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
