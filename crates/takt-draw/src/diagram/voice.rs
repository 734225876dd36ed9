//! What is said on the picture: names of the model, numbers, and the sentences of the catalogue.

use takt_core::book::InForce;
use takt_core::fact::Path;
use takt_core::metric::{Beside, MoveCount, Picture, Return};
use takt_core::model::Bilingual;
use takt_core::unit::{Day, Money, Rate, StageId, TeamId};

use super::Look;
use crate::figure::{self, Language, Speak};

/// Speaks about one picture of one model.
#[derive(Clone, Copy)]
pub(super) struct Voice<'a> {
    pub(super) picture: &'a Picture,
    pub(super) force: &'a InForce,
    pub(super) look: &'a Look,
    pub(super) speak: &'a dyn Speak,
}

/// What stands beside a stock, said in the ways that there is room for.
#[derive(Clone, Debug)]
pub(super) struct BesideWords {
    /// Everything, to the last digit.
    pub(super) full: String,
    /// In short, on one line.
    pub(super) line: String,
    /// What it is, to stand above `short`; empty where the number says it itself.
    pub(super) label: String,
    /// The number alone, in short.
    pub(super) short: String,
}

impl Voice<'_> {
    pub(super) fn say(&self, key: &str, args: &[(&str, String)]) -> String {
        self.speak.say(key, args)
    }

    pub(super) fn word(&self, key: &str) -> String {
        self.speak.say(key, &[])
    }

    pub(super) fn name(&self, name: &Bilingual) -> String {
        let (first, second) = match self.speak.language() {
            Language::Ja => (&name.ja, &name.en),
            Language::En => (&name.en, &name.ja),
        };
        if first.is_empty() { second.clone() } else { first.clone() }
    }

    /// The name of a stage: of this model, or of the model that had it.
    pub(super) fn stage(&self, id: StageId) -> String {
        if let Some(stage) = self.force.stage(id) {
            return self.name(&stage.name);
        }
        let former = self.look.former.iter().find(|(known, _)| *known == id);
        former.map_or_else(|| format!("#{}", id.0), |(_, name)| name.clone())
    }

    /// The name of a stage in files, by which a program finds it again.
    pub(super) fn key(&self, id: StageId) -> String {
        self.force.stage(id).map_or_else(|| self.stage(id), |stage| stage.key.clone())
    }

    pub(super) fn team(&self, id: TeamId) -> String {
        self.force.model.team(id).map_or_else(String::new, |team| self.name(&team.name))
    }

    pub(super) fn count(&self, number: u64) -> String {
        figure::count(i64::try_from(number).unwrap_or(i64::MAX), self.speak)
    }

    /// A count in few characters: `1.2万`, `12K`. Exact below ten thousand.
    pub(super) fn short_count(&self, number: u64) -> String {
        if number < 10_000 {
            return self.count(number);
        }
        // How large numbers are counted: part of the figure, as the commas are.
        let steps: &[(u64, &str)] = match self.speak.language() {
            Language::Ja => &[(100_000_000, "億"), (10_000, "万")],
            Language::En => &[(1_000_000_000, "B"), (1_000_000, "M"), (1_000, "K")],
        };
        let Some((step, letter)) = steps.iter().find(|(step, _)| *step <= number) else { return self.count(number) };
        let tenths = (number + step / 20) / (step / 10);
        if tenths >= 100 || tenths.is_multiple_of(10) {
            return format!("{}{letter}", self.count((tenths + 5) / 10));
        }
        format!("{}.{}{letter}", tenths / 10, tenths % 10)
    }

    /// A rate with one decimal; all of it is `100%`.
    pub(super) fn percent(&self, rate: Rate) -> String {
        if rate.0 == 10_000 {
            return self.whole_percent(rate);
        }
        figure::percent(rate.0.into(), self.speak)
    }

    pub(super) fn whole_percent(&self, rate: Rate) -> String {
        figure::whole_percent(rate.0.into(), self.speak)
    }

    pub(super) fn days(&self, tenths: i64) -> String {
        figure::days(tenths, self.speak)
    }

    pub(super) fn money(&self, money: Money) -> String {
        figure::money(money.minor, money.currency.minor_digits(), money.currency.as_str(), self.speak)
    }

    pub(super) fn short_money(&self, money: Money) -> String {
        figure::short_money(money.minor, money.currency.minor_digits(), money.currency.as_str(), self.speak)
    }

    /// What stands beside a stock; nothing where nothing is known.
    pub(super) fn beside(&self, beside: &Beside) -> Option<BesideWords> {
        let sums = |sums: &[Money]| {
            let first = sums.first()?;
            let all: Vec<String> = sums.iter().map(|money| self.money(*money)).collect();
            let more = if sums.len() > 1 { "+" } else { "" };
            Some((all.join(" + "), format!("{}{more}", self.short_money(*first))))
        };
        let (key, label, arg, (all, short)) = match beside {
            Beside::Nothing | Beside::People(0) => return None,
            Beside::People(people) => (
                "diagram-people",
                "diagram-people-label",
                "count",
                (self.count(*people), self.say("diagram-people-short", &[("count", self.short_count(*people))])),
            ),
            Beside::Amount(list) => ("diagram-amount", "diagram-amount-label", "money", sums(list)?),
            Beside::Recurring(list) => ("diagram-recurring", "diagram-recurring-label", "money", sums(list)?),
        };
        let line = match beside {
            Beside::People(people) => self.say(key, &[(arg, self.short_count(*people))]),
            _ => self.say(key, &[(arg, short.clone())]),
        };
        Some(BesideWords { full: self.say(key, &[(arg, all)]), line, label: self.word(label), short })
    }

    pub(super) fn stage_flow(&self, id: StageId) -> Option<&takt_core::metric::StageFlow> {
        self.picture.flow.stages.iter().find(|stage| stage.stage == id)
    }

    /// Which part of what left its stage a move is.
    pub(super) fn rate(&self, moved: &MoveCount) -> Option<Rate> {
        let out = self.stage_flow(moved.from?)?.outflow;
        Rate::of(moved.count, out)
    }

    /// Whether a move enters the line elsewhere than at its start: what a customer may buy beside.
    pub(super) fn is_expansion(&self, moved: &MoveCount) -> bool {
        moved.from.is_none() && moved.to.is_some_and(|to| to != self.force.model.start)
    }

    /// A move in one sentence, with both ends and the denominator.
    pub(super) fn tell_move(&self, moved: &MoveCount) -> String {
        let count = self.count(moved.count);
        match (moved.from, moved.to) {
            (Some(from), Some(to)) => self.say(
                "diagram-move",
                &[
                    ("from", self.stage(from)),
                    ("to", self.stage(to)),
                    ("count", count),
                    ("out", self.count(self.stage_flow(from).map_or(0, |stage| stage.outflow))),
                    ("rate", self.rate(moved).map_or_else(String::new, |rate| self.percent(rate))),
                    ("path", self.path(moved.path)),
                ],
            ),
            (Some(from), None) => self.say("diagram-move-away", &[("from", self.stage(from)), ("count", count)]),
            (None, Some(to)) => {
                let key = if self.is_expansion(moved) { "diagram-move-beside" } else { "diagram-move-in" };
                self.say(key, &[("to", self.stage(to)), ("count", count)])
            }
            (None, None) => count,
        }
    }

    /// What a path is called.
    pub(super) fn path(&self, path: Option<Path>) -> String {
        self.word(match path {
            Some(Path::Success) => "diagram-path-success",
            Some(Path::Fast) => "diagram-path-fast",
            Some(Path::Detour) => "diagram-path-detour",
            Some(Path::Recycle) => "diagram-path-recycle",
            Some(Path::Loop) => "diagram-path-loop",
            Some(Path::Enter) => "diagram-path-enter",
            Some(Path::Jump) => "diagram-path-jump",
            Some(Path::Override) => "diagram-path-override",
            Some(Path::Merge) => "diagram-path-merge",
            Some(Path::Adopt) => "diagram-path-adopt",
            None => "diagram-path-crew",
        })
    }

    /// The code of a path, for programs.
    pub(super) fn path_code(path: Option<Path>) -> &'static str {
        path.map_or("", Path::name)
    }

    /// The days of the picture: a month, a day, or from one to another.
    pub(super) fn period(&self) -> String {
        let (from, to) = (self.picture.flow.from, self.picture.flow.to);
        let next = Day(to.0.saturating_add(1)).date();
        let (first, last) = (from.date(), to.date());
        if first.day() == 1 && next.day() == 1 && (first.year(), first.month()) == (last.year(), last.month()) {
            return self.say(
                "diagram-month",
                &[("year", first.year().to_string()), ("month", self.month_word(first.month().unsigned_abs()))],
            );
        }
        self.say("diagram-from-to", &[("from", from.to_string()), ("to", to.to_string())])
    }

    /// A month of return, short.
    pub(super) fn month_of_return(&self, at: Return) -> String {
        match at {
            Return::Past => self.word("diagram-return-past"),
            Return::NoDate => self.word("diagram-return-none"),
            Return::In(month) => self.say("diagram-return-month", &[("month", self.month_word(month.number()))]),
            Return::Later(month) => self.say("diagram-return-later", &[("month", self.month_word(month.number()))]),
        }
    }

    /// A month as its sentence wants it: the number, or in English the name of a variant.
    fn month_word(&self, number: u8) -> String {
        match self.speak.language() {
            Language::Ja => number.to_string(),
            Language::En => format!("m{number}"),
        }
    }
}
