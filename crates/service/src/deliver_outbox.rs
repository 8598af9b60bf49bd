//! Working the outbox: words to the outside go out after commit, and may go out twice.

use exchange::OutgoingMessage;
use jiff::SignedDuration;

use crate::{App, Failure, obligations};

/// How long a worker has to send what it claimed before another may try.
const LEASE_SECONDS: u32 = 60;

/// The longest wait between two tries, in minutes.
const LONGEST_WAIT_MINUTES: i64 = 60;

impl App {
    /// Sends what is due, at most `limit` messages, and says how many went out. What
    /// could not be sent is tried again later, each time after a longer wait.
    ///
    /// # Errors
    /// Only when the store fails.
    pub async fn work_outbox(&self, limit: u32) -> Result<usize, Failure> {
        let due = self.store().claim_outbox(self.now(), LEASE_SECONDS, limit).await?;
        let mut sent = 0;
        for entry in due {
            if entry.channel == obligations::CHANNEL {
                self.hand_over_reminder(&entry).await?;
                sent += 1;
                continue;
            }
            let message = OutgoingMessage {
                key: entry.id.clone(),
                channel: entry.channel,
                subject: entry.subject,
                body: entry.body,
            };
            match self.inner.messenger.send(&message).await {
                Ok(()) => {
                    self.store().outbox_done(&entry.id).await?;
                    sent += 1;
                }
                Err(error) => {
                    let minutes = (1_i64 << entry.attempts.min(6)).min(LONGEST_WAIT_MINUTES);
                    let retry_at = self.now() + SignedDuration::from_mins(minutes);
                    self.store().outbox_failed(&entry.id, retry_at, &error.to_string()).await?;
                }
            }
        }
        Ok(sent)
    }
}
