//! Images: formats and dimensions from their headers.

use super::*;

#[derive(Form, Debug)]
#[form(fields = all)]
struct Portrait {
    #[form(image(formats = ["png", "gif"], min_width = 10, max_width = 200, max_height = 300, max_pixels = 20_000))]
    image: UploadedFile,
    #[form(image)]
    any: Option<UploadedFile>,
}

/// The header of a PNG, which is all that is read.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes.extend(b"\x08\x02\0\0\0\0\0\0\0");
    bytes
}

fn code(image: impl AsRef<[u8]>) -> Vec<(String, String)> {
    codes::<Portrait>(Multipart::new().file("image", "a.png", image))
}

#[test]
fn formats_and_dimensions_are_those_of_the_content() {
    let gif = |width: u16| [&b"GIF89a"[..], &width.to_le_bytes(), &100u16.to_le_bytes(), &[0; 10]].concat();
    assert_eq!(code(png(100, 100)), []);
    assert_eq!(code(gif(100)), []);
    for (image, expected) in [
        (png(9, 100), "image_too_small"),
        (png(201, 10), "image_too_large"),
        (png(10, 301), "image_too_large"),
        (png(200, 200), "image_too_large"),
        (png(0, 0), "invalid_image"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0".to_vec(), "invalid_image"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(), "invalid_image"),
        (b"\x89PNG\r\n\x1a\n".to_vec(), "invalid_image"),
        (b"an image".to_vec(), "invalid_image"),
    ] {
        assert_eq!(code(&image), pairs(&[("image", expected)]), "{image:?}");
    }
    // a few bytes that ask for gigabytes when they are decoded
    let bomb =
        Multipart::new().file("image", "a.png", png(100, 100)).file("any", "b.png", png(60_000, 60_000));
    assert_eq!(codes::<Portrait>(bomb), pairs(&[("any", "image_too_large")]));
    let form = bind::<Portrait>(Multipart::new().file("image", "a.png", png(100, 100)));
    assert_eq!(form.into_result().unwrap().image.dimensions(), Some((100, 100)));
}

#[test]
fn a_page_offers_only_these_formats() {
    let html = Portrait::blank().to_html();
    assert!(html.contains(r#"accept="image/png,image/gif""#), "{html}");
    assert!(html.contains(r#"name="any" accept="image/avif,image/bmp,image/gif"#), "{html}");
}

/// P26: nothing that is sent as an image makes the reader of its header panic.
#[test]
fn p26_no_bytes_make_the_reader_of_images_panic() {
    let mut random = tests::random::Random::new(3);
    let heads: [&[u8]; 8] = [
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff",
        b"GIF89a",
        b"RIFF\x10\0\0\0WEBPVP8 ",
        b"\0\0\0\x18ftypavif",
        b"II*\0",
        b"BM",
        b"\0\0\x01\0",
    ];
    for round in 0..4_000 {
        let mut bytes = heads[round % heads.len()].to_vec();
        let len = random.below(200);
        bytes.extend((0..len).map(|_| random.below(256) as u8));
        let file = UploadedFile::from_bytes("x", bytes);
        let _ = (file.content_type(), file.dimensions());
    }
}
