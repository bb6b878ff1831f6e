//! A log as server-sent events.

use std::sync::Arc;
use std::time::Duration;

use domain::error::Error;
use domain::id::Position;
use domain::log::tail::{Arrived, Tail};
use futures::StreamExt;
use poem::Body;
use poem_openapi::types::ToJSON;
use tokio::sync::mpsc;
use tokio::time::Instant;

use super::reader::{CHECK_EVERY, Reader};
use super::{Place, received};
use crate::App;
use crate::auth::Caller;
use crate::error::ApiError;
use crate::events::shown;

/// How long nothing may come before something is said.
pub const HEARTBEAT: Duration = Duration::from_secs(15);
/// Most bytes of events that are sent at once, unless one alone has more. For a client that reads slowly three times as much
/// waits, beside what its connection gathers.
const MESSAGE_BYTES: usize = 64 * 1024;
/// How long a store may be away before the client is sent off to come back.
const AWAY_MAX: Duration = Duration::from_secs(10);
/// Between two attempts while it is.
const AWAY_PAUSE: Duration = Duration::from_millis(500);
/// What is said at the end: come back after a second.
const END: &str = "retry: 1000\n: end\n\n";

/// The events that come, as long as the client reads and its credential is good.
pub fn body(app: Arc<App>, reader: Reader, tail: Tail, place: Place) -> Body {
    let (messages, ready) = mpsc::channel(1);
    tokio::spawn(async move {
        let (_place, max) = (place, reader.max());
        tokio::select! {
            () = messages.closed() => return,
            () = app.closing.cancelled() => {}
            () = enough(max) => {}
            _ = follow(&app, reader, tail, &messages) => {}
        }
        // Whoever reads it comes back where it was; whoever does not is gone.
        drop(messages.try_send(END.to_owned()));
    });
    Body::from_bytes_stream(received(ready).map(Ok::<_, std::io::Error>))
}

/// Waits until it was read for long enough.
async fn enough(max: Option<Duration>) {
    match max {
        Some(max) => tokio::time::sleep(max).await,
        None => std::future::pending().await,
    }
}

/// Sends what comes until something ends it.
async fn follow(
    app: &App,
    mut reader: Reader,
    mut tail: Tail,
    messages: &mpsc::Sender<String>,
) -> Result<(), ApiError> {
    let (mut said_at, mut away_since) = (Instant::now(), None);
    // At once, so that a client knows that it follows, and from where it has to go on when nothing else comes.
    let mut text = format!("id: {}\n: following\n\n", tail.after().0);
    loop {
        if !text.is_empty() {
            // A client that reads nothing ends it with its connection (`connection.rs`).
            let Ok(()) = messages.send(std::mem::take(&mut text)).await else { return Ok(()) };
            said_at = Instant::now();
        }
        reader.check_again().await?;
        let arrived = match tail.next(&app.stores.read, || app.clock.now(), CHECK_EVERY).await {
            Ok(arrived) => arrived,
            Err(Error::Unavailable { .. }) if away_since.get_or_insert_with(Instant::now).elapsed() < AWAY_MAX => {
                tokio::time::sleep(AWAY_PAUSE).await;
                continue;
            }
            Err(error) => return Err(error.into()),
        };
        away_since = None;
        if !arrived.events.is_empty() {
            text = written(app, reader.caller(), arrived, &mut tail).await?;
        } else if said_at.elapsed() + CHECK_EVERY > HEARTBEAT {
            // Moves the client's Last-Event-ID, and no event follows (HTML Living Standard, 9.2.6).
            text = format!("id: {}\n\n", arrived.upto.0);
        }
    }
}

/// Events as messages: as many as are sent at once. The others come again.
async fn written(app: &App, caller: &Caller, arrived: Arrived, tail: &mut Tail) -> Result<String, ApiError> {
    let (mut text, mut last) = (String::new(), None);
    for (taken, event) in shown(app, caller.tenant(), arrived.events).await?.into_iter().enumerate() {
        // JSON has no line breaks.
        let message = format!("id: {}\ndata: {}\n\n", event.position, event.to_json_string());
        match last {
            Some(last) if text.len() + message.len() > MESSAGE_BYTES => {
                tail.go_back(last, taken);
                break;
            }
            _ => text.push_str(&message),
        }
        last = Some(Position(event.position));
    }
    // What it could grow by would wait with it.
    text.shrink_to_fit();
    Ok(text)
}
