//! The words for what the use cases say: stages, refusals, what happened.
//!
//! Pages and the API take them from here, so that the same thing is called the
//! same everywhere. They say what happened and what to do now.

mod exit;
mod results;
mod short;

use casework::{
    Asked, Case, Event, FindingRule, MandatedAct, MatterAct, MatterKind, MatterStage, Refusal, Role,
    StageName, Task, TaskId, TaskStageName,
    case::{Lit, Reminded},
    promise::PromiseState,
};
use catalog::{Catalog, DepartmentId, ElementId, ItemId, MaterialId};
use documents::day;
use jiff::civil::Date;
use store::SendingState;
use workdays::Light;

pub(crate) use exit::{exit_label, way};
pub(crate) use short::{mail_subject, rate as rating_asked, short};

/// Where a case stands.
pub fn stage(stage: StageName) -> &'static str {
    match stage {
        StageName::Submitted => "已提交，等待受理",
        StageName::AwaitingCorrection => "待补正",
        StageName::NotAccepted => "不予受理",
        StageName::InProgress => "办理中",
        StageName::Completed => "已办结",
        StageName::Delivered => "已送达",
        StageName::Withdrawn => "已撤回",
    }
}

/// Where a task stands.
pub fn task_stage(stage: TaskStageName) -> &'static str {
    match stage {
        TaskStageName::Waiting => "等待前一项",
        TaskStageName::Ready => "待办",
        TaskStageName::Reviewing => "办理中",
        TaskStageName::Suspended => "暂停计时",
        TaskStageName::Granted => "已办好",
        TaskStageName::Refused => "未批准",
        TaskStageName::Cancelled => "已取消",
    }
}

/// A role.
pub fn role(role: &Role, catalog: &Catalog) -> String {
    match role {
        Role::Applicant => "申请人".into(),
        Role::Agent => "帮代办人员".into(),
        Role::Clerk { place } => {
            let name =
                catalog.places.iter().find(|known| known.id == *place).map_or(&**place, |known| &known.name);
            format!("{name}综合窗口")
        }
        Role::Lead { department } => format!("{}（牵头）", catalog.department_name(department)),
        Role::Approver { department } => format!("{}（审批）", catalog.department_name(department)),
        Role::Head { department } => format!("{}（负责人）", catalog.department_name(department)),
        Role::GovernmentHead => "区政府负责人".into(),
        Role::Office => "区政务服务办".into(),
        Role::Supervisor => "督查".into(),
        Role::Admin => "系统管理员".into(),
    }
}

/// Where a message stands on its way outside.
pub fn sending_state(state: SendingState) -> &'static str {
    match state {
        SendingState::Queued => "等待发送",
        SendingState::Sent => "已发出",
        SendingState::Failed => "没有发成",
    }
}

/// A way outside, by its word.
pub fn sending_channel(word: &str) -> &'static str {
    if word == "mail" { "电子邮件" } else { "短信" }
}

/// A level of the rating.
pub fn rating_level(level: u8) -> &'static str {
    match level {
        5 => "非常满意",
        4 => "满意",
        3 => "基本满意",
        2 => "不满意",
        _ => "非常不满意",
    }
}

/// Reasons to choose from with a level.
pub fn rating_reasons(level: u8) -> &'static [&'static str] {
    if level >= 3 {
        &[
            "一次就办好了",
            "材料少、不用反复交",
            "办得比说的还快",
            "窗口服务态度好",
            "网上填表很方便",
            "进度看得清楚",
        ]
    } else {
        &[
            "让我跑了不止一次",
            "要的材料没有一次说清",
            "超过了说好的时间",
            "服务态度不好",
            "网上操作太难",
            "结果和解释不清楚",
        ]
    }
}

fn materials(catalog: &Catalog, ids: &[MaterialId]) -> String {
    ids.iter().map(|id| catalog.material_name(id)).collect::<Vec<_>>().join("、")
}

fn fields(catalog: &Catalog, ids: &[ElementId]) -> String {
    ids.iter().map(|id| catalog.element_label(id)).collect::<Vec<_>>().join("、")
}

