//! Two at once: of what people try at the same instant on one case one thing takes effect and the
//! rest is refused; and whatever the order, the case is what a far simpler account of it says.

use std::{
    collections::BTreeSet,
    sync::{
        LazyLock,
        atomic::{AtomicU32, Ordering::Relaxed},
    },
};

use casework::{
    Actor, CasePlan, Command, Context, Dossier, Event, PlannedItem, Recorded, Role, StageName, TaskId,
    TaskStageName,
    case::{CorrectionNotice, Delivery, Given, TaskResult},
    decide, evolve,
};
use catalog::{DepartmentId, Theme};
use identifiers::CaseNumber;
use jiff::civil::date;
use proptest::{prelude::*, sample::Index, test_runner::TestRunner};
use store::{Account, Commit, CommitError, TimerChanges};
use tokio::runtime::Handle;

use crate::support::{Ground, at, commit_after, taken_in};

/// Rounds on each engine: each is a handful of commands at the same instant.
const ROUNDS: u32 = 10_000;
/// Cases that are worked on side by side.
const CASES: usize = 16;
/// Rounds that a case goes through.
const ROUNDS_OF_A_CASE: usize = 8;

/// What people try, by number, so that it means something for any theme.
#[derive(Debug, Clone)]
enum Try {
    Accept,
    NotAccept,
    Withdraw,
    Rate,
    Assess(Index),
    Start(Index),
    Suspend(Index),
    Resume(Index),
    Grant(Index),
    Refuse(Index),
}

/// A case and what is tried on it: a theme, which of its items, how many rows where they repeat, and
/// round by round who tries what; those marked look at the case as it was a round ago.
#[derive(Debug, Clone)]
struct Schedule {
    theme: Index,
    leaves_out: u16,
    rows: u32,
    on_paper: bool,
    rounds: Vec<Vec<(Try, bool)>>,
}

fn schedule() -> impl Strategy<Value = Schedule> {
    let nth = any::<Index>;
    let one = prop_oneof![
        3 => Just(Try::Accept),
        1 => Just(Try::NotAccept),
        1 => Just(Try::Withdraw),
        1 => Just(Try::Rate),
        6 => nth().prop_map(Try::Assess),
        3 => nth().prop_map(Try::Start),
        2 => nth().prop_map(Try::Suspend),
        2 => nth().prop_map(Try::Resume),
        14 => nth().prop_map(Try::Grant),
        2 => nth().prop_map(Try::Refuse),
    ];
    let round = prop::collection::vec((one, prop::bool::weighted(0.15)), 2..5);
    let rounds = prop::collection::vec(round, ROUNDS_OF_A_CASE);
    (nth(), any::<u16>(), 1..3_u32, any::<bool>(), rounds).prop_map(
        |(theme, leaves_out, rows, on_paper, rounds)| Schedule { theme, leaves_out, rows, on_paper, rounds },
    )
}

static CALENDAR: LazyLock<workdays::Calendar> = LazyLock::new(|| testkit::catalogue().calendar.clone());

fn somebody(name: &str, role: Role) -> Actor {
    Actor::Account { account: name.into(), name: name.into(), roles: vec![role], mandates: Vec::new() }
}

fn approver(department: &DepartmentId) -> Actor {
    somebody(&format!("approver.{department}"), Role::Approver { department: department.clone() })
}

/// The items of the theme that the schedule leaves in, with what they wait for among themselves.
fn plan(theme: &Theme, schedule: &Schedule) -> CasePlan {
    let catalog = testkit::catalogue();
    let stays = |at: usize| at == 0 || schedule.leaves_out >> (at % 16) & 1 == 0;
    let entries = || theme.items.iter().enumerate().filter(|(at, _)| stays(*at)).map(|(_, entry)| entry);
    let items = entries().map(|entry| {
        let item = &catalog.items[&entry.item];
        let is_there = |need: &&catalog::ItemId| entries().any(|other| other.item == **need);
        PlannedItem {
            item: item.id.clone(),
            department: item.department.clone(),
            repeat: entry.repeat_by.as_ref().map(|_| schedule.rows),
            needs: entry.needs.iter().filter(is_there).cloned().collect(),
            promised_days: item.promised_limit.working_days,
            statutory_days: item.statutory_limit.working_days.max(item.promised_limit.working_days),
            ..PlannedItem::default()
        }
    });
    CasePlan {
        theme: theme.id.clone(),
        version: catalog.version.clone(),
        lead: theme.lead.clone(),
        items: items.collect(),
        ..CasePlan::default()
    }
}

/// What is known of a task without any of the machinery.
#[derive(Debug, Clone)]
struct Job {
    department: DepartmentId,
    /// Of each item that it waits for, the rows.
    waits_for: Vec<Vec<usize>>,
    stage: TaskStageName,
}

