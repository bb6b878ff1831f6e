//! SESSIONS: started, checked, listed by their user, ended at once.
//!
//! The log decides: every change is an event, appended by the lanes of the log with the row of `session` as it is after it.
//! Redis holds a copy that answers checks and may vanish or lie at any moment.
//!
//! A change goes through these steps, in a task of its own that the request only awaits:
//!
//! 1. [`Sessions::start`] and the like make a command. A start takes a lease in Redis first (`sessions/hot.rs`).
//! 2. The lane of the log decides it under the lock of the tenant's head (`sessions/decide.rs`) and writes events and
//!    rows in one transaction (`sessions/store.rs`).
//! 3. After COMMIT Redis is told: a copy of what lives, a tombstone for what has ended. Only then is the request answered.
//!
//! A check (`sessions/check.rs`) takes the token apart (`tokens/session.rs`), asks Redis, and PostgreSQL when that has
//! nothing (`sessions/reader.rs`); its use is noted (`sessions/uses.rs`). What the worker does is in `sessions/upkeep.rs`.
//! `sessions/import.rs` starts what comes from another store, `sessions/rebuild.rs` makes the rows anew from the log.
//!
//! Deliberately absent: a cache of good answers in the process. Every check asks Redis, so an end holds everywhere at once.

mod check;
mod command;
mod decide;
mod hot;
mod import;
mod input;
pub mod list;
mod reader;
pub mod rebuild;
mod session;
mod store;
pub mod upkeep;
mod uses;

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use entity::id::{SessionId, TenantId};
use moka::sync::Cache;
use tokio::sync::Semaphore;

use crate::boot::Stores;
use crate::error::{ConflictCode, Error, Thing};
use crate::guarded::Guarded;
use crate::idempotency::{self, Repeatable};
use crate::keyring::Keyring;
use crate::log::Log;
use crate::pause;
use crate::tenants::TenantContexts;
use crate::tokens::session::{PresentedSession, SessionSecret, SessionTokens, secret_hash};
use crate::traces;
use crate::uuids::uuid_v7;

use check::Filling;
use command::{Change, Start, Verdict};
use hot::{Copy, Hot};
use input::{captured, check_change, check_new, without_secrets};
use reader::Reader;
use uses::Uses;

pub use command::Owner;
pub(crate) use command::{Command, Decided, Decision, Known};
pub(crate) use decide::decide;
pub use decide::{MOVED_EVERY, ROTATION_GRACE};
pub use import::Imported;
use session::deadline;
pub use session::{EXPIRED_AFTER, Reason, SEEN_PRECISION, Seen, SeenDevice, Session, State, Stored};

pub(crate) use store::{load, write};
pub use uses::WRITTEN_EVERY;

/// Longest metadata of a session, as JSON, in bytes.
pub const METADATA_BYTES_MAX: usize = 4 * 1024;
/// Longest user agent that is read, in bytes; what is kept of it is shorter.
pub const USER_AGENT_BYTES_MAX: usize = 64 * 1024;
/// How long a change tries to tell Redis of what it did before it is answered; of an end, with `revocation_pending`.
pub const TELL_FOR: Duration = Duration::from_secs(1);
const TELL_PAUSE: Duration = Duration::from_millis(50);
/// How long it is tried to renew a copy, and how many at a time.
const RENEW_FOR: Duration = Duration::from_secs(15 * 60);
const RENEWALS_MAX: usize = 10_000;
/// Most sessions whose last move this process remembers.
const MOVES_REMEMBERED: u64 = 100_000;

/// The door to the sessions. Cheap to clone.
#[derive(Clone)]
pub struct Sessions {
    log: Log,
    hot: Hot,
    reader: Reader,
    uses: Uses,
    tokens: SessionTokens,
    contexts: TenantContexts,
    /// What the ids and first secrets of imported sessions are made with.
    imports_key: Guarded<[u8; 32]>,
    /// Sessions whose move was noted lately.
    moved: Cache<SessionId, ()>,
    filling: Filling,
    /// Copies that are being renewed behind their answers.
    renewals: Arc<Semaphore>,
}

