//! The hot copy: what Redis holds of a session, so that a check costs one GETEX.
//!
//! One packed value per session, under a key that names the Redis process: whatever a restarted or failed-over Redis
//! brings back from its disk is never found. A value is a **lease** (somebody is about to write), a **copy** of a session
//! that lives, or a **tombstone** of one that has ended. The rules, all in one script, so that nothing stale ever gets in:
//!
//! - A key that is absent may only become a lease, taken before PostgreSQL is read or the COMMIT is sent, or a tombstone.
//! - A copy replaces its writer's own lease, or a copy with a lower version; anything else it leaves as it is. When the
//!   rows were made anew from the log, it also replaces a copy with its own version, which may be one of a wrong row.
//! - The last use of a copy only goes forward. A tombstone replaces everything and is replaced by nothing.
//!
//! So a fill that was read before a revocation finds no lease of its own any more, whether the tombstone or a FLUSHALL took
//! it; and a late write after a sign-out finds a tombstone or nothing.

use std::net::IpAddr;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use entity::id::SessionId;
use redis::Script;

use super::{Seen, Stored};
use crate::boot::RedisStore;
use crate::error::Error;

/// How long a lease is good for: longer than any look-up takes.
const LEASE_MS: u64 = 5_000;
/// How long a tombstone stays at least, in case that clocks differ.
const TOMBSTONE_MIN: Duration = Duration::from_secs(60);
/// How long the absence of a session is remembered that was asked for with a good token: its row is removed.
const ABSENT_FOR: Duration = Duration::from_secs(60);

const LEASE: u8 = 0;
const COPY: u8 = 1;
const TOMBSTONE: u8 = 2;
const NONCE_BYTES: usize = 8;
/// How many keys Redis looks at in one step of a sweep.
const SWEPT_AT_ONCE: usize = 1_000;

/// `KEYS[1]` the session; `ARGV` what to do, and its arguments. A copy is a kind (1 byte), its version (4), the offset of
/// its tail (2), more, and the tail: milliseconds of the last use (8) and more. Answers whether it was done.
const SCRIPT: &str = "
local held = redis.call('GET', KEYS[1])
local kind = held and string.byte(held, 1)
local function tail_at(value) return struct.unpack('>I2', value, 6) + 1 end
local function seen(value) return struct.unpack('>I8', value, tail_at(value)) end
if ARGV[1] == 'put' then
    local nonce, copy, ttl, anew = ARGV[2], ARGV[3], ARGV[4], ARGV[5]
    if kind == 0 then
        if nonce == '' or string.sub(held, 2) ~= nonce then return 0 end
    elseif kind == 1 then
        local ahead = struct.unpack('>I4', held, 2) - struct.unpack('>I4', copy, 2)
        if ahead > 0 or (ahead == 0 and anew ~= '1') then return 0 end
        if seen(held) > seen(copy) then
            copy = string.sub(copy, 1, tail_at(copy) - 1) .. string.sub(held, tail_at(held))
        end
    else
        return 0
    end
    redis.call('SET', KEYS[1], copy, 'PX', ttl)
    return 1
end
if ARGV[1] == 'touch' then
    local tail = ARGV[2]
    if kind ~= 1 or seen(held) >= struct.unpack('>I8', tail, 1) then return 0 end
    redis.call('SET', KEYS[1], string.sub(held, 1, tail_at(held) - 1) .. tail, 'KEEPTTL')
    return 1
end
return 0
";

/// What Redis says of a session.
#[derive(Debug, PartialEq)]
pub(super) enum Held {
    /// It lives.
    Copy(Box<Copy>),
    /// It has ended.
    Ended,
    /// Somebody is about to say.
    Leased,
    /// Nothing.
    Absent,
}

/// What a check needs to know of a session that lives.
#[derive(Debug, Clone, PartialEq)]
pub struct Copy {
    pub version: u32,
    pub rotation: u32,
    pub secret_hash: [u8; 32],
    pub started_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub idle_timeout_s: u32,
    /// Where it was started or has moved to, as a number: see `place_of`.
    pub place: u64,
    pub user_id: Option<String>,
    /// JSON.
    pub metadata: Option<String>,
    pub seen: Seen,
}

/// A promise to write soon, which only its holder can keep.
pub(super) struct Lease([u8; NONCE_BYTES]);

/// The sessions in Redis. Cheap to clone.
#[derive(Clone)]
pub(super) struct Hot {
    redis: RedisStore,
    script: std::sync::Arc<Script>,
}