/// Why a command was not carried out, and what to do now.
pub fn refusal(refusal: &Refusal, catalog: &Catalog) -> String {
    match refusal {
        Refusal::NotAllowed => "您的账户不能做这一步，请换有权限的账户".into(),
        Refusal::OwnCase => "这是您自己申请的办件，请交给同事办理".into(),
        Refusal::WrongStage { now } => {
            format!("办件现在是“{}”，这一步做不了，请刷新页面看最新情况", stage(*now))
        }
        Refusal::WrongTaskStage { now } => {
            format!("这一项现在是“{}”，这一步做不了，请刷新页面看最新情况", task_stage(*now))
        }
        Refusal::NoSuchTask => "办件里没有这一项，请核对编号".into(),
        Refusal::Stale => "刚刚有人改动过，请刷新页面看最新情况再操作".into(),
        Refusal::InPersonOnly { why } => {
            format!("{why}，不能由别人代办；请本人登录办理，或者本人一起到窗口来")
        }
        Refusal::MandateMissing => {
            "您没有这一步的授权；请本人在“我的授权”里给您一个授权码，或者两个人一起到窗口登记".into()
        }
        Refusal::MandateOver { since } => {
            format!("您的授权从{}起已经结束，不能再看、再办；要接着办，请本人重新授权", day(*since))
        }
        Refusal::NoSuchParty => "办件里没有这一位要确认的人，或者表上没有写他的姓名，请核对".into(),
        Refusal::PartiesOpen(roles) => {
            format!("还差{}确认：请本人到场当面签名，或者用自己的账号确认，再往下办", roles.join("、"))
        }
        Refusal::AlreadyConfirmed => "已经确认过了，不用再确认".into(),
        Refusal::OwnConfirmation => "要由另一位本人确认，不能自己替他确认".into(),
        Refusal::CodeLapsed => "确认的地址过了十五天已经失效，请申请人在办件页面重新发一个".into(),
        Refusal::NoticeNotShown => "还没有告知怎样处理个人信息，请先看过告知再提交".into(),
        Refusal::NoConsentWanted => "这个办件不用监护人同意，或者监护人已经同意过".into(),
        Refusal::RelationMissing => "请选您是孩子的什么人".into(),
        Refusal::NotAcknowledged(_) => "请先看清楚提醒，在方框里打勾确认后再提交".into(),
        Refusal::LeadDecides => "申请人书面确认过提醒，这一件要由牵头部门看过以后受理".into(),
        Refusal::PrerequisitesOpen(names) => format!("要先办好：{}，办好了再来提交", names.join("、")),
        Refusal::NoSuchPrerequisite => "办件里没有这一项要先办的事，请核对编号".into(),
        Refusal::NoSuchRow => "这一份不能单独撤回；整件事都不办了，请撤回整个申请".into(),
        Refusal::KeyMaterialsMissing(ids) => format!("还缺核心要件：{}，请先交齐", materials(catalog, ids)),
        Refusal::MaterialsMissing(ids) => format!("还缺材料：{}，请先交齐", materials(catalog, ids)),
        Refusal::NotDeferrable(ids) => format!("这些材料不能以后再交：{}", materials(catalog, ids)),
        Refusal::ForeignMaterials(ids) => format!("这件事用不着：{}，请去掉", materials(catalog, ids)),
        Refusal::ForeignFields(ids) => format!("这件事不需要填：{}，请去掉", fields(catalog, ids)),
        Refusal::NotAsked => "这个部门不在要评估的部门里，或者窗口不能代它评估".into(),
        Refusal::AssessmentOver { due } => {
            format!("评估期限到{}为止，已经过了，依法视为受理，不能再提补正", day(*due))
        }
        Refusal::RemarksOpen(departments) => {
            let names: Vec<_> = departments.iter().map(|one| catalog.department_name(one)).collect();
            format!("{}提了要补正的内容，请先发出补正告知，或者由牵头部门决定受理", names.join("、"))
        }
        Refusal::HowMissing => "请写明怎么改，让申请人看了就会补".into(),
        Refusal::VisibleBefore { fields: ids, materials: others } => {
            let mut names: Vec<String> = ids.iter().map(|id| catalog.element_label(id).to_owned()).collect();
            names.extend(others.iter().map(|id| catalog.material_name(id).to_owned()));
            format!("{}第一次告知时就看得到，不能再提；确实要补的，由牵头部门签字说明原因", names.join("、"))
        }
        Refusal::NothingAskedBefore => "还没有告知过补正，请用补正告知一次说清".into(),
        Refusal::SignatureDiffers => "签的名字和申请人姓名不一样，请申请人本人签自己的姓名".into(),
        Refusal::NothingCorrected => "内容和原来一样，没有要更正的".into(),
        Refusal::AuthorityMissing => "请写明应当向哪个机关申请".into(),
        Refusal::PromisesUnsigned(_) => "承诺书还没有签，请看清楚内容和后果，签上姓名再提交".into(),
        Refusal::ForeignPromise => "这件事不能这样承诺，请按材料清单办".into(),
        Refusal::SpecialAuthorityMissing => "代为承诺要有特别授权，请写明授权书，或者请本人来签".into(),
        Refusal::PromiseBrokenBefore => {
            "以前有承诺没有做到，还没有修复，这一次请提交材料；修复办法在“我的承诺”里".into()
        }
        Refusal::NoSuchPromise => "没有这份承诺，或者它现在不是这个状态，请刷新页面".into(),
        Refusal::DecidedOnPromise => "已经根据承诺作出决定，不能再撤回".into(),
        Refusal::NothingMissed => "没有到期未补的容缺材料".into(),
        Refusal::DeferralTooLong { latest } => {
            format!("只能宽限一次，最晚到{}，不能超过这一项的承诺期限", day(*latest))
        }
        Refusal::StillHeard { until } => format!("当事人到{}以前还可以陈述申辩，之后才能决定", day(*until)),
        Refusal::NotAnnounced => "还没有告知当事人，请先告知并听取陈述申辩".into(),
        Refusal::EmptyCorrection => "请至少写明一处要补正的内容".into(),
        Refusal::AlreadyCorrected => {
            "已经一次告知过补正内容，不能再次要求补正；现在可以受理或者不予受理".into()
        }
        Refusal::CorrectionIncomplete { fields: missing, materials: ids } => {
            let mut left = Vec::new();
            if !missing.is_empty() {
                left.push(fields(catalog, missing));
            }
            if !ids.is_empty() {
                left.push(materials(catalog, ids));
            }
            format!("还有没补的：{}，请一起补齐再提交", left.join("、"))
        }
        Refusal::NotOpened { fields: closed, materials: ids } => {
            let mut names = Vec::new();
            if !closed.is_empty() {
                names.push(fields(catalog, closed));
            }
            if !ids.is_empty() {
                names.push(materials(catalog, ids));
            }
            format!("补正通知没有要求改：{}，请只改通知里的内容", names.join("、"))
        }
        Refusal::CorrectionOverdue { due } => format!("补正期限到{due}为止，已经过了，请重新申请或联系窗口"),
        Refusal::ReasonMissing => "请写明理由".into(),
        Refusal::RemedyMissing => "请写明申请人可以怎么办（救济途径）".into(),
        Refusal::HeldByAnother => {
            "这一项有同事接了在办，请同事转给您或者退回来，也可以请部门负责人转办".into()
        }
        Refusal::NoSuchColleague => "请选同一个部门、可以审批的另一位同事；申请人本人不能办自己的事".into(),
        Refusal::WrongLeaveDays => "请核对休假的日子：最后一天不能早于第一天，也不能早于今天".into(),
        Refusal::CannotAsk => "只能问参加这件事的别的部门，或者收件的窗口".into(),
        Refusal::TextMissing => "请写明要问的，或者要答的内容".into(),
        Refusal::QuotesUnseen(ids) => format!(
            "文字里写了对方看不到的内容：{}。请只说要核对什么，不要写出具体内容",
            fields(catalog, ids)
        ),
        Refusal::NoSuchQuestion => "办件里没有这个询问，请核对编号".into(),
        Refusal::QuestionClosed => "这个询问已经答复，或者那一项已经办完，不用再答".into(),
        Refusal::NotJoint => "这件事只有一个部门办，没有几个部门共同的期限".into(),
        Refusal::TwoOfficersNeeded => "现场核查要有两名以上工作人员，请写上至少两个人的姓名".into(),
        Refusal::CheckDayPassed => "核查的日子已经过了，请写今天或以后的日子".into(),
        Refusal::NoCheckArranged => "还没有安排现场核查，请先写明哪天、由谁去".into(),
        Refusal::CheckAhead { on } => format!("现场核查安排在{}，到那天才能登记结果", day(*on)),
        Refusal::CheckMissing => "这一项准予前要现场核查，请先安排".into(),
        Refusal::CheckOpen => "现场核查安排了还没有登记结果，请先登记".into(),
        Refusal::CheckFailed => "最近一次现场核查不符合条件，请再次核查，或者作出不予决定".into(),
        Refusal::NoCertificate => "这一项没有要制的证，或者已经制好了".into(),
        Refusal::ResultIncomplete => "请填写结果的名称和编号".into(),
        Refusal::DeferredOutstanding(ids) => {
            format!("容缺的材料还没有交：{}，交齐后才能出结果", materials(catalog, ids))
        }
        Refusal::ProcedureMissing => "请写明是哪一种特别程序，法律规定的才能暂停计时".into(),
        Refusal::NoSpecialProcedure => {
            "只有听证、招标、拍卖、检验、检测、检疫、鉴定、专家评审和事项公布的特别程序才能暂停计时".into()
        }
        Refusal::ExpectedEndPassed => "预计结束的日子已经过了，请写今天或以后的日子".into(),
        Refusal::EvidenceMissing => "请写明依据的文书，比如听证告知书的文号".into(),
        Refusal::StillTimeToAnswer { due } => format!("到{}为止还可以答复", day(*due)),
        Refusal::NotYetTime => "还没有到系统自动处理的时候，或者已经处理过了".into(),
        Refusal::AlreadyExtended => "这一项已经延长过一次，法律规定只能延长一次".into(),
        Refusal::ExtensionTooLong { most } => format!("延长最少1个、最多{most}个工作日"),
        Refusal::LimitPassed { due } => format!("法定期限{}已经过了，不能再延长", day(*due)),
        Refusal::NothingToDo => "按您的回答，这里没有要办的事项；请看页面上的说明去哪里办".into(),
        Refusal::DeliveryIncomplete => "请把收件人、手机号码和地址填全".into(),
        Refusal::DeliveryNoteMissing => "请写明谁领走的，或者邮寄单号".into(),
        Refusal::OtherWayChosen => "申请人选的是别的领取方式，请先让申请人改领取方式".into(),
        Refusal::NothingToHandOut => {
            "现在没有可以送出的结果：还没有办好，已经送出，或者申请人要等齐了一起领".into()
        }
        Refusal::AlreadySent => "已经有结果送出，一起送还是分批送不能再改".into(),
        Refusal::ReceiverWithoutMandate => {
            "不是申请人本人的，请写明授权委托书，并核对代领人的身份证件".into()
        }
        Refusal::DocumentMissing => "请写明核对的是哪一种身份证件".into(),
        Refusal::CodeWorn => "取件码说错的次数太多，请改为核对身份证件".into(),
        Refusal::PostIncomplete => "请写明快递公司和邮件号".into(),
        Refusal::WrongDay => "日期不对：不能晚于今天，也不能早于前一步".into(),
        Refusal::NoSuchBatch => "没有这一件在路上的邮件，请刷新页面看最新情况".into(),
        Refusal::AddressWanted => "上一件被退回了，请先由申请人改地址或者改为到窗口领取".into(),
        Refusal::SlipOpen => "已经有人反映过这份结果有错，正在核对".into(),
        Refusal::NoSlip => "没有人反映这份结果有错".into(),
        Refusal::NoSuchLevel => "请从五个等级里选一个".into(),
        Refusal::AlreadyRated => "这件事已经评价过了，谢谢您".into(),
        Refusal::OnlyApplicantRates => {
            "评价只能由申请人本人来做；工作人员的账户不能评价，请用申请人自己的手机".into()
        }
        Refusal::NoSuchMatter => "办件里没有这一件督办事项，请核对编号".into(),
        Refusal::WrongMatterStage { now } => {
            format!("这一件现在是“{}”，这一步做不了，请刷新页面看最新情况", matter_stage(*now))
        }
        Refusal::OwnWork => "这件事说的是您经手的工作，或者是您自己答复的，请交给别的同事".into(),
        Refusal::ComplaintOpen => "您的投诉正在处理，办结以后还不满意可以再提".into(),
    }
}

