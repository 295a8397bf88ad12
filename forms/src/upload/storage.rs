//! The storage of a receiver, and the content of a received file.

use super::{Spool, UploadSink};
use std::{
    any::Any,
    fs::File,
    io::{self, Read, Seek, SeekFrom, Write},
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};
use tempfile::{NamedTempFile, TempPath};

/// Where the files of one body go.
#[derive(Clone)]
pub(crate) enum Storage {
    Spool(Spool),
    Sink(Arc<dyn UploadSink>),
}

/// The content of a received file.
pub(super) enum Content {
    Memory(Vec<u8>),
    Disk(Disk),
    /// what a sink has returned
    Sink(Box<dyn Any + Send + Sync>),
}

/// A temporary file. Its path is `None` once the file has been moved to its final place.
pub(super) struct Disk(Mutex<(File, Option<TempPath>)>);

impl Disk {
    pub(super) fn new(file: NamedTempFile) -> Self {
        let (file, path) = file.into_parts();
        Disk(Mutex::new((file, Some(path))))
    }
    /// Reads from a position. The file is open since it was written, so that a program may have moved it.
    pub(super) fn read_at(&self, position: u64, out: &mut [u8]) -> io::Result<usize> {
        let (file, _) = &mut *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(position))?;
        file.read(out)
    }
    /// Moves the file. Returns `false` if it has to be copied: it has been moved before, or the path is in another file
    /// system.
    fn move_to(&self, path: &Path) -> io::Result<bool> {
        let (_, temporary) = &mut *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(from) = temporary.take() else { return Ok(false) };
        match from.persist_noclobber(path) {
            Ok(()) => Ok(true),
            Err(failed) => {
                *temporary = Some(failed.path);
                match failed.error.kind() {
                    io::ErrorKind::AlreadyExists => Err(failed.error),
                    _ => Ok(false),
                }
            }
        }
    }
}

/// Writes the content that `reader` gives to a new file at `path`, which must not exist. The file appears at once and
/// whole: it is written beside its place and then moved.
pub(super) fn persist(content: &Content, reader: impl Read, path: &Path) -> io::Result<()> {
    if let Content::Disk(disk) = content
        && disk.move_to(path)?
    {
        return Ok(());
    }
    let directory = path.parent().filter(|parent| !parent.as_os_str().is_empty());
    let mut copy = NamedTempFile::new_in(directory.unwrap_or(Path::new(".")))?;
    io::copy(&mut { reader }, &mut copy)?;
    copy.flush()?;
    copy.persist_noclobber(path).map(drop).map_err(|failed| failed.error)
}
