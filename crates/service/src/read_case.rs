//! Reading a case: as much of it as the reader may see, in words.

use std::{borrow::Cow, sync::Arc};

use casework::{
    Act, Case, Dossier, Event, Recorded, Stage, Task, TaskStage, TaskStageName,
    case::{CorrectionNotice, Delivery, FileRef, Form, Round},
    policy::{self, Action, Sight},
};
use catalog::{Catalog, DepartmentId, ElementId, MaterialId};
use identifiers::CaseNumber;
use jiff::{Timestamp, civil::Date};
use store::Access;
use workdays::Light;

use crate::{
    App, BarView, CaseView, CorrectionView, DepartmentLine, EffectsView, Failure, HolderView, MaterialView,
    MendView, ResultView, RulesMark, SectionView, TaskView, TimelineEntry, ValueView, Visitor,
    actions::{actions, task_actions},
    around_case, assess_case,
    case_papers::papers_of,
    confirmations::party_lines,
    effects, explain_clock, false_material,
    form::{rows_of, to_read},
    guardian_consent, interested, late,
    notify::task_name,
    obligations, own_form, privacy_notice, promises, questions,
    rate_parts::ratable_parts,
    results, steps, words,
};

/// Reads a case number as people type it; anything else is no case.
pub(crate) fn parse_number(text: &str) -> Result<CaseNumber, Failure> {
    CaseNumber::parse(text).map_err(|_| Failure::NotFound)
}

impl App {
    /// The case as the visitor may see it. Looks at other people's cases are put on record.
    ///
    /// # Errors
    /// `NotFound`, alike for absent cases and for those of others.
    pub async fn case(&self, visitor: &Visitor, number: &str) -> Result<CaseView, Failure> {
        let (dossier, sight) = self.look_at(visitor, number, "case.read").await?;
        Ok(self.view(visitor, &dossier, &sight))
    }

    /// The case with its history, and how far the visitor sees into it. Looks at other people's
    /// cases are put on record, refused ones too.
    pub(crate) async fn look_at(
        &self,
        visitor: &Visitor,
        number: &str,
        what: &'static str,
    ) -> Result<(Arc<Dossier>, Sight), Failure> {
        let number = parse_number(number)?;
        let dossier = self.store().dossier(&number).await?.ok_or(Failure::NotFound)?;
        let case = &dossier.case;
        let sight = policy::sight(&visitor.actor, case);
        if case.applicant != visitor.account.id {
            let rules = self.rules_of_case(&case.plan);
            self.store()
                .log_access(Access {
                    at: self.now(),
                    account: visitor.account.id.clone(),
                    what,
                    subject: number.to_string(),
                    allowed: sight.is_some(),
                    purpose: purpose(&rules, visitor, case),
                })
                .await?;
        }
        match sight {
            Some(sight) => Ok((dossier, sight)),
            None => Err(self.without_mandate(visitor, |given| given.covers(case), Failure::NotFound).await),
        }
    }

    /// The case as the visitor's own act left it; the act itself is on record.
    pub(crate) fn case_after(&self, visitor: &Visitor, dossier: &Dossier) -> Result<CaseView, Failure> {
        let sight = policy::sight(&visitor.actor, &dossier.case).ok_or(Failure::NotFound)?;
        Ok(self.view(visitor, dossier, &sight))
    }

