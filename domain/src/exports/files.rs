//! Where files are kept: a folder or a bucket, as parts that are written once and never changed.
//!
//! `tenant/job/run/part-push.gz`: whose it is, and who has written it. Nothing is found by listing but what is to be removed.

use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use entity::id::{JobId, TenantId};
use futures::stream::BoxStream;
use futures::{StreamExt as _, TryStreamExt as _};
use object_store::aws::{AmazonS3Builder, AmazonS3ConfigKey};
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt as _, RetryConfig};

use super::https::Https;
use crate::boot::ExportsPlace;
use crate::error::Error;

/// How long the store may take to keep or give a part: less than PostgreSQL waits for whoever writes one.
const PATIENCE: Duration = Duration::from_secs(30);
/// How often a bucket is asked again, and for how long. A job that fails is tried again anyway.
const RETRIES_MAX: usize = 3;
const RETRIED_FOR: Duration = Duration::from_secs(20);
/// How long it may take to remove what is to go; the next time goes on.
const REMOVAL_MAX: Duration = Duration::from_secs(45);

/// A part of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Part {
    pub tenant: TenantId,
    pub job: JobId,
    /// Which time the file is written.
    pub run: i32,
    /// Which part, from 1.
    pub part: i32,
    /// Which push of the job has written it.
    pub push: i32,
}

/// The store of files. Cheap to clone.
#[derive(Clone)]
pub struct Files {
    store: Arc<dyn ObjectStore>,
    /// Where in the store.
    root: Path,
    /// The same, when it is on a disk.
    folder: Option<PathBuf>,
}

impl Files {
    /// The store at a place. It need not be there yet: that shows when it is used.
    ///
    /// # Errors
    /// `Invalid` when the place cannot be used at all, such as a bucket whose settings do not fit.
    pub fn open(place: &ExportsPlace) -> Result<Self, Error> {
        let invalid = |detail: &str| Error::invalid("GATEBOOK_EXPORTS", format!("GATEBOOK_EXPORTS {detail}"));
        match place {
            ExportsPlace::Folder(folder) => {
                // Others have no business in it. One that is there stays as it is.
                if let Err(error) = DirBuilder::new().recursive(true).mode(0o700).create(folder) {
                    tracing::warn!(%error, folder = %folder.display(), "the folder of GATEBOOK_EXPORTS cannot be made: exports fail until it is there");
                }
                let root = Path::from_absolute_path(folder).map_err(|_| invalid("names no folder"))?;
                let store = Arc::new(LocalFileSystem::new().with_fsync(true));
                Ok(Self { store, root, folder: Some(folder.clone()) })
            }
            ExportsPlace::Bucket { url, options } => {
                let retry =
                    RetryConfig { max_retries: RETRIES_MAX, retry_timeout: RETRIED_FOR, ..RetryConfig::default() };
                let builder =
                    AmazonS3Builder::new().with_url(url.as_str()).with_retry(retry).with_http_connector(Https);
                let builder = options.iter().fold(builder, |builder, (name, value)| {
                    match name.to_ascii_lowercase().parse::<AmazonS3ConfigKey>() {
                        Ok(key) => builder.with_config(key, value.expose()),
                        // Of other programs.
                        Err(_) => builder,
                    }
                });
                let root = Path::from_url_path(url.path()).map_err(|_| invalid("names no prefix of a bucket"))?;
                let store = builder.build().map_err(|error| invalid(&format!("cannot be used: {}", brief(&error))))?;
                Ok(Self { store: Arc::new(store), root, folder: None })
            }
        }
    }

    /// Keeps a part. Done again, it is the same part.
    ///
    /// # Errors
    /// `Unavailable` when the store does not keep it in time.
    pub(super) async fn put(&self, part: &Part, bytes: Vec<u8>) -> Result<(), Error> {
        let path = self.path(part);
        in_time(PATIENCE, self.store.put(&path, bytes.into())).await.map(drop)
    }

