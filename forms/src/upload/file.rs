//! An uploaded file.

use super::{
    Untrusted, content, safe_name,
    storage::{self, Content},
};
use std::{
    any::Any,
    fmt,
    io::{self, Read, Seek, SeekFrom},
    path::Path,
    sync::Arc,
};

/// An uploaded file: its content, in memory or in a temporary file, and what is known about it.
///
/// It is a handle, cheap to clone. When the last handle is dropped, its memory is freed or its temporary file is removed.
/// `Debug` shows neither the content nor the name.
///
/// ```
/// use forms::upload::UploadedFile;
///
/// let file = UploadedFile::from_bytes("notes.txt", "Tea at five");
/// assert_eq!(file.size(), 11);
/// assert_eq!(file.content_type(), Some("text/plain"));
/// assert_eq!(file.bytes()?, b"Tea at five");
///
/// let directory = std::env::temp_dir().join(format!("forms-doc-{}", std::process::id()));
/// std::fs::create_dir(&directory)?;
/// let path = directory.join("1"); // a name of your own, such as a number or a UUID
/// file.persist(&path)?;
/// assert_eq!(std::fs::read(&path)?, b"Tea at five");
/// # std::fs::remove_dir_all(&directory)?;
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone)]
pub struct UploadedFile(Arc<Received>);

pub(super) struct Received {
    pub(super) claimed_name: Box<str>,
    pub(super) claimed_type: Box<str>,
    pub(super) size: u64,
    pub(super) content_type: Option<&'static str>,
    /// width and height of an image, once they have been asked for
    #[cfg(feature = "images")]
    pub(super) dimensions: std::sync::OnceLock<Option<(u64, u64)>>,
    pub(super) content: Content,
}

impl UploadedFile {
    /// Creates a file in memory: in tests, and to replace the content of an upload, for example by an image without its
    /// metadata. `name` is what the sender would call it.
    pub fn from_bytes(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        let bytes = bytes.into();
        let head = &bytes[..bytes.len().min(content::HEAD_BYTES)];
        let content_type = content::determine(head, head.len() == bytes.len());
        Self::new(Received {
            claimed_name: name.into().into(),
            claimed_type: Box::default(),
            size: bytes.len() as u64,
            content_type,
            #[cfg(feature = "images")]
            dimensions: std::sync::OnceLock::new(),
            content: Content::Memory(bytes),
        })
    }
    pub(super) fn new(received: Received) -> Self {
        UploadedFile(Arc::new(received))
    }
    /// Returns the size in bytes.
    pub fn size(&self) -> u64 {
        self.0.size
    }
    /// Returns the name that the sender gave, which may be empty. It may contain anything, also the path of a file on the
    /// sender's disk.
    pub fn claimed_name(&self) -> Untrusted<'_> {
        Untrusted(&self.0.claimed_name)
    }
    /// Returns a [safe name](safe_name()) made from the name that the sender gave: for display, and for downloads. It is
    /// not unique: do not store files under it.
    pub fn safe_name(&self) -> String {
        safe_name(&self.0.claimed_name)
    }
    /// Returns the content type that the sender gave, or an empty text. Most senders guess it from the name.
    pub fn claimed_type(&self) -> Untrusted<'_> {
        Untrusted(&self.0.claimed_type)
    }
    /// Returns the media type that the first 64 KiB of the content have, such as `image/png`; `text/plain` for any text in
    /// UTF-8 that has no type of its own. Returns `None` if the type is not known.
    ///
    /// A file can have several types at once, as a ZIP archive may begin with the bytes of an image. Serve files that
    /// users have uploaded with `X-Content-Type-Options: nosniff`, from another domain or as attachments.
    pub fn content_type(&self) -> Option<&'static str> {
        self.0.content_type
    }
    /// Returns the width and the height of an image, in pixels, as its header gives them. Returns `None` if the file is
    /// not an image of a known format. Requires the feature `images`.
    #[cfg(feature = "images")]
    pub fn dimensions(&self) -> Option<(u64, u64)> {
        let measure = || super::image::dimensions(self.0.content_type, self.reader().ok()?);
        *self.0.dimensions.get_or_init(measure)
    }
    /// Returns the whole content.
    ///
    /// # Errors
    /// Returns an error if the temporary file cannot be read, or if a [sink](super::UploadSink) has the content.
    pub fn bytes(&self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::with_capacity(usize::try_from(self.0.size).unwrap_or_default());
        self.reader()?.read_to_end(&mut bytes)?;
        Ok(bytes)
    }
    /// Returns a reader of the content. Several readers of one file do not disturb each other. Reading from the disk
    /// blocks the thread.
    ///
    /// # Errors
    /// Returns an error if a [sink](super::UploadSink) has the content.
    pub fn reader(&self) -> io::Result<FileReader> {
        if let Content::Sink(_) = self.0.content {
            return Err(io::Error::new(
                io::ErrorKind::Unsupported,
                "the content of the file went to the application's sink",
            ));
        }
        Ok(FileReader { file: self.clone(), position: 0 })
    }
    /// Keeps the content in a new file at this path. The file appears at once and whole. It is readable for its owner only
    /// (mode 0600), until you set other permissions.
    ///
    /// A temporary file is renamed if it is in the same file system, and copied otherwise. This blocks the thread: in an
    /// asynchronous handler, call it in your runtime's `spawn_blocking`.
    ///
    /// Choose the path yourself, such as a directory of uploads and a random name. Never make it of the name that the
    /// sender gave.
    ///
    /// # Errors
    /// Returns an error if the path exists, if it cannot be written, or if a [sink](super::UploadSink) has the content.
    pub fn persist(&self, path: impl AsRef<Path>) -> io::Result<()> {
        storage::persist(&self.0.content, self.reader()?, path.as_ref())
    }
    /// Returns what the application's [sink](super::UploadSink) has returned for this file, if it is of type `T`.
    pub fn stored<T: Any>(&self) -> Option<&T> {
        match &self.0.content {
            Content::Sink(stored) => stored.downcast_ref(),
            _ => None,
        }
    }
    /// Returns whether the content is in memory, and not in a temporary file or a sink.
    pub fn is_in_memory(&self) -> bool {
        matches!(self.0.content, Content::Memory(_))
    }
}

/// Two handles are equal if they are handles of the same upload. Contents are not compared.
impl PartialEq for UploadedFile {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for UploadedFile {}

impl fmt::Debug for UploadedFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UploadedFile")
            .field("size", &self.0.size)
            .field("content_type", &self.0.content_type)
            .finish_non_exhaustive()
    }
}

/// Reads the content of an [`UploadedFile`].
#[derive(Debug)]
pub struct FileReader {
    file: UploadedFile,
    position: u64,
}

impl Read for FileReader {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = match &self.file.0.content {
            Content::Memory(bytes) => {
                let from = usize::try_from(self.position).unwrap_or(usize::MAX).min(bytes.len());
                (&bytes[from..]).read(out)?
            }
            Content::Disk(disk) => disk.read_at(self.position, out)?,
            Content::Sink(_) => 0,
        };
        self.position += read as u64;
        Ok(read)
    }
}

impl Seek for FileReader {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let position = match to {
            SeekFrom::Start(position) => Some(position),
            SeekFrom::End(offset) => self.file.size().checked_add_signed(offset),
            SeekFrom::Current(offset) => self.position.checked_add_signed(offset),
        };
        self.position = position.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.position)
    }
}