/// A simple account of a case: sets and words, no events, clocks or papers.
#[derive(Debug, Clone)]
struct Told {
    stage: StageName,
    on_paper: bool,
    rated: bool,
    silent: BTreeSet<DepartmentId>,
    jobs: Vec<Job>,
}

impl Told {
    fn of(plan: &CasePlan, on_paper: bool) -> Self {
        let rows: Vec<(&PlannedItem, Option<u32>)> = plan
            .items
            .iter()
            .flat_map(|item| match item.repeat {
                Some(count) => (0..count).map(|row| (item, Some(row))).collect::<Vec<_>>(),
                None => vec![(item, None)],
            })
            .collect();
        let rows_of = |need: &catalog::ItemId, item: &PlannedItem, row: Option<u32>| -> Vec<usize> {
            let others = rows.iter().enumerate().filter(|(_, (other, _))| other.item == *need);
            let same = others.filter(|(_, (other, of))| other.repeat != item.repeat || *of == row);
            same.map(|(at, _)| at).collect()
        };
        let waits_for = |item: &PlannedItem, row: Option<u32>| {
            item.needs.iter().map(|need| rows_of(need, item, row)).collect()
        };
        let job = |(item, row): &(&PlannedItem, Option<u32>)| Job {
            department: item.department.clone(),
            waits_for: waits_for(item, *row),
            stage: TaskStageName::Waiting,
        };
        Self {
            stage: StageName::Submitted,
            on_paper,
            rated: false,
            silent: plan.items.iter().map(|item| item.department.clone()).collect(),
            jobs: rows.iter().map(job).collect(),
        }
    }

    /// Whether that can be done now.
    fn lets(&self, one: &Try, at: Option<usize>) -> bool {
        use TaskStageName::{Ready, Reviewing, Suspended};
        let is = |stages: &[TaskStageName]| {
            self.stage == StageName::InProgress && at.is_some_and(|at| stages.contains(&self.jobs[at].stage))
        };
        match one {
            Try::Accept | Try::NotAccept | Try::Assess(_) => self.stage == StageName::Submitted,
            Try::Withdraw => {
                let granted = self.jobs.iter().any(|job| job.stage == TaskStageName::Granted);
                matches!(self.stage, StageName::Submitted | StageName::InProgress) && !granted
            }
            Try::Rate => matches!(self.stage, StageName::Completed | StageName::Delivered) && !self.rated,
            Try::Start(_) => is(&[Ready]),
            Try::Resume(_) => is(&[Suspended]),
            Try::Suspend(_) | Try::Grant(_) | Try::Refuse(_) => is(&[Ready, Reviewing]),
        }
    }

    /// What comes of it.
    fn takes(&mut self, one: &Try, at: Option<usize>) {
        let mut set = |stage| self.jobs[at.expect("a task")].stage = stage;
        match one {
            Try::Accept => self.stage = StageName::InProgress,
            Try::NotAccept => self.stage = StageName::NotAccepted,
            Try::Rate => self.rated = true,
            Try::Start(_) | Try::Resume(_) => set(TaskStageName::Reviewing),
            Try::Suspend(_) => set(TaskStageName::Suspended),
            Try::Grant(_) => set(TaskStageName::Granted),
            Try::Refuse(_) => set(TaskStageName::Refused),
            Try::Assess(_) => {
                let department = self.jobs[at.expect("a task")].department.clone();
                self.silent.remove(&department);
                if self.silent.is_empty() {
                    self.stage = StageName::InProgress;
                }
            }
            Try::Withdraw => {
                self.stage = StageName::Withdrawn;
                let open = self.jobs.iter_mut().filter(|job| !ended(job.stage));
                open.for_each(|job| job.stage = TaskStageName::Cancelled);
            }
        }
        // What needs an item of which no row will ever be there is cancelled, near or far; what needs
        // only items whose rows have all ended, and one of each granted, begins.
        for _ in 0..self.jobs.len() {
            for at in 0..self.jobs.len() {
                let lost = |rows: &Vec<usize>| {
                    let is_lost = |row: &usize| {
                        ended(self.jobs[*row].stage) && self.jobs[*row].stage != TaskStageName::Granted
                    };
                    rows.iter().all(is_lost)
                };
                if self.jobs[at].stage == TaskStageName::Waiting && self.jobs[at].waits_for.iter().any(lost) {
                    self.jobs[at].stage = TaskStageName::Cancelled;
                }
            }
        }
        if self.stage == StageName::InProgress {
            for at in 0..self.jobs.len() {
                let there = |rows: &Vec<usize>| {
                    rows.iter().all(|row| ended(self.jobs[*row].stage))
                        && rows.iter().any(|row| self.jobs[*row].stage == TaskStageName::Granted)
                };
                if self.jobs[at].stage == TaskStageName::Waiting && self.jobs[at].waits_for.iter().all(there)
                {
                    self.jobs[at].stage = TaskStageName::Ready;
                }
            }
            if self.jobs.iter().all(|job| ended(job.stage)) {
                let any = self.jobs.iter().any(|job| job.stage == TaskStageName::Granted);
                self.stage = if any && self.on_paper { StageName::Completed } else { StageName::Delivered };
            }
        }
    }
}