/// The short title of a failure, by its code.
pub fn failure_title(code: &str) -> &'static str {
    match code {
        "not_found" => "没有找到",
        "sign_in_needed" => "请先登录",
        "wrong_password" => "登录名或密码不对，请核对后再试",
        "too_many_tries" => "试的次数太多，请过一刻钟再试",
        "not_allowed" => "这个账户不能做这一步",
        "invalid" => "有些内容需要改一改",
        "file_too_large" => "文件太大，请压缩或拍小一点再传",
        "stale" => "刚刚有人改动过",
        "fault" => "系统出了故障，已经记录，请稍后再试",
        _ => "这一步现在做不了",
    }
}

/// What somebody may do for another under a mandate.
pub fn mandated_act(act: MandatedAct) -> &'static str {
    match act {
        MandatedAct::Fill => "填写申请",
        MandatedAct::HandIn => "提交申请",
        MandatedAct::Correct => "补正、补交材料",
        MandatedAct::Withdraw => "撤回申请",
        MandatedAct::Receive => "查收结果",
    }
}

/// What happened, for the case's history.
pub fn event(event: &Event, task_name: impl Fn(&TaskId) -> String) -> String {
    match event {
        Event::Submitted(_) => "提交了申请".into(),
        Event::ConfirmationAsked { role, .. } => format!("请{role}确认"),
        Event::PartyConfirmed { role, name, at_counter: true, .. } => {
            format!("{role}（{name}）到场，核对了证件，当面签名")
        }
        Event::PartyConfirmed { role, name, .. } => format!("{role}（{name}）用自己的账号确认"),
        Event::ConfirmationTakenBack { role, .. } => format!("收回了{role}的确认"),
        Event::GuardianConsented(consent) => {
            let names = consent.children.join("、");
            let (who, relation) = (&consent.signed_as, &consent.relation);
            let how = if consent.at_counter { "，在窗口当面签名" } else { "" };
            format!("监护人（{relation}{who}）同意为办这件事处理{names}的个人信息{how}")
        }
        Event::MandateShown(shown) => format!("出示了授权，到{}为止", day(shown.until)),
        Event::Acknowledged { text, .. } => format!("书面确认：{text}"),
        Event::PrerequisiteMet(met) => match (met.number.as_str(), met.on) {
            ("", None) => "办好了要先办的事".into(),
            ("", Some(on)) => format!("{}办好了要先办的事", day(on)),
            (number, None) => format!("办好了要先办的事，编号{number}"),
            (number, Some(on)) => format!("{}办好了要先办的事，编号{number}", day(on)),
        },
        Event::RowWithdrawn { row, reason } if reason.is_empty() => format!("撤回了第{}份", row + 1),
        Event::RowWithdrawn { row, reason } => format!("撤回了第{}份：{reason}", row + 1),
        Event::PromiseSigned { promise } => match promise.item {
            Some(_) => format!("签了告知承诺书（{}）", promise.signed_as),
            None => format!("签了容缺受理承诺书（{}）", promise.signed_as),
        },
        Event::PromiseWithdrawn { .. } => "撤回了承诺，改为提交材料".into(),
        Event::DeferralsDue { due } => {
            let first = due.iter().map(|(_, due)| *due).min();
            first.map_or_else(String::new, |first| format!("容缺材料最晚{}补齐", day(first)))
        }
        Event::DeferralReminded { due, .. } => format!("提醒补交容缺材料，最晚{}", day(*due)),
        Event::DeferralMissed { .. } => "容缺材料到期没有补齐，由牵头部门决定".into(),
        Event::DeferralExtended { until, reason, .. } => {
            format!("容缺材料宽限到{}：{reason}", day(*until))
        }
        Event::DeferralEnded { reason, .. } => format!("容缺材料没有补齐，终止有关事项：{reason}"),
        Event::PromiseToCheck { due, .. } => format!("按承诺办的，最晚{}核查", day(*due)),
        Event::PromiseChecked { kept: true, findings, .. } => format!("批后核查，承诺属实：{findings}"),
        Event::PromiseChecked { findings, .. } => format!("批后核查，承诺不实：{findings}"),
        Event::RevocationAnnounced { task, reason, heard_until } => {
            let (name, until) = (task_name(task), day(*heard_until));
            format!("告知拟撤销{name}的决定：{reason}；{until}以前可以陈述申辩")
        }
        Event::ResultRevoked { task, reason, .. } => format!("撤销{}的决定：{reason}", task_name(task)),
        Event::RepairAsked { text, .. } => format!("申请信用修复：{text}"),
        Event::RepairDecided { repaired: true, reason, .. } => format!("信用修复：{reason}"),
        Event::RepairDecided { reason, .. } => format!("没有同意信用修复：{reason}"),
        Event::AssessmentAsked { departments, due } => {
            format!("{}个部门再看交回的补正，最晚{}", departments.len(), day(*due))
        }
        Event::DepartmentAssessed { remarks, at_counter, .. } => {
            let who = if *at_counter { "窗口代部门评估" } else { "部门评估" };
            let what = if remarks.is_empty() { "材料齐全" } else { "有要补正的" };
            format!("{who}：{what}")
        }
        Event::DepartmentDeemed { received_on, .. } => {
            format!("一个部门五个工作日内没有告知，依法自{}起视为受理", day(*received_on))
        }
        Event::CorrectedOnSpot { changes, confirmed_by } => {
            format!("当场更正了{}处，{confirmed_by}确认", changes.len())
        }
        Event::CorrectionUnmet { due, .. } => format!("补正内容未达要求，最晚{}补齐", day(*due)),
        Event::CorrectionAskedAgain { due, why, .. } => {
            format!("再次要求补正，最晚{}补齐，牵头部门签字的原因：{why}", day(*due))
        }
        Event::NotRequired { reason, .. } => format!("不受理，依法不需要许可：{reason}"),
        Event::NotOurAuthority { authority, handed_over, .. } if handed_over.is_empty() => {
            format!("不予受理，应当向{authority}申请")
        }
        Event::NotOurAuthority { authority, handed_over, .. } => {
            format!("不予受理，应当由{authority}办理，已转件：{handed_over}")
        }
        Event::CorrectionAsked { due, .. } => format!("一次告知补正，最晚{}补齐", day(*due)),
        Event::CorrectionReturned { .. } => "交回了补正内容".into(),
        Event::Accepted { due, deemed_from: Some(from), .. } => {
            let (from, due) = (day(*from), day(*due));
            format!("五个工作日内没有答复，依法自{from}收到材料之日起视为受理，承诺最晚{due}办完")
        }
        Event::Accepted { due, .. } => format!("受理，承诺最晚{}办完", day(*due)),
        Event::NotAccepted { reason, .. } => format!("不予受理：{reason}"),
        Event::Withdrawn { reason } if reason.is_empty() => "撤回了申请".into(),
        Event::Withdrawn { reason } => format!("撤回了申请：{reason}"),
        Event::Supplied { .. } => "补交了容缺材料".into(),
        Event::TaskReady { task, due, .. } => {
            format!("{}开始计时，承诺最晚{}办好", task_name(task), day(*due))
        }
        Event::TaskStarted { task } => format!("{}有人在办", task_name(task)),
        Event::TaskReleased { task, reason } => format!("{}退回待办：{reason}", task_name(task)),
        Event::TaskHandedOver { task, to_name, reason, .. } => {
            format!("{}转给{to_name}办：{reason}", task_name(task))
        }
        Event::QuestionAsked { task, to: Asked::Counter, .. } => {
            format!("就{}向窗口询问，办理时限照常计算", task_name(task))
        }
        Event::QuestionAsked { task, .. } => {
            format!("就{}和别的部门商量，办理时限照常计算", task_name(task))
        }
        Event::QuestionAnswered { .. } => "答复了部门的询问".into(),
        Event::JointExtended { working_days, reason } => {
            format!("经区政府负责人批准，几个部门一起办理的期限延长{working_days}个工作日：{reason}")
        }
        Event::CheckArranged { task, on, officers, note } => {
            let note = if note.is_empty() { String::new() } else { format!("；{note}") };
            format!("{}定于{}现场核查，{}来{note}", task_name(task), day(*on), officers.join("、"))
        }
        Event::CheckRecorded { task, passed: true, .. } => {
            format!("{}现场核查过了，符合条件", task_name(task))
        }
        Event::CheckRecorded { task, .. } => format!("{}现场核查过了，不符合条件", task_name(task)),
        Event::CertificateDue { task, due } => format!("{}最晚{}制证", task_name(task), day(*due)),
        Event::CertificateMade { task } => format!("{}的证制好了", task_name(task)),
        Event::TaskSuspended { task, procedure, expected_end, evidence, .. } => {
            let until = expected_end.map_or_else(String::new, |end| format!("，预计{}结束", day(end)));
            let basis = if evidence.is_empty() { String::new() } else { format!("（{evidence}）") };
            format!("{}暂停计时：{procedure}{basis}{until}", task_name(task))
        }
        Event::TaskExtended { task, working_days, reason, due, .. } => {
            let name = task_name(task);
            format!("{name}经负责人批准延长{working_days}个工作日：{reason}；承诺最晚{}办好", day(*due))
        }
        Event::DueMoved { due, .. } => format!("整件事承诺办完的日子改为{}", day(*due)),
        Event::TaskResumed { task, due, .. } => {
            format!("{}继续计时，承诺最晚{}办好", task_name(task), day(*due))
        }
        Event::TaskGranted { task, result } => format!("{}办好了：{}", task_name(task), result.name),
        Event::TaskRefused { task, reason, .. } => format!("{}未批准：{reason}", task_name(task)),
        Event::TaskCancelled { task, because_of: Some(cause) } => {
            format!("{}取消，因为{}未批准", task_name(task), task_name(cause))
        }
        Event::TaskCancelled { task, because_of: None } => format!("{}取消", task_name(task)),
        Event::Completed => "全部办结".into(),
        Event::Delivered { note } if note.is_empty() => "结果已放进证照材料库".into(),
        Event::Delivered { note } => format!("结果已送达：{note}"),
        Event::DeliveryChosen { .. } => "改了领取方式".into(),
        Event::PartsRated { parts } => format!("分开评了{}处", parts.len()),
        Event::Exit(step) => exit::event(step, task_name),
        Event::Result(step) => results::event(step, task_name),
        Event::Rated { level, .. } => format!("评价：{}", rating_level(*level)),
        Event::VisitRated(rating) => format!("评价了一次窗口服务：{}", rating_level(rating.level)),
        Event::MatterOpened(opened) => format!("{}：{}", matter_kind(opened.kind), opened.text),
        Event::MatterStepped { act, text, .. } if text.is_empty() => matter_act(*act).into(),
        Event::MatterStepped { act, text, .. } => format!("{}：{text}", matter_act(*act)),
        Event::Lit(Lit { task: Some(task), light, due, delivery: true, .. }) => {
            let (what, due) = (task_name(task), day(*due));
            match light {
                Light::Red => format!("{what}的结果过了{due}还没有送达，亮红灯"),
                _ => format!("{what}的结果最晚{due}送达，快到期了，亮黄灯"),
            }
        }
        Event::Lit(Lit { task, light, due, .. }) => {
            let what = task.as_ref().map_or_else(|| "整件事".into(), task_name);
            match light {
                Light::Red => format!("{what}超过了承诺的{}，亮红灯", day(*due)),
                _ => format!("{what}快到承诺的{}，亮黄灯", day(*due)),
            }
        }
        Event::Reminded(Reminded { due, .. }) => format!("提醒了申请人{}前还要做的事", day(*due)),
    }
}

