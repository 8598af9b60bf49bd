//! Demonstration mode (演示): invented accounts for every role and a few cases on their way.
//!
//! Everything goes through the same use cases as real life, at moments of the
//! last days, so that lists and figures have something to show. Filling twice changes nothing.

use std::sync::{Arc, RwLock};

use casework::{
    AccountId, MandatedAct, Role,
    case::{CorrectionNotice, MaterialRemark},
};
use catalog::{Answer, Answers, Number};
use exchange::{SharedValue, StandInSharing};
use jiff::{SignedDuration, Timestamp, ToSpan, civil::Date};
use store::{NewAccount, PasswordHash, Profile};

use crate::{
    App, CaseCommand, CaseView, Clock, Failure, GuardianSignature, Inner, NewMandate, RELATIONS, TaskView,
    Visitor,
    carry_out::{CheckInput, GrantInput},
    sample::Sample,
    submit::Submitted,
    words,
};

/// The password of every demonstration account.
pub const DEMO_PASSWORD: &str = "demo-1234";

/// An account shown on the sign-in page in demonstration mode.
#[derive(Debug, Clone)]
pub struct DemoAccount {
    /// What to sign in with.
    pub login: String,
    /// The name shown.
    pub name: String,
    /// What the account may do, in words.
    pub role_label: String,
}

/// An applicant, and his father who has died.
const ZHOU: &str = "510225198811073313";
const FATHER_OF_ZHOU: &str = "510225195602114015";

/// What the departments of the demonstration share: of the father of one applicant, who has died.
pub fn demo_register() -> StandInSharing {
    let known = |element: &str, value: serde_json::Value, department: &str| SharedValue {
        element: element.into(),
        value,
        department: department.into(),
    };
    let of_father = vec![
        known("deceased.name", "周大明".into(), "public_security"),
        known("deceased.household_address", "重庆市江津区白沙镇东华街2号".into(), "public_security"),
        known("deceased.residence_town", "白沙镇".into(), "public_security"),
        known("deceased.pension_months", 118.into(), "human_resources"),
        known("deceased.contribution_years", 26.into(), "human_resources"),
    ];
    StandInSharing::default().relating(ZHOU, FATHER_OF_ZHOU, "子女").knowing(FATHER_OF_ZHOU, of_father)
}

struct Person {
    login: String,
    name: &'static str,
    roles: Vec<Role>,
    profile: Profile,
}

#[derive(Debug)]
struct At(Timestamp);

impl Clock for At {
    fn now(&self) -> Timestamp {
        self.0
    }
}

impl App {
    /// The demonstration accounts; none unless the installation is a demonstration.
    pub fn demo_accounts(&self) -> Vec<DemoAccount> {
        if !self.settings().demo {
            return Vec::new();
        }
        let catalog = self.catalog();
        let account = |person: Person| DemoAccount {
            role_label: person
                .roles
                .iter()
                .map(|role| words::role(role, &catalog))
                .collect::<Vec<_>>()
                .join("、"),
            login: person.login,
            name: person.name.into(),
        };
        self.people().into_iter().map(account).collect()
    }

