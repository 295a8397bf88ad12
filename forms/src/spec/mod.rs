//! What a form is: static data about fields, rules and widgets, written by the derive.
//!
//! One [`FormSchema`] per form carries it to the binder, the renderer, and whatever else wants to know what a form asks
//! for: it is public to be read.

mod autofill;
mod capacity;
mod choices;
mod comparison;
mod date_time_bound;
mod describe;
mod field;
mod field_bounds;
mod field_spec;
mod flattened;
mod input_format;
mod kind;
mod marker;
mod message;
mod name;
mod number;
mod pattern;
mod resolved_choices;
mod rules;
mod stated_limits;
mod text_format;
mod time_zone;
mod widget;
mod within;

pub use choices::{AskChoices, ChoiceOption, ChoiceSource, Choices, ChoicesOf, FixedChoices, InvalidChoice};
pub use comparison::{Comparison, Relation};
pub use date_time_bound::DateTimeBound;
pub use describe::{Description, FormRule};
pub use field::Field;
pub use field_spec::{Access, FieldSchema};
#[doc(hidden)]
pub use flattened::Flattened;
pub use input_format::{DATE_INPUT_FORMATS, DATETIME_INPUT_FORMATS, InputFormat, TIME_INPUT_FORMATS};
pub use kind::{FixedOption, Kind};
pub use marker::{DateTimeField, DecimalField, ListField, NumberField, SecretField, TextField, ZonedField};
pub use message::Message;
pub use name::{Name, pretty_name};
pub use number::Number;
pub use pattern::Pattern;
#[doc(hidden)]
pub use rules::Rules as RuleList;
pub use text_format::{Rewrite, TextFormat};
pub use time_zone::{LocalOffset, LocalTime, TimeZone};
pub use widget::Widget;

pub(crate) use date_time_bound::{FIRST_DATE, PointInTime, days};
pub(crate) use field_spec::MOST_ITEMS;
pub(crate) use resolved_choices::ResolvedChoices;
pub(crate) use rules::{RuleSet, Rules};

use crate::Limits;

/// The most fields a form may have: one bit each in a word.
pub(crate) const MOST_FIELDS: usize = 64;
const SLOTS: usize = 128;
const NONE: u8 = 255;

/// The key of the hidden field that holds a token against cross-site requests. A form marked `csrf` lets it through by
/// itself.
pub(crate) const TOKEN_KEY: &str = "csrf_token";

/// What a form is: its fields and how it treats keys that are none of them.
#[expect(clippy::struct_excessive_bools, reason = "each is one thing that is known of a form")]
pub struct FormSchema {
    /// The form's name: its struct's.
    pub name: &'static str,
    /// The fields, as they are declared; those of a flattened form stand among them.
    pub fields: &'static [FieldSchema],
    /// What becomes of keys that no field has.
    pub unknown_keys: UnknownKeys,
    /// Keys that are let through unread: those of tokens and buttons.
    pub ignored_keys: &'static [&'static str],
    /// The bounds of what is read.
    pub limits: Limits,
    /// Whether the form states them: then they hold in it within any other form.
    pub(crate) states_limits: bool,
    /// Whether the form says what becomes of unknown keys.
    states_unknown_keys: bool,
    /// Whether the form says whether the browser validates.
    states_browser_validation: bool,
    /// Whether the form takes JSON alone.
    pub(crate) json_only: bool,
    /// Words of its own for problems of its fields and of itself.
    pub messages: &'static [Message],
    /// The rules between its fields, and those of the form as a whole.
    rules: &'static [FormRule],
    /// The forms that are flattened into it.
    flattened: &'static [Flattened],
    /// Of a form that only takes what was checked not to come from another site: what its tokens are made for.
    #[cfg(feature = "csrf")]
    pub(crate) csrf: Option<&'static str>,
    /// Whether the browser judges values before it sends them.
    pub browser_validation: bool,
    /// Whether any field's keys may go on behind its name.
    pub(crate) compound: bool,
    /// Whether a field of this form itself is secret.
    pub(crate) secret: bool,
    /// Whether a field of this form itself asks the context for its choices.
    pub(crate) asks: bool,
    /// Whether a field of this form is a form, or a list of them.
    pub(crate) nests: bool,
    /// The bytes of the longest key that the form names itself, of a field or to be let through: such a key is never too long.
    longest_name: usize,
    index: [u8; SLOTS],
}

/// What becomes of a key that no field has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnknownKeys {
    /// It is an error.
    Refuse,
    /// It is passed over.
    Ignore,
}

