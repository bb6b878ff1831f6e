//! Access tokens: verified by whoever has the public keys, and rotated without a token that nobody can verify.

use std::time::Instant;

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use domain::access_tokens::{
    self, AccessKey, AccessTokens, JWKS_KEPT_S, KEY_AGE_MAX, KeyState, LIFETIME, PUBLISHED_AHEAD, Pass,
    REFRESHED_AFTER, RETRIED_AFTER, Rotation, SHOWN_AFTER,
};
use domain::boot::connect;
use domain::error::{Error, Thing};
use domain::id::{JobId, SessionId, TenantId};
use domain::jobs::{self, Task};
use domain::keyring::Keyring;
use domain::tenants::CACHED_FOR;
use ed25519_dalek::{Signature, VerifyingKey};
use futures::future::join_all;
use sea_orm::{ConnectionTrait, DbBackend, Statement, TransactionTrait};
use serde_json::{Value, json};
use tests::{Process, TestApp, TestTenant, run_to_its_end};

const SESSION: SessionId = SessionId(uuid::Uuid::from_u128(0x0198_f3c2_a4b0_7c3e_9d5f_1a2b_3c4d_5e08));

fn sql(text: &str) -> Statement {
    Statement::from_string(DbBackend::Postgres, text)
}

async fn count(app: &TestApp, of: &str) -> i64 {
    let row = app.superuser_db().query_one_raw(sql(&format!("select count(*) from {of}"))).await.unwrap().unwrap();
    row.try_get_by_index(0).unwrap()
}

fn of(table: &str, tenant: &TestTenant) -> String {
    format!("{table} where tenant_id = '{}'", tenant.id.uuid())
}

async fn issue(tokens: &AccessTokens, now: DateTime<Utc>, tenant: TenantId) -> String {
    tokens.issue(now, tenant, Some("alice"), SESSION).await.unwrap().to_string()
}

/// Whether a process that knows no keys yet takes a token.
async fn is_good(app: &TestApp, token: &str) -> bool {
    app.access_tokens().verify(app.clock.now(), token).await.unwrap().is_some()
}

async fn rotate(app: &TestApp, tenant: &TestTenant) -> Rotation {
    access_tokens::rotate(&app.stores, app.clock.now(), app.keyring(), tenant.id, "test").await.unwrap()
}

#[track_caller]
fn published(rotation: Rotation) -> AccessKey {
    match rotation {
        Rotation::Published(key) => key,
        Rotation::Waiting(_) => panic!("{rotation:?}"),
    }
}

/// The key set as anybody gets it, from the API of the test.
async fn jwks(app: &TestApp, tenant: &TestTenant) -> Value {
    app.anonymous().get(&format!("/v1/tenants/{}/jwks.json", tenant.slug)).await.assert_status(200).json()
}

/// The names of the keys that a process which knows none yet would publish.
async fn shown(app: &TestApp, tenant: &TestTenant) -> Vec<String> {
    let keys = app.access_tokens().jwks(app.clock.now(), &tenant.slug).await.unwrap();
    keys.into_iter().map(|key| key.kid).collect()
}

fn decode(text: &str) -> Vec<u8> {
    BASE64_URL_SAFE_NO_PAD.decode(text).unwrap()
}

fn kid_of(token: &str) -> String {
    let header: Value = serde_json::from_slice(&decode(token.split('.').next().unwrap())).unwrap();
    header["kid"].as_str().unwrap().to_owned()
}

/// The claims of a token, verified as an application would: with the key set and nothing of Gatebook's.
fn verified_offline(token: &str, jwks: &Value) -> Option<Value> {
    let (message, signature) = token.rsplit_once('.').unwrap();
    let kid = kid_of(token);
    let key = jwks["keys"].as_array().unwrap().iter().find(|key| key["kid"] == kid.as_str())?;
    let public_key: [u8; 32] = decode(key["x"].as_str().unwrap()).try_into().unwrap();
    let signature = Signature::from_slice(&decode(signature)).unwrap();
    VerifyingKey::from_bytes(&public_key).unwrap().verify_strict(message.as_bytes(), &signature).ok()?;
    Some(serde_json::from_slice(&decode(message.split('.').nth(1).unwrap())).unwrap())
}