    fn people(&self) -> Vec<Person> {
        let catalog = self.catalog();
        let person = |login: &str, name, role| Person {
            login: login.into(),
            name,
            roles: vec![role],
            profile: Profile::default(),
        };
        let mut people = vec![
            Person {
                profile: profile("500116199603021245", "13800000001"),
                ..person("applicant", "李娜", Role::Applicant)
            },
            Person {
                profile: profile(ZHOU, "13900000002"),
                ..person("applicant2", "周建国", Role::Applicant)
            },
            person("agent", "帮代办员小何", Role::Agent),
            person("clerk", "三号窗口", Role::Clerk { place: "admin_service_centre".into() }),
            person("clerk2", "妇幼保健院窗口", Role::Clerk { place: "maternity_hospital".into() }),
            Person {
                roles: vec![
                    Role::Clerk { place: "admin_service_centre".into() },
                    Role::Approver { department: "public_security".into() },
                ],
                ..person("clerk3", "公安进驻窗口", Role::Applicant)
            },
            person("government", "区政府负责人", Role::GovernmentHead),
            person("office", "政务服务办", Role::Office),
            person("supervisor", "督查员", Role::Supervisor),
            person("admin", "系统管理员", Role::Admin),
        ];
        for department in catalog.departments_with_items() {
            let role = Role::Approver { department: department.id.clone() };
            people.push(person(&format!("approver.{}", department.id), "审批人员", role.clone()));
            people.push(person(&format!("approver2.{}", department.id), "审批人员（二）", role));
            let role = Role::Head { department: department.id.clone() };
            people.push(person(&format!("head.{}", department.id), "部门负责人", role));
        }
        let mut leads: Vec<_> = catalog.themes.iter().map(|theme| theme.lead.clone()).collect();
        leads.extend(catalog.departments_with_items().into_iter().map(|department| department.id.clone()));
        leads.sort();
        leads.dedup();
        for department in leads {
            let role = Role::Lead { department: department.clone() };
            people.push(person(&format!("lead.{department}"), "牵头联系人", role));
        }
        people
    }

    /// Makes the demonstration accounts and cases, unless they are there.
    ///
    /// # Errors
    /// When the store fails, or the catalogue has no place for the demonstration's cases.
    pub async fn fill_demo(&self) -> Result<(), Failure> {
        if self.store().account_by_login("applicant").await?.is_some() {
            return Ok(());
        }
        let hash = tokio::task::spawn_blocking(|| PasswordHash::of(DEMO_PASSWORD))
            .await
            .map_err(|error| Failure::Fault(Box::new(error)))?;
        let accounts = self.people().into_iter().map(|person| {
            let new = NewAccount {
                id: AccountId::from(uuid::Uuid::now_v7().to_string().as_str()),
                login: person.login,
                password: Some(hash.clone()),
                name: person.name.into(),
                roles: person.roles,
                profile: person.profile,
                demo: true,
                created_at: self.now(),
            };
            self.store().create_account(new)
        });
        for made in futures::future::join_all(accounts).await {
            made?;
        }
        self.fill_cases().await
    }

    async fn fill_cases(&self) -> Result<(), Failure> {
        // One at each stage that a visitor may want to see, the oldest first.
        let overdue = self.days_ago(34).demo_case("applicant2", "company_exit", &[]).await?;
        self.days_ago(33).demo_accept(&overdue).await?;
        for (theme, days, level) in [("marriage", 26, 5), ("employment", 22, 2)] {
            let rated = self.days_ago(days).demo_case("applicant2", theme, &[]).await?;
            self.days_ago(days - 1).demo_accept(&rated).await?;
            self.demo_work(&rated, days - 1, days - 6).await?;
            self.days_ago(days - 7).demo_rate(&rated, level).await?;
        }
        let to_hand_out = self.days_ago(18).demo_case("applicant2", "barber_shop_self_employed", &[]).await?;
        self.days_ago(17).demo_accept(&to_hand_out).await?;
        self.demo_work(&to_hand_out, 17, 10).await?;
        let handed_over = self.days_ago(12).demo_case("applicant", "birth", &twins()).await?;
        self.days_ago(11).demo_accept(&handed_over).await?;
        self.demo_work(&handed_over, 11, 2).await?;
        let refused = self.days_ago(9).demo_case("applicant2", "flower_shop", &[]).await?;
        self.days_ago(8).demo_accept(&refused).await?;
        self.days_ago(7).demo_refuse(&refused).await?;
        let correcting = self.days_ago(6).demo_case("applicant2", "restaurant_self_employed", &[]).await?;
        self.days_ago(5).demo_correct(&correcting).await?;
        let in_progress =
            self.days_ago(4).demo_case("applicant2", "convenience_store_self_employed", &[]).await?;
        self.days_ago(3).demo_accept(&in_progress).await?;
        self.days_ago(3).demo_grant(&in_progress, false).await?;
        let retiring = self.days_ago(3).demo_case("applicant", "retirement", &[]).await?;
        self.days_ago(2).demo_accept(&retiring).await?;
        self.days_ago(2).demo_grant(&retiring, false).await?;
        let helped = self.days_ago(2).demo_case_by_agent("applicant2", "school_enrollment").await?;
        self.days_ago(1).demo_accept(&helped).await?;
        self.days_ago(1).demo_case("applicant", "car_purchase", &[]).await?;
        self.days_ago(0).demo_case("applicant2", "company_setup", &[]).await?;
        Ok(())
    }

