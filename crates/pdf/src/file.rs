//! The pages as a file: fonts cut down and embedded, the tree of parts, bookmarks,
//! what the paper is called and in which language it speaks.

use documents::{Paper, escape};
use miniz_oxide::deflate::compress_to_vec_zlib;
use pdf_writer::{
    Date, Filter, Finish, Name, Pdf, Rect, Ref, Str, TextStr,
    types::{
        ActionType, AnnotationType, CidFontType, FontFlags, OutlineItemFlags, PageMode, SystemInfo, TabOrder,
        UnicodeCmap,
    },
};
use ttf_parser::{RawFace, Tag};

use crate::{
    book::{Book, Page, face_name},
    fonts::UsedFace,
};

/// How hard content is compressed: six of nine takes a third of the time of nine and as much room.
const LEVEL: u8 = 6;

/// Hands out the numbers of the file's objects.
struct Numbers(i32);

impl Numbers {
    fn next(&mut self) -> Ref {
        self.0 += 1;
        Ref::new(self.0)
    }

    fn several(&mut self, many: usize) -> Vec<Ref> {
        (0..many).map(|_| self.next()).collect()
    }
}

/// The file; none where a font cannot be cut down.
pub(crate) fn write(mut book: Book<'_>, paper: &Paper) -> Option<Vec<u8>> {
    let mut pdf = Pdf::new();
    let mut numbers = Numbers(0);
    let (catalog, tree) = (numbers.next(), numbers.next());
    let pages = numbers.several(book.pages.len());
    let fonts = numbers.several(book.faces.used.len());
    let links = numbers.several(book.pages.iter().map(|page| page.links.len()).sum());
    for (index, (id, page)) in pages.iter().zip(std::mem::take(&mut book.pages)).enumerate() {
        write_page(
            &mut pdf,
            &mut numbers,
            &book,
            PageFacts { id: *id, tree, index, pages: &pages, fonts: &fonts, links: &links },
            page,
        );
    }
    for (id, face) in fonts.iter().zip(&book.faces.used) {
        write_font(&mut pdf, &mut numbers, *id, face)?;
    }
    let parts = book.tags.write(&mut pdf, &mut || numbers.next(), &pages, &links);
    let outline = write_outline(&mut pdf, &mut numbers, &book, &pages);
    let title = format!("{} {}", paper.subject, paper.kind.title());
    write_info(&mut pdf, &mut numbers, paper, &title);
    let metadata = numbers.next();
    let description = description(&title);
    pdf.metadata(metadata, description.as_bytes());
    pdf.pages(tree).kids(pages.iter().copied()).count(i32::try_from(pages.len()).unwrap_or(i32::MAX));
    let mut root = pdf.catalog(catalog);
    root.pages(tree).metadata(metadata).lang(TextStr("zh-CN"));
    root.viewer_preferences().display_doc_title(true);
    root.mark_info().marked(true);
    root.pair(Name(b"StructTreeRoot"), parts);
    if let Some(outline) = outline {
        root.outlines(outline).page_mode(PageMode::UseOutlines);
    }
    root.finish();
    Some(pdf.finish())
}

/// What a page has to know of the file.
struct PageFacts<'a> {
    id: Ref,
    tree: Ref,
    index: usize,
    pages: &'a [Ref],
    fonts: &'a [Ref],
    links: &'a [Ref],
}

fn write_page(pdf: &mut Pdf, numbers: &mut Numbers, book: &Book<'_>, facts: PageFacts<'_>, page: Page) {
    let PageFacts { id, tree, index, pages, fonts, links } = facts;
    let content = numbers.next();
    let compressed = compress_to_vec_zlib(&page.content.finish(), LEVEL);
    pdf.stream(content, &compressed).filter(Filter::FlateDecode);
    let mut written = pdf.page(id);
    written.parent(tree).contents(content).media_box(Rect::new(0.0, 0.0, book.width, book.height));
    written.struct_parents(i32::try_from(index).unwrap_or(i32::MAX)).tab_order(TabOrder::StructureOrder);
    {
        let mut resources = written.resources();
        let mut dictionary = resources.fonts();
        for (face, font) in fonts.iter().enumerate() {
            dictionary.pair(Name(face_name(face).as_bytes()), *font);
        }
    }
    if !page.links.is_empty() {
        written.annotations(page.links.iter().map(|link| links[link.number]));
    }
    written.finish();
    for link in &page.links {
        let mut annotation = pdf.annotation(links[link.number]);
        annotation.subtype(AnnotationType::Link).rect(link.area).contents(TextStr(&link.label));
        annotation.border(0.0, 0.0, 0.0, None);
        annotation.struct_parent(i32::try_from(pages.len() + link.number).unwrap_or(i32::MAX));
        annotation.action().action_type(ActionType::Uri).uri(Str(link.address.as_bytes()));
    }
}

