//! `user add`: accounts for staff, by the administrator at the machine.

use std::{io::IsTerminal, path::PathBuf, process::ExitCode, sync::Arc};

use anyhow::{Context, bail};
use casework::Role;
use catalog::Catalog;
use clap::{Args, Subcommand};
use service::{App, Failure, NewUser, Settings, Setup, SystemClock};

use crate::{files, serve};

#[derive(Subcommand)]
pub enum UserCommand {
    /// Add an account; the password is read from standard input
    Add(AddArguments),
}

#[derive(Args)]
pub struct AddArguments {
    /// What to sign in with
    #[arg(long)]
    login: String,
    /// The name to show
    #[arg(long)]
    name: String,
    /// applicant, agent, clerk:PLACE, lead:DEPARTMENT, approver:DEPARTMENT, office, supervisor, admin; may be given several times
    #[arg(long = "role", required = true)]
    roles: Vec<String>,
    /// Folder of a catalogue in place of the built-in one; may be given several times
    #[arg(long = "catalog", value_name = "DIR", env = "YIJIANSHI_CATALOG", value_delimiter = ':')]
    folders: Vec<PathBuf>,
    #[command(flatten)]
    place: serve::PlaceArguments,
}

/// Adds the account.
pub fn run(command: UserCommand) -> anyhow::Result<ExitCode> {
    let UserCommand::Add(arguments) = command;
    let folders = arguments.place.configuration()?.catalogs(arguments.folders);
    let editions = files::read_editions(&folders)?;
    let catalog = files::in_force(&editions, files::today())?;
    let roles: Vec<Role> =
        arguments.roles.iter().map(|text| read_role(&catalog, text)).collect::<anyhow::Result<_>>()?;
    if std::io::stdin().is_terminal() {
        eprintln!("请输入密码（至少8个字符），回车结束：");
    }
    let mut password = String::new();
    std::io::stdin().read_line(&mut password).context("读不到密码")?;
    let user = NewUser {
        login: arguments.login.clone(),
        password: password.trim_end_matches(['\r', '\n']).to_owned(),
        name: arguments.name,
        roles,
    };
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
        let store = serve::open_place(&arguments.place).await?;
        let app = App::new(Setup {
            catalog: Arc::new(editions),
            store: store.clone(),
            clock: Arc::new(SystemClock),
            settings: Settings::default(),
            sharing: Arc::new(exchange::NoSharing),
            messenger: Arc::new(exchange::LogMessenger),
        });
        let added = app.add_user(user).await;
        store.close().await;
        match added {
            Ok(id) => {
                say!("已添加账户 {}（{id}）", arguments.login);
                Ok(ExitCode::SUCCESS)
            }
            Err(Failure::Invalid(complaints)) => {
                for complaint in complaints {
                    eprintln!("{}：{}", complaint.pointer, complaint.message);
                }
                Ok(ExitCode::FAILURE)
            }
            Err(other) => bail!("没有添加：{other:?}"),
        }
    })
}

fn read_role(catalog: &Catalog, text: &str) -> anyhow::Result<Role> {
    let (name, scope) = text.split_once(':').unwrap_or((text, ""));
    let department = || match catalog.departments.get(scope) {
        Some(department) => Ok(department.id.clone()),
        None => bail!("{text}：没有部门 {scope}"),
    };
    Ok(match name {
        "applicant" => Role::Applicant,
        "agent" => Role::Agent,
        "clerk" => match catalog.places.iter().find(|place| place.id == *scope) {
            Some(place) => Role::Clerk { place: place.id.clone() },
            None => bail!("{text}：没有窗口 {scope}"),
        },
        "lead" => Role::Lead { department: department()? },
        "approver" => Role::Approver { department: department()? },
        "head" => Role::Head { department: department()? },
        "government_head" => Role::GovernmentHead,
        "office" => Role::Office,
        "supervisor" => Role::Supervisor,
        "admin" => Role::Admin,
        _ => bail!("没有角色 {name}"),
    })
}