#[tokio::test]
async fn a_token_is_verified_with_the_key_set_alone() {
    let app = TestApp::start_with(&[("GATEBOOK_ISSUER", "https://gatebook.example")]).await;
    let tenant = app.tenant("shop").await;
    let now = app.clock.now();

    let token = issue(&app.access_tokens(), now, tenant.id).await;

    let answer = app.anonymous().get("/v1/tenants/shop/jwks.json").await.assert_status(200);
    assert!(answer.header("content-type").starts_with("application/json"), "{answer:?}");
    assert_eq!(answer.header("cache-control"), format!("public, max-age={JWKS_KEPT_S}"));
    let jwks = answer.json();
    let x = jwks["keys"][0]["x"].as_str().unwrap();
    let key = json!({"kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "use": "sig", "kid": kid_of(&token), "x": x});
    assert_eq!(jwks, json!({"keys": [key]}));
    let mut claims = verified_offline(&token, &jwks).unwrap();
    claims["jti"].take();
    let iat = now.timestamp();
    let expected = json!({
        "iss": "https://gatebook.example", "sub": "alice", "aud": tenant.id, "sid": SESSION,
        "iat": iat, "exp": iat + 300, "jti": null,
    });
    assert_eq!(claims, expected);
    let changed = token.replacen(token.split('.').nth(1).unwrap(), "eyJzdWIiOiJib2IifQ", 1);
    assert_eq!(verified_offline(&changed, &jwks), None);
}

#[tokio::test]
async fn a_token_is_known_by_every_process_until_it_is_over() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let token = issue(&app.access_tokens(), app.clock.now(), tenant.id).await;

    let claims = app.access_tokens().verify(app.clock.now(), &token).await.unwrap().unwrap();

    assert_eq!((claims.tenant, claims.session, claims.user_id.as_deref()), (tenant.id, SESSION, Some("alice")));
    assert_eq!(claims.expires_at - claims.issued_at, LIFETIME);
    app.clock.advance(LIFETIME + TimeDelta::seconds(6));
    assert!(!is_good(&app, &token).await);
}

#[tokio::test]
async fn a_token_of_one_tenant_says_nothing_to_another() {
    let app = TestApp::start().await;
    let (tenant, other) = (app.tenant("shop").await, app.tenant("other").await);

    let (own, foreign) = (
        issue(&app.access_tokens(), app.clock.now(), tenant.id).await,
        issue(&app.access_tokens(), app.clock.now(), other.id).await,
    );

    let (of_tenant, of_other) = (jwks(&app, &tenant).await, jwks(&app, &other).await);
    assert!(verified_offline(&own, &of_tenant).is_some() && verified_offline(&foreign, &of_other).is_some());
    assert!(verified_offline(&own, &of_other).is_none() && verified_offline(&foreign, &of_tenant).is_none());
    let tokens = app.access_tokens();
    let claims = tokens.verify(app.clock.now(), &foreign).await.unwrap().unwrap();
    assert_eq!(claims.tenant, other.id, "whoever asks compares the tenant");
    // The name of one tenant's key over what the other's has signed.
    let (_, rest) = foreign.split_once('.').unwrap();
    let (header, _) = own.split_once('.').unwrap();
    assert_eq!(tokens.verify(app.clock.now(), &format!("{header}.{rest}")).await.unwrap(), None);
}

#[tokio::test]
async fn a_token_of_another_issuer_or_installation_is_none() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let now = app.clock.now();
    let other_issuer = AccessTokens::new(&app.stores, app.keyring(), "another");
    let other_installation = AccessTokens::new(&app.stores, &Keyring::of([8; 32]), "gatebook");

    let token = issue(&other_issuer, now, tenant.id).await;

    assert!(!is_good(&app, &token).await);
    assert!(other_issuer.verify(now, &token).await.unwrap().is_some());
    assert_eq!(other_installation.verify(now, &token).await.unwrap(), None);
    let issued = other_installation.issue(now, tenant.id, None, SESSION).await;
    assert!(matches!(issued, Err(Error::Corrupt { table: "tenant_secret", .. })), "the keys do not open");
}

