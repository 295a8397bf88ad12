//! The bodies.

use bytes::Bytes;
use std::fmt::Write;

/// As Chromium writes it.
pub const BOUNDARY: &str = "----WebKitFormBoundaryw097vsCkJKqQdKAV";

const MIB: usize = 1 << 20;

/// A body, in the chunks in which it arrives.
#[derive(Debug)]
pub struct Scenario {
    pub name: &'static str,
    pub about: &'static str,
    pub chunks: Vec<Bytes>,
    /// The parts that every reader must find.
    pub texts: usize,
    pub file_bytes: usize,
}

fn scenario(
    name: &'static str,
    about: &'static str,
    body: Vec<u8>,
    texts: usize,
    file_bytes: usize,
) -> Scenario {
    let body = Bytes::from(body);
    let chunks = (0..body.len()).step_by(16 * 1024).map(|at| body.slice(at..body.len().min(at + 16 * 1024)));
    Scenario { name, about, chunks: chunks.collect(), texts, file_bytes }
}

fn text(name: &str, value: &str) -> String {
    format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
}

fn file(content: &[u8]) -> Vec<u8> {
    let head = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"tea.png\"\r\nContent-Type: image/png\r\n\r\n"
    );
    [head.as_bytes(), content, b"\r\n"].concat()
}

fn end() -> String {
    format!("--{BOUNDARY}--\r\n")
}

/// Bytes without a pattern, as in a picture or an archive.
fn noise(len: usize) -> Vec<u8> {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let words = std::iter::repeat_with(|| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()
    });
    words.flatten().take(len).collect()
}

fn one_file(name: &'static str, about: &'static str, content: &[u8]) -> Scenario {
    scenario(name, about, [file(content), end().into_bytes()].concat(), 0, content.len())
}

/// A file of lines that begin like a delimiter.
pub fn near_matches(name: &'static str, about: &'static str, line: &str, len: usize) -> Scenario {
    one_file(name, about, &line.as_bytes().repeat(len.div_ceil(line.len()))[..len])
}

pub fn all() -> Vec<Scenario> {
    let mut five = String::new();
    for (name, value) in [
        ("title", "Tea"),
        ("note", "line1\r\nline2 é"),
        ("email", "ada@example.com"),
        ("age", "36"),
        ("empty", ""),
    ] {
        five += &text(name, value);
    }
    let m1 = [five.into_bytes(), file(&noise(1024)), end().into_bytes()].concat();
    let mut thousand = String::new();
    for i in 0..1000 {
        write!(thousand, "{}", text(&format!("field{i}"), &format!("value {i}"))).expect("a text");
    }
    let nearly = format!("\r\n--{}", &BOUNDARY[..BOUNDARY.len() - 1]);
    vec![
        scenario("M1", "five texts and a file of 1 KiB", m1, 5, 1024),
        one_file("M2", "a file of 100 MB", &noise(100_000_000)),
        scenario("M3", "a thousand texts", (thousand + &end()).into_bytes(), 1000, 0),
        near_matches("M4", "a file of 10 MiB of `CRLF--`", "\r\n--", 10 * MIB),
        near_matches("M4b", "a file of 10 MiB of all of the delimiter but its last byte", &nearly, 10 * MIB),
    ]
}
