//! Mail addresses: one spelling for each, whose they can be, and the domain of a company.

mod tables;

use std::collections::HashMap;
use std::sync::LazyLock;

use tables::{CARRIER, FREE, PROVIDER, ROLES};

/// Bytes of an address, and of what stands before its @ (RFC 5321, 4.5.3.1).
const ADDRESS_BYTES: usize = 254;
const LOCAL_BYTES: usize = 64;

/// Whose the domain of an address is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MailHost {
    /// A domain that no table here knows: mostly its company's own.
    Own,
    /// Free mail, which anyone may have.
    Free,
    /// A mobile carrier's.
    Carrier,
    /// A provider's, given out with a connection.
    Provider,
}

/// Why a text is no mail address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotMail {
    /// No `@`, or nothing before or behind it.
    Shape,
    /// More than one address.
    Many,
    /// Longer than 254 bytes, or 64 before the `@`.
    TooLong,
    /// Letters before the `@` that no mail server takes, or points that only carriers ever took.
    Local,
    /// No domain that can be: a blank, an underline, one label alone, or an address of numbers.
    Domain,
}

/// A mail address in its one spelling: narrow letters, the domain in lower case and in ASCII.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mail<'a> {
    address: &'a str,
    at: usize,
}

impl<'a> Mail<'a> {
    /// Reads an address into a buffer, which is cleared before. Blanks around it and around the `@`, full-width letters,
    /// `mailto:`, a name with the address in `<>`, and points and commas behind it are forgiven. The letters before the `@`
    /// keep their case; a domain in Japanese becomes its ASCII form (UTS 46).
    ///
    /// # Errors
    ///
    /// [`NotMail`]: why it is none.
    pub fn of(text: &str, out: &'a mut String) -> Result<Self, NotMail> {
        out.clear();
        let bare = undressed(text);
        // Whatever its width: longer than this no address gets shorter than 254 bytes.
        if bare.len() > ADDRESS_BYTES * 4 {
            return Err(NotMail::TooLong);
        }
        if bare.bytes().all(|byte| byte.is_ascii_graphic()) {
            out.push_str(bare);
        } else {
            out.extend(bare.chars().map(narrow).filter(|char| !is_invisible(*char)));
        }
        let end = out.trim_end_matches([' ', '.', ',', ';', '>']).len();
        out.truncate(end);
        let at = out.find('@').ok_or(NotMail::Shape)?;
        if out[at + 1..].contains('@') {
            return Err(NotMail::Many);
        }
        let dressed = !out.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'"') || is_punycode(&out[at..]);
        let at = if dressed { bared(out, at)? } else { at };
        out.as_mut_str()[at + 1..].make_ascii_lowercase();
        let (local, domain) = (&out[..at], &out[at + 1..]);
        if local.is_empty() || domain.is_empty() {
            return Err(NotMail::Shape);
        }
        if out.contains([',', ';']) {
            return Err(NotMail::Many);
        }
        if !is_domain(domain) {
            return Err(NotMail::Domain);
        }
        if local.len() > LOCAL_BYTES || out.len() > ADDRESS_BYTES {
            return Err(NotMail::TooLong);
        }
        let dotted = local.starts_with('.') || local.ends_with('.') || local.contains("..");
        if !local.bytes().all(is_atom) || (dotted && host(domain) != MailHost::Carrier) {
            return Err(NotMail::Local);
        }
        Ok(Self { address: out, at })
    }

    /// The address as it may be written to.
    #[must_use]
    pub const fn address(&self) -> &'a str {
        self.address
    }

    /// Appends what two spellings of one mailbox have in common: all of it in lower case. No server of today tells case
    /// apart before the `@`.
    pub fn key(&self, out: &mut String) {
        out.extend(self.address.chars().map(|char| char.to_ascii_lowercase()));
    }

    /// What stands before the `@`.
    #[must_use]
    pub fn local(&self) -> &'a str {
        &self.address[..self.at]
    }

    /// The domain, in lower case and ASCII.
    #[must_use]
    pub fn domain(&self) -> &'a str {
        &self.address[self.at + 1..]
    }

    /// Whose the domain is.
    #[must_use]
    pub fn host(&self) -> MailHost {
        host(self.domain())
    }

    /// The part of the domain that somebody registered (`example.co.jp` of `mail.example.co.jp`), by the public suffix
    /// list. `None` for a public suffix.
    #[must_use]
    pub fn registrable(&self) -> Option<&'a str> {
        psl::domain_str(self.domain())
    }

    /// The registered domain where it can be a company's: that of [`MailHost::Own`].
    #[must_use]
    pub fn company_domain(&self) -> Option<&'a str> {
        (self.host() == MailHost::Own).then(|| self.registrable()).flatten()
    }

    /// Whether it is the address of a function, as info@ or sales-tokyo@, and identifies no person.
    #[must_use]
    pub fn is_role(&self) -> bool {
        let local = self.local().split('+').next().unwrap_or_default();
        let local = local.trim_end_matches(|char: char| char.is_ascii_digit()).trim_end_matches(['-', '_', '.']);
        let mut lower = [0_u8; LOCAL_BYTES];
        let Some(lower) = lower.get_mut(..local.len()) else { return false };
        lower.copy_from_slice(local.as_bytes());
        lower.make_ascii_lowercase();
        let Ok(lower) = std::str::from_utf8(lower) else { return false };
        let parting = ['-', '_', '.'];
        // info-tokyo, tokyo_info: a place or product with a function.
        let parts = [lower.split(parting).next(), lower.rsplit(parting).next()];
        ROLE_WORDS.contains_key(lower) || parts.into_iter().flatten().any(|part| ROLE_WORDS.get(part) == Some(&true))
    }
}