    /// The bytes of a part.
    ///
    /// # Errors
    /// `Unavailable` when the store does not begin to give it in time.
    pub(super) async fn get(&self, part: &Part) -> Result<BoxStream<'static, Result<Bytes, Error>>, Error> {
        let path = self.path(part);
        let got = in_time(PATIENCE, self.store.get(&path)).await?;
        Ok(got.into_stream().map_err(away).boxed())
    }

    /// Removes a part that nobody needs, if it can be: what is left is found by who removes the file.
    pub(super) async fn discard(&self, part: &Part) {
        let path = Ok(self.path(part));
        let removed = self.store.delete_stream(futures::stream::iter([path]).boxed()).try_collect::<Vec<_>>();
        let _ = in_time(PATIENCE, removed).await;
    }

    /// Removes everything of an export that has ended.
    ///
    /// # Errors
    /// `Unavailable` when the store does not remove all in time; the next time goes on.
    pub(super) async fn clear(&self, tenant: TenantId, job: JobId) -> Result<(), Error> {
        self.clear_but(tenant, job, |_| false).await?;
        self.remove_folder([tenant.to_string(), job.to_string()]).await
    }

    /// Removes the parts of an export, but those to be kept. Others may be written meanwhile.
    ///
    /// # Errors
    /// `Unavailable` when the store does not remove all in time; the next time goes on.
    pub(super) async fn clear_but(
        &self,
        tenant: TenantId,
        job: JobId,
        keep: impl Fn(&Part) -> bool,
    ) -> Result<(), Error> {
        let folder = self.folder_of(tenant).join(job.to_string());
        let all = in_time(PATIENCE, self.store.list(Some(&folder)).try_collect::<Vec<_>>()).await?;
        let goes = |path: &Path| !read_part(tenant, job, path).is_some_and(|part| keep(&part));
        self.remove(all.into_iter().map(|object| object.location).filter(goes).collect()).await
    }

    /// Removes everything of a tenant.
    ///
    /// # Errors
    /// `Unavailable` when the store does not remove all in time; the next time goes on.
    pub(crate) async fn clear_tenant(&self, tenant: TenantId) -> Result<(), Error> {
        let folder = self.folder_of(tenant);
        let all = in_time(PATIENCE, self.store.list(Some(&folder)).try_collect::<Vec<_>>()).await?;
        self.remove(all.into_iter().map(|object| object.location).collect()).await?;
        self.remove_folder([tenant.to_string()]).await
    }

    async fn remove(&self, paths: Vec<Path>) -> Result<(), Error> {
        let removed = self.store.delete_stream(futures::stream::iter(paths.into_iter().map(Ok)).boxed());
        let removed = removed.try_for_each(|_| async { Ok(()) });
        match in_time(REMOVAL_MAX, removed).await {
            // Somebody else was quicker; the others are removed the next time.
            Err(Error::Unavailable { source: Some(source), .. }) if is_not_found(&*source) => {
                Err(Error::unavailable("others remove the same files of exports"))
            }
            other => other,
        }
    }

    /// Removes a folder with what the library does not list: what was being written when a process was killed.
    async fn remove_folder<const N: usize>(&self, names: [String; N]) -> Result<(), Error> {
        let Some(folder) = &self.folder else { return Ok(()) };
        let folder = names.iter().fold(folder.clone(), |folder, name| folder.join(name));
        match tokio::fs::remove_dir_all(folder).await {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(away(object_store::Error::Generic { store: "folder", source: Box::new(error) }))
            }
            _ => Ok(()),
        }
    }

    fn folder_of(&self, tenant: TenantId) -> Path {
        self.root.clone().join(tenant.to_string())
    }

    fn path(&self, part: &Part) -> Path {
        let Part { tenant, job, run, part, push } = part;
        self.folder_of(*tenant).join(job.to_string()).join(run.to_string()).join(format!("{part:06}-{push}.gz"))
    }
}

/// The part that an object of an export is, if it is one.
fn read_part(tenant: TenantId, job: JobId, path: &Path) -> Option<Part> {
    let mut names = path.as_ref().rsplit('/');
    let (part, push) = names.next()?.strip_suffix(".gz")?.split_once('-')?;
    let run = names.next()?.parse().ok()?;
    Some(Part { tenant, job, run, part: part.parse().ok()?, push: push.parse().ok()? })
}

