//! What becomes of a session command: pure, decided under the lock of the tenant's head, one after the other.
//!
//! A decision is the events that it comes to, each with the session as it is after it. Deciding the same command again
//! after a COMMIT whose answer was lost comes to the same answer and to no event.

use std::borrow::Cow;
use std::net::IpAddr;

use chrono::{DateTime, TimeDelta, Utc};
use entity::id::{EventId, Position, SessionId, TenantId};
use serde_json::json;

use super::EXPIRED_AFTER;
use super::command::{Change, Command, Decided, Decision, Known, Labels, Owner, Start, Verdict};
use super::session::{Reason, Seen, Session, State, Stored};
use crate::entry::{Entry, Identity, Keep};
use crate::error::ConflictCode;
use crate::secrets::equal;
use crate::settings::{ABSOLUTE_TIMEOUT_S_MAX, SessionLimit};
use crate::uuids::uuid_v7;

/// How long a secret that was rotated is still answered with its successor.
pub const ROTATION_GRACE: TimeDelta = TimeDelta::seconds(30);
/// How long after a move the next one is noted.
pub const MOVED_EVERY: TimeDelta = TimeDelta::minutes(10);

/// Decides a command.
pub(crate) fn decide(known: &mut Known, now: DateTime<Utc>, tenant: TenantId, command: &Command) -> Decision {
    let mut work = Work { known, now, tenant, entries: Vec::new(), changes: Vec::new(), ended: Vec::new() };
    let mut remember = None;
    let (verdict, first) = match command {
        Command::Start(start) => work.start(start, &mut remember),
        Command::Refresh { session, rotation, secret_hash, next_hash } => {
            work.refresh(*session, *rotation, secret_hash, next_hash)
        }
        Command::Change(session, change) => work.change(*session, change),
        Command::Revoke { owner, session, by, reason } => work.revoke(owner, *session, by, *reason),
        Command::RevokeUser { owner, user_id, except, by, reason } => {
            work.revoke_user(owner, user_id.as_deref(), *except, by, *reason)
        }
        Command::Move { session, ip, user_agent, labels } => work.moved(*session, *ip, user_agent.as_ref(), labels),
        Command::Expire(session) => work.expire(*session),
    };
    let Work { entries, changes, ended, .. } = work;
    let sessions = first.into_iter().chain(ended).collect();
    Decision { decided: Decided { verdict, sessions }, entries, changes, remember }
}

/// A decision in the making.
struct Work<'k> {
    known: &'k mut Known,
    now: DateTime<Utc>,
    tenant: TenantId,
    entries: Vec<Entry>,
    changes: Vec<Stored>,
    /// Sessions that end beside the one that the command names.
    ended: Vec<Stored>,
}

type Outcome = (Verdict, Option<Stored>);

