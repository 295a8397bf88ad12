//! The security properties of the reader. The spellings of names and headers are in `forms/src/body/multipart/tests.rs`.

use forms::multipart::{Event, Limits, Reader};
use std::fmt::Write;
use tests::multipart::{LIMITS, Part, Refusal, check_divisions, content_type_and_body, read, read_chunks};

const CONTENT_TYPE: &str = "multipart/form-data; boundary=B";

fn part(disposition: &str, content: &str) -> String {
    format!("--B\r\nContent-Disposition: {disposition}\r\n\r\n{content}\r\n")
}

fn names(body: &str) -> Result<Vec<String>, &'static str> {
    match read(CONTENT_TYPE, body.as_bytes()) {
        Ok(parts) => Ok(parts.into_iter().map(|Part { name, .. }| name).collect()),
        Err(Refusal { code, .. }) => Err(code),
    }
}

/// P29
#[test]
fn a_content_type_has_exactly_one_boundary() {
    let code = |content_type: &str| Reader::new(content_type, LIMITS).map(drop).map_err(|error| error.code());
    assert_eq!(code("multipart/form-data; boundary=B"), Ok(()));
    for content_type in [
        "multipart/form-data",
        "multipart/form-data; boundary=A; boundary=B",
        "multipart/form-data; boundary=B; BOUNDARY=B",
        "multipart/form-data; boundary=A; boundary*=utf-8''B",
        "multipart/form-data; boundary=A, multipart/form-data; boundary=B",
        "multipart/form-data; boundary=\"A",
    ] {
        assert_eq!(code(content_type), Err("invalid_boundary"), "{content_type}");
    }
}

/// P29
#[test]
fn a_delimiter_is_only_at_the_start_of_a_line() {
    for content in
        ["x--B", "x--B--", "x\n--B\n", "x\r--B\r", "x\r\n--Bx", "x\r\n -- B", "x\r\n---B", "\r\n--b--"]
    {
        let body = format!("{}--B--", part("form-data; name=a", content));
        let parts = read(CONTENT_TYPE, body.as_bytes()).unwrap();
        assert_eq!((parts.len(), parts[0].text().as_deref()), (1, Some(content)), "{content:?}");
    }
}

/// P29
#[test]
fn a_body_without_a_first_or_closing_delimiter_is_truncated() {
    assert_eq!(names(""), Ok(Vec::new()));
    let body =
        format!("{}{}--B--", part("form-data; name=a", "1"), part("form-data; name=b; filename=c", "2"));
    assert_eq!(names(&body), Ok(vec!["a".to_owned(), "b".to_owned()]));
    for end in 1..body.len() {
        assert_eq!(names(&body[..end]), Err("truncated"), "{:?}", &body[..end]);
    }
    for body in ["a=1", "{\"a\": 1}", "\r\n", "--C--\r\n", "preamble\r\n--B--"] {
        assert_eq!(names(body), Err("truncated"), "{body:?}");
    }
}

/// P30
#[test]
fn a_part_has_one_disposition_with_one_name() {
    let named = |disposition: &str| names(&format!("{}--B--", part(disposition, "")));
    for (disposition, name) in [
        ("form-data; name=\"a; filename=evil\"", "a; filename=evil"),
        ("form-data; name*=utf-8''%C3%A9", "é"),
    ] {
        assert_eq!(named(disposition), Ok(vec![name.to_owned()]));
    }
    for disposition in [
        "form-data",
        "form-data; filename=\"name=a\"",
        "attachment; name=a",
        "form-data; name=a; name=b",
        "form-data; name=a; name*=utf-8''b",
        "form-data; name=a; filename=b; filename=c",
        "form-data; name=a; x=1; x=1",
        "form-data; name*0=a; name*1=b",
        "form-data; name=a\r\nContent-Disposition: form-data; name=a",
        "form-data\r\nX-Name: ; name=a",
    ] {
        assert_eq!(named(disposition), Err("malformed"), "{disposition}");
    }
    assert_eq!(names("--B\r\nContent-Type: text/plain\r\n\r\nx\r\n--B--"), Err("malformed"));
}

