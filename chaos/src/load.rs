//! The mixed load: clients that post, sign in, check, end, look and follow, all at once, and note what came of it.
//!
//! - Writers (`load/writers.rs`) post events, and repeat what may be repeated until it is acknowledged.
//! - People (`load/people.rs`) start sessions, refresh and end them, each person with users of their own; watchers check
//!   whatever sessions there are meanwhile.
//! - Readers (`load/readers.rs`) look at everything, and try what is another tenant's.
//! - Followers (`load/tails.rs`) follow a log from its beginning, and come back where they were.

mod people;
mod readers;
mod tails;
mod writers;

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rand::rngs::SmallRng;
use rand::{RngExt, SeedableRng};
use reqwest::Method;
use serde_json::Value;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::content::{Tenant, foreign};
use crate::history::{Answer, Asked, Entry, History, Told};

pub use tails::Followed;

/// How long a client waits: longer than the API may take to say that a store is away.
const PATIENCE: Duration = Duration::from_secs(25);

/// How many of each kind of client there are.
#[derive(Debug, Clone, Copy)]
pub struct Crowd {
    /// Who posts.
    pub writers: usize,
    /// Who signs in.
    pub people: usize,
    /// Who checks.
    pub watchers: usize,
    /// Who looks.
    pub readers: usize,
}

/// What all clients share.
pub struct Ground {
    /// Whose keys there are.
    pub tenants: Vec<Tenant>,
    /// Where the APIs are reached, as URLs.
    pub apis: Vec<String>,
    /// What they did.
    pub history: History,
    /// Tells them to come to an end.
    pub stop: CancellationToken,
    sessions: Mutex<Vec<Arc<Session>>>,
    events: AtomicU64,
}

/// A session that was started, as its client knows it.
pub struct Session {
    /// Its number.
    pub number: u64,
    /// Whose it is.
    pub tenant: usize,
    /// Its user.
    pub user: String,
    /// Its public id.
    pub id: String,
    /// How often its token was rotated, and the token since.
    held: Mutex<(u32, String)>,
}

impl Session {
    /// The newest token, and after how many rotations.
    #[must_use]
    pub fn held(&self) -> (u32, String) {
        self.held.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn hold(&self, rotation: u32, token: &str) {
        *self.held.lock().unwrap_or_else(PoisonError::into_inner) = (rotation, token.to_owned());
    }
}

impl Ground {
    /// A ground before anybody came.
    #[must_use]
    pub fn new(tenants: Vec<Tenant>, apis: Vec<String>) -> Self {
        Self {
            tenants,
            apis,
            history: History::default(),
            stop: CancellationToken::new(),
            sessions: Mutex::default(),
            events: AtomicU64::new(1),
        }
    }

    /// Every session that was started and acknowledged.
    #[must_use]
    pub fn sessions(&self) -> Vec<Arc<Session>> {
        self.lock().clone()
    }

