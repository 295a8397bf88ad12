//! The schema of a form: its fields, and its handling of other keys.

use super::{
    ChoiceSource, FieldSchema, Flattened, FormRule, Limits, Message, flattened, nested::nested_forms_ask,
};

/// The maximum number of fields that a form may have: each has one bit of a 64-bit word.
pub(crate) const MOST_FIELDS: usize = 64;
const SLOTS: usize = 128;
const NONE: u8 = 255;

/// The key of the hidden field with the CSRF token. Forms with `csrf` accept it without a declaration.
pub(crate) const TOKEN_KEY: &str = "csrf_token";

/// The schema of a form: its fields, and its handling of unknown keys.
#[expect(clippy::struct_excessive_bools, reason = "each is a property of the form")]
pub struct FormSchema {
    /// The name of the form, which is that of its struct.
    pub name: &'static str,
    /// The fields in the order of the declaration, including those of flattened forms.
    pub fields: &'static [FieldSchema],
    /// The handling of keys that no field has.
    pub unknown_keys: UnknownKeys,
    /// Keys that are accepted and ignored, such as those of tokens and buttons.
    pub ignored_keys: &'static [&'static str],
    /// The limits on what is read.
    pub limits: Limits,
    /// True if the form states its limits. They then also apply if the form is nested.
    pub(crate) states_limits: bool,
    /// True if the form has a setting for unknown keys.
    pub(super) states_unknown_keys: bool,
    /// True if the form has a setting for validation in the browser.
    pub(super) states_browser_validation: bool,
    /// True if the form only takes JSON.
    pub(crate) json_only: bool,
    /// Custom messages for errors of its fields and of the form itself.
    pub messages: &'static [Message],
    /// The rules between its fields, and those of the form as a whole.
    pub(super) rules: &'static [FormRule],
    /// The forms that are flattened into it.
    pub(super) flattened: &'static [Flattened],
    /// The name that CSRF tokens are issued for, if the form requires the CSRF check.
    #[cfg(feature = "csrf")]
    pub(crate) csrf: Option<&'static str>,
    /// True if the browser validates values before it sends them.
    pub browser_validation: bool,
    /// True if keys of any field may continue after its name.
    pub(crate) compound: bool,
    /// True if a field of this form itself is secret.
    pub(crate) secret: bool,
    /// True if a field of this form itself takes its choices from the context.
    pub(crate) asks: bool,
    /// True if a field of this form is a form, or a list of them.
    pub(crate) nests: bool,
    /// The fields that are tags of enums, as bits: its own, or those of flattened enums.
    pub(crate) tags: u64,
    /// The fields that hold the variants of those enums, as bits.
    pub(crate) variants: u64,
    /// The forms of its variants, if it is an enum.
    pub(super) variant_forms: &'static [&'static FormSchema],
    /// The length in bytes of the longest key that the form names, as a field or as an ignored key. Such a key is never
    /// too long.
    pub(super) longest_name: usize,
    index: [u8; SLOTS],
}

/// The handling of keys that no field has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnknownKeys {
    /// They are errors.
    Refuse,
    /// They are skipped.
    Ignore,
}

