//! The bounds of uploaded files.

/// The bounds of the files that a field accepts: the rules `max_size`, `min_size`, `allow_empty`, `max_name_length`,
/// `extensions`, `content_types` and `image`.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct FileBounds {
    /// The greatest size in bytes; `u64::MAX` to use that of [`Limits`](crate::Limits).
    pub max_size: u64,
    /// The smallest size in bytes.
    pub min_size: u64,
    /// True if an empty file is accepted.
    pub allow_empty: bool,
    /// The maximum length of the name, in characters.
    pub max_name_length: u32,
    /// The extensions that a name may have, without the dot; empty for any.
    pub extensions: &'static [&'static str],
    /// The media types that the content may have, such as `image/png` and `image/*`; empty for any.
    pub content_types: &'static [&'static str],
    /// The bounds of an image, if only images are accepted.
    pub image: Option<ImageBounds>,
}

impl FileBounds {
    /// The bounds without any rule: any file that is not empty, with a name of at most 255 characters.
    pub(crate) const ANY: FileBounds = FileBounds {
        max_size: u64::MAX,
        min_size: 0,
        allow_empty: false,
        max_name_length: 255,
        extensions: &[],
        content_types: &[],
        image: None,
    };
    /// Returns the greatest size in bytes.
    pub(crate) fn largest(&self, limits: &crate::Limits) -> u64 {
        if self.max_size == u64::MAX { limits.max_file_bytes } else { self.max_size }
    }
    /// Returns the codes of the errors that a file may have.
    pub(super) fn codes(&self) -> Vec<&'static str> {
        let mut codes = vec!["max_length", "max_size"];
        let mut add = |applies: bool, code| {
            if applies {
                codes.push(code);
            }
        };
        add(!self.allow_empty, "empty");
        add(self.min_size > 0, "min_size");
        add(!self.extensions.is_empty(), "invalid_extension");
        add(!self.content_types.is_empty(), "invalid_content_type");
        if let Some(image) = self.image {
            add(true, "invalid_image");
            add(image.has_least(), "image_too_small");
            add(true, "image_too_large");
        }
        codes
    }
    /// Returns a short text for each bound that is declared.
    pub(super) fn demands(&self) -> Vec<String> {
        let mut demands = Vec::new();
        let mut add = |applies: bool, words: String| {
            if applies {
                demands.push(words);
            }
        };
        add(self.min_size > 0, format!("{} or larger", Size(self.min_size)));
        add(self.max_size < u64::MAX, format!("{} or smaller", Size(self.max_size)));
        add(self.allow_empty, "may be empty".to_owned());
        add(
            self.max_name_length != Self::ANY.max_name_length,
            format!("a name of {} characters or fewer", self.max_name_length),
        );
        add(!self.extensions.is_empty(), format!("with the extension {}", self.extensions.join(", ")));
        add(!self.content_types.is_empty(), format!("of the type {}", self.content_types.join(", ")));
        if let Some(image) = self.image {
            add(true, format!("an image: {}", image.formats.join(", ")));
            for (what, least, most) in
                [("wide", image.min_width, image.max_width), ("high", image.min_height, image.max_height)]
            {
                add(least > 0, format!("{least} pixels {what} or more"));
                add(most < u32::MAX, format!("{most} pixels {what} or less"));
            }
            add(image.max_pixels != ImageBounds::MAX_PIXELS, format!("{} pixels or fewer", image.max_pixels));
        }
        demands
    }
    /// Returns the `accept` attribute of the control: the extensions, or else the media types. Empty for any file.
    pub(crate) fn accept(&self) -> String {
        let types: Vec<String> = if !self.extensions.is_empty() {
            if self.extensions.contains(&"") {
                return String::new();
            }
            self.extensions.iter().map(|extension| format!(".{extension}")).collect()
        } else if !self.content_types.is_empty() {
            self.content_types.iter().map(|&name| name.to_owned()).collect()
        } else {
            let formats = self.image.map(|image| image.formats).unwrap_or_default();
            formats.iter().map(|format| image_type(format).to_owned()).collect()
        };
        types.join(",")
    }
}

/// The bounds of an image: its formats and dimensions. They are read from its header; the image is not decoded.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct ImageBounds {
    /// The formats, some of [`FORMATS`](Self::FORMATS).
    pub formats: &'static [&'static str],
    /// The minimum width in pixels.
    pub min_width: u32,
    /// The maximum width in pixels.
    pub max_width: u32,
    /// The minimum height in pixels.
    pub min_height: u32,
    /// The maximum height in pixels.
    pub max_height: u32,
    /// The maximum number of pixels. A small file can hold an image that takes gigabytes when it is decoded.
    pub max_pixels: u64,
}