/// P31: the header decides, and neither the type nor the content.
#[test]
fn a_part_is_a_file_if_it_has_a_file_name() {
    for (disposition, is_file) in [
        ("form-data; name=a", false),
        ("form-data; name=a\r\nContent-Type: image/png", false),
        ("form-data; name=a; filename=\"\"", true),
        ("form-data; name=a; filename=b\r\nContent-Type: application/json", true),
        ("form-data; name=a; filename*=utf-8''b", true),
    ] {
        let parts = read(CONTENT_TYPE, format!("{}--B--", part(disposition, "x")).as_bytes()).unwrap();
        assert_eq!(parts[0].filename.is_some(), is_file, "{disposition}");
    }
}

/// P22
#[test]
fn each_limit_of_a_multipart_body_is_finite() {
    let Limits {
        max_body_bytes, max_parts, max_part_headers, max_part_header_bytes, max_header_bytes, ..
    } = Limits::DEFAULT;
    assert_eq!((max_body_bytes, max_parts), (1 << 20, 1_000));
    assert_eq!((max_part_headers, max_part_header_bytes, max_header_bytes), (16, 4096, 262_144));
    assert_eq!(Limits::DEFAULT.max_text_bytes, 1 << 20);
    let code =
        |body: String| read_chunks(CONTENT_TYPE, Limits::DEFAULT, [body.as_bytes()]).1.map_err(|e| e.code());
    let many = |count: usize, disposition: &str| format!("{}--B--", part(disposition, "").repeat(count));
    assert_eq!(code(many(1_000, "form-data; name=a")), Ok(()));
    assert_eq!(code(many(1_001, "form-data; name=a")), Err("too_many_parts"));
    let headers = |count: usize| format!("form-data; name=a{}", "\r\nX: 1".repeat(count));
    assert_eq!(code(many(1, &headers(15))), Ok(()));
    assert_eq!(code(many(1, &headers(16))), Err("headers_too_large"));
    let long = |bytes: usize| format!("form-data; name={}", "a".repeat(bytes));
    assert_eq!(code(many(1, &long(4_000))), Ok(()));
    assert_eq!(code(many(1, &long(4_100))), Err("headers_too_large"));
    assert_eq!(code(many(60, &long(4_000))), Ok(()));
    assert_eq!(code(many(70, &long(4_000))), Err("headers_too_large"));
    let boundary =
        |bytes: usize| Reader::new(&format!("multipart/form-data; boundary={}", "b".repeat(bytes)), LIMITS);
    assert!(boundary(256).is_ok());
    assert_eq!(boundary(257).unwrap_err().code(), "invalid_boundary");
}

/// P23: a body that never ends is refused at its limit, however it arrives, and whatever part of it has no end.
#[test]
fn limits_hold_while_a_body_streams() {
    const MOST: u64 = 1 << 16;
    let starts = [
        "--B\r\nX: ".to_owned(),
        "--B\r\nContent-Disposition: form-data; name=\"".to_owned(),
        part("form-data; name=a", "x"),
        part("form-data; name=a; filename=b", "x").trim_end().to_owned(),
        format!("{}--", part("form-data; name=a", "")),
        "--B\r\nContent-Disposition: form-data; name=a\r\nContent-Type: multipart/mixed; boundary=C\r\n\r\n--C\r\n"
            .to_owned(),
    ];
    for start in starts {
        for endless in ["x", "\r\n", "\r\n--", "\r\n--B", "\r\n--B\r\nX:", "\r", "--B", "; a=\""] {
            for size in [1, 4096] {
                let chunk = endless.repeat(size);
                let mut reader = Reader::new(CONTENT_TYPE, Limits::DEFAULT.max_body_bytes(MOST)).unwrap();
                let (mut read, mut error) = (0, None);
                let chunks = std::iter::once(start.as_bytes()).chain(std::iter::repeat(chunk.as_bytes()));
                'body: for mut rest in chunks {
                    read += rest.len();
                    loop {
                        match reader.next(&mut rest) {
                            Ok(None) => break,
                            Ok(Some(_)) => {}
                            Err(found) => {
                                error = Some(found);
                                break 'body;
                            }
                        }
                    }
                }
                assert!(
                    read as u64 <= MOST + (start.len() + chunk.len()) as u64,
                    "{start:?} {endless:?}: {read}"
                );
                assert!(error.unwrap().offset() <= MOST);
            }
        }
    }
}

