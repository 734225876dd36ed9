//! A help desk's event log through the program: 4,580 tickets as signals.
//!
//! Of a ticket the program knows that it was seen and whether it is closed. What the log says of the work in between
//! (activities, people, resolving) gives no facts, so those of the known figures are not compared; how grave a ticket is,
//! the log does not say.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use serde_json::{Value, json};

use crate::real::{self, counts, journal, rows};
use crate::run::Place;

const MAPPING: &str = include_str!("../../../../mappings/helpdesk.toml");

/// When a ticket was opened, and each time it was closed.
#[derive(Default)]
struct Ticket {
    opened: Option<Timestamp>,
    closed: Vec<Timestamp>,
}

/// How many tickets are open at an instant, where closed means by the first or by the last closing.
fn open(tickets: &BTreeMap<u64, Ticket>, at: Timestamp, by: fn(&[Timestamp]) -> Option<&Timestamp>) -> u64 {
    let open = |ticket: &&Ticket| {
        ticket.opened.is_some_and(|opened| opened <= at) && by(&ticket.closed).is_none_or(|closed| *closed > at)
    };
    tickets.values().filter(open).count() as u64
}

fn midnight(day: Date) -> Timestamp {
    day.to_zoned(TimeZone::UTC).expect("a day").timestamp()
}

/// Quantiles of days as the known figures give them, to six decimals.
fn quantile(sorted: &[f64], percent: f64) -> f64 {
    let rank = (sorted.len() - 1) as f64 * percent / 100.0;
    let low = sorted[rank.floor() as usize];
    let high = sorted[rank.ceil() as usize];
    low + (high - low) * rank.fract()
}

