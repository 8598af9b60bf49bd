//! Ways outside to a person (短信、电子邮件): which are confirmed and wanted, the hours in which nothing is
//! sent, and what became of each message. The inbox has every message whatever is chosen here.

use std::collections::HashMap;

use casework::{AccountId, policy};
use identifiers::Mobile;
use jiff::{SignedDuration, Timestamp, ToSpan, tz};
use store::{
    Contact, ContactChannel, NewOutbox, NewSending, OutboxEntry, Page, QuietHours, Sending, SendingState,
};

use crate::{App, Failure, Visitor, words};

/// The outbox's channel for a message to a person, whose ways outside are looked up when it is worked.
pub(crate) const PERSON: &str = "person";

/// How long a confirming code holds, in minutes.
const CODE_MINUTES: i64 = 10;

/// How somebody is told outside of this service.
#[derive(Debug, Clone)]
pub struct WaysOutside {
    /// Each way: whether it is set up here, and the number or address with what is chosen.
    pub ways: Vec<(ContactChannel, bool, Option<Contact>)>,
    /// The hours in which nothing is sent.
    pub quiet: QuietHours,
}

impl App {
    /// How the visitor is told outside of this service.
    ///
    /// # Errors
    /// Only when the store fails.
    pub async fn ways_outside(&self, visitor: &Visitor) -> Result<WaysOutside, Failure> {
        let account = &visitor.account.id;
        let contacts = self.store().contacts(account).await?;
        let ways = ContactChannel::ALL.into_iter().map(|channel| {
            let known = contacts.iter().find(|contact| contact.channel == channel).cloned();
            (channel, self.carries(channel), known)
        });
        Ok(WaysOutside { ways: ways.collect(), quiet: self.store().quiet_hours(account).await? })
    }

    /// Whether this installation can send that way.
    pub fn carries(&self, channel: ContactChannel) -> bool {
        self.inner.messenger.carries(channel.as_str())
    }

    /// Sends a code to a number or address, which is used once the code has come back.
    ///
    /// # Errors
    /// `Invalid` where it is no number or address, or where this installation cannot send that way.
    pub async fn add_contact(
        &self,
        visitor: &Visitor,
        channel: ContactChannel,
        address: &str,
    ) -> Result<(), Failure> {
        policy::may(&visitor.actor, policy::Action::UseOwnAccount, None)?;
        if !self.carries(channel) {
            let message = "这里还没有开通这种方式，请看站内消息";
            return Err(Failure::invalid("/address", "not_set_up", message));
        }
        let address = identifiers::normalise(address);
        let address = match channel {
            ContactChannel::Sms => Mobile::parse(&address).ok().map(|mobile| mobile.as_str().to_owned()),
            ContactChannel::Mail => Some(address).filter(|address| exchange::is_address(address)),
        };
        let message = match channel {
            ContactChannel::Sms => "请填写11位手机号码",
            ContactChannel::Mail => "请填写电子邮件地址，比如 lina@example.cn",
        };
        let address = address.ok_or_else(|| Failure::invalid("/address", "wrong_address", message))?;
        let code = six_digits()?;
        let (account, now) = (&visitor.account.id, self.now());
        let until = now + SignedDuration::from_mins(CODE_MINUTES);
        self.store().keep_contact(account, channel, &address, &code, until).await?;
        let text = format!("【一件事】验证码{code}，{CODE_MINUTES}分钟内有效。不是您本人操作的，不用理会。");
        let body = serde_json::json!({ "subject": "一件事：验证码", "text": text, "confirms": true });
        let outbox =
            NewOutbox { channel: channel.as_str().into(), subject: account.to_string(), body, due_at: None };
        Ok(self.store().tell_outside(&outbox, now).await?)
    }

    /// Confirms a number or address by the code that was sent there.
    ///
    /// # Errors
    /// `Invalid` where the code is wrong, too old, or was guessed at too often.
    pub async fn confirm_contact(
        &self,
        visitor: &Visitor,
        channel: ContactChannel,
        code: &str,
    ) -> Result<(), Failure> {
        let code: String = code.chars().filter(|sign| !sign.is_whitespace()).collect();
        if self.store().confirm_contact(&visitor.account.id, channel, &code, self.now()).await? {
            return Ok(());
        }
        let message = "验证码不对或者过期了；错了五次的，请重新发一个";
        Err(Failure::invalid("/code", "wrong_code", message))
    }

    /// Which ways are wanted, and the hours in which nothing is sent.
    ///
    /// # Errors
    /// `Invalid` for an hour that there is not.
    pub async fn choose_ways(
        &self,
        visitor: &Visitor,
        wanted: &[ContactChannel],
        quiet: QuietHours,
    ) -> Result<(), Failure> {
        if quiet.from > 23 || quiet.until > 23 {
            return Err(Failure::invalid("/quiet", "wrong_hour", "请选0点到23点"));
        }
        let account = &visitor.account.id;
        for channel in ContactChannel::ALL {
            self.store().want_contact(account, channel, wanted.contains(&channel)).await?;
        }
        Ok(self.store().set_quiet_hours(account, quiet).await?)
    }

