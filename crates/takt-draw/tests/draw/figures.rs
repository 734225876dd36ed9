//! Figures with the units of the program's own catalogue.

use takt_draw::figure::{Language, days};

use crate::speak::Catalogue;

#[test]
fn days_are_said_in_both_languages() {
    let said = |language, tenths| days(tenths, &Catalogue::new(language));
    assert_eq!([said(Language::Ja, 36), said(Language::Ja, 240)], ["3.6日", "24日"]);
    assert_eq!([said(Language::En, 36), said(Language::En, -240)], ["3.6 d", "−24 d"]);
}
