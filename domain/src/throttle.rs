//! THROTTLE: how often somebody may try to sign in.
//!
//! 1. An attempt is counted before the password is looked at, so that many at once count as many ([`Throttle::attempt`]):
//!    for the address, and, unless that is refused, for the account, so that a single address cannot close account after
//!    account. Above [`ADDRESS_FAILURES_MAX`] or [`ACCOUNT_FAILURES_MAX`] it is refused until [`WINDOW`] after the first one.
//! 2. An attempt whose password nobody came to judge is taken back ([`Throttle::withdraw`]).
//! 3. A password that was right takes its attempt back and clears the account's count ([`Throttle::succeeded`]), so
//!    that failures alone count. The address is then known to belong to the account for [`KNOWN_FOR`]: its attempts are
//!    counted apart, and a stranger who keeps failing elsewhere does not keep the member out.
//! 4. Another password that somebody else gave clears all counts of the account ([`Throttle::clear`]).
//!
//! The counts are in Redis, under keyed hashes of e-mail and address. While Redis is away each process counts for itself.

use std::net::{IpAddr, Ipv6Addr};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use moka::sync::Cache;
use redis::Script;

use crate::boot::RedisStore;
use crate::error::Error;
use crate::keyring::Keyring;

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

/// `KEYS`: the count of the address, the counts of the account by place, whether the address is known; `ARGV`: the place,
/// the window in milliseconds, most failures of an address, of an account. Answers the milliseconds after which an attempt
/// may be made; when it may be made now, and is counted, 0, or -1 for one from a known place.
const ATTEMPT_SCRIPT: &str = "
local function left(key)
    local left = redis.call('PTTL', key)
    if left < 0 then
        left = tonumber(ARGV[2])
        redis.call('PEXPIRE', key, left)
    end
    return math.max(left, 1)
end
local of_address = redis.call('INCR', KEYS[1])
local address_left = left(KEYS[1])
if of_address > tonumber(ARGV[3]) then return address_left end
local known = redis.call('EXISTS', KEYS[3]) == 1
local place = known and ARGV[1] or 'elsewhere'
local of_account = tonumber(redis.call('HGET', KEYS[2], place)) or 0
if of_account >= tonumber(ARGV[4]) then return left(KEYS[2]) end
redis.call('HINCRBY', KEYS[2], place, 1)
left(KEYS[2])
return known and -1 or 0
";

/// The same `KEYS`; `ARGV`: the place at which the attempt was counted, or none if it was not counted in Redis.
const WITHDRAW_SCRIPT: &str = "
if ARGV[1] == '' then return 0 end
if (tonumber(redis.call('GET', KEYS[1])) or 0) > 0 then redis.call('DECR', KEYS[1]) end
if (tonumber(redis.call('HGET', KEYS[2], ARGV[1])) or 0) > 0 then redis.call('HINCRBY', KEYS[2], ARGV[1], -1) end
return 0
";

/// The same `KEYS`; `ARGV`: the place at which the attempt was counted, or none; the place; for how many seconds the
/// address is known.
const SUCCESS_SCRIPT: &str = "
if ARGV[1] ~= '' and (tonumber(redis.call('GET', KEYS[1])) or 0) > 0 then redis.call('DECR', KEYS[1]) end
redis.call('HDEL', KEYS[2], 'elsewhere', ARGV[2])
redis.call('SET', KEYS[3], 1, 'EX', ARGV[3])
return 0
";

/// What attempts from unknown places are counted under.
const ELSEWHERE: &str = "elsewhere";

/// Counts attempts to sign in. Cheap to clone.
#[derive(Clone)]
pub struct Throttle {
    redis: RedisStore,
    keyring: Keyring,
    attempt: Arc<Script>,
    withdraw: Arc<Script>,
    success: Arc<Script>,
    /// What is counted while Redis is away; an entry lasts for the window.
    here: Cache<String, Arc<AtomicU32>>,
}

/// An attempt that was counted.
pub struct Attempt {
    keys: Keys,
    counted: Counted,
}

/// Where an attempt was counted.
#[derive(Clone, Copy, PartialEq)]
enum Counted {
    Elsewhere,
    AtKnownPlace,
    /// In this process.
    Here,
}

struct Keys {
    address: String,
    account: String,
    /// The field of the account's counts for this address.
    place: String,
    known: String,
}

impl Attempt {
    /// The field in which Redis has counted it; none when it has not.
    fn field(&self) -> &str {
        match self.counted {
            Counted::Elsewhere => ELSEWHERE,
            Counted::AtKnownPlace => &self.keys.place,
            Counted::Here => "",
        }
    }
}

