//! 办不成事反映: said online, or written down at a counter, where there is no case; handled by the office or by
//! supervision, answered by the department, closed by another person.

use casework::{
    Above, Actor, Context, Grievance, MatterAct, MatterStage, NewGrievance, Refusal,
    policy::{self, Action},
};
use catalog::DepartmentId;
use identifiers::CaseNumber;
use jiff::{Timestamp, civil::Date};
use store::{GrievanceScope, KeptGrievance, NewMessage, Page, StoreError, Told};

use crate::{App, Complaint, Failure, ShownPerson, StepLine, Visitor, matter_steps, notify, words};

/// What somebody says.
#[derive(Debug, Clone, Default)]
pub struct GrievanceInput {
    /// The counter where it happened; empty where it was none.
    pub place: String,
    /// The thing that the person wanted to do; empty where it is none of ours.
    pub theme: String,
    /// What could not be done.
    pub text: String,
}

/// A grievance as somebody reads it who has to do with it.
#[derive(Debug, Clone)]
pub struct GrievanceView {
    /// Its number, in groups as it is read aloud.
    pub number: String,
    /// The name; masked for the department that answers.
    pub name: String,
    /// The reader said it.
    pub own: bool,
    /// The counter's name.
    pub place_name: Option<String>,
    /// The theme's name.
    pub theme_name: Option<String>,
    /// Who answers, by short name.
    pub department_name: String,
    /// What is said.
    pub text: String,
    /// Where it stands.
    pub stage: MatterStage,
    /// In words.
    pub stage_label: &'static str,
    /// When it was said.
    pub opened_at: Timestamp,
    /// The last day of what is to be done next.
    pub due: Option<Date>,
    /// That day has passed.
    pub overdue: bool,
    /// What was done: what, by whom, when, what was said.
    pub steps: Vec<StepLine>,
    /// What the reader may do now: `verify`, `answer`, `extend`, `call_back`, `close`.
    pub acts: Vec<&'static str>,
}

impl App {
    /// Takes a grievance in: the visitor's own, or, at a counter, that of whoever stands there.
    ///
    /// # Errors
    /// `Invalid` naming every field that is wrong; `Forbidden` for those who may not.
    pub async fn report_undone(
        &self,
        visitor: &Visitor,
        input: &GrievanceInput,
        walk_in: Option<&ShownPerson>,
    ) -> Result<GrievanceView, Failure> {
        policy::may(&visitor.actor, Action::ReportUndone, None)?;
        let rules = self.rules();
        let mut complaints = Vec::new();
        if input.text.trim().is_empty() {
            complaints.push(Complaint::new("/text", "required", "请写明什么事没办成"));
        }
        let place = rules.places.iter().find(|place| *place.id == *input.place.trim());
        let theme = rules.theme(input.theme.trim());
        if place.is_none() && theme.is_none() {
            let message = "请选在哪个窗口，或者要办哪件事，才知道由谁答复";
            complaints.push(Complaint::new("/place", "required", message));
        }
        let account = match walk_in {
            Some(person) => {
                policy::may(&visitor.actor, Action::ReceiveWalkIn, None)?;
                self.applicant_shown(&person.name, &person.id_number, "", complaints).await?
            }
            None if complaints.is_empty() => visitor.account.id.clone(),
            None => return Err(Failure::Invalid(complaints)),
        };
        let department = place.map(|place| &place.department).or(theme.map(|theme| &theme.lead));
        let new = NewGrievance {
            number: self.grievance_number()?,
            name: self.account(&account).await?.name,
            account,
            place: place.map(|place| place.id.clone()),
            theme: theme.map(|theme| theme.id.clone()),
            department: department.cloned().unwrap_or_else(|| DepartmentId::from("")),
            text: input.text.trim().chars().take(1000).collect(),
        };
        let catalog = self.catalog();
        let context = Context { now: self.now(), calendar: &catalog.calendar, actor: &visitor.actor };
        let grievance = Grievance::open(new, &context)?;
        let told = self.told_of(&grievance, None).await?;
        self.store().add_grievance(&grievance, &told).await?;
        Ok(self.grievance_view(visitor, &grievance))
    }

