//! Validation of files by their name and size.

use crate::{
    error::Problem,
    validator::{Validator, file_problem, is_invisible},
};

/// The name and size of an uploaded file. The name comes from the sender, and the size from the sender or from counting
/// bytes. The name is not a path, and says nothing about the content.
///
/// ```
/// use forms::validator::{FileExtension, FileMetadata, Validator};
/// let file = FileMetadata::new("portrait.PNG", 48_213);
/// assert!(FileExtension(&["png", "jpg"]).validate(&file).is_ok());
/// assert_eq!(FileExtension(&["pdf"]).validate(&file).unwrap_err().code(), "invalid_extension");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct FileMetadata {
    /// The name that the sender gave.
    pub name: String,
    /// The size in bytes.
    pub size: u64,
}

impl FileMetadata {
    /// Creates metadata with this name and size in bytes.
    pub fn new(name: impl Into<String>, size: u64) -> Self {
        FileMetadata { name: name.into(), size }
    }
    /// Returns the text after the last dot of the name, unchanged. It is empty for a name without an extension, such as
    /// `notes`, `notes.`, `.profile` or `..txt`. Like Python's `Path(name).suffix` (since 3.14).
    pub fn extension(&self) -> &str {
        let name = self.last_part().trim_start_matches('.');
        name.rsplit_once('.').map_or("", |(_, extension)| extension)
    }
    /// Returns the part of the name after the last slash.
    fn last_part(&self) -> &str {
        self.name.split('/').rfind(|part| !matches!(*part, "" | ".")).unwrap_or_default()
    }
    /// Returns whether programs disagree on the extension: `..txt` has one in Python 3.13, but none in 3.14.
    fn has_disputed_extension(&self) -> bool {
        let name = self.last_part();
        let rest = name.trim_start_matches('.');
        name.len() - rest.len() > 1 && !rest.is_empty() && !rest.contains('.')
    }
}

/// Accepts files whose name has one of these extensions, ignoring ASCII case. Like Django's `FileExtensionValidator`:
/// code `invalid_extension`, param `allowed_extensions`. (Django's other param, `extension`, is a submitted value.)
///
/// Only the last extension counts: `a.tar.gz` has `gz`. An empty extension accepts names without one. Stricter than
/// Django, names with control characters (`a.exe\0.pdf`) and names with only dots before the last dot (`..txt`) are
/// always refused, and only ASCII case is ignored (U+212A is not `k`).
///
/// The extension proves nothing: a file named `a.png` may contain anything. Check the content of files before you serve
/// them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileExtension(pub &'static [&'static str]);

/// The extensions of images that browsers show, for [`FileExtension`] and the `accept` attribute of an HTML input. SVG
/// is left out, since it may contain scripts.
pub const IMAGE_EXTENSIONS: &[&str] = &["apng", "avif", "bmp", "gif", "ico", "jpeg", "jpg", "png", "webp"];

/// Accepts files whose name has the extension of an image ([`IMAGE_EXTENSIONS`]), like Django's
/// `validate_image_file_extension`: code `invalid_extension`, with the params of [`FileExtension`].
///
/// Django's list depends on the installed Pillow, and has formats that browsers do not show.
pub fn validate_image_file_extension(file: &FileMetadata) -> Result<(), Problem> {
    FileExtension(IMAGE_EXTENSIONS).validate(file)
}

impl Validator<FileMetadata> for FileExtension {
    fn validate(&self, file: &FileMetadata) -> Result<(), Problem> {
        let extension = file.extension();
        let allowed = self.0.iter().any(|allowed| allowed.eq_ignore_ascii_case(extension));
        if allowed && !file.name.contains(char::is_control) && !file.has_disputed_extension() {
            return Ok(());
        }
        Err(self.refused())
    }
}

impl FileExtension {
    /// Returns the `accept` attribute for an `<input type="file">`, which makes a browser offer only such files (WHATWG
    /// HTML, 4.10.5.1.17): the extensions with their dots, separated by commas. It is empty, which offers all files, if
    /// names without an extension are accepted.
    ///
    /// ```
    /// use forms::validator::FileExtension;
    /// assert_eq!(FileExtension(&["pdf", "PNG"]).accept(), ".pdf,.PNG");
    /// assert_eq!(FileExtension(&["pdf", ""]).accept(), "");
    /// ```
    pub fn accept(self) -> String {
        if self.0.contains(&"") {
            return String::new();
        }
        self.0.iter().map(|extension| format!(".{extension}")).collect::<Vec<_>>().join(",")
    }
    #[cold]
    fn refused(self) -> Problem {
        let allowed: Vec<_> = self.0.iter().map(|allowed| allowed.to_lowercase()).collect();
        Problem::new(
            "invalid_extension",
            "{label} must be a file of one of these types: {allowed_extensions}.",
        )
        .param("allowed_extensions", allowed.join(", "))
    }
}

