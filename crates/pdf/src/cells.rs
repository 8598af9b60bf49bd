//! Tables and particulars: columns as wide as what stands in them asks for, rows
//! that stay whole, and the head again on every page.

use documents::{Fact, Figure, Table};

use crate::{
    book::{Area, Book, count},
    flow::{Flow, fitting},
    ink::{Colour, Style},
    line::Line,
    tags::{Part, Role},
};

/// Space above and below the text of a cell.
const ABOVE: f32 = 3.6;
/// Space between two columns.
const BETWEEN: f32 = 10.0;
/// Space at the edges of a table.
const EDGE: f32 = 5.0;
/// The least width of a column, in letters.
const LETTERS: f32 = 4.2;
/// The least width of the first, which names the row.
const NAME: f32 = 10.0;

/// Text of a cell in the style that its lines are set in.
struct Cell {
    lines: Vec<(Line, Style)>,
}

impl Cell {
    fn height(&self) -> f32 {
        self.lines.iter().map(|(_, style)| style.step()).sum()
    }
}

/// A row's cells on the page: from which line of each, and how many.
struct Slice {
    from: Vec<usize>,
    many: Vec<usize>,
}

impl Flow<'_, '_> {
    /// A table.
    pub(crate) fn table(&mut self, table: &Table) {
        if table.rows.is_empty() {
            return;
        }
        let columns = self.columns(table);
        let head: Vec<Cell> = table
            .columns
            .iter()
            .zip(&columns)
            .map(|(text, (_, width))| {
                let style = Style::SMALL.bold().in_colour(Colour::DEEP);
                Cell {
                    lines: self
                        .book
                        .lines(text, style, *width)
                        .into_iter()
                        .map(|line| (line, style))
                        .collect(),
                }
            })
            .collect();
        let rows: Vec<Vec<Cell>> = table
            .rows
            .iter()
            .map(|row| {
                let cells = row.cells.iter().zip(&columns).enumerate();
                cells.map(|(index, (text, (_, width)))| self.cell(text, *width, index == 0)).collect()
            })
            .collect();
        let head_height = height_of(&head);
        let whole = self.room() - head_height;
        let first = rows.first().map_or(0.0, |row| height_of(row).min(whole));
        self.begin(head_height + first);
        self.book.tags.open(Role::Table);
        let row = self.book.tags.part(Role::Row);
        self.head(&head, &columns, Some(row));
        for cells in &rows {
            let row = self.book.tags.part(Role::Row);
            self.row(cells, &columns, &head, row);
        }
        self.book.tags.close();
        self.y += 6.0;
    }