#[test]
fn the_log_becomes_the_figures_that_are_known() {
    let Some([file]) = real::files("helpdesk_log", ["events.csv".into()]) else { return };
    let truth = real::truth("helpdesk_log");
    let place = Place::new();
    let model = include_str!("../../../../models/the-model.toml");
    place.write("model.toml", model.replace("\"Asia/Tokyo\"", "\"UTC\""));
    real::json(&place, &["init", "--model", "model.toml"]);
    let report = real::json(&place, &["import", &file]);
    let number = |value: &Value| value.as_u64().expect("a count");
    let (events, cases) = (number(&truth["events"]), number(&truth["cases"]));
    let closings = number(&truth["activities"]["Closed"]);
    let journalled = cases + closings;
    assert_eq!(counts(&report), [events, journalled, events - journalled, 0, 0]);
    assert_eq!(report["accounts"], json!({ "created": cases, "updated": 0 }));
    assert_eq!(report["unused_columns"][0]["columns"], json!(["resource"]));
    let again = real::json(&place, &["import", &file]);
    assert_eq!((counts(&again), &again["import"]), ([events, 0, events, 0, 0], &Value::Null));

    let facts = journal(&place);
    let seen = || facts.iter().filter(|fact| fact["kind"] == "ticket-seen");
    let at = |fact: &Value| fact["occurred_at"].as_str().expect("a time").parse::<Timestamp>().expect("an instant");
    let mut tickets: BTreeMap<u64, Ticket> = BTreeMap::new();
    for fact in seen() {
        assert_eq!((&fact["ticket"], &fact["severity"], &fact["contact"]), (&json!(1), &Value::Null, &Value::Null));
        let ticket = tickets.entry(number(&fact["account"])).or_default();
        if fact["closed"] == true {
            ticket.closed.push(at(fact));
        } else {
            assert!(ticket.opened.replace(at(fact)).is_none(), "a ticket is opened once: {fact}");
        }
    }
    tickets.values_mut().for_each(|ticket| ticket.closed.sort());
    assert_eq!(tickets.len() as u64, cases);
    assert_eq!(tickets.values().map(|ticket| ticket.closed.len() as u64).sum::<u64>(), closings);
    let closed: Vec<&Ticket> = tickets.values().filter(|ticket| !ticket.closed.is_empty()).collect();
    assert_eq!(closed.len() as u64, truth["cases_closed"]);
    let range = [seen().map(at).min(), seen().map(at).max()];
    let known = truth["range"].as_array().expect("two").iter().map(|at| at.as_str().expect("a time").replace(' ', "T"));
    assert_eq!(range.to_vec(), known.map(|at| at.parse().ok()).collect::<Vec<_>>());

    // From the first event to the last closing, in days.
    let days = |ticket: &&Ticket| {
        let opened = ticket.opened.expect("opened");
        let closed = *ticket.closed.last().expect("closed");
        closed.duration_since(opened).as_secs_f64() / 86_400.0
    };
    let mut days: Vec<f64> = closed.iter().map(days).collect();
    days.sort_by(f64::total_cmp);
    let known = &truth["days_first_event_to_closed"];
    assert_eq!(days.len() as u64, known["n"]);
    let mean = days.iter().sum::<f64>() / days.len() as f64;
    let quantiles =
        [("min", 0.0), ("p10", 10.0), ("p25", 25.0), ("median", 50.0), ("p75", 75.0), ("p90", 90.0), ("max", 100.0)];
    let quantiles = quantiles.map(|(name, percent)| (name, quantile(&days, percent)));
    for (name, found) in quantiles.into_iter().chain([("mean", mean)]) {
        let known = known[name].as_f64().expect("days");
        assert!((found - known).abs() < 1e-6, "{name}: {found} days, known are {known}");
    }

    // The known stocks are taken at the clock time of the first event, on the day after each month's end. By then a ticket
    // that was closed twice in between counts as open.
    let offset = midnight("2010-01-13".parse().expect("a day")).until(range[0].expect("a first")).expect("a span");
    let months = truth["open_at_month_end_utc"].as_object().expect("month ends");
    assert_eq!(months.len(), 48);
    let after = |end: &str| midnight(end.parse::<Date>().expect("a day").tomorrow().expect("a day"));
    for (end, known) in months {
        let at = after(end).checked_add(offset).expect("an instant");
        assert_eq!(open(&tickets, at, <[Timestamp]>::last), *known, "{end}");
    }
    // What the picture of a month says, against the same count of the log at its very end; closed once is closed.
    let of_log = of_log(&std::fs::read_to_string(&file).expect("the log"));
    for end in months.keys().step_by(7) {
        let begins = midnight(end.parse::<Date>().expect("a day").first_of_month());
        let last = after(end).checked_sub(Span::new().microseconds(1)).expect("an instant");
        let within = |at: Option<&Timestamp>| at.is_some_and(|at| begins <= *at && *at <= last);
        let opened = of_log.values().filter(|ticket| within(ticket.opened.as_ref())).count();
        let closed = of_log.values().filter(|ticket| within(ticket.closed.first())).count();
        let open = open(&of_log, last, <[Timestamp]>::first);
        real::json(&place, &["diagram", "--at", end, "--out", "month.svg"]);
        let svg = std::fs::read_to_string(place.path("month.svg")).expect("a picture");
        for (name, known) in [("opened", opened as u64), ("closed", closed as u64), ("open", open)] {
            let figure = format!("data-n=\"support-{name}\" data-v=\"{known}\"");
            assert!(svg.contains(&figure), "{end}: {figure}");
        }
    }

    // Nothing ever happened because of a ticket, but that its account is known.
    let of_tickets: std::collections::BTreeSet<u64> = seen().map(|fact| number(&fact["seq"])).collect();
    let mut entered = 0;
    for fact in &facts {
        let because = fact["why"]["because"].as_array().into_iter().flatten();
        if because.map(number).any(|seq| of_tickets.contains(&seq)) {
            let begins = fact["kind"] == "moved" && fact["from"].is_null() && fact["why"]["rule"] == "enter";
            assert!(begins, "a ticket moved something: {fact}");
            entered += 1;
        }
        assert_ne!(fact["kind"], "owner-changed", "nobody worked on the line: {fact}");
    }
    assert_eq!(entered, cases);
    let verdict = real::json(&place, &["verify"]);
    assert_eq!([&verdict["chain"], &verdict["equal"]], [&json!("ok"), &json!(true)]);
}

/// The tickets of the log, read here, by the order of their first rows.
fn of_log(log: &str) -> BTreeMap<u64, Ticket> {
    let mut numbers: HashMap<&str, u64> = HashMap::new();
    let mut tickets: BTreeMap<u64, Ticket> = BTreeMap::new();
    for row in rows(log) {
        let next = numbers.len() as u64;
        let ticket = tickets.entry(*numbers.entry(row("case")).or_insert(next)).or_default();
        let at: Timestamp = row("timestamp").parse().expect("an instant");
        ticket.opened.get_or_insert(at);
        if row("activity") == "Closed" {
            ticket.closed.push(at);
        }
    }
    tickets
}

