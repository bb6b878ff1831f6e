//! What is a good token and what is none, over keys in memory: PostgreSQL is out of reach here, so that whatever asks it
//! fails.

use ed25519_dalek::{Signer, SigningKey};
use proptest::prelude::*;
use serde_json::{Value, json};
use uuid::Uuid;

use super::known::signing_key;
use super::*;
use crate::boot::{Settings, connect};
use crate::secrets::{Secret, hmac};

const TENANT: TenantId = TenantId(Uuid::from_u128(0x0198_f3c2_a4b0_7c3e_9d5f_1a2b_3c4d_5e6f));
const OTHER: TenantId = TenantId(Uuid::from_u128(0x0198_f3c2_a4b0_7c3e_9d5f_1a2b_3c4d_5e70));
const SESSION: SessionId = SessionId(Uuid::from_u128(42));

fn noon() -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000, 0).unwrap()
}

fn keyring() -> Keyring {
    Keyring::of([7; 32])
}

/// Nobody listens on port 1.
fn stores() -> Stores {
    let vars = [
        ("GATEBOOK_APP_DATABASE_URL", "postgres://app@127.0.0.1:1/none"),
        ("GATEBOOK_READ_DATABASE_URL", "postgres://read@127.0.0.1:1/none"),
        ("GATEBOOK_REDIS_URL", "redis://127.0.0.1:1/0"),
    ];
    let vars = vars.map(|(name, value)| (name.to_owned(), value.to_owned()));
    connect(&Settings::from_vars(vars).unwrap()).unwrap()
}

/// The seed of the only key of a tenant.
fn seed_of(tenant: TenantId) -> Secret {
    let mut seed = Secret::default();
    seed[..16].copy_from_slice(tenant.uuid().as_bytes());
    seed
}

fn key_of(tenant: TenantId, version: i32, signs_from: DateTime<Utc>) -> AccessKey {
    let public_key = keys::public_key_of(&seed_of(tenant));
    let kid = kid::write(&keyring(), tenant, version);
    AccessKey { version, kid, public_key, created_at: signs_from, signs_from, retires_at: None }
}

fn known_at(tenant: TenantId, now: DateTime<Utc>) -> TenantKeys {
    TenantKeys::new(now, vec![KnownKey::new(key_of(tenant, 1, noon()), Some(&seed_of(tenant)))])
}

/// Two tenants whose keys are known as of noon.
fn tokens() -> AccessTokens {
    let tokens = AccessTokens::new(&stores(), &keyring(), "gatebook");
    for tenant in [TENANT, OTHER] {
        tokens.known.put(tenant, known_at(tenant, noon()));
    }
    tokens
}

fn part(value: &Value) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(value.to_string())
}

/// The header or the claims of a token.
fn read_part(token: &str, at: usize) -> Value {
    let part = token.split('.').nth(at).unwrap();
    serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
}

fn good_header() -> Value {
    json!({"typ": "JWT", "alg": "EdDSA", "kid": kid::write(&keyring(), TENANT, 1)})
}

fn good_claims() -> Value {
    let iat = noon().timestamp();
    json!({"iss": "gatebook", "sub": "alice", "aud": TENANT, "sid": SESSION, "iat": iat, "exp": iat + 300, "jti": "a"})
}

/// A token that says anything, with the signature that `TENANT`'s key makes of it.
fn signed(header: &Value, claims: &Value) -> String {
    let message = format!("{}.{}", part(header), part(claims));
    let signature = SigningKey::from_bytes(&seed_of(TENANT)).sign(message.as_bytes());
    format!("{message}.{}", BASE64_URL_SAFE_NO_PAD.encode(signature.to_bytes()))
}

/// The good claims with one of them another.
fn claims_with(name: &str, value: Value) -> Value {
    let mut claims = good_claims();
    claims[name] = value;
    claims
}

async fn refused(token: &str) -> bool {
    tokens().verify(noon(), token).await.unwrap().is_none()
}

