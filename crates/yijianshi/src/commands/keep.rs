//! `migrate`, `backup` and `restore`.

use std::{path::PathBuf, process::ExitCode};

use anyhow::Context;
use clap::Args;

use crate::serve;

#[derive(Args)]
pub struct MigrateArguments {
    #[command(flatten)]
    place: serve::PlaceArguments,
}

#[derive(Args)]
pub struct BackupArguments {
    /// The file to write; it must not exist yet
    file: PathBuf,
    #[command(flatten)]
    place: serve::PlaceArguments,
}

#[derive(Args)]
pub struct RestoreArguments {
    /// The file that `backup` wrote
    file: PathBuf,
    #[command(flatten)]
    place: serve::PlaceArguments,
}

fn run<T>(work: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<ExitCode> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(work)?;
    Ok(ExitCode::SUCCESS)
}

/// Brings the database to this version's shape; opening it does that.
pub fn migrate(arguments: MigrateArguments) -> anyhow::Result<ExitCode> {
    run(async {
        let store = serve::open_place(&arguments.place).await?;
        say!("数据库（{}）已是最新版本", store.engine());
        store.close().await;
        Ok(())
    })
}

/// Writes everything but the key into one file.
pub fn backup(arguments: BackupArguments) -> anyhow::Result<ExitCode> {
    run(async {
        let store = serve::open_place(&arguments.place).await?;
        store.backup(&arguments.file).await.context("备份没有完成")?;
        store.close().await;
        say!("已备份到 {}；密钥文件不在里面，请另外妥善保管", arguments.file.display());
        Ok(())
    })
}

/// Brings everything back, into an empty place.
pub fn restore(arguments: RestoreArguments) -> anyhow::Result<ExitCode> {
    run(async {
        let config = arguments.place.store_config()?;
        store::restore(config, &arguments.file).await.context("恢复没有完成")?;
        say!("已从 {} 恢复", arguments.file.display());
        Ok(())
    })
}
