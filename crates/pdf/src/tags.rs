//! The structure of a paper (tagged PDF): what is a heading, a table, a list, for
//! programs that read it aloud or turn it into something else.

use pdf_writer::{
    Pdf, Ref,
    types::{ListNumbering, StructRole, TableHeaderScope},
    writers::NumberTree,
};

/// What a part of the paper is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Document,
    Title,
    Heading,
    Subheading,
    Paragraph,
    List,
    Item,
    Label,
    Body,
    Table,
    Row,
    ColumnHead,
    RowHead,
    Cell,
    Figure,
    Link,
    Contents,
    ContentsItem,
}

impl Role {
    fn structure(self) -> StructRole {
        match self {
            Self::Document => StructRole::Document,
            Self::Title => StructRole::H1,
            Self::Heading => StructRole::H2,
            Self::Subheading => StructRole::H3,
            Self::Paragraph => StructRole::P,
            Self::List => StructRole::L,
            Self::Item => StructRole::LI,
            Self::Label => StructRole::Lbl,
            Self::Body => StructRole::LBody,
            Self::Table => StructRole::Table,
            Self::Row => StructRole::TR,
            Self::ColumnHead | Self::RowHead => StructRole::TH,
            Self::Cell => StructRole::TD,
            Self::Figure => StructRole::Figure,
            Self::Link => StructRole::Link,
            Self::Contents => StructRole::TOC,
            Self::ContentsItem => StructRole::TOCI,
        }
    }

    /// The name that marks content of it on a page.
    pub(crate) fn name(self) -> pdf_writer::Name<'static> {
        self.structure().to_name()
    }
}

/// The number of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Part(usize);

/// What stands inside a part.
enum Kid {
    Part(usize),
    /// A stretch of a page's content.
    Mark {
        page: usize,
        number: i32,
    },
    /// A link's place on a page.
    Link {
        page: usize,
        number: usize,
    },
}

struct Tag {
    role: Role,
    parent: usize,
    kids: Vec<Kid>,
    alt: Option<String>,
    /// The box of a figure on its page.
    area: Option<pdf_writer::Rect>,
}

/// Where the file keeps what the tree refers to.
struct Places<'a> {
    ids: &'a [Ref],
    pages: &'a [Ref],
    links: &'a [Ref],
}

/// The tree as it grows.
pub(crate) struct Tags {
    tags: Vec<Tag>,
    open: Vec<usize>,
    /// For each page: the part of each stretch of its content.
    marks: Vec<Vec<usize>>,
    /// For each link, its part.
    links: Vec<usize>,
}

impl Tags {
    pub(crate) fn new() -> Self {
        let root = Tag { role: Role::Document, parent: 0, kids: Vec::new(), alt: None, area: None };
        Self { tags: vec![root], open: vec![0], marks: Vec::new(), links: Vec::new() }
    }

    /// A part inside the one that is open.
    pub(crate) fn part(&mut self, role: Role) -> Part {
        let parent = self.open.last().copied().unwrap_or_default();
        let number = self.tags.len();
        self.tags.push(Tag { role, parent, kids: Vec::new(), alt: None, area: None });
        self.tags[parent].kids.push(Kid::Part(number));
        Part(number)
    }

    /// Opens a part: those that follow stand inside it.
    pub(crate) fn open(&mut self, role: Role) -> Part {
        let part = self.part(role);
        self.open.push(part.0);
        part
    }

    /// Goes back into a part that was made before.
    pub(crate) fn enter(&mut self, part: Part) {
        self.open.push(part.0);
    }

    /// Closes what was opened last.
    pub(crate) fn close(&mut self) {
        self.open.pop();
    }

    /// What a part is.
    pub(crate) fn role(&self, part: Part) -> Role {
        self.tags[part.0].role
    }

    /// What a figure shows, in words, and where it stands on its page.
    pub(crate) fn describe(&mut self, part: Part, alt: String, area: pdf_writer::Rect) {
        self.tags[part.0].alt = Some(alt);
        self.tags[part.0].area = Some(area);
    }

    /// The number of the next stretch of content on a page, which belongs to the part.
    pub(crate) fn mark(&mut self, part: Part, page: usize) -> i32 {
        if self.marks.len() <= page {
            self.marks.resize_with(page + 1, Vec::new);
        }
        let number = i32::try_from(self.marks[page].len()).unwrap_or(i32::MAX);
        self.marks[page].push(part.0);
        self.tags[part.0].kids.push(Kid::Mark { page, number });
        number
    }

    /// A link that belongs to the part; returns its number in the file.
    pub(crate) fn link(&mut self, part: Part, page: usize) -> usize {
        let number = self.links.len();
        self.tags[part.0].kids.push(Kid::Link { page, number });
        self.links.push(part.0);
        number
    }

    /// Writes the tree; returns its root.
    /// A page's key in it is the page's number, a link's key follows those of the pages.
    pub(crate) fn write(
        &self,
        pdf: &mut Pdf,
        next: &mut impl FnMut() -> Ref,
        pages: &[Ref],
        links: &[Ref],
    ) -> Ref {
        let root = next();
        let ids: Vec<Ref> = self.tags.iter().map(|_| next()).collect();
        let lists: Vec<Ref> = self.marks.iter().map(|_| next()).collect();
        for (list, marks) in lists.iter().zip(&self.marks) {
            pdf.indirect(*list).array().items(marks.iter().map(|part| ids[*part]));
        }
        let mut tree = pdf.indirect(root).start::<pdf_writer::writers::StructTreeRoot<'_>>();
        tree.child(ids[0]);
        {
            let mut parents: NumberTree<'_, Ref> = tree.parent_tree();
            let mut entries = parents.nums();
            let mut key = 0;
            for list in &lists {
                entries.insert(key, *list);
                key += 1;
            }
            key = i32::try_from(pages.len()).unwrap_or(i32::MAX);
            for part in &self.links {
                entries.insert(key, ids[*part]);
                key += 1;
            }
        }
        tree.parent_tree_next_key(i32::try_from(pages.len() + self.links.len()).unwrap_or(i32::MAX));
        drop(tree);
        for (tag, id) in self.tags.iter().zip(&ids) {
            let parent = if *id == ids[0] { root } else { ids[tag.parent] };
            self.write_tag(pdf, tag, *id, parent, &Places { ids: &ids, pages, links });
        }
        root
    }

    fn write_tag(&self, pdf: &mut Pdf, tag: &Tag, id: Ref, parent: Ref, places: &Places<'_>) {
        let mut element = pdf.struct_element(id);
        element.kind(tag.role.structure());
        element.parent(parent);
        if let Some(alt) = &tag.alt {
            element.alt(pdf_writer::TextStr(alt));
        }
        match tag.role {
            Role::ColumnHead => {
                element.attributes().push().table().scope(TableHeaderScope::Column);
            }
            Role::RowHead => {
                element.attributes().push().table().scope(TableHeaderScope::Row);
            }
            Role::List => {
                element.attributes().push().list().list_numbering(ListNumbering::None);
            }
            Role::Figure => {
                if let Some(area) = tag.area {
                    element.attributes().push().layout().bbox(area);
                }
            }
            _ => {}
        }
        let mut children = element.children();
        for kid in &tag.kids {
            match kid {
                Kid::Part(number) => {
                    children.struct_element(places.ids[*number]);
                }
                Kid::Mark { page, number } => {
                    children.marked_content_ref().page(places.pages[*page]).marked_content_id(*number);
                }
                Kid::Link { page, number } => {
                    children.object_ref().page(places.pages[*page]).object(places.links[*number]);
                }
            }
        }
    }
}
