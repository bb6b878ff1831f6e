//! What PostgreSQL said a moment ago, and what it said last while it is away.
//!
//! A value is asked for again when it is older than the cache lets it be; callers at once share one question. While
//! PostgreSQL does not answer, the last value is taken for a while longer: nobody can have changed it through a database
//! that is away, and checks of sessions go on.

use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use moka::future::Cache;

use crate::error::Error;
use crate::tenants::shared;

/// How long the last value is taken while PostgreSQL is away.
pub const KEPT_WHILE_AWAY: Duration = Duration::from_secs(15 * 60);
/// How long a question may take when there is a last value to fall back to.
const PATIENCE: Duration = Duration::from_millis(500);
/// How long nobody asks after PostgreSQL did not answer.
const AWAY_FOR: Duration = Duration::from_secs(1);

/// Values by key. Cheap to clone.
#[derive(Clone)]
pub(crate) struct LastKnown<K, V> {
    fresh: Cache<K, V>,
    known: Cache<K, V>,
    away_until: Arc<Mutex<Option<Instant>>>,
}

impl<K, V> LastKnown<K, V>
where
    K: Hash + Eq + Clone + Send + Sync + 'static,
    V: Clone + Send + Sync + 'static,
{
    /// No values yet; each is taken for `fresh_for`.
    pub(crate) fn new(capacity: u64, fresh_for: Duration) -> Self {
        let cache = |time_to_live| {
            Cache::builder().max_capacity(capacity).time_to_live(time_to_live).support_invalidation_closures().build()
        };
        Self { fresh: cache(fresh_for), known: cache(KEPT_WHILE_AWAY), away_until: Arc::default() }
    }

    /// The value, if it is fresh.
    pub(crate) async fn fresh(&self, key: &K) -> Option<V> {
        self.fresh.get(key).await
    }

    /// The value of a key, asked for by `load` when it is not fresh.
    ///
    /// # Errors
    /// What `load` says; not `Unavailable` when there is a last value.
    pub(crate) async fn get(&self, key: K, load: impl Future<Output = Result<V, Error>>) -> Result<V, Error> {
        if let Some(value) = self.fresh.get(&key).await {
            return Ok(value);
        }
        let Some(last) = self.known.get(&key).await else { return self.ask(key, load).await };
        if self.is_away() {
            return Ok(last);
        }
        match tokio::time::timeout(PATIENCE, self.ask(key.clone(), load)).await {
            Ok(Err(Error::Unavailable { .. })) | Err(_) => {
                *self.away_until.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now() + AWAY_FOR);
                Ok(last)
            }
            Ok(Err(error)) => {
                self.forget(&key).await;
                Err(error)
            }
            Ok(Ok(value)) => Ok(value),
        }
    }

    /// Forgets a value that was just changed here.
    pub(crate) async fn forget(&self, key: &K) {
        self.fresh.invalidate(key).await;
        self.known.invalidate(key).await;
    }

    /// Forgets all values that were just changed here.
    pub(crate) fn forget_if(&self, is_changed: impl Fn(&V) -> bool + Clone + Send + Sync + 'static) {
        for cache in [&self.fresh, &self.known] {
            let is_changed = is_changed.clone();
            // Fails only without support_invalidation_closures, which the caches are built with.
            let _ = cache.invalidate_entries_if(move |_, value| is_changed(value));
        }
    }

    async fn ask(&self, key: K, load: impl Future<Output = Result<V, Error>>) -> Result<V, Error> {
        let value = self.fresh.try_get_with(key.clone(), load).await.map_err(shared)?;
        self.known.insert(key, value.clone()).await;
        Ok(value)
    }

    fn is_away(&self) -> bool {
        let until = *self.away_until.lock().unwrap_or_else(PoisonError::into_inner);
        until.is_some_and(|until| Instant::now() < until)
    }
}