    fn view(&self, visitor: &Visitor, dossier: &Dossier, sight: &Sight) -> CaseView {
        let published = self.catalog();
        let rules = self.rules_of_case(&dossier.case.plan);
        let today = self.today();
        // The case speaks with the words of the rules it was begun with; holidays are those known today.
        let catalog = &*rules.catalog;
        let (case, due, due_estimated) = with_outlook(&published, &dossier.case, today);
        let case = case.as_ref();
        let promised = case.promised_days(&published.calendar);
        let theme_name = catalog.theme(&case.plan.theme).map_or_else(String::new, |theme| theme.name.clone());
        let place_name = |id: &str| {
            catalog
                .places
                .iter()
                .find(|place| place.id == *id)
                .map_or_else(|| id.to_owned(), |place| place.name.clone())
        };
        let not_accepted = match &case.stage {
            Stage::NotAccepted { reason, remedy, .. } => Some((reason.clone(), remedy.clone())),
            _ => None,
        };
        let delivery =
            if sight.form.is_everything() { case.delivery.clone() } else { without_address(&case.delivery) };
        CaseView {
            number: case.number.to_string(),
            version: case.version,
            theme: case.plan.theme.clone(),
            theme_name,
            lead: case.plan.lead.clone(),
            stage: case.stage.name(),
            stage_label: words::stage(case.stage.name()),
            not_accepted,
            applicant_name: if sight.form.is_everything() || !sight_is_names_only(sight) {
                case.applicant_name.clone()
            } else {
                identifiers::mask_name(&case.applicant_name)
            },
            own: case.applicant == visitor.account.id,
            ratable_parts: ratable_parts(catalog, case, &dossier.history, visitor),
            parties: party_lines(catalog, case, visitor, self.now()),
            agent_name: case.agent_name().map(str::to_owned),
            channel: case.channel.clone(),
            place_name: case.place.as_ref().map(|place| place_name(place)),
            place: case.place.clone(),
            submitted_at: case.submitted_at,
            closed_on: case.closed_on(),
            due,
            due_estimated,
            deemed_accepted: case.deemed_accepted,
            joint_due: case.joint_due(today, &published.calendar).map(|due| due.date),
            light: case.light(today, &published.calendar),
            lines: lines(&published, case, today),
            tasks: case
                .tasks
                .iter()
                .map(|task| TaskView {
                    holder: holder(visitor, &dossier.history, task, today),
                    steps: steps::steps(catalog, case, task),
                    checks: steps::checks(task, sight),
                    interested: interested::view(visitor, case, task, today),
                    false_materials: false_material::views(catalog, case, Some(&task.id), sight),
                    late: late::views(case, Some(&task.id)),
                    effects: task_effects(catalog, visitor, case, task, today),
                    ..self.task_view(visitor, case, task, promised.get(&task.id).copied())
                })
                .collect(),
            in_person: case.plan.in_person.clone(),
            acknowledged: around_case::acknowledged(case),
            prerequisites: around_case::prerequisites(catalog, case, sight.form.is_everything()),
            joint: around_case::joint(catalog, case),
            rows: around_case::rows(catalog, case),
            obligations: obligations::views(catalog, case, today),
            promises: promises::views(catalog, visitor, case, sight.form.is_everything(), today),
            effects: case_effects(catalog, visitor, case, today),
            effects_told: effects::told(catalog, &dossier.history),
            false_materials: false_material::views(catalog, case, None, sight),
            bars: bars(catalog, case),
            late: late::views(case, None),
            opening: case.plan.opening.clone(),
            questions: questions::views(catalog, visitor, case),
            consulting: questions::consulting(catalog, case),
            joint_extension: case.joint_extension.as_ref().map(|one| (one.working_days, one.reason.clone())),
            assessments: assess_case::views(catalog, &visitor.actor, case, today),
            remarked: remarked(catalog, visitor, case),
            correction: correction(catalog, case, sight),
            sections: sections(catalog, case, sight, before_the_return(&dossier.history).as_ref()),
            materials: materials(catalog, case, sight),
            results: results(catalog, visitor, case, sight),
            timeline: timeline(catalog, case, visitor, &dossier.history),
            outgoing: self.outgoing(visitor, catalog, case, sight),
            delivery_label: delivery_label(&delivery, place_name),
            delivery,
            delivered: case.delivered.clone(),
            rating: case.rating.clone(),
            actions: actions(visitor, case, today),
            own_forms: if visitor.approver_of().is_empty() {
                Vec::new()
            } else {
                own_form::at_a_glance(catalog, case, sight)
            },
            papers: papers_of(catalog, case, sight, &dossier.history)
                .into_iter()
                .map(|(line, _)| line)
                .collect(),
            privacy_notice: case.privacy_notice.as_deref().map(privacy_notice::view),
            guardian_consent: guardian_consent::view(catalog, visitor, case, sight.form.is_everything()),
            rules: RulesMark {
                version: case.plan.version.clone(),
                on: case.plan.on.unwrap_or_else(|| casework::case::day_of(case.submitted_at)),
            },
            link: format!("{}/cases/{}", self.settings().base_url, case.number),
        }
    }

