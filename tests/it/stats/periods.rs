//! Sums, series and tops of any period, by any filter, in any time zone.

use chrono::Timelike as _;

use super::*;

/// Dimensions, and the value of each in the log.
const DIMENSIONS: [(&str, &str); 10] = [
    ("path", "e.path"),
    ("referrer", "a.referrer_host"),
    ("country", "a.country"),
    ("city", "a.city"),
    ("browser", "a.browser"),
    ("platform", "a.platform"),
    ("kind", "a.kind"),
    ("status", "e.status::text"),
    ("user", "e.user_id"),
    ("search", "a.search_terms"),
];

/// A period whose ends are anywhere, or where buckets of some length begin.
fn period(random: &mut SmallRng, now: DateTime<Utc>, days: i64) -> (DateTime<Utc>, DateTime<Utc>) {
    let length_s = random.random_range(1..days * 24 * 60 * 60 / 2);
    let since = now - TimeDelta::seconds(random.random_range(length_s..days * 24 * 60 * 60));
    let (mut since, mut until) = (since, since + TimeDelta::seconds(length_s));
    let step = [1, 15 * 60, 60 * 60, 24 * 60 * 60][random.random_range(0..4)];
    let aligned = |at: DateTime<Utc>| DateTime::from_timestamp(at.timestamp().div_euclid(step) * step, 0).unwrap();
    if step > 1 {
        (since, until) = (aligned(since), aligned(until) + TimeDelta::seconds(step));
    }
    (since, until)
}

#[tokio::test]
async fn sums_equal_a_direct_count_whatever_the_period_and_the_filter() {
    let (app, tenant, projector) = start().await;
    let (now, days) = (app.clock.now(), 12);
    for seed in 0..3 {
        post(&tenant, &views(seed, 1_000, now, days)).await;
        projector.catch_up(now).await;
    }
    let mut random = SmallRng::seed_from_u64(11);

    for (filter, condition) in FILTERS.into_iter().chain(LOG_FILTERS) {
        let mut periods: Vec<_> = (0..4).map(|_| period(&mut random, now, days)).collect();
        periods.push((now - TimeDelta::days(days), now));
        for (since, until) in periods {
            let what = format!("{filter} {since} {until}");
            let found = get(&tenant, &format!("summary?{}&{filter}", between(since, until))).await;

            let approximate = &found["approximate"];
            let rolled_up_by_value = FILTERS[2..].iter().any(|(known, _)| *known == filter);
            assert_eq!(found["current"].get("sessions").is_none(), rolled_up_by_value, "{what}");
            let expected = counted(&app, &log(&tenant, since, until, condition)).await;
            assert_counted(&found["current"], &expected, approximate, &what);
            let before = since - (until - since);
            let expected = counted(&app, &log(&tenant, before, since, condition)).await;
            assert_counted(&found["previous"], &expected, approximate, &format!("{what}, before"));
            assert_eq!(found["previous"]["until"], found["current"]["since"], "{what}");
        }
    }
}

#[tokio::test]
async fn what_roll_ups_answer_is_what_is_counted_row_by_row() {
    let (app, tenant, projector) = start().await;
    let (now, days) = (app.clock.now(), 6);
    post(&tenant, &views(5, 1_200, now, days)).await;
    projector.catch_up(now).await;
    let mut random = SmallRng::seed_from_u64(3);

    for (filter, _) in FILTERS {
        let (since, until) = period(&mut random, now, days);
        for period in [between(since, until), between(now - TimeDelta::days(days), now)] {
            let rolled_up = get(&tenant, &format!("summary?{period}&{filter}")).await;
            // All are of this method, which no roll-up knows.
            let by_rows = get(&tenant, &format!("summary?{period}&{filter}&method=get")).await;

            assert_eq!(by_rows["approximate"], false);
            for exact in ["hits", "errors", "bytes"] {
                assert_eq!(rolled_up["current"][exact], by_rows["current"][exact], "{filter} {period}: {exact}");
            }
            for quantile in ["duration_p50_ms", "duration_p95_ms", "duration_p99_ms"] {
                assert_eq!(
                    rolled_up["current"][quantile], by_rows["current"][quantile],
                    "{filter} {period}: {quantile}"
                );
            }
        }
    }
}

