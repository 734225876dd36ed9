//! Example data for every picture. No company and no person of these names exists.

use takt_draw::chart::bars::{Bar, Bars, Direction};
use takt_draw::chart::cohort::{Cohort, Cohorts, Share};
use takt_draw::chart::heat::{Cell, Strip};
use takt_draw::chart::spark::{Dot, Spark};
use takt_draw::chart::survival::{Counted, Curve, Survival};
use takt_draw::chart::week::{Action, Day, Kind, Now, Outcome, Slot, Week};
use takt_draw::chart::{Picture, Sheet, bars, cohort, heat, spark, survival, week as board};
use takt_draw::figure::{Language, Measure};
use takt_draw::geometry::px;
use takt_draw::theme::{Hue, Theme};

use crate::speak::Catalogue;

/// Every picture by its name, drawn with example data in a language and a theme.
pub(crate) fn pictures(language: Language, theme: Theme) -> Vec<(&'static str, Picture)> {
    let speak = Catalogue::new(language);
    let sheet = |name, width| Sheet { name, width: px(width), theme, speak: &speak };
    let say = Say(language);
    vec![
        ("spark", spark::draw(&say.spark(), &sheet("spark", 320))),
        ("bars", bars::draw(&say.losses(), &sheet("bars", 560))),
        ("bars-below", bars::draw(&say.changes(), &sheet("bars-below", 560))),
        ("bars-standing", bars::draw(&say.returns(), &sheet("bars-standing", 560))),
        ("bars-money", bars::draw(&say.revenue(), &sheet("bars-money", 560))),
        ("heat", heat::draw(&say.reach(), &sheet("heat", 720))),
        ("survival", survival::draw(&say.survival(), &sheet("survival", 640))),
        ("cohort", cohort::draw(&say.cohorts(), &sheet("cohort", 720))),
        ("cohort-narrow", cohort::draw(&say.cohorts(), &sheet("cohort-narrow", 390))),
        ("week", board::draw(&week(language), &sheet("week", 1360))),
        ("empty", bars::draw(&Bars { bars: Vec::new(), ..say.losses() }, &sheet("empty", 420))),
    ]
}

/// A week of example data.
pub(crate) fn week(language: Language) -> Week {
    Say(language).week()
}

/// Example data in the words of a language.
struct Say(Language);

/// Invented places, trades and readings.
const PLACES: [(&str, &str); 12] = [
    ("霧ヶ瀬", "Kirigase"),
    ("藍ノ原", "Ainohara"),
    ("汐見浜", "Shiomihama"),
    ("楓ヶ淵", "Kaedegafuchi"),
    ("苔ノ森", "Kokenomori"),
    ("朧野辺", "Oboronobe"),
    ("紬渡", "Tsumugiwatari"),
    ("蛍ノ里", "Hotarunosato"),
    ("凪ヶ嶺", "Nagigamine"),
    ("朔ノ浦", "Sakunoura"),
    ("琥江橋", "Kohakuebashi"),
    ("雫ヶ谷戸", "Shizukugayato"),
];
const TRADES: [(&str, &str); 7] = [
    ("製作所", "Works"),
    ("会計", "Accounting"),
    ("物流", "Logistics"),
    ("設計", "Design"),
    ("食品", "Foods"),
    ("計器", "Instruments"),
    ("印刷", "Print"),
];

impl Say {
    fn pick(&self, ja: &str, en: &str) -> String {
        match self.0 {
            Language::Ja => ja.into(),
            Language::En => en.into(),
        }
    }

    fn company(&self, number: usize) -> String {
        let (place, trade) = (PLACES[number % PLACES.len()], TRADES[(number * 5 + number / 12) % TRADES.len()]);
        self.pick(&format!("{}{}", place.0, trade.0), &format!("{} {}", place.1, trade.1))
    }

    fn month(&self, month: usize) -> String {
        let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        self.pick(&format!("{}月", (month - 1) % 12 + 1), names[(month - 1) % 12])
    }

    fn yen() -> Measure {
        Measure::Money { minor_digits: 0, currency: "JPY".into() }
    }

    fn spark(&self) -> Spark {
        let values = [31, 33, 36, 30, 28, 35, 38, 41, 37, 40, 44, 42];
        let points = values
            .iter()
            .enumerate()
            .map(|(index, value)| Dot { label: self.month(index + 11), value: (index != 4).then_some(*value) });
        let points = points.collect();
        Spark { title: self.pick("受注", "Won"), measure: Measure::Count, hue: Hue::Green, points }
    }

    fn bars(
        &self,
        title: (&str, &str),
        measure: Measure,
        direction: Direction,
        rows: &[(&str, &str, i64, Hue)],
    ) -> Bars {
        let bars = rows.iter().map(|(ja, en, value, hue)| Bar { label: self.pick(ja, en), value: *value, hue: *hue });
        Bars { title: self.pick(title.0, title.1), measure, direction, bars: bars.collect() }
    }