    /// The own grievances, the latest first.
    ///
    /// # Errors
    /// Only when the store fails.
    pub async fn own_grievances(&self, visitor: &Visitor) -> Result<Vec<GrievanceView>, Failure> {
        let scope = GrievanceScope::Of(visitor.account.id.clone());
        let page = self.store().grievances(&scope, false, None, 50).await?;
        Ok(page.rows.iter().map(|kept| self.grievance_view(visitor, &kept.grievance)).collect())
    }

    /// Grievances that the visitor has to do with: all for those who supervise, the own department's or
    /// counter's for those who answer.
    ///
    /// # Errors
    /// `Forbidden` for others.
    pub async fn grievances(
        &self,
        visitor: &Visitor,
        open: bool,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Page<GrievanceView>, Failure> {
        let scope = if policy::may(&visitor.actor, Action::Supervise, None).is_ok() {
            GrievanceScope::All
        } else {
            policy::may(&visitor.actor, Action::AnswerMatter, None)?;
            GrievanceScope::AnsweredBy(
                matter_steps::departments_answered_for(visitor),
                visitor.clerk_place().cloned(),
            )
        };
        let page = self.store().grievances(&scope, open, after, limit).await?;
        let rows = page.rows.iter().map(|kept| self.grievance_view(visitor, &kept.grievance)).collect();
        Ok(Page { rows, next: page.next })
    }

    /// Of those, the open ones whose last day has passed, the latest first.
    ///
    /// # Errors
    /// `Forbidden` for others.
    pub async fn late_grievances(&self, visitor: &Visitor) -> Result<Vec<GrievanceView>, Failure> {
        policy::may(&visitor.actor, Action::Supervise, None)
            .or_else(|_| policy::may(&visitor.actor, Action::AnswerMatter, None))?;
        let open = self.store().open_grievances().await?.into_iter().rev();
        let late = open
            .filter(|kept| kept.grievance.is_overdue(self.now()) && has_to_do_with(visitor, &kept.grievance));
        Ok(late.map(|kept| self.grievance_view(visitor, &kept.grievance)).collect())
    }

    /// One grievance.
    ///
    /// # Errors
    /// `NotFound` for those who have nothing to do with it.
    pub async fn grievance(&self, visitor: &Visitor, number: &str) -> Result<GrievanceView, Failure> {
        let kept = self.kept_grievance(visitor, number).await?;
        Ok(self.grievance_view(visitor, &kept.grievance))
    }

    /// Does something about it.
    ///
    /// # Errors
    /// `NotFound` for those who have nothing to do with it, `Refused` out of turn or in own work.
    pub async fn act_on_grievance(
        &self,
        visitor: &Visitor,
        number: &str,
        act: MatterAct,
        text: &str,
    ) -> Result<GrievanceView, Failure> {
        let mut kept = self.kept_grievance(visitor, number).await?;
        let catalog = self.catalog();
        let context = Context { now: self.now(), calendar: &catalog.calendar, actor: &visitor.actor };
        kept.grievance.act(act, text.to_owned(), &context)?;
        let told = self.told_of(&kept.grievance, Some((act, text))).await?;
        match self.store().save_grievance(&kept, &told).await {
            Ok(()) => Ok(self.grievance_view(visitor, &kept.grievance)),
            Err(StoreError::Stale) => Err(Failure::Refused(Refusal::Stale)),
            Err(other) => Err(other.into()),
        }
    }

    /// What people are told of it: whoever said it, at each turn; those who supervise, when it is late.
    async fn told_of(&self, grievance: &Grievance, act: Option<(MatterAct, &str)>) -> Result<Told, Failure> {
        let number = CaseNumber::parse(&grievance.number).map_err(|_| Failure::NotFound)?;
        let mut messages = Vec::new();
        if let Some(text) = words::told_of_matter("您反映的办不成的事", act, grievance.matter.due) {
            messages.push(NewMessage::new(&grievance.account, &number, "grievance", text));
        }
        if let Some((MatterAct::Overdue, _)) = act {
            let rules = self.rules();
            let department = rules.department_name(&grievance.matter.department);
            let what = format!("办不成事反映{number}");
            let text = words::late(&what, department, grievance.matter.stage());
            let above = self.holders_of(&Above::Supervision.roles(&grievance.matter.department)).await?;
            let late = above.iter().map(|one| NewMessage::new(one, &number, "grievance_late", text.clone()));
            messages.extend(late);
        }
        let base_url = &self.settings().base_url;
        let outbox = messages.iter().map(|message| notify::outside(message, base_url)).collect();
        Ok(Told { messages, outbox })
    }

    /// Notes which grievances are late, each last day once.
    pub(crate) async fn watch_grievances(&self) -> Result<(), Failure> {
        let catalog = self.catalog();
        let context = Context { now: self.now(), calendar: &catalog.calendar, actor: &Actor::System };
        for mut kept in self.store().open_grievances().await? {
            if !kept.grievance.matter.is_to_be_noted(self.today()) {
                continue;
            }
            kept.grievance.act(MatterAct::Overdue, String::new(), &context)?;
            let told = self.told_of(&kept.grievance, Some((MatterAct::Overdue, ""))).await?;
            match self.store().save_grievance(&kept, &told).await {
                // Somebody did something about it at this moment: it is looked at again in an hour.
                Ok(()) | Err(StoreError::Stale) => {}
                Err(other) => return Err(other.into()),
            }
        }
        Ok(())
    }

    async fn kept_grievance(&self, visitor: &Visitor, number: &str) -> Result<KeptGrievance, Failure> {
        let number = CaseNumber::parse(number).map_err(|_| Failure::NotFound)?;
        let kept = self.store().grievance(number.as_str()).await?.ok_or(Failure::NotFound)?;
        let own = kept.grievance.account == visitor.account.id;
        if own || has_to_do_with(visitor, &kept.grievance) { Ok(kept) } else { Err(Failure::NotFound) }
    }

    fn grievance_number(&self) -> Result<String, Failure> {
        let mut random = [0_u8; 6];
        getrandom::fill(&mut random).map_err(|error| Failure::Fault(error.to_string().into()))?;
        Ok(CaseNumber::compose(PREFIX, self.today(), random).to_string())
    }

    fn grievance_view(&self, visitor: &Visitor, grievance: &Grievance) -> GrievanceView {
        let rules = self.rules();
        let matter = &grievance.matter;
        let stage = matter.stage();
        let may = |act| grievance.may_act(&visitor.actor, act);
        let own = grievance.account == visitor.account.id;
        let named = own || policy::may(&visitor.actor, Action::Supervise, None).is_ok();
        let place = grievance.place.as_ref();
        let place = place.and_then(|id| rules.places.iter().find(|known| known.id == *id));
        let theme = grievance.theme.as_ref().and_then(|id| rules.theme(id));
        GrievanceView {
            number: grievance.number.clone(),
            name: if named { grievance.name.clone() } else { identifiers::mask_name(&grievance.name) },
            own,
            place_name: place.map(|place| place.name.clone()),
            theme_name: theme.map(|theme| theme.name.clone()),
            department_name: rules.department_name(&matter.department).to_owned(),
            text: matter.text.clone(),
            stage,
            stage_label: words::matter_stage(stage),
            opened_at: matter.opened_at,
            due: matter.due,
            overdue: grievance.is_overdue(self.now()),
            steps: matter_steps::steps(matter),
            acts: matter_steps::acts(matter, may),
        }
    }
}

/// Whether it is the visitor's work: to supervise, or to answer.
fn has_to_do_with(visitor: &Visitor, grievance: &Grievance) -> bool {
    policy::may(&visitor.actor, Action::Supervise, None).is_ok() || grievance.concerns(&visitor.actor)
}

/// The letters with which a grievance's number begins (反映), so that it is not taken for a case.
const PREFIX: &str = "FY";
