//! Style sheet, scripts and icon: built into the program, each under a name with the hash of its content, so that a browser
//! asks for it once.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest as _, Sha256};

use crate::app::names::hex;

/// One file.
#[derive(Debug)]
struct Asset {
    name: &'static str,
    path: String,
    kind: &'static str,
    text: String,
}

/// All of them.
#[derive(Debug)]
pub struct Assets(Vec<Asset>);

const CSS: &str = "text/css; charset=utf-8";
const JS: &str = "text/javascript; charset=utf-8";
const SVG: &str = "image/svg+xml";

impl Default for Assets {
    fn default() -> Self {
        Self::new()
    }
}

impl Assets {
    /// The assets of this program.
    #[must_use]
    pub fn new() -> Self {
        // The colours of pictures and pages are the same, and stand in one place.
        let css = takt_draw::theme::sheet() + include_str!("../../assets/takt.css");
        let all = [
            ("takt.css", CSS, css),
            ("takt.js", JS, include_str!("../../assets/takt.js").to_owned()),
            ("htmx.js", JS, include_str!("../../assets/vendor/htmx-4.0.1.min.js").to_owned()),
            ("icon.svg", SVG, include_str!("../../assets/icon.svg").to_owned()),
        ];
        let asset = |(name, kind, text): (&'static str, &'static str, String)| {
            let hash = hex(&Sha256::digest(text.as_bytes()));
            let (stem, end) = name.rsplit_once('.').unwrap_or((name, ""));
            let path = format!("/assets/{stem}-{}.{end}", hash.get(..12).unwrap_or_default());
            Asset { name, path, kind, text }
        };
        Self(all.into_iter().map(asset).collect())
    }

    /// The address of a file.
    #[must_use]
    pub fn path(&self, name: &str) -> &str {
        self.0.iter().find(|asset| asset.name == name).map_or("", |asset| asset.path.as_str())
    }

    /// The file at an address.
    #[must_use]
    pub fn answer(&self, path: &str) -> Option<Response> {
        let asset = self.0.iter().find(|asset| asset.path == path)?;
        let mut response = asset.text.clone().into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.kind));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
        Some(response)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_ours_is_what_its_list_says() {
        let listed = include_str!("../../assets/vendor/VENDOR.toml");
        let of = |key: &str| {
            let line = listed.lines().find_map(|line| line.strip_prefix(&format!("{key} = "))).expect("a line");
            line.trim_matches('"').to_owned()
        };
        assert_eq!(of("path"), "htmx-4.0.1.min.js");
        let own = hex(&Sha256::digest(include_bytes!("../../assets/vendor/htmx-4.0.1.min.js")));
        assert_eq!(own, of("sha256"));
        // The twin: one byte more, and it is another file.
        let other = [include_bytes!("../../assets/vendor/htmx-4.0.1.min.js").as_slice(), b" "].concat();
        assert_ne!(hex(&Sha256::digest(&other)), of("sha256"));
    }
}
