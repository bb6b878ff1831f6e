//! Counters and histograms that the domain keeps, in the process's default Prometheus registry. No label carries an
//! address, an agent, a user or a tenant.

use std::sync::LazyLock;

use prometheus::{
    Histogram, HistogramOpts, HistogramVec, IntCounter, IntCounterVec, IntGauge, TextEncoder, register_histogram,
    register_histogram_vec, register_int_counter, register_int_counter_vec, register_int_gauge,
};

use crate::jobs;

macro_rules! counter {
    ($(#[$doc:meta])* $name:ident, $metric:literal, $help:literal) => {
        $(#[$doc])*
        pub static $name: LazyLock<IntCounter> = LazyLock::new(|| {
            register_int_counter!($metric, $help).expect("the name is valid and used once")
        });
    };
}

macro_rules! histogram {
    ($(#[$doc:meta])* $name:ident, $metric:literal, $help:literal, $buckets:expr) => {
        $(#[$doc])*
        pub static $name: LazyLock<Histogram> = LazyLock::new(|| {
            register_histogram!(HistogramOpts::new($metric, $help).buckets($buckets))
                .expect("the name is valid and used once")
        });
    };
}

counter!(
    /// Events that got a position.
    EVENTS_APPENDED, "gatebook_events_appended_total", "Events that were appended to a log."
);
counter!(
    /// Events that were there before.
    EVENTS_DUPLICATE, "gatebook_events_duplicate_total", "Posted events that had been appended before."
);
counter!(
    /// Events that an ignore rule dropped.
    EVENTS_IGNORED, "gatebook_events_ignored_total", "Posted events that an ignore rule dropped."
);
counter!(
    /// Events that did not fit the contract.
    EVENTS_REJECTED, "gatebook_events_rejected_total", "Posted events that did not fit the contract."
);
counter!(
    /// Events that PostgreSQL refused.
    EVENTS_REFUSED, "gatebook_events_refused_total", "Posted events that PostgreSQL refused to store."
);
counter!(
    /// Queries for sessions that Redis did not have.
    SESSION_LOOKUPS, "gatebook_session_lookups_total", "Queries of PostgreSQL for sessions that Redis did not have."
);
counter!(
    /// Commits without an answer.
    COMMITS_LOST, "gatebook_commits_lost_total", "Commits whose answer was lost and that were repeated with a look-up."
);
counter!(
    /// Events that got into the read model.
    PROJECTED_EVENTS, "gatebook_projected_events_total", "Events that were projected into the access log."
);
/// Events that are not projected yet.
pub static PROJECTION_LAG_EVENTS: LazyLock<IntGauge> = LazyLock::new(|| {
    register_int_gauge!("gatebook_projection_lag_events", "Events of all tenants that are not projected yet.")
        .expect("the name is valid and used once")
});

/// Tenants whose projection an event stops.
pub static PROJECTIONS_STOPPED: LazyLock<IntGauge> = LazyLock::new(|| {
    register_int_gauge!("gatebook_projections_stopped", "Tenants whose projection an event stops.")
        .expect("the name is valid and used once")
});

histogram!(
    /// How long the oldest event of a step had waited.
    PROJECTION_LAG_SECONDS, "gatebook_projection_lag_seconds",
    "How long the oldest event of each step of the projection had waited, in seconds.",
    vec![0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 15.0, 60.0, 300.0, 3_600.0]
);
histogram!(
    /// How many events a flush stored.
    FLUSH_EVENTS, "gatebook_flush_events", "Events stored by one flush.",
    vec![1.0, 3.0, 10.0, 30.0, 100.0, 300.0, 1000.0, 3000.0, 10000.0]
);
histogram!(
    /// How long a flush took.
    FLUSH_SECONDS, "gatebook_flush_seconds", "Seconds from the begin of a flush to its last answer.",
    vec![0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0]
);

/// Bytes that wait between their arrival and their answer.
pub static WAITING_BYTES: LazyLock<IntGauge> = LazyLock::new(|| {
    register_int_gauge!("gatebook_waiting_bytes", "Bytes of requests between their arrival and their answer.")
        .expect("the name is valid and used once")
});

counter!(
    /// Requests that were refused because there was too much to do.
    REQUESTS_REFUSED, "gatebook_requests_refused_total", "Requests answered 503 because there was too much to do."
);
counter!(
    /// Connections that no handshake of TLS came of.
    TLS_HANDSHAKES_FAILED, "gatebook_tls_handshakes_failed_total",
    "Connections with TLS whose handshake failed or took too long."
);
counter!(
    /// Changed files of TLS that could not be used.
    TLS_RELOADS_FAILED, "gatebook_tls_reloads_failed_total", "Times that a changed certificate could not be used."
);

/// Requests by operation and status class.
pub static REQUESTS: LazyLock<IntCounterVec> = LazyLock::new(|| {
    register_int_counter_vec!("gatebook_requests_total", "Requests answered.", &["operation", "status"])
        .expect("the name is valid and used once")
});

/// Seconds from a request's arrival to its answer, by operation.
pub static REQUEST_SECONDS: LazyLock<HistogramVec> = LazyLock::new(|| {
    register_histogram_vec!(
        "gatebook_request_seconds",
        "Seconds from a request's arrival to its answer.",
        &["operation"],
        vec![0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0]
    )
    .expect("the name is valid and used once")
});

/// Seconds from the begin of a job to its end, of those that are done.
pub static JOB_SECONDS: LazyLock<HistogramVec> = LazyLock::new(|| {
    register_histogram_vec!(
        "gatebook_job_seconds",
        "Seconds from the begin of a job to its end, of those that are done.",
        &["kind"],
        vec![0.1, 0.5, 1.0, 5.0, 15.0, 60.0, 300.0, 900.0, 3600.0, 14400.0, 86400.0]
    )
    .expect("the name is valid and used once")
});

/// Attempts at jobs that failed.
pub static JOB_FAILURES: LazyLock<IntCounterVec> = LazyLock::new(|| {
    register_int_counter_vec!("gatebook_job_failures_total", "Attempts at jobs that failed.", &["kind"])
        .expect("the name is valid and used once")
});

/// Jobs that were given up.
pub static JOBS_GIVEN_UP: LazyLock<IntCounterVec> = LazyLock::new(|| {
    register_int_counter_vec!("gatebook_jobs_given_up_total", "Jobs that were given up.", &["kind"])
        .expect("the name is valid and used once")
});

/// Seconds that a tick of a schedule took, whatever became of it.
pub static SCHEDULE_SECONDS: LazyLock<HistogramVec> = LazyLock::new(|| {
    register_histogram_vec!(
        "gatebook_schedule_seconds",
        "Seconds that a tick of a schedule took.",
        &["schedule"],
        vec![0.005, 0.02, 0.1, 0.5, 1.0, 5.0, 15.0, 60.0, 300.0, 900.0, 3600.0]
    )
    .expect("the name is valid and used once")
});

/// Ticks of schedules that failed.
pub static SCHEDULE_FAILURES: LazyLock<IntCounterVec> = LazyLock::new(|| {
    register_int_counter_vec!("gatebook_schedule_failures_total", "Ticks of schedules that failed.", &["schedule"])
        .expect("the name is valid and used once")
});

/// Lets what an API counts begin at 0 with the process: what appears only when it is first counted has not risen, as
/// Prometheus sees it.
pub fn begin_api() {
    for counter in [
        &EVENTS_APPENDED,
        &EVENTS_DUPLICATE,
        &EVENTS_IGNORED,
        &EVENTS_REJECTED,
        &EVENTS_REFUSED,
        &SESSION_LOOKUPS,
        &COMMITS_LOST,
        &REQUESTS_REFUSED,
        &TLS_HANDSHAKES_FAILED,
        &TLS_RELOADS_FAILED,
    ] {
        LazyLock::force(counter);
    }
    for histogram in [&FLUSH_EVENTS, &FLUSH_SECONDS] {
        LazyLock::force(histogram);
    }
    LazyLock::force(&WAITING_BYTES);
}

/// The same of a worker, whose schedules have these names.
pub fn begin_worker<'a>(schedules: impl Iterator<Item = &'a str>) {
    LazyLock::force(&PROJECTED_EVENTS);
    LazyLock::force(&PROJECTION_LAG_SECONDS);
    LazyLock::force(&PROJECTION_LAG_EVENTS);
    LazyLock::force(&PROJECTIONS_STOPPED);
    for kind in jobs::KINDS {
        JOB_SECONDS.with_label_values(&[kind]);
        JOB_FAILURES.with_label_values(&[kind]);
        JOBS_GIVEN_UP.with_label_values(&[kind]);
    }
    for schedule in schedules {
        SCHEDULE_SECONDS.with_label_values(&[schedule]);
        SCHEDULE_FAILURES.with_label_values(&[schedule]);
    }
}

/// Everything that was counted in this process, as Prometheus reads it.
#[must_use]
pub fn text() -> String {
    TextEncoder::new().encode_to_string(&prometheus::gather()).unwrap_or_default()
}
