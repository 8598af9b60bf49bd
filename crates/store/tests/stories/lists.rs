//! Lists, scopes, filters, figures.

use std::slice;

use casework::{
    AccountId, Asked, DutyKind, Event, Mandate, MandateScope, MandatedAct, StageName, TaskId, TaskStageName,
    exit::Errand,
};
use identifiers::CaseNumber;
use jiff::civil::date;
use store::{CaseDay, CaseFilter, CaseScope, Days, StoreError, TaskFilter, TaskScope};

use crate::support::{Ground, NAME, accepted, granted, ready};

async fn numbers(ground: &Ground, scope: &CaseScope, filter: &CaseFilter, limit: u32) -> Vec<CaseNumber> {
    let (mut numbers, mut after) = (Vec::new(), None);
    loop {
        let page = ground.store.cases(scope, filter, after.as_deref(), limit).await.unwrap();
        assert!(page.rows.len() <= limit as usize);
        numbers.extend(page.rows.into_iter().map(|row| row.number));
        match page.next {
            Some(next) => after = Some(next),
            None => return numbers,
        }
    }
}

pub async fn paging_visits_every_case_exactly_once(ground: Ground) {
    let applicant = ground.applicant("applicant").await;
    let mut all = Vec::new();
    for nth in 0..23 {
        // Three at a time in the same minute, so that time alone does not order them.
        all.push(ground.submitted(&applicant, nth / 3).await);
    }
    for limit in [1, 4, 23, 100] {
        let mut seen = numbers(&ground, &CaseScope::All, &CaseFilter::default(), limit).await;
        assert_eq!(seen.first(), all.last(), "the latest comes first");
        seen.sort();
        let mut expected = all.clone();
        expected.sort();
        assert_eq!(seen, expected, "pages of {limit}");
    }
    let nonsense = ground.store.cases(&CaseScope::All, &CaseFilter::default(), Some("!"), 10).await;
    assert!(matches!(nonsense, Err(StoreError::BadCursor)));
}

pub async fn paging_visits_every_task_by_due_day(ground: Ground) {
    let applicant = ground.applicant("applicant").await;
    for nth in 0..5 {
        let number = ground.submitted(&applicant, 0).await;
        let due = date(2026, 3, 9 + (nth % 3) as i8);
        let first = TaskId::of(&number, 1);
        let ready = Event::TaskReady { task: first, due, statutory_due: date(2026, 3, 30), since: None };
        ground.append(&number, vec![accepted(), ready]).await.unwrap();
    }
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let filter = TaskFilter::default();
        let page = ground.store.tasks(&TaskScope::All, &filter, after.as_deref(), 3).await.unwrap();
        seen.extend(page.rows);
        match page.next {
            Some(next) => after = Some(next),
            None => break,
        }
    }
    let ids: std::collections::BTreeSet<_> = seen.iter().map(|row| row.id.clone()).collect();
    assert_eq!((seen.len(), ids.len()), (10, 10));
    let dues: Vec<_> = seen.iter().map(|row| row.due.unwrap_or(date(9999, 12, 31))).collect();
    assert!(dues.is_sorted(), "{dues:?}");

    let desk =
        TaskFilter { stages: vec![TaskStageName::Ready, TaskStageName::Reviewing], ..TaskFilter::default() };
    let scope = TaskScope::Department("health".into());
    let page = ground.store.tasks(&scope, &desk, None, 10).await.unwrap();
    assert_eq!(page.rows.len(), 5);
    let row = &page.rows[0];
    assert_eq!((row.applicant_name.as_str(), row.case_version, &*row.department), (NAME, 3, "health"));
    assert_eq!((row.stage, row.since, row.by.as_ref()), (TaskStageName::Ready, Some(date(2026, 3, 2)), None));
    let due_soon = TaskFilter { due: Days { from: None, to: Some(date(2026, 3, 9)) }, ..desk };
    assert_eq!(ground.store.tasks(&scope, &due_soon, None, 10).await.unwrap().rows.len(), 2);
    let elsewhere = TaskScope::Departments(vec!["public_security".into()]);
    assert!(ground.store.tasks(&elsewhere, &due_soon, None, 10).await.unwrap().rows.is_empty());
    for nothing in [TaskScope::Nothing, TaskScope::Departments(Vec::new())] {
        let page = ground.store.tasks(&nothing, &TaskFilter::default(), None, 10).await.unwrap();
        assert!(page.rows.is_empty());
    }
}

