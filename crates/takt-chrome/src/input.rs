//! Input as a person gives it: the mouse, the keyboard, an input method, a file.

use std::path::Path;

use serde_json::{Value, json};

use crate::keys::{self, Held, Key};
use crate::{Page, Trouble};

/// The roles that are clicked by their text.
const CLICKED: &[&str] = &[
    "link",
    "button",
    "tab",
    "menuitem",
    "menuitemcheckbox",
    "menuitemradio",
    "option",
    "checkbox",
    "radio",
    "switch",
    "DisclosureTriangle",
];

/// Scrolls an element to the middle; says where a click would go, and whether it would meet the element.
const AIM: &str = r#"function() {
    const tell = (element) => element.localName + (element.id ? '#' + element.id : '')
        + [...element.classList].map((name) => '.' + name).join('');
    this.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
    if (this.matches(':disabled')) return { why: 'is disabled' };
    // Of a link that goes over two lines, the longer piece.
    const area = (box) => box.width * box.height;
    const box = [...this.getClientRects()].sort((a, b) => area(b) - area(a))[0];
    if (!box || area(box) === 0) return { why: 'has no size: it is not shown' };
    if (getComputedStyle(this).visibility !== 'visible') return { why: 'is not visible' };
    const x = box.x + box.width / 2, y = box.y + box.height / 2;
    const hit = this.getRootNode().elementFromPoint(x, y);
    if (!hit) return { why: 'lies outside of the window' };
    if (hit !== this && !this.contains(hit)) return { why: 'is covered by ' + tell(hit) };
    return { x, y };
}"#;

/// Focuses an element and selects all that stands in it.
const ENTER: &str = r#"function() {
    if (this.disabled) return 'is disabled';
    if (this.readOnly) return 'can only be read';
    this.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
    this.focus();
    if (this.getRootNode().activeElement !== this) return 'does not take the focus';
    if (this.select) this.select(); else getSelection().selectAllChildren(this);
    return null;
}"#;

/// Sets what cannot be typed: dates, times, colours and sliders, which browsers have own controls for.
const SET: &str = r#"function(value) {
    if (!['date', 'time', 'datetime-local', 'month', 'week', 'color', 'range'].includes(this.type)) return false;
    this.value = value;
    if (this.value !== value) return 'does not take ' + JSON.stringify(value);
    this.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    this.dispatchEvent(new Event('change', { bubbles: true }));
    return true;
}"#;

const CHOOSE: &str = r#"function(value) {
    if (this.localName !== 'select') return 'is no select';
    if (this.disabled) return 'is disabled';
    const options = [...this.options];
    const option = options.find((one) => one.value === value) ?? options.find((one) => one.label === value);
    if (!option) return 'has no ' + JSON.stringify(value) + ', only ' + options.map((one) => one.value).join(', ');
    if (option.disabled) return 'has ' + JSON.stringify(value) + ', but disabled';
    this.focus();
    option.selected = true;
    this.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    this.dispatchEvent(new Event('change', { bubbles: true }));
    return null;
}"#;

impl Page {
    /// Clicks the middle of an element, scrolled into view. An element that is hidden, disabled or covered refuses. Where
    /// the click leads elsewhere, waits until that is loaded.
    pub fn click(&self, selector: &str) -> Result<(), Trouble> {
        let element = self.element(selector)?;
        self.click_on(selector, &element)
    }

    /// Clicks the link, button, tab or the like whose accessible name is this text. There must be exactly one.
    pub fn click_text(&self, text: &str) -> Result<(), Trouble> {
        self.click_text_in("html", text)
    }

