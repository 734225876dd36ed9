//! Leads of a seller of courses, through the program: what came from where and who enrolled, and that who refused to be
//! mailed stays refused.
//!
//! The figures that are known come from the same file. Those by source, segment and in total the program says itself;
//! the others are counted from what it has kept, as it writes it out. Intervals and models that predict it does not make.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::real::{self, counts, journal};
use crate::run::{LANGUAGES, Place};

const MAPPING: &str = include_str!("../../../../mappings/xeducation.toml");

/// An account as it was written out: its texts, and the facts that were said of it.
#[derive(Default)]
struct Lead {
    texts: BTreeMap<String, String>,
    facts: Vec<Value>,
}

impl Lead {
    fn has(&self, kind: &str) -> bool {
        self.facts.iter().any(|fact| fact["kind"] == kind)
    }

    fn text(&self, name: &str) -> &str {
        self.texts.get(name).map_or("", String::as_str)
    }

    /// A field of its first fact of a kind.
    fn said(&self, kind: &str, field: &str) -> &str {
        let fact = self.facts.iter().find(|fact| fact["kind"] == kind);
        fact.and_then(|fact| fact[field].as_str()).unwrap_or("")
    }

    fn refused(&self, channel: &str) -> bool {
        let no = |fact: &&Value| fact["kind"] == "consented" && fact["channel"] == channel && fact["given"] == false;
        self.facts.iter().any(|fact| no(&fact))
    }
}

/// All accounts by their numbers.
fn leads(place: &Place) -> BTreeMap<u64, Lead> {
    let mut leads: BTreeMap<u64, Lead> = BTreeMap::new();
    for fact in journal(place) {
        if let Some(account) = fact["account"].as_u64() {
            leads.entry(account).or_default().facts.push(fact);
        }
    }
    for line in exported(place, "people.jsonl").lines() {
        let one: Value = serde_json::from_str(line).expect("JSON");
        if one["space"] == "account" {
            let texts = one["texts"].as_object().expect("texts").iter();
            let texts = texts.map(|(name, text)| (name.clone(), text.as_str().expect("a text").to_string()));
            leads.entry(one["id"].as_u64().expect("a number")).or_default().texts = texts.collect();
        }
    }
    leads
}

/// A file of an export.
fn exported(place: &Place, file: &str) -> String {
    real::json(place, &["export", "out"]);
    let text = std::fs::read_to_string(place.path("out").join(file)).expect("a file");
    std::fs::remove_dir_all(place.path("out")).expect("gone");
    text
}

/// Entered and reached by group; rates and days are checked on the way.
fn groups(funnel: &Value) -> BTreeMap<String, (u64, u64)> {
    let groups = funnel["groups"].as_array().expect("groups").iter();
    let of = |group: &Value| {
        let [entered, reached] = ["entered", "reached"].map(|key| group[key].as_u64().expect("a count"));
        assert_eq!(group["rate_bp"].as_u64(), Some((reached * 20_000 + entered) / (entered * 2)), "{group}");
        assert!(group["days"].is_null(), "nobody knows the days: {group}");
        (group["key"].as_str().expect("a key").to_string(), (entered, reached))
    };
    groups.map(of).collect()
}

/// What is known by the values of a column, with its spellings of one word put together.
fn known(truth: &Value, column: &str) -> BTreeMap<String, (u64, u64)> {
    let mut known: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    for (word, figures) in truth[format!("conversion_by {column}")].as_object().expect("groups") {
        let word = match word.as_str() {
            "(blank)" => "",
            "google" => "Google",
            word => word,
        };
        let sum = known.entry(word.into()).or_default();
        sum.0 += figures["n"].as_u64().expect("a count");
        sum.1 += figures["won"].as_u64().expect("a count");
    }
    known
}

/// Leads by a word, and how many of them were won.
fn tally<'a>(leads: impl Iterator<Item = (&'a Lead, String)>) -> BTreeMap<String, (u64, u64)> {
    let mut tally: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    for (lead, word) in leads {
        let sum = tally.entry(word).or_default();
        sum.0 += 1;
        sum.1 += u64::from(lead.has("won"));
    }
    tally
}

/// A share as the known figures round it.
fn share(part: usize, all: usize) -> f64 {
    (part as f64 / all as f64 * 1e6).round() / 1e6
}

