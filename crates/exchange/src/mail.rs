//! E-mail to people, over one SMTP server.
//!
//! A mail may be sent twice: both bear the same message id, by which mailboxes show it once.

use std::time::Duration;

use lettre::{
    Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, header::ContentType},
};

use crate::{ExchangeError, OutgoingMessage};

/// Carries mails to an SMTP server.
pub struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl Mailer {
    /// A mailer over the server at an address such as `smtps://user:password@mail.example.cn`, whose mails
    /// come from that mailbox.
    ///
    /// # Errors
    /// When either cannot be read.
    pub fn new(server: &str, from: &str) -> Result<Self, ExchangeError> {
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(server).map_err(ExchangeError::Mail)?;
        let transport = builder.timeout(Some(Duration::from_secs(10))).build();
        let from = from.parse().map_err(|_| ExchangeError::BadAddress)?;
        Ok(Self { transport, from })
    }

    /// Sends one message to the address it names.
    ///
    /// # Errors
    /// When the server cannot be reached or does not take it.
    pub async fn send(&self, message: &OutgoingMessage) -> Result<(), ExchangeError> {
        let to: Address =
            message.to.as_deref().unwrap_or_default().parse().map_err(|_| ExchangeError::BadAddress)?;
        let text =
            |name: &str| message.body.get(name).and_then(|text| text.as_str()).unwrap_or_default().to_owned();
        let mail = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .message_id(Some(format!("<{}@{}>", message.key, self.from.email.domain())))
            .subject(text("subject"))
            .header(ContentType::TEXT_PLAIN)
            .body(text("text"))
            .map_err(|_| ExchangeError::BadAddress)?;
        self.transport.send(mail).await.map(drop).map_err(ExchangeError::Mail)
    }
}

/// Whether the text is an e-mail address.
pub fn is_address(text: &str) -> bool {
    text.parse::<Address>().is_ok()
}
