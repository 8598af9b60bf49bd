//! The outside of the town, on loopback: a mail server that speaks SMTP, and a gateway for text messages that
//! takes JSON. Both keep what they were given, and can be told to refuse.

use std::sync::{Arc, Mutex, PoisonError};

use axum::{Json, Router, http::StatusCode, routing::post};
use exchange::{
    Channels, HttpMessenger, LogMessenger, Mailer, Messenger, OutgoingMessage, messenger::Sending,
};
use serde_json::Value;
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

/// What the outside was given.
#[derive(Debug, Default)]
struct Letters {
    /// Whole mails, with the addresses that they were sent to.
    mails: Vec<(String, String)>,
    /// Bodies that the gateway took.
    texts: Vec<Value>,
    refusing: bool,
}

/// A mail server and a gateway.
#[derive(Debug, Clone, Default)]
pub struct PostOffice {
    letters: Arc<Mutex<Letters>>,
}

impl PostOffice {
    /// Opens both on ports of their own; the messenger that leads there.
    pub async fn open() -> (Self, Arc<dyn Messenger>) {
        // As the program does at its start.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let office = Self::default();
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let mail = listener.local_addr().expect("it has an address");
        let server = office.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(server.clone().converse(stream));
            }
        });
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let gateway = listener.local_addr().expect("it has an address");
        let server = office.clone();
        let take = move |Json(body): Json<Value>| {
            let server = server.clone();
            async move { server.takes_text(body) }
        };
        let router = Router::new().route("/", post(take));
        tokio::spawn(async move { axum::serve(listener, router).await });
        let messenger = Channels {
            gateway: Arc::new(HttpMessenger::new(format!("http://{gateway}/")).expect("a client")),
            mail: Some(
                Mailer::new(&format!("smtp://{mail}"), "一件事 <no-reply@example.cn>").expect("a mailer"),
            ),
        };
        (office, Arc::new(messenger))
    }

    /// From now on nothing is taken, or everything again.
    pub fn refuses(&self, refusing: bool) {
        self.change(|letters| letters.refusing = refusing);
    }

    /// Mails with the addresses that they were sent to.
    pub fn mails(&self) -> Vec<(String, String)> {
        self.change(|letters| letters.mails.clone())
    }

    /// Text messages: number and text.
    pub fn texts(&self) -> Vec<(String, String)> {
        let text = |body: &Value, name: &str| body[name].as_str().unwrap_or_default().to_owned();
        let texts = self.change(|letters| letters.texts.clone());
        let sms = texts.iter().filter(|body| body["channel"] == "sms");
        sms.map(|body| (text(body, "to"), text(&body["body"], "text"))).collect()
    }

    fn takes_text(&self, body: Value) -> StatusCode {
        self.change(|letters| {
            if letters.refusing {
                return StatusCode::SERVICE_UNAVAILABLE;
            }
            letters.texts.push(body);
            StatusCode::OK
        })
    }

    /// One conversation with a mail client (RFC 5321).
    async fn converse(self, stream: TcpStream) -> std::io::Result<()> {
        let (reading, mut writing) = stream.into_split();
        let mut lines = BufReader::new(reading).lines();
        writing.write_all(b"220 town ESMTP\r\n").await?;
        let mut to = String::new();
        while let Some(line) = lines.next_line().await? {
            let refusing = self.change(|letters| letters.refusing);
            let verb = line.get(..4).unwrap_or(&line).to_ascii_uppercase();
            let answer = match verb.as_str() {
                "EHLO" | "HELO" => "250 town",
                "MAIL" if refusing => "451 try again",
                "RCPT" => {
                    to = line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
                    "250 ok"
                }
                "DATA" => {
                    writing.write_all(b"354 go on\r\n").await?;
                    let mut mail = String::new();
                    while let Some(line) = lines.next_line().await?.filter(|line| line != ".") {
                        mail.push_str(&line);
                        mail.push('\n');
                    }
                    self.change(|letters| letters.mails.push((to.clone(), mail)));
                    "250 taken"
                }
                "QUIT" => {
                    writing.write_all(b"221 bye\r\n").await?;
                    return Ok(());
                }
                _ => "250 ok",
            };
            writing.write_all(format!("{answer}\r\n").as_bytes()).await?;
        }
        Ok(())
    }

    fn change<T>(&self, change: impl FnOnce(&mut Letters) -> T) -> T {
        change(&mut self.letters.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The town's messenger: keeps everything inside until a test leads it elsewhere.
pub(crate) struct TownMessenger(Mutex<Arc<dyn Messenger>>);

impl Default for TownMessenger {
    fn default() -> Self {
        Self(Mutex::new(Arc::new(LogMessenger)))
    }
}

impl TownMessenger {
    pub(crate) fn leads_to(&self, messenger: Arc<dyn Messenger>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = messenger;
    }

    fn now(&self) -> Arc<dyn Messenger> {
        Arc::clone(&self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Messenger for TownMessenger {
    fn send<'a>(&'a self, message: &'a OutgoingMessage) -> Sending<'a> {
        let messenger = self.now();
        Box::pin(async move { messenger.send(message).await })
    }

    fn carries(&self, channel: &str) -> bool {
        self.now().carries(channel)
    }
}
