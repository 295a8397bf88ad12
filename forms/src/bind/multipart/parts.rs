//! The parts of a multipart body while they arrive.

use super::place::Place;
use crate::{
    Body, Limits,
    body::{
        PartsText, ReceivedFile, ReceivedParts, is_json_type,
        multipart::{self, Charset, ErrorKind, Event, Part, Reader},
    },
    error::{MultipartFault, Unreadable},
    schema::FormSchema,
    upload::{FileHead, Incoming, Outcome, Storage},
};
use std::io;
use zeroize::Zeroizing;

/// Why a body is refused while it arrives.
pub(crate) enum Refusal {
    Unreadable(Unreadable),
    Storage(io::Error),
}

impl Refusal {
    pub(crate) fn into_body(self) -> Body {
        match self {
            Refusal::Unreadable(why) => Body::unreadable(why),
            Refusal::Storage(error) => Body::not_stored(error),
        }
    }
}

impl From<Unreadable> for Refusal {
    fn from(why: Unreadable) -> Self {
        Refusal::Unreadable(why)
    }
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Self {
        Refusal::Storage(error)
    }
}

/// A multipart body while it arrives.
pub(crate) struct Parts {
    spec: &'static FormSchema,
    limits: Limits,
    reader: Reader,
    text: PartsText,
    received: ReceivedParts,
    current: Current,
    /// the bytes that have arrived
    arrived: u64,
    /// the bytes of the contents of files
    file_bytes: u64,
    /// the bytes of the contents of texts
    text_bytes: u64,
    most_file_bytes: u64,
    files: u32,
    most_files: u32,
    /// how many files were kept for each name
    kept: Vec<(Box<str>, u32)>,
}

/// The part that is being read.
enum Current {
    /// before the first part, and between two
    Nothing,
    Text(Charset),
    Json {
        name: String,
        text: Zeroizing<Vec<u8>>,
    },
    File {
        name: String,
        file: Incoming,
    },
    /// a file that no field takes; its content is only counted
    Unwanted {
        name: String,
        has_name: bool,
        size: u64,
    },
}

impl Parts {
    /// Prepares to read a body with this content type.
    pub(crate) fn new(
        content_type: &str,
        spec: &'static FormSchema,
        limits: &Limits,
    ) -> Result<Self, Unreadable> {
        let capacity = spec.file_capacity(limits);
        let most_pairs = spec.most_pairs(limits);
        let text = u64::from(limits.most_bytes());
        let reader_limits = multipart::Limits::DEFAULT
            .max_body_bytes(text.saturating_add(capacity.bytes))
            .max_text_bytes(text)
            // one more part is reported as one pair too many
            .max_parts(most_pairs.saturating_add(capacity.files).saturating_add(1));
        let reader = Reader::new(content_type, reader_limits)
            .map_err(|error| unreadable(error, limits, most_pairs))?;
        Ok(Parts {
            spec,
            limits: *limits,
            reader,
            text: PartsText::new(spec.may_hold_secret()),
            received: ReceivedParts::default(),
            current: Current::Nothing,
            arrived: 0,
            file_bytes: 0,
            text_bytes: 0,
            most_file_bytes: capacity.bytes,
            files: 0,
            most_files: capacity.files,
            kept: Vec::new(),
        })
    }
    /// Reads the next bytes of the body.
    pub(crate) async fn push(&mut self, mut chunk: &[u8], storage: &Storage) -> Result<(), Refusal> {
        self.arrived += chunk.len() as u64;
        loop {
            let event = match self.reader.next(&mut chunk) {
                Ok(Some(event)) => event,
                Ok(None) => break,
                Err(error) => {
                    return Err(unreadable(error, &self.limits, self.spec.most_pairs(&self.limits)).into());
                }
            };
            match event {
                Event::Part(part) => {
                    if part.filename.is_some() {
                        self.files += 1;
                        if self.files > self.most_files {
                            let fault = MultipartFault::TooManyFiles(self.most_files);
                            return Err(Unreadable::Multipart(fault).into());
                        }
                    }
                    let kept = &mut self.kept;
                    self.current = begin(part, self.spec, &self.limits, storage, &mut self.text, kept);
                }
                Event::Data(bytes) => {
                    let len = bytes.len() as u64;
                    match &mut self.current {
                        Current::Nothing => {}
                        Current::Text(Charset::Utf8) => self.text.value(bytes),
                        Current::Text(Charset::Iso8859_1) => {
                            for &byte in bytes {
                                self.text.value(char::from(byte).encode_utf8(&mut [0; 2]).as_bytes());
                            }
                        }
                        Current::Json { text, .. } => text.extend_from_slice(bytes),
                        Current::File { file, .. } => file.push(bytes).await?,
                        Current::Unwanted { size, .. } => *size += len,
                    }
                    let is_file = matches!(self.current, Current::File { .. } | Current::Unwanted { .. });
                    let (count, most) = if is_file {
                        (&mut self.file_bytes, self.most_file_bytes)
                    } else {
                        (&mut self.text_bytes, u64::from(self.limits.most_bytes()))
                    };
                    *count += len;
                    if *count > most {
                        return Err(too_large(most).into());
                    }
                    // positions in the text have fewer bits than its escaped length may need
                    if self.text.len() >= crate::schema::MOST_BYTES as usize {
                        return Err(Unreadable::TooLarge(self.limits.most_bytes()).into());
                    }
                }
                Event::PartEnd => self.end_part().await?,
                Event::End => {}
            }
        }
        if self.arrived - self.file_bytes > u64::from(self.limits.most_bytes()) {
            return Err(Unreadable::TooLarge(self.limits.most_bytes()).into());
        }
        Ok(())
    }
    async fn end_part(&mut self) -> Result<(), Refusal> {
        match std::mem::replace(&mut self.current, Current::Nothing) {
            Current::Nothing | Current::Text(_) => {}
            Current::Json { name, mut text } => {
                let text = String::from_utf8(std::mem::take(&mut *text)).map_err(|_| Unreadable::Encoding)?;
                self.text.key(&name);
                self.text.json(self.received.json.len());
                self.received.json.push(text);
            }
            // no file was chosen: the part says no more than an empty text
            Current::File { name, file } if file.size() == 0 && !file.has_name() => self.text.key(&name),
            Current::Unwanted { name, has_name: false, size: 0 } => self.text.key(&name),
            Current::File { name, file } => {
                let file = match file.finish().await? {
                    Outcome::Kept(file) => ReceivedFile::Kept(file),
                    Outcome::TooLarge(size) => ReceivedFile::TooLarge(size),
                };
                self.text.key(&name);
                self.text.file(Some(self.received.files.len()));
                self.received.files.push(file);
            }
            Current::Unwanted { name, .. } => {
                self.text.key(&name);
                self.text.file(None);
            }
        }
        Ok(())
    }
    /// Ends the body.
    pub(crate) fn finish(mut self) -> Result<Body, Refusal> {
        self.reader
            .finish()
            .map_err(|error| unreadable(error, &self.limits, self.spec.most_pairs(&self.limits)))?;
        self.received.bytes = self.arrived - self.file_bytes;
        let text = self.text.finish().ok_or(Unreadable::Encoding)?;
        Ok(Body::multipart(text, self.received))
    }
}

