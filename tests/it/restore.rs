//! A base backup under load, the loss of everything, and a restore of one moment: nothing that was acknowledged before it is lost.

use std::path::{Path, PathBuf};

use chrono::Utc;
use domain::boot::DatabaseUrl;
use serde_json::json;
use tests::{Client, PrivateServers, Process};
use tokio::process::Command;

use crate::sessions::{Started, is_active, start_with};
use crate::writers::{Writers, log_of};

const WRITERS: usize = 3;
const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../deploy/backup/gatebook-backup");

/// Runs the script, as whom the server of `servers` knows; what it printed.
async fn backup(servers: &PrivateServers, arguments: &[&str]) -> Result<String, String> {
    let url: DatabaseUrl = servers.superuser_url.parse().unwrap();
    let address = servers.superuser_url.rsplit_once('@').unwrap().1.split('/').next().unwrap();
    let (host, port) = address.split_once(':').unwrap();
    let login = [
        ("PGHOST", host.to_owned()),
        ("PGPORT", port.to_owned()),
        ("PGUSER", url.user()),
        ("PGPASSWORD", url.password().unwrap().expose().to_owned()),
    ];
    let output = Command::new(SCRIPT).args(arguments).envs(login).output().await.expect("the script starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap().trim().to_owned();
    if output.status.success() { Ok(text(output.stdout)) } else { Err(text(output.stderr)) }
}

/// A directory for backups which the server's own user can write to, and the server told to keep its WAL there.
async fn archived(servers: &PrivateServers) -> PathBuf {
    let home = servers.data_directory().await.parent().unwrap().to_owned();
    let directory = home.join("backups");
    std::fs::create_dir(&directory).unwrap();
    like(&home, &directory).await;
    let command = format!("{SCRIPT} archive {} %p %f", directory.display());
    for setting in ["archive_mode = 'on'".to_owned(), format!("archive_command = '{command}'")] {
        servers.ask(&format!("alter system set {setting}")).await;
    }
    servers.kill_postmaster().await;
    servers.recovered().await;
    directory
}

/// Gives a path, and all beneath it, the owner of another: the server may run as somebody else.
async fn like(other: &Path, path: &Path) {
    let reference = format!("--reference={}", other.display());
    let status = Command::new("chown").args(["-R", &reference]).arg(path).status().await.unwrap();
    assert!(status.success());
}

/// Waits until all WAL up to now is in the archive.
async fn archive_all(servers: &PrivateServers) {
    let last = servers.ask("select pg_walfile_name(pg_switch_wal())").await.unwrap();
    let sql = format!("select (coalesce(last_archived_wal, '') >= '{last}')::text from pg_stat_archiver");
    while servers.ask(&sql).await.unwrap() != "true" {
        tokio::task::yield_now().await;
    }
}

async fn start_session(client: &Client) -> Started {
    start_with(client, &json!({"user_id": "anna"})).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_restored_moment_has_all_that_was_acknowledged_before_it() {
    let servers = PrivateServers::start().await;
    let backups = archived(&servers).await;
    let directory = backups.to_str().unwrap();
    let api = Process::start_over("api", servers.settings()).await;
    let worker = Process::start_over("worker", servers.settings()).await;
    let created = api.client(tests::ADMIN_KEY).post("/v1/tenants", &json!({"slug": "shop", "name": "Shop"})).await;
    let key = created.assert_status(201).json()["first_key"]["token"].as_str().unwrap().to_owned();
    let client = api.client(&key);

    // Under load: a base backup, sessions that stay and one that is ended, and more of everything.
    let writers = Writers::start(WRITERS, Some(client.clone()));
    writers.go_on(10).await;
    let base = backup(&servers, &["base", directory]).await.unwrap();
    let (stays, ended) = (start_session(&client).await, start_session(&client).await);
    client.delete(&format!("/v1/sessions/{}", ended.id)).await.assert_status(204);
    let whole: i64 = std::fs::read_to_string(format!("{base}.whole")).unwrap().trim().parse().unwrap();
    while Utc::now().timestamp() <= whole {
        writers.go_on(1).await;
    }
    let before = writers.stop().await;
    let clock = "to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')";
    let moment = servers.ask(&format!("select {clock}")).await.unwrap();
    let writers = Writers::start(WRITERS, Some(client.clone()));
    writers.go_on(20).await;
    let afterwards = start_session(&client).await;
    let after = writers.stop().await;
    archive_all(&servers).await;

    // Everything is lost.
    api.kill().await;
    worker.kill().await;
    let data = servers.data_directory().await;
    let restored = data.with_extension("restored");
    backup(&servers, &["restore", directory, restored.to_str().unwrap(), &moment]).await.unwrap();
    like(&data, &restored).await;
    servers.replace_data(&restored).await;
    servers.recovered().await;
    let redis = redis::Client::open(servers.settings()["GATEBOOK_REDIS_URL"].as_str()).unwrap();
    let mut redis = redis.get_multiplexed_async_connection().await.unwrap();
    redis::cmd("FLUSHDB").query_async::<()>(&mut redis).await.unwrap();

    let api = Process::start_over("api", servers.settings()).await;
    let _worker = Process::start_over("worker", servers.settings()).await;
    let client = api.client(&key);
    assert!(!before.is_empty() && !after.is_empty());
    let stored = log_of(&client).await;
    assert_eq!(stored, before, "all from before the moment, where it was, and nothing from after it");
    assert!(is_active(&client, &stays.token).await);
    assert!(!is_active(&client, &ended.token).await);
    assert!(!is_active(&client, &afterwards.token).await, "it began after the moment");
    // It goes on where it was, and is searched as ever.
    let writers = Writers::start(WRITERS, Some(client.clone()));
    writers.go_on(3).await;
    let more = writers.stop().await;
    let last = more.values().max().unwrap();
    let found = client.get(&format!("/v1/events?fresh={last}&wait_ms=10000&limit=1")).await.assert_status(200).json();
    assert_eq!(found["events"][0]["position"], json!(last));
    assert_eq!(log_of(&client).await.len(), before.len() + more.len());
}

#[tokio::test]
async fn a_backup_that_cannot_be_right_is_refused() {
    let servers = PrivateServers::start().await;
    let backups = archived(&servers).await;
    let directory = backups.to_str().unwrap();
    backup(&servers, &["base", directory]).await.unwrap();
    let base = PathBuf::from(backup(&servers, &["list", directory]).await.unwrap());
    let place = tempfile::tempdir().unwrap();
    let target = place.path().join("data");
    let restore = async |data: &Path, time: &str| {
        backup(&servers, &["restore", directory, data.to_str().unwrap(), time]).await.unwrap_err()
    };

    assert!(restore(&target, "2001-01-01T00:00:00Z").await.contains("no base backup"));
    assert!(restore(&target, "yesterday morning at tea").await.contains("is no time"));
    assert!(restore(base.parent().unwrap(), "2901-01-01T00:00:00Z").await.contains("is not empty"));
    // Another file under the name of one that is kept, and the same file again.
    let (one, other) = (place.path().join("one"), place.path().join("other"));
    std::fs::write(&one, "one").unwrap();
    std::fs::write(&other, "other").unwrap();
    let archive = async |path: &Path| backup(&servers, &["archive", directory, path.to_str().unwrap(), "0A"]).await;
    archive(&one).await.unwrap();
    archive(&one).await.unwrap();
    assert!(archive(&other).await.unwrap_err().contains("another file"));
    // Bytes that changed on the disk.
    let version = base.join("PG_VERSION");
    std::fs::write(&version, "99\n").unwrap();
    assert!(restore(&target, "2901-01-01T00:00:00Z").await.contains("is damaged"));
    assert!(!target.exists(), "nothing was made");
}
