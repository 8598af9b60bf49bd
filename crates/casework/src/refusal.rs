//! Refusals: why a command was not carried out. Ordinary answers, not accidents.

use catalog::{DepartmentId, ElementId, MaterialId};
use jiff::civil::Date;

use crate::{
    case::{StageName, TaskStageName},
    false_material::Bar,
    matter::MatterStage,
};

/// Why a command was not carried out.
#[derive(Debug, Clone, PartialEq)]
pub enum Refusal {
    /// The actor may not do this, or may not know of this case.
    NotAllowed,
    /// Nobody handles a case in which they are the applicant.
    OwnCase,
    /// The case is at another stage.
    WrongStage {
        /// Where it stands.
        now: StageName,
    },
    /// The task is at another stage.
    WrongTaskStage {
        /// Where it stands.
        now: TaskStageName,
    },
    /// There is no such task in this case.
    NoSuchTask,
    /// Somebody else changed the case meanwhile.
    Stale,
    /// The law wants the people themselves: nobody acts for them.
    InPersonOnly {
        /// Why, in plain words.
        why: String,
    },
    /// The person has given no mandate for this thing, or for this act.
    MandateMissing,
    /// The mandate has ended.
    MandateOver {
        /// Since this day.
        since: Date,
    },
    /// There is no such party, or the form does not name them.
    NoSuchParty,
    /// These have still to confirm.
    PartiesOpen(Vec<String>),
    /// They have confirmed already.
    AlreadyConfirmed,
    /// Nobody confirms for the other side too.
    OwnConfirmation,
    /// They did not answer in time, and have to be asked again.
    CodeLapsed,
    /// The applicant was not told how the data are used (个人信息处理告知).
    NoticeNotShown,
    /// What the applicant asked about the own data is still to be answered.
    DataRequestOpen,
    /// No guardian has to agree, or one has.
    NoConsentWanted,
    /// What the guardian is to the child is not said.
    RelationMissing,
    /// The applicant has not taken note of these obstacles in writing.
    NotAcknowledged(Vec<String>),
    /// The applicant took note of an obstacle: the lead department looks at it and accepts or not.
    LeadDecides,
    /// These have to be had elsewhere before anything can be handed in; by name.
    PrerequisitesOpen(Vec<String>),
    /// There is no such prerequisite in this case.
    NoSuchPrerequisite,
    /// There is no such row that could go without the others.
    NoSuchRow,
    /// Materials are missing, key ones (核心要件) among them. All that are missing are
    /// named, key ones first: everything is told at once.
    KeyMaterialsMissing(Vec<MaterialId>),
    /// Materials that can neither be deferred nor are spared are missing.
    MaterialsMissing(Vec<MaterialId>),
    /// These may not follow later.
    NotDeferrable(Vec<MaterialId>),
    /// These materials are not part of this case.
    ForeignMaterials(Vec<MaterialId>),
    /// These fields are not part of this case.
    ForeignFields(Vec<ElementId>),
    /// The department was not asked, or the counter may not speak for it.
    NotAsked,
    /// The window for assessments has passed.
    AssessmentOver {
        /// It ended on this day.
        due: Date,
    },
    /// Departments remark something: it goes into the notice, or the lead department accepts all the same.
    RemarksOpen(Vec<DepartmentId>),
    /// It must be said how to mend it.
    HowMissing,
    /// This could have been seen the first time: a second correction needs the lead department's signature.
    VisibleBefore {
        /// Fields that no notice named and that have not changed since.
        fields: Vec<ElementId>,
        /// Materials, likewise.
        materials: Vec<MaterialId>,
    },
    /// What is to be asked for again was not asked for before.
    NothingAskedBefore,
    /// The name that was signed is not the name of the person.
    SignatureDiffers,
    /// Nothing is corrected.
    NothingCorrected,
    /// The authority that decides must be named.
    AuthorityMissing,
    /// These promises have to be signed first, by their ids.
    PromisesUnsigned(Vec<String>),
    /// What was promised is nothing that this case lets anybody promise.
    ForeignPromise,
    /// Nobody but the person promises, unless the agent has a special authority for it.
    SpecialAuthorityMissing,
    /// A promise was broken and not made good: papers are handed in instead.
    PromiseBrokenBefore,
    /// There is no such promise, or it does not stand so.
    NoSuchPromise,
    /// It was decided on the promise already.
    DecidedOnPromise,
    /// Nothing that was to follow is late.
    NothingMissed,
    /// More time was given already, or reaches beyond the promised day of what needs the material.
    DeferralTooLong {
        /// The latest day.
        latest: Date,
    },
    /// The person is still being heard.
    StillHeard {
        /// Until when.
        until: Date,
    },
    /// The person has not been told before that the result is to be revoked.
    NotAnnounced,
    /// A correction names nothing.
    EmptyCorrection,
    /// The one correction was already asked for (一次告知).
    AlreadyCorrected,
    /// The return does not answer everything that the notice names.
    CorrectionIncomplete {
        /// Fields still to be mended.
        fields: Vec<ElementId>,
        /// Materials still to be handed in.
        materials: Vec<MaterialId>,
    },
    /// The return changes what the notice did not open.
    NotOpened {
        /// Fields that were not opened.
        fields: Vec<ElementId>,
        /// Materials that were not opened.
        materials: Vec<MaterialId>,
    },
    /// The time to return the correction has passed.
    CorrectionOverdue {
        /// It was due on this day.
        due: Date,
    },
    /// A reason must be given.
    ReasonMissing,
    /// The way to a remedy (救济途径) must be given.
    RemedyMissing,
    /// A result needs a number and a name.
    ResultIncomplete,
    /// Somebody else took the task and has not given it back.
    HeldByAnother,
    /// Whoever is named is no other approver of the same department, or may not act in this case.
    NoSuchColleague,
    /// A leave ends on or after its first day, and not before today.
    WrongLeaveDays,
    /// Nobody asks the own department, or one that takes no part; a case of no counter has none to ask.
    CannotAsk,
    /// What is asked or answered must be written down.
    TextMissing,
    /// What is written says what these fields say, which the reader may not see.
    QuotesUnseen(Vec<ElementId>),
    /// There is no such question in this case.
    NoSuchQuestion,
    /// The question was answered, or its task has ended.
    QuestionClosed,
    /// One department alone handles the case: there is no common limit.
    NotJoint,
    /// A check on the spot takes two officers or more (行政许可法 第三十四条).
    TwoOfficersNeeded,
    /// The day of the check has passed already.
    CheckDayPassed,
    /// No check is arranged that could be recorded.
    NoCheckArranged,
    /// Nobody can have been there yet.
    CheckAhead {
        /// The day of the check.
        on: Date,
    },
    /// The item wants a check on the spot before it is granted.
    CheckMissing,
    /// A check is arranged and not recorded.
    CheckOpen,
    /// The last check found that conditions are not met.
    CheckFailed,
    /// No certificate is to be made for the task, or it is made.
    NoCertificate,
    /// A deferred material has not come in yet: no result before that.
    DeferredOutstanding(Vec<MaterialId>),
    /// The suspension must name a special procedure.
    ProcedureMissing,
    /// The clock stops for the procedures of the law and of the item alone (行政许可法 第四十五条).
    NoSpecialProcedure,
    /// The day by which a procedure is expected to end has passed already.
    ExpectedEndPassed,
    /// A suspension rests on a document, which must be named.
    EvidenceMissing,
    /// The item concerns nobody else's great interests.
    NobodyConcerned,
    /// Who is told, how, and what, must be written down.
    InterestedIncomplete,
    /// People who are told have at least until tomorrow to speak.
    NoTimeToSpeak,
    /// Whoever is to be heard has not been told.
    NotNotified,
    /// The material was not handed in for this.
    NotHandedIn,
    /// False materials have closed an item of it to the applicant for a time.
    Barred {
        /// Which item, until when, and by which law.
        bar: Bar,
    },
    /// It is not yet time to take silence for an acceptance.
    StillTimeToAnswer {
        /// The last day for an answer.
        due: Date,
    },
    /// The time for what the software does of itself has not come, or it is done already.
    NotYetTime,
    /// A limit is extended once.
    AlreadyExtended,
    /// An extension has at least one day and at most so many.
    ExtensionTooLong {
        /// Working days.
        most: u32,
    },
    /// The limit has passed: it cannot be extended afterwards.
    LimitPassed {
        /// Its last day.
        due: Date,
    },
    /// Nothing is left to be done for these answers.
    NothingToDo,
    /// Post needs a recipient, a mobile number and an address.
    DeliveryIncomplete,
    /// Who received the results, or the tracking number of the post, must be written down.
    DeliveryNoteMissing,
    /// The applicant chose another way for results on paper.
    OtherWayChosen,
    /// None of it is to go out now.
    NothingToHandOut,
    /// Something has gone out already: together or as they come is settled.
    AlreadySent,
    /// Somebody else than the applicant takes results with a mandate alone.
    ReceiverWithoutMandate,
    /// The identity document that was looked at must be named.
    DocumentMissing,
    /// Too many wrong pick-up codes: the identity document has to be looked at.
    CodeWorn,
    /// A parcel has a carrier and a number.
    PostIncomplete,
    /// The day is still to come, or lies before what it follows.
    WrongDay,
    /// There is no such parcel on its way.
    NoSuchBatch,
    /// A parcel came back: the applicant is to say first where it goes.
    AddressWanted,
    /// A slip on this result was reported already and is being looked at.
    SlipOpen,
    /// No slip on this result was reported.
    NoSlip,
    /// A rating is from 1 to 5.
    NoSuchLevel,
    /// Rated already (一事一评).
    AlreadyRated,
    /// The rating must come from the applicant.
    OnlyApplicantRates,
    /// There is no such matter in this case.
    NoSuchMatter,
    /// The matter is at another stage.
    WrongMatterStage {
        /// Where it stands.
        now: MatterStage,
    },
    /// Nobody verifies, calls back or closes where the own work is in question.
    OwnWork,
    /// A complaint about this case is being handled already.
    ComplaintOpen,
}