/// Validates the name and size of a file, like Django's `FileField`: codes `max_length` (params `max`, `length`),
/// `invalid`, `empty`, and `max_size` (params `limit_value`, `show_value`). It reports the first that applies.
///
/// ```
/// use forms::validator::{FileMetadata, FileRules, Validator};
/// const PORTRAIT: FileRules = FileRules::new().max_size(2 << 20);
/// assert!(PORTRAIT.validate(&FileMetadata::new("portrait.png", 48_213)).is_ok());
/// assert_eq!(PORTRAIT.validate(&FileMetadata::new("portrait.png", 0)).unwrap_err().code(), "empty");
/// assert_eq!(PORTRAIT.validate(&FileMetadata::new("../portrait.png", 1)).unwrap_err().code(), "invalid");
/// ```
///
/// A name is `invalid` if it is empty, `.` or `..`, or contains `/`, `\`, control characters or invisible characters
/// (bidirectional controls can make `gpj.exe` look like a `.jpg` file). This is stricter than Django, whose upload
/// handlers strip such names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileRules {
    max_length: u32,
    max_size: u64,
    allow_empty: bool,
}

impl FileRules {
    /// Accepts files that are not empty, with names of at most 255 characters.
    pub const fn new() -> Self {
        FileRules { max_length: 255, max_size: u64::MAX, allow_empty: false }
    }
    /// Sets the maximum length of the name, in characters (Unicode code points).
    pub const fn max_length(mut self, characters: u32) -> Self {
        self.max_length = characters;
        self
    }
    /// Sets the maximum size, in bytes.
    pub const fn max_size(mut self, bytes: u64) -> Self {
        self.max_size = bytes;
        self
    }
    /// Allows empty files.
    pub const fn allow_empty(mut self) -> Self {
        self.allow_empty = true;
        self
    }
}

impl Default for FileRules {
    fn default() -> Self {
        Self::new()
    }
}

impl Validator<FileMetadata> for FileRules {
    fn validate(&self, file: &FileMetadata) -> Result<(), Problem> {
        let length = file.name.chars().count();
        if length > self.max_length as usize {
            return Err(file_problem::long_name(self.max_length, length));
        }
        if matches!(&*file.name, "" | "." | "..") || file.name.chars().any(is_refused) {
            return Err(file_problem::unsafe_name());
        }
        if file.size == 0 && !self.allow_empty {
            return Err(file_problem::empty());
        }
        if file.size > self.max_size {
            return Err(file_problem::too_large(self.max_size, file.size));
        }
        Ok(())
    }
}

fn is_refused(c: char) -> bool {
    matches!(c, '/' | '\\' | '\u{2028}' | '\u{2029}') || c.is_control() || is_invisible(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Param;

    #[test]
    fn finds_the_extension() {
        for (name, extension) in [
            ("a.txt", "txt"),
            ("a.tar.gz", "gz"),
            ("..txt", ""),
            ("...txt", ""),
            ("..a.txt", "txt"),
            ("dir/..txt", ""),
            ("..txt.", ""),
            (".txt", ""),
            ("a.", ""),
            ("a", ""),
            ("", ""),
            ("dir.pdf/a", ""),
            ("dir/a.pdf", "pdf"),
            ("a.pdf/.", "pdf"),
            ("a.pdf/..", ""),
            ("..", ""),
            ("a.pdf ", "pdf "),
        ] {
            assert_eq!(FileMetadata::new(name, 1).extension(), extension, "{name}");
        }
    }

    #[test]
    fn accepts_only_listed_extensions() {
        let check = |name: &str| FileExtension(&["txt", "PDF"]).validate(&FileMetadata::new(name, 1));
        assert!(check("a.TXT").is_ok() && check("a.pdf").is_ok());
        for name in ["a", "a.exe", "a.pdf\n", "a.exe\0.pdf", "a.\u{ff50}df", "a.pd\u{131}"] {
            let problem = check(name).unwrap_err();
            assert_eq!(problem.code(), "invalid_extension", "{name:?}");
            assert_eq!(problem.params(), [("allowed_extensions", Param::from("txt, pdf"))]);
        }
        let with_none = |name: &str| FileExtension(&["txt", ""]).validate(&FileMetadata::new(name, 1));
        for name in ["..txt", "...txt", "dir/..txt", "..TXT"] {
            assert!(check(name).is_err() && with_none(name).is_err(), "{name}");
        }
        for name in [".txt", "a", "a.txt", "..a.txt", ".."] {
            assert!(with_none(name).is_ok(), "{name}");
        }
        assert!(validate_image_file_extension(&FileMetadata::new("a.svg", 1)).is_err());
        assert!(validate_image_file_extension(&FileMetadata::new("a.JPG", 1)).is_ok());
    }

    #[test]
    fn validates_names_and_sizes() {
        let code = |rules: FileRules, name: &str, size| {
            rules.validate(&FileMetadata::new(name, size)).err().map(|problem| problem.code().to_owned())
        };
        let rules = FileRules::default().max_length(5).max_size(9);
        assert_eq!(code(rules, "é.txt", 9), None);
        assert_eq!(code(rules, "ab.txt", 0).as_deref(), Some("max_length"));
        assert_eq!(code(rules, "a", 0).as_deref(), Some("empty"));
        assert_eq!(code(rules.allow_empty(), "a", 0), None);
        assert_eq!(code(rules, "a", 10).as_deref(), Some("max_size"));
        for name in ["", ".", "..", "a/b", "a\\b", "a\nb", "\0", "\u{202e}a", "a\u{2028}", "a\u{200b}"] {
            assert_eq!(code(rules, name, 1).as_deref(), Some("invalid"), "{name:?}");
        }
    }
}
