//! Where exports are kept: a folder, or a bucket of S3.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use url::Url;

use super::secret::Secret;

/// What the names of the variables begin with that say how S3 is reached.
pub const S3_PREFIX: &str = "AWS_";

/// Where exports are kept.
#[derive(Clone)]
pub enum ExportsPlace {
    /// A folder of this machine, or one that several machines share.
    Folder(PathBuf),
    /// A bucket, and a prefix in it.
    Bucket {
        /// `s3://bucket/prefix`.
        url: Url,
        /// The variables `AWS_*`, by their names.
        options: Vec<(String, Secret)>,
    },
}

impl ExportsPlace {
    /// The same, and how its bucket is reached if it is one.
    pub(super) fn with_options(self, given: Vec<(String, Secret)>) -> Self {
        match self {
            Self::Bucket { url, .. } => Self::Bucket { url, options: given },
            Self::Folder(folder) => Self::Folder(folder),
        }
    }
}

impl FromStr for ExportsPlace {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let expected = || "a folder's path, file:///… or s3://bucket/prefix".to_owned();
        if !text.contains("://") {
            return std::path::absolute(text).map(Self::Folder).map_err(|_| expected());
        }
        let url = Url::parse(text).map_err(|_| expected())?;
        let is_plain = url.username().is_empty() && url.password().is_none() && url.query().is_none();
        match url.scheme() {
            "file" if is_plain => url.to_file_path().map(Self::Folder).map_err(|()| expected()),
            "s3" if is_plain && url.host_str().is_some_and(|bucket| !bucket.is_empty()) => {
                Ok(Self::Bucket { url, options: Vec::new() })
            }
            _ => Err(expected()),
        }
    }
}

impl fmt::Display for ExportsPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(folder) => write!(f, "{}", folder.display()),
            Self::Bucket { url, .. } => write!(f, "{url}"),
        }
    }
}

impl fmt::Debug for ExportsPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ExportsPlace({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_a_folder_or_a_bucket() {
        let place = |text: &str| text.parse::<ExportsPlace>().map(|place| place.to_string());

        assert_eq!(place("/var/exports").unwrap(), "/var/exports");
        assert_eq!(place("file:///var/my%20exports").unwrap(), "/var/my exports");
        assert!(place("exports").unwrap().ends_with("/exports"));
        assert_eq!(place("s3://bucket/some/prefix").unwrap(), "s3://bucket/some/prefix");
        for wrong in ["s3:///prefix", "s3://key:secret@bucket", "http://host/bucket", "s3://bucket?region=x", "://"] {
            assert!(!place(wrong).unwrap_err().contains("secret"), "{wrong}");
        }
    }
}
