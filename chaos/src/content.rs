//! What the clients post. An event follows from its tenant's marker and its number, so that whoever reads it later knows
//! what it should be; everything of a tenant has the marker in it, so that it is seen where it does not belong.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::history::Posted;

/// Users of a tenant that page views name.
const VISITORS: u64 = 40;
const AGENTS: [&str; 3] = [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 \
     Mobile/15E148 Safari/604.1",
    "curl/8.4.0",
];

/// A tenant of the run.
#[derive(Debug, Clone)]
pub struct Tenant {
    /// Its id in the database.
    pub id: Uuid,
    /// Its name in URLs.
    pub slug: String,
    /// What everything of it has in it.
    pub marker: String,
    /// A key with all scopes.
    pub key: String,
}

/// An event of a log, as far as it matters.
#[derive(Debug, Clone)]
pub struct Logged {
    /// Its position.
    pub position: i64,
    /// Its id.
    pub id: Uuid,
    /// Its type.
    pub kind: String,
    /// When it happened.
    pub occurred_at: DateTime<Utc>,
    /// When it was stored.
    pub recorded_at: DateTime<Utc>,
    /// The number of a page view that was posted.
    pub number: Option<u64>,
    /// The number of a session that was started.
    pub session: Option<u64>,
    /// How its content differs from what was posted.
    pub flaw: Option<String>,
    /// Tenants whose marker it has and that are somebody else's.
    pub foreign: Vec<usize>,
}

/// The user whom a page view names.
#[must_use]
pub fn visitor(marker: &str, number: u64) -> String {
    format!("{marker}-v{}", number % VISITORS)
}

/// An agent.
#[must_use]
pub fn agent(number: u64) -> &'static str {
    AGENTS[usize::try_from(number % 3).unwrap_or_default()]
}

/// An address that documentation uses.
#[must_use]
pub fn address(number: u64) -> String {
    format!("198.51.100.{}", 1 + number % 200)
}

/// What is the same in the posted event and in the stored one.
fn content(marker: &str, number: u64) -> Value {
    json!({
        "method": if number.is_multiple_of(5) { "POST" } else { "GET" },
        "path": format!("/{marker}/{number}"),
        "query": format!("q={marker}+{}", number % 7),
        "status": 200 + number % 300,
        "duration_ms": number % 500,
        "bytes_sent": number * 11 % 100_000,
        "referrer": format!("https://{marker}.example/from/{number}"),
        "user_agent": agent(number),
        "user_id": visitor(marker, number),
        "ip": address(number),
    })
}

/// An event as it is posted.
#[must_use]
pub fn event(marker: &str, posted: &Posted) -> Value {
    let mut event = content(marker, posted.number);
    event["data"] = json!({"get": {"n": [posted.number.to_string()]}});
    if let Some(id) = posted.id {
        event["id"] = json!(id);
    }
    if let Some(at) = posted.occurred_at {
        event["occurred_at"] = json!(at);
    }
    event
}

/// Tenants other than `own` whose marker a text has.
#[must_use]
pub fn foreign(tenants: &[Tenant], own: usize, text: &str) -> Vec<usize> {
    let others = tenants.iter().enumerate().filter(|(index, _)| *index != own);
    others.filter(|(_, tenant)| text.contains(&tenant.marker)).map(|(index, _)| index).collect()
}

/// Reads a line of a tenant's log.
///
/// # Errors
/// A sentence when it is no event.
pub fn read(tenants: &[Tenant], own: usize, line: &str) -> Result<Logged, String> {
    let event: Value = serde_json::from_str(line).map_err(|error| format!("a line of the log is no JSON: {error}"))?;
    let text = |member: &str| event[member].as_str().unwrap_or_default();
    let time = |member: &str| text(member).parse().map_err(|_| format!("no {member} in {event}"));
    let marker = tenants.get(own).map(|tenant| tenant.marker.as_str()).unwrap_or_default();
    let is_view = text("type") == "access";
    let number = text("path").strip_prefix('/').and_then(|path| path.split_once('/'));
    let number = number.and_then(|(_, number)| number.parse().ok()).filter(|_| is_view);
    Ok(Logged {
        position: event["position"].as_i64().ok_or_else(|| format!("no position in {event}"))?,
        id: text("id").trim_start_matches("evt_").parse().map_err(|_| format!("no id in {event}"))?,
        kind: text("type").to_owned(),
        occurred_at: time("occurred_at")?,
        recorded_at: time("recorded_at")?,
        number,
        session: (text("type") == "session.started")
            .then(|| event["data"]["session"]["metadata"]["n"].as_u64())
            .flatten(),
        flaw: is_view.then(|| flaw(marker, number, &event)).flatten(),
        foreign: foreign(tenants, own, line),
    })
}

/// The first member in which a page view differs from what its number says.
fn flaw(marker: &str, number: Option<u64>, event: &Value) -> Option<String> {
    let Some(number) = number else { return Some(format!("nobody posted the path {}", event["path"])) };
    let expected = content(marker, number);
    let differs = |(name, value): (&String, &Value)| {
        let same = match (value.as_f64(), event[name].as_f64()) {
            (Some(posted), Some(stored)) => posted == stored,
            _ => *value == event[name],
        };
        (!same).then(|| format!("{name} is {} and was posted as {value}", event[name]))
    };
    let member = expected.as_object()?.iter().find_map(differs);
    let kept = event["data"]["get"]["n"][0].as_str() == Some(number.to_string().as_str());
    member.or_else(|| (!kept).then(|| format!("data is {}", event["data"])))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tenants() -> Vec<Tenant> {
        let tenant = |marker: &str| Tenant {
            id: Uuid::new_v4(),
            slug: marker.to_owned(),
            marker: marker.to_owned(),
            key: String::new(),
        };
        vec![tenant("mk0"), tenant("mk1")]
    }

    fn line(change: impl FnOnce(&mut Value)) -> String {
        let posted = Posted { number: 1_234, id: Some(Uuid::new_v4()), occurred_at: Some(Utc::now()) };
        let mut event = event("mk0", &posted);
        event["type"] = json!("access");
        event["position"] = json!(7);
        event["recorded_at"] = json!(Utc::now());
        change(&mut event);
        event.to_string()
    }

    #[test]
    fn what_is_stored_as_it_was_posted_has_no_flaw() {
        let logged = read(&tenants(), 0, &line(|_| {})).unwrap();

        assert_eq!((logged.position, logged.number, logged.flaw, logged.foreign), (7, Some(1_234), None, vec![]));
    }

    #[test]
    fn every_member_that_differs_is_a_flaw() {
        let members = ["method", "query", "status", "duration_ms", "referrer", "user_agent", "user_id", "ip", "data"];
        for member in members {
            let logged = read(&tenants(), 0, &line(|event| event[member] = Value::Null)).unwrap();

            assert!(logged.flaw.is_some(), "{member}");
        }
    }

    #[test]
    fn what_is_of_another_tenant_is_seen_wherever_it_stands() {
        let logged = read(&tenants(), 0, &line(|event| event["data"] = json!({"deep": ["x mk1 y"]}))).unwrap();

        assert_eq!(logged.foreign, [1]);
    }
}
