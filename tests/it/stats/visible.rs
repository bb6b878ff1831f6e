//! Whose page views are counted, and which are not any more.

use domain::retention::purge;

use super::*;
use crate::session_door::execute;

/// Hits of the last days, by each operation.
async fn hits(tenant: &TestTenant, parameters: &str) -> Vec<Value> {
    let summary = get(tenant, &format!("summary?{parameters}")).await;
    let series = get(tenant, &format!("timeseries?bucket=day&{parameters}")).await;
    let of_points: i64 = series["points"].as_array().unwrap().iter().map(|point| point["hits"].as_i64().unwrap()).sum();
    let top = get(tenant, &format!("top?dimension=kind&limit=100&{parameters}")).await;
    let of_kinds: i64 = top["values"].as_array().unwrap().iter().map(|value| value["hits"].as_i64().unwrap()).sum();
    vec![summary["current"]["hits"].clone(), json!(of_points), top["hits"].clone(), json!(of_kinds)]
}

#[tokio::test]
async fn a_tenant_sees_its_own_page_views_alone() {
    let (app, tenant, projector) = start().await;
    let other = app.tenant("other").await;
    let now = app.clock.now();
    post(&tenant, &views(1, 300, now, 3)).await;
    projector.catch_up(now).await;
    let parameters = between(now - TimeDelta::days(3), now);

    for parameters in [parameters.clone(), format!("{parameters}&method=GET")] {
        assert_eq!(hits(&tenant, &parameters).await, [300, 300, 300, 300]);
        assert_eq!(hits(&other, &parameters).await, [0, 0, 0, 0]);
    }
    let nothing = get(&other, &format!("timeseries?bucket=hour&{parameters}")).await;
    assert_eq!((nothing["points"].as_array().unwrap().len(), &nothing["approximate"]), (73, &json!(false)));
    let nothing = get(&other, "summary").await;
    let mut numbers = nothing["current"].clone();
    for (time, number) in [("since", 0), ("until", 0)] {
        numbers[time] = json!(number);
    }
    assert_eq!(
        numbers,
        json!({"since": 0, "until": 0, "hits": 0, "visitors": 0, "users": 0, "sessions": 0, "errors": 0, "bytes": 0})
    );
    assert_eq!(get(&other, "top?dimension=path").await["values"], json!([]));
}

#[tokio::test]
async fn without_a_period_the_last_day_is_counted_with_what_clocks_are_ahead() {
    let (app, tenant, projector) = start().await;
    let now = app.clock.now();
    let at = |at: DateTime<Utc>| json!({"method": "GET", "path": "/", "occurred_at": at});
    let events = [now + TimeDelta::minutes(4), now - TimeDelta::minutes(1), now - TimeDelta::hours(23)];
    post(&tenant, &events.map(at)).await;
    post(&tenant, &[at(now - TimeDelta::hours(25))]).await;
    projector.catch_up(now).await;

    let found = get(&tenant, "summary").await;

    assert_eq!((&found["current"]["hits"], &found["previous"]["hits"]), (&json!(3), &json!(1)));
    let until_now = get(&tenant, &format!("summary?until={}", written(now))).await;
    assert_eq!(until_now["current"]["hits"], 2);
}

#[tokio::test]
async fn what_was_purged_is_counted_no_more() {
    let (app, tenant, projector) = start().await;
    let now = app.clock.now();
    post(&tenant, &views(2, 400, now, 4)).await;
    projector.catch_up(now).await;
    let (since, before) = (now - TimeDelta::days(4), now - TimeDelta::days(2));
    let left = counted(&app, &log(&tenant, before, now, "true")).await["hits"].clone();
    let parameters = between(since, now);

    let worker = app.role_db("gatebook_worker");
    purge::purge(&worker, now, tenant.id, "test", before, |_| {}).await.unwrap();

    // Counted row by row at once; and once it is made anew, by everything.
    let by_rows = format!("{parameters}&method=GET");
    assert_eq!(hits(&tenant, &by_rows).await, [&left, &left, &left, &left].map(Clone::clone));
    assert_eq!(get(&tenant, &format!("summary?{parameters}")).await["approximate"], true);
    assert_eq!(projector.rebuild_stale().await.len(), 1);
    assert_eq!(hits(&tenant, &parameters).await, [&left, &left, &left, &left].map(Clone::clone));
    let found = get(&tenant, &format!("summary?{parameters}")).await;
    let expected = counted(&app, &log(&tenant, since, now, "true")).await;
    assert_counted(&found["current"], &expected, &found["approximate"], "after the purge");
}

#[tokio::test]
async fn what_a_shorter_retention_is_to_take_is_counted_no_more() {
    let (app, tenant, projector) = start().await;
    // What is imported later than a retention after it occurred counts from then.
    for seed in 0..3 {
        post(&tenant, &views(seed, 200, app.clock.now(), 5)).await;
        app.clock.advance(TimeDelta::days(5));
    }
    let now = app.clock.now();
    projector.catch_up(now).await;
    let parameters = between(now - TimeDelta::days(20), now);
    let events = async || tenant.all("/v1/events?type=access&limit=100", "events").await.len();

    // As the job has it from its first step on, before a row has moved.
    let of_tenant = format!("where tenant_id = '{}'", tenant.id.uuid());
    execute(&app, &format!("update tenant_head set retention_days = 7, retention_days_min = 7 {of_tenant}")).await;

    let left = events().await;
    assert!((10..400).contains(&left), "{left}");
    assert_eq!(hits(&tenant, &parameters).await, [left; 4]);
    assert_eq!(hits(&tenant, &format!("{parameters}&method=GET")).await, [left; 4]);
    assert_eq!(get(&tenant, &format!("summary?{parameters}")).await["approximate"], true);
    // What comes meanwhile has its new day.
    post(&tenant, &views(4, 50, now, 5)).await;
    projector.catch_up(now).await;
    assert_eq!(hits(&tenant, &parameters).await, [left + 50; 4]);
}

