//! What the requests of real clients mean.
//!
//! Each client was made to send the same requests. R1: three texts. R2: a file. R3: a file whose name has quotes, a
//! semicolon, a percent sign and a backslash. R4: a text whose name has a quote and brackets. R5: several files, an empty
//! one, and JSON. The others are of one client, and named by what they are.

#![allow(clippy::match_same_arms, reason = "each arm is a reason of its own")]

use super::vectors;
use std::collections::BTreeSet;
use tests::multipart::{LIMITS, Part, Request, check_divisions, read, requests};

/// What a request means, or why it is refused.
enum Meaning {
    Parts(Vec<Part>),
    /// a code, and the reason in the manual's table
    Refused(&'static str),
}

const REPORT: &str = "hello\r\n--not-a-boundary\r\n";
const NOTE: &str = "line1\r\nline2 é 👍";
const ODD_FILE: &str = "a \"b\"; é 100%\\c.txt";
const ODD_NAME: &str = "na\"me[é]";
const JSON: &str = "{\"a\":1}";

fn text(name: &str, content: &str) -> Part {
    Part { name: name.to_owned(), content: content.as_bytes().to_vec(), ..Part::default() }
}

fn file(name: &str, filename: &str, content: impl AsRef<[u8]>) -> Part {
    Part { filename: Some(filename.to_owned()), content: content.as_ref().to_vec(), ..text(name, "") }
}

fn is_java(client: &str) -> bool {
    client.starts_with("java-")
}

/// Returns what the client meant, as far as its bytes say it.
fn meaning(client: &str, request: &str) -> Option<Meaning> {
    let refused = match (request, client) {
        // texts in ISO-8859-1, which nothing declares
        (
            "R1",
            "java-httpclient-4.5.14-BROWSER_COMPATIBLE" | "java-httpclient-4.5.14-BROWSER_COMPATIBLE-utf8",
        ) => "encoding",
        // the header declares ISO-8859-1, and the text is UTF-8
        ("R1-utf8", "java-httpclient5-5.2.1-LEGACY") => "encoding",
        // the header declares UTF-8, and names are ISO-8859-1
        ("R3" | "R4", "java-httpclient5-5.2.1-default-utf8") => "encoding",
        // names are one byte for each UTF-16 unit
        ("R4" | "R4-emoji" | "R4-mixed", "needle-3.5.0") => "encoding",
        // a page in windows-1252
        ("R6-latin1", _) => "encoding",
        // another media type
        ("R13-nofields", client) if client.starts_with("java-httpclient5") => "unsupported_media_type",
        ("R6-mixedtype", "okhttp-3.13.1") => "unsupported_media_type",
        // a line break within a name
        (
            "R11-crlf",
            "LWP-6.68-HTTP-Message-6.44"
            | "go-1.19.8"
            | "old-form-data-2.5.1"
            | "old-form-data-4.0.0"
            | "reqwest-0.13.5"
            | "ruby-nethttp-3.1.2"
            | "ureq-3.5.2",
        ) => "malformed",
        ("R11-crlf-filename", "curl-7.88.1-form-escape") => "malformed",
        _ => return parts(client, request).map(Meaning::Parts),
    };
    Some(Meaning::Refused(refused))
}

fn parts(client: &str, request: &str) -> Option<Vec<Part>> {
    Some(match request.split_once('-').map_or(request, |(number, _)| number) {
        "R1" => texts(client, request)?,
        "R2" => vec![one_file(client, request)?],
        "R3" => odd_file(client, request)?,
        "R4" => odd_name(client, request)?,
        "R5" | "R5b" => several_files(client, request)?,
        "R13" => Vec::new(),
        _ => other(client, request)?,
    })
}

fn texts(client: &str, request: &str) -> Option<Vec<Part>> {
    let [title, note, empty] = [text("title", "Tea"), text("note", NOTE), text("empty", "")];
    let x = file("f", "x.txt", "x");
    Some(match (request, client) {
        // the emoji is not in ISO-8859-1
        ("R1", client) if is_java(client) => vec![title, text("note", "line1\r\nline2 é ?"), empty],
        ("R1", "ky-1.14.3") | ("R1-chrome" | "R1-firefox", _) => vec![title],
        ("R1", "old-axios-1.6.0") => vec![title, empty],
        ("R1", "old-undici-5.8.0") => vec![title, text("lf", "a\r\nb")],
        ("R1", "ruby-faraday-1.1.0" | "werkzeug-testclient-3.1.9" | "treq-26.7.0")
        | ("R1-data", "niquests-3.21.2") => {
            vec![title, note, empty, x]
        }
        ("R1-data", "requests-2.34.2") => vec![title, note, empty, text("num", "3"), x],
        ("R1-data", "old-httpx-0.23.3") => vec![title, x],
        ("R1-data", "httpx-0.28.1") => {
            let more =
                [text("num", "3"), text("b", "true"), text("n", ""), text("l", "x"), text("l", "y"), x];
            [vec![title, note, empty], more.to_vec()].concat()
        }
        ("R1" | "R1-fetch", _) => vec![title, note, empty],
        ("R1-utf8", _) | ("R1-noempty", "needle-3.5.0") => vec![title, note],
        ("R1-charset", "ruby-nethttp-3.1.2") => vec![text("note", "é")],
        ("R1-types", "needle-3.5.0") => vec![text("t", "é€👍")],
        _ => return None,
    })
}

fn one_file(client: &str, request: &str) -> Option<Part> {
    Some(match (request, client) {
        // these send the path as well: `safe_name` of an upload takes its end
        ("R2", "lynx-2.9.0dev.12" | "php-curl-8.2.36") => file("file", "/home/ada/papers/report.txt", REPORT),
        ("R2", "WWW-Mechanize-2.16") => file("file", "files/report.txt", REPORT),
        ("R2-bunfile", "bun-1.4.5") => file("file", "../files/report.txt", REPORT),
        ("R2-bytesonly", "httpx-0.28.1") => file("file", "upload", "abc"),
        ("R2-bytesonly", "requests-2.34.2") => file("file", "file", "abc"),
        ("R2-strbody", "okhttp-3.13.1") => file("file", "report.txt", "x"),
        // without a file name, it is a text
        ("R2-nofilename", _) => text("file", REPORT),
        (
            "R2" | "R2-buffer" | "R2-bytes" | "R2-fetch" | "R2-mime" | "R2-notype" | "R2-open" | "R2-str"
            | "R2-typed",
            _,
        ) => file("file", "report.txt", REPORT),
        _ => return None,
    })
}

fn odd_file(client: &str, request: &str) -> Option<Vec<Part>> {
    let named = |name: &str| vec![file("file", name, "one")];
    Some(match (request, client) {
        // the letter is lost
        ("R3", client)
            if client.starts_with("java-httpclient-4") && !client.ends_with("BROWSER_COMPATIBLE-utf8") =>
        {
            named("a \"b\"; ? 100%\\c.txt")
        }
        // the whole name is percent-encoded, which looks like a name with percent signs
        ("R3", "aiohttp-3.14.5" | "needle-3.5.0") => named("a%20\"b\"%3B%20%C3%A9%20100%25%5Cc.txt"),
        ("R3-realname", "aiohttp-3.14.5") => {
            vec![file("file", "a%20\"b\"%3B%20%C3%A9%20100%25%5Cc.txt", "data3")]
        }
        ("R3", "WWW-Mechanize-2.16") => vec![file("file", &format!("files/{ODD_FILE}"), "data3")],
        ("R3", "lynx-2.9.0dev.12") | ("R3-realname", "php-curl-8.2.36") => {
            vec![file("file", &format!("/home/ada/papers/{ODD_FILE}"), "data3")]
        }
        ("R3-bunfile", "bun-1.4.5") => vec![file("file", &format!("../files/{ODD_FILE}"), "data3")],
        ("R3", "old-form-data-encoder-1.7.2") | ("R3-spec", "old-axios-1.6.0") => {
            vec![file("file", ODD_FILE, "one"), text("x", "y")]
        }
        ("R3-rfc2231", "urllib3-2.8.0") => vec![file("file", ODD_FILE, "one"), text(ODD_NAME, "v")],
        (
            "R3",
            "MechanicalSoup-1.4.0"
            | "axios-1.21.1-postForm"
            | "httpie-3.2.4"
            | "ruby-httpclient-2.8.3"
            | "ruby-rest-client-2.1.0"
            | "chromium-156.0.8078.108"
            | "firefox-153.8.0"
            | "webkitgtk-2.50.6",
        ) => vec![file("file", ODD_FILE, "data3")],
        ("R3-fetch", _) => named(ODD_FILE),
        ("R3" | "R3-noquote", _) => named(ODD_FILE),
        ("R3-realname", _) => vec![file("file", ODD_FILE, "data3")],
        ("R3-nonascii", _) => named("é.txt"),
        ("R3-quote", _) => named("a\"b\\c.txt"),
        ("R3-bs", "treq-26.7.0") => named("a\\b.txt"),
        ("R3-bsq", "treq-26.7.0") => named("a\\\"b.txt"),
        ("R3-trailbs", "treq-26.7.0") => named("x\\"),
        _ => return None,
    })
}

fn odd_name(client: &str, request: &str) -> Option<Vec<Part>> {
    let odd = text(ODD_NAME, "v");
    let x = file("f", "x.txt", "x");
    Some(match (request, client) {
        ("R4", client)
            if client.starts_with("java-httpclient-4") && !client.ends_with("BROWSER_COMPATIBLE-utf8") =>
        {
            vec![text("na\"me[?]", "v")]
        }
        ("R4", "ruby-faraday-1.1.0" | "treq-26.7.0" | "werkzeug-testclient-3.1.9") => vec![odd, x],
        ("R4" | "R4-fetch" | "R4-noquote", _) => vec![odd],
        ("R4-data", _) => vec![odd, x],
        ("R4-attrchars" | "R4-noop" | "R4-pathsegment", "reqwest-0.13.5") => {
            vec![odd, file("file", ODD_FILE, "one")]
        }
        ("R4-quoteonly", "reqwest-0.13.5") => {
            ["na\"me", "a b", "a%b", "a\\b", "a;b", "it's"].map(|name| text(name, "v")).to_vec()
        }
        ("R4-1", "aiohttp-3.14.5") => vec![text("na\"me", "v")],
        ("R4-3", "aiohttp-3.14.5") => vec![text("a[b]", "v")],
        // a backslash before a space, which browsers send for a backslash and a space
        ("R4-4", "aiohttp-3.14.5") => vec![text("a\\ b", "v")],
        ("R4-backslashbracket", "httpie-3.2.4") => vec![text("na\"me\\[é\\]", "v")],
        _ => return None,
    })
}

fn several_files(client: &str, request: &str) -> Option<Vec<Part>> {
    const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\n\0\xff";
    let one = || file("file", "one.txt", "one");
    let two = || file("file", "two.png", PICTURE);
    let empty = || file("empty", "empty.bin", "");
    let meta = |filename: &str| file("meta", filename, JSON);
    let renamed = |part: Part, name: &str| Part { name: name.to_owned(), ..part };
    Some(match (request, client) {
        // an empty file name with content: a file without a name
        ("R5", "bun-1.4.5" | "urllib3-2.8.0") => vec![one(), two(), empty(), meta("")],
        // no file was chosen
        ("R5", "chromium-156.0.8078.108" | "firefox-153.8.0" | "mechanize-0.4.10" | "webkitgtk-2.50.6") => {
            vec![one(), two(), empty(), file("none", "", "")]
        }
        ("R5-fetch", _) => vec![one(), two(), empty(), meta("blob")],
        (
            "R5",
            "deno-2.9.6"
            | "form-data-encoder-4.1.0"
            | "got-14.6.6-formdata-node-6.0.3"
            | "node-26.12.1-undici-8.12.2"
            | "node-fetch-3.3.2"
            | "node-fetch-builtin-20.20.2-undici-6.24.1"
            | "undici-7.30.2",
        ) => vec![one(), two(), empty(), meta("blob")],
        ("R5", "undici-8.13.1") => vec![one(), file("file", "two.png", b"\x89P"), empty(), meta("blob")],
        // an empty file comes as the address of a value in memory
        ("R5", "HTTP-Tiny-Multipart-0.08") => {
            vec![one(), two(), meta("meta"), file("empty", "empty.bin", "HASH(0x55c2093df920)")]
        }
        ("R5", "django-testclient-5.2.19") => {
            vec![one(), file("file", "two.png", "x"), empty(), meta("m.json")]
        }
        ("R5", "treq-26.7.0") => vec![one(), two(), empty(), meta("m.json")],
        ("R5", "werkzeug-testclient-3.1.9") => vec![one(), file("file", "two.png", "two"), empty(), meta("")],
        ("R5", "MechanicalSoup-1.4.0") => {
            vec![text("title", "Tea"), text("note", NOTE), text("empty", ""), file("none", "", "")]
        }
        ("R5", "WWW-Mechanize-2.16") => vec![file("file", "files/empty.bin", "")],
        ("R5", "php-curl-8.2.36") => vec![
            file("file[0]", "/home/ada/papers/one.txt", "one"),
            file("file[1]", "/home/ada/papers/two.png", PICTURE),
            file("empty", "/home/ada/papers/empty.bin", ""),
        ],
        ("R5", "needle-3.5.0") => {
            vec![renamed(one(), "file[0]"), renamed(two(), "file[1]"), empty(), text("meta", JSON)]
        }
        ("R5b", "needle-3.5.0") => vec![empty(), text("meta", JSON)],
        ("R5b", "ruby-nethttp-3.1.2") => vec![meta("meta.json")],
        ("R5b", "ruby-httpclient-2.8.3") => vec![
            text("file", "[#<File:/home/ada/papers/one.txt>, #<File:/home/ada/papers/two.png>]"),
            empty(),
        ],
        ("R5", "ruby-httpclient-2.8.3") => vec![text("meta", JSON), text("x", "y")],
        ("R5", "axios-1.21.1-postForm" | "ruby-faraday-1.1.0" | "ruby-rest-client-2.1.0") => {
            let mut parts = vec![renamed(one(), "file[]"), renamed(two(), "file[]"), empty()];
            let others: &[(&str, &str)] = match client {
                "axios-1.21.1-postForm" => &[
                    ("meta{}", JSON),
                    ("nested[a]", "1"),
                    ("nested[b][0]", "1"),
                    ("nested[b][1][c]", "2"),
                    ("dt", "1970-01-01T00:00:00.000Z"),
                    ("bool", "true"),
                ],
                "ruby-faraday-1.1.0" => &[("meta", JSON), ("nested[a]", "1")],
                _ => &[
                    ("meta", JSON),
                    ("nested[a]", "1"),
                    ("nested[b][]", "1"),
                    ("nested[b][]", "2"),
                    ("nul", ""),
                ],
            };
            parts.extend(others.iter().map(|(name, value)| text(name, value)));
            parts
        }
        ("R5-form", "httpie-3.2.4") => vec![one(), text("title", "Tea")],
        ("R5-mpwriter", "aiohttp-3.14.5") => {
            vec![text("title", "Tea"), text("meta", "{\"a\": 1}"), file("file", "%C3%A9.txt", REPORT)]
        }
        ("R5-typed", "requests-2.34.2") => vec![one()],
        ("R5", _) => vec![one(), two(), empty(), text("meta", JSON)],
        _ => return None,
    })
}

fn other(client: &str, request: &str) -> Option<Vec<Part>> {
    let lines = |name: &str| {
        vec![text("lf", "a\r\nb\r\nc\r\nd"), text(name, "x"), file("file", "x\ny\rz.txt", "one")]
    };
    Some(match (request, client) {
        ("R10-dynamic", _) => vec![file("file", "report.txt", REPORT)],
        ("R10-stdin", _) => vec![file("file", "-", "streamed")],
        ("R10-stream" | "R10b-stdin", _) => vec![file("file", "s.txt", "streamed")],
        ("R11-crlf", "httpx-0.28.1" | "requests-2.34.2") => vec![file("file", "a\r\nb.txt", "x")],
        ("R11-crlf", "okhttp-3.13.1") => vec![text("a\r\nb", "x\ny")],
        ("R11-crlf", _) => vec![text("a\r\nb", "x"), file("file", "x\r\ny\".txt", "x")],
        ("R11-crlf-filename", "curl-7.88.1") => vec![file("file", "a\r\nb.txt", "one")],
        // these write each line break of a name as it is
        ("R11-lf", "form-data-encoder-4.1.0" | "got-14.6.6-formdata-node-6.0.3") => lines("n\na\rm\r\ne"),
        ("R11-lf", "chromium-156.0.8078.108" | "firefox-153.8.0" | "webkitgtk-2.50.6") => {
            vec![text("n\r\na\r\nm", "a\r\nb")]
        }
        ("R11-lf" | "R11-lf-fetch", _) => lines("n\r\na\r\nm\r\ne"),
        ("R12-ctl", "httpx-0.28.1") => vec![file("file", "a%09b%01\\\"c.txt", "x")],
        ("R12-ctl", "requests-2.34.2") => vec![file("file", "a\tb\u{1}\\\"c.txt", "x")],
        // the client has replaced half a surrogate pair
        ("R12-surrogate" | "R12-surrogate-fetch", _) => vec![text("ls", "\u{fffd}x")],
        ("R6-arr", _) => vec![text("a", "x"), text("a", "y"), text("n", "3"), text("b", "true")],
        ("R6-collide", _) => vec![text("title", "x\r\n--xYzZY\r\ny")],
        ("R6-filepath", _) => vec![file("file", "dir/sub/x.txt", "x")],
        ("R6-long", "php-symfony-mime-5.4.53") => {
            vec![
                text("note", &"é long text ".repeat(40)),
                file("file", &format!("{}.txt", "é".repeat(60)), "x"),
            ]
        }
        ("R6-lt", "curl-7.88.1") => vec![text("note", NOTE), text("file", REPORT)],
        ("R6-multipart" | "R6-quotedboundary", _) => vec![text("title", "Tea")],
        ("R7-dirs", _) => vec![file("dir", "updir/a.txt", REPORT), file("dir", "updir/sub/b.txt", "one")],
        ("R7-encoder", "curl-7.88.1") => vec![
            text("title", "@Tea;type=text/x"),
            text("b", "x"),
            text("q", "é=x"),
            text("b64", "abc"),
            file("f", "report.txt", REPORT),
        ],
        ("R8-nested", "curl-7.88.1") => {
            vec![file("file", "one.txt", "one"), file("file", "two.png", b"\x89PNG\r\n\x1a\n\0\xff")]
        }
        _ => return None,
    })
}

/// Returns the parts in an order that does not depend on that of the body: some clients send files first, or sort parts.
fn sorted(parts: &[Part]) -> Vec<(&str, Option<&str>, String)> {
    // a file has bytes, and no charset
    let as_text = |part: &Part| part.text().filter(|_| part.filename.is_none());
    let shown = |part: &Part| as_text(part).unwrap_or_else(|| format!("{:?}", part.content));
    let mut parts: Vec<_> =
        parts.iter().map(|part| (part.name.as_str(), part.filename.as_deref(), shown(part))).collect();
    parts.sort();
    parts
}

/// Each request of a client is read as the client meant it, or refused with a code.
#[test]
fn requests_of_real_clients_are_read_as_they_are_meant() {
    let Some(folder) = vectors("clients") else { return };
    let (mut read_right, mut refused, mut unknown, mut wrong) = (0, 0, 0, Vec::new());
    for Request { client, name, content_type, body } in requests(&folder).unwrap() {
        let found = read(&content_type, &body);
        match (meaning(&client, &name), found) {
            (None, _) => unknown += 1,
            (Some(Meaning::Parts(meant)), Ok(found)) if sorted(&meant) == sorted(&found) => read_right += 1,
            (Some(Meaning::Refused(code)), Err(refusal)) if code == refusal.code => refused += 1,
            (Some(_), found) => wrong.push(format!("{client}/{name}: {found:?}")),
        }
    }
    println!("{read_right} read, {refused} refused, {unknown} without an expectation");
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        read_right + refused + wrong.len(),
        wrong.join("\n")
    );
    assert!(
        read_right + refused > 500 && unknown < 20,
        "{read_right} read, {refused} refused, {unknown} unknown"
    );
}

