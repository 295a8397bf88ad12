//! The control that asks for a field.

/// The control that asks for a field in a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Widget {
    /// A single line of text.
    Text,
    /// Several lines of text.
    Textarea,
    /// A line whose characters are hidden.
    Password,
    /// A number with the browser's own controls.
    Number,
    /// A box to tick.
    Checkbox,
    /// A list to choose from.
    Select,
    /// A row of buttons of which one is chosen.
    Radio,
    /// A value that is sent and not shown.
    Hidden,
}