/// A face as a font of numbered glyphs (Type 0), with the way back to letters for those who search.
fn write_font(pdf: &mut Pdf, numbers: &mut Numbers, id: Ref, used: &UsedFace<'_>) -> Option<()> {
    let (glyphs, descriptor, file, letters) =
        (numbers.next(), numbers.next(), numbers.next(), numbers.next());
    let face = &used.face;
    let postscript = face.tables().cff.is_some() && face.tables().glyf.is_none();
    let name = font_name(used);
    let thousandths = |units: f32| units / f32::from(face.units_per_em()) * 1000.0;
    let mut font = pdf.type0_font(id);
    font.base_font(Name(name.as_bytes())).encoding_predefined(Name(b"Identity-H"));
    font.descendant_font(glyphs).to_unicode(letters);
    font.finish();

    let system = SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };
    let mut font = pdf.cid_font(glyphs);
    font.subtype(if postscript { CidFontType::Type0 } else { CidFontType::Type2 });
    font.base_font(Name(name.as_bytes()))
        .system_info(system)
        .font_descriptor(descriptor)
        .default_width(1000.0);
    if !postscript {
        font.cid_to_gid_map_predefined(Name(b"Identity"));
    }
    {
        let mut widths = font.widths();
        let embedded = (0..).zip(used.glyphs.remapped_gids());
        let each = embedded.map(|(number, old)| (number, used.advance(ttf_parser::GlyphId(old)) * 1000.0));
        for (first, same) in runs(each.collect()) {
            widths.consecutive(first, same);
        }
    }
    font.finish();

    let bounds = face.global_bounding_box();
    let bounds =
        [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max].map(|at| thousandths(f32::from(at)));
    let height = face.capital_height().unwrap_or_else(|| face.ascender());
    let mut described = pdf.font_descriptor(descriptor);
    described
        .name(Name(name.as_bytes()))
        .flags(FontFlags::SYMBOLIC)
        .bbox(Rect::new(bounds[0], bounds[1], bounds[2], bounds[3]))
        .italic_angle(face.italic_angle())
        .ascent(thousandths(f32::from(face.ascender())))
        .descent(thousandths(f32::from(face.descender())))
        .cap_height(thousandths(f32::from(height)))
        .stem_v(if face.is_bold() { 140.0 } else { 80.0 });
    if postscript {
        described.font_file3(file);
    } else {
        described.font_file2(file);
    }
    described.finish();

    let subset = subsetter::subset(used.bytes, used.index, &used.glyphs).ok()?;
    let outlines = if postscript {
        let raw = RawFace::parse(&subset, 0).ok()?;
        raw.table(Tag::from_bytes(b"CFF "))?.to_vec()
    } else {
        subset
    };
    let compressed = compress_to_vec_zlib(&outlines, LEVEL);
    let mut stream = pdf.stream(file, &compressed);
    stream.filter(Filter::FlateDecode);
    if postscript {
        stream.pair(Name(b"Subtype"), Name(b"CIDFontType0C"));
    } else {
        stream.pair(Name(b"Length1"), i32::try_from(outlines.len()).unwrap_or(i32::MAX));
    }
    stream.finish();

    let system = SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"UCS"), supplement: 0 };
    let mut map = UnicodeCmap::new(Name(b"Letters"), system);
    for (number, letter) in &used.letters {
        map.pair(*number, *letter);
    }
    let map = compress_to_vec_zlib(&map.finish(), LEVEL);
    pdf.stream(letters, &map).filter(Filter::FlateDecode);
    Some(())
}

