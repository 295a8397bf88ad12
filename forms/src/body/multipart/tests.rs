//! Unit tests. Those of whole bodies of real clients are in `tests/tests/multipart`.

use super::{Charset, Error, ErrorKind, Event, Limits, Reader};

#[derive(Debug, Default, Clone, PartialEq, Eq)]
struct Found {
    name: String,
    filename: Option<String>,
    content_type: Option<String>,
    charset: Charset,
    content: Vec<u8>,
}

fn read_chunks<'b>(
    reader: &mut Reader,
    chunks: impl Iterator<Item = &'b [u8]>,
) -> (Vec<Found>, Result<(), Error>) {
    let (mut parts, mut part, mut is_closed) = (Vec::new(), Found::default(), false);
    for mut chunk in chunks {
        loop {
            match reader.next(&mut chunk) {
                Ok(None) => break,
                Ok(Some(Event::Part(head))) => {
                    part = Found {
                        name: head.name.to_owned(),
                        filename: head.filename.map(str::to_owned),
                        content_type: head.content_type.map(str::to_owned),
                        charset: head.charset,
                        content: Vec::new(),
                    }
                }
                Ok(Some(Event::Data(bytes))) => {
                    assert!(!bytes.is_empty());
                    part.content.extend_from_slice(bytes);
                }
                Ok(Some(Event::PartEnd)) => parts.push(std::mem::take(&mut part)),
                Ok(Some(Event::End)) => is_closed = true,
                Err(error) => {
                    assert_eq!(reader.next(&mut chunk), Err(error), "an error stays");
                    assert_eq!(reader.finish(), Err(error), "an error stays");
                    return (parts, Err(error));
                }
            }
        }
        assert!(chunk.is_empty());
    }
    let result = reader.finish();
    assert!(result.is_err() || is_closed || parts.is_empty());
    (parts, result)
}

/// Reads a body in one chunk, in chunks of each small size, and in two chunks divided at each place.
fn read_with(content_type: &str, limits: Limits, body: &[u8]) -> (Vec<Found>, Result<(), Error>) {
    let reader = || Reader::new(content_type, limits).unwrap();
    let whole = read_chunks(&mut reader(), [body].into_iter());
    for size in [1, 2, 3, 5, 7] {
        assert_eq!(read_chunks(&mut reader(), body.chunks(size)), whole, "chunks of {size}");
    }
    for at in 0..=body.len() {
        let (first, second) = body.split_at(at);
        assert_eq!(read_chunks(&mut reader(), [first, &[], second].into_iter()), whole, "divided at {at}");
    }
    whole
}

fn read(body: impl AsRef<[u8]>) -> (Vec<Found>, Result<(), Error>) {
    read_with("multipart/form-data; boundary=B", Limits::DEFAULT, body.as_ref())
}

fn parts(body: impl AsRef<[u8]>) -> Vec<Found> {
    let (parts, result) = read(body);
    assert_eq!(result, Ok(()));
    parts
}

fn refused(body: impl AsRef<[u8]>) -> ErrorKind {
    read(body).1.unwrap_err().kind()
}

/// The head of a part with this `Content-Disposition`, and an empty content.
fn disposition(value: &str) -> Result<(String, Option<String>), ErrorKind> {
    let body = [b"--B\r\nContent-Disposition: ", value.as_bytes(), b"\r\n\r\n\r\n--B--\r\n"].concat();
    let (parts, result) = read(body);
    result.map_err(|error| error.kind())?;
    Ok((parts[0].name.clone(), parts[0].filename.clone()))
}

fn name(value: &str) -> String {
    let (name, filename) = disposition(&format!("form-data; {value}")).unwrap();
    assert_eq!(filename, None);
    name
}

fn filename(value: &str) -> Option<String> {
    disposition(&format!("form-data; name=\"f\"; {value}")).unwrap().1
}

const TITLE: &str = "Content-Disposition: form-data; name=\"title\"\r\n\r\nTea\r\n";