    fn losses(&self) -> Bars {
        let rows = [
            ("時期尚早", "Too early", 36, Hue::Brown),
            ("予算なし", "No budget", 21, Hue::Brown),
            ("競合に決定", "Chose another", 14, Hue::Brown),
            ("現状維持", "Stays as it is", 11, Hue::Brown),
            ("要件が合わない", "Needs not met", 6, Hue::Brown),
        ];
        self.bars(("失注・見送りの理由", "Why deals were lost"), Measure::Count, Direction::Lying, &rows)
    }

    fn changes(&self) -> Bars {
        let rows = [
            ("育成", "Nurture", 747, Hue::Blue),
            ("接触中", "Contacting", 100, Hue::Orange),
            ("アポ設定済み", "Appointment", 0, Hue::Orange),
            ("初回商談", "First meeting", -9, Hue::Green),
            ("リードリサイクル", "Recycle", -202, Hue::Brown),
        ];
        self.bars(("残高の増減(10月)", "Change of stock in October"), Measure::Count, Direction::Lying, &rows)
    }

    fn returns(&self) -> Bars {
        let values = [74, 58, 131, 166, 92, 210];
        let bars = values.iter().enumerate().map(|(index, value)| Bar {
            label: if index == 5 { self.pick("4月以降", "Apr on") } else { self.month(index + 11) },
            value: *value,
            hue: if index == 0 { Hue::Amber } else { Hue::Brown },
        });
        Bars {
            title: self.pick("再アプローチ予定(再開月別)", "Due back by month"),
            measure: Measure::Count,
            direction: Direction::Standing,
            bars: bars.collect(),
        }
    }

    fn revenue(&self) -> Bars {
        let values = [412, 388, -64, 455, 470, -120, 512, 530, 498, 561, 604, 633];
        let bars = values.iter().enumerate().map(|(index, value)| Bar {
            label: self.month(index + 11),
            value: value * 10_000,
            hue: if *value < 0 { Hue::Rose } else { Hue::Purple },
        });
        Bars {
            title: self.pick("MRRの増減", "Change of MRR"),
            measure: Self::yen(),
            direction: Direction::Standing,
            bars: bars.collect(),
        }
    }

    fn reach(&self) -> Strip {
        let rates = [22, 28, 41, 44, 33, 25, 20, 26, 31, 36, 42, 47, 45, 38, 30, 21];
        let cells = rates.iter().zip(hours()).map(|(rate, minute)| Cell {
            label: format!("{}:{:02}", minute / 60, minute % 60),
            value: Some(rate * 100),
            of: 120,
        });
        Strip {
            title: self.pick("つながりやすい時間", "When people answer"),
            measure: Measure::Percent,
            hue: Hue::Amber,
            cells: cells.collect(),
        }
    }

    fn survival(&self) -> Survival {
        let counted = |days: &[(u32, u32, u32)]| -> Vec<Counted> {
            days.iter()
                .map(|(day, events, censored)| Counted { day: *day, events: *events, censored: *censored })
                .collect()
        };
        let handed = counted(&[
            (30, 4, 0),
            (45, 0, 9),
            (62, 3, 6),
            (95, 5, 12),
            (140, 6, 20),
            (185, 8, 18),
            (240, 5, 31),
            (270, 0, 12),
            (300, 9, 22),
            (330, 0, 7),
            (365, 14, 40),
            (420, 3, 30),
            (480, 0, 10),
            (540, 2, 31),
        ]);
        let not = counted(&[
            (21, 9, 0),
            (48, 11, 2),
            (77, 12, 4),
            (110, 10, 6),
            (135, 0, 3),
            (160, 9, 5),
            (250, 0, 4),
            (210, 7, 8),
            (290, 6, 4),
            (365, 5, 9),
            (480, 2, 12),
        ]);
        let curves = vec![
            Curve::estimated(self.pick("引き継ぎに未記入なし", "Handed over complete"), Hue::Green, 279, &handed),
            Curve::estimated(self.pick("引き継ぎに未記入あり", "Handed over with gaps"), Hue::Orange, 112, &not),
        ];
        Survival { title: self.pick("契約の継続(引き継ぎの記入別)", "How long contracts last"), curves }
    }

    fn cohorts(&self) -> Cohorts {
        let sizes = [38_u32, 41, 36, 44, 40, 47, 42];
        let rows = sizes.iter().enumerate().map(|(row, size)| {
            let mut n = i64::from(*size);
            let cells = (0..7).map(|column| {
                let lost = (row * 3 + column * 5) % 4 / 2;
                if column > 0 {
                    n -= i64::try_from(lost).expect("small");
                }
                let rate = (n * 20_000 + i64::from(*size)) / (i64::from(*size) * 2);
                (row + column < 7).then_some(Share { rate, n })
            });
            Cohort { label: self.month(row + 4), size: *size, cells: cells.collect() }
        });
        Cohorts {
            title: self.pick("月次継続率(社数)", "Companies still there, by month"),
            hue: Hue::Purple,
            columns: (0..7).map(|month| self.pick(&format!("{month}か月"), &format!("month {month}"))).collect(),
            rows: rows.collect(),
        }
    }

