//! What happened, for the case's history.

use casework::{
    Asked, Event, TaskId,
    case::{Lit, Reminded},
};
use documents::day;
use workdays::Light;

use super::{exit, interested, matter_act, matter_kind, rating_level, results};

/// What happened, for the case's history.
pub fn event(event: &Event, task_name: &dyn Fn(&TaskId) -> String) -> String {
    match event {
        Event::Submitted(_) => "提交了申请".into(),
        Event::ConfirmationAsked { role, .. } => format!("请{role}确认"),
        Event::PartyConfirmed { role, name, at_counter: true, .. } => {
            format!("{role}（{name}）到场，核对了证件，当面签名")
        }
        Event::PartyConfirmed { role, name, .. } => format!("{role}（{name}）用自己的账号确认"),
        Event::ConfirmationTakenBack { role, .. } => format!("收回了{role}的确认"),
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
        Event::FalseMaterialFound { reason, .. } => format!("认定有一份材料是虚假的，依法给予警告：{reason}"),
        Event::Barred(bar) => format!("依照{}，到{}为止不能再申请这一项", bar.law, day(bar.until)),
        Event::Interested(step) => interested::event(step, task_name),
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
        Event::GuardianConsented(consent) => {
            let names = consent.children.join("、");
            let (who, relation) = (&consent.signed_as, &consent.relation);
            let how = if consent.at_counter { "，在窗口当面签名" } else { "" };
            format!("监护人（{relation}{who}）同意为办这件事处理{names}的个人信息{how}")
        }
        Event::Reminded(Reminded { due, .. }) => format!("提醒了申请人{}前还要做的事", day(*due)),
    }
}
