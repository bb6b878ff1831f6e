//! THROTTLE: how often somebody may try to sign in.
//!
//! 1. An attempt is counted for the account and for the address before the password is looked at, so that many at once
//!    count as many ([`Throttle::attempt`]). Above [`ACCOUNT_FAILURES_MAX`] or [`ADDRESS_FAILURES_MAX`] it is refused
//!    until [`WINDOW`] after the first one.
//! 2. A password that was right takes its attempt back and clears the account's count ([`Throttle::succeeded`]), so
//!    that failures alone count. The address is then known to belong to the account for [`KNOWN_FOR`]: its attempts are
//!    counted apart, and a stranger who keeps failing elsewhere does not keep the member out.
//!
//! The counts are in Redis, under keyed hashes of e-mail and address. While Redis is away each process counts for itself.

use std::net::{IpAddr, Ipv6Addr};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use moka::sync::Cache;
use redis::Script;

use crate::boot::{MasterKey, RedisStore};
use crate::error::Error;

/// For how long failures count, from the first one on.
pub const WINDOW: Duration = Duration::from_secs(15 * 60);
/// Most failures of an account within the window.
pub const ACCOUNT_FAILURES_MAX: u32 = 10;
/// Most failures of an address within the window.
pub const ADDRESS_FAILURES_MAX: u32 = 50;
/// How long an address is known from which somebody signed in.
pub const KNOWN_FOR: Duration = Duration::from_secs(30 * 24 * 60 * 60);
/// How many accounts and addresses a process counts while Redis is away.
const COUNTED_HERE_MAX: u64 = 100_000;

/// `KEYS`: the count of the address, of the account, of the account from this address, whether the address is known;
/// `ARGV`: the window in milliseconds, most failures of an address, of an account. Answers the milliseconds after which
/// an attempt may be made; 0: now, and this one is counted.
const ATTEMPT_SCRIPT: &str = "
local account = KEYS[2]
if redis.call('EXISTS', KEYS[4]) == 1 then account = KEYS[3] end
local wait = 0
for at, key in ipairs({KEYS[1], account}) do
    local most = tonumber(ARGV[at + 1])
    local count = redis.call('INCR', key)
    local left = redis.call('PTTL', key)
    if left < 0 then
        left = tonumber(ARGV[1])
        redis.call('PEXPIRE', key, left)
    end
    if count > most then wait = math.max(wait, left, 1) end
end
return wait
";

/// The same `KEYS`; `ARGV[1]` for how many seconds the address is known.
const SUCCESS_SCRIPT: &str = "
if (tonumber(redis.call('GET', KEYS[1])) or 0) > 0 then redis.call('DECR', KEYS[1]) end
redis.call('DEL', KEYS[2], KEYS[3])
redis.call('SET', KEYS[4], 1, 'EX', ARGV[1])
return 0
";

/// Counts attempts to sign in. Cheap to clone.
#[derive(Clone)]
pub struct Throttle {
    redis: RedisStore,
    master: MasterKey,
    attempt: Arc<Script>,
    success: Arc<Script>,
    /// What is counted while Redis is away; an entry lasts for the window.
    here: Cache<String, Arc<AtomicU32>>,
}

/// An attempt that was counted.
pub struct Attempt {
    keys: Keys,
}

struct Keys {
    address: String,
    account: String,
    account_there: String,
    known: String,
}

impl Throttle {
    /// Counts in this Redis, under hashes keyed by the master key.
    #[must_use]
    pub fn new(redis: &RedisStore, master: &MasterKey) -> Self {
        Self {
            redis: redis.clone(),
            master: master.clone(),
            attempt: Arc::new(Script::new(ATTEMPT_SCRIPT)),
            success: Arc::new(Script::new(SUCCESS_SCRIPT)),
            here: Cache::builder().max_capacity(COUNTED_HERE_MAX).time_to_live(WINDOW).build(),
        }
    }

    /// Counts an attempt for the account with this e-mail address, from this address; of an IPv6 address its /64.
    ///
    /// # Errors
    /// `Limited` when there were too many failures, with the time until the next attempt.
    pub async fn attempt(&self, email: &str, address: IpAddr) -> Result<Attempt, Error> {
        let keys = self.keys(email, address);
        let mut call = self.attempt.prepare_invoke();
        call.key(&keys.address).key(&keys.account).key(&keys.account_there).key(&keys.known);
        call.arg(WINDOW.as_millis() as u64).arg(ADDRESS_FAILURES_MAX).arg(ACCOUNT_FAILURES_MAX);
        match self.redis.run(async |connection| call.invoke_async::<u64>(connection).await).await {
            Ok(0) => Ok(Attempt { keys }),
            Ok(wait_ms) => Err(Error::Limited { retry_after: Duration::from_millis(wait_ms) }),
            Err(_) => self.attempt_here(keys),
        }
    }