/// Where a copied value came from, and whether something else stands there now.
pub(crate) fn copied_from(whose: &str, agrees: bool) -> String {
    if agrees {
        return format!("照“{whose}”填的");
    }
    format!("照“{whose}”填的，那边后来改了，这里没有跟着改")
}

/// Where a promise stands: in words, the day that is awaited, and what was found.
pub(crate) fn promise_state(state: &PromiseState) -> (String, Option<Date>, String) {
    match state {
        PromiseState::InForce => ("有效".into(), None, String::new()),
        PromiseState::Withdrawn { .. } => ("已撤回".into(), None, String::new()),
        PromiseState::ToCheck { due } => ("等待核查".into(), Some(*due), String::new()),
        PromiseState::Kept { findings, .. } => ("核查属实".into(), None, findings.clone()),
        PromiseState::Broken { findings, repair: None, .. } => ("没有做到".into(), None, findings.clone()),
        PromiseState::Broken { repair: Some((text, due)), .. } => {
            ("正在修复".into(), Some(*due), text.clone())
        }
        PromiseState::Repaired { reason, .. } => ("已修复".into(), None, reason.clone()),
    }
}

/// What a matter is.
pub fn matter_kind(kind: MatterKind) -> String {
    match kind {
        MatterKind::Rectification { level } => format!("差评整改（{}）", rating_level(level)),
        MatterKind::Complaint => "投诉、办不成事".into(),
        MatterKind::Urge => "督办".into(),
        MatterKind::Finding { rule } => format!("监察发现（{}）", finding_rule(rule)),
    }
}

