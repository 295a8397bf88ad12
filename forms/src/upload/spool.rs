//! Temporary files for the content of uploads.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, SystemTime},
};
use tempfile::NamedTempFile;

/// How the names of our temporary files begin.
const PREFIX: &str = "forms-upload-";

/// Where uploaded files are kept until the application takes them: in memory up to a limit, then in temporary files.
///
/// A temporary file is readable for its owner only (mode 0600), has a random name, and is removed when the last handle of
/// its [`UploadedFile`](super::UploadedFile) is dropped. After a crash such files remain:
/// [`in_directory`](Self::in_directory) removes those of a previous run.
///
/// ```
/// use forms::upload::Spool;
/// # let directory = std::env::temp_dir().join(format!("forms-doc-spool-{}", std::process::id()));
/// // once, when the program starts
/// let spool = Spool::in_directory(&directory)?.max_memory(16 * 1024);
/// # std::fs::remove_dir(&directory)?;
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Spool {
    directory: Option<Arc<Path>>,
    max_memory: usize,
}

impl Spool {
    /// The greatest size of a file that is kept in memory, by default: 64 KiB.
    pub const MAX_MEMORY: usize = 64 * 1024;
    /// The age from which [`in_directory`](Self::in_directory) removes temporary files: one day.
    pub const LEFTOVER_AGE: Duration = Duration::from_secs(24 * 60 * 60);

    /// Keeps large files in the system's directory for temporary files.
    pub fn new() -> Self {
        Spool { directory: None, max_memory: Self::MAX_MEMORY }
    }
    /// Keeps large files in this directory. Creates it if it does not exist, and removes the files that a crash has left
    /// there: our temporary files that nobody has written to for a [day](Self::LEFTOVER_AGE). Files of other programs
    /// stay, and so do those of other running processes that share the directory.
    ///
    /// If [`persist`](super::UploadedFile::persist) moves files, choose a directory in the same file system: a file is
    /// then renamed and not copied.
    ///
    /// # Errors
    /// Returns an error if the directory cannot be created or read.
    pub fn in_directory(path: impl Into<PathBuf>) -> io::Result<Self> {
        let path = path.into();
        fs::create_dir_all(&path)?;
        let spool = Spool { directory: Some(path.into()), max_memory: Self::MAX_MEMORY };
        spool.remove_leftovers(Self::LEFTOVER_AGE)?;
        Ok(spool)
    }
    /// Sets the greatest size of a file that is kept in memory, in bytes. With 0, every file is written to the disk.
    #[must_use]
    pub fn max_memory(mut self, bytes: usize) -> Self {
        self.max_memory = bytes;
        self
    }
    /// Removes our temporary files that nobody has written to for this long, and returns their number.
    ///
    /// # Errors
    /// Returns an error if the directory cannot be read. A file that cannot be removed is skipped.
    pub fn remove_leftovers(&self, age: Duration) -> io::Result<usize> {
        let system = env::temp_dir();
        let mut removed = 0;
        for entry in fs::read_dir(self.directory.as_deref().unwrap_or(&system))? {
            let Ok(entry) = entry else { continue };
            let is_ours = entry.file_name().to_string_lossy().starts_with(PREFIX);
            // a link is not followed
            let Some(found) = entry.metadata().ok().filter(|found| is_ours && found.is_file()) else {
                continue;
            };
            let is_old = found
                .modified()
                .is_ok_and(|written| SystemTime::now().duration_since(written).is_ok_and(|past| past >= age));
            if is_old && fs::remove_file(entry.path()).is_ok() {
                removed += 1;
            }
        }
        Ok(removed)
    }
    pub(super) fn most_in_memory(&self) -> usize {
        self.max_memory
    }
    /// Creates a temporary file.
    pub(super) fn create(&self) -> io::Result<NamedTempFile> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(PREFIX).rand_bytes(16);
        match &self.directory {
            Some(directory) => builder.tempfile_in(directory),
            None => builder.tempfile(),
        }
    }
}

impl Default for Spool {
    fn default() -> Self {
        Self::new()
    }
}