/// Roles that are recognised with a place or a product, too.
const PARTED_ROLES: &[&str] = &[
    "contact",
    "eigyo",
    "eigyou",
    "info",
    "inquiry",
    "jimukyoku",
    "keiri",
    "noreply",
    "office",
    "recruit",
    "saiyo",
    "sales",
    "seminar",
    "somu",
    "soumu",
    "support",
    "toiawase",
    "webmaster",
];

/// Every role, and whether it is one with a place or product beside it.
static ROLE_WORDS: LazyLock<HashMap<&str, bool>> =
    LazyLock::new(|| ROLES.iter().map(|role| (*role, PARTED_ROLES.contains(role))).collect());

/// The domains that are no company's.
static HOSTS: LazyLock<HashMap<&str, MailHost>> = LazyLock::new(|| {
    let tables = [(FREE, MailHost::Free), (CARRIER, MailHost::Carrier), (PROVIDER, MailHost::Provider)];
    tables.iter().flat_map(|(table, host)| table.iter().map(|domain| (*domain, *host))).collect()
});

/// Whose a domain is, or the nearest one above it that is known.
fn host(domain: &str) -> MailHost {
    let mut rest = domain;
    loop {
        if let Some(host) = HOSTS.get(rest) {
            return *host;
        }
        match rest.split_once('.') {
            Some((_, above)) if above.contains('.') => rest = above,
            _ => return MailHost::Own,
        }
    }
}

/// A text without what people and programs put around an address.
fn undressed(text: &str) -> &str {
    let mut text = text.trim();
    if let Some(open) = text.rfind(['<', '＜']) {
        let inside = text[open..].trim_start_matches(['<', '＜']);
        text = inside.split(['>', '＞']).next().unwrap_or(inside);
    }
    if let Some(rest) = text.get(..7).filter(|start| start.eq_ignore_ascii_case("mailto:")).and_then(|_| text.get(7..))
    {
        text = rest.split('?').next().unwrap_or(rest);
    }
    text.trim_matches(|char: char| {
        char.is_whitespace() || is_invisible(char) || matches!(char, '\'' | '「' | '」' | '、')
    })
}

