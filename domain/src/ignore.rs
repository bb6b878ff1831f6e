//! Which paths are not worth an event: static files and media. They are counted, not stored.
//!
//! The path is compared as it was sent, neither percent-decoded nor normalised; the query plays no part.

use std::collections::HashSet;

use crate::settings::TenantSettings;

/// Longest file extension that is compared, in bytes; a longer one is never ignored.
const EXTENSION_BYTES_MAX: usize = 32;

/// A tenant's ignored extensions and beginnings of paths, made ready for comparing.
#[derive(Debug, Clone)]
pub struct IgnoredPaths {
    extensions: HashSet<Box<str>>,
    prefixes: Vec<Box<str>>,
}

impl IgnoredPaths {
    /// Takes them from the settings. A leading dot of an extension is tolerated; empty entries ignore nothing.
    #[must_use]
    pub fn new(settings: &TenantSettings) -> Self {
        let extensions = settings.ignored_extensions.iter();
        let extensions = extensions.map(|text| text.trim_start_matches('.').to_ascii_lowercase().into_boxed_str());
        Self {
            extensions: extensions.filter(|text| !text.is_empty()).collect(),
            prefixes: settings.ignored_prefixes.iter().filter(|text| !text.is_empty()).map(|p| (**p).into()).collect(),
        }
    }

    /// Whether `path` is ignored: by its beginning (as written) or by the extension of its last segment (in any case).
    #[must_use]
    pub fn matches(&self, path: &str) -> bool {
        self.prefixes.iter().any(|prefix| path.starts_with(&**prefix)) || self.has_ignored_extension(path)
    }

    fn has_ignored_extension(&self, path: &str) -> bool {
        let segment = path.rsplit('/').next().unwrap_or(path);
        // `/app.js;v=2`: parameters of a segment are not part of its name.
        let name = segment.split(';').next().unwrap_or(segment);
        let Some((_, extension)) = name.rsplit_once('.') else { return false };
        let mut lower = [0; EXTENSION_BYTES_MAX];
        let Some(lower) = lower.get_mut(..extension.len()) else { return false };
        lower.copy_from_slice(extension.as_bytes());
        lower.make_ascii_lowercase();
        std::str::from_utf8(lower).is_ok_and(|lower| self.extensions.contains(lower))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn static_files_and_media_are_ignored_by_default() {
        let ignored = IgnoredPaths::new(&TenantSettings::default());

        for path in ["/static/x", "/media/a/b", "/assets/", "/a.css", "/a/b.PNG", "/app.JS", "/a.b.woff2", "/a.js;v=2"]
        {
            assert!(ignored.matches(path), "{path}");
        }
        for path in ["/", "/js", "/css/", "/a.html", "/static", "/x/static/y", "/a.css/b", "/a.", "*", "", "/Static/x"]
        {
            assert!(!ignored.matches(path), "{path}");
        }
        assert!(!ignored.matches(&format!("/a.{}", "é".repeat(100))));
    }

    #[test]
    fn a_tenant_may_ignore_other_paths_or_none() {
        let settings = TenantSettings {
            ignored_extensions: vec![".PDF".into(), String::new()],
            ignored_prefixes: vec!["/internal/".into(), String::new()],
            ..TenantSettings::default()
        };
        let ignored = IgnoredPaths::new(&settings);

        assert!(ignored.matches("/a.pdf"));
        assert!(ignored.matches("/internal/x"));
        assert!(!ignored.matches("/a.css"));
        assert!(!ignored.matches("/a."));
    }
}
