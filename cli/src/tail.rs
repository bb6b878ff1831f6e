//! `gatebook tail`: what happens, as it happens, on a terminal.

use std::fmt::Write as _;
use std::io::{IsTerminal, Write as _};
use std::process::ExitCode;
use std::time::Duration;

use chrono::{DateTime, Local, Utc};
use clap::{Args, ValueEnum};
use reqwest::{Method, Response, Url};
use serde::Deserialize;
use tokio_util::sync::CancellationToken;

use crate::failure::Failure;
use crate::http_api::{DEFAULT_URL, HttpApi, no_answer};
use crate::shutdown;

/// Before the API is asked again that was away or has ended the tail.
const PAUSE: Duration = Duration::from_secs(1);
/// The API says something every 15 seconds.
const SILENCE_MAX: Duration = Duration::from_secs(60);
/// Most bytes of a message: an event has at most 64 KiB, and its words.
const MESSAGE_BYTES_MAX: usize = 1024 * 1024;

/// What is followed.
#[derive(Args)]
pub struct TailArguments {
    /// A filter of `GET /v1/events`, such as status=5xx, country=NL or text=login; all that are given must fit.
    #[arg(long = "filter", value_name = "NAME=VALUE")]
    filters: Vec<String>,
    /// Begin behind this position instead of at the end; 0 for all that is kept.
    #[arg(long, value_name = "POSITION")]
    after: Option<u64>,
    /// End after so many seconds.
    #[arg(long, value_name = "SECONDS")]
    max_s: Option<u32>,
    /// Print each event as a line of JSON.
    #[arg(long)]
    json: bool,
    /// Whether to print in colour.
    #[arg(long, value_enum, default_value_t = Colour::Auto)]
    colour: Colour,
    /// A key with the scope events:read.
    #[arg(long, env = "GATEBOOK_KEY", hide_env_values = true)]
    key: String,
    /// Where the API is.
    #[arg(long, env = "GATEBOOK_URL", default_value = DEFAULT_URL)]
    url: String,
}

/// Whether to print in colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Colour {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    /// Everywhere.
    Always,
    /// Nowhere.
    Never,
}

impl Colour {
    fn is_on(self) -> bool {
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Auto => std::env::var_os("NO_COLOR").is_none() && std::io::stdout().is_terminal(),
        }
    }
}

/// What is printed of an event.
#[derive(Deserialize)]
struct Event {
    #[serde(rename = "type")]
    kind: String,
    occurred_at: DateTime<Utc>,
    method: Option<String>,
    path: Option<String>,
    query: Option<String>,
    status: Option<u16>,
    duration_ms: Option<f64>,
    ip: Option<String>,
    device: Option<String>,
    location: Option<String>,
    user_id: Option<String>,
}

/// What the API says when it refuses.
#[derive(Deserialize)]
struct Problem {
    code: String,
    #[serde(default)]
    detail: String,
}

/// How one connection ended.
enum End {
    /// As was asked for.
    Asked,
    /// The API has ended it.
    Closed,
    /// It may be taken up again.
    Broken(String),
}

/// Prints what comes until somebody stops it.
///
/// # Errors
/// When the API refuses the key, a filter or the position.
pub async fn run(arguments: TailArguments) -> Result<ExitCode, Failure> {
    let url = if arguments.url.is_empty() { DEFAULT_URL } else { &arguments.url };
    let api = HttpApi::new(url, &arguments.key, None, concat!("gatebook-tail/", env!("CARGO_PKG_VERSION")))?;
    let mut query = Vec::new();
    for filter in &arguments.filters {
        let Some((name, value)) = filter.split_once('=') else {
            return Err(Failure::usage(format!("--filter {filter}: it is name=value, as in status=5xx")));
        };
        query.push((name.to_owned(), value.to_owned()));
    }
    query.extend(arguments.max_s.map(|max_s| ("max_s".to_owned(), max_s.to_string())));
    let (stop, mut last) = (shutdown::on_signals()?, arguments.after);
    let print = |data: &str| print(data, arguments.json, arguments.colour.is_on());
    loop {
        match follow(&api, &query, &mut last, &stop, print).await? {
            End::Asked => return Ok(ExitCode::SUCCESS),
            End::Closed if arguments.max_s.is_some() => return Ok(ExitCode::SUCCESS),
            End::Closed => {}
            End::Broken(why) => eprintln!("gatebook: {why}; goes on in a second"),
        }
        tokio::select! {
            () = stop.cancelled() => return Ok(ExitCode::SUCCESS),
            () = tokio::time::sleep(PAUSE) => {}
        }
    }
}

