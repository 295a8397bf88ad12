//! What is known of a field: one row of a form's table.

use super::{
    ChoiceSource, Comparison, DateTimeBound, InputFormat, Kind, LEVELS, Message, Name, Number, Pattern,
    ReadChoice, RuleSet, TextFormat, TimeZone, Widget, code::Code, password_policy::PasswordPolicy,
};

/// One field of a form, as its declaration says: read by the binder, the renderer, and whoever describes forms.
///
/// The derive makes it through [`Field`](crate::field::Field), which knows the field's type and refuses rules that
/// do not fit it.
#[derive(Clone, Copy)]
#[non_exhaustive]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one thing that a declaration says or does not say"
)]
pub struct FieldSchema {
    /// The name on the wire.
    pub name: Name,
    /// The name in Rust: of the field of the struct.
    pub rust_name: &'static str,
    /// What a person calls it.
    pub label: &'static str,
    /// A hint for the person who fills it in; empty for none.
    pub help: &'static str,
    /// Of a list, what a person calls one item; empty for the label of the list.
    pub item_label: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether it may hold nothing: its type is an `Option`.
    pub optional: bool,
    /// Whether a value must be given.
    pub required: bool,
    /// Who may set it.
    pub access: Access,
    /// Whether a default stands in where the key is absent.
    pub has_default: bool,
    /// Whether white space at both ends is taken off.
    pub strip: bool,
    /// Whether a text may have several lines.
    pub multiline: bool,
    /// Whether JSON may give a number or a boolean as a text.
    pub lenient: bool,
    /// The shortest length of a text, in characters (Unicode code points).
    pub min_length: u32,
    /// The greatest length of a text, in characters; `u32::MAX` for the limit of [`Limits`](crate::Limits).
    pub max_length: u32,
    /// The least value of a number.
    pub min: Option<Number>,
    /// The greatest value of a number.
    pub max: Option<Number>,
    /// A number is a multiple of this one, counted from `min` where there is one.
    pub step: Option<Number>,
    /// The least number of items of a list.
    pub min_items: u32,
    /// The greatest number of items; `u32::MAX` for the limit of [`Limits`](crate::Limits).
    pub max_items: u32,
    /// Whether the order of the items means something, so that a page offers to change it.
    pub ordered: bool,
    /// Whether no two items may be equal.
    pub unique_items: bool,
    /// The greatest number of values in a JSON-valued field; `u32::MAX` for the limit of
    /// [`Limits`](crate::Limits).
    pub max_nodes: u32,
    /// The shape that a text must have.
    pub format: Option<&'static TextFormat>,
    /// The regular expression that a text must match.
    pub pattern: Option<&'static Pattern>,
    /// The only texts that are accepted; empty for any.
    pub one_of: &'static [&'static str],
    /// What there is to choose from, where the type does not say.
    pub choices: Option<ChoiceSource>,
    /// Reads one of the choices as the field's type does.
    pub(crate) read_choice: Option<ReadChoice>,
    /// What a password must be.
    pub policy: Option<&'static PasswordPolicy>,
    /// The most digits of a decimal; `u32::MAX` for the limit of [`Limits`](crate::Limits).
    pub max_digits: u32,
    /// The most digits of a decimal behind the point; `u32::MAX` for any number.
    pub decimal_places: u32,
    /// How a date or a time may be written; empty for the defaults.
    pub input_formats: &'static [InputFormat],
    /// The time zone that a date and time without an offset is meant in.
    pub time_zone: Option<&'static TimeZone>,
    /// The earliest date or time.
    pub earliest: Option<DateTimeBound>,
    /// The latest date or time.
    pub latest: Option<DateTimeBound>,
    /// How its value is compared with those of other fields.
    pub compared: &'static [Comparison],
    /// How it is asked for, if not as its kind would have it.
    pub widget: Option<Widget>,
    /// Words of its own for its problems.
    pub messages: &'static [Message],
    /// What a browser may fill in for a person (`autocomplete`); empty for what its format says.
    pub autocomplete: &'static str,
    /// The least and the greatest whole number that need no second look.
    pub(crate) whole: (i64, i64),
    /// The least and the greatest float that need no second look.
    pub(crate) float: (f64, f64),
    /// Whether a date and time is one moment, wherever it is seen from.
    pub(crate) has_offset: bool,
    /// Whether nothing but its length is asked of a text that is printable ASCII.
    pub(crate) is_plain: bool,
    /// Whether there are choices or rules of the declaration's own to judge a value by.
    pub(crate) is_judged: bool,
    /// Rules of the declaration's own: a `RuleList<T::Subject>` of the field's type `T`.
    pub(crate) rules: Option<&'static dyn RuleSet>,
    /// Attributes of its `<input>` that its type asks for.
    pub(crate) input: &'static [(&'static str, &'static str)],
    /// The codes of problems of its type's own.
    pub(crate) own_codes: &'static [Code],
}

