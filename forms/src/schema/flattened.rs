//! Forms that are flattened into another form, and the compile error for two of their fields with the same name.

use super::FormSchema;

/// A form that is flattened into another.
#[doc(hidden)]
#[derive(Debug)]
pub struct Flattened {
    pub(super) at: usize,
    pub(super) form: &'static FormSchema,
}

impl Flattened {
    /// Creates the entry of a form whose fields begin at position `at`.
    pub const fn new(at: usize, form: &'static FormSchema) -> Self {
        Flattened { at, form }
    }
}

const ROOM: usize = 512;

/// A sentence built at compile time. Text that does not fit is dropped.
struct Sentence {
    bytes: [u8; ROOM],
    len: usize,
}

impl Sentence {
    const fn new() -> Self {
        Sentence { bytes: [0; ROOM], len: 0 }
    }
    const fn and(mut self, text: &str) -> Self {
        let bytes = text.as_bytes();
        if self.len + bytes.len() > ROOM {
            return self;
        }
        let mut i = 0;
        while i < bytes.len() {
            self.bytes[self.len] = bytes[i];
            self.len += 1;
            i += 1;
        }
        self
    }
    const fn as_str(&self) -> &str {
        match std::str::from_utf8(self.bytes.split_at(self.len).0) {
            Ok(text) => text,
            Err(_) => "two fields of the form have the same name on the wire",
        }
    }
}

/// Fails to compile: fields `first` and `second` of the form `name` are both called `key`.
pub(super) const fn reject_clash(
    name: &str,
    flattened: &[Flattened],
    key: &str,
    first: usize,
    second: usize,
) -> ! {
    let text = Sentence::new()
        .and("two fields of `")
        .and(name)
        .and("` have the name `")
        .and(key)
        .and("` on the wire: ");
    let text = owner(text, flattened, first).and(" and ");
    let text = owner(text, flattened, second);
    let text = text.and(". Rename one of them with #[form(rename = \"...\")]");
    panic!("{}", text.as_str())
}

/// Appends the owner of the field.
const fn owner(text: Sentence, flattened: &[Flattened], field: usize) -> Sentence {
    let mut i = 0;
    while i < flattened.len() {
        let Flattened { at, form } = &flattened[i];
        if *at <= field && field < *at + form.fields.len() {
            return owner_within(text, form, field - *at);
        }
        i += 1;
    }
    text.and("its own")
}

/// Appends the flattened form that declares the field.
const fn owner_within(text: Sentence, form: &FormSchema, field: usize) -> Sentence {
    let mut i = 0;
    while i < form.flattened.len() {
        let Flattened { at, form } = &form.flattened[i];
        if *at <= field && field < *at + form.fields.len() {
            return owner_within(text, form, field - *at);
        }
        i += 1;
    }
    text.and("that of `").and(form.name).and("`")
}
