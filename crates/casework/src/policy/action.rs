//! Everything that somebody can do with the product, by the field's verbs.

/// Everything that somebody can do with the product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// Looks for the thing by everyday words.
    Search,
    /// Reads a theme and its notice, prints it, shares it.
    ReadTheme,
    /// Answers questions and sees what comes of them.
    Assess,
    /// Signs in.
    SignIn,
    /// Signs out, sees and changes the own account, its sessions and tokens.
    UseOwnAccount,
    /// Uploads a file for a draft or a case.
    UploadFile,
    /// Begins, keeps and continues a draft.
    KeepDraft,
    /// Hands in an own application.
    Submit,
    /// Hands in an application for another person.
    SubmitForAnother,
    /// Finds the account of a walk-in by what they show, or opens one.
    ReceiveWalkIn,
    /// Gives somebody else a mandate, sees what was done under it, and ends it.
    GiveMandate,
    /// Takes up a mandate by its code, and gives it back.
    TakeUpMandate,
    /// Records a mandate at the counter, from what is shown and signed there.
    RecordMandate,
    /// Lists the cases of which one is the applicant or agent.
    ListOwnCases,
    /// Opens the own wallet of results.
    OpenWallet,
    /// Lists the cases of the own counter.
    ListCounterCases,
    /// Lists the tasks of the own department.
    ListTasks,
    /// Lists the cases that the own department leads.
    ListLedCases,
    /// Reads counts, limits, ratings and the lists behind them.
    Supervise,
    /// Reads what many searched for without success, and the ways of asking that were added.
    ReadMissedSearches,
    /// Looks after the working calendar: which years are published, and which limits reach beyond them.
    ReadCalendar,
    /// Adds ways of asking to the search and takes them back.
    KeepAliases,
    /// Lists the archive packages of closed cases and takes them out.
    KeepArchive,
    /// Makes accounts, gives roles, blocks accounts.
    ManageAccounts,
    /// Sets up counters, keys and interfaces; sees the health of the system.
    ManageSystem,
    /// Sees a case, as far as [`sight`](super::sight()) goes.
    SeeCase,
    /// Opens a file of a case, as far as [`sight`](super::sight()) goes.
    OpenFile,
    /// 受理
    Accept,
    /// Accepts a case in which the applicant took note of an obstacle (转人工).
    AcceptNoted,
    /// 同步评估: says for the own department whether anything is missing.
    AssessCase,
    /// Says so at the counter, for departments whose items let it.
    AssessAtCounter,
    /// 补正告知
    AskForCorrection,
    /// Signs for a second correction.
    SignSecondCorrection,
    /// 当场更正
    CorrectOnSpot,
    /// Returns the correction.
    ReturnCorrection,
    /// 不予受理
    NotAccept,
    /// 撤回
    Withdraw,
    /// Withdraws one row alone.
    WithdrawRow,
    /// Says that something to be had elsewhere first is there.
    MeetPrerequisite,
    /// Asks a second person concerned to confirm.
    AskParty,
    /// Confirms as a person concerned.
    ConfirmAsParty,
    /// Records that the people concerned are there and sign.
    RecordParties,
    /// Takes a confirmation back.
    TakeBackConfirmation,
    /// 监护人同意: agrees to the use of a young child's data.
    ConsentAsGuardian,
    /// Hands in materials that were to follow (容缺).
    Supply,
    /// Takes a commitment back.
    WithdrawPromise,
    /// Decides what becomes of a material that did not come (容缺).
    DecideDeferral,
    /// 批后核查
    CheckPromise,
    /// 撤销
    RevokeResult,
    /// Says how a broken promise was made good.
    AskRepair,
    /// 信用修复
    DecideRepair,
    /// Takes a task.
    StartTask,
    /// Gives a task back.
    ReleaseTask,
    /// 转办
    HandOverTask,
    /// Says when one is away, and who stands in (代岗).
    TakeLeave,
    /// The same for those who decide for the department that one heads.
    SetLeave,
    /// Asks another department, or the counter.
    AskQuestion,
    /// Answers what was asked.
    AnswerQuestion,
    /// Makes an appointment for a check on the spot (现场核查).
    ArrangeCheck,
    /// Writes down what was found there.
    RecordCheck,
    /// 制证
    MakeCertificate,
    /// 暂停
    SuspendTask,
    /// Goes on after a special procedure.
    ResumeTask,
    /// 延长
    ExtendTask,
    /// 延长 of the limit of several departments together.
    ExtendJoint,
    /// Tells people whose great interests a task concerns, and writes down what they say (利害关系人).
    HearInterested,
    /// Records that a material is false (虚假材料).
    FindFalseMaterial,
    /// 准予
    GrantTask,
    /// 不予
    RefuseTask,
    /// Says that there is a slip on a result.
    ReportSlip,
    /// 勘误: corrects a slip on a result, or says that there is none.
    CorrectResult,
    /// Says how paper results are wanted.
    ChooseDelivery,
    /// 送达
    Deliver,
    /// Says that a parcel arrived.
    ConfirmArrival,
    /// 评价
    Rate,
    /// 一次一评
    RateVisit,
    /// Asks at the counter for a rating, by a QR code that the visitor scans.
    AskForRating,
    /// 办不成事反映: says what could not be done, where there is no case.
    ReportUndone,
    /// 投诉、办不成事
    Complain,
    /// 个人信息请求
    AskAboutData,
    /// 督办
    Urge,
    /// Verifies what a bad rating says, and calls back.
    VerifyMatter,
    /// Handles a complaint, outside of the departments concerned.
    HandleComplaint,
    /// Answers a matter that the own department has to answer for.
    AnswerMatter,
    /// Closes a matter.
    CloseMatter,
}

