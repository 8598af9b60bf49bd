//! What people type and upload that is wrong, and what looks wrong but is right.

use jiff::civil::date;
use service::Failure;
use store::CaseFilter;
use testkit::{Person, Town, births, code_of, samples};

struct Desk {
    town: Town,
    li_na: Person,
    draft: String,
}

impl Desk {
    async fn open() -> Self {
        let town = Town::open(date(2026, 3, 2)).await;
        let li_na = town.applicant("李娜").await;
        let pairs: Vec<_> =
            births::one_child().iter().map(|(id, value)| ((*id).to_owned(), (*value).to_owned())).collect();
        let answers = town.app().parse_answers("birth", &pairs).unwrap();
        let draft = town.app().start(li_na.visitor(), "birth", answers, None).await.unwrap();
        Self { town, li_na, draft }
    }

    /// Types into one control; what is kept there and what is complained of.
    async fn types(&self, control: &str, text: &str) -> (String, Option<String>) {
        let pairs = vec![(control.to_owned(), text.to_owned())];
        let saved = self.town.app().save_form(self.li_na.visitor(), &self.draft, None, pairs).await;
        let application = saved.unwrap_or_else(|failure| panic!("{control}: {failure:?}"));
        let fields =
            application.sections.into_iter().flat_map(|section| section.rows).flat_map(|row| row.fields);
        let field = fields.into_iter().find(|field| field.name == control).expect("the control is there");
        (field.value, field.complaint)
    }

    async fn complains(&self, control: &str, text: &str, of: &str) {
        let (kept, complaint) = self.types(control, text).await;
        assert_eq!(kept, text, "what was typed stays");
        let complaint = complaint.unwrap_or_else(|| panic!("{text:?} was taken for {control}"));
        assert!(complaint.contains(of), "{complaint}");
    }

    async fn takes(&self, control: &str, text: &str) {
        let (_, complaint) = self.types(control, text).await;
        assert_eq!(complaint, None, "{control}: {text}");
    }
}

#[tokio::test]
async fn identity_numbers_are_checked_to_the_last_digit() {
    let desk = Desk::open().await;
    desk.complains("mother.id_number", "500116199603021230", "").await;
    desk.complains("mother.id_number", "50011619960302123", "").await;
    desk.complains("mother.id_number", "500116199613021234", "").await;
    let right = desk.town.new_id_number();
    desk.takes("mother.id_number", &right).await;
    // Full-width digits, blanks and a small x are what a keyboard gives.
    let wide: String =
        right.chars().map(|c| char::from_u32(c as u32 + 0xFEE0).expect("a full-width letter")).collect();
    desk.takes("mother.id_number", &wide).await;
    desk.takes("mother.id_number", &format!(" {} {} ", &right[..6], &right[6..])).await;
}

#[tokio::test]
async fn full_width_digits_are_converted_in_what_is_handed_in() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let mut request = li_na.application("birth", &births::one_child()).await;
    request.form.insert("applicant.mobile".into(), "１３８００００００１２".into());
    request.form.insert("bank.account".into(), "６２２２０２１２３４５６７８９０１２３".into());
    let view = li_na.hands_in(request).await.unwrap();
    let values: Vec<_> = view.sections.iter().flat_map(|section| &section.values).collect();
    let text = |id: &str| values.iter().find(|value| *value.element == *id).map(|value| value.value.as_str());
    assert!(text("applicant.mobile").is_some_and(|shown| shown.is_ascii() && shown.starts_with("138")));
    assert!(text("bank.account").is_some_and(str::is_ascii), "{:?}", text("bank.account"));
}

#[tokio::test]
async fn a_birth_in_the_future_is_not_believed() {
    let desk = Desk::open().await;
    desk.complains("mother.birth_date", "2036-03-02", "").await;
    desk.complains("child.birth_date.0", "2026-03-09T10:00", "").await;
    desk.complains("mother.birth_date", "1996-02-30", "").await;
    desk.complains("mother.birth_date", "明天", "").await;
    desk.takes("child.birth_date.0", "2026-03-01T23:59").await;
}

#[tokio::test]
async fn names_are_as_people_have_them() {
    let desk = Desk::open().await;
    for name in
        ["欧阳娜娜", "阿依古丽·买买提", "阿依古丽•买买提", "㛃", "𬎆", "王𤧛", "Maria Chen", "尼玛次仁"]
    {
        desk.takes("mother.name", name).await;
    }
    for name in ["<b>李娜</b>", "李娜\u{0}", "李娜123", ""] {
        let (_, complaint) = desk.types("mother.name", name).await;
        assert!(complaint.is_some(), "{name:?} was taken");
    }
}