impl Hot {
    pub(super) fn new(redis: &RedisStore) -> Self {
        Self { redis: redis.clone(), script: std::sync::Arc::new(Script::new(SCRIPT)) }
    }

    /// What Redis holds of a session. One round trip, and another one when the first was lost in a process that has too
    /// much to do: a burst must not go on to PostgreSQL.
    pub(super) async fn get(&self, session: SessionId) -> Result<Held, Error> {
        match self.get_once(session).await {
            Err(_) if self.redis.is_open() => self.get_once(session).await,
            answer => answer,
        }
    }

    async fn get_once(&self, session: SessionId) -> Result<Held, Error> {
        let value: Option<Vec<u8>> = self
            .redis
            .run_in(async |connection, run_id| {
                // Without options it reads and changes nothing, but a replica refuses it: see `RedisStore`.
                redis::cmd("GETEX").arg(self.key(run_id, session)).query_async(connection).await
            })
            .await?;
        // A value that does not read is as good as none: PostgreSQL answers.
        Ok(value.map_or(Held::Absent, |value| read(&value).unwrap_or(Held::Leased)))
    }

    /// Takes a lease, if there is nothing. `None` when there is something.
    pub(super) async fn lease(&self, session: SessionId) -> Result<Option<Lease>, Error> {
        let nonce: [u8; NONCE_BYTES] = rand::random();
        let value = [&[LEASE], &nonce[..]].concat();
        let taken: Option<String> = self
            .redis
            .run_in(async |connection, run_id| {
                let mut command = redis::cmd("SET");
                command.arg(self.key(run_id, session)).arg(value).arg("NX").arg("PX").arg(LEASE_MS);
                command.query_async(connection).await
            })
            .await?;
        Ok(taken.map(|_| Lease(nonce)))
    }

    /// Writes a copy of a session that lives over `lease`, or over a copy with a lower version. What else is there stays.
    pub(super) async fn put(&self, now: DateTime<Utc>, stored: &Stored, lease: Option<&Lease>) -> Result<(), Error> {
        self.put_over(now, stored, lease, "0").await
    }

    /// The same, also over a copy with the same version: the row was made anew from the log, and the copy is of the one
    /// before.
    pub(super) async fn put_anew(
        &self,
        now: DateTime<Utc>,
        stored: &Stored,
        lease: Option<&Lease>,
    ) -> Result<(), Error> {
        self.put_over(now, stored, lease, "1").await
    }

    async fn put_over(
        &self,
        now: DateTime<Utc>,
        stored: &Stored,
        lease: Option<&Lease>,
        anew: &str,
    ) -> Result<(), Error> {
        let nonce = lease.map_or(&[][..], |lease| &lease.0[..]);
        let ttl_ms = left_ms(now, stored.session.expires_at);
        let value = write(&Copy::of(stored));
        self.redis
            .run_in(async |connection, run_id| {
                let mut call = self.script.key(self.key(run_id, stored.session.session_id));
                call.arg("put").arg(nonce).arg(value).arg(ttl_ms).arg(anew);
                call.invoke_async::<i64>(connection).await
            })
            .await
            .map(drop)
    }

    /// Notes the last use of a session, if Redis has a copy with an older one.
    pub(super) async fn touch(&self, session: SessionId, seen: &Seen) -> Result<(), Error> {
        let mut tail = Vec::new();
        write_seen(&mut tail, seen);
        self.redis
            .run_in(async |connection, run_id| {
                let mut call = self.script.key(self.key(run_id, session));
                call.arg("touch").arg(tail);
                call.invoke_async::<i64>(connection).await
            })
            .await
            .map(drop)
    }

    /// Writes tombstones, each until the session would have expired anyway.
    pub(super) async fn bury(&self, now: DateTime<Utc>, ended: &[(SessionId, DateTime<Utc>)]) -> Result<(), Error> {
        if ended.is_empty() {
            return Ok(());
        }
        self.redis
            .run_in(async |connection, run_id| {
                let mut pipeline = redis::pipe();
                for (session, expires_at) in ended {
                    let mut command = redis::cmd("SET");
                    command.arg(self.key(run_id, *session)).arg(&[TOMBSTONE][..]);
                    pipeline.add_command(command.arg("PX").arg(left_ms(now, *expires_at)).to_owned()).ignore();
                }
                pipeline.query_async::<()>(connection).await
            })
            .await
    }

    /// Notes that there is no such session any more.
    pub(super) async fn bury_absent(&self, now: DateTime<Utc>, session: SessionId) -> Result<(), Error> {
        self.bury(now, &[(session, now + ABSENT_FOR)]).await
    }