/// What a direct count says of each bucket of a calendar.
async fn by_bucket(app: &TestApp, from: &str, bucket: &str, zone: &str) -> Vec<Value> {
    let sql = format!(
        "select date_trunc('{bucket}', e.occurred_at, '{zone}') as since, count(*) as hits,
                count(*) filter (where e.status >= 400) as errors, coalesce(sum(e.bytes_sent), 0) as bytes,
                count(distinct {VISITOR}) as visitors, array_agg(distinct a.visitor) as hashes
         from {from} group by 1 order by 1"
    );
    query(app, &sql).await
}

#[tokio::test]
async fn series_equal_a_direct_count_in_every_time_zone_also_where_the_clock_changes() {
    let (app, tenant, projector) = start().await;
    let (now, days) = (app.clock.now(), 390);
    post(&tenant, &views(7, 3_000, now, days)).await;
    projector.catch_up(now).await;
    let all = now - TimeDelta::days(days);
    let month = now - TimeDelta::days(33);

    for zone in ["Asia/Kathmandu", "America/New_York", "Europe/Amsterdam", "UTC"] {
        for (bucket, since, filter, condition) in [
            ("day", all, "", "true"),
            ("week", all, "", "true"),
            ("month", all, "", "true"),
            ("hour", month, "", "true"),
            ("day", all, "status=4xx", "e.status between 400 and 499"),
            ("day", all, "path=/products/7", "e.path = '/products/7'"),
            ("day", all, "method=GET", "true"),
            ("minute", now - TimeDelta::hours(16), "", "true"),
        ] {
            let what = format!("{bucket} {zone} {filter}");
            let parameters = format!("bucket={bucket}&time_zone={zone}&{filter}&{}", between(since, now));
            let found = get(&tenant, &format!("timeseries?{parameters}")).await;

            let points = found["points"].as_array().unwrap();
            assert_eq!((&points[0]["since"], &points[points.len() - 1]["until"]), (&found["since"], &found["until"]));
            assert!(points.windows(2).all(|next| next[0]["until"] == next[1]["since"]), "{what}: a hole");
            let mut expected = by_bucket(&app, &log(&tenant, since, now, condition), bucket, zone).await;
            let seen: Vec<&Value> = points.iter().filter(|point| point["hits"] != 0).collect();
            assert_eq!(seen.len(), expected.len(), "{what}");
            for (point, expected) in seen.into_iter().zip(&mut expected) {
                let begin = |text: &Value| text.as_str().unwrap().parse::<DateTime<Utc>>().unwrap();
                let cut = begin(&expected["since"]).max(since);
                assert_eq!(begin(&point["since"]), cut, "{what}");
                for exact in ["hits", "errors", "bytes"] {
                    assert_eq!(point[exact], expected[exact], "{what} {cut}: {exact}");
                }
                let (visitors, hashes) = (&expected["visitors"], &expected["hashes"]);
                assert_distinct(&point["visitors"], visitors, hashes, &found["approximate"], &format!("{what} {cut}"));
            }
        }
    }
}

