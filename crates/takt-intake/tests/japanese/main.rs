//! Names, numbers and addresses of the real registers. The data is not ours to ship: where the folder is absent the tests
//! say so and return.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test breaks off where it stands")]

mod addresses;
mod companies;
mod register;