/// Widths in stretches without a gap, leaving out those that are one em wide, which is taken for granted.
fn runs(widths: Vec<(u16, f32)>) -> Vec<(u16, Vec<f32>)> {
    let mut runs: Vec<(u16, Vec<f32>)> = Vec::new();
    for (number, width) in widths.into_iter().filter(|(_, width)| (width - 1000.0).abs() > 0.5) {
        match runs.last_mut() {
            Some((first, run)) if usize::from(*first) + run.len() == usize::from(number) => run.push(width),
            _ => runs.push((number, vec![width])),
        }
    }
    runs
}

/// The face's own name behind six letters that stand for what was kept of it, as the format asks.
fn font_name(used: &UsedFace<'_>) -> String {
    let names = used.face.names().into_iter();
    let own = names.filter(|name| name.name_id == ttf_parser::name_id::POST_SCRIPT_NAME);
    let own = own.filter_map(|name| name.to_string()).next().unwrap_or_else(|| "Font".to_owned());
    let own: String = own.chars().filter(|letter| letter.is_ascii_alphanumeric() || *letter == '-').collect();
    // FNV-1a over the glyphs.
    let mut digest = used.glyphs.remapped_gids().fold(0xcbf2_9ce4_8422_2325_u64, |digest, glyph| {
        (digest ^ u64::from(glyph)).wrapping_mul(0x0100_0000_01b3)
    });
    let mut tag = String::new();
    for _ in 0..6 {
        tag.push(char::from(b'A' + u8::try_from(digest % 26).unwrap_or_default()));
        digest /= 26;
    }
    format!("{tag}+{own}")
}

/// Bookmarks: headings, and below them what they head.
fn write_outline(pdf: &mut Pdf, numbers: &mut Numbers, book: &Book<'_>, pages: &[Ref]) -> Option<Ref> {
    let places = &book.places;
    if places.is_empty() {
        return None;
    }
    let root = numbers.next();
    let ids = numbers.several(places.len());
    let parent = |index: usize| {
        let above = places[index].inner.then(|| places[..index].iter().rposition(|place| !place.inner));
        above.flatten()
    };
    let children = |of: Option<usize>| -> Vec<usize> {
        (0..places.len()).filter(|index| parent(*index) == of && Some(*index) != of).collect()
    };
    let top = children(None);
    let mut outline = pdf.outline(root);
    outline.first(ids[*top.first()?]).last(ids[*top.last()?]);
    outline.count(i32::try_from(top.len()).unwrap_or(i32::MAX));
    outline.finish();
    for (index, place) in places.iter().enumerate() {
        let above = parent(index);
        let siblings = children(above);
        let at = siblings.iter().position(|sibling| *sibling == index).unwrap_or_default();
        let inner = children(Some(index));
        let mut item = pdf.outline_item(ids[index]);
        item.title(TextStr(&place.title)).parent(above.map_or(root, |above| ids[above]));
        if at > 0 {
            item.prev(ids[siblings[at - 1]]);
        }
        if let Some(next) = siblings.get(at + 1) {
            item.next(ids[*next]);
        }
        if let (Some(first), Some(last)) = (inner.first(), inner.last()) {
            // Closed: the reader sees the parts first.
            item.first(ids[*first]).last(ids[*last]);
            item.count(-i32::try_from(inner.len()).unwrap_or(i32::MAX));
        }
        item.flags(OutlineItemFlags::empty());
        item.dest().page(pages[place.page]).xyz(0.0, book.height - place.y, None);
    }
    Some(root)
}

fn write_info(pdf: &mut Pdf, numbers: &mut Numbers, paper: &Paper, title: &str) {
    let mut info = pdf.document_info(numbers.next());
    info.title(TextStr(title)).subject(TextStr(&paper.subject)).creator(TextStr("一件事一次办"));
    if let Some(seal) = &paper.seal {
        info.author(TextStr(&seal.office));
        if let (Ok(year), Ok(month), Ok(day)) =
            (u16::try_from(seal.on.year()), u8::try_from(seal.on.month()), u8::try_from(seal.on.day()))
        {
            info.creation_date(Date::new(year).month(month).day(day));
        }
    }
}

/// Title and language once more in XML (XMP), where other programs look for them.
fn description(title: &str) -> String {
    format!(
        concat!(
            "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>",
            "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">",
            "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">",
            "<dc:format>application/pdf</dc:format>",
            "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt></dc:title>",
            "<dc:language><rdf:Bag><rdf:li>zh-CN</rdf:li></rdf:Bag></dc:language>",
            "</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end=\"r\"?>"
        ),
        escape(title)
    )
}
