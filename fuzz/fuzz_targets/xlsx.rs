#![no_main]

use std::panic::{catch_unwind, set_hook};
use std::process::abort;
use std::sync::Once;

static HOOK: Once = Once::new();

// The fuzzer's own hook ends at every panic, also at one within calamine, which the intake takes for a damaged file (in a
// build without these checks calamine goes on there). What the intake does not catch ends it here.
libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    HOOK.call_once(|| set_hook(Box::new(|_| {})));
    if let Err(payload) = catch_unwind(|| takt_fuzz::xlsx(input)) {
        let said = payload.downcast_ref::<String>().map(String::as_str).or(payload.downcast_ref::<&str>().copied());
        eprintln!("panicked: {}", said.unwrap_or("without a word"));
        abort();
    }
});
