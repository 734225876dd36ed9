//! A site of a few pages on a free port of this machine.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use takt_chrome::{Browser, Look, Page};

/// A request as it came.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    /// The method and the path, e.g. `GET /`.
    pub(crate) line: String,
    /// Names in lower case.
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: String,
}

/// What a path is answered with.
#[derive(Clone)]
pub(crate) struct Answer {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: String,
}

impl Answer {
    pub(crate) fn page(body: &str) -> Self {
        let body = format!("<!doctype html><html lang=en><title>A page</title><body>{body}");
        Self { status: 200, headers: vec![("content-type", "text/html; charset=utf-8".to_owned())], body }
    }

    pub(crate) fn status(self, status: u16) -> Self {
        Self { status, ..self }
    }

    pub(crate) fn header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }
}

/// The site, up as long as the test runs.
pub(crate) struct Site {
    host: String,
    heard: Arc<Mutex<Vec<Request>>>,
}

impl Site {
    /// Serves pages by method and path; what is not among them is a 404.
    pub(crate) fn of(pages: &[(&str, Answer)]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let host = listener.local_addr().unwrap().to_string();
        let pages: BTreeMap<String, Answer> =
            pages.iter().map(|(line, answer)| ((*line).to_owned(), answer.clone())).collect();
        let pages = Arc::new(pages);
        let heard = Arc::new(Mutex::new(Vec::new()));
        let into = Arc::clone(&heard);
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let (pages, into) = (Arc::clone(&pages), Arc::clone(&into));
                std::thread::spawn(move || serve(stream, &pages, &into));
            }
        });
        Self { host, heard }
    }

    /// One page, at `/`.
    pub(crate) fn page(body: &str) -> Self {
        Self::of(&[("GET /", Answer::page(body))])
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.host)
    }

    /// The last request with this method and path.
    pub(crate) fn request(&self, line: &str) -> Option<Request> {
        self.heard.lock().unwrap().iter().rev().find(|request| request.line == line).cloned()
    }
}

fn serve(stream: TcpStream, pages: &BTreeMap<String, Answer>, into: &Mutex<Vec<Request>>) -> Option<()> {
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let line = line.rsplit_once(' ')?.0.to_owned();
    let mut headers = BTreeMap::new();
    loop {
        let mut header = String::new();
        reader.read_line(&mut header).ok()?;
        let Some((name, value)) = header.trim().split_once(": ") else { break };
        headers.insert(name.to_lowercase(), value.to_owned());
    }
    let length = headers.get("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    let body = String::from_utf8_lossy(&body).into_owned();
    into.lock().unwrap().push(Request { line: line.clone(), headers, body });
    let answer = pages.get(&line).cloned().unwrap_or_else(|| Answer::page("<h1>None</h1>").status(404));
    let mut head = format!("HTTP/1.1 {} x\r\nconnection: close\r\n", answer.status);
    head.push_str(&format!("content-length: {}\r\n", answer.body.len()));
    for (name, value) in &answer.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    let mut stream = stream;
    stream.write_all(format!("{head}\r\n{}", answer.body).as_bytes()).ok()
}

/// A browser and a page of this site, with a look.
pub(crate) fn visit(site: &Site, look: &Look) -> (Browser, Page) {
    let browser = Browser::start().unwrap_or_else(|trouble| panic!("{trouble}"));
    let page = browser.page(look).unwrap();
    page.goto(&site.url("/")).unwrap();
    (browser, page)
}

/// A browser on the one page of a site.
pub(crate) fn show(body: &str) -> (Site, Browser, Page) {
    let site = Site::page(body);
    let (browser, page) = visit(&site, &Look::default());
    (site, browser, page)
}