#[test]
fn a_key_is_that_of_its_seed() {
    // RFC 8037, appendix A: the key pair, and a signature that it makes.
    let decode = |text: &str| BASE64_URL_SAFE_NO_PAD.decode(text).unwrap();
    let seed: [u8; 32] = decode("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A").try_into().unwrap();
    let seed = Secret::new(seed);
    let message = b"eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc";

    let signature = jsonwebtoken::crypto::sign(message, &signing_key(&seed), Algorithm::EdDSA).unwrap();

    assert_eq!(keys::public_key_of(&seed).to_vec(), decode("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"));
    let expected = "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";
    assert_eq!(signature, expected);
}

#[tokio::test]
async fn a_token_says_what_it_was_issued_for() {
    let (tokens, now) = (tokens(), noon() + TimeDelta::milliseconds(1_900));

    let token = tokens.issue(now, TENANT, Some("alice"), SESSION).await.unwrap();

    assert_eq!(read_part(&token, 0), good_header());
    let mut claims = read_part(&token, 1);
    let jti = claims["jti"].as_str().unwrap().to_owned();
    assert_eq!(jti.len(), 22);
    claims["jti"] = json!("a");
    let iat = noon().timestamp() + 1;
    let mut expected = claims_with("iat", json!(iat));
    expected["exp"] = json!(iat + 300);
    assert_eq!(claims, expected);
    let read = tokens.verify(now, &token).await.unwrap().unwrap();
    let at = |second: i64| DateTime::from_timestamp(second, 0).unwrap();
    let expected = AccessClaims {
        tenant: TENANT,
        session: SESSION,
        user_id: Some("alice".to_owned()),
        issued_at: at(iat),
        expires_at: at(iat + 300),
        token_id: jti,
    };
    assert_eq!(read, expected);
}

#[tokio::test]
async fn a_token_of_an_anonymous_session_has_no_subject() {
    let tokens = tokens();

    let token = tokens.issue(noon(), TENANT, None, SESSION).await.unwrap();

    assert_eq!(read_part(&token, 1).get("sub"), None);
    assert_eq!(tokens.verify(noon(), &token).await.unwrap().unwrap().user_id, None);
}

#[tokio::test]
async fn the_longest_user_of_the_longest_issuer_fits_into_a_token_that_is_looked_at() {
    let tokens = AccessTokens::new(&stores(), &keyring(), &"x".repeat(crate::boot::ISSUER_CHARS_MAX));
    tokens.known.put(TENANT, known_at(TENANT, noon()));
    // JSON writes each of these with six characters.
    let user = "\u{1}".repeat(256);

    let token = tokens.issue(noon(), TENANT, Some(&user), SESSION).await.unwrap();

    assert!(token.len() <= TOKEN_BYTES_MAX, "{}", token.len());
    assert_eq!(tokens.verify(noon(), &token).await.unwrap().unwrap().user_id, Some(user));
}

#[tokio::test]
async fn two_tokens_of_one_session_have_names_of_their_own() {
    let tokens = tokens();

    let first = tokens.issue(noon(), TENANT, None, SESSION).await.unwrap();
    let second = tokens.issue(noon(), TENANT, None, SESSION).await.unwrap();

    assert_ne!(read_part(&first, 1)["jti"], read_part(&second, 1)["jti"]);
}

#[tokio::test]
async fn a_token_is_good_from_its_issue_to_its_end_with_five_seconds_more_on_both_sides() {
    let tokens = tokens();
    let token = signed(&good_header(), &good_claims());
    let (moment, end) = (TimeDelta::microseconds(1), noon() + LIFETIME);
    let cases = [
        (noon() - LEEWAY - moment, false),
        (noon() - LEEWAY, true),
        (noon(), true),
        (end, true),
        (end + LEEWAY - moment, true),
        (end + LEEWAY, false),
        (end + TimeDelta::days(1), false),
    ];

    for (now, good) in cases {
        // Looked up just now, so that PostgreSQL is not asked.
        tokens.known.put(TENANT, known_at(TENANT, now));

        assert_eq!(tokens.verify(now, &token).await.unwrap().is_some(), good, "{}", now - noon());
    }
}

