//! Five files of a vendor of subscriptions that contradict themselves, through the program.
//!
//! The figures that are known count everything as it stands in the files, and so does the program: what contradicts is
//! taken, and told.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::{Value, json};

use crate::real::{self, counts, journal, rows, stock};
use crate::run::Place;

/// Accounts, subscriptions, use, tickets, churn events.
fn files() -> Option<[String; 5]> {
    let names = ["accounts", "subscriptions", "feature_usage", "support_tickets", "churn_events"];
    real::files("ravenstack_saas", names.map(|name| format!("ravenstack_{name}.csv")))
}

fn import(place: &Place, files: &[&String]) -> Value {
    let args: Vec<&str> = ["import"].into_iter().chain(files.iter().map(|file| file.as_str())).collect();
    real::json(place, &args)
}

fn read(file: &str) -> String {
    std::fs::read_to_string(file).expect("a file")
}

/// How often each key of some facts occurs.
fn tally<'a>(keys: impl Iterator<Item = &'a str>) -> Value {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for key in keys {
        *counts.entry(key).or_default() += 1;
    }
    json!(counts)
}

fn text<'a>(fact: &'a Value, field: &str) -> &'a str {
    fact[field].as_str().unwrap_or_else(|| panic!("no {field} in {fact}"))
}

/// The day of a fact, which the journal writes as an instant in UTC: midnight in Tokyo is 15:00 of the day before.
fn day(fact: &Value) -> String {
    let at: jiff::Timestamp = text(fact, "occurred_at").parse().expect("an instant");
    at.to_zoned(jiff::tz::TimeZone::get("Asia/Tokyo").expect("a zone")).date().to_string()
}

#[test]
fn what_contradicts_is_told() {
    let Some(files) = files() else { return };
    let truth = real::truth("ravenstack_saas");
    let all = files.each_ref();
    let place = Place::new();
    let args: Vec<&str> = ["import", "--errors", "errors.csv"].into_iter().chain(all.map(String::as_str)).collect();
    let report = real::json(&place, &args);
    let [received, journalled, unchanged, rejected, doubtful] = counts(&report);
    assert_eq!([received, journalled, unchanged, rejected], [33_100, 33_100, 0, 0]);
    assert_eq!(report["accounts"]["created"], truth["rows"]["accounts"]);
    let keys = &truth["keys"];
    assert_eq!(
        report["doubts"],
        json!({
            "outside-subscription": keys["usage_outside_subscription"],
            "id-repeats": keys["duplicate_usage_id"],
            "before-start": keys["tickets_before_signup"],
        })
    );
    // A row may be doubtful for two reasons; it counts once.
    let told = read(&place.path("errors.doubtful.csv").display().to_string());
    let listed: Vec<(&str, &str)> = told
        .lines()
        .skip(1)
        .map(|line| {
            let cells: Vec<&str> = line.splitn(4, ',').collect();
            (cells[0], cells[1])
        })
        .collect();
    assert_eq!(listed.len(), 19_432 + 21 + 1_077);
    assert_eq!(listed.iter().collect::<BTreeSet<_>>().len() as u64, doubtful);
    // The first doubtful rows are shown, and the first of all is one: its day is before the subscription's.
    let shown = report["doubtful_rows"].as_array().expect("rows");
    assert_eq!(shown.len(), 100);
    assert_eq!([&shown[0]["file"], &shown[0]["line"]], [&json!(files[2]), &json!(2)]);
    assert_eq!(shown[0]["code"], "outside-subscription");
    // The second row of an id is the doubtful one.
    let repeats: Vec<u64> = told
        .lines()
        .filter(|line| line.contains(",id-repeats,"))
        .map(|line| line.split(',').nth(1).and_then(|line| line.parse().ok()).expect("a line"))
        .collect();
    let (mut met, mut second) = (BTreeSet::new(), Vec::new());
    let usage = read(&files[2]);
    for (place, row) in rows(&usage).enumerate() {
        if !met.insert(row("usage_id")) {
            second.push(place as u64 + 2);
        }
    }
    assert_eq!(repeats, second);

    let again = import(&place, &all);
    assert_eq!((counts(&again), &again["doubts"]), ([33_100, 0, 33_100, 0, 0], &json!({})));
    assert_eq!(real::json(&place, &["verify"])["equal"], true);
}

