//! The papers of a case as they are printed.

use documents::{
    Acceptance, AcceptedTask, CaseFacts, Duty, NotAcceptance, PrivacyTold, Receipt, ReceivedMaterial,
    RefusalPaper, ResultPaper, acceptance, not_acceptance, print, receipt, refusal, result,
};
use jiff::civil::date;

fn case() -> CaseFacts {
    CaseFacts {
        office: "重庆市江津区政务服务管理办公室".into(),
        number: "JJ20260302ABCDEF1".into(),
        document_number: None,
        theme_name: "出生一件事".into(),
        applicant_name: "李娜".into(),
        agent_name: Some("王小红".into()),
        place: None,
        link: "https://ywj.example/cases/JJ20260302ABCDEF1".into(),
        on: date(2026, 3, 2),
    }
}

#[test]
fn a_receipt_masks_the_name_and_says_what_happens_when_nobody_answers() {
    let received = ReceivedMaterial {
        material: "marriage_certificate".into(),
        name: "结婚证".into(),
        how: "电子文件1份".into(),
    };
    let paper = receipt(
        &case(),
        &Receipt {
            submitted_at: "2026-03-02T01:30:00Z".parse().unwrap(),
            materials: vec![received],
            answer_by: date(2026, 3, 9),
            privacy: Some(PrivacyTold {
                how: "随收件凭证告知，版本1-a。".into(),
                text: vec![("保存多久".into(), "按档案规定".into())],
            }),
        },
    );
    let html = print(&paper);
    assert!(html.contains("个人信息处理告知") && html.contains("保存多久：按档案规定"));
    assert!(html.contains("李*") && !html.contains("李娜") && !html.contains("王小红"));
    assert!(html.contains("2026年3月2日 09:30"));
    assert!(html.contains("最迟2026年3月9日"));
    assert!(html.contains("data-material=\"marriage_certificate\""));
}

#[test]
fn a_decision_against_the_applicant_gives_reason_and_remedy() {
    let decision = NotAcceptance {
        reason: "<b>户口不在本区</b>".into(),
        remedy: "六十日内可以申请行政复议".into(),
    };
    let html = print(&not_acceptance(&case(), &decision));
    assert!(html.contains("&lt;b&gt;户口不在本区&lt;/b&gt;") && html.contains("行政复议"));
}

#[test]
fn an_acceptance_dates_every_task_and_the_whole() {
    let task = |name: &str, due| AcceptedTask {
        item: name.into(),
        number: "JJ20260302ABCDEF1-01".into(),
        name: name.into(),
        department_name: "公安局".into(),
        due,
    };
    let tasks = vec![task("上户口", None), task("出生医学证明", Some(date(2026, 3, 3)))];
    let told = Acceptance {
        due: date(2026, 3, 6),
        due_estimated: false,
        deemed_from: None,
        tasks,
        joint: Vec::new(),
        opening: Vec::new(),
    };
    let paper = acceptance(&case(), &told);
    let html = print(&paper);
    assert!(
        html.contains("2026年3月6日") && html.contains("2026年3月3日") && html.contains("前一项办好后开始")
    );
}

#[test]
fn a_refusal_names_the_person_and_gives_reason_remedy_and_the_seal_of_who_decided() {
    let paper = refusal(
        &case(),
        &RefusalPaper {
            item: "household".into(),
            name: "上户口".into(),
            department: "重庆市江津区公安局".into(),
            reason: "材料不实".into(),
            remedy: "六十日内可以申请行政复议".into(),
        },
    );
    assert_eq!(paper.seal.as_ref().unwrap().office, "重庆市江津区公安局");
    let html = print(&paper);
    for words in ["李娜", "王小红", "不予办理决定书", "材料不实", "行政复议", "签收人"]
    {
        assert!(html.contains(words), "{words}");
    }
}

#[test]
fn a_result_bears_the_seal_of_the_department_that_gave_it() {
    let paper = result(
        &case(),
        &ResultPaper {
            item: "household".into(),
            name: "居民户口簿".into(),
            number: "H-1".into(),
            department: "重庆市江津区公安局".into(),
            valid_from: date(2026, 3, 3),
            valid_until: None,
            text: None,
            duties: Vec::new(),
            opening: Vec::new(),
        },
    );
    assert_eq!(paper.seal.as_ref().unwrap().office, "重庆市江津区公安局");
    assert!(print(&paper).contains("长期有效"));
}

#[test]
fn a_result_says_what_is_left_to_do_by_when_and_what_a_shop_needs_before_it_opens() {
    let duty = Duty {
        text: "存入质量保证金".into(),
        limit: "3个工作日内".into(),
        by: Some("2026年3月6日".into()),
        consequence: Some("责令改正".into()),
        law: Some("旅行社条例第十三条".into()),
    };
    let paper = result(
        &case(),
        &ResultPaper {
            item: "licence".into(),
            name: "旅行社业务经营许可证".into(),
            number: "L-1".into(),
            department: "重庆市江津区文化旅游委".into(),
            valid_from: date(2026, 3, 3),
            valid_until: None,
            text: None,
            duties: vec![duty],
            opening: vec!["健康证".into()],
        },
    );
    let headings: Vec<&str> = paper.parts.iter().map(|part| part.heading.as_str()).collect();
    assert_eq!(headings, ["结果", "办好以后您还要做的", "开业前还要备齐的"]);
    let html = print(&paper);
    for words in ["存入质量保证金", "就是2026年3月6日以前", "不办的：责令改正", "旅行社条例", "健康证"]
    {
        assert!(html.contains(words), "{words}");
    }
}