    /// A task in words; `promised` is the day that the whole case's outlook gives it.
    fn task_view(&self, visitor: &Visitor, case: &Case, task: &Task, promised: Option<Date>) -> TaskView {
        let (calendar, catalog) = (self.catalog(), self.rules_of_case(&case.plan));
        let (due, statutory_due) = match &task.stage {
            TaskStage::Ready { due, statutory_due, .. }
            | TaskStage::Reviewing { due, statutory_due, .. }
            | TaskStage::Suspended { due, statutory_due, .. } => (Some(*due), Some(*statutory_due)),
            other => (other.due(), None),
        };
        let ended_at = match &task.stage {
            TaskStage::Granted { at, .. }
            | TaskStage::Refused { at, .. }
            | TaskStage::Cancelled { at, .. } => Some(*at),
            _ => None,
        };
        TaskView {
            id: task.id.clone(),
            item: task.item.clone(),
            name: words::task(&catalog, case, task),
            department: task.department.clone(),
            department_name: catalog.department_name(&task.department).to_owned(),
            stage: task.stage.name(),
            stage_label: words::task_stage(task.stage.name()),
            due: due.or(promised),
            statutory_due,
            light: case.task_light(task, self.today(), &calendar.calendar),
            clock: case
                .task_clock(task, self.today(), &calendar.calendar)
                .map(|clock| explain_clock::explain(task, &clock)),
            waits_for: task
                .needs
                .iter()
                .filter(|need| case.task(need).is_some_and(|need| !need.stage.is_granted()))
                .map(|need| task_name(&catalog, case, need))
                .chain(waits_until(case, task))
                .collect(),
            remarks: around_case::remarks(case, task),
            parties: around_case::parties(case, task),
            at_once: case
                .plan
                .item(&task.item)
                .is_some_and(|item| item.promised_days == 0 && item.on_site_check().is_none()),
            outside: case.plan.item(&task.item).is_some_and(|item| item.outside.is_some()),
            joint: joint_with(&catalog, case, task),
            holder: None,
            ended_at,
            refused: match &task.stage {
                TaskStage::Refused { reason, remedy, .. } => Some((reason.clone(), remedy.clone())),
                _ => None,
            },
            cancelled_with: match &task.stage {
                TaskStage::Cancelled { because_of: Some(cause), .. } => {
                    Some(task_name(&catalog, case, cause))
                }
                _ => None,
            },
            steps: Vec::new(),
            checks: Vec::new(),
            effects: Vec::new(),
            interested: None,
            false_materials: Vec::new(),
            late: Vec::new(),
            certificate_due: task
                .certificate
                .as_ref()
                .filter(|certificate| certificate.made_at.is_none())
                .map(|certificate| certificate.due),
            actions: task_actions(visitor, case, task, self.today()),
        }
    }
}

/// For what somebody of the staff looks at the case, in words; empty where nothing there is theirs to do.
fn purpose(catalog: &Catalog, visitor: &Visitor, case: &Case) -> String {
    use policy::Purpose;
    match policy::purpose(&visitor.actor, case) {
        None => String::new(),
        Some(Purpose::Counter) => "窗口受理和送达".to_owned(),
        Some(Purpose::Lead) => "牵头办理".to_owned(),
        Some(Purpose::Assess(item)) => format!("评估{}", catalog.item_name(&item)),
        Some(Purpose::Task(item)) => format!("办理{}", catalog.item_name(&item)),
        Some(Purpose::Handled) => "经办过".to_owned(),
    }
}

