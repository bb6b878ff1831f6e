//! Jobs of the caller's tenant.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain::id::JobId;
use domain::jobs::{self, State};
use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::{Enum, Object, OpenApi};

use crate::App;
use crate::auth::TenantAdmin;
use crate::contract::Tag;
use crate::error::ApiError;
use crate::page::{LIMIT_DEFAULT, read_id_cursor, write_id_cursor};

/// The operations on jobs.
pub struct JobsApi {
    /// What they work with.
    pub app: Arc<App>,
}

/// How a job stands.
#[derive(Enum)]
#[oai(rename_all = "snake_case")]
pub enum JobState {
    /// Nobody works on it now: it is its turn later.
    Waiting,
    /// Somebody works on it.
    Running,
    /// It is done.
    Done,
    /// It was given up, see `error`.
    Failed,
}

/// A job: work that was ordered and is done in the background.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Job {
    /// Its id (`job_…`).
    id: String,
    /// What is to be done, such as `tenant_removal`. More kinds may come.
    kind: String,
    /// How it stands.
    state: JobState,
    /// How much is done.
    done: i64,
    /// How much there is at most; absent until it is known.
    total: Option<i64>,
    /// Why the last attempt failed, for people.
    error: Option<String>,
    /// When it was ordered.
    created_at: DateTime<Utc>,
    /// When it was begun.
    started_at: Option<DateTime<Utc>>,
    /// When it was done or given up.
    finished_at: Option<DateTime<Utc>>,
}

/// A page of jobs.
#[derive(Object)]
pub struct JobPage {
    /// Newest first.
    jobs: Vec<Job>,
    /// Where the next page goes on; absent at the end.
    #[oai(skip_serializing_if_is_none)]
    next: Option<String>,
}

#[OpenApi(tag = "Tag::Jobs")]
impl JobsApi {
    /// Lists the tenant's jobs.
    ///
    /// Newest first, finished ones too: those that are done for 30 days, those that have failed for 90. Needs the scope `admin`.
    #[oai(path = "/v1/jobs", method = "get", operation_id = "list_jobs")]
    async fn list(
        &self,
        caller: TenantAdmin,
        /// Most jobs of the page.
        #[oai(default = "limit_default", validator(minimum(value = "1"), maximum(value = "100")))]
        limit: Query<u32>,
        /// `next` of the page before.
        #[oai(validator(max_length = 200))]
        cursor: Query<Option<String>>,
    ) -> Result<Json<JobPage>, ApiError> {
        let list = format!("list_jobs {}", caller.0.tenant());
        let after = read_id_cursor(&self.app.keyring, &list, cursor.0.as_deref())?.map(JobId);
        let found = jobs::list(&self.app.stores, caller.0.tenant(), after, u64::from(limit.0)).await?;
        let ids = found.iter().map(|job| job.job_id.uuid());
        let next = write_id_cursor(&self.app.keyring, &list, limit.0, ids);
        Ok(Json(JobPage { jobs: found.into_iter().map(Into::into).collect(), next }))
    }

    /// Gets a job.
    ///
    /// To follow one, ask again: `state` ends as `done` or `failed`. Needs the scope `admin`.
    #[oai(path = "/v1/jobs/:job_id", method = "get", operation_id = "get_job")]
    async fn get(
        &self,
        caller: TenantAdmin,
        /// The job's id (`job_…`).
        #[oai(validator(pattern = "^job_[0-9a-f]{32}$"))]
        job_id: Path<String>,
    ) -> Result<Json<Job>, ApiError> {
        Ok(Json(jobs::find(&self.app.stores, caller.0.tenant(), id(&job_id.0)?).await?.into()))
    }

    /// Starts a failed job again.
    ///
    /// It goes on where it had got to, and has all its attempts again. 409 when it has not failed, as after a first call.
    /// Needs the scope `admin`.
    #[oai(path = "/v1/jobs/:job_id/retry", method = "post", operation_id = "retry_job")]
    async fn retry(
        &self,
        caller: TenantAdmin,
        /// The job's id (`job_…`).
        #[oai(validator(pattern = "^job_[0-9a-f]{32}$"))]
        job_id: Path<String>,
    ) -> Result<Json<Job>, ApiError> {
        Ok(Json(jobs::retry(&self.app.stores, caller.0.tenant(), id(&job_id.0)?).await?.into()))
    }
}

fn id(text: &str) -> Result<JobId, ApiError> {
    text.parse().map_err(|error: domain::id::InvalidId| ApiError::invalid("job_id", error.to_string()))
}

impl From<State> for JobState {
    fn from(state: State) -> Self {
        match state {
            State::Waiting => Self::Waiting,
            State::Running => Self::Running,
            State::Done => Self::Done,
            State::Failed => Self::Failed,
        }
    }
}

impl From<jobs::Job> for Job {
    fn from(job: jobs::Job) -> Self {
        Self {
            id: job.job_id.to_string(),
            kind: job.kind,
            state: job.state.into(),
            done: job.done,
            total: job.total,
            error: job.error,
            created_at: job.created_at,
            started_at: job.started_at,
            finished_at: job.finished_at,
        }
    }
}

fn limit_default() -> u32 {
    LIMIT_DEFAULT
}
