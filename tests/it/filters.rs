//! Whatever is asked of events finds and counts what a plain scan of them does: of events that the test has made and kept, by
//! rules and tables of its own.

mod asked;
mod made;
mod statistics;

use std::path::Path;

use chrono::{DateTime, Utc};
use domain::log::read::SCANNED_MAX;
use domain::scope::Scope;
use domain::settings::TenantSettings;
use rand::rngs::SmallRng;
use rand::{RngExt, SeedableRng};
use serde_json::{Value, json};
use tests::{TestApp, TestTenant, rounds};

use self::asked::{Asked, NAMES, TIMES, only, pair, part};
use self::made::{Made, sign_in, view};
use crate::access_log::Projector;
use crate::session_door::execute;

/// Events of a post.
const BATCH: usize = 250;
/// Most positions that retention seems to have taken between two batches.
const HOLE_MAX: i64 = 60_000;

/// A tenant's log, and all that is known of it.
struct Log {
    seed: u64,
    random: SmallRng,
    app: TestApp,
    tenant: TestTenant,
    projector: Projector,
    /// What is in the log, by position.
    made: Vec<Made>,
    /// How many of these are projected.
    projected: usize,
    /// When it began: page views are older.
    began_at: DateTime<Utc>,
}

impl Log {
    /// A new tenant that keeps events for 30 days and ends no session for another, whose log grows the same way for the same
    /// seed.
    async fn start(seed: u64) -> Self {
        let places = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/geoip/maxmind-city.mmdb");
        let app = TestApp::start_with(&[("GATEBOOK_GEOIP", places.to_str().unwrap())]).await;
        let began_at = app.clock.now();
        let settings = TenantSettings { retention_days: 30, sessions_per_user_max: 100, ..TenantSettings::default() };
        let tenant = app.tenant_with("shop", settings, &Scope::ALL).await;
        let made = vec![Made::plain("tenant.created", 1, began_at), Made::plain("key.created", 2, began_at)];
        let (projector, random) = (Projector::of(&app), SmallRng::seed_from_u64(seed));
        Self { seed, random, app, tenant, projector, made, projected: 0, began_at }
    }

    /// Appends page views, a sign-in behind each batch of them, and leaves a hole behind that.
    async fn grow(&mut self, count: usize) {
        for begin in (0..count).step_by(BATCH) {
            self.post(BATCH.min(count - begin)).await;
            self.sign_in().await;
            let hole = self.random.random_range(0..HOLE_MAX);
            self.leave_hole(self.last() + hole).await;
        }
    }

    async fn post(&mut self, count: usize) {
        let views = (0..count).map(|_| view(&mut self.random, self.began_at)).collect();
        self.post_these(views).await;
    }

    async fn post_these(&mut self, views: Vec<(Value, Made)>) {
        let (events, made): (Vec<Value>, Vec<Made>) = views.into_iter().unzip();
        let answer = self.tenant.post("/v1/events/batch", &json!({"events": events})).await.assert_status(200).json();
        assert_eq!(answer["accepted"], made.len(), "seed {}: {answer}", self.seed);
        let first = answer["first_position"].as_i64().unwrap();
        assert!(first > self.last());
        self.made.extend((first..).zip(made).map(|(position, made)| Made { position, ..made }));
    }

    /// The last position that was given out.
    fn last(&self) -> i64 {
        self.made[self.made.len() - 1].position
    }

    async fn sign_in(&mut self) {
        let (body, made) = sign_in(&mut self.random, self.app.clock.now());
        let started = self.tenant.post("/v1/sessions", &body).await.assert_status(201).json();
        let session_id = started["session"]["id"].as_str().map(str::to_owned);
        let position = self.last() + 1;
        self.made.push(Made { position, session_id, ..made });
    }

    /// Leaves positions out, as where events have been and retention has taken them: the next is behind `head`.
    async fn leave_hole(&mut self, head: i64) {
        let sql = format!("update tenant_head set position = {head} where tenant_id = '{}'", self.tenant.id.uuid());
        assert_eq!(execute(&self.app, &sql).await, 1);
    }

    async fn project(&mut self) {
        self.projector.catch_up(self.app.clock.now()).await;
        self.projected = self.made.len();
    }

    /// Each way to ask alone, and pairs of them.
    fn questions(&mut self, pairs: usize) -> Vec<Asked> {
        let all: Vec<&'static str> = NAMES.into_iter().chain(TIMES).collect();
        let alone = all.iter().map(|name| Asked { parts: vec![part(&mut self.random, name, &self.made)] });
        let mut questions: Vec<Asked> = alone.collect();
        questions.extend((0..pairs).map(|_| pair(&mut self.random, &all, &self.made)));
        questions
    }

    /// The positions of what fits, as far as it can be seen, oldest first.
    fn expected(&self, asked: &Asked) -> Vec<i64> {
        let seen = if asked.is_by_words() { self.projected } else { self.made.len() };
        positions(&self.made[..seen], asked)
    }

    fn list(&self, asked: &Asked, order: &str, limit: usize) -> String {
        format!("/v1/events?order={order}&limit={limit}&{}", asked.query())
    }

