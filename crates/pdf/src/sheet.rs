//! Every paper but the poster: head, facts, parts, closing, code and seal, and the
//! number on each page.

use documents::{Body, DRAWN_BOX, Entry, Kind, Paper, Part, Seal, day};

use crate::{
    book::{Area, Book, count},
    flow::Flow,
    ink::{Colour, Style},
    pictures,
    tags::Role,
};

/// Side of the QR code at the end.
const CODE: f32 = 84.0;
/// Height of the box of a signature that was drawn.
const DRAWN: f32 = 54.0;
/// Radius of the seal's place: a seal of 42 mm.
const SEAL: f32 = 59.5;

/// Sets the paper. A guide is set twice, since its contents name the pages.
pub(crate) fn set(book: &mut Book<'_>, paper: &Paper) {
    if paper.kind == Kind::Guide {
        let before = book.pages.len();
        once(book, paper, &[]);
        let pages: Vec<usize> =
            book.places.iter().filter(|place| !place.inner).map(|place| place.page - before + 1).collect();
        book.pages.truncate(before);
        book.places.clear();
        book.tags = crate::tags::Tags::new();
        once(book, paper, &pages);
    } else {
        once(book, paper, &[]);
    }
    numbers(book, paper);
}

fn once(book: &mut Book<'_>, paper: &Paper, pages: &[usize]) {
    let mut flow = Flow::new(book);
    head(&mut flow, paper);
    for line in &paper.opening {
        flow.paragraph(line, Style::BODY);
    }
    flow.space(2.0);
    flow.facts(&paper.facts, true);
    flow.figures(&paper.figures);
    if paper.kind == Kind::Guide {
        contents(&mut flow, &paper.parts, pages);
    }
    paper.parts.iter().for_each(|part| part_of(&mut flow, part));
    foot(&mut flow, paper);
}

/// Office, title and subject in the middle, over a thick and a thin line.
fn head(flow: &mut Flow<'_, '_>, paper: &Paper) {
    let (page, left, width) = (flow.page, flow.left(), flow.width());
    let middle = |line: &crate::line::Line, style: Style| left + (width - line.width * style.size) / 2.0;
    let office = Style::plain(10.5, 1.5).spaced(0.14).in_colour(Colour::TEAL);
    let title = Style::plain(24.0, 1.45).bold().spaced(0.1).in_colour(Colour::DEEP);
    let subject = Style::plain(14.0, 1.5).bold();
    if let Some(seal) = &paper.seal {
        let lines = flow.book.lines(&seal.office, office, width);
        flow.y += flow.book.block(Role::Paragraph, page, &lines, office, |line| middle(line, office), flow.y);
    }
    let lines = flow.book.lines(paper.kind.title(), title, width);
    flow.y += flow.book.block(Role::Title, page, &lines, title, |line| middle(line, title), flow.y);
    let lines = flow.book.lines(&paper.subject, subject, width);
    flow.y += flow.book.block(Role::Paragraph, page, &lines, subject, |line| middle(line, subject), flow.y);
    flow.y += 8.0;
    let y = flow.y;
    flow.book.beside(page, |book| {
        book.rule(page, &[(left, y), (left + width, y)], 2.0, Colour::TEAL);
        book.rule(page, &[(left, y + 3.2), (left + width, y + 3.2)], 0.6, Colour::TEAL);
    });
    flow.y += 13.0;
}

/// The headings with their pages.
fn contents(flow: &mut Flow<'_, '_>, parts: &[Part], pages: &[usize]) {
    let style = Style::plain(9.75, 1.6);
    let half = (flow.width() - 48.0) / 2.0;
    let rows = parts.len().div_ceil(2);
    let height = count(rows) * style.step() + 12.0;
    flow.space(4.0);
    flow.begin(height);
    let (page, left, top) = (flow.page, flow.left(), flow.y);
    let frame = Area { x: left, y: top, width: flow.width(), height };
    flow.book.beside(page, |book| book.outline_round(page, frame, 5.0, 0.6, Colour::LINE));
    flow.book.tags.open(Role::Contents);
    for (index, part) in parts.iter().enumerate() {
        let x = left + 12.0 + if index < rows { 0.0 } else { half + 24.0 };
        let y = top + 6.0 + count(index % rows) * style.step();
        let number = pages.get(index).map_or_else(String::new, |page| format!("第{page}页"));
        let lines = flow.book.lines(&part.heading, style, half - 48.0);
        let soft = style.in_colour(Colour::SOFT);
        let end = flow.book.lines(&number, soft, half);
        let end_width = flow.book.width_of(&number, soft);
        let item = flow.book.tags.part(Role::ContentsItem);
        flow.book.within(item, page, |book| {
            lines.iter().take(1).for_each(|line| book.line(page, line, style, x, y, 0.0));
            end.iter().for_each(|line| book.line(page, line, soft, x + half - end_width, y, 0.0));
        });
    }
    flow.book.tags.close();
    flow.y += height + 4.0;
}

