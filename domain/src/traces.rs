//! Traces for OpenTelemetry: a span for each request, scheduled job and job of the queue, and for what they wait for. Sent over
//! OTLP when the environment names a collector (<https://opentelemetry.io/docs/specs/otel/protocol/exporter/>), else nothing is made.
//!
//! No span carries an address, an agent, a user, a path or a query.

use std::borrow::Cow;
use std::sync::OnceLock;
use std::time::Duration;

use opentelemetry::propagation::{Extractor, TextMapPropagator};
use opentelemetry::trace::{FutureExt, Span as _, SpanKind, Status, TraceContextExt, Tracer as _, TracerProvider as _};
use opentelemetry::{Context, KeyValue};
use opentelemetry_otlp::{ExporterBuildError, SpanExporter};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::propagation::TraceContextPropagator;
use opentelemetry_sdk::trace::{SdkTracer, SdkTracerProvider, Span};

/// One of these says where the collector is; the first is for all signals, the second for traces alone.
const ENDPOINTS: [&str; 2] = ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"];
/// How long the last spans may take.
const END_MAX: Duration = Duration::from_secs(5);

static TRACER: OnceLock<SdkTracer> = OnceLock::new();

/// The way to the collector, if there is one.
pub struct Traces(Option<SdkTracerProvider>);

impl Traces {
    /// Begins to trace when the environment names a collector. The first call in a process decides.
    ///
    /// # Errors
    /// When what the environment says of the collector does not fit.
    pub fn start() -> Result<Self, ExporterBuildError> {
        if ENDPOINTS.iter().all(|name| std::env::var_os(name).is_none_or(|value| value.is_empty())) {
            return Ok(Self(None));
        }
        let exporter = SpanExporter::builder().with_http().build()?;
        let mut resource = Resource::builder();
        if std::env::var_os("OTEL_SERVICE_NAME").is_none() {
            resource = resource.with_service_name("gatebook");
        }
        let provider =
            SdkTracerProvider::builder().with_batch_exporter(exporter).with_resource(resource.build()).build();
        // An error means that somebody was here before.
        let _ = TRACER.set(provider.tracer("gatebook"));
        Ok(Self(Some(provider)))
    }

    /// Sends what waits, for some seconds at most. Blocks.
    pub fn end(self) {
        if let Some(Err(error)) = self.0.map(|provider| provider.shutdown_with_timeout(END_MAX)) {
            tracing::warn!(%error, "the last traces were not sent");
        }
    }
}

/// What a trace is made of that is being done; nothing when nobody traces.
pub struct Work(Option<Context>);

impl Work {
    /// A request, as part of the trace that its headers name (W3C Trace Context).
    pub fn of_request<'a>(method: &str, header: impl Fn(&str) -> Option<&'a str>) -> Self {
        let begin = |tracer: &SdkTracer| {
            let headers = Headers(["traceparent", "tracestate"].map(|name| (name, header(name))));
            let parent = TraceContextPropagator::new().extract_with_context(&Context::new(), &headers);
            let attributes = [KeyValue::new("http.request.method", method.to_owned())];
            let span = tracer.span_builder("request").with_kind(SpanKind::Server).with_attributes(attributes);
            parent.with_span(tracer.build_with_context(span, &parent))
        };
        Self(TRACER.get().map(begin))
    }

    /// Something that a process does by itself.
    pub fn of_process(name: impl Into<Cow<'static, str>>) -> Self {
        let begin = |tracer: &SdkTracer| {
            let span = tracer.span_builder(name).with_kind(SpanKind::Internal);
            Context::new().with_span(tracer.build_with_context(span, &Context::new()))
        };
        Self(TRACER.get().map(begin))
    }

    /// Does it: parts that are begun meanwhile are its.
    pub async fn scope<T>(&self, work: impl Future<Output = T>) -> T {
        match &self.0 {
            Some(context) => work.with_context(context.clone()).await,
            None => work.await,
        }
    }

    /// Ends a request: the operation that it was, and how it was answered.
    pub fn answered(self, operation: &'static str, status: u16) {
        if let Some(context) = self.0 {
            let span = context.span();
            span.update_name(operation);
            span.set_attribute(KeyValue::new("http.response.status_code", i64::from(status)));
            if status >= 500 {
                span.set_status(Status::error(""));
            }
            span.end();
        }
    }

    /// Ends what a process did by itself.
    pub fn done(self, is_well: bool) {
        if let Some(context) = self.0 {
            if !is_well {
                context.span().set_status(Status::error(""));
            }
            context.span().end();
        }
    }
}

/// A part of what is being done: until it is dropped.
pub(crate) struct Part {
    span: Option<Span>,
}

impl Drop for Part {
    fn drop(&mut self) {
        if let Some(span) = &mut self.span {
            span.end();
        }
    }
}

/// Begins a part of what is being done; nothing when that is not traced.
pub(crate) fn part(name: &'static str) -> Part {
    let traced = |tracer: &SdkTracer| {
        let context = Context::current();
        context.span().span_context().is_sampled().then(|| {
            let span = tracer.span_builder(name).with_kind(SpanKind::Client);
            tracer.build_with_context(span, &context)
        })
    };
    Part { span: TRACER.get().and_then(traced) }
}

/// What is done in a task of its own, as part of what is being done.
pub(crate) fn go_on<T>(work: impl Future<Output = T>) -> impl Future<Output = T> {
    work.with_current_context()
}

/// The headers of a request, as far as they say of which trace it is.
struct Headers<'a>([(&'static str, Option<&'a str>); 2]);

impl Extractor for Headers<'_> {
    fn get(&self, key: &str) -> Option<&str> {
        self.0.iter().find(|(name, _)| *name == key)?.1
    }

    fn keys(&self) -> Vec<&str> {
        self.0.iter().map(|(name, _)| *name).collect()
    }
}