/// Begins a part: decides by its name, its file name and its type what becomes of its content.
fn begin(
    part: Part<'_>,
    spec: &'static FormSchema,
    limits: &Limits,
    storage: &Storage,
    text: &mut PartsText,
    kept: &mut Vec<(Box<str>, u32)>,
) -> Current {
    let place = Place::of(part.name, spec, limits);
    let name = || part.name.to_owned();
    if place.is_some_and(|place| place.takes_json()) && part.content_type.is_some_and(is_json_type) {
        return Current::Json { name: name(), text: Zeroizing::default() };
    }
    let Some(filename) = part.filename else {
        text.key(part.name);
        return Current::Text(part.charset);
    };
    let is_wanted = |place: &Place<'_>| place.takes_file() && counts(place, kept);
    match place.filter(is_wanted) {
        Some(place) => {
            let head = FileHead {
                field: place.field.name.as_str(),
                name: filename.into(),
                content_type: part.content_type.unwrap_or_default().into(),
            };
            let most = place.field.file.largest(&place.limits);
            Current::File { name: name(), file: Incoming::new(head, storage, most) }
        }
        None => Current::Unwanted { name: name(), has_name: !filename.is_empty(), size: 0 },
    }
}

/// Counts a file for its name. Returns whether the name takes one more.
fn counts(place: &Place<'_>, kept: &mut Vec<(Box<str>, u32)>) -> bool {
    let i = kept.iter().position(|(key, _)| **key == *place.key).unwrap_or_else(|| {
        kept.push((place.key.into(), 0));
        kept.len() - 1
    });
    let (_, count) = &mut kept[i];
    *count += 1;
    *count <= place.most_files()
}

fn too_large(most: u64) -> Unreadable {
    Unreadable::TooLarge(u32::try_from(most).unwrap_or(u32::MAX))
}

/// Returns why a form cannot be bound to a body with this error.
fn unreadable(error: multipart::Error, limits: &Limits, most_pairs: u32) -> Unreadable {
    match error.kind() {
        ErrorKind::MediaType => Unreadable::MediaType,
        ErrorKind::Charset => Unreadable::Charset,
        ErrorKind::Encoding => Unreadable::Encoding,
        ErrorKind::TooLarge => Unreadable::TooLarge(limits.most_bytes()),
        ErrorKind::TooManyParts => Unreadable::TooManyFields(most_pairs),
        kind => Unreadable::Multipart(match kind {
            ErrorKind::Boundary => MultipartFault::Boundary,
            ErrorKind::Truncated => MultipartFault::Truncated,
            ErrorKind::TransferEncoding => MultipartFault::TransferEncoding,
            ErrorKind::HeadersTooLarge => MultipartFault::HeadersTooLarge,
            _ => MultipartFault::Malformed { offset: u32::try_from(error.offset()).unwrap_or(u32::MAX) },
        }),
    }
}