    /// What became of these messages outside, by message.
    ///
    /// # Errors
    /// Only when the store fails.
    pub async fn sendings_of(
        &self,
        visitor: &Visitor,
        messages: &[&str],
    ) -> Result<HashMap<String, Vec<Sending>>, Failure> {
        let mut by_message: HashMap<String, Vec<Sending>> = HashMap::new();
        for sending in self.store().sendings_of(&visitor.account.id, messages).await? {
            by_message.entry(sending.message.clone()).or_default().push(sending);
        }
        Ok(by_message)
    }

    /// Messages outside in one state, for whoever looks after the system.
    ///
    /// # Errors
    /// `Forbidden` for others.
    pub async fn sendings(
        &self,
        visitor: &Visitor,
        state: SendingState,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Page<Sending>, Failure> {
        policy::may(&visitor.actor, policy::Action::ManageSystem, None).map_err(|_| Failure::Forbidden)?;
        Ok(self.store().sendings(state, after, limit).await?)
    }

    /// Puts a message to a person on the ways that they chose, after their quiet hours.
    pub(crate) async fn send_on(&self, entry: &OutboxEntry) -> Result<(), Failure> {
        let account = AccountId::from(entry.subject.as_str());
        let text = |name: &str| entry.body.get(name).and_then(|text| text.as_str()).unwrap_or_default();
        let due_at = after_quiet_hours(self.store().quiet_hours(&account).await?, self.now());
        let contacts = self.store().contacts(&account).await?;
        let open = contacts.into_iter().filter(|contact| {
            contact.wanted && contact.confirmed_at.is_some() && self.carries(contact.channel)
        });
        let sendings = open.map(|contact| {
            let channel = contact.channel;
            let body = match channel {
                ContactChannel::Sms => serde_json::json!({ "text": text("short") }),
                ContactChannel::Mail => serde_json::json!({
                    "subject": words::mail_subject(text("case")),
                    "text": format!("{}\n\n{}\n", text("text"), text("link")),
                }),
            };
            let (channel_word, subject) = (channel.as_str().into(), account.to_string());
            let outbox = NewOutbox { channel: channel_word, subject, body, due_at: Some(due_at) };
            NewSending { message: text("message").to_owned(), account: account.clone(), channel, outbox }
        });
        let sendings: Vec<_> = sendings.collect();
        Ok(self.store().send_on(&entry.id, &sendings, self.now()).await?)
    }

    /// To which number or address an entry goes; none where there is none any more. A code goes to one that
    /// is still to be confirmed.
    pub(crate) async fn address_for(&self, entry: &OutboxEntry) -> Result<Option<String>, Failure> {
        let account = AccountId::from(entry.subject.as_str());
        let confirms = entry.body.get("confirms").is_some_and(|confirms| confirms == true);
        let contacts = self.store().contacts(&account).await?;
        let open = |contact: &Contact| {
            let settled = contact.wanted && contact.confirmed_at.is_some();
            contact.channel.as_str() == entry.channel && (settled || confirms)
        };
        Ok(contacts.into_iter().find(open).map(|contact| contact.address))
    }
}

/// Six digits at random.
fn six_digits() -> Result<String, Failure> {
    let mut random = [0_u8; 8];
    getrandom::fill(&mut random).map_err(|error| Failure::Fault(error.to_string().into()))?;
    Ok(format!("{:06}", u64::from_le_bytes(random) % 1_000_000))
}

/// The first moment from `now` on that lies in no quiet hour, in Beijing.
fn after_quiet_hours(quiet: QuietHours, now: Timestamp) -> Timestamp {
    let local = tz::offset(8).to_datetime(now);
    let hour = u8::try_from(local.hour()).unwrap_or_default();
    let (from, until) = (quiet.from, quiet.until);
    let is_quiet = if from <= until { (from..until).contains(&hour) } else { hour >= from || hour < until };
    if !is_quiet {
        return now;
    }
    let day = if hour >= until { local.date().saturating_add(1.day()) } else { local.date() };
    let end = day.at(i8::try_from(until).unwrap_or_default(), 0, 0, 0);
    tz::offset(8).to_timestamp(end).unwrap_or(now)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(quiet: QuietHours, now: &str) -> String {
        after_quiet_hours(quiet, now.parse().expect("is a moment")).to_string()
    }

    #[test]
    fn at_night_a_message_waits_for_the_morning() {
        let usual = QuietHours::default();
        // 23:30, 06:59 and 07:00 in Beijing.
        assert_eq!(sent(usual, "2026-03-02T15:30:00Z"), "2026-03-02T23:00:00Z");
        assert_eq!(sent(usual, "2026-03-01T22:59:00Z"), "2026-03-01T23:00:00Z");
        assert_eq!(sent(usual, "2026-03-01T23:00:00Z"), "2026-03-01T23:00:00Z");
        let noon = QuietHours { from: 12, until: 14 };
        assert_eq!(sent(noon, "2026-03-02T05:10:00Z"), "2026-03-02T06:00:00Z");
        let never = QuietHours { from: 0, until: 0 };
        assert_eq!(sent(never, "2026-03-02T15:30:00Z"), "2026-03-02T15:30:00Z");
    }
}
