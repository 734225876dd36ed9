//! A real event log, one row an event, through the program: 13,087 applications for a loan.
//!
//! The figures that are known were taken from fractions of days and from months in UTC. What the program counts is whole
//! calendar days and months of the model's zone: so the model here is the standard one in UTC, and days are compared with
//! the same count made of the file here, and with the known figure to within a day. Minutes of work are not compared:
//! begin and end of a piece of work are two rows, and a mapping reads one.

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use crate::real::{self, counts, journal, quantiles, rows, stock};
use crate::run::Place;

/// The log, unpacked.
fn log() -> Option<String> {
    let [packed] = real::files("bpi2012_loan_log", ["events.csv.xz".into()])?;
    Some(real::unpacked(&packed))
}

fn funnel(place: &Place, from: &str, to: &str, more: &[&str]) -> Value {
    real::json(place, &[&["funnel", "--from-stage", from, "--to-stage", to], more].concat())
}

/// A number of the known figures.
fn known(truth: &Value, path: &str) -> f64 {
    truth.pointer(path).and_then(Value::as_f64).unwrap_or_else(|| panic!("no {path}"))
}

fn known_count(truth: &Value, path: &str) -> i64 {
    truth.pointer(path).and_then(Value::as_i64).unwrap_or_else(|| panic!("no {path}"))
}

/// A share as the program rounds it.
fn basis_points(share: f64) -> i64 {
    (share * 10_000.0).round() as i64
}

/// The day in UTC of the first row of an activity in each case.
fn days_of<'a>(log: &'a str, activity: &str) -> HashMap<&'a str, Date> {
    let mut days = HashMap::new();
    for row in rows(log).filter(|row| row("activity") == activity) {
        let at: Timestamp = row("timestamp").parse().expect("an instant");
        days.entry(row("case")).or_insert_with(|| at.to_zoned(TimeZone::UTC).date());
    }
    days
}

