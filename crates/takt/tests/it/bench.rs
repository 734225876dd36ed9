//! `takt bench` at a hundredth of its size: that every job runs, and what it answers. The figures are not looked at.

use takt::bench::JOBS;

use crate::run::{LANGUAGES, Place, is_japanese};

fn names() -> Vec<&'static str> {
    JOBS.iter().flat_map(|job| job.figures).copied().collect()
}

#[test]
fn every_job_is_measured_and_says_its_figure_beside_its_limit() {
    let ran = Place::new().takt("en", &["bench", "--size", "small", "--json"]);
    assert_eq!(ran.status, 0, "{}", ran.all());
    let answer = ran.json();
    let jobs = answer["jobs"].as_array().expect("a list of jobs");
    assert_eq!(jobs.iter().map(|job| job["job"].as_str().expect("a name")).collect::<Vec<_>>(), names());
    for job in jobs {
        assert!(job["rate"].as_u64().is_some_and(|rate| rate > 0), "{job}");
        assert!(job["limit"].as_u64().is_some() && job["unit"].as_str().is_some(), "{job}");
        assert!(job["tight"].is_null() == job["ratio"].is_null() && job["kept"].is_boolean(), "{job}");
        assert!(job["count"].as_u64().is_some_and(|count| count > 0), "{job}");
    }
}

#[test]
fn one_job_alone_is_a_table_in_the_readers_language() {
    let job = JOBS[0];
    for language in LANGUAGES {
        let ran = Place::new().takt(language, &["bench", "--size", "small", "--job", job.name]);
        assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{}", ran.all());
        assert_eq!(ran.out.lines().count(), job.figures.len() + 1, "{}", ran.out);
        assert_eq!(ran.out.lines().all(is_japanese), language == "ja", "{}", ran.out);
    }
}

#[test]
fn a_job_that_nobody_knows_is_wrong_use() {
    let ran = Place::new().takt("en", &["bench", "--job", "juggle"]);
    assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{}", ran.all());
    assert!(ran.err.contains("juggle") && JOBS.iter().all(|job| ran.err.contains(job.name)), "{}", ran.err);
}
