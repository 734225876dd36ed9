//! The week of one member of inside sales: what the slots were promised to and what came of them, what comes next, and
//! when people answer. What can be counted from the slots is counted here and never given.

mod board;

use super::{Picture, Sheet, Table, heat};
use crate::figure::Speak;
use crate::theme::Hue;

/// A week.
#[derive(Clone, Debug)]
pub struct Week {
    /// Whose.
    pub member: String,
    /// From Monday on, as many as the house works.
    pub days: Vec<Day>,
    /// When each slot begins, in minutes after midnight; in order, half an hour each. Where there is more between two,
    /// the house rests.
    pub hours: Vec<u16>,
    /// The present, if it lies in the week.
    pub now: Option<Now>,
    /// How many appointments the week should bring.
    pub target: Option<u32>,
    /// How many it will have brought by its end as things are going, in tenths.
    pub expected: Option<i64>,
    /// What could be done about it, in a sentence.
    pub advice: Option<String>,
    /// Whom to turn to next, the best first.
    pub actions: Vec<Action>,
    /// The rate of reaching people, one cell for each slot of a day.
    pub reach: Option<heat::Strip>,
}

/// A day of the week.
#[derive(Clone, Debug)]
pub struct Day {
    /// The day of the week, 0 for Monday.
    pub weekday: u8,
    /// The year.
    pub year: i32,
    /// The month, 1 to 12.
    pub month: u8,
    /// The day of the month.
    pub day: u8,
    /// Why nobody works, by name: a holiday, a closure.
    pub closed: Option<String>,
    /// One for each of [`Week::hours`]; nothing of it shows on a day that is closed.
    pub slots: Vec<Slot>,
}

/// The present.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now {
    /// Which of [`Week::days`], from 0.
    pub day: usize,
    /// Minutes after midnight.
    pub minute: u16,
}

/// Half an hour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Slot {
    /// Nobody is promised anything.
    Free,
    /// The member is away.
    Away,
    /// A meeting of our own, by its name.
    Meeting(String),
    /// A call to come.
    Planned(Kind, String),
    /// A call that was made, and what came of it.
    Done(Kind, String, Outcome),
}

/// Why a company has a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// To be called now.
    Hot,
    /// For the first time.
    New,
    /// Again, after a call or a document.
    Follow,
    /// Again, after months of rest.
    Recycle,
}

impl Kind {
    /// All of them, as they stand on the bar of the week.
    pub const ALL: [Self; 4] = [Self::Hot, Self::New, Self::Follow, Self::Recycle];

    /// Its name in the catalogue, behind `draw-slot-`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Hot => "hot",
            Self::New => "new",
            Self::Follow => "follow",
            Self::Recycle => "recycle",
        }
    }

    /// Its colour.
    #[must_use]
    pub const fn hue(self) -> Hue {
        match self {
            Self::Hot => Hue::Orange,
            Self::New => Hue::Blue,
            Self::Follow => Hue::Sky,
            Self::Recycle => Hue::Brown,
        }
    }
}

/// What came of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// アポ設定.
    Appointment,
    /// 接続.
    Talked,
    /// 不在.
    Absent,
    /// 受付止まり.
    Reception,
    /// 折り返し.
    CallBack,
    /// 資料送付希望.
    Material,
    /// 見送り(時期).
    NotNow,
    /// 対象外.
    NoFit,
    /// 退職・異動.
    Left,
    /// 番号違い.
    WrongNumber,
    /// お断り.
    Refused,
}

impl Outcome {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Appointment,
        Self::Talked,
        Self::Absent,
        Self::Reception,
        Self::CallBack,
        Self::Material,
        Self::NotNow,
        Self::NoFit,
        Self::Left,
        Self::WrongNumber,
        Self::Refused,
    ];

    /// Its name in the catalogue, behind `draw-outcome-`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Appointment => "appointment",
            Self::Talked => "talked",
            Self::Absent => "absent",
            Self::Reception => "reception",
            Self::CallBack => "call-back",
            Self::Material => "material",
            Self::NotNow => "not-now",
            Self::NoFit => "no-fit",
            Self::Left => "left",
            Self::WrongNumber => "wrong-number",
            Self::Refused => "refused",
        }
    }

    /// Whether the one who was called was spoken with: the reception is no connection, and neither is a call back that
    /// has not come.
    #[must_use]
    pub const fn is_connected(self) -> bool {
        match self {
            Self::Appointment | Self::Talked | Self::Material | Self::NotNow | Self::NoFit | Self::Refused => true,
            Self::Absent | Self::Reception | Self::CallBack | Self::Left | Self::WrongNumber => false,
        }
    }
}

