//! Outside keys of companies and people that have none of their own: made of what a row says of them.
//!
//! Such a key has to be the same whenever the same is said, for ever: with another key a row that comes again would be
//! another row. So it is made of the cells as they are, in Unicode's composed form without blanks and in small letters,
//! and of nothing that a later release may read more cleverly. That two keys mean one company is found afterwards, by
//! [matching](crate::matching).

use std::borrow::Cow;

use sha2::{Digest, Sha256};

use crate::bind::BoundText;
use crate::cell::View;
use crate::japanese::company::Company;
use crate::japanese::corporate::CorporateNumber;
use crate::japanese::mail::Mail;
use crate::japanese::phone::{Phone, PhoneKind};
use crate::spelling::plain;
use crate::taken::Texts;

/// Texts of an account by which a company is known, in the order of [`CompanyText`].
pub const COMPANY_TEXTS: [&str; 8] =
    ["name", "kana", "corporate_number", "url", "email", "phone", "postcode", "address"];

/// Texts of a contact by which a person is known, in the order of [`PersonText`].
pub const PERSON_TEXTS: [&str; 6] = ["name", "family", "given", "email", "mobile", "phone"];

/// Which texts of a row say who its company and its person are.
#[derive(Default)]
pub(crate) struct Saids {
    company: [Option<usize>; COMPANY_TEXTS.len()],
    person: [Option<usize>; PERSON_TEXTS.len()],
}

impl Saids {
    /// Finds them among the texts of a file.
    pub(crate) fn of(names: &Texts, texts: &[BoundText], contact_texts: &[BoundText]) -> Self {
        let place = |texts: &[BoundText], name: &str| texts.iter().position(|text| names.name(text.field) == name);
        Self {
            company: COMPANY_TEXTS.map(|name| place(texts, name)),
            person: PERSON_TEXTS.map(|name| place(contact_texts, name)),
        }
    }

    /// Writes the key of the company that a row speaks of, behind the prefix of its system; where it names none, that of
    /// its person, who is the account then. `false` where it names nobody.
    pub(crate) fn account(
        &self,
        (texts, contact_texts): (&[BoundText], &[BoundText]),
        view: &View<'_>,
        system: &str,
        out: &mut String,
    ) -> bool {
        let said =
            |places: &[Option<usize>], texts| places.iter().map(|place| value(texts, *place, view)).collect::<Vec<_>>();
        if self.company(&said(&self.company, texts), &said(&self.person, contact_texts), system, out) {
            return true;
        }
        let mut person = String::new();
        if !self.person(contact_texts, view, (system, ""), &mut person) {
            return false;
        }
        out.clear();
        out.push_str(system);
        out.push(':');
        out.push_str(bare(&person));
        true
    }

    fn company(&self, company: &[Cow<'_, str>], person: &[Cow<'_, str>], system: &str, out: &mut String) -> bool {
        let [name, kana, number, url, mail, phone, postcode, address] = company else { return false };
        out.clear();
        if let Ok(number) = CorporateNumber::of(number) {
            // One number is one company in whatever system, but for its branches.
            out.push_str(&format!("corporate:{:013}", number.get()));
            let branch = Company::of(name).branch;
            if !branch.is_empty() {
                out.push('/');
                push_plain(branch, out);
            }
            return true;
        }
        // The company's own domain tells companies of one name apart, whoever of them wrote.
        let mut domain = String::new();
        for mail in [Some(mail), person.get(3)].into_iter().flatten().filter(|mail| !mail.is_empty()) {
            let mut buffer = String::new();
            if domain.is_empty()
                && let Ok(mail) = Mail::of(mail, &mut buffer)
                && let Some(own) = mail.company_domain()
            {
                domain.push_str(own);
            }
        }
        out.push_str(system);
        out.push(':');
        let begins = out.len();
        push_plain(name, out);
        let mark = mark(&[kana, url, &domain, phone, postcode, address]);
        if out.len() == begins {
            if url.is_empty() && domain.is_empty() {
                return false;
            }
            out.push('@');
        }
        if let Some(mark) = mark {
            out.push('#');
            out.push_str(&mark);
        }
        true
    }

    /// Writes the key of the person that a row speaks of, of the company with the key `account`; `false` where it names
    /// none.
    pub(crate) fn person(
        &self,
        texts: &[BoundText],
        view: &View<'_>,
        (system, account): (&str, &str),
        out: &mut String,
    ) -> bool {
        let [name, family, given, mail, mobile, phone] = self.person.map(|place| value(texts, place, view));
        let mut whole = String::new();
        push_plain(&name, &mut whole);
        if whole.is_empty() {
            push_plain(&family, &mut whole);
            push_plain(&given, &mut whole);
        }
        out.clear();
        let mut buffer = String::new();
        if let Ok(mail) = Mail::of(&mail, &mut buffer)
            && !mail.is_role()
        {
            // One address with two names may be two people.
            out.push_str("mail:");
            mail.key(out);
        } else if let Some(phone) = [&mobile, &phone]
            .into_iter()
            .filter_map(|text| Phone::of(text))
            .find(|phone| phone.kind == PhoneKind::Mobile)
        {
            out.push_str("mobile:");
            phone.e164(out);
        } else if whole.is_empty() {
            return false;
        } else {
            out.push_str(system);
            out.push(':');
            out.push_str(bare(account));
        }
        if !whole.is_empty() {
            out.push('/');
            out.push_str(&whole);
        }
        true
    }
}

fn value<'a>(texts: &'a [BoundText], place: Option<usize>, view: &View<'a>) -> Cow<'a, str> {
    place.and_then(|place| texts.get(place)).map_or(Cow::Borrowed(""), |text| text.value(view))
}

fn bare(key: &str) -> &str {
    key.split_once(':').map_or(key, |(_, bare)| bare)
}

fn push_plain(text: &str, out: &mut String) {
    let plain = plain(text);
    out.extend(plain.chars().filter(|c| !c.is_whitespace() && *c != '/').flat_map(char::to_lowercase));
}

/// A short hash of what is said besides a name; `None` where nothing is.
fn mark(texts: &[&str]) -> Option<String> {
    if texts.iter().all(|text| text.trim().is_empty()) {
        return None;
    }
    let mut hasher = Sha256::new();
    let mut text = String::new();
    for said in texts {
        text.clear();
        push_plain(said, &mut text);
        hasher.update(text.as_bytes());
        hasher.update([0]);
    }
    Some(hasher.finalize().iter().take(5).map(|byte| format!("{byte:02x}")).collect())
}