/// The rule that a finding is about.
pub fn finding_rule(rule: FindingRule) -> &'static str {
    match rule {
        FindingRule::Backdated => "倒签日期",
        FindingRule::PauseOverrun => "停表超过告知的日子",
        FindingRule::PauseWithoutEvidence => "停表没有依据",
        FindingRule::CorrectionAgain => "再次要求补正",
        FindingRule::LimitPassed => "超过承诺时限",
        FindingRule::ReadWithoutTask => "没有任务而查看",
        FindingRule::RatedAtOnce => "评价异常：请评后几秒就评了",
        FindingRule::RatedByStaff => "评价异常：工作人员评自己的办件",
        FindingRule::RatedFromOneDevice => "评价异常：一台设备评了几件",
        FindingRule::RatedByCodeAlone => "评价异常：几乎都是扫窗口的码评的",
    }
}

/// Where a matter stands.
pub fn matter_stage(stage: MatterStage) -> &'static str {
    match stage {
        MatterStage::Verifying => "待核实",
        MatterStage::Answering => "待答复",
        MatterStage::CallingBack => "待回访",
        MatterStage::Closing => "待办结",
        MatterStage::Closed => "已办结",
    }
}

/// What was done about a matter.
pub fn matter_act(act: MatterAct) -> &'static str {
    match act {
        MatterAct::Verify { holds: true } => "核实属实",
        MatterAct::Verify { holds: false } => "核实不属实，不予采纳",
        MatterAct::Answer => "答复和整改",
        MatterAct::Extend { .. } => "延长整改期限",
        MatterAct::CallBack { content: true } => "回访，已经满意",
        MatterAct::CallBack { content: false } => "回访，还不满意",
        MatterAct::Close => "办结",
        MatterAct::Overdue => "超过期限没有办",
    }
}

