//! Access tokens: JWTs that name a key of ours.
//!
//! The first byte says what the others are: a whole token, or header and claims (cut at the first U+000A) that are then signed as
//! our key signs, or changes to a token that was issued.
//!
//! - A token that was not signed by the key is none, whatever its header says.
//! - A signed one is good only for our issuer and tenant, in its time, and by the one algorithm.
//! - A token that was issued says what it was issued for; with one character changed it is none.

use std::future::Future;
use std::sync::LazyLock;

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use domain::access_tokens::{AccessClaims, AccessTokens, LEEWAY, LIFETIME};
use domain::boot::{Settings, connect};
use domain::guarded::Guarded;
use domain::id::{SessionId, TenantId};
use domain::keyring::Keyring;
use ed25519_dalek::{Signer as _, SigningKey};
use serde::Deserialize;
use serde_json::Value;
use tokio::runtime::Runtime;
use uuid::Uuid;

const TENANT: TenantId = TenantId(Uuid::from_u128(0x0198_f3c2_a4b0_7c3e_9d5f_1a2b_3c4d_5e6f));
const SESSION: SessionId = SessionId(Uuid::from_u128(42));
const SEED: [u8; 32] = [5; 32];
const ISSUER: &str = "gatebook";

static WORLD: LazyLock<World> = LazyLock::new(World::new);

/// An installation whose stores are out of reach and which knows one key.
struct World {
    runtime: Runtime,
    tokens: AccessTokens,
    signing: SigningKey,
    issued: String,
    /// The header of what was issued.
    header: String,
}

impl World {
    fn new() -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let inside = runtime.enter();
        // Nobody listens on port 1.
        let vars = [
            ("GATEBOOK_APP_DATABASE_URL", "postgres://app@127.0.0.1:1/none"),
            ("GATEBOOK_READ_DATABASE_URL", "postgres://read@127.0.0.1:1/none"),
            ("GATEBOOK_REDIS_URL", "redis://127.0.0.1:1/0"),
        ];
        let settings = Settings::from_vars(vars.map(|(name, value)| (name.to_owned(), value.to_owned())));
        let stores = connect(&settings.expect("settings")).expect("stores that are not asked yet");
        let tokens = AccessTokens::new(&stores, &Keyring::of([7; 32]), ISSUER);
        tokens.know(noon(), TENANT, 1, &Guarded::new(SEED));
        drop(inside);
        let issued =
            runtime.block_on(tokens.issue(noon(), TENANT, Some("alice"), SESSION)).expect("a token").to_string();
        let header = issued.split('.').next().unwrap_or_default().to_owned();
        Self { runtime, tokens, signing: SigningKey::from_bytes(&SEED), issued, header }
    }

    /// What a token says at noon. Nothing is asked of PostgreSQL: there is but one key, and it is known.
    fn verify(&self, token: &str) -> Option<AccessClaims> {
        self.wait(self.tokens.verify(noon(), token)).ok().flatten()
    }

    fn wait<T>(&self, future: impl Future<Output = T>) -> T {
        self.runtime.block_on(future)
    }
}

fn noon() -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000, 0).expect("a time")
}

/// See above.
pub fn check(data: &[u8]) {
    let Some((form, rest)) = data.split_first() else { return };
    let Ok(text) = std::str::from_utf8(rest) else { return };
    match form % 4 {
        0 => check_invented(text),
        1 => check_signed(&BASE64_URL_SAFE_NO_PAD.encode(text.split('\n').next().unwrap_or_default()), text),
        2 => check_signed(&WORLD.header, text),
        _ => check_changed(rest),
    }
}

/// A whole token, or the claims and the signature behind a good header.
fn check_invented(text: &str) {
    for token in [text.to_owned(), format!("{}.{text}", WORLD.header)] {
        assert!(token == WORLD.issued || WORLD.verify(&token).is_none(), "{token}");
        let tenant = WORLD.tokens.tenant_of(&token);
        assert!(tenant.is_none_or(|tenant| tenant == TENANT), "{tenant:?}");
    }
}

/// Claims with a good signature, behind any header.
fn check_signed(header: &str, text: &str) {
    let claims = text.split_once('\n').map_or(text, |(_, claims)| claims);
    let message = format!("{header}.{}", BASE64_URL_SAFE_NO_PAD.encode(claims));
    let signature = WORLD.signing.sign(message.as_bytes()).to_bytes();
    let token = format!("{message}.{}", BASE64_URL_SAFE_NO_PAD.encode(signature));

    let Some(read) = WORLD.verify(&token) else { return };

    let header = BASE64_URL_SAFE_NO_PAD.decode(header).expect("a header that was read");
    let header: Value = serde_json::from_slice(&header).expect("a header that was read");
    assert_eq!(header["alg"], "EdDSA");
    let Said { iss, aud } = serde_json::from_str(claims).expect("claims that were read");
    assert!(says(&iss, ISSUER), "{iss}");
    assert!(says(&aud, &TENANT.to_string()) || says(&aud, &TENANT.uuid().to_string()), "{aud}");
    assert_eq!(read.tenant, TENANT);
    assert!(read.issued_at <= noon() + LEEWAY && read.expires_at > noon() - LEEWAY, "{read:?}");
}

/// What is asked of claims. The others may be anything, also a number that is out of range.
#[derive(Deserialize)]
struct Said {
    iss: Value,
    aud: Value,
}

fn says(claim: &Value, wanted: &str) -> bool {
    claim.as_str() == Some(wanted)
}

/// The issued token, with some of its characters others.
fn check_changed(changes: &[u8]) {
    let mut token = WORLD.issued.clone().into_bytes();
    for change in changes.chunks_exact(2).take(4) {
        let at = usize::from(change[0]) * token.len() / 256;
        token[at] = change[1];
    }
    let Ok(token) = String::from_utf8(token) else { return };
    let read = WORLD.verify(&token);
    if token == WORLD.issued {
        let read = read.expect("what was issued is good");
        assert_eq!((read.tenant, read.session, read.user_id.as_deref()), (TENANT, SESSION, Some("alice")));
        assert_eq!((read.issued_at, read.expires_at), (noon(), noon() + LIFETIME));
    } else {
        assert_eq!(read, None, "{token}");
    }
}
