//! The words of a page that no declaration states.

/// The words that a page has besides those of the declaration and of messages: a theme in another language has its own.
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
    /// Above the summary of what is wrong.
    pub problem: &'static str,
    /// Before a message beside its field, for whoever does not see that it is red.
    pub error: &'static str,
    /// Before the title of a page with errors.
    pub error_title: &'static str,
    /// Behind the label of what may be left out; empty for nothing.
    pub optional: &'static str,
    /// The empty option of a list to choose from.
    pub choose: &'static str,
    /// Of radio buttons, the one for nothing.
    pub none: &'static str,
    /// After a value that is stored and cannot be chosen any more.
    pub no_longer_offered: &'static str,
    /// On a page that has no room for all rows and fields.
    pub too_long: &'static str,
    /// At a control that has no room for all of its options, and has those that are chosen.
    pub options_left_out: &'static str,
    /// A choice.
    pub yes: &'static str,
    /// The other choice.
    pub no: &'static str,
    /// On the button that adds the first row to a list. What a person calls a row follows
    /// ([`item_label`](crate::field::Field::item_label)); where that is not said, the list's label does, for those who do not see
    /// where the button stands.
    pub add: &'static str,
    /// On the button that adds another row, where there are some.
    pub add_another: &'static str,
    /// Whether a label that a button's words end with keeps its capital, as in languages whose nouns have one: "Add phone" or
    /// "Noch ein Telefon".
    pub labels_keep_capital: bool,
    /// Before the label of a row, on the button that takes it away.
    pub remove: &'static str,
    /// Before the label of a row, on the button that moves it before the one above.
    pub move_up: &'static str,
    /// Before the label of a row, on the button that moves it behind the one below.
    pub move_down: &'static str,
}

impl UiStrings {
    /// The words in English.
    pub const ENGLISH: UiStrings = UiStrings {
        problem: "There is a problem",
        error: "Error:",
        error_title: "Error: ",
        optional: "(optional)",
        choose: "Choose\u{2026}",
        none: "None",
        no_longer_offered: "(no longer offered)",
        too_long: "This page is too long to show everything, so it cannot be saved from here.",
        options_left_out: "The other options are left out, as this page would be too long.",
        yes: "Yes",
        no: "No",
        add: "Add",
        add_another: "Add another",
        labels_keep_capital: false,
        remove: "Remove",
        move_up: "Move up",
        move_down: "Move down",
    };
}
