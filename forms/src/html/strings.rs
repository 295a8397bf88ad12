//! The texts of a page that are neither labels nor messages.

/// The texts of a page that are neither labels nor messages. A theme in another language has its own.
///
/// ```
/// use forms::html::UiStrings;
/// const GERMAN: UiStrings = {
///     let mut words = UiStrings::ENGLISH;
///     words.yes = "Ja";
///     words.no = "Nein";
///     words
/// };
/// assert_eq!((GERMAN.yes, GERMAN.none), ("Ja", "None"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct UiStrings {
    /// The heading of the summary of errors.
    pub problem: &'static str,
    /// Before an error beside its field, for users who do not see its color.
    pub error: &'static str,
    /// Before the title of a page with errors.
    pub error_title: &'static str,
    /// After the label of an optional field. Empty for no mark.
    pub optional: &'static str,
    /// The empty option of a `<select>`.
    pub choose: &'static str,
    /// The radio button for no choice.
    pub none: &'static str,
    /// After a stored value that cannot be chosen any more.
    pub no_longer_available: &'static str,
    /// On a page that is too long to show all rows and fields.
    pub too_long: &'static str,
    /// At a control that shows only the chosen options, because the page is too long.
    pub options_left_out: &'static str,
    /// After the hint of a file field. `{size}` is the greatest size, such as `5 MB`. Empty for no such hint.
    pub max_size: &'static str,
    /// After the hint of a field for several files. `{size}` is the greatest size of each.
    pub max_size_each: &'static str,
    /// The option for true.
    pub yes: &'static str,
    /// The option for false.
    pub no: &'static str,
    /// On the button that adds the first row to a list. The name of a row follows
    /// ([`item_label`](crate::field::Field::item_label)). Without one, the label of the list follows, for users who do
    /// not see where the button is.
    pub add: &'static str,
    /// On the button that adds another row to a list that has some.
    pub add_another: &'static str,
    /// True if a label at the end of a button's text keeps its capital, as in languages with capitalized nouns: "Add
    /// phone", but "Noch ein Telefon".
    pub labels_keep_capital: bool,
    /// Before the label of a row, on the button that removes it.
    pub remove: &'static str,
    /// Before the label of a row, beside the box that deletes it.
    pub delete: &'static str,
    /// Before the label of a row, on the button that moves it up.
    pub move_up: &'static str,
    /// Before the label of a row, on the button that moves it down.
    pub move_down: &'static str,
}

impl UiStrings {
    /// The texts in English.
    pub const ENGLISH: UiStrings = UiStrings {
        problem: "There is a problem",
        error: "Error:",
        error_title: "Error: ",
        optional: "(optional)",
        choose: "Choose\u{2026}",
        none: "None",
        no_longer_available: "(no longer available)",
        too_long: "This form is too long for one page. It cannot be saved from this page, because some fields are not shown.",
        options_left_out: "The other options are not shown, because the page would be too long.",
        max_size: "The file must be {size} or smaller.",
        max_size_each: "Each file must be {size} or smaller.",
        yes: "Yes",
        no: "No",
        add: "Add",
        add_another: "Add another",
        labels_keep_capital: false,
        remove: "Remove",
        delete: "Delete",
        move_up: "Move up",
        move_down: "Move down",
    };
}
