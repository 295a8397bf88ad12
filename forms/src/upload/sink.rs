//! Storage of an application's own, to which files are sent while they arrive.

use super::Untrusted;
use std::{any::Any, io, pin::Pin};

/// A boxed future, as the methods of [`UploadSink`] return it: `Box::pin(async move { .. })`.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Receives the content of uploaded files while it arrives, and keeps it where the application wants it: in an object
/// storage, or in a database. The content does not touch the disk of the server.
///
/// A file is written before the rest of the body has arrived, so the form may still turn out to be invalid. Give the
/// value that [`finish`](UploadWriter::finish) returns a `Drop` that removes the content, unless the application has
/// taken it over.
///
/// ```
/// use forms::upload::{BoxFuture, Untrusted, UploadSink, UploadWriter};
/// use std::{any::Any, io, sync::{Arc, Mutex}};
///
/// /// A store of objects, here in memory.
/// #[derive(Clone, Default)]
/// struct Objects(Arc<Mutex<Vec<Vec<u8>>>>);
/// /// The number of an object in the store.
/// struct Object(usize);
///
/// impl UploadSink for Objects {
///     fn create<'a>(&'a self, _field: &'a str, _name: Untrusted<'a>) -> BoxFuture<'a, io::Result<Box<dyn UploadWriter>>> {
///         Box::pin(async move {
///             Ok(Box::new(Part { store: self.clone(), bytes: Vec::new() }) as Box<dyn UploadWriter>)
///         })
///     }
/// }
///
/// struct Part { store: Objects, bytes: Vec<u8> }
///
/// impl UploadWriter for Part {
///     fn write<'a>(&'a mut self, bytes: &'a [u8]) -> BoxFuture<'a, io::Result<()>> {
///         Box::pin(async move {
///             self.bytes.extend_from_slice(bytes);
///             Ok(())
///         })
///     }
///     fn finish(self: Box<Self>) -> BoxFuture<'static, io::Result<Box<dyn Any + Send + Sync>>> {
///         Box::pin(async move {
///             let mut objects = self.store.0.lock().unwrap();
///             objects.push(self.bytes);
///             Ok(Box::new(Object(objects.len() - 1)) as Box<dyn Any + Send + Sync>)
///         })
///     }
/// }
/// ```
pub trait UploadSink: Send + Sync {
    /// Starts a file. `field` is the name of the declared field, `name` what the sender calls the file.
    fn create<'a>(
        &'a self,
        field: &'a str,
        name: Untrusted<'a>,
    ) -> BoxFuture<'a, io::Result<Box<dyn UploadWriter>>>;
}

/// Receives the content of one file. If it is dropped before [`finish`](Self::finish), the upload was cancelled or the
/// file was refused, for example because it is too large: remove what was written.
pub trait UploadWriter: Send {
    /// Writes the next bytes.
    fn write<'a>(&'a mut self, bytes: &'a [u8]) -> BoxFuture<'a, io::Result<()>>;
    /// Ends the file. The application gets the result back from
    /// [`UploadedFile::stored`](super::UploadedFile::stored), such as the key of an object.
    fn finish(self: Box<Self>) -> BoxFuture<'static, io::Result<Box<dyn Any + Send + Sync>>>;
}