impl FormSchema {
    /// Creates a schema with this name and these fields.
    ///
    /// # Panics
    /// Fails to compile if two fields have the same name on the wire, or if there are more than 64.
    pub const fn new(name: &'static str, fields: &'static [FieldSchema]) -> FormSchema {
        FormSchema::flattening(name, fields, &[])
    }
    /// Creates a schema into which other forms are flattened. `fields` includes the fields of those forms.
    ///
    /// # Panics
    /// Like [`new`](Self::new).
    #[doc(hidden)]
    pub const fn flattening(
        name: &'static str,
        fields: &'static [FieldSchema],
        flattened: &'static [Flattened],
    ) -> FormSchema {
        assert!(
            fields.len() <= MOST_FIELDS,
            "a form has at most 64 fields: nest some of them in a form of their own"
        );
        let mut index = [NONE; SLOTS];
        let (mut i, mut compound, mut secret, mut longest_name) = (0, false, false, 0);
        let (mut asks, mut nests) = (false, false);
        while i < fields.len() {
            compound |= fields[i].kind.is_compound();
            secret |= fields[i].kind.is_secret();
            asks |= matches!(fields[i].choices, Some(ChoiceSource::Asked(_)));
            nests |= fields[i].kind.holds_form();
            let key = fields[i].name.as_str().as_bytes();
            longest_name = if key.len() > longest_name { key.len() } else { longest_name };
            let mut slot = hash(key) % SLOTS;
            while index[slot] != NONE {
                let earlier = index[slot] as usize;
                if same(fields[earlier].name.as_str().as_bytes(), key) {
                    flattened::reject_clash(name, flattened, fields[i].name.as_str(), earlier, i);
                }
                slot = (slot + 1) % SLOTS;
            }
            index[slot] = i as u8;
            i += 1;
        }
        FormSchema {
            name,
            fields,
            unknown_keys: UnknownKeys::Refuse,
            ignored_keys: &[],
            limits: Limits::DEFAULT,
            states_limits: false,
            states_unknown_keys: false,
            states_browser_validation: false,
            json_only: false,
            messages: &[],
            rules: &[],
            flattened,
            #[cfg(feature = "csrf")]
            csrf: None,
            browser_validation: true,
            compound,
            secret,
            asks,
            nests,
            tags: 0,
            variants: 0,
            variant_forms: &[],
            longest_name,
            index,
        }
        .with_flattened_variants()
    }
    /// Makes the form skip keys that no field has.
    pub const fn ignore_unknown(mut self) -> Self {
        self.unknown_keys = UnknownKeys::Ignore;
        self.states_unknown_keys = true;
        self
    }
    #[doc(hidden)]
    pub const fn refuse_unknown(mut self) -> Self {
        self.unknown_keys = UnknownKeys::Refuse;
        self.states_unknown_keys = true;
        self
    }
    /// Makes the form accept these keys and ignore their values.
    pub const fn ignore(mut self, keys: &'static [&'static str]) -> Self {
        self.ignored_keys = keys;
        let mut i = 0;
        while i < keys.len() {
            self = self.with_key(keys[i]);
            i += 1;
        }
        self
    }
    /// Makes sure that a key that this form names is read, however long it is.
    const fn with_key(mut self, key: &str) -> Self {
        self.longest_name = if key.len() > self.longest_name { key.len() } else { self.longest_name };
        self
    }
    /// Makes the form accept only JSON: `#[form(accept = json)]`. An urlencoded body and a query are
    /// `unsupported_media_type` (415).
    ///
    /// # Panics
    /// Fails to compile if a field is a file, which JSON cannot carry.
    pub const fn accept_json(mut self) -> Self {
        let mut i = 0;
        while i < self.fields.len() {
            assert!(
                !matches!(self.fields[i].kind.of_item(), super::Kind::File),
                "JSON has no files: remove `accept = json`, or the field"
            );
            i += 1;
        }
        self.json_only = true;
        self
    }
    /// Makes the form accept only bodies that pass the CSRF check ([`csrf`](crate::csrf)). Tokens are issued for
    /// `name`, which must be unique in the site. Feature `csrf`.
    ///
    /// # Panics
    /// Fails to compile if a field has the token's key.
    #[cfg(feature = "csrf")]
    pub const fn csrf(mut self, name: &'static str) -> Self {
        let mut i = 0;
        while i < self.fields.len() {
            assert!(
                !same(self.fields[i].name.as_str().as_bytes(), TOKEN_KEY.as_bytes()),
                "`csrf_token` is the key of the form's token: rename the field with #[form(rename = \"...\")]"
            );
            i += 1;
        }
        self.csrf = Some(name);
        self.with_key(TOKEN_KEY)
    }
    /// Returns whether the form only accepts bodies that pass the CSRF check.
    pub const fn is_csrf(&self) -> bool {
        #[cfg(feature = "csrf")]
        return self.csrf.is_some();
        #[cfg(not(feature = "csrf"))]
        return false;
    }
    /// Returns the name that CSRF tokens are issued for.
    #[cfg(feature = "csrf")]
    pub(crate) fn csrf_id(&self) -> &'static str {
        self.csrf.unwrap_or(self.name)
    }
    /// Sets the limits. They also apply if the form is nested in or flattened into another form: the lower limit applies.
    pub const fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self.states_limits = true;
        self
    }
    /// Sets custom messages for errors of the fields and of the form itself. Messages of a field take precedence.
    pub const fn messages(mut self, messages: &'static [Message]) -> Self {
        self.messages = messages;
        self
    }
    /// Returns the custom message for this code. For a field, the message of the field takes precedence over that of
    /// the form that declares it, and that over the message of the form into which that form is flattened.
    pub(crate) fn message(&self, field: Option<usize>, code: &str) -> Option<&'static str> {
        let Some(i) = field else { return Message::find(self.messages, code) };
        let own = self.fields.get(i).and_then(|field| field.message(code));
        own.or_else(|| self.message_of_form(i, code))
    }
    fn message_of_form(&self, i: usize, code: &str) -> Option<&'static str> {
        let within =
            self.flattened.iter().find(|inner| (inner.at..inner.at + inner.form.fields.len()).contains(&i));
        let own = within.and_then(|inner| inner.form.message_of_form(i - inner.at, code));
        own.or_else(|| Message::find(self.messages, code))
    }
    /// Turns off validation in the browser, as the GOV.UK design system recommends: the server reports all errors at
    /// once, next to their fields and in its own words. The controls have no `required`, `minlength`, `maxlength`,
    /// `min`, `max`, `step` or `pattern`.
    pub const fn without_browser_validation(mut self) -> Self {
        self.browser_validation = false;
        self.states_browser_validation = true;
        self
    }
    #[doc(hidden)]
    pub const fn with_browser_validation(mut self) -> Self {
        self.browser_validation = true;
        self.states_browser_validation = true;
        self
    }
    /// Visits the rules between the fields: those of flattened forms, then its own.
    pub(crate) fn each_rule(&self, visit: &mut dyn FnMut(&FormRule)) {
        for inner in self.flattened {
            inner.form.each_rule(visit);
        }
        self.rules.iter().for_each(visit);
    }
    /// Returns whether a rule between fields may require this field: `required_if`, `required_unless`.
    pub(crate) fn may_require(&self, field: &FieldSchema) -> bool {
        let mut is_asked = false;
        self.each_rule(&mut |rule| {
            is_asked |= rule.field == field.name.as_str() && rule.codes.contains(&"required");
        });
        is_asked
    }
    /// Returns the position of the field with this name. The hash table is built at compile time, so a submission can
    /// only look up keys, not add any.
    pub fn position(&self, key: &str) -> Option<usize> {
        let key = key.as_bytes();
        if key.is_empty() {
            return None;
        }
        let mut slot = hash(key) % SLOTS;
        // at most half of the slots are used, so the search ends
        loop {
            let i = self.index[slot];
            if i == NONE {
                return None;
            }
            if self.fields[i as usize].name.as_str().as_bytes() == key {
                return Some(i as usize);
            }
            slot = (slot + 1) % SLOTS;
        }
    }
    /// Returns the field with this name.
    pub fn field(&self, name: &str) -> Option<&'static FieldSchema> {
        self.position(name).map(|i| &self.fields[i])
    }
    /// Returns whether one of these is the name of a field.
    #[doc(hidden)]
    pub const fn has_one_of(&self, names: &[&str]) -> bool {
        let mut at = 0;
        while at < self.fields.len() {
            let mut k = 0;
            while k < names.len() {
                if same(self.fields[at].name.as_str().as_bytes(), names[k].as_bytes()) {
                    return true;
                }
                k += 1;
            }
            at += 1;
        }
        false
    }
    /// Returns the greatest length in bytes that the key of a field can have.
    pub(crate) fn longest_key(&self, limits: &Limits) -> usize {
        self.longest_name.max(limits.max_key_bytes as usize)
    }
    /// Returns whether a key that no field has is ignored.
    #[cold]
    pub(crate) fn lets_through(&self, key: &str) -> bool {
        self.unknown_keys == UnknownKeys::Ignore || self.ignored_keys.contains(&key) || self.is_token(key)
    }
    fn is_token(&self, key: &str) -> bool {
        self.is_csrf() && key == TOKEN_KEY
    }
    /// Returns whether a field of this form, or of a nested one, takes its choices from the context.
    #[inline]
    pub(crate) fn asks_context(&'static self) -> bool {
        self.asks || (self.nests && nested_forms_ask(self))
    }
}

/// Returns a hash, in a `const fn`. Collisions do not help an attacker, since the table only holds the form's own
/// names.
const fn hash(key: &[u8]) -> usize {
    let len = key.len();
    len.wrapping_mul(7)
        ^ (key[0] as usize)
        ^ (key[len - 1] as usize).wrapping_mul(3)
        ^ (key[len / 2] as usize).wrapping_mul(13)
}

pub(crate) const fn same(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let mut i = 0;
    while i < a.len() {
        if a[i] != b[i] {
            return false;
        }
        i += 1;
    }
    true
}

impl std::fmt::Debug for FormSchema {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FormSchema")
            .field("name", &self.name)
            .field("fields", &self.fields)
            .field("unknown_keys", &self.unknown_keys)
            .field("ignored_keys", &self.ignored_keys)
            .finish_non_exhaustive()
    }
}
