//! The thread that listens: it takes requests in, whoever writes them and however slowly, and hands them over whole. It
//! knows no book and decides nothing.

use std::fs;
use std::io::{ErrorKind, Read, Write};
use std::os::unix::fs::{DirBuilderExt, PermissionsExt, symlink};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};

use super::wire::{Come, REQUEST_MAX, Reply, Request, come};

/// The socket of the process that has a folder.
pub const SOCKET_FILE: &str = "door";
/// Where the socket is made before it is put in its place, so that it is never open to others.
const MAKING: &str = ".door";
/// How long a path the system takes for a socket: 104 bytes at least, with the one that ends it.
const PATH_MAX: usize = 100;
/// How many may be about to say what they want. One more, and the one who takes longest is sent away.
const CALLERS_MAX: usize = 64;
/// How many requests may wait.
const WAITING_MAX: usize = 1_024;
/// How long somebody may take to say what they want.
const SAYING: Duration = Duration::from_secs(2);
/// How long the holder waits for somebody to take their answer in.
const TAKING: Duration = Duration::from_millis(200);

/// Somebody who asked.
#[derive(Debug)]
pub(super) struct Caller(UnixStream);

impl Caller {
    /// Whether they hung up.
    pub(super) fn is_gone(&mut self) -> bool {
        let set = self.0.set_nonblocking(true);
        set.is_err() || matches!(self.0.read(&mut [0]), Ok(0))
    }

    /// Answers. Where it is not taken it is lost, and can be asked for again.
    pub(super) fn answer(mut self, frame: &[u8]) {
        let ready = self.0.set_nonblocking(false).and_then(|()| self.0.set_write_timeout(Some(TAKING)));
        let _ = ready.and_then(|()| self.0.write_all(frame));
    }
}

/// The thread and what it has taken in.
#[derive(Debug)]
pub(super) struct Listening {
    socket: PathBuf,
    queue: Receiver<(Request, Caller)>,
    waiting: Arc<AtomicUsize>,
    /// The thread ends when this is closed.
    open: Option<UnixStream>,
    thread: Option<JoinHandle<()>>,
}

impl Listening {
    /// Begins to listen in a folder whose lock this process has: a socket that lies there is of a process that is dead.
    pub(super) fn open(folder: &Path) -> std::io::Result<Self> {
        let listener = bind(folder)?;
        listener.set_nonblocking(true)?;
        let (open, closed) = UnixStream::pair()?;
        let (sender, queue) = sync_channel(WAITING_MAX);
        let waiting = Arc::new(AtomicUsize::new(0));
        let hall = Hall { listener, closed, sender, waiting: Arc::clone(&waiting), callers: Vec::new() };
        let thread = std::thread::Builder::new().name("door".into()).spawn(move || hall.run())?;
        Ok(Self { socket: folder.join(SOCKET_FILE), queue, waiting, open: Some(open), thread: Some(thread) })
    }

    /// How many requests wait.
    pub(super) fn waiting(&self) -> usize {
        self.waiting.load(SeqCst)
    }

    /// The one that waits longest.
    pub(super) fn next(&self) -> Option<(Request, Caller)> {
        match self.queue.try_recv() {
            Ok(next) => {
                self.waiting.fetch_sub(1, SeqCst);
                Some(next)
            }
            Err(TryRecvError::Empty | TryRecvError::Disconnected) => None,
        }
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        // In this order nobody is left who asked and hears nothing. A socket that cannot be removed is a stale one.
        let _ = fs::remove_file(&self.socket);
        self.open = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
        while let Some((request, caller)) = self.next() {
            caller.answer(&Reply::Ended.frame(&request.id));
        }
    }
}

/// Makes the socket, for its owner alone, and puts it in its place, where it takes that of a dead process.
fn bind(folder: &Path) -> std::io::Result<UnixListener> {
    let making = folder.join(MAKING);
    if making.exists() {
        fs::remove_dir_all(&making)?;
    }
    fs::DirBuilder::new().mode(0o700).create(&making)?;
    let path = making.join(SOCKET_FILE);
    let bound = shortly(&path, UnixListener::bind).and_then(|listener| {
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600))?;
        fs::rename(&path, folder.join(SOCKET_FILE))?;
        Ok(listener)
    });
    fs::remove_dir_all(&making)?;
    bound
}

