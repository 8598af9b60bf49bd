//! Font files, and which glyph of which file stands for a letter.

use std::{
    collections::{BTreeMap, HashMap},
    fmt,
    sync::Arc,
};

use subsetter::GlyphRemapper;
use ttf_parser::{Face, GlyphId};

use crate::line::{CLOSING, OPENING, Shape};

/// A letter that every Chinese font has.
const PROBE: char = '中';
/// What stands for a letter that no font has, as printers have it.
const MISSING: char = '〓';

/// One face of a font file.
#[derive(Clone)]
pub struct FontFile {
    bytes: Arc<Vec<u8>>,
    index: u32,
}

/// The bytes are no font that Chinese can be set in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAFont;

impl fmt::Display for NotAFont {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("不是可以嵌入的中文字体")
    }
}

impl std::error::Error for NotAFont {}

impl FontFile {
    /// A face of a file, by its place in the file where that is a collection.
    ///
    /// # Errors
    /// When it cannot be read, or has outlines that cannot be cut down (CFF2).
    pub fn new(bytes: Vec<u8>, index: u32) -> Result<Self, NotAFont> {
        let face = Face::parse(&bytes, index).map_err(|_| NotAFont)?;
        let embeddable = face.tables().glyf.is_some() || face.tables().cff.is_some();
        if !embeddable || face.units_per_em() == 0 {
            return Err(NotAFont);
        }
        Ok(Self { bytes: Arc::new(bytes), index })
    }

    /// Whether it has Chinese letters.
    pub fn is_chinese(&self) -> bool {
        self.has(PROBE)
    }

    /// Whether it has the letter.
    pub fn has(&self, letter: char) -> bool {
        Face::parse(&self.bytes, self.index).is_ok_and(|face| face.glyph_index(letter).is_some())
    }
}

impl fmt::Debug for FontFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FontFile({} bytes, face {})", self.bytes.len(), self.index)
    }
}

/// The fonts that papers are set in.
#[derive(Debug, Clone)]
pub struct Fonts {
    /// For running text.
    pub regular: FontFile,
    /// For what stands out; without it the regular face is drawn thicker.
    pub bold: Option<FontFile>,
    /// For letters that the others lack, such as rare ones in names.
    pub fallback: Vec<FontFile>,
}

/// Which glyph stands for a letter, and how wide it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Glyph {
    /// Which face.
    pub(crate) face: usize,
    /// Its number in the embedded part of the face.
    pub(crate) number: u16,
    /// Its width and ink in ems.
    pub(crate) shape: Shape,
    /// Drawn thicker, since there is no bold face.
    pub(crate) thick: bool,
}

/// The faces of a file that is being made, with the glyphs used so far.
pub(crate) struct Faces<'f> {
    pub(crate) used: Vec<UsedFace<'f>>,
    /// Faces to look into, in their order; and whether they are drawn thicker.
    regular: Vec<(usize, bool)>,
    bold: Vec<(usize, bool)>,
    known: HashMap<(char, bool), Option<Glyph>>,
}

/// A face with what is used of it.
pub(crate) struct UsedFace<'f> {
    pub(crate) bytes: &'f [u8],
    pub(crate) index: u32,
    pub(crate) face: Face<'f>,
    pub(crate) glyphs: GlyphRemapper,
    /// The letter that each embedded glyph stands for.
    pub(crate) letters: BTreeMap<u16, char>,
}

impl<'f> Faces<'f> {
    /// None where a file cannot be read.
    pub(crate) fn new(fonts: &'f Fonts) -> Option<Self> {
        let mut used = vec![UsedFace::new(&fonts.regular)?];
        let mut bold = Vec::new();
        if let Some(file) = &fonts.bold {
            bold.push((used.len(), false));
            used.push(UsedFace::new(file)?);
        }
        let mut regular = vec![(0, false)];
        bold.push((0, true));
        for file in &fonts.fallback {
            regular.push((used.len(), false));
            bold.push((used.len(), true));
            used.push(UsedFace::new(file)?);
        }
        Some(Self { used, regular, bold, known: HashMap::new() })
    }

    /// The glyph for a letter; none for what has no shape.
    pub(crate) fn glyph(&mut self, letter: char, bold: bool) -> Option<Glyph> {
        if let Some(known) = self.known.get(&(letter, bold)) {
            return *known;
        }
        let glyph = match letter {
            _ if is_shapeless(letter) => None,
            letter => self.find(letter, bold).or_else(|| self.find(MISSING, bold)),
        };
        self.known.insert((letter, bold), glyph);
        glyph
    }

    fn find(&mut self, letter: char, bold: bool) -> Option<Glyph> {
        let order = if bold { &self.bold } else { &self.regular };
        let found = order.iter().find_map(|(index, thick)| {
            let id = self.used[*index].face.glyph_index(letter)?;
            Some((*index, id, *thick))
        });
        let (face, id, thick) = found?;
        let used = &mut self.used[face];
        let number = used.glyphs.remap(id.0);
        used.letters.entry(number).or_insert(letter);
        Some(Glyph { face, number, shape: used.shape(letter, id), thick })
    }
}

/// Controls and joiners, which are read and not seen.
fn is_shapeless(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
}

impl<'f> UsedFace<'f> {
    fn new(file: &'f FontFile) -> Option<Self> {
        let face = Face::parse(&file.bytes, file.index).ok()?;
        Some(Self {
            bytes: &file.bytes,
            index: file.index,
            face,
            glyphs: GlyphRemapper::new(),
            letters: BTreeMap::new(),
        })
    }

    /// Width of a glyph in ems.
    pub(crate) fn advance(&self, id: GlyphId) -> f32 {
        let units = self.face.glyph_hor_advance(id).unwrap_or_default();
        f32::from(units) / f32::from(self.face.units_per_em())
    }

    /// Width of a glyph with the place of its ink, which matters for marks alone.
    fn shape(&self, letter: char, id: GlyphId) -> Shape {
        let advance = self.advance(id);
        let is_mark = CLOSING.contains(letter) || OPENING.contains(letter);
        let ink = if is_mark { self.face.glyph_bounding_box(id) } else { None };
        let ems = |units: i16| f32::from(units) / f32::from(self.face.units_per_em());
        ink.map_or(Shape { advance, left: 0.0, right: advance }, |ink| Shape {
            advance,
            left: ems(ink.x_min),
            right: ems(ink.x_max),
        })
    }
}
