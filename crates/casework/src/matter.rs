//! Matters (督办事项): what somebody has to answer for in a case, beside deciding it. A bad rating that
//! is to be put right (差评整改), a complaint (投诉、办不成事), an urge (督办), a finding (监察发现).
//!
//! Each has one way: a bad rating and a complaint are first verified, by somebody whose work is not in
//! question; then there is an answer; the citizen is called back; and somebody else closes it. An urge
//! and a finding are answered and closed. What was said stands in the record for ever.

use catalog::DepartmentId;
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{
    actor::{AccountId, Actor, Role},
    case::{Case, TaskId},
    event::Recorded,
    policy,
    refusal::Refusal,
};

/// A bad rating is verified within so many working days (国办发〔2019〕51号; the number is common practice).
pub const VERIFY_WORKING_DAYS: u32 = 1;

/// What it complains of is mended within so many.
pub const MEND_WORKING_DAYS: u32 = 5;

/// Within so many at the most, where a reason is given.
pub const MEND_AT_MOST_WORKING_DAYS: u32 = 15;

/// A finding of the software's is answered within so many.
pub const FINDING_WORKING_DAYS: u32 = 3;

/// A finding or an urge that is not answered in time goes up; whoever it goes up to sees to the answer within
/// so many.
pub const ESCALATION_WORKING_DAYS: u32 = 2;

/// Whoever urges gives at most so many.
pub const URGE_AT_MOST_WORKING_DAYS: u32 = 5;

/// What somebody asks about the own personal data is answered within so many (个人信息保护法 第五十条 wants it in
/// good time; the number is that for answering applications).
pub const DATA_WORKING_DAYS: u32 = 15;

/// Something that somebody has to answer for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Matter {
    /// Its number within the case, from 1.
    pub nth: u32,
    /// What it is.
    pub kind: MatterKind,
    /// Who has to answer.
    pub department: DepartmentId,
    /// Those whose work is in question: they neither verify, nor call back, nor close.
    pub about: Vec<AccountId>,
    /// The task that it is about, if it is about one.
    pub task: Option<TaskId>,
    /// What is said.
    pub text: String,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// By whom, as the record shows it.
    pub opened_by: String,
    /// The last day of what is to be done next; none where there is no such day.
    pub due: Option<Date>,
    /// What was done about it, in order.
    pub steps: Vec<MatterStep>,
}

/// What a matter is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum MatterKind {
    /// 差评整改
    Rectification {
        /// The rating: 2 or 1.
        level: u8,
    },
    /// 投诉、办不成事
    Complaint,
    /// 督办
    Urge,
    /// 监察发现
    Finding {
        /// The rule that it offends.
        rule: FindingRule,
    },
    /// 个人信息请求: the applicant wants personal data in the case corrected or deleted.
    PersonalData {
        /// What is wanted.
        wish: DataWish,
    },
}

/// What somebody wants done with the own personal data (个人信息保护法 第四十六条、第四十七条).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DataWish {
    /// 更正、补充
    Correct,
    /// 删除
    Delete,
}

impl DataWish {
    /// The word in forms and in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Correct => "correct",
            Self::Delete => "delete",
        }
    }

    /// The wish of that word.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Correct, Self::Delete].into_iter().find(|wish| wish.as_str() == word)
    }
}

/// A rule whose offences the software finds in what happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingRule {
    /// 倒签: something is dated before the day on which it can have been.
    Backdated,
    /// 停表超期: a special procedure goes on after the day that was told for its end.
    PauseOverrun,
    /// 停表无依据: a clock was stopped without a document.
    PauseWithoutEvidence,
    /// 二次补正: a second correction.
    CorrectionAgain,
    /// 超期: a promised limit has passed; the department owes a reason (优化营商环境条例 第三十六条).
    LimitPassed,
    /// 没有听取利害关系人的意见: a grant that concerns others' great interests, without telling or hearing them.
    InterestedNotHeard,
    /// 评价异常: the rating came seconds after it was asked for at the counter.
    RatedAtOnce,
    /// 评价异常: somebody of the staff rated as the applicant.
    RatedByStaff,
    /// 评价异常: several cases were rated from one device.
    RatedFromOneDevice,
    /// 评价异常: nearly all ratings of a counter come by its own code.
    RatedByCodeAlone,
    /// 无任务查看: somebody looked at a case without having anything to do there.
    ReadWithoutTask,
}