    /// The same use cases, at a moment of the past.
    fn days_ago(&self, days: i64) -> Self {
        let moment = self.now() - SignedDuration::from_hours(24 * days) - SignedDuration::from_mins(30);
        let inner = Inner {
            published: self.published_for_another(),
            held_back: RwLock::default(),
            renewing: tokio::sync::Mutex::new(()),
            aliases_seen_at: std::sync::atomic::AtomicI64::new(i64::MIN),
            counted: std::sync::Mutex::default(),
            store: self.store().clone(),
            clock: Arc::new(At(moment)),
            settings: self.settings().clone(),
            sharing: Arc::clone(&self.inner.sharing),
            messenger: Arc::clone(&self.inner.messenger),
        };
        Self { inner: Arc::new(inner) }
    }

    async fn demo_visitor(&self, login: &str) -> Result<Visitor, Failure> {
        let (account, _) = self.store().account_by_login(login).await?.ok_or(Failure::NotFound)?;
        let mandates = self.mandates_of(&account).await?;
        Ok(Visitor::new(account, mandates, String::new(), self.now()))
    }

    /// Submits an application with these answers, or, without any, with the first
    /// answers of a sequence that leave something to do.
    async fn demo_case(
        &self,
        login: &str,
        theme: &str,
        answers: &[(&str, Answer)],
    ) -> Result<String, Failure> {
        let visitor = self.demo_visitor(login).await?;
        self.demo_case_of(&visitor, None, theme, answers).await
    }

    /// The same, handed in by the agent (帮代办) for this applicant.
    async fn demo_case_by_agent(&self, client: &str, theme: &str) -> Result<String, Failure> {
        let principal = self.demo_visitor(client).await?;
        let acts = MandatedAct::ALL.iter().map(|act| act.as_str().to_owned()).collect();
        let until = self.today().checked_add(90_i32.days()).ok();
        let new = NewMandate { themes: vec![theme.to_owned()], acts, until, ..NewMandate::default() };
        let invitation = self.invite_agent(&principal, &new).await?;
        self.take_up_mandate(&self.demo_visitor("agent").await?, &invitation.code).await?;
        let agent = self.demo_visitor("agent").await?;
        self.demo_case_of(&agent, Some(client), theme, &[]).await
    }

    async fn demo_case_of(
        &self,
        visitor: &Visitor,
        client: Option<&str>,
        theme: &str,
        answers: &[(&str, Answer)],
    ) -> Result<String, Failure> {
        let catalog = self.catalog();
        let package = catalog.theme(theme).ok_or(Failure::NotFound)?;
        for seed in 1..40 {
            let mut sample = Sample::new(seed);
            let mut chosen = Answers::default();
            chosen.situations.extend(answers.iter().map(|(id, answer)| ((*id).into(), answer.clone())));
            let answers = if answers.is_empty() { sample.answers(&catalog, package) } else { chosen };
            let mut request = self.sample_request(visitor, theme, answers, &mut sample).await?;
            request.on_behalf_of = client.map(str::to_owned);
            match self.submit(visitor, request, &format!("demo-{theme}")).await {
                Ok(Submitted::Case(view)) => {
                    self.demo_consent(&view, visitor, client).await?;
                    return Ok(view.number);
                }
                Ok(Submitted::Draft(_)) => {}
                // Some answers lead nowhere, lawfully; the next ones will not.
                Err(Failure::Refused(casework::Refusal::NothingToDo)) => {}
                // So does what an agent could promise only by a special authority.
                Err(Failure::Invalid(complaints))
                    if complaints.iter().all(|one| one.code == "special_authority_missing") => {}
                Err(other) => return Err(other),
            }
        }
        Err(Failure::Fault(format!("no sample answers of {theme} leave anything to do").into()))
    }