#[test]
fn the_export_becomes_the_figures_that_are_known() {
    let Some([file]) = real::files("xeducation_leads", ["Leads.csv".into()]) else { return };
    let truth = real::truth("xeducation_dev");
    let place = Place::new();
    let report = real::json(&place, &["import", &file]);
    let rows = truth["rows"].as_u64().expect("a count");
    assert_eq!(counts(&report), [rows, rows, 0, 0, 0]);
    assert_eq!(report["accounts"], json!({ "created": truth["unique_prospect_id"], "updated": 0 }));
    let again = real::json(&place, &["import", &file]);
    assert_eq!((counts(&again), &again["import"]), ([rows, 0, rows, 0, 0], &Value::Null));

    // What the program says itself.
    let funnel = |by: &str| real::json(&place, &["funnel", "--from-stage", "lead", "--to-stage", "won", "--by", by]);
    let by_source = funnel("source");
    assert_eq!(by_source["total"]["entered"], truth["rows"]);
    assert_eq!(by_source["total"]["reached"], truth["converted"]);
    let rate = (truth["rate"].as_f64().expect("a rate") * 10_000.0).round();
    assert_eq!(by_source["total"]["rate_bp"].as_f64(), Some(rate));
    let sources = groups(&by_source);
    assert_eq!(sources, known(&truth, "Lead Source"));
    assert_eq!((sources["Google"], sources.contains_key("google")), ((1_992, 787), false));
    assert_eq!(groups(&funnel("segment")), known(&truth, "What is your current occupation"));

    // What it has kept.
    let leads = leads(&place);
    let all = || leads.values();
    let of_text = |name: &str| tally(all().map(|lead| (lead, lead.text(name).to_string())));
    assert_eq!(all().filter(|lead| lead.has("won")).count() as u64, truth["converted"]);
    let numbers: BTreeSet<&str> = all().map(|lead| lead.text("Lead Number")).collect();
    assert_eq!(numbers.len() as u64, truth["unique_lead_number"]);
    let origins = tally(all().map(|lead| (lead, lead.said("captured", "page").to_string())));
    assert_eq!(origins, known(&truth, "Lead Origin"));
    for (column, channel) in [("Do Not Email", "mail"), ("Do Not Call", "call")] {
        let word = |lead: &Lead| if lead.refused(channel) { "Yes" } else { "No" }.to_string();
        assert_eq!(tally(all().map(|lead| (lead, word(lead)))), known(&truth, column));
    }
    for column in ["Last Activity", "Last Notable Activity", "Lead Quality", "Tags"] {
        assert_eq!(of_text(column), known(&truth, column), "{column}");
    }
    // The last activity is a fact, too, of one kind or another.
    let activity = |lead: &Lead| match lead.said("touched", "touch") {
        "" if lead.has("bounced") => "Email Bounced".into(),
        "" => match lead.said("call-held", "outcome") {
            "talked" => "Had a Phone Conversation".into(),
            "absent" => "Unreachable".into(),
            _ => "nothing".into(),
        },
        "mail-open" => "Email Opened".into(),
        "visit" => "Page Visited on Website".into(),
        "form" => "Form Submitted on Website".into(),
        other => String::from(other),
    };
    let mut activities = known(&truth, "Last Activity");
    let [none, became] = ["", "Converted to Lead"].map(|word| activities.remove(word).expect("known"));
    activities.insert("nothing".into(), (none.0 + became.0, none.1 + became.1));
    assert_eq!(tally(all().map(|lead| (lead, activity(lead)))), activities);

    // What was left blank, or at "Select", was kept by nobody.
    let shares = truth["missing_or_Select_share"].as_object().expect("shares");
    assert_eq!(shares.len(), 17);
    for (column, known) in shares {
        let name = match column.as_str() {
            "TotalVisits" => "visits",
            "Country" => "country",
            "City" => "city",
            "Specialization" => "specialization",
            other => other,
        };
        let blank = match name {
            "Lead Source" => all().filter(|lead| lead.said("captured", "source").is_empty()).count(),
            "What is your current occupation" => all().filter(|lead| !lead.has("described")).count(),
            name => all().filter(|lead| lead.text(name).is_empty()).count(),
        };
        assert_eq!(Some(share(blank, leads.len())), known.as_f64(), "{column}");
    }

    // Time on the site, by bands and by how it ended.
    let seconds = |lead: &Lead| lead.text("seconds_on_site").parse::<u64>().expect("seconds");
    let band = |lead: &Lead| match seconds(lead) {
        0 => "0",
        1..=300 => "1-300",
        301..=900 => "301-900",
        901..=1500 => "901-1500",
        _ => ">1500",
    };
    let mut bands = truth["conversion_by_time_on_site_seconds"].clone();
    for figures in bands.as_object_mut().expect("bands").values_mut() {
        *figures = json!([figures["n"], figures["won"]]);
    }
    assert_eq!(json!(tally(all().map(|lead| (lead, band(lead).to_string())))), bands);
    for (outcome, won) in [("0", false), ("1", true)] {
        let times: Vec<u64> = all().filter(|lead| lead.has("won") == won).map(seconds).collect();
        let known = &truth["time_on_site_by_outcome"][outcome];
        assert_eq!(times.len() as u64, known["n"]);
        assert_eq!(
            [times.iter().min(), times.iter().max()].map(|time| json!(time)),
            [&known["min"], &known["max"]].map(Value::clone)
        );
        assert_eq!(Some(share(times.iter().sum::<u64>() as usize, times.len())), known["mean"].as_f64());
    }

    // The newer leads, which a model that predicts would be tried on.
    let split = real::truth("xeducation_scoring_time");
    let first = split["first_test_lead_number"].as_u64().expect("a number");
    let newer = |lead: &&Lead| lead.text("Lead Number").parse::<u64>().expect("a number") >= first;
    for (name, part) in [("test", all().filter(newer).collect()), ("train", all().filter(|l| !newer(l)).collect())] {
        let part: Vec<&Lead> = part;
        assert_eq!(part.len() as u64, split[name], "{name}");
        let won = part.iter().filter(|lead| lead.has("won")).count();
        assert_eq!(Some(share(won, part.len())), split[format!("{name}_rate")].as_f64(), "{name}");
    }

    // Whoever takes the table to write to somebody sees who refused.
    let table = exported(&place, "accounts.csv");
    let refused = |channel: &str| table.lines().filter(|line| line.rsplit(',').next() == Some(channel)).count();
    assert_eq!([refused("mail"), refused("call"), refused("all")], [518, 1, 0]);
    let verdict = real::json(&place, &["verify"]);
    assert_eq!([&verdict["chain"], &verdict["equal"]], [&json!("ok"), &json!(true)]);
}