    fn week(&self) -> Week {
        let day = |weekday: u8, closed, slots| Day { weekday, year: 2026, month: 11, day: 23 + weekday, closed, slots };
        let days = vec![
            day(0, Some(self.pick("勤労感謝の日", "Labour Thanksgiving Day")), Vec::new()),
            day(1, None, self.slots(0, 16)),
            day(2, None, self.slots(1, 11)),
            day(3, None, self.slots(2, 0)),
            day(4, None, self.slots(3, 0)),
        ];
        Week {
            member: self.pick("佐藤 美咲", "Misaki Sato"),
            days,
            hours: hours(),
            now: Some(Now { day: 2, minute: 15 * 60 + 32 }),
            target: Some(9),
            expected: Some(81),
            advice: Some(self.pick("空き3コマをホットに → 8.9件", "3 free slots to hot leads → 8.9")),
            actions: self.actions(),
            reach: Some(self.reach()),
        }
    }

    /// A day of which so many slots are over.
    fn slots(&self, day: usize, over: usize) -> Vec<Slot> {
        let kinds = [Kind::New, Kind::Follow, Kind::New, Kind::Recycle, Kind::Follow, Kind::New, Kind::Hot];
        let outcomes = [
            Outcome::Absent,
            Outcome::Talked,
            Outcome::Absent,
            Outcome::Appointment,
            Outcome::Reception,
            Outcome::Absent,
            Outcome::Material,
            Outcome::Talked,
            Outcome::NotNow,
        ];
        (0..16)
            .map(|index| {
                let number = day * 16 + index;
                let kind = kinds[number * 3 % kinds.len()];
                match (day, index) {
                    (0 | 2, 0) => Slot::Meeting(self.pick("朝会 / 配分", "Morning meeting")),
                    (2, 13) | (3, 14 | 15) => Slot::Free,
                    _ if index < over => Slot::Done(kind, self.company(number), outcomes[number * 4 % outcomes.len()]),
                    _ => Slot::Planned(kind, self.company(number)),
                }
            })
            .collect()
    }

    fn actions(&self) -> Vec<Action> {
        let of = |kind, worth, number, person: (&str, &str), why: (&str, &str), is_urgent| Action {
            kind,
            worth,
            company: self.company(number),
            person: self.pick(person.0, person.1),
            why: self.pick(why.0, why.1),
            is_urgent,
        };
        let looked = ("料金ページを3回閲覧・残り 0:42", "3 visits to prices, 0:42 left");
        vec![
            of(Kind::Hot, 58, 48, ("田中 一郎 様", "Ichiro Tanaka"), looked, true),
            of(
                Kind::New,
                31,
                49,
                ("森 由紀 様", "Yuki Mori"),
                ("資料請求 昨日 16:20", "asked for documents, yesterday"),
                false,
            ),
            of(
                Kind::Recycle,
                27,
                50,
                ("石井 健 様", "Ken Ishii"),
                ("失注から90日・予算期 12月", "90 days after the loss"),
                false,
            ),
            of(
                Kind::Follow,
                22,
                51,
                ("小林 誠 様", "Makoto Kobayashi"),
                ("3回目・前回不在 水 10時台", "3rd call, absent on Wed"),
                false,
            ),
            of(
                Kind::Follow,
                19,
                52,
                ("伊藤 香 様", "Kaori Ito"),
                ("ウェビナー参加 11/19", "joined the webinar"),
                false,
            ),
            of(
                Kind::Recycle,
                17,
                53,
                ("加藤 仁 様", "Jin Kato"),
                ("担当交代・先月の見送り", "new person in charge"),
                false,
            ),
            of(
                Kind::New,
                15,
                54,
                ("北野 悟 様", "Satoru Kitano"),
                ("展示会 名刺 11/18", "card from the exhibition"),
                false,
            ),
            of(
                Kind::New,
                12,
                55,
                ("原 直子 様", "Naoko Hara"),
                ("ホワイトペーパー 11/20", "read the white paper"),
                false,
            ),
            of(
                Kind::Follow,
                9,
                56,
                ("西 拓也 様", "Takuya Nishi"),
                ("資料送付から5日", "5 days after the documents"),
                false,
            ),
        ]
    }
}

/// Half hours from nine to six with an hour's rest at noon.
fn hours() -> Vec<u16> {
    (18..36).map(|half| half * 30).filter(|minute| !(720..780).contains(minute)).collect()
}