#[tokio::test]
async fn nothing_invisible_and_nothing_endless_is_taken() {
    let desk = Desk::open().await;
    desk.complains("mother.employer", "江津区\u{0}医院", "看不见").await;
    desk.complains("mother.employer", "江津区\u{1b}[31m医院", "看不见").await;
    let endless = "江".repeat(10 * 1024 * 1024 / 3);
    let (_, complaint) = desk.types("mother.employer", &endless).await;
    assert!(complaint.is_some_and(|said| said.contains("最多")));
    // Markup is text like any other: pages escape it.
    desk.takes("mother.employer", "<script>alert(1)</script> & \"江津\" 有限公司").await;
}

#[tokio::test]
async fn numbers_and_choices_stay_within_their_bounds() {
    let desk = Desk::open().await;
    desk.complains("child.birth_weight.0", "很重", "数字").await;
    desk.complains("maternity.leave_days", "1.5", "整数").await;
    desk.complains("maternity.leave_days", "NaN", "").await;
    desk.complains("child.gender.0", "中", "").await;
    desk.complains("maternity.employer_uscc", "91500116MA5U00000X", "").await;
    desk.takes("maternity.leave_days", "１７８").await;
}

#[tokio::test]
async fn a_file_is_what_its_content_says() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let upload = async |name: &str, content: Vec<u8>| match li_na.tries_to_upload(name, content).await {
        Ok(_) => "ok",
        Err(Failure::Invalid(complaints)) => complaints[0].code,
        Err(other) => other.code(),
    };
    assert_eq!(upload("照片.jpg", samples::page_in_disguise()).await, "file_type");
    assert_eq!(upload("program.pdf", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0".to_vec()).await, "file_type");
    assert_eq!(upload("空.png", Vec::new()).await, "file_empty");
    let limit = usize::try_from(town.app().settings().max_file_bytes).unwrap();
    let mut large = samples::pdf();
    large.resize(limit + 1, b' ');
    assert_eq!(upload("大.pdf", large.clone()).await, "file_too_large");
    large.truncate(limit);
    assert_eq!(upload("刚好.pdf", large).await, "ok");
    // The name does not count, and does not lead anywhere.
    assert_eq!(upload("../../../etc/passwd", samples::png()).await, "ok");
    assert_eq!(upload("没有后缀", samples::png()).await, "ok");
}

#[tokio::test]
async fn somebody_elses_file_cannot_be_handed_in() {
    let town = Town::open(date(2026, 3, 2)).await;
    let (li_na, zhou) = (town.applicant("李娜").await, town.applicant("周建国").await);
    let file = zhou.uploads("出院记录.pdf", samples::pdf()).await;
    let mut request = li_na.application("birth", &births::one_child()).await;
    request.materials[0].files = vec![file];
    let Err(Failure::Invalid(complaints)) = li_na.hands_in(request).await else { panic!("it was taken") };
    assert_eq!(complaints[0].code, "unknown_file");
}

#[tokio::test]
async fn what_does_not_exist_is_not_found() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let nothing = catalog::Answers::default();
    for theme in ["birht", "", "../birth", "BIRTH", "出生"] {
        assert_eq!(code_of(&town.app().assess(theme, &nothing)), "not_found", "{theme:?}");
    }
    for number in ["JJ-20260302-AAAAAA", "", "'; drop table cases; --", "\u{0}", &"9".repeat(100_000)] {
        assert_eq!(code_of(&li_na.looks_for(number).await), "not_found");
        assert_eq!(code_of(&li_na.looks_for_task(number).await), "not_found");
    }
    let words = CaseFilter { words: Some("%' or 1=1 --\u{0}".into()), ..CaseFilter::default() };
    let found = town.app().cases(li_na.visitor(), words, Some("no cursor"), 100_000).await;
    assert!(found.is_ok() || matches!(found, Err(Failure::Invalid(_))), "{found:?}");
}

#[tokio::test]
async fn unknown_answers_are_named() {
    let town = Town::open(date(2026, 3, 2)).await;
    let pairs = [
        ("declarant", "granny"),
        ("no_such_question", "1"),
        ("children_count", "-1"),
        ("by_agent", "perhaps"),
    ];
    let pairs: Vec<_> = pairs.iter().map(|(id, value)| ((*id).to_owned(), (*value).to_owned())).collect();
    let complaints = match town.app().parse_answers("birth", &pairs) {
        Err(Failure::Invalid(complaints)) => complaints,
        other => panic!("{other:?}"),
    };
    let mut pointers: Vec<_> = complaints.iter().map(|complaint| complaint.pointer.as_str()).collect();
    pointers.sort_unstable();
    assert_eq!(
        pointers,
        ["/answers/by_agent", "/answers/children_count", "/answers/declarant", "/answers/no_such_question"]
    );
}