#[test]
fn the_log_becomes_the_figures_that_are_known() {
    let Some(log) = log() else { return };
    let truth = real::truth("bpi2012_loan_log");
    let place = Place::new();
    let model = include_str!("../../../../models/the-model.toml");
    place.write("model.toml", model.replace("\"Asia/Tokyo\"", "\"UTC\""));
    place.write("events.csv", &log);
    real::json(&place, &["init", "--model", "model.toml"]);
    let report = real::json(&place, &["import", "events.csv"]);
    assert_eq!(counts(&report), [262_200, 160_386, 101_814, 0, 0]);
    assert_eq!(report["accounts"], json!({ "created": truth["cases"], "updated": 0 }));
    let again = real::json(&place, &["import", "events.csv"]);
    assert_eq!((counts(&again), &again["facts"]), ([262_200, 0, 262_200, 0, 0], &json!(0)));

    // How every application ended, or that it did not.
    let stock = stock(&place, "2012-03-31");
    let open = ["lead", "nurture", "mql", "contacting", "appointment", "meeting", "qualified", "proposal"];
    let ended = [stock("won"), stock("disqualified"), stock("recycle"), open.map(&stock).iter().sum()];
    assert_eq!(
        ended,
        ["won", "declined", "cancelled", "open"].map(|end| known_count(&truth, &format!("/outcome/{end}")))
    );
    let decided = ended[0] + ended[1] + ended[2];
    assert_eq!(basis_points(ended[0] as f64 / decided as f64), basis_points(known(&truth, "/win_rate_of_decided")));

    // Who came how far, and how many of them won.
    let won = funnel(&place, "lead", "won", &["--by", "month"]);
    for (stage, entered, reached, rate) in [
        ("lead", "/cases", "/outcome/won", "/win_rate_all"),
        ("contacting", "/outcome/lead", "/win_rate_by_lead_followup/1/won", "/win_rate_by_lead_followup/1/rate"),
        ("meeting", "/outcome/accepted", "/outcome/won", ""),
        ("proposal", "/outcome/offer", "/outcome/won", ""),
    ] {
        let total =
            if stage == "lead" { won["total"].clone() } else { funnel(&place, stage, "won", &[])["total"].clone() };
        assert_eq!(total["entered"], known_count(&truth, entered), "{stage}");
        assert_eq!(total["reached"], known_count(&truth, reached), "{stage}");
        if !rate.is_empty() {
            assert_eq!(total["rate_bp"], basis_points(known(&truth, rate)), "{stage}");
        }
    }

    // Through how many hands the won ones went.
    let members = &won["total"]["members"];
    for (quantile, name) in [("p25", "p25"), ("p50", "median"), ("p75", "p75"), ("p90", "p90")] {
        assert_eq!(
            members[quantile].as_f64(),
            Some(known(&truth, &format!("/handovers/resources_per_won_case/{name}")))
        );
    }
    assert_eq!(members["p50"], 7);

    let submitted = days_of(&log, "A_SUBMITTED");
    for (stage, activity, name) in
        [("won", "A_ACTIVATED", "days_submitted_to_activated"), ("proposal", "O_SENT", "days_submitted_to_first_offer")]
    {
        let days = &funnel(&place, "lead", stage, &[])["total"]["days"];
        let of_file = days_of(&log, activity);
        let of_file = of_file.into_iter().map(|(case, day)| i64::from((day - submitted[case]).get_days())).collect();
        assert_eq!(*days, quantiles(of_file), "{stage}");
        for (quantile, known_as) in [("p25", "p25"), ("p50", "median"), ("p75", "p75"), ("p90", "p90")] {
            let apart = days[quantile].as_f64().expect("days") - known(&truth, &format!("/{name}/{known_as}"));
            assert!(apart.abs() < 1.0, "{stage} {quantile}: {apart} days from the known figure");
        }
    }

    let facts = journal(&place);
    let of_kind = |kind: &'static str| facts.iter().filter(move |fact| fact["kind"] == kind);
    let amount: i64 = of_kind("won").map(|fact| fact["amount"]["minor"].as_i64().expect("cents")).sum();
    assert_eq!(amount, known(&truth, "/amount_won_sum") as i64 * 100);
    assert!(of_kind("won").all(|fact| fact["amount"]["currency"] == "EUR"));
    // Each call is one that was begun. The known figure is of those that also ended.
    let calls = ["W_Afhandelen leads", "W_Nabellen offertes", "W_Nabellen incomplete dossiers"];
    let begun = || rows(&log).filter(|row| row("transition") == "START" && calls.contains(&row("activity")));
    assert_eq!(of_kind("call-held").count(), begun().count());
    let ended: i64 = calls.iter().map(|call| known_count(&truth, &format!("/work_items/{call}/n"))).sum();
    assert_eq!(begun().count() as i64 - ended, 4);
    let nameless = of_kind("call-held").filter(|fact| fact["by"].is_null()).count();
    assert_eq!(nameless, begun().filter(|row| row("resource").is_empty()).count());

    // When they came.
    let groups = won["groups"].as_array().expect("groups").iter();
    let months: BTreeMap<&str, &Value> =
        groups.map(|group| (group["key"].as_str().expect("a month"), &group["entered"])).collect();
    let known: BTreeMap<&str, &Value> = truth["submitted_per_month_utc"]
        .as_object()
        .expect("months")
        .iter()
        .map(|(month, count)| (month.as_str(), count))
        .collect();
    assert_eq!(months, known);

    // What had come by a month's end. What had ended is not compared: there an application ends with its last event,
    // which may be a piece of work after the decision; here with the decision.
    for (day, known) in truth["arrived_and_ended_at_month_end_utc"].as_object().expect("month ends").iter().step_by(2) {
        let flow = real::json(&place, &["flow", "--from", "2011-09-01", "--to", day]);
        let stages = flow["stages"].as_array().expect("stages");
        let all: i64 = stages.iter().map(|stage| stage["closing"].as_i64().expect("a count")).sum();
        assert_eq!(all, known["arrived"], "{day}");
    }

    crate::diagram::draws_what_flow_says(&place, "takt-data", ("2012-02-01", "2012-02-29"));

    let verdict = real::json(&place, &["verify"]);
    assert_eq!([&verdict["chain"], &verdict["equal"]], [&json!("ok"), &json!(true)]);
}