/// Whom to turn to, and why.
#[derive(Clone, Debug)]
pub struct Action {
    /// As what they would get a slot.
    pub kind: Kind,
    /// What a slot for them is worth, in hundredths of an appointment.
    pub worth: i64,
    /// The company.
    pub company: String,
    /// The person there, as they are addressed.
    pub person: String,
    /// Why now, in one line.
    pub why: String,
    /// Whether it cannot wait.
    pub is_urgent: bool,
}

/// The names of the days in the catalogue, behind `draw-weekday-`, from Monday on.
pub const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// How many slots went where. All add up to the slots of the week.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Budget {
    /// Calls that were made.
    pub done: u32,
    /// Calls to come, as [`Kind::ALL`] has them.
    pub planned: [u32; 4],
    /// Our own meetings.
    pub meetings: u32,
    /// Free.
    pub free: u32,
    /// Lost to holidays, closures and leaves.
    pub closed: u32,
    /// Of the calls that were made: the one called was spoken with.
    pub connected: u32,
    /// Of the calls that were made: an appointment came of it.
    pub appointments: u32,
}

impl Budget {
    /// All slots of the week, closed ones too.
    #[must_use]
    pub fn all(&self) -> u32 {
        self.open() + self.closed
    }

    /// The slots that can be worked in.
    #[must_use]
    pub fn open(&self) -> u32 {
        self.done + self.planned.iter().sum::<u32>() + self.meetings + self.free
    }
}

impl Week {
    /// Counts the slots. A day without an entry for some hour is away then.
    #[must_use]
    pub fn budget(&self) -> Budget {
        let mut budget = Budget::default();
        for day in &self.days {
            for index in 0..self.hours.len() {
                match self.slot(day, index) {
                    None | Some(Slot::Away) => budget.closed += 1,
                    Some(Slot::Free) => budget.free += 1,
                    Some(Slot::Meeting(_)) => budget.meetings += 1,
                    Some(Slot::Planned(kind, _)) => {
                        let planned = Kind::ALL.iter().zip(&mut budget.planned).find(|(other, _)| *other == kind);
                        planned.into_iter().for_each(|(_, count)| *count += 1);
                    }
                    Some(Slot::Done(_, _, outcome)) => {
                        budget.done += 1;
                        budget.connected += u32::from(outcome.is_connected());
                        budget.appointments += u32::from(*outcome == Outcome::Appointment);
                    }
                }
            }
        }
        budget
    }

    /// What a slot of a day holds; nothing where the day is closed.
    fn slot<'a>(&self, day: &'a Day, index: usize) -> Option<&'a Slot> {
        if day.closed.is_some() { None } else { day.slots.get(index) }
    }
}

/// Draws the board of a week, 1,360 px wide.
#[must_use]
pub fn draw(week: &Week, sheet: &Sheet<'_>) -> Picture {
    board::draw(week, sheet)
}

/// A time of day: 9:00.
fn clock(minute: u16) -> String {
    format!("{}:{:02}", minute / 60, minute % 60)
}

fn weekday(day: &Day, speak: &dyn Speak) -> String {
    let name = WEEKDAYS.get(usize::from(day.weekday)).unwrap_or(&WEEKDAYS[6]);
    speak.say(&format!("draw-weekday-{name}"), &[])
}

fn date(day: &Day) -> String {
    format!("{}-{:02}-{:02}", day.year, day.month, day.day)
}

fn kind(kind: Kind, speak: &dyn Speak) -> String {
    speak.say(&format!("draw-slot-{}", kind.name()), &[])
}

fn outcome(outcome: Outcome, speak: &dyn Speak) -> String {
    speak.say(&format!("draw-outcome-{}", outcome.name()), &[])
}

/// The week as a list of its slots.
fn table(week: &Week, speak: &dyn Speak) -> Table {
    let head = vec![
        speak.say("draw-column-date", &[]),
        speak.say("draw-column-time", &[]),
        speak.say("draw-column-kind", &[]),
        speak.say("draw-column-company", &[]),
        speak.say("draw-column-outcome", &[]),
    ];
    let mut rows = Vec::new();
    for day in &week.days {
        for (index, hour) in week.hours.iter().enumerate() {
            let none = String::new;
            let [what, who, came] = match week.slot(day, index) {
                None => [day.closed.clone().unwrap_or_else(|| speak.say("draw-week-away", &[])), none(), none()],
                Some(Slot::Away) => [speak.say("draw-week-away", &[]), none(), none()],
                Some(Slot::Free) => [speak.say("draw-week-free", &[]), none(), none()],
                Some(Slot::Meeting(name)) => [speak.say("draw-week-meeting", &[]), name.clone(), none()],
                Some(Slot::Planned(of, company)) => [kind(*of, speak), company.clone(), none()],
                Some(Slot::Done(of, company, came)) => [kind(*of, speak), company.clone(), outcome(*came, speak)],
            };
            rows.push(vec![date(day), clock(*hour), what, who, came]);
        }
    }
    Table { head, rows }
}