    /// Clicks the one with this accessible name within an element.
    pub fn click_text_in(&self, selector: &str, text: &str) -> Result<(), Trouble> {
        let within = self.element(selector)?;
        let named = self.accessible(&within, json!({ "accessibleName": text }))?;
        let found: Vec<&Value> = named.iter().filter(|node| is_clicked(node)).collect();
        let node = match found.as_slice() {
            [node] => node,
            [] => {
                let all = self.accessible(&within, json!({}))?;
                let names =
                    all.iter().filter(|node| is_clicked(node)).filter_map(|node| node["name"]["value"].as_str());
                let hint =
                    format!("; there is {}", names.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", "));
                return Err(Trouble::Missing { wanted: text.to_owned(), url: self.url()?, hint });
            }
            several => {
                return Err(Trouble::Ambiguous { wanted: text.to_owned(), url: self.url()?, count: several.len() });
            }
        };
        let resolved = self.send("DOM.resolveNode", json!({ "backendNodeId": node["backendDOMNodeId"] }))?;
        let element = resolved["object"]["objectId"].as_str().unwrap_or_default();
        self.click_on(text, element)
    }

    /// The nodes of the accessibility tree within an element that are not passed over by a screen reader.
    fn accessible(&self, within: &str, mut query: Value) -> Result<Vec<Value>, Trouble> {
        query["objectId"] = json!(within);
        let mut answer = self.send("Accessibility.queryAXTree", query)?;
        let nodes = match answer["nodes"].take() {
            Value::Array(nodes) => nodes,
            _ => Vec::new(),
        };
        Ok(nodes.into_iter().filter(|node| node["ignored"] != true).collect())
    }

    fn click_on(&self, wanted: &str, element: &str) -> Result<(), Trouble> {
        let aim = self.call_on(element, AIM, &[])?;
        if let Some(why) = aim["why"].as_str() {
            return self.unusable(wanted, why);
        }
        for (kind, button, buttons, clicks) in
            [("mouseMoved", "none", 0, 0), ("mousePressed", "left", 1, 1), ("mouseReleased", "left", 0, 1)]
        {
            let params = json!({
                "type": kind, "x": aim["x"], "y": aim["y"],
                "button": button, "buttons": buttons, "clickCount": clicks,
            });
            self.send("Input.dispatchMouseEvent", params)?;
        }
        self.settle()
    }

    fn unusable(&self, wanted: &str, why: &str) -> Result<(), Trouble> {
        Err(Trouble::Unusable { wanted: wanted.to_owned(), url: self.url()?, why: why.to_owned() })
    }

    /// Puts a text into a field in place of what stands there. Dates are given as their value, `2026-04-01`.
    pub fn fill(&self, selector: &str, text: &str) -> Result<(), Trouble> {
        let element = self.element(selector)?;
        if let Some(why) = self.call_on(&element, ENTER, &[])?.as_str() {
            return self.unusable(selector, why);
        }
        match self.call_on(&element, SET, &[json!(text)])? {
            Value::String(why) => return self.unusable(selector, &why),
            Value::Bool(true) => {}
            _ if text.is_empty() => self.press("Delete")?,
            _ => self.send("Input.insertText", json!({ "text": text })).map(drop)?,
        }
        self.settle()
    }

    /// Chooses an option of a select, by its value or else by its label.
    pub fn choose(&self, selector: &str, value: &str) -> Result<(), Trouble> {
        let element = self.element(selector)?;
        if let Some(why) = self.call_on(&element, CHOOSE, &[json!(value)])?.as_str() {
            return self.unusable(selector, why);
        }
        self.settle()
    }

    /// Presses a key where the focus is: `Enter`, `j`, `?`, `ArrowLeft`, `Control+K`, `Shift+Tab`.
    pub fn press(&self, chord: &str) -> Result<(), Trouble> {
        let (held, key) = keys::read(chord)?;
        let mut bits = 0;
        for one in &held {
            bits |= one.bit();
            self.key("rawKeyDown", &one.key(), bits)?;
        }
        self.key(if key.text.is_empty() { "rawKeyDown" } else { "keyDown" }, &key, bits)?;
        self.key("keyUp", &key, bits)?;
        for one in held.iter().rev() {
            bits &= !one.bit();
            self.key("keyUp", &one.key(), bits)?;
        }
        self.settle()
    }

    /// Writes with an input method where the focus is: the keys are typed one by one, the text stands as a composition,
    /// and Enter takes it. Every keydown carries its own name and the key code 229, as on macOS, where a page that does
    /// not ask for it takes the Enter for its own.
    pub fn compose(&self, keys: &str, text: &str) -> Result<(), Trouble> {
        let mut typed = String::new();
        for char in keys.chars() {
            let (_, key) = keys::read(char.encode_utf8(&mut [0; 4]))?;
            typed.push(char);
            self.composed(&key, || self.composition(&typed))?;
        }
        self.composition(text)?;
        let (_, enter) = keys::read("Enter")?;
        self.composed(&enter, || self.send("Input.insertText", json!({ "text": text })).map(drop))?;
        self.settle()
    }

    /// A key that goes to the input method, and what that makes of it.
    fn composed(&self, key: &Key, then: impl Fn() -> Result<(), Trouble>) -> Result<(), Trouble> {
        let taken = Key { number: 229, text: String::new(), ..key.clone() };
        self.key("rawKeyDown", &taken, 0)?;
        then()?;
        self.key("keyUp", key, 0)
    }

    fn composition(&self, text: &str) -> Result<(), Trouble> {
        let end = text.encode_utf16().count();
        let params = json!({ "text": text, "selectionStart": end, "selectionEnd": end });
        self.send("Input.imeSetComposition", params).map(drop)
    }

    fn key(&self, kind: &str, key: &Key, bits: u32) -> Result<(), Trouble> {
        let mut params = json!({
            "type": kind, "key": key.key, "code": key.code, "modifiers": bits,
            "windowsVirtualKeyCode": key.number, "nativeVirtualKeyCode": key.number,
        });
        if kind == "keyDown" {
            params["text"] = json!(key.text);
            let plain = if bits & Held::Shift.bit() == 0 { key.text.clone() } else { key.text.to_lowercase() };
            params["unmodifiedText"] = json!(plain);
        }
        self.send("Input.dispatchKeyEvent", params).map(drop)
    }

    /// Gives a file to a field for files.
    pub fn upload(&self, selector: &str, path: &Path) -> Result<(), Trouble> {
        let Ok(file) = path.canonicalize() else { return Err(Trouble::NoFile(path.to_owned())) };
        let element = self.element(selector)?;
        self.send("DOM.setFileInputFiles", json!({ "files": [file], "objectId": element }))?;
        self.settle()
    }
}

fn is_clicked(node: &Value) -> bool {
    node["role"]["value"].as_str().is_some_and(|role| CLICKED.contains(&role))
}
