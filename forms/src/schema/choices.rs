//! Choices of fields whose type has none: fixed in the declaration, or taken from the context.

use super::{
    FieldSchema, FixedOption, context_as,
    resolved_choices::{ResolvedChoices, ResolvedFor},
};
use std::{
    any::Any,
    borrow::Cow,
    fmt,
    sync::{Arc, OnceLock},
};

/// The source of a field's choices.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub enum ChoiceSource {
    /// Choices that never change.
    Fixed(&'static FixedChoices),
    /// Choices from the context, which is asked once per submission.
    Asked(&'static dyn AskChoices),
}

/// Choices that are fixed in a declaration: `#[form(choices = [(1, "One"), (2, "Two")])]`. Like Django's
/// `ChoiceField(choices=[...])`, and like `TypedChoiceField` in that the values have the type of the field.
///
/// ```
/// use forms::{Body, field::Field, schema::{FixedChoices, FixedOption}};
///
/// static SIZES: FixedChoices = FixedChoices::new(&[FixedOption::new("1", "Small"), FixedOption::new("2", "Large")]);
/// let size = Field::<u8>::new("size").choices(&SIZES).standalone();
/// assert_eq!(size.clean(&Body::form("size=2"))?, 2);
/// assert!(size.clean(&Body::form("size=3")).unwrap_err().has_error("size", "invalid_choice"));
/// assert_eq!(SIZES.label("2"), Some("Large"));
/// # Ok::<(), forms::Errors>(())
/// ```
pub struct FixedChoices {
    options: &'static [FixedOption],
    /// positions of the options, sorted by value
    sorted: OnceLock<Vec<u32>>,
    resolved: ResolvedFor,
}

impl FixedChoices {
    /// Creates choices from these options.
    ///
    /// # Panics
    /// Panics if `options` is empty, if a value is empty, or if two options have the same value. In a constant, that is
    /// a compile error.
    pub const fn new(options: &'static [FixedOption]) -> Self {
        assert!(!options.is_empty(), "there are no choices: add at least one");
        let mut i = 0;
        while i < options.len() {
            assert!(!options[i].value.is_empty(), "the value of a choice is empty: a page could not send it");
            let mut k = 0;
            while k < i {
                assert!(
                    !super::same(options[k].value.as_bytes(), options[i].value.as_bytes()),
                    "two choices have the same value"
                );
                k += 1;
            }
            i += 1;
        }
        FixedChoices { options, sorted: OnceLock::new(), resolved: ResolvedFor::none() }
    }
    /// Returns the options in their order.
    pub const fn options(&self) -> &'static [FixedOption] {
        self.options
    }
    /// Returns the label of this value.
    pub fn label(&self, value: &str) -> Option<&'static str> {
        self.position(value).map(|i| self.options[i].label)
    }
    /// Returns the choices as this field reads them.
    pub(crate) fn resolved(&'static self, field: &'static FieldSchema) -> &'static ResolvedChoices {
        self.resolved.get(field, || self.options.iter().map(|option| option.value), &())
    }
    pub(crate) fn position(&self, value: &str) -> Option<usize> {
        let sorted = self.sorted.get_or_init(|| in_order(self.options.len(), |i| self.options[i].value));
        find(sorted, value, |i| self.options[i].value)
    }
}

