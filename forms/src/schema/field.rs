//! The schema of a field.

use super::{
    ChoiceSource, Comparison, DateTimeBound, FileBounds, InputFormat, Kind, LEVELS, Message, Name, Number,
    Pattern, ReadChoice, RuleSet, TextFormat, TimeZone, Widget, code::Code, password_policy::PasswordPolicy,
    row_key::ErasedRowKey,
};

/// The schema of a field. The binder and the renderer read it, and so does code that describes forms.
///
/// The derive macro creates it through [`Field`](crate::field::Field), which knows the type of the field and refuses
/// rules that do not fit it.
#[derive(Clone, Copy)]
#[non_exhaustive]
#[expect(clippy::struct_excessive_bools, reason = "each is a setting of the declaration")]
pub struct FieldSchema {
    /// The name on the wire.
    pub name: Name,
    /// The name of the struct's field in Rust.
    pub rust_name: &'static str,
    /// The label, for users.
    pub label: &'static str,
    /// A hint for the user; empty if there is no hint.
    pub help: &'static str,
    /// For a list, the label of one item; empty to use the label of the list.
    pub item_label: &'static str,
    /// The kind of value.
    pub kind: Kind,
    /// True if the value may be missing: the type is an `Option`.
    pub optional: bool,
    /// True if a value must be given.
    pub required: bool,
    /// The rule on who may set the value.
    pub access: Access,
    /// True if a default is used if the key is missing.
    pub has_default: bool,
    /// True if white space at both ends is removed.
    pub strip: bool,
    /// True if a text may have several lines.
    pub multiline: bool,
    /// True if JSON may send a number or a boolean as a string.
    pub lenient: bool,
    /// The minimum length of a text, in characters (Unicode code points).
    pub min_length: u32,
    /// The maximum length of a text, in characters; `u32::MAX` to use that of [`Limits`](crate::Limits).
    pub max_length: u32,
    /// The minimum of a number.
    pub min: Option<Number>,
    /// The maximum of a number.
    pub max: Option<Number>,
    /// The step of a number: the value is a multiple of it, counted from `min` if there is one.
    pub step: Option<Number>,
    /// The minimum number of items of a list.
    pub min_items: u32,
    /// The maximum number of items of a list; `u32::MAX` to use that of [`Limits`](crate::Limits).
    pub max_items: u32,
    /// True if the order of the items matters, so that a page lets the user change it.
    pub ordered: bool,
    /// True if the items must be different from each other.
    pub unique_items: bool,
    /// The key by which an update matches the rows of a list with the present ones.
    pub(crate) row_key: Option<&'static dyn ErasedRowKey>,
    /// True if a submission may add rows. Only lists whose rows have a key state this.
    pub can_add: bool,
    /// True if an update may delete rows. Only lists whose rows have a key state this.
    pub can_delete: bool,
    /// True if an update may change the order of the rows. Only lists whose rows have a key state this.
    pub can_order: bool,
    /// The maximum number of values in a JSON-valued field; `u32::MAX` to use that of [`Limits`](crate::Limits).
    pub max_nodes: u32,
    /// The format that a text must have.
    pub format: Option<&'static TextFormat>,
    /// The regular expression that a text must match.
    pub pattern: Option<&'static Pattern>,
    /// The only texts that are accepted; empty for any.
    pub one_of: &'static [&'static str],
    /// The choices, if the type does not define them.
    pub choices: Option<ChoiceSource>,
    /// Reads a choice in the same way as the type of the field.
    pub(crate) read_choice: Option<ReadChoice>,
    /// The policy for a password.
    pub policy: Option<&'static PasswordPolicy>,
    /// The maximum number of digits of a decimal; `u32::MAX` to use that of [`Limits`](crate::Limits).
    pub max_digits: u32,
    /// The maximum number of decimal places; `u32::MAX` for any number.
    pub decimal_places: u32,
    /// The accepted formats of a date or a time; empty for the defaults.
    pub input_formats: &'static [InputFormat],
    /// The time zone of a date and time without an offset.
    pub time_zone: Option<&'static TimeZone>,
    /// The earliest date or time.
    pub earliest: Option<DateTimeBound>,
    /// The latest date or time.
    pub latest: Option<DateTimeBound>,
    /// The bounds of a file.
    pub file: FileBounds,
    /// Comparisons of the value with those of other fields.
    pub compared: &'static [Comparison],
    /// The control, if it is not the default of the kind.
    pub widget: Option<Widget>,
    /// Custom messages for its errors.
    pub messages: &'static [Message],
    /// The `autocomplete` attribute; empty to use that of the format.
    pub autocomplete: &'static str,
    /// The range of whole numbers that need no further check.
    pub(crate) whole: (i64, i64),
    /// The range of floats that need no further check.
    pub(crate) float: (f64, f64),
    /// True if a date and time has an offset, which makes it an exact moment.
    pub(crate) has_offset: bool,
    /// True if a text of printable ASCII only needs its length checked.
    pub(crate) is_plain: bool,
    /// True if the field has choices or custom rules.
    pub(crate) is_judged: bool,
    /// Custom rules: a `RuleList<T::Subject>` of the field's type `T`.
    pub(crate) rules: Option<&'static dyn RuleSet>,
    /// The rules of the type, if it is a newtype with rules.
    pub(crate) of_type: Option<&'static FieldSchema>,
    /// What a value is, in words of a custom type; empty for the words of its kind.
    pub(crate) description: &'static str,
    /// Attributes of the `<input>` that the type sets.
    pub(crate) input: &'static [(&'static str, &'static str)],
    /// The codes of the type's own errors.
    pub(crate) own_codes: &'static [Code],
}

