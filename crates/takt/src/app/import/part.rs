//! What idempotency keys are made of.
//!
//! A key is a hash, and a plain hash of something that can be guessed tells it: who has the keys could ask of any address
//! whether it was ever imported. So a person, and every other outside key that is a mail address or a telephone number,
//! goes in as an HMAC under the installation's secret. All else goes in as it is, and is the same in every folder.

use takt_intake::{AccountKey, ContactKey, RowKey, Taken};
use takt_store::Store;

use crate::app::desk::Desk;
use crate::app::secret::{bare, is_address};
use crate::fault::Fault;

/// The outside keys of an intake that are not to be guessed, by their places.
#[derive(Debug, Default)]
pub(super) struct Parts {
    accounts: Vec<Option<[u8; 32]>>,
    contacts: Vec<Option<[u8; 32]>>,
    rows: Vec<Option<[u8; 32]>>,
}

impl Parts {
    /// The parts of an intake. Where there is a person or an address in it, the folder has a secret from now on.
    pub(super) fn of<S: Store>(desk: &mut Desk<S>, taken: &Taken) -> Result<Self, Fault> {
        let accounts = places(taken.account_keys.len()).map(|place| taken.account_keys.text(AccountKey(place)));
        let accounts: Vec<bool> = accounts.map(|key| is_address(bare(key))).collect();
        let rows = places(taken.row_keys.len()).map(|place| taken.row_keys.text(RowKey(place)));
        let rows: Vec<bool> = rows.map(|key| is_address(bare(key))).collect();
        let any_person = !taken.contact_keys.is_empty();
        if !any_person && !accounts.contains(&true) && !rows.contains(&true) {
            // Nothing is hidden, so that the folder needs no secret; but where somebody was erased it must be there.
            desk.secret()?;
            return Ok(Self::default());
        }
        let secret = desk.needed_secret()?;
        let hidden = |is_hidden: &bool, key: &str| is_hidden.then(|| secret.part(key));
        let account = |(place, is_hidden): (u32, &bool)| hidden(is_hidden, taken.account_keys.text(AccountKey(place)));
        let row = |(place, is_hidden): (u32, &bool)| hidden(is_hidden, taken.row_keys.text(RowKey(place)));
        Ok(Self {
            accounts: (0..).zip(&accounts).map(account).collect(),
            contacts: places(taken.contact_keys.len())
                .map(|place| Some(secret.part(taken.contact_keys.text(ContactKey(place)))))
                .collect(),
            rows: if rows.contains(&true) { (0..).zip(&rows).map(row).collect() } else { Vec::new() },
        })
    }

    /// The part of an account.
    pub(super) fn account<'a>(&'a self, taken: &'a Taken, key: AccountKey) -> &'a [u8] {
        part(&self.accounts, key.0, taken.account_keys.text(key))
    }

    /// The part of a contact.
    pub(super) fn contact<'a>(&'a self, taken: &'a Taken, key: ContactKey) -> &'a [u8] {
        part(&self.contacts, key.0, taken.contact_keys.text(key))
    }

    /// The part of a row.
    pub(super) fn row<'a>(&'a self, taken: &'a Taken, key: RowKey) -> &'a [u8] {
        part(&self.rows, key.0, taken.row_keys.text(key))
    }
}

fn part<'a>(hidden: &'a [Option<[u8; 32]>], place: u32, plain: &'a str) -> &'a [u8] {
    match hidden.get(place as usize) {
        Some(Some(bytes)) => bytes,
        _ => plain.as_bytes(),
    }
}

/// The places of so many keys.
fn places(count: usize) -> impl Iterator<Item = u32> {
    0..u32::try_from(count).unwrap_or(u32::MAX)
}
