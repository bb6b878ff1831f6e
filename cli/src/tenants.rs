//! `gatebook tenant` and `gatebook key`: what an operator does to tenants and keys from a terminal.
//!
//! A tenant is named by its id (`ten_…`) or its slug. A key's text is printed once, when it is made.

use std::process::ExitCode;

use chrono::TimeDelta;
use clap::Subcommand;
use domain::boot::{Clock, Settings, Stores, connect};
use domain::id::{KeyId, TenantId};
use domain::idempotency::Repeatable;
use domain::keyring::Keyring;
use domain::keys::{self, IssuedKey, NewKey, OVERLAP_HOURS_DEFAULT};
use domain::scope::Scope;
use domain::settings::{RETENTION_DAYS_DEFAULT, TenantSettings};
use domain::tenants::{self, NewTenant};

use crate::failure::Failure;

/// Who did it, in the events about it.
pub const BY: &str = "gatebook";

/// What can be done to tenants.
#[derive(Subcommand)]
pub enum TenantCommand {
    /// Creates a tenant and a first key with all scopes.
    Create {
        /// Its name in URLs: a-z, 0-9 and -.
        slug: String,
        /// Its name for people; without it, the slug.
        #[arg(long)]
        name: Option<String>,
        /// Days that an event is kept.
        #[arg(long, default_value_t = RETENTION_DAYS_DEFAULT)]
        retention_days: u16,
    },
    /// Lists the tenants.
    List,
    /// Deletes a tenant: its keys are refused within seconds, its rows are removed by a job.
    Delete {
        /// Its id or slug.
        tenant: String,
    },
}

/// What can be done to keys.
#[derive(Subcommand)]
pub enum KeyCommand {
    /// Makes a key and prints it, once.
    Create {
        /// The tenant's id or slug.
        tenant: String,
        /// The key's name, for people.
        #[arg(long)]
        name: String,
        /// What it may do; without any, everything.
        #[arg(long = "scope", value_name = "SCOPE")]
        scopes: Vec<Scope>,
        /// How many days it is good for; without it, until it is revoked.
        #[arg(long)]
        days: Option<u16>,
    },
    /// Lists a tenant's keys.
    List {
        /// The tenant's id or slug.
        tenant: String,
    },
    /// Revokes a key: it is refused within seconds.
    Revoke {
        /// The tenant's id or slug.
        tenant: String,
        /// The key's id.
        key: KeyId,
    },
    /// Makes a key in the place of another, which is refused after an overlap.
    Roll {
        /// The tenant's id or slug.
        tenant: String,
        /// The key's id.
        key: KeyId,
        /// How long both are good.
        #[arg(long, default_value_t = OVERLAP_HOURS_DEFAULT)]
        overlap_hours: u32,
    },
}

/// Carries out a command on tenants.
pub async fn run(settings: &Settings, clock: &Clock, command: TenantCommand) -> Result<ExitCode, Failure> {
    let stores = connect(settings)?;
    match command {
        TenantCommand::Create { slug, name, retention_days } => {
            let settings_of_tenant = TenantSettings { retention_days, ..TenantSettings::default() };
            let new = NewTenant { name: name.unwrap_or_else(|| slug.clone()), slug, settings: settings_of_tenant };
            let keyring = Keyring::open(&stores.app, settings).await?;
            create(&stores, clock, &keyring, new).await?;
        }
        TenantCommand::List => list(&stores).await?,
        TenantCommand::Delete { tenant } => {
            let tenant = find(&stores, &tenant).await?;
            tenants::delete(&stores, clock.now(), tenant, BY).await?;
            println!("deleted {tenant}");
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Carries out a command on keys.
pub async fn run_key(settings: &Settings, clock: &Clock, command: KeyCommand) -> Result<ExitCode, Failure> {
    let (stores, now) = (connect(settings)?, clock.now());
    match command {
        KeyCommand::Create { tenant, name, scopes, days } => {
            let tenant = find(&stores, &tenant).await?;
            let scopes = if scopes.is_empty() { Scope::ALL.into() } else { scopes.into_iter().collect() };
            let expires_at = days.map(|days| now + TimeDelta::days(days.into()));
            let new = NewKey { name, scopes, expires_at };
            print_issued(&keys::create(&stores, now, tenant, BY, Repeatable::ONCE, new).await?);
        }
        KeyCommand::List { tenant } => list_keys(&stores, clock, &tenant).await?,
        KeyCommand::Revoke { tenant, key } => {
            let tenant = find(&stores, &tenant).await?;
            keys::revoke(&stores, now, tenant, BY, key).await?;
            println!("revoked {key}");
        }
        KeyCommand::Roll { tenant, key, overlap_hours } => {
            let tenant = find(&stores, &tenant).await?;
            print_issued(&keys::roll(&stores, now, tenant, BY, Repeatable::ONCE, key, overlap_hours).await?);
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn create(stores: &Stores, clock: &Clock, keyring: &Keyring, new: NewTenant) -> Result<(), Failure> {
    let tenant = tenants::create(stores, clock.now(), keyring, BY, Repeatable::ONCE, new).await?;
    println!("tenant {}  {}", tenant.tenant_id, tenant.slug);
    let first = NewKey { name: "first key".to_owned(), scopes: Scope::ALL.into(), expires_at: None };
    print_issued(&keys::create(stores, clock.now(), tenant.tenant_id, BY, Repeatable::ONCE, first).await?);
    Ok(())
}

async fn list(stores: &Stores) -> Result<(), Failure> {
    let mut after = None;
    loop {
        let page = tenants::list(stores, after, tenants::PAGE_MAX).await?;
        for tenant in &page {
            let created = tenant.created_at.format("%Y-%m-%d");
            println!("{}  {created}  {}  {}", tenant.tenant_id, tenant.slug, tenant.name);
        }
        after = page.last().map(|tenant| tenant.tenant_id);
        if after.is_none() {
            return Ok(());
        }
    }
}

async fn list_keys(stores: &Stores, clock: &Clock, tenant: &str) -> Result<(), Failure> {
    let tenant = find(stores, tenant).await?;
    let mut after = None;
    loop {
        let page = keys::list(stores, tenant, after, keys::PAGE_MAX).await?;
        for key in &page {
            let state = match (key.is_active(clock.now()), key.revoked_at) {
                (true, _) => "active ",
                (false, Some(_)) => "revoked",
                (false, None) => "expired",
            };
            let scopes: Vec<&str> = key.scopes.iter().map(|scope| scope.name()).collect();
            println!("{}  {state}  {}  {}", key.key_id, scopes.join(","), key.name);
        }
        after = page.last().map(|key| key.key_id);
        if after.is_none() {
            return Ok(());
        }
    }
}

fn print_issued(issued: &IssuedKey) {
    println!("key    {}  {}", issued.key.key_id, issued.key.name);
    println!("       {}", issued.token.as_str());
}

/// A tenant by its id or slug. Slugs have no underscore, so that none looks like an id.
pub async fn find(stores: &Stores, named: &str) -> Result<TenantId, Failure> {
    if named.starts_with("ten_") {
        return named.parse().map_err(|_| Failure::usage(format!("{named} is no id of a tenant")));
    }
    Ok(tenants::find_by_slug(stores, named).await?.tenant_id)
}
