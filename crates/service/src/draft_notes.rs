//! What the applicant signs and says before anything is handed in: obstacles taken note of, and what
//! was had elsewhere first.

use casework::case::MetPrerequisite;
use catalog::{Assessment, model::StopKind};
use jiff::civil::Date;

use crate::{App, Application, ApplicationInput, Complaint, Failure, Visitor, words};

impl App {
    /// Takes note of obstacles in writing, or takes that back for those that are not named.
    ///
    /// # Errors
    /// `NotFound` where there is no such draft.
    pub async fn acknowledge(
        &self,
        visitor: &Visitor,
        id: &str,
        stops: &[String],
    ) -> Result<Application, Failure> {
        self.change(visitor, id, &|draft| {
            let assessment = draft.assess()?;
            let known = |stop: &&String| warnings(&assessment).any(|(id, _)| id == **stop);
            draft.body.input.acknowledged = stops.iter().filter(known).cloned().collect();
            Ok(())
        })
        .await
    }

    /// Says what was had elsewhere first: the whole list anew.
    ///
    /// # Errors
    /// `Invalid` for a day that has not come yet.
    pub async fn say_met(
        &self,
        visitor: &Visitor,
        id: &str,
        met: &[MetPrerequisite],
    ) -> Result<Application, Failure> {
        check_met(met, self.today())?;
        self.change(visitor, id, &|draft| {
            draft.body.input.met = met.to_vec();
            Ok(())
        })
        .await
    }
}

/// Refuses days that have not come yet, and numbers that are no numbers.
pub(crate) fn check_met(met: &[MetPrerequisite], today: Date) -> Result<(), Failure> {
    let mut complaints = Vec::new();
    for one in met {
        let pointer = format!("/prerequisites/{}", one.id);
        if one.on.is_some_and(|on| on > today) {
            complaints.push(Complaint::new(&*pointer, "wrong_date", "办好的日期不能晚于今天"));
        }
        if one.number.chars().count() > 60 {
            complaints.push(Complaint::new(&*pointer, "too_long", "编号最多60个字"));
        }
    }
    if complaints.is_empty() { Ok(()) } else { Err(Failure::Invalid(complaints)) }
}

/// The obstacles that the applicant has to take note of: id and message.
fn warnings(assessment: &Assessment) -> impl Iterator<Item = (&str, &str)> {
    let noted = assessment.stops.iter().filter(|stop| stop.kind == StopKind::Acknowledge);
    noted.filter_map(|stop| Some((stop.id.as_deref()?, stop.message.as_str())))
}

/// What the applicant signs: each obstacle that applies and was ticked, with the exact words.
pub(crate) fn signed(assessment: &Assessment, input: &ApplicationInput) -> Vec<(String, String)> {
    let ticked = warnings(assessment).filter(|(id, _)| input.acknowledged.contains(*id));
    ticked.map(|(id, message)| (id.to_owned(), words::acknowledgement(message))).collect()
}

/// What of all this still stands in the way of handing in.
pub(crate) fn complaints(assessment: &Assessment, input: &ApplicationInput) -> Vec<Complaint> {
    let unsigned = warnings(assessment).filter(|(id, _)| !input.acknowledged.contains(*id));
    let unsigned = unsigned.map(|(id, message)| {
        let message = format!("请先看清楚，再在方框里打勾确认：{message}");
        Complaint::new(format!("/acknowledged/{id}"), "not_acknowledged", message)
    });
    let open = assessment.prerequisites.iter().filter(|one| {
        let shown = input.materials.iter().any(|handed| one.material.as_ref() == Some(&handed.material));
        one.before_handing_in && !shown && !input.met.iter().any(|met| met.id == one.id)
    });
    let open = open.map(|one| {
        let message = format!("请先到{}办好{}，再来提交", one.actor, one.name);
        Complaint::new(format!("/prerequisites/{}", one.id), "prerequisite_open", message)
    });
    unsigned.chain(open).collect()
}
