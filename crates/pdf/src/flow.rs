//! From top to bottom and from page to page: paragraphs, lists, headings that stay
//! with what they head.

use crate::{
    book::{Area, Book, Place, count},
    ink::{Colour, Style},
    line::Line,
    tags::{Part, Role},
};

/// Space at the sides of a page.
const SIDE: f32 = 54.0;
/// Space above.
const TOP: f32 = 50.0;
/// Space below, with the page's number in it.
const BOTTOM: f32 = 58.0;
/// Indent of what stands behind a bullet.
const INDENT: f32 = 13.0;

/// Where the next thing goes.
pub(crate) struct Flow<'b, 'f> {
    pub(crate) book: &'b mut Book<'f>,
    pub(crate) page: usize,
    pub(crate) y: f32,
    /// Headings that wait for what they head.
    held: Vec<Heading>,
}

/// A heading not yet drawn.
struct Heading {
    title: String,
    lines: Vec<Line>,
    inner: bool,
    style: Style,
}

impl Heading {
    const BEFORE: f32 = 15.0;
    const AFTER: f32 = 6.0;
    const INNER_BEFORE: f32 = 9.0;
    const INNER_AFTER: f32 = 3.0;
    /// Above and below the text of an inner heading, on its ground.
    const PADDING: f32 = 3.0;

    fn height(&self) -> f32 {
        let text = count(self.lines.len()) * self.style.step();
        if self.inner {
            Self::INNER_BEFORE + text + 2.0 * Self::PADDING + Self::INNER_AFTER
        } else {
            Self::BEFORE + text + Self::AFTER
        }
    }
}

impl<'b, 'f> Flow<'b, 'f> {
    /// Begins on a new page.
    pub(crate) fn new(book: &'b mut Book<'f>) -> Self {
        let page = book.page();
        Self { book, page, y: TOP, held: Vec::new() }
    }

    pub(crate) fn left(&self) -> f32 {
        SIDE
    }

    pub(crate) fn width(&self) -> f32 {
        self.book.width - 2.0 * SIDE
    }

    pub(crate) fn bottom(&self) -> f32 {
        self.book.height - BOTTOM
    }

    /// Height of an empty page.
    pub(crate) fn room(&self) -> f32 {
        self.bottom() - TOP
    }

    /// Goes on at the top of a new page.
    pub(crate) fn turn(&mut self) {
        self.page = self.book.page();
        self.y = TOP;
    }

    /// Makes sure that so much fits, with the headings that wait, on this page or else on the
    /// next; and draws those.
    pub(crate) fn begin(&mut self, height: f32) {
        let held: f32 = self.held.iter().map(Heading::height).sum();
        if self.y + held + height > self.bottom() && self.y > TOP {
            self.turn();
        }
        for heading in std::mem::take(&mut self.held) {
            self.draw_heading(&heading);
        }
    }

    pub(crate) fn space(&mut self, height: f32) {
        if self.y > TOP {
            self.y += height;
        }
    }

    /// A heading, or one below it; drawn together with what follows.
    pub(crate) fn heading(&mut self, title: &str, inner: bool) {
        let style = if inner {
            Style::plain(10.75, 1.4).bold().in_colour(Colour::DEEP)
        } else {
            Style::plain(13.5, 1.35).bold().in_colour(Colour::DEEP)
        };
        let lines = self.book.lines(title, style, self.width() - 14.0);
        self.held.push(Heading { title: title.to_owned(), lines, inner, style });
    }

