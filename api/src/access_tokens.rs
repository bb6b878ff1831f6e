//! The public keys of a tenant's access tokens, for those who verify tokens by themselves.

use std::sync::Arc;

use domain::access_tokens::{self, JWKS_KEPT_S};
use poem_openapi::param::Path;
use poem_openapi::payload::Json;
use poem_openapi::{ApiResponse, Enum, Object, OpenApi};

use crate::App;
use crate::contract::Tag;
use crate::error::ApiError;

/// The operations on access tokens.
pub struct AccessTokensApi {
    /// What they work with.
    pub app: Arc<App>,
}

/// The public keys that a tenant's access tokens are verified with (RFC 7517).
#[derive(Object)]
pub struct JwkSet {
    /// Newest first. A key is here 10 minutes before it signs, and until the last token that it signed is over.
    keys: Vec<Jwk>,
}

/// A public key (RFC 7517, RFC 8037).
#[derive(Object)]
pub struct Jwk {
    /// The type of the key.
    kty: JwkType,
    /// The curve.
    crv: JwkCurve,
    /// The only algorithm that it is for.
    alg: JwkAlgorithm,
    /// What it is for.
    #[oai(rename = "use")]
    usage: JwkUse,
    /// Its name, as in the header of the tokens that it signs.
    kid: String,
    /// The key itself: 32 bytes in base64url.
    x: String,
}

/// The type of a key.
#[derive(Enum)]
pub enum JwkType {
    /// An octet key pair.
    #[oai(rename = "OKP")]
    Okp,
}

/// The curve of a key.
#[derive(Enum)]
pub enum JwkCurve {
    /// Edwards 25519.
    Ed25519,
}

/// The algorithm of a signature.
#[derive(Enum)]
pub enum JwkAlgorithm {
    /// Signatures on an Edwards curve.
    #[oai(rename = "EdDSA")]
    EdDsa,
}

/// What a key is for.
#[derive(Enum)]
pub enum JwkUse {
    /// Signatures.
    #[oai(rename = "sig")]
    Signature,
}

/// The answer with a key set.
#[derive(ApiResponse)]
pub enum JwksAnswer {
    /// The key set.
    #[oai(status = 200)]
    Found(
        Json<JwkSet>,
        /// `public, max-age=60`: new keys are here 10 minutes before they sign.
        #[oai(header = "Cache-Control")]
        String,
    ),
}

#[OpenApi(tag = "Tag::AccessTokens")]
impl AccessTokensApi {
    /// Gets a tenant's public keys.
    ///
    /// For those who verify access tokens by themselves: **verifying offline sees a revocation up to 5 minutes late**.
    /// Needs no credential. To be kept for a minute, and asked for again when a token names a key that is not in it.
    #[oai(path = "/v1/tenants/:slug/jwks.json", method = "get", operation_id = "get_jwks")]
    async fn jwks(
        &self,
        /// The tenant's name in URLs.
        #[oai(validator(max_length = 63, pattern = "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$"))]
        slug: Path<String>,
    ) -> Result<JwksAnswer, ApiError> {
        let keys = self.app.access_tokens.jwks(self.app.clock.now(), &slug.0).await?;
        let set = JwkSet { keys: keys.into_iter().map(Into::into).collect() };
        Ok(JwksAnswer::Found(Json(set), format!("public, max-age={JWKS_KEPT_S}")))
    }
}

impl From<access_tokens::Jwk> for Jwk {
    fn from(key: access_tokens::Jwk) -> Self {
        Self {
            kty: JwkType::Okp,
            crv: JwkCurve::Ed25519,
            alg: JwkAlgorithm::EdDsa,
            usage: JwkUse::Signature,
            kid: key.kid,
            x: key.x,
        }
    }
}