impl ImageBounds {
    /// The names of all formats. SVG is not among them, since it may contain scripts.
    pub const FORMATS: &'static [&'static str] =
        &["avif", "bmp", "gif", "heif", "ico", "jpeg", "jxl", "png", "tiff", "webp"];
    /// The greatest number of pixels by default: that of Pillow, with which Django reads images.
    pub const MAX_PIXELS: u64 = 89_478_485;

    /// Accepts images of the formats that browsers show, with at most [`MAX_PIXELS`](Self::MAX_PIXELS).
    pub const fn new() -> Self {
        ImageBounds {
            formats: &["avif", "bmp", "gif", "ico", "jpeg", "png", "webp"],
            min_width: 0,
            max_width: u32::MAX,
            min_height: 0,
            max_height: u32::MAX,
            max_pixels: Self::MAX_PIXELS,
        }
    }
    /// Sets the formats.
    ///
    /// # Panics
    /// At compile time, if the list is empty or one is not in [`FORMATS`](Self::FORMATS).
    pub const fn formats(mut self, formats: &'static [&'static str]) -> Self {
        assert!(!formats.is_empty(), "`formats` is empty: write at least one");
        let mut i = 0;
        while i < formats.len() {
            assert!(!image_type(formats[i]).is_empty(), "unknown image format");
            i += 1;
        }
        self.formats = formats;
        self
    }
    /// Sets the minimum width in pixels.
    pub const fn min_width(mut self, pixels: u32) -> Self {
        self.min_width = pixels;
        self
    }
    /// Sets the maximum width in pixels.
    pub const fn max_width(mut self, pixels: u32) -> Self {
        self.max_width = pixels;
        self
    }
    /// Sets the minimum height in pixels.
    pub const fn min_height(mut self, pixels: u32) -> Self {
        self.min_height = pixels;
        self
    }
    /// Sets the maximum height in pixels.
    pub const fn max_height(mut self, pixels: u32) -> Self {
        self.max_height = pixels;
        self
    }
    /// Sets the maximum number of pixels.
    pub const fn max_pixels(mut self, pixels: u64) -> Self {
        self.max_pixels = pixels;
        self
    }
}

impl ImageBounds {
    fn has_least(&self) -> bool {
        self.min_width > 0 || self.min_height > 0
    }
}

impl Default for ImageBounds {
    fn default() -> Self {
        Self::new()
    }
}

/// Returns the media type of an image format, or an empty text.
pub(crate) const fn image_type(format: &str) -> &'static str {
    match format.as_bytes() {
        b"avif" => "image/avif",
        b"bmp" => "image/bmp",
        b"gif" => "image/gif",
        b"heif" => "image/heif",
        b"ico" => "image/vnd.microsoft.icon",
        b"jpeg" => "image/jpeg",
        b"jxl" => "image/jxl",
        b"png" => "image/png",
        b"tiff" => "image/tiff",
        b"webp" => "image/webp",
        _ => "",
    }
}

/// A size in bytes, as people write it: `5 MB`, `64 KiB`, `300 bytes`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Size(pub(crate) u64);

impl std::fmt::Display for Size {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        const UNITS: [(u64, &str); 6] = [
            (1_000_000_000, "GB"),
            (1 << 30, "GiB"),
            (1_000_000, "MB"),
            (1 << 20, "MiB"),
            (1_000, "kB"),
            (1 << 10, "KiB"),
        ];
        let Size(bytes) = *self;
        // a whole number of a unit, so that the bound is exact
        let whole = UNITS.iter().find(|(unit, _)| bytes >= *unit && bytes.is_multiple_of(*unit));
        match whole {
            Some((unit, name)) => write!(f, "{} {name}", bytes / unit),
            None if bytes >= 10_000_000 => write!(f, "{} MB", bytes / 1_000_000),
            None if bytes >= 10_000 => write!(f, "{} kB", bytes / 1_000),
            None if bytes == 1 => f.write_str("1 byte"),
            None => write!(f, "{bytes} bytes"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_written_in_the_largest_unit_that_fits() {
        for (bytes, text) in [
            (0, "0 bytes"),
            (1, "1 byte"),
            (300, "300 bytes"),
            (1_000, "1 kB"),
            (1_024, "1 KiB"),
            (5_000_000, "5 MB"),
            (5 << 20, "5 MiB"),
            (1_500_000, "1500 kB"),
            (2_000_000_000, "2 GB"),
            (12_345, "12 kB"),
            (123_456_789, "123 MB"),
        ] {
            assert_eq!(Size(bytes).to_string(), text);
        }
    }

    #[test]
    fn every_image_format_has_a_media_type() {
        for format in ImageBounds::FORMATS {
            assert!(image_type(format).starts_with("image/"), "{format}");
        }
        assert_eq!(image_type("svg"), "");
    }
}