pub async fn nobody_lists_somebody_elses_cases(ground: Ground) {
    let (one, two) = (ground.applicant("a").await, ground.applicant("b").await);
    let mine = ground.submitted(&one, 0).await;
    let theirs = ground.submitted(&two, 1).await;
    let seen = |scope: CaseScope| {
        let ground = &ground;
        async move { numbers(ground, &scope, &CaseFilter::default(), 10).await }
    };
    assert_eq!(seen(CaseScope::Applicant(one.id.clone())).await, slice::from_ref(&mine));
    assert_eq!(seen(CaseScope::Applicant("nobody".into())).await, []);
    let both = [theirs.clone(), mine.clone()];
    let mandate = |scope, from| Mandate {
        id: "mandate".into(),
        principal: two.id.clone(),
        scope,
        acts: [MandatedAct::Correct].into(),
        from,
        until: date(2026, 12, 31),
    };
    let birth = || MandateScope::Themes { themes: vec!["birth".into()] };
    let under = |scope, from| CaseScope::Under(mandate(scope, from));
    assert_eq!(seen(under(birth(), date(2026, 1, 1))).await, slice::from_ref(&theirs));
    assert_eq!(seen(under(birth(), date(2026, 12, 31))).await, [], "what was handed in before it");
    let elsewhere = MandateScope::Themes { themes: vec!["marriage".into()] };
    assert_eq!(seen(under(elsewhere, date(2026, 1, 1))).await, []);
    let case = |number: &CaseNumber| MandateScope::Case { case: number.clone() };
    assert_eq!(seen(under(case(&theirs), date(2026, 12, 31))).await, slice::from_ref(&theirs));
    assert_eq!(seen(under(case(&mine), date(2026, 1, 1))).await, [], "another person's case");
    assert_eq!(seen(CaseScope::Place("admin_service_centre".into())).await, both);
    assert_eq!(seen(CaseScope::Place("elsewhere".into())).await, []);
    assert_eq!(seen(CaseScope::Lead("health".into())).await, both);
    assert_eq!(seen(CaseScope::Lead("public_security".into())).await, []);
    assert_eq!(seen(CaseScope::Nothing).await, []);
    assert_eq!(seen(CaseScope::Any(Vec::new())).await, []);
    let any = CaseScope::Any(vec![CaseScope::Applicant(one.id.clone()), CaseScope::Lead("x".into())]);
    // A union in a filter must not open what the scope closes.
    let words = CaseFilter { words: Some(NAME.into()), ..CaseFilter::default() };
    assert_eq!(numbers(&ground, &any, &words, 10).await, slice::from_ref(&mine));
    let number = CaseFilter { words: Some(theirs.to_string()), ..CaseFilter::default() };
    assert_eq!(numbers(&ground, &any, &number, 10).await, []);
}

