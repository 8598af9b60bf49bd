//! Pages as they are filled: ink at places, in points from the upper left corner.

use pdf_writer::{Content, Name, Rect, types::TextRenderingMode};

use crate::{
    fonts::{Faces, Fonts},
    ink::{Colour, Style},
    line::{self, Line, Shape},
    tags::{Part, Role, Tags},
};

/// How much of an em a line may be stretched between two letters. More would be
/// read as a space by programs that look for words.
const STRETCH: f32 = 0.08;
/// How far a curve's handles are from its ends, for a quarter of a circle.
const QUARTER: f32 = 0.552_284_8;

/// The pages of a paper.
pub(crate) struct Book<'f> {
    pub(crate) width: f32,
    pub(crate) height: f32,
    pub(crate) faces: Faces<'f>,
    pub(crate) pages: Vec<Page>,
    pub(crate) tags: Tags,
    /// Where headings stand, to be jumped to.
    pub(crate) places: Vec<Place>,
}

/// A page.
pub(crate) struct Page {
    pub(crate) content: Content,
    pub(crate) links: Vec<PageLink>,
}

/// A link on a page.
pub(crate) struct PageLink {
    pub(crate) area: Rect,
    pub(crate) address: String,
    pub(crate) label: String,
    pub(crate) number: usize,
}

/// A heading and where it stands.
pub(crate) struct Place {
    pub(crate) title: String,
    /// Under the heading before it that is no such.
    pub(crate) inner: bool,
    pub(crate) page: usize,
    pub(crate) y: f32,
}

/// A rectangle: left, top, width, height.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Area {
    pub(crate) x: f32,
    pub(crate) y: f32,
    pub(crate) width: f32,
    pub(crate) height: f32,
}

impl<'f> Book<'f> {
    /// An empty book; none where a font cannot be read.
    pub(crate) fn new((width, height): (f32, f32), fonts: &'f Fonts) -> Option<Self> {
        let faces = Faces::new(fonts)?;
        Some(Self { width, height, faces, pages: Vec::new(), tags: Tags::new(), places: Vec::new() })
    }

    /// A new page; returns its number.
    pub(crate) fn page(&mut self) -> usize {
        self.pages.push(Page { content: Content::new(), links: Vec::new() });
        self.pages.len() - 1
    }

    /// Text broken into lines of at most that width in points.
    pub(crate) fn lines(&mut self, text: &str, style: Style, width: f32) -> Vec<Line> {
        let faces = &mut self.faces;
        line::lines(text, width / style.size, |letter| {
            faces.glyph(letter, style.bold).map_or(Shape::NONE, |glyph| Shape {
                advance: glyph.shape.advance + style.tracking,
                ..glyph.shape
            })
        })
    }

    /// The width of text on one line, in points.
    pub(crate) fn width_of(&mut self, text: &str, style: Style) -> f32 {
        self.lines(text, style, f32::MAX).iter().map(|line| line.width).fold(0.0, f32::max) * style.size
    }

    /// Draws what belongs to a part on a page.
    pub(crate) fn within(&mut self, part: Part, page: usize, draw: impl FnOnce(&mut Self)) {
        let number = self.tags.mark(part, page);
        let name = self.tags.role(part).name();
        self.pages[page].content.begin_marked_content_with_properties(name).properties().identify(number);
        draw(self);
        self.pages[page].content.end_marked_content();
    }

    /// Draws what is no content: lines, grounds, page numbers, a table's head said again.
    pub(crate) fn beside(&mut self, page: usize, draw: impl FnOnce(&mut Self)) {
        self.pages[page].content.begin_marked_content(Name(b"Artifact"));
        draw(self);
        self.pages[page].content.end_marked_content();
    }

    /// A part with its text on one page, line under line from `y`; returns the height.
    pub(crate) fn block(
        &mut self,
        role: Role,
        page: usize,
        lines: &[Line],
        style: Style,
        place: impl Fn(&Line) -> f32,
        y: f32,
    ) -> f32 {
        let part = self.tags.part(role);
        self.within(part, page, |book| {
            let mut y = y;
            for line in lines {
                book.line(page, line, style, place(line), y, 0.0);
                y += style.step();
            }
        });
        style.step() * count(lines.len())
    }

