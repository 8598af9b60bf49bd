//! How long a paper takes once the font is there.

use documents::{Body, CaseFacts, Fact, Paper, Part, Receipt, Row, Table, receipt};
use pdf::{FontFile, Fonts, Sheet};

fn main() {
    divan::main();
}

fn fonts() -> Fonts {
    let mut machine = fontdb::Database::new();
    machine.load_system_fonts();
    let family = [fontdb::Family::Name("WenQuanYi Micro Hei"), fontdb::Family::Name("Noto Sans CJK SC")];
    let query = fontdb::Query { families: &family, ..fontdb::Query::default() };
    let id = machine.query(&query).expect("apt-get install fonts-wqy-microhei");
    let (bytes, index) = machine.with_face_data(id, |bytes, index| (bytes.to_vec(), index)).expect("is read");
    Fonts { regular: FontFile::new(bytes, index).expect("is a font"), bold: None, fallback: Vec::new() }
}

/// A paper with a table of that many rows, each with some sixty letters.
fn paper(rows: usize) -> Paper {
    let case = CaseFacts {
        office: "重庆市江津区政务服务管理办公室".into(),
        number: "JJ20260302ABCDEF1".into(),
        document_number: None,
        theme_name: "出生一件事".into(),
        applicant_name: "李娜".into(),
        agent_name: None,
        place: None,
        link: "https://ywj.example/cases/JJ20260302ABCDEF1".into(),
        on: jiff::civil::date(2026, 3, 2),
    };
    let at = jiff::Timestamp::UNIX_EPOCH;
    let mut paper = receipt(
        &case,
        &Receipt {
            submitted_at: at,
            materials: Vec::new(),
            answer_by: jiff::civil::date(2026, 3, 9),
            privacy: None,
        },
    );
    let row = |nth: usize| Row {
        key: None,
        cells: vec![
            format!("出生医学证明首次签发登记表{nth}"),
            "原件或电子件 1份".into(),
            "核心要件，不能后补；写明委托人、受托人、委托事项和期限，委托人签名；线上办理用电子签名代替"
                .into(),
        ],
    };
    let columns = ["材料", "形式和份数", "说明"].map(str::to_owned).to_vec();
    let table = Body::Table(Table { columns, rows: (0..rows).map(row).collect() });
    paper.parts.push(Part::new("您要带的材料", vec![table]));
    paper.facts.push(Fact::new("窗口", "江津区行政服务中心"));
    paper
}

#[divan::bench(args = [4, 40, 400])]
fn a_paper_with_so_many_rows(bencher: divan::Bencher<'_, '_>, rows: usize) {
    let (fonts, paper) = (fonts(), paper(rows));
    bencher.bench_local(|| pdf::print(&paper, Sheet::A4, &fonts));
}
