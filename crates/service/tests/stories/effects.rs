//! The words before an act equal what happens after it: held over all themes.

use casework::{
    Act, Actor, Appointment, Case, Command, Context, Effect, Event, Refusal, Role, StageName, TaskId,
    TaskStageName, case::TaskResult,
};
use jiff::civil::date;
use service::sample::Sample;
use testkit::Town;
use workdays::Calendar;

/// A random number generator that is the same everywhere (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(most.max(1)).unwrap_or(1)).unwrap_or(0)
    }
}

struct Walk<'a> {
    case: Case,
    calendar: &'a Calendar,
    dice: Dice,
}

impl Walk<'_> {
    fn actor(&self, task: Option<&TaskId>) -> Actor {
        let department = task.and_then(|id| self.case.task(id)).map(|task| task.department.clone());
        Actor::Account {
            account: department.as_ref().map_or_else(|| self.case.applicant.clone(), |_| "approver".into()),
            name: "某人".into(),
            roles: vec![department.map_or(Role::Applicant, |department| Role::Approver { department })],
            mandates: Vec::new(),
        }
    }

    fn does(&mut self, command: Command, task: Option<&TaskId>) -> Result<Vec<Event>, Refusal> {
        let actor = self.actor(task);
        let now = jiff::tz::offset(8).to_timestamp(date(2026, 3, 3).at(9, 0, 0, 0)).unwrap();
        let context = Context { now, calendar: self.calendar, actor: &actor };
        let events = casework::decide(&self.case, command, &context)?;
        for recorded in casework::record(self.case.version, events.clone(), &context) {
            self.case = casework::evolve(Some(self.case.clone()), &recorded);
        }
        Ok(events)
    }

    fn grant(&mut self, id: &TaskId) -> Result<Vec<Event>, Refusal> {
        let item = self.case.task(id).and_then(|task| self.case.plan.item(&task.item));
        if item.is_some_and(|item| item.on_site_check().is_some()) {
            let appointment = Appointment {
                on: date(2026, 3, 3),
                officers: vec!["王强".into(), "李明".into()],
                note: String::new(),
                evidence: "通知书".into(),
            };
            self.does(Command::ArrangeCheck { task: id.clone(), appointment }, Some(id))?;
            let (findings, files) = ("一致".into(), Vec::new());
            self.does(Command::RecordCheck { task: id.clone(), findings, passed: true, files }, Some(id))?;
        }
        let result = TaskResult {
            name: "结果".into(),
            number: id.0.clone(),
            kind: "record".into(),
            material: None,
            valid_from: date(2026, 3, 3),
            valid_until: None,
            text: None,
            file: None,
        };
        self.does(Command::GrantTask { task: id.clone(), result }, Some(id))
    }

    /// Tells what the act would do, does it, and holds the one against the other. Whether it was done.
    fn tells_and_does(&mut self, act: &Act, command: Command, task: Option<&TaskId>) -> bool {
        let (before, told) = (self.case.clone(), self.case.effects(act));
        if self.does(command, task).is_err() {
            return false;
        }
        for (id, effect) in &told.tasks {
            let (was, is) = (before.task(id).unwrap(), self.case.task(id).unwrap());
            let (was, is) = (was.stage.name(), is.stage.name());
            let as_told = match effect {
                Effect::Cancelled => is == TaskStageName::Cancelled,
                Effect::Begins => was == TaskStageName::Waiting && is == TaskStageName::Ready,
                Effect::Waits { .. } | Effect::Conditional { .. } => is == TaskStageName::Waiting,
                Effect::Continues => is == was && was != TaskStageName::Waiting,
            };
            assert!(as_told, "{:?} {act:?}: {id} was {was:?}, told {effect:?}, is {is:?}", before.plan.theme);
            if let Effect::Conditional { on } = effect {
                self.hangs_on(id, on);
            }
        }
        let open = before.tasks.iter().filter(|task| !task.stage.is_ended()).map(|task| &task.id);
        let own = |id: &&TaskId| Some(*id) == task;
        assert_eq!(open.filter(|id| !own(id)).count(), told.tasks.len(), "every other open task is told of");
        assert_eq!(self.case.stage.name() != StageName::InProgress, told.ends, "{act:?}");
        true
    }

    /// The task is lost with the last of those, and not before.
    fn hangs_on(&self, id: &TaskId, on: &[TaskId]) {
        let all: Vec<&TaskId> = on.iter().collect();
        let lost = |of: &[&TaskId]| self.case.dependants_of(of).iter().any(|task| task.id == *id);
        assert!(!on.is_empty() && lost(&all), "{id} is lost with {on:?}");
    }

    /// One random step; false where nothing is left to do.
    fn step(&mut self) -> bool {
        let open = [TaskStageName::Ready, TaskStageName::Reviewing];
        let tasks = self.case.tasks.iter().filter(|task| open.contains(&task.stage.name()));
        let tasks: Vec<TaskId> = tasks.map(|task| task.id.clone()).collect();
        if tasks.is_empty() || self.case.stage.name() != StageName::InProgress {
            return false;
        }
        let id = tasks[self.dice.below(tasks.len())].clone();
        match self.dice.below(10) {
            0..=4 => self.grant(&id).map(drop).unwrap_or_default(),
            5..=7 => {
                let (reason, remedy) = ("不符合条件".into(), "可以复议".into());
                let command = Command::RefuseTask { task: id.clone(), reason, remedy };
                self.tells_and_does(&Act::Refuse(id.clone()), command, Some(&id));
            }
            8 => {
                let command = Command::SuspendTask {
                    task: id.clone(),
                    procedure: "鉴定".into(),
                    expected_end: date(2026, 3, 3),
                    evidence: "委托书1号".into(),
                };
                self.tells_and_does(&Act::Suspend(id.clone()), command, Some(&id));
                self.does(Command::ResumeTask { task: id.clone() }, Some(&id)).map(drop).unwrap_or_default();
            }
            _ => {
                let row = u32::try_from(self.dice.below(3)).unwrap_or(0);
                let command = Command::WithdrawRow { row, reason: String::new() };
                self.tells_and_does(&Act::WithdrawRow(row), command, None);
            }
        }
        true
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_an_act_does_to_the_rest_is_told_beforehand_and_comes_so_in_every_theme() {
    let town = Town::open(date(2026, 3, 2)).await;
    let store = store::Store::open(town.config().clone()).await.expect("the store opens");
    let (person, catalog) = (town.applicant("李娜").await, town.catalog());
    let (mut themes, mut told) = (0, 0);
    for theme in &catalog.themes {
        let mut accepted = None;
        for seed in 0..20 {
            let mut sample = Sample::new(seed);
            let answers = sample.answers(&catalog, theme);
            let Ok(request) =
                town.app().sample_request(person.visitor(), &theme.id, answers, &mut sample).await
            else {
                continue;
            };
            let Ok(view) = person.hands_in(request).await else { continue };
            town.accepts(&view.number).await;
            accepted = Some(view.number);
            break;
        }
        let number = accepted.unwrap_or_else(|| panic!("{} was accepted in no way", theme.id));
        let number: identifiers::CaseNumber = number.parse().expect("is a number");
        let dossier = store.dossier(&number).await.unwrap().expect("it was handed in");
        themes += 1;
        for seed in 1..=12_u64 {
            let dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
            let mut walk = Walk { case: dossier.case.clone(), calendar: &catalog.calendar, dice };
            for _ in 0..40 {
                told += 1;
                if !walk.step() {
                    break;
                }
            }
            let mut whole =
                Walk { case: dossier.case.clone(), calendar: &catalog.calendar, dice: Dice(seed) };
            whole.tells_and_does(&Act::Withdraw, Command::Withdraw { reason: String::new() }, None);
        }
        // The whole is withdrawn on the record: what stands there afterwards is what was told before.
        let shown = person.sees(number.as_str()).await.effects;
        let shown = shown.into_iter().find(|one| one.act == "withdraw").expect("it may be withdrawn");
        let withdraw = service::CaseCommand::Withdraw { reason: String::new() };
        let told = person.does(number.as_str(), withdraw).await.effects_told;
        assert_eq!(told.last(), Some(&shown), "{}", theme.id);
    }
    assert_eq!(themes, 33);
    assert!(told > 1000, "{told}");
}
