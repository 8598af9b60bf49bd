//! Papers of the whole district as PDF files, looked at with poppler's programs as a reader would.

#![expect(clippy::disallowed_methods, reason = "a test reads the catalogue and a font, and starts a reader")]

use std::{
    process::Command,
    sync::{Arc, OnceLock},
};

use catalog::{
    Answer, Answers, Assessment, Catalog, Number, Theme, assess::assess, assessment::State,
    model::SituationType, outline::outline, read::read,
};
use documents::{
    CaseFacts, GuideFacts, NoticeFacts, Paper, Receipt, ReceivedMaterial, guide, notice, poster, receipt,
};
use jiff::civil::date;
use pdf::{Availability, FontFile, FontSource, Fonts, NoPdf, Press, Sheet};

/// The font that the tests need: `cargo xtask test` installs it.
fn fonts() -> &'static Fonts {
    static FONTS: OnceLock<Fonts> = OnceLock::new();
    FONTS.get_or_init(|| {
        let mut machine = fontdb::Database::new();
        machine.load_system_fonts();
        let family = [fontdb::Family::Name("WenQuanYi Micro Hei"), fontdb::Family::Name("Noto Sans CJK SC")];
        let query = fontdb::Query { families: &family, ..fontdb::Query::default() };
        let id = machine.query(&query).expect("apt-get install fonts-wqy-microhei");
        let (bytes, index) = machine.with_face_data(id, |bytes, index| (bytes.to_vec(), index)).unwrap();
        Fonts { regular: FontFile::new(bytes, index).unwrap(), bold: None, fallback: Vec::new() }
    })
}

fn district() -> &'static Catalog {
    static DISTRICT: OnceLock<Catalog> = OnceLock::new();
    DISTRICT.get_or_init(|| {
        let (catalog, findings) = read(&catalog_files::jiangjin());
        catalog.unwrap_or_else(|| panic!("{findings:?}"))
    })
}

fn link(theme: &Theme) -> String {
    format!("https://ywj.example/things/{}", theme.id)
}

fn guide_of(theme: &Theme) -> Paper {
    guide(&GuideFacts { catalog: district(), theme, on: date(2026, 11, 26), link: link(theme) })
}

fn poster_of(theme: &Theme) -> Paper {
    poster(district(), theme, link(theme))
}

/// Answers every question with its first option and yes.
fn answered(theme: &Theme) -> Assessment {
    let mut answers = Answers::default();
    loop {
        let assessment = assess(district(), theme, &answers);
        let Some(question) = assessment.next.first() else { return assessment };
        let first = || question.options[0].id.clone();
        let answer = match question.kind {
            SituationType::Boolean => Answer::Bool(true),
            SituationType::Single => Answer::One(first()),
            SituationType::Multi => Answer::Many(vec![first()]),
            SituationType::Number => {
                Answer::Number(Number::Whole(question.min.unwrap_or(1.0).max(1.0) as i64))
            }
        };
        answers.situations.insert(question.id.clone(), answer);
    }
}

fn notice_of(theme: &Theme, assessment: &Assessment) -> Paper {
    let on = date(2026, 11, 26);
    notice(&NoticeFacts { catalog: district(), theme, assessment, on, link: link(theme) })
}

fn theme(id: &str) -> &'static Theme {
    district().theme(id).unwrap()
}

/// A PDF file in a folder of its own.
struct Printed {
    bytes: Vec<u8>,
    folder: tempfile::TempDir,
}

impl Printed {
    fn of(paper: &Paper, sheet: Sheet) -> Self {
        let bytes = pdf::print(paper, sheet, fonts()).expect("it is printed");
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("paper.pdf"), &bytes).unwrap();
        Self { bytes, folder }
    }

    fn read(&self, program: &str, arguments: &[&str], after: &[&str]) -> String {
        let output = Command::new(program)
            .args(arguments)
            .arg(self.folder.path().join("paper.pdf"))
            .args(after)
            .output()
            .unwrap_or_else(|error| panic!("{program} (apt-get install poppler-utils): {error}"));
        let (out, error) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success() && error.is_empty(), "{program}: {error}");
        out.into_owned()
    }

    /// The text of each page as a search finds it, without spaces and line breaks.
    fn pages(&self) -> Vec<String> {
        let text = self.read("pdftotext", &["-enc", "UTF-8"], &["-"]);
        let mut pages: Vec<String> = text.split('\u{c}').map(squeezed).collect();
        pages.pop();
        pages
    }

    /// The text part by part, as it is read aloud: a cell whole, whatever stands beside it.
    fn text(&self) -> String {
        squeezed(&self.read("pdfinfo", &["-struct-text"], &[])).replace('"', "")
    }

    fn facts(&self) -> String {
        self.read("pdfinfo", &[], &[])
    }
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