const HEADER: &str = "Prospect ID,Lead Number,Lead Origin,Lead Source,Do Not Email,Do Not Call,Converted,TotalVisits,\
                      Total Time Spent on Website,Page Views Per Visit,Last Activity,Country,Specialization,\
                      How did you hear about X Education,What is your current occupation,\
                      What matters most to you in choosing a course,Tags,Lead Quality,Lead Profile,City,\
                      Asymmetrique Activity Index,Asymmetrique Profile Index,Asymmetrique Activity Score,\
                      Asymmetrique Profile Score,Last Notable Activity\n";

/// A row of a lead with what is asked of it here.
fn row(key: &str, source: &str, do_not_email: &str, activity: &str) -> String {
    format!("{key},1,API,{source},{do_not_email},No,0,0,0,0,{activity},,Select,Select,Select,,,,Select,Select,,,,,\n")
}

/// A folder for what comes one after the other, in a made-up file of the same form.
struct Desk {
    place: Place,
    mapping: String,
}

impl Desk {
    /// `day` is that of the export.
    fn new(day: &str) -> Self {
        Self { place: Place::new(), mapping: MAPPING.replace("2019-04-01", day) }
    }

    fn import(&self, rows: &[String]) -> [u64; 5] {
        self.place.write("m.toml", &self.mapping);
        self.place.write("leads.csv", HEADER.to_string() + &rows.concat());
        counts(&real::json(&self.place, &["import", "--mapping", "m.toml", "leads.csv"]))
    }

    fn facts(&self, lines: &[Value]) {
        self.place.write("facts.jsonl", lines.iter().map(|line| format!("{line}\n")).collect::<String>());
        let report = real::json(&self.place, &["import", "facts.jsonl"]);
        assert_eq!(counts(&report)[1], lines.len() as u64, "{report}");
    }

    /// The refusals of an account that stand, by their channels.
    fn refused(&self, key: &str) -> Vec<String> {
        let account = real::json(&self.place, &["account", key]);
        let refused = account["refused"].as_array().expect("refusals").iter();
        refused.map(|one| one["channel"].as_str().unwrap_or("every").to_string()).collect()
    }

    /// The last column of an account in the table of accounts.
    fn table(&self, key: &str) -> String {
        let table = exported(&self.place, "accounts.csv");
        let row = table.lines().find(|line| line.starts_with(&format!("xeducation:{key},"))).expect("the account");
        row.rsplit(',').next().expect("a cell").to_string()
    }
}

const NOBODY: [&str; 0] = [];

