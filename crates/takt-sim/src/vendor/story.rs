//! What the vendor's time is known for: single accounts whose story is written, and days on which something happened
//! to the whole house. Everything is dated from today backwards, so that it is the same story on every day.

use takt_core::book::InForce;
use takt_core::calendar::Month;
use takt_core::unit::{AccountId, Day};

use crate::plan::Plan;

/// An account whose story is written, not drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Story {
    /// A deal lost in May for its time, which returns in August and is won.
    LostThenWon,
    /// A handover to customer success as it should be: promise written down, called at once, four introductions.
    GoodHandover,
    /// A handover whose promise nobody wrote down: sent back, called late, no introductions, and the contract ends.
    BadHandover,
}

impl Story {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::LostThenWon, Self::GoodHandover, Self::BadHandover];

    /// Its name for programs and catalogues.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::LostThenWon => "lost-then-won",
            Self::GoodHandover => "good-handover",
            Self::BadHandover => "bad-handover",
        }
    }
}

/// An exhibition: days on which cards are collected at a booth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exhibition {
    /// The first day.
    pub first: Day,
    /// The last day.
    pub last: Day,
    /// Cards over all its days; each is an account.
    pub cards: u32,
}

/// Where the stories of a vendor are found. What did not fit into a short plan is absent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stories {
    /// The accounts, in the order in which they became known.
    pub accounts: Vec<(Story, AccountId)>,
    /// The largest exhibition.
    pub exhibition: Option<Exhibition>,
    /// The day from which every running subscription costs more.
    pub price_rise: Option<Day>,
    /// The day from which marketing brings more than inside sales can call: the constraint begins.
    pub push: Option<Day>,
}

impl Stories {
    /// The account of a story.
    #[must_use]
    pub fn account(&self, story: Story) -> Option<AccountId> {
        self.accounts.iter().find(|(told, _)| *told == story).map(|(_, account)| *account)
    }
}

/// The dates of a plan.
#[derive(Clone, Debug)]
pub(super) struct Season {
    /// When accounts with a story become known.
    pub(super) arrivals: Vec<(Day, Story)>,
    /// The day of May on which the deal is lost, and the day of August until which it rests.
    pub(super) lost: (Day, Day),
    pub(super) exhibitions: Vec<Exhibition>,
    pub(super) price_rise: Day,
    pub(super) push: Day,
}

/// Exhibitions: months before the last whole one, cards at 1,200 leads a month, days, the day of the month from which
/// days are looked for. None lies so that its silent cards leave nurture for the shelf, or come back from it, in the last
/// whole month beside those of the largest.
const EXHIBITIONS: [(i32, u32, i32, i32); 5] =
    [(15, 200, 2, 9), (9, 200, 2, 9), (6, 800, 3, 9), (5, 500, 2, 5), (2, 150, 2, 9)];
/// Months before the last whole one in which the price rises, on the first.
const PRICE_RISE: i32 = 4;
/// Days before today on which the accounts of the handovers become known: a contract of a year has ended since, and one
/// of some months runs.
const GOOD_DAYS: i32 = 270;
const BAD_DAYS: i32 = 505;

impl Season {
    pub(super) fn of(plan: &Plan, model: &InForce) -> Self {
        let calendar = model.calendar();
        let open = |day: Day| (day.0..day.0 + 15).map(Day).find(|day| calendar.is_open(*day)).unwrap_or(day);
        let first = plan.first_day();
        let lost = may(plan);
        let lost = (open(Day::of(lost, 5, 19).unwrap_or(first)), open(Day::of(lost, 8, 4).unwrap_or(first)));
        let begins = open(Day((lost.0.0 - 65).max(first.0 + 2)));
        let mut arrivals = vec![
            (begins, Story::LostThenWon),
            (open(Day(plan.today.0 - GOOD_DAYS)), Story::GoodHandover),
            (open(Day(plan.today.0 - BAD_DAYS)), Story::BadHandover),
        ];
        // What begins after it should have, or before the vendor, is no story.
        arrivals.retain(|(day, story)| *day > first && (*story != Story::LostThenWon || lost.0.0 - day.0 >= 40));
        let exhibitions = EXHIBITIONS.iter().filter_map(|(months, cards, days, from)| {
            let month: Month = plan.whole_month(*months);
            let begin = month.first_day().0 + from - 1;
            // On consecutive open days that begin on a Wednesday, else on any.
            let fits = |day: &i32| (*day..day + days).all(|day| calendar.is_open(Day(day)));
            let opens = (begin..begin + 12).filter(fits).collect::<Vec<_>>();
            let opens = opens.iter().find(|day| Day(**day).weekday() == 2).or(opens.first()).copied()?;
            let exhibition = Exhibition { first: Day(opens), last: Day(opens + days - 1), cards: plan.scaled(*cards) };
            (exhibition.first > first && exhibition.cards > 0).then_some(exhibition)
        });
        Self {
            arrivals,
            lost,
            exhibitions: exhibitions.collect(),
            price_rise: plan.whole_month(PRICE_RISE).first_day(),
            push: plan.whole_month(0).first_day(),
        }
    }

    /// Cards of a day at a booth.
    pub(super) fn cards(&self, day: Day) -> u32 {
        self.exhibitions
            .iter()
            .filter(|held| held.first <= day && day <= held.last)
            .map(|held| {
                let days = held.last.0 - held.first.0 + 1;
                let place = day.0 - held.first.0;
                let (days, place) = (u32::try_from(days).unwrap_or(1), u32::try_from(place).unwrap_or(0));
                // The cards that do not divide fall on the first days.
                held.cards / days + u32::from(place < held.cards % days)
            })
            .sum()
    }

    /// The stories as far as they were told.
    pub(super) fn stories(&self, plan: &Plan, accounts: &[(Story, AccountId)]) -> Stories {
        let begun = |day: Day| (plan.first_day() < day && day < plan.today).then_some(day);
        Stories {
            accounts: accounts.to_vec(),
            exhibition: self.exhibitions.iter().max_by_key(|held| held.cards).copied(),
            price_rise: begun(self.price_rise),
            push: begun(self.push),
        }
    }
}

/// The year of the latest May whose lost deal can have been won again by today: by the middle of October.
fn may(plan: &Plan) -> i16 {
    let date = plan.today.date();
    if (date.month(), date.day()) >= (10, 16) { date.year() } else { date.year() - 1 }
}
