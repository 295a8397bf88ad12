//! The controls of fields.

use super::Kind;

/// The control of a field in a page.
///
/// `#[form(widget = textarea)]` sets one, in lower case. By default, the type and the rules of a field choose its
/// control. A table of all names, with their HTML, the types that they fit and their use is in
/// [`manual::rendering`](crate::manual::rendering#the-control-of-a-field).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Widget {
    /// `<input type="text">`: a single line of text.
    Text,
    /// `<input type="search">`: a single line of text to search for.
    Search,
    /// `<input type="email">`: an e-mail address, as validated by browsers. They refuse some addresses that the server
    /// accepts.
    Email,
    /// `<input type="url">`: a URL, as validated by browsers. They refuse addresses without a scheme.
    Url,
    /// `<input type="tel">`: a telephone number.
    Tel,
    /// `<input type="password">`: a line whose characters are hidden. It is never filled with a value.
    Password,
    /// `<textarea>`: several lines of text.
    Textarea,
    /// `<input type="number">`: a number, with the browser's own controls.
    Number,
    /// `<input type="date">`: a day, with the browser's own calendar.
    Date,
    /// `<input type="time">`: a time of day, with the browser's own controls.
    Time,
    /// `<input type="datetime-local">`: a day and a time without a time zone, with the browser's own controls.
    DatetimeLocal,
    /// `<input type="checkbox">`: a check box; for a list of choices, one per choice.
    Checkbox,
    /// `<select>`: a list to choose one option from; for a list of choices `<select multiple>`, with several options.
    Select,
    /// `<input type="radio">`: a group of buttons of which one is chosen.
    Radio,
    /// `<input type="file">`: a file to upload, or several.
    File,
    /// `<input type="hidden">`: a value that is sent and not shown.
    Hidden,
}

impl Widget {
    /// Returns why the widget does not fit a field of this kind, or `None` if it fits. `has_choices`: only some values
    /// are accepted.
    pub(crate) const fn misfit(self, kind: &Kind, has_choices: bool) -> Option<&'static str> {
        let is_list = matches!(kind, Kind::List(_));
        let kind = match kind {
            Kind::List(item) => item,
            kind => kind,
        };
        let is_text = matches!(kind, Kind::Text);
        let has_choices = has_choices || matches!(kind, Kind::Choice(_));
        if matches!(kind, Kind::Form(_)) {
            return Some("a nested form has no control of its own: set `widget` on its fields");
        }
        if matches!(kind, Kind::File) != matches!(self, Widget::File) {
            return Some(if matches!(kind, Kind::File) {
                "a file only takes `widget = file`"
            } else {
                "`widget = file` fits a `forms::upload::UploadedFile`, an `Option` or a `Vec` of one"
            });
        }
        if matches!(kind, Kind::Secret) && !matches!(self, Widget::Password) {
            return Some("a secret only takes `widget = password`");
        }
        let (fits, why) = match self {
            Widget::Text => (
                !matches!(kind, Kind::Boolean),
                "`widget = text` does not fit a `bool`: write `checkbox`, `select` or `radio`",
            ),
            Widget::Search | Widget::Email | Widget::Url | Widget::Tel => (
                is_text,
                "`widget = search`, `email`, `url` and `tel` fit texts: remove it, or make the field a text",
            ),
            Widget::Password => (
                is_text || matches!(kind, Kind::Secret),
                "`widget = password` fits a `Password` and other texts",
            ),
            Widget::Textarea => (
                is_text || matches!(kind, Kind::Json),
                "`widget = textarea` fits texts and JSON: remove it, or make the field a text",
            ),
            Widget::Number => (
                matches!(kind, Kind::Integer | Kind::Float | Kind::Decimal),
                "`widget = number` fits numbers: remove it, or make the field a number",
            ),
            Widget::Date => (matches!(kind, Kind::Date), "`widget = date` fits dates"),
            Widget::Time => (matches!(kind, Kind::Time), "`widget = time` fits times of day"),
            Widget::DatetimeLocal => {
                (matches!(kind, Kind::DateTime), "`widget = datetime_local` fits a date with a time")
            }
            Widget::Checkbox => (
                matches!((is_list, kind), (false, Kind::Boolean)) || (is_list && has_choices),
                "`widget = checkbox` fits a `bool`, or a list of choices: for one choice write `radio` or `select`",
            ),
            Widget::Select => (
                has_choices || matches!(kind, Kind::Boolean),
                "`widget = select` needs options: a `Choice`, `choices`, `one_of`, or a `bool`",
            ),
            Widget::Radio => (
                !is_list && (has_choices || matches!(kind, Kind::Boolean)),
                "`widget = radio` chooses one option: it needs a `Choice`, `choices`, `one_of`, or a `bool`; for a \
                 list write `checkbox` or `select`",
            ),
            Widget::File | Widget::Hidden => (true, ""),
        };
        if fits { None } else { Some(why) }
    }
}

#[cfg(test)]
mod tests {
    use super::Widget;
    use crate::schema::Kind;

    #[test]
    fn widgets_fit_only_their_kinds() {
        const ITEMS: &[Kind] = &[Kind::Text, Kind::Choice(&[]), Kind::Boolean, Kind::Secret];
        let fits = |widget: Widget, kind: &Kind| widget.misfit(kind, false).is_none();
        assert!(
            fits(Widget::Checkbox, &Kind::List(&ITEMS[1])) && fits(Widget::Select, &Kind::List(&ITEMS[1]))
        );
        assert!(fits(Widget::Checkbox, &Kind::Boolean) && fits(Widget::Radio, &Kind::Boolean));
        assert!(fits(Widget::Number, &Kind::Decimal) && fits(Widget::Text, &Kind::Integer));
        assert!(fits(Widget::Hidden, &Kind::List(&ITEMS[0])) && fits(Widget::Password, &Kind::Secret));
        assert!(Widget::Select.misfit(&Kind::Text, true).is_none());
        for (widget, kind) in [
            (Widget::Select, &Kind::Text),
            (Widget::Checkbox, &ITEMS[1]),
            (Widget::Checkbox, &Kind::List(&ITEMS[2])),
            (Widget::Radio, &Kind::List(&ITEMS[1])),
            (Widget::Hidden, &Kind::Secret),
            (Widget::Text, &Kind::Boolean),
            (Widget::Number, &Kind::Text),
            (Widget::Date, &Kind::DateTime),
            (Widget::Email, &Kind::Integer),
            (Widget::Textarea, &Kind::Integer),
        ] {
            assert!(!fits(widget, kind), "{widget:?} {kind:?}");
        }
    }
}