    /// The guardian agrees, where the case tells of a young child.
    async fn demo_consent(
        &self,
        view: &CaseView,
        visitor: &Visitor,
        client: Option<&str>,
    ) -> Result<(), Failure> {
        if view.guardian_consent.is_none() {
            return Ok(());
        }
        let guardian = match client {
            Some(client) => self.demo_visitor(client).await?,
            None => visitor.clone(),
        };
        let signature =
            GuardianSignature { name: guardian.account.name.clone(), relation: RELATIONS[0].to_owned() };
        self.consent_as_guardian(&guardian, &view.number, &signature, None).await.map(drop)
    }

    async fn demo_accept(&self, number: &str) -> Result<(), Failure> {
        let clerk = self.demo_visitor("clerk").await?;
        let view = self.case(&clerk, number).await?;
        // Where the applicant took note of an obstacle, the lead department looks at it.
        let who = if view.acknowledged.is_empty() {
            clerk
        } else {
            self.demo_visitor(&format!("lead.{}", view.lead)).await?
        };
        self.carry_out(&who, number, CaseCommand::Accept, None, None).await?;
        Ok(())
    }

    async fn demo_correct(&self, number: &str) -> Result<(), Failure> {
        let clerk = self.demo_visitor("clerk").await?;
        let view = self.case(&clerk, number).await?;
        let brought = view.materials.iter().find(|material| !material.files.is_empty());
        let notice = CorrectionNotice {
            fields: Vec::new(),
            materials: brought
                .map(|material| MaterialRemark {
                    material: material.id.clone(),
                    remark: "照片不清楚，看不清字".into(),
                    how: "在亮处重新拍一张".into(),
                    ..MaterialRemark::default()
                })
                .into_iter()
                .collect(),
            message: "其余材料都齐了，补好这一份就能受理。".into(),
        };
        match self.carry_out(&clerk, number, CaseCommand::Correction(notice), None, None).await {
            Ok(_) | Err(Failure::Refused(casework::Refusal::EmptyCorrection)) => Ok(()),
            Err(other) => Err(other),
        }
    }

    /// The departments work from one day to another: each task is granted when it falls due, what is left on the last day.
    async fn demo_work(&self, number: &str, from: i64, to: i64) -> Result<(), Failure> {
        for days in (to..=from).rev() {
            self.days_ago(days).demo_grant(number, days == to).await?;
        }
        Ok(())
    }

    /// What is ready is granted if it is due, or whether it is due or not; and so on with what that makes ready.
    async fn demo_grant(&self, number: &str, all: bool) -> Result<(), Failure> {
        let office = self.demo_visitor("office").await?;
        loop {
            let view = self.case(&office, number).await?;
            let is_due = |due: Option<Date>| all || due.is_some_and(|due| due <= self.today());
            let ready = view.tasks.iter().filter(|task| task.stage == casework::TaskStageName::Ready);
            let due: Vec<_> = ready.filter(|task| is_due(task.due)).collect();
            if due.is_empty() {
                return Ok(());
            }
            for task in due {
                let approver = self.demo_visitor(&format!("approver.{}", task.department)).await?;
                self.demo_check(&approver, number, task).await?;
                let there = view.parties.iter().filter(|party| party.item == task.item);
                let there = there.filter(|party| party.wanted && party.given.is_none());
                let roles: Vec<_> = there.map(|party| party.role.clone()).collect();
                if !roles.is_empty() {
                    let command = CaseCommand::RecordParties(task.item.clone(), roles);
                    self.carry_out(&approver, number, command, None, None).await?;
                }
                let grant = CaseCommand::GrantTask(task.id.0.clone(), GrantInput::default());
                self.carry_out(&approver, number, grant, None, None).await?;
            }
        }
    }