#[tokio::test]
async fn only_the_signature_of_the_tenants_own_key_is_taken() {
    assert!(!refused(&signed(&good_header(), &good_claims())).await, "the others differ from a good one");
    let with_alg = |alg: &str| {
        let mut header = good_header();
        header["alg"] = json!(alg);
        header
    };
    let public_key = keys::public_key_of(&seed_of(TENANT));
    let mut forged = vec![
        format!("{}.{}.", part(&with_alg("none")), part(&good_claims())),
        format!("{}.{}.", part(&good_header()), part(&good_claims())),
        signed(&with_alg("none"), &good_claims()),
        signed(&with_alg("HS256"), &good_claims()),
        signed(&with_alg("EdDsa"), &good_claims()),
        signed(&json!({"alg": "EdDSA"}), &good_claims()),
    ];
    // The public key taken for a shared secret, as bytes and as text.
    let message = format!("{}.{}", part(&with_alg("HS256")), part(&good_claims()));
    for secret in [public_key.to_vec(), BASE64_URL_SAFE_NO_PAD.encode(public_key).into_bytes()] {
        let tag = BASE64_URL_SAFE_NO_PAD.encode(hmac(&secret, message.as_bytes()));
        forged.push(format!("{message}.{tag}"));
    }
    let message = format!("{}.{}", part(&good_header()), part(&good_claims()));
    let by_other = SigningKey::from_bytes(&seed_of(OTHER)).sign(message.as_bytes());
    forged.push(format!("{message}.{}", BASE64_URL_SAFE_NO_PAD.encode(by_other.to_bytes())));

    for token in forged {
        assert!(refused(&token).await, "{token}");
    }
}

#[tokio::test]
async fn a_token_with_any_bit_changed_is_none() {
    let tokens = tokens();
    let token = signed(&good_header(), &good_claims());

    for bit in 0..token.len() * 8 {
        let mut changed = token.clone().into_bytes();
        changed[bit / 8] ^= 1 << (bit % 8);
        let Ok(changed) = String::from_utf8(changed) else { continue };

        assert_eq!(tokens.verify(noon(), &changed).await.unwrap(), None, "bit {bit}");
    }
}

#[tokio::test]
async fn claims_that_are_for_somebody_else_or_lack_something_are_refused() {
    let cases = [
        ("aud", json!(OTHER)),
        ("aud", json!([TENANT, OTHER])),
        ("aud", json!(TENANT.uuid())),
        ("aud", Value::Null),
        ("iss", json!("another")),
        ("iss", json!(["gatebook", "another"])),
        ("iss", Value::Null),
        ("sid", json!("evt_0000000000000000000000000000002a")),
        ("sid", Value::Null),
        ("exp", Value::Null),
        ("exp", json!("1800000300")),
        ("exp", json!(i64::MAX)),
        ("iat", Value::Null),
        ("iat", json!(i64::MIN)),
        ("sub", json!(["alice"])),
        ("jti", Value::Null),
    ];

    for (name, value) in cases {
        let token = signed(&good_header(), &claims_with(name, value.clone()));

        assert!(refused(&token).await, "{name}: {value}");
    }
    let with_more = claims_with("nonce", json!("x"));
    assert!(!refused(&signed(&good_header(), &with_more)).await, "a member more does no harm");
}

#[tokio::test]
async fn a_key_of_another_installation_tenant_or_version_is_none() {
    let named = |kid: String| {
        let mut header = good_header();
        header["kid"] = json!(kid);
        signed(&header, &good_claims())
    };

    assert!(refused(&named(kid::write(&Keyring::of([8; 32]), TENANT, 1))).await, "another installation's");
    assert!(refused(&named(kid::write(&keyring(), OTHER, 1))).await, "another tenant's");
    assert!(refused(&named(kid::write(&keyring(), TENANT, 2))).await, "one that was never made");
    assert!(!refused(&named(kid::write(&keyring(), TENANT, 1))).await);
}