/// The order of parts is that of the body.
#[test]
fn parts_come_in_the_order_of_the_body() {
    let Some(folder) = vectors("clients") else { return };
    let requests = requests(&folder).unwrap();
    let names = |client: &str| {
        let request =
            requests.iter().find(|request| request.client == client && request.name == "R5").unwrap();
        let parts = read(&request.content_type, &request.body).unwrap();
        parts.into_iter().map(|part| part.filename.unwrap_or(part.name)).collect::<Vec<_>>()
    };
    assert_eq!(names("go-1.19.8"), ["one.txt", "two.png", "empty.bin", "meta"]);
    assert_eq!(names("attohttpc-0.31.0"), ["meta", "empty.bin", "two.png", "one.txt"]);
}

/// A body gives the same parts or the same error, however it is divided into chunks.
#[test]
fn the_division_into_chunks_does_not_matter() {
    let Some(folder) = vectors("clients") else { return };
    for Request { content_type, body, .. } in requests(&folder).unwrap() {
        check_divisions(&content_type, LIMITS, &body);
    }
}

/// The manual's table names every client of the vectors, so that a reader finds what is done with its requests.
#[test]
fn the_manual_names_every_client() {
    let Some(folder) = vectors("clients") else { return };
    let page =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../forms/docs/reference/multipart.md"))
            .unwrap();
    let clients: BTreeSet<_> = requests(&folder).unwrap().into_iter().map(|request| request.client).collect();
    let missing: Vec<_> = clients.iter().filter(|client| !page.contains(&format!("`{client}`"))).collect();
    assert!(clients.len() > 60 && missing.is_empty(), "{missing:?}");
}