/// What refusing or suspending the task would do to the rest, where the viewer can.
fn task_effects(
    catalog: &Catalog,
    visitor: &Visitor,
    case: &Case,
    task: &Task,
    today: Date,
) -> Vec<EffectsView> {
    let actions = task_actions(visitor, case, task, today);
    let acts = [("refuse", Act::Refuse(task.id.clone())), ("suspend", Act::Suspend(task.id.clone()))];
    let open = acts.into_iter().filter(|(name, _)| actions.contains(name));
    open.map(|(_, act)| effects::view(catalog, case, &act)).collect()
}

/// What the viewer's withdrawing would do to the rest, whole or row by row, and what ending would do
/// where a deferred material did not come.
fn case_effects(catalog: &Catalog, visitor: &Visitor, case: &Case, today: Date) -> Vec<EffectsView> {
    let actions = actions(visitor, case, today);
    let mut acts = Vec::new();
    if actions.contains(&"withdraw") && !case.tasks.is_empty() {
        acts.push(Act::Withdraw);
    }
    if actions.contains(&"withdraw_row") {
        acts.extend(around_case::rows(catalog, case).into_iter().map(|row| Act::WithdrawRow(row.row)));
    }
    let missed: Vec<_> = case.missed_deferrals(today).map(|one| one.material.clone()).collect();
    let decides = policy::may(&visitor.actor, Action::DecideDeferral, Some(case)).is_ok();
    if decides && !missed.is_empty() {
        acts.push(Act::EndDeferral(missed));
    }
    acts.iter().map(|act| effects::view(catalog, case, act)).collect()
}

/// Who has taken the task, for colleagues: the name is that of the act by which it came to them.
fn holder(visitor: &Visitor, history: &[Arc<Recorded>], task: &Task, today: Date) -> Option<HolderView> {
    let account = task.stage.holder().filter(|_| visitor.is_staff())?;
    let came = |recorded: &Arc<Recorded>| match &recorded.event {
        Event::TaskHandedOver { task: of, to_name, .. } if *of == task.id => Some(to_name.clone()),
        Event::TaskStarted { task: of }
        | Event::TaskSuspended { task: of, .. }
        | Event::TaskResumed { task: of, .. }
            if *of == task.id =>
        {
            Some(recorded.by_name.clone())
        }
        _ => None,
    };
    Some(HolderView {
        name: history.iter().rev().find_map(came).unwrap_or_default(),
        own: visitor.account.id == *account,
        stood_in: visitor.in_place_of(today).any(|one| one.leave.account == *account),
    })
}

/// What has to be had elsewhere before the task begins, as long as it is not there.
fn waits_until(case: &Case, task: &Task) -> Option<String> {
    let until = task.until.as_ref()?;
    let one = case.plan.prerequisites.iter().find(|one| one.id == *until)?;
    (!case.is_met(one)).then(|| one.name.clone())
}

/// With whom the department comes to look at the place, once for all.
fn joint_with(catalog: &Catalog, case: &Case, task: &Task) -> Vec<String> {
    let joint = around_case::joint(catalog, case);
    let own = |(department, _): &&(catalog::DepartmentId, String)| *department == task.department;
    let with = joint.iter().zip(&case.plan.joint).filter(|(_, planned)| planned.items.contains(&task.item));
    with.map(|(view, _)| {
        let others = view.with.iter().filter(|one| !own(one)).map(|(_, name)| name.as_str());
        format!("{}：{}", view.what, others.collect::<Vec<_>>().join("、"))
    })
    .collect()
}

/// Before acceptance a case has no tasks yet: then those that it will have are shown, with the
/// day by which the whole thing would be done if it were accepted today.
fn with_outlook<'a>(catalog: &Catalog, case: &'a Case, today: Date) -> (Cow<'a, Case>, Option<Date>, bool) {
    if !matches!(case.stage, Stage::Submitted | Stage::AwaitingCorrection { .. }) {
        let estimated = matches!(case.stage, Stage::InProgress { due_estimated: true, .. });
        let due = case.due();
        return (Cow::Borrowed(case), due, estimated);
    }
    let mut case = case.clone();
    case.tasks = case.plan.tasks(&case.number);
    let days = case.plan.critical_path_working_days(&case.tasks);
    let due = catalog.calendar.add_working_days(today, days).date;
    (Cow::Owned(case), Some(due), true)
}