    /// Where the item is checked on the spot, two officers were there.
    async fn demo_check(&self, approver: &Visitor, number: &str, task: &TaskView) -> Result<(), Failure> {
        let own = self.case(approver, number).await?;
        let checked = |one: &TaskView| one.id == task.id && one.actions.contains(&"arrange_check");
        if !own.tasks.iter().any(checked) {
            return Ok(());
        }
        let input = CheckInput {
            on: Some(self.today()),
            officers: vec!["王强".into(), "李明".into()],
            note: "请准备好平面图".into(),
            evidence: "现场核查通知书".into(),
        };
        let id = task.id.0.clone();
        self.carry_out(approver, number, CaseCommand::ArrangeCheck(id.clone(), input), None, None).await?;
        let found = CaseCommand::RecordCheck(id, "布局和申请一致，设施齐全".into(), true, Vec::new());
        self.carry_out(approver, number, found, None, None).await.map(drop)
    }

    /// The first department that can refuses.
    async fn demo_refuse(&self, number: &str) -> Result<(), Failure> {
        let office = self.demo_visitor("office").await?;
        let view = self.case(&office, number).await?;
        let ready = view.tasks.into_iter().find(|task| task.stage == casework::TaskStageName::Ready);
        let Some(task) = ready else { return Ok(()) };
        let approver = self.demo_visitor(&format!("approver.{}", task.department)).await?;
        let reason = "提交的名称与本区已登记的名称相同，依照规定不能再登记".into();
        let refuse = CaseCommand::RefuseTask(task.id.0, reason, String::new());
        self.carry_out(&approver, number, refuse, None, None).await?;
        Ok(())
    }

    /// The results are handed out, and the applicant judges.
    async fn demo_rate(&self, number: &str, level: u8) -> Result<(), Failure> {
        let clerk = self.demo_visitor("clerk").await?;
        let view = self.case(&clerk, number).await?;
        if view.actions.contains(&"deliver") {
            let note = "本人领取".into();
            self.carry_out(&clerk, number, CaseCommand::Deliver { note }, None, None).await?;
        }
        let applicant = self.demo_visitor("applicant2").await?;
        let reasons = words::rating_reasons(level).first().map(|reason| (*reason).to_owned());
        let rate =
            CaseCommand::Rate { level, reasons: reasons.into_iter().collect(), comment: String::new() };
        match self.carry_out(&applicant, number, rate, None, None).await {
            Ok(_) | Err(Failure::Refused(_)) => Ok(()),
            Err(other) => Err(other),
        }
    }
}

fn profile(id_number: &str, mobile: &str) -> Profile {
    let mut profile = Profile { mobile: Some(mobile.into()), ..Profile::default() };
    // The check digit is worked out here, so that the invented numbers above need none.
    let body = &id_number[..17];
    let numbers = "0123456789X".chars().map(|check| format!("{body}{check}"));
    profile.id_number = numbers.into_iter().find(|number| identifiers::ResidentId::parse(number).is_ok());
    profile.elements.insert("address".into(), "重庆市江津区几江街道大同路1号".into());
    profile
}

/// A hospital birth of twins, with everything wanted.
fn twins() -> Vec<(&'static str, Answer)> {
    let one = |text: &str| Answer::One(text.into());
    vec![
        ("declarant", one("mother")),
        ("by_agent", Answer::Bool(false)),
        ("birth_place", one("hospital")),
        ("children_count", Answer::Number(Number::Whole(2))),
        ("parents_marriage", one("married")),
        ("parents_nationality", one("both_mainland")),
        ("birth_registered", Answer::Bool(true)),
        ("household_wanted", Answer::Bool(true)),
        ("household_follow", one("mother")),
        ("household_place", one("jiangjin")),
        ("household_type", one("family")),
        ("over_one_month", Answer::Bool(false)),
        ("insurance_wanted", Answer::Bool(true)),
        ("maternity_insured", one("mother_employee")),
        ("insured_in_chongqing", Answer::Bool(true)),
        ("fee_settled", Answer::Bool(true)),
        ("allowance_paid_by_hospital", Answer::Bool(false)),
        ("delivery_mode", one("cesarean")),
        ("vaccination_wanted", Answer::Bool(true)),
        ("subsidy_wanted", Answer::Bool(true)),
    ]
}