#[test]
fn customers_and_their_revenue_are_those_that_are_known() {
    let Some(files) = files() else { return };
    let truth = real::truth("ravenstack_saas");
    let place = Place::new();
    import(&place, &files.each_ref());
    let facts = journal(&place);
    let of_kind = |kinds: &'static [&'static str]| {
        facts.iter().filter(move |fact| fact["kind"].as_str().is_some_and(|kind| kinds.contains(&kind)))
    };
    let mut contracts: Vec<(String, &Value)> =
        of_kind(&["subscription-started", "ended"]).map(|fact| (day(fact), fact)).collect();
    // Stable: of one day, in the order of the journal.
    contracts.sort_by(|one, other| one.0.cmp(&other.0));
    for (end, known) in truth["movements"].as_object().expect("month ends") {
        let mut running: HashMap<(u64, u64), i64> = HashMap::new();
        for (_, fact) in contracts.iter().take_while(|(day, _)| day <= end) {
            let number = |field: &str| fact[field].as_u64().expect("a number");
            let key = (number("account"), number("subscription"));
            if fact["kind"] == "ended" {
                running.remove(&key).expect("it ran");
            } else {
                assert_eq!(fact["mrr"]["currency"], "USD");
                running.insert(key, fact["mrr"]["minor"].as_i64().expect("cents"));
            }
        }
        assert_eq!(running.len() as u64, known["active_subscriptions"], "{end}");
        assert_eq!(running.values().sum::<i64>() as f64, known["mrr"].as_f64().expect("dollars") * 100.0, "{end}");
        // The known figure counts who pays; who has a contract on trial alone is a customer as well.
        let mut paying: BTreeMap<u64, i64> = BTreeMap::new();
        for ((account, _), mrr) in &running {
            *paying.entry(*account).or_default() += mrr;
        }
        assert_eq!(paying.values().filter(|mrr| **mrr > 0).count() as u64, known["active_accounts"], "{end}");
        // Who has a running contract stands where customers stand, and nobody else does.
        let stock = stock(&place, end);
        let customers: i64 = ["handover", "onboarding", "adoption", "renewal"].map(&stock).iter().sum();
        assert_eq!(customers, paying.len() as i64, "{end}");
    }

    let month = |fact: &Value| day(fact)[..7].to_string();
    let per_month = |kind: &'static [&'static str], keep: &dyn Fn(&Value) -> bool| {
        let months: Vec<String> = of_kind(kind).filter(|fact| keep(fact)).map(month).collect();
        tally(months.iter().map(String::as_str))
    };
    assert_eq!(per_month(&["captured"], &|_| true), truth["signups_per_month"]);
    assert_eq!(per_month(&["ticket-seen"], &|fact| fact["closed"] == false), truth["tickets"]["per_month"]);
    assert_eq!(per_month(&["used"], &|_| true), truth["usage"]["per_month"]);
    assert_eq!(tally(of_kind(&["used"]).map(|fact| text(fact, "signal"))), truth["usage"]["by_feature_rows"]);
    let used: i64 = of_kind(&["used"]).map(|fact| fact["amount"].as_i64().expect("a count")).sum();
    assert_eq!(used, truth["usage"]["count_sum"]);
    for (severity, priority) in [(1, "urgent"), (2, "high"), (3, "medium"), (4, "low")] {
        let tickets = of_kind(&["ticket-seen"]).filter(|fact| fact["closed"] == true && fact["severity"] == severity);
        assert_eq!(tickets.count() as u64, truth["tickets"]["by_priority"][priority]["n"], "{priority}");
    }

    // What customers said of leaving, which is not that they left.
    let said = |fact: &Value| text(fact, "touch").strip_prefix("churn-").expect("a reason").to_string();
    let reasons: Vec<String> = of_kind(&["touched"]).map(said).collect();
    assert_eq!(tally(reasons.iter().map(String::as_str)), truth["churn_reasons"]);
    assert_eq!(per_month(&["touched"], &|_| true), truth["churn_per_month"]);
    let who: BTreeSet<u64> = of_kind(&["touched"]).map(|fact| fact["account"].as_u64().expect("a number")).collect();
    assert_eq!(who.len() as u64, truth["accounts_with_churn_event"]);
    crate::diagram::draws_what_flow_says(&place, "takt-data", ("2024-11-01", "2024-11-30"));
    // What all customers bring a month is on the picture of every month's end.
    for (end, known) in truth["movements"].as_object().expect("month ends").iter().step_by(6) {
        real::json(&place, &["diagram", "--at", end, "--out", "month.svg"]);
        let svg = read(&place.path("month.svg").display().to_string());
        let cents = known["mrr"].as_f64().expect("dollars") * 100.0;
        let sum = format!("data-n=\"recurring\" data-v=\"{cents} USD\"");
        assert!(svg.contains(&sum), "{end}: {sum}");
    }
    // The flag of today has no day, so it is no fact: it is kept as a text.
    real::json(&place, &["export", "out"]);
    let people = read(&place.path("out/people.jsonl").display().to_string());
    let flagged = people.lines().filter(|line| line.contains("\"churn_flag\":\"True\"")).count();
    assert_eq!(flagged as u64, truth["accounts_flagged_churned"]);
}