/// Choices that are known only when a form is bound or rendered, from the context of the form. Like Django's
/// `ModelChoiceField` and callable choices.
///
/// Collect them from pairs of a value and a label, or from [`ChoiceOption`]s. They are cheap to clone, so a list that
/// is the same for every request can be stored and cloned. Choices that cannot be selected are refused: `collect()`
/// panics, and [`try_from_options`](Self::try_from_options) returns an error.
///
/// ```
/// use forms::{Body, Choices, Form, ChoiceOption};
///
/// struct Shop { categories: Vec<(i64, &'static str)> }
///
/// fn categories(shop: &Shop) -> Choices {
///     shop.categories.iter().map(|(id, name)| ChoiceOption::new(id, *name).group("Food")).collect()
/// }
///
/// #[derive(Form, Debug)]
/// #[form(fields = all, context = Shop)]
/// struct Product {
///     #[form(choices = categories)]
///     category: i64,
/// }
///
/// let shop = Shop { categories: vec![(7, "Fruit"), (8, "Bread")] };
/// let html = Product::blank_with(&shop).to_html();
/// assert!(html.contains(r#"<optgroup label="Food">"#) && html.contains(r#"<option value="7">Fruit</option>"#));
///
/// let body = Body::form("category=8");
/// assert_eq!(Product::bind_with(&shop, &body).into_result()?.category, 8);
/// let form = Product::bind_with(&shop, &Body::form("category=9"));
/// assert!(form.errors().has_error("category", "invalid_choice"));
/// assert!(form.to_html().contains("Bread"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Choices(Arc<ChoiceList>);

struct ChoiceList {
    all: Vec<ChoiceOption>,
    /// positions of the options, sorted by value
    sorted: Vec<u32>,
    resolved: ResolvedFor,
}

/// One of the [`Choices`] of a field: the value that is sent, and the label that the user reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChoiceOption {
    value: Cow<'static, str>,
    label: Cow<'static, str>,
    group: Cow<'static, str>,
}

impl ChoiceOption {
    /// Creates an option with this value and label. The type of the field reads the value, so every spelling of a value
    /// is the same choice. [`of`](Self::of) takes a value of the type.
    #[expect(clippy::needless_pass_by_value, reason = "callers pass numbers and texts by value")]
    pub fn new(value: impl ToString, label: impl Into<Cow<'static, str>>) -> Self {
        ChoiceOption { value: Cow::Owned(value.to_string()), label: label.into(), group: Cow::Borrowed("") }
    }
    /// Puts this option in a group (`<optgroup>`). Options in the same group are listed together.
    #[must_use]
    pub fn group(mut self, group: impl Into<Cow<'static, str>>) -> Self {
        self.group = group.into();
        self
    }
}

impl<V: ToString, L: Into<Cow<'static, str>>> From<(V, L)> for ChoiceOption {
    fn from((value, label): (V, L)) -> Self {
        ChoiceOption::new(value, label)
    }
}

impl<O: Into<ChoiceOption>> FromIterator<O> for Choices {
    fn from_iter<I: IntoIterator<Item = O>>(options: I) -> Self {
        Choices::try_from_options(options).unwrap_or_else(|error| panic!("{error}"))
    }
}

/// An error for a choice that cannot be selected.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the choice {value:?} {why}")]
pub struct InvalidChoice {
    value: Cow<'static, str>,
    why: &'static str,
}

impl InvalidChoice {
    /// Returns the value of the choice.
    pub fn value(&self) -> &str {
        &self.value
    }
}