pub async fn filters_find_what_they_say(ground: Ground) {
    let applicant = ground.applicant("applicant").await;
    let waiting = ground.submitted(&applicant, 0).await;
    let running = ground.submitted(&applicant, 24 * 60).await;
    ground.append(&running, vec![accepted()]).await.unwrap();
    let done = ground.submitted(&applicant, 2 * 24 * 60).await;
    let task = TaskId::of(&done, 1);
    let result = vec![accepted(), ready(task.clone()), granted(task, "1"), Event::Completed];
    ground.append(&done, result).await.unwrap();
    let rated =
        Event::Rated { level: 2, reasons: Vec::new(), comment: String::new(), given: Default::default() };
    ground.append(&done, vec![rated]).await.unwrap();

    let every = CaseFilter::default;
    for (filter, expected) in [
        (CaseFilter { stages: vec![StageName::InProgress], ..every() }, vec![&running]),
        (CaseFilter { theme: Some("birth".into()), ..every() }, vec![&done, &running, &waiting]),
        (CaseFilter { theme: Some("marriage".into()), ..every() }, vec![]),
        (CaseFilter { words: Some(format!(" {NAME}")), ..every() }, vec![&done, &running, &waiting]),
        (CaseFilter { words: Some(running.to_string().to_lowercase()), ..every() }, vec![&running]),
        (
            CaseFilter { words: Some(waiting.to_string()[..10].into()), ..every() },
            vec![&done, &running, &waiting],
        ),
        (CaseFilter { words: Some("没有这个人".into()), ..every() }, vec![]),
        (CaseFilter { words: Some("%".into()), ..every() }, vec![]),
        (CaseFilter { overdue_on: Some(date(2026, 3, 17)), ..every() }, vec![&running]),
        (CaseFilter { overdue_on: Some(date(2026, 3, 16)), ..every() }, vec![]),
        (CaseFilter { errand: Some(Errand::HandOut), ..every() }, vec![&done]),
        (CaseFilter { rated: Some((1, 2)), ..every() }, vec![&done]),
        (CaseFilter { rated: Some((1, 1)), ..every() }, vec![]),
        (happened(CaseDay::Submitted, Some(date(2026, 3, 3)), None), vec![&done, &running]),
        (happened(CaseDay::Submitted, None, Some(date(2026, 3, 3))), vec![&running, &waiting]),
        (happened(CaseDay::Completed, None, None), vec![&done]),
        (happened(CaseDay::Closed, None, None), vec![]),
    ] {
        let seen = numbers(&ground, &CaseScope::All, &filter, 2).await;
        assert_eq!(seen.iter().collect::<Vec<_>>(), expected, "{filter:?}");
    }
    let row = &ground.store.cases(&CaseScope::All, &every(), None, 1).await.unwrap().rows[0];
    assert_eq!((row.tasks_total, row.tasks_ended, row.rating, row.version), (2, 1, Some(2), 6));
    assert_eq!((row.applicant_name.as_str(), row.theme_name.as_str()), (NAME, "出生一件事"));
}

fn happened(what: CaseDay, from: Option<jiff::civil::Date>, to: Option<jiff::civil::Date>) -> CaseFilter {
    CaseFilter { happened: Some((what, Days { from, to })), ..CaseFilter::default() }
}

