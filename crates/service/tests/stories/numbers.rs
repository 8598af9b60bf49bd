//! 办件编号: one filing is one case, its items have numbers of their own, and no figure counts it twice.

use std::collections::BTreeSet;

use identifiers::CaseNumber;
use jiff::civil::date;
use service::CaseCommand;
use store::{CaseFilter, TaskFilter};
use testkit::{Engine, Town, births, code_of};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_filing_counts_once_and_its_items_separately_on_both_engines() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let Some(town) = Town::on(engine, date(2026, 3, 2)).await else { continue };
        let li_na = town.applicant("李娜").await;
        // A double click is one filing; twins are one filing with more items.
        let request = li_na.application("birth", &births::twins()).await;
        let case = li_na.hands_in_with_key(request.clone(), "once").await.unwrap().number;
        assert_eq!(li_na.hands_in_with_key(request, "once").await.unwrap().number, case);
        town.clerk("三号窗口").await.asks_to_mend(&case, &["mother.employer"], &[]).await;
        let form = testkit::form_of(&[("mother.employer", "区医院".into())]);
        li_na.returns(&case, form, &[]).await.unwrap();
        town.walk_to_the_end(&li_na, &case).await;

        let view = li_na.sees(&case).await;
        let tasks: BTreeSet<_> = view.tasks.iter().map(|task| task.id.0.clone()).collect();
        assert_eq!(tasks.len(), view.tasks.len(), "each item has its own number");
        for (nth, task) in view.tasks.iter().enumerate() {
            let (number, of_item) = CaseNumber::parse_with_item(&task.id.0).unwrap();
            assert_eq!((number.as_str(), of_item), (case.as_str(), Some(nth + 1)));
        }
        let (from, to) = (date(2026, 1, 1), date(2026, 12, 31));
        let office = town.office().await;
        let overview = town.app().overview(office.visitor(), from, to).await.unwrap();
        let figures = &overview.figures;
        assert_eq!(
            [figures.submitted, figures.accepted, figures.completed, figures.on_time + figures.late],
            [1, 1, 1, 1],
            "one filing, however often it was corrected"
        );
        assert_eq!(figures.ratings.iter().sum::<u64>(), 1);
        assert_eq!(figures.by_theme.iter().map(|theme| theme.submitted).sum::<u64>(), 1);
        assert_eq!(figures.by_day.iter().map(|(_, submitted, _)| submitted).sum::<u64>(), 1);
        let items: u64 = figures.by_department.iter().map(|one| one.granted + one.refused).sum();
        assert_eq!(items, view.tasks.len() as u64, "departments count items");
        let cases = town.app().cases(office.visitor(), CaseFilter::default(), None, 50).await.unwrap();
        assert_eq!(cases.rows.len(), 1);
        let listed = town.app().tasks(office.visitor(), TaskFilter::default(), None, 100).await.unwrap();
        assert_eq!(listed.rows.len(), view.tasks.len());
    }
}

#[tokio::test]
async fn a_number_opens_nothing_to_whoever_guesses_or_finds_it() {
    let town = Town::open(date(2026, 3, 2)).await;
    let (li_na, stranger) = (town.applicant("李娜").await, town.applicant("周建国").await);
    let (one, other) = (
        li_na.submits("birth", &births::one_child()).await,
        li_na.submits("birth", &births::one_child()).await,
    );
    assert_ne!(one[10..16], other[10..16], "they are not counted through");
    let spoken = CaseNumber::parse(&one).unwrap().spoken();
    assert_eq!(code_of(&li_na.looks_for(&spoken).await), "ok", "read aloud, it is the same number");
    for tried in [one.as_str(), spoken.as_str()] {
        assert_eq!(code_of(&stranger.looks_for(tried).await), "not_found");
        let withdrawn = stranger.tries(tried, CaseCommand::Withdraw { reason: String::new() }).await;
        assert_eq!(code_of(&withdrawn), "not_found");
    }
}
