//! A builder for field schemas. It knows the type of the field, so that a rule for another type does not
//! compile.

use super::{FieldType, MOST_COMPARED, SecretField, TextField};
use crate::{
    password::PasswordPolicy,
    schema::{
        Access, AskChoices, ChoiceSource, FieldSchema, FileBounds, FixedChoices, Kind, ListSize, Message,
        Name, ReadChoice, TextFormat, Widget,
        number::{greatest_float, greatest_whole, least_float, least_whole},
        same,
    },
    validator::RuleList,
};
use std::marker::PhantomData;

/// Builds the schema of a field of type `T`. The derive uses it for every field; use it yourself to write a
/// form by hand.
///
/// ```
/// use forms::{FieldSchema, field::Field};
/// const BIO: FieldSchema = Field::<Option<String>>::new("bio").label("About you").max_length(500).multiline().build();
/// assert_eq!(BIO.max_length, 500);
/// ```
pub struct Field<T> {
    pub(super) spec: FieldSchema,
    /// `true` if `unique_items` compares every pair of items
    pub(super) compares_all: bool,
    may_be_empty: bool,
    read_choice: ReadChoice,
    of: PhantomData<fn() -> T>,
}

const fn is_stripped(text: &[u8]) -> bool {
    match text {
        [first, .., last] => *first > b' ' && *last > b' ',
        [only] => *only > b' ',
        [] => true,
    }
}

