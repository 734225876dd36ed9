//! Asking the process that has a folder.

use std::path::Path;
use std::time::Duration;

use super::wire::{Reply, Request};

/// What came of asking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Knock {
    /// The holder answered.
    Answered(Reply),
    /// Nobody listens: nothing was asked.
    Nobody,
    /// The holder went away while it was asked: whether it was done, the journal knows.
    Lost,
    /// It did not answer in time: whether it will be done, nobody knows yet.
    Silent,
}

/// Asks whoever listens in a folder, and waits for the answer as long as it may take.
#[cfg(unix)]
#[must_use]
pub fn knock(folder: &Path, request: &Request, wait: Duration) -> Knock {
    use std::io::{ErrorKind, Read, Write};
    use std::os::unix::net::UnixStream;
    use std::time::Instant;

    use super::listen::{SOCKET_FILE, shortly};
    use super::wire::{Come, REPLY_MAX, come};

    let Some(frame) = request.frame() else { return Knock::Nobody };
    let connected = shortly(&folder.join(SOCKET_FILE), UnixStream::connect);
    let Ok(mut stream) = connected else { return Knock::Nobody };
    let end = Instant::now() + wait;
    if stream.set_write_timeout(Some(wait)).is_err() || stream.write_all(&frame).is_err() {
        return Knock::Lost;
    }
    let mut bytes = Vec::new();
    let mut piece = [0; 8192];
    loop {
        match come(&bytes, REPLY_MAX) {
            Come::Whole(reply) => return Reply::read(reply).map_or(Knock::Answered(Reply::Other), Knock::Answered),
            Come::TooLong => return Knock::Lost,
            Come::More => {}
        }
        let left = end.saturating_duration_since(Instant::now());
        if left.is_zero() || stream.set_read_timeout(Some(left)).is_err() {
            return Knock::Silent;
        }
        match stream.read(&mut piece) {
            Ok(0) => return Knock::Lost,
            Ok(count) => bytes.extend_from_slice(piece.get(..count).unwrap_or_default()),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) if [ErrorKind::WouldBlock, ErrorKind::TimedOut].contains(&error.kind()) => return Knock::Silent,
            Err(_) => return Knock::Lost,
        }
    }
}

/// Only Unix has the sockets this is done by.
#[cfg(not(unix))]
#[must_use]
pub fn knock(_folder: &Path, _request: &Request, _wait: Duration) -> Knock {
    Knock::Nobody
}
