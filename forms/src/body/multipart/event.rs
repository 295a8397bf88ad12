//! What a reader finds.

use super::Charset;
use std::fmt;

/// What a [`Reader`](super::Reader) finds in a body, in this order: for each part [`Part`](Event::Part), any number of
/// [`Data`](Event::Data), [`PartEnd`](Event::PartEnd); then [`End`](Event::End).
///
/// `Debug` shows the length of data, and not the data.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Event<'a> {
    /// A part begins.
    Part(Part<'a>),
    /// The next bytes of the content of the part, at least one, without a transfer encoding. They are borrowed from the
    /// chunk, except a few at its start that are only now known not to be a delimiter.
    Data(&'a [u8]),
    /// The content of the part is complete.
    PartEnd,
    /// The closing delimiter has been read. [`Reader::finish`](super::Reader::finish) must still be called at the end of the body.
    End,
}

/// The head of a part. Names come from the client: a file name may have any characters, also `/` and control
/// characters, and must not be used as a path.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Part<'a> {
    /// The name of the field.
    pub name: &'a str,
    /// The name of the file. A part without one is a text. It is empty if no file was chosen, and the content is empty
    /// too; a client without a name for its file sends an empty one with a content.
    pub filename: Option<&'a str>,
    /// The value of `Content-Type`, with its parameters. A client guesses it or makes it up.
    pub content_type: Option<&'a str>,
    /// The charset of the content of a text: what the part declares, otherwise what the body declares, otherwise UTF-8.
    pub charset: Charset,
}

impl fmt::Debug for Event<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Event::Part(part) => f.debug_tuple("Part").field(part).finish(),
            Event::Data(bytes) => write!(f, "Data({} bytes)", bytes.len()),
            Event::PartEnd => f.write_str("PartEnd"),
            Event::End => f.write_str("End"),
        }
    }
}

impl fmt::Debug for Part<'_> {
    /// Formats whether the part is a file, but no name that was submitted.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Part").field("is_file", &self.filename.is_some()).finish_non_exhaustive()
    }
}
