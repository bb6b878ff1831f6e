//! The alert rules, and the metrics that they and the operations page name.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::json;
use tests::{Client, Process, TestApp};

fn file(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join(path)).unwrap()
}

/// The names of metrics in a text, as they stand there.
fn metrics(text: &str) -> BTreeSet<String> {
    let is_of_name = |c: char| c.is_ascii_lowercase() || c == '_';
    let words = text.split(|c: char| !is_of_name(c));
    words.filter(|word| word.starts_with("gatebook_")).map(str::to_owned).collect()
}

/// What an API and a worker have, with the parts of histograms.
async fn served() -> BTreeSet<String> {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    tenant.post("/v1/events", &json!({"method": "GET", "path": "/"})).await.assert_status(201);
    let listen = ("GATEBOOK_WORKER_METRICS_LISTEN", "127.0.0.1:0".to_owned());
    let worker = Process::start_with(&app, "worker", &[listen]).await;
    let mut served = BTreeSet::new();
    for url in [app.metrics_url.clone(), worker.metrics_url()] {
        let text = Client::new(&url, None).get("").await.assert_status(200).text;
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        served.extend(lines.flat_map(|line| metrics(line.split(['{', ' ']).next().unwrap_or_default())));
    }
    assert_eq!(worker.terminate().await, Some(0));
    served
}

#[tokio::test]
async fn every_metric_of_the_alert_rules_and_of_the_operations_page_is_served_and_the_other_way_round() {
    let served = served().await;
    let rules = file("deploy/prometheus/gatebook.rules.yml");
    let page = file("docs/operations.md");
    let table: BTreeSet<String> = page
        .lines()
        .filter_map(|line| line.strip_prefix("| `gatebook_")?.split_once('`'))
        .map(|(name, _)| format!("gatebook_{name}"))
        .collect();

    let named = metrics(&rules);
    assert!(named.len() > 8, "{named:?}");
    for name in &named {
        assert!(served.contains(name), "{name} is in no /metrics: {served:?}");
    }
    let whole = |name: &str| {
        ["_bucket", "_sum", "_count"].iter().find_map(|part| name.strip_suffix(part)).unwrap_or(name).to_owned()
    };
    let served: BTreeSet<String> = served.iter().map(|name| whole(name)).collect();
    // A login has a name like theirs.
    let table: BTreeSet<String> = table
        .into_iter()
        .filter(|name| !["gatebook_app", "gatebook_read", "gatebook_worker"].contains(&name.as_str()))
        .collect();
    assert_eq!(table, served, "the table of metrics");
}

#[test]
fn every_alert_says_what_it_is_and_how_bad() {
    let rules: serde_json::Value = serde_yaml::from_str(&file("deploy/prometheus/gatebook.rules.yml")).unwrap();

    let alerts: Vec<&serde_json::Value> =
        rules["groups"].as_array().unwrap().iter().flat_map(|group| group["rules"].as_array().unwrap()).collect();

    assert!(alerts.len() > 8);
    for alert in &alerts {
        let text = |value: &serde_json::Value| value.as_str().is_some_and(|text| !text.is_empty());
        assert!(text(&alert["alert"]) && text(&alert["expr"]), "{alert}");
        assert!(text(&alert["annotations"]["summary"]) && text(&alert["annotations"]["description"]), "{alert}");
        assert!(["page", "ticket"].contains(&alert["labels"]["severity"].as_str().unwrap_or_default()), "{alert}");
    }
    let names: BTreeSet<&str> = alerts.iter().filter_map(|alert| alert["alert"].as_str()).collect();
    assert_eq!(names.len(), alerts.len(), "each once");
}