    /// A line of text whose top is at `y`, with room added between its letters.
    pub(crate) fn line(&mut self, page: usize, line: &Line, style: Style, x: f32, y: f32, room: f32) {
        let baseline = self.height - y - style.baseline();
        let Colour(red, green, blue) = style.colour;
        let content = &mut self.pages[page].content;
        content.begin_text();
        content.set_fill_rgb(red, green, blue);
        let mut run: Option<Run> = None;
        let mut x = x + line.start * style.size;
        for (letter, advance) in &line.letters {
            let way = advance * style.size + room;
            if let Some(glyph) = self.faces.glyph(*letter, style.bold) {
                if run.as_ref().is_none_or(|run| run.face != glyph.face || run.thick != glyph.thick) {
                    let finished = run.replace(Run::new(glyph.face, glyph.thick, x));
                    finished.into_iter().for_each(|run| run.write(content, style, baseline));
                }
                if let Some(run) = &mut run {
                    run.glyphs.push((glyph.number, way - glyph.shape.advance * style.size));
                }
            }
            x += way;
        }
        run.into_iter().for_each(|run| run.write(content, style, baseline));
        content.end_text();
    }

    /// The room to add between letters so that the line reaches that width; none where it would
    /// have to be torn apart.
    pub(crate) fn room(line: &Line, style: Style, width: f32) -> f32 {
        let gaps = count(line.letters.len().saturating_sub(1)).max(1.0);
        let room = (width - line.width * style.size) / gaps;
        if line.goes_on && room > 0.0 && room <= STRETCH * style.size { room } else { 0.0 }
    }

    /// A filled rectangle.
    pub(crate) fn fill(&mut self, page: usize, area: Area, colour: Colour) {
        let Area { x, y, width, height } = area;
        let bottom = self.height - y - height;
        let content = self.coloured(page, colour);
        content.rect(x, bottom, width, height).fill_nonzero();
    }

    /// A filled rectangle with round corners.
    pub(crate) fn fill_round(&mut self, page: usize, area: Area, radius: f32, colour: Colour) {
        self.round_path(page, area, radius, colour);
        self.pages[page].content.fill_nonzero();
    }

    /// The outline of a rectangle with round corners.
    pub(crate) fn outline_round(&mut self, page: usize, area: Area, radius: f32, thick: f32, colour: Colour) {
        self.stroked(page, thick, colour);
        self.round_path(page, area, radius, colour);
        self.pages[page].content.stroke();
    }

    fn round_path(&mut self, page: usize, area: Area, radius: f32, colour: Colour) {
        let (left, top) = (area.x, self.height - area.y);
        let (right, bottom) = (left + area.width, top - area.height);
        let handle = radius * (1.0 - QUARTER);
        let content = self.coloured(page, colour);
        content
            .move_to(left + radius, top)
            .line_to(right - radius, top)
            .cubic_to(right - handle, top, right, top - handle, right, top - radius)
            .line_to(right, bottom + radius)
            .cubic_to(right, bottom + handle, right - handle, bottom, right - radius, bottom)
            .line_to(left + radius, bottom)
            .cubic_to(left + handle, bottom, left, bottom + handle, left, bottom + radius)
            .line_to(left, top - radius)
            .cubic_to(left, top - handle, left + handle, top, left + radius, top)
            .close_path();
    }

    /// A line from place to place.
    pub(crate) fn rule(&mut self, page: usize, points: &[(f32, f32)], thick: f32, colour: Colour) {
        let height = self.height;
        let content = self.stroked(page, thick, colour);
        for (index, (x, y)) in points.iter().enumerate() {
            if index == 0 {
                content.move_to(*x, height - y);
            } else {
                content.line_to(*x, height - y);
            }
        }
        content.stroke();
    }

    /// A filled shape.
    pub(crate) fn shape(&mut self, page: usize, corners: &[(f32, f32)], colour: Colour) {
        let height = self.height;
        let content = self.coloured(page, colour);
        for (index, (x, y)) in corners.iter().enumerate() {
            if index == 0 {
                content.move_to(*x, height - y);
            } else {
                content.line_to(*x, height - y);
            }
        }
        content.close_path().fill_nonzero();
    }