impl Throttle {
    /// Counts in this Redis, under hashes that the keyring keys.
    #[must_use]
    pub fn new(redis: &RedisStore, keyring: &Keyring) -> Self {
        Self {
            redis: redis.clone(),
            keyring: keyring.clone(),
            attempt: Arc::new(Script::new(ATTEMPT_SCRIPT)),
            withdraw: Arc::new(Script::new(WITHDRAW_SCRIPT)),
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
        call.key(&keys.address).key(&keys.account).key(&keys.known).arg(&keys.place);
        call.arg(WINDOW.as_millis() as u64).arg(ADDRESS_FAILURES_MAX).arg(ACCOUNT_FAILURES_MAX);
        match self.redis.run(async |connection| call.invoke_async::<i64>(connection).await).await {
            Ok(0) => Ok(Attempt { keys, counted: Counted::Elsewhere }),
            Ok(-1) => Ok(Attempt { keys, counted: Counted::AtKnownPlace }),
            Ok(wait_ms) => Err(Error::Limited { retry_after: Duration::from_millis(wait_ms.unsigned_abs()) }),
            Err(_) => self.attempt_here(keys),
        }
    }

    fn attempt_here(&self, keys: Keys) -> Result<Attempt, Error> {
        let counts = |key: &String, most: u32| {
            let one_more = |count: u32| (count < most).then_some(count + 1);
            let count = self.here.get_with_by_ref(key, Arc::default);
            count.fetch_update(Ordering::Relaxed, Ordering::Relaxed, one_more).is_ok()
        };
        if counts(&keys.address, ADDRESS_FAILURES_MAX) && counts(&keys.account, ACCOUNT_FAILURES_MAX) {
            return Ok(Attempt { keys, counted: Counted::Here });
        }
        Err(Error::Limited { retry_after: WINDOW })
    }

    /// Takes an attempt back whose password nobody came to judge. Nothing fails when Redis is away: the count then lasts
    /// for the window.
    pub async fn withdraw(&self, attempt: &Attempt) {
        let keys = &attempt.keys;
        if attempt.counted == Counted::Here {
            self.one_less_here(&keys.address);
            self.one_less_here(&keys.account);
            return;
        }
        let mut call = self.withdraw.prepare_invoke();
        call.key(&keys.address).key(&keys.account).key(&keys.known).arg(attempt.field());
        let _ = self.redis.run(async |connection| call.invoke_async::<u8>(connection).await).await;
    }

    fn one_less_here(&self, key: &String) {
        if let Some(count) = self.here.get(key) {
            let _ = count.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |count| count.checked_sub(1));
        }
    }

    /// Notes that the password of an attempt was right. Nothing fails when Redis is away: the count then lasts for the
    /// window.
    pub async fn succeeded(&self, attempt: &Attempt) {
        let keys = &attempt.keys;
        self.here.invalidate(&keys.account);
        if attempt.counted == Counted::Here {
            self.one_less_here(&keys.address);
        }
        let mut call = self.success.prepare_invoke();
        call.key(&keys.address).key(&keys.account).key(&keys.known);
        call.arg(attempt.field()).arg(&keys.place).arg(KNOWN_FOR.as_secs());
        let _ = self.redis.run(async |connection| call.invoke_async::<u8>(connection).await).await;
    }

    /// Forgets the failures of an account, wherever they came from.
    ///
    /// # Errors
    /// `Unavailable` when Redis is away.
    pub async fn clear(&self, email: &str) -> Result<(), Error> {
        let key = self.key("of_account", email);
        self.here.invalidate(&key);
        self.redis.run(async |connection| redis::cmd("DEL").arg(&key).query_async::<()>(connection).await).await
    }

    fn keys(&self, email: &str, address: IpAddr) -> Keys {
        let network = network(address);
        let there = format!("{email}\0{network}");
        Keys {
            address: self.key("address", &network),
            account: self.key("of_account", email),
            place: self.digest("place", &there),
            known: self.key("known", &there),
        }
    }

    fn key(&self, what: &str, of: &str) -> String {
        format!("{}:sign_in:{what}:{}", self.redis.prefix(), self.digest(what, of))
    }

    fn digest(&self, what: &str, of: &str) -> String {
        let digest = self.keyring.derive("attempts to sign in", format!("{what}\0{of}").as_bytes());
        digest[..16].iter().map(|byte| format!("{byte:02x}")).collect()
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
        Throttle::new(&redis, &Keyring::of([7; 32]))
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

    #[tokio::test]
    async fn without_redis_an_address_that_is_refused_closes_no_account_and_what_is_taken_back_does_not_count() {
        let throttle = alone();
        for n in 0..ADDRESS_FAILURES_MAX {
            throttle.attempt(&format!("m{n}@example.org"), address("203.0.113.7")).await.map(drop).unwrap();
        }
        for _ in 0..ACCOUNT_FAILURES_MAX {
            throttle.attempt("ada@example.org", address("203.0.113.7")).await.map(drop).unwrap_err();
        }

        for _ in 0..3 * ADDRESS_FAILURES_MAX {
            let attempt = throttle.attempt("ada@example.org", address("198.51.100.1")).await.ok().unwrap();

            throttle.withdraw(&attempt).await;
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

        for key in [keys.address, keys.account, keys.place, keys.known] {
            assert!(!key.contains("ada") && !key.contains("203"), "{key}");
        }
    }
}