#[tokio::test]
async fn a_new_key_is_published_before_it_signs_and_the_old_one_until_its_last_token_is_over() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let tokens = app.access_tokens();
    let first = kid_of(&issue(&tokens, app.clock.now(), tenant.id).await);
    assert_eq!(jwks(&app, &tenant).await["keys"].as_array().unwrap().len(), 1);
    let rotated_at = app.clock.now();

    let second = published(rotate(&app, &tenant).await);

    assert!(second.signs_from - rotated_at >= PUBLISHED_AHEAD);
    assert_eq!(second.state(app.clock.now()), KeyState::Waiting);
    assert_eq!(shown(&app, &tenant).await, [second.kid.clone(), first.clone()]);
    // A process that knew the keys before hears of it in a minute.
    app.clock.advance(REFRESHED_AFTER);
    let keys = jwks(&app, &tenant).await;
    assert_eq!((&keys["keys"][0]["kid"], &keys["keys"][1]["kid"]), (&json!(second.kid), &json!(first)));
    let before = second.signs_from - TimeDelta::milliseconds(1);
    app.clock.set(before);
    let last_of_first = issue(&tokens, before, tenant.id).await;
    assert_eq!(kid_of(&last_of_first), first);
    // From here on, the same process signs with the new key, and the old tokens stay good.
    app.clock.set(second.signs_from);
    let first_of_second = issue(&tokens, app.clock.now(), tenant.id).await;
    assert_eq!(kid_of(&first_of_second), second.kid);
    assert!(verified_offline(&first_of_second, &keys).is_some(), "the set of 9 minutes ago has its key");
    app.clock.set(before + LIFETIME);
    assert!(
        is_good(&app, &last_of_first).await
            && tokens.verify(before + LIFETIME, &last_of_first).await.unwrap().is_some()
    );
    assert!(verified_offline(&last_of_first, &jwks(&app, &tenant).await).is_some());
    app.clock.set(second.signs_from + SHOWN_AFTER);
    assert_eq!(shown(&app, &tenant).await, std::slice::from_ref(&second.kid));
    assert_eq!(jwks(&app, &tenant).await["keys"].as_array().unwrap().len(), 1);
    let log = tenant.all("/v1/events?type=access_key.rotated", "events").await;
    assert_eq!(log.len(), 1);
    let data = &log[0]["data"];
    assert_eq!((&data["by"], &data["kid"], &data["version"]), (&json!("test"), &json!(second.kid), &json!(2)));
}

#[tokio::test]
async fn rotating_while_a_key_waits_does_nothing() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;

    let both = join_all([rotate(&app, &tenant), rotate(&app, &tenant)]).await;

    let waiting: Vec<&AccessKey> = both.iter().map(|(Rotation::Published(key) | Rotation::Waiting(key))| key).collect();
    assert_eq!(waiting[0], waiting[1]);
    assert_eq!(both.iter().filter(|rotation| matches!(rotation, Rotation::Published(_))).count(), 1, "{both:?}");
    app.clock.advance(PUBLISHED_AHEAD - TimeDelta::minutes(1));
    assert_eq!(rotate(&app, &tenant).await, Rotation::Waiting(waiting[0].clone()));
    assert_eq!(count(&app, &of("access_key", &tenant)).await, 2);
    assert_eq!(count(&app, &format!("{} and type = 'access_key.rotated'", of("event", &tenant))).await, 1);
}

#[tokio::test]
async fn a_tenant_can_be_rotated_again_as_soon_as_the_new_key_signs() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let tokens = app.access_tokens();
    let first = issue(&tokens, app.clock.now(), tenant.id).await;
    let second_key = published(rotate(&app, &tenant).await);
    app.clock.set(second_key.signs_from - TimeDelta::seconds(1));
    let last_of_first = issue(&tokens, app.clock.now(), tenant.id).await;
    app.clock.set(second_key.signs_from);
    let second = issue(&tokens, app.clock.now(), tenant.id).await;

    let third_key = published(rotate(&app, &tenant).await);

    assert_eq!(third_key.version, 3);
    assert_eq!(shown(&app, &tenant).await, [third_key.kid.clone(), kid_of(&second), kid_of(&first)]);
    assert!(is_good(&app, &last_of_first).await && is_good(&app, &second).await);
    app.clock.set(third_key.signs_from);
    let third = issue(&tokens, app.clock.now(), tenant.id).await;
    assert_eq!(kid_of(&third), third_key.kid);
    assert_eq!(shown(&app, &tenant).await, [third_key.kid.clone(), kid_of(&second)]);
    assert!(is_good(&app, &third).await && !is_good(&app, &second).await && !is_good(&app, &first).await);
    let listed = access_tokens::list(&app.stores, app.keyring(), tenant.id).await.unwrap();
    let states: Vec<KeyState> = listed.iter().map(|key| key.state(app.clock.now())).collect();
    assert_eq!(states, [KeyState::Signing, KeyState::Replaced, KeyState::Retired]);
}

