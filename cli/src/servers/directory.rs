//! The directory that servers live in: private to its owner, and locked while they run.

use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::io::Write;
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// A directory that is ours until this value is dropped.
pub struct Directory {
    path: PathBuf,
    /// The kernel lets the lock go when the file is closed, also when we are killed.
    _lock: File,
}

impl Directory {
    /// Makes the directory (mode 0700) if there is none, and locks it.
    ///
    /// Fails when another program has it, or when it belongs to somebody else.
    pub fn lock(path: &Path) -> Result<Self, Failure> {
        let named = |error: &std::io::Error| Failure::of(format!("the directory {}", path.display()), error);
        DirBuilder::new().recursive(true).mode(0o700).create(path).map_err(|error| named(&error))?;
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o700)).map_err(|error| named(&error))?;
        let path = path.canonicalize().map_err(|error| named(&error))?;
        let lock = private_file(&path.join("lock")).map_err(|error| named(&error))?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { path, _lock: lock }),
            Err(TryLockError::WouldBlock) => Err(Failure::new(format!(
                "another gatebook runs in {}; stop it first, or name another directory",
                path.display()
            ))),
            Err(TryLockError::Error(error)) => Err(named(&error)),
        }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

/// Writes a file that only its owner may read, whole or not at all.
pub fn write_private(path: &Path, text: &str) -> Result<(), Failure> {
    let beside = path.with_extension("new");
    let written = private_file(&beside).and_then(|mut file| {
        file.set_len(0)?;
        file.write_all(text.as_bytes())?;
        std::fs::rename(&beside, path)
    });
    written.map_err(|error| Failure::of(format!("writing {}", path.display()), &error))
}

fn private_file(path: &Path) -> Result<File, std::io::Error> {
    OpenOptions::new().create(true).truncate(false).write(true).mode(0o600).open(path)
}

/// A port of 127.0.0.1 that nobody has at this moment; `wished` if it is free.
pub fn free_port(wished: Option<u16>) -> Result<u16, Failure> {
    if let Some(port) = wished.filter(|&port| is_free_port(port)) {
        return Ok(port);
    }
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0));
    let port = listener.and_then(|listener| listener.local_addr()).map(|address| address.port());
    port.map_err(|error| Failure::of("finding a free port", &error))
}

/// Whether nobody listens on this port of 127.0.0.1.
pub fn is_free_port(port: u16) -> bool {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok()
}

/// 32 random bytes in hexadecimal: a password that no URL, shell or SQL has to escape.
pub fn random_hex() -> String {
    rand::random::<[u8; 32]>().iter().map(|byte| format!("{byte:02x}")).collect()
}
