//! Lines as real servers write them, and the events that they are.

use serde_json::{Value, json};

use super::event;
use super::event::converted;
use super::format::Format;
use super::reader::best;

/// The event of a line, or why it is none.
fn event_of(format: &str, line: &[u8]) -> Result<Value, String> {
    let format = Format::of(format).unwrap();
    let mut out = Vec::new();
    match converted(&format, line, &mut out, |_| ()) {
        Ok(()) => Ok(serde_json::from_slice(&out).unwrap_or_else(|error| panic!("{error}: {out:?}"))),
        Err(reason) => {
            assert!(out.is_empty(), "a line that is no event leaves nothing behind");
            Err(reason.into_owned())
        }
    }
}

/// What a request line becomes, in a line of the Combined Log Format.
fn request(request: &str) -> Value {
    let line = format!(r#"192.0.2.7 - - [03/Feb/2026:04:05:06 +0100] "{request}" 200 17 "-" "-""#);
    let mut event = event_of("combined", line.as_bytes()).unwrap_or_else(|reason| panic!("{request}: {reason}"));
    let members = event.as_object_mut().unwrap();
    for (name, value) in [
        ("occurred_at", json!("2026-02-03T04:05:06+01:00")),
        ("status", json!(200)),
        ("bytes_sent", json!(17)),
        ("remote_addr", json!("192.0.2.7")),
    ] {
        assert_eq!(members.remove(name), Some(value), "{request}");
    }
    event
}

fn garbage(raw: &str) -> Value {
    json!({"method": "-", "path": "/", "data": {"request": raw}})
}

#[test]
fn request_lines_are_taken_as_real_logs_have_them() {
    let cases = [
        ("GET / HTTP/1.1", json!({"method": "GET", "path": "/"})),
        ("get /a HTTP/2.0", json!({"method": "get", "path": "/a"})),
        ("M-SEARCH * HTTP/1.1", json!({"method": "M-SEARCH", "path": "*"})),
        ("OPTIONS * HTTP/1.0", json!({"method": "OPTIONS", "path": "*"})),
        ("PRI * HTTP/2.0", json!({"method": "PRI", "path": "*"})),
        ("GET /a?b=c&d HTTP/1.1", json!({"method": "GET", "path": "/a", "query": "b=c&d"})),
        ("GET /a?b=c?d HTTP/1.1", json!({"method": "GET", "path": "/a", "query": "b=c?d"})),
        ("GET /a? HTTP/1.1", json!({"method": "GET", "path": "/a"})),
        ("GET ?a=b HTTP/1.1", json!({"method": "GET", "path": "/", "query": "a=b"})),
        ("GET /a#top HTTP/1.1", json!({"method": "GET", "path": "/a"})),
        ("GET /a b HTTP/1.1", json!({"method": "GET", "path": "/a b"})),
        ("GET  /two-blanks HTTP/1.1", json!({"method": "GET", "path": "/two-blanks"})),
        ("GET //evil.example/x HTTP/1.1", json!({"method": "GET", "path": "//evil.example/x"})),
        ("GET index.html HTTP/1.1", json!({"method": "GET", "path": "index.html"})),
        ("GET /old", json!({"method": "GET", "path": "/old"})),
        ("GET http://shop.example/a?b HTTP/1.1", json!({"method": "GET", "url": "http://shop.example/a?b"})),
        ("GET HTTPS://shop.example HTTP/1.1", json!({"method": "GET", "url": "HTTPS://shop.example"})),
        (
            "GET /r?to=http://x.example/ HTTP/1.1",
            json!({"method": "GET", "path": "/r", "query": "to=http://x.example/"}),
        ),
        ("CONNECT mail.example:25 HTTP/1.1", json!({"method": "CONNECT", "path": "mail.example:25"})),
        ("CONNECT me:pw@mail.example:25 HTTP/1.1", json!({"method": "CONNECT", "path": "mail.example:25"})),
        ("DESCRIBE rtsp://cam.example/1 RTSP/1.0", json!({"method": "DESCRIBE", "url": "rtsp://cam.example/1"})),
        ("OPTIONS sip:nm SIP/2.0", json!({"method": "OPTIONS", "path": "sip:nm"})),
        (r#"GET /a\"b HTTP/1.1"#, json!({"method": "GET", "path": "/a\"b"})),
        (r"GET /a\\b HTTP/1.1", json!({"method": "GET", "path": "/a\\b"})),
        (r"GET /caf\xc3\xa9 HTTP/1.1", json!({"method": "GET", "path": "/café"})),
        (r"GET /\xC3\x28 HTTP/1.1", json!({"method": "GET", "path": "/\u{FFFD}("})),
        (r"GET /a\tb\x00 HTTP/1.1", json!({"method": "GET", "path": "/a\tb\u{FFFD}"})),
        (r"GET /\q\xZZ HTTP/1.1", json!({"method": "GET", "path": "/\\q\\xZZ"})),
        (r"GET /\x22quoted\x22 HTTP/1.1", json!({"method": "GET", "path": "/\"quoted\""})),
        (r"\x16\x03\x01\x02\x00\x01", garbage(r"\x16\x03\x01\x02\x00\x01")),
        (r"\x03\x00\x00/*\xE0\x00\x00 HTTP/1.1", garbage(r"\x03\x00\x00/*\xE0\x00\x00 HTTP/1.1")),
        ("GET", garbage("GET")),
        ("GET HTTP/1.1", garbage("GET HTTP/1.1")),
        ("GET  HTTP/1.1", garbage("GET  HTTP/1.1")),
        ("hello world", garbage("hello world")),
        ("SSH-2.0-Go", garbage("SSH-2.0-Go")),
        ("THISMETHODISMUCHTOOLONG / HTTP/1.1", garbage("THISMETHODISMUCHTOOLONG / HTTP/1.1")),
        ("<a href=x> / HTTP/1.1", garbage("<a href=x> / HTTP/1.1")),
        ("- / HTTP/1.1", garbage("- / HTTP/1.1")),
        ("-", garbage("-")),
        ("", garbage("-")),
    ];
    for (line, wanted) in cases {
        assert_eq!(request(line), wanted, "{line}");
    }
}

#[test]
fn lines_are_taken_as_real_logs_have_them() {
    let common = json!({"occurred_at": "2026-02-03T04:05:06+00:00", "method": "GET", "path": "/a", "status": 304, "remote_addr": "192.0.2.7"});
    let with = |more: Value| {
        let mut event = common.clone();
        event.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        event
    };
    let start = r#"192.0.2.7 - - [03/Feb/2026:04:05:06 +0000] "GET /a HTTP/1.1" 304"#;
    let cases: Vec<(&str, String, Value)> = vec![
        ("common", format!("{start} -"), common.clone()),
        ("common", format!("{start} 0"), with(json!({"bytes_sent": 0}))),
        ("common", format!("{start} 99999999999999999999"), common.clone()),
        ("common", start.replace("- -", "- frank") + " 5", with(json!({"user_id": "frank", "bytes_sent": 5}))),
        ("common", start.replace("- -", "- Frank van Dam") + " -", with(json!({"user_id": "Frank van Dam"}))),
        ("common", start.replace("- -", r#"- fr\"\xe9"#) + " -", with(json!({"user_id": "fr\"\u{FFFD}"}))),
        ("common", start.replace("- -", "ident -") + " -", common.clone()),
        ("common", start.replace("192.0.2.7", "2001:db8::7") + " -", with(json!({"remote_addr": "2001:db8::7"}))),
        ("common", start.replace("192.0.2.7", "::1") + " -", with(json!({"remote_addr": "::1"}))),
        (
            "common",
            start.replace("192.0.2.7", "203.0.113.9, 192.0.2.7") + " -",
            with(json!({"x_forwarded_for": "203.0.113.9"})),
        ),
        ("common", start.replace("- -", "- - -") + " -", common.clone()),
        ("common", start.replace("192.0.2.7", "unix:") + " -", with(json!({"remote_addr": "unix:"}))),
        ("combined", format!(r#"{start} - "-" "-""#), common.clone()),
        ("combined", format!(r#"{start} - "" """#), common.clone()),
        (
            "combined",
            format!(r#"{start} - "https://x.example/?q=1" "curl/8.0""#),
            with(json!({"referrer": "https://x.example/?q=1", "user_agent": "curl/8.0"})),
        ),
        ("combined", format!(r#"{start} - "-" "say \"hi\" \\""#), with(json!({"user_agent": "say \"hi\" \\"}))),
        (
            "combined",
            format!(r#"{start} - "-" "stray "quote" here""#),
            with(json!({"user_agent": "stray \"quote\" here"})),
        ),
        (
            "combined",
            format!(r#"{start} - "a \" \" b" "x""#),
            with(json!({"referrer": "a \" \" b", "user_agent": "x"})),
        ),
        ("combined", start.replace("/a HTTP", r#"/a" b HTTP"#) + r#" - "-" "-""#, with(json!({"path": "/a\" b"}))),
        (
            "main",
            format!(r#"{start} - "-" "x" "203.0.113.9, 10.0.0.1""#),
            with(json!({"user_agent": "x", "x_forwarded_for": "203.0.113.9, 10.0.0.1"})),
        ),
        (
            "vcombined",
            format!(r#"shop.example:8080 {start} - "-" "x""#),
            with(json!({"user_agent": "x", "host": "shop.example:8080"})),
        ),
        (
            "vcombined",
            format!(r#"shop.example:443 {start} - "-" "x""#),
            with(json!({"user_agent": "x", "host": "shop.example:443"})),
        ),
        (
            r#"${time_iso8601}|$request_method|$scheme|$host|$request_uri|$request_time|$status|$bytes_sent|$upstream_status|$remote_addr"#,
            "2026-02-03T04:05:06Z|POST|https|shop.example|/a?b=c|0.0125|201|77|200, 502|192.0.2.7".to_owned(),
            json!({"occurred_at": "2026-02-03T04:05:06Z", "method": "POST", "host": "shop.example", "path": "/a", "query": "b=c", "status": 201, "bytes_sent": 77, "duration_ms": 12.5, "remote_addr": "192.0.2.7", "data": {"scheme": "https", "upstream_status": "200, 502"}}),
        ),
        (
            "$msec\\t$request_method\\t$uri\\t$args\\t$status",
            "1770091506.5\tGET\t/a\t-\t009".to_owned(),
            json!({"occurred_at": "2026-02-03T04:05:06.500Z", "method": "GET", "path": "/a"}),
        ),
    ];
    for (format, line, wanted) in cases {
        assert_eq!(event_of(format, line.as_bytes()), Ok(wanted), "{format}: {line}");
    }
}

#[test]
fn a_duration_that_no_event_can_have_is_left_out() {
    let line = format!("1770091506.5|GET|/a|{}", "9".repeat(40));

    let event = event_of("$msec|$request_method|$uri|$request_time", line.as_bytes()).unwrap();

    assert_eq!(event["duration_ms"], Value::Null);
}

#[test]
fn a_line_whose_id_is_empty_gets_one_that_follows_from_it() {
    let format = Format::of("json").unwrap();
    for id in ["id", "id_seed"] {
        let line = format!(r#"{{"occurred_at":"2026-02-03T04:05:06Z","method":"GET","path":"/a","{id}":""}}"#);
        let mut out = Vec::new();

        converted(&format, line.as_bytes(), &mut out, |out| out.extend_from_slice(b"\"id_seed\":\"a:1\",")).unwrap();

        let event: Value = serde_json::from_slice(&out).unwrap();
        assert_eq!((&event["id"], &event["id_seed"]), (&Value::Null, &json!("a:1")));
    }
}

#[test]
fn a_host_name_in_the_place_of_the_address_is_kept_beside_the_event() {
    let line = br#"crawl-7.search.example - - [03/Feb/2026:04:05:06 +0000] "GET / HTTP/1.1" 200 1"#;

    let event = event_of("common", line).unwrap();

    assert_eq!(event["data"], json!({"remote_host": "crawl-7.search.example"}));
    assert_eq!(event["remote_addr"], Value::Null);
}

#[test]
fn lines_of_json_are_events_or_variables_or_both() {
    let cases = [
        (
            r#"{"occurred_at":"2026-02-03T04:05:06Z","method":"GET","path":"/a","status":200,"duration_ms":1.5,"user_id":42,"ip":"192.0.2.7","data":{"post":{"a":[1]}}}"#,
            json!({"occurred_at": "2026-02-03T04:05:06Z", "method": "GET", "path": "/a", "status": 200, "duration_ms": 1.5, "user_id": "42", "ip": "192.0.2.7", "data": {"post": {"a": [1]}}}),
        ),
        (
            r#"{"time_iso8601":"2026-02-03T04:05:06+00:00","remote_addr":"192.0.2.7","request":"GET /caf\u00e9 HTTP/1.1","status":"404","body_bytes_sent":"12","http_referer":"","http_user_agent":"a \"b\"","request_time":"0.003","cache":"MISS"}"#,
            json!({"occurred_at": "2026-02-03T04:05:06Z", "remote_addr": "192.0.2.7", "method": "GET", "path": "/café", "status": 404, "bytes_sent": 12, "user_agent": "a \"b\"", "duration_ms": 3, "data": {"cache": "MISS"}}),
        ),
        (
            r#"{"REMOTE_ADDR":"192.0.2.7","time":1770091506,"REQUEST_METHOD":"GET","REQUEST_URI":"/a?b","x_forwarded_for":["203.0.113.9","10.0.0.1"],"session_key":"k"}"#,
            json!({"occurred_at": "2026-02-03T04:05:06Z", "method": "GET", "path": "/a", "query": "b", "remote_addr": "192.0.2.7", "x_forwarded_for": "203.0.113.9,10.0.0.1", "session_key": "k"}),
        ),
        (
            r#"{"time":"03/Feb/2026:04:05:06 +0000","request":"\x16\x03\x01","http_user_agent":"caf\xc3\xa9 \x22x\x22 \\x"}"#,
            json!({"occurred_at": "2026-02-03T04:05:06+00:00", "method": "-", "path": "/", "user_agent": "café \"x\" \\x", "data": {"request": "\u{16}\u{3}\u{1}"}}),
        ),
        (
            r#"{"url":"https://shop.example/a?b#c","method":"HEAD","id_seed":"x"}"#,
            json!({"id_seed": "x", "method": "HEAD", "url": "https://shop.example/a?b"}),
        ),
        (
            r#" {"request":"","status":"400","ts":1,"msec":"1770091506.5"} "#,
            json!({"occurred_at": "2026-02-03T04:05:06.500Z", "method": "-", "path": "/", "status": 400, "data": {"ts": 1, "request": "-"}}),
        ),
        (
            r#"{"level":"info","ts":1770091506.5,"request":{"remote_ip":"192.0.2.7","client_ip":"192.0.2.8","proto":"HTTP/2.0","method":"GET","host":"shop.example","uri":"/a?b","headers":{"User-Agent":["x"],"Referer":["https://y.example/"],"Cookie":["k=v"]}},"user_id":"","duration":0.0125,"size":17,"status":200}"#,
            json!({"occurred_at": "2026-02-03T04:05:06.500Z", "method": "GET", "host": "shop.example", "path": "/a", "query": "b", "status": 200, "bytes_sent": 17, "duration_ms": 12.5, "remote_addr": "192.0.2.7", "referrer": "https://y.example/", "user_agent": "x", "data": {"level": "info"}}),
        ),
    ];
    for (line, wanted) in cases {
        assert_eq!(event_of("json", line.as_bytes()), Ok(wanted), "{line}");
    }
}

#[test]
fn bytes_that_are_no_text_are_replaced() {
    let line = b"192.0.2.7 - - [03/Feb/2026:04:05:06 +0000] \"GET /\xFF\xC3\xA9 HTTP/1.1\" 200 1 \"-\" \"\x01\xE9\"";

    let event = event_of("combined", line).unwrap();

    assert_eq!((&event["path"], &event["user_agent"]), (&json!("/\u{FFFD}é"), &json!("\u{1}\u{FFFD}")));
    let event = event_of("json", b"{\"msec\":1,\"request\":\"GET /\xFF HTTP/1.1\"}").unwrap();
    assert_eq!(event["path"], "/\u{FFFD}");
}

#[test]
fn what_is_too_long_is_cut_where_a_value_ends_and_named() {
    let long = |bytes: usize| "x".repeat(bytes);
    let (path, query, user) = (format!("/a/{}", long(9_000)), format!("a=1&b={}", long(17_000)), long(300));
    let line = format!(
        r#"192.0.2.7 - {user} [03/Feb/2026:04:05:06 +0000] "GET {path}?{query} HTTP/1.1" 200 1 "https://x.example/?{query}" "{}""#,
        long(9_000)
    );

    let event = event_of("combined", line.as_bytes()).unwrap();

    let data = json!({"cut": ["path", "query", "user_id", "referrer"]});
    assert_eq!((&event["path"], &event["query"], &event["data"]), (&json!("/a"), &json!("a=1"), &data));
    assert_eq!((&event["referrer"], &event["user_id"]), (&json!("https://x.example/?a=1"), &Value::Null));
    assert_eq!(event["user_agent"].as_str().unwrap().len(), 8 * 1024);
}

#[test]
fn lines_that_are_no_events_say_why_and_not_what_is_in_them() {
    let start = r#"192.0.2.7 - - [03/Feb/2026:04:05:06 +0000] "GET /secret HTTP/1.1" 200"#;
    let controls = r"\x01".repeat(8_000);
    let cases = [
        ("combined", "nonsense".to_owned(), "no end of $remote_addr"),
        ("combined", start.to_owned(), "no end of $status"),
        ("combined", format!(r#"{start} 1 "-" "x"#), "no end of $http_user_agent"),
        ("combined", format!(r#"{start} 1 "-" "x" "more""#), "no end of $http_user_agent"),
        ("common", format!(r#"{start} 1 "-" "x""#), "$body_bytes_sent is no number"),
        ("combined", format!(r#"{start} 1 "-" "x""#).replace("Feb", "Fib"), "its time is none"),
        ("combined", format!(r#"{start} 1 "-" "x""#).replace("03/", "30/"), "its time is none"),
        ("combined", format!(r#"{start} 1 "-" "x""#).replace(" 200 ", " ok "), "no end of $request"),
        ("combined", format!(r#"{start} 1 "{controls}" "{controls}""#), "its event is longer than 65536 bytes"),
        ("json", "[1]".to_owned(), "no JSON object"),
        ("json", r#"{"a":1"#.to_owned(), "not JSON at column 6"),
        ("json", r#"{"level":"info"}"#.to_owned(), "it has no request, and no method with a path"),
        ("json", r#"{"path":"/"}"#.to_owned(), "it has no method"),
        ("json", r#"{"time":"","path":"/","method":"GET"}"#.to_owned(), "it has no time"),
        ("json", r#"{"occurred_at":null,"path":"/","method":"GET"}"#.to_owned(), "it has no time"),
        ("json", r#"{"request":"GET / HTTP/1.1"}"#.to_owned(), "it has no time"),
        ("json", r#"{"msec":1,"request":{"a":1}}"#.to_owned(), "it has no request, and no method with a path"),
        ("json", r#"{"msec":1,"request":["GET /"]}"#.to_owned(), "it has no request, and no method with a path"),
        ("json", r#"{"msec":1,"method":"GET","url":{"a":1}}"#.to_owned(), "it has no path"),
        ("combined", format!(r#"{start} 1 "-" "x""#).replace("03/Feb/2026:04:05:06 +0000", "-"), "it has no time"),
        ("combined", format!(r#"{start} 1 "-" "x""#).replace("03/Feb/2026:04:05:06 +0000", ""), "it has no time"),
        ("json", r#"{"time":"soon","path":"/","method":"GET"}"#.to_owned(), "its time is none"),
    ];
    for (format, line, wanted) in cases {
        assert_eq!(event_of(format, line.as_bytes()), Err(wanted.to_owned()), "{format}: {line}");
    }
}

#[test]
fn formats_that_make_no_event_are_refused_with_the_reason() {
    for (format, wanted) in [
        ("combind", "no such format"),
        ("$request", "no time"),
        ("$time_local $status", "no $request"),
        ("$time_local$request", "nothing stands between $time_local and $request"),
        ("$time_local $ $request", "no name behind a $"),
    ] {
        let reason = Format::of(format).expect_err(format);
        assert!(reason.contains(wanted), "{format}: {reason}");
    }
}

#[test]
fn a_format_is_taken_as_it_stands_in_a_configuration() {
    let wanted = Format::of(r#"$remote_addr [$time_local] "$request" $status"#);
    for pasted in [
        "log_format shop '$remote_addr [$time_local] '\n    '\"$request\" $status';",
        "log_format shop escape=json '$remote_addr [$time_local] \"$request\" $status';\n",
        "'$remote_addr [$time_local] ' '\"$request\" $status'",
    ] {
        assert_eq!(Format::of(pasted), wanted, "{pasted}");
    }
}

#[test]
fn the_format_is_found_out_from_the_first_lines() {
    let start = r#"2001:db8::7 - - [03/Feb/2026:04:05:06 +0000] "GET /a HTTP/1.1" 304 -"#;
    let cases = [
        (start.to_owned(), "common"),
        (format!(r#"{start} "-" "Some [b] x""#), "combined"),
        (format!(r#"{start} "-" "x" "-""#), "main"),
        (format!(r#"shop.example:80 {start} "-" "x""#), "vcombined"),
        (r#"{"msec":1,"request":"GET / HTTP/1.0"}"#.to_owned(), "json"),
    ];
    for (line, wanted) in cases {
        let lines = [b"garbage".as_slice(), line.as_bytes(), line.as_bytes()];
        let (format, fits) = best(Format::all().unwrap(), &lines);
        assert_eq!((format.name.as_str(), fits), (wanted, 2), "{line}");
    }
}

#[test]
fn only_a_format_with_an_end_shows_that_a_line_is_whole() {
    let shows = |format: &str, line: &str| Format::of(format).unwrap().shows_its_end(line.as_bytes());

    assert!(shows("combined", r#"… "agent""#) && shows("json", "{}"));
    assert!(!shows("common", "… 200 12") && !shows("combined", r#"… "say \""#));
}

#[test]
fn an_event_that_names_itself_gets_no_other_name() {
    let write = |line: &str| {
        let fields = super::json::split(line.as_bytes()).unwrap();
        let mut out = b"before".to_vec();
        event::write(fields, |out| out.extend_from_slice(b"\"id_seed\":\"ours\","), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    };

    assert_eq!(
        write(r#"{"msec":0,"method":"GET","path":"/"}"#),
        r#"before{"id_seed":"ours","occurred_at":"1970-01-01T00:00:00Z","method":"GET","path":"/"}"#
    );
    assert_eq!(
        write(r#"{"method":"GET","path":"/","id_seed":"theirs"}"#),
        r#"before{"method":"GET","path":"/","id_seed":"theirs"}"#
    );
}