/// What was done about a matter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MatterStep {
    /// What.
    pub act: MatterAct,
    /// What was said.
    pub text: String,
    /// When.
    pub at: Timestamp,
    /// Who; none for the software.
    pub by: Option<AccountId>,
    /// By whom, as the record shows it.
    pub by_name: String,
}

/// What can be done about a matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum MatterAct {
    /// 核实
    Verify {
        /// What is said is so; if not, it is not followed, and why is told.
        holds: bool,
    },
    /// 答复、整改
    Answer,
    /// More time, once, with a reason.
    Extend {
        /// Working days from the opening.
        working_days: u32,
    },
    /// 回访
    CallBack {
        /// Whether the citizen is content now.
        content: bool,
    },
    /// 办结
    Close,
    /// 超期: its last day has passed. Only the software says so.
    Overdue,
    /// 上报: it was not answered in time and goes up. Only the software says so.
    Escalate {
        /// To whom.
        to: Above,
    },
}

/// To whom what nobody answers goes up, step by step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Above {
    /// The head of the department that owes the answer.
    Head,
    /// The supervisors and the office.
    Supervision,
    /// The head of the government of the district.
    GovernmentHead,
}

impl Above {
    /// From the nearest to the highest.
    const ALL: [Self; 3] = [Self::Head, Self::Supervision, Self::GovernmentHead];

    /// Who holds it, for a matter that this department has to answer.
    pub fn roles(self, department: &DepartmentId) -> Vec<Role> {
        match self {
            Self::Head => vec![Role::Head { department: department.clone() }],
            Self::Supervision => vec![Role::Supervisor, Role::Office],
            Self::GovernmentHead => vec![Role::GovernmentHead],
        }
    }
}

/// Where a matter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MatterStage {
    /// 待核实
    Verifying,
    /// 待答复
    Answering,
    /// 待回访
    CallingBack,
    /// 待办结
    Closing,
    /// 已办结
    Closed,
}

impl MatterStage {
    /// Every stage, in order.
    pub const ALL: &[Self] =
        &[Self::Verifying, Self::Answering, Self::CallingBack, Self::Closing, Self::Closed];

    /// The word in the API and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Verifying => "verifying",
            Self::Answering => "answering",
            Self::CallingBack => "calling_back",
            Self::Closing => "closing",
            Self::Closed => "closed",
        }
    }

    /// The stage of that word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|stage| stage.as_str() == word)
    }
}

impl MatterKind {
    /// The word in the API and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Rectification { .. } => "rectification",
            Self::Complaint => "complaint",
            Self::Urge => "urge",
            Self::Finding { .. } => "finding",
            Self::PersonalData { .. } => "personal_data",
        }
    }

    /// The applicant reads it, and is told what is answered.
    pub fn is_the_applicants(self) -> bool {
        self.is_a_citizens() || matches!(self, Self::PersonalData { .. })
    }

    /// A citizen said it: it is verified first, and the citizen is called back.
    pub fn is_a_citizens(self) -> bool {
        matches!(self, Self::Rectification { .. } | Self::Complaint)
    }
}

