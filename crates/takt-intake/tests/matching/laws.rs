//! What holds of any companies and people, in any order.

use proptest::prelude::*;
use takt_intake::matching::{CompanySaid, CompanySigns, Directory, Met, People, PersonSaid, PersonSigns, Signer};

use crate::signer;

const NUMBERS: [&str; 4] = ["", "7000012050002", "1000011000005", "8700110005901"];
const NAMES: [&str; 6] =
    ["株式会社北斗", "北斗株式会社", "有限会社北斗", "北斗株式会社　札幌支店", "北斗", "株式会社森"];
const KANA: [&str; 3] = ["", "ホクト", "モリ"];
const DOMAINS: [&str; 3] = ["", "hokuto.co.jp", "mori.jp"];
const PLACES: [&str; 3] = ["", "港区芝1-2-3", "札幌市中央区北一条西2-1"];
const PHONES: [&str; 3] = ["", "03-1234-5678", "090-1234-5678"];
const PEOPLE: [&str; 4] = ["", "田中 太郎", "田中", "鈴木 花子"];
const MAILS: [&str; 4] = ["", "taro@hokuto.co.jp", "info@hokuto.co.jp", "taro@gmail.com"];

fn company() -> impl Strategy<Value = CompanySaid<'static>> {
    let of = |from: &'static [&'static str]| proptest::sample::select(from);
    let fields = (of(&NUMBERS), of(&NAMES), of(&KANA), of(&DOMAINS), of(&PLACES), of(&PHONES));
    fields.prop_map(|(number, name, kana, url, address, phone)| CompanySaid {
        number,
        name,
        kana,
        url,
        address,
        phone,
        ..CompanySaid::default()
    })
}

fn person() -> impl Strategy<Value = PersonSaid<'static>> {
    let of = |from: &'static [&'static str]| proptest::sample::select(from);
    (of(&PEOPLE), of(&MAILS), of(&PHONES)).prop_map(|(name, mail, phone)| PersonSaid {
        name,
        mail,
        phone,
        ..PersonSaid::default()
    })
}

