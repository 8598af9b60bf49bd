//! The poster: to be read from three metres, and begun with by a telephone held up to it.

use documents::{Body, Paper};

use crate::{
    book::{Area, Book, count},
    ink::{Colour, Style},
    line::Line,
    pictures,
    tags::Role,
};

/// Height that the measures below are meant for: A4.
const HEIGHT: f32 = 841.89;

/// Sets the poster on one page.
pub(crate) fn set(book: &mut Book<'_>, paper: &Paper) {
    let page = book.page();
    let mut poster = Poster { scale: book.height / HEIGHT, page, book };
    let below = poster.band(paper);
    let below = poster.figures(paper, below);
    let foot = poster.foot(paper);
    poster.middle(paper, below, foot);
}

struct Poster<'b, 'f> {
    book: &'b mut Book<'f>,
    page: usize,
    scale: f32,
}

impl Poster<'_, '_> {
    fn at(&self, measure: f32) -> f32 {
        measure * self.scale
    }

    fn style(&self, size: f32, leading: f32) -> Style {
        Style::plain(self.at(size), leading)
    }

    fn side(&self) -> f32 {
        self.at(44.0)
    }

    fn inner(&self) -> f32 {
        self.book.width - 2.0 * self.side()
    }

    /// Lines below each other from `y`, all at the left edge `x`; returns where they end.
    fn text(&mut self, role: Role, lines: &[Line], style: Style, x: f32, y: f32) -> f32 {
        y + self.book.block(role, self.page, lines, style, |_| x, y)
    }

    /// The name of the thing, as large as it fits, on the deep ground.
    fn band(&mut self, paper: &Paper) -> f32 {
        let (side, inner) = (self.side(), self.inner());
        let small = self.style(15.0, 1.4).spaced(0.08).in_colour(Colour::PALE);
        let summary = self.style(16.0, 1.5).in_colour(Colour::WHITE);
        let (name, title) = self.title(&paper.subject);
        let office = paper.footer.first().map_or_else(|| paper.kind.title(), String::as_str).to_owned();
        let office = self.book.lines(&office, small, inner);
        let said: Vec<Vec<Line>> =
            paper.opening.iter().map(|text| self.book.lines(text, summary, inner)).collect();
        let height = self.at(40.0)
            + small.step()
            + self.at(8.0)
            + count(name.len()) * title.step()
            + self.at(10.0)
            + said.iter().map(|lines| count(lines.len()) * summary.step()).sum::<f32>()
            + self.at(30.0);
        let (page, width) = (self.page, self.book.width);
        self.book.beside(page, |book| book.fill(page, Area { x: 0.0, y: 0.0, width, height }, Colour::DEEP));
        let y = self.text(Role::Paragraph, &office, small, side, self.at(40.0));
        let mut y = self.text(Role::Title, &name, title, side, y + self.at(8.0)) + self.at(10.0);
        for lines in &said {
            y = self.text(Role::Paragraph, lines, summary, side, y);
        }
        height
    }

    /// The title on one line, or on two where that makes it larger by a third.
    fn title(&mut self, text: &str) -> (Vec<Line>, Style) {
        let inner = self.inner();
        let base = self.style(84.0, 1.22).bold().in_colour(Colour::WHITE);
        let wide = self.book.width_of(text, base) / base.size;
        let one = (inner / wide).min(base.size);
        let mut two = (inner / (wide / 2.0)).min(self.at(60.0));
        while two > one && self.book.lines(text, base.sized(two), inner).len() > 2 {
            two -= 1.0;
        }
        let style = base.sized(if two > one * 1.33 { two } else { one - 0.01 });
        (self.book.lines(text, style, inner + 0.5), style)
    }

    /// The few numbers, side by side.
    fn figures(&mut self, paper: &Paper, top: f32) -> f32 {
        if paper.figures.is_empty() {
            return top;
        }
        let width = self.inner() / count(paper.figures.len());
        let large = self.style(46.0, 1.1).bold().in_colour(Colour::TEAL);
        let unit = self.style(16.0, 1.1).bold().in_colour(Colour::DEEP);
        let small = self.style(11.0, 1.4).in_colour(Colour::SOFT);
        let y = top + self.at(24.0);
        self.book.tags.open(Role::List);
        for (index, figure) in paper.figures.iter().enumerate() {
            let x = self.side() + count(index) * width;
            let value = self.book.lines(&figure.value, large, f32::MAX);
            let units = self.book.lines(&figure.unit, unit, f32::MAX);
            let label = self.book.lines(&figure.label, small, width - self.at(14.0));
            let after = x + self.book.width_of(&figure.value, large) + self.at(4.0);
            self.book.tags.open(Role::Item);
            let part = self.book.tags.part(Role::Label);
            let (page, foot) = (self.page, y + large.baseline() - unit.baseline());
            self.book.within(part, page, |book| {
                value.iter().for_each(|line| book.line(page, line, large, x, y, 0.0));
                units.iter().for_each(|line| book.line(page, line, unit, after, foot, 0.0));
            });
            self.text(Role::Body, &label, small, x, y + large.step() + self.at(2.0));
            self.book.tags.close();
        }
        self.book.tags.close();
        let y = y + large.step() + small.step() * 2.0 + self.at(16.0);
        let (page, left, right) = (self.page, self.side(), self.side() + self.inner());
        let thick = self.at(0.8);
        self.book.beside(page, |book| book.rule(page, &[(left, y), (right, y)], thick, Colour::LINE));
        y
    }

