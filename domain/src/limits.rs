//! LIMITS: how many events a key may post in a second, over all processes.
//!
//! The bucket of a key is in Redis: it holds one second's worth and refills steadily. A process leases a block worth
//! 100 ms at a time and spends it locally, so a busy key costs ten round trips a second, not one per request. A batch
//! that is larger than what is left goes through and leaves a debt, so that any batch can ever go through. When Redis
//! is away nothing is limited: ingest goes on.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use moka::sync::Cache;
use redis::Script;
use uuid::Uuid;

use crate::boot::RedisStore;
use crate::error::Error;

/// How many leases make up a second's worth.
const LEASES_PER_S: u32 = 10;
/// How long a lease may be spent: longer than a busy key takes for it, so that many keys that are used a little each
/// do not cost a round trip per request either. A process holds one lease of a key at most.
pub const LEASE_HELD: Duration = Duration::from_secs(1);
/// Longest time for which a key is refused without asking again.
const REFUSED_FOR_MAX: Duration = Duration::from_millis(100);
/// How long a process goes on without asking after Redis did not answer.
const AWAY_FOR: Duration = Duration::from_secs(1);

/// `KEYS[1]` the bucket; `ARGV` rate per second, tokens owed, tokens wanted. What is owed is taken in any case and may
/// bring the bucket below zero; what is wanted is given if anything is left. Answers whether it was, tokens left and, if
/// it was not, milliseconds until there are some.
const LEASE_SCRIPT: &str = "
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local rate, owed, wanted = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local bucket = redis.call('HMGET', KEYS[1], 'tokens', 'at')
local tokens, at = tonumber(bucket[1]) or rate, tonumber(bucket[2]) or now
tokens = math.min(rate, tokens + math.max(0, now - at) * rate / 1000) - owed
local given = 0
if tokens >= 1 then
    given = 1
    tokens = tokens - wanted
end
redis.call('HSET', KEYS[1], 'tokens', tostring(tokens), 'at', now)
redis.call('PEXPIRE', KEYS[1], 2000 + math.ceil(math.max(0, -tokens) * 1000 / rate))
return {given, math.floor(tokens), math.ceil(math.max(0, 1 - tokens) * 1000 / rate)}
";

/// Where a key stands, for the headers of the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Events per second.
    pub quota: u32,
    /// About how many are left now.
    pub remaining: u32,
    /// In how many seconds the quota is whole again.
    pub reset_s: u32,
}

/// The leases of this process. Cheap to clone.
#[derive(Clone)]
pub struct RateLimiter {
    redis: RedisStore,
    script: Arc<Script>,
    /// Events per second and key; 0 is no limit.
    rate: u32,
    leases: Cache<Uuid, Arc<Lease>>,
}

/// What this process holds of one key's bucket.
struct Lease {
    state: Mutex<LeaseState>,
    /// Held while Redis is asked: one question at a time.
    renewing: tokio::sync::Mutex<()>,
}

#[derive(Clone, Copy)]
struct LeaseState {
    /// May be below zero: what a batch took beyond the lease, settled with the next one.
    left: i64,
    good_until: Instant,
    /// What the bucket held after the last lease.
    bucket: i64,
    /// Refused until then without asking again.
    refused_until: Option<Instant>,
}

impl RateLimiter {
    /// A limiter of `rate` events per second and key; 0 limits nothing.
    #[must_use]
    pub fn new(redis: &RedisStore, rate: u32) -> Self {
        let leases = Cache::builder().max_capacity(100_000).time_to_idle(Duration::from_secs(60)).build();
        Self { redis: redis.clone(), script: Arc::new(Script::new(LEASE_SCRIPT)), rate, leases }
    }

    /// Lets a request of `key`, which may also be a member, in, and takes one event for it. `None` when nothing is limited.
    ///
    /// # Errors
    /// `Limited` when the key has spent its quota, with the time until it has some again.
    pub async fn admit(&self, key: Uuid) -> Result<Option<Standing>, Error> {
        if self.rate == 0 {
            return Ok(None);
        }
        let lease = self.leases.get_with(key, || Arc::new(Lease::spent()));
        if let Some(settled) = self.spend(&lease) {
            return settled.map(Some);
        }
        let _one_question = lease.renewing.lock().await;
        // Whoever was before in the line may have brought enough for all.
        match self.spend(&lease) {
            Some(settled) => settled.map(Some),
            None => self.renew(key, &lease).await.map(Some),
        }
    }

    /// Takes one event from the lease, if it says anything.
    fn spend(&self, lease: &Lease) -> Option<Result<Standing, Error>> {
        let mut state = lease.state();
        let now = Instant::now();
        if let Some(until) = state.refused_until.filter(|until| *until > now) {
            return Some(Err(Error::Limited { retry_after: until - now }));
        }
        if state.left <= 0 || now >= state.good_until {
            return None;
        }
        state.left -= 1;
        Some(Ok(self.standing(&state)))
    }

    /// Takes further events of an admitted request: known only after its body was read. Never refuses.
    pub fn charge(&self, key: Uuid, events: usize) {
        if self.rate > 0
            && let Some(lease) = self.leases.get(&key)
        {
            lease.state().left -= i64::try_from(events).unwrap_or(i64::MAX);
        }
    }

    /// Asks Redis for a block: what is left of the last one is given back, what was overspent is settled.
    async fn renew(&self, key: Uuid, lease: &Lease) -> Result<Standing, Error> {
        let block = i64::from((self.rate / LEASES_PER_S).max(1));
        let left = lease.state().left.min(block);
        let (owed, wanted) = (left.min(0).abs(), block - left.max(0));
        let bucket = format!("{}:rate:{}", self.redis.prefix(), key.simple());
        let mut call = self.script.key(bucket);
        call.arg(self.rate).arg(owed).arg(wanted);
        let answer = self.redis.run(async |connection| call.invoke_async::<(u8, i64, u64)>(connection).await).await;
        let now = Instant::now();
        let mut state = lease.state();
        match answer {
            Ok((0, _, wait_ms)) if left <= 0 => {
                state.left += owed;
                let retry_after = Duration::from_millis(wait_ms.max(1));
                state.refused_until = Some(now + retry_after.min(REFUSED_FOR_MAX));
                return Err(Error::Limited { retry_after });
            }
            // The bucket is empty, but something is left here.
            Ok((0, bucket, _)) => state.bucket = bucket,
            // Charges that came meanwhile stay.
            Ok((_, bucket, _)) => {
                state.left += owed + wanted;
                state.bucket = bucket;
            }
            // Redis is away: nothing is limited until it is asked again.
            Err(_) => {
                state.left = block;
                state.bucket = i64::from(self.rate);
                state.good_until = now + AWAY_FOR;
                return Ok(self.standing(&state));
            }
        }
        state.good_until = now + LEASE_HELD;
        state.left -= 1;
        Ok(self.standing(&state))
    }

    fn standing(&self, state: &LeaseState) -> Standing {
        let remaining = (state.bucket + state.left.min(i64::from(self.rate))).clamp(0, i64::from(self.rate));
        let remaining = u32::try_from(remaining).unwrap_or(0);
        Standing { quota: self.rate, remaining, reset_s: u32::from(remaining < self.rate) }
    }
}

impl Lease {
    fn spent() -> Self {
        let state = LeaseState { left: 0, good_until: Instant::now(), bucket: 0, refused_until: None };
        Self { state: Mutex::new(state), renewing: tokio::sync::Mutex::new(()) }
    }

    fn state(&self) -> MutexGuard<'_, LeaseState> {
        // A panic while it was held leaves a whole value behind.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
