//! The secret of an installation: with it, and only with it, an outside key or an address is recognised after an
//! erasure.
//!
//! It lies in a file of its own beside the journal, never in the journal and never in an export, so that nobody can find
//! out from those by guessing whether somebody was known here. What is kept of an erased person is an HMAC-SHA-256 under
//! it; so is what idempotency keys are made of where that is a person or an address.

use std::borrow::Cow;
use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::Path;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use takt_store::SECRET_FILE;

use crate::app::names::{hex, unhex};
use crate::fault::Fault;

/// What every sealed key begins with.
const SEALED: &str = "erased:";
/// What stands for the system in the seal of an address, which is the same in all of them.
const ANY_SYSTEM: &str = "@";
/// The same for the seal of one text of an account.
const ONE_TEXT: &str = "=";
/// The first line of the file.
const HEAD: &str = "takt secret 1";

/// The secret of an installation.
#[derive(Clone)]
pub struct Secret {
    mac: Hmac<Sha256>,
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

impl Secret {
    /// A secret of 32 bytes.
    #[must_use]
    pub fn of(bytes: [u8; 32]) -> Self {
        // A block of SHA-256, filled up with zeros as HMAC does with every shorter key.
        let mut block = [0; 64];
        block[..32].copy_from_slice(&bytes);
        Self { mac: Hmac::<Sha256>::new(&block.into()) }
    }

    /// The secret of a folder; `None` where it has none yet.
    ///
    /// # Errors
    /// The file cannot be read, or is not what was written.
    pub fn read(folder: &Path) -> Result<Option<Self>, Fault> {
        let path = folder.join(SECRET_FILE);
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(cause) if cause.kind() == ErrorKind::NotFound => return Ok(None),
            Err(cause) => return Err(Fault::unreadable(&path, &cause)),
        };
        let broken = || Fault::store("secret-broken", vec![("file", path.display().to_string())]);
        let bytes = text.strip_prefix(HEAD).and_then(|rest| unhex(rest.trim())).ok_or_else(broken)?;
        Ok(Some(Self::of(bytes)))
    }

    /// Makes the secret of a folder that has none, and makes it last before anything rests on it.
    ///
    /// # Errors
    /// The file cannot be written, or the system gives no random bytes.
    pub fn make(folder: &Path) -> Result<Self, Fault> {
        let path = folder.join(SECRET_FILE);
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(|cause| Fault::unwritable(&path, &std::io::Error::other(cause)))?;
        // Whole under its name or not at all: a torn secret would be another one.
        let new = folder.join(format!("{SECRET_FILE}.new"));
        let write = || -> std::io::Result<()> {
            let mut file = private(OpenOptions::new().write(true).create(true).truncate(true)).open(&new)?;
            file.write_all(format!("{HEAD}\n{}\n", hex(&bytes)).as_bytes())?;
            file.sync_all()?;
            std::fs::rename(&new, &path)?;
            flush(folder)
        };
        write().map_err(|cause| Fault::unwritable(&path, &cause))?;
        Ok(Self::of(bytes))
    }

    fn hash(&self, label: &str, text: &str) -> [u8; 32] {
        let mut mac = self.mac.clone();
        mac.update(label.as_bytes());
        mac.update(&[0]);
        mac.update(text.as_bytes());
        mac.finalize().into_bytes().into()
    }

    /// By what two folders are known to have the same secret; says nothing of it.
    #[must_use]
    pub fn mark(&self) -> String {
        hex(&self.hash("mark", "")[..8])
    }

    /// What stands in the place of an outside key once its owner was erased. Its system stays readable, so that a bare
    /// key can be recognised too.
    #[must_use]
    pub fn seal(&self, key: &str) -> String {
        let system = key.split_once(':').map_or("", |(system, _)| system);
        // A system is a short plain word; what is none may be part of a name, and goes.
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
        let is_word = system.len() <= 32 && system.starts_with(|c: char| c.is_ascii_lowercase());
        let system = if is_word && system.chars().all(plain) { system } else { "" };
        format!("{SEALED}{system}:{}", hex(&self.hash("key", key)))
    }

    /// The seal of a mail address that stands in a text or a key; `None` where there is none. The same address gives the
    /// same seal in whatever letters and width it is written.
    #[must_use]
    pub fn seal_address(&self, text: &str) -> Option<String> {
        let address = narrow(text.trim()).to_lowercase();
        if !address.contains('@') || address.contains(char::is_whitespace) {
            return None;
        }
        Some(format!("{SEALED}{ANY_SYSTEM}:{}", hex(&self.hash("address", &address))))
    }

    /// The seal of a text of an account that repeated what was erased: this text, of this account, is not taken again.
    #[must_use]
    pub fn seal_text(&self, account: &str, field: &str, value: &str) -> String {
        let text = format!("{account}\0{field}\0{value}");
        format!("{SEALED}{ONE_TEXT}:{}", hex(&self.hash("text", &text)))
    }

