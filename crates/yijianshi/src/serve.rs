//! `serve`: from configuration to a running server, and down again in good order.

use std::{os::unix::fs::DirBuilderExt, path::PathBuf, process::ExitCode, sync::Arc, time::Duration};

use anyhow::{Context, bail};
use clap::Args;
use exchange::{
    Channels, DataSharing, HttpMessenger, HttpSharing, LogMessenger, MachineFonts, Mailer, Messenger,
    NoSharing,
};
use metrics_exporter_prometheus::PrometheusBuilder;
use pdf::Press;
use service::{App, Settings, Setup, SystemClock};
use store::{Database, Keys, Store, StoreConfig};
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
};

use crate::{
    configuration::{self, Configuration},
    files,
    watch::{Watch, watch as watch_catalogue},
};

/// How often the software looks for what it has to do by itself.
const WORK_INTERVAL: Duration = Duration::from_secs(2);
/// How much of it is done at a time.
const AT_ONCE: u32 = 50;

#[derive(Args, Default)]
pub struct ServeArguments {
    /// Where to listen [default: 127.0.0.1:8080]
    #[arg(long, env = "YIJIANSHI_LISTEN")]
    listen: Option<String>,
    #[command(flatten)]
    place: PlaceArguments,
    #[command(flatten)]
    mail: MailArguments,
    /// Folder of a catalogue in place of the built-in one; several for editions that begin on different
    /// days, as may stand in its `versions` folder too
    #[arg(long = "catalog", value_name = "DIR", env = "YIJIANSHI_CATALOG", value_delimiter = ':')]
    folders: Vec<PathBuf>,
    /// Demonstration mode: invented accounts and cases
    #[arg(long, conflicts_with = "no_demo")]
    demo: bool,
    /// No demonstration, whatever else is set
    #[arg(long)]
    no_demo: bool,
}

/// How mails go out.
#[derive(Args, Default)]
pub struct MailArguments {
    /// Mail server for messages to people, such as smtps://user:password@mail.example.cn
    #[arg(long, env = "YIJIANSHI_MAIL_SERVER", hide_env_values = true)]
    mail_server: Option<String>,
    /// The mailbox from which they come
    #[arg(long, env = "YIJIANSHI_MAIL_FROM")]
    mail_from: Option<String>,
}

/// Where everything is kept.
#[derive(Args, Default, Clone)]
pub struct PlaceArguments {
    /// Configuration file (TOML); the command line wins over it
    #[arg(long, env = "YIJIANSHI_CONFIG")]
    pub config: Option<PathBuf>,
    /// Folder of the embedded database, files and key [default: ./data]
    #[arg(long, env = "YIJIANSHI_DATA")]
    pub data: Option<PathBuf>,
    /// postgres://… in place of the embedded database
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    pub database: Option<String>,
}

/// Serves until it is told to stop.
pub fn run(arguments: ServeArguments) -> anyhow::Result<ExitCode> {
    let configuration = arguments.place.configuration()?;
    start_log(&configuration);
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?
        .block_on(serve(arguments, configuration))?;
    Ok(ExitCode::SUCCESS)
}

fn start_log(configuration: &Configuration) {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info,sqlx=warn"));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if configuration.log_format.as_deref() == Some("text") {
        log.init();
    } else {
        log.json().flatten_event(true).init();
    }
}

async fn serve(arguments: ServeArguments, configuration: Configuration) -> anyhow::Result<()> {
    let listen = arguments.listen.or(configuration.listen.clone()).unwrap_or_else(|| "127.0.0.1:8080".into());
    // Listening comes first: a port that is taken says so before anything else is touched.
    let listener = TcpListener::bind(&listen).await.with_context(|| format!("不能在 {listen} 上监听"))?;
    let watch = Watch::new(configuration.catalogs(arguments.folders));
    let editions = files::read_editions(watch.folders())?;
    // Today's rules must be in order, or there is nothing to serve; those of days to come are looked
    // at while the service is already there.
    files::in_force(&editions, files::today())?;
    let editions = Arc::new(editions);
    tokio::task::spawn_blocking({
        let editions = Arc::clone(&editions);
        move || {
            for (day, found) in files::check_what_comes(&editions, files::today()) {
                tracing::error!(%day, %found, "the rules of a day to come cannot be read");
            }
        }
    });
    let demo = arguments.demo && !arguments.no_demo;
    let store = open_place(&arguments.place).await?;
    let settings = settings(&configuration, &listen, demo);
    let trusted_proxies = trusted_proxies(&configuration)?;
    let app = App::new(Setup {
        catalog: editions,
        store: store.clone(),
        clock: Arc::new(SystemClock),
        settings,
        sharing: sharing(&configuration, demo)?,
        messenger: messenger(&configuration, arguments.mail)?,
    });
    if let Some(year) = app.missing_year() {
        tracing::warn!(
            year,
            "the working calendar has no arrangement for a year that limits reach: days there are estimated"
        );
    }
    if demo {
        app.fill_demo().await.map_err(|failure| anyhow::anyhow!("演示数据没有备好：{failure:?}"))?;
    }
    let metrics = PrometheusBuilder::new().install_recorder().context("no metrics recorder")?;
    let fonts = Arc::new(MachineFonts::new(configuration.font_dir.clone()));
    let press = Press::new(Arc::clone(&fonts));
    // Looked for beside the first requests, so that nobody waits for it; loaded with the first paper.
    tokio::task::spawn_blocking(move || fonts.find());
    let options = web::WebOptions { metrics: Some(metrics), press: Some(press), trusted_proxies };
    let router = web::router(app.clone(), options);
    let (stop, mut stopped) = tokio::sync::watch::channel(false);
    let worker = tokio::spawn(work(app.clone(), stopped.clone()));
    let hangup = signal(SignalKind::hangup())?;
    let watcher = tokio::spawn(watch_catalogue(app, watch, hangup, stopped.clone()));
    tracing::info!(address = %listen, demo, "serving");
    let service = router.into_make_service_with_connect_info::<std::net::SocketAddr>();
    axum::serve(listener, service)
        .with_graceful_shutdown(async move {
            asked_to_stop().await;
            let _ = stop.send(true);
        })
        .await?;
    let _ = stopped.changed().await;
    worker.await?;
    watcher.await?;
    store.close().await;
    tracing::info!("stopped");
    Ok(())
}