/// The doubts of several imports, one after the other, added up, and what the accounts came to.
fn in_turn(imports: &[&[&String]]) -> (BTreeMap<String, u64>, Vec<String>) {
    let place = Place::new();
    let mut doubts: BTreeMap<String, u64> = BTreeMap::new();
    for files in imports {
        for (code, rows) in import(&place, files)["doubts"].as_object().expect("doubts") {
            *doubts.entry(code.clone()).or_default() += rows.as_u64().expect("a count");
        }
    }
    let stages = real::json(&place, &["flow", "--by", "month", "--from", "2023-01-01", "--to", "2025-06-30"]);
    let rows = ["stages", "moves", "groups"].map(|part| stages[part].to_string());
    assert_eq!(real::json(&place, &["verify"])["equal"], true);
    (doubts, rows.to_vec())
}

#[test]
fn the_order_of_files_and_imports_does_not_change_what_is_told() {
    let Some([accounts, subscriptions, usage, tickets, churn]) = files() else { return };
    let told = |code: &str, rows: u64| (code.to_string(), rows);
    let once = in_turn(&[&[&accounts, &subscriptions, &usage, &tickets, &churn]]);
    let turned = in_turn(&[&[&churn, &tickets, &usage, &subscriptions, &accounts]]);
    assert_eq!(turned, once);
    let apart = in_turn(&[&[&accounts], &[&subscriptions], &[&usage, &subscriptions], &[&tickets], &[&churn]]);
    assert_eq!(apart, once);

    // What was held against the sign-up came before it: the sign-up is the row to look at, once for all its tickets.
    let (signups, text) = (read(&accounts), read(&tickets));
    let signups: HashMap<&str, &str> = rows(&signups).map(|row| (row("account_id"), row("signup_date"))).collect();
    let early = rows(&text).filter(|row| row("submitted_at") < signups[row("account_id")]);
    let early: BTreeSet<&str> = early.map(|row| row("account_id")).collect();
    let (doubts, flow) = in_turn(&[&[&tickets], &[&churn], &[&usage, &subscriptions], &[&accounts]]);
    assert_eq!(
        doubts,
        BTreeMap::from([
            told("before-start", early.len() as u64),
            told("id-repeats", 21),
            told("outside-subscription", 19_432)
        ])
    );
    assert_eq!(flow, once.1);
}
