//! Messages to people outside: text messages and department notices, over one HTTP gateway.
//!
//! A message may be told twice: the gateway gets a key by which it can drop the second.

use std::{fmt, future::Future, pin::Pin, sync::Arc, time::Duration};

use serde::Serialize;

use crate::{ExchangeError, Mailer};

/// A message on its way out.
#[derive(Clone, Serialize)]
pub struct OutgoingMessage {
    /// The same for every try of the same message.
    pub key: String,
    /// `sms`, `mail`, `webhook`, `department:<id>`.
    pub channel: String,
    /// Whom or what it is about: an account or a case number, never an identity number.
    pub subject: String,
    /// The number or address of a person to whom it goes; none where the channel itself says to whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// What is said.
    pub body: serde_json::Value,
}

/// Neither the address nor what is said: both are a person's.
impl fmt::Debug for OutgoingMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { key, channel, subject, .. } = self;
        f.debug_struct("OutgoingMessage")
            .field("key", key)
            .field("channel", channel)
            .field("subject", subject)
            .finish_non_exhaustive()
    }
}

/// A future that a trait object gives.
pub type Sending<'a> = Pin<Box<dyn Future<Output = Result<(), ExchangeError>> + Send + 'a>>;

/// Something that carries messages out of the house.
pub trait Messenger: Send + Sync {
    /// Sends one message; an error means that it has to be tried again.
    fn send<'a>(&'a self, message: &'a OutgoingMessage) -> Sending<'a>;

    /// Whether something is set up that would carry messages of this channel to people.
    fn carries(&self, channel: &str) -> bool;
}

/// Mails go to a mail server, everything else to another messenger.
pub struct Channels {
    /// For text messages and departments.
    pub gateway: Arc<dyn Messenger>,
    /// For mails; none where no server is set up.
    pub mail: Option<Mailer>,
}

impl Messenger for Channels {
    fn send<'a>(&'a self, message: &'a OutgoingMessage) -> Sending<'a> {
        match (&self.mail, message.channel.as_str()) {
            (Some(mail), "mail") => Box::pin(mail.send(message)),
            (None, "mail") => Box::pin(std::future::ready(Err(ExchangeError::NotSetUp))),
            _ => self.gateway.send(message),
        }
    }

    fn carries(&self, channel: &str) -> bool {
        if channel == "mail" { self.mail.is_some() } else { self.gateway.carries(channel) }
    }
}

/// Posts messages as JSON to the district's message gateway.
#[derive(Debug)]
pub struct HttpMessenger {
    client: reqwest::Client,
    gateway: String,
}

impl HttpMessenger {
    /// A messenger that posts to the gateway's address, waiting at most ten seconds for an answer.
    ///
    /// # Errors
    /// When no HTTP client can be set up on this machine.
    pub fn new(gateway: String) -> Result<Self, ExchangeError> {
        let client = reqwest::Client::builder()
            .timeout(Duration::from_secs(10))
            .build()
            .map_err(ExchangeError::Unreachable)?;
        Ok(Self { client, gateway })
    }
}

impl Messenger for HttpMessenger {
    fn send<'a>(&'a self, message: &'a OutgoingMessage) -> Sending<'a> {
        Box::pin(async move {
            let answer = self
                .client
                .post(&self.gateway)
                .header("idempotency-key", &message.key)
                .json(message)
                .send()
                .await
                .map_err(ExchangeError::Unreachable)?;
            if answer.status().is_success() {
                Ok(())
            } else {
                Err(ExchangeError::Refused { status: answer.status().as_u16() })
            }
        })
    }

    fn carries(&self, channel: &str) -> bool {
        channel != "mail"
    }
}

/// The stand-in where no gateway is set up: says in the log that a message
/// would have gone out, without what it says.
#[derive(Debug, Clone, Copy)]
pub struct LogMessenger;

impl Messenger for LogMessenger {
    fn send<'a>(&'a self, message: &'a OutgoingMessage) -> Sending<'a> {
        tracing::info!(channel = %message.channel, subject = %message.subject, "message kept inside: no gateway is set up");
        Box::pin(std::future::ready(Ok(())))
    }

    fn carries(&self, _channel: &str) -> bool {
        false
    }
}