/// Where and with what a session is used.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Used {
    /// The user's address.
    pub ip: Option<IpAddr>,
    /// The user's agent, whole.
    pub user_agent: Option<String>,
}

/// A sign-in.
#[derive(Debug, Clone, Default)]
pub struct NewSession {
    /// The application's name of the user; `None` before anybody signed in.
    pub user_id: Option<String>,
    /// Where and with what.
    pub used: Used,
    /// What the application keeps with it: a JSON object.
    pub metadata: Option<serde_json::Value>,
    /// When it is over in any case, if that is to be earlier than the tenant's policy says.
    pub expires_at: Option<DateTime<Utc>>,
}

/// A session that was started, bound or refreshed, with its token: shown once.
pub struct Issued {
    /// The session.
    pub stored: Stored,
    /// The text that the user's client presents.
    pub token: Guarded<String>,
}

/// A session that lives.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "the fields are those of Session")]
pub struct LiveSession {
    pub tenant: TenantId,
    pub session_id: SessionId,
    pub user_id: Option<String>,
    pub started_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    /// When it is over if it is not used again.
    pub deadline: DateTime<Utc>,
    /// JSON.
    pub metadata: Option<String>,
}

/// Changes of a session; what is `None` stays.
#[derive(Debug, Clone, Default)]
pub struct SessionChange {
    /// When it is over in any case: at most 366 days after its start.
    pub expires_at: Option<DateTime<Utc>>,
    /// Another metadata; JSON null takes it away.
    pub metadata: Option<serde_json::Value>,
    /// The user who has signed in. Once: another user later is a conflict.
    pub user_id: Option<String>,
}

impl Sessions {
    /// The sessions of a process. Gathers uses and looks up on the current runtime until dropped.
    #[must_use]
    pub fn start_up(stores: &Stores, log: &Log, keyring: &Keyring, contexts: &TenantContexts) -> Self {
        Self {
            log: log.clone(),
            hot: Hot::new(&stores.redis),
            reader: Reader::start(&stores.lookup),
            uses: Uses::start(&stores.app),
            tokens: SessionTokens::new(keyring),
            contexts: contexts.clone(),
            imports_key: Guarded::new(keyring.derive("imported session", b"")),
            moved: Cache::builder()
                .max_capacity(MOVES_REMEMBERED)
                .time_to_live(MOVED_EVERY.to_std().unwrap_or_default())
                .build(),
            filling: Filling::default(),
            renewals: Arc::new(Semaphore::new(RENEWALS_MAX)),
        }
    }

    /// Starts a session by the tenant's policy. `by` says who asked.
    ///
    /// Repeating with the same idempotency key within 24 hours answers the same session with a secret issued anew; the
    /// earlier one opens nothing from then on.
    ///
    /// # Errors
    /// `Invalid` names the places that do not fit; `Conflict` when the user has too many sessions, or the session of the
    /// idempotency key has ended, or the key came with another body; `NotFound` when the tenant is deleted; `Unavailable`.
    pub async fn start(
        &self,
        now: DateTime<Utc>,
        tenant: TenantId,
        by: &str,
        request: Repeatable<'_>,
        new: NewSession,
    ) -> Result<Issued, Error> {
        self.start_as(SessionId(uuid_v7(now)), now, tenant, by, request, new).await
    }

    /// The same for a session whose id is known before.
    ///
    /// # Errors
    /// As with [`Sessions::start`].
    pub async fn start_as(
        &self,
        session_id: SessionId,
        now: DateTime<Utc>,
        tenant: TenantId,
        by: &str,
        request: Repeatable<'_>,
        new: NewSession,
    ) -> Result<Issued, Error> {
        let idempotency = idempotency::hashes(request)?;
        let secret = Guarded::new(rand::random());
        let begun = self.begin(now, tenant, by, idempotency, (session_id, secret), new).await;
        begun.map(|(_, issued)| issued)
    }