/// Supervisors see that there are values, not what they say, and so not the whole name either.
fn sight_is_names_only(sight: &Sight) -> bool {
    !sight.form.is_everything() && sight.form.shows_nothing() && sight.materials.shows_nothing()
}

/// What false materials have closed to the applicant in this case.
fn bars(catalog: &Catalog, case: &Case) -> Vec<BarView> {
    let view = |bar: &casework::false_material::Bar| BarView {
        name: catalog.item_name(&bar.item).to_owned(),
        until: bar.until,
        law: bar.law.clone(),
        case: case.number.to_string(),
    };
    case.bars.iter().map(view).collect()
}

fn without_address(delivery: &Delivery) -> Delivery {
    match delivery {
        Delivery::Post { .. } => {
            Delivery::Post { recipient: String::new(), mobile: String::new(), address: String::new() }
        }
        other => other.clone(),
    }
}

fn delivery_label(delivery: &Delivery, place_name: impl Fn(&str) -> String) -> String {
    match delivery {
        Delivery::Online => "电子证照，网上直接看".into(),
        Delivery::Counter { place } => format!("到{}领取", place_name(place)),
        Delivery::Post { address, .. } if address.is_empty() => "邮寄".into(),
        Delivery::Post { recipient, mobile, address } => {
            format!("邮寄到{address}，{recipient}收（{}）", identifiers::mask_mobile(mobile))
        }
    }
}

fn lines(catalog: &Catalog, case: &Case, today: Date) -> Vec<DepartmentLine> {
    case.progress(&catalog.calendar)
        .into_iter()
        .map(|line| {
            let tasks: Vec<&Task> = line.tasks.iter().filter_map(|id| case.task(id)).collect();
            let open = || tasks.iter().filter(|task| !task.stage.is_ended());
            let light: Option<Light> =
                open().filter_map(|task| case.task_light(task, today, &catalog.calendar)).max();
            DepartmentLine {
                name: catalog.department_name(&line.department).to_owned(),
                department: line.department,
                done: line.done,
                total: tasks.len(),
                due: line.due,
                light,
                status: match case.stage {
                    Stage::Submitted | Stage::AwaitingCorrection { .. } => "受理后开始".into(),
                    _ => line_status(&tasks).into(),
                },
            }
        })
        .collect()
}

/// What stands still or goes on in a department, in one word.
fn line_status(tasks: &[&Task]) -> &'static str {
    let any = |stage: TaskStageName| tasks.iter().any(|task| task.stage.name() == stage);
    if any(TaskStageName::Reviewing) || any(TaskStageName::Ready) {
        "正在办"
    } else if any(TaskStageName::Suspended) {
        "暂停计时"
    } else if any(TaskStageName::Waiting) {
        "等前面的办好"
    } else if any(TaskStageName::Refused) {
        "有未批准的"
    } else if any(TaskStageName::Granted) {
        "办好了"
    } else {
        "已取消"
    }
}

fn correction(catalog: &Catalog, case: &Case, sight: &Sight) -> Option<CorrectionView> {
    let correction = case.correction.as_ref()?;
    let due = match case.stage {
        Stage::AwaitingCorrection { due } => Some(due),
        _ => None,
    };
    Some(CorrectionView {
        round: correction.round.clone(),
        due,
        message: correction.notice.message.clone(),
        asked_at: correction.asked_at,
        returned_at: correction.returned_at,
        ..mends(
            catalog,
            &correction.notice,
            sight,
            |element| correction.changed_fields.contains(element),
            |one| correction.changed_materials.contains(one),
        )
    })
}

/// What the departments remarked so far, as the notice that would go out now.
fn remarked(catalog: &Catalog, visitor: &Visitor, case: &Case) -> Option<CorrectionView> {
    policy::may(&visitor.actor, Action::AskForCorrection, Some(case)).ok()?;
    let remarks = case.merged_remarks();
    let waiting = matches!(case.stage, Stage::Submitted) && !remarks.is_empty();
    let sight = policy::sight(&visitor.actor, case)?;
    waiting.then(|| mends(catalog, &remarks, &sight, |_| false, |_| false))
}