impl Work<'_> {
    fn start(&mut self, start: &Start, remember: &mut Option<(Vec<u8>, Vec<u8>, SessionId)>) -> Outcome {
        if let Some((key, body)) = &start.idempotency
            && let Some((body_before, subject)) = self.known.repeated.get(&(self.tenant, key.clone()))
        {
            if body_before != body {
                return (Verdict::Refused(ConflictCode::IdempotencyMismatch), None);
            }
            return self.start_again(*subject, start);
        }
        if let Some(stored) = self.get(start.session_id) {
            return (Verdict::Known, Some(stored));
        }
        if let Some(user_id) = &start.user_id
            && let Err(code) = self.make_room(user_id, start.limit, start.limit_max, None)
        {
            return (Verdict::Refused(code), None);
        }
        let session = Session {
            tenant_id: self.tenant,
            session_id: start.session_id,
            version: 0,
            position: Position::ZERO,
            state: State::Active,
            user_id: start.user_id.clone(),
            started_at: self.now,
            expires_at: start.expires_at,
            idle_timeout_s: start.idle_timeout_s,
            rotation: 0,
            rotated_at: None,
            rotated_before_at: None,
            bound_rotation: 0,
            ip: start.ip,
            user_agent: start.user_agent.clone(),
            moved_at: None,
            browser: start.labels.browser.clone(),
            platform: start.labels.platform.clone(),
            platform_versioned: start.labels.platform_versioned.clone(),
            device_kind: start.labels.device_kind.clone(),
            labels_version: start.labels.labels_version.clone(),
            metadata: start.metadata.clone(),
            ended_at: None,
            ended_by: None,
            end_reason: None,
        };
        let seen = Seen { at: self.now, ip: start.ip, user_agent: start.user_agent.clone() };
        let stored = Stored { session, seen, secret_hash: start.secret_hash };
        *remember = start.idempotency.clone().map(|(key, body)| (key, body, start.session_id));
        if let Some((key, body, subject)) = remember.clone() {
            self.known.repeated.insert((self.tenant, key), (body, subject));
        }
        let stored = self.apply("session.started", &start.by, stored);
        (Verdict::Done, Some(stored))
    }

    /// A sign-in that was answered before: its secret is not kept, so it gets another.
    fn start_again(&mut self, subject: SessionId, start: &Start) -> Outcome {
        let Some(mut stored) = self.get(subject) else {
            return (Verdict::Refused(ConflictCode::SessionEnded), None);
        };
        if equal(&stored.secret_hash, &start.secret_hash) {
            return (Verdict::Done, Some(stored));
        }
        if !stored.is_live(self.now) {
            return (Verdict::Refused(ConflictCode::SessionEnded), None);
        }
        self.replace_secret(&mut stored, start.secret_hash);
        let stored = self.apply("session.rotated", &start.by, stored);
        (Verdict::Done, Some(stored))
    }

    fn refresh(&mut self, session: SessionId, rotation: u32, hash: &[u8; 32], next_hash: &[u8; 32]) -> Outcome {
        let Some(mut stored) = self.get(session) else {
            return (Verdict::Inactive, None);
        };
        if !stored.is_live(self.now) {
            self.tell_again(stored);
            return (Verdict::Inactive, None);
        }
        let now_at = stored.session.rotation;
        if rotation == now_at && equal(hash, &stored.secret_hash) {
            stored.session.rotation += 1;
            stored.session.rotated_before_at = stored.session.rotated_at;
            stored.session.rotated_at = Some(self.now);
            stored.secret_hash = *next_hash;
            return (Verdict::Rotated, Some(self.apply("session.rotated", "session", stored)));
        }
        // A secret from before a sign-in opens nothing and says nothing.
        if rotation >= now_at || rotation < stored.session.bound_rotation {
            return (Verdict::Inactive, None);
        }
        let within_grace = |at: Option<DateTime<Utc>>| at.is_some_and(|at| self.now < at + ROTATION_GRACE);
        let (last, before) = (stored.session.rotated_at, stored.session.rotated_before_at);
        match now_at - rotation {
            1 if within_grace(last) && equal(next_hash, &stored.secret_hash) => (Verdict::Rotated, Some(stored)),
            1 if within_grace(last) => (Verdict::Inactive, None),
            // Its successor was rotated too, a moment ago, and is still answered itself.
            2 if within_grace(before) => (Verdict::Rotated, Some(stored)),
            2 => self.reused(stored),
            // When it was rotated is not kept. Two rotations within the grace leave that open; everything else does not.
            _ if within_grace(before) => (Verdict::Inactive, None),
            _ => self.reused(stored),
        }
    }

    /// An old secret, which its holder has replaced long ago: somebody else has it.
    fn reused(&mut self, stored: Stored) -> Outcome {
        let stored = self.end(stored, State::Revoked, self.now, "gatebook", Reason::ReuseDetected);
        self.ended.push(stored);
        (Verdict::Inactive, None)
    }

    fn change(&mut self, session: SessionId, change: &Change) -> Outcome {
        let Some(mut stored) = self.get(session) else {
            return (Verdict::NotFound, None);
        };
        if !stored.is_live(self.now) {
            return (Verdict::Refused(ConflictCode::SessionEnded), None);
        }
        let bound = match &change.bind {
            Some((user_id, _)) if stored.session.user_id.as_ref().is_some_and(|bound| bound != user_id) => {
                return (Verdict::Refused(ConflictCode::UserBound), None);
            }
            // The very same command, whose COMMIT was not answered.
            Some((_, secret_hash)) if equal(secret_hash, &stored.secret_hash) => return (Verdict::Bound, Some(stored)),
            Some((user_id, secret_hash)) => {
                let is_new = stored.session.user_id.is_none();
                if is_new && let Err(code) = self.make_room(user_id, change.limit, change.limit_max, Some(session)) {
                    return (Verdict::Refused(code), None);
                }
                stored.session.user_id = Some(user_id.clone());
                self.replace_secret(&mut stored, *secret_hash);
                let kind = if is_new { "session.bound" } else { "session.rotated" };
                stored = self.apply(kind, &change.by, stored);
                true
            }
            None => false,
        };
        let before = stored.session.clone();
        if let Some(expires_at) = change.expires_at {
            let latest = stored.session.started_at + TimeDelta::seconds(i64::from(ABSOLUTE_TIMEOUT_S_MAX));
            stored.session.expires_at = expires_at.min(latest);
        }
        if let Some(metadata) = &change.metadata {
            stored.session.metadata = Some(metadata.clone()).filter(|metadata| !metadata.is_null());
        }
        if stored.session != before {
            let extended = stored.session.expires_at != before.expires_at;
            stored = self.apply(if extended { "session.extended" } else { "session.changed" }, &change.by, stored);
        }
        (if bound { Verdict::Bound } else { Verdict::Done }, Some(stored))
    }

    fn revoke(&mut self, owner: &Owner, session: SessionId, by: &str, reason: Reason) -> Outcome {
        let caller = match self.caller(owner) {
            // Whoever ended the own session may ask again.
            Err(Some(caller)) if caller.session.session_id == session => Some(caller),
            Err(caller) => {
                // It may have ended both, and not have been able to tell of either.
                let named = self.get(session).filter(|stored| caller.is_some() && owns(caller.as_deref(), stored));
                caller.into_iter().map(|caller| *caller).chain(named).for_each(|stored| self.tell_again(stored));
                return (Verdict::Inactive, None);
            }
            Ok(caller) => caller,
        };
        let Some(stored) = self.get(session).filter(|stored| owns(caller.as_deref(), stored)) else {
            return (Verdict::NotFound, None);
        };
        if stored.session.state != State::Active {
            return (Verdict::Done, Some(stored));
        }
        let stored = self.end(stored, State::Revoked, self.now, by, reason);
        (Verdict::Done, Some(stored))
    }

    fn revoke_user(
        &mut self,
        owner: &Owner,
        user_id: Option<&str>,
        except: Option<SessionId>,
        by: &str,
        reason: Reason,
    ) -> Outcome {
        let (lives, caller) = match self.caller(owner) {
            Ok(caller) => (true, caller),
            Err(caller) => (false, caller),
        };
        let user_id = caller.as_ref().map_or(user_id, |caller| caller.session.user_id.as_deref()).map(str::to_owned);
        let known = user_id.as_deref().map(|user_id| self.known_of(user_id)).unwrap_or_default();
        known.into_iter().for_each(|stored| self.tell_again(stored));
        if !lives {
            caller.into_iter().for_each(|caller| self.tell_again(*caller));
            return (Verdict::Inactive, None);
        }
        let mut ending = match (&user_id, caller) {
            (Some(user_id), _) => self.active_of(user_id),
            (None, Some(caller)) => vec![*caller],
            (None, None) => Vec::new(),
        };
        ending.retain(|stored| Some(stored.session.session_id) != except);
        for stored in ending {
            let stored = self.end(stored, State::Revoked, self.now, by, reason);
            self.ended.push(stored);
        }
        (Verdict::Done, None)
    }

    fn moved(&mut self, session: SessionId, ip: Option<IpAddr>, agent: Option<&String>, labels: &Labels) -> Outcome {
        let Some(mut stored) = self.get(session).filter(|stored| stored.is_live(self.now)) else {
            return (Verdict::Inactive, None);
        };
        let place = stored.session.place();
        let lately = stored.session.moved_at.is_some_and(|at| self.now < at + MOVED_EVERY);
        stored.session.ip = ip;
        stored.session.user_agent = agent.cloned();
        labels.clone().onto(&mut stored.session);
        if lately || stored.session.place() == place {
            return (Verdict::Done, None);
        }
        stored.session.moved_at = Some(self.now);
        let stored = self.apply("session.moved", "session", stored);
        (Verdict::Done, Some(stored))
    }

    fn expire(&mut self, session: SessionId) -> Outcome {
        let Some(stored) = self.get(session) else {
            return (Verdict::NotFound, None);
        };
        if stored.session.state != State::Active {
            return (Verdict::Done, None);
        }
        let deadline = stored.deadline();
        if self.now < deadline + EXPIRED_AFTER {
            return (Verdict::Done, Some(stored));
        }
        let reason = stored.reason_of_deadline();
        let stored = self.end(stored, State::Expired, deadline, "gatebook", reason);
        (Verdict::Done, Some(stored))
    }

    /// Ends the sessions that a user has too many of for one more, which is not among them.
    fn make_room(
        &mut self,
        user_id: &str,
        limit: SessionLimit,
        most: usize,
        new: Option<SessionId>,
    ) -> Result<(), ConflictCode> {
        let mut live = self.active_of(user_id);
        live.retain(|stored| Some(stored.session.session_id) != new && stored.is_live(self.now));
        let too_many = (live.len() + 1).saturating_sub(most);
        if too_many > 0 && limit == SessionLimit::RefuseNew {
            return Err(ConflictCode::TooManySessions);
        }
        live.sort_by_key(|stored| (stored.session.started_at, stored.session.session_id));
        for stored in live.into_iter().take(too_many) {
            let stored = self.end(stored, State::Revoked, self.now, "gatebook", Reason::Limit);
            self.ended.push(stored);
        }
        Ok(())
    }

    /// Has Redis told of an end that it may not have heard of.
    fn tell_again(&mut self, stored: Stored) {
        if stored.session.state != State::Active {
            self.ended.push(stored);
        }
    }

    fn end(&mut self, mut stored: Stored, state: State, at: DateTime<Utc>, by: &str, reason: Reason) -> Stored {
        stored.session.state = state;
        stored.session.ended_at = Some(at);
        stored.session.ended_by = Some(by.to_owned());
        stored.session.end_reason = Some(reason);
        let kind = if state == State::Expired { "session.expired" } else { "session.revoked" };
        self.apply(kind, by, stored)
    }

    /// Gives a session a secret that does not follow from those before, which open nothing from now on.
    fn replace_secret(&self, stored: &mut Stored, secret_hash: [u8; 32]) {
        stored.session.rotation += 1;
        stored.session.bound_rotation = stored.session.rotation;
        stored.session.rotated_before_at = stored.session.rotated_at;
        stored.session.rotated_at = Some(self.now);
        stored.secret_hash = secret_hash;
    }

    /// Who asks, if it is a session: `Err` when it does not live any more.
    fn caller(&self, owner: &Owner) -> Result<Option<Box<Stored>>, Option<Box<Stored>>> {
        match owner {
            Owner::Tenant => Ok(None),
            Owner::SessionsOf(session) => match self.get(*session).map(Box::new) {
                Some(stored) if stored.is_live(self.now) => Ok(Some(stored)),
                other => Err(other),
            },
        }
    }

    fn get(&self, session: SessionId) -> Option<Stored> {
        self.known.sessions.get(&(self.tenant, session)).cloned()
    }

    fn active_of(&self, user_id: &str) -> Vec<Stored> {
        let mut active = self.known_of(user_id);
        active.retain(|stored| stored.session.state == State::Active);
        active
    }

    /// The sessions of a user, as far as they are known: all that live, and those whose end Redis may not have heard of.
    fn known_of(&self, user_id: &str) -> Vec<Stored> {
        let of_user = |((tenant, _), stored): &(&(TenantId, SessionId), &Stored)| {
            *tenant == self.tenant && stored.session.user_id.as_deref() == Some(user_id)
        };
        let mut found: Vec<Stored> =
            self.known.sessions.iter().filter(of_user).map(|(_, stored)| stored.clone()).collect();
        found.sort_by_key(|stored| stored.session.session_id);
        found
    }

    /// Notes a change with the event that says so.
    fn apply(&mut self, kind: &'static str, by: &str, mut stored: Stored) -> Stored {
        stored.session.version += 1;
        self.entries.push(entry(self.now, kind, by, &stored.session));
        self.changes.push(stored.clone());
        self.known.sessions.insert((self.tenant, stored.session.session_id), stored.clone());
        stored
    }
}

