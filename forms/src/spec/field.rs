//! A field under declaration: knows its type, so that a rule which does not fit does not compile.

use crate::{
    field::FieldType,
    spec::{
        Access, AskChoices, ChoiceSource, FieldSpec, FixedChoices, Kind, Message, Name, Number, Rules, Widget,
    },
};
use std::marker::PhantomData;

/// A field of type `T` under declaration: what the derive writes for each field, and what a form written by hand
/// starts from.
///
/// ```
/// use forms::spec::{Field, FieldSpec};
/// const BIO: FieldSpec = Field::<Option<String>>::new("bio").label("About you").max_length(500).multiline().build();
/// assert_eq!(BIO.max_length, 500);
/// ```
pub struct Field<T> {
    pub(super) spec: FieldSpec,
    of: PhantomData<fn() -> T>,
}

impl<T> Field<T> {
    /// The field of that name on the wire.
    pub const fn new(name: &'static str) -> Self
    where
        T: FieldType,
    {
        let secret = T::KIND.is_secret();
        Field {
            spec: FieldSpec {
                name: Name::new(name),
                label: name,
                help: "",
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
                policy: None,
                max_digits: u32::MAX,
                decimal_places: u32::MAX,
                input_formats: &[],
                time_zone: None,
                earliest: None,
                latest: None,
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
            of: PhantomData,
        }
    }
    /// The finished row of the form's table.
    ///
    /// # Panics
    /// While compiling, if its widget does not ask for what it holds.
    pub const fn build(mut self) -> FieldSpec {
        let spec = &mut self.spec;
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
        spec.whole = (least_whole(spec.min), greatest_whole(spec.max));
        spec.float = (least_float(spec.min), greatest_float(spec.max));
        if spec.step.is_some() {
            spec.whole = (i64::MAX, i64::MIN);
            spec.float = (f64::INFINITY, f64::NEG_INFINITY);
        }
        self.spec
    }
    /// What a person calls it.
    pub const fn label(mut self, label: &'static str) -> Self {
        self.spec.label = label;
        self
    }
    /// A hint for the person who fills it in.
    pub const fn help(mut self, help: &'static str) -> Self {
        self.spec.help = help;
        self
    }
    /// Whether a value must be given. For a `bool`: whether it must be true; for a list: whether it needs an item.
    ///
    /// # Panics
    /// While compiling, if nothing need be given, and the type has no empty value.
    pub const fn required(mut self, required: bool) -> Self
    where
        T: FieldType,
    {
        assert!(
            required || T::MAY_BE_EMPTY,
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
    /// A default stands in where the key is absent.
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
            super::autofill::is_known(detail),
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
    /// The only values that are accepted, of a list for each item. The type says how they are read: Django's
    /// `ChoiceField`, `TypedChoiceField` and `MultipleChoiceField`.
    ///
    /// # Panics
    /// While compiling, if the type holds a form, a secret, JSON, or yes or no.
    pub const fn choices(mut self, choices: &'static FixedChoices) -> Self
    where
        T: FieldType,
    {
        assert!(may_be_chosen(&T::KIND), "`choices` fits texts, numbers, dates and times, and lists of them");
        self.spec.choices = Some(ChoiceSource::Fixed(choices));
        self
    }
    /// The only values that are accepted, as the context says: `choices_from(&ChoicesOf(categories))`.
    ///
    /// # Panics
    /// While compiling, if the type holds a form, a secret, JSON, or yes or no.
    pub const fn choices_from(mut self, source: &'static dyn AskChoices) -> Self
    where
        T: FieldType,
    {
        assert!(may_be_chosen(&T::KIND), "`choices` fits texts, numbers, dates and times, and lists of them");
        self.spec.choices = Some(ChoiceSource::Asked(source));
        self
    }
    /// Rules of the declaration's own. On a list they judge each item.
    pub const fn validate(mut self, rules: &'static Rules<T::Subject>) -> Self
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
}

impl<T> std::fmt::Debug for Field<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.spec.fmt(f)
    }
}

const fn may_be_chosen(kind: &Kind) -> bool {
    match kind {
        Kind::Form(_) | Kind::Secret | Kind::Json | Kind::Boolean => false,
        Kind::List(item) => !matches!(item, Kind::List(_)) && may_be_chosen(item),
        _ => true,
    }
}

const fn least_whole(min: Option<Number>) -> i64 {
    match min {
        Some(Number::Integer(min)) if min > i64::MAX as i128 => i64::MAX,
        Some(Number::Integer(min)) if min > i64::MIN as i128 => min as i64,
        _ => i64::MIN,
    }
}

const fn greatest_whole(max: Option<Number>) -> i64 {
    match max {
        Some(Number::Integer(max)) if max < i64::MIN as i128 => i64::MIN,
        Some(Number::Integer(max)) if max < i64::MAX as i128 => max as i64,
        _ => i64::MAX,
    }
}

const fn least_float(min: Option<Number>) -> f64 {
    match min {
        Some(Number::Integer(min)) => min as f64,
        Some(min) => min.as_f64(),
        None => f64::NEG_INFINITY,
    }
}

const fn greatest_float(max: Option<Number>) -> f64 {
    match max {
        Some(Number::Integer(max)) => max as f64,
        Some(max) => max.as_f64(),
        None => f64::INFINITY,
    }
}