fn ended(stage: TaskStageName) -> bool {
    matches!(stage, TaskStageName::Granted | TaskStageName::Refused | TaskStageName::Cancelled)
}

/// Which task a try is about.
fn about(one: &Try, tasks: usize) -> Option<usize> {
    match one {
        Try::Accept | Try::NotAccept | Try::Withdraw | Try::Rate => None,
        Try::Assess(nth)
        | Try::Start(nth)
        | Try::Suspend(nth)
        | Try::Resume(nth)
        | Try::Grant(nth)
        | Try::Refuse(nth) => Some(nth.index(tasks)),
    }
}

/// The command of a try with whose business it is.
fn command(
    number: &CaseNumber,
    one: &Try,
    at: Option<usize>,
    account: &Told,
    applicant: &Account,
) -> (Actor, Command) {
    let clerk = || somebody("clerk", Role::Clerk { place: "admin_service_centre".into() });
    let own = || Actor::Account {
        account: applicant.id.clone(),
        name: applicant.name.clone(),
        roles: vec![Role::Applicant],
        mandates: Vec::new(),
    };
    let task = at.map_or_else(|| TaskId::of(number, 1), |at| TaskId::of(number, at + 1));
    let department = at.map_or_else(|| "none".into(), |at| account.jobs[at].department.clone());
    let (reason, remedy) = ("不符合条件".to_owned(), "可以申请行政复议".to_owned());
    match one {
        Try::Accept => (clerk(), Command::Accept),
        Try::NotAccept => (clerk(), Command::NotAccept { reason, remedy }),
        Try::Withdraw => (own(), Command::Withdraw { reason: String::new() }),
        Try::Rate => {
            let (reasons, comment, given) = (Vec::new(), String::new(), Given::default());
            (own(), Command::Rate { level: 5, reasons, comment, given })
        }
        Try::Assess(_) => {
            let remarks = CorrectionNotice::default();
            (approver(&department), Command::Assess { department, remarks })
        }
        Try::Start(_) => (approver(&department), Command::StartTask { task }),
        Try::Suspend(_) => {
            let (procedure, evidence) = ("听证".to_owned(), "听证告知书〔2026〕1号".to_owned());
            let expected_end = date(2026, 3, 20);
            (approver(&department), Command::SuspendTask { task, procedure, expected_end, evidence })
        }
        Try::Resume(_) => (approver(&department), Command::ResumeTask { task }),
        Try::Refuse(_) => (approver(&department), Command::RefuseTask { task, reason, remedy }),
        Try::Grant(_) => {
            let result = TaskResult {
                name: "决定书".into(),
                number: task.0.clone(),
                kind: "document".into(),
                material: None,
                valid_from: date(2026, 3, 2),
                valid_until: None,
                text: None,
                file: None,
            };
            (approver(&department), Command::GrantTask { task, result })
        }
    }
}

/// The events as a commit behind the dossier that they were decided on.
fn commit(number: &CaseNumber, seen: &Dossier, events: Vec<Event>, ctx: &Context<'_>) -> Commit {
    let history: Vec<Recorded> = seen.history.iter().map(|recorded| (**recorded).clone()).collect();
    let events = casework::record(seen.case.version, events, ctx);
    let mut commit = commit_after(number, &history, events);
    let timers = |dossier: &Dossier| dossier.case.timers(ctx.today(), &CALENDAR);
    commit.timers = TimerChanges::between(&timers(seen), &timers(&commit.after));
    commit
}

