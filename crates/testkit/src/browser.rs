//! A real browser without a window: Debian's Chromium, driven over a pipe by its DevTools protocol.
//!
//! Clicks are clicks of a mouse at the middle of what is to be clicked, so that something
//! lying over it is noticed. Nothing is waited for by the clock: only for what is to be seen.

mod pipe;

use std::path::{Path, PathBuf};

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};

use crate::client::Control;
use pipe::{PATIENCE, Pipe};

/// A window of somebody's own: no cookies of others.
pub struct Window {
    pipe: Pipe,
    session: String,
    host: String,
    pictures: PathBuf,
    width: u32,
    taken: u32,
}

impl Window {
    /// A new window of this width in pixels, on the installation at `host` (`http://127.0.0.1:…`).
    /// Pictures go to `artifacts/<name>/`.
    pub async fn open(host: &str, width: u32, name: &str) -> Self {
        let mut pipe = Pipe::start().await;
        let target = pipe.call(None, "Target.createTarget", json!({ "url": "about:blank" })).await;
        let attach = json!({ "targetId": target["targetId"], "flatten": true });
        let attached = pipe.call(None, "Target.attachToTarget", attach).await;
        let session = attached["sessionId"].as_str().expect("a session").to_owned();
        let pictures = crate::repository().join("artifacts").join(name);
        std::fs::create_dir_all(&pictures).expect("a folder for the pictures");
        let mut window = Self { pipe, session, host: host.to_owned(), pictures, width, taken: 0 };
        for part in ["Page.enable", "Runtime.enable", "Log.enable", "DOM.enable"] {
            window.call(part, json!({})).await;
        }
        let height = if width < 600 { 812 } else { 900 };
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600 });
        window.call("Emulation.setDeviceMetricsOverride", size).await;
        window
    }

    /// Opens an address of the installation.
    pub async fn opens(&mut self, address: &str) {
        self.mark().await;
        let url =
            if address.contains("://") { address.to_owned() } else { format!("{}{address}", self.host) };
        self.call("Page.navigate", json!({ "url": url })).await;
        self.arrives().await;
    }

    /// Clicks on what leads to another page, and waits until it is there.
    pub async fn follows(&mut self, selector: &str) {
        self.mark().await;
        self.clicks(selector).await;
        self.arrives().await;
    }

    /// Clicks on the first visible element that fits.
    pub async fn clicks(&mut self, selector: &str) {
        let place = self.evaluates(&format!("({WHERE})({})", json!(selector))).await;
        if let Some(trouble) = place["trouble"].as_str() {
            let at = self.address().await;
            panic!("{selector} at {at} cannot be clicked: {trouble}");
        }
        for kind in ["mouseMoved", "mousePressed", "mouseReleased"] {
            let event =
                json!({ "type": kind, "x": place["x"], "y": place["y"], "button": "left", "clickCount": 1 });
            self.call("Input.dispatchMouseEvent", event).await;
        }
    }

    /// Presses at the first of these places of an element, as parts of its width and height, moves along the
    /// others, and lets go.
    pub async fn draws(&mut self, selector: &str, places: &[(f64, f64)]) {
        self.evaluates(&format!(
            "document.querySelector({}).scrollIntoView({{ block: 'center', behavior: 'instant' }})",
            json!(selector)
        ))
        .await;
        let area = self
            .evaluates(&format!(
                "document.querySelector({}).getBoundingClientRect().toJSON()",
                json!(selector)
            ))
            .await;
        let side = |name: &str| area[name].as_f64().expect("it is there");
        let at = |(x, y): &(f64, f64)| (side("left") + x * side("width"), side("top") + y * side("height"));
        let mut moves = places.iter().map(at);
        for (nth, (x, y)) in moves.clone().enumerate() {
            let kind = if nth == 0 { "mousePressed" } else { "mouseMoved" };
            let event =
                json!({ "type": kind, "x": x, "y": y, "button": "left", "buttons": 1, "clickCount": 1 });
            self.call("Input.dispatchMouseEvent", event).await;
        }
        let (x, y) = moves.next_back().expect("a place");
        let event = json!({ "type": "mouseReleased", "x": x, "y": y, "button": "left", "clickCount": 1 });
        self.call("Input.dispatchMouseEvent", event).await;
    }

    /// Types into a control, in place of what stands there.
    pub async fn types(&mut self, selector: &str, text: &str) {
        let typed = self.evaluates(&format!("({FOCUS})({}, {})", json!(selector), json!(text))).await;
        match typed.as_str() {
            Some("done") => {}
            Some("keys") => {
                self.call("Input.insertText", json!({ "text": text })).await;
            }
            _ => panic!("{selector} at {} cannot be typed into: {typed}", self.address().await),
        }
    }

    /// Presses enter.
    pub async fn presses_enter(&mut self) {
        for kind in ["keyDown", "keyUp"] {
            let event = json!({ "type": kind, "key": "Enter", "code": "Enter", "text": "\r", "windowsVirtualKeyCode": 13 });
            self.call("Input.dispatchKeyEvent", event).await;
        }
    }

    /// Presses enter where that leads to another page.
    pub async fn sends_by_enter(&mut self) {
        self.mark().await;
        self.presses_enter().await;
        self.arrives().await;
    }

    /// Chooses a file.
    pub async fn chooses_file(&mut self, selector: &str, file: &Path) {
        let expression = format!("document.querySelector({})", json!(selector));
        let found = self.call("Runtime.evaluate", json!({ "expression": expression })).await;
        let object = &found["result"]["objectId"];
        assert!(object.is_string(), "no {selector} for a file");
        self.call("DOM.setFileInputFiles", json!({ "files": [file], "objectId": object })).await;
    }

    /// Waits until this expression holds on the page.
    pub async fn waits_for(&mut self, condition: &str) {
        let look = format!(
            "new Promise((seen) => {{ const look = () => {{ try {{ if ({condition}) return seen(true); }} catch {{}} \
             setTimeout(look, 15); }}; look(); }})"
        );
        let seen = async {
            loop {
                // The page may go away while it is looked at: then the next one is.
                let asked = json!({ "expression": look, "awaitPromise": true, "returnByValue": true });
                if self.pipe.tries(Some(&self.session), "Runtime.evaluate", asked).await.is_ok() {
                    return;
                }
            }
        };
        if tokio::time::timeout(PATIENCE, seen).await.is_err() {
            let words = self.text().await;
            panic!("{condition} does not come about at {}:\n{words}", self.address().await);
        }
    }

    /// What an expression comes to.
    pub async fn evaluates(&mut self, expression: &str) -> Value {
        let asked = json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
        let told = self.call("Runtime.evaluate", asked).await;
        assert!(told.get("exceptionDetails").is_none(), "{expression}: {told}");
        told["result"]["value"].clone()
    }

    /// Whether anything visible fits.
    pub async fn sees(&mut self, selector: &str) -> bool {
        let look = "[...document.querySelectorAll(SELECTOR)].some((one) => one.getClientRects().length > 0)";
        self.evaluates(&look.replace("SELECTOR", &json!(selector).to_string())).await == true
    }

    /// The words on the page.
    pub async fn text(&mut self) -> String {
        self.evaluates("document.body.innerText").await.as_str().unwrap_or_default().to_owned()
    }

    /// Where the window is, without the host.
    pub async fn address(&mut self) -> String {
        self.evaluates("location.pathname + location.search").await.as_str().unwrap_or_default().to_owned()
    }

    /// Takes a picture of the whole page, and looks whether it fits into the window.
    pub async fn takes_picture(&mut self, name: &str) {
        self.taken += 1;
        let look = "Math.max(document.documentElement.scrollWidth, window.innerWidth)";
        let wide = self.evaluates(look).await.as_u64().unwrap_or_default();
        let asked = json!({ "format": "png", "captureBeyondViewport": true });
        let picture = self.call("Page.captureScreenshot", asked).await;
        let picture = STANDARD.decode(picture["data"].as_str().unwrap_or_default()).expect("a picture");
        let path = self.pictures.join(format!("{:02}-{name}-{}.png", self.taken, self.width));
        std::fs::write(&path, picture).expect("the picture is kept");
        assert!(wide <= u64::from(self.width), "{name} is {wide} wide in a window of {}", self.width);
    }

    /// The device asks for dark pages, or does not.
    pub async fn is_dark(&mut self, dark: bool) {
        let value = if dark { "dark" } else { "light" };
        let features = json!([{ "name": "prefers-color-scheme", "value": value }]);
        self.call("Emulation.setEmulatedMedia", json!({ "features": features })).await;
    }

    /// Forgets who is signed in, so that somebody else may sit down here.
    pub async fn forgets_cookies(&mut self) {
        self.call("Network.clearBrowserCookies", json!({})).await;
    }

    /// Signs in on the page for it.
    pub async fn signs_in(&mut self, login: &str) {
        self.forgets_cookies().await;
        self.opens("/sign-in").await;
        self.types("input[name=login]", login).await;
        self.types("input[name=password]", crate::PASSWORD).await;
        self.follows("form[action='/sign-in'] button").await;
        let address = self.address().await;
        assert!(!address.starts_with("/sign-in"), "{login} signs in: {}", self.text().await);
    }

    /// The visible controls of a form, in their order.
    pub async fn controls(&mut self, form: &str) -> Vec<Control> {
        let told = self.evaluates(&format!("({CONTROLS})({})", json!(form))).await;
        let controls = told.as_array().cloned().unwrap_or_default();
        let words = |list: &Value| -> Vec<String> {
            list.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
        };
        let word = |word: &Value| word.as_str().unwrap_or_default().to_owned();
        controls
            .iter()
            .map(|one| Control {
                name: word(&one["name"]),
                kind: word(&one["kind"]),
                options: words(&one["options"]),
            })
            .collect()
    }

    /// Errors that the pages told the console since the window was opened.
    pub fn errors(&self) -> &[String] {
        self.pipe.errors()
    }

    /// Remembers the page that is to go away.
    async fn mark(&mut self) {
        self.evaluates("window.before = true").await;
    }

    /// Waits until another page is there as a whole.
    async fn arrives(&mut self) {
        self.waits_for(
            "!window.before && document.readyState === 'complete' && location.protocol !== 'about:'",
        )
        .await;
    }

    async fn call(&mut self, method: &str, parameters: Value) -> Value {
        let session = self.session.clone();
        self.pipe.call(Some(&session), method, parameters).await
    }
}

