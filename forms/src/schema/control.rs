//! The choice of a control for a field.

use super::{FieldSchema, Kind, Widget};

/// The control of a field. If the declaration does not choose one, the field's kind and rules do.
#[derive(Clone, Copy)]
pub(crate) enum Control {
    /// a single-line `<input>` of this type
    Line(&'static str),
    Lines,
    Box,
    Select,
    /// `<select multiple>`
    SelectSeveral,
    Radios,
    Boxes,
    Hidden,
    /// `<input type="file">`, with `multiple` for a list
    File,
    /// a list that the page does not show
    HiddenRows,
    /// a nested form
    Fields,
    /// a list
    Rows,
}

impl Control {
    pub(crate) fn of(field: &'static FieldSchema, kind: &'static Kind) -> Self {
        let widget = field.widget;
        if matches!(kind, Kind::File | Kind::List(Kind::File)) {
            return Control::File;
        }
        if let Kind::List(item) = kind {
            // a list of yes or no values has a row for each item
            let has_options = field.has_options(item) && !matches!(item, Kind::Boolean);
            return match (widget, has_options) {
                (Some(Widget::Hidden), _) => Control::HiddenRows,
                (Some(Widget::Select), true) => Control::SelectSeveral,
                (None | Some(Widget::Checkbox), true) => Control::Boxes,
                _ => Control::Rows,
            };
        }
        let has_options = field.has_options(kind);
        match (widget, has_options) {
            (Some(Widget::Hidden), _) => Control::Hidden,
            (Some(Widget::Textarea), _) => Control::Lines,
            (Some(Widget::Radio), true) => Control::Radios,
            (Some(Widget::Select), true) => Control::Select,
            (Some(widget), _) => match input_type(widget) {
                Some(input_type) => Control::Line(input_type),
                None => Control::by_kind(field, kind, has_options),
            },
            (None, _) => Control::by_kind(field, kind, has_options),
        }
    }
    fn by_kind(field: &'static FieldSchema, kind: &'static Kind, has_options: bool) -> Self {
        match (kind, has_options) {
            (Kind::Form(_), _) => Control::Fields,
            // a check box has no third state: an optional value that was not sent would become "no"
            (Kind::Boolean, _) if !field.optional => Control::Box,
            (_, true) => Control::Select,
            (Kind::Json, _) => Control::Lines,
            (Kind::Secret, _) => Control::Line("password"),
            // a browser sends these in its own format, not in the declared one
            (Kind::Date, _) if field.input_formats.is_empty() => Control::Line("date"),
            (Kind::Time, _) if field.input_formats.is_empty() => Control::Line("time"),
            // a browser sends no offset
            (Kind::DateTime, _) if field.takes_local_time() => Control::Line("datetime-local"),
            (Kind::Text, _) if field.multiline => Control::Lines,
            (Kind::Text, _) if field.input_type().is_some() => {
                Control::Line(field.input_type().unwrap_or("text"))
            }
            (Kind::Text, _) => Control::Line(field.format.map_or("text", |format| format.input_type)),
            _ => Control::Line("text"),
        }
    }
    /// Returns whether a browser sends the control even if the user filled in nothing.
    pub(crate) fn is_always_sent(self) -> bool {
        matches!(self, Control::Line(_) | Control::Lines | Control::Select | Control::File | Control::Hidden)
    }
    /// Returns whether a browser sends an empty value for input that is incomplete or invalid.
    pub(crate) fn may_lose_what_is_typed(self) -> bool {
        matches!(self, Control::Line("number" | "date" | "time" | "datetime-local" | "month" | "week"))
    }
    /// Returns whether the control is a group of controls, in a `<fieldset>`.
    pub(crate) fn is_group(self) -> bool {
        matches!(self, Control::Radios | Control::Boxes | Control::Fields | Control::Rows)
    }
}

/// Returns whether a browser sends the control of this field even if the user filled in nothing.
pub(crate) fn is_always_sent(field: &'static FieldSchema, kind: &'static Kind) -> bool {
    Control::of(field, kind).is_always_sent()
}

/// Changes that a browser makes to the initial text of a control (the value sanitization of WHATWG HTML, 4.10.5.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SentAs {
    /// No changes.
    Whole,
    /// Removes line breaks.
    Line,
    /// Removes line breaks, and white space at both ends.
    LineWithoutBlanks,
}

/// Returns the changes that a browser makes to the text of this field.
pub(crate) fn sent_as(field: &'static FieldSchema, kind: &'static Kind) -> SentAs {
    match Control::of(field, kind) {
        Control::Line("email" | "url") => SentAs::LineWithoutBlanks,
        Control::Line(_) => SentAs::Line,
        _ => SentAs::Whole,
    }
}

/// Returns the `type` of the `<input>` for this widget, or `None` if it is another element.
fn input_type(widget: Widget) -> Option<&'static str> {
    Some(match widget {
        Widget::Text => "text",
        Widget::Search => "search",
        Widget::Email => "email",
        Widget::Url => "url",
        Widget::Tel => "tel",
        Widget::Password => "password",
        Widget::Number => "number",
        Widget::Date => "date",
        Widget::Time => "time",
        Widget::DatetimeLocal => "datetime-local",
        Widget::Textarea
        | Widget::Checkbox
        | Widget::Select
        | Widget::Radio
        | Widget::File
        | Widget::Hidden => return None,
    })
}