#[tokio::test]
async fn what_is_no_token_asks_nothing_of_postgresql() {
    let tokens = AccessTokens::new(&stores(), &keyring(), "gatebook");
    let of_others = AccessTokens::new(&stores(), &Keyring::of([8; 32]), "gatebook");
    let foreign = kid::write(&Keyring::of([8; 32]), TENANT, 1);
    let about = AccessKey { kid: foreign, ..key_of(TENANT, 1, noon()) };
    of_others.known.put(TENANT, TenantKeys::new(noon(), vec![KnownKey::new(about, Some(&seed_of(TENANT)))]));
    let foreign = of_others.issue(noon(), TENANT, None, SESSION).await.unwrap();
    let good = signed(&good_header(), &good_claims());

    for token in ["", ".", "..", "a.b.c", "....", &foreign, &format!("{good}{}", "A".repeat(TOKEN_BYTES_MAX))] {
        assert_eq!(tokens.verify(noon(), token).await.unwrap(), None, "{token}");
    }
    for _ in 0..1_000 {
        let mut header = good_header();
        header["kid"] = json!(BASE64_URL_SAFE_NO_PAD.encode(rand::random::<[u8; 28]>()));
        assert_eq!(tokens.verify(noon(), &signed(&header, &good_claims())).await.unwrap(), None);
    }
    // Whatever asks PostgreSQL says so.
    assert!(matches!(tokens.verify(noon(), &good).await, Err(Error::Unavailable { .. })));
}

proptest! {
    #[test]
    fn any_text_is_read_without_a_panic(text in "\\PC{0,200}", parts in proptest::array::uniform3("[A-Za-z0-9_-]{0,60}")) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let tokens = tokens();
            prop_assert_eq!(tokens.verify(noon(), &text).await.unwrap(), None);
            prop_assert_eq!(tokens.verify(noon(), &parts.join(".")).await.unwrap(), None);
            Ok(())
        })?;
    }
}

#[tokio::test]
async fn while_postgresql_is_away_known_keys_sign_until_another_could_have_taken_their_place() {
    let tokens = tokens();
    let moment = TimeDelta::microseconds(1);

    let last = tokens.issue(noon() + PUBLISHED_AHEAD - moment, TENANT, None, SESSION).await;
    let too_late = tokens.issue(noon() + PUBLISHED_AHEAD, TENANT, None, SESSION).await;

    let last = last.unwrap();
    assert!(matches!(too_late, Err(Error::Unavailable { .. })));
    assert!(tokens.verify(noon() + PUBLISHED_AHEAD, &last).await.unwrap().is_some(), "what is signed is believed");
}

#[test]
fn a_key_waits_signs_is_replaced_and_retires() {
    let begin = noon();
    let next = begin + TimeDelta::days(90);
    let key = AccessKey { retires_at: Some(next + SHOWN_AFTER), ..key_of(TENANT, 1, begin) };
    let moment = TimeDelta::microseconds(1);
    let cases = [
        (begin - moment, KeyState::Waiting),
        (begin, KeyState::Signing),
        (next - moment, KeyState::Signing),
        (next, KeyState::Replaced),
        (next + SHOWN_AFTER - moment, KeyState::Replaced),
        (next + SHOWN_AFTER, KeyState::Retired),
    ];

    for (now, state) in cases {
        assert_eq!(key.state(now), state, "{now}");
        assert_eq!(key.is_shown(now), state != KeyState::Retired, "{now}");
    }
    assert_eq!(key_of(TENANT, 1, begin).state(next + TimeDelta::days(900)), KeyState::Signing);
}

#[test]
fn the_next_key_signs_from_its_time_on_and_the_one_before_is_believed_a_little_longer() {
    let (begin, next) = (noon(), noon() + PUBLISHED_AHEAD);
    let first = AccessKey { retires_at: Some(next + SHOWN_AFTER), ..key_of(TENANT, 1, begin) };
    let second = key_of(TENANT, 2, next);
    let keys = TenantKeys::new(begin, vec![KnownKey::new(second, None), KnownKey::new(first, None)]);
    let signing = |now| keys.signing(now).map(|key| key.about.version);
    let shown = |now| keys.shown(now).map(|key| key.about.version).collect::<Vec<_>>();
    let moment = TimeDelta::microseconds(1);

    assert_eq!((signing(begin), shown(begin)), (Some(1), vec![2, 1]));
    assert_eq!((signing(next - moment), shown(next - moment)), (Some(1), vec![2, 1]));
    assert_eq!((signing(next), shown(next)), (Some(2), vec![2, 1]));
    let retired = next + SHOWN_AFTER;
    assert!(keys.version(retired - moment, 1).is_some() && keys.version(retired, 1).is_none());
    assert_eq!((signing(retired), shown(retired)), (Some(2), vec![2]));
    // Somebody else's clock is ahead, and its first key is already there.
    assert_eq!(signing(begin - TimeDelta::seconds(1)), Some(1));
}