    fn draw_heading(&mut self, heading: &Heading) {
        let (left, width, page, style) = (self.left(), self.width(), self.page, heading.style);
        self.space(if heading.inner { Heading::INNER_BEFORE } else { Heading::BEFORE });
        let text = count(heading.lines.len()) * style.step();
        let (title, y) = (heading.title.clone(), self.y);
        self.book.places.push(Place { title, inner: heading.inner, page, y: y - 6.0 });
        let (area, x, role, below) = if heading.inner {
            let ground = Area { x: left, y, width, height: text + 2.0 * Heading::PADDING };
            (ground, left + 8.0, Role::Subheading, Heading::PADDING + Heading::INNER_AFTER)
        } else {
            let bar = Area { x: left, y: y + 2.5, width: 3.5, height: text - 5.0 };
            (bar, left + 11.0, Role::Heading, Heading::AFTER)
        };
        let colour = if heading.inner { Colour::TINT } else { Colour::TEAL };
        self.book.beside(page, |book| book.fill(page, area, colour));
        self.y += if heading.inner { Heading::PADDING } else { 0.0 };
        self.book.block(role, page, &heading.lines, style, |_| x, self.y);
        self.y += text + below;
    }

    /// A paragraph, stretched to both edges.
    pub(crate) fn paragraph(&mut self, text: &str, style: Style) {
        let part = self.book.tags.part(Role::Paragraph);
        self.text(part, text, style, 0.0);
        self.space(style.size * 0.35);
    }

    /// Text that belongs to a part, indented; goes on over pages, with no line left alone.
    pub(crate) fn text(&mut self, part: Part, text: &str, style: Style, indent: f32) {
        let (x, width) = (self.left() + indent, self.width() - indent);
        let lines = self.book.lines(text, style, width);
        let step = style.step();
        self.begin(step * count(lines.len().min(2)));
        let mut from = 0;
        while from < lines.len() {
            let fit = fitting(self.bottom() - self.y, step).max(1);
            let mut to = (from + fit).min(lines.len());
            if to + 1 == lines.len() && to > from + 2 {
                to -= 1;
            }
            let (page, y) = (self.page, self.y);
            self.book.within(part, page, |book| {
                for (index, line) in lines[from..to].iter().enumerate() {
                    let room = Book::room(line, style, width);
                    book.line(page, line, style, x, y + step * count(index), room);
                }
            });
            self.y += step * count(to - from);
            from = to;
            if from < lines.len() {
                self.turn();
            }
        }
    }

    /// Lines of equal rank, each behind a bullet.
    pub(crate) fn list(&mut self, lines: &[String], style: Style) {
        self.book.tags.open(Role::List);
        for line in lines {
            self.begin(style.step());
            self.book.tags.open(Role::Item);
            let (page, middle) = (self.page, self.y + style.step() / 2.0);
            let bullet = Area { x: self.left() + 2.0, y: middle - 1.8, width: 3.6, height: 3.6 };
            self.book.beside(page, |book| book.fill_round(page, bullet, 1.8, Colour::TEAL));
            let part = self.book.tags.part(Role::Body);
            self.text(part, line, style, INDENT);
            self.book.tags.close();
            self.space(style.size * 0.2);
        }
        self.book.tags.close();
        self.space(style.size * 0.2);
    }

    /// What must not be overlooked, each on a warm ground.
    pub(crate) fn warnings(&mut self, lines: &[String]) {
        let style = Style::BODY;
        self.book.tags.open(Role::List);
        for line in lines {
            let set = self.book.lines(line, style, self.width() - 26.0);
            let height = style.step() * count(set.len()) + 10.0;
            self.begin(height);
            let (page, y, x) = (self.page, self.y, self.left());
            let ground = Area { x, y, width: self.width(), height };
            let bar = Area { width: 3.5, ..ground };
            self.book.beside(page, |book| {
                book.fill(page, ground, Colour::WARM);
                book.fill(page, bar, Colour::SEAL);
            });
            self.book.tags.open(Role::Item);
            self.book.block(Role::Body, page, &set, style, |_| x + 14.0, y + 5.0);
            self.book.tags.close();
            self.y += height + 5.0;
        }
        self.book.tags.close();
    }
}

/// How many lines fit into that height.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a page has few lines")]
pub(crate) fn fitting(height: f32, step: f32) -> usize {
    ((height + 0.01) / step).floor().max(0.0) as usize
}
