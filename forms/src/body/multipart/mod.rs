//! Reads `multipart/form-data`, as browsers and HTTP clients send it.
//!
//! [`Reader`] is a state machine without input and output of its own. The caller pushes the chunks of a body, of any
//! size, and gets [`Event`]s: the head of a part, pieces of its content, its end. The events do not depend on how the
//! body is divided into chunks. Content is borrowed from the chunk; the reader keeps only the headers of one part and
//! the start of what may be a delimiter.
//!
//! The page [`manual::reference::multipart`](crate::manual::reference::multipart) says how each spelling of a name, a
//! file name and a delimiter is read, and which clients write it.
//!
//! ```
//! use forms::multipart::{Event, Limits, Reader};
//!
//! let body = "--x\r\n\
//!     Content-Disposition: form-data; name=\"photo\"; filename=\"tea.png\"\r\n\
//!     \r\n\
//!     a picture\r\n\
//!     --x--\r\n";
//!
//! let mut reader = Reader::new("multipart/form-data; boundary=x", Limits::DEFAULT)?;
//! let mut size = 0;
//! for mut chunk in body.as_bytes().chunks(7) {
//!     while let Some(event) = reader.next(&mut chunk)? {
//!         match event {
//!             Event::Part(part) => {
//!                 assert_eq!(part.name, "photo");
//!                 assert_eq!(part.filename, Some("tea.png"));
//!             }
//!             Event::Data(bytes) => size += bytes.len(),
//!             Event::PartEnd | Event::End => {}
//!         }
//!     }
//! }
//! reader.finish()?;
//! assert_eq!(size, "a picture".len());
//! # Ok::<(), forms::multipart::Error>(())
//! ```

mod charset;
mod content_type;
mod delimiter;
mod disposition;
mod error;
mod event;
mod headers;
mod limits;
mod reader;
#[cfg(test)]
mod tests;
mod transfer;

pub use charset::Charset;
pub use error::{Error, ErrorKind};
pub use event::{Event, Part};
pub use limits::Limits;
pub use reader::Reader;

/// What is wrong, and at which byte of the text that was read.
type Fault = (ErrorKind, &'static str, usize);
