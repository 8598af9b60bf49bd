//! The one program: command line, configuration, wiring. Knows no rule.

/// Prints a line; a reader that has gone away (`| head`) is no fault.
macro_rules! say {
    ($($line:tt)*) => {{
        use std::io::Write as _;
        let _ = writeln!(std::io::stdout(), $($line)*);
    }};
}

mod bench;
mod commands;
mod configuration;
mod files;
mod serve;
mod watch;

use clap::{Parser, Subcommand};

/// Requests come and go in small pieces on several threads: this one serves them with a third
/// of the work that the system's takes.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Turns several errands at several departments into one thing (一件事一次办).
///
/// With no command it serves a demonstration on this machine:
/// embedded database in ./data, invented accounts and cases, http://127.0.0.1:8080
#[derive(Parser)]
#[command(version, about, long_about, after_help = HELP)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
}

const HELP: &str = "\
例子 Examples:
  yijianshi                                   演示：打开 http://127.0.0.1:8080
  yijianshi serve --config /etc/yijianshi.toml
  yijianshi serve --database postgres://yijianshi@127.0.0.1/yijianshi --no-demo
  yijianshi catalog check catalog/jiangjin    检查一套事项文件，一次列出全部问题
  yijianshi catalog prove birth               一个主题有多少种答法、多少种结果，每个事项最少答哪几问就碰得到
  yijianshi assess birth --answer birth_place=hospital --answer children_count=2
  yijianshi search 生了娃儿要办啥子手续
  yijianshi papers --out 文书 --base-url https://yijianshi.example   全部办事指南和海报
  yijianshi user add --login zhang --name 张三 --role approver:public_security
  yijianshi bench --clients 16 --seconds 20   对一台正在运行的演示服务压测";

#[derive(Subcommand)]
enum Command {
    /// Serve the portal, the counter, the desk and the API
    Serve(serve::ServeArguments),
    /// Work on catalogue files
    #[command(subcommand)]
    Catalog(commands::catalog::CatalogCommand),
    /// Explain what a finding of the catalogue's check means, such as P012
    Explain {
        /// The finding's code
        code: String,
    },
    /// What follows from answers to a theme's questions
    Assess(commands::assess::AssessArguments),
    /// Find the thing from what people really type
    Search(commands::search::SearchArguments),
    /// Write the guides and posters of all things as PDF, for the hall's printer
    Papers(commands::papers::PapersArguments),
    /// Accounts
    #[command(subcommand)]
    User(commands::user::UserCommand),
    /// Bring the database to this version's shape
    Migrate(commands::keep::MigrateArguments),
    /// Write everything into one file
    Backup(commands::keep::BackupArguments),
    /// Bring back what `backup` wrote, into an empty place
    Restore(commands::keep::RestoreArguments),
    /// Prove that the log of everything that happened is whole
    #[command(subcommand)]
    Audit(commands::audit::AuditCommand),
    /// Look at archive packages of closed cases
    #[command(subcommand)]
    Archive(commands::archive::ArchiveCommand),
    /// Drive whole cases against a running server and say how fast it is
    Bench(bench::BenchArguments),
}

/// What the program does when it is told nothing: `serve --demo`, with what the environment says.
fn demonstration() -> Command {
    let arguments = Arguments::parse_from(["yijianshi", "serve", "--demo"]);
    arguments.command.unwrap_or(Command::Serve(serve::ServeArguments::default()))
}

fn main() -> anyhow::Result<std::process::ExitCode> {
    let arguments = Arguments::parse();
    // Several crates speak TLS; they share one provider.
    let _ = rustls::crypto::ring::default_provider().install_default();
    match arguments.command.unwrap_or_else(demonstration) {
        Command::Serve(arguments) => serve::run(arguments),
        Command::Catalog(command) => commands::catalog::run(command),
        Command::Explain { code } => commands::catalog::explain(&code),
        Command::Assess(arguments) => commands::assess::run(arguments),
        Command::Search(arguments) => commands::search::run(arguments),
        Command::Papers(arguments) => commands::papers::run(arguments),
        Command::User(command) => commands::user::run(command),
        Command::Migrate(arguments) => commands::keep::migrate(arguments),
        Command::Backup(arguments) => commands::keep::backup(arguments),
        Command::Restore(arguments) => commands::keep::restore(arguments),
        Command::Audit(command) => commands::audit::run(command),
        Command::Archive(command) => commands::archive::run(command),
        Command::Bench(arguments) => bench::run(arguments),
    }
}