#[track_caller]
fn says(text: &str, words: &str) {
    assert!(text.contains(&squeezed(words)), "nothing says {words}");
}

#[test]
fn every_notice_can_be_searched_for_its_items_and_materials() {
    for theme in &district().themes {
        let assessment = answered(theme);
        let text = Printed::of(&notice_of(theme, &assessment), Sheet::A4).text();
        for item in assessment.items.iter().filter(|item| item.state != State::Out) {
            says(&text, &item.department_name);
        }
        for material in &assessment.materials {
            says(&text, &material.name);
        }
        says(&text, "以上是全部材料");
    }
}

#[test]
fn every_guide_says_all_of_its_questions_items_and_materials() {
    for theme in &district().themes {
        let outline = outline(district(), theme);
        let printed = Printed::of(&guide_of(theme), Sheet::A4);
        let text = printed.text();
        for item in &outline.items {
            says(&text, district().item_name(&item.id));
        }
        for question in &outline.questions {
            says(&text, &question.question);
        }
        for material in &outline.materials {
            says(&text, district().material_name(&material.id));
        }
    }
}

#[test]
fn each_page_bears_its_number_and_how_many_there_are() {
    for paper in [guide_of(theme("restaurant_enterprise")), guide_of(theme("marriage"))] {
        let pages = Printed::of(&paper, Sheet::A4).pages();
        let many = pages.len();
        assert!(many > 2);
        for (index, page) in pages.iter().enumerate() {
            says(page, &format!("第{}页 共{many}页", index + 1));
        }
    }
}

#[test]
fn the_contents_name_the_page_on_which_each_part_begins() {
    let paper = guide_of(theme("birth"));
    let pages = Printed::of(&paper, Sheet::A4).pages();
    for part in &paper.parts {
        let heading = squeezed(&part.heading);
        let begins = pages.iter().rposition(|page| page.contains(&heading)).unwrap() + 1;
        let said = pages[0].split(&heading).nth(1).unwrap();
        // The first words behind the heading in the contents, or the heading's own page.
        assert!(begins == 1 || said.starts_with(&format!("第{begins}页")), "{heading} {begins}");
    }
}

#[test]
fn a_table_that_goes_on_over_a_page_says_its_head_again() {
    let pages = Printed::of(&guide_of(theme("restaurant_enterprise")), Sheet::A4).pages();
    let heads = pages.iter().filter(|page| page.contains("可以怎么回答什么时候问")).count();
    assert!(heads >= 2, "{heads}");
}

#[test]
fn no_line_begins_with_a_closing_mark() {
    for paper in [guide_of(theme("after_death")), notice_of(theme("birth"), &answered(theme("birth")))] {
        let text = Printed::of(&paper, Sheet::A4).read("pdftotext", &["-enc", "UTF-8", "-layout"], &["-"]);
        for line in text.lines() {
            let first = line.trim_start().chars().next().unwrap_or(' ');
            assert!(!"，。、；：）】》」』”’？！".contains(first), "{line}");
        }
    }
}

#[test]
fn the_font_is_embedded_and_cut_down_to_what_is_used() {
    for paper in [guide_of(theme("pharmacy")), poster_of(theme("birth"))] {
        let printed = Printed::of(&paper, Sheet::A4);
        let fonts = printed.read("pdffonts", &[], &[]);
        for font in fonts.lines().skip(2) {
            assert!(font.contains("yes yes yes"), "embedded, a subset, with the way back to letters: {font}");
            assert_eq!(font.find('+'), Some(6), "{font}");
        }
        assert!(fonts.lines().count() >= 3 && printed.bytes.len() < 500_000, "{} bytes", printed.bytes.len());
    }
}

