//! A field under declaration: knows its type, so that a rule which does not fit does not compile.

use super::{FieldType, ListField, MOST_COMPARED, SecretField, TextField};
use crate::{
    password::PasswordPolicy,
    schema::{
        Access, AskChoices, ChoiceSource, FieldSchema, FixedChoices, Kind, MOST_ITEMS, Message, Name,
        ReadChoice, TextFormat, Widget,
        number::{greatest_float, greatest_whole, least_float, least_whole},
        same,
    },
    validator::RuleList,
};
use std::marker::PhantomData;

/// A field of type `T` under declaration: what the derive writes for each field, and what a form written by hand
/// starts from.
///
/// ```
/// use forms::{FieldSchema, field::Field};
/// const BIO: FieldSchema = Field::<Option<String>>::new("bio").label("About you").max_length(500).multiline().build();
/// assert_eq!(BIO.max_length, 500);
/// ```
pub struct Field<T> {
    pub(super) spec: FieldSchema,
    /// Whether `unique_items` compares each item with every other one.
    compares_all: bool,
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
    /// The field of that name on the wire.
    ///
    /// # Panics
    /// While compiling, if the type has an `Option` of an `Option`.
    pub const fn new(name: &'static str) -> Self
    where
        T: FieldType,
    {
        assert!(
            !T::NESTS_OPTIONS,
            "an `Option` of an `Option` would lose a distinction, as an absent key and `null` both give `None`: write \
             `Option<T>`"
        );
        let secret = T::KIND.is_secret();
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
                min_items: 0,
                max_items: u32::MAX,
                unique_items: false,
                ordered: false,
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
                input: T::INPUT,
                own_codes: T::CODES,
            },
            compares_all: false,
            may_be_empty: T::MAY_BE_EMPTY,
            read_choice: T::read_choice,
            of: PhantomData,
        }
    }
    /// This field under another name.
    #[doc(hidden)]
    pub const fn named(mut self, name: &'static str) -> Self {
        self.spec.name = Name::new(name);
        self.spec.label = name;
        self.spec.rust_name = name;
        self
    }
    /// The finished row of the form's table.
    ///
    /// # Panics
    /// While compiling, if its widget does not ask for what it holds, if a text of `one_of` cannot be sent, or if `unique_items`
    /// does not fit so many items.
    pub const fn build(mut self) -> FieldSchema {
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
        spec.is_judged = spec.rules.is_some() || spec.choices.is_some();
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
                "a text of `one_of` begins or ends with a blank: the blank is stripped before the texts are compared"
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
    /// The name of the struct's field, where it is not the one on the wire.
    pub const fn rust_name(mut self, name: &'static str) -> Self {
        self.spec.rust_name = name;
        self
    }
    /// What a person calls it.
    ///
    /// # Panics
    /// While compiling, if it is empty or blank.
    pub const fn label(mut self, label: &'static str) -> Self {
        assert!(!is_blank(label), "a label has a text: people and screen readers know the field by it");
        self.spec.label = label;
        self
    }
    /// A hint for the person who fills it in.
    pub const fn help(mut self, help: &'static str) -> Self {
        self.spec.help = help;
        self
    }
    /// Of a list, what a person calls one item of it: "Phone" where the list is "Phones". Rows are headed by it and their number,
    /// and so are their buttons and what is wrong with them: "Phone 2".
    ///
    /// # Panics
    /// While compiling, if it is empty or blank.
    pub const fn item_label(mut self, label: &'static str) -> Self
    where
        T: ListField,
    {
        assert!(!is_blank(label), "a label has a text: people and screen readers know the item by it");
        self.spec.item_label = label;
        self
    }
    /// Whether a value must be given. For a `bool`: whether it must be true; for a list: whether it needs an item.
    ///
    /// # Panics
    /// While compiling, if nothing need be given, and the type has no empty value.
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
    /// Settable on create alone.
    pub const fn immutable(mut self) -> Self {
        self.spec.access = Access::Immutable;
        self
    }
    /// Shown, never set.
    pub const fn read_only(mut self) -> Self {
        self.spec.access = Access::ReadOnly;
        self
    }
    /// A default stands in where the key is absent. The field's rules do not judge it.
    pub const fn has_default(mut self) -> Self {
        self.spec.has_default = true;
        self
    }
    /// The control that asks for it. [`Widget::Textarea`] makes the field [`multiline`](Self::multiline).
    pub const fn widget(mut self, widget: Widget) -> Self {
        self.spec.widget = Some(widget);
        if matches!(widget, Widget::Textarea) {
            self.spec.multiline = true;
        }
        self
    }
    /// Words of its own for its problems, Django's `error_messages`: those of the form count behind these.
    pub const fn messages(mut self, messages: &'static [Message]) -> Self {
        self.spec.messages = messages;
        self
    }
    /// What a browser may fill in for a person: `autocomplete` of the control, such as `given-name` or `postal-code`.
    ///
    /// # Panics
    /// While compiling, if browsers know no such detail (WHATWG HTML, 4.10.18.7.1).
    pub const fn autocomplete(mut self, detail: &'static str) -> Self {
        assert!(
            crate::schema::autofill::is_known(detail),
            "browsers know no such `autocomplete`: write the name of a detail, such as `given-name`, `postal-code` or \
             `work tel`, or `off`"
        );
        self.spec.autocomplete = detail;
        self
    }
    /// JSON may give a number or a boolean as a text.
    pub const fn lenient(mut self) -> Self {
        self.spec.lenient = true;
        self
    }
    /// The only values that are accepted, of a list for each item. Django's `ChoiceField`, `TypedChoiceField` and
    /// `MultipleChoiceField`. The field's type reads them, without a context, and values are compared.
    ///
    /// # Panics
    /// While compiling, if the type holds a form, a secret, JSON, or yes or no. When a page first shows the field or a value
    /// is first compared with the choices, if the field would refuse one of them, or reads two of them as one value.
    pub const fn choices(mut self, choices: &'static FixedChoices) -> Self {
        assert!(
            self.spec.kind.may_be_chosen(),
            "`choices` fits texts, numbers, dates and times, and lists of them"
        );
        self.spec.choices = Some(ChoiceSource::Fixed(choices));
        self.spec.read_choice = Some(self.read_choice);
        self
    }
    /// The only values that are accepted, as the context says: `choices_from(&ChoicesOf(categories))`.
    ///
    /// # Panics
    /// While compiling, if the type holds a form, a secret, JSON, or yes or no. When the form is bound or shown, if the field
    /// would refuse one of the choices that the context gives, or reads two of them as one value.
    pub const fn choices_from(mut self, source: &'static dyn AskChoices) -> Self {
        assert!(
            self.spec.kind.may_be_chosen(),
            "`choices` fits texts, numbers, dates and times, and lists of them"
        );
        self.spec.choices = Some(ChoiceSource::Asked(source));
        self.spec.read_choice = Some(self.read_choice);
        self
    }
    /// Rules of the declaration's own. On a list they judge each item.
    pub const fn validate(mut self, rules: &'static RuleList<T::Subject>) -> Self
    where
        T: FieldType,
    {
        self.spec.rules = Some(rules);
        self
    }
    /// The greatest number of values in a JSON-valued field.
    pub const fn max_nodes(mut self, nodes: u32) -> Self {
        self.spec.max_nodes = nodes;
        self
    }

    /// Several lines are allowed.
    pub const fn multiline(mut self) -> Self
    where
        T: TextField,
    {
        self.spec.multiline = true;
        self
    }
    /// Whether white space at both ends is taken off.
    pub const fn strip(mut self, strip: bool) -> Self
    where
        T: TextField,
    {
        self.spec.strip = strip;
        self
    }
    /// The shortest length in characters.
    ///
    /// # Panics
    /// While compiling, if it is greater than `max_length`.
    pub const fn min_length(mut self, length: u32) -> Self
    where
        T: TextField,
    {
        self.spec.min_length = length;
        assert!(self.spec.min_length <= self.spec.max_length, "min_length is greater than max_length");
        self
    }
    /// The greatest length in characters.
    ///
    /// # Panics
    /// While compiling, if it is less than `min_length`.
    pub const fn max_length(mut self, length: u32) -> Self
    where
        T: TextField,
    {
        self.spec.max_length = length;
        assert!(self.spec.min_length <= self.spec.max_length, "min_length is greater than max_length");
        self
    }
    /// The shape that the text must have.
    ///
    /// # Panics
    /// While compiling, if the field has another already, by its type or by its declaration.
    pub const fn format(mut self, format: &'static TextFormat) -> Self
    where
        T: TextField,
    {
        if let Some(present) = self.spec.format {
            // a type that stands for a shape has it proven: another would take the proof away
            assert!(
                same(present.name.as_bytes(), format.name.as_bytes()),
                "a field has one format: its type or another rule says what it is already"
            );
        }
        self.spec.format = Some(format);
        self
    }
    /// The regular expression that the whole text must match.
    #[cfg(feature = "regex")]
    pub const fn regex(mut self, pattern: &'static crate::schema::Pattern) -> Self
    where
        T: TextField,
    {
        self.spec.pattern = Some(pattern);
        self
    }
    /// The only texts that are accepted.
    pub const fn one_of(mut self, texts: &'static [&'static str]) -> Self
    where
        T: TextField,
    {
        self.spec.one_of = texts;
        self
    }
    /// What a password must be.
    pub const fn password(mut self, policy: &'static PasswordPolicy) -> Self
    where
        T: SecretField,
    {
        self.spec.policy = Some(policy);
        self
    }
    /// The least number of items.
    ///
    /// # Panics
    /// While compiling, if it is greater than `max_items`.
    pub const fn min_items(mut self, items: u32) -> Self
    where
        T: ListField,
    {
        self.spec.min_items = items;
        assert!(self.spec.min_items <= self.spec.max_items, "min_items is greater than max_items");
        self
    }
    /// The greatest number of items.
    ///
    /// # Panics
    /// While compiling, if it is less than `min_items`, or more than 65,532.
    pub const fn max_items(mut self, items: u32) -> Self
    where
        T: ListField,
    {
        assert!(items <= MOST_ITEMS, "a list has at most 65,532 items");
        self.spec.max_items = items;
        assert!(self.spec.min_items <= self.spec.max_items, "min_items is greater than max_items");
        self
    }
    /// The order of the items means something: a page offers to change it.
    pub const fn ordered(mut self) -> Self
    where
        T: ListField,
    {
        self.spec.ordered = true;
        self
    }
    /// No two items may be equal (`==`). Items of a type that does not implement
    /// [`hash_value`](crate::FieldType::hash_value), such as secrets, are compared each with every other one: there may be at
    /// most 100, and more is `max_items`.
    ///
    /// # Panics
    /// While compiling, if the items are forms.
    pub const fn unique_items(mut self) -> Self
    where
        T: ListField,
    {
        assert!(
            !matches!(T::KIND, Kind::List(Kind::Form(_))),
            "`unique_items` fits lists of values, not of forms: compare rows in a `check`"
        );
        self.spec.unique_items = true;
        self.compares_all = !T::HASHES;
        self
    }
}

/// Whether a text has nothing but white space, as far as ASCII goes.
const fn is_blank(text: &str) -> bool {
    text.trim_ascii().is_empty()
}

impl<T> std::fmt::Debug for Field<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.spec.fmt(f)
    }
}