    /// Starts a session with this id and first secret.
    async fn begin(
        &self,
        now: DateTime<Utc>,
        tenant: TenantId,
        by: &str,
        idempotency: Option<idempotency::Hashes>,
        (session_id, secret): (SessionId, SessionSecret),
        new: NewSession,
    ) -> Result<(Verdict, Issued), Error> {
        let context = self.contexts.get(tenant).await?;
        check_new(now, &new)?;
        let settings = &context.tenant.settings;
        let (used, labels) = captured(&context, new.used);
        let latest = now + TimeDelta::seconds(i64::from(settings.session_absolute_timeout_s));
        let start = Start {
            session_id,
            secret_hash: secret_hash(&secret),
            user_id: without_secrets(&context, new.user_id)?,
            ip: used.ip,
            user_agent: used.user_agent,
            labels,
            metadata: new.metadata.map(|metadata| context.rules.redacted_json(&metadata)).transpose()?,
            expires_at: new.expires_at.map_or(latest, |at| at.min(latest)),
            idle_timeout_s: settings.session_idle_timeout_s,
            limit: settings.session_limit,
            limit_max: usize::from(settings.sessions_per_user_max),
            idempotency,
            by: by.to_owned(),
        };
        let this = self.clone();
        detached(async move {
            this.uses.catch_up().await?;
            // Before the COMMIT, or a copy written after it could be staler than an end.
            let lease = this.hot.lease(session_id).await.ok().flatten();
            let decided = this.log.command(tenant, Command::Start(Box::new(start))).await?;
            let stored = refused(&decided)?;
            pause::at("start: committed", stored.session.session_id.uuid()).await;
            // One that was answered before may have ended since.
            if stored.session.state == State::Active {
                // A session that was answered before has no lease of ours; the copy replaces an older one.
                let _ = this.hot.put(now, &stored, lease.as_ref()).await;
            }
            // Those that had to make room were not what was asked for: if Redis cannot be told now, the worker will.
            let _ = this.bury(now, &decided).await;
            let token = this.tokens.write(tenant, stored.session.session_id, stored.session.rotation, &secret);
            Ok((decided.verdict, Issued { stored, token }))
        })
        .await
    }

    /// The session that a token of the tenant names, whether or not the token opens it.
    #[must_use]
    pub fn named_by(&self, tenant: TenantId, token: &str) -> Option<SessionId> {
        self.tokens.read(token).filter(|presented| presented.tenant == tenant).map(|presented| presented.session)
    }

    /// Whose token this is, if it is one of ours, whether or not it opens anything.
    #[must_use]
    pub fn tenant_of(&self, token: &str) -> Option<TenantId> {
        self.tokens.read(token).map(|presented| presented.tenant)
    }

    /// Whether a token is one of the tenant's, whether or not it opens anything.
    #[must_use]
    pub fn belongs_to(&self, tenant: TenantId, token: &str) -> bool {
        self.tenant_of(token) == Some(tenant)
    }

    /// Rotates the secret of a token; with `used` it is noted as used. `None` when the token opens nothing.
    ///
    /// The same token within 30 s gets the same answer again. Later its session ends: somebody has a copy of it.
    ///
    /// # Errors
    /// `Unavailable` when the stores do not answer; `RevocationPending`.
    pub async fn refresh(&self, now: DateTime<Utc>, token: &str, used: Option<Used>) -> Result<Option<Issued>, Error> {
        let Some(presented) = self.tokens.read(token) else { return Ok(None) };
        let PresentedSession { tenant, session, rotation, .. } = presented;
        let next = self.tokens.next_secret(&presented);
        let (secret_hash, next_hash) = (presented.secret_hash(), secret_hash(&next));
        let command = Command::Refresh { session, rotation, secret_hash, next_hash };
        let this = self.clone();
        let decided = detached(async move {
            this.uses.catch_up().await?;
            let decided = match this.log.command(tenant, command).await {
                // The tenant is deleted.
                Err(Error::NotFound(_)) => return Ok(None),
                other => other?,
            };
            pause::at("refresh: committed", session.uuid()).await;
            this.bury(now, &decided).await?;
            match decided.sessions.into_iter().next().filter(|_| decided.verdict == Verdict::Rotated) {
                Some(stored) => {
                    this.renew_copy(now, &stored).await;
                    Ok(Some(stored))
                }
                None => Ok(None),
            }
        })
        .await?;
        let Some(stored) = decided else { return Ok(None) };
        if let Some(used) = used {
            self.touch(now, tenant, session, &Copy::of(&stored), None, used).await;
        }
        let token = self.tokens.write(tenant, session, rotation + 1, &next);
        Ok(Some(Issued { stored, token }))
    }

