//! A paper as PDF: the same [`documents::Paper`] that is printed as HTML, set on
//! A4 (a poster on A3 too), with its font embedded, its text searchable and its
//! structure tagged for those who listen to it.
//!
//! The layout is our own and small: paragraphs, lists, tables that go on over
//! pages with their head repeated, and the few pictures that papers have. Beneath
//! it, `pdf-writer` writes the objects and `subsetter` cuts the font down to the
//! letters that occur; a typesetting system would take ten times as long to build.
//!
//! Knows papers and font files' content. Knows no folder, no clock and no page on
//! the web: fonts come in as bytes, through a [`FontSource`].

mod book;
mod cells;
mod file;
mod flow;
mod fonts;
mod ink;
mod line;
mod pictures;
mod poster;
mod sheet;
mod tags;

use std::sync::{Arc, OnceLock};

use documents::{Kind, Paper};

pub use fonts::{FontFile, Fonts, NotAFont};

/// The size of the paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sheet {
    /// 210 × 297 mm
    #[default]
    A4,
    /// 297 × 420 mm, for posters: everything larger in proportion.
    A3,
}

impl Sheet {
    /// Width and height in points.
    fn size(self) -> (f32, f32) {
        match self {
            Self::A4 => (595.276, 841.89),
            Self::A3 => (841.89, 1190.551),
        }
    }
}

/// Why there is no PDF.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoPdf {
    /// The machine has no Chinese font.
    NoFont,
    /// The font that was found cannot be embedded.
    UnfitFont,
}

/// Whether there is a Chinese font.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Availability {
    /// Nobody has looked yet.
    Unknown,
    /// There is none.
    Missing,
    /// There is one, of that family.
    Ready(String),
}

/// Where fonts come from.
pub trait FontSource: Send + Sync {
    /// What is known so far; answers at once.
    fn availability(&self) -> Availability;

    /// The font files' content, looked for if need be. Asked once.
    fn load(&self) -> Option<Fonts>;
}

impl<Source: FontSource + ?Sized> FontSource for Arc<Source> {
    fn availability(&self) -> Availability {
        (**self).availability()
    }

    fn load(&self) -> Option<Fonts> {
        (**self).load()
    }
}

/// Prints papers. The font is loaded when the first is printed. Cheap to clone.
#[derive(Clone)]
pub struct Press {
    inner: Arc<Inner>,
}

struct Inner {
    source: Box<dyn FontSource>,
    fonts: OnceLock<Option<Fonts>>,
}

impl Press {
    /// A press with its fonts.
    pub fn new(source: impl FontSource + 'static) -> Self {
        Self { inner: Arc::new(Inner { source: Box::new(source), fonts: OnceLock::new() }) }
    }

    /// Whether it can print, as far as that is known.
    pub fn availability(&self) -> Availability {
        self.inner.source.availability()
    }

    /// The paper as a PDF file. Takes milliseconds of work, the first time longer.
    ///
    /// # Errors
    /// When there is no font, or none that can be embedded.
    pub fn print(&self, paper: &Paper, sheet: Sheet) -> Result<Vec<u8>, NoPdf> {
        let fonts = self.inner.fonts.get_or_init(|| self.inner.source.load());
        print(paper, sheet, fonts.as_ref().ok_or(NoPdf::NoFont)?)
    }
}

impl std::fmt::Debug for Press {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Press").field("fonts", &self.availability()).finish()
    }
}

/// The paper as a PDF file, in these fonts.
///
/// # Errors
/// When a font cannot be embedded.
pub fn print(paper: &Paper, sheet: Sheet, fonts: &Fonts) -> Result<Vec<u8>, NoPdf> {
    let mut book = book::Book::new(sheet.size(), fonts).ok_or(NoPdf::UnfitFont)?;
    if paper.kind == Kind::Poster {
        poster::set(&mut book, paper);
    } else {
        sheet::set(&mut book, paper);
    }
    file::write(book, paper).ok_or(NoPdf::UnfitFont)
}
