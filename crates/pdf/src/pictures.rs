//! The pictures that papers have: who does what and in which order, and the QR code.

use documents::{Code, Picture, PictureBox, arrow_head, qr_modules};

use crate::{
    book::{Area, Book, count},
    flow::Flow,
    ink::{Colour, Style},
    tags::Role,
};

/// Below this scale the letters of the picture can no longer be read.
const LEAST: f32 = 0.42;
/// From this scale on they are read with ease.
const COMFORTABLE: f32 = 0.58;

/// A picture's measure as one of the page.
#[expect(clippy::cast_possible_truncation, reason = "a picture is a few thousand points wide at most")]
fn measure(value: f64) -> f32 {
    value as f32
}

impl Flow<'_, '_> {
    /// The picture from left to right, or from top to bottom where that is larger, and the same in words.
    pub(crate) fn process(&mut self, process: &documents::Process) {
        let scale = |picture: &Picture, flow: &Self| {
            let wide = flow.width() / measure(picture.width);
            let high = (flow.room() * 0.72) / measure(picture.height);
            // Half a page is enough, unless the letters become too small.
            let half = (flow.room() * 0.45 / measure(picture.height)).max(COMFORTABLE);
            wide.min(high).min(half).min(0.82)
        };
        let across = documents::process_picture(process, false);
        let mut best = across.map(|picture| (scale(&picture, self), picture));
        if best.as_ref().is_some_and(|(found, _)| *found < 0.6)
            && let Some(tall) = documents::process_picture(process, true)
        {
            let other = scale(&tall, self);
            if best.as_ref().is_none_or(|(found, _)| other > *found) {
                best = Some((other, tall));
            }
        }
        let Some((mut scale, picture)) = best else { return };
        // Rather a little smaller than on the next page.
        let left = (self.bottom() - self.y - 70.0) / measure(picture.height);
        if left < scale && left >= COMFORTABLE.min(scale) {
            scale = left;
        }
        let fits = measure(picture.height) * scale + 6.0 <= self.bottom() - self.y;
        if scale < LEAST {
            self.list(&picture.words, Style::SMALL);
        } else if fits {
            self.picture(&picture, scale);
            self.list(&picture.words, Style::SMALL);
        } else {
            // Rather the words here than half a page left empty.
            self.list(&picture.words, Style::SMALL);
            self.picture(&picture, scale);
        }
    }

    fn picture(&mut self, picture: &Picture, scale: f32) {
        let (width, height) = (measure(picture.width) * scale, measure(picture.height) * scale);
        self.space(4.0);
        self.begin(height + 6.0);
        let area = Area { x: self.left() + (self.width() - width) / 2.0, y: self.y, width, height };
        let page = self.page;
        let part = self.book.tags.part(Role::Figure);
        let place = self.book.rect(area);
        self.book.tags.describe(part, format!("{}。{}", picture.title, picture.words.join("；")), place);
        self.book.within(part, page, |book| draw(book, page, picture, area, scale));
        self.y += height + 8.0;
    }
}

fn draw(book: &mut Book<'_>, page: usize, picture: &Picture, area: Area, scale: f32) {
    let at = |(x, y): (f64, f64)| (area.x + measure(x) * scale, area.y + measure(y) * scale);
    for arrow in &picture.arrows {
        let colour = if arrow.critical { Colour::TEAL } else { Colour(0.55, 0.63, 0.65) };
        let points: Vec<(f32, f32)> = arrow.points.iter().copied().map(at).collect();
        book.rule(page, &points, if arrow.critical { 1.2 } else { 0.8 }, colour);
        if let [.., before, end] = arrow.points.as_slice() {
            book.shape(page, &arrow_head(*before, *end).map(at), colour);
        }
    }
    for item in &picture.boxes {
        item_box(book, page, item, at((item.x, item.y)), scale);
    }
}

fn item_box(book: &mut Book<'_>, page: usize, item: &PictureBox, (x, y): (f32, f32), scale: f32) {
    let (width, height) = (measure(PictureBox::WIDTH) * scale, measure(PictureBox::HEIGHT) * scale);
    let area = Area { x, y, width, height };
    book.fill_round(page, area, 6.0 * scale, Colour::WHITE);
    let (thick, colour) = if item.critical { (1.2, Colour::TEAL) } else { (0.7, Colour(0.55, 0.63, 0.65)) };
    book.outline_round(page, area, 6.0 * scale, thick, colour);
    let name = Style::plain(13.0 * scale, 1.38).bold();
    let small = Style::plain(11.5 * scale, 1.38).in_colour(Colour::SOFT);
    for (index, text) in item.lines.iter().enumerate() {
        let y = y + 7.0 * scale + count(index) * name.step();
        book.lines(text, name, f32::MAX)
            .iter()
            .for_each(|line| book.line(page, line, name, x + 10.0 * scale, y, 0.0));
    }
    let foot = y + height - small.step() - 5.0 * scale;
    let days = book.lines(&item.days, small, f32::MAX);
    let end = x + width - 10.0 * scale - book.width_of(&item.days, small);
    days.iter().for_each(|line| book.line(page, line, small, end, foot, 0.0));
    // Where both do not fit, the days are what one looks for.
    let mut department = item.department.clone();
    while book.width_of(&department, small) > end - x - 14.0 * scale && department.pop().is_some() {}
    book.lines(&department, small, f32::MAX)
        .iter()
        .for_each(|line| book.line(page, line, small, x + 10.0 * scale, foot, 0.0));
}

/// The code, its dark modules filling the square; the paper around it has to be left white. The
/// address can be followed on a screen too. False where the address is too long for any code.
pub(crate) fn qr(book: &mut Book<'_>, page: usize, code: &Code, area: Area) -> bool {
    let Some(modules) = qr_modules(&code.address) else { return false };
    let quiet = modules.dark.iter().map(|(x, ..)| *x).min().unwrap_or_default();
    let module = area.width / count(modules.side - 2 * quiet);
    let part = book.tags.open(Role::Link);
    let figure = book.tags.part(Role::Figure);
    book.tags.close();
    let place = book.rect(area);
    book.tags.describe(figure, code.label.clone(), place);
    book.within(figure, page, |book| {
        let dark = modules.dark.iter().map(|(x, y, run)| Area {
            x: area.x + count(x - quiet) * module,
            y: area.y + count(y - quiet) * module,
            width: count(*run) * module,
            height: module,
        });
        book.fill_all(page, dark, Colour(0.0, 0.0, 0.0));
    });
    book.link(part, page, area, &code.address, &code.label);
    true
}