/// A log of three customers: a lead, one who is being sold to, and one who lives with us.
const LOG: &str = "case,seq,activity,resource,timestamp\n\
                   lead,0,Insert ticket,Value 1,2025-03-03T10:00:00+09:00\n\
                   lead,1,Take in charge ticket,Value 2,2025-03-03T10:05:00+09:00\n\
                   deal,0,Assign seriousness,Value 1,2025-03-04T10:00:00+09:00\n\
                   deal,1,Resolve ticket,Value 2,2025-03-05T10:00:00+09:00\n\
                   deal,2,Closed,Value 3,2025-03-20T10:00:00+09:00\n\
                   home,0,Assign seriousness,Value 1,2025-04-04T10:00:00+09:00\n\
                   home,1,Closed,Value 3,2025-04-20T10:00:00+09:00\n\
                   home,2,Take in charge ticket,Value 2,2025-04-21T10:00:00+09:00\n";

/// What is known of them before, one fact a line.
fn customers() -> String {
    let fact = |account: &str, kind: &str, at: &str| json!({ "kind": kind, "account": format!("helpdesk:{account}"), "at": at });
    let mut assigned = fact("home", "assigned", "2025-03-10");
    assigned["team"] = json!("customer-success");
    assigned["member"] = json!("house:kato");
    let facts = [
        fact("lead", "captured", "2025-03-02"),
        fact("deal", "captured", "2025-03-02"),
        fact("deal", "opened", "2025-03-03"),
        fact("home", "captured", "2025-03-02"),
        fact("home", "won", "2025-03-06"),
        fact("home", "subscription-started", "2025-03-06"),
        assigned,
        fact("home", "activated", "2025-03-20"),
    ];
    facts.iter().map(|fact| format!("{fact}\n")).collect()
}

/// Where the three stand, who has them, what is next, and every move without the numbers of facts.
fn stand(mapping: Option<&str>) -> Vec<Value> {
    let place = Place::new();
    place.write("customers.jsonl", customers());
    real::json(&place, &["import", "customers.jsonl"]);
    if let Some(mapping) = mapping {
        place.write("m.toml", mapping);
        place.write("log.csv", LOG);
        let report = real::json(&place, &["import", "--mapping", "m.toml", "log.csv"]);
        assert_eq!(report["accounts"]["created"], 0, "{report}");
        let seen = journal(&place).iter().filter(|fact| fact["kind"] == "ticket-seen").count();
        assert_eq!(seen, 5);
    }
    let of = |key: &&str| {
        let account = real::json(&place, &["account", key]);
        let mut why = real::json(&place, &["why", key]);
        for moved in why["moves"].as_array_mut().expect("moves") {
            let moved = moved.as_object_mut().expect("a move");
            moved.retain(|name, _| name != "seq" && name != "because");
        }
        let parts = ["stage", "since", "owner", "co_owners", "score", "lap"].map(|part| account[part].clone());
        // What is next may be so from this moment on.
        json!([parts, account["next"]["what"], account["next"]["of"], why["moves"]])
    };
    assert_eq!(real::json(&place, &["verify"])["equal"], true);
    ["lead", "deal", "home"].iter().map(of).collect()
}

#[test]
fn tickets_move_nobody_and_own_nothing() {
    let before = stand(None);
    assert_eq!(before[2][0][0], "adoption");
    assert_eq!(before[2][0][2], "customer-success/house:kato");
    assert_eq!(stand(Some(MAPPING)), before);

    // The guard's twins: a log whose work counts as contact moves the lead; one whose people are assigned takes the
    // customer from who has them.
    let every = "file = \"events\"\nat = { column = \"timestamp\" }\n";
    let touching = format!("{MAPPING}\n[[fact]]\n{every}kind = \"touched\"\ntouch = \"ticket\"\n");
    let touched = stand(Some(&touching));
    assert_ne!(touched[0], before[0]);
    let owning = format!(
        "{MAPPING}\n[[fact]]\n{every}kind = \"assigned\"\nteam = \"customer-success\"\nmember = {{ column = \"resource\" }}\n"
    );
    let owned = stand(Some(&owning));
    assert_ne!(owned[2][0][2], before[2][0][2]);
}

/// The log of a loan has all columns of this one, and is another.
#[test]
fn a_log_with_more_columns_is_another_log() {
    let place = Place::new();
    place.write("log.csv", LOG);
    let report = real::json(&place, &["import", "--dry-run", "log.csv"]);
    assert_eq!(counts(&report)[0], 8);
    let loans = "case,seq,activity,transition,resource,timestamp,amount_requested\n\
                 1,0,A_SUBMITTED,COMPLETE,112,2011-10-01T00:38:44+02:00,20000\n";
    place.write("loans.csv", loans);
    assert_eq!(counts(&real::json(&place, &["import", "loans.csv"])), [1, 1, 0, 0, 0]);
    assert_eq!(journal(&place).iter().filter(|fact| fact["kind"] == "captured").count(), 1);
}