/// What the store says, in time or not at all.
async fn in_time<T>(patience: Duration, said: impl Future<Output = object_store::Result<T>>) -> Result<T, Error> {
    let in_time = tokio::time::timeout(patience, said).await;
    in_time.map_err(|_| Error::unavailable("the store of exports did not answer in time"))?.map_err(away)
}

fn away(error: object_store::Error) -> Error {
    Error::Unavailable { reason: "the store of exports did not answer as expected", source: Some(Box::new(error)) }
}

fn is_not_found(error: &(dyn std::error::Error + 'static)) -> bool {
    matches!(error.downcast_ref(), Some(object_store::Error::NotFound { .. }))
}

/// What is wrong with a store, without the paths, addresses and answers that it quotes.
pub(crate) fn brief(error: &object_store::Error) -> String {
    use object_store::Error as Refused;
    let what = match error {
        Refused::NotFound { .. } => "there is no such object",
        Refused::PermissionDenied { .. } => "permission denied",
        Refused::Unauthenticated { .. } => "the credentials are not taken",
        _ => "failed",
    };
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(error) = cause {
        if let Some(error) = error.downcast_ref::<std::io::Error>() {
            return format!("exports: {what}: {}", error.kind());
        }
        cause = error.source();
    }
    format!("exports: {what}")
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn ids() -> (TenantId, JobId) {
        (TenantId(Uuid::from_u128(1)), JobId(Uuid::from_u128(2)))
    }

    #[test]
    fn a_part_is_read_from_the_name_that_it_is_given() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::open(&ExportsPlace::Folder(folder.path().to_owned())).unwrap();
        let (tenant, job) = ids();
        let part = Part { tenant, job, run: 2, part: 1_234_567, push: 3 };

        assert_eq!(read_part(tenant, job, &files.path(&part)), Some(part));
        assert_eq!(read_part(tenant, job, &Path::from("a/b/2/note.txt")), None);
    }

    #[tokio::test]
    async fn what_is_not_to_be_kept_goes_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::open(&ExportsPlace::Folder(folder.path().join("exports"))).unwrap();
        let (tenant, job) = ids();
        let part = |run, part, push| Part { tenant, job, run, part, push };
        let other = Part { job: JobId(Uuid::from_u128(3)), ..part(1, 1, 1) };
        for part in [part(1, 1, 1), part(2, 1, 1), part(2, 1, 2), other] {
            files.put(&part, b"x".to_vec()).await.unwrap();
        }
        let is_there = async |part: Part| files.get(&part).await.is_ok();

        files.clear_but(tenant, job, |found| *found == part(2, 1, 2)).await.unwrap();

        let there = [
            is_there(part(1, 1, 1)).await,
            is_there(part(2, 1, 1)).await,
            is_there(part(2, 1, 2)).await,
            is_there(other).await,
        ];
        assert_eq!(there, [false, false, true, true]);
        let exports = folder.path().join("exports");
        let being_written = exports.join(tenant.to_string()).join(job.to_string()).join("2/000003-1.gz#1");
        std::fs::write(&being_written, b"x").unwrap();
        files.clear_but(tenant, job, |_| false).await.unwrap();
        assert!(being_written.exists(), "another process writes it");
        let left_behind = exports.join(tenant.to_string()).join(job.to_string()).join("2/000002-1.gz#1");
        std::fs::write(&left_behind, b"x").unwrap();
        files.clear(tenant, job).await.unwrap();
        assert!(!left_behind.exists() && is_there(other).await);
        files.clear_tenant(tenant).await.unwrap();
        files.clear_tenant(tenant).await.unwrap();
        assert!(exports.exists() && !exports.join(tenant.to_string()).exists());
    }

    #[test]
    fn what_a_store_says_is_told_without_its_paths() {
        let denied = std::io::Error::from(std::io::ErrorKind::PermissionDenied);
        let wrapped = object_store::Error::Generic { store: "/secret", source: Box::new(denied) };

        assert_eq!(brief(&wrapped), "exports: failed: permission denied");
        let missing = object_store::Error::NotFound { path: "/secret".into(), source: "secret".into() };
        assert_eq!(brief(&missing), "exports: there is no such object");
    }
}
