//! A PostgreSQL server of our own for the tests of one process.
//!
//! A shell makes the cluster in a folder of its own and waits for the end of its
//! input. The input ends with this process, however it ends, so no server stays
//! behind. It listens on a socket in its folder alone: no port to be fought over.

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    sync::{
        OnceLock,
        atomic::{AtomicU32, Ordering::Relaxed},
    },
};

use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};

/// Set to `skip`, the stories run on SQLite alone.
const SWITCH: &str = "YIJIANSHI_TEST_POSTGRES";

const SERVE: &str = r#"
dir=$(mktemp -d -p /tmp) || exit 1
trap 'rm -rf "$dir"' EXIT
trap '' INT TERM HUP
"$1/initdb" -D "$dir/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$dir/log" 2>&1 </dev/null \
  || { cat "$dir/log" >&2; exit 1; }
"$1/pg_ctl" -D "$dir/data" -l "$dir/log" -w -t 120 \
  -o "-c listen_addresses='' -c unix_socket_directories='$dir' -c fsync=off -c max_connections=400 -c shared_buffers=32MB" \
  start >/dev/null 2>&1 </dev/null || { cat "$dir/log" >&2; exit 1; }
chmod 711 "$dir"
echo "$dir"
while read -r _; do :; done
"$1/pg_ctl" -D "$dir/data" -m immediate stop >/dev/null 2>&1 </dev/null
"#;

struct Server {
    folder: String,
    /// Its input is what keeps the server.
    _shell: Child,
}

/// The address of a new, empty database; none where PostgreSQL is switched off.
pub async fn new_database() -> Option<String> {
    static SERVER: OnceLock<Server> = OnceLock::new();
    static DATABASES: AtomicU32 = AtomicU32::new(0);
    if std::env::var(SWITCH).is_ok_and(|value| value == "skip") {
        return None;
    }
    let server = tokio::task::spawn_blocking(|| SERVER.get_or_init(start)).await.expect("the server starts");
    let name = format!("story_{}", DATABASES.fetch_add(1, Relaxed));
    let address = |name: &str| format!("postgres://postgres@localhost/{name}?host={}", server.folder);
    let mut connection = PgConnection::connect(&address("postgres")).await.expect("the server answers");
    connection.execute(AssertSqlSafe(format!("create database {name}"))).await.expect("a database is made");
    connection.close().await.expect("the connection ends");
    Some(address(&name))
}

fn start() -> Server {
    let Some(programs) = programs() else {
        panic!(
            "PostgreSQL is not installed: run `cargo xtask test`, which installs it, or set {SWITCH}=skip \
             to leave its stories out"
        );
    };
    // PostgreSQL refuses to run as root.
    let root =
        std::fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0);
    let mut command = if root {
        let mut command = Command::new("setpriv");
        command.args(["--reuid=postgres", "--regid=postgres", "--init-groups", "sh"]);
        command
    } else {
        Command::new("sh")
    };
    let mut shell = command
        .args(["-c", SERVE, "sh", &programs])
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("a shell starts");
    let mut folder = String::new();
    let output = shell.stdout.take().expect("the output is a pipe");
    BufReader::new(output).read_line(&mut folder).expect("the shell says where the server is");
    assert!(!folder.is_empty(), "PostgreSQL did not start; see above");
    Server { folder: folder.trim().to_owned(), _shell: shell }
}

/// The newest installed version's folder of programs.
fn programs() -> Option<String> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
    let mut versions: Vec<u32> =
        versions.flatten().filter_map(|entry| entry.file_name().to_str()?.parse().ok()).collect();
    versions.sort_unstable();
    let folders = versions.iter().rev().map(|version| format!("/usr/lib/postgresql/{version}/bin"));
    folders.into_iter().find(|folder| Path::new(folder).join("initdb").exists())
}
