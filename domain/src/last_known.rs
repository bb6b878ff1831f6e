//! What PostgreSQL said a moment ago, and what it said last while it is away.
//!
//! A value is asked for again when it is older than the cache lets it be; callers at once share one question. While
//! PostgreSQL does not answer, the last value is taken for a while longer: nobody can have changed it through a database
//! that is away, and checks of sessions go on.

use std::hash::Hash;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use moka::future::Cache;

use crate::error::{Error, shared};

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
    /// Questions that are being asked, by how often something was forgotten before: whoever comes after a change shares none with
    /// whoever came before it.
    asking: Cache<(K, u64), V>,
    away_until: Arc<Mutex<Option<Instant>>>,
    /// How often something was forgotten.
    forgotten: Arc<AtomicU64>,
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
        Self {
            fresh: cache(fresh_for),
            known: cache(KEPT_WHILE_AWAY),
            asking: Cache::builder().max_capacity(capacity).time_to_live(fresh_for).build(),
            away_until: Arc::default(),
            forgotten: Arc::default(),
        }
    }

    /// The value, if it is fresh.
    pub(crate) async fn fresh(&self, key: &K) -> Option<V> {
        self.fresh.get(key).await
    }

    /// The value of a key; what `question` gives is asked when it is not fresh.
    ///
    /// # Errors
    /// What the question says; not `Unavailable` when there is a last value.
    pub(crate) async fn get<F>(&self, key: K, question: impl FnOnce() -> F + Send) -> Result<V, Error>
    where
        F: Future<Output = Result<V, Error>> + Send + 'static,
    {
        match self.fresh(&key).await {
            Some(value) => Ok(value),
            // Apart, so that who finds a fresh value carries no room for a question.
            None => Box::pin(self.ask_or_last(key, question())).await,
        }
    }

    async fn ask_or_last(
        &self,
        key: K,
        question: impl Future<Output = Result<V, Error>> + Send + 'static,
    ) -> Result<V, Error> {
        let Some(last) = self.known.get(&key).await else { return self.ask(key, question).await };
        if self.is_away() {
            return Ok(last);
        }
        // In a task of its own: a slow answer comes too late for who asks, and in time for the next.
        let this = self.clone();
        let asking = tokio::spawn(async move { this.ask(key, question).await });
        match tokio::time::timeout(PATIENCE, asking).await {
            Ok(Ok(Err(Error::Unavailable { .. })) | Err(_)) | Err(_) => {
                *self.away_until.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now() + AWAY_FOR);
                Ok(last)
            }
            Ok(Ok(answer)) => answer,
        }
    }

    /// Forgets a value that was just changed here.
    pub(crate) async fn forget(&self, key: &K) {
        self.forgotten.fetch_add(1, Ordering::SeqCst);
        self.invalidate(key).await;
    }

    /// Forgets all values that were just changed here.
    pub(crate) fn forget_if(&self, is_changed: impl Fn(&V) -> bool + Clone + Send + Sync + 'static) {
        self.forgotten.fetch_add(1, Ordering::SeqCst);
        for cache in [&self.fresh, &self.known] {
            let is_changed = is_changed.clone();
            // Fails only without support_invalidation_closures, which the caches are built with.
            let _ = cache.invalidate_entries_if(move |_, value| is_changed(value));
        }
    }

    async fn ask(&self, key: K, question: impl Future<Output = Result<V, Error>>) -> Result<V, Error> {
        let forgotten = self.forgotten.load(Ordering::SeqCst);
        let asked = (key, forgotten);
        let answer = self.asking.try_get_with(asked.clone(), question).await.map_err(shared);
        self.asking.invalidate(&asked).await;
        let (key, _) = asked;
        // What was read may be of before a change that was made here meanwhile: then who asks next asks PostgreSQL.
        let is_changed = || self.forgotten.load(Ordering::SeqCst) != forgotten;
        match &answer {
            Ok(value) if !is_changed() => {
                self.fresh.insert(key.clone(), value.clone()).await;
                self.known.insert(key.clone(), value.clone()).await;
                if is_changed() {
                    self.invalidate(&key).await;
                }
            }
            Ok(_) | Err(Error::Unavailable { .. }) => {}
            Err(_) => self.invalidate(&key).await,
        }
        answer
    }

    async fn invalidate(&self, key: &K) {
        self.fresh.invalidate(key).await;
        self.known.invalidate(key).await;
    }

    fn is_away(&self) -> bool {
        let until = *self.away_until.lock().unwrap_or_else(PoisonError::into_inner);
        until.is_some_and(|until| Instant::now() < until)
    }
}

#[cfg(test)]
mod tests {
    use tokio::sync::oneshot;

    use super::*;

    #[tokio::test]
    async fn what_was_read_before_a_change_is_not_taken_after_it() {
        let values = LastKnown::new(10, Duration::from_secs(60));
        let (answer, slow) = oneshot::channel::<u8>();

        let asking = values.get("key", || async { Ok(slow.await.unwrap_or_default()) });
        let changing = async {
            values.forget(&"key").await;
            // Whoever asks now waits for no answer that may be of before.
            assert_eq!(values.get("key", || async { Ok(2) }).await.unwrap(), 2);
            answer.send(1).unwrap();
        };
        let (before, ()) = tokio::join!(asking, changing);

        assert_eq!(before.unwrap(), 1, "it had asked before");
        assert_eq!(values.get("key", || async { Ok(3) }).await.unwrap(), 2, "and is not what is known since");
    }

    #[tokio::test]
    async fn an_answer_that_comes_too_late_for_who_asked_is_the_last_one_afterwards() {
        let values = LastKnown::new(10, Duration::from_nanos(1));
        let asked = async |answer: Result<u8, Error>| values.get("key", || async { answer }).await;
        assert_eq!(asked(Ok(1)).await.unwrap(), 1);
        let (answer, slow) = oneshot::channel::<u8>();

        let meanwhile = values.get("key", || async { Ok(slow.await.unwrap_or_default()) }).await;

        assert_eq!(meanwhile.unwrap(), 1, "who asks does not wait for long");
        answer.send(2).unwrap();
        while asked(Err(Error::unavailable("away"))).await.unwrap() != 2 {
            tokio::task::yield_now().await;
        }
    }

    #[tokio::test]
    async fn without_a_last_value_an_error_is_an_error() {
        let values: LastKnown<&str, u8> = LastKnown::new(10, Duration::from_secs(60));

        let answer = values.get("key", || async { Err(Error::unavailable("away")) }).await;

        assert!(matches!(answer, Err(Error::Unavailable { .. })));
    }
}