impl Choices {
    /// Creates choices from options that may be invalid, such as the rows of a table. `collect()` does the same, and
    /// panics.
    ///
    /// # Errors
    /// Returns an error for the first value that is blank, that has control characters other than line breaks and tabs,
    /// or that is a duplicate: a page could show it, but no user could select it. Values that the type of the field
    /// cannot read are found when the form is bound or rendered
    /// ([`Field::choices_from`](crate::field::Field::choices_from)).
    ///
    /// ```
    /// use forms::Choices;
    /// assert_eq!(Choices::try_from_options([(1, "One"), (2, "Two")])?.len(), 2);
    /// let error = Choices::try_from_options([("a", "A"), ("", "None")]).unwrap_err();
    /// assert_eq!(error.to_string(), "the choice \"\" is blank");
    /// # Ok::<(), forms::InvalidChoice>(())
    /// ```
    pub fn try_from_options<O: Into<ChoiceOption>>(
        options: impl IntoIterator<Item = O>,
    ) -> Result<Self, InvalidChoice> {
        let all: Vec<ChoiceOption> = options.into_iter().map(Into::into).collect();
        let invalid = |i: usize, why| InvalidChoice { value: all[i].value.clone(), why };
        let is_control = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
        for (i, option) in all.iter().enumerate() {
            if option.value.trim().is_empty() {
                return Err(invalid(i, "is blank"));
            }
            if option.value.contains(is_control) {
                return Err(invalid(i, "has control characters"));
            }
        }
        let sorted = in_order(all.len(), |i| &all[i].value);
        let value = |i: u32| &all[i as usize].value;
        if let Some(duplicate) = sorted.windows(2).find(|pair| value(pair[0]) == value(pair[1])) {
            return Err(invalid(duplicate[1] as usize, "comes twice"));
        }
        Ok(Choices(Arc::new(ChoiceList { all, sorted, resolved: ResolvedFor::none() })))
    }
    /// Returns the choices as this field reads them.
    pub(crate) fn resolved(
        &self,
        field: &'static FieldSchema,
        context: &(dyn Any + Send + Sync),
    ) -> &ResolvedChoices {
        self.0.resolved.get(field, || self.0.all.iter().map(|option| &*option.value), context)
    }
    /// Returns the number of choices.
    pub fn len(&self) -> usize {
        self.0.all.len()
    }
    /// Returns whether there are no choices.
    pub fn is_empty(&self) -> bool {
        self.0.all.is_empty()
    }
    /// Returns the value, label and group of each choice, in order. The group is empty for an option without one.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str, &str)> {
        self.0.all.iter().map(|option| (&*option.value, &*option.label, &*option.group))
    }
    /// Returns whether this value is among the choices.
    pub fn contains(&self, value: &str) -> bool {
        self.position(value).is_some()
    }
    /// Returns the label of this value.
    pub fn label(&self, value: &str) -> Option<&str> {
        self.position(value).map(|i| &*self.0.all[i].label)
    }
    fn position(&self, value: &str) -> Option<usize> {
        find(&self.0.sorted, value, |i| &self.0.all[i].value)
    }
    pub(crate) fn get(&self, i: usize) -> (&str, &str, &str) {
        let option = &self.0.all[i];
        (&option.value, &option.label, &option.group)
    }
}

/// A source of choices: a function in [`ChoicesOf`], or your own type.
pub trait AskChoices: Send + Sync {
    /// Returns the choices in this context, which is the one that the form is bound or rendered with.
    fn ask(&self, context: &(dyn Any + Send + Sync)) -> Choices;
}

/// A function of the context as a source of choices: `Field::new("category").choices_from(&ChoicesOf(categories))`.
pub struct ChoicesOf<C: 'static>(pub fn(&C) -> Choices);

impl<C: 'static> AskChoices for ChoicesOf<C> {
    /// Returns no choices for a context of another type, so that no value is accepted.
    fn ask(&self, context: &(dyn Any + Send + Sync)) -> Choices {
        match context_as::<C>(context) {
            Some(context) => (self.0)(context),
            None => Choices::from_iter::<[ChoiceOption; 0]>([]),
        }
    }
}

/// Returns the positions of `len` values, sorted by value, for a binary search.
fn in_order<'v>(len: usize, value: impl Fn(usize) -> &'v str) -> Vec<u32> {
    let mut places: Vec<u32> = (0..u32::try_from(len).unwrap_or(u32::MAX)).collect();
    places.sort_by_key(|i| value(*i as usize));
    places
}

fn find<'v>(sorted: &[u32], wanted: &str, value: impl Fn(usize) -> &'v str) -> Option<usize> {
    sorted.binary_search_by_key(&wanted, |i| value(*i as usize)).ok().map(|place| sorted[place] as usize)
}

impl fmt::Debug for FixedChoices {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.options.fmt(f)
    }
}

impl fmt::Debug for Choices {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter().map(|(value, label, _)| (value, label))).finish()
    }
}

impl<C> fmt::Debug for ChoicesOf<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ChoicesOf(..)")
    }
}

impl fmt::Debug for ChoiceSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ChoiceSource::Fixed(choices) => choices.fmt(f),
            ChoiceSource::Asked(_) => f.write_str("Asked(..)"),
        }
    }
}
