//! A raw value, borrowed from the body. The type is the same for every format.

/// A submitted value before it is parsed by its field type.
///
/// The text of an urlencoded value has been delimited. A JSON value is still in the reader: the field type
/// reads it through the methods of [`BindContext`](crate::BindContext). A value that the field type does not
/// read is skipped.
#[derive(Debug, Clone, Copy)]
pub struct RawValue<'b>(pub(crate) Given<'b>);

#[derive(Debug, Clone, Copy)]
pub(crate) enum Given<'b> {
    /// The body does not contain the key.
    Absent,
    /// The body contains the key more than once.
    Duplicate,
    /// The next value of the JSON reader.
    Json,
    Text(&'b str, Escaping),
    /// A nested form whose values are in the arena.
    Form(u32),
    /// A list whose items are in the arena.
    List(u32),
    /// A file of a multipart body. The body has it under this number, unless it was not kept.
    #[cfg(feature = "multipart")]
    File(u32),
    /// A part of a multipart body that is JSON. The body has its text under this number.
    #[cfg(feature = "multipart")]
    JsonPart(u32),
}

/// The decoding that a text needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Escaping {
    /// No decoding; the text is printable ASCII (checked by the scanner).
    Plain,
    /// No decoding.
    None,
    Percent,
    Json,
}

impl<'b> RawValue<'b> {
    pub(crate) const ABSENT: RawValue<'static> = RawValue(Given::Absent);
    pub(crate) const DUPLICATE: RawValue<'static> = RawValue(Given::Duplicate);
    pub(crate) const JSON: RawValue<'static> = RawValue(Given::Json);
    /// A nested form without any submitted key.
    pub(crate) const EMPTY_FORM: RawValue<'static> = RawValue(Given::Form(u32::MAX));

    #[inline(always)]
    pub(crate) fn text(text: &'b str, escaping: Escaping) -> Self {
        RawValue(Given::Text(text, escaping))
    }
    /// Returns whether the body does not contain the key.
    pub fn is_absent(&self) -> bool {
        matches!(self.0, Given::Absent)
    }
}
