//! Upgrading while it is used, in the order of docs/operations.md. `scripts/upgrade` builds the version before and runs this with
//! it; otherwise every process is replaced by one of the same version.

use std::collections::BTreeMap;

use chrono::{SecondsFormat, TimeDelta, Utc};
use serde_json::json;
use tests::{ADMIN_KEY, Client, PrivateServers, Process, previous_program, program};
use tokio::process::Command;

use crate::sessions::{Started, is_active, start_with};
use crate::writers::{Writers, log_of};

const WRITERS: usize = 3;
/// Between two steps.
const BATCHES: usize = 10;

/// An empty database, and the settings of a program over it.
async fn empty_database(servers: &PrivateServers) -> BTreeMap<String, String> {
    servers.ask("create database upgraded owner gatebook_owner").await;
    let settings = servers.settings().into_iter();
    settings.map(|(name, value)| (name, value.replace("/gatebook_template", "/upgraded"))).collect()
}

async fn migrate(mut program: Command, settings: &BTreeMap<String, String>) {
    let output = program.envs(settings).output().await.unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

async fn start_session(client: &Client) -> Started {
    start_with(client, &json!({"user_id": "anna"})).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_version_takes_over_while_everything_goes_on() {
    let servers = PrivateServers::start().await;
    let settings = empty_database(&servers).await;
    migrate(previous_program("migrate"), &settings).await;
    let before = Process::start_previous("api", settings.clone()).await;
    let worker_before = Process::start_previous("worker", settings.clone()).await;
    let created = before.client(ADMIN_KEY).post("/v1/tenants", &json!({"slug": "shop", "name": "Shop"})).await;
    let key = created.assert_status(201).json()["first_key"]["token"].as_str().unwrap().to_owned();
    let old = before.client(&key);
    let (stays, goes) = (start_session(&old).await, start_session(&old).await);
    let writers = Writers::start(WRITERS, Some(old.clone()));
    writers.go_on(BATCHES).await;

    // The schema first: the version before serves on it.
    migrate(program("migrate"), &settings).await;
    writers.go_on(BATCHES).await;
    let started_between = start_session(&old).await;
    assert!(is_active(&old, &stays.token).await);
    assert_eq!(worker_before.terminate().await, Some(0));
    let _worker = Process::start_over("worker", settings.clone()).await;
    writers.go_on(BATCHES).await;

    // Both versions serve: what one does holds for the other.
    let after = Process::start_over("api", settings.clone()).await;
    let new = after.client(&key);
    assert!(is_active(&new, &stays.token).await && is_active(&new, &started_between.token).await);
    new.delete(&format!("/v1/sessions/{}", goes.id)).await.assert_status(204);
    assert!(!is_active(&old, &goes.token).await);
    let started_by_new = start_session(&new).await;
    assert!(is_active(&old, &started_by_new.token).await);
    writers.go_on(BATCHES).await;
    writers.post_to(new.clone());
    assert_eq!(before.terminate().await, Some(0));
    writers.go_on(BATCHES).await;
    let heard = writers.stop().await;

    assert_eq!(log_of(&new).await, heard);
    for session in [&stays, &started_between, &started_by_new] {
        assert!(is_active(&new, &session.token).await);
    }
    // All of it is projected, by whichever worker.
    let last = heard.values().max().unwrap();
    new.get(&format!("/v1/events?fresh={last}&wait_ms=10000&limit=1")).await.assert_status(200);
    let time = |hours| (Utc::now() + TimeDelta::hours(hours)).to_rfc3339_opts(SecondsFormat::Secs, true);
    let path = format!("/v1/stats/summary?since={}&until={}", time(-1), time(1));
    assert_eq!(new.get(&path).await.assert_status(200).json()["current"]["hits"], json!(heard.len()));
}