#[tokio::test]
async fn tops_equal_a_direct_count_of_every_dimension() {
    let (app, tenant, projector) = start().await;
    let (now, days) = (app.clock.now(), 9);
    post(&tenant, &views(9, 2_000, now, days)).await;
    projector.catch_up(now).await;
    let midnight = now.date_naive().and_time(chrono::NaiveTime::MIN).and_utc();
    assert_eq!(midnight.hour(), 0);
    let periods = [
        (now - TimeDelta::days(days), now),
        (midnight - TimeDelta::days(6), midnight - TimeDelta::days(1)),
        (midnight - TimeDelta::hours(60), midnight - TimeDelta::hours(55)),
    ];

    for (dimension, column) in DIMENSIONS {
        for (since, until) in periods {
            for (filter, condition) in [("", "true"), ("status=200", "e.status = 200")] {
                let what = format!("{dimension} {filter} {since} {until}");
                let parameters = format!("dimension={dimension}&limit=7&{filter}&{}", between(since, until));
                let found = get(&tenant, &format!("top?{parameters}")).await;

                let from = log(&tenant, since, until, condition);
                let sql = format!(
                    "select ({column}) collate \"C\" as value, count(*) as hits,
                            count(*) filter (where e.status >= 400) as errors, count(distinct {VISITOR}) as visitors,
                            array_agg(distinct a.visitor) as hashes
                     from {from} and {column} is not null group by 1 order by 2 desc, 1 limit 7"
                );
                let expected = query(&app, &sql).await;
                let all = counted(&app, &from).await["hits"].clone();
                assert_eq!((&found["hits"], &found["other_hits"]), (&all, &json!(0)), "{what}");
                let values = found["values"].as_array().unwrap();
                assert_eq!(values.len(), expected.len(), "{what}");
                for (value, expected) in values.iter().zip(&expected) {
                    let name = value["value"].as_str().unwrap();
                    let name = if dimension == "city" { name.split(", ").next().unwrap() } else { name };
                    assert_eq!(name, expected["value"], "{what}");
                    assert_eq!((&value["hits"], &value["errors"]), (&expected["hits"], &expected["errors"]), "{what}");
                    let (visitors, hashes) = (&expected["visitors"], &expected["hashes"]);
                    assert_distinct(&value["visitors"], visitors, hashes, &found["approximate"], &what);
                    let share = expected["hits"].as_f64().unwrap() / all.as_f64().unwrap();
                    assert!((value["share"].as_f64().unwrap() - share).abs() < 1e-9, "{what}");
                }
            }
        }
    }
}

#[tokio::test]
async fn values_that_were_counted_together_are_said_and_found_in_the_log() {
    let (app, tenant, projector) = start().await;
    let now = app.clock.now();
    let midnight = now.date_naive().and_time(chrono::NaiveTime::MIN).and_utc();
    let yesterday = midnight - TimeDelta::hours(12);
    let view = |path: usize, at: DateTime<Utc>| json!({"method": "GET", "path": format!("/{path}"), "status": 200, "occurred_at": at});
    let mut events: Vec<Value> = (0..1_200).map(|path| view(path, yesterday)).collect();
    events.extend((1_100..1_300).map(|path| view(path, yesterday + TimeDelta::hours(1))));
    events.extend([1_150, 1_150].map(|path| view(path, yesterday - TimeDelta::days(1))));
    // Longer than what is counted.
    events.push(json!({"method": "GET", "path": format!("/{}", "é".repeat(400)), "status": 200, "occurred_at": yesterday - TimeDelta::days(1)}));
    post(&tenant, &events).await;
    projector.catch_up(now).await;
    let days = between(midnight - TimeDelta::days(3), midnight);

    let top = get(&tenant, &format!("top?dimension=path&limit=1&{days}")).await;

    assert_eq!((&top["hits"], &top["other_hits"], &top["approximate"]), (&json!(1403), &json!(400), &json!(true)));
    for (path, hits) in [("/1150", 4), ("/1250", 1), ("/7", 1), ("/none", 0)] {
        let summary = get(&tenant, &format!("summary?path={path}&{days}")).await;
        assert_eq!(summary["current"]["hits"], hits, "{path}");
    }
    let long =
        get(&tenant, &format!("top?dimension=path&limit=2&{}", between(yesterday - TimeDelta::days(1), yesterday)))
            .await;
    let by_rows = get(&tenant, &format!("top?dimension=path&limit=2&method=GET&{days}")).await;
    assert_eq!(long["values"][1]["value"], format!("/{}", "é".repeat(255)));
    assert_eq!((&by_rows["other_hits"], &by_rows["values"][0]["hits"]), (&json!(0), &json!(4)));
    let far = between(midnight - TimeDelta::days(2), midnight - TimeDelta::days(1));
    let rolled_up = get(&tenant, &format!("top?dimension=path&limit=2&{far}")).await;
    assert_eq!(
        rolled_up["values"],
        json!([
            {"value": "/1150", "hits": 2, "share": 2.0 / 3.0, "visitors": 1, "errors": 0},
            {"value": format!("/{}", "é".repeat(255)), "hits": 1, "share": 1.0 / 3.0, "visitors": 1, "errors": 0},
        ])
    );
}
