//! Decisions: whether the application is to refuse a request. What is blocked is one of the tenant's settings.

use std::net::IpAddr;
use std::sync::Arc;

use domain::client_address::parse_address;
use domain::decisions::{self, Reason};
use domain::labels::LabelStyle;
use poem_openapi::param::Query;
use poem_openapi::{ApiResponse, Enum, Object, OpenApi};
use serde::Serialize;

use crate::App;
use crate::auth::SessionsReader;
use crate::contract::Tag;
use crate::error::ApiError;
use crate::tenants::settings::ProgramKind;
use crate::written::Written;

/// The answer is true now.
const NO_STORE: &str = "no-store";

/// The operations on decisions.
pub struct DecisionsApi {
    /// What they work with.
    pub app: Arc<App>,
}

/// Whether a request is to be refused, and why.
#[derive(Object, Serialize)]
#[oai(skip_serializing_if_is_none)]
pub struct Decision {
    /// Whether it is to be refused.
    block: bool,
    /// Why: what of it is blocked.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<BlockReason>,
    /// The entry of the tenant's setting `blocked` that hit: a network, the name of a program, or a kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<String>,
    /// What kind of program the user agent names; absent when none was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<ProgramKind>,
    /// What the user agent claims to be, such as `Safari on iPhone` or `Googlebot`; absent when that is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    device: Option<String>,
}

/// What of a request is blocked.
#[derive(Enum, Serialize)]
#[oai(rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum BlockReason {
    /// The address is in one of the networks; `rule` is the narrowest.
    Network,
    /// The program is one of the programs.
    Program,
    /// The kind of the program is one of the kinds.
    Kind,
}

/// What was decided.
#[derive(ApiResponse)]
pub enum DecisionAnswer {
    /// Whether the request is to be refused.
    #[oai(status = 200)]
    Ok(
        Written<Decision>,
        /// `no-store`: the answer is true now.
        #[oai(header = "Cache-Control")]
        String,
    ),
}

#[OpenApi(tag = "Tag::Decisions")]
impl DecisionsApi {
    /// Decides about a request.
    ///
    /// Made to be asked before the application answers a request: by its address, its user agent, or both. The tenant's
    /// setting `blocked` says what is to be refused: networks first, then programs, then kinds. A change of it is heeded
    /// at once by the process that made it, by all within 5 seconds. Nothing of what is asked is kept. Needs the scope
    /// `sessions:read`.
    #[oai(path = "/v1/decisions", method = "get", operation_id = "get_decision")]
    async fn get(
        &self,
        caller: SessionsReader,
        /// The client's address, as it is or as proxies write it. Needed without `user_agent`.
        #[oai(validator(max_length = 128))]
        ip: Query<Option<String>>,
        /// The `User-Agent` header; the first 2 KiB are looked at, so the rest can be left out. Empty when the request had
        /// none. Needed without `ip`.
        #[oai(validator(max_length = 16384))]
        user_agent: Query<Option<String>>,
    ) -> Result<DecisionAnswer, ApiError> {
        let ip = ip.0.as_deref().map(address).transpose()?;
        if ip.is_none() && user_agent.0.is_none() {
            return Err(ApiError::invalid("ip", "is needed, or user_agent"));
        }
        let context = self.app.contexts.get(caller.0.tenant()).await?;
        let decision = decisions::decide(&context.blocklist, ip, user_agent.0.as_deref());
        Ok(DecisionAnswer::Ok(Written(decision.into()), NO_STORE.to_owned()))
    }
}

fn address(text: &str) -> Result<IpAddr, ApiError> {
    parse_address(text).ok_or_else(|| ApiError::invalid("ip", "is not an IP address"))
}

impl From<decisions::Decision> for Decision {
    fn from(decision: decisions::Decision) -> Self {
        Self {
            block: decision.block.is_some(),
            reason: decision.block.as_ref().map(|block| block.reason.into()),
            rule: decision.block.map(|block| block.rule.into_owned()),
            kind: decision.device.as_ref().map(|device| device.kind().into()),
            device: decision.device.and_then(|device| device.label(LabelStyle::Plain)),
        }
    }
}

impl From<Reason> for BlockReason {
    fn from(reason: Reason) -> Self {
        match reason {
            Reason::Network => Self::Network,
            Reason::Program => Self::Program,
            Reason::Kind => Self::Kind,
        }
    }
}

#[cfg(test)]
mod tests {
    use poem::IntoResponse;
    use poem_openapi::types::ToJSON;

    use super::*;

    #[tokio::test]
    async fn a_decision_is_written_as_the_contract_describes_it() {
        let blocked = Decision {
            block: true,
            reason: Some(BlockReason::Network),
            rule: Some("10.0.0.0/8".to_owned()),
            kind: Some(ProgramKind::Bot),
            device: Some("a \"bot\"".to_owned()),
        };
        let nothing = Decision { block: false, reason: None, rule: None, kind: None, device: None };
        for decision in [blocked, nothing] {
            let described = decision.to_json();

            let written = Written(decision).into_response().into_body().into_vec().await.unwrap();

            assert_eq!(serde_json::from_slice::<serde_json::Value>(&written).ok(), described);
        }
    }
}