    /// A dashed circle.
    pub(crate) fn dashed_circle(&mut self, page: usize, (x, y): (f32, f32), radius: f32, colour: Colour) {
        let y = self.height - y;
        let handle = radius * QUARTER;
        let content = self.stroked(page, 0.8, colour);
        content.save_state();
        content.set_dash_pattern([3.0, 2.5], 0.0);
        content
            .move_to(x + radius, y)
            .cubic_to(x + radius, y + handle, x + handle, y + radius, x, y + radius)
            .cubic_to(x - handle, y + radius, x - radius, y + handle, x - radius, y)
            .cubic_to(x - radius, y - handle, x - handle, y - radius, x, y - radius)
            .cubic_to(x + handle, y - radius, x + radius, y - handle, x + radius, y)
            .close_path()
            .stroke();
        content.restore_state();
    }

    /// Many small filled rectangles at once.
    pub(crate) fn fill_all(&mut self, page: usize, areas: impl Iterator<Item = Area>, colour: Colour) {
        let page_height = self.height;
        let content = self.coloured(page, colour);
        for Area { x, y, width, height } in areas {
            content.rect(x, page_height - y - height, width, height);
        }
        content.fill_nonzero();
    }

    /// An address to go to from an area, which belongs to the part.
    pub(crate) fn link(&mut self, part: Part, page: usize, area: Area, address: &str, label: &str) {
        let number = self.tags.link(part, page);
        let area = self.rect(area);
        let (address, label) = (address.to_owned(), label.to_owned());
        self.pages[page].links.push(PageLink { area, address, label, number });
    }

    /// The area as the file counts it: from the lower left corner.
    pub(crate) fn rect(&self, area: Area) -> Rect {
        let top = self.height - area.y;
        Rect::new(area.x, top - area.height, area.x + area.width, top)
    }

    fn coloured(&mut self, page: usize, Colour(red, green, blue): Colour) -> &mut Content {
        self.pages[page].content.set_fill_rgb(red, green, blue)
    }

    fn stroked(&mut self, page: usize, thick: f32, Colour(red, green, blue): Colour) -> &mut Content {
        self.pages[page].content.set_stroke_rgb(red, green, blue).set_line_width(thick)
    }
}

/// A number of things as a measure.
#[expect(clippy::cast_precision_loss, reason = "things on a page are few")]
pub(crate) fn count(number: usize) -> f32 {
    number as f32
}

/// Letters in a row out of one face.
struct Run {
    face: usize,
    thick: bool,
    x: f32,
    /// The number of each glyph, and the room behind it in points.
    glyphs: Vec<(u16, f32)>,
}

impl Run {
    fn new(face: usize, thick: bool, x: f32) -> Self {
        Self { face, thick, x, glyphs: Vec::new() }
    }

    fn write(self, content: &mut Content, style: Style, baseline: f32) {
        content.set_font(Name(face_name(self.face).as_bytes()), style.size);
        if self.thick {
            let Colour(red, green, blue) = style.colour;
            content.set_text_rendering_mode(TextRenderingMode::FillStroke);
            // Large letters need less of it, or their strokes run together.
            let thick = (style.size * 0.03).min(0.35 + style.size * 0.011);
            content.set_line_width(thick).set_stroke_rgb(red, green, blue);
        } else {
            content.set_text_rendering_mode(TextRenderingMode::Fill);
        }
        content.set_text_matrix([1.0, 0.0, 0.0, 1.0, self.x, baseline]);
        let mut shown = content.show_positioned();
        let mut items = shown.items();
        let mut bytes: Vec<u8> = Vec::new();
        for (number, room) in self.glyphs {
            bytes.extend(number.to_be_bytes());
            if room.abs() > 0.01 {
                items.show(pdf_writer::Str(&bytes)).adjust(-room / style.size * 1000.0);
                bytes.clear();
            }
        }
        if !bytes.is_empty() {
            items.show(pdf_writer::Str(&bytes));
        }
    }
}

/// The name of a face on a page.
pub(crate) fn face_name(face: usize) -> String {
    format!("F{face}")
}
