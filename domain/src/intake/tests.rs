use entity::id::EventId;

use super::*;
use crate::entry::{Identity, Keep};
use crate::redaction::examples;

const MARK: &str = "q7ZxMARKx7Zq";

fn rules() -> Rules {
    rules_of(&TenantSettings::default())
}

fn rules_of(settings: &TenantSettings) -> Rules {
    Rules::new(settings, &[1; 32], 3, &[2; 32]).unwrap()
}

fn now() -> DateTime<Utc> {
    "2026-11-21T12:00:00.123456Z".parse().unwrap()
}

fn read_with(rules: &Rules, event: &str) -> Result<Intake, Vec<Fault>> {
    read(event.as_bytes(), rules, now(), IgnoredPath::Drop, &mut || Uuid::from_u128(7))
}

#[test]
fn no_marked_secret_is_stored_noted_or_answered() {
    let rules = rules();
    for event in examples::marked_events(MARK) {
        let event = event.to_string();

        let shown = format!("{:?}", read_with(&rules, &event));

        assert!(!shown.contains(MARK), "{event}\n{shown}");
        assert!(!shown.contains(&MARK.to_uppercase()), "{event}\n{shown}");
        assert!(!shown.contains(&MARK.to_lowercase()), "{event}\n{shown}");
    }
}

#[test]
fn innocent_events_are_stored_as_they_are() {
    let rules = rules();
    for event in examples::innocent_events() {
        let event = event.to_string();

        let Ok(Intake::Entry(entry)) = read_with(&rules, &event) else { panic!("{event}") };

        assert_eq!(entry.redacted, Vec::<String>::new(), "{event}");
    }
}

fn entry_with(rules: &Rules, members: &str) -> Entry {
    let event = format!(r#"{{"method":"get","path":"/a",{members}}}"#);
    match read_with(rules, &event) {
        Ok(Intake::Entry(entry)) => *entry,
        other => panic!("{event}: {other:?}"),
    }
}

fn entry(members: &str) -> Entry {
    entry_with(&rules(), members)
}

fn pointers(event: &str) -> Vec<String> {
    let faults = read_with(&rules(), event).expect_err(event);
    faults.into_iter().map(|fault| fault.pointer).collect()
}

#[test]
fn an_event_is_stored_with_all_its_members() {
    let settings = TenantSettings { trusted_proxies: vec!["10.0.0.0/8".parse().unwrap()], ..TenantSettings::default() };
    let event = r#"{
        "id": "evt_0198f3c2a4b07c3e9d5f1a2b3c4d5e6f", "occurred_at": "2026-11-21T12:59:59.1234567+01:00", "method": "post",
        "url": "HTTPS://Shop.Example.COM:443/a%20b/?q=1&token=x#top", "status": 201, "duration_ms": 12.5,
        "bytes_sent": 5120, "referrer": "https://example.com/?q=shoes", "user_agent": "curl/8.4.0", "user_id": 17,
        "session_id": "ses_0198f3c2a4b07c3e9d5f1a2b3c4d5e60", "remote_addr": "10.0.0.1:5000",
        "x_forwarded_for": ["1.1.1.1", "203.0.113.7", "10.0.0.2"],
        "data": {"get": {"q": "1"}, "post": {"pin": 1234, "n": [1, -2, 2.5, true, null, "é\u0000\n"]}, "v": 2, "_v": 3}
    }"#;

    let Ok(Intake::Entry(entry)) = read_with(&rules_of(&settings), event) else { panic!() };

    let expected = Entry {
        event_id: "0198f3c2-a4b0-7c3e-9d5f-1a2b3c4d5e6f".parse().unwrap(),
        identity: Identity::Stable,
        occurred_at: "2026-11-21T11:59:59.123456Z".parse().unwrap(),
        kind: "access".into(),
        keep: Keep::Retention,
        session_id: "ses_0198f3c2a4b07c3e9d5f1a2b3c4d5e60".parse().ok(),
        session_key_hash: None,
        user_id: Some("17".into()),
        ip: "203.0.113.7".parse().ok(),
        user_agent: Some("curl/8.4.0".into()),
        method: Some("POST".into()),
        host: Some("shop.example.com".into()),
        path: Some("/a%20b/".into()),
        query: Some("q=1&token=[redacted]".into()),
        status: Some(201),
        duration_ms: Some(12.5),
        bytes_sent: Some(5120),
        referrer: Some("https://example.com/?q=shoes".into()),
        data: Some(
            r#"{"v":1,"get":{"q":"1"},"post":{"pin":"[redacted]","n":[1,-2,2.5,true,null,"é�\n"]},"_v":2,"__v":3}"#
                .into(),
        ),
        redacted: vec!["/query/token".into(), "/data/post/pin".into()],
    };
    assert_eq!(*entry, expected);
}