fn is_invisible(char: char) -> bool {
    matches!(char, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\0'..='\u{1f}' | '\u{7f}')
}

fn narrow(char: char) -> char {
    match char {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(char as u32 - 0xfee0).unwrap_or(char),
        '\u{3000}' | '\u{a0}' => ' ',
        '。' | '｡' => '.',
        '−' | '‐' | '\u{2011}'..='\u{2013}' => '-',
        other => other,
    }
}

/// Letters of RFC 5322's atoms, and points.
fn is_atom(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~.".contains(&byte)
}

/// Takes blanks and quotes from both sides of the `@`, and makes a domain in Japanese an ASCII one. Gives the `@`'s place.
fn bared(out: &mut String, at: usize) -> Result<usize, NotMail> {
    let local = out[..at].trim();
    // "taro..yamada"@docomo.ne.jp: quoted for servers that mind the points.
    let local = local.strip_prefix('"').and_then(|local| local.strip_suffix('"')).unwrap_or(local).to_owned();
    let domain = out[at + 1..].trim();
    if domain.contains([',', ';']) {
        return Err(NotMail::Many);
    }
    let domain = if domain.is_ascii() && !is_punycode(domain) {
        domain.to_owned()
    } else {
        idna::domain_to_ascii(domain).map_err(|_| NotMail::Domain)?
    };
    out.clear();
    out.push_str(&local);
    out.push('@');
    out.push_str(&domain);
    Ok(local.len())
}

/// Whether a domain may hold letters of other scripts in ASCII.
fn is_punycode(domain: &str) -> bool {
    domain.as_bytes().windows(4).any(|part| part.eq_ignore_ascii_case(b"xn--"))
}

/// Whether a domain in lower case can be one: labels of letters, digits and hyphens, and no address of numbers.
fn is_domain(domain: &str) -> bool {
    let label = |label: &str| {
        let letters = label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        letters && (1..=63).contains(&label.len()) && !label.starts_with('-') && !label.ends_with('-')
    };
    let top = domain.rsplit('.').next().unwrap_or_default();
    domain.contains('.') && domain.split('.').all(label) && !top.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn address(text: &str) -> Result<String, NotMail> {
        let mut out = String::new();
        Mail::of(text, &mut out).map(|mail| mail.address().to_owned())
    }

    fn with<T>(text: &str, ask: impl FnOnce(Mail<'_>) -> T) -> T {
        let mut out = String::new();
        ask(Mail::of(text, &mut out).unwrap_or_else(|why| panic!("{text}: {why:?}")))
    }

    #[test]
    fn a_domain_in_punycode_is_read_in_any_case() {
        assert_eq!(address("a@XN--WGV71A119E.jp"), address("a@日本語.jp"));
        assert_eq!(address("a@q.xN--50"), Err(NotMail::Domain));
    }

    #[test]
    fn every_dress_of_an_address_is_one() {
        for text in [
            "Taro@example.co.jp",
            " Taro@Example.CO.JP ",
            "Ｔａｒｏ＠ｅｘａｍｐｌｅ．ｃｏ．ｊｐ",
            "mailto:Taro@example.co.jp",
            "MAILTO:Taro@example.co.jp?subject=x",
            "山田 太郎 <Taro@example.co.jp>",
            "<Taro@example.co.jp>",
            "Taro@example.co.jp.",
            "Taro@example.co.jp,",
            "Taro @ example.co.jp",
            "Taro@example.co.jp\u{200b}",
            "　Taro@example.co.jp　",
            "\"Taro\"@example.co.jp",
        ] {
            assert_eq!(address(text).as_deref(), Ok("Taro@example.co.jp"), "{text}");
        }
        let mut key = String::new();
        with("Taro@EXAMPLE.jp", |mail| mail.key(&mut key));
        assert_eq!(key, "taro@example.jp");
        assert_eq!(address("taro@日本語.jp").as_deref(), Ok("taro@xn--wgv71a119e.jp"));
        assert_eq!(address("taro..yamada.@docomo.ne.jp").as_deref(), Ok("taro..yamada.@docomo.ne.jp"));
        assert_eq!(address("\"taro..\"@ezweb.ne.jp").as_deref(), Ok("taro..@ezweb.ne.jp"));
    }

    #[test]
    fn what_is_no_address_says_why() {
        let long = format!("taro@{}.jp", ["a"; 125].join("."));
        let local = format!("{}@example.jp", "a".repeat(65));
        for (text, why) in [
            ("", NotMail::Shape),
            ("なし", NotMail::Shape),
            ("taro", NotMail::Shape),
            ("@example.jp", NotMail::Shape),
            ("taro@", NotMail::Shape),
            ("a@example.jp;b@example.jp", NotMail::Many),
            ("a@example.jp, b@example.jp", NotMail::Many),
            ("a@b@example.jp", NotMail::Many),
            (long.as_str(), NotMail::TooLong),
            (local.as_str(), NotMail::TooLong),
            ("taro..yamada@example.jp", NotMail::Local),
            (".taro@example.jp", NotMail::Local),
            ("山田@example.jp", NotMail::Local),
            ("taro yamada@example.jp", NotMail::Local),
            ("taro@example", NotMail::Domain),
            ("taro@exa mple.jp", NotMail::Domain),
            ("taro@-example.jp", NotMail::Domain),
            ("taro@example..jp", NotMail::Domain),
            ("taro@192.168.0.1", NotMail::Domain),
            ("taro@[192.168.0.1]", NotMail::Domain),
        ] {
            assert_eq!(address(text), Err(why), "{text}");
        }
        let most = format!("{}@{}.jp", "a".repeat(64), ["ab"; 62].join("."));
        assert_eq!(address(&most).map(|address| address.len()), Ok(253));
    }

    #[test]
    fn hosts_that_are_no_companys() {
        for (domain, host) in [
            ("gmail.com", MailHost::Free),
            ("yahoo.co.jp", MailHost::Free),
            ("outlook.jp", MailHost::Free),
            ("hotmail.com", MailHost::Free),
            ("icloud.com", MailHost::Free),
            ("infoseek.jp", MailHost::Free),
            ("excite.co.jp", MailHost::Free),
            ("mail.goo.ne.jp", MailHost::Free),
            ("docomo.ne.jp", MailHost::Carrier),
            ("ezweb.ne.jp", MailHost::Carrier),
            ("au.com", MailHost::Carrier),
            ("softbank.ne.jp", MailHost::Carrier),
            ("i.softbank.jp", MailHost::Carrier),
            ("ymobile.ne.jp", MailHost::Carrier),
            ("yahoo.ne.jp", MailHost::Free),
            ("ocn.ne.jp", MailHost::Provider),
            ("aqua.ocn.ne.jp", MailHost::Provider),
            ("nifty.com", MailHost::Provider),
            ("sea.plala.or.jp", MailHost::Provider),
            ("kkd.biglobe.ne.jp", MailHost::Provider),
            ("xx.so-net.ne.jp", MailHost::Provider),
            ("d1.dion.ne.jp", MailHost::Provider),
            ("asahi-net.or.jp", MailHost::Provider),
            ("wakwak.com", MailHost::Provider),
            ("hi-ho.ne.jp", MailHost::Provider),
            ("ybb.ne.jp", MailHost::Provider),
            ("example.co.jp", MailHost::Own),
            ("notgmail.com", MailHost::Own),
            ("gmail.com.example.jp", MailHost::Own),
            ("biglobe.co.jp", MailHost::Own),
        ] {
            assert_eq!(with(&format!("taro@{domain}"), |mail| mail.host()), host, "{domain}");
        }
        assert_eq!(
            with("taro@mail.tokyo.example.co.jp", |mail| mail.company_domain().map(str::to_owned)).as_deref(),
            Some("example.co.jp")
        );
        assert_eq!(
            with("taro@sub.example.com", |mail| mail.registrable().map(str::to_owned)).as_deref(),
            Some("example.com")
        );
        assert_eq!(with("taro@aqua.ocn.ne.jp", |mail| mail.company_domain().map(str::to_owned)), None);
        assert_eq!(
            with("taro@city.sakai.osaka.jp", |mail| mail.registrable().map(str::to_owned)).as_deref(),
            Some("city.sakai.osaka.jp")
        );
        assert_eq!(with("taro@co.jp", |mail| mail.company_domain().map(str::to_owned)), None);
    }

    #[test]
    fn functions_are_no_people() {
        for local in [
            "info",
            "INFO",
            "sales",
            "contact",
            "support",
            "office",
            "webmaster",
            "soumu",
            "info2",
            "sales-tokyo",
            "osaka_info",
            "eigyo.honsha",
            "info+jp",
            "no-reply",
            "postmaster",
        ] {
            assert!(with(&format!("{local}@example.co.jp"), |mail| mail.is_role()), "{local}");
        }
        for local in
            ["taro", "yamada.taro", "inforyu", "salesian", "k-office-yamada", "yamada2", "infom", "t.support.er", "123"]
        {
            assert!(!with(&format!("{local}@example.co.jp"), |mail| mail.is_role()), "{local}");
        }
    }

    #[test]
    fn the_tables_are_in_order() {
        assert!(PARTED_ROLES.iter().all(|role| ROLES.contains(role)));
        for table in [ROLES, PARTED_ROLES, FREE, CARRIER, PROVIDER] {
            assert!(table.is_sorted_by(|one, other| one < other));
            assert!(table.iter().all(|word| *word == word.to_ascii_lowercase()));
        }
    }

    proptest! {
        #[test]
        fn any_text_is_answered(text in ".{0,40}", written in "(taro|Ｔ|@|＠|\\.|docomo\\.ne\\.jp|example|日本|xn--|co|jp|<|>|mailto:| |\"|,|\\+){0,10}") {
            for text in [&text, &written] {
                let (mut once, mut twice, mut key) = (String::new(), String::new(), String::new());
                let Ok(mail) = Mail::of(text, &mut once) else { continue };
                prop_assert_eq!(Mail::of(mail.address(), &mut twice).map(|mail| mail.address()), Ok(mail.address()));
                prop_assert!(mail.address().len() <= ADDRESS_BYTES);
                mail.key(&mut key);
                let _ = (mail.host(), mail.company_domain(), mail.is_role());
            }
        }
    }
}
