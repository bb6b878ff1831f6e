//! What an application does with Gatebook, from a page view to the end of a session. `GATEBOOK_URL` says where the API is,
//! `GATEBOOK_KEY` is a key of a tenant.

use std::env;
use std::error::Error as StdError;

use chrono::Utc;
use gatebook_client::types::{Code, PostedBatch, PostedEvent, PostedEventUserId, SessionToStart, TokenToCheck};
use gatebook_client::{Error, connect};
use serde_json::json;
use uuid::Uuid;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn StdError>> {
    let url = env::var("GATEBOOK_URL").unwrap_or_else(|_| "http://127.0.0.1:8080".into());
    let gatebook = connect(&url, &env::var("GATEBOOK_KEY")?)?;
    let user_id = format!("alice-{}", Uuid::new_v4());

    // Page views are posted in batches. With an id and a time of its own an event can be posted again, and is stored once.
    let look = PostedEvent::builder()
        .id(Uuid::new_v4().to_string())
        .occurred_at(Utc::now())
        .method("GET")
        .url("https://shop.example/lamps?colour=red".to_owned())
        .status(200)
        .user_id(PostedEventUserId::Text(user_id.clone()));
    let form = json!({"username": "alice", "password": "correct horse"});
    let sign_in = PostedEvent::builder()
        .id(Uuid::new_v4().to_string())
        .occurred_at(Utc::now())
        .method("POST")
        .url("https://shop.example/login".to_owned())
        .status(303)
        .user_id(PostedEventUserId::Text(user_id.clone()))
        .data(serde_json::Map::from_iter([("post".to_owned(), form)]));
    let batch = PostedBatch { events: vec![look.try_into()?, sign_in.try_into()?] };
    let posted = gatebook.append_events().body(batch).send().await?;
    assert_eq!(posted.accepted, 2);
    println!("posted {} events", posted.accepted);

    // They are there at once. Gatebook has never written the password anywhere.
    let page = gatebook.list_events().user_id(user_id.as_str()).path("/login").send().await?.into_inner();
    let [found] = page.events.as_slice() else { panic!("one event was expected, not {}", page.events.len()) };
    assert_eq!(found.data["post"], json!({"username": "alice", "password": "[redacted]"}));
    assert_eq!(found.redacted, ["/data/post/password"]);
    println!("found {}, without {}", found.path.as_deref().unwrap_or_default(), found.redacted.join(", "));

    // A session is started when a user signs in. With the key, repeating it starts no second one.
    let start = SessionToStart::builder()
        .user_id(user_id.clone())
        .remote_addr("203.0.113.7".to_owned())
        .user_agent("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0".to_owned());
    let started =
        gatebook.start_session().idempotency_key(Uuid::new_v4().to_string()).body(start).send().await?.into_inner();
    println!("started a session on {}", started.session.device.as_deref().unwrap_or("something"));

    // Each request of the user is checked.
    let check = TokenToCheck::builder().token(&started.token).remote_addr("203.0.113.7".to_owned());
    let live = gatebook.introspect_session().body(check.clone()).send().await?;
    assert!(live.active);
    assert_eq!(live.sub.as_ref(), Some(&user_id));
    println!("the token is active");

    // Users see where they are signed in, and end what they do not know, with nothing but their token.
    let user = connect(&url, &started.token)?;
    let own = user.list_my_sessions().send().await?.into_inner();
    let own: Vec<_> = own.sessions.iter().map(|session| (&session.id, session.current)).collect();
    assert_eq!(own, [(&started.session.id, true)]);
    user.revoke_my_session().session_id(&started.session.id).send().await?;
    println!("listed and ended it");

    // From that answer on nobody accepts the token.
    let ended = gatebook.introspect_session().body(check).send().await?;
    assert!(!ended.active);
    let Err(Error::ErrorResponse(refused)) = user.list_my_sessions().send().await else { panic!("it was not refused") };
    assert_eq!(refused.status(), 401);
    assert_eq!(refused.code, Code::Unauthenticated);
    println!("refused: {}", refused.code);
    Ok(())
}