/// What somebody signs who takes note of an obstacle and goes on all the same.
pub fn acknowledgement(message: &str) -> String {
    let message = message.trim_end_matches('。');
    format!("我已经看清楚：{message}。我知道可能不被批准，仍然申请办理。")
}

/// The row of a task, counted from 0: 第2个孩子; none where its item is done once for all.
pub(crate) fn row_of_task(catalog: &Catalog, case: &Case, task: &Task) -> Option<String> {
    let row = task.row?;
    let apart = case.plan.apart_of(&task.item, task.row).map(|apart| apart.word.as_str());
    Some(nth_row(apart.filter(|word| !word.is_empty()).or_else(|| catalog.row_word(&task.item)), row))
}

/// A task's name: its item's, with the row: 出生医学证明签发（第2个孩子）.
pub(crate) fn task(catalog: &Catalog, case: &Case, task: &Task) -> String {
    let name = catalog.item_name(&task.item);
    row_of_task(catalog, case, task).map_or_else(|| name.to_owned(), |row| format!("{name}（{row}）"))
}

/// The row of an item that repeats, counted from 0: 第2个孩子; none where it does not.
pub fn row_of(catalog: &Catalog, item: &ItemId, row: Option<u32>) -> Option<String> {
    row.map(|row| nth_row(catalog.row_word(item), row))
}

