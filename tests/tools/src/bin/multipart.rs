//! Shows what the reader of multipart bodies makes of requests in files.
//!
//! ```text
//! cargo run --release -p tools --bin multipart -- FOLDER...
//! ```
//!
//! Each pair of files `R*.head` (request line and headers) and `R*.body` below the folders gives one line of JSON: the parts
//! of the body, or the code and the reason of the error.
//!
//! ```text
//! {"case": "curl-7.88.1/R1", "parts": [{"name": "title", "filename": null, "content_type": null, "size": 3, "text": "Tea"}]}
//! {"case": "curl-7.88.1/R9", "error": "truncated", "reason": "the body ends before the closing delimiter, at byte 90"}
//! ```
//!
//! It exits with 2 if a file cannot be read.

use serde_json::{Value, json};
use std::{
    io::{self, Write},
    path::Path,
    process::ExitCode,
};
use tests::multipart::{Part, Request, read, requests};

fn main() -> ExitCode {
    let folders: Vec<_> = std::env::args().skip(1).collect();
    if folders.is_empty() {
        eprintln!("multipart FOLDER...");
        return ExitCode::from(2);
    }
    for folder in &folders {
        let shown = requests(Path::new(folder)).and_then(|requests| show(&requests));
        if let Err(error) = shown {
            eprintln!("{folder}: {error}");
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}

fn show(requests: &[Request]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    for request in requests {
        writeln!(out, "{}", line(request))?;
    }
    Ok(())
}

fn line(request: &Request) -> Value {
    let case = format!("{}/{}", request.client, request.name);
    match read(&request.content_type, &request.body) {
        Ok(parts) => json!({"case": case, "parts": parts.iter().map(part).collect::<Vec<_>>()}),
        Err(refusal) => json!({"case": case, "error": refusal.code, "reason": refusal.reason}),
    }
}

fn part(part: &Part) -> Value {
    let mut shown = json!({
        "name": part.name,
        "filename": part.filename,
        "content_type": part.content_type,
        "size": part.content.len(),
    });
    if part.filename.is_none() {
        shown["text"] = json!(part.text());
    }
    shown
}