    /// The table's head; said again on a later page, it is no part of the paper.
    fn head(&mut self, head: &[Cell], columns: &[(f32, f32)], row: Option<Part>) {
        let (page, y, height) = (self.page, self.y, height_of(head));
        let ground = Area { x: self.left(), y, width: self.width(), height };
        self.book.beside(page, |book| {
            book.fill(page, ground, Colour::TINT);
            let edge = [(ground.x, y + height), (ground.x + ground.width, y + height)];
            book.rule(page, &edge, 0.9, Colour::TEAL);
        });
        let draw = |book: &mut Book<'_>, cell: &Cell, x: f32| {
            let mut y = y + ABOVE;
            for (line, style) in &cell.lines {
                book.line(page, line, *style, x, y, 0.0);
                y += style.step();
            }
        };
        match row {
            Some(row) => {
                self.book.tags.enter(row);
                for (cell, (x, _)) in head.iter().zip(columns) {
                    let part = self.book.tags.part(Role::ColumnHead);
                    self.book.within(part, page, |book| draw(book, cell, *x));
                }
                self.book.tags.close();
            }
            None => self.book.beside(page, |book| {
                head.iter().zip(columns).for_each(|(cell, (x, _))| draw(book, cell, *x));
            }),
        }
        self.y += height;
    }

    /// A row. It stays whole, unless it would leave half a page empty or fits on no page.
    fn row(&mut self, cells: &[Cell], columns: &[(f32, f32)], head: &[Cell], row: Part) {
        let height = height_of(cells);
        let left = self.bottom() - self.y;
        let whole = self.room() - height_of(head);
        let split = height > whole || (height > left && left > self.room() * 0.4);
        if height > left && !split {
            self.turn();
            self.head(head, columns, None);
        }
        self.book.tags.enter(row);
        let parts: Vec<Part> = (0..cells.len())
            .map(|index| self.book.tags.part(if index == 0 { Role::RowHead } else { Role::Cell }))
            .collect();
        self.book.tags.close();
        let mut from = vec![0; cells.len()];
        loop {
            let room = self.bottom() - self.y - 2.0 * ABOVE;
            let many: Vec<usize> =
                cells.iter().zip(&from).map(|(cell, from)| fits(cell, *from, room)).collect();
            if many.iter().all(|many| *many == 0)
                && cells.iter().zip(&from).any(|(cell, from)| *from < cell.lines.len())
            {
                self.turn();
                self.head(head, columns, None);
                continue;
            }
            self.slice(cells, columns, &parts, &Slice { from: from.clone(), many: many.clone() });
            from.iter_mut().zip(many).for_each(|(from, many)| *from += many);
            if cells.iter().zip(&from).all(|(cell, from)| *from >= cell.lines.len()) {
                return;
            }
            self.turn();
            self.head(head, columns, None);
        }
    }

    fn slice(&mut self, cells: &[Cell], columns: &[(f32, f32)], parts: &[Part], slice: &Slice) {
        let (page, y) = (self.page, self.y);
        let mut height: f32 = 0.0;
        for (index, cell) in cells.iter().enumerate() {
            let lines = &cell.lines[slice.from[index]..slice.from[index] + slice.many[index]];
            let (x, width) = columns[index];
            let mut down = ABOVE;
            self.book.within(parts[index], page, |book| {
                for (line, style) in lines {
                    let room = Book::room(line, *style, width);
                    book.line(page, line, *style, x, y + down, if width > 150.0 { room } else { 0.0 });
                    down += style.step();
                }
            });
            height = height.max(down + ABOVE);
        }
        self.y += height;
        let edge = [(self.left(), self.y), (self.left() + self.width(), self.y)];
        self.book.beside(page, |book| book.rule(page, &edge, 0.5, Colour::LINE));
    }

    fn cell(&mut self, text: &str, width: f32, names: bool) -> Cell {
        let mut lines = Vec::new();
        for (index, text) in text.split('\n').enumerate() {
            let style = match (names, index) {
                (true, 0) => Style::SMALL.bold(),
                (true, _) => Style::SMALL.sized(8.25).in_colour(Colour::SOFT),
                (false, _) => Style::SMALL,
            };
            lines.extend(self.book.lines(text, style, width).into_iter().map(|line| (line, style)));
        }
        Cell { lines }
    }

    /// Left edge and width of each column. A column that needs less than its share leaves the rest
    /// to those that need more; those share by how much they have to say.
    fn columns(&mut self, table: &Table) -> Vec<(f32, f32)> {
        let many = table.columns.len().max(1);
        let room = self.width() - 2.0 * EDGE - BETWEEN * count(many - 1);
        let mut needs: Vec<(f32, f32)> = Vec::new();
        for (index, column) in table.columns.iter().enumerate() {
            let mut widest = self.book.width_of(column, Style::SMALL.bold());
            let mut said = widest;
            for row in &table.rows {
                let Some(text) = row.cells.get(index) else { continue };
                for (line, text) in text.split('\n').enumerate() {
                    let style = if index == 0 && line == 0 { Style::SMALL.bold() } else { Style::SMALL };
                    let width = self.book.width_of(text, style);
                    widest = widest.max(width);
                    said += width;
                }
            }
            needs.push((widest + 1.0, said));
        }
        let widths = shares(&needs, room, |index| {
            let letters = if index == 0 && many > 2 { NAME } else { LETTERS };
            letters * Style::SMALL.size
        });
        let mut x = self.left() + EDGE;
        let place = |width: f32| {
            let at = x;
            x += width + BETWEEN;
            (at, width)
        };
        widths.into_iter().map(place).collect()
    }

    /// Labels with their values, line by line; short ones two in a row where they stand at the
    /// head of a paper.
    pub(crate) fn facts(&mut self, facts: &[Fact], head: bool) {
        let (style, soft) = if head {
            (Style::BODY.sized(10.0), Style::BODY.sized(10.0).in_colour(Colour::SOFT))
        } else {
            (Style::SMALL, Style::SMALL.in_colour(Colour::SOFT))
        };
        let longest = facts.iter().map(|fact| self.book.width_of(&fact.label, soft)).fold(0.0, f32::max);
        let label = longest.min(110.0) + 12.0;
        let half = (self.width() - 14.0) / 2.0;
        self.book.tags.open(Role::List);
        let mut rest = facts;
        while let Some(fact) = rest.first() {
            let short = |flow: &mut Self, fact: &Fact| {
                !fact.value.contains('\n') && label + flow.book.width_of(&fact.value, style) <= half
            };
            let pair = head && rest.len() > 1 && short(self, fact) && short(self, &rest[1]);
            let (row, after) = rest.split_at(if pair { 2 } else { 1 });
            let width = if pair { half } else { self.width() };
            self.fact_row(row, (label, width), (soft, style), head);
            rest = after;
        }
        self.book.tags.close();
        self.y += 4.0;
    }

    fn fact_row(
        &mut self,
        row: &[Fact],
        (label, width): (f32, f32),
        (soft, style): (Style, Style),
        head: bool,
    ) {
        let around = if head { 3.2 } else { 1.4 };
        let indent = if head { 0.0 } else { 8.0 };
        let set: Vec<(Vec<Line>, Vec<Line>)> = row
            .iter()
            .map(|fact| {
                let name = self.book.lines(&fact.label, soft, label - 8.0);
                (name, self.book.lines(&fact.value, style, width - label - indent))
            })
            .collect();
        let height = set.iter().map(|(name, value)| name.len().max(value.len())).max().unwrap_or(1);
        // A long value goes on over pages; a short one stays whole.
        self.begin(style.step() * count(height.min(4)) + 2.0 * around);
        let parts: Vec<(Part, Part)> = row
            .iter()
            .map(|_| {
                self.book.tags.open(Role::Item);
                let parts = (self.book.tags.part(Role::Label), self.book.tags.part(Role::Body));
                self.book.tags.close();
                parts
            })
            .collect();
        let mut from = 0;
        while from < height {
            let many = fitting(self.bottom() - self.y - 2.0 * around, style.step()).max(1).min(height - from);
            let (page, y) = (self.page, self.y + around);
            for (index, ((name, value), (name_part, value_part))) in set.iter().zip(&parts).enumerate() {
                let x = self.left() + indent + count(index) * (width + 14.0);
                let mut draw = |part: Part, lines: &[Line], style: Style, x: f32, width: f32| {
                    let lines = &lines[from.min(lines.len())..(from + many).min(lines.len())];
                    if lines.is_empty() {
                        return;
                    }
                    self.book.within(part, page, |book| {
                        for (index, line) in lines.iter().enumerate() {
                            let room = Book::room(line, style, width);
                            book.line(page, line, style, x, y + count(index) * style.step(), room);
                        }
                    });
                };
                draw(*name_part, name, soft, x, 0.0);
                draw(*value_part, value, style, x + label, width - label - indent);
            }
            self.y += style.step() * count(many) + 2.0 * around;
            from += many;
            if from < height {
                self.turn();
            }
        }
        if head {
            let edge = [(self.left(), self.y), (self.left() + self.width(), self.y)];
            let page = self.page;
            self.book.beside(page, |book| book.rule(page, &edge, 0.5, Colour::LINE));
        }
    }

    /// The few numbers that matter most, side by side.
    pub(crate) fn figures(&mut self, figures: &[Figure]) {
        if figures.is_empty() {
            return;
        }
        const GAP: f32 = 8.0;
        const HEIGHT: f32 = 66.0;
        let many = count(figures.len());
        let width = (self.width() - GAP * (many - 1.0)) / many;
        self.space(6.0);
        self.begin(HEIGHT + 4.0);
        let (page, y, left) = (self.page, self.y, self.left());
        self.book.tags.open(Role::List);
        for (index, figure) in figures.iter().enumerate() {
            let x = left + count(index) * (width + GAP);
            let area = Area { x, y, width, height: HEIGHT };
            self.book.beside(page, |book| book.fill_round(page, area, 5.0, Colour::TINT));
            self.figure(page, figure, area);
        }
        self.book.tags.close();
        self.y += HEIGHT + 6.0;
    }

    fn figure(&mut self, page: usize, figure: &Figure, area: Area) {
        let small = Style::plain(8.5, 1.4).in_colour(Colour::SOFT);
        let unit = Style::plain(10.0, 1.3).bold().in_colour(Colour::DEEP);
        let mut large = Style::plain(25.0, 1.15).bold().in_colour(Colour::TEAL);
        let unit_width = self.book.width_of(&figure.unit, unit);
        while self.book.width_of(&figure.value, large) + unit_width > area.width - 20.0 && large.size > 13.0 {
            large = large.sized(large.size - 1.0);
        }
        let value = self.book.lines(&figure.value, large, f32::MAX);
        let value_width = self.book.width_of(&figure.value, large);
        let units = self.book.lines(&figure.unit, unit, f32::MAX);
        let label = self.book.lines(&figure.label, small, area.width - 20.0);
        let before = figure.before.as_ref().map(|before| format!("原来{before}"));
        let x = area.x + 10.0;
        // Figures and their unit stand on one line.
        let top = area.y + 7.0;
        let foot = top + 25.0 * 1.15;
        let place = |style: Style| foot - style.baseline() - 3.0;
        self.book.tags.open(Role::Item);
        self.book.block(Role::Label, page, &label, small, |_| x, area.y + 38.0);
        let part = self.book.tags.part(Role::Body);
        self.book.within(part, page, |book| {
            value.iter().for_each(|line| book.line(page, line, large, x, place(large), 0.0));
            units
                .iter()
                .for_each(|line| book.line(page, line, unit, x + value_width + 3.0, place(unit), 0.0));
            if let Some(before) = &before {
                let lines = book.lines(before, small, area.width - 20.0);
                lines.iter().for_each(|line| book.line(page, line, small, x, area.y + 50.0, 0.0));
            }
        });
        self.book.tags.close();
    }
}

