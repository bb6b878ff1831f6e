//! What is asked: of the API as a path, of DuckDB as a statement on its table `events`.

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

/// Dimensions of the tops of a dashboard, and their columns.
const TOPS: [(&str, &str); 5] = [
    ("path", "path"),
    ("referrer", "referrer_host"),
    ("country", "country"),
    ("browser", "browser"),
    ("platform", "platform"),
];

/// A question, and how long its answer may take.
pub struct Question {
    pub what: &'static str,
    /// The path, for the number of a user, an address or the like.
    pub path: fn(&Period) -> String,
    /// What fits, for the same.
    fits: fn(&Period) -> String,
    /// What comes first: the largest of these.
    order: &'static str,
    pub wanted: &'static str,
    pub p99_ms_max: f64,
}

/// The number of a question, and the day that it is about, if it is about one.
pub struct Period {
    pub number: usize,
    pub since: DateTime<Utc>,
}

impl Period {
    /// The day some days ago.
    pub fn day(number: usize, now: DateTime<Utc>) -> Self {
        Self { number, since: now - TimeDelta::days(number as i64 % 29 + 1) }
    }

    fn until(&self) -> DateTime<Utc> {
        self.since + TimeDelta::days(1)
    }

    /// One of the 10,000 users there are, who have even numbers.
    fn user(&self, step: usize) -> usize {
        2 * (self.number * step % 10_000)
    }

    /// The id of the session of such a user.
    fn session(&self) -> Uuid {
        Uuid::from_u128(0x01900000_0000_7000_8000_000000000000 + self.user(43) as u128)
    }

    fn address(&self) -> String {
        format!("203.0.{}.{}", self.number * 31 % 250, 1 + self.number * 17 % 250)
    }

    fn word(&self) -> String {
        format!("/{}/details", self.number * 1_013 % 50_000)
    }
}

const POSITION: &str = "position desc";
const TIME: &str = "occurred_at desc, position desc";

pub const QUESTIONS: [Question; 9] = [
    Question {
        what: "the newest page",
        path: |_| "/v1/events?limit=50".to_owned(),
        fits: |_| "true".to_owned(),
        order: POSITION,
        wanted: "p99 ≤ 10 ms",
        p99_ms_max: 10.0,
    },
    Question {
        what: "the newest page by time (`order=occurred`)",
        path: |_| "/v1/events?limit=50&order=occurred".to_owned(),
        fits: |_| "true".to_owned(),
        order: TIME,
        wanted: "p99 ≤ 20 ms",
        p99_ms_max: 20.0,
    },
    Question {
        what: "a page by user",
        path: |about| format!("/v1/events?limit=50&user_id=user-{}", about.user(37)),
        fits: |about| format!("user_id = 'user-{}'", about.user(37)),
        order: POSITION,
        wanted: "p99 ≤ 20 ms",
        p99_ms_max: 20.0,
    },
    Question {
        what: "a page by session",
        path: |about| format!("/v1/events?limit=50&session_id=ses_{}", about.session().simple()),
        fits: |about| format!("session = '{}'", about.session()),
        order: POSITION,
        wanted: "p99 ≤ 20 ms",
        p99_ms_max: 20.0,
    },
    Question {
        what: "a page by address",
        path: |about| format!("/v1/events?limit=50&ip={}", about.address()),
        fits: |about| format!("ip = '{}'", about.address()),
        order: POSITION,
        wanted: "p99 ≤ 20 ms",
        p99_ms_max: 20.0,
    },
    Question {
        what: "a page by user and status",
        path: |about| format!("/v1/events?limit=50&status=4xx&user_id=user-{}", about.user(41)),
        fits: |about| format!("user_id = 'user-{}' and status between 400 and 499", about.user(41)),
        order: POSITION,
        wanted: "p99 ≤ 100 ms",
        p99_ms_max: 100.0,
    },
    Question {
        what: "a page by browser and status within 24 h",
        path: |about| {
            let (since, until) = (written(about.since), written(about.until()));
            format!("/v1/events?limit=50&browser=Safari&status=404&since={since}&until={until}")
        },
        fits: |about| {
            let (since, until) = (timestamp(about.since), timestamp(about.until()));
            format!("browser = 'Safari' and status = 404 and occurred_at >= {since} and occurred_at < {until}")
        },
        order: POSITION,
        wanted: "p99 ≤ 100 ms",
        p99_ms_max: 100.0,
    },
    Question {
        what: "a page by words of the path and status",
        path: |about| format!("/v1/events?limit=50&status=404&text={}", about.word()),
        fits: |about| {
            let text = "lower(concat_ws(' ', path, search_terms))";
            format!("status = 404 and contains({text}, '{}')", about.word())
        },
        order: POSITION,
        wanted: "p99 ≤ 300 ms",
        p99_ms_max: 300.0,
    },
    Question {
        what: "a page by browser and platform that fits nothing",
        path: |_| "/v1/events?limit=50&browser=Safari&platform=Nothing".to_owned(),
        fits: |_| "browser = 'Safari' and platform = 'Nothing'".to_owned(),
        order: POSITION,
        wanted: "p99 ≤ 300 ms",
        p99_ms_max: 300.0,
    },
];

impl Question {
    /// The same as a statement.
    pub fn statement(&self, about: &Period) -> String {
        format!("from events where {} order by {} limit 50", (self.fits)(about), self.order)
    }
}

/// What a dashboard asks of the time since then, all of it at once: paths, and statements.
pub fn dashboard(since: DateTime<Utc>, now: DateTime<Utc>) -> (Vec<String>, Vec<String>) {
    let period = format!("since={}", written(since));
    let mut paths = vec![format!("/v1/stats/summary?{period}"), format!("/v1/stats/timeseries?bucket=hour&{period}")];
    paths.extend(TOPS.iter().map(|(dimension, _)| format!("/v1/stats/top?dimension={dimension}&{period}")));
    // Sketches count visitors there as they do here.
    let visitors = "count(*), approx_count_distinct(visitor), count(*) filter (where status >= 400)";
    let views = |since| format!("from events where type = 'access' and occurred_at >= {}", timestamp(since));
    let before = since - (now - since);
    let mut statements = vec![
        format!(
            "select occurred_at >= {}, {visitors}, approx_count_distinct(user_id), approx_count_distinct(session),
                    sum(bytes_sent), approx_quantile(duration_ms, [0.5, 0.95, 0.99])
             {} group by 1",
            timestamp(since),
            views(before)
        ),
        format!(
            "select date_trunc('hour', occurred_at), {visitors}, sum(bytes_sent) {} group by 1 order by 1",
            views(since)
        ),
    ];
    statements.extend(TOPS.iter().map(|(_, column)| {
        let views = views(since);
        format!("select {column}, {visitors} {views} and {column} is not null group by 1 order by 2 desc, 1 limit 10")
    }));
    (paths, statements)
}

/// A file of all since then: the path, and the statement that writes one.
pub fn file(since: DateTime<Utc>, to: &str) -> (String, String) {
    let rows = format!("from events where occurred_at >= {} order by position desc", timestamp(since));
    (
        format!("/v1/events.csv?order=desc&since={}", written(since)),
        format!("copy ({rows}) to '{to}' (format csv, header)"),
    )
}

fn written(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

fn timestamp(at: DateTime<Utc>) -> String {
    at.format("timestamp '%Y-%m-%d %H:%M:%S'").to_string()
}
