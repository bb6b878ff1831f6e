//! Made-up log lines with what real ones have: the same in every run.

use chrono::{DateTime, TimeDelta, Utc};
use rand::rngs::SmallRng;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};

const REQUESTS: [&str; 20] = [
    "GET / HTTP/1.1",
    "GET /lamps/7?colour=red&size=2 HTTP/1.1",
    "GET /static/app.css HTTP/1.1",
    "GET /images/lamp.PNG HTTP/2.0",
    "GET /favicon.ico HTTP/1.1",
    "HEAD /lamps HTTP/1.0",
    "POST /cart HTTP/1.1",
    "OPTIONS * HTTP/1.1",
    "GET http://shop.example/lamps?x=1 HTTP/1.1",
    "CONNECT mail.example:25 HTTP/1.1",
    "GET /search?q=caf\\xc3\\xa9 HTTP/1.1",
    "GET /a\\\"b\\\\c HTTP/1.1",
    "GET /x y HTTP/1.1",
    "GET /old",
    "GET",
    "-",
    "",
    "\\x16\\x03\\x01\\x02\\x00\\x01\\x00\\x01\\xfc\\x03\\x03",
    "\\x00\\x00\\x00SMB HTTP/1.1",
    "quit",
];
const REFERRERS: [&str; 4] = ["-", "", "https://www.example.org/find?q=lamp", "https://shop.example/\\\"x\\\""];
const AGENTS: [&str; 5] = [
    "-",
    "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
    "Mozilla/5.0 (compatible; Examplebot/2.1; +http://bot.example/)",
    "agent with \\\"quotes\\\" and a \\\\",
    "curl/8.5.0",
];

/// So many lines of the Combined Log Format, each with its newline: a third from 2015, the others from the last hours
/// before `now`, some of them equal.
pub fn combined(count: usize, now: DateTime<Utc>) -> Vec<Vec<u8>> {
    let mut random = SmallRng::seed_from_u64(7);
    let first_of_2015 = DateTime::from_timestamp(1_431_857_103, 0).expect("it is a time");
    let mut lines: Vec<Vec<u8>> = Vec::with_capacity(count);
    while lines.len() < count {
        let number = lines.len();
        if number > 0 && random.random_bool(0.05) {
            let before = lines[random.random_range(number.saturating_sub(20)..number)].clone();
            lines.push(before);
            continue;
        }
        let at = match number * 3 < count {
            true => first_of_2015 + TimeDelta::seconds(number as i64 / 4),
            // Logs are a little out of order.
            false => now - TimeDelta::seconds((count - number) as i64 + random.random_range(0..5)),
        };
        lines.push(line(&mut random, at));
    }
    lines
}

fn line(random: &mut SmallRng, at: DateTime<Utc>) -> Vec<u8> {
    let address = match random.random_range(0..10) {
        0 => format!("2001:db8::{:x}", random.random_range(1..0xFFFF)),
        1 => "crawler.example".to_owned(),
        _ => format!("203.0.113.{}", random.random_range(1..255)),
    };
    let user = ["-", "-", "-", "alice", "Frank van Dam"].choose(random).expect("it is not empty");
    let zone = [0, 2, -330].choose(random).expect("it is not empty");
    let zone = chrono::FixedOffset::east_opt(zone * 60).expect("it is an offset");
    let time = at.with_timezone(&zone).format("%d/%b/%Y:%H:%M:%S %z");
    let status = ["200", "304", "404", "400", "-"].choose(random).expect("it is not empty");
    let bytes = match random.random_bool(0.2) {
        true => "-".to_owned(),
        false => random.random_range(0..100_000).to_string(),
    };
    let request = REQUESTS.choose(random).expect("it is not empty");
    let referrer = REFERRERS.choose(random).expect("it is not empty");
    let agent = AGENTS.choose(random).expect("it is not empty");
    let mut line =
        format!("{address} - {user} [{time}] \"{request}\" {status} {bytes} \"{referrer}\" \"{agent}").into_bytes();
    if random.random_bool(0.02) {
        // nginx leaves bytes that are no text as they are.
        line.extend_from_slice(b" \xE9\xFF");
    }
    line.extend_from_slice(if random.random_bool(0.01) { b"\"\r\n" } else { b"\"\n" });
    line
}