/// One case from handing in through all its rounds.
async fn goes_through(ground: &Ground, applicant: &Account, nth: u32, schedule: &Schedule) {
    let catalog = testkit::catalogue();
    let plan = plan(schedule.theme.get(&catalog.themes), schedule);
    let mut account = Told::of(&plan, schedule.on_paper);
    let digits = [0, 0, nth >> 15, nth >> 10, nth >> 5, nth].map(|digit| (digit % 32) as u8);
    let number = CaseNumber::compose("JJ", date(2026, 3, 2), digits);
    let place = || "admin_service_centre".into();
    let delivery = if schedule.on_paper { Delivery::Counter { place: place() } } else { Delivery::Online };
    let submission = taken_in(&number, applicant, plan, delivery);
    let clerk = somebody("clerk", Role::Clerk { place: place() });
    let begun = Context { now: at(0), calendar: &CALENDAR, actor: &clerk };
    let events = casework::submit(submission, &begun).expect("nothing is missing");
    let first = commit_after(&number, &[], casework::record(0, events, &begun));
    ground.store.commit(first).await.expect("a new number");
    let mut before = ground.store.dossier(&number).await.unwrap().expect("handed in");

    for (round, tries) in schedule.rounds.iter().enumerate() {
        let now = at(1 + i64::try_from(round).unwrap());
        let seen = ground.store.dossier(&number).await.unwrap().expect("handed in");
        let mut at_once = Vec::new();
        for (one, late) in tries {
            let task = about(one, account.jobs.len());
            let (actor, command) = command(&number, one, task, &account, applicant);
            let looked_at = if *late { &before } else { &seen };
            let ctx = Context { now, calendar: &CALENDAR, actor: &actor };
            let decided = decide(&looked_at.case, command, &ctx);
            if looked_at.case.version == seen.case.version {
                assert_eq!(decided.is_ok(), account.lets(one, task), "{one:?}: {decided:?}, {account:?}");
            }
            if let Ok(events) = decided {
                at_once.push((one, task, commit(&number, looked_at, events, &ctx)));
            }
        }
        let fresh =
            at_once.iter().filter(|(.., commit)| commit.expected_version == seen.case.version).count();
        let commits = at_once.into_iter().map(|(one, task, commit)| async move {
            let version = commit.expected_version;
            (one, task, version, ground.store.commit(commit).await)
        });
        let mut effects = 0;
        for (one, task, version, outcome) in futures::future::join_all(commits).await {
            match outcome {
                Ok(()) => {
                    assert_eq!(version, seen.case.version, "what was decided on an old state has no effect");
                    account.takes(one, task);
                    effects += 1;
                }
                Err(CommitError::Stale) => {}
                Err(other) => panic!("{one:?}: {other:?}"),
            }
        }
        assert_eq!(effects, usize::from(fresh > 0), "of what is tried at once one takes effect");
        let now = ground.store.dossier(&number).await.unwrap().expect("handed in");
        is_as_told(&now, &account);
        before = seen;
    }
}

/// The case is what the simple account says, and each join came about once.
fn is_as_told(dossier: &Dossier, account: &Told) {
    let case = &dossier.case;
    assert_eq!(case.stage.name(), account.stage);
    assert_eq!(case.rating.is_some(), account.rated);
    if !case.tasks.is_empty() {
        let stages: Vec<_> = case.tasks.iter().map(|task| task.stage.name()).collect();
        let told: Vec<_> = account.jobs.iter().map(|job| job.stage).collect();
        assert_eq!(stages, told, "{account:?}");
    }
    let times = |is: &dyn Fn(&Event) -> bool| dossier.history.iter().filter(|one| is(&one.event)).count();
    assert!(times(&|event| matches!(event, Event::Accepted { .. })) <= 1);
    assert!(times(&|event| matches!(event, Event::Completed)) <= 1);
    for task in &case.tasks {
        let begins =
            times(&|event| matches!(event, Event::TaskReady { task: ready, .. } if *ready == task.id));
        assert!(begins <= 1, "{} began {begins} times", task.id.0);
    }
    let replayed = dossier.history.iter().fold(None, |case, recorded| Some(evolve(case, recorded)));
    assert_eq!(replayed.as_ref(), Some(case), "history alone gives the same case");
}

pub async fn of_what_is_tried_at_the_same_instant_one_takes_effect(ground: Ground) {
    let applicant = ground.applicant("applicant").await;
    let numbers = AtomicU32::new(0);
    let (ground, applicant, numbers) = (&ground, &applicant, &numbers);
    let batches = ROUNDS.div_ceil(u32::try_from(CASES * ROUNDS_OF_A_CASE).unwrap());
    let config = ProptestConfig {
        cases: batches,
        max_shrink_iters: 32,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let all = tokio::task::block_in_place(|| {
        TestRunner::new(config).run(&prop::collection::vec(schedule(), CASES), |schedules| {
            let cases = schedules.iter().map(|schedule| {
                let nth = numbers.fetch_add(1, Relaxed);
                goes_through(ground, applicant, nth, schedule)
            });
            Handle::current().block_on(futures::future::join_all(cases));
            Ok(())
        })
    });
    all.unwrap();
    let tried = numbers.load(Relaxed) as usize * ROUNDS_OF_A_CASE;
    assert!(tried >= ROUNDS as usize, "{tried} rounds");
    assert!(ground.store.audit(&[]).await.unwrap().whole, "the log is whole after all of it");
}