#[tokio::test]
async fn searches_are_found_by_the_names_that_a_tenant_has_for_them_from_then_on() {
    let (app, tenant, projector) = start().await;
    let other = app.tenant("other").await;
    let now = app.clock.now();
    let search = |query: &str| json!({"method": "GET", "path": "/find", "query": query, "occurred_at": now});
    let both = [search("q=lamp"), search("zoek=stoel")];
    let set = async |names: Value| {
        tenant.patch("/v1/tenant", &json!({"settings": {"search_keys": names}})).await.assert_status(200);
    };

    post(&tenant, &both).await;
    set(json!(["Zoek"])).await;
    post(&tenant, &both).await;
    post(&other, &both).await;
    projector.catch_up(now).await;
    post(&tenant, &both).await;
    set(json!([])).await;
    post(&tenant, &both).await;
    projector.catch_up(now).await;

    let terms = async |tenant: &TestTenant| {
        let top = get(tenant, "top?dimension=search").await;
        let values = top["values"].as_array().unwrap().iter();
        values.map(|value| json!([value["value"], value["hits"]])).collect::<Vec<_>>()
    };
    assert_eq!(terms(&tenant).await, [json!(["stoel", 2]), json!(["lamp", 1])]);
    assert_eq!(terms(&other).await, [json!(["lamp", 1])]);
    projector.assert_true(tenant.id).await;
}

#[tokio::test]
async fn roll_ups_that_a_process_of_before_has_made_are_counted_and_made_anew() {
    let (app, tenant, projector) = start().await;
    let now = app.clock.now();
    post(&tenant, &views(5, 600, now, 3)).await;
    projector.catch_up(now).await;
    // Neither end is where a day begins.
    let parameters = between(now - TimeDelta::hours(50), now - TimeDelta::hours(3));
    let asked = async || {
        let mut found = Vec::new();
        for what in ["top?dimension=path", "top?dimension=user", "top?dimension=search", "timeseries?bucket=hour"] {
            let joint = if what.contains('=') { '&' } else { '?' };
            let mut answer = get(&tenant, &format!("{what}{joint}{parameters}")).await;
            answer["approximate"].take();
            found.push(answer);
        }
        found
    };
    let before = asked().await;
    assert!(before[0]["hits"].as_i64().unwrap() > 100, "{}", before[0]);

    execute(&app, "delete from traffic where minutes = 60 and dimension <> 'all'").await;
    execute(&app, "update traffic set visitors_count = null").await;
    execute(&app, "update checkpoint set layout = 1").await;

    assert_eq!(asked().await, before);
    let mended = projector.rebuild_stale().await;
    assert!(mended.iter().any(|(of, rebuilt)| *of == tenant.id && rebuilt.traffic.missing > 0), "{mended:?}");
    assert_eq!(asked().await, before);
    let outdated = query(&app, "select layout from checkpoint where layout <> 2").await;
    assert!(outdated.is_empty() && projector.rebuild_stale().await.is_empty(), "{outdated:?}");
    let hours = query(&app, "select 1 as one from traffic where minutes = 60 and dimension = 'path'").await;
    assert!(!hours.is_empty());
}

#[tokio::test]
async fn a_bucket_of_several_rows_has_the_visitors_of_all_of_them() {
    let (app, tenant, projector) = start().await;
    let now = app.clock.now();
    post(&tenant, &views(6, 300, now, 1)).await;
    projector.catch_up(now).await;
    let asked = format!("timeseries?bucket=hour&{}", between(now - TimeDelta::hours(20), now));
    let before = get(&tenant, &asked).await;
    let row = |count: &str, hits: &str, visitors: &str| {
        format!(
            "insert into traffic (tenant_id, dimension, minutes, bucket, value, expires_on, hits, errors, bytes, durations,
                                  visitors, visitors_count)
             select tenant_id, dimension, minutes, bucket, value, expires_on + 1, {hits}, 0, 0, durations, {visitors}, {count}
             from traffic
             where dimension = 'all' and minutes = 60"
        )
    };

    // What leaves a day later has nobody in it: the number that says so is no more than one of two.
    execute(&app, &row("0", "0", r"'\x01'::bytea")).await;
    assert_eq!(get(&tenant, &asked).await, before);
    // The same when the first of the two was written before rows said how many they have.
    let first = "(select min(expires_on) from traffic o where (o.tenant_id, o.dimension, o.minutes, o.bucket)
                                                              = (t.tenant_id, t.dimension, t.minutes, t.bucket))";
    execute(&app, &format!("update traffic t set visitors_count = null where minutes = 60 and expires_on = {first}"))
        .await;

    assert_eq!(get(&tenant, &asked).await, before);
}