    /// Extends a session, sets its metadata, binds it to the user who has signed in. Binding gives it another secret: whoever
    /// had the token before does not have it any more.
    ///
    /// Repeating gives the same session; a bind that is repeated gives another token.
    ///
    /// # Errors
    /// `Invalid` names the places that do not fit; `NotFound` when the tenant has no such session; `Conflict` when it has
    /// ended, is bound to another user, or the user has too many sessions; `Unavailable`.
    pub async fn change(
        &self,
        now: DateTime<Utc>,
        tenant: TenantId,
        session: SessionId,
        by: &str,
        change: SessionChange,
    ) -> Result<(Stored, Option<Guarded<String>>), Error> {
        let context = self.contexts.get(tenant).await?;
        check_change(now, &change)?;
        let secret = Guarded::new(rand::random());
        let settings = &context.tenant.settings;
        let metadata = change.metadata.map(|metadata| match metadata.is_null() {
            true => Ok(metadata),
            false => context.rules.redacted_json(&metadata),
        });
        let user_id = without_secrets(&context, change.user_id)?;
        let change = Change {
            expires_at: change.expires_at,
            metadata: metadata.transpose()?,
            bind: user_id.map(|user_id| (user_id, secret_hash(&secret))),
            limit: settings.session_limit,
            limit_max: usize::from(settings.sessions_per_user_max),
            by: by.to_owned(),
        };
        let this = self.clone();
        detached(async move {
            this.uses.catch_up().await?;
            let decided = this.log.command(tenant, Command::Change(session, Box::new(change))).await?;
            let stored = refused(&decided)?;
            this.renew_copy(now, &stored).await;
            let _ = this.bury(now, &decided).await;
            let bound = decided.verdict == Verdict::Bound;
            let token = bound.then(|| this.tokens.write(tenant, session, stored.session.rotation, &secret));
            Ok((stored, token))
        })
        .await
    }

    /// Ends a session. Once this has returned, no check that begins anywhere finds it live.
    ///
    /// Repeating is safe: a session that has ended stays as it ended, and Redis is told again.
    ///
    /// # Errors
    /// `NotFound` when there is none, or it is not the owner's; `RevocationPending` when it has ended but Redis could not be
    /// told; `Unavailable`.
    pub async fn revoke(
        &self,
        now: DateTime<Utc>,
        tenant: TenantId,
        owner: Owner,
        session: SessionId,
        by: &str,
        reason: Reason,
    ) -> Result<Ended, Error> {
        self.end(now, tenant, Command::Revoke { owner, session, by: by.to_owned(), reason }).await
    }

    /// Ends all sessions of a user, but one. For an owner that is a session, the user is that session's.
    ///
    /// Repeating is safe, and tells Redis again of those whose end it may not have heard of. Every session that was started
    /// before this was called, or is listed afterwards, is ended.
    ///
    /// # Errors
    /// As with [`Sessions::revoke`].
    #[expect(clippy::too_many_arguments, reason = "who, whose, which and why of one command")]
    pub async fn revoke_of_user(
        &self,
        now: DateTime<Utc>,
        tenant: TenantId,
        owner: Owner,
        user_id: Option<String>,
        except: Option<SessionId>,
        by: &str,
        reason: Reason,
    ) -> Result<Ended, Error> {
        self.end(now, tenant, Command::RevokeUser { owner, user_id, except, by: by.to_owned(), reason }).await
    }

    /// Writes the uses that this process has gathered: before it stops.
    ///
    /// # Errors
    /// `Unavailable` when the database does not answer.
    pub async fn write_uses(&self) -> Result<(), Error> {
        self.uses.write().await
    }

