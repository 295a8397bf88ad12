//! The table of the library's own error codes: their parameters, HTTP status and name in Django.

/// An error code. Programs read the code, people read the message.
///
/// [`CODES`] are the library's own; [the manual](crate::manual::codes) lists them. Define your own codes as constants
/// too, so that a form's description can list them:
///
/// ```
/// use forms::error::Code;
/// const NOT_EVEN: Code = Code::new("not_even", "{label} must be a multiple of {factor}.").params(&["factor"]);
///
/// let problem = NOT_EVEN.problem().param("factor", 2);
/// assert_eq!(problem.code(), "not_even");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Code {
    /// The code as it appears in error reports.
    pub name: &'static str,
    /// The template of the message, in which `{label}` is the field's label and `{name}` a parameter. Empty if the
    /// message depends on the kind of the field, as for the library's own codes.
    pub message: &'static str,
    /// The names of the parameters that an error with this code has or may have.
    pub params: &'static [&'static str],
    /// A short description.
    pub about: &'static str,
    /// The HTTP status of a report whose first error has this code.
    pub status: u16,
    /// Django's name for the code; empty if Django has no such error.
    pub django: &'static str,
}

impl Code {
    /// Creates your own code, with its message.
    ///
    /// # Panics
    /// Panics if the code is empty. In a constant, that is a compile error.
    pub const fn new(name: &'static str, message: &'static str) -> Self {
        assert!(!name.is_empty(), "the code is empty");
        Code { name, message, params: &[], about: "", status: 422, django: "" }
    }
    /// Sets the names of the parameters.
    ///
    /// # Panics
    /// Panics if the message has a placeholder that is not `{label}`, `{Label}` or one of them. In a constant, that is
    /// a compile error.
    pub const fn params(mut self, params: &'static [&'static str]) -> Self {
        self.params = params;
        self.check_placeholders(self.message);
        self
    }
    /// Sets the short description.
    pub const fn about(mut self, about: &'static str) -> Self {
        self.about = about;
        self
    }
    /// Returns the library's own code of this name.
    pub const fn named(name: &str) -> Option<&'static Code> {
        let mut i = 0;
        while i < CODES.len() {
            if same(CODES[i].name.as_bytes(), name.as_bytes()) {
                return Some(&CODES[i]);
            }
            i += 1;
        }
        None
    }
    /// Returns the library's own codes of these names, as a rule lists its codes.
    pub(crate) const fn of<const N: usize>(names: [&str; N]) -> [Code; N] {
        let (mut codes, mut i) = ([CODES[0]; N], 0);
        while i < N {
            match Self::named(names[i]) {
                Some(code) => codes[i] = *code,
                None => panic!("no such code"),
            }
            i += 1;
        }
        codes
    }
    /// Checks that every placeholder of the template is `{label}`, `{Label}`, a parameter, or the code itself, which
    /// stands for the first parameter.
    ///
    /// # Panics
    /// Panics with a message that names the first other placeholder and lists the valid ones.
    pub(crate) const fn check_placeholders(&self, template: &str) {
        let bytes = template.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            if bytes[at] == b'{' {
                let (from, mut end) = (at + 1, at + 1);
                while end < bytes.len() && is_of_name(bytes[end]) {
                    end += 1;
                }
                let closed = end < bytes.len() && (bytes[end] == b'}' || bytes[end] == b':');
                if closed && end > from && !self.has(bytes, from, end) {
                    self.refuse_placeholder(bytes, from, end);
                }
            }
            at += 1;
        }
    }
    /// Panics with a message that names the placeholder, in the wording of the derive macro.
    const fn refuse_placeholder(&self, bytes: &[u8], from: usize, end: usize) -> ! {
        let mut text = PanicText::new();
        text.push(b"unknown placeholder `{");
        text.add(bytes, from, end);
        text.push(b"}` in the message of `");
        text.push(self.name.as_bytes());
        text.push(b"`. Write one of `{label}`, `{Label}`");
        let mut i = 0;
        while i < self.params.len() {
            text.push(b", `{");
            text.push(self.params[i].as_bytes());
            text.push(b"}`");
            i += 1;
        }
        panic!("{}", text.as_str())
    }
    const fn has(&self, bytes: &[u8], from: usize, end: usize) -> bool {
        let is_self = !self.params.is_empty() && same_within(self.name.as_bytes(), bytes, from, end);
        // `{Other}` is the parameter `{other}` as it is declared
        if bytes[from].is_ascii_uppercase() {
            let mut i = 0;
            while i < self.params.len() {
                if is_of_label(self.params[i])
                    && same_capitalised(self.params[i].as_bytes(), bytes, from, end)
                {
                    return true;
                }
                i += 1;
            }
        }
        if is_self || same_within(b"label", bytes, from, end) || same_within(b"Label", bytes, from, end) {
            return true;
        }
        let mut i = 0;
        while i < self.params.len() {
            if same_within(self.params[i].as_bytes(), bytes, from, end) {
                return true;
            }
            i += 1;
        }
        false
    }
}

