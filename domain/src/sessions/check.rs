//! Checks: whether a token opens a session, told by Redis, and by PostgreSQL when that has nothing.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};
use entity::id::{SessionId, TenantId};
use tokio::sync::watch;

use super::command::{Command, Labels};
use super::hot::{Copy, Held, Lease};
use super::input::captured;
use super::session::{Seen, State, Stored, place_of};
use super::{LiveSession, Sessions, Used};
use crate::error::Error;
use crate::pause;
use crate::secrets;

/// Sessions that this process is copying to Redis now.
pub(super) type Filling = Arc<Mutex<HashMap<SessionId, Fill>>>;

/// A session that somebody here is copying to Redis.
pub(super) struct Fill {
    /// PostgreSQL is being asked: what it says may be older than a question that comes now.
    asked: bool,
    told: watch::Receiver<Told>,
}

/// What those are told who wait for it.
#[derive(Clone)]
enum Told {
    /// Nothing yet.
    Wait,
    /// It was found in Redis meanwhile, or who copied it has gone away.
    LookAgain,
    /// PostgreSQL was read: a session that lives, or none; an error is that it cannot say.
    Read(Result<Option<Copy>, ()>),
}

impl Sessions {
    /// Whose session a token opens, if any: a token of ours, of a session that lives. With `used` it is noted as used.
    ///
    /// # Errors
    /// `Unavailable` when neither Redis nor PostgreSQL can say.
    pub async fn check(
        &self,
        now: DateTime<Utc>,
        token: &str,
        used: Option<Used>,
    ) -> Result<Option<LiveSession>, Error> {
        let Some(presented) = self.tokens.read(token) else { return Ok(None) };
        let (tenant, session) = (presented.tenant, presented.session);
        let Some(mut copy) = self.copy(now, tenant, session).await? else { return Ok(None) };
        if presented.rotation > copy.rotation {
            // The copy has not heard of the rotation that gave this secret.
            let Some(stored) = self.reader.read(tenant, session).await?.filter(|stored| stored.is_live(now)) else {
                return Ok(None);
            };
            let _ = self.hot.put(now, &stored, None).await;
            copy = Copy::of(&stored);
        }
        if presented.rotation != copy.rotation || !secrets::equal(&presented.secret_hash(), &copy.secret_hash) {
            return Ok(None);
        }
        self.live(now, tenant, session, copy, used).await
    }

    /// The session that an access token names, if it lives and is still of the user whom the token names: one from before
    /// somebody signed in is not theirs. With `used` it is noted as used.
    ///
    /// # Errors
    /// As with [`Sessions::check`].
    pub async fn check_id(
        &self,
        now: DateTime<Utc>,
        tenant: TenantId,
        session: SessionId,
        user_id: Option<&str>,
        used: Option<Used>,
    ) -> Result<Option<LiveSession>, Error> {
        let Some(mut copy) = self.copy(now, tenant, session).await? else { return Ok(None) };
        if copy.user_id.as_deref() != user_id {
            // The copy may not have heard of the sign-in that gave this token.
            let stored = match user_id {
                Some(_) => self.reader.read(tenant, session).await?,
                None => None,
            };
            let theirs = |stored: &Arc<Stored>| stored.is_live(now) && stored.session.user_id.as_deref() == user_id;
            let Some(stored) = stored.filter(theirs) else { return Ok(None) };
            let _ = self.hot.put(now, &stored, None).await;
            copy = Copy::of(&stored);
        }
        self.live(now, tenant, session, copy, used).await
    }

    /// What a check needs of a session, unless it has ended: from Redis, or from PostgreSQL when that has nothing or is away.
    async fn copy(&self, now: DateTime<Utc>, tenant: TenantId, session: SessionId) -> Result<Option<Copy>, Error> {
        match self.hot.get(session).await {
            Ok(Held::Copy(copy)) => Ok(Some(*copy)),
            Ok(Held::Ended) => Ok(None),
            // Apart, so that who finds a copy carries no room for a look-up.
            Ok(Held::Absent | Held::Leased) => Box::pin(self.fill(now, tenant, session)).await,
            Err(_) => Ok(self.reader.read(tenant, session).await?.as_deref().and_then(active)),
        }
    }

    /// Copies a session from PostgreSQL to Redis; once at a time in this process. The others wait for that and take what
    /// came of it, unless they came when PostgreSQL was already being asked: then they look anew.
    async fn fill(&self, now: DateTime<Utc>, tenant: TenantId, session: SessionId) -> Result<Option<Copy>, Error> {
        loop {
            let (tell, told) = watch::channel(Told::Wait);
            let running = {
                let mut filling = self.filling.lock().unwrap_or_else(PoisonError::into_inner);
                let running = filling.get(&session).map(|fill| (fill.told.clone(), fill.asked));
                if running.is_none() {
                    filling.insert(session, Fill { asked: false, told });
                }
                running
            };
            if let Some((mut told, asked)) = running {
                // Ends when the other one is done, however.
                let told = told.wait_for(|told| !matches!(told, Told::Wait)).await.map(|told| told.clone());
                if let (Ok(Told::Read(read)), false) = (told, asked) {
                    return read.map_err(|()| Error::unavailable("PostgreSQL is away"));
                }
                match self.hot.get(session).await {
                    Ok(Held::Copy(copy)) => return Ok(Some(*copy)),
                    Ok(Held::Ended) => return Ok(None),
                    Ok(Held::Absent | Held::Leased) | Err(_) => continue,
                }
            }
            let gone = Gone { filling: &self.filling, session, tell };
            // Somebody may have filled it since it was looked for.
            let lease = match self.hot.get(session).await {
                Ok(Held::Copy(copy)) => return Ok(Some(*copy)),
                Ok(Held::Ended) => return Ok(None),
                // Before PostgreSQL is read, or what is read could be staler than an end.
                Ok(Held::Absent) => self.hot.lease(session).await.ok().flatten(),
                Ok(Held::Leased) | Err(_) => None,
            };
            let read = self.read_and_copy(now, tenant, session, lease).await;
            gone.tell.send_replace(Told::Read(read.as_ref().map(Option::clone).map_err(drop)));
            return read;
        }
    }