    async fn end(&self, now: DateTime<Utc>, tenant: TenantId, command: Command) -> Result<Ended, Error> {
        let this = self.clone();
        detached(async move {
            this.uses.catch_up().await?;
            let decided = this.log.command(tenant, command).await?;
            if decided.verdict == Verdict::NotFound {
                return Err(Error::NotFound(Thing::Session));
            }
            if let Some(first) = decided.sessions.first() {
                pause::at("revoke: committed", first.session.session_id.uuid()).await;
            }
            this.bury(now, &decided).await?;
            Ok(if decided.verdict == Verdict::Inactive { Ended::CallerInactive } else { Ended::Done })
        })
        .await
    }

    /// Brings the copy in Redis up to date: until then the old one opens what a change took from it. A change waits as long for
    /// that as for an end; then it is tried on behind the answer, for [`RENEW_FOR`] and while this process lives. A Redis that
    /// is away from it for longer has the old copy until the session's end, or until somebody shows the new token.
    async fn renew_copy(&self, now: DateTime<Utc>, stored: &Stored) {
        if insist(TELL_FOR, || self.hot.put(now, stored, None)).await.is_ok() {
            return;
        }
        let Ok(turn) = Arc::clone(&self.renewals).try_acquire_owned() else { return };
        let (hot, stored) = (self.hot.clone(), stored.clone());
        tokio::spawn(async move {
            let _turn = turn;
            let _ = insist(RENEW_FOR, || hot.put(now, &stored, None)).await;
        });
    }

    /// Tells Redis of every session among those decided that has ended, for as long as a change may wait for it.
    async fn bury(&self, now: DateTime<Utc>, decided: &Decided) -> Result<(), Error> {
        let ended: Vec<(SessionId, DateTime<Utc>)> = decided
            .sessions
            .iter()
            .filter(|stored| stored.session.state != State::Active)
            .map(|stored| (stored.session.session_id, stored.session.expires_at))
            .collect();
        insist(TELL_FOR, || self.hot.bury(now, &ended)).await.map_err(|_| Error::RevocationPending)
    }
}

/// Tells Redis something again and again until it is heard, or for so long.
async fn insist<T: Future<Output = Result<(), Error>>>(within: Duration, tell: impl Fn() -> T) -> Result<(), Error> {
    let give_up_at = tokio::time::Instant::now() + within;
    loop {
        match tell().await {
            Err(_) if tokio::time::Instant::now() < give_up_at => tokio::time::sleep(TELL_PAUSE).await,
            told => return told,
        }
    }
}

/// What came of ending sessions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// They have ended, now or before.
    Done,
    /// The session that asked has ended meanwhile itself: nothing was done.
    CallerInactive,
}

/// Runs a change in a task of its own: a caller that goes away changes nothing.
async fn detached<T: Send + 'static>(
    change: impl Future<Output = Result<T, Error>> + Send + 'static,
) -> Result<T, Error> {
    tokio::spawn(traces::go_on(change)).await.unwrap_or_else(|_| Err(Error::unavailable("the change was broken off")))
}

/// The session that a command is about, or why it was refused.
fn refused(decided: &Decided) -> Result<Stored, Error> {
    let code = match (&decided.verdict, decided.sessions.first()) {
        (Verdict::Refused(code), _) => *code,
        (Verdict::NotFound | Verdict::Inactive, _) | (_, None) => return Err(Error::NotFound(Thing::Session)),
        (_, Some(stored)) => return Ok(stored.clone()),
    };
    let detail = match code {
        ConflictCode::TooManySessions => "the user has as many sessions as there may be",
        ConflictCode::UserBound => "the session belongs to another user",
        ConflictCode::IdempotencyMismatch => "this idempotency key came with another body before",
        _ => "the session has ended",
    };
    Err(Error::Conflict { code, detail: detail.to_owned() })
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[tokio::test]
    async fn what_redis_does_not_hear_is_said_again_for_so_long() {
        for (within, told, expected) in [(Duration::from_secs(60), 3, true), (Duration::ZERO, 1, false)] {
            let tried = Cell::new(0);

            let answer = insist(within, async || {
                tried.set(tried.get() + 1);
                if tried.get() < 3 { Err(Error::unavailable("away")) } else { Ok(()) }
            })
            .await;

            assert_eq!((answer.is_ok(), tried.get()), (expected, told));
        }
    }
}