fn mends(
    catalog: &Catalog,
    notice: &CorrectionNotice,
    sight: &Sight,
    field_changed: impl Fn(&ElementId) -> bool,
    material_changed: impl Fn(&MaterialId) -> bool,
) -> CorrectionView {
    let names = |departments: &[DepartmentId]| {
        departments.iter().map(|one| catalog.department_name(one).to_owned()).collect()
    };
    let fields = notice.fields.iter().filter(|remark| sight.form.names(&remark.element));
    let materials = notice.materials.iter().filter(|remark| sight.materials.names(&remark.material));
    CorrectionView {
        round: Round::First,
        due: None,
        message: String::new(),
        fields: fields
            .map(|remark| MendView {
                id: remark.element.clone(),
                name: catalog.element_label(&remark.element).to_owned(),
                remark: remark.remark.clone(),
                how: remark.how.clone(),
                from: names(&remark.departments),
                changed: field_changed(&remark.element),
            })
            .collect(),
        materials: materials
            .map(|remark| MendView {
                id: remark.material.clone(),
                name: catalog.material_name(&remark.material).to_owned(),
                remark: remark.remark.clone(),
                how: remark.how.clone(),
                from: names(&remark.departments),
                changed: material_changed(&remark.material),
            })
            .collect(),
        asked_at: Timestamp::UNIX_EPOCH,
        returned_at: None,
    }
}

/// The form as it stood before the last correction came back; none where none did.
fn before_the_return(history: &[Arc<Recorded>]) -> Option<Form> {
    let at = history.iter().rposition(|one| matches!(one.event, Event::CorrectionReturned { .. }))?;
    casework::replay(history[..at].iter().map(|recorded| &**recorded)).map(|case| case.form)
}

fn sections(catalog: &Catalog, case: &Case, sight: &Sight, before: Option<&Form>) -> Vec<SectionView> {
    let mut sections: Vec<SectionView> = Vec::new();
    for element in case.plan.elements.iter().filter(|element| sight.form.names(element)) {
        let Some(value) = case.form.get(element) else { continue };
        let known = catalog.elements.get(element);
        let section = known.map_or_else(|| prefix(element), |known| known.section.as_str());
        let title = catalog.sections.iter().find(|known| known.id == section);
        let repeats = known.is_some_and(|known| !known.multiple) && value.is_array();
        let values = if repeats { rows_of(value) } else { vec![value.clone()] };
        let changed = case.correction.as_ref().is_some_and(|one| one.changed_fields.contains(element));
        let before = before.filter(|_| changed).and_then(|form| form.get(element));
        let before = before.map(|value| if repeats { rows_of(value) } else { vec![value.clone()] });
        for (row, value) in values.iter().enumerate() {
            let id = if repeats { format!("{section}.{row}") } else { section.to_owned() };
            let heading = title.map_or(section, |title| title.title.as_str());
            let word = title.and_then(|title| title.row.as_deref());
            let nth = u32::try_from(row).unwrap_or(u32::MAX - 1);
            let heading = match repeats {
                true => format!("{heading}（{}）", words::nth_row(word, nth)),
                false => heading.to_owned(),
            };
            let view = ValueView {
                element: element.clone(),
                label: catalog.element_label(element).to_owned(),
                value: if sight.form.shows(element) {
                    to_read(catalog, element, value)
                } else {
                    "（不显示）".into()
                },
                changed,
                was: before
                    .as_ref()
                    .filter(|_| sight.form.shows(element))
                    .and_then(|rows| rows.get(row).map(|was| to_read(catalog, element, was))),
            };
            match sections.iter_mut().find(|known| known.id == id) {
                Some(known) => known.values.push(view),
                None => sections.push(SectionView { id, title: heading, values: vec![view] }),
            }
        }
    }
    sections
}

fn prefix(element: &ElementId) -> &str {
    element.split_once('.').map_or(element.as_str(), |(prefix, _)| prefix)
}