    fn attempt_here(&self, keys: Keys) -> Result<Attempt, Error> {
        let count = |key: &String| self.here.get_with_by_ref(key, Arc::default).fetch_add(1, Ordering::Relaxed);
        let (of_address, of_account) = (count(&keys.address), count(&keys.account));
        if of_address >= ADDRESS_FAILURES_MAX || of_account >= ACCOUNT_FAILURES_MAX {
            return Err(Error::Limited { retry_after: WINDOW });
        }
        Ok(Attempt { keys })
    }

    /// Notes that the password of an attempt was right. Nothing fails when Redis is away: the count then lasts for the
    /// window.
    pub async fn succeeded(&self, attempt: &Attempt) {
        let keys = &attempt.keys;
        self.here.invalidate(&keys.account);
        if let Some(count) = self.here.get(&keys.address) {
            // Another process or a restart may have counted the attempt: never below none.
            let _ = count.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |count| count.checked_sub(1));
        }
        let mut call = self.success.prepare_invoke();
        call.key(&keys.address).key(&keys.account).key(&keys.account_there).key(&keys.known);
        call.arg(KNOWN_FOR.as_secs());
        let _ = self.redis.run(async |connection| call.invoke_async::<u8>(connection).await).await;
    }

    /// Forgets the failures of an account, except those from addresses that are known to belong to it.
    ///
    /// # Errors
    /// `Unavailable` when Redis is away.
    pub async fn clear(&self, email: &str) -> Result<(), Error> {
        let key = self.key("account", email);
        self.here.invalidate(&key);
        self.redis.run(async |connection| redis::cmd("DEL").arg(&key).query_async::<()>(connection).await).await
    }

    fn keys(&self, email: &str, address: IpAddr) -> Keys {
        let network = network(address);
        let there = format!("{email}\0{network}");
        Keys {
            address: self.key("address", &network),
            account: self.key("account", email),
            account_there: self.key("account_there", &there),
            known: self.key("known", &there),
        }
    }

    fn key(&self, what: &str, of: &str) -> String {
        let digest = self.master.derive("attempts to sign in", format!("{what}\0{of}").as_bytes());
        let hex: String = digest[..16].iter().map(|byte| format!("{byte:02x}")).collect();
        format!("{}:sign_in:{what}:{hex}", self.redis.prefix())
    }
}

/// Whom an address stands for: an IPv4 address for itself, an IPv6 address for the /64 that its owner has whole.
fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => Ipv6Addr::from(u128::from(address) & !u128::from(u64::MAX)).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A throttle whose Redis is away.
    fn alone() -> Throttle {
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let redis = RedisStore::new(&format!("redis://127.0.0.1:{port}").parse().unwrap(), "gb").unwrap();
        Throttle::new(&redis, &MasterKey::new([7; 32]))
    }

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[tokio::test]
    async fn without_redis_a_process_counts_for_itself() {
        let throttle = alone();
        for _ in 0..ACCOUNT_FAILURES_MAX {
            throttle.attempt("ada@example.org", address("203.0.113.7")).await.map(drop).unwrap();
        }

        let refused = throttle.attempt("ada@example.org", address("198.51.100.1")).await;

        assert!(matches!(refused, Err(Error::Limited { retry_after }) if retry_after <= WINDOW));
        throttle.attempt("eve@example.org", address("203.0.113.7")).await.map(drop).unwrap();
    }

    #[tokio::test]
    async fn without_redis_success_clears_the_account_and_takes_the_attempt_back() {
        let throttle = alone();
        for _ in 0..3 * ADDRESS_FAILURES_MAX {
            let attempt = throttle.attempt("ada@example.org", address("203.0.113.7")).await.ok().unwrap();

            throttle.succeeded(&attempt).await;
        }
    }

    #[test]
    fn an_ipv6_address_stands_for_its_network_and_a_mapped_one_for_itself() {
        assert_eq!(network(address("2001:db8:1:2:3:4:5:6")), "2001:db8:1:2::");
        assert_eq!(network(address("::ffff:203.0.113.7")), "203.0.113.7");
    }

    #[test]
    fn no_key_holds_an_address() {
        let keys = alone().keys("ada@example.org", address("203.0.113.7"));

        for key in [keys.address, keys.account, keys.account_there, keys.known] {
            assert!(!key.contains("ada") && !key.contains("203"), "{key}");
        }
    }
}
