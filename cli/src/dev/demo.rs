//! Made-up visitors of a made-up shop, sent over HTTP as an application would send them.
//!
//! The days before today are always the same for a date and have ids that follow from it: starting again adds nothing
//! to a day that was there. Users who are signed in stay so until somebody ends their sessions. Addresses are those reserved for documentation (RFC 5737, RFC 3849); nobody has them.

use std::time::Duration;

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

/// How many days before now are filled.
const DAYS: u64 = 5;
/// How many visits one day has; each has a few page views.
const VISITS_PER_DAY: u32 = 30;
/// How many events are sent after that, at most.
const TRICKLE_EVENTS_MAX: u32 = 10_000;
/// The pause between two of them, in milliseconds.
const TRICKLE_PAUSE_MS: std::ops::RangeInclusive<u64> = 1_000..=6_000;

const SHOP: &str = "https://shop.example";
const PATHS: [&str; 8] = ["/", "/shoes", "/shoes/rain-boots", "/coats", "/coats/parka", "/cart", "/stores", "/help"];
const SEARCHES: [&str; 6] = ["rain boots", "parka 48", "gift card", "return", "schoenen maat 43", "warm gloves"];
const REFERRERS: [&str; 4] = [
    "https://www.google.com/",
    "https://duckduckgo.com/?q=rain+boots",
    "https://news.example/winter",
    "https://www.bing.com/search?q=parka",
];
const AGENTS: [&str; 6] = [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15",
    "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0",
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0",
];
const BOT: &str = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";
const USERS: [&str; 8] = ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi"];

/// Fills the past days, then sends a page view every few seconds until `shutdown`. A demo that fails is no failure of
/// anything else: it says so and ends.
pub async fn run(url: &str, key: &str, now: DateTime<Utc>, shutdown: CancellationToken) {
    let sent = tokio::select! {
        () = shutdown.cancelled() => Ok(()),
        sent = send_all(url, key, now) => sent,
    };
    if let Err(error) = sent {
        eprintln!("the made-up visitors stay away: {error}");
    }
}

async fn send_all(url: &str, key: &str, now: DateTime<Utc>) -> Result<(), reqwest::Error> {
    let http = reqwest::Client::builder().no_proxy().timeout(Duration::from_secs(30)).build()?;
    let ask = |request: reqwest::RequestBuilder| {
        let request = request.bearer_auth(key);
        async { request.send().await?.error_for_status()?.json::<Value>().await }
    };
    let post = |path: &str, body: &Value| ask(http.post(format!("{url}{path}")).json(body));
    for back in (1..=DAYS).rev() {
        post("/v1/events/batch", &json!({ "events": day(now.date_naive() - Days::new(back)) })).await?;
    }
    let mut random = StdRng::seed_from_u64(now.timestamp().unsigned_abs());
    let mut sessions = ask(http.get(format!("{url}/v1/sessions?state=active&limit=100"))).await?["sessions"].take();
    if sessions.as_array().is_none_or(Vec::is_empty) {
        sessions = Value::Array(Vec::new());
        for (user, agent) in devices() {
            let started = json!({ "user_id": user, "ip": address(&mut random), "user_agent": agent });
            let session = post("/v1/sessions", &started).await?["session"].take();
            for event in signed_in(&mut random, &session) {
                post("/v1/events", &event).await?;
            }
            sessions.as_array_mut().into_iter().for_each(|all| all.push(session.clone()));
        }
    }
    let mut sent = 0;
    while sent < TRICKLE_EVENTS_MAX {
        // Without a time of their own, events occur when they are received.
        for event in live(&mut random, &sessions) {
            post("/v1/events", &event).await?;
            sent += 1;
            tokio::time::sleep(Duration::from_millis(random.random_range(TRICKLE_PAUSE_MS))).await;
        }
    }
    Ok(())
}

/// All page views of a day.
fn day(date: NaiveDate) -> Vec<Value> {
    let days_since = date.signed_duration_since(NaiveDate::MIN).num_days();
    let mut random = StdRng::seed_from_u64(days_since.unsigned_abs());
    let midnight = date.and_time(chrono::NaiveTime::MIN).and_utc();
    let mut events = Vec::new();
    for _ in 0..VISITS_PER_DAY {
        // Most come in the afternoon.
        let hour = (random.random_range(0..24) + random.random_range(4..24)) / 2;
        let mut at = midnight + TimeDelta::seconds(hour * 3_600 + random.random_range(0..3_600));
        for mut event in visit(&mut random) {
            event["occurred_at"] = json!(at.to_rfc3339());
            event["id_seed"] = json!(format!("demo {date} {}", events.len()));
            events.push(event);
            at += TimeDelta::seconds(random.random_range(3..180));
        }
    }
    events
}