    /// Removes copies under the ids of earlier Redis processes, a step from `cursor` on: nobody finds them any more, and
    /// they say who somebody was. Returns the next cursor, 0 at the end, and how many were removed.
    pub(super) async fn sweep(&self, cursor: u64) -> Result<(u64, u64), Error> {
        self.redis
            .run_in(async |connection, run_id| {
                let (all, own) = (format!("{}:*:s:*", self.redis.prefix()), self.keys_of(run_id));
                let mut scan = redis::cmd("SCAN");
                scan.arg(cursor).arg("MATCH").arg(all).arg("COUNT").arg(SWEPT_AT_ONCE);
                let (next, mut keys): (u64, Vec<Vec<u8>>) = scan.query_async(connection).await?;
                let is_copy = |key: &[u8]| key.len() == own.len() + 16 && key[..own.len()].ends_with(b":s:");
                keys.retain(|key| is_copy(key) && !key.starts_with(&own));
                if keys.is_empty() {
                    return Ok((next, 0));
                }
                let removed: u64 = redis::cmd("UNLINK").arg(keys).query_async(connection).await?;
                Ok((next, removed))
            })
            .await
    }

    fn key(&self, run_id: &str, session: SessionId) -> Vec<u8> {
        let mut key = self.keys_of(run_id);
        key.extend_from_slice(session.uuid().as_bytes());
        key
    }

    /// What the keys start with that belong to a Redis process.
    fn keys_of(&self, run_id: &str) -> Vec<u8> {
        let mut key = Vec::with_capacity(self.redis.prefix().len() + run_id.len() + 20);
        key.extend_from_slice(self.redis.prefix().as_bytes());
        key.push(b':');
        key.extend_from_slice(run_id.as_bytes());
        key.extend_from_slice(b":s:");
        key
    }
}

fn left_ms(now: DateTime<Utc>, until: DateTime<Utc>) -> u64 {
    let left = (until - now).to_std().unwrap_or_default();
    u64::try_from(left.max(TOMBSTONE_MIN).as_millis()).unwrap_or(u64::MAX)
}

impl Copy {
    /// The copy of a stored session.
    pub(super) fn of(stored: &Stored) -> Self {
        let session = &stored.session;
        Self {
            version: session.version,
            rotation: session.rotation,
            secret_hash: stored.secret_hash,
            started_at: session.started_at,
            expires_at: session.expires_at,
            idle_timeout_s: session.idle_timeout_s,
            place: session.place(),
            user_id: session.user_id.clone(),
            metadata: session.metadata.as_ref().map(ToString::to_string),
            seen: stored.seen.clone(),
        }
    }

    /// When it is over if it is not used again.
    pub(super) fn deadline(&self) -> DateTime<Utc> {
        super::deadline(self.expires_at, self.seen.at, self.idle_timeout_s)
    }
}

fn write(copy: &Copy) -> Vec<u8> {
    let mut out = Vec::with_capacity(256);
    out.push(COPY);
    out.extend_from_slice(&copy.version.to_be_bytes());
    // The place of the tail, which is known below.
    out.extend_from_slice(&[0; 2]);
    out.extend_from_slice(&copy.rotation.to_be_bytes());
    out.extend_from_slice(&copy.secret_hash);
    out.extend_from_slice(&micros(copy.started_at));
    out.extend_from_slice(&micros(copy.expires_at));
    out.extend_from_slice(&copy.idle_timeout_s.to_be_bytes());
    out.extend_from_slice(&copy.place.to_be_bytes());
    write_text(&mut out, copy.user_id.as_deref());
    write_text(&mut out, copy.metadata.as_deref());
    // The limits of the members keep it far below 64 KiB.
    let tail_at = u16::try_from(out.len()).unwrap_or(u16::MAX);
    out[5..7].copy_from_slice(&tail_at.to_be_bytes());
    write_seen(&mut out, &copy.seen);
    out
}

fn write_seen(out: &mut Vec<u8>, seen: &Seen) {
    // Milliseconds, because the script's numbers are exact up to 2^53.
    out.extend_from_slice(&u64::try_from(seen.at.timestamp_millis()).unwrap_or_default().to_be_bytes());
    match seen.ip {
        None => out.push(0),
        Some(IpAddr::V4(v4)) => {
            out.push(4);
            out.extend_from_slice(&v4.octets());
        }
        Some(IpAddr::V6(v6)) => {
            out.push(16);
            out.extend_from_slice(&v6.octets());
        }
    }
    write_text(out, seen.user_agent.as_deref());
}