impl Refusal {
    /// Every code, so that it can be checked that each has words.
    pub const ALL_CODES: &[&str] = &[
        "not_allowed",
        "own_case",
        "wrong_stage",
        "wrong_task_stage",
        "no_such_task",
        "stale",
        "in_person_only",
        "mandate_missing",
        "mandate_over",
        "no_such_party",
        "parties_open",
        "already_confirmed",
        "own_confirmation",
        "code_lapsed",
        "notice_not_shown",
        "data_request_open",
        "no_consent_wanted",
        "relation_missing",
        "not_acknowledged",
        "lead_decides",
        "prerequisites_open",
        "no_such_prerequisite",
        "no_such_row",
        "key_materials_missing",
        "materials_missing",
        "not_deferrable",
        "foreign_materials",
        "foreign_fields",
        "not_asked",
        "assessment_over",
        "remarks_open",
        "how_missing",
        "visible_before",
        "nothing_asked_before",
        "signature_differs",
        "nothing_corrected",
        "authority_missing",
        "promises_unsigned",
        "foreign_promise",
        "special_authority_missing",
        "promise_broken_before",
        "no_such_promise",
        "decided_on_promise",
        "nothing_missed",
        "deferral_too_long",
        "still_heard",
        "not_announced",
        "empty_correction",
        "already_corrected",
        "correction_incomplete",
        "not_opened",
        "correction_overdue",
        "reason_missing",
        "remedy_missing",
        "held_by_another",
        "no_such_colleague",
        "wrong_leave_days",
        "cannot_ask",
        "text_missing",
        "quotes_unseen",
        "no_such_question",
        "question_closed",
        "not_joint",
        "two_officers_needed",
        "check_day_passed",
        "no_check_arranged",
        "check_ahead",
        "check_missing",
        "check_open",
        "check_failed",
        "no_certificate",
        "result_incomplete",
        "deferred_outstanding",
        "procedure_missing",
        "no_special_procedure",
        "expected_end_passed",
        "evidence_missing",
        "nobody_concerned",
        "interested_incomplete",
        "no_time_to_speak",
        "not_notified",
        "not_handed_in",
        "barred",
        "still_time_to_answer",
        "not_yet_time",
        "already_extended",
        "extension_too_long",
        "limit_passed",
        "nothing_to_do",
        "delivery_incomplete",
        "delivery_note_missing",
        "other_way_chosen",
        "nothing_to_hand_out",
        "already_sent",
        "receiver_without_mandate",
        "document_missing",
        "code_worn",
        "post_incomplete",
        "wrong_day",
        "no_such_batch",
        "address_wanted",
        "slip_open",
        "no_slip",
        "no_such_level",
        "already_rated",
        "only_applicant_rates",
        "no_such_matter",
        "wrong_matter_stage",
        "own_work",
        "complaint_open",
    ];

