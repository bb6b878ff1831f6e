//! Traces, as a collector receives them.

use std::convert::Infallible;
use std::sync::{Arc, Mutex};

use http_body_util::{BodyExt, Empty};
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use opentelemetry_proto::tonic::common::v1::{KeyValue, any_value::Value};
use opentelemetry_proto::tonic::trace::v1::Span;
use prost::Message;
use reqwest::Method;
use serde_json::json;
use tests::{Process, TestApp};
use tokio::net::TcpListener;

use crate::session_door::IPHONE;

/// Where a request came from, which nobody is to know from its trace.
const ADDRESS: &str = "203.0.113.77";
const TRACE: [u8; 16] = [0x4b; 16];

/// What collectors receive: bodies of `POST /v1/traces`.
#[derive(Clone, Default)]
struct Collector(Arc<Mutex<Vec<Bytes>>>);

impl Collector {
    /// Begins to receive; where.
    async fn start(&self) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let received = self.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let received = received.clone();
                let answer = service_fn(move |request| take(received.clone(), request));
                let connection =
                    hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), answer);
                tokio::spawn(connection);
            }
        });
        url
    }

    fn bodies(&self) -> Vec<Bytes> {
        self.0.lock().unwrap().clone()
    }

    fn spans(&self) -> Vec<Span> {
        let requests = self.bodies().into_iter().map(|body| ExportTraceServiceRequest::decode(body).unwrap());
        let resources = requests.flat_map(|request| request.resource_spans);
        resources.flat_map(|resource| resource.scope_spans).flat_map(|scope| scope.spans).collect()
    }
}

async fn take(collector: Collector, request: Request<Incoming>) -> Result<Response<Empty<Bytes>>, Infallible> {
    assert_eq!((request.method(), request.uri().path()), (&Method::POST, "/v1/traces"));
    let body = request.into_body().collect().await.unwrap().to_bytes();
    collector.0.lock().unwrap().push(body);
    Ok(Response::new(Empty::new()))
}

fn attribute(span: &Span, name: &str) -> Option<Value> {
    let of_name = |attribute: &&KeyValue| attribute.key == name;
    span.attributes.iter().find(of_name)?.value.clone()?.value
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_is_part_of_its_callers_trace_and_says_nothing_of_anybody() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let collector = Collector::default();
    let endpoint = collector.start().await;
    let process = Process::start_with(&app, "api", &[("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint)]).await;
    let client = process.client(&tenant.key);
    let event =
        json!({"method": "GET", "path": "/a-page", "ip": ADDRESS, "user_agent": IPHONE, "user_id": "ada-lovelace"});

    let caller = format!("00-{}-00f067aa0ba902b7-01", "4b".repeat(16));
    let post = client.request(Method::POST, "/v1/events").header("traceparent", caller).json(&event);
    client.send(post).await.assert_status(201);
    client.get("/v1/events?user_id=ada-lovelace").await.assert_status(200);
    client.post("/v1/sessions", &json!({"user_id": "ada-lovelace"})).await.assert_status(201);
    client.get("/v1/nothing").await.assert_status(404);
    assert_eq!(process.terminate().await, Some(0));

    let spans = collector.spans();
    let named = |name: &str| spans.iter().filter(move |span| span.name == name).collect::<Vec<_>>();
    let [posted] = named("append_event")[..] else { panic!("{spans:?}") };
    assert_eq!(posted.trace_id, TRACE);
    assert_eq!(posted.parent_span_id, [0x00, 0xf0, 0x67, 0xaa, 0x0b, 0xa9, 0x02, 0xb7]);
    assert_eq!(attribute(posted, "http.response.status_code"), Some(Value::IntValue(201)));
    let parts = |of: &Span| {
        let of = of.span_id.clone();
        let mut names: Vec<_> = spans.iter().filter(|span| span.parent_span_id == of).map(|span| &*span.name).collect();
        names.sort_unstable();
        names.dedup();
        names.into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert!(parts(posted).contains(&"append".to_owned()));
    let [listed] = named("list_events")[..] else { panic!("{spans:?}") };
    assert!(listed.parent_span_id.is_empty() && listed.trace_id != TRACE);
    assert!(parts(listed).contains(&"read".to_owned()));
    // What goes on in a task of its own is a part, too.
    let [started] = named("start_session")[..] else { panic!("{spans:?}") };
    assert_eq!(parts(started), ["append", "redis"]);
    assert_eq!(attribute(named("none")[0], "http.response.status_code"), Some(Value::IntValue(404)));
    for body in collector.bodies() {
        for personal in [ADDRESS, IPHONE, "ada-lovelace", "a-page", &tenant.key] {
            assert!(!body.windows(personal.len()).any(|bytes| bytes == personal.as_bytes()), "{personal}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_worker_traces_its_jobs_and_a_collector_that_is_away_holds_up_nothing() {
    let app = TestApp::start().await;
    let tenant = app.tenant("shop").await;
    let collector = Collector::default();
    let endpoint = [("OTEL_EXPORTER_OTLP_ENDPOINT", collector.start().await)];
    let nowhere = [("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1".to_owned())];
    let api = Process::start_with(&app, "api", &nowhere).await;
    let worker = Process::start_with(&app, "worker", &endpoint).await;
    let client = api.client(&tenant.key);

    let ordered = client.post("/v1/erasures", &json!({"user_id": "ada"})).await.assert_status(200).json();
    let job = format!("/v1/jobs/{}", ordered["job_id"].as_str().unwrap());
    while client.get(&job).await.assert_status(200).json()["state"] != "done" {
        tokio::task::yield_now().await;
    }
    assert_eq!(api.terminate().await, Some(0));
    assert_eq!(worker.terminate().await, Some(0));

    let names: Vec<String> = collector.spans().into_iter().map(|span| span.name).collect();
    assert!(names.iter().any(|name| name == "job erasure"), "{names:?}");
}

#[tokio::test]
async fn an_endpoint_that_is_no_url_is_said_at_the_start() {
    let app = TestApp::start().await;
    let mut command = tests::program_over(&app, &["api"]);

    let output = command.env("OTEL_EXPORTER_OTLP_ENDPOINT", "no url").output().await.unwrap();

    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("OTEL_EXPORTER_OTLP_ENDPOINT"), "{said}");
}