impl FormSchema {
    /// The form of that name and those fields.
    ///
    /// # Panics
    /// While compiling, if two fields have the same name on the wire, or there are more than 64.
    pub const fn new(name: &'static str, fields: &'static [FieldSchema]) -> FormSchema {
        FormSchema::flattening(name, fields, &[])
    }
    /// The form of that name, into which these are flattened; their fields are among its own.
    ///
    /// # Panics
    /// As [`new`](Self::new).
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
                    flattened::refuse_twins(name, flattened, fields[i].name.as_str(), earlier, i);
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
            longest_name,
            index,
        }
    }
    /// This form, with keys that no field has passed over.
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
    /// This form, with these keys let through unread.
    pub const fn ignore(mut self, keys: &'static [&'static str]) -> Self {
        self.ignored_keys = keys;
        let mut i = 0;
        while i < keys.len() {
            self = self.with_key(keys[i]);
            i += 1;
        }
        self
    }
    /// A key that this form names is read, however long it is.
    const fn with_key(mut self, key: &str) -> Self {
        self.longest_name = if key.len() > self.longest_name { key.len() } else { self.longest_name };
        self
    }
    /// Returns this form, taking JSON alone: `#[form(accept = json)]`. An urlencoded body and a query are
    /// `unsupported_media_type` (415).
    pub const fn accept_json(mut self) -> Self {
        self.json_only = true;
        self
    }
    /// This form, taking only bodies that were checked not to come from another site ([`csrf`](crate::csrf)). Its tokens
    /// are made for that name, which no other form of the site has. Feature `csrf`.
    ///
    /// # Panics
    /// While compiling, if a field has the token's key.
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
    /// Whether it only takes bodies that were checked not to come from another site.
    pub const fn is_csrf(&self) -> bool {
        #[cfg(feature = "csrf")]
        return self.csrf.is_some();
        #[cfg(not(feature = "csrf"))]
        return false;
    }
    /// What the form's tokens are made for.
    #[cfg(feature = "csrf")]
    pub(crate) fn csrf_id(&self) -> &'static str {
        self.csrf.unwrap_or(self.name)
    }
    /// Returns this form with other limits. Nested or flattened into another form, it keeps them: the tighter limit holds.
    pub const fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self.states_limits = true;
        self
    }
    /// This form, with words of its own for problems of its fields and of itself. Those of a field count before.
    pub const fn messages(mut self, messages: &'static [Message]) -> Self {
        self.messages = messages;
        self
    }
    /// Words of the declaration's own for a problem of that code: of a field, else of the form that declares it, else of
    /// the one that this is flattened into; or of this form as a whole.
    pub(crate) fn message(&self, field: Option<usize>, code: &str) -> Option<&'static str> {
        let Some(i) = field else { return Message::find(self.messages, code) };
        let own = self.fields.get(i).and_then(|field| Message::find(field.messages, code));
        own.or_else(|| self.message_of_form(i, code))
    }
    fn message_of_form(&self, i: usize, code: &str) -> Option<&'static str> {
        let within =
            self.flattened.iter().find(|inner| (inner.at..inner.at + inner.form.fields.len()).contains(&i));
        let own = within.and_then(|inner| inner.form.message_of_form(i - inner.at, code));
        own.or_else(|| Message::find(self.messages, code))
    }
    /// This form, judged by the server alone: what it finds is said in its own words, beside each field and all at once,
    /// as the GOV.UK design system has it. Its controls have no `required`, `minlength`, `maxlength`, `min`, `max`, `step`
    /// or `pattern`.
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
    /// The rules between its fields: of those that are flattened into it, then its own.
    pub(crate) fn each_rule(&self, visit: &mut dyn FnMut(&FormRule)) {
        for inner in self.flattened {
            inner.form.each_rule(visit);
        }
        self.rules.iter().for_each(visit);
    }
    /// Whether a rule between fields may ask for that one: `required_if`, `required_unless`.
    pub(crate) fn may_require(&self, field: &FieldSchema) -> bool {
        let mut is_asked = false;
        self.each_rule(&mut |rule| {
            is_asked |= rule.field == field.name.as_str() && rule.codes.contains(&"required");
        });
        is_asked
    }
    /// The place of the field of that name. The table is built while compiling: whoever chooses the key only
    /// probes it.
    pub fn position(&self, key: &str) -> Option<usize> {
        let key = key.as_bytes();
        if key.is_empty() {
            return None;
        }
        let mut slot = hash(key) % SLOTS;
        // at most half of the slots are taken, so a probe ends
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
    /// The field of that name.
    pub fn field(&self, name: &str) -> Option<&'static FieldSchema> {
        self.position(name).map(|i| &self.fields[i])
    }
    /// Whether one of these is the name of a field.
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
    /// The bytes of a key beyond which it is no field's.
    pub(crate) fn longest_key(&self, limits: &Limits) -> usize {
        self.longest_name.max(limits.max_key_bytes as usize)
    }
    /// Whether a key that no field has is passed over.
    #[cold]
    pub(crate) fn lets_through(&self, key: &str) -> bool {
        self.unknown_keys == UnknownKeys::Ignore || self.ignored_keys.contains(&key) || self.is_token(key)
    }
    fn is_token(&self, key: &str) -> bool {
        self.is_csrf() && key == TOKEN_KEY
    }
    /// Whether a field of this form, or of one within it, asks the context for its choices.
    #[inline]
    pub(crate) fn asks_context(&'static self) -> bool {
        self.asks || (self.nests && crate::offered::is_asked_within(self))
    }
}

/// A hash that a const fn can take; an attacker gains nothing from collisions, since only our own names are stored.
const fn hash(key: &[u8]) -> usize {
    let len = key.len();
    len.wrapping_mul(7)
        ^ (key[0] as usize)
        ^ (key[len - 1] as usize).wrapping_mul(3)
        ^ (key[len / 2] as usize).wrapping_mul(13)
}

const fn same(a: &[u8], b: &[u8]) -> bool {
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