/// The rule on who may set a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Any submission may set it.
    Bound,
    /// Only the submission that creates the value may set it. An update may repeat the current value.
    Immutable,
    /// No submission may set it: the page only shows it. An update may repeat the current value.
    ReadOnly,
}

/// The maximum number of items that a list may have. An error path must be able to store the index of one more.
pub(crate) const MOST_ITEMS: u32 = 65_532;

impl FieldSchema {
    /// Returns whether a value of this kind has rules other than custom ones.
    #[inline(always)]
    pub(crate) fn has_rules_of(&self, kind: &Kind) -> bool {
        match kind {
            Kind::Text | Kind::Secret => !self.is_plain || self.min_length > 0 || self.max_length != u32::MAX,
            Kind::Integer | Kind::Float => self.min.is_some() || self.max.is_some() || self.step.is_some(),
            _ => false,
        }
    }
    /// Returns the maximum length of a text, in characters.
    pub(crate) fn longest(&self, limits: &crate::Limits) -> u32 {
        if self.max_length == u32::MAX { limits.max_text_chars } else { self.max_length }
    }
    /// Returns whether the declaration limits the number of items.
    pub(crate) fn states_max_items(&self) -> bool {
        self.max_items != u32::MAX
    }
    /// Returns the maximum number of items of a list.
    pub(crate) fn most_items(&self, limits: &crate::Limits) -> u32 {
        let most = if self.max_items == u32::MAX { limits.max_items } else { self.max_items };
        most.min(MOST_ITEMS)
    }
    /// Returns whether a date and time is written as local time in ISO 8601.
    pub(crate) fn takes_local_time(&self) -> bool {
        self.input_formats.is_empty() && (!self.has_offset || self.time_zone.is_some())
    }
    /// Returns the field that has the rules for dates and times: `whole`, if this field is a part of a date and time.
    pub(crate) fn dated_within(&'static self, whole: Option<&'static FieldSchema>) -> &'static FieldSchema {
        let has_rules = !self.input_formats.is_empty() || self.earliest.is_some() || self.latest.is_some();
        whole.filter(|_| !has_rules).unwrap_or(self)
    }
    /// Returns the formats for values of this kind; empty for the defaults.
    pub(crate) fn formats_of(&self, kind: &Kind) -> impl Iterator<Item = InputFormat> + Clone {
        self.input_formats.iter().copied().filter(move |format| format.is_for(kind))
    }
    /// Returns whether a page shows the text of a value unchanged, since the field has no format or time zone of its
    /// own.
    #[inline(always)]
    pub(crate) fn is_shown_as_it_is(&self) -> bool {
        self.input_formats.is_empty() && self.time_zone.is_none()
    }
    /// Returns whether the field, or each item of a list, has choices.
    pub(crate) fn is_chosen(&self) -> bool {
        matches!(self.kind.of_item(), Kind::Choice(_)) || !self.one_of.is_empty() || self.choices.is_some()
    }
    /// Returns whether a page offers a list of values for this kind.
    pub(crate) fn has_options(&self, kind: &Kind) -> bool {
        match (self.choices, kind) {
            (_, Kind::Form(_) | Kind::List(_)) => false,
            (Some(_), _) | (None, Kind::Choice(_) | Kind::Boolean) => true,
            (None, Kind::Text) => !self.one_of.is_empty(),
            _ => false,
        }
    }
    /// Returns the `type` of the `<input>` that the type sets.
    pub(crate) fn input_type(&self) -> Option<&'static str> {
        self.input.iter().find(|(name, _)| *name == "type").map(|(_, value)| *value)
    }
    /// Returns whether the user must choose yes or no explicitly. Radio buttons and a select can be left without a
    /// choice, which is neither yes nor no.
    pub(crate) fn needs_explicit_choice(&self) -> bool {
        matches!(self.kind, Kind::Boolean)
            && !self.optional
            && matches!(self.widget, Some(Widget::Radio | Widget::Select))
    }
    /// Returns whether the control is `<input type="number">`.
    pub(crate) fn is_number_control(&self) -> bool {
        matches!(self.widget, Some(Widget::Number)) || self.input_type() == Some("number")
    }
    /// Returns whether the control sends nothing once the user empties it, like a check box, a multiple select or rows.
    /// For such a field, a missing key in an urlencoded or multipart body means an empty value.
    #[cold]
    pub(crate) fn is_absent_when_emptied(&self) -> bool {
        fn within(field: &FieldSchema, levels: usize) -> bool {
            match &field.kind {
                Kind::Boolean => !field.optional && matches!(field.widget, None | Some(Widget::Checkbox)),
                Kind::List(_) => true,
                // radio buttons send nothing before one is chosen
                Kind::Form(form) if form().is_enum() => true,
                // a page never sends a read-only field
                Kind::Form(form) => {
                    let mut fields = form().fields.iter();
                    levels > 0
                        && fields.all(|field| field.access == Access::ReadOnly || within(field, levels - 1))
                }
                _ => false,
            }
        }
        within(self, LEVELS)
    }
    /// Returns whether the field is a check box that must be ticked, so that `false` counts as missing. In other fields
    /// `false` is a value.
    #[inline(always)]
    pub(crate) fn must_be_ticked(&self) -> bool {
        self.required && !self.optional && matches!(self.kind, Kind::Boolean)
    }
    pub(crate) fn most_nodes(&self, limits: &crate::Limits) -> u32 {
        if self.max_nodes == u32::MAX { limits.max_json_values } else { self.max_nodes }
    }
}

impl PartialEq for FieldSchema {
    fn eq(&self, other: &Self) -> bool {
        self.name.as_str() == other.name.as_str() && self.label == other.label
    }
}

impl std::fmt::Debug for FieldSchema {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FieldSchema")
            .field("name", &self.name)
            .field("kind", &self.kind)
            .field("required", &self.required)
            .field("access", &self.access)
            .finish_non_exhaustive()
    }
}
