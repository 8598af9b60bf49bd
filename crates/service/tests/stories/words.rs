//! What people are told: every refusal has words that say what happened and what to do now.

use std::collections::BTreeSet;

use casework::{MatterStage, Refusal, StageName, TaskStageName};
use jiff::civil::date;
use testkit::catalogue;

fn every_refusal() -> Vec<Refusal> {
    let materials = || vec!["birth_certificate".into()];
    let fields = || vec!["child.name".into()];
    vec![
        Refusal::NotAllowed,
        Refusal::OwnCase,
        Refusal::WrongStage { now: StageName::Delivered },
        Refusal::WrongTaskStage { now: TaskStageName::Granted },
        Refusal::NoSuchTask,
        Refusal::Stale,
        Refusal::InPersonOnly { why: "结婚登记要双方亲自到场".into() },
        Refusal::MandateMissing,
        Refusal::MandateOver { since: date(2026, 3, 9) },
        Refusal::NoSuchParty,
        Refusal::PartiesOpen(vec!["女方".into()]),
        Refusal::AlreadyConfirmed,
        Refusal::OwnConfirmation,
        Refusal::CodeLapsed,
        Refusal::NoticeNotShown,
        Refusal::DataRequestOpen,
        Refusal::NoConsentWanted,
        Refusal::RelationMissing,
        Refusal::NotAcknowledged(vec!["site".into()]),
        Refusal::LeadDecides,
        Refusal::PrerequisitesOpen(vec!["亲子鉴定".into()]),
        Refusal::NoSuchPrerequisite,
        Refusal::NoSuchRow,
        Refusal::KeyMaterialsMissing(materials()),
        Refusal::MaterialsMissing(materials()),
        Refusal::NotDeferrable(materials()),
        Refusal::ForeignMaterials(materials()),
        Refusal::ForeignFields(fields()),
        Refusal::NotAsked,
        Refusal::AssessmentOver { due: date(2026, 3, 9) },
        Refusal::RemarksOpen(vec!["public_security_bureau".into()]),
        Refusal::HowMissing,
        Refusal::VisibleBefore { fields: fields(), materials: materials() },
        Refusal::NothingAskedBefore,
        Refusal::SignatureDiffers,
        Refusal::NothingCorrected,
        Refusal::AuthorityMissing,
        Refusal::PromisesUnsigned(vec!["deferral".into()]),
        Refusal::ForeignPromise,
        Refusal::SpecialAuthorityMissing,
        Refusal::PromiseBrokenBefore,
        Refusal::NoSuchPromise,
        Refusal::DecidedOnPromise,
        Refusal::NothingMissed,
        Refusal::DeferralTooLong { latest: date(2026, 3, 9) },
        Refusal::StillHeard { until: date(2026, 3, 9) },
        Refusal::NotAnnounced,
        Refusal::EmptyCorrection,
        Refusal::AlreadyCorrected,
        Refusal::CorrectionIncomplete { fields: fields(), materials: materials() },
        Refusal::NotOpened { fields: fields(), materials: materials() },
        Refusal::CorrectionOverdue { due: date(2026, 3, 2) },
        Refusal::ReasonMissing,
        Refusal::RemedyMissing,
        Refusal::HeldByAnother,
        Refusal::NoSuchColleague,
        Refusal::WrongLeaveDays,
        Refusal::CannotAsk,
        Refusal::TextMissing,
        Refusal::QuotesUnseen(fields()),
        Refusal::NoSuchQuestion,
        Refusal::QuestionClosed,
        Refusal::NotJoint,
        Refusal::TwoOfficersNeeded,
        Refusal::CheckDayPassed,
        Refusal::NoCheckArranged,
        Refusal::CheckAhead { on: date(2026, 3, 9) },
        Refusal::CheckMissing,
        Refusal::CheckOpen,
        Refusal::CheckFailed,
        Refusal::NoCertificate,
        Refusal::ResultIncomplete,
        Refusal::DeferredOutstanding(materials()),
        Refusal::ProcedureMissing,
        Refusal::NoSpecialProcedure,
        Refusal::ExpectedEndPassed,
        Refusal::EvidenceMissing,
        Refusal::NobodyConcerned,
        Refusal::InterestedIncomplete,
        Refusal::NoTimeToSpeak,
        Refusal::NotNotified,
        Refusal::NotHandedIn,
        Refusal::Barred {
            bar: casework::false_material::Bar {
                item: "food_business_licence".into(),
                until: date(2027, 3, 9),
                law: "中华人民共和国行政许可法第七十八条".into(),
            },
        },
        Refusal::StillTimeToAnswer { due: date(2026, 3, 9) },
        Refusal::NotYetTime,
        Refusal::AlreadyExtended,
        Refusal::ExtensionTooLong { most: 10 },
        Refusal::LimitPassed { due: date(2026, 3, 9) },
        Refusal::NothingToDo,
        Refusal::DeliveryIncomplete,
        Refusal::DeliveryNoteMissing,
        Refusal::OtherWayChosen,
        Refusal::NothingToHandOut,
        Refusal::AlreadySent,
        Refusal::ReceiverWithoutMandate,
        Refusal::DocumentMissing,
        Refusal::CodeWorn,
        Refusal::PostIncomplete,
        Refusal::WrongDay,
        Refusal::NoSuchBatch,
        Refusal::AddressWanted,
        Refusal::SlipOpen,
        Refusal::NoSlip,
        Refusal::NoSuchLevel,
        Refusal::AlreadyRated,
        Refusal::OnlyApplicantRates,
        Refusal::NoSuchMatter,
        Refusal::WrongMatterStage { now: MatterStage::Closing },
        Refusal::OwnWork,
        Refusal::ComplaintOpen,
    ]
}

#[test]
fn every_refusal_has_words() {
    let catalog = catalogue();
    let mut told = BTreeSet::new();
    for refusal in every_refusal() {
        let words = service::words::refusal(&refusal, &catalog);
        assert!(words.chars().count() >= 5, "{refusal:?}: {words}");
        for wrong in ["！", "!", "请勿", "非法", "错误代码", "抱歉", "birth_certificate", "child.name"]
        {
            assert!(!words.contains(wrong), "{refusal:?} says {wrong}: {words}");
        }
        assert!(told.insert(words.clone()), "two refusals say {words}");
    }
    let codes: BTreeSet<_> = every_refusal().iter().map(Refusal::code).collect();
    assert_eq!(codes, Refusal::ALL_CODES.iter().copied().collect(), "every code is looked at here");
}

#[test]
fn every_stage_and_level_has_words() {
    let stages = [
        StageName::Submitted,
        StageName::AwaitingCorrection,
        StageName::NotAccepted,
        StageName::InProgress,
        StageName::Completed,
        StageName::Delivered,
        StageName::Withdrawn,
    ];
    let words: BTreeSet<_> = stages.into_iter().map(service::words::stage).collect();
    assert_eq!(words.len(), stages.len());
    let levels: BTreeSet<_> = (1..=5).map(service::words::rating_level).collect();
    assert_eq!(levels.len(), 5);
    for level in 1..=5 {
        assert!(!service::words::rating_reasons(level).is_empty());
    }
}
