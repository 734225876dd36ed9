//! Commands that write: done here where the folder is free, else by the process that has it.

use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::json;
use takt_intake::{Form, Given};
use takt_store::{Key, Store};

use crate::app::desk::Desk;
use crate::app::door::{Knock, Reply, Request, is_id, knock};
use crate::app::names::hex;
use crate::app::order::{Files, Order};
use crate::app::report;
use crate::catalogue::Catalogue;
use crate::cli::flow::FOLDER;
use crate::cli::table::thousands;
use crate::cli::{Answer, Failure, ProgressArg, Session, clock, duplicates, erase, folder, import, merge};
use crate::fault::Fault;

/// How long a folder may be somebody's who does not listen, before that is told: a short command lets go by then.
const PATIENCE: Duration = Duration::from_secs(2);
/// The same of one who did listen: an import that has just ended closes its journal.
const CLOSING: Duration = Duration::from_secs(15);
/// How long the holder may take to answer. While it opens a folder of millions of facts it can do nothing for others.
const ANSWERING: Duration = Duration::from_secs(10);
/// How long to wait before a folder is tried again.
const AGAIN: Duration = Duration::from_millis(25);
/// The most bytes of the files of an import within another: it is done in one go.
pub(super) const WITHIN_MAX: u64 = 1 << 20;

/// Where an order is carried out.
pub(super) enum Place<T> {
    /// Here: the folder is ours.
    Here(T),
    /// It was, by the process that has the folder.
    There(Answer),
}

/// Carries an order out, here or there.
pub(super) fn perform(session: &Session, order: Order) -> Result<Answer, Failure> {
    let folder = session.folder(FOLDER);
    let request = request(session, order)?;
    let open = || match request.order {
        // The clock is what it is about.
        Order::AcceptClock => Desk::hold(&folder, request.order.name()),
        _ => Desk::open_writer(&folder, request.order.name()),
    };
    match place(&folder, &request, open)? {
        Place::There(answer) => Ok(answer),
        Place::Here(mut desk) => {
            let answer = carry_out(session, &mut desk, &request)?;
            desk.keep_snapshot();
            if request.order == Order::Tick {
                desk.store.file(&crate::app::search::FOLDING).map_err(|error| desk.fault(&error))?;
            }
            Ok(answer)
        }
    }
}

/// The request of an order: with the id that was given, else with one of its own.
pub(super) fn request(session: &Session, order: Order) -> Result<Request, Fault> {
    let id = match &session.request {
        Some(id) if is_id(id) => id.clone(),
        Some(id) => return Err(Fault::usage("request-bad", vec![("request", id.clone())])),
        None => {
            let mut bytes = [0; 16];
            let random = getrandom::fill(&mut bytes);
            random.map_err(|cause| Fault::store("store-program", vec![("cause", cause.to_string())]))?;
            hex(&bytes)
        }
    };
    Ok(Request { id, language: session.catalogue.language, order })
}

/// Opens the folder, or asks whoever has it. A request whose answer was lost is asked again, here if the folder has become
/// free: what was written of it is known by its key.
pub(super) fn place<T>(
    folder: &Path,
    request: &Request,
    mut open: impl FnMut() -> Result<T, Fault>,
) -> Result<Place<T>, Failure> {
    let unknown = |code| {
        let args = vec![("folder", folder.display().to_string()), ("request", request.id.clone())];
        Failure::from(Fault::store(code, args))
    };
    let begun = Instant::now();
    let (mut is_lost, mut patience) = (false, PATIENCE);
    loop {
        let busy = match open() {
            Err(fault) if fault.is_busy() => fault,
            opened => return Ok(Place::Here(opened?)),
        };
        match knock(folder, request, ANSWERING) {
            Knock::Answered(Reply::Done { json, text, status }) => {
                return Ok(Place::There(Answer { json, text, status }));
            }
            Knock::Answered(Reply::Fault(fault)) => return Err(fault.into()),
            Knock::Answered(Reply::Said(lines, exit)) => return Err(Failure::Said(lines, exit)),
            Knock::Answered(Reply::Other) => {
                let args = vec![("folder", folder.display().to_string())];
                return Err(Fault::store("holder-other", args).into());
            }
            Knock::Silent => return Err(unknown("holder-silent")),
            Knock::Lost => is_lost = true,
            Knock::Answered(Reply::Ended) => patience = CLOSING,
            Knock::Nobody if busy.holder_is("import") => patience = CLOSING,
            Knock::Nobody => {}
        }
        if begun.elapsed() >= patience {
            return Err(if is_lost { unknown("holder-lost") } else { busy.into() });
        }
        std::thread::sleep(AGAIN);
    }
}