fn height_of(cells: &[Cell]) -> f32 {
    cells.iter().map(Cell::height).fold(0.0, f32::max) + 2.0 * ABOVE
}

/// How many of a cell's lines fit, from one on.
fn fits(cell: &Cell, from: usize, room: f32) -> usize {
    let mut used = 0.0;
    let lines = cell.lines.iter().skip(from);
    lines
        .take_while(|(_, style)| {
            used += style.step();
            used <= room + 0.01
        })
        .count()
}

/// Shares the room out, by what each column needs at most and how much it has to say in all. None
/// that needs it gets less than the least.
fn shares(needs: &[(f32, f32)], room: f32, least: impl Fn(usize) -> f32) -> Vec<f32> {
    let total: f32 = needs.iter().map(|(widest, _)| widest).sum();
    if total <= room {
        let more = (room - total) / count(needs.len());
        return needs.iter().map(|(widest, _)| widest + more).collect();
    }
    let mut widths: Vec<Option<f32>> = vec![None; needs.len()];
    loop {
        let left: f32 = room - widths.iter().flatten().sum::<f32>();
        let open: Vec<usize> = (0..needs.len()).filter(|index| widths[*index].is_none()).collect();
        let weight = |index: usize| needs[index].1.max(1.0).sqrt();
        let weights: f32 = open.iter().map(|index| weight(*index)).sum();
        let share = |index: usize| left * weight(index) / weights;
        // Columns that need no more than their share, or little, are settled first, then those
        // that would become too narrow.
        let little = left / count(open.len()) * 0.4;
        let content = open.iter().find(|index| needs[**index].0 <= share(**index).max(little));
        let narrow = open.iter().find(|index| share(**index) < least(**index));
        match (content, narrow) {
            (Some(index), _) => widths[*index] = Some(needs[*index].0),
            (None, Some(index)) if open.len() > 1 => {
                widths[*index] = Some(least(*index).min(needs[*index].0))
            }
            _ => {
                open.iter().for_each(|index| widths[*index] = Some(share(*index)));
                return widths.into_iter().flatten().collect();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_fill_the_room_and_none_is_too_narrow() {
        for needs in [
            vec![(50.0, 200.0), (60.0, 100.0)],
            vec![(300.0, 9000.0), (60.0, 100.0), (400.0, 20_000.0), (30.0, 60.0)],
            vec![(900.0, 900.0), (800.0, 30.0)],
        ] {
            let shares = shares(&needs, 450.0, |_| 38.0);
            assert!((shares.iter().sum::<f32>() - 450.0).abs() < 1.0, "{shares:?}");
            assert!(
                shares.iter().zip(&needs).all(|(share, need)| *share >= 38.0_f32.min(need.0)),
                "{shares:?}"
            );
        }
    }

    #[test]
    fn a_column_with_little_in_it_leaves_its_room_to_the_others() {
        let shares = shares(&[(40.0, 400.0), (900.0, 90_000.0)], 450.0, |_| 38.0);
        assert!((shares[0] - 40.0).abs() < 0.01 && (shares[1] - 410.0).abs() < 0.01);
    }
}
