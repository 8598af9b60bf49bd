//! Messages: every one in the inbox; by text message and mail as each person wants it, and what became of it.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use casework::{case::Delivery, exit::Exit};
use jiff::civil::date;
use service::CaseCommand;
use store::{ContactChannel, QuietHours, SendingState};
use testkit::{COUNTER, Engine, Person, Town, births, code_of, outgoing::taken_by, post_office::PostOffice};

const MOBILE: &str = "13812345678";
const ADDRESS: &str = "lina@example.cn";

/// The code in the last message that went that way.
fn code(office: &PostOffice, channel: ContactChannel) -> String {
    let text = match channel {
        ContactChannel::Sms => office.texts().pop().expect("a text message").1,
        ContactChannel::Mail => body_of(&office.mails().pop().expect("a mail").1),
    };
    let digits = text.split("验证码").nth(1).expect("a code").chars();
    digits.take_while(char::is_ascii_digit).collect()
}

/// What a mail says, decoded from either way of writing it (RFC 2045).
fn body_of(mail: &str) -> String {
    let (head, body) = mail.split_once("\n\n").expect("a head and a body");
    if head.contains("quoted-printable") {
        let joined = body.replace("=\n", "");
        let (first, rest) = joined.split_once('=').unwrap_or((&joined, ""));
        let mut bytes = first.as_bytes().to_vec();
        for piece in rest.split('=').filter(|piece| !piece.is_empty()) {
            bytes.push(u8::from_str_radix(&piece[..2], 16).expect("two digits"));
            bytes.extend(piece[2..].bytes());
        }
        return String::from_utf8(bytes).expect("text");
    }
    let body: String = body.chars().filter(|sign| !sign.is_whitespace()).collect();
    String::from_utf8(STANDARD.decode(body).expect("base64")).expect("text")
}

/// The person confirms number and address.
async fn is_reached(town: &Town, office: &PostOffice, person: &Person) {
    for (channel, address) in [(ContactChannel::Sms, MOBILE), (ContactChannel::Mail, ADDRESS)] {
        town.app().add_contact(person.visitor(), channel, address).await.unwrap();
        town.works_off_what_is_due().await;
        town.app().confirm_contact(person.visitor(), channel, &code(office, channel)).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_goes_the_ways_that_were_confirmed_and_says_what_became_of_it_on_both_engines() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let Some(town) = Town::on(engine, date(2026, 3, 2)).await else { return };
        let (li_na, office) = (town.applicant("李娜").await, town.opens_a_post_office().await);
        is_reached(&town, &office, &li_na).await;
        let (texts, mails) = (office.texts().len(), office.mails().len());
        let case = li_na.submits("birth", &births::one_child()).await;
        town.works_off_what_is_due().await;
        let (number, text) = office.texts()[texts].clone();
        assert_eq!(number, MOBILE);
        assert!(text.starts_with("【一件事】您的办件（尾号") && !text.contains("出生"), "{text}");
        let (to, mail) = office.mails()[mails].clone();
        assert_eq!(to, ADDRESS);
        assert!(body_of(&mail).contains(&format!("/cases/{case}")), "{mail}");
        let message = town.app().messages(li_na.visitor(), None, 1).await.unwrap().rows.remove(0);
        let became = town.app().sendings_of(li_na.visitor(), &[&message.id]).await.unwrap();
        let became: Vec<_> = became[&message.id].iter().map(|one| (one.state, one.tries)).collect();
        assert_eq!(became, [(SendingState::Sent, 1), (SendingState::Sent, 1)]);
        // What was sent is not sent again.
        town.pass_hours(2);
        town.works_off_what_is_due().await;
        assert_eq!((office.texts().len(), office.mails().len()), (texts + 1, mails + 1));
    }
}

#[tokio::test]
async fn what_is_refused_is_tried_again_and_given_up_with_the_reason_while_the_inbox_has_it() {
    let town = Town::open(date(2026, 3, 2)).await;
    let (li_na, office) = (town.applicant("李娜").await, town.opens_a_post_office().await);
    is_reached(&town, &office, &li_na).await;
    let quiet = QuietHours { from: 0, until: 0 };
    let both = [ContactChannel::Sms, ContactChannel::Mail];
    town.app().choose_ways(li_na.visitor(), &both, quiet).await.unwrap();
    office.refuses(true);
    let before = (office.texts().len(), office.mails().len());
    li_na.submits("birth", &births::one_child()).await;
    town.works_off_what_is_due().await;
    let message = town.app().messages(li_na.visitor(), None, 1).await.unwrap().rows.remove(0);
    assert!(message.text.contains("已经收到"));
    let became = town.app().sendings_of(li_na.visitor(), &[&message.id]).await.unwrap();
    let waits = |one: &store::Sending| one.state == SendingState::Queued && one.error.is_some();
    assert!(became[&message.id].iter().all(waits), "{became:?}");
    for _ in 0..8 {
        town.pass_hours(2);
        town.works_off_what_is_due().await;
    }
    let admin = town.admin().await;
    let given_up = town.app().sendings(admin.visitor(), SendingState::Failed, None, 50).await.unwrap().rows;
    assert_eq!(given_up.iter().map(|one| one.tries).collect::<Vec<_>>(), [8, 8]);
    let seen = format!("{given_up:?}");
    assert!(!seen.contains(MOBILE) && !seen.contains(ADDRESS), "{seen}");
    let others = town.app().sendings(li_na.visitor(), SendingState::Failed, None, 50).await;
    assert_eq!(code_of(&others), "not_allowed");
    office.refuses(false);
    town.pass_hours(2);
    town.works_off_what_is_due().await;
    assert_eq!((office.texts().len(), office.mails().len()), before);
}