fn write_text(out: &mut Vec<u8>, text: Option<&str>) {
    const ABSENT: u16 = u16::MAX;
    let length = text.map_or(ABSENT, |text| u16::try_from(text.len()).unwrap_or(ABSENT));
    out.extend_from_slice(&length.to_be_bytes());
    if length != ABSENT {
        out.extend_from_slice(text.unwrap_or_default().as_bytes());
    }
}

fn read(value: &[u8]) -> Option<Held> {
    let mut reader = Reader(value);
    match reader.byte()? {
        LEASE => Some(Held::Leased),
        TOMBSTONE => Some(Held::Ended),
        COPY => {
            let version = reader.u32()?;
            reader.take(2)?;
            let rotation = reader.u32()?;
            let secret_hash = reader.take(32)?.try_into().ok()?;
            let (started_at, expires_at) = (reader.micros()?, reader.micros()?);
            let (idle_timeout_s, place) = (reader.u32()?, reader.u64()?);
            let (user_id, metadata) = (reader.text()?, reader.text()?);
            let seen = Seen { at: reader.millis()?, ip: reader.ip()?, user_agent: reader.text()? };
            Some(Held::Copy(Box::new(Copy {
                version,
                rotation,
                secret_hash,
                started_at,
                expires_at,
                idle_timeout_s,
                place,
                user_id,
                metadata,
                seen,
            })))
        }
        _ => None,
    }
}

/// Takes a packed value apart; `None` where it ends too early or does not fit.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take(1).map(|bytes| bytes[0])
    }

    fn u32(&mut self) -> Option<u32> {
        self.take(4)?.try_into().ok().map(u32::from_be_bytes)
    }

    fn u64(&mut self) -> Option<u64> {
        self.take(8)?.try_into().ok().map(u64::from_be_bytes)
    }

    fn micros(&mut self) -> Option<DateTime<Utc>> {
        DateTime::from_timestamp_micros(i64::try_from(self.u64()?).ok()?)
    }

    fn millis(&mut self) -> Option<DateTime<Utc>> {
        DateTime::from_timestamp_millis(i64::try_from(self.u64()?).ok()?)
    }

    fn ip(&mut self) -> Option<Option<IpAddr>> {
        match self.byte()? {
            0 => Some(None),
            4 => Some(Some(IpAddr::from(<[u8; 4]>::try_from(self.take(4)?).ok()?))),
            16 => Some(Some(IpAddr::from(<[u8; 16]>::try_from(self.take(16)?).ok()?))),
            _ => None,
        }
    }

    fn text(&mut self) -> Option<Option<String>> {
        let length: [u8; 2] = self.take(2)?.try_into().ok()?;
        match u16::from_be_bytes(length) {
            u16::MAX => Some(None),
            length => String::from_utf8(self.take(usize::from(length))?.to_vec()).ok().map(Some),
        }
    }
}

fn micros(at: DateTime<Utc>) -> [u8; 8] {
    u64::try_from(at.timestamp_micros()).unwrap_or_default().to_be_bytes()
}

/// How far the last use in a copy may lie behind the truth: it is written at most this often.
pub(super) const COPY_BEHIND_MAX: TimeDelta = TimeDelta::seconds(60);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn copy() -> Copy {
        let at = DateTime::from_timestamp_millis(1_800_000_000_123).unwrap();
        Copy {
            version: 3,
            rotation: 9,
            secret_hash: [7; 32],
            started_at: at,
            expires_at: at + TimeDelta::days(30),
            idle_timeout_s: 900,
            place: u64::MAX,
            user_id: Some("u-1".to_owned()),
            metadata: Some(r#"{"role":"editor"}"#.to_owned()),
            seen: Seen { at, ip: "2001:db8::7".parse().ok(), user_agent: Some("Agent".to_owned()) },
        }
    }

    #[test]
    fn a_copy_is_read_back_as_it_was_written() {
        let full = copy();
        let bare = Copy {
            user_id: None,
            metadata: None,
            seen: Seen { ip: "192.0.2.1".parse().ok(), user_agent: None, ..full.seen.clone() },
            ..full
        };

        for copy in [full, bare] {
            assert_eq!(read(&write(&copy)), Some(Held::Copy(Box::new(copy))));
        }
    }

    #[test]
    fn a_value_that_breaks_off_does_not_read() {
        let value = write(&copy());

        for end in 0..value.len() {
            assert_eq!(read(&value[..end]), None, "at {end}");
        }
    }

    proptest! {
        #[test]
        fn any_value_reads_or_does_not(value: Vec<u8>) {
            let _ = read(&value);
        }
    }
}
