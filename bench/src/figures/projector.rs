//! What the projection of the log costs, how far it is behind, and what its tables take.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use chrono::{DateTime, NaiveDate, Utc};
use domain::access_log::{self, EVENTS_MAX, Words};
use domain::geoip::Locator;
use sqlx::postgres::PgRow;
use sqlx::{Connection, PgConnection, Row};
use uuid::Uuid;

use super::note;
use crate::Extent;
use crate::content::Request;
use crate::floor;
use crate::installation::{Installation, heads_of, keys_of};
use crate::load::{self, Group, Pace, now};
use crate::report::{Line, Ratios, thousands};

/// The statement that writes the rows of the access log, as the projection executes it.
const SQL: &str = include_str!("../../../domain/src/access_log/insert.sql");
/// Tenants whose events are projected, half with 7 and half with 90 days of retention.
const TENANTS: usize = 8;
/// Events that are projected in a round.
const EVENTS: usize = 200_000;
/// Events in a second while the lag is measured.
const LAG_EVENTS_PER_S: usize = 10_000;
/// Events in a batch meanwhile.
const LAG_BATCH: usize = 100;
/// Connections that post them.
const LAG_CONNECTIONS: usize = 20;
/// How often it is looked how far the projection is.
const LOOKED_EVERY: Duration = Duration::from_millis(20);
const LAG_MS_MAX: f64 = 1_000.0;

/// Events of the log projected, against rows alone; and the bytes that are left.
pub async fn projector(installation: &Installation, extent: Extent) -> Vec<Line> {
    let tenants = installation.tenants(TENANTS).await;
    let keyring = installation.keyring().await;
    let (worker, words) = (installation.worker(), Words::new(&keyring, Locator::open(&[])));
    let events = EVENTS.min(extent.rows);
    let (mut ratios, mut bytes) = (Ratios::default(), (0.0, 0.0));
    for round in 0..extent.rounds {
        clear(installation).await;
        floor::fill(&installation.superuser_url, &heads_of(&tenants), events).await;
        let (started, mut projected) = (Instant::now(), 0);
        loop {
            let step = access_log::project_next(&worker, now(), &words).await.expect("the database answers");
            projected += step.events;
            if step.tenants == 0 {
                break;
            }
        }
        let rate = projected as f64 / started.elapsed().as_secs_f64();
        assert!(projected >= events, "{projected} of {events} events");
        bytes = (size(installation, "access_log").await, size(installation, "traffic").await);
        bytes = (bytes.0 / projected as f64, bytes.1 / projected as f64);
        let rows = insert_alone(installation, projected).await;
        note(&format!("projector {round}: {rate:.0} events/s, floor {rows:.0} rows/s, {bytes:.0?} bytes each"));
        ratios.push(rate, rows);
    }
    clear(installation).await;
    let figure = format!(
        "projecting {} events of {TENANTS} tenants, one after the other, with labels and roll-ups / inserting the same rows \
         of the access log alone ({EVENTS_MAX} at a time, one connection)",
        thousands(events as f64)
    );
    vec![
        ratios.line(figure, "events/s", "≥ 0.50", 0.50),
        Line {
            figure:
                "bytes per event of the access log with its indexes, and of the roll-ups (50,000 paths, 20,000 users)"
                    .to_owned(),
            subject: format!("{:.0} + {:.0} bytes", bytes.0, bytes.1),
            floor: String::new(),
            result: String::new(),
            wanted: "",
            holds: None,
        },
    ]
}

/// How long events wait until they are in the read model, with a worker beside the API and the load.
pub async fn lag(installation: &Installation, extent: Extent) -> Line {
    let tenants = installation.tenants(TENANTS).await;
    clear(installation).await;
    let mut worker = installation.start_worker().await;
    let seconds = if extent.rounds == 1 { 5 } else { 60 };
    let time = Duration::from_secs(seconds);
    let keys = keys_of(&tenants);
    let requests = (0..LAG_CONNECTIONS).map(|seed| Request::batch(seed as u64, &keys, LAG_BATCH)).collect();
    let pace = Pace::Every(Duration::from_secs_f64((LAG_CONNECTIONS * LAG_BATCH) as f64 / LAG_EVENTS_PER_S as f64));
    let loading = load::run(installation.api, vec![Group { requests, pace }], time);
    let (outcome, mut lags) = tokio::join!(loading, watch(installation, time));
    worker.kill().await.expect("it is our child");
    let rate = outcome[0].events_per_s();
    assert_eq!(outcome[0].refused, 0, "{:?}", outcome[0].first_refusal);
    let total: i64 = lags.iter().map(|(_, events)| events).sum();
    lags.sort_by(|a, b| a.0.total_cmp(&b.0));
    let part = |part: f64| {
        let mut left = (total as f64 * part) as i64;
        lags.iter()
            .find(|(_, events)| {
                left -= events;
                left <= 0
            })
            .map_or(f64::NAN, |(ms, _)| *ms)
    };
    let (median, last) = (part(0.5), part(0.99));
    note(&format!("lag: {rate:.0} events/s, p50 {median:.0} ms, p99 {last:.0} ms, of {total} events"));
    clear(installation).await;
    Line {
        figure: format!(
            "from the append to the read model at {} events/s for {seconds} s (batches of {LAG_BATCH}, {TENANTS} tenants, one \
             worker): p50, p99",
            thousands(rate)
        ),
        subject: format!("{median:.0}, {last:.0} ms"),
        floor: String::new(),
        result: String::new(),
        wanted: "p99 < 1 s",
        holds: Some(last < LAG_MS_MAX),
    }
}