    /// The stable code, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotAllowed => "not_allowed",
            Self::OwnCase => "own_case",
            Self::WrongStage { .. } => "wrong_stage",
            Self::WrongTaskStage { .. } => "wrong_task_stage",
            Self::NoSuchTask => "no_such_task",
            Self::Stale => "stale",
            Self::InPersonOnly { .. } => "in_person_only",
            Self::MandateMissing => "mandate_missing",
            Self::MandateOver { .. } => "mandate_over",
            Self::NoSuchParty => "no_such_party",
            Self::PartiesOpen(_) => "parties_open",
            Self::AlreadyConfirmed => "already_confirmed",
            Self::OwnConfirmation => "own_confirmation",
            Self::CodeLapsed => "code_lapsed",
            Self::NoticeNotShown => "notice_not_shown",
            Self::DataRequestOpen => "data_request_open",
            Self::NoConsentWanted => "no_consent_wanted",
            Self::RelationMissing => "relation_missing",
            Self::NotAcknowledged(_) => "not_acknowledged",
            Self::LeadDecides => "lead_decides",
            Self::PrerequisitesOpen(_) => "prerequisites_open",
            Self::NoSuchPrerequisite => "no_such_prerequisite",
            Self::NoSuchRow => "no_such_row",
            Self::KeyMaterialsMissing(_) => "key_materials_missing",
            Self::MaterialsMissing(_) => "materials_missing",
            Self::NotDeferrable(_) => "not_deferrable",
            Self::ForeignMaterials(_) => "foreign_materials",
            Self::ForeignFields(_) => "foreign_fields",
            Self::NotAsked => "not_asked",
            Self::AssessmentOver { .. } => "assessment_over",
            Self::RemarksOpen(_) => "remarks_open",
            Self::HowMissing => "how_missing",
            Self::VisibleBefore { .. } => "visible_before",
            Self::NothingAskedBefore => "nothing_asked_before",
            Self::SignatureDiffers => "signature_differs",
            Self::NothingCorrected => "nothing_corrected",
            Self::AuthorityMissing => "authority_missing",
            Self::PromisesUnsigned(_) => "promises_unsigned",
            Self::ForeignPromise => "foreign_promise",
            Self::SpecialAuthorityMissing => "special_authority_missing",
            Self::PromiseBrokenBefore => "promise_broken_before",
            Self::NoSuchPromise => "no_such_promise",
            Self::DecidedOnPromise => "decided_on_promise",
            Self::NothingMissed => "nothing_missed",
            Self::DeferralTooLong { .. } => "deferral_too_long",
            Self::StillHeard { .. } => "still_heard",
            Self::NotAnnounced => "not_announced",
            Self::EmptyCorrection => "empty_correction",
            Self::AlreadyCorrected => "already_corrected",
            Self::CorrectionIncomplete { .. } => "correction_incomplete",
            Self::NotOpened { .. } => "not_opened",
            Self::CorrectionOverdue { .. } => "correction_overdue",
            Self::ReasonMissing => "reason_missing",
            Self::RemedyMissing => "remedy_missing",
            Self::HeldByAnother => "held_by_another",
            Self::NoSuchColleague => "no_such_colleague",
            Self::WrongLeaveDays => "wrong_leave_days",
            Self::CannotAsk => "cannot_ask",
            Self::TextMissing => "text_missing",
            Self::QuotesUnseen(_) => "quotes_unseen",
            Self::NoSuchQuestion => "no_such_question",
            Self::QuestionClosed => "question_closed",
            Self::NotJoint => "not_joint",
            Self::TwoOfficersNeeded => "two_officers_needed",
            Self::CheckDayPassed => "check_day_passed",
            Self::NoCheckArranged => "no_check_arranged",
            Self::CheckAhead { .. } => "check_ahead",
            Self::CheckMissing => "check_missing",
            Self::CheckOpen => "check_open",
            Self::CheckFailed => "check_failed",
            Self::NoCertificate => "no_certificate",
            Self::ResultIncomplete => "result_incomplete",
            Self::DeferredOutstanding(_) => "deferred_outstanding",
            Self::ProcedureMissing => "procedure_missing",
            Self::NoSpecialProcedure => "no_special_procedure",
            Self::ExpectedEndPassed => "expected_end_passed",
            Self::EvidenceMissing => "evidence_missing",
            Self::NobodyConcerned => "nobody_concerned",
            Self::InterestedIncomplete => "interested_incomplete",
            Self::NoTimeToSpeak => "no_time_to_speak",
            Self::NotNotified => "not_notified",
            Self::NotHandedIn => "not_handed_in",
            Self::Barred { .. } => "barred",
            Self::StillTimeToAnswer { .. } => "still_time_to_answer",
            Self::NotYetTime => "not_yet_time",
            Self::AlreadyExtended => "already_extended",
            Self::ExtensionTooLong { .. } => "extension_too_long",
            Self::LimitPassed { .. } => "limit_passed",
            Self::NothingToDo => "nothing_to_do",
            Self::DeliveryIncomplete => "delivery_incomplete",
            Self::DeliveryNoteMissing => "delivery_note_missing",
            Self::OtherWayChosen => "other_way_chosen",
            Self::NothingToHandOut => "nothing_to_hand_out",
            Self::AlreadySent => "already_sent",
            Self::ReceiverWithoutMandate => "receiver_without_mandate",
            Self::DocumentMissing => "document_missing",
            Self::CodeWorn => "code_worn",
            Self::PostIncomplete => "post_incomplete",
            Self::WrongDay => "wrong_day",
            Self::NoSuchBatch => "no_such_batch",
            Self::AddressWanted => "address_wanted",
            Self::SlipOpen => "slip_open",
            Self::NoSlip => "no_slip",
            Self::NoSuchLevel => "no_such_level",
            Self::AlreadyRated => "already_rated",
            Self::OnlyApplicantRates => "only_applicant_rates",
            Self::NoSuchMatter => "no_such_matter",
            Self::WrongMatterStage { .. } => "wrong_matter_stage",
            Self::OwnWork => "own_work",
            Self::ComplaintOpen => "complaint_open",
        }
    }
}