    /// The promise on the deep ground; returns where it begins.
    fn foot(&mut self, paper: &Paper) -> f32 {
        let (page, width, height) = (self.page, self.book.width, self.book.height);
        let band = self.at(52.0);
        let style = self.style(17.0, 1.4).bold().spaced(0.06).in_colour(Colour::WHITE);
        let ground = Area { x: 0.0, y: height - band, width, height: band };
        self.book.beside(page, |book| book.fill(page, ground, Colour::DEEP));
        if let Some(text) = &paper.closing {
            let lines = self.book.lines(text, style, self.inner());
            let middle = |line: &Line| (width - line.width * style.size) / 2.0;
            let y = height - band + (band - style.step()) / 2.0;
            self.book.block(Role::Paragraph, page, &lines, style, middle, y);
        }
        height - band
    }

    /// What is done at once on the left; the code, and below it the facts, on the right.
    fn middle(&mut self, paper: &Paper, top: f32, bottom: f32) {
        let (top, bottom) = (top + self.at(24.0), bottom - self.at(22.0));
        let right = self.at(190.0);
        let x = self.side() + self.inner() - right;
        let head = self.style(17.0, 1.4).bold().in_colour(Colour::DEEP);
        let width = x - self.side() - self.at(28.0);
        for part in &paper.parts {
            let lines = self.book.lines(&part.heading, head, width);
            let y = self.text(Role::Heading, &lines, head, self.side(), top) + self.at(8.0);
            for body in &part.body {
                if let Body::List(lines) = body {
                    self.ticked(lines, width, y, bottom);
                }
            }
        }
        let mut y = top;
        if let Some(code) = &paper.code {
            y = self.code(code, Area { x, y, width: right, height: right }) + self.at(20.0);
        }
        self.facts(paper, Area { x, y, width: right, height: bottom - y });
    }

    /// The code in its frame, what it leads to below; returns where that ends.
    fn code(&mut self, code: &documents::Code, area: Area) -> f32 {
        let page = self.page;
        let (radius, thick, inset) = (self.at(8.0), self.at(2.0), self.at(20.0));
        self.book.beside(page, |book| book.outline_round(page, area, radius, thick, Colour::TEAL));
        let square = Area {
            x: area.x + inset,
            y: area.y + inset,
            width: area.width - 2.0 * inset,
            height: area.height - 2.0 * inset,
        };
        pictures::qr(self.book, page, code, square);
        let style = self.style(12.5, 1.45).bold().in_colour(Colour::DEEP);
        let lines = self.book.lines(&code.label, style, area.width);
        let middle = |line: &Line| area.x + (area.width - line.width * style.size) / 2.0;
        let y = area.y + area.height + self.at(8.0);
        y + self.book.block(Role::Paragraph, page, &lines, style, middle, y)
    }

    /// Labels with their values below each other, as large as they fit.
    fn facts(&mut self, paper: &Paper, area: Area) {
        let mut size = 12.5;
        let (label, value, facts) = loop {
            let label = self.style(size - 1.0, 1.5).bold().in_colour(Colour::TEAL);
            let value = self.style(size, 1.5);
            let set = paper.facts.iter().map(|fact| {
                let name = self.book.lines(&fact.label, label, area.width);
                (name, self.book.lines(&fact.value, value, area.width))
            });
            let facts: Vec<(Vec<Line>, Vec<Line>)> = set.collect();
            let tall: f32 =
                facts.iter().map(|(_, lines)| label.step() + count(lines.len() + 1) * value.step()).sum();
            if tall <= area.height || size < 8.0 {
                break (label, value, facts);
            }
            size -= 0.5;
        };
        let mut y = area.y;
        for (name, lines) in &facts {
            y = self.text(Role::Paragraph, name, label, area.x, y);
            y = self.text(Role::Paragraph, lines, value, area.x, y) + value.step() * 0.6;
        }
    }

    /// Lines behind ticks, as large as they fit.
    fn ticked(&mut self, lines: &[String], width: f32, top: f32, bottom: f32) {
        let mut size = 19.0;
        let (style, set, gap) = loop {
            let style = self.style(size, 1.32);
            let gap = self.at(size * 0.36);
            let inner = width - style.size * 1.6;
            let set: Vec<Vec<Line>> = lines.iter().map(|line| self.book.lines(line, style, inner)).collect();
            let tall: f32 = set.iter().map(|lines| count(lines.len()) * style.step() + gap).sum();
            if top + tall <= bottom || size < 7.0 {
                break (style, set, gap);
            }
            size -= 0.5;
        };
        let (page, x) = (self.page, self.side());
        let mut y = top;
        self.book.tags.open(Role::List);
        for lines in &set {
            self.book.tags.open(Role::Item);
            let (unit, middle) = (style.size, y + style.step() / 2.0);
            let tick = [(0.05, 0.02), (0.35, 0.32), (0.95, -0.34)]
                .map(|(right, down)| (x + right * unit, middle + down * unit));
            self.book.beside(page, |book| book.rule(page, &tick, unit * 0.13, Colour::TEAL));
            y = self.text(Role::Body, lines, style, x + unit * 1.6, y) + gap;
            self.book.tags.close();
        }
        self.book.tags.close();
    }
}