    /// Reads a session from PostgreSQL, and copies it over the lease if there is one.
    async fn read_and_copy(
        &self,
        now: DateTime<Utc>,
        tenant: TenantId,
        session: SessionId,
        lease: Option<Lease>,
    ) -> Result<Option<Copy>, Error> {
        if let Some(fill) = self.filling.lock().unwrap_or_else(PoisonError::into_inner).get_mut(&session) {
            fill.asked = true;
        }
        let stored = self.reader.read(tenant, session).await?;
        pause::at("fill: read", session.uuid()).await;
        let Some(lease) = lease else { return Ok(stored.as_deref().and_then(active)) };
        // What could not be written is looked up again.
        let _ = match &stored {
            Some(stored) if stored.session.state == State::Active => self.hot.put(now, stored, Some(&lease)).await,
            Some(stored) => self.hot.bury(now, &[(session, stored.session.expires_at)]).await,
            None => self.hot.bury_absent(now, session).await,
        };
        Ok(stored.as_deref().and_then(active))
    }

    /// A session that a credential opens, if its time is not over.
    async fn live(
        &self,
        now: DateTime<Utc>,
        tenant: TenantId,
        session: SessionId,
        mut copy: Copy,
        used: Option<Used>,
    ) -> Result<Option<LiveSession>, Error> {
        if now >= copy.expires_at {
            return Ok(None);
        }
        // What Redis says, where this process knows of a later use.
        let mut copied = None;
        if let Some(seen) = self.uses.last(tenant, session).filter(|seen| seen.at > copy.seen.at) {
            copied = Some(std::mem::replace(&mut copy.seen, seen));
        }
        if now >= copy.deadline() {
            // What Redis knows of its last use may be old: PostgreSQL has the last word.
            let stored = self.reader.read(tenant, session).await?;
            let Some(stored) = stored.filter(|stored| stored.is_live(now)) else { return Ok(None) };
            let _ = self.hot.touch(session, &stored.seen).await;
            copy.seen = stored.seen.clone();
            copied = None;
        }
        if let Some(used) = used {
            self.touch(now, tenant, session, &copy, copied.as_ref(), used).await;
            copy.seen.at = now;
        }
        Ok(Some(LiveSession {
            tenant,
            session_id: session,
            started_at: copy.started_at,
            expires_at: copy.expires_at,
            deadline: copy.deadline(),
            user_id: copy.user_id,
            metadata: copy.metadata,
        }))
    }

    /// Notes a use; waits for nothing but the tenant's settings. Address or agent, if one was not sent, is that of the use
    /// before. `copied` is the last use as Redis has it, where `copy` has a later one.
    pub(super) async fn touch(
        &self,
        now: DateTime<Utc>,
        tenant: TenantId,
        session: SessionId,
        copy: &Copy,
        copied: Option<&Seen>,
        used: Used,
    ) {
        // Without the settings nothing says what of it may be kept.
        let Ok(context) = self.contexts.get(tenant).await else { return };
        let ip = used.ip.or(copy.seen.ip);
        let user_agent = used.user_agent.or_else(|| copy.seen.user_agent.clone());
        let (used, labels) = captured(&context, Used { ip, user_agent });
        let seen = Seen { at: now, ip: used.ip, user_agent: used.user_agent };
        let place = place_of(seen.ip, labels.browser.as_deref(), labels.platform.as_deref());
        if place != copy.place && !self.moved.contains_key(&session) {
            self.moved.insert(session, ());
            self.note_move(now, tenant, session, &seen, labels);
        }
        if self.uses.note(tenant, session, seen.clone(), copied.unwrap_or(&copy.seen)) {
            let hot = self.hot.clone();
            // If it fails, a later use finds the copy still behind.
            tokio::spawn(async move {
                pause::at("touch: sending", session.uuid()).await;
                hot.touch(session, &seen).await.ok()
            });
        }
    }

    /// Notes that a session has moved; nobody waits for it.
    fn note_move(&self, now: DateTime<Utc>, tenant: TenantId, session: SessionId, seen: &Seen, labels: Labels) {
        let command = Command::Move { session, ip: seen.ip, user_agent: seen.user_agent.clone(), labels };
        let this = self.clone();
        tokio::spawn(async move {
            match this.log.command(tenant, command).await {
                Ok(decided) => {
                    if let Some(stored) = decided.sessions.first().filter(|stored| stored.is_live(now)) {
                        let _ = this.hot.put(now, stored, None).await;
                    }
                }
                // The next use from there tries again.
                Err(_) => this.moved.invalidate(&session),
            }
        });
    }
}

/// Takes a session out of those that are being filled, however its filling ends, and lets those go on who wait.
struct Gone<'a> {
    filling: &'a Filling,
    session: SessionId,
    tell: watch::Sender<Told>,
}

impl Drop for Gone<'_> {
    fn drop(&mut self) {
        self.filling.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.session);
        self.tell.send_if_modified(|told| {
            let waiting = matches!(told, Told::Wait);
            if waiting {
                *told = Told::LookAgain;
            }
            waiting
        });
    }
}

/// The copy of a session, unless it has ended.
fn active(stored: &Stored) -> Option<Copy> {
    (stored.session.state == State::Active).then(|| Copy::of(stored))
}