fn settings(configuration: &Configuration, listen: &str, demo: bool) -> Settings {
    let default = Settings::default();
    Settings {
        demo,
        base_url: configuration.base_url.clone().unwrap_or_else(|| format!("http://{listen}")),
        max_file_bytes: configuration.max_file_mib.map_or(default.max_file_bytes, |mib| mib * 1024 * 1024),
        session_hours: configuration.session_hours.unwrap_or(default.session_hours),
        ..default
    }
}

fn trusted_proxies(configuration: &Configuration) -> anyhow::Result<Vec<web::Network>> {
    let read = |text: &String| text.parse().map_err(|error| anyhow::anyhow!("trusted_proxies：{error}"));
    configuration.trusted_proxies.iter().map(read).collect()
}

fn sharing(configuration: &Configuration, demo: bool) -> anyhow::Result<Arc<dyn DataSharing>> {
    Ok(match &configuration.sharing {
        Some(address) => Arc::new(HttpSharing::new(address.clone())?),
        None if demo => Arc::new(service::demo_register()),
        None => Arc::new(NoSharing),
    })
}

/// Text messages and mails go out where something is set up for them; where not, the log and /readyz say so.
fn messenger(configuration: &Configuration, mail: MailArguments) -> anyhow::Result<Arc<dyn Messenger>> {
    let gateway: Arc<dyn Messenger> = match &configuration.message_gateway {
        Some(address) => Arc::new(HttpMessenger::new(address.clone())?),
        None => Arc::new(LogMessenger),
    };
    let server = mail.mail_server.or(configuration.mail_server.clone());
    let mail = match (server, mail.mail_from.or(configuration.mail_from.clone())) {
        (Some(server), Some(from)) => {
            Some(Mailer::new(&server, &from).context("mail_server 或 mail_from 不对")?)
        }
        (None, None) => None,
        _ => bail!("mail_server 和 mail_from 要一起写"),
    };
    let channels = Channels { gateway, mail };
    for channel in ["sms", "mail"] {
        if !channels.carries(channel) {
            tracing::warn!(channel, "nothing is set up: messages stay in the inboxes");
        }
    }
    Ok(Arc::new(channels))
}

impl PlaceArguments {
    /// What the configuration file says; nothing where there is none.
    pub fn configuration(&self) -> anyhow::Result<Configuration> {
        self.config.as_deref().map_or_else(|| Ok(Configuration::default()), configuration::read)
    }

    /// What the store needs, from the command line and the configuration.
    pub fn store_config(&self) -> anyhow::Result<StoreConfig> {
        let configuration = self.configuration()?;
        let data = self.data.clone().or(configuration.data).unwrap_or_else(|| PathBuf::from("data"));
        std::fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(&data)
            .with_context(|| format!("不能建立数据文件夹 {}", data.display()))?;
        let keys = match configuration.key {
            Some(key) => Keys::from_bytes(&key_bytes(&key)?),
            None => Keys::load_or_create(data.join("key"))?,
        };
        let database = match self.database.clone().or(configuration.database) {
            Some(url) if url.starts_with("postgres") => Database::Postgres(url),
            Some(_) => bail!("DATABASE_URL 要以 postgres:// 开头"),
            None => Database::Sqlite(data.join("yijianshi.db")),
        };
        Ok(StoreConfig { database, files: data.join("files"), keys })
    }
}

/// Opens the store of a place.
pub async fn open_place(place: &PlaceArguments) -> anyhow::Result<Store> {
    Store::open(place.store_config()?).await.context("打不开数据库")
}

fn key_bytes(text: &str) -> anyhow::Result<[u8; 32]> {
    let mut bytes = [0_u8; 32];
    let text = text.trim();
    if text.len() != 64 || !text.is_ascii() {
        bail!("key 要写成64个十六进制数字");
    }
    for (index, byte) in bytes.iter_mut().enumerate() {
        *byte =
            u8::from_str_radix(&text[index * 2..index * 2 + 2], 16).context("key 要写成64个十六进制数字")?;
    }
    Ok(bytes)
}

/// What the software does by itself: tells the outside, and does what is due.
async fn work(app: App, mut stopped: tokio::sync::watch::Receiver<bool>) {
    loop {
        let sent = app.work_outbox(AT_ONCE).await.unwrap_or_else(|failure| {
            tracing::error!(failure = ?failure, "the outbox could not be worked");
            0
        });
        let done = app.work_jobs(AT_ONCE).await.unwrap_or_else(|failure| {
            tracing::error!(failure = ?failure, "what is due could not be done");
            0
        });
        // Where something went out or a round was full, more may be waiting.
        let more = sent > 0 || done == AT_ONCE as usize;
        let pause = if more { Duration::ZERO } else { WORK_INTERVAL };
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            _ = stopped.changed() => return,
        }
    }
}

async fn asked_to_stop() {
    let interrupt = tokio::signal::ctrl_c();
    let Ok(mut terminate) = signal(SignalKind::terminate()) else {
        let _ = interrupt.await;
        return;
    };
    tokio::select! {
        _ = interrupt => {}
        _ = terminate.recv() => {}
    }
}