fn directory(signer: &mut Signer, known: &[(u32, CompanySaid<'_>)]) -> Directory {
    let mut directory = Directory::default();
    known.iter().for_each(|(account, said)| directory.add(*account, signer.company(said)));
    directory
}

proptest! {
    /// Accounts are one by number only with their own number, whatever is added in whatever order.
    #[test]
    fn two_numbers_are_never_one(all in proptest::collection::vec(company(), 1..40)) {
        let (mut signer, mut directory, mut numbers) = (signer(), Directory::default(), Vec::<&str>::new());
        for said in &all {
            let signs = signer.company(said);
            let meeting = directory.meet(&signs);
            let whom = match meeting.met {
                Met::Known(account, _) => Some((account, true)),
                Met::Part(account, _) => Some((account, false)),
                Met::New => None,
            };
            for account in whom.map(|(account, _)| account).into_iter().chain(meeting.doubts.iter().map(|(one, _)| *one)) {
                let known = numbers[account as usize];
                prop_assert!(known.is_empty() || said.number.is_empty() || known == said.number, "{:?} {:?}", said, meeting);
            }
            prop_assert!(meeting.doubts.len() <= 8);
            prop_assert!(meeting.met == Met::New || meeting.doubts.is_empty());
            match whom {
                Some((account, true)) => {
                    directory.add(account, signs);
                    if numbers[account as usize].is_empty() {
                        numbers[account as usize] = said.number;
                    }
                }
                _ => {
                    directory.add(u32::try_from(numbers.len()).unwrap(), signs);
                    numbers.push(said.number);
                }
            }
        }
    }

    /// Whom a number means does not depend on who was added first, and asking twice gives one answer.
    #[test]
    fn a_number_means_one_account_in_any_order(
        known in proptest::collection::vec(company(), 1..20).prop_map(|all| (0..).zip(all).collect::<Vec<_>>()),
        shuffled in any::<u64>(),
        said in company(),
    ) {
        let mut other = known.clone();
        other.sort_by_key(|(account, _)| (u64::from(*account) + 1).wrapping_mul(shuffled | 1));
        let mut signer = signer();
        let (one, other) = (directory(&mut signer, &known), directory(&mut signer, &other));
        let signs = signer.company(&said);
        prop_assert_eq!(one.meet(&signs), one.meet(&signs));
        // With the same account added twice nothing changes.
        let mut again = one;
        let before = again.meet(&signs);
        known.iter().for_each(|(account, said)| again.add(*account, signer.company(said)));
        prop_assert_eq!(&again.meet(&signs), &before);
        if known.iter().any(|(_, known)| !said.number.is_empty() && known.number == said.number) {
            prop_assert!(before.met != Met::New);
            prop_assert_eq!(before, other.meet(&signs));
        }
    }

    /// A table of any size finds what was added: an account by its own signs, among many of other names.
    #[test]
    fn who_was_added_is_found(count in 1_u32..3_000, room in 0_usize..3_000) {
        let (mut signer, mut directory) = (signer(), Directory::with_capacity(room));
        let said = |account: u32| (format!("株式会社第{account}北斗"), format!("hokuto{account}.co.jp"));
        let all: Vec<CompanySigns> = (0..count)
            .map(|account| {
                let (name, url) = said(account);
                signer.company(&CompanySaid { name: &name, url: &url, ..CompanySaid::default() })
            })
            .collect();
        (0..).zip(&all).for_each(|(account, signs)| directory.add(account, *signs));
        for (account, signs) in (0_u32..).zip(&all) {
            prop_assert!(matches!(directory.meet(signs).met, Met::Known(known, _) if known == account));
        }
    }

    #[test]
    fn people_are_met_alike_twice(
        known in proptest::collection::vec((person(), 0_u32..6, 0_u32..3), 0..20),
        said in person(),
        account in proptest::option::of(0_u32..4),
    ) {
        let (mut signer, mut people) = (signer(), People::default());
        for (said, contact, account) in &known {
            people.add(*contact, *account, signer.person(said));
        }
        let signs = signer.person(&said);
        let meeting = people.meet(&signs, account);
        prop_assert_eq!(&meeting, &people.meet(&signs, account));
        prop_assert!(meeting.met.is_none() || meeting.doubts.is_empty());
        for (contact, ..) in meeting.met.iter() {
            prop_assert!(known.iter().any(|(_, known, _)| known == contact));
        }
        // Added to a new contact of an account of its own, they are found again wherever one sign is theirs alone.
        if said.mail == "taro@gmail.com" && known.iter().all(|(known, ..)| known.mail != said.mail) {
            people.add(99, 9, signs);
            prop_assert_eq!(people.meet(&signs, None).met.map(|(contact, ..)| contact), Some(99));
        }
    }

    #[test]
    fn signs_are_kept_as_bytes(said in company(), other in company(), one in person()) {
        let mut signer = signer();
        let signs = signer.company(&said).and(signer.company(&other));
        prop_assert_eq!(CompanySigns::of_bytes(&signs.to_bytes()), signs);
        let signs = signer.person(&one);
        prop_assert_eq!(PersonSigns::of_bytes(&signs.to_bytes()), signs);
    }
}

/// Signs lie on disk: a change of how they are made must be seen, and be answered by making them anew.
#[test]
fn signs_are_the_same_in_every_version() {
    let mut signer = signer();
    let said = CompanySaid {
        name: "㈱北斗商事　札幌支店",
        kana: "ホクトショウジ",
        number: "7000012050002",
        mail: "a@hokuto.co.jp",
        phone: "03-1234-5678",
        address: "札幌市中央区北一条西2-1",
        ..CompanySaid::default()
    };
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let person =
        PersonSaid {
            name: "田中 太郎", mail: "taro@hokuto.co.jp", phone: "090-1234-5678", ..PersonSaid::default()
        };
    assert_eq!(
        hex(&signer.company(&said).to_bytes()),
        "524e3bd15d060000b0471f05786a8079931ba28d9b8a2c7ba9910140091879576f87d71ac513cf3b2c5317a2"
    );
    assert_eq!(hex(&signer.person(&person).to_bytes()), "cb5029518d04b2fa3d245a5a4693046823143c9a95f14963653feca001");
    let mut other = Signer::new([7; 16]);
    assert_ne!(other.person(&person), signer.person(&person), "another key makes other signs");
}
