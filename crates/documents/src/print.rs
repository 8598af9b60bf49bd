//! A paper as HTML for an A4 page: one `<article>` whose classes the stylesheet knows.
//!
//! `paper` and `paper-<kind>` on the article; `paper-head`, `paper-office`,
//! `paper-subject`, `paper-facts`, `paper-figures`, `paper-contents`,
//! `paper-part`, `paper-entry`, `paper-warnings`, `paper-process`,
//! `paper-closing`, `paper-foot`, `paper-code`, `paper-seal`, `paper-signed`,
//! `paper-drawn` inside. What stands for something of the catalogue carries `data-item`,
//! `data-material` or `data-element`. No inline style, no script.

use crate::{
    paper::{Body, Code, DRAWN_BOX, Entry, Fact, Figure, Key, Kind, Paper, Part, Row, Seal, Table},
    process::{process_svg, process_words},
    qr::qr_svg,
    words::day,
};

/// Text as it stands in HTML, in an element or an attribute.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            letter => out.push(letter),
        }
    }
    out
}

/// Text whose line breaks stand.
fn lines(text: &str) -> String {
    escape(text).replace('\n', "<br>")
}

/// The paper as a complete `<article>`.
pub fn print(paper: &Paper) -> String {
    let mut html = format!("<article class=\"paper paper-{}\" lang=\"zh-CN\">\n", paper.kind.class());
    head(&mut html, paper);
    for line in &paper.opening {
        html.push_str(&format!("<p class=\"paper-opening\">{}</p>\n", escape(line)));
    }
    facts(&mut html, &paper.facts);
    figures(&mut html, &paper.figures);
    if paper.kind == Kind::Guide {
        contents(&mut html, &paper.parts);
    }
    let poster = paper.kind == Kind::Poster;
    paper.parts.iter().enumerate().for_each(|(index, part)| part_of(&mut html, index, part, poster));
    if let Some(closing) = &paper.closing {
        html.push_str(&format!("<p class=\"paper-closing\"><strong>{}</strong></p>\n", escape(closing)));
    }
    foot(&mut html, paper);
    html.push_str("</article>\n");
    html
}

fn head(html: &mut String, paper: &Paper) {
    let (title, subject) = (escape(paper.kind.title()), escape(&paper.subject));
    html.push_str("<header class=\"paper-head\">\n");
    if let Some(seal) = &paper.seal {
        html.push_str(&format!("<p class=\"paper-office\">{}</p>\n", escape(&seal.office)));
    }
    // On a poster the thing itself is what one has to read from afar.
    if paper.kind == Kind::Poster {
        html.push_str(&format!("<p class=\"paper-subject\">{title}</p>\n<h1>{subject}</h1>\n"));
    } else {
        html.push_str(&format!("<h1>{title}</h1>\n<p class=\"paper-subject\">{subject}</p>\n"));
    }
    html.push_str("</header>\n");
}

fn facts(html: &mut String, facts: &[Fact]) {
    if facts.is_empty() {
        return;
    }
    html.push_str("<dl class=\"paper-facts\">\n");
    for fact in facts {
        html.push_str(&format!(
            "<div><dt>{}</dt><dd>{}</dd></div>\n",
            escape(&fact.label),
            lines(&fact.value)
        ));
    }
    html.push_str("</dl>\n");
}

fn figures(html: &mut String, figures: &[Figure]) {
    if figures.is_empty() {
        return;
    }
    html.push_str("<dl class=\"paper-figures\">\n");
    for Figure { value, unit, label, before } in figures {
        let before = before.as_ref().map_or_else(String::new, |before| {
            format!("<span class=\"paper-before\">原来{}</span>", escape(before))
        });
        html.push_str(&format!(
            "<div><dt>{}</dt><dd><b>{}</b>{}{before}</dd></div>\n",
            escape(label),
            escape(value),
            escape(unit)
        ));
    }
    html.push_str("</dl>\n");
}

fn contents(html: &mut String, parts: &[Part]) {
    html.push_str("<nav class=\"paper-contents\" aria-label=\"目录\"><ul>\n");
    for (index, part) in parts.iter().enumerate() {
        html.push_str(&format!("<li><a href=\"#part-{index}\">{}</a></li>\n", escape(&part.heading)));
    }
    html.push_str("</ul></nav>\n");
}

fn part_of(html: &mut String, index: usize, part: &Part, poster: bool) {
    html.push_str(&format!(
        "<section class=\"paper-part\" id=\"part-{index}\">\n<h2>{}</h2>\n",
        escape(&part.heading)
    ));
    for body in &part.body {
        match body {
            Body::Text(text) => html.push_str(&format!("<p>{}</p>\n", lines(text))),
            Body::Warnings(lines) => list(html, "ul class=\"paper-warnings\"", lines),
            // A poster is one page: what is long is set smaller.
            Body::List(lines) if poster && lines.len() > 12 => list(html, "ul class=\"paper-long\"", lines),
            Body::List(lines) => list(html, "ul", lines),
            Body::Entries(entries) => entries.iter().for_each(|entry| entry_of(html, entry)),
            Body::Table(table) => table_of(html, table),
            Body::Process(process) => {
                html.push_str(&format!(
                    "<figure class=\"paper-process\">{}<figcaption>\n",
                    process_svg(process)
                ));
                list(html, "ol", &process_words(process));
                html.push_str("</figcaption></figure>\n");
            }
        }
    }
    html.push_str("</section>\n");
}