#[tokio::test]
async fn a_tenant_from_before_gets_one_key_however_many_need_it_at_once() {
    let app = TestApp::start().await;
    let (tenant, shown_first) = (app.tenant("shop").await, app.tenant("other").await);
    let remove = "delete from access_key; delete from tenant_secret where purpose = 'access_token'";
    app.superuser_db().execute_unprepared(remove).await.unwrap();
    let (processes, now): (Vec<AccessTokens>, _) = ((0..4).map(|_| app.access_tokens()).collect(), app.clock.now());

    let issued = join_all(processes.iter().map(|tokens| issue(tokens, now, tenant.id))).await;

    let kid = kid_of(&issued[0]);
    for token in &issued {
        assert_eq!(kid_of(token), kid);
        assert!(is_good(&app, token).await);
    }
    assert_eq!(shown(&app, &tenant).await, [kid]);
    assert_eq!(count(&app, &of("access_key", &tenant)).await, 1);
    let jwks = jwks(&app, &shown_first).await;
    let token = issue(&app.access_tokens(), app.clock.now(), shown_first.id).await;
    assert!(verified_offline(&token, &jwks).is_some(), "the key set makes the key too");
}

#[tokio::test]
async fn a_deleted_tenant_has_no_keys_for_anybody() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let path = "/v1/tenants/shop/jwks.json";
    let process = Process::start(&app, "api").await;
    let elsewhere = process.client("none");
    let token = issue(&app.access_tokens(), app.clock.now(), tenant.id).await;
    elsewhere.get(path).await.assert_status(200);
    jwks(&app, &tenant).await;

    app.admin().delete(&format!("/v1/tenants/{}", tenant.id)).await.assert_status(204);

    let deleted = Instant::now();
    app.anonymous().get(path).await.assert_problem(404, "tenant_not_found");
    assert!(!is_good(&app, &token).await);
    let issued = app.access_tokens().issue(app.clock.now(), tenant.id, None, SESSION).await;
    assert!(matches!(issued, Err(Error::NotFound(Thing::Tenant))));
    let rotated = access_tokens::rotate(&app.stores, app.clock.now(), app.keyring(), tenant.id, "test").await;
    assert!(matches!(rotated, Err(Error::NotFound(Thing::Tenant))));
    while elsewhere.get(path).await.status != 404 {
        assert!(deleted.elapsed() < CACHED_FOR * 10, "the keys are still published");
    }
    assert!(deleted.elapsed() <= CACHED_FOR, "it took {:?}", deleted.elapsed());
    process.terminate().await;
    let row = app.superuser_db().query_one_raw(sql("select job_id from job")).await.unwrap().unwrap();
    let task = Task { tenant: tenant.id, job: JobId(row.try_get_by_index(0).unwrap()), push: 1 };
    let stop: jobs::Stop = std::sync::Arc::new(|| false);
    jobs::run(&app.role_db("gatebook_worker"), &app.clock, &app.tools(), task, &stop).await.unwrap();
    assert_eq!(count(&app, &of("access_key", &tenant)).await + count(&app, &of("tenant_secret", &tenant)).await, 0);
}

#[tokio::test]
async fn the_schedule_rotates_old_keys_and_removes_what_is_retired_and_one_that_fails_stops_nobody() {
    let app = TestApp::start().await;
    let (stuck, tenant, gone) = (app.tenant("stuck").await, app.tenant("shop").await, app.tenant("gone").await);
    app.admin().delete(&format!("/v1/tenants/{}", gone.id)).await.assert_status(204);
    let (worker, keyring, db) = (app.role_db("gatebook_worker"), app.keyring(), app.superuser_db());
    let pass = async |now| access_tokens::rotate_due(&worker, now, keyring).await.unwrap();
    let now = app.clock.now();
    assert_eq!(pass(now + KEY_AGE_MAX - TimeDelta::days(1)).await, Pass::default(), "they are not old enough");
    let due = now + KEY_AGE_MAX;
    let holder = db.begin().await.unwrap();
    let hold = format!("select 1 from tenant_head where tenant_id = '{}' for update", stuck.id.uuid());
    holder.execute_raw(sql(&hold)).await.unwrap();

    let first = pass(due).await;

    assert_eq!(first, Pass { rotated: 1, removed: 0, failed: 1 });
    holder.rollback().await.unwrap();
    assert_eq!(pass(due).await, Pass { rotated: 1, removed: 0, failed: 0 });
    assert_eq!(pass(due).await, Pass::default(), "what waits is not rotated again");
    for tenant in [&stuck, &tenant] {
        assert_eq!(count(&app, &of("access_key", tenant)).await, 2);
        let said = format!("{} and type = 'access_key.rotated' and data->>'by' = 'schedule'", of("event", tenant));
        assert_eq!(count(&app, &said).await, 1);
    }
    assert_eq!(count(&app, &of("access_key", &gone)).await, 1);
    let secrets = |tenant| format!("{} and purpose = 'access_token'", of("tenant_secret", tenant));
    assert_eq!(pass(due + PUBLISHED_AHEAD + SHOWN_AFTER - TimeDelta::seconds(1)).await, Pass::default());
    assert_eq!(count(&app, &secrets(&tenant)).await, 2);
    let retired = due + PUBLISHED_AHEAD + SHOWN_AFTER;
    assert_eq!(pass(retired).await, Pass { rotated: 0, removed: 2, failed: 0 });
    assert_eq!(count(&app, &secrets(&tenant)).await, 1);
    assert_eq!(pass(retired).await, Pass::default());
    let token = issue(&app.access_tokens(), retired, tenant.id).await;
    assert!(app.access_tokens().verify(retired, &token).await.unwrap().is_some(), "the new key is whole");
}

