//! A page as it arrived: its words, links and forms, and what is wrong with its markup.

use std::collections::BTreeSet;

use axum::http::{HeaderMap, StatusCode};
use scraper::{ElementRef, Html, Selector};

/// A page.
pub struct Page {
    /// Where it was in the end.
    pub address: String,
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its markup.
    pub markup: String,
    /// The same as it came: of what is no page, but a file.
    pub bytes: Vec<u8>,
    html: Html,
}

/// A form as a browser would send it.
#[derive(Debug, Clone)]
pub struct Form {
    pub(crate) action: String,
    pub(crate) post: bool,
    pub(crate) values: Vec<(String, String)>,
    /// Name, file name, content; none unless the form is sent in parts.
    pub(crate) files: Option<Vec<(String, String, Vec<u8>)>>,
    /// What the browser says of where the form stands.
    pub(crate) site: &'static str,
}

impl Form {
    /// An empty form that is posted to this address.
    pub fn post(action: &str) -> Self {
        Self { action: action.to_owned(), post: true, values: Vec::new(), files: None, site: "same-origin" }
    }

    /// With this value in place of what stood there.
    #[must_use]
    pub fn with(self, name: &str, value: &str) -> Self {
        self.without(name).and(name, value)
    }

    /// Without that value.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.values.retain(|(known, _)| known != name);
        self
    }

    /// With this value beside others of that name.
    #[must_use]
    pub fn and(mut self, name: &str, value: &str) -> Self {
        self.values.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Sent from a page of another site.
    #[must_use]
    pub fn from_another_site(self) -> Self {
        Self { site: "cross-site", ..self }
    }

    /// Sent in parts, as forms are that may bring files.
    #[must_use]
    pub fn in_parts(mut self) -> Self {
        self.files.get_or_insert_default();
        self
    }

    /// With a file.
    #[must_use]
    pub fn with_file(mut self, name: &str, file: &str, content: &[u8]) -> Self {
        let files = self.files.get_or_insert_default();
        files.push((name.to_owned(), file.to_owned(), content.to_vec()));
        self
    }

    /// The value that stands there.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.values.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

impl Page {
    pub(crate) fn new(address: String, status: StatusCode, headers: HeaderMap, bytes: &[u8]) -> Self {
        let markup = String::from_utf8_lossy(bytes).into_owned();
        let html = Html::parse_document(&markup);
        Self { address, status, headers, markup, bytes: bytes.to_vec(), html }
    }

    /// Its words, without markup.
    pub fn text(&self) -> String {
        let main = self.all("main").into_iter().next().unwrap_or_else(|| self.html.root_element());
        main.text().map(str::trim).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// The words of the first element that fits.
    pub fn text_of(&self, selector: &str) -> Option<String> {
        self.texts_of(selector).into_iter().next()
    }

    /// The words of every element that fits.
    pub fn texts_of(&self, selector: &str) -> Vec<String> {
        let words = |element: ElementRef<'_>| element.text().collect::<String>().trim().to_owned();
        self.all(selector).into_iter().map(words).collect()
    }

    /// A header as text; empty where it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("is text"))
    }

    /// The value of the first control of that name, hidden ones too.
    pub fn hidden(&self, name: &str) -> String {
        let found = self.attributes(&format!("[name='{name}'][value]"), "value").into_iter().next();
        found.unwrap_or_else(|| panic!("no field {name} at {}: {}", self.address, self.text()))
    }

    /// Addresses that begin so and to which something on the page leads, each once.
    pub fn links_to(&self, beginning: &str) -> Vec<String> {
        let mut found = self.attributes(&format!("[href^='{beginning}']"), "href");
        let mut known = BTreeSet::new();
        found.retain(|address| known.insert(address.clone()));
        found
    }

    /// Says so if these words are not on the page.
    #[track_caller]
    pub fn shows(&self, words: &str) -> &Self {
        assert!(self.markup.contains(words), "{words} is not in {}: {}", self.status, self.text());
        self
    }

    /// Says so if these words are on the page.
    #[track_caller]
    pub fn does_not_show(&self, words: &str) -> &Self {
        assert!(!self.markup.contains(words), "{words} is in {}", self.text());
        self
    }

    /// Whether anything fits.
    pub fn has(&self, selector: &str) -> bool {
        !self.all(selector).is_empty()
    }

    /// The attribute of everything that fits and has it.
    pub fn attributes(&self, selector: &str, attribute: &str) -> Vec<String> {
        let all = self.all(selector);
        all.iter().filter_map(|element| element.value().attr(attribute)).map(str::to_owned).collect()
    }

    /// Addresses of this installation that the page links to.
    pub fn links(&self) -> Vec<String> {
        let hrefs = self.attributes("a[href], link[href]", "href");
        let sources = self.attributes("img[src], script[src]", "src");
        let all = hrefs.into_iter().chain(sources).filter(|link| !link.starts_with('#'));
        let all = all.filter(|link| !["tel:", "mailto:", "data:"].iter().any(|kind| link.starts_with(kind)));
        all.map(|link| join(&self.address, &link)).collect()
    }

    /// The first form that fits, filled in as it stands on the page.
    pub fn form(&self, selector: &str) -> Form {
        self.forms(selector).into_iter().next().unwrap_or_else(|| {
            panic!("no form {selector} at {} ({}):\n{}", self.address, self.status, self.text())
        })
    }

    /// Every form that fits.
    pub fn forms(&self, selector: &str) -> Vec<Form> {
        self.all(selector).into_iter().map(|form| self.read(form)).collect()
    }

    /// Names of the controls of the first form that fits which a person fills in, with what they are.
    pub fn controls(&self, selector: &str) -> Vec<Control> {
        let Some(form) = self.all(selector).into_iter().next() else { return Vec::new() };
        let mut controls: Vec<Control> = Vec::new();
        for element in form.select(&select("input[name], select[name], textarea[name]")) {
            let tag = element.value();
            let kind = tag.attr("type").unwrap_or(tag.name()).to_owned();
            if matches!(kind.as_str(), "hidden" | "submit") {
                continue;
            }
            let name = tag.attr("name").unwrap_or_default().to_owned();
            let options = match kind.as_str() {
                "radio" | "checkbox" => vec![tag.attr("value").unwrap_or("on").to_owned()],
                "select" => element
                    .select(&select("option"))
                    .map(|option| option_value(&option))
                    .filter(|value| !value.is_empty())
                    .collect(),
                _ => Vec::new(),
            };
            match controls.iter_mut().find(|known| known.name == name) {
                Some(known) => known.options.extend(options),
                None => controls.push(Control { name, kind, options }),
            }
        }
        controls
    }

    fn read(&self, form: ElementRef<'_>) -> Form {
        let tag = form.value();
        let multipart = tag.attr("enctype").is_some_and(|kind| kind.contains("multipart"));
        let mut values = Vec::new();
        for element in form.select(&select("input[name], select[name], textarea[name]")) {
            let own = element.value();
            if own.attr("disabled").is_some() {
                continue;
            }
            let name = own.attr("name").unwrap_or_default().to_owned();
            match own.attr("type").unwrap_or(own.name()) {
                "radio" | "checkbox" if own.attr("checked").is_none() => {}
                "radio" | "checkbox" => values.push((name, own.attr("value").unwrap_or("on").to_owned())),
                "submit" | "file" => {}
                "textarea" => values.push((name, element.text().collect())),
                "select" => {
                    let options: Vec<_> = element.select(&select("option")).collect();
                    let chosen = options.iter().find(|option| option.value().attr("selected").is_some());
                    values.extend(chosen.or(options.first()).map(|option| (name, option_value(option))));
                }
                _ => values.push((name, own.attr("value").unwrap_or_default().to_owned())),
            }
        }
        Form {
            action: join(&self.address, tag.attr("action").unwrap_or_default()),
            post: tag.attr("method").is_some_and(|method| method.eq_ignore_ascii_case("post")),
            values,
            files: multipart.then(Vec::new),
            site: "same-origin",
        }
    }

    fn all(&self, selector: &str) -> Vec<ElementRef<'_>> {
        self.html.select(&select(selector)).collect()
    }

    /// Everything that keeps the page from being read by everybody, or that runs code of its own.
    pub fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let mut ids = BTreeSet::new();
        for id in self.attributes("[id]", "id") {
            if !ids.insert(id.clone()) {
                faults.push(format!("the id {id} stands twice"));
            }
        }
        let labelled: BTreeSet<_> = self.attributes("label[for]", "for").into_iter().collect();
        for control in self.all("input, select, textarea") {
            let tag = control.value();
            let hidden = matches!(tag.attr("type"), Some("hidden" | "submit"));
            let named = tag.attr("aria-label").is_some() || tag.attr("aria-labelledby").is_some();
            let by_label = tag.attr("id").is_some_and(|id| labelled.contains(id));
            let within = control
                .ancestors()
                .filter_map(ElementRef::wrap)
                .any(|parent| parent.value().name() == "label");
            if !(hidden || named || by_label || within) {
                faults.push(format!("no label for {}", control.html()));
            }
        }
        for reference in ["for", "aria-labelledby", "aria-describedby"] {
            for list in self.attributes(&format!("[{reference}]"), reference) {
                let lost: Vec<_> = list.split_whitespace().filter(|id| !ids.contains(*id)).collect();
                if !lost.is_empty() {
                    faults.push(format!("{reference} names {lost:?}, which is not there"));
                }
            }
        }
        for button in self.all("button, a[href]") {
            let words = button.text().any(|text| !text.trim().is_empty());
            let named = button.value().attr("aria-label").is_some()
                || button.select(&select("img[alt]")).next().is_some();
            if !words && !named {
                faults.push(format!("no name for {}", button.html()));
            }
        }
        for element in self.all("*") {
            let tag = element.value();
            let own_code = tag.attrs().any(|(name, _)| name.starts_with("on") || name == "style");
            if own_code || (tag.name() == "script" && tag.attr("src").is_none()) || tag.name() == "style" {
                faults.push(format!("code or style of its own in <{}>", tag.name()));
            }
        }
        if self.all("h1").len() != 1 {
            faults.push(format!("{} main headings", self.all("h1").len()));
        }
        if self.attributes("html", "lang") != ["zh-CN"] {
            faults.push("the language is not said".into());
        }
        for (mark, of) in [("{{", "a placeholder"), ("zh-CN.", "a key without words")] {
            if self.text().contains(mark) {
                faults.push(format!("{of} is shown"));
            }
        }
        faults
    }
}

/// A control that a person fills in.
#[derive(Debug, Clone)]
pub struct Control {
    /// Its name.
    pub name: String,
    /// `text`, `radio`, `checkbox`, `select`, `file` …
    pub kind: String,
    /// What can be chosen.
    pub options: Vec<String>,
}

fn option_value(option: &ElementRef<'_>) -> String {
    option
        .value()
        .attr("value")
        .map_or_else(|| option.text().collect::<String>().trim().to_owned(), str::to_owned)
}

fn select(selector: &str) -> Selector {
    Selector::parse(selector).unwrap_or_else(|error| panic!("{selector}: {error}"))
}

/// An address found on a page, without the installation's own name in front.
pub(crate) fn join(from: &str, to: &str) -> String {
    let to = to.strip_prefix("http://127.0.0.1:8080").unwrap_or(to);
    if to.starts_with('/') || to.contains("://") {
        return if to.is_empty() { "/".into() } else { to.to_owned() };
    }
    let path = from.split(['?', '#']).next().unwrap_or_default();
    if to.is_empty() {
        return path.to_owned();
    }
    if to.starts_with('?') || to.starts_with('#') {
        return format!("{path}{to}");
    }
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    format!("{folder}/{to}")
}
