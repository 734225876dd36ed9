//! The wall clock: the one place of the program that asks what time it is.

use takt_core::unit::Micros;

/// Now, in microseconds since 1970-01-01T00:00:00Z.
#[must_use]
pub fn now() -> Micros {
    Micros(jiff::Timestamp::now().as_microsecond())
}
