//! `gatebook access-key`: the keys that sign a tenant's access tokens.

use std::process::ExitCode;

use chrono::{DateTime, Utc};
use clap::Subcommand;
use domain::access_tokens::{self, AccessKey, KeyState, Rotation};
use domain::boot::{Clock, Settings, connect};
use domain::keyring::Keyring;

use crate::failure::Failure;
use crate::tenants::{BY, find};

/// What can be done to the keys of access tokens.
#[derive(Subcommand)]
pub enum AccessKeyCommand {
    /// Publishes a new key, which signs in the place of the present one 10 minutes later. Safe to repeat.
    Rotate {
        /// The tenant's id or slug.
        tenant: String,
    },
    /// Lists a tenant's keys, newest first.
    List {
        /// The tenant's id or slug.
        tenant: String,
    },
}

/// Carries out a command on the keys of access tokens.
pub async fn run(settings: &Settings, clock: &Clock, command: AccessKeyCommand) -> Result<ExitCode, Failure> {
    let (stores, now) = (connect(settings)?, clock.now());
    let keyring = Keyring::open(&stores.app, settings).await?;
    match command {
        AccessKeyCommand::Rotate { tenant } => {
            let tenant = find(&stores, &tenant).await?;
            match access_tokens::rotate(&stores, now, &keyring, tenant, BY).await? {
                Rotation::Published(key) => println!("published {}, signs from {}", key.kid, time(key.signs_from)),
                Rotation::Waiting(key) => {
                    println!("nothing to do: {} is published and signs from {}", key.kid, time(key.signs_from));
                }
            }
        }
        AccessKeyCommand::List { tenant } => {
            let tenant = find(&stores, &tenant).await?;
            access_tokens::list(&stores, &keyring, tenant).await?.iter().for_each(|key| print(key, now));
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn print(key: &AccessKey, now: DateTime<Utc>) {
    let state = match key.state(now) {
        KeyState::Waiting => "waiting ",
        KeyState::Signing => "signing ",
        KeyState::Replaced => "replaced",
        KeyState::Retired => "retired ",
    };
    let until = key.retires_at.map(|at| format!(", retires {}", time(at))).unwrap_or_default();
    println!("{:>4}  {}  {state}  signs from {}{until}", key.version, key.kid, time(key.signs_from));
}

fn time(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%d %H:%M:%S UTC").to_string()
}