    /// Passes when all pages together are the whole set, both ways.
    async fn assert_found(&mut self, asked: &Asked) {
        let expected = self.expected(asked);
        // Small pages where there are few, so that there are several.
        let limit = if expected.len() < 300 { self.random.random_range(5..40) } else { 100 };
        for order in ["asc", "desc"] {
            let list = self.list(asked, order, limit);
            let mut found: Vec<i64> = self.tenant.all(&list, "events").await.iter().map(position_of).collect();
            if order == "desc" {
                found.reverse();
            }
            assert_eq!(
                found,
                expected,
                "seed {}, {} of {} projected: {list}",
                self.seed,
                self.projected,
                self.made.len()
            );
        }
        self.assert_found_by_time(asked, limit).await;
    }

    /// Passes when all pages by time together are what is projected of the whole set, both ways.
    async fn assert_found_by_time(&self, asked: &Asked, limit: usize) {
        let expected = positions(&self.made[..self.projected], asked);
        for order in ["occurred_asc", "occurred"] {
            let list = self.list(asked, order, limit);
            let events = self.tenant.all(&list, "events").await;
            let mut places: Vec<(DateTime<Utc>, i64)> = events.iter().map(place_of).collect();
            if order == "occurred" {
                places.reverse();
            }
            assert!(places.is_sorted(), "seed {}: {list}", self.seed);
            let mut found: Vec<i64> = places.into_iter().map(|(_, position)| position).collect();
            found.sort_unstable();
            assert_eq!(found, expected, "seed {}, {} projected: {list}", self.seed, self.projected);
        }
    }
}

/// The positions of those that fit.
fn positions(made: &[Made], asked: &Asked) -> Vec<i64> {
    made.iter().filter(|made| asked.fits(made)).map(|made| made.position).collect()
}

fn place_of(event: &Value) -> (DateTime<Utc>, i64) {
    (event["occurred_at"].as_str().unwrap().parse().unwrap(), position_of(event))
}

fn position_of(event: &Value) -> i64 {
    event["position"].as_i64().unwrap()
}

#[tokio::test]
async fn whatever_is_asked_all_pages_together_are_what_a_scan_of_all_events_finds() {
    let mut log = Log::start(61).await;
    let (events, pairs) = (rounds(1_000, 16_700), rounds(20, 40));
    let mut found = 0;
    // Nothing is projected; all is; some is not.
    for step in 0..3 {
        log.grow(events).await;
        if step == 1 {
            log.project().await;
        }
        for asked in log.questions(pairs) {
            log.assert_found(&asked).await;
            found += usize::from(!log.expected(&asked).is_empty());
        }
    }
    assert!(found > 3 * (NAMES.len() + pairs) / 2, "seed {}: only {found} questions find anything", log.seed);
}

#[tokio::test]
async fn no_event_is_lost_where_a_page_may_look_no_further() {
    let mut log = Log::start(64).await;
    // The first position at which each way begins is a page's whole length away from one among the events of the other end.
    for head in [log.last(), SCANNED_MAX - 10] {
        log.leave_hole(head).await;
        let views = (1..=20).map(|number| {
            let (mut event, mut made) = view(&mut log.random, log.began_at);
            let path = format!("/at/{}/", head + number);
            event["path"] = json!(path);
            made.path = Some(path);
            (event, made)
        });
        let views = views.collect();
        log.post_these(views).await;
    }

    let paths: Vec<String> = log.made.iter().filter_map(|made| made.path.clone()).collect();
    for path in &paths {
        log.assert_found(&only("path", path)).await;
    }
    log.project().await;
    for path in &paths {
        log.assert_found(&only("text", path)).await;
    }
    assert_eq!(paths.len(), 40);
}

#[tokio::test]
async fn pages_leave_nothing_out_and_give_nothing_twice_while_events_arrive() {
    let mut log = Log::start(62).await;
    log.grow(rounds(1_000, 10_000)).await;
    log.project().await;

    for asked in log.questions(rounds(6, 40)) {
        let before = log.expected(&asked);
        let limit = (before.len() / 6).clamp(5, 100);
        let mut descending = while_events_arrive(&mut log, &asked, "desc", limit).await;
        let seen_at_first = log.expected(&asked);
        let ascending = while_events_arrive(&mut log, &asked, "asc", limit).await;

        let what = format!("seed {}: {}", log.seed, asked.query());
        descending.reverse();
        assert_eq!(descending, before, "{what}");
        let after = positions(&log.made, &asked);
        assert!(ascending.len() >= seen_at_first.len(), "{what}: {} of {}", ascending.len(), seen_at_first.len());
        assert_eq!(ascending, after[..ascending.len()], "{what}");
    }
}

/// The positions that the pages of a list have, as they come, when there is more in the log before each next page.
async fn while_events_arrive(log: &mut Log, asked: &Asked, order: &str, limit: usize) -> Vec<i64> {
    let list = log.list(asked, order, limit);
    let (mut found, mut path, mut pages) = (Vec::new(), list.clone(), 0);
    loop {
        let page = log.tenant.get(&path).await.assert_status(200).json();
        found.extend(page["events"].as_array().unwrap().iter().map(position_of));
        let Some(next) = page["next"].as_str() else { return found };
        path = format!("{list}&cursor={next}");
        pages += 1;
        // Fewer than a page has: it comes to an end.
        log.post(3).await;
        if pages % 2 == 0 {
            log.project().await;
        }
    }
}