#[tokio::test]
async fn tokens_are_issued_and_verified_while_postgresql_is_away() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let tokens = app.access_tokens();
    issue(&tokens, app.clock.now(), tenant.id).await;

    app.postgres.close().await;
    app.clock.advance(REFRESHED_AFTER * 2);

    let token = issue(&tokens, app.clock.now(), tenant.id).await;
    assert!(tokens.verify(app.clock.now(), &token).await.unwrap().is_some());
    let of_stranger = app.access_tokens().verify(app.clock.now(), &token).await;
    assert!(matches!(of_stranger, Err(Error::Unavailable { .. })), "a process that knows no keys cannot tell");
    app.postgres.open();
    // Over connections of their own: those of before are found broken one by one.
    let stores = connect(app.settings()).unwrap();
    let rotation = access_tokens::rotate(&stores, app.clock.now(), app.keyring(), tenant.id, "test").await.unwrap();
    app.clock.advance(PUBLISHED_AHEAD);
    let began = Instant::now();
    let token = loop {
        match tokens.issue(app.clock.now(), tenant.id, None, SESSION).await {
            Ok(token) => break token,
            Err(error) => assert!(began.elapsed() < RETRIED_AFTER * 10, "{error}"),
        }
        tokio::task::yield_now().await;
    };
    assert_eq!(kid_of(&token), published(rotation).kid, "what was rotated meanwhile is heard of");
}

#[tokio::test]
async fn no_table_and_no_event_holds_a_private_key() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    rotate(&app, &tenant).await;

    let columns = "select string_agg(column_name, ' ' order by column_name)
                   from information_schema.columns
                   where table_name = 'access_key'";

    let row = app.superuser_db().query_one_raw(sql(columns)).await.unwrap().unwrap();
    let columns: String = row.try_get_by_index(0).unwrap();
    assert_eq!(columns, "created_at public_key retires_at signs_from tenant_id version");
    // A nonce of 24 bytes, the seed, and a tag of 16: none stands there as it is.
    let wrapped =
        format!("{} and purpose = 'access_token' and length(wrapped) = 24 + 32 + 16", of("tenant_secret", &tenant));
    assert_eq!(count(&app, &wrapped).await, 2);
    let log = tenant.get("/v1/events").await.assert_status(200).json();
    let data = log["events"][0]["data"].as_object().unwrap();
    let names: Vec<&str> = data.keys().map(String::as_str).collect();
    assert_eq!(names, ["by", "kid", "signs_from", "v", "version"]);
}

#[tokio::test]
async fn the_command_line_lists_and_rotates() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let gatebook = async |command: &str, tenant: &str| {
        let output = run_to_its_end(&app, &["access-key", command, tenant]).await;
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    };
    let (code, before) = gatebook("list", "shop").await;
    assert_eq!((code, before.lines().count()), (Some(0), 1), "{before}");

    let (code, rotated) = gatebook("rotate", "shop").await;

    let kids = shown(&app, &tenant).await;
    assert_eq!(code, Some(0));
    assert!(rotated.starts_with(&format!("published {}, signs from ", kids[0])), "{rotated}");
    let (code, again) = gatebook("rotate", &tenant.id.to_string()).await;
    assert_eq!(code, Some(0));
    assert!(again.starts_with(&format!("nothing to do: {} is published", kids[0])), "{again}");
    let (_, listed) = gatebook("list", "shop").await;
    let lines: Vec<&str> = listed.lines().collect();
    assert!(lines[0].contains(&format!("2  {}  waiting ", kids[0])), "{listed}");
    assert!(lines[1].contains(&format!("1  {}  signing ", kids[1])) && lines[1].contains(", retires "), "{listed}");
    assert_eq!(gatebook("rotate", "nobody").await.0, Some(1));
}
