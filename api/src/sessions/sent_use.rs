//! Where and with what a session is used, as an application tells it.

use std::net::IpAddr;

use domain::access_tokens::TOKEN_BYTES_MAX;
use domain::client_address::{client_address, parse_address};
use domain::error::{Error, Fault};
use domain::intake::{ADDRESS_BYTES_MAX, FORWARDED_BYTES_MAX};
use domain::sessions::{USER_AGENT_BYTES_MAX, Used};
use domain::settings::TenantSettings;

use super::wire::TokenToCheck;
use crate::error::ApiError;

/// Longest name of a kind of token, in bytes.
const HINT_BYTES_MAX: usize = 64;

/// Where and with what a session is used, as it was sent.
#[derive(Default)]
pub struct SentUse {
    pub ip: Option<String>,
    pub remote_addr: Option<String>,
    pub x_forwarded_for: Option<String>,
    pub user_agent: Option<String>,
}

impl SentUse {
    /// What came with a token.
    ///
    /// # Errors
    /// 422 when the token, or what it is said to be, is too long to be one.
    pub fn of(sent: TokenToCheck) -> Result<Self, ApiError> {
        let TokenToCheck { token, token_type_hint, ip, remote_addr, x_forwarded_for, user_agent } = sent;
        check_lengths(&[
            ("/token", Some(&token), TOKEN_BYTES_MAX),
            ("/token_type_hint", token_type_hint.as_ref(), HINT_BYTES_MAX),
        ])?;
        Ok(Self { ip, remote_addr, x_forwarded_for, user_agent })
    }

    /// Whether there is nothing in it.
    pub fn says_nothing(&self) -> bool {
        [&self.ip, &self.remote_addr, &self.x_forwarded_for, &self.user_agent].into_iter().all(Option::is_none)
    }

    /// What is said of it; `None` when nothing is.
    ///
    /// # Errors
    /// 422 when a text is too long, an address is none, or is given twice.
    pub fn read(self, settings: &TenantSettings) -> Result<Option<Used>, ApiError> {
        check_lengths(&[
            ("/ip", self.ip.as_ref(), ADDRESS_BYTES_MAX),
            ("/remote_addr", self.remote_addr.as_ref(), ADDRESS_BYTES_MAX),
            ("/x_forwarded_for", self.x_forwarded_for.as_ref(), FORWARDED_BYTES_MAX),
            ("/user_agent", self.user_agent.as_ref(), USER_AGENT_BYTES_MAX),
        ])?;
        let address = |text: &str| parse_address(text).ok_or_else(|| ApiError::invalid("/ip", "is not an IP address"));
        let ip: Option<IpAddr> = match (&self.ip, &self.remote_addr, &self.x_forwarded_for) {
            (Some(_), Some(_), _) | (Some(_), _, Some(_)) => {
                return Err(ApiError::invalid("/ip", "is not together with remote_addr and x_forwarded_for"));
            }
            (Some(ip), None, None) => Some(address(ip)?),
            (None, None, None) => None,
            (None, remote_addr, forwarded) => {
                client_address(remote_addr.as_deref(), forwarded.as_deref(), &settings.trusted_proxies)
            }
        };
        let said = self.ip.is_some() || self.remote_addr.is_some() || self.x_forwarded_for.is_some();
        let used = Used { ip, user_agent: self.user_agent };
        Ok((said || used.user_agent.is_some()).then_some(used))
    }
}

/// Refuses texts that are longer than they may be.
fn check_lengths(texts: &[(&str, Option<&String>, usize)]) -> Result<(), ApiError> {
    let is_long = |(_, text, most): &&(&str, Option<&String>, usize)| text.is_some_and(|text| text.len() > *most);
    let fault = |(place, _, most): &(&str, Option<&String>, usize)| {
        Fault::new(*place, format!("must have at most {most} bytes"))
    };
    let faults: Vec<Fault> = texts.iter().filter(is_long).map(fault).collect();
    if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults).into()) }
}