/// A message built at compile time. Bytes that do not fit are dropped.
struct PanicText {
    bytes: [u8; 512],
    len: usize,
}

impl PanicText {
    const fn new() -> Self {
        PanicText { bytes: [0; 512], len: 0 }
    }
    const fn push(&mut self, text: &[u8]) {
        self.add(text, 0, text.len());
    }
    const fn add(&mut self, text: &[u8], mut from: usize, end: usize) {
        while from < end && self.len < self.bytes.len() {
            self.bytes[self.len] = text[from];
            self.len += 1;
            from += 1;
        }
    }
    const fn as_str(&self) -> &str {
        match std::str::from_utf8(self.bytes.split_at(self.len).0) {
            Ok(text) => text,
            // cut inside a character
            Err(_) => "a placeholder of the message is neither `{label}` nor a parameter of its code",
        }
    }
}

/// Returns whether a placeholder's name may contain this byte.
pub(crate) const fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Returns whether the parameter is the label of another field. Inside a sentence it is written as `{label}` is.
pub(crate) const fn is_of_label(param: &str) -> bool {
    same(param.as_bytes(), b"other") || same(param.as_bytes(), b"verbose_name")
}

/// Returns whether the bytes are the name with its first letter in upper case.
const fn same_capitalised(name: &[u8], bytes: &[u8], from: usize, end: usize) -> bool {
    let (_, rest) = name.split_at(1);
    name[0].to_ascii_uppercase() == bytes[from] && same_within(rest, bytes, from + 1, end)
}

const fn same(a: &[u8], b: &[u8]) -> bool {
    same_within(a, b, 0, b.len())
}

const fn same_within(name: &[u8], bytes: &[u8], from: usize, end: usize) -> bool {
    if name.len() != end - from {
        return false;
    }
    let mut i = 0;
    while i < name.len() {
        if name[i] != bytes[from + i] {
            return false;
        }
        i += 1;
    }
    true
}

const fn own(
    name: &'static str,
    status: u16,
    django: &'static str,
    params: &'static [&'static str],
    about: &'static str,
) -> Code {
    Code { name, message: "", params, about, status, django }
}

const LIMIT: &[&str] = &["limit_value"];
const STEP: &[&str] = &["limit_value", "offset", "valid_value1", "valid_value2"];
const LENGTHS: &[&str] = &["limit_value", "show_value"];
/// A file's name has Django's params `max` and `length`.
const MAX_LENGTHS: &[&str] = &["limit_value", "show_value", "max", "length"];
const DIMENSION: &[&str] = &["limit_value", "dimension"];

