//! A file while it arrives.

use super::{
    Spool, Storage, Untrusted, UploadSink, UploadWriter, UploadedFile, content,
    file::Received,
    storage::{Content, Disk},
};
use std::{
    io::{self, Write},
    sync::Arc,
};
use tempfile::NamedTempFile;

/// What the sender says about a file.
pub(crate) struct FileHead {
    /// the name of the declared field
    pub(crate) field: &'static str,
    pub(crate) name: Box<str>,
    pub(crate) content_type: Box<str>,
}

/// A file of which not all bytes have arrived. Dropping it removes what was kept.
pub(crate) struct Incoming {
    head: FileHead,
    /// the bytes that have arrived, also those that were not kept
    size: u64,
    /// the greatest size that is kept
    most: u64,
    place: Place,
}

enum Place {
    Memory(Vec<u8>, Spool),
    Disk {
        file: NamedTempFile,
        content_type: Option<&'static str>,
    },
    Sink {
        writer: Option<Box<dyn UploadWriter>>,
        sink: Arc<dyn UploadSink>,
        start: Vec<u8>,
    },
    /// The file is too large, and its bytes are only counted.
    Nowhere,
}

/// A file that has arrived in full.
pub(crate) enum Outcome {
    Kept(UploadedFile),
    /// The size of a file that was too large to be kept.
    TooLarge(u64),
}

impl Incoming {
    /// Starts a file, of which at most `most` bytes are kept.
    pub(crate) fn new(head: FileHead, storage: &Storage, most: u64) -> Self {
        let place = match storage {
            Storage::Spool(spool) => Place::Memory(Vec::new(), spool.clone()),
            Storage::Sink(sink) => Place::Sink { writer: None, sink: Arc::clone(sink), start: Vec::new() },
        };
        Incoming { head, size: 0, most, place }
    }
    /// Returns the number of bytes that have arrived.
    pub(crate) fn size(&self) -> u64 {
        self.size
    }
    /// Returns whether the sender gave a name for the file.
    pub(crate) fn has_name(&self) -> bool {
        !self.head.name.is_empty()
    }
    /// Adds the next bytes. The future is ready at once unless the storage is a sink.
    pub(crate) async fn push(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.size += bytes.len() as u64;
        if self.size > self.most {
            // removes what was kept
            self.place = Place::Nowhere;
            return Ok(());
        }
        match &mut self.place {
            Place::Nowhere => {}
            Place::Memory(kept, spool) if kept.len() + bytes.len() > spool.most_in_memory() => {
                let content_type = {
                    let room = content::HEAD_BYTES.saturating_sub(kept.len()).min(bytes.len());
                    kept.extend_from_slice(&bytes[..room]);
                    let content_type =
                        content::determine(&kept[..kept.len().min(content::HEAD_BYTES)], false);
                    kept.truncate(kept.len() - room);
                    content_type
                };
                let mut file = spool.create()?;
                file.write_all(kept)?;
                file.write_all(bytes)?;
                self.place = Place::Disk { file, content_type };
            }
            Place::Memory(kept, _) => kept.extend_from_slice(bytes),
            Place::Disk { file, .. } => file.write_all(bytes)?,
            Place::Sink { writer, sink, start } => {
                if writer.is_none() {
                    *writer = Some(sink.create(self.head.field, Untrusted(&self.head.name)).await?);
                }
                let room = content::HEAD_BYTES.saturating_sub(start.len()).min(bytes.len());
                start.extend_from_slice(&bytes[..room]);
                if let Some(writer) = writer {
                    writer.write(bytes).await?;
                }
            }
        }
        Ok(())
    }
    /// Ends the file.
    pub(crate) async fn finish(self) -> io::Result<Outcome> {
        #[cfg(feature = "images")]
        let mut start_of_sunk = Vec::new();
        let (content, content_type) = match self.place {
            Place::Nowhere => return Ok(Outcome::TooLarge(self.size)),
            Place::Memory(mut bytes, _) => {
                bytes.shrink_to_fit();
                let head = &bytes[..bytes.len().min(content::HEAD_BYTES)];
                let content_type = content::determine(head, head.len() == bytes.len());
                (Content::Memory(bytes), content_type)
            }
            Place::Disk { mut file, content_type } => {
                file.flush()?;
                (Content::Disk(Disk::new(file)), content_type)
            }
            Place::Sink { writer, sink, start } => {
                let writer = match writer {
                    Some(writer) => writer,
                    None => sink.create(self.head.field, Untrusted(&self.head.name)).await?,
                };
                let content_type = content::determine(&start, start.len() as u64 == self.size);
                #[cfg(feature = "images")]
                {
                    start_of_sunk = start;
                }
                (Content::Sink(writer.finish().await?), content_type)
            }
        };
        // the content is no longer here when the dimensions are asked for
        #[cfg(feature = "images")]
        let dimensions = match &content {
            Content::Sink(_) => super::image::dimensions(content_type, io::Cursor::new(start_of_sunk)).into(),
            _ => std::sync::OnceLock::new(),
        };
        Ok(Outcome::Kept(UploadedFile::new(Received {
            claimed_name: self.head.name,
            claimed_type: self.head.content_type,
            size: self.size,
            content_type,
            #[cfg(feature = "images")]
            dimensions,
            content,
        })))
    }
}
