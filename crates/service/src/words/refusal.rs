//! Why a command was not carried out, and what to do now.

use casework::Refusal;
use catalog::{Catalog, ElementId, MaterialId};
use documents::day;

use super::{matter_stage, stage, task_stage};

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
        Refusal::DataRequestOpen => "您上一次的请求还在处理，答复以后可以再提".into(),
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
        Refusal::NobodyConcerned => "这一项不涉及他人的重大利益，不用告知利害关系人".into(),
        Refusal::InterestedIncomplete => "请写明告知了哪些人、怎么告知的、告知的内容".into(),
        Refusal::NoTimeToSpeak => "请给利害关系人留出陈述的时间，最后一天要晚于今天".into(),
        Refusal::NotNotified => "告知书上没有这个人，请先告知，再登记他的意见".into(),
        Refusal::NotHandedIn => "这一项没有收到这份材料，请核对是哪一份".into(),
        Refusal::Barred { bar } => format!(
            "您以前因为提交虚假材料，依照{}，到{}为止不能再申请{}；别的事项不受影响，到期以后可以再申请",
            bar.law,
            day(bar.until),
            catalog.item_name(&bar.item)
        ),
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