/// Bodies of pieces that mean something to the reader, in any order.
#[test]
fn random_bodies_give_the_same_for_any_division() {
    const PIECES: [&str; 24] = [
        "\r\n",
        "\r",
        "\n",
        "-",
        "--",
        "B",
        "--B",
        "\r\n--B",
        "\r\n--B\r\n",
        "\r\n--B--",
        "--B\r\n",
        "C",
        "\r\n--C",
        "\r\n--C--",
        "x",
        "=",
        "=3D",
        "YWJj",
        "\r\n\r\n",
        " ",
        "Content-Disposition: form-data; name=\"a\"",
        "Content-Disposition: form-data; name=\"a\"; filename=\"b%22\"\r\nContent-Transfer-Encoding: base64\r\n\r\n",
        "Content-Disposition: form-data; name=a\r\nContent-Type: multipart/mixed; boundary=C\r\n\r\n--C\r\n",
        "Content-Disposition: attachment; filename=\"c\"\r\n\r\n",
    ];
    let limits =
        Limits::DEFAULT.max_body_bytes(300).max_text_bytes(40).max_parts(5).max_part_header_bytes(120);
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 33) as usize % below
    };
    let mut read_to_the_end = 0;
    for _ in 0..3_000 {
        let mut body = if random(8) > 0 { "--B\r\n".to_owned() } else { String::new() };
        for _ in 0..random(14) {
            // a head now and then, so that the rest is content
            let piece = if random(5) == 0 { 20 } else { random(PIECES.len()) };
            body.push_str(PIECES[piece]);
            if piece == 20 {
                body.push_str("\r\n\r\n");
            }
        }
        body.push_str(["", "\r\n--B--", "\r\n--C--\r\n--B--\r\n"][random(3)]);
        check_divisions(CONTENT_TYPE, limits, body.as_bytes());
        read_to_the_end += usize::from(read_chunks(CONTENT_TYPE, limits, [body.as_bytes()]).1.is_ok());
    }
    assert!(read_to_the_end > 100, "{read_to_the_end}");
}

/// The seeds of the fuzz target, which are requests of real clients.
#[test]
fn the_seeds_give_the_same_for_any_division() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../fuzz/seeds/multipart");
    let (mut read_to_the_end, mut refused) = (0, 0);
    for seed in std::fs::read_dir(folder).unwrap() {
        let bytes = std::fs::read(seed.unwrap().path()).unwrap();
        let (content_type, body) = content_type_and_body(&bytes);
        check_divisions(&content_type, LIMITS, body);
        match read_chunks(&content_type, LIMITS, [body]).1 {
            Ok(()) => read_to_the_end += 1,
            Err(_) => refused += 1,
        }
    }
    assert!(read_to_the_end > 190 && refused > 5, "{read_to_the_end} read, {refused} refused");
}

/// P35: neither events nor errors show what was submitted.
#[test]
fn debug_and_errors_show_nothing_that_was_submitted() {
    let body = "--B\r\nContent-Disposition: form-data; name=hunter2; filename=hunter2\r\nContent-Type: hunter2\r\n\r\n\
        hunter2\r\n--B hunter2";
    let mut reader = Reader::new(CONTENT_TYPE, LIMITS).unwrap();
    let (mut chunk, mut shown) = (body.as_bytes(), String::new());
    loop {
        match reader.next(&mut chunk) {
            Ok(event) => write!(shown, "{event:?}").unwrap(),
            Err(error) => {
                write!(shown, "{error:?} {error} {reader:?}").unwrap();
                break;
            }
        }
    }
    assert!(shown.contains("Data(7 bytes)") && !shown.contains("hunter2"), "{shown}");
    let wrong = Reader::new("multipart/form-data; charset=hunter2; boundary=B", LIMITS).unwrap_err();
    assert!(!format!("{wrong:?} {wrong}").contains("hunter2"));
}

/// The content is not copied, and the reader keeps nothing of it.
#[test]
fn a_file_is_given_out_in_pieces_of_the_chunk() {
    let file = vec![b'x'; 1 << 20];
    let head = part("form-data; name=a; filename=b", "");
    let mut reader = Reader::new(CONTENT_TYPE, LIMITS).unwrap();
    let mut start = head.trim_end().as_bytes();
    while reader.next(&mut start).unwrap().is_some() {}
    // the head has no empty line yet
    let mut empty_line = &b"\r\n\r\n"[..];
    assert!(matches!(reader.next(&mut empty_line), Ok(Some(Event::Part(_)))));
    let mut chunk = &file[..];
    let Ok(Some(Event::Data(data))) = reader.next(&mut chunk) else { panic!("no data") };
    assert!(std::ptr::eq(data, &raw const file[..]));
}