fn materials(catalog: &Catalog, case: &Case, sight: &Sight) -> Vec<MaterialView> {
    let planned =
        case.plan.wanted(&case.materials).filter(|planned| sight.materials.names(&planned.material));
    planned
        .map(|planned| {
            let handed = case.materials.iter().find(|handed| handed.material == planned.material);
            let shown = sight.materials.shows(&planned.material);
            let users = case.plan.items.iter().filter(|item| item.materials.contains(&planned.material));
            MaterialView {
                id: planned.material.clone(),
                name: catalog.material_name(&planned.material).to_owned(),
                key: planned.key,
                deferrable: planned.deferrable,
                spared: planned.spared && handed.is_none(),
                fallback: planned.fallback.clone(),
                one_way_of: case.plan.group_of(&planned.material).map(|group| group.name.clone()),
                files: handed.filter(|_| shown).map(|handed| handed.files.clone()).unwrap_or_default(),
                on_paper: handed.is_some_and(|handed| handed.on_paper),
                deferred: handed.is_some_and(|handed| handed.deferred && !handed.is_there()),
                from_wallet: handed.and_then(|handed| handed.from_wallet.clone()),
                changed: case
                    .correction
                    .as_ref()
                    .is_some_and(|one| one.changed_materials.contains(&planned.material)),
                needed_by: users.map(|item| catalog.item_name(&item.item).to_owned()).collect(),
            }
        })
        .collect()
}

fn results(catalog: &Catalog, visitor: &Visitor, case: &Case, sight: &Sight) -> Vec<ResultView> {
    let granted = case.tasks.iter().filter_map(|task| match &task.stage {
        TaskStage::Granted { result, .. } if sight.results.names(&task.item) => Some((task, result)),
        _ => None,
    });
    granted
        .map(|(task, result)| {
            let shown = sight.results.shows(&task.item);
            ResultView {
                task: task.id.clone(),
                row: words::row_of_task(catalog, case, task),
                name: result.name.clone(),
                number: if shown { result.number.clone() } else { "（不显示）".into() },
                department_name: catalog.department_name(&task.department).to_owned(),
                valid_from: result.valid_from,
                valid_until: result.valid_until,
                text: result.text.clone().filter(|_| shown),
                file: result.file.clone().filter(|_: &FileRef| shown),
                aftercare: results::view(visitor, case, task, shown),
            }
        })
        .collect()
}

fn timeline(
    catalog: &Catalog,
    case: &Case,
    visitor: &Visitor,
    history: &[Arc<Recorded>],
) -> Vec<TimelineEntry> {
    let inside = visitor.is_staff() && case.applicant != visitor.account.id;
    let mut entries: Vec<TimelineEntry> = history
        .iter()
        .filter(|recorded| inside || concerns_applicant(case, &recorded.event))
        .map(|recorded| TimelineEntry {
            at: recorded.at,
            by: shown_name(case, visitor, recorded),
            text: words::event(&recorded.event, &|task| task_name(catalog, case, task)),
        })
        .collect();
    entries.reverse();
    entries
}

/// What supervision and the departments settle among themselves is not the applicant's to follow.
fn concerns_applicant(case: &Case, event: &Event) -> bool {
    let of = |nth: u32| case.matter(nth).is_some_and(|matter| matter.kind.is_the_applicants());
    match event {
        Event::MatterOpened(opened) => opened.kind.is_the_applicants(),
        Event::MatterStepped { nth, .. } => of(*nth),
        Event::TaskReleased { .. } | Event::TaskHandedOver { .. } => false,
        _ => true,
    }
}

/// Applicants see which office acted, colleagues see who.
fn shown_name(case: &Case, visitor: &Visitor, recorded: &Recorded) -> String {
    let by_applicant = recorded.by.as_ref() == Some(&case.applicant);
    match (by_applicant, visitor.is_staff() && case.applicant != visitor.account.id) {
        (true, false) if case.applicant == visitor.account.id => "我".into(),
        (true, _) => "申请人".into(),
        (false, _) if recorded.by.as_ref().is_some_and(|by| case.is_agent(by)) => {
            format!("由{}代办", recorded.by_name)
        }
        (false, _) => recorded.by_name.clone(),
    }
}
