//! 当事人确认: a father who is asked by the mother, and two who marry.

use casework::TaskStageName;
use jiff::civil::date;
use service::{CaseCommand, CaseView, GrantInput, PartyLine};
use testkit::{Engine, Person, Town, births, code_of};

const REGISTRATION: &str = "birth_household_registration";

fn father(view: &CaseView) -> &PartyLine {
    let mut parties = view.parties.iter();
    parties.find(|party| *party.item == *REGISTRATION && party.role == "父亲").expect("the father signs")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_does_not_answer_in_fifteen_days_is_asked_again_by_another_code_on_both_engines() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let Some(town) = Town::on(engine, date(2026, 3, 2)).await else { continue };
        let li_na = town.applicant("李娜").await;
        let (case, first) = asked(&town, &li_na).await;
        let name = father(&li_na.sees(&case).await).name.clone().expect("the form names him");
        let him = town.applicant(&name).await;
        let app = town.app();
        let again = app.ask_party(li_na.visitor(), &case, REGISTRATION, "父亲").await.unwrap();
        assert_eq!(code(&again), first, "as long as it holds it is the same");
        town.pass_hours(24 * 15);
        assert!(father(&li_na.sees(&case).await).lapsed);
        assert_eq!(code_of(&app.party_part(him.visitor(), &case, &first).await), "code_lapsed");
        let signed = app.confirm_as_party(him.visitor(), &case, &first, &name).await;
        assert_eq!(code_of(&signed), "code_lapsed");
        let second = app.ask_party(li_na.visitor(), &case, REGISTRATION, "父亲").await.unwrap();
        let second = code(&second);
        assert_ne!(second, first);
        assert_eq!(code_of(&app.party_part(him.visitor(), &case, &first).await), "not_found");
        app.confirm_as_party(him.visitor(), &case, second, &name).await.unwrap();
        town.pass_hours(24 * 15);
        assert!(app.party_part(him.visitor(), &case, second).await.unwrap().given_at.is_some());
    }
}

/// The code in an address.
fn code(address: &str) -> &str {
    address.rsplit_once('/').expect("an address").1
}

async fn asked(town: &Town, li_na: &Person) -> (String, String) {
    let case = li_na.submits("birth", &births::one_child()).await;
    let address = town.app().ask_party(li_na.visitor(), &case, REGISTRATION, "父亲").await.unwrap();
    assert!(address.contains(&format!("/confirm/{case}/")), "{address}");
    (case, code(&address).to_owned())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_father_sees_exactly_what_he_confirms_and_signs_with_his_own_account_on_both_engines() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let Some(town) = Town::on(engine, date(2026, 3, 2)).await else { continue };
        let li_na = town.applicant("李娜").await;
        let (case, code) = asked(&town, &li_na).await;
        let name = father(&li_na.sees(&case).await).name.clone().expect("the form names him");
        let him = town.applicant(&name).await;
        let app = town.app();
        let part = app.party_part(him.visitor(), &case, &code).await.unwrap();
        assert_eq!((part.role.as_str(), part.name.as_str()), ("父亲", name.as_str()));
        assert!(part.lines.iter().any(|(_, value)| *value == name), "{:?}", part.lines);
        assert!(part.lines.iter().all(|(label, _)| !label.contains("银行")), "nothing of other items");
        assert_eq!(code_of(&app.party_part(him.visitor(), &case, "0000000000000000").await), "not_found");
        assert_eq!(code_of(&him.looks_for(&case).await), "not_found", "the case itself is not his to see");
        let stranger = town.applicant("周建国").await;
        assert_eq!(
            code_of(&app.confirm_as_party(stranger.visitor(), &case, &code, "周建国").await),
            "signature_differs"
        );
        app.confirm_as_party(him.visitor(), &case, &code, &name).await.unwrap();
        assert_eq!(
            father(&li_na.sees(&case).await).given.as_ref().map(|one| one.0.clone()),
            Some(name.clone())
        );
        app.take_back_as_party(him.visitor(), &case, &code).await.unwrap();
        assert!(father(&li_na.sees(&case).await).given.is_none());
        app.confirm_as_party(him.visitor(), &case, &code, &name).await.unwrap();
        town.clerk("三号窗口").await.accepts(&case).await;
        assert_eq!(code_of(&app.take_back_as_party(him.visitor(), &case, &code).await), "wrong_stage");
    }
}

#[tokio::test]
async fn the_household_is_not_registered_before_the_father_has_confirmed() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let (case, _) = asked(&town, &li_na).await;
    town.clerk("三号窗口").await.accepts(&case).await;
    let view = li_na.sees(&case).await;
    let registration = view.tasks.iter().find(|task| *task.item == *REGISTRATION).expect("it is done");
    let others: Vec<_> = registration.department.as_str().split_whitespace().collect();
    assert_eq!(others, ["public_security"]);
    let police = town.approver("public_security").await;
    // What it waits for first is granted; the father still has to confirm.
    town.approver("health_commission").await.grants_all_ready(&case).await;
    let task = registration.id.0.clone();
    if li_na.sees(&case).await.tasks.iter().any(|one| one.id.0 == task && one.stage == TaskStageName::Ready) {
        let refused = police.tries(&case, CaseCommand::GrantTask(task, GrantInput::default())).await;
        assert_eq!(code_of(&refused), "parties_open");
    }
    let clerk = town.clerk("三号窗口").await;
    clerk.does(&case, CaseCommand::RecordParties(REGISTRATION.into(), vec!["父亲".into()])).await;
    town.grant_everything(&li_na, &case).await;
}

#[tokio::test]
async fn two_marry_when_the_registrar_has_seen_both() {
    let town = Town::open(date(2026, 3, 2)).await;
    let chen = town.applicant("陈浩").await;
    let answers = testkit::journey("marriage", "first_marriage_booked_day");
    let mut sample = service::sample::Sample::new(1);
    let catalog = town.catalog();
    let answers = sample.completed(&catalog, catalog.theme("marriage").unwrap(), answers);
    let request = chen.sampled("marriage", answers, &mut sample).await;
    let case = chen.hands_in(request).await.unwrap().number;
    let asked = town.app().ask_party(chen.visitor(), &case, "marriage_registration", "女方").await;
    assert_eq!(code_of(&asked), "in_person_only");
    town.accepts(&case).await;
    let view = chen.sees(&case).await;
    let wedding = view.tasks.iter().find(|task| *task.item == *"marriage_registration").unwrap();
    let registrar = town.approver(wedding.department.as_str()).await;
    let grant = || CaseCommand::GrantTask(wedding.id.0.clone(), GrantInput::default());
    assert_eq!(code_of(&registrar.tries(&case, grant()).await), "parties_open");
    let there = |roles: &[&str]| {
        let roles = roles.iter().map(|role| (*role).to_owned()).collect();
        CaseCommand::RecordParties("marriage_registration".into(), roles)
    };
    assert_eq!(code_of(&registrar.tries(&case, there(&["男方"])).await), "parties_open");
    registrar.does(&case, there(&["男方", "女方"])).await;
    registrar.does(&case, grant()).await;
}

#[tokio::test]
async fn nobody_is_asked_to_confirm_what_is_decided() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let case = li_na.submits("birth", &births::one_child()).await;
    assert!(father(&li_na.sees(&case).await).actions.contains(&"ask_party"));
    town.clerk("三号窗口").await.accepts(&case).await;
    town.grant_everything(&li_na, &case).await;
    let parties = li_na.sees(&case).await.parties;
    assert!(parties.iter().all(|party| party.actions.is_empty()), "{parties:?}");
}