/// Follows over one connection. `last` is the position behind which it begins, and is moved as events come.
async fn follow(
    api: &HttpApi,
    query: &[(String, String)],
    last: &mut Option<u64>,
    stop: &CancellationToken,
    print: impl Fn(&str) -> Result<(), Failure>,
) -> Result<End, Failure> {
    // What the filters hold is escaped; where it goes is replaced by where the API is.
    let escaped =
        Url::parse_with_params("http://localhost/", query).map_err(|error| Failure::usage(error.to_string()))?;
    let path = format!("v1/events/tail?{}", escaped.query().unwrap_or_default());
    let mut request = api.request(Method::GET, &path);
    if let Some(last) = *last {
        request = request.header("Last-Event-ID", last);
    }
    let answer = tokio::select! {
        () = stop.cancelled() => return Ok(End::Asked),
        answer = request.send() => answer,
    };
    let mut answer = match answer {
        Ok(answer) if answer.status().is_success() => answer,
        Ok(answer) => return refused(answer).await,
        Err(error) => return Ok(End::Broken(no_answer(api.url(), &error))),
    };
    let mut rest = Vec::new();
    loop {
        let chunk = tokio::select! {
            () = stop.cancelled() => return Ok(End::Asked),
            chunk = tokio::time::timeout(SILENCE_MAX, answer.chunk()) => chunk,
        };
        match chunk {
            Ok(Ok(Some(chunk))) => rest.extend_from_slice(&chunk),
            Ok(Ok(None)) => return Ok(End::Closed),
            Ok(Err(error)) => return Ok(End::Broken(no_answer(api.url(), &error))),
            Err(_) => return Ok(End::Broken(format!("{} has fallen silent", api.url()))),
        }
        while let Some(end) = memchr::memmem::find(&rest, b"\n\n") {
            let message: Vec<u8> = rest.drain(..end + 2).collect();
            let message = String::from_utf8_lossy(&message);
            for line in message.lines() {
                match line.split_once(": ") {
                    Some(("data", data)) => print(data)?,
                    // Of an event that is printed: the id comes first, but nothing comes between.
                    Some(("id", id)) => *last = id.parse().ok().or(*last),
                    _ => {}
                }
            }
        }
        if rest.len() > MESSAGE_BYTES_MAX {
            return Err(Failure::new(format!("{} sends no events: is it the API?", api.url())));
        }
    }
}

async fn refused(answer: Response) -> Result<End, Failure> {
    let status = answer.status();
    let body = answer.bytes().await.unwrap_or_default();
    let why = match serde_json::from_slice::<Problem>(&body) {
        Ok(problem) => format!("the API answers {} {}: {}", status.as_u16(), problem.code, problem.detail),
        Err(_) => format!("the API answers {status}"),
    };
    if status.is_server_error() || status.as_u16() == 429 { Ok(End::Broken(why)) } else { Err(Failure::usage(why)) }
}

fn print(data: &str, json: bool, in_colour: bool) -> Result<(), Failure> {
    let mut stdout = std::io::stdout().lock();
    let written = match serde_json::from_str::<Event>(data) {
        Ok(event) if !json => writeln!(stdout, "{}", line(&event, in_colour)),
        _ => writeln!(stdout, "{}", escaped(data)),
    };
    let flushed = written.and_then(|()| stdout.flush());
    // Whoever read it is gone, as in `gatebook tail | head`.
    flushed.map_err(|error| Failure::new(format!("nobody reads what is printed: {error}")))
}