/// How long events waited, in milliseconds, and how many that were: looked at from outside, every [`LOOKED_EVERY`].
async fn watch(installation: &Installation, time: Duration) -> Vec<(f64, i64)> {
    let (started, mut lags) = (Instant::now(), Vec::new());
    let mut waiting: VecDeque<(Instant, i64, i64)> = VecDeque::new();
    let (mut seen, mut first) = (0_i64, true);
    while started.elapsed() < time + Duration::from_secs(2) {
        let sql = "select sum(h.position)::bigint, sum(c.position)::bigint
                   from tenant_head h join checkpoint c on c.tenant_id = h.tenant_id";
        let row = sqlx::query(sql).fetch_one(&installation.database).await.expect("it answers");
        let (heads, projected): (i64, i64) = (row.get(0), row.get(1));
        // Of all tenants together: who waits longest is taken first, so the sums are as good as each.
        if heads > seen && !first {
            waiting.push_back((Instant::now(), heads, heads - seen));
        }
        while let Some((since, _, events)) = waiting.front().copied().filter(|(_, upto, _)| *upto <= projected) {
            lags.push((since.elapsed().as_secs_f64() * 1000.0, events));
            waiting.pop_front();
        }
        (seen, first) = (heads, false);
        tokio::time::sleep(LOOKED_EVERY).await;
    }
    lags
}

/// Empties the log and what follows from it, and leaves nothing to be projected.
async fn clear(installation: &Installation) {
    for sql in [
        "truncate event, access_log, traffic",
        "update checkpoint c set position = h.position from tenant_head h where h.tenant_id = c.tenant_id",
        "vacuum checkpoint",
    ] {
        sqlx::query(sql).execute(&installation.database).await.expect("it can be done");
    }
}

/// What a partitioned table takes with its indexes, in bytes.
async fn size(installation: &Installation, table: &str) -> f64 {
    let sql = "select coalesce(sum(pg_total_relation_size(inhrelid)), 0)::float8 from pg_inherits where inhparent = $1::regclass";
    sqlx::query_scalar(sql).bind(table).fetch_one(&installation.database).await.expect("it answers")
}

/// Writes rows of the access log as they are there, with new positions, until there are as many more. Rows in a second.
async fn insert_alone(installation: &Installation, rows: usize) -> f64 {
    let mut connection = PgConnection::connect(&installation.superuser_url).await.expect("it answers");
    let mut columns = Columns::read(&mut connection).await;
    sqlx::query("truncate access_log").execute(&mut connection).await.expect("it can be emptied");
    let (started, mut written) = (Instant::now(), 0);
    while written < rows {
        columns.insert(&mut connection).await;
        written += columns.positions.len();
    }
    written as f64 / started.elapsed().as_secs_f64()
}

/// The rows of one execution.
struct Columns {
    tenants: Vec<Uuid>,
    positions: Vec<i64>,
    days: Vec<NaiveDate>,
    times: [Vec<DateTime<Utc>>; 2],
    sessions: Vec<Uuid>,
    keys: Vec<Vec<u8>>,
    statuses: Vec<i16>,
    durations: Vec<f32>,
    bytes: Vec<i64>,
    visitors: Vec<i64>,
    /// The columns of texts, in the order of the statement.
    texts: Vec<Vec<String>>,
}

impl Columns {
    async fn read(connection: &mut PgConnection) -> Self {
        const TEXTS: [&str; 14] = [
            "type",
            "user_id",
            "host(ip)",
            "method",
            "path",
            "referrer_host",
            "search_terms",
            "country",
            "city",
            "browser",
            "platform",
            "kind",
            "labels_version",
            "geoip_version",
        ];
        let texts: Vec<String> = TEXTS.iter().map(|column| format!("coalesce({column}, '')")).collect();
        let sql = format!(
            "select tenant_id, position, expires_on, recorded_at, occurred_at, coalesce(status, -1::smallint),
                    coalesce(duration_ms, -1), coalesce(bytes_sent, -1), visitor, {}
             from access_log where type = 'access' order by random() limit {EVENTS_MAX}",
            texts.join(", ")
        );
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql)).fetch_all(connection).await.expect("it answers");
        fn of<T: for<'r> sqlx::Decode<'r, sqlx::Postgres> + sqlx::Type<sqlx::Postgres>>(
            rows: &[PgRow],
            at: usize,
        ) -> Vec<T> {
            rows.iter().map(|row| row.get(at)).collect()
        }
        Self {
            tenants: of(&rows, 0),
            positions: of(&rows, 1),
            days: of(&rows, 2),
            times: [of(&rows, 3), of(&rows, 4)],
            sessions: vec![Uuid::nil(); rows.len()],
            keys: vec![Vec::new(); rows.len()],
            statuses: of(&rows, 5),
            durations: of(&rows, 6),
            bytes: of(&rows, 7),
            visitors: of(&rows, 8),
            texts: (9..9 + TEXTS.len()).map(|at| of(&rows, at)).collect(),
        }
    }

    async fn insert(&mut self, connection: &mut PgConnection) {
        let [kinds, users, ips, methods, paths, rest @ ..] = self.texts.as_slice() else {
            unreachable!("there are 14")
        };
        let mut query = sqlx::query(SQL)
            .bind(&self.tenants)
            .bind(&self.positions)
            .bind(&self.days)
            .bind(&self.times[0])
            .bind(&self.times[1])
            .bind(kinds)
            .bind(&self.sessions)
            .bind(&self.keys)
            .bind(users)
            .bind(ips)
            .bind(methods)
            .bind(paths)
            .bind(&self.statuses)
            .bind(&self.durations)
            .bind(&self.bytes);
        for texts in rest {
            query = query.bind(texts);
        }
        query.bind(&self.visitors).execute(connection).await.expect("the rows fit");
        // Further on in each log.
        for position in &mut self.positions {
            *position += 10_000_000;
        }
    }
}