/// An item's name with its row, counted from 0: 出生医学证明签发（第2个孩子）.
pub fn item_row(catalog: &Catalog, item: &ItemId, row: Option<u32>) -> String {
    let name = catalog.item_name(item);
    row_of(catalog, item, row).map_or_else(|| name.to_owned(), |row| format!("{name}（{row}）"))
}

/// A row by its number, counted from 0: 第2个孩子.
pub(crate) fn nth_row(word: Option<&str>, row: u32) -> String {
    match word {
        Some(word) => format!("第{}个{word}", row + 1),
        None => format!("第{}份", row + 1),
    }
}

/// To whom a message goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Told<'a> {
    /// The applicant.
    Applicant,
    /// The agent, about this client.
    AgentOf(&'a str),
}

/// What somebody is told in a message when this happens; none where a message would only disturb.
pub(crate) fn message(
    event: &Event,
    theme_name: &str,
    told: Told<'_>,
    task_name: impl Fn(&TaskId) -> String,
) -> Option<String> {
    let thing = match told {
        Told::Applicant => format!("您的“{theme_name}”"),
        Told::AgentOf(client) => format!("您替{client}代办的“{theme_name}”"),
    };
    let text = match event {
        Event::Submitted(_) => format!("{thing}已经收到，五个工作日内答复是否受理。"),
        Event::CorrectionAsked { due, .. } => {
            format!("{thing}需要补正，要补的内容一次列全了，最晚{}补齐。", day(*due))
        }
        Event::DeferralsDue { due } => {
            let first = due.iter().map(|(_, due)| *due).min()?;
            format!("{thing}还有容缺的材料，最晚{}补齐；没有补齐以前不会发证。", day(first))
        }
        Event::DeferralReminded { due, days: 0, .. } => {
            format!("{thing}的容缺材料还没有补交，今天（{}）是最后一天。", day(*due))
        }
        Event::DeferralReminded { due, .. } => {
            format!("{thing}的容缺材料还没有补交，最晚{}；没有补齐以前不会发证。", day(*due))
        }
        Event::DeferralMissed { .. } => {
            format!("{thing}的容缺材料到期没有补齐，牵头部门会决定宽限还是终止；现在补交还来得及。")
        }
        Event::DeferralExtended { until, .. } => {
            format!("{thing}的容缺材料宽限到{}，只有这一次。", day(*until))
        }
        Event::DeferralEnded { .. } => {
            format!("{thing}的容缺材料没有补齐，有关事项终止办理，理由和可以怎么办请看办件页面。")
        }
        Event::PromiseToCheck { due, .. } => {
            format!("{thing}是按您的承诺办的，{}以前会来核查，请保持符合承诺的条件。", day(*due))
        }
        Event::PromiseChecked { kept: true, .. } => format!("{thing}的承诺核查过了，属实。"),
        Event::PromiseChecked { .. } => {
            format!("{thing}的承诺核查不实，修复以前不能再用承诺代替材料；怎么修复请看办件页面。")
        }
        Event::RevocationAnnounced { task, heard_until, .. } => {
            let (name, until) = (task_name(task), day(*heard_until));
            format!("{thing}：{name}的决定可能被撤销，{until}以前您可以陈述、申辩，详情请看办件页面。")
        }
        Event::ResultRevoked { task, .. } => {
            format!("{thing}：{}的决定已经撤销，理由和可以怎么办请看办件页面。", task_name(task))
        }
        Event::RepairDecided { repaired: true, .. } => {
            format!("{thing}的承诺已经修复，以后可以再用承诺办事。")
        }
        Event::RepairDecided { .. } => {
            format!("{thing}的信用修复没有同意，原因请看办件页面，做到以后可以再申请。")
        }
        Event::CorrectionUnmet { due, .. } => {
            format!("{thing}交回的补正还有没达到要求的，哪里不对、怎么改都写明了，最晚{}补齐。", day(*due))
        }
        Event::CorrectionAskedAgain { due, .. } => {
            format!("{thing}还要再补正一次，原因由牵头部门签字说明，最晚{}补齐。", day(*due))
        }
        Event::NotRequired { .. } => format!("{thing}依法不需要申请，理由请看办件页面。"),
        Event::NotOurAuthority { authority, handed_over, .. } if handed_over.is_empty() => {
            format!("{thing}应当向{authority}申请，详情请看办件页面。")
        }
        Event::NotOurAuthority { authority, .. } => {
            format!("{thing}由{authority}办理，已经替您转过去了，详情请看办件页面。")
        }
        Event::Accepted { due, deemed_from: Some(from), .. } => {
            let (from, due) = (day(*from), day(*due));
            format!("{thing}五个工作日内没有答复，依法自{from}起视为受理，承诺最晚{due}办完。")
        }
        Event::Accepted { due, .. } => format!("{thing}已经受理，承诺最晚{}办完。", day(*due)),
        Event::NotAccepted { .. } => format!("{thing}不予受理，理由和可以怎么办请看办件页面。"),
        Event::TaskGranted { task, result } => match told {
            Told::Applicant => {
                format!("{}办好了，{}已放进您的证照材料库。", task_name(task), result.name)
            }
            Told::AgentOf(_) => format!("{thing}：{}办好了。", task_name(task)),
        },
        Event::TaskRefused { task, .. } => {
            format!("{thing}：{}没有批准，理由和可以怎么办请看办件页面。", task_name(task))
        }
        Event::TaskSuspended { task, procedure, expected_end: None, .. } => {
            format!("{thing}：{}因{procedure}暂停计时，结束后继续。", task_name(task))
        }
        Event::TaskSuspended { task, procedure, expected_end: Some(end), .. } => {
            let (name, end) = (task_name(task), day(*end));
            format!("{thing}：{name}要做{procedure}，预计到{end}，这段时间依法不计入办理期限。")
        }
        Event::TaskExtended { task, working_days, reason, due, .. } => {
            let (name, due) = (task_name(task), day(*due));
            format!("{thing}：{name}经负责人批准延长{working_days}个工作日，最晚{due}办好。原因：{reason}")
        }
        Event::CheckArranged { task, on, officers, note } => {
            let (name, on, officers) = (task_name(task), day(*on), officers.join("、"));
            let note = if note.is_empty() { String::new() } else { format!("{note}。") };
            format!("{thing}：{name}要现场核查，时间{on}，{officers}来，请在场等候。{note}")
        }
        Event::CheckRecorded { task, passed, .. } => {
            let word = if *passed { "符合条件" } else { "还不符合条件，详情请看办件页面" };
            format!("{thing}：{}现场核查过了，{word}。", task_name(task))
        }
        Event::JointExtended { working_days, reason } => {
            format!("{thing}由几个部门一起办，经区政府负责人批准延长{working_days}个工作日。原因：{reason}")
        }
        Event::Completed => match told {
            Told::Applicant => format!("{thing}全部办结，请您评价。"),
            Told::AgentOf(_) => format!("{thing}全部办结，请提醒本人评价。"),
        },
        Event::Exit(step) => return exit::message(step, &thing),
        Event::Result(step) => return results::message(step, &thing, task_name),
        Event::Delivered { note } if !note.is_empty() => format!("{thing}结果已送达：{note}"),
        Event::MatterStepped { act: MatterAct::Verify { holds: false }, text, .. } => {
            format!("{thing}：您反映的情况核实过了，没有采纳。{text}")
        }
        Event::MatterStepped { act: MatterAct::Extend { .. }, text, due: Some(due), .. } => {
            format!("{thing}：您反映的情况还在整改，最晚{}。{text}", day(*due))
        }
        _ => return None,
    };
    Some(text)
}

/// The remedy (救济途径) that stands in a refusal unless the approver writes another: 行政复议法
/// 第二十条 and 行政诉讼法 第四十六条 give sixty days and six months.
pub fn usual_remedy(department: &DepartmentId, catalog: &Catalog) -> String {
    let name = catalog.departments.get(department).map_or("本机关", |known| &known.name);
    format!(
        "对{name}的这个决定不服的，可以在收到之日起六十日内向重庆市江津区人民政府申请行政复议，或者在六个月内向人民法院提起行政诉讼。"
    )
}