#[test]
fn texts_and_files_are_read() {
    let body = "--B\r\n\
        Content-Disposition: form-data; name=\"title\"\r\n\
        \r\n\
        Tea\r\n\
        --B\r\n\
        content-type: text/plain; charset=utf-8\r\n\
        X-Other: 1\r\n\
        CONTENT-DISPOSITION:form-data;filename=a.txt;name=file\r\n\
        Content-Length: 4000\r\n\
        \r\n\
        hello\r\n--not-a-boundary\r\n\r\n\
        --B--";
    let found = parts(body);
    assert_eq!(found.len(), 2);
    assert_eq!((found[0].name.as_str(), &found[0].content[..]), ("title", &b"Tea"[..]));
    assert_eq!((found[0].filename.as_deref(), found[0].content_type.as_deref()), (None, None));
    assert_eq!(found[1].name, "file");
    assert_eq!(found[1].filename.as_deref(), Some("a.txt"));
    assert_eq!(found[1].content_type.as_deref(), Some("text/plain; charset=utf-8"));
    assert_eq!(found[1].content, b"hello\r\n--not-a-boundary\r\n");
}

#[test]
fn a_body_may_begin_with_one_line_break_and_end_with_two() {
    for (before, after) in [("", ""), ("\r\n", ""), ("", "\r\n"), ("\r\n", "\r\n\r\n")] {
        assert_eq!(parts(format!("{before}--B\r\n{TITLE}--B--{after}")).len(), 1);
        assert_eq!(parts(format!("{before}--B--{after}")).len(), 0);
    }
    for before in ["\r\n\r\n", "\n", "x", "x\r\n", "\r", " ", "-", "--C\r\n"] {
        assert_eq!(refused(format!("{before}--B\r\n{TITLE}--B--")), ErrorKind::Truncated, "{before:?}");
    }
    for after in ["\r\n\r\n\r\n", "\n", "\r", "\r\n\r", "x", "\r\nx", " ", "-"] {
        assert_eq!(refused(format!("--B\r\n{TITLE}--B--{after}")), ErrorKind::Malformed, "{after:?}");
    }
}

#[test]
fn only_a_body_without_bytes_needs_no_delimiter() {
    assert_eq!(parts("").len(), 0);
    let whole = format!("--B\r\n{TITLE}--B--");
    for end in 1..whole.len() {
        assert_eq!(refused(&whole[..end]), ErrorKind::Truncated, "{:?}", &whole[..end]);
    }
    for body in [
        "\r\n",
        "--",
        "--B\r\n",
        "title=Tea",
        "{}",
        &format!("--B\r\n{TITLE}"),
        &format!("--B\r\n{TITLE}--B\r\n"),
    ] {
        assert_eq!(refused(body), ErrorKind::Truncated, "{body:?}");
    }
}

#[test]
fn a_line_that_only_begins_like_a_delimiter_is_content() {
    for content in [
        "--Bx",
        "\r\n--Bx",
        "\r\n--B-",
        "\r\n--B-x",
        "\r\n--B\r",
        "\r\n--B\rx",
        "\r\n--B\n",
        "\r\n--b\r\n",
        "x--B--",
        "\n--B--",
        "\r--B--",
        "\r\r\n--Bx",
        "\r\n\r\n--",
        "--B\r",
        "--",
        "-",
        "\r",
        "\n",
        "\r\n",
        "\r\n-",
        "\r\n--\r\n--\r\n--",
        "\r\n--B\r\r\n--Bx",
        "--Bx\r\n--B-\r\n--",
    ] {
        let body = format!("--B\r\nContent-Disposition: form-data; name=a\r\n\r\n{content}\r\n--B--\r\n");
        assert_eq!(only_content(&body).as_deref(), Some(content), "{content:?}");
    }
    // a delimiter, since the line break before it is also that of the headers
    assert_eq!(
        refused("--B\r\nContent-Disposition: form-data; name=a\r\n\r\n--B\r\n--B--"),
        ErrorKind::Truncated
    );
    assert_eq!(refused(format!("--B\r\n{TITLE}--B \r\n{TITLE}--B--")), ErrorKind::Malformed);
}

fn only_content(body: &str) -> Option<String> {
    let (parts, result) = read(body);
    result.ok()?;
    (parts.len() == 1).then(|| String::from_utf8(parts[0].content.clone()).unwrap())
}

#[test]
fn an_empty_part_may_share_its_line_break_with_the_delimiter() {
    let empty = "Content-Disposition: form-data; name=\"empty\"\r\n\r\n";
    let found = parts(format!("\r\n--B\r\n{empty}--B\r\n{empty}\r\n--B\r\n{empty}--B--\r\n"));
    assert_eq!(found.len(), 3);
    assert!(found.iter().all(|part| part.name == "empty" && part.content.is_empty()));
}