/// The codes of the library's own errors: those of values first, then those of unreadable bodies.
pub const CODES: &[Code] = &[
    own("required", 422, "required", &[], "A required value is missing."),
    own(
        "invalid",
        422,
        "invalid",
        &["protocol", "character"],
        "The value does not match the field's type, format or `regex`. `protocol` is the protocol of an IP address; `character` is an \
         invisible character in text with a format, such as `U+200B`.",
    ),
    own("invalid_choice", 422, "invalid_choice", &[], "The value is not one of the options."),
    own(
        "invalid_list",
        422,
        "invalid_list",
        &[],
        "The value is not a list, and the field takes several options.",
    ),
    own(
        "min_length",
        422,
        "min_length",
        LENGTHS,
        "Fewer characters than `min_length`; `show_value` is their number.",
    ),
    own(
        "max_length",
        422,
        "max_length",
        MAX_LENGTHS,
        "More characters than `max_length`; `show_value` is their number. For the name of a file: more than \
         `max_name_length`; `length` is their number, and `max` the limit.",
    ),
    own("min_value", 422, "min_value", LIMIT, "Less than `min`, or than the type can hold."),
    own("max_value", 422, "max_value", LIMIT, "More than `max`, or than the type can hold."),
    own(
        "step_size",
        422,
        "step_size",
        STEP,
        "Not a multiple of `step`. With a `min`, steps count from it: `offset` is `min`; `valid_value1` and `valid_value2` are the next two values.",
    ),
    own("max_digits", 422, "max_digits", &["max"], "More digits than the field or the limits allow."),
    own(
        "max_decimal_places",
        422,
        "max_decimal_places",
        &["max"],
        "More digits after the decimal point than allowed.",
    ),
    own(
        "max_whole_digits",
        422,
        "max_whole_digits",
        &["max"],
        "More digits before the decimal point than allowed.",
    ),
    own(
        "ambiguous_timezone",
        422,
        "ambiguous_timezone",
        &["current_timezone"],
        "The time does not exist, or exists twice, in the field's `time_zone`.",
    ),
    own(
        "unknown_timezone",
        422,
        "",
        &["current_timezone"],
        "The server's time zone database does not have the field's `time_zone`.",
    ),
    own("invalid_date", 422, "invalid_date", &[], "A date and time in two parts has a time but no date."),
    own("invalid_time", 422, "invalid_time", &[], "A date and time in two parts has a date but no time."),
    own("overflow", 422, "overflow", &[], "A length of time that the type cannot hold."),
    own("min_items", 422, "", LIMIT, "Fewer items than `min_items`."),
    own("max_items", 422, "", LIMIT, "More items than `max_items`."),
    own("unique_items", 422, "", &[], "Two items are equal, and `unique_items` forbids it."),
    own(
        "max_nodes",
        422,
        "",
        LIMIT,
        "A JSON value has more values than `max_nodes` allows, or `Limits::max_json_values` without it.",
    ),
    own(
        "null_characters_not_allowed",
        422,
        "null_characters_not_allowed",
        &[],
        "The text has a null character.",
    ),
    own("control_characters_not_allowed", 422, "", &[], "The text has a control character."),
    own("line_breaks_not_allowed", 422, "", &[], "The text has a line break, and the field is one line."),
    own(
        "invalid_extension",
        422,
        "invalid_extension",
        &["allowed_extensions"],
        "The file name has another extension.",
    ),
    own("empty", 422, "empty", &[], "The file is empty."),
    own(
        "max_size",
        422,
        "",
        LENGTHS,
        "The file is larger than `max_size`; `show_value` is its size in bytes.",
    ),
    own(
        "min_size",
        422,
        "",
        LENGTHS,
        "The file is smaller than `min_size`; `show_value` is its size in bytes.",
    ),
    own(
        "invalid_content_type",
        422,
        "",
        &["allowed_content_types"],
        "The content of the file is of another type than `content_types` allows.",
    ),
    own(
        "invalid_image",
        422,
        "invalid_image",
        &[],
        "The file is not an image of a format that `image` allows.",
    ),
    own(
        "image_too_large",
        422,
        "",
        DIMENSION,
        "An image that is wider or higher, or has more pixels, than `image` allows; `dimension` is `width`, `height` or `pixels`.",
    ),
    own(
        "image_too_small",
        422,
        "",
        DIMENSION,
        "An image that is less wide or high than `image` requires; `dimension` is `width` or `height`.",
    ),
    own(
        "mismatch",
        422,
        "password_mismatch",
        &["other"],
        "The value differs from that of the field in `equals`.",
    ),
    own("same", 422, "", &["other"], "The value is the same as that of the field in `not_equals`."),
    own("after", 422, "", &["other"], "A date or time that is not later than that of the field in `after`."),
    own(
        "not_before",
        422,
        "",
        &["other"],
        "A date or time that is earlier than that of the field in `not_before`.",
    ),
    own(
        "before",
        422,
        "",
        &["other"],
        "A date or time that is not earlier than that of the field in `before`.",
    ),
    own(
        "not_after",
        422,
        "",
        &["other"],
        "A date or time that is later than that of the field in `not_after`.",
    ),
    own(
        "greater_than",
        422,
        "",
        &["other"],
        "A number or length of time that is not more than that of the field in `greater_than`.",
    ),
    own(
        "at_least",
        422,
        "",
        &["other"],
        "A number or length of time that is less than that of the field in `at_least`.",
    ),
    own(
        "less_than",
        422,
        "",
        &["other"],
        "A number or length of time that is not less than that of the field in `less_than`.",
    ),
    own(
        "at_most",
        422,
        "",
        &["other"],
        "A number or length of time that is more than that of the field in `at_most`.",
    ),
    own("at_least_one", 422, "", &["fields"], "None of the fields of `at_least_one_of` was given."),
    own("at_most_one", 422, "", &["fields"], "More than one of the fields of `at_most_one_of` was given."),
    own("unique", 422, "unique", &[], "The database already has the value."),
    own(
        "rows_changed",
        422,
        "",
        &[],
        "A row button was pressed: the rows were added, removed or moved. This is not a mistake, and nothing was saved.",
    ),
    own(
        "page_cut",
        422,
        "",
        &[],
        "The page did not have room for all fields (`max_page_bytes`), so its submission is incomplete.",
    ),
    own(
        "password_too_short",
        422,
        "password_too_short",
        &["min_length"],
        "Fewer characters than the policy requires.",
    ),
    own("password_too_common", 422, "password_too_common", &[], "A common password, or one based on it."),
    own(
        "password_too_weak",
        422,
        "",
        &["min_score"],
        "Easier to guess than the policy's `min_score` allows (feature `zxcvbn`). The message says why.",
    ),
    own("password_entirely_numeric", 422, "password_entirely_numeric", &[], "The password is only digits."),
    own(
        "password_too_similar",
        422,
        "password_too_similar",
        &["verbose_name"],
        "Too similar to another field's value.",
    ),
    own("duplicate", 422, "", &[], "The key of a single value occurs more than once."),
    own("read_only", 422, "", &[], "A value for a read-only field."),
    own("immutable", 422, "", &[], "A different value for a field that can only be set on create."),
    own("unknown", 422, "", &["key"], "A key that no field has; `key` is the key, if it is safe to show."),
    own("unknown_row", 422, "", &[], "A row whose key none of the present rows of this list has."),
    own("cannot_add", 422, "", &[], "A new row in a list to which no row can be added."),
    own("index", 422, "", &[], "The item numbers of a list have a gap."),
    own("secret_in_query", 422, "", &[], "A secret in the query of a URL, which is logged."),
    own(
        "malformed",
        400,
        "",
        &["offset"],
        "Invalid JSON, or invalid headers of a multipart body; `offset` is the position of the first syntax error.",
    ),
    own("incomplete", 400, "", &[], "The body ended too early."),
    own("truncated", 400, "", &[], "A multipart body without its first or last delimiter."),
    own("invalid_boundary", 400, "", &[], "The content type of a multipart body has no valid boundary."),
    own("encoding", 400, "", &[], "The text is not UTF-8."),
    own("too_deep", 413, "", LIMIT, "Nested deeper than the limits allow."),
    own("too_many_fields", 413, "", LIMIT, "More keys than the limits allow."),
    own("too_large", 413, "", LIMIT, "More bytes than the limits allow."),
    own("too_many_files", 413, "", LIMIT, "More files than the limits allow."),
    own(
        "headers_too_large",
        413,
        "",
        &[],
        "The parts of a multipart body have too many headers, or too long ones.",
    ),
    own("unsupported_media_type", 415, "", &[], "The form does not take this content type."),
    own("unsupported_charset", 415, "", &[], "The charset is not UTF-8."),
    own(
        "unsupported_transfer_encoding",
        415,
        "",
        &[],
        "A part of a multipart body has an unknown `Content-Transfer-Encoding`.",
    ),
    own("not_stored", 500, "", &[], "The server could not store a file."),
    own("csrf_unchecked", 403, "", &[], "A form marked `csrf` was bound to an unchecked body."),
    own("csrf_cross_origin", 403, "", &[], "A page of another site sent the request."),
    own("csrf_missing", 403, "", &[], "The form has no token."),
    own(
        "csrf_origin_missing",
        403,
        "",
        &[],
        "The request does not say which site sent it, and the server checks only that.",
    ),
    own("csrf_invalid", 403, "", &[], "The token belongs to another session or form, or is forged."),
    own("csrf_expired", 403, "", &[], "The token has expired: the page was open for too long."),
];