impl<T> Field<T> {
    /// Starts a field with the given name in requests.
    ///
    /// # Panics
    /// At compile time, if the type contains an `Option` of an `Option`.
    pub const fn new(name: &'static str) -> Self
    where
        T: FieldType,
    {
        assert!(
            !T::NESTS_OPTIONS,
            "an `Option` of an `Option` would lose a distinction, as an absent key and `null` both give `None`: write \
             `Option<T>`"
        );
        if let Some(of_type) = T::OF_TYPE {
            assert!(
                of_type.kind.list_depth() == 0 || of_type.kind.list_depth() == T::KIND.list_depth(),
                "a list of lists cannot have a newtype of a list as its items: make the items forms, with the list as a field"
            );
        }
        let secret = T::KIND.is_secret();
        let (min_items, max_items) = match T::SIZE {
            ListSize::Exactly(items) => (items, items),
            _ => (0, u32::MAX),
        };
        let is_set = matches!(T::SIZE, ListSize::Set);
        Field {
            spec: FieldSchema {
                name: Name::new(name),
                rust_name: name,
                label: name,
                help: "",
                item_label: "",
                kind: T::KIND,
                optional: T::OPTIONAL,
                required: T::REQUIRED,
                access: Access::Bound,
                has_default: false,
                strip: !secret,
                multiline: false,
                lenient: false,
                min_length: 0,
                max_length: u32::MAX,
                min: None,
                max: None,
                step: None,
                min_items,
                max_items,
                unique_items: is_set,
                ordered: false,
                row_key: None,
                can_add: false,
                can_delete: false,
                can_order: false,
                max_nodes: u32::MAX,
                format: T::FORMAT,
                pattern: None,
                one_of: &[],
                choices: None,
                read_choice: None,
                policy: None,
                max_digits: u32::MAX,
                decimal_places: u32::MAX,
                input_formats: &[],
                time_zone: None,
                earliest: None,
                latest: None,
                file: FileBounds::ANY,
                compared: &[],
                has_offset: T::HAS_OFFSET,
                widget: None,
                messages: &[],
                autocomplete: "",
                whole: (i64::MIN, i64::MAX),
                float: (f64::NEG_INFINITY, f64::INFINITY),
                is_plain: true,
                is_judged: false,
                rules: None,
                of_type: T::OF_TYPE,
                input: T::INPUT,
                description: T::DESCRIPTION,
                own_codes: T::CODES,
            },
            compares_all: is_set && !T::HASHES,
            may_be_empty: T::MAY_BE_EMPTY,
            read_choice: T::read_choice,
            of: PhantomData,
        }
    }
    /// Returns this field under another name.
    #[doc(hidden)]
    pub const fn named(mut self, name: &'static str) -> Self {
        self.spec.name = Name::new(name);
        self.spec.label = name;
        self.spec.rust_name = name;
        self
    }
    /// Returns the finished schema.
    ///
    /// # Panics
    /// At compile time, if the widget does not fit the type, if a text of `one_of` cannot be
    /// submitted, or if `unique_items` does not support `max_items`.
    pub const fn build(mut self) -> FieldSchema {
        if let Some(of_type) = self.spec.of_type {
            self.spec = self.spec.with_type_rules(of_type);
        }
        let spec = &mut self.spec;
        assert!(
            !self.compares_all || spec.max_items == u32::MAX || spec.max_items <= MOST_COMPARED,
            "`unique_items` compares at most 100 items of this type: write `max_items = 100` or less, or implement \
             `FieldType::hash_value` for a type of your own"
        );
        if let Some(format) = spec.format
            && spec.max_length == u32::MAX
            && format.max_length > spec.min_length
        {
            spec.max_length = format.max_length;
        }
        spec.is_judged = spec.asks_for_judgement();
        spec.is_plain =
            spec.format.is_none() && spec.pattern.is_none() && spec.one_of.is_empty() && !spec.is_judged;
        if let Some(widget) = spec.widget
            && let Some(why) = widget.misfit(&spec.kind, !spec.one_of.is_empty() || spec.choices.is_some())
        {
            panic!("{}", why);
        }
        let mut i = 0;
        while i < spec.one_of.len() {
            assert!(
                !spec.strip || is_stripped(spec.one_of[i].as_bytes()),
                "a text of `one_of` begins or ends with white space, which is stripped from submitted texts"
            );
            i += 1;
        }
        spec.whole = (least_whole(spec.min), greatest_whole(spec.max));
        spec.float = (least_float(spec.min), greatest_float(spec.max));
        if spec.step.is_some() {
            spec.whole = (i64::MAX, i64::MIN);
            spec.float = (f64::INFINITY, f64::NEG_INFINITY);
        }
        self.spec
    }
    /// Sets the name of the struct's field, if it differs from the name in requests.
    pub const fn rust_name(mut self, name: &'static str) -> Self {
        self.spec.rust_name = name;
        self
    }
    /// Sets the label, which names the field for the user.
    ///
    /// # Panics
    /// At compile time, if the label is empty or blank.
    pub const fn label(mut self, label: &'static str) -> Self {
        assert!(
            !is_blank(label),
            "a label must not be empty: users and screen readers identify the field by it"
        );
        self.spec.label = label;
        self
    }
    /// Sets a hint for the user.
    pub const fn help(mut self, help: &'static str) -> Self {
        self.spec.help = help;
        self
    }
    /// Sets whether a value is required. A required `bool` must be true; a required list needs at least one
    /// item.
    ///
    /// # Panics
    /// At compile time, if the value is not required but the type has no empty value.
    pub const fn required(mut self, required: bool) -> Self {
        assert!(
            required || self.may_be_empty,
            "`required = false` and `required_if` need a type that has an empty value, such as `String`: write `Option<..>` instead"
        );
        self.spec.required = required;
        if required && matches!(self.spec.kind, Kind::List(_)) && self.spec.min_items == 0 {
            self.spec.min_items = 1;
        }
        self
    }
    /// Makes the field immutable: it can be set when a value is created, but not in an update.
    pub const fn immutable(mut self) -> Self {
        self.spec.access = Access::Immutable;
        self
    }
    /// Makes the field read-only: it is displayed, but a submission cannot set it.
    pub const fn read_only(mut self) -> Self {
        self.spec.access = Access::ReadOnly;
        self
    }
    /// Declares that the field has a default for a missing key. The rules of the field do not apply to the
    /// default.
    pub const fn has_default(mut self) -> Self {
        self.spec.has_default = true;
        self
    }
    /// Sets the control of the field. [`Widget::Textarea`] makes the field [`multiline`](Self::multiline).
    pub const fn widget(mut self, widget: Widget) -> Self {
        self.spec.widget = Some(widget);
        if matches!(widget, Widget::Textarea) {
            self.assert_lines_by_type();
            self.spec.multiline = true;
        }
        self
    }
    /// Sets custom error messages, as in Django's `error_messages`. They take precedence over the messages of
    /// the form.
    pub const fn messages(mut self, messages: &'static [Message]) -> Self {
        self.spec.messages = messages;
        self
    }
    /// Sets the `autocomplete` attribute of the control, such as `given-name` or `postal-code`. A browser can
    /// then fill in the field.
    ///
    /// # Panics
    /// At compile time, if HTML does not define the value (WHATWG HTML, 4.10.18.7.1).
    pub const fn autocomplete(mut self, detail: &'static str) -> Self {
        assert!(
            crate::schema::autofill::is_known(detail),
            "unknown `autocomplete` value: write the name of a detail, such as `given-name`, `postal-code` or \
             `work tel`, or `off`"
        );
        self.spec.autocomplete = detail;
        self
    }
    /// Lets JSON contain a number or a boolean as a string.
    pub const fn lenient(mut self) -> Self {
        self.spec.lenient = true;
        self
    }
    /// Sets the allowed values; for a list, the allowed items. Like Django's `ChoiceField`,
    /// `TypedChoiceField` and `MultipleChoiceField`.
    ///
    /// The type of the field parses the choices without a context. Values are compared, not texts.
    ///
    /// # Panics
    /// At compile time, if the type contains a form, a secret, JSON or a boolean. At run time, when
    /// a page first displays the field or a value is first compared with the choices, if the field rejects a
    /// choice or if two choices are the same value.
    pub const fn choices(mut self, choices: &'static FixedChoices) -> Self {
        self.assert_choices_by_field();
        assert!(
            self.spec.kind.may_be_chosen(),
            "`choices` fits texts, numbers, dates and times, and lists of them"
        );
        self.spec.choices = Some(ChoiceSource::Fixed(choices));
        self.spec.read_choice = Some(self.read_choice);
        self
    }
    /// Takes the allowed values from the context: `choices_from(&ChoicesOf(categories))`.
    ///
    /// # Panics
    /// At compile time, if the type contains a form, a secret, JSON or a boolean. When the form is
    /// bound or displayed, if the field rejects a choice from the context or if two choices are the same
    /// value.
    pub const fn choices_from(mut self, source: &'static dyn AskChoices) -> Self {
        self.assert_choices_by_field();
        assert!(
            self.spec.kind.may_be_chosen(),
            "`choices` fits texts, numbers, dates and times, and lists of them"
        );
        self.spec.choices = Some(ChoiceSource::Asked(source));
        self.spec.read_choice = Some(self.read_choice);
        self
    }
    /// Sets custom rules. In a list, they apply to each item.
    pub const fn validate(mut self, rules: &'static RuleList<T::Subject>) -> Self
    where
        T: FieldType,
    {
        self.spec.rules = Some(rules);
        self
    }
    /// Sets the maximum number of values in a JSON field.
    pub const fn max_nodes(mut self, nodes: u32) -> Self {
        self.spec.max_nodes = nodes;
        self
    }

    /// Allows line breaks.
    pub const fn multiline(mut self) -> Self
    where
        T: TextField,
    {
        self.assert_lines_by_type();
        self.spec.multiline = true;
        self
    }
    /// Sets whether white space is stripped from both ends.
    ///
    /// # Panics
    /// At compile time, if the type is a newtype with rules, which says it.
    pub const fn strip(mut self, strip: bool) -> Self
    where
        T: TextField,
    {
        assert!(
            self.spec.of_type.is_none(),
            "the type says whether white space is stripped: remove `strip` from the field"
        );
        self.spec.strip = strip;
        self
    }
    /// Sets the minimum length in characters.
    ///
    /// # Panics
    /// At compile time, if it is greater than `max_length`.
    pub const fn min_length(mut self, length: u32) -> Self
    where
        T: TextField,
    {
        if let Some(of_type) = self.spec.of_type {
            assert!(
                length >= of_type.min_length,
                "the type has a greater `min_length`: a field can only add tighter rules"
            );
        }
        self.spec.min_length = length;
        assert!(self.spec.min_length <= self.spec.max_length, "min_length is greater than max_length");
        self
    }
    /// Sets the maximum length in characters.
    ///
    /// # Panics
    /// At compile time, if it is less than `min_length`.
    pub const fn max_length(mut self, length: u32) -> Self
    where
        T: TextField,
    {
        if let Some(of_type) = self.spec.of_type {
            assert!(
                length <= of_type.max_length,
                "the type has a lower `max_length`: a field can only add tighter rules"
            );
        }
        self.spec.max_length = length;
        assert!(self.spec.min_length <= self.spec.max_length, "min_length is greater than max_length");
        self
    }
    /// Sets the format of the text.
    ///
    /// # Panics
    /// At compile time, if the type or another rule has set another format.
    pub const fn format(mut self, format: &'static TextFormat) -> Self
    where
        T: TextField,
    {
        let of_type = match self.spec.of_type {
            Some(of_type) => of_type.format,
            None => None,
        };
        let present = if self.spec.format.is_some() { self.spec.format } else { of_type };
        if let Some(present) = present {
            // the format of a type is an invariant of its values: another format would break it
            assert!(
                same(present.name.as_bytes(), format.name.as_bytes()),
                "a field can have only one format: its type or another rule has set it already"
            );
        }
        self.spec.format = Some(format);
        self
    }
    /// Sets a regular expression that the whole text must match.
    ///
    /// # Panics
    /// At compile time, if the type has one already.
    #[cfg(feature = "regex")]
    pub const fn regex(mut self, pattern: &'static crate::schema::Pattern) -> Self
    where
        T: TextField,
    {
        if let Some(of_type) = self.spec.of_type {
            assert!(
                of_type.pattern.is_none(),
                "the type has a `regex` already: remove this one, or write it as a function with `validate`"
            );
        }
        self.spec.pattern = Some(pattern);
        self
    }
    /// Sets the allowed texts.
    pub const fn one_of(mut self, texts: &'static [&'static str]) -> Self
    where
        T: TextField,
    {
        self.assert_choices_by_field();
        self.spec.one_of = texts;
        self
    }
    /// Sets the requirements for a password.
    pub const fn password(mut self, policy: &'static PasswordPolicy) -> Self
    where
        T: SecretField,
    {
        self.spec.policy = Some(policy);
        self
    }
}

impl<T> Field<T> {
    /// Checks that the type has no choices of its own, before the field gets some.
    const fn assert_choices_by_field(&self) {
        if let Some(of_type) = self.spec.of_type {
            assert!(
                of_type.choices.is_none() && of_type.one_of.is_empty(),
                "the type has choices already: remove these"
            );
        }
    }
    /// Checks that the type allows line breaks, before the field does.
    const fn assert_lines_by_type(&self) {
        if let Some(of_type) = self.spec.of_type {
            assert!(
                of_type.multiline,
                "the type does not allow line breaks: write `multiline` on the type, or remove it from the field"
            );
        }
    }
}

/// Returns whether a text contains only ASCII white space.
pub(super) const fn is_blank(text: &str) -> bool {
    text.trim_ascii().is_empty()
}

impl<T> std::fmt::Debug for Field<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.spec.fmt(f)
    }
}