/// Whether a session belongs to the caller; a tenant owns all.
fn owns(caller: Option<&Stored>, stored: &Stored) -> bool {
    caller.is_none_or(|caller| {
        let (own, other) = (&caller.session, &stored.session);
        own.session_id == other.session_id || (own.user_id.is_some() && own.user_id == other.user_id)
    })
}

/// Members of a session that are columns of the event, or follow from where it stands.
const IN_COLUMNS: [&str; 6] = ["tenant_id", "session_id", "position", "user_id", "ip", "user_agent"];

/// The event of a change, with the whole session after it.
fn entry(now: DateTime<Utc>, kind: &'static str, by: &str, session: &Session) -> Entry {
    let mut after = json!(session);
    if let Some(members) = after.as_object_mut() {
        members.retain(|name, value| !IN_COLUMNS.contains(&name.as_str()) && !value.is_null());
    }
    Entry {
        event_id: EventId(uuid_v7(now)),
        identity: Identity::Ours,
        occurred_at: now,
        kind: Cow::Borrowed(kind),
        keep: Keep::Session(session.expires_at.date_naive()),
        session_id: Some(session.session_id),
        session_key_hash: None,
        user_id: session.user_id.clone(),
        ip: session.ip,
        user_agent: session.user_agent.clone(),
        method: None,
        host: None,
        path: None,
        query: None,
        status: None,
        duration_ms: None,
        bytes_sent: None,
        referrer: None,
        data: Some(json!({"v": 1, "by": by, "session": after}).to_string()),
        redacted: Vec::new(),
    }
}
