//! Clients that follow a log, and come back with the last position that they have.

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use tokio::sync::watch;

use super::Ground;
use crate::content::foreign;
use crate::history::{Answer, Asked, Entry, Told};

/// The API says something every 15 seconds; a connection that is silent for longer is taken up anew.
const SILENCE_MAX: Duration = Duration::from_secs(20);
/// Before it is taken up anew.
const PAUSE: Duration = Duration::from_millis(300);
/// How long a connection may take.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// What somebody saw who followed a log.
#[derive(Debug, Clone)]
pub struct Followed {
    /// Whose log.
    pub tenant: usize,
    /// Through which API.
    pub api: usize,
    /// Position and id of each event, as they came.
    pub seen: Vec<(i64, String)>,
    /// How often the connection was opened.
    pub connections: usize,
    /// Tenants whose marker came and that are somebody else's.
    pub foreign: Vec<usize>,
}

/// Follows until `until` says where the logs end, and that is reached.
pub async fn follow(
    ground: Arc<Ground>,
    tenant: usize,
    api: usize,
    mut until: watch::Receiver<Option<Vec<i64>>>,
) -> Followed {
    let http = reqwest::Client::builder().no_proxy().connect_timeout(CONNECT_TIMEOUT).build().unwrap_or_default();
    let mut followed = Followed { tenant, api, seen: Vec::new(), connections: 0, foreign: Vec::new() };
    loop {
        let reached = followed.seen.last().map_or(0, |(position, _)| *position);
        let mut ends = until.clone();
        let is_reached =
            async { ends.wait_for(|ends| ends.as_ref().is_some_and(|ends| ends[tenant] <= reached)).await.is_ok() };
        tokio::select! {
            biased;
            _ = is_reached => return followed,
            () = connection(&ground, &http, &mut followed, &mut until) => {}
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// One connection, until it breaks or what is to be reached is there.
async fn connection(
    ground: &Ground,
    http: &reqwest::Client,
    followed: &mut Followed,
    until: &mut watch::Receiver<Option<Vec<i64>>>,
) {
    let (tenant, api) = (followed.tenant, followed.api);
    let mut request = http.get(format!("{}/v1/events/tail?after=0", ground.apis[api]));
    request = request.bearer_auth(&ground.tenants[tenant].key);
    if let Some((position, _)) = followed.seen.last() {
        request = request.header("Last-Event-ID", position.to_string());
    }
    let begun = ground.history.now();
    let response = tokio::time::timeout(SILENCE_MAX, request.send()).await;
    let response = response.ok().and_then(Result::ok);
    let answer = match &response {
        None => Answer::None,
        Some(response) => Answer::Told {
            status: response.status().as_u16(),
            code: String::new(),
            retry_after: response.headers().contains_key("retry-after"),
            told: Told::Nothing,
        },
    };
    let (ended, asked) = (ground.history.now(), Asked::Look("tail"));
    ground.history.note(Entry { tenant, api, begun, ended, asked, answer, foreign: Vec::new() });
    let Some(mut response) = response.filter(|response| response.status() == 200) else { return };
    followed.connections += 1;
    let mut text = Vec::new();
    loop {
        let piece = tokio::select! {
            piece = tokio::time::timeout(SILENCE_MAX, response.chunk()) => piece,
            // Whether it is reached is looked at between two connections: this one has nothing more to say.
            _ = until.changed() => return,
        };
        let Ok(Ok(Some(piece))) = piece else { return };
        text.extend_from_slice(&piece);
        take_messages(ground, followed, &mut text);
        let ends = until.borrow();
        let reached = followed.seen.last().map_or(0, |(position, _)| *position);
        if ends.as_ref().is_some_and(|ends| ends[tenant] <= reached) {
            return;
        }
    }
}

/// Takes whole messages off the front; what broke off was never said.
fn take_messages(ground: &Ground, followed: &mut Followed, text: &mut Vec<u8>) {
    while let Some(length) = text.windows(2).position(|pair| pair == b"\n\n") {
        let message = String::from_utf8_lossy(&text[..length]).into_owned();
        text.drain(..length + 2);
        let Some(data) = message.lines().find_map(|line| line.strip_prefix("data: ")) else { continue };
        let event: Value = serde_json::from_str(data).unwrap_or_default();
        let position = message.lines().find_map(|line| line.strip_prefix("id: ")).and_then(|id| id.parse().ok());
        followed.seen.push((position.unwrap_or(-1), event["id"].as_str().unwrap_or_default().to_owned()));
        followed.foreign.extend(foreign(&ground.tenants, followed.tenant, data));
    }
}