impl Action {
    /// Every action, in the order of a case's life.
    pub const ALL: &[Self] = &[
        Self::Search,
        Self::ReadTheme,
        Self::Assess,
        Self::SignIn,
        Self::UseOwnAccount,
        Self::UploadFile,
        Self::KeepDraft,
        Self::Submit,
        Self::SubmitForAnother,
        Self::ReceiveWalkIn,
        Self::GiveMandate,
        Self::TakeUpMandate,
        Self::RecordMandate,
        Self::ListOwnCases,
        Self::OpenWallet,
        Self::ListCounterCases,
        Self::ListTasks,
        Self::ListLedCases,
        Self::Supervise,
        Self::ReadMissedSearches,
        Self::ReadCalendar,
        Self::KeepAliases,
        Self::KeepArchive,
        Self::ManageAccounts,
        Self::ManageSystem,
        Self::SeeCase,
        Self::OpenFile,
        Self::Accept,
        Self::AcceptNoted,
        Self::AssessCase,
        Self::AssessAtCounter,
        Self::AskForCorrection,
        Self::SignSecondCorrection,
        Self::CorrectOnSpot,
        Self::ReturnCorrection,
        Self::NotAccept,
        Self::Withdraw,
        Self::WithdrawRow,
        Self::MeetPrerequisite,
        Self::AskParty,
        Self::ConfirmAsParty,
        Self::RecordParties,
        Self::TakeBackConfirmation,
        Self::ConsentAsGuardian,
        Self::Supply,
        Self::WithdrawPromise,
        Self::DecideDeferral,
        Self::CheckPromise,
        Self::RevokeResult,
        Self::AskRepair,
        Self::DecideRepair,
        Self::StartTask,
        Self::ReleaseTask,
        Self::HandOverTask,
        Self::TakeLeave,
        Self::SetLeave,
        Self::AskQuestion,
        Self::AnswerQuestion,
        Self::ArrangeCheck,
        Self::RecordCheck,
        Self::MakeCertificate,
        Self::SuspendTask,
        Self::ResumeTask,
        Self::ExtendTask,
        Self::ExtendJoint,
        Self::HearInterested,
        Self::FindFalseMaterial,
        Self::GrantTask,
        Self::RefuseTask,
        Self::ReportSlip,
        Self::CorrectResult,
        Self::ChooseDelivery,
        Self::Deliver,
        Self::ConfirmArrival,
        Self::Rate,
        Self::RateVisit,
        Self::AskForRating,
        Self::ReportUndone,
        Self::Complain,
        Self::AskAboutData,
        Self::Urge,
        Self::VerifyMatter,
        Self::HandleComplaint,
        Self::AnswerMatter,
        Self::CloseMatter,
    ];
}
