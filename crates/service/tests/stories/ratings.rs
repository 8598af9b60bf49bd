//! 好差评: by link and by code, once, by nobody of the staff; and what shows that some were manufactured.

use casework::StageName;
use jiff::civil::date;
use service::{Failure, Judgement};
use testkit::{Engine, Person, Town, births, code_of};

fn judgement(level: u8, device: &str) -> Judgement {
    Judgement { level, device: Some(device.into()), ..Judgement::default() }
}

fn token(address: &str) -> String {
    address.rsplit('/').next().unwrap().to_owned()
}

async fn completed(town: &Town, person: &Person) -> String {
    let case = person.submits("birth", &births::one_child()).await;
    town.accepts(&case).await;
    town.grant_everything(person, &case).await;
    case
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_visit_is_rated_once_by_the_code_of_the_counter_on_both_engines() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let Some(town) = Town::on(engine, date(2026, 3, 2)).await else { return };
        let (li_na, clerk) = (town.applicant("李娜").await, town.clerk("三号窗口").await);
        let case = li_na.submits("birth", &births::one_child()).await;
        clerk.accepts(&case).await;
        let app = town.app();
        let code = token(&app.ask_for_rating(clerk.visitor(), &case).await.unwrap());
        let shown = app.rating_link(None, &code).await.unwrap();
        assert!(shown.place_name.is_some() && !shown.rated);
        // A device of the staff is sent away.
        let own = app.rate_by_link(Some(clerk.visitor()), &code, judgement(5, "a")).await;
        assert_eq!(code_of(&own), "only_applicant_rates");
        app.rate_by_link(None, &code, judgement(4, "a")).await.unwrap();
        // Another code of the same day is the same visit.
        let again = token(&app.ask_for_rating(clerk.visitor(), &case).await.unwrap());
        assert!(app.rating_link(None, &again).await.unwrap().rated);
        assert_eq!(code_of(&app.rate_by_link(None, &again, judgement(5, "a")).await), "already_rated");
        // The case itself is rated besides.
        town.grant_everything(&li_na, &case).await;
        assert_eq!(li_na.sees(&case).await.stage, StageName::Delivered);
        li_na.rates(&case, 5).await;

        assert!(matches!(app.rating_link(None, "none").await, Err(Failure::NotFound)));
        let stranger = town.clerk_at("别处窗口", "maternity_hospital").await;
        assert!(app.ask_for_rating(stranger.visitor(), &case).await.is_err());
        town.pass_hours(13);
        assert!(
            matches!(app.rating_link(None, &code).await, Err(Failure::NotFound)),
            "the code holds for the visit"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn signs_of_manufactured_ratings_are_shown_to_supervision_alone() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let Some(town) = Town::on(engine, date(2026, 3, 2)).await else { return };
        let (clerk, supervisor) = (town.clerk("三号窗口").await, town.supervisor().await);
        let app = town.app();
        for nth in 0..10 {
            let person = town.applicant("张三").await;
            let case = completed(&town, &person).await;
            let code = token(&app.ask_for_rating(clerk.visitor(), &case).await.unwrap());
            if nth > 2 {
                town.pass_hours(1);
            }
            let device = if nth < 3 { "the same".to_owned() } else { format!("own {nth}") };
            app.rate_by_link(None, &code, judgement(5, &device)).await.unwrap();
        }
        let days = (date(2026, 3, 1), date(2026, 3, 31));
        let signals = app.rating_signals(supervisor.visitor(), days.0, days.1).await.unwrap();
        let count = |sign: &str| signals.iter().filter(|signal| signal.sign == sign).count();
        assert_eq!(
            (count("device"), count("seconds"), count("counter"), count("staff")),
            (1, 3, 1, 0),
            "{signals:?}"
        );
        let device = signals.iter().find(|signal| signal.sign == "device").unwrap();
        assert_eq!(device.count, 3);
        assert!(app.rating_signals(clerk.visitor(), days.0, days.1).await.is_err());

        // Somebody of the staff has a case of their own, and rates it.
        let roles = vec![
            casework::Role::Applicant,
            casework::Role::Approver { department: "public_security".into() },
        ];
        let colleague = town.staff("王警官", roles).await;
        let case = completed(&town, &colleague).await;
        colleague.rates(&case, 5).await;
        let signals = app.rating_signals(supervisor.visitor(), days.0, days.1).await.unwrap();
        assert_eq!(signals.iter().filter(|signal| signal.sign == "staff").count(), 1);
    }
}

#[tokio::test]
async fn who_says_nothing_is_counted_as_not_rated_and_as_nothing_else() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    for rated in [true, false, false, false] {
        let case = completed(&town, &li_na).await;
        if rated {
            li_na.rates(&case, 3).await;
        }
    }
    let told = town.app().published_ratings(date(2026, 3, 1), date(2026, 3, 31)).await.unwrap();
    assert_eq!((told.whole.good_rate, told.whole.not_rated_rate), (Some(100), Some(75)));
    assert_eq!((told.whole.completed, told.whole.ratings), (4, 1));
}