fn part_of(flow: &mut Flow<'_, '_>, part: &Part) {
    flow.heading(&part.heading, false);
    for body in &part.body {
        match body {
            Body::Text(text) => flow.paragraph(text, Style::BODY),
            Body::Warnings(lines) => flow.warnings(lines),
            Body::List(lines) => flow.list(lines, Style::BODY),
            Body::Entries(entries) => entries.iter().for_each(|entry| entry_of(flow, entry)),
            Body::Table(table) => flow.table(table),
            Body::Process(process) => flow.process(process),
        }
    }
}

fn entry_of(flow: &mut Flow<'_, '_>, entry: &Entry) {
    flow.heading(&entry.title, true);
    flow.facts(&entry.facts, false);
    flow.begin(0.0);
}

/// The closing sentence, the code, the seal's place, who signs, and small print, all on one page.
fn foot(flow: &mut Flow<'_, '_>, paper: &Paper) {
    let closing = Style::plain(11.5, 1.5).bold().in_colour(Colour::DEEP);
    let (left, width) = (flow.left(), flow.width());
    let words = paper.closing.as_ref().map(|text| flow.book.lines(text, closing, width - 40.0));
    let words_height = words.as_ref().map_or(0.0, |lines| count(lines.len()) * closing.step() + 30.0);
    let block = if paper.seal.is_some() { 2.0 * SEAL + 8.0 } else { CODE + 34.0 };
    let signed =
        count(paper.signed_by.len()) * 26.0 + if paper.drawn.is_empty() { 0.0 } else { DRAWN + 12.0 };
    let small: Vec<_> = paper.footer.iter().map(|line| flow.book.lines(line, Style::TINY, width)).collect();
    let small_height: f32 = small.iter().map(|lines| count(lines.len()) * Style::TINY.step()).sum();
    flow.begin(words_height + 16.0 + block + signed + small_height + 6.0);
    let page = flow.page;
    if let Some(lines) = words {
        flow.space(12.0);
        let height = count(lines.len()) * closing.step() + 12.0;
        let ground = Area { x: left, y: flow.y, width, height };
        flow.book.beside(page, |book| book.fill_round(page, ground, 5.0, Colour::TINT));
        let middle = |line: &crate::line::Line| left + (width - line.width * closing.size) / 2.0;
        flow.book.block(Role::Paragraph, page, &lines, closing, middle, flow.y + 6.0);
        flow.y += height + 6.0;
    }
    flow.space(16.0);
    let top = flow.y;
    if let Some(code) = &paper.code {
        let area = Area { x: left, y: top + 4.0, width: CODE, height: CODE };
        let style = Style::TINY.sized(8.75);
        let drawn = pictures::qr(flow.book, page, code, area);
        let lines = if drawn {
            flow.book.lines(&code.label, style, 150.0)
        } else {
            // An address too long for a code is given in words, as far as there is room.
            let mut lines = flow.book.lines(&format!("{} {}", code.label, code.address), style, 150.0);
            lines.truncate(2);
            lines
        };
        flow.book.block(Role::Paragraph, page, &lines, style, |_| left, top + CODE + 8.0);
    }
    if let Some(seal) = &paper.seal {
        seal_place(flow, seal, top);
    }
    flow.y = top + block;
    for who in &paper.signed_by {
        signature(flow, who);
    }
    if !paper.drawn.is_empty() {
        handwriting(flow, &paper.drawn);
    }
    for lines in &small {
        flow.y += flow.book.block(Role::Paragraph, page, lines, Style::TINY, |_| left, flow.y);
    }
}

