//! What the figures are compared with: the same statement in a bare loop, a route that does nothing, and one that asks
//! Redis for one value.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use chrono::{DateTime, Days, NaiveDate, Utc};
use futures::future::join_all;
use poem::http::StatusCode;
use poem::listener::TcpAcceptor;
use poem::{Endpoint, Request, Route, Server, get, handler};
use redis::aio::MultiplexedConnection;
use sqlx::postgres::PgPoolOptions;
use sqlx::{Connection, PgConnection};
use uuid::Uuid;

use crate::content::{Dice, View};
use crate::installation::given;
use crate::load::now;

/// The statement that appends, as the log executes it.
const SQL: &str = include_str!("../../domain/src/log/insert.sql");
/// Rows of one execution.
pub const ROWS: usize = 2_000;
/// No session of a tenant changes.
const NO_DAY: NaiveDate = NaiveDate::from_ymd_opt(1, 1, 1).expect("a date of the calendar");
/// Connections of the loop.
pub const CONNECTIONS: usize = 2;

/// Inserts in a loop on [`CONNECTIONS`] connections, [`ROWS`] rows at a time, each a transaction of its own, with
/// arrays that were made before; only ids, positions and times are new each time. Returns rows in a second.
pub async fn insert_for(url: &str, tenants: &[(Uuid, u16)], time: Duration) -> f64 {
    let started = Instant::now();
    let loops = (0..CONNECTIONS).map(|part| {
        let mine = tenants.iter().skip(part).step_by(CONNECTIONS).copied().collect::<Vec<_>>();
        insert_loop(url.to_owned(), if mine.is_empty() { tenants.to_vec() } else { mine }, started + time, usize::MAX)
    });
    let rows: usize = join_all(loops.map(tokio::spawn)).await.into_iter().map(|rows| rows.expect("no panic")).sum();
    rows as f64 / started.elapsed().as_secs_f64()
}

/// Inserts `rows` rows, as fast as it goes.
pub async fn fill(url: &str, tenants: &[(Uuid, u16)], rows: usize) {
    let forever = Instant::now() + Duration::from_secs(3_600);
    let loops = (0..CONNECTIONS).map(|part| {
        let mine = tenants.iter().skip(part).step_by(CONNECTIONS).copied().collect::<Vec<_>>();
        tokio::spawn(insert_loop(url.to_owned(), mine, forever, rows / CONNECTIONS))
    });
    for rows in join_all(loops).await {
        rows.expect("no panic");
    }
}

async fn insert_loop(url: String, tenants: Vec<(Uuid, u16)>, until: Instant, rows_max: usize) -> usize {
    let mut connection = PgConnection::connect(&url).await.expect("PostgreSQL answers");
    let mut columns = Columns::make(tenants[0].0.as_u128() as u64);
    let mut rows = 0;
    for &(tenant, retention_days) in tenants.iter().cycle() {
        if Instant::now() >= until || rows >= rows_max {
            break;
        }
        let sql = "select position, ctid::text from tenant_head where tenant_id = $1";
        let (first, place) = sqlx::query_as::<_, (i64, String)>(sql)
            .bind(tenant)
            .fetch_one(&mut connection)
            .await
            .expect("the tenant has a head");
        columns.renew(now(), tenant, retention_days, first);
        columns.insert(&mut connection, place).await;
        rows += ROWS;
    }
    rows
}

/// The columns of one execution.
struct Columns {
    dice: Dice,
    recorded_at: DateTime<Utc>,
    tenants: Vec<Uuid>,
    positions: Vec<i64>,
    ids: Vec<Uuid>,
    days: Vec<NaiveDate>,
    times: Vec<DateTime<Utc>>,
    types: Vec<String>,
    session_ids: Vec<Uuid>,
    session_keys: Vec<Vec<u8>>,
    bytes_sent: Vec<i64>,
    methods: Vec<String>,
    redacted: Vec<String>,
    agents: Vec<String>,
    ips: Vec<String>,
    users: Vec<String>,
    hosts: Vec<String>,
    paths: Vec<String>,
    queries: Vec<String>,
    statuses: Vec<i16>,
    durations: Vec<f32>,
    referrers: Vec<String>,
    data: Vec<String>,
}

