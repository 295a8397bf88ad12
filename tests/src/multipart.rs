//! Whole multipart bodies: read with our reader, and found in files.

use forms::multipart::{Charset, Error, Event, Limits, Reader};
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// A part of a body.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Part {
    /// The name of the field.
    pub name: String,
    /// The name of the file.
    pub filename: Option<String>,
    /// The declared type.
    pub content_type: Option<String>,
    /// The charset of a text.
    pub charset: Charset,
    /// The content, without a transfer encoding.
    pub content: Vec<u8>,
}

impl Part {
    /// Returns the content of a part without a file name, as text.
    pub fn text(&self) -> Option<String> {
        self.charset.decode(&self.content).map(String::from)
    }
}

/// Divides what a fuzzer makes: a line with the content type, and the body.
pub fn content_type_and_body(bytes: &[u8]) -> (String, &[u8]) {
    let at = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len());
    (String::from_utf8_lossy(&bytes[..at]).into_owned(), bytes.get(at + 1..).unwrap_or_default())
}

/// Why a body is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The code.
    pub code: &'static str,
    /// A sentence for developers.
    pub reason: String,
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Refusal { code: error.code(), reason: error.to_string() }
    }
}

/// Limits for bodies of any size that tests use.
pub const LIMITS: Limits = Limits::DEFAULT.max_body_bytes(1 << 30).max_text_bytes(1 << 29);

/// Reads a body that comes in these chunks. The parts that were complete before an error are given too.
pub fn read_chunks<'b>(
    content_type: &str,
    limits: Limits,
    chunks: impl IntoIterator<Item = &'b [u8]>,
) -> (Vec<Part>, Result<(), Error>) {
    let mut reader = match Reader::new(content_type, limits) {
        Ok(reader) => reader,
        Err(error) => return (Vec::new(), Err(error)),
    };
    let (mut parts, mut part) = (Vec::new(), Part::default());
    for mut chunk in chunks {
        loop {
            match reader.next(&mut chunk) {
                Ok(None) => break,
                Ok(Some(Event::Part(head))) => {
                    part = Part {
                        name: head.name.to_owned(),
                        filename: head.filename.map(str::to_owned),
                        content_type: head.content_type.map(str::to_owned),
                        charset: head.charset,
                        content: Vec::new(),
                    };
                }
                Ok(Some(Event::Data(bytes))) => part.content.extend_from_slice(bytes),
                Ok(Some(Event::PartEnd)) => parts.push(std::mem::take(&mut part)),
                Ok(Some(Event::End)) => {}
                Err(error) => return (parts, Err(error)),
            }
        }
    }
    let end = reader.finish();
    (parts, end)
}

/// Checks that a body gives the same parts or the same error, divided at each place and byte by byte.
///
/// # Panics
/// Panics if it does not.
pub fn check_divisions(content_type: &str, limits: Limits, body: &[u8]) {
    let whole = read_chunks(content_type, limits, [body]);
    assert_eq!(read_chunks(content_type, limits, body.chunks(1)), whole, "byte by byte: {body:?}");
    for at in 0..=body.len() {
        let (first, second) = body.split_at(at);
        assert_eq!(read_chunks(content_type, limits, [first, second]), whole, "divided at {at}: {body:?}");
    }
}

/// Reads a whole body as a form does: texts must be in their charset.
///
/// # Errors
/// Returns why the body is refused.
pub fn read(content_type: &str, body: &[u8]) -> Result<Vec<Part>, Refusal> {
    let (parts, end) = read_chunks(content_type, LIMITS, [body]);
    end?;
    if parts.iter().any(|part| part.filename.is_none() && part.text().is_none()) {
        let reason = "a text is not in UTF-8 or the charset that it declares".to_owned();
        return Err(Refusal { code: "encoding", reason });
    }
    Ok(parts)
}

/// A request in two files: `R1.head`, its request line and headers, and `R1.body`.
#[derive(Debug, Clone)]
pub struct Request {
    /// The name of the folder.
    pub client: String,
    /// The name of the files.
    pub name: String,
    /// The value of `Content-Type`, or an empty text.
    pub content_type: String,
    /// The body.
    pub body: Vec<u8>,
}

/// Returns the value of `Content-Type` in a request line and headers.
fn content_type(head: &[u8]) -> String {
    let head = String::from_utf8_lossy(head);
    let headers = head.lines().filter_map(|line| line.split_once(':'));
    let mut values = headers.filter(|(name, _)| name.eq_ignore_ascii_case("content-type"));
    values.next().map(|(_, value)| value.trim().to_owned()).unwrap_or_default()
}

/// Finds the requests below a folder, in the order of their paths.
///
/// # Errors
/// Returns an error if a file cannot be read, a body without a head among them.
pub fn requests(folder: &Path) -> io::Result<Vec<Request>> {
    let mut heads = Vec::new();
    walk(folder, &mut heads)?;
    heads.sort();
    let read = |head: &PathBuf| {
        let text = |name: Option<&std::ffi::OsStr>| name.unwrap_or_default().to_string_lossy().into_owned();
        Ok(Request {
            client: text(head.parent().and_then(Path::file_name)),
            name: text(head.file_stem()),
            content_type: content_type(&fs::read(head)?),
            body: fs::read(head.with_extension("body"))?,
        })
    };
    heads.iter().map(read).collect()
}

fn walk(folder: &Path, heads: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            walk(&path, heads)?;
        } else if path.extension().is_some_and(|extension| extension == "head") {
            heads.push(path);
        }
    }
    Ok(())
}