/// Who is signed in, and with what: some with two devices.
fn devices() -> impl Iterator<Item = (&'static str, &'static str)> {
    let users = USERS.iter().chain(USERS.iter().step_by(3)).copied();
    users.zip(AGENTS.iter().cycle().copied())
}

/// The page views of somebody who comes now: of one who is signed in, at times.
fn live(random: &mut StdRng, sessions: &Value) -> Vec<Value> {
    match sessions.as_array().and_then(|all| all.choose(random)) {
        Some(session) if random.random_bool(0.4) => signed_in(random, session),
        _ => visit(random),
    }
}

/// What somebody looks at in a session.
fn signed_in(random: &mut StdRng, session: &Value) -> Vec<Value> {
    let text = |name: &str| session[name].as_str().unwrap_or_default();
    let mut events = pages(random, 2..5, text("ip"), text("user_agent"));
    for event in &mut events {
        event["user_id"] = session["user_id"].clone();
        event["session_id"] = session["id"].clone();
    }
    events
}

/// The page views of one visitor.
fn visit(random: &mut StdRng) -> Vec<Value> {
    match random.random_range(0..10) {
        0 => crawl(random),
        1 => probe(random),
        _ => browse(random),
    }
}

/// A person looks around, may search, may sign in: the password never reaches the log.
fn browse(random: &mut StdRng) -> Vec<Value> {
    let (ip, agent) = (address(random), chosen(random, &AGENTS));
    let mut events = pages(random, 1..6, &ip, agent);
    if random.random_bool(0.6) {
        events[0]["referrer"] = json!(chosen(random, &REFERRERS));
    }
    if random.random_bool(0.4) {
        let terms = chosen(random, &SEARCHES).replace(' ', "+");
        events.push(page(random, &ip, agent, &format!("/search?q={terms}")));
    }
    if random.random_bool(0.3) {
        let user = chosen(random, &USERS);
        let mut login = page(random, &ip, agent, "/login");
        login["method"] = json!("POST");
        login["status"] = json!(303);
        login["data"] = json!({ "post": { "username": user, "password": "correct horse" } });
        events.push(login);
        let mut account = page(random, &ip, agent, "/account");
        account["user_id"] = json!(user);
        events.push(account);
    }
    events
}

/// A search engine reads everything.
fn crawl(random: &mut StdRng) -> Vec<Value> {
    let ip = address(random);
    let mut events = vec![page(random, &ip, BOT, "/robots.txt")];
    events.append(&mut pages(random, 2..8, &ip, BOT));
    events
}

/// A program looks for holes.
fn probe(random: &mut StdRng) -> Vec<Value> {
    let ip = address(random);
    let paths = ["/wp-login.php", "/.env", "/admin.php"];
    let probed = paths.iter().map(|path| {
        let mut event = page(random, &ip, "curl/8.5.0", path);
        event["status"] = json!(404);
        event
    });
    probed.collect()
}

/// So many page views of one visitor, of any pages.
fn pages(random: &mut StdRng, count: std::ops::Range<u32>, ip: &str, agent: &str) -> Vec<Value> {
    let count = random.random_range(count);
    let viewed = (0..count).map(|_| {
        let path = chosen(random, &PATHS);
        page(random, ip, agent, path)
    });
    viewed.collect()
}

fn page(random: &mut StdRng, ip: &str, agent: &str, path: &str) -> Value {
    json!({
        "method": "GET",
        "url": format!("{SHOP}{path}"),
        "status": if random.random_bool(0.01) { 500 } else { 200 },
        "duration_ms": f64::from(random.random_range(20..4_000)) / 10.0,
        "bytes_sent": random.random_range(800..90_000),
        "remote_addr": ip,
        "user_agent": agent,
    })
}

fn address(random: &mut StdRng) -> String {
    let host = random.random_range(1..255);
    match random.random_range(0..4) {
        0 => format!("192.0.2.{host}"),
        1 => format!("198.51.100.{host}"),
        2 => format!("203.0.113.{host}"),
        _ => format!("2001:db8:{:x}::{host:x}", random.random_range(1..4_096)),
    }
}

fn chosen<'a>(random: &mut StdRng, from: &[&'a str]) -> &'a str {
    from.choose(random).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_always_the_same_and_fits_one_batch() {
        let date = NaiveDate::from_ymd_opt(2026, 2, 28).unwrap();

        let events = day(date);

        assert_eq!(events, day(date));
        assert!((60..=1_000).contains(&events.len()), "{}", events.len());
        assert_ne!(events, day(date.succ_opt().unwrap()));
    }

    #[test]
    fn every_user_is_signed_in_and_some_with_two_devices() {
        let devices = Vec::from_iter(devices());

        assert!(USERS.iter().all(|user| devices.iter().any(|(of, _)| of == user)));
        let two = devices.iter().filter(|(user, _)| *user == USERS[0]).map(|(_, agent)| agent);
        let two = Vec::from_iter(two);
        assert!(two.len() == 2 && two[0] != two[1]);
    }
}