impl Matter {
    /// Where it stands.
    pub fn stage(&self) -> MatterStage {
        let mut stage =
            if self.kind.is_a_citizens() { MatterStage::Verifying } else { MatterStage::Answering };
        for step in &self.steps {
            stage = match step.act {
                MatterAct::Verify { holds: true } => MatterStage::Answering,
                MatterAct::Verify { holds: false } => MatterStage::Closing,
                MatterAct::Answer if self.kind.is_a_citizens() => MatterStage::CallingBack,
                MatterAct::Answer => MatterStage::Closing,
                // Who is not content gets another answer.
                MatterAct::CallBack { content: false } => MatterStage::Answering,
                MatterAct::CallBack { content: true } => MatterStage::Closing,
                MatterAct::Close => MatterStage::Closed,
                MatterAct::Extend { .. } | MatterAct::Overdue | MatterAct::Escalate { .. } => stage,
            };
        }
        stage
    }

    /// Whether its present last day was noted as passed.
    pub(crate) fn is_noted_overdue(&self) -> bool {
        // Every other step has set another day since, or none.
        self.steps.last().is_some_and(|step| step.act == MatterAct::Overdue)
    }

    /// Whether its last day has passed and nobody has noted so.
    pub fn is_to_be_noted(&self, today: Date) -> bool {
        self.due.is_some_and(|due| due < today) && !self.is_noted_overdue()
    }

    /// To whom it goes up where its last day passes now: what was found or urged and is not answered; none
    /// where it has gone up as high as it can.
    pub(crate) fn goes_up_to(&self) -> Option<Above> {
        if self.kind.is_a_citizens() || self.stage() != MatterStage::Answering {
            return None;
        }
        let gone = self.steps.iter().filter(|step| matches!(step.act, MatterAct::Escalate { .. })).count();
        Above::ALL.get(gone).copied()
    }

    /// Whether more time was given.
    pub fn is_extended(&self) -> bool {
        self.steps.iter().any(|step| matches!(step.act, MatterAct::Extend { .. }))
    }

    /// When it was closed.
    pub fn closed_at(&self) -> Option<Timestamp> {
        self.steps.iter().find(|step| step.act == MatterAct::Close).map(|step| step.at)
    }

    /// What was answered last.
    pub fn answer(&self) -> Option<&MatterStep> {
        self.steps.iter().rev().find(|step| step.act == MatterAct::Answer)
    }
}

/// Whether the actor may do this about the matter, leaving aside where it stands.
///
/// # Errors
/// [`Refusal::NotAllowed`]; [`Refusal::OwnWork`] for those whose work is in question; as
/// [`policy::may`] otherwise.
pub fn may_act(actor: &Actor, act: MatterAct, case: &Case, matter: &Matter) -> Result<(), Refusal> {
    policy::may_handle(actor, act, matter, Some(case), || {
        if answers_for(actor, case, &matter.department) { Ok(()) } else { Err(Refusal::NotAllowed) }
    })
}

fn answers_for(actor: &Actor, case: &Case, department: &DepartmentId) -> bool {
    actor.roles().iter().any(|role| match role {
        Role::Approver { department: own }
        | Role::Head { department: own }
        | Role::Lead { department: own } => own == department,
        // The counter works for the lead department.
        Role::Clerk { .. } => *department == case.plan.lead,
        Role::Applicant
        | Role::Agent
        | Role::GovernmentHead
        | Role::Office
        | Role::Supervisor
        | Role::Admin => false,
    })
}

impl Case {
    /// The matter of that number.
    pub fn matter(&self, nth: u32) -> Option<&Matter> {
        self.matters.iter().find(|matter| matter.nth == nth)
    }

    /// Notes a step.
    pub(crate) fn note_step(
        &mut self,
        nth: u32,
        act: MatterAct,
        text: &str,
        due: Option<Date>,
        recorded: &Recorded,
    ) {
        if let Some(matter) = self.matters.iter_mut().find(|matter| matter.nth == nth) {
            matter.steps.push(MatterStep {
                act,
                text: text.to_owned(),
                at: recorded.at,
                by: recorded.by.clone(),
                by_name: recorded.by_name.clone(),
            });
            matter.due = due;
        }
    }
}