    /// What an idempotency key is made of in the place of a person or an address.
    #[must_use]
    pub fn part(&self, text: &str) -> [u8; 32] {
        self.hash("part", text)
    }
}

/// Whether an outside key is the seal of one that was erased.
#[must_use]
pub fn is_sealed(key: &str) -> bool {
    key.starts_with(SEALED)
}

/// The system of a sealed key; `None` for a key that is not sealed, and for other seals.
#[must_use]
pub fn sealed_system(key: &str) -> Option<&str> {
    let (system, _) = key.strip_prefix(SEALED)?.split_once(':')?;
    (![ANY_SYSTEM, ONE_TEXT].contains(&system)).then_some(system)
}

/// The key without its system.
#[must_use]
pub fn bare(key: &str) -> &str {
    key.split_once(':').map_or(key, |(_, bare)| bare)
}

/// Whether a bare outside key is an address by which somebody can be reached: mail or telephone.
#[must_use]
pub fn is_address(text: &str) -> bool {
    if text.contains(['@', '＠']) {
        return true;
    }
    let text = if text.is_ascii() { Cow::Borrowed(text) } else { Cow::Owned(narrow(text)) };
    let digits = text.chars().filter(char::is_ascii_digit).count();
    (9..=15).contains(&digits)
        && text.starts_with(['0', '+', '('])
        && text.chars().all(|c| c.is_ascii_digit() || "+-() .".contains(c))
}

/// Full-width signs as their ASCII ones.
fn narrow(text: &str) -> String {
    let narrow = |c: char| match u32::from(c) {
        wide @ 0xff01..=0xff5e => char::from_u32(wide - 0xfee0).unwrap_or(c),
        0x3000 => ' ',
        0x2010..=0x2015 | 0x2212 => '-',
        _ => c,
    };
    text.chars().map(narrow).collect()
}

/// A file for its owner alone, where the system knows owners.
pub(crate) fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}

/// Makes names in a folder last. Only Unix lets a folder be opened for that.
pub(crate) fn flush(folder: &Path) -> std::io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_made_once_for_its_owner_alone_and_read_again() {
        let folder = tempfile::tempdir().expect("a folder");
        assert!(Secret::read(folder.path()).expect("none").is_none());
        let secret = Secret::make(folder.path()).expect("made");
        let again = Secret::read(folder.path()).expect("read").expect("there");
        assert_eq!(secret.seal("crm:a@b.example"), again.seal("crm:a@b.example"));
        assert_eq!(secret.mark(), again.mark());
        let other = tempfile::tempdir().expect("a folder");
        let other = Secret::make(other.path()).expect("made");
        assert_ne!(secret.seal("crm:a@b.example"), other.seal("crm:a@b.example"));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = std::fs::metadata(folder.path().join(SECRET_FILE)).expect("there").permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        std::fs::write(folder.path().join(SECRET_FILE), "takt secret 1\n12\n").expect("written");
        assert_eq!(Secret::read(folder.path()).expect_err("torn").code, "secret-broken");
    }

    #[test]
    fn one_address_has_one_seal_however_it_is_written() {
        let secret = Secret::of([7; 32]);
        let seal = secret.seal_address("hanako@example.com");
        assert!(seal.is_some());
        for same in ["Hanako@Example.COM", " hanako@example.com ", "ｈａｎａｋｏ＠example.com"] {
            assert_eq!(secret.seal_address(same), seal, "{same}");
        }
        assert_ne!(secret.seal_address("jiro@example.com"), seal);
        for none in ["hanako", "03-1234-5678", "call hanako@example.com today"] {
            assert_eq!(secret.seal_address(none), None, "{none}");
        }
        // A key is sealed as it is, and tells its system.
        assert_ne!(secret.seal("crm:hanako@example.com"), secret.seal("form:hanako@example.com"));
        assert_eq!(sealed_system(&secret.seal("crm:hanako@example.com")), Some("crm"));
        assert_eq!(sealed_system(&secret.seal("bare")), Some(""));
        assert_eq!((sealed_system("crm:x"), seal.as_deref().and_then(sealed_system)), (None, None));
    }

    #[test]
    fn addresses_are_mail_and_telephone() {
        for yes in
            ["a@b.example", "ａ＠ｂ", "03-1234-5678", "+81 3 1234 5678", "０９０－１２３４－５６７８", "(03)12345678"]
        {
            assert!(is_address(yes), "{yes}");
        }
        for no in ["A-17", "dac32acd4db4c29c230538b72f8dd87d", "2026-05-01", "12345", "1234567890", "山田 花子"] {
            assert!(!is_address(no), "{no}");
        }
    }
}