/// Office and day, where the seal is stamped over them.
fn seal_place(flow: &mut Flow<'_, '_>, seal: &Seal, top: f32) {
    let (page, style) = (flow.page, Style::plain(11.0, 1.6));
    let hint = Style::plain(8.5, 1.5).in_colour(Colour(0.8, 0.5, 0.48));
    let centre = (flow.left() + flow.width() - 112.0, top + SEAL);
    flow.book.beside(page, |book| book.dashed_circle(page, centre, SEAL, Colour(0.85, 0.6, 0.58)));
    let middle = |style: Style| move |line: &crate::line::Line| centre.0 - line.width * style.size / 2.0;
    let office = flow.book.lines(&seal.office, style, 216.0);
    let date = flow.book.lines(&day(seal.on), style, 216.0);
    let place = flow.book.lines("（盖章）", hint, 216.0);
    let height = count(office.len() + date.len()) * style.step() + hint.step();
    let mut y = centre.1 - height / 2.0;
    y += flow.book.block(Role::Paragraph, page, &office, style, middle(style), y);
    y += flow.book.block(Role::Paragraph, page, &place, hint, middle(hint), y);
    flow.book.block(Role::Paragraph, page, &date, style, middle(style), y);
}

/// Who received the paper, to be signed by hand.
fn signature(flow: &mut Flow<'_, '_>, who: &str) {
    let (page, left, right) = (flow.page, flow.left(), flow.left() + flow.width());
    let style = Style::plain(10.0, 1.4);
    let y = flow.y + 8.0;
    let name = format!("{who}（签名）：");
    let name_width = flow.book.width_of(&name, style);
    let date_width = flow.book.width_of("日期：", style);
    let date = right - 150.0;
    for (text, x) in [(name.as_str(), left), ("日期：", date)] {
        let lines = flow.book.lines(text, style, 200.0);
        flow.book.block(Role::Paragraph, page, &lines, style, |_| x, y);
    }
    let line = y + style.baseline() + 3.0;
    flow.book.beside(page, |book| {
        book.rule(page, &[(left + name_width, line), (date - 24.0, line)], 0.6, Colour::SOFT);
        book.rule(page, &[(date + date_width, line), (right, line)], 0.6, Colour::SOFT);
    });
    flow.y += 26.0;
}

/// The signature as it was drawn, behind its label.
fn handwriting(flow: &mut Flow<'_, '_>, strokes: &[Vec<(u16, u16)>]) {
    let (page, left, top) = (flow.page, flow.left(), flow.y + 4.0);
    let style = Style::plain(10.0, 1.4);
    let label = flow.book.lines("手写签名：", style, 200.0);
    let room = flow.book.width_of("手写签名：", style) + 8.0;
    flow.book.block(Role::Paragraph, page, &label, style, |_| left, top);
    let scale = DRAWN / f32::from(DRAWN_BOX.1);
    let place = |(x, y): &(u16, u16)| (left + room + f32::from(*x) * scale, top + f32::from(*y) * scale);
    flow.book.beside(page, |book| {
        for stroke in strokes.iter().filter(|stroke| stroke.len() > 1) {
            let points: Vec<_> = stroke.iter().map(place).collect();
            book.rule(page, &points, 1.2, Colour::INK);
        }
    });
    flow.y += DRAWN + 12.0;
}

/// The paper's name and the page's number at the foot of each page.
fn numbers(book: &mut Book<'_>, paper: &Paper) {
    let many = book.pages.len();
    let (left, right, y) = (54.0, book.width - 54.0, book.height - 40.0);
    let name = format!("{} · {}", paper.subject, paper.kind.title());
    for page in 0..many {
        let number = format!("第{}页 共{many}页", page + 1);
        let end = right - book.width_of(&number, Style::TINY);
        let name = book.lines(&name, Style::TINY, 360.0);
        let number = book.lines(&number, Style::TINY, 120.0);
        book.beside(page, |book| {
            book.rule(page, &[(left, y), (right, y)], 0.5, Colour::LINE);
            name.iter().take(1).for_each(|line| book.line(page, line, Style::TINY, left, y + 5.0, 0.0));
            number.iter().for_each(|line| book.line(page, line, Style::TINY, end, y + 5.0, 0.0));
        });
    }
}
