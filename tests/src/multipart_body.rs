//! Bodies of type multipart/form-data, written by hand: what a browser sends, and what it does not.

use std::fmt::Write;

/// A multipart body.
#[derive(Debug, Clone, Default)]
pub struct Multipart {
    bytes: Vec<u8>,
}

pub const BOUNDARY: &str = "----WebKitFormBoundary7MA4YWxkTrZu0gW";

impl Multipart {
    pub fn new() -> Self {
        Self::default()
    }
    /// A text, as a browser sends it.
    pub fn text(self, name: &str, value: &str) -> Self {
        self.part(&format!("Content-Disposition: form-data; name=\"{}\"", escaped(name)), value.as_bytes())
    }
    /// A file, as a browser sends it.
    pub fn file(self, name: &str, filename: &str, content: impl AsRef<[u8]>) -> Self {
        self.typed_file(name, filename, "application/octet-stream", content)
    }
    pub fn typed_file(self, name: &str, filename: &str, kind: &str, content: impl AsRef<[u8]>) -> Self {
        let (name, filename) = (escaped(name), escaped(filename));
        let head = format!(
            "Content-Disposition: form-data; name=\"{name}\"; filename=\"{filename}\"\r\nContent-Type: {kind}"
        );
        self.part(&head, content.as_ref())
    }
    /// A control for files in which none was chosen.
    pub fn no_file(self, name: &str) -> Self {
        self.file(name, "", "")
    }
    pub fn json(self, name: &str, json: &str) -> Self {
        let head = format!(
            "Content-Disposition: form-data; name=\"{}\"\r\nContent-Type: application/json",
            escaped(name)
        );
        self.part(&head, json.as_bytes())
    }
    /// A part with any headers.
    pub fn part(mut self, head: &str, content: &[u8]) -> Self {
        self.bytes.extend_from_slice(format!("--{BOUNDARY}\r\n{head}\r\n\r\n").as_bytes());
        self.bytes.extend_from_slice(content);
        self.bytes.extend_from_slice(b"\r\n");
        self
    }
    /// The parts without the last delimiter.
    pub fn unfinished(self) -> Vec<u8> {
        self.bytes
    }
    pub fn bytes(mut self) -> Vec<u8> {
        self.bytes.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
        self.bytes
    }
    pub fn content_type() -> String {
        format!("multipart/form-data; boundary={BOUNDARY}")
    }
}

/// WHATWG HTML, 4.10.21.8.
fn escaped(name: &str) -> String {
    name.chars().fold(String::new(), |mut out, c| {
        match c {
            '"' | '\r' | '\n' => write!(out, "%{:02X}", u32::from(c)).expect("a string"),
            c => out.push(c),
        }
        out
    })
}