pub async fn behind_each_figure_stand_as_many_rows(ground: Ground) {
    let applicant = ground.applicant("applicant").await;
    let minute = |day: i64| day * 24 * 60;
    // Promised for the sixteenth, each task for the ninth; some are done before, some after, one never.
    for (day, worked, rated) in [(0, true, Some(5)), (1, true, Some(1)), (1, false, None), (16, true, None)] {
        let number = ground.submitted(&applicant, minute(day)).await;
        let first = TaskId::of(&number, 1);
        ground.append(&number, vec![accepted(), ready(first.clone())]).await.unwrap();
        if worked {
            ground.append(&number, vec![granted(first, "1"), Event::Completed]).await.unwrap();
        }
        if let Some(level) = rated {
            let rated = Event::Rated {
                level,
                reasons: Vec::new(),
                comment: String::new(),
                given: Default::default(),
            };
            let delivered = Event::Delivered { note: "本人".into() };
            ground.append(&number, vec![delivered, rated]).await.unwrap();
        }
    }
    let withdrawn = ground.submitted(&applicant, minute(3)).await;
    ground.append(&withdrawn, vec![Event::Withdrawn { reason: String::new() }]).await.unwrap();
    let refused = ground.submitted(&applicant, minute(3)).await;
    let not_accepted =
        Event::NotAccepted { reason: "不归这里办".into(), remedy: "可以申请复议".into() };
    ground.append(&refused, vec![not_accepted]).await.unwrap();

    let today = date(2026, 3, 20);
    for (from, to) in [
        (date(2026, 3, 1), date(2026, 3, 31)),
        (date(2026, 3, 2), date(2026, 3, 3)),
        (date(2026, 3, 18), date(2026, 3, 18)),
        (date(2026, 4, 1), date(2026, 4, 2)),
    ] {
        let figures = ground.store.figures(from, to, today).await.unwrap();
        let within = |what| happened(what, Some(from), Some(to));
        let timed = |in_time| CaseFilter { in_time: Some(in_time), ..within(CaseDay::Completed) };
        let level = |level| CaseFilter { rated: Some((level, level)), ..within(CaseDay::Rated) };
        let closed = |stage| CaseFilter { stages: vec![stage], ..within(CaseDay::Closed) };
        for (figure, filter) in [
            (figures.submitted, within(CaseDay::Submitted)),
            (figures.accepted, within(CaseDay::Accepted)),
            (figures.completed, within(CaseDay::Completed)),
            (figures.delivered, within(CaseDay::Delivered)),
            (figures.on_time, timed(true)),
            (figures.late, timed(false)),
            (figures.withdrawn, closed(StageName::Withdrawn)),
            (figures.not_accepted, closed(StageName::NotAccepted)),
            (figures.ratings[0], level(1)),
            (figures.ratings[4], level(5)),
        ] {
            let rows = numbers(&ground, &CaseScope::All, &filter, 3).await.len();
            assert_eq!(rows as u64, figure, "{from} to {to}: {filter:?}");
        }
        let tasks = async |filter: TaskFilter| {
            let page = ground.store.tasks(&TaskScope::All, &filter, None, 100).await.unwrap();
            page.rows.len() as u64
        };
        let sum = |count: fn(&store::DepartmentFigures) -> u64| {
            figures.by_department.iter().map(count).sum::<u64>()
        };
        let ended = TaskFilter {
            stages: vec![TaskStageName::Granted, TaskStageName::Refused],
            ended: Days::between(from, to),
            ..TaskFilter::default()
        };
        let late = TaskFilter { in_time: Some(false), ..ended.clone() };
        assert_eq!(tasks(ended).await, sum(|one| one.granted + one.refused));
        assert_eq!(tasks(late).await, sum(|one| one.late));
    }
    for (today, yellow, red) in
        [(date(2026, 3, 4), 0, 0), (date(2026, 3, 9), 1, 0), (date(2026, 3, 20), 0, 1)]
    {
        let figures = ground.store.figures(today, today, today).await.unwrap();
        let lit = async |from, to| {
            let filter =
                TaskFilter { warned_by: Some(today), due: Days { from, to }, ..TaskFilter::default() };
            ground.store.tasks(&TaskScope::All, &filter, None, 100).await.unwrap().rows.len() as u64
        };
        let (in_yellow, in_red) = (lit(Some(today), None).await, lit(None, today.yesterday().ok()).await);
        assert_eq!((in_yellow, in_red), (figures.yellow, figures.red), "on {today}");
        assert_eq!((in_yellow, in_red), (yellow, red), "on {today}");
    }
}

pub async fn figures_count_what_happened(ground: Ground) {
    let applicant = ground.applicant("applicant").await;
    let (from, to) = (date(2026, 3, 1), date(2026, 3, 31));
    let today = date(2026, 3, 20);
    assert_eq!(ground.store.figures(from, to, today).await.unwrap(), store::Figures::default());

    let done = ground.submitted(&applicant, 0).await;
    let first = TaskId::of(&done, 1);
    ground.append(&done, vec![accepted(), ready(first.clone())]).await.unwrap();
    ground.append(&done, vec![granted(first, "1"), Event::Completed]).await.unwrap();
    let rated =
        Event::Rated { level: 4, reasons: Vec::new(), comment: String::new(), given: Default::default() };
    ground.append(&done, vec![Event::Delivered { note: "本人".into() }, rated]).await.unwrap();
    let overdue = ground.submitted(&applicant, 24 * 60).await;
    ground.append(&overdue, vec![accepted(), ready(TaskId::of(&overdue, 1))]).await.unwrap();
    let withdrawn = ground.submitted(&applicant, 24 * 60).await;
    ground.append(&withdrawn, vec![Event::Withdrawn { reason: String::new() }]).await.unwrap();

    let figures = ground.store.figures(from, to, today).await.unwrap();
    assert_eq!((figures.submitted, figures.accepted, figures.in_progress, figures.withdrawn), (3, 2, 1, 1));
    assert_eq!((figures.completed, figures.delivered, figures.on_time, figures.late), (1, 1, 1, 0));
    assert_eq!((figures.overdue, figures.yellow, figures.red), (1, 0, 1));
    assert_eq!(figures.ratings, [0, 0, 0, 1, 0]);
    assert_eq!((figures.by_theme.len(), figures.by_theme[0].good_ratings), (1, 1));
    let health = figures.by_department.iter().find(|one| &*one.department == "health").unwrap();
    assert_eq!((health.open, health.red, health.granted, health.on_time), (1, 1, 1, 1));
    assert_eq!(figures.by_day, [(date(2026, 3, 2), 1, 1), (date(2026, 3, 3), 2, 0)]);

    let on_time = ground.store.figures(from, to, date(2026, 3, 9)).await.unwrap();
    assert_eq!((on_time.overdue, on_time.yellow, on_time.red), (0, 1, 0));
    let april = ground.store.figures(date(2026, 4, 1), date(2026, 4, 30), today).await.unwrap();
    assert_eq!((april.submitted, april.completed, april.in_progress), (0, 0, 1));
}