/// Who may set a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Whoever submits the form.
    Bound,
    /// Whoever creates; an update may only repeat the present value.
    Immutable,
    /// No one: it is shown. An update may repeat the present value.
    ReadOnly,
}

/// The most items that a list may have: the path of an error holds the number of each, and of one too many.
pub(crate) const MOST_ITEMS: u32 = 65_532;

impl FieldSchema {
    /// Whether the declaration asks something of a value of that kind, besides rules of its own.
    #[inline(always)]
    pub(crate) fn has_rules_of(&self, kind: &Kind) -> bool {
        match kind {
            Kind::Text | Kind::Secret => !self.is_plain || self.min_length > 0 || self.max_length != u32::MAX,
            Kind::Integer | Kind::Float => self.min.is_some() || self.max.is_some() || self.step.is_some(),
            _ => false,
        }
    }
    /// The greatest length of a text, in characters.
    pub(crate) fn longest(&self, limits: &crate::Limits) -> u32 {
        if self.max_length == u32::MAX { limits.max_text_chars } else { self.max_length }
    }
    /// Returns true if the declaration bounds the items of the list.
    pub(crate) fn states_max_items(&self) -> bool {
        self.max_items != u32::MAX
    }
    /// The greatest number of items of a list.
    pub(crate) fn most_items(&self, limits: &crate::Limits) -> u32 {
        let most = if self.max_items == u32::MAX { limits.max_items } else { self.max_items };
        most.min(MOST_ITEMS)
    }
    /// Whether a date and time is written in it as a clock shows it, in ISO 8601.
    pub(crate) fn takes_local_time(&self) -> bool {
        self.input_formats.is_empty() && (!self.has_offset || self.time_zone.is_some())
    }
    /// The field that has the rules for its dates and times: it, or of a part of a date and time the whole.
    pub(crate) fn dated_within(&'static self, whole: Option<&'static FieldSchema>) -> &'static FieldSchema {
        let has_rules = !self.input_formats.is_empty() || self.earliest.is_some() || self.latest.is_some();
        whole.filter(|_| !has_rules).unwrap_or(self)
    }
    /// How a value of that kind may be written in it; none for the defaults.
    pub(crate) fn formats_of(&self, kind: &Kind) -> impl Iterator<Item = InputFormat> + Clone {
        self.input_formats.iter().copied().filter(move |format| format.is_for(kind))
    }
    /// Returns whether a page shows the text of a value without a format or a time zone of its own.
    #[inline(always)]
    pub(crate) fn is_shown_as_it_is(&self) -> bool {
        self.input_formats.is_empty() && self.time_zone.is_none()
    }
    /// Whether there are values to choose from, of a list for each item.
    pub(crate) fn is_chosen(&self) -> bool {
        matches!(self.kind.of_item(), Kind::Choice(_)) || !self.one_of.is_empty() || self.choices.is_some()
    }
    /// Returns whether a value of that kind is one of several, which a page offers.
    pub(crate) fn has_options(&self, kind: &Kind) -> bool {
        match (self.choices, kind) {
            (_, Kind::Form(_) | Kind::List(_)) => false,
            (Some(_), _) | (None, Kind::Choice(_) | Kind::Boolean) => true,
            (None, Kind::Text) => !self.one_of.is_empty(),
            _ => false,
        }
    }
    /// The type of the `<input>` that its type asks for.
    pub(crate) fn input_type(&self) -> Option<&'static str> {
        self.input.iter().find(|(name, _)| *name == "type").map(|(_, value)| *value)
    }
    /// Whether yes or no must be chosen: of radio buttons and of a list to choose from, none may be chosen, which says
    /// neither.
    pub(crate) fn needs_explicit_choice(&self) -> bool {
        matches!(self.kind, Kind::Boolean)
            && !self.optional
            && matches!(self.widget, Some(Widget::Radio | Widget::Select))
    }
    /// Whether a browser's own control for numbers asks for it.
    pub(crate) fn is_number_control(&self) -> bool {
        matches!(self.widget, Some(Widget::Number)) || self.input_type() == Some("number")
    }
    /// Returns whether its control sends nothing when a person empties it, such as a check box, a multiple select or rows:
    /// in the body of a form, the absence of such a field is a value.
    #[cold]
    pub(crate) fn is_absent_when_emptied(&self) -> bool {
        fn within(field: &FieldSchema, levels: usize) -> bool {
            match &field.kind {
                Kind::Boolean => !field.optional && matches!(field.widget, None | Some(Widget::Checkbox)),
                Kind::List(_) => true,
                // no page sends a read-only field
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
    /// Returns whether it is a box that must be ticked, so that `false` is no answer. Elsewhere `false` is a value.
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