    /// A session at random: one of those that lately were started, or of all.
    fn some_session(&self, random: &mut SmallRng) -> Option<Arc<Session>> {
        const LATELY: usize = 60;
        let sessions = self.lock();
        let from = if random.random_bool(0.7) { sessions.len().saturating_sub(LATELY) } else { 0 };
        (from < sessions.len()).then(|| Arc::clone(&sessions[random.random_range(from..sessions.len())]))
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Arc<Session>>> {
        // Every change is one push.
        self.sessions.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn next_event(&self) -> u64 {
        self.events.fetch_add(1, Ordering::Relaxed)
    }
}

/// One client, with random decisions of its own.
pub struct Client {
    /// What it shares with the others.
    pub ground: Arc<Ground>,
    http: reqwest::Client,
    random: SmallRng,
}

/// A request that a client is about to send.
struct Request {
    tenant: usize,
    method: Method,
    path: String,
    body: Option<Value>,
    idempotency_key: Option<String>,
}

impl Request {
    fn new(tenant: usize, method: Method, path: impl Into<String>) -> Self {
        Self { tenant, method, path: path.into(), body: None, idempotency_key: None }
    }

    fn post(tenant: usize, path: &str, body: Value) -> Self {
        Self { body: Some(body), ..Self::new(tenant, Method::POST, path) }
    }
}

impl Client {
    /// A client that decides by `seed`.
    #[must_use]
    pub fn new(ground: &Arc<Ground>, seed: u64) -> Self {
        // This machine alone is spoken to; a proxy of the environment is not for that.
        let http = reqwest::Client::builder().no_proxy().timeout(PATIENCE).build().unwrap_or_default();
        Self { ground: Arc::clone(ground), http, random: SmallRng::seed_from_u64(seed) }
    }

    /// Any of the tenants.
    fn some_tenant(&mut self) -> usize {
        self.random.random_range(0..self.ground.tenants.len())
    }

    /// Sends a request to one of the APIs, and notes what came of it. `read` says what of a success matters.
    async fn ask(&mut self, request: Request, asked: Asked, read: impl FnOnce(&Value) -> Told) -> Answer {
        let api = self.random.random_range(0..self.ground.apis.len());
        self.ask_at(api, request, asked, read).await.0
    }

    /// The same of one API; with the body that was answered.
    async fn ask_at(
        &mut self,
        api: usize,
        request: Request,
        asked: Asked,
        read: impl FnOnce(&Value) -> Told,
    ) -> (Answer, Value) {
        let (ground, tenant) = (Arc::clone(&self.ground), request.tenant);
        let url = format!("{}{}", ground.apis[api], request.path);
        let mut builder = self.http.request(request.method, url).bearer_auth(&ground.tenants[tenant].key);
        if let Some(body) = &request.body {
            builder = builder.json(body);
        }
        if let Some(key) = &request.idempotency_key {
            builder = builder.header("Idempotency-Key", key);
        }
        let begun = ground.history.now();
        let received = receive(builder).await;
        let ended = ground.history.now();
        let mut body = Value::Null;
        let (answer, foreign) = match received {
            None => (Answer::None, Vec::new()),
            Some((status, retry_after, text)) => {
                body = serde_json::from_str(&text).unwrap_or_default();
                let is_success = (200..300).contains(&status);
                let told = if is_success { read(&body) } else { Told::Nothing };
                let code = body["code"].as_str().filter(|_| !is_success).unwrap_or_default().to_owned();
                (Answer::Told { status, code, retry_after, told }, foreign(&ground.tenants, tenant, &text))
            }
        };
        ground.history.note(Entry { tenant, api, begun, ended, asked, answer: answer.clone(), foreign });
        (answer, body)
    }

    /// Waits a little, as people do; ends at once when all come to an end.
    async fn pause(&mut self, most_ms: u64) {
        let pause = Duration::from_millis(self.random.random_range(most_ms / 4..=most_ms));
        let stop = self.ground.stop.clone();
        let _ = stop.run_until_cancelled(tokio::time::sleep(pause)).await;
    }

    fn is_over(&self) -> bool {
        self.ground.stop.is_cancelled()
    }
}

/// Status, whether `Retry-After` is there, and the body; `None` when no whole answer came.
async fn receive(builder: reqwest::RequestBuilder) -> Option<(u16, bool, String)> {
    let response = builder.send().await.ok()?;
    let (status, retry_after) = (response.status().as_u16(), response.headers().contains_key("retry-after"));
    Some((status, retry_after, response.text().await.ok()?))
}

/// Lets the crowd loose; each of it ends soon after [`Ground::stop`].
pub fn begin(ground: &Arc<Ground>, crowd: Crowd, seed: u64) -> JoinSet<()> {
    let mut tasks = JoinSet::new();
    let mut seeds = SmallRng::seed_from_u64(seed);
    let mut client = || Client::new(ground, seeds.random());
    for _ in 0..crowd.writers {
        tasks.spawn(writers::write(client()));
    }
    for person in 0..crowd.people {
        tasks.spawn(people::live(client(), person));
    }
    for _ in 0..crowd.watchers {
        tasks.spawn(people::watch(client()));
    }
    for _ in 0..crowd.readers {
        tasks.spawn(readers::read(client()));
    }
    tasks
}

/// Has each log followed through each API, from its beginning, until `until` says where it ends.
pub fn follow(ground: &Arc<Ground>, until: &tokio::sync::watch::Sender<Option<Vec<i64>>>) -> JoinSet<Followed> {
    let mut tasks = JoinSet::new();
    for tenant in 0..ground.tenants.len() {
        for api in 0..ground.apis.len() {
            tasks.spawn(tails::follow(Arc::clone(ground), tenant, api, until.subscribe()));
        }
    }
    tasks
}

/// Asks each API about each session, with its newest token: after everything is back. It only looks.
pub async fn check_all(ground: &Arc<Ground>) {
    let mut client = Client::new(ground, 0);
    for session in ground.sessions() {
        for api in 0..ground.apis.len() {
            people::look_at(&mut client, api, &session).await;
        }
    }
}

/// Posts an event for each tenant to each API; whether each was acknowledged.
pub async fn try_all(ground: &Arc<Ground>) -> bool {
    let mut client = Client::new(ground, 1);
    let mut all = true;
    for tenant in 0..ground.tenants.len() {
        for api in 0..ground.apis.len() {
            all &= writers::post_one_at(&mut client, api, tenant).await;
        }
    }
    all
}