/// Where to click: the middle of the first visible element that fits, once it is scrolled to.
const WHERE: &str = "(selector) => {
  const all = [...document.querySelectorAll(selector)];
  const one = all.find((one) => one.getClientRects().length > 0 && getComputedStyle(one).visibility !== 'hidden');
  if (!one) return { trouble: all.length ? 'it cannot be seen' : 'it is not there' };
  one.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
  const box = one.getClientRects()[0];
  const x = box.left + box.width / 2, y = box.top + box.height / 2;
  const over = document.elementFromPoint(x, y);
  const hit = over && (one.contains(over) || over.closest('label')?.control === one);
  return hit ? { x, y } : { trouble: 'covered by ' + (over ? over.outerHTML.slice(0, 120) : 'nothing') };
}";

/// Controls that a person sees, each name once.
const CONTROLS: &str = "(form) => {
  const found = new Map();
  const seen = (one) => one.getClientRects().length > 0 || one.closest('label')?.getClientRects().length > 0;
  for (const one of document.querySelector(form)?.querySelectorAll('input[name], select[name], textarea[name]') ?? []) {
    if (one.type === 'hidden' || !seen(one)) continue;
    const kind = one.tagName === 'INPUT' ? one.type : one.tagName.toLowerCase();
    const known = found.get(one.name) ?? { name: one.name, kind, options: [] };
    if (kind === 'radio' || kind === 'checkbox') known.options.push(one.value);
    if (kind === 'select') known.options.push(...[...one.options].map((option) => option.value).filter(Boolean));
    found.set(one.name, known);
  }
  return [...found.values()];
}";

/// Takes the control in hand; what has no free text is set at once.
const FOCUS: &str = "(selector, text) => {
  const one = [...document.querySelectorAll(selector)].find((one) => one.getClientRects().length > 0);
  if (!one) return 'it is not there';
  if (one.readOnly || one.disabled) return 'it is closed';
  one.scrollIntoView({ block: 'center', behavior: 'instant' });
  one.focus();
  const free = one.tagName === 'TEXTAREA' || (one.tagName === 'INPUT' && ['text', 'search', 'tel', 'password', 'email', 'url'].includes(one.type));
  if (free) {
    one.select();
    if (text) return 'keys';
  }
  one.value = text;
  one.dispatchEvent(new Event('input', { bubbles: true }));
  one.dispatchEvent(new Event('change', { bubbles: true }));
  return one.value === text ? 'done' : 'it shows ' + one.value;
}";