#[test]
fn a_part_without_headers_and_content_is_nothing() {
    assert_eq!(parts("--B\r\n\r\n--B--\r\n").len(), 0);
    assert_eq!(parts("--B\r\n\r\n\r\n--B--\r\n").len(), 0);
    assert_eq!(refused("--B\r\n\r\nx\r\n--B--\r\n"), ErrorKind::Malformed);
    assert_eq!(refused("--B\r\n\r\n--Bx\r\n--B--\r\n"), ErrorKind::Malformed);
}

#[test]
fn names_are_decoded() {
    for (written, expected) in [
        (r#"name="title""#, "title"),
        ("name=title", "title"),
        (r#"NAME="title""#, "title"),
        (r#"name="title";"#, "title"),
        (r#"name="""#, ""),
        (r#"name="a%22b""#, "a\"b"),
        (r#"name="a%0D%0Ab""#, "a\r\nb"),
        (r#"name="a%0d%20%41b""#, "a%0d%20%41b"),
        (r#"name="a\"b""#, "a\"b"),
        (r#"name="a\\b""#, "a\\b"),
        (r#"name="a\b""#, "a\\b"),
        (r#"name="a"b""#, "a\"b"),
        (r#"name="a"; b""#, "a\"; b"),
        (r#"name="a\"; b=c""#, "a\"; b=c"),
        (r#"name="x\""#, "x\\"),
        (r#"name="x\\""#, "x\\"),
        (r#"name="a; filename=evil""#, "a; filename=evil"),
        (r#"name="=?utf-8?B?w6k=?=""#, "=?utf-8?B?w6k=?="),
        ("name*=utf-8''na%22me[%C3%A9]", "na\"me[é]"),
        ("name*=UTF-8'en'a%20b;c", "a b;c"),
        ("name*=iso-8859-1''%E9", "é"),
        ("name=\"a b\"; name*=utf-8''a%20b", "a b"),
        (r#"name="q"; size=3; other="x;y""#, "q"),
    ] {
        assert_eq!(name(written), expected, "{written}");
    }
}

#[test]
fn file_names_are_decoded() {
    for (written, expected) in [
        (r#"filename="a.txt""#, "a.txt"),
        ("filename=a.txt", "a.txt"),
        (r#"filename="""#, ""),
        (r#"filename="a "b"; é 100%\c.txt""#, "a \"b\"; é 100%\\c.txt"),
        (r#"filename="a %22b%22; é 100%\c.txt""#, "a \"b\"; é 100%\\c.txt"),
        (r#"filename="a \"b\"; é 100%\\c.txt""#, "a \"b\"; é 100%\\c.txt"),
        ("filename*=utf-8''a%20%22b%22%3B%20%C3%A9%20100%25%5Cc.txt", "a \"b\"; é 100%\\c.txt"),
        ("filename=\"e.txt\"; filename*=utf-8''%C3%A9.txt", "é.txt"),
        ("filename*=utf-8''%C3%A9.txt; filename=\"e.txt\"", "é.txt"),
        (r#"filename="/home/ada/a.txt""#, "/home/ada/a.txt"),
        (r#"filename="a"b.txt"; read-date="Sun""#, "a\"b.txt"),
    ] {
        assert_eq!(filename(written).as_deref(), Some(expected), "{written}");
    }
}

#[test]
fn other_spellings_are_refused() {
    for (value, kind) in [
        ("form-data", ErrorKind::Malformed),
        ("form-data; filename=a", ErrorKind::Malformed),
        ("attachment; name=a", ErrorKind::Malformed),
        ("form-data name=a", ErrorKind::Malformed),
        ("form-data; name", ErrorKind::Malformed),
        ("form-data; name=", ErrorKind::Malformed),
        ("form-data; name =a", ErrorKind::Malformed),
        ("form-data; name=a b", ErrorKind::Malformed),
        ("form-data; name=é", ErrorKind::Malformed),
        ("form-data; name=\"a", ErrorKind::Malformed),
        ("form-data; name=\"a\" x", ErrorKind::Malformed),
        ("form-data; name=a; name=b", ErrorKind::Malformed),
        ("form-data; name=a; NAME=a", ErrorKind::Malformed),
        ("form-data; name=a; x=1; x=2", ErrorKind::Malformed),
        ("form-data; name=a; name*=utf-8''b", ErrorKind::Malformed),
        ("form-data; name*0=a; name*1=b", ErrorKind::Malformed),
        ("form-data; name=a; filename*0=b", ErrorKind::Malformed),
        ("form-data; name=a; filename*0*=utf-8''b", ErrorKind::Malformed),
        ("form-data; name*=a", ErrorKind::Malformed),
        ("form-data; name*=utf-8''%", ErrorKind::Malformed),
        ("form-data; name*=utf-8''%4", ErrorKind::Malformed),
        ("form-data; name*=utf-8''%4g", ErrorKind::Malformed),
        ("form-data; name*=utf-8''%E9", ErrorKind::Encoding),
        ("form-data; name*=utf-16''a", ErrorKind::Charset),
        ("form-data; name=\"a\r\n b\"", ErrorKind::Malformed),
        ("form-data; name=\"a\r\nb\"", ErrorKind::Malformed),
        ("form-data; name=\"a\r\n\r\nb\"", ErrorKind::Malformed),
        ("form-data; name=\"a\0b\"", ErrorKind::Malformed),
        (
            "form-data; name=a; a=1; b=1; c=1; d=1; e=1; f=1; g=1; h=1; i=1; j=1; k=1; l=1; m=1; n=1; o=1; p=1; q=1",
            ErrorKind::Malformed,
        ),
    ] {
        assert_eq!(disposition(value), Err(kind), "{value:?}");
    }
    let latin = b"--B\r\nContent-Disposition: form-data; name=\"\xe9\"\r\n\r\n\r\n--B--";
    assert_eq!(refused(latin), ErrorKind::Encoding);
}

#[test]
fn headers_have_a_strict_syntax() {
    let part = |headers: &str| format!("--B\r\n{headers}\r\n\r\nx\r\n--B--\r\n");
    let folded =
        "Content-Type: text/plain;\r\n  charset=utf-8\r\nContent-Disposition: form-data;\r\n\tname=a";
    assert_eq!(parts(part(folded))[0].content_type.as_deref(), Some("text/plain;  charset=utf-8"));
    let disposition = "Content-Disposition: form-data; name=a";
    for headers in [
        "Content-Type: text/plain",
        ": x",
        "x",
        "Content Disposition: form-data; name=a",
        "Content-Disposition : form-data; name=a",
        " Content-Disposition: form-data; name=a",
        "Content-\r\nisposition: form-data; name=a",
        "Content-\risposition: form-data; name=a",
        "Content-Disposition: form-data;\n name=a",
        "Content-Disposition: form-data; \rname=a",
        &format!("{disposition}\n"),
        &format!("{disposition}\r"),
        &format!("{disposition}\r\n{disposition}"),
        &format!("{disposition}\r\nContent-Type: a/b\r\nContent-Type: a/b"),
        &format!("{disposition}\r\nContent-Transfer-Encoding: 8bit\r\nContent-Transfer-Encoding: 8bit"),
    ] {
        assert_eq!(refused(part(headers)), ErrorKind::Malformed, "{headers:?}");
    }
}

#[test]
fn lines_that_end_with_lf_only_are_refused() {
    let body = format!("--B\r\n{TITLE}--B--\r\n").replace("\r\n", "\n");
    assert_eq!(refused(body), ErrorKind::Truncated);
    assert_eq!(
        parts("--B\r\nContent-Disposition: form-data; name=a\r\n\r\nx\ny\r\n--B--")[0].content,
        b"x\ny"
    );
}

#[test]
fn a_boundary_is_a_token_or_quoted() {
    let open = |content_type: &str| {
        Reader::new(content_type, Limits::DEFAULT).map(drop).map_err(|error| error.kind())
    };
    let long = "a".repeat(256);
    for content_type in [
        "multipart/form-data; boundary=B",
        "Multipart/Form-Data;BOUNDARY=B",
        "multipart/form-data; charset=UTF-8; boundary=B",
        "multipart/form-data; boundary=B; charset=iso-8859-1",
        "multipart/form-data; boundary=\"a'b (c)\"",
        "multipart/form-data; boundary=a=b:c/d+._?'()$",
        "multipart/form-data; boundary=\"x;y\"",
        &format!("multipart/form-data; boundary={long}"),
    ] {
        assert_eq!(open(content_type), Ok(()), "{content_type}");
    }
    for (content_type, kind) in [
        ("", ErrorKind::MediaType),
        ("multipart/mixed; boundary=B", ErrorKind::MediaType),
        ("multipart/form-data-x; boundary=B", ErrorKind::MediaType),
        ("application/x-www-form-urlencoded", ErrorKind::MediaType),
        ("multipart/form-data", ErrorKind::Boundary),
        ("multipart/form-data; boundary", ErrorKind::Boundary),
        ("multipart/form-data; boundary=", ErrorKind::Boundary),
        ("multipart/form-data; boundary=\"\"", ErrorKind::Boundary),
        ("multipart/form-data; boundary=a; boundary=a", ErrorKind::Boundary),
        ("multipart/form-data; boundary=a; Boundary=b", ErrorKind::Boundary),
        ("multipart/form-data; boundary*=utf-8''a", ErrorKind::Boundary),
        ("multipart/form-data; boundary*0=a; boundary*1=b", ErrorKind::Boundary),
        ("multipart/form-data; boundary = a", ErrorKind::Boundary),
        ("multipart/form-data; boundary=a b", ErrorKind::Boundary),
        ("multipart/form-data; boundary=a, multipart/form-data", ErrorKind::Boundary),
        ("multipart/form-data; boundary=\"a ", ErrorKind::Boundary),
        ("multipart/form-data; boundary=\"a \"", ErrorKind::Boundary),
        ("multipart/form-data; boundary=\"a\\b\"", ErrorKind::Boundary),
        ("multipart/form-data; boundary=é", ErrorKind::Boundary),
        ("multipart/form-data; boundary=a; charset=utf-16", ErrorKind::Charset),
        ("multipart/form-data; boundary=a; charset=utf-8; charset=iso-8859-1", ErrorKind::Charset),
        (&format!("multipart/form-data; boundary={long}a"), ErrorKind::Boundary),
    ] {
        assert_eq!(open(content_type), Err(kind), "{content_type}");
    }
}

#[test]
fn the_declared_charset_decodes_names_and_texts() {
    let body = b"--B\r\nContent-Disposition: form-data; name=\"\xe9\"\r\n\r\n\xe9\r\n\
        --B\r\nContent-Disposition: form-data; name=\"\xe9\"\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\n\
        \xc3\xa9\r\n\
        --B\r\nContent-Disposition: form-data; name=\"j\"\r\nContent-Type: application/json\r\n\r\n\"\xc3\xa9\"\r\n--B--";
    let (found, result) =
        read_with("multipart/form-data; charset=ISO-8859-1; boundary=B", Limits::DEFAULT, body);
    assert_eq!(result, Ok(()));
    assert_eq!(found[0].name, "é");
    for (part, expected) in found.iter().zip(["é", "é", "\"é\""]) {
        assert_eq!(part.charset.decode(&part.content).as_deref(), Some(expected));
    }
    let part = |kind: &str| format!("--B\r\nContent-Disposition: form-data; name=a{kind}\r\n\r\n\r\n--B--");
    assert_eq!(refused(part("\r\nContent-Type: text/plain; charset=utf-16")), ErrorKind::Charset);
    assert_eq!(
        refused(part("\r\nContent-Type: text/plain; charset=utf-8; charset=latin1")),
        ErrorKind::Charset
    );
    // the type of a file is what the client claims, and nothing is decoded by it
    assert_eq!(parts(part("; filename=b\r\nContent-Type: text/plain; charset=utf-16")).len(), 1);
}

fn encoded(encoding: &str, content: &str) -> Result<String, ErrorKind> {
    let (found, result) = read(format!(
        "--B\r\nContent-Disposition: form-data; name=a\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n\
        {content}\r\n--B--"
    ));
    result.map_err(|error| error.kind())?;
    Ok(String::from_utf8(found[0].content.clone()).unwrap())
}

#[test]
fn transfer_encodings_are_decoded() {
    for encoding in ["7bit", "8BIT", "binary"] {
        assert_eq!(encoded(encoding, "=41").as_deref(), Ok("=41"));
    }
    for (content, expected) in [
        ("", ""),
        ("YWJj", "abc"),
        ("YW\r\nJj\r\n", "abc"),
        ("YQ==", "a"),
        ("YWI=\r\n", "ab"),
        ("aGVsbG8NCi0tbm90LWEtYm91bmRhcnkNCg==", "hello\r\n--not-a-boundary\r\n"),
    ] {
        assert_eq!(encoded("Base64", content).as_deref(), Ok(expected), "{content}");
    }
    for content in ["Y", "YW", "YWI", "YW=", "Y===", "=", "YW=j", "YQ==YQ==", "YWJ-", "\r\n--Bx"] {
        assert_eq!(encoded("base64", content), Err(ErrorKind::Malformed), "{content}");
    }
    for (content, expected) in
        [("=C3=A9=3Dx", "é=x"), ("a=\r\nb", "ab"), ("=c3=a9", "é"), ("\r\n--=\r\n", "\r\n--")]
    {
        assert_eq!(encoded("quoted-printable", content).as_deref(), Ok(expected), "{content}");
    }
    for content in ["=", "=4", "=4x", "=\n", "=\rx", "a=\r"] {
        assert_eq!(encoded("quoted-printable", content), Err(ErrorKind::Malformed), "{content}");
    }
    for encoding in ["", "gzip", "x-uuencode", "base64, 8bit"] {
        assert_eq!(encoded(encoding, "x"), Err(ErrorKind::TransferEncoding), "{encoding}");
    }
}

#[test]
fn a_long_encoded_content_is_decoded_piece_by_piece() {
    let content = "YWJj\r\n".repeat(5_000);
    let body = format!(
        "--B\r\nContent-Disposition: form-data; name=a\r\nContent-Transfer-Encoding: base64\r\n\r\n{content}\r\n--B--"
    );
    let mut reader = Reader::new("multipart/form-data; boundary=B", Limits::DEFAULT).unwrap();
    let (found, result) = read_chunks(&mut reader, [body.as_bytes()].into_iter());
    assert_eq!(result, Ok(()));
    assert_eq!(found[0].content, b"abc".repeat(5_000));
}

#[test]
fn files_in_a_nested_body_have_the_name_of_the_part_around_them() {
    let nested = |inner: &str| {
        format!(
            "--B\r\nContent-Disposition: form-data; name=\"file\"\r\nContent-Type: multipart/mixed;\r\n    \
            boundary=N\r\n\r\n{inner}\r\n--B\r\n{TITLE}--B--\r\n"
        )
    };
    let one = "--N\r\nContent-Disposition: attachment; filename=\"one.txt\"\r\n\r\none\r\n";
    let two =
        "--N\r\nContent-Disposition: file; filename=\"two.txt\"\r\nContent-Type: text/plain\r\n\r\ntwo\r\n";
    for end in ["--N--", "--N--\r\n"] {
        let found = parts(nested(&format!("{one}{two}{end}")));
        let names: Vec<_> = found.iter().map(|part| (part.name.as_str(), part.filename.as_deref())).collect();
        assert_eq!(names, [("file", Some("one.txt")), ("file", Some("two.txt")), ("title", None)]);
        assert_eq!(found[1].content, b"two");
    }
    assert_eq!(parts(nested("--N--")).len(), 1);
    for inner in [
        "",
        "x",
        "--N\r\nContent-Disposition: attachment\r\n\r\none\r\n--N--",
        "--N\r\nContent-Disposition: attachment; name=other; filename=x\r\n\r\none\r\n--N--",
        "--N\r\nContent-Disposition: form-data; filename=x\r\n\r\none\r\n--N--",
        &format!("{one}--N--x"),
        &format!("{one}--N--\r\n\r\n"),
    ] {
        assert_eq!(refused(nested(inner)), ErrorKind::Malformed, "{inner:?}");
    }
    assert_eq!(refused(nested(one)), ErrorKind::Truncated);
    let deeper = "--N\r\nContent-Disposition: attachment; filename=x\r\nContent-Type: multipart/mixed; boundary=D\r\n\r\n\
        --D--\r\n--N--";
    assert_eq!(parts(nested(deeper))[0].content, b"--D--");
}

#[test]
fn each_limit_is_enforced_while_the_body_is_read() {
    let body = format!("--B\r\n{TITLE}--B\r\n{TITLE}--B--");
    let limited = |limits: Limits| {
        let (parts, result) = read_with("multipart/form-data; boundary=B", limits, body.as_bytes());
        (parts.len(), result.map_err(|error| error.kind()))
    };
    let headers = (TITLE.len() - "Tea\r\n".len()) as u32;
    let len = body.len() as u64;
    for (right, wrong, kind) in [
        (Limits::DEFAULT.max_body_bytes(len), Limits::DEFAULT.max_body_bytes(len - 1), ErrorKind::TooLarge),
        (Limits::DEFAULT.max_parts(2), Limits::DEFAULT.max_parts(1), ErrorKind::TooManyParts),
        (
            Limits::DEFAULT.max_part_headers(1),
            Limits::DEFAULT.max_part_headers(0),
            ErrorKind::HeadersTooLarge,
        ),
        (
            Limits::DEFAULT.max_part_header_bytes(headers),
            Limits::DEFAULT.max_part_header_bytes(headers - 1),
            ErrorKind::HeadersTooLarge,
        ),
        (
            Limits::DEFAULT.max_header_bytes(2 * headers),
            Limits::DEFAULT.max_header_bytes(2 * headers - 1),
            ErrorKind::HeadersTooLarge,
        ),
        (Limits::DEFAULT.max_text_bytes(3), Limits::DEFAULT.max_text_bytes(2), ErrorKind::TooLarge),
    ] {
        assert_eq!(limited(right), (2, Ok(())), "{right:?}");
        assert_eq!(limited(wrong).1, Err(kind), "{wrong:?}");
    }
    // a file has no limit here
    let file = body.replace("; name=\"title\"", "; name=\"title\"; filename=x");
    let limits = Limits::DEFAULT.max_text_bytes(0);
    assert_eq!(read_with("multipart/form-data; boundary=B", limits, file.as_bytes()).1, Ok(()));
}

#[test]
fn limits_hold_without_an_end_of_the_body() {
    let mut reader = Reader::new("multipart/form-data; boundary=B", Limits::DEFAULT).unwrap();
    let endless =
        std::iter::once(&b"--B\r\nContent-Disposition: "[..]).chain(std::iter::repeat(&[b'x'; 100][..]));
    let (_, result) = read_chunks(&mut reader, endless);
    assert_eq!(result.unwrap_err().kind(), ErrorKind::HeadersTooLarge);
    let head = b"--B\r\nContent-Disposition: form-data; name=a; filename=b\r\n\r\n";
    let mut reader = Reader::new("multipart/form-data; boundary=B", Limits::DEFAULT).unwrap();
    let endless = std::iter::once(&head[..]).chain(std::iter::repeat(&[b'\r'; 100][..]));
    let (_, result) = read_chunks(&mut reader, endless);
    assert_eq!(result.unwrap_err().kind(), ErrorKind::TooLarge);
}

#[test]
fn the_content_is_borrowed_from_the_chunk() {
    let body = format!("--B\r\nContent-Disposition: form-data; name=a\r\n\r\n{}\r\n--B--", "x".repeat(1000));
    let mut chunk = body.as_bytes();
    let mut reader = Reader::new("multipart/form-data; boundary=B", Limits::DEFAULT).unwrap();
    reader.next(&mut chunk).unwrap();
    let start = body.find("xxx").unwrap();
    let Some(Event::Data(bytes)) = reader.next(&mut chunk).unwrap() else { panic!("no data") };
    assert!(std::ptr::eq(bytes, &raw const body.as_bytes()[start..start + 1000]));
}

#[test]
fn debug_shows_nothing_that_was_submitted() {
    let mut chunk =
        &b"--B\r\nContent-Disposition: form-data; name=hunter2; filename=hunter2\r\n\r\nhunter2"[..];
    let mut reader = Reader::new("multipart/form-data; boundary=B", Limits::DEFAULT).unwrap();
    let part = format!("{:?}", reader.next(&mut chunk).unwrap());
    let data = format!("{:?}", reader.next(&mut chunk).unwrap());
    assert_eq!(
        (part.as_str(), data.as_str()),
        ("Some(Part(Part { is_file: true, .. }))", "Some(Data(7 bytes))")
    );
    assert!(!format!("{reader:?}").contains("hunter2"));
}