#[tokio::test]
async fn a_number_is_used_only_once_its_code_came_back() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let (app, sms) = (town.app(), ContactChannel::Sms);
    let not_set_up = app.add_contact(li_na.visitor(), sms, MOBILE).await;
    assert_eq!(code_of(&not_set_up), "invalid", "nothing is set up in this town yet");
    let office = town.opens_a_post_office().await;
    assert_eq!(code_of(&app.add_contact(li_na.visitor(), sms, "12345").await), "invalid");
    assert_eq!(code_of(&app.add_contact(li_na.visitor(), ContactChannel::Mail, "lina").await), "invalid");
    app.add_contact(li_na.visitor(), sms, MOBILE).await.unwrap();
    town.works_off_what_is_due().await;
    let right = code(&office, sms);
    let wrong = if right == "000000" { "111111" } else { "000000" };
    for _ in 0..5 {
        assert_eq!(code_of(&app.confirm_contact(li_na.visitor(), sms, wrong).await), "invalid");
    }
    assert_eq!(code_of(&app.confirm_contact(li_na.visitor(), sms, &right).await), "invalid", "guessed at");
    li_na.submits("birth", &births::one_child()).await;
    town.works_off_what_is_due().await;
    assert_eq!(office.texts().len(), 1, "the code alone went there");
    // A code that is too old is none.
    app.add_contact(li_na.visitor(), sms, MOBILE).await.unwrap();
    town.works_off_what_is_due().await;
    let late = code(&office, sms);
    town.pass_hours(1);
    assert_eq!(code_of(&app.confirm_contact(li_na.visitor(), sms, &late).await), "invalid");
}

#[tokio::test]
async fn at_night_nothing_is_sent_and_what_is_not_wanted_is_not_sent_at_all() {
    let town = Town::open(date(2026, 3, 2)).await;
    let (li_na, office) = (town.applicant("李娜").await, town.opens_a_post_office().await);
    is_reached(&town, &office, &li_na).await;
    let usual = QuietHours::default();
    town.app().choose_ways(li_na.visitor(), &[ContactChannel::Sms], usual).await.unwrap();
    let (texts, mails) = (office.texts().len(), office.mails().len());
    // Eleven in the evening.
    town.pass_hours(14);
    li_na.submits("birth", &births::one_child()).await;
    town.works_off_what_is_due().await;
    assert_eq!(office.texts().len(), texts);
    town.pass_hours(9);
    town.works_off_what_is_due().await;
    assert_eq!((office.texts().len(), office.mails().len()), (texts + 1, mails));
}

#[tokio::test]
async fn no_text_message_of_a_whole_life_holds_anything_of_the_person() {
    let town = Town::open(date(2026, 3, 2)).await;
    let (li_na, office) = (town.applicant("欧阳德明").await, town.opens_a_post_office().await);
    is_reached(&town, &office, &li_na).await;
    let at_counter = Delivery::Counter { place: COUNTER.into() };
    let case = town.granted_on_paper(&li_na, at_counter, Exit::Together).await.number;
    let clerk = town.clerk("三号窗口").await;
    clerk.does(&case, taken_by("王强强", Some("授权委托书"), "", "居民身份证")).await;
    li_na.does(&case, CaseCommand::Complain { text: "欧阳德明的投诉".into() }).await;
    town.works_off_what_is_due().await;
    let texts = office.texts();
    assert!(texts.len() > 6, "{texts:?}");
    let view = li_na.sees(&case).await;
    let values = view.sections.iter().flat_map(|section| &section.values).map(|value| value.value.clone());
    let long = |value: &String| value.chars().count() > 3;
    let mut secrets: Vec<String> = values.filter(long).collect();
    secrets.extend(["欧阳德明", "王强强", "授权", "出生", &view.theme_name].map(str::to_owned));
    secrets.extend(view.results.iter().flat_map(|result| [result.number.clone(), result.name.clone()]));
    for (_, text) in &texts {
        for secret in &secrets {
            assert!(!text.contains(secret.as_str()), "{secret} stands in {text}");
        }
    }
}

#[tokio::test]
async fn the_end_and_the_link_for_rating_come_in_one_word() {
    let town = Town::open(date(2026, 3, 2)).await;
    let (li_na, office) = (town.applicant("李娜").await, town.opens_a_post_office().await);
    is_reached(&town, &office, &li_na).await;
    let case = li_na.submits("birth", &births::one_child()).await;
    town.accepts(&case).await;
    town.grant_everything(&li_na, &case).await;
    town.works_off_what_is_due().await;
    let texts = office.texts();
    let of_the_end: Vec<_> = texts.iter().filter(|(_, text)| text.contains("全部办结")).collect();
    assert_eq!(of_the_end.len(), 1, "{texts:?}");
    assert!(of_the_end[0].1.contains("/rate/"), "{of_the_end:?}");
    // What became of it outside stands with the message in the inbox.
    let messages = town.app().messages(li_na.visitor(), None, 20).await.unwrap().rows;
    let message = messages.iter().find(|one| one.kind == "completed").expect("it is told");
    let became = town.app().sendings_of(li_na.visitor(), &[&message.id]).await.unwrap();
    assert!(became[&message.id].iter().all(|one| one.state == SendingState::Sent));
}