/// Does something with the path of a socket. One that is too long for the system goes by a link in the temporary folder.
pub(super) fn shortly<T>(path: &Path, with: impl FnOnce(PathBuf) -> std::io::Result<T>) -> std::io::Result<T> {
    if path.as_os_str().len() <= PATH_MAX {
        return with(path.into());
    }
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else { return with(path.into()) };
    let links = tempfile::tempdir()?;
    let link = links.path().join("to");
    symlink(std::path::absolute(folder)?, &link)?;
    with(link.join(name))
}

/// Somebody who is about to say what they want.
struct Coming {
    stream: UnixStream,
    since: Instant,
    bytes: Vec<u8>,
}

/// What the thread has.
struct Hall {
    listener: UnixListener,
    closed: UnixStream,
    sender: SyncSender<(Request, Caller)>,
    waiting: Arc<AtomicUsize>,
    callers: Vec<Coming>,
}

impl Hall {
    fn run(mut self) {
        while self.wait() {
            self.admit();
            self.hear();
        }
        // Whoever came while the door was closed is told so.
        self.admit();
        for Coming { stream, .. } in std::mem::take(&mut self.callers) {
            Caller(stream).answer(&Reply::Ended.frame(""));
        }
    }

    /// Waits until somebody comes or says something; `false` where the door is to be closed.
    fn wait(&self) -> bool {
        let mut fds = vec![PollFd::new(&self.closed, PollFlags::IN), PollFd::new(&self.listener, PollFlags::IN)];
        fds.extend(self.callers.iter().map(|caller| PollFd::new(&caller.stream, PollFlags::IN)));
        let soon = Timespec { tv_sec: 0, tv_nsec: 250_000_000 };
        // Somebody who says nothing is sent away in time; with nobody there is nothing to look after.
        let wait = if self.callers.is_empty() { None } else { Some(&soon) };
        match poll(&mut fds, wait) {
            Ok(_) | Err(rustix::io::Errno::INTR) => {}
            // No memory or too many files: it may be better in a moment.
            Err(_) => std::thread::sleep(Duration::from_millis(50)),
        }
        fds.first().is_none_or(|closed| closed.revents().is_empty())
    }

    fn admit(&mut self) {
        loop {
            match self.listener.accept() {
                Ok((stream, _)) => {
                    if stream.set_nonblocking(true).is_err() {
                        continue;
                    }
                    if self.callers.len() >= CALLERS_MAX {
                        self.callers.remove(0);
                    }
                    self.callers.push(Coming { stream, since: Instant::now(), bytes: Vec::new() });
                }
                Err(error) if error.kind() == ErrorKind::WouldBlock => return,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(_) => {
                    // Too many open files: those who wait are not fewer by asking at once again.
                    std::thread::sleep(Duration::from_millis(50));
                    return;
                }
            }
        }
    }

    /// Takes in what came, hands over who is done, and sends away who took too long or says nothing we understand.
    fn hear(&mut self) {
        for mut caller in std::mem::take(&mut self.callers) {
            let has_ended = caller.read();
            match come(&caller.bytes, REQUEST_MAX) {
                Come::Whole(bytes) => match Request::read(bytes) {
                    Ok(request) => {
                        self.waiting.fetch_add(1, SeqCst);
                        if self.sender.try_send((request, Caller(caller.stream))).is_err() {
                            self.waiting.fetch_sub(1, SeqCst);
                        }
                    }
                    Err(Some(reply)) => Caller(caller.stream).answer(&reply.frame("")),
                    Err(None) => {}
                },
                Come::More if !has_ended && caller.since.elapsed() < SAYING => self.callers.push(caller),
                Come::More | Come::TooLong => {}
            }
        }
    }
}

impl Coming {
    /// Reads what is there; `true` where no more will come.
    fn read(&mut self) -> bool {
        let mut piece = [0; 4096];
        while self.bytes.len() <= 4 + REQUEST_MAX {
            match self.stream.read(&mut piece) {
                Ok(0) => return true,
                Ok(count) => self.bytes.extend_from_slice(piece.get(..count).unwrap_or_default()),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return error.kind() != ErrorKind::WouldBlock,
            }
        }
        false
    }
}