/// An event as a line: when, what, how it went, from where, who.
fn line(event: &Event, in_colour: bool) -> String {
    let paint = |text: String, code: &str| if in_colour { format!("\x1b[{code}m{text}\x1b[0m") } else { text };
    let mut line = paint(event.occurred_at.with_timezone(&Local).format("%H:%M:%S").to_string(), "2");
    if event.kind == "access" {
        let status = event.status.map_or_else(|| "  -".to_owned(), |status| format!("{status:3}"));
        let code = match event.status.unwrap_or_default() {
            500.. => "1;31",
            400.. => "33",
            300.. => "36",
            200.. => "32",
            _ => "2",
        };
        let query = event.query.as_deref().map(|query| format!("?{query}")).unwrap_or_default();
        let what =
            format!("{:<6} {}{query}", event.method.as_deref().unwrap_or("-"), event.path.as_deref().unwrap_or("-"));
        let _ = write!(line, " {} {}", paint(status, code), plain(&what));
        if let Some(ms) = event.duration_ms {
            let _ = write!(line, " {}", paint(format!("{ms:.0} ms"), "2"));
        }
    } else {
        let _ = write!(line, "     {}", paint(plain(&event.kind), "1;35"));
    }
    let about = [&event.user_id, &event.device, &event.location, &event.ip];
    let about: Vec<String> = about.into_iter().flatten().map(|text| plain(text)).collect();
    if !about.is_empty() {
        let _ = write!(line, "  {}", paint(about.join(" · "), "2"));
    }
    line
}

/// Without what a terminal would obey.
fn plain(text: &str) -> String {
    text.chars().map(|c| if is_command(c) { '\u{FFFD}' } else { c }).collect()
}

/// The same JSON without what a terminal would obey: JSON has escapes for it.
fn escaped(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for c in json.chars() {
        match is_command(c) {
            true => _ = write!(escaped, "\\u{:04x}", u32::from(c)),
            false => escaped.push(c),
        }
    }
    escaped
}

/// Whether a terminal may do something at a character: controls, and what turns the direction of a line or ends it.
fn is_command(c: char) -> bool {
    let turns = matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    c.is_control() || turns || matches!(c, '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(json: &str) -> Event {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn a_page_view_and_what_happens_to_a_session_are_told_in_a_line() {
        let view = event(
            r#"{"type": "access", "occurred_at": "2026-11-21T12:00:00Z", "method": "GET", "path": "/a", "query": "b=1",
                "status": 503, "duration_ms": 12.5, "device": "Safari on iPhone", "user_id": "ada"}"#,
        );
        let ended = event(r#"{"type": "session.revoked", "occurred_at": "2026-11-21T12:00:00Z", "user_id": "ada"}"#);

        let (in_colour, without) = (line(&view, true), line(&view, false));

        assert!(without.ends_with(" 503 GET    /a?b=1 12 ms  ada · Safari on iPhone"), "{without}");
        assert!(in_colour.contains("\x1b[1;31m503\x1b[0m"), "{in_colour}");
        assert!(line(&ended, false).ends_with("session.revoked  ada"));
    }

    #[test]
    fn nothing_that_a_visitor_sends_reaches_the_terminal_as_a_command() {
        let view = event(
            r#"{"type": "access", "occurred_at": "2026-11-21T12:00:00Z", "path": "/\u001b[2J", "user_id": "a\u009bb\u202e"}"#,
        );
        assert!(!line(&view, false).contains(is_command));

        let raw = "{\"path\": \"/\u{9b}31m\u{7f}\u{202e}é\"}";
        assert!(!escaped(raw).contains(is_command));
        assert!(escaped(raw).contains('é'));
        let read = |json: &str| serde_json::from_str::<serde_json::Value>(json).unwrap();
        assert_eq!(read(&escaped(raw)), read(raw));
    }
}