impl Columns {
    fn make(seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        let views: Vec<View> = (0..ROWS).map(|_| View::thrown(&mut dice)).collect();
        let of = |text: fn(&View) -> String| views.iter().map(text).collect::<Vec<String>>();
        Self {
            dice,
            recorded_at: DateTime::UNIX_EPOCH,
            tenants: Vec::new(),
            positions: Vec::new(),
            ids: Vec::new(),
            days: Vec::new(),
            times: Vec::new(),
            types: of(|_| "access".to_owned()),
            session_ids: vec![Uuid::nil(); ROWS],
            session_keys: vec![Vec::new(); ROWS],
            bytes_sent: vec![-1; ROWS],
            methods: of(|_| "GET".to_owned()),
            redacted: of(|_| String::new()),
            agents: of(|view| view.agent.to_owned()),
            ips: of(|view| view.ip.clone()),
            users: of(|view| view.user_id.clone()),
            hosts: of(|view| view.host.clone()),
            paths: of(|view| view.path.clone()),
            queries: of(|view| view.query.clone()),
            statuses: views.iter().map(|view| view.status).collect(),
            durations: views.iter().map(|view| view.duration_ms).collect(),
            referrers: of(|view| view.referrer.clone()),
            data: of(|view| if view.data.is_empty() { String::new() } else { format!("{{\"v\":1,{}}}", view.data) }),
        }
    }

    fn renew(&mut self, now: DateTime<Utc>, tenant: Uuid, retention_days: u16, head: i64) {
        self.recorded_at = now;
        self.tenants = vec![tenant; ROWS];
        self.positions = (head + 1..).take(ROWS).collect();
        self.ids = (0..ROWS).map(|index| self.dice.id(index, now)).collect();
        self.days = vec![now.date_naive() + Days::new(u64::from(retention_days)); ROWS];
        self.times = vec![now; ROWS];
    }

    async fn insert(&self, connection: &mut PgConnection, place: String) {
        let head = self.positions.last().copied().unwrap_or_default();
        sqlx::query(SQL)
            .bind([self.tenants[0]])
            .bind([head])
            .bind([self.recorded_at])
            .bind(&self.tenants)
            .bind(&self.positions)
            .bind(&self.ids)
            .bind(&self.days)
            .bind(&self.times)
            .bind(&self.times)
            .bind(&self.types)
            .bind(&self.session_ids)
            .bind(&self.session_keys)
            .bind(&self.users)
            .bind(&self.ips)
            .bind(&self.agents)
            .bind(&self.methods)
            .bind(&self.hosts)
            .bind(&self.paths)
            .bind(&self.queries)
            .bind(&self.statuses)
            .bind(&self.durations)
            .bind(&self.bytes_sent)
            .bind(&self.referrers)
            .bind(&self.data)
            .bind(&self.redacted)
            .bind([place])
            .bind([NO_DAY])
            .execute(connection)
            .await
            .expect("the rows fit");
    }
}

/// A pool as superuser, for whom no row is hidden.
pub async fn superuser(url: &str) -> sqlx::PgPool {
    PgPoolOptions::new().max_connections(2).connect(url).await.expect("PostgreSQL answers")
}

#[handler]
fn nothing() {}

#[handler]
fn nothing_with_body(_body: Vec<u8>) {}

/// What the paths of [`OneGet`] start with.
pub const ONE_GET: &str = "/one-get/";

/// A route that asks Redis, on one connection that all share, for the value whose key is the path, and answers nothing.
struct OneGet {
    redis: MultiplexedConnection,
}

impl Endpoint for OneGet {
    type Output = StatusCode;

    async fn call(&self, request: Request) -> poem::Result<StatusCode> {
        let mut command = redis::cmd("GET");
        command.arg(request.uri().path());
        let value = command.query_async::<Option<Vec<u8>>>(&mut self.redis.clone()).await;
        Ok(match value {
            Ok(Some(_)) => StatusCode::OK,
            Ok(None) => StatusCode::NOT_FOUND,
            Err(_) => StatusCode::SERVICE_UNAVAILABLE,
        })
    }
}

/// Serves a route that does nothing, and [`OneGet`], with poem as the API is served, until the process is ended.
pub async fn serve_nothing(ready: impl FnOnce(SocketAddr)) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
    ready(listener.local_addr().expect("a listener has an address"));
    let acceptor = TcpAcceptor::from_tokio(listener).expect("the listener is fine");
    let client = redis::Client::open(given("REDIS_URL")).expect("it is a URL");
    let redis = client.get_multiplexed_async_connection().await.expect("Redis answers");
    let app = Route::new()
        .at("/nothing", get(nothing).post(nothing_with_body))
        .at(format!("{ONE_GET}:name"), get(OneGet { redis }));
    Server::new_with_acceptor(acceptor).run(app).await.expect("it serves");
}
