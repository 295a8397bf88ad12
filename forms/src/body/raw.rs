//! One raw value, borrowed from the body: the same for every format.

/// One submitted value, as a field type gets to see it.
///
/// A form's text has been delimited; a JSON value still stands in the reader, and the field's type takes what it can
/// use, through the methods of [`BindContext`](crate::BindContext). What no one took is passed over.
#[derive(Debug, Clone, Copy)]
pub struct RawValue<'b>(pub(crate) Given<'b>);

#[derive(Debug, Clone, Copy)]
pub(crate) enum Given<'b> {
    /// The key was not there.
    Absent,
    /// The key was there more than once.
    Duplicate,
    /// The JSON reader stands before it.
    Json,
    Text(&'b str, Escaping),
    /// A nested form whose keys wait in the arena.
    Form(u32),
    /// A list whose items wait in the arena.
    List(u32),
}

/// How a text must be decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Escaping {
    /// It stands as it is, and is printable ASCII: whoever delimited it has seen that.
    Plain,
    /// It stands as it is.
    None,
    Percent,
    Json,
}

impl<'b> RawValue<'b> {
    pub(crate) const ABSENT: RawValue<'static> = RawValue(Given::Absent);
    pub(crate) const DUPLICATE: RawValue<'static> = RawValue(Given::Duplicate);
    pub(crate) const JSON: RawValue<'static> = RawValue(Given::Json);
    /// A nested form of which no key came.
    pub(crate) const EMPTY_FORM: RawValue<'static> = RawValue(Given::Form(u32::MAX));

    #[inline(always)]
    pub(crate) fn text(text: &'b str, escaping: Escaping) -> Self {
        RawValue(Given::Text(text, escaping))
    }
    /// Whether the key was not there.
    pub fn is_absent(&self) -> bool {
        matches!(self.0, Given::Absent)
    }
}