/// A list; the tag may bring its class along.
fn list(html: &mut String, tag: &str, lines: &[String]) {
    html.push_str(&format!("<{tag}>\n"));
    for line in lines {
        html.push_str(&format!("<li>{}</li>\n", escape(line)));
    }
    let name = tag.split(' ').next().unwrap_or(tag);
    html.push_str(&format!("</{name}>\n"));
}

fn key(key: Option<&Key>) -> String {
    match key {
        None => String::new(),
        Some(Key::Item(id)) => format!(" data-item=\"{}\"", escape(id)),
        Some(Key::Material(id)) => format!(" data-material=\"{}\"", escape(id)),
        Some(Key::Element(id)) => format!(" data-element=\"{}\"", escape(id)),
    }
}

fn entry_of(html: &mut String, entry: &Entry) {
    html.push_str(&format!("<div class=\"paper-entry\"{}>\n", key(entry.key.as_ref())));
    html.push_str(&format!("<h3>{}</h3>\n", escape(&entry.title)));
    facts(html, &entry.facts);
    html.push_str("</div>\n");
}

fn table_of(html: &mut String, table: &Table) {
    html.push_str(&format!(
        "<table class=\"table paper-table paper-columns-{}\">\n<thead><tr>",
        table.columns.len()
    ));
    for column in &table.columns {
        html.push_str(&format!("<th scope=\"col\">{}</th>", escape(column)));
    }
    html.push_str("</tr></thead>\n<tbody>\n");
    table.rows.iter().for_each(|row| row_of(html, &table.columns, row));
    html.push_str("</tbody>\n</table>\n");
}

/// Each cell knows its column's heading, for a screen that is too narrow for a table.
fn row_of(html: &mut String, columns: &[String], row: &Row) {
    html.push_str(&format!("<tr{}>", key(row.key.as_ref())));
    for (index, cell) in row.cells.iter().enumerate() {
        if index == 0 {
            let (name, remark) = cell.split_once('\n').unwrap_or((cell, ""));
            html.push_str(&format!("<th scope=\"row\">{}", escape(name)));
            if !remark.is_empty() {
                html.push_str(&format!("<span class=\"paper-remark\">{}</span>", lines(remark)));
            }
            html.push_str("</th>");
        } else {
            let column = columns.get(index).map_or("", String::as_str);
            html.push_str(&format!("<td data-column=\"{}\">{}</td>", escape(column), lines(cell)));
        }
    }
    html.push_str("</tr>\n");
}

fn foot(html: &mut String, paper: &Paper) {
    html.push_str("<footer class=\"paper-foot\">\n");
    if let Some(Code { address, label }) = &paper.code {
        // An address too long for a code is given in words.
        let (svg, class) = match qr_svg(address, label) {
            Some(svg) => (svg, "paper-code"),
            None => (String::new(), "paper-code paper-code-words"),
        };
        let (label, address) = (escape(label), escape(address));
        html.push_str(&format!(
            "<figure class=\"{class}\">{svg}<figcaption>{label}<br><span class=\"paper-address\">{address}</span></figcaption></figure>\n"
        ));
    }
    if let Some(Seal { office, on }) = &paper.seal {
        html.push_str(&format!(
            "<p class=\"paper-seal\"><span>{}</span><span class=\"paper-seal-place\">（盖章）</span><time datetime=\"{on}\">{}</time></p>\n",
            escape(office),
            day(*on)
        ));
    }
    for who in &paper.signed_by {
        html.push_str(&format!(
            "<p class=\"paper-signed\"><span>{}（签名）</span><span>日期</span></p>\n",
            escape(who)
        ));
    }
    if !paper.drawn.is_empty() {
        let (width, height) = DRAWN_BOX;
        html.push_str(&format!(
            "<figure class=\"paper-drawn\"><figcaption>手写签名</figcaption><svg viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"手写签名\"><path d=\"{}\"/></svg></figure>\n",
            outline(&paper.drawn)
        ));
    }
    for line in &paper.footer {
        html.push_str(&format!("<p class=\"paper-small\">{}</p>\n", escape(line)));
    }
    html.push_str("</footer>\n");
}

/// The strokes as the outline of a picture.
fn outline(strokes: &[Vec<(u16, u16)>]) -> String {
    let step = |nth: usize| if nth == 0 { 'M' } else { 'L' };
    let points = strokes.iter().flat_map(|stroke| stroke.iter().enumerate());
    points.map(|(nth, (x, y))| format!("{}{x} {y}", step(nth))).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_any_text_stays_text() {
        assert_eq!(escape("<a href='x'>\"&\"</a>"), "&lt;a href=&#39;x&#39;&gt;&quot;&amp;&quot;&lt;/a&gt;");
        assert_eq!(lines("<b>\nx"), "&lt;b&gt;<br>x");
    }
}
