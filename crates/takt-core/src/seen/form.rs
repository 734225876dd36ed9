//! The columns as bytes: what a segment beside the journal holds.

use alloc::vec::Vec;

use super::{Origin, PLACE, ROW, Seen};
use crate::fact::binary::{self, Malformed, Reader, Writer};
use crate::fact::{Actor, Field};
use crate::unit::{AccountId, ContactId, ImportId, MemberId, Micros, Seq};

impl Seen {
    /// The columns as bytes, in parts that follow each other; what came late is put in order first.
    pub fn parts(&mut self) -> (Vec<u8>, [&[u8]; 2]) {
        self.settle();
        let mut out = Writer::default();
        out.number(self.house.len() as u64);
        for fact in &self.house {
            let bytes = binary::encode(core::slice::from_ref(fact));
            out.number(fact.seq.0);
            out.number(bytes.len() as u64);
            out.bytes(&bytes);
        }
        out.number(self.origins.len() as u64);
        let (mut recorded, mut house, mut first) = (0_i64, 0_u32, 0_u64);
        for origin in &self.origins {
            out.signed(origin.recorded_at.0.wrapping_sub(recorded));
            out.number(u64::from(origin.house.wrapping_sub(house)));
            out.number(origin.first.0.wrapping_sub(first));
            (recorded, house, first) = (origin.recorded_at.0, origin.house, origin.first.0);
            let (actor, id) = match origin.actor {
                Actor::Import(import) => (0, import.0),
                Actor::Member(member) => (1, member.0),
                Actor::Program => (2, 0),
                Actor::Model => (3, 0),
            };
            out.number(u64::from(id) << 2 | actor);
        }
        out.number(self.starts.len() as u64);
        let mut last = 0;
        for start in &self.starts {
            out.number(start - last);
            last = *start;
        }
        out.number(self.people.len() as u64);
        self.people.iter().for_each(|place| out.number(u64::from(*place)));
        out.number(self.others.len() as u64);
        for (contact, next) in &self.others {
            out.number(u64::from(contact.0));
            out.number(u64::from(*next));
        }
        out.number(self.bound.len() as u64);
        self.bound.iter().for_each(|account| out.number(u64::from(account.0)));
        out.number(self.next.0);
        self.recorded_at.write(&mut out);
        out.byte(u8::from(self.last.is_some()));
        if let Some((commit, account)) = self.last {
            commit.write(&mut out);
            out.number(account.map_or(0, |account| u64::from(account.0) + 1));
        }
        out.number(self.wide.as_bytes().len() as u64);
        out.bytes(self.wide.as_bytes());
        out.number(self.rows.len() as u64);
        // Both lie in memory as they lie in the file.
        (out.into_bytes(), [self.rows.as_flattened(), self.places.as_flattened()])
    }

    /// Reads what [`Seen::parts`] wrote, one part behind the other.
    ///
    /// # Errors
    /// [`Malformed`] where it did not write these bytes.
    pub fn read_parts(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut from = Reader::new(bytes);
        let house = from.list(|from| {
            let seq = Seq(from.number()?);
            let length = usize::try_from(from.number()?).map_err(|_| Malformed)?;
            binary::decode(binary::VERSION, seq, 1, from.bytes(length)?)?.pop().ok_or(Malformed)
        })?;
        let (mut recorded, mut came, mut first) = (0_i64, 0_u32, 0_u64);
        let origins = from.list(|from| {
            recorded = recorded.wrapping_add(from.signed()?);
            came = came.checked_add(from.id()?).filter(|came| *came as usize <= house.len()).ok_or(Malformed)?;
            first = first.checked_add(from.number()?).ok_or(Malformed)?;
            let actor = from.number()?;
            let id = u32::try_from(actor >> 2).map_err(|_| Malformed)?;
            let actor = match actor & 3 {
                0 => Actor::Import(ImportId(id)),
                1 => Actor::Member(MemberId(id)),
                2 => Actor::Program,
                _ => Actor::Model,
            };
            Ok(Origin { recorded_at: Micros(recorded), actor, house: came, first: Seq(first) })
        })?;
        let mut last = 0_u64;
        let starts = from.list(|from| {
            last = last.checked_add(from.number()?).ok_or(Malformed)?;
            Ok(last)
        })?;
        let people = from.list(Reader::id)?;
        let others = from.list(|from| Ok((ContactId(from.id()?), from.id()?)))?;
        let bound = from.list(|from| from.id().map(AccountId))?.into_iter().collect();
        let next = Seq(from.number()?);
        let recorded_at = Option::read(&mut from)?;
        let came_last = if bool::read(&mut from)? {
            let commit = Micros::read(&mut from)?;
            let account = from.number()?.checked_sub(1).map(u32::try_from).transpose().map_err(|_| Malformed)?;
            Some((commit, account.map(AccountId)))
        } else {
            None
        };
        let length = usize::try_from(from.number()?).map_err(|_| Malformed)?;
        let wide = Writer::from(from.bytes(length)?.to_vec());
        let count = usize::try_from(from.number()?).map_err(|_| Malformed)?;
        let (rows, rest) = from.bytes(count.checked_mul(ROW).ok_or(Malformed)?)?.as_chunks::<ROW>();
        let (places, over) = from.bytes(count.checked_mul(PLACE).ok_or(Malformed)?)?.as_chunks::<PLACE>();
        if !from.is_empty() || !rest.is_empty() || !over.is_empty() || last != count as u64 {
            return Err(Malformed);
        }
        Ok(Self {
            house,
            origins,
            starts,
            rows: rows.to_vec(),
            places: places.to_vec(),
            wide,
            people,
            others,
            next,
            last: came_last,
            recorded_at,
            bound,
            ..Self::default()
        })
    }
}