#[test]
fn a_file_says_its_title_and_language_and_what_its_parts_are() {
    let printed = Printed::of(&notice_of(theme("marriage"), &answered(theme("marriage"))), Sheet::A4);
    let facts = printed.facts();
    for fact in
        ["结婚登记一件事 一次告知书", "重庆市江津区政务服务管理办公室", "(A4)", "Tagged:          yes"]
    {
        assert!(facts.contains(fact), "{fact} in {facts}");
    }
    let bytes = String::from_utf8_lossy(&printed.bytes);
    assert!(bytes.contains("/Lang (zh-CN)") && bytes.contains("/DisplayDocTitle true"));
    let parts = printed.read("pdfinfo", &["-struct-text"], &[]);
    for part in
        ["H1 (block)", "H2 (block)", "Table (block)", "/Scope /Column", "/Scope /Row", "LBody (block)"]
    {
        assert!(parts.contains(part), "{part}");
    }
    let title = parts.split("H1 (block)").nth(1).unwrap();
    assert!(title.trim_start().starts_with("\"一次告知书\""), "{title}");
}

#[test]
fn a_poster_is_one_page_on_either_sheet_and_names_everything_that_is_done() {
    for theme in &district().themes {
        for (sheet, size) in [(Sheet::A4, "(A4)"), (Sheet::A3, "(A3)")] {
            let printed = Printed::of(&poster_of(theme), sheet);
            let facts = printed.facts();
            assert!(facts.contains("Pages:           1\n") && facts.contains(size), "{}: {facts}", theme.id);
            let text = printed.text();
            says(&text, &theme.summary);
            for used in &theme.items {
                says(&text, district().item_name(&used.item));
            }
        }
    }
}

#[test]
fn a_code_leads_to_the_live_page() {
    let printed = Printed::of(&poster_of(theme("birth")), Sheet::A4);
    let bytes = String::from_utf8_lossy(&printed.bytes);
    assert!(bytes.contains("/URI (https://ywj.example/things/birth)"));
}

fn a_receipt(name: &str, material: &str) -> Paper {
    let case = CaseFacts {
        office: "重庆市江津区政务服务管理办公室".into(),
        number: "JJ20260302ABCDEF1".into(),
        document_number: None,
        theme_name: "出生一件事".into(),
        applicant_name: name.into(),
        agent_name: None,
        place: None,
        link: "https://ywj.example/cases/JJ20260302ABCDEF1".into(),
        on: date(2026, 3, 2),
    };
    let received =
        ReceivedMaterial { material: "x".into(), name: material.into(), how: "电子文件1份".into() };
    let at = "2026-03-02T01:30:00Z".parse().unwrap();
    receipt(
        &case,
        &Receipt { submitted_at: at, materials: vec![received], answer_by: date(2026, 3, 9), privacy: None },
    )
}

#[test]
fn whatever_people_type_stays_text_and_breaks_nothing() {
    for odd in [
        "",
        ")>> endobj (",
        "\u{0}\u{7}\u{202e}反\u{200b}过来",
        "𠮷野家和😀",
        "<b>&amp;</b>",
        &"很长的名字".repeat(400),
        &"x".repeat(3000),
    ] {
        let printed = Printed::of(&a_receipt(odd, odd), Sheet::A4);
        says(&printed.text(), "您的申请已经收到");
    }
    says(&Printed::of(&a_receipt("李娜", "<b>&amp;(结婚证)\\"), Sheet::A4).text(), "<b>&amp;(结婚证)\\");
}

#[test]
fn the_same_paper_gives_the_same_file() {
    let paper = a_receipt("李娜", "结婚证");
    assert_eq!(Printed::of(&paper, Sheet::A4).bytes, Printed::of(&paper, Sheet::A4).bytes);
}

/// A machine with its fonts, or without.
struct Machine(Option<Fonts>);

impl FontSource for Machine {
    fn availability(&self) -> Availability {
        if self.0.is_some() { Availability::Ready("Test".into()) } else { Availability::Missing }
    }

    fn load(&self) -> Option<Fonts> {
        self.0.clone()
    }
}

#[test]
fn a_machine_without_a_font_says_so() {
    let press = Press::new(Machine(None));
    assert_eq!(press.availability(), Availability::Missing);
    assert_eq!(press.print(&a_receipt("李娜", "结婚证"), Sheet::A4), Err(NoPdf::NoFont));
    let press = Press::new(Arc::new(Machine(Some(fonts().clone()))));
    assert!(press.print(&a_receipt("李娜", "结婚证"), Sheet::A4).unwrap().starts_with(b"%PDF-"));
}

#[test]
fn bytes_that_are_no_font_are_refused() {
    assert!(FontFile::new(b"no font".to_vec(), 0).is_err());
    assert!(FontFile::new(Vec::new(), 3).is_err());
}