#[test]
fn who_refused_stays_refused_until_they_agree() {
    let desk = Desk::new("2019-04-01");
    let first = [row("p1", "google", "Yes", "Email Opened"), row("p2", "Google", "No", "SMS Sent")];
    assert_eq!(desk.import(&first), [2, 2, 0, 0, 0]);
    assert_eq!((desk.refused("p1"), desk.refused("p2")), (vec!["mail".to_string()], vec![]));
    for (language, word) in LANGUAGES.into_iter().zip(["お断り", "refused"]) {
        let shown = |key: &str| desk.place.takt(language, &["account", key]).out;
        let line = shown("p1").lines().find(|line| line.contains(word)).map(String::from);
        assert!(line.is_some_and(|line| line.contains("mail")), "{}", shown("p1"));
        assert!(!shown("p2").contains(word), "{}", shown("p2"));
    }
    // The same again; a later export with a No; what they did since; a list of who had agreed before.
    assert_eq!(desk.import(&first), [2, 0, 2, 0, 0]);
    assert_eq!(desk.refused("p1"), ["mail"]);
    let later = [row("p1", "ＧＯＯＧＬＥ", "No", "Form Submitted on Website"), row("p2", "Google", "No", "SMS Sent")];
    assert_eq!(desk.import(&later), [2, 1, 1, 0, 0]);
    assert_eq!(desk.refused("p1"), ["mail"]);
    let of = |kind: &str, at: &str| json!({ "kind": kind, "account": "xeducation:p1", "contact": "xeducation:p1", "at": at });
    let with = |mut fact: Value, field: &str, value: Value| {
        fact[field] = value;
        fact
    };
    desk.facts(&[
        with(of("touched", "2025-05-01"), "touch", json!("hand-raise")),
        with(of("captured", "2025-05-01"), "source", json!("seminar")),
        of("won", "2025-05-02"),
        with(of("consented", "2018-06-01"), "given", json!(true)),
    ]);
    assert_eq!((desk.refused("p1"), desk.table("p1")), (vec!["mail".to_string()], "mail".to_string()));
    // Somebody else of the house agrees: not for them.
    let other = with(of("consented", "2025-05-03"), "contact", json!("xeducation:p9"));
    desk.facts(&[with(other, "given", json!(true))]);
    assert_eq!((desk.refused("p1"), desk.table("p1")), (vec!["mail".to_string()], String::new()));
    assert!(desk.place.takt("en", &["account", "p1"]).out.contains("mail (not everybody)"));
    // They agree, and then the same files come again.
    desk.facts(&[with(of("consented", "2025-05-04"), "given", json!(true))]);
    assert_eq!(desk.refused("p1"), NOBODY);
    assert_eq!((desk.import(&first), desk.import(&later)), ([2, 0, 2, 0, 0], [2, 0, 2, 0, 0]));
    assert_eq!(desk.refused("p1"), NOBODY);
    // A refusal of a day after that stands again.
    let again = Desk { mapping: MAPPING.replace("2019-04-01", "2025-06-01"), ..desk };
    assert_eq!(again.import(&first)[1], 2);
    assert_eq!(again.refused("p1"), ["mail"]);
    assert_eq!(real::json(&again.place, &["verify"])["equal"], true);
}

/// The twin of the test above: a mapping that takes a No for consent, which the shipped one must never become.
#[test]
fn a_no_that_counts_as_consent_would_be_noticed() {
    let mut desk = Desk::new("2019-04-01");
    let refusal = "if      = { column = \"Do Not Email\", yes = true }\n";
    let (head, tail) = desk.mapping.split_once(refusal).expect("the refusal");
    let given = "given   = { column = \"Do Not Email\", map = { Yes = \"no\", No = \"yes\" } }";
    desk.mapping = format!("{head}{}", tail.replacen("given   = false", given, 1));
    desk.import(&[row("p1", "google", "Yes", "Email Opened")]);
    assert_eq!(desk.refused("p1"), ["mail"]);
    desk.import(&[row("p1", "google", "No", "Email Opened")]);
    assert_eq!(desk.refused("p1"), NOBODY);
}

#[test]
fn nobody_who_refused_mail_has_a_mail_for_the_next_thing() {
    let day = jiff::Zoned::now().date().yesterday().expect("a day").yesterday().expect("a day").to_string();
    let desk = Desk::new(&day);
    desk.import(&[row("p1", "google", "TRUE", "Email Opened"), row("p2", "Google", "0", "Email Opened")]);
    let next = |key: &str| {
        let account = real::json(&desk.place, &["account", key]);
        (account["stage"].clone(), account["next"]["what"].clone(), account["next"]["of"].clone())
    };
    assert_eq!(next("p2"), (json!("nurture"), json!("play"), json!("monthly-mail")));
    assert_eq!(next("p1"), (json!("nurture"), Value::Null, Value::Null));
    // What is neither is not passed over.
    desk.place.write("odd.csv", HEADER.to_string() + &row("p3", "Google", "perhaps", "Email Opened"));
    let odd = desk.place.takt("en", &["--json", "import", "odd.csv"]);
    assert_eq!((odd.status, counts(&odd.json())), (1, [1, 0, 0, 1, 0]));
    assert_eq!(odd.json()["rejections"][0]["field"], "Do Not Email");
}