pub async fn tasks_are_told_apart_by_who_has_them_and_questions_by_who_is_asked(ground: Ground) {
    let applicant = ground.applicant("applicant").await;
    let number = ground.submitted(&applicant, 0).await;
    let (first, second) = (TaskId::of(&number, 1), TaskId::of(&number, 2));
    ground.append(&number, vec![accepted(), ready(first.clone()), ready(second.clone())]).await.unwrap();
    let to_colleague = Event::TaskHandedOver {
        task: second.clone(),
        to: "account-colleague".into(),
        to_name: "同事".into(),
        reason: "出差".into(),
    };
    let started = |task: &TaskId| Event::TaskStarted { task: task.clone() };
    ground.append(&number, vec![started(&first), started(&second), to_colleague]).await.unwrap();
    let listed = async |by: &[&str], not_by: &[&str]| -> Vec<TaskId> {
        let accounts = |ids: &[&str]| ids.iter().map(|id| AccountId::from(*id)).collect();
        let filter = TaskFilter { by: accounts(by), not_by: accounts(not_by), ..TaskFilter::default() };
        let page = ground.store.tasks(&TaskScope::All, &filter, None, 9).await.unwrap();
        page.rows.into_iter().map(|row| row.id).collect()
    };
    assert_eq!(listed(&["account-clerk"], &[]).await, slice::from_ref(&first));
    assert_eq!(listed(&["account-clerk", "account-colleague"], &[]).await.len(), 2);
    assert_eq!(listed(&[], &["account-clerk"]).await, slice::from_ref(&second));
    let released = Event::TaskReleased { task: second.clone(), reason: "不归我管".into() };
    ground.append(&number, vec![released]).await.unwrap();
    assert!(listed(&[], &["account-clerk"]).await.is_empty(), "what nobody has is nobody else's");

    let asked = |nth, to| Event::QuestionAsked {
        nth,
        task: first.clone(),
        to,
        text: "户口在本区吗".into(),
        due: date(2026, 3, 4),
    };
    let police = Asked::Department { department: "public_security".into() };
    ground.append(&number, vec![asked(1, police), asked(2, Asked::Counter)]).await.unwrap();
    let of_department = async |department: &str| {
        let kinds = [DutyKind::AnswerQuestion, DutyKind::AnswerAtCounter];
        ground.store.duties(&[department.into()], &kinds, None, 9).await.unwrap().rows.len()
    };
    let at_counter = async |place: &str| {
        let kinds = [DutyKind::AnswerAtCounter];
        ground.store.duties_at(&place.into(), &kinds, None, 9).await.unwrap().rows.len()
    };
    assert_eq!((of_department("public_security").await, at_counter("admin_service_centre").await), (1, 1));
    assert_eq!(at_counter("elsewhere").await, 0);
    ground.append(&number, vec![Event::QuestionAnswered { nth: 1, text: "在".into() }]).await.unwrap();
    assert_eq!(of_department("public_security").await, 0);
    // What is open lapses with its task.
    ground.append(&number, vec![granted(first.clone(), "T500000001")]).await.unwrap();
    assert_eq!(at_counter("admin_service_centre").await, 0);
}