#[test]
fn a_host_is_as_long_as_it_is_without_userinfo() {
    let visit = |host: &str| format!(r#"{{"method":"GET","url":"https://{host}/"}}"#);
    let longest = "h".repeat(HOST_BYTES_MAX);

    let Ok(Intake::Entry(entry)) = read_with(&rules(), &visit(&format!("a:b@{longest}"))) else { panic!() };

    assert_eq!(entry.host.as_deref(), Some(longest.as_str()));
    assert_eq!(pointers(&visit(&format!("{longest}h"))), ["/url"]);
}

#[test]
fn what_is_wrong_is_named_by_its_place() {
    let deep = |depth: usize| {
        format!(r#"{{"method":"GET","path":"/","data":{{"a":{}1{}}}}}"#, "[".repeat(depth), "]".repeat(depth))
    };
    let long = |name: &str, bytes: usize| format!(r#"{{"method":"GET","path":"/","{name}":"{}"}}"#, "x".repeat(bytes));
    let with = |members: &str| format!(r#"{{"method":"GET","path":"/",{members}}}"#);
    let cases = [
        ("{}".to_owned(), &["/method", "/path"][..]),
        (r#"{"method":"GET"}"#.into(), &["/path"]),
        (r#"{"path":"/"}"#.into(), &["/method"]),
        (r#"{"method":"","path":"/"}"#.into(), &["/method"]),
        (r#"{"method":"GET","path":""}"#.into(), &["/path"]),
        (r#"{"method":"GET","path":null}"#.into(), &["/path"]),
        (r#"{"method":"GET","url":""}"#.into(), &["/url"]),
        (r#"{"method":"G T","path":"/"}"#.into(), &["/method"]),
        (r#"{"method":"AVERYLONGMETHODNAME","path":"/"}"#.into(), &["/method"]),
        (r#"{"method":5,"path":[]}"#.into(), &["/method", "/path"]),
        (r#"{"method":"GET","url":"/","path":"/"}"#.into(), &["/path"]),
        (r#"{"method":"GET","url":"/","host":"a"}"#.into(), &["/host"]),
        (r#"{"method":"GET","url":"/","query":"a"}"#.into(), &["/query"]),
        (with(r#""colour":"red""#), &["/colour"]),
        (with(r#""a/b~c":1"#), &["/a~1b~0c"]),
        (with(r#""ghp_0123456789abcdefghijABCDEFGHIJ":1"#), &["/[redacted]"]),
        (with(r#""status":200,"status":200"#), &["/status"]),
        (with(r#""id":"x""#), &["/id"]),
        (with(r#""id":"key_0198f3c2a4b07c3e9d5f1a2b3c4d5e6f""#), &["/id"]),
        (with(r#""id":"0198f3c2a4b07c3e9d5f1a2b3c4d5e6f","id_seed":"x""#), &["/id_seed"]),
        (with(r#""occurred_at":"2026-11-21""#), &["/occurred_at"]),
        (with(r#""occurred_at":"2026-11-21T12:00:00""#), &["/occurred_at"]),
        (with(r#""occurred_at":"1970-01-01T00:30:00+01:00""#), &["/occurred_at"]),
        (with(r#""occurred_at":"9999-12-31T23:30:00-01:00""#), &["/occurred_at"]),
        (with(r#""occurred_at":1731000000"#), &["/occurred_at"]),
        (with(r#""status":99,"bytes_sent":-1,"duration_ms":-0.5"#), &["/status", "/duration_ms", "/bytes_sent"]),
        (with(r#""status":1000"#), &["/status"]),
        (with(r#""status":"200""#), &["/status"]),
        (with(r#""status":200.0"#), &["/status"]),
        (with(r#""duration_ms":1e39"#), &["/duration_ms"]),
        (with(r#""bytes_sent":9223372036854775808"#), &["/bytes_sent"]),
        (with(r#""bytes_sent":1e100000"#), &["/bytes_sent"]),
        (with(r#""data":{"post":{"x":[1,1e100000]}}"#), &["/data/post/x/1"]),
        (with(r#""data":{"post":{"x":"\ud800"}}"#), &["/data/post/x"]),
        (with(r#""data":[1]"#), &["/data"]),
        (with(r#""data":"x""#), &["/data"]),
        (with(r#""user_id":1.5"#), &["/user_id"]),
        (with(r#""user_id":true"#), &["/user_id"]),
        (with(r#""user_id":{"a":1}"#), &["/user_id"]),
        (with(r#""session_id":"0198f3c2a4b07c3e9d5f1a2b3c4d5e6f""#), &["/session_id"]),
        (with(r#""session_id":"ses_0198f3c2a4b07c3e9d5f1a2b3c4d5e6f","session_key":"x""#), &["/session_key"]),
        (with(r#""ip":"x""#), &["/ip"]),
        (with(r#""ip":"203.0.113.7","remote_addr":"203.0.113.7""#), &["/remote_addr"]),
        (with(r#""ip":"203.0.113.7","x_forwarded_for":"203.0.113.7""#), &["/x_forwarded_for"]),
        (with(r#""x_forwarded_for":["203.0.113.7",5]"#), &["/x_forwarded_for"]),
        (long("host", HOST_BYTES_MAX + 1), &["/host"]),
        (long("query", QUERY_BYTES_MAX + 1), &["/query"]),
        (long("referrer", REFERRER_BYTES_MAX + 1), &["/referrer"]),
        (long("user_id", USER_ID_BYTES_MAX + 1), &["/user_id"]),
        (long("id_seed", SEED_BYTES_MAX + 1), &["/id_seed"]),
        (long("session_key", SEED_BYTES_MAX + 1), &["/session_key"]),
        (long("x_forwarded_for", FORWARDED_BYTES_MAX + 1), &["/x_forwarded_for"]),
        (long("user_agent", EVENT_BYTES_MAX), &[""]),
        (format!(r#"{{"method":"GET","path":"/{}"}}"#, "x".repeat(PATH_BYTES_MAX)), &["/path"]),
        (format!(r#"{{"method":"GET","url":"/{}"}}"#, "x".repeat(PATH_BYTES_MAX)), &["/url"]),
        ("[]".into(), &[""]),
        ("5".into(), &[""]),
        ("".into(), &[""]),
        (r#"{"method":"GET","path":"/"#.into(), &[""]),
        (r#"{"method":"GET","path":"/"} x"#.into(), &[""]),
    ];
    for (event, expected) in &cases {
        assert_eq!(pointers(event), *expected, "{event}");
    }
    assert!(read_with(&rules(), &deep(62)).is_ok());
    assert_eq!(pointers(&deep(63)).len(), 1);
    assert_eq!(pointers(&deep(200)).len(), 1);
    assert_eq!(
        read(b"{\"method\":\"\xff\"}", &rules(), now(), IgnoredPath::Drop, &mut Uuid::nil).unwrap_err()[0].detail,
        "not UTF-8 at byte 12"
    );
    assert!(read_with(&rules(), r#"{"a""#).unwrap_err()[1].detail.contains("too early at line 1, column"));
}

#[test]
fn null_is_absent_and_an_empty_text_too() {
    let entry =
        entry(r#""id":null,"host":"","query":"?","user_id":null,"data":null,"ip":null,"referrer":"","status":null"#);

    assert_eq!(entry.event_id, EventId(Uuid::from_u128(7)));
    assert_eq!(entry.identity, Identity::Ours);
    assert_eq!((entry.host, entry.query, entry.user_id), (None, None, None));
    assert_eq!((entry.data, entry.ip, entry.referrer, entry.status), (None, None, None, None));
}

#[test]
fn the_time_decides_where_a_repeat_is_looked_for() {
    let v7 = "0198f3c2-a4b0-7c3e-9d5f-1a2b3c4d5e6f";
    let v7_time = DateTime::from_timestamp_millis(0x0198_f3c2_a4b0).unwrap();
    let v7_ahead = "0fffffff-a4b0-7c3e-9d5f-1a2b3c4d5e6f";
    let v4 = "0198f3c2-a4b0-4c3e-9d5f-1a2b3c4d5e6f";
    let five = "2026-11-21T12:05:00.123456Z";
    let cases = [
        (r#""user_id":"x""#.to_owned(), Identity::Ours, now()),
        (r#""occurred_at":"2020-01-01T00:00:00Z""#.into(), Identity::Ours, "2020-01-01T00:00:00Z".parse().unwrap()),
        (format!(r#""id":"{v7}""#), Identity::Stable, v7_time),
        (format!(r#""id":"{v7_ahead}""#), Identity::Receipt, now()),
        (format!(r#""id":"{v4}""#), Identity::Receipt, now()),
        (r#""id_seed":"x""#.into(), Identity::Receipt, now()),
        (format!(r#""id":"{v4}","occurred_at":"{five}""#), Identity::Stable, five.parse().unwrap()),
        (format!(r#""id":"{v4}","occurred_at":"2026-11-21T12:05:00.123457Z""#), Identity::Receipt, now()),
        (
            format!(r#""id":"{v4}","occurred_at":"2016-12-31T23:59:60Z""#),
            Identity::Stable,
            "2017-01-01T00:00:00Z".parse().unwrap(),
        ),
    ];
    for (members, identity, occurred_at) in cases {
        let entry = entry(&members);

        assert_eq!((entry.identity, entry.occurred_at), (identity, occurred_at), "{members}");
    }
}

#[test]
fn a_time_too_far_ahead_is_cut_and_kept_beside_the_data() {
    let alone = entry(r#""occurred_at":"2030-01-01T00:00:00+01:00""#);
    let clashing = entry(r#""occurred_at":"2030-01-01T00:00:00Z","data":{"occurred_at_claimed":"mine"}"#);

    assert_eq!(alone.occurred_at, now());
    assert_eq!(alone.data.unwrap(), r#"{"v":1,"occurred_at_claimed":"2029-12-31T23:00:00Z"}"#);
    assert_eq!(
        clashing.data.unwrap(),
        r#"{"v":1,"occurred_at_claimed":"2030-01-01T00:00:00Z","_occurred_at_claimed":"mine"}"#
    );
}

#[test]
fn a_seed_gives_the_same_id_for_one_tenant_and_another_for_the_next() {
    let other = Rules::new(&TenantSettings::default(), &[9; 32], 3, &[2; 32]).unwrap();
    let id = |rules: &Rules| entry_with(rules, r#""id_seed":"line 17 of access.log""#).event_id;

    assert_eq!(id(&rules()), id(&rules()));
    assert_ne!(id(&rules()), id(&other));
    assert_eq!(id(&rules()).uuid().get_version_num(), 8);
    // HMAC-SHA256 with thirty-two bytes 01, from another implementation.
    assert_eq!(id(&rules()).uuid().simple().to_string(), "fa86d32c6bf28cd4b6a2121d69bf1a5d");
}

#[test]
fn a_session_key_is_stored_as_version_and_hash() {
    let hash = entry(r#""session_key":"abc""#).session_key_hash.unwrap();

    assert_eq!(hash[0], 3);
    assert_eq!(hash, rules().session_key_hash("abc"));
    assert_ne!(hash, rules().session_key_hash("abd"));
}

#[test]
fn the_capture_switches_decide_what_is_kept() {
    let settings = TenantSettings {
        capture_ip: CaptureIp::Off,
        capture_user_agent: false,
        capture_data: false,
        ..TenantSettings::default()
    };
    let members = r#""ip":"203.0.113.7","user_agent":"Bearer abcDEF123456","data":{"post":{"pin":1}}"#;

    let entry = entry_with(&rules_of(&settings), members);

    assert_eq!((entry.ip, entry.user_agent, entry.data), (None, None, None));
    assert_eq!(entry.redacted, Vec::<String>::new());
}

#[test]
fn a_user_agent_is_cut_after_its_secrets_are_gone() {
    let before = "é".repeat(505);
    let agent = format!("{before} Bearer abcDEF123456abcDEF123456");

    let kept = entry(&format!(r#""user_agent":"{agent}""#)).user_agent.unwrap();

    assert_eq!(kept, format!("{before} [redacted]"));
    assert_eq!(entry(&format!(r#""user_agent":"x{}""#, "é".repeat(600))).user_agent.unwrap().len(), 1023);
}

#[test]
fn a_url_is_cut_into_host_path_and_query() {
    let cases = [
        ("/a?b=c#d", (None, "/a", Some("b=c"))),
        ("https://Example.com", (Some("example.com"), "/", None)),
        ("https://example.com?x=1", (Some("example.com"), "/", Some("x=1"))),
        ("http://example.com:80/", (Some("example.com"), "/", None)),
        ("http://example.com:443/", (Some("example.com:443"), "/", None)),
        ("wss://[2001:db8::1]:443/x", (Some("[2001:db8::1]"), "/x", None)),
        ("https://ann@example.com/x", (Some("example.com"), "/x", None)),
        ("//example.com/x", (None, "//example.com/x", None)),
        ("*", (None, "*", None)),
        ("/login?next=https://a.b/", (None, "/login", Some("next=https://a.b/"))),
        ("/?", (None, "/", None)),
        ("?a=1", (None, "/", Some("a=1"))),
        ("#top", (None, "/", None)),
        ("https:///x", (None, "/x", None)),
    ];
    for (url, expected) in &cases {
        let event = serde_json::json!({"method": "GET", "url": url}).to_string();

        let Ok(Intake::Entry(entry)) = read_with(&rules(), &event) else { panic!("{url}") };

        assert_eq!((entry.host.as_deref(), entry.path.as_deref().unwrap(), entry.query.as_deref()), *expected, "{url}");
    }
    assert_eq!(entry(r#""host":"Example.COM:443""#).host.unwrap(), "example.com");
    assert_eq!((entry(r#""host":"ann@""#).host, entry(r#""host":":443""#).host), (None, None));
}

#[test]
fn static_paths_are_ignored_and_still_checked() {
    assert_eq!(read_with(&rules(), r#"{"method":"GET","url":"/a.css?v=1"}"#), Ok(Intake::Ignored));
    assert_eq!(pointers(r#"{"method":"GET","path":"/a.css","status":1}"#), ["/status"]);
}

#[test]
fn static_paths_are_stored_when_asked_for() {
    let event = br#"{"method":"GET","url":"/a.css?v=1"}"#;

    let kept = read(event, &rules(), now(), IgnoredPath::Keep, &mut Uuid::nil);

    let Ok(Intake::Entry(entry)) = kept else { panic!("{kept:?}") };
    assert_eq!((entry.path.as_deref(), entry.query.as_deref()), (Some("/a.css"), Some("v=1")));
}

#[test]
fn numbers_are_stored_as_they_were_sent() {
    let data =
        entry(r#""data":{"n":[0,-1,18446744073709551615,-9223372036854775808,0.1,1e300,123456789.123456789]}"#).data;

    assert_eq!(
        data.unwrap(),
        r#"{"v":1,"n":[0,-1,18446744073709551615,-9223372036854775808,0.1,1e+300,123456789.12345679]}"#
    );
}

#[test]
fn a_batch_is_cut_into_its_events() {
    let texts = |body: &[u8]| {
        split_array(body).map(|events| events.iter().map(|text| String::from_utf8_lossy(text).into_owned()).collect())
    };

    assert_eq!(
        texts(br#"{"events":[{"a": 1},2 , "x"]}"#),
        Ok(vec![r#"{"a": 1}"#.into(), "2".into(), "\"x\"".to_owned()])
    );
    assert_eq!(texts(b"\xEF\xBB\xBF{\"events\":[]}"), Ok(vec![]));
    for body in [
        "",
        "[]",
        "{}",
        r#"{"events":{}}"#,
        r#"{"events":[],"x":1}"#,
        r#"{"events":[],"events":[]}"#,
        r#"{"events":[1"#,
    ] {
        let fault = texts(body.as_bytes()).unwrap_err();

        assert_eq!(fault.pointer, "", "{body}");
    }
}

#[test]
fn bytes_that_are_not_utf8_spoil_only_their_own_event() {
    let body = b"{\"events\":[{\"a\":\"\xff\xfe\"},{\"b\":\"\xc3\xa9\"}]}";

    let events = split_array(body).unwrap();

    assert_eq!(events, [&b"{\"a\":\"\xff\xfe\"}"[..], "{\"b\":\"é\"}".as_bytes()]);
}

#[test]
fn lines_are_numbered_and_blank_ones_passed_over() {
    let lines: Vec<_> = split_lines(b"\xEF\xBB\xBF{\"a\":1}\r\n\n  \n{\"b\":2}\n\xff\n5").collect();

    assert_eq!(lines, [(1, &b"{\"a\":1}"[..]), (4, b"{\"b\":2}"), (5, b"\xff"), (6, b"5")]);
    assert_eq!(split_lines(b"").count(), 0);
}
