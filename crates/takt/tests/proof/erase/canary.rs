//! Canaries: what a person can be told by, in every form it might lie in a file, and the search for it.

use std::path::{Path, PathBuf};

use encoding_rs::SHIFT_JIS;
use md5::Md5;
use sha2::{Digest, Sha256};

/// What is looked for.
pub(crate) struct Canaries {
    needles: Vec<(String, Vec<u8>)>,
    /// Whether a needle begins with these two bytes.
    begins: Vec<bool>,
}

impl Canaries {
    /// Every form of these texts, and the hashes of these addresses.
    pub(crate) fn of(texts: &[&str], addresses: &[&str]) -> Self {
        let mut needles: Vec<(String, Vec<u8>)> = Vec::new();
        let mut put = |label: String, bytes: Vec<u8>| {
            assert!(bytes.len() >= 6, "{label} is too short to mean anything");
            if !needles.iter().any(|(_, known)| *known == bytes) {
                needles.push((label, bytes));
            }
        };
        for text in texts {
            for (case, text) in
                [("as it is", (*text).to_owned()), ("lower", text.to_lowercase()), ("upper", text.to_uppercase())]
            {
                let label = |form: &str| format!("{text} {case} {form}");
                put(label("UTF-8"), text.clone().into_bytes());
                put(label("CP932"), SHIFT_JIS.encode(&text).0.into_owned());
                let units = || text.encode_utf16();
                put(label("UTF-16 LE"), units().flat_map(u16::to_le_bytes).collect());
                put(label("UTF-16 BE"), units().flat_map(u16::to_be_bytes).collect());
                put(label("hex"), hex(text.as_bytes()).into_bytes());
                // Inside of something longer it lies at one of three places of a group.
                for skip in 0..3 {
                    let whole = text.as_bytes().get(skip..).unwrap_or_default();
                    let groups = whole.len() / 3 * 3;
                    put(label("base64"), base64(&whole[..groups]).into_bytes());
                }
            }
        }
        for address in addresses {
            let hashes = [("SHA-256", Sha256::digest(address).to_vec()), ("MD5", Md5::digest(address).to_vec())];
            for (name, hash) in hashes {
                put(format!("{name} of {address}"), hash.clone());
                put(format!("half of {name} of {address}"), hash[..hash.len() / 2].to_vec());
                put(format!("{name} of {address} in hex"), hex(&hash).into_bytes());
                put(format!("{name} of {address} in HEX"), hex(&hash).to_uppercase().into_bytes());
                put(format!("{name} of {address} in base64"), base64(&hash[..hash.len() / 3 * 3]).into_bytes());
            }
        }
        let mut begins = vec![false; 1 << 16];
        for (_, needle) in &needles {
            begins[usize::from(u16::from_be_bytes([needle[0], needle[1]]))] = true;
        }
        Self { needles, begins }
    }

    pub(crate) fn len(&self) -> usize {
        self.needles.len()
    }

    /// What was found where, in all files of these folders.
    pub(crate) fn found(&self, folders: &[&Path]) -> Vec<String> {
        let mut found = Vec::new();
        for file in folders.iter().flat_map(|folder| files(folder)) {
            let bytes = std::fs::read(&file).unwrap();
            let mut seen = vec![false; self.needles.len()];
            for (place, pair) in bytes.windows(2).enumerate() {
                if !self.begins[usize::from(u16::from_be_bytes([pair[0], pair[1]]))] {
                    continue;
                }
                for (seen, (_, needle)) in seen.iter_mut().zip(&self.needles) {
                    *seen |= bytes[place..].starts_with(needle);
                }
            }
            let hits = seen.iter().zip(&self.needles).filter(|(seen, _)| **seen);
            found.extend(hits.map(|(_, (label, _))| format!("{label} in {}", file.display())));
        }
        found
    }
}

/// Every file below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        match entry.path() {
            path if path.is_dir() => files.extend(self::files(&path)),
            path => files.push(path),
        }
    }
    files
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Base64 of whole groups of three bytes.
fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for group in bytes.chunks_exact(3) {
        let bits = u32::from_be_bytes([0, group[0], group[1], group[2]]);
        text.extend([18, 12, 6, 0].map(|shift| char::from(SIGNS[(bits >> shift & 63) as usize])));
    }
    text
}

#[test]
fn every_form_is_found_where_it_lies() {
    let canaries = Canaries::of(&["佐渡島 カナリア"], &["kanaria@canary.example"]);
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("below")).unwrap();
    for (label, needle) in &canaries.needles {
        let file = folder.path().join("below/file");
        std::fs::write(&file, [b"before".as_slice(), needle, b"behind"].concat()).unwrap();
        let found = canaries.found(&[folder.path()]);
        assert!(found.iter().any(|hit| hit.starts_with(label.as_str())), "{label}: {found:?}");
    }
    assert_eq!((hex(b"\x00\xff"), base64(b"Man\x00\xff\x10")), ("00ff".into(), "TWFuAP8Q".into()));
}
