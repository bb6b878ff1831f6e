//! What would be stored of an event with other settings.

use serde_json::{Value, json};
use tests::{Answer, TestApp, TestTenant};

async fn preview(tenant: &TestTenant, settings: Value, event: Value) -> Answer {
    tenant.post("/v1/settings-previews", &json!({"settings": settings, "event": event})).await
}

#[tokio::test]
async fn settings_are_tried_on_an_event_and_nothing_is_changed_or_stored() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let before = tenant.get("/v1/tenant").await.json();
    let event = json!({
        "method": "POST", "url": "https://shop.example/basket?promo_code=spring", "user_agent": "curl/8",
        "remote_addr": "10.0.0.1", "x_forwarded_for": "203.0.113.7, 198.51.100.9",
        "data": {"post": {"promo_code": "spring", "password": "hidden"}},
    });
    let stored = async |settings: Value| preview(&tenant, settings, event.clone()).await.assert_status(200).json();

    let as_it_is = stored(json!({})).await;
    assert_eq!(as_it_is["redacted"], json!(["/data/post/password"]));
    assert_eq!(as_it_is["event"]["ip"], "10.0.0.1");
    let word = stored(json!({"redacted_words": ["promo_code"]})).await;
    assert_eq!(word["event"]["query"], "promo_code=[redacted]");
    assert_eq!(word["event"]["data"]["post"]["promo_code"], "[redacted]");
    assert!(word["redacted"].as_array().unwrap().contains(&json!("/data/post/password")), "{word}");
    let one = stored(json!({"trusted_proxies": ["10.0.0.0/8"]})).await;
    assert_eq!(one["event"]["ip"], "198.51.100.9");
    let two = stored(json!({"trusted_proxies": ["10.0.0.0/8", "198.51.100.0/24"], "capture_ip": "anonymised"})).await;
    assert_eq!(two["event"]["ip"], "203.0.113.0");
    let less = stored(json!({"capture_ip": "off", "capture_user_agent": false, "capture_data": false})).await;
    assert!(["ip", "user_agent"].iter().all(|name| less["event"].get(name).is_none()), "{less}");
    assert_eq!(stored(json!({"ignored_prefixes": ["/basket"]})).await, json!({"ignored": true, "redacted": []}));

    assert_eq!(tenant.get("/v1/tenant").await.json(), before);
    assert_eq!(tenant.all("/v1/events?type=access", "events").await, Vec::<Value>::new());
}

#[tokio::test]
async fn what_does_not_fit_is_named_where_it_stands() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let good = json!({"method": "GET", "path": "/"});

    for (settings, event, place) in [
        (json!({"trusted_proxies": ["10.0.0.0/8", "home"]}), good.clone(), "/settings/trusted_proxies/1"),
        (json!({"retention_days": 0}), good.clone(), "/settings/retention_days"),
        (json!({"unknown": 1}), good.clone(), "/settings/unknown"),
        (json!({}), json!({"path": "/"}), "/event/method"),
        (json!({}), json!({"method": "GET", "path": "/", "ip": "home"}), "/event/ip"),
        (json!({}), json!([]), "/event"),
    ] {
        let answer = preview(&tenant, settings, event).await.assert_problem(422, "invalid").json();

        assert_eq!(answer["errors"][0]["pointer"], place, "{answer}");
    }
    tenant.post("/v1/settings-previews", &json!({"settings": {}})).await.assert_problem(422, "invalid");
}