/// Opens a folder for something that nobody else does for us; what cannot be done while an import has it is refused with
/// its own code at once.
pub(super) fn alone(folder: &Path, doing: &str, in_import: &'static str) -> Result<Desk, Fault> {
    let patience = Instant::now() + PATIENCE;
    loop {
        match Desk::open_writer(folder, doing) {
            Err(fault) if fault.is_busy() => {
                let told = refused_in_import(fault, in_import);
                if !told.is_busy() || Instant::now() >= patience {
                    return Err(told);
                }
            }
            opened => return opened,
        }
        std::thread::sleep(AGAIN);
    }
}

/// The fault of a folder that is in use: where an import has it, that of what cannot be done within one.
pub(super) fn refused_in_import(fault: Fault, code: &'static str) -> Fault {
    if !fault.holder_is("import") {
        return fault;
    }
    let args = fault.args.into_iter().filter(|(name, _)| ["folder", "pid"].contains(name));
    Fault::refused(code, args.collect())
}

/// Carries an order out on a desk of ours.
fn carry_out<S: Store>(session: &Session, desk: &mut Desk<S>, request: &Request) -> Result<Answer, Failure> {
    let key = request.key();
    if let Some(answer) = landed(session, desk, key)? {
        return Ok(answer);
    }
    desk.request = Some(key);
    let answer = match &request.order {
        Order::Merge { account, into } => merge::merge(session, desk, (account, into)),
        Order::Unmerge { account } => merge::unmerge(session, desk, account),
        Order::Decide { ids, verdict } => duplicates::decide(session, desk, ids, verdict),
        Order::Tick => folder::tick(session, desk),
        Order::AcceptClock => clock::accept(session, desk),
        Order::Erase { contact, account } => erase::erase(session, desk, contact.as_deref(), account.as_deref()),
        Order::Import(files) => within(session, desk, files),
    };
    desk.request = None;
    answer
}

/// The answer where a request landed before.
fn landed<S: Store>(session: &Session, desk: &mut Desk<S>, key: Key) -> Result<Option<Answer>, Fault> {
    let known = desk.store.known(&[key]).map_err(|error| desk.fault(&error))?;
    Ok(known.into_iter().next().flatten().map(|seq| {
        let text = session.say("request-landed", &[("seq", thousands(seq.0))]) + "\n";
        Answer::done(json!({ "landed": seq.0, "as_of": report::as_of(desk) }), text)
    }))
}

/// An import that another process has sent here.
fn within<S: Store>(session: &Session, desk: &mut Desk<S>, files: &Files) -> Result<Answer, Failure> {
    let Files { given, mapping, errors } = files;
    let mut bytes = 0_u64;
    for (_, path) in given.iter().chain(mapping) {
        bytes += std::fs::metadata(path).map_err(|cause| Fault::unreadable(path, &cause))?.len();
    }
    if bytes > WITHIN_MAX {
        let args = vec![("folder", desk.folder.display().to_string()), ("kilobytes", thousands(WITHIN_MAX >> 10))];
        return Err(Fault::refused("import-in-import", args).into());
    }
    let given: Vec<Given> =
        given.iter().map(|(name, path)| Given { name: name.clone(), ..Given::path(path) }).collect();
    if given.iter().any(|file| file.form().is_ok_and(|form| form == Form::Journal)) {
        let args = vec![("folder", desk.folder.display().to_string()), ("pid", std::process::id().to_string())];
        return Err(Fault::refused("restore-in-import", args).into());
    }
    let read = |(name, path): &(String, std::path::PathBuf)| -> Result<(String, Vec<u8>), Fault> {
        Ok((name.clone(), std::fs::read(path).map_err(|cause| Fault::unreadable(path, &cause))?))
    };
    let mapping = mapping.as_ref().map(read).transpose()?;
    import::take(session, desk, &given, mapping.as_ref(), errors.as_deref())
}

/// Does for another process what it sent here.
pub(super) fn attend<S: Store>(desk: &mut Desk<S>, request: &Request) -> Reply {
    let session = Session {
        data: Some(desk.folder.clone()),
        catalogue: Catalogue::new(request.language),
        progress: ProgressArg::None,
        json: false,
        request: Some(request.id.clone()),
    };
    let believed = match request.order {
        Order::AcceptClock => Ok(()),
        _ => believed(desk),
    };
    match believed.map_err(Failure::from).and_then(|()| carry_out(&session, desk, request)) {
        Ok(Answer { json, text, status }) => Reply::Done { json, text, status },
        Err(Failure::Fault(fault)) => Reply::Fault(fault),
        Err(Failure::Said(lines, exit)) => Reply::Said(lines, exit),
    }
}

/// Refuses, as a command does that opens the folder itself, to write on a clock that is not believed.
fn believed<S: Store>(desk: &mut Desk<S>) -> Result<(), Fault> {
    let Some(jump) = desk.guard.read().jump else { return Ok(()) };
    let [wall, known, side] = desk.jump_words(jump);
    Err(Fault::refused("clock-jumped", vec![("wall", wall), ("known", known), ("side", side)]))
}
