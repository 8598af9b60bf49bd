//! Working the outbox: words to the outside go out after commit, and may go out twice.

use exchange::OutgoingMessage;
use jiff::SignedDuration;
use store::{ContactChannel, OutboxEntry, SendingState};

use crate::{App, Failure, obligations, outside};

/// How long a worker has to send what it claimed before another may try.
const LEASE_SECONDS: u32 = 60;

/// How often a message to a person is tried before it is given up; the inbox has it anyway.
const MOST_TRIES: u32 = 8;

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
            } else if entry.channel == outside::PERSON {
                self.send_on(&entry).await?;
            } else if !self.try_to_send(entry).await? {
                continue;
            }
            sent += 1;
        }
        Ok(sent)
    }

    /// Tries one entry; whether it is done with.
    async fn try_to_send(&self, entry: OutboxEntry) -> Result<bool, Failure> {
        let to_person = ContactChannel::from_word(&entry.channel).is_some();
        let to = if to_person { self.address_for(&entry).await? } else { None };
        if to_person && to.is_none() {
            // The number was changed or is not wanted any more: the inbox has the message.
            self.store()
                .note_sending(&entry.id, SendingState::Failed, Some("no address"), self.now())
                .await?;
            self.store().outbox_done(&entry.id).await?;
            return Ok(true);
        }
        let OutboxEntry { id: key, channel, subject, body, attempts } = entry;
        let message = OutgoingMessage { key, channel, subject, to, body };
        let (key, now) = (&message.key, self.now());
        let Err(error) = self.inner.messenger.send(&message).await else {
            self.store().note_sending(key, SendingState::Sent, None, now).await?;
            self.store().outbox_done(key).await?;
            return Ok(true);
        };
        let error = error.to_string();
        if to_person && attempts + 1 >= MOST_TRIES {
            self.store().note_sending(key, SendingState::Failed, Some(&error), now).await?;
            self.store().outbox_done(key).await?;
            return Ok(true);
        }
        let minutes = (1_i64 << attempts.min(6)).min(LONGEST_WAIT_MINUTES);
        let retry_at = now + SignedDuration::from_mins(minutes);
        self.store().note_sending(key, SendingState::Queued, Some(&error), now).await?;
        self.store().outbox_failed(key, retry_at, &error).await?;
        Ok(false)
    }
}
