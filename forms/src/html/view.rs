//! Renders unbound, bound and invalid forms.

use super::{BoundField, Html, Renderer, ids::is_plain, page_data::PageData, render};
use crate::{
    Bound, FieldRef, Form, Invalid,
    body::key::{self, Index, Rest, split},
    error::{Error, Errors, path::Path},
    form::Unbound,
    schema::Kind,
};
use std::{borrow::Cow, fmt, marker::PhantomData, sync::Arc};

/// A form as HTML, whole or field by field, for templates and for code.
///
/// Its [`Display`](fmt::Display) output is all fields, as in [`to_html`](Self::to_html). The submission is read once,
/// when the view is created, so use one view for all fields of a template.
pub struct View<'f, F: Form> {
    page_data: Arc<PageData<'f>>,
    of: PhantomData<fn() -> F>,
}

impl<'f, F: Form> View<'f, F> {
    pub(super) fn new(page_data: Arc<PageData<'f>>) -> Self {
        View { page_data, of: PhantomData }
    }
    /// Adds a hidden field before the others.
    #[cfg(feature = "csrf")]
    pub(crate) fn with_hidden(mut self, field: Html) -> Self {
        self.page_data_mut().hidden = Some(field);
        self
    }
    fn page_data_mut(&mut self) -> &mut PageData<'f> {
        Arc::make_mut(&mut self.page_data)
    }
    /// Sets the renderer: one of the library's [themes](super::theme), or your own.
    pub fn renderer(mut self, renderer: &'f dyn Renderer) -> Self {
        self.page_data_mut().renderer = renderer;
        self
    }
    /// Sets the prefix of each id, instead of `id_`. Use it on a page with several forms, whose ids would otherwise be
    /// the same.
    pub fn id_prefix(mut self, prefix: impl Into<Cow<'f, str>>) -> Self {
        let prefix = prefix.into();
        let page_data = self.page_data_mut();
        page_data.plain_prefix = is_plain(&prefix);
        page_data.id_prefix = prefix;
        self
    }
    /// Sets whether the browser validates values too, or only the server. Overrides the declaration.
    pub fn browser_validation(mut self, is_on: bool) -> Self {
        self.page_data_mut().browser_validation = is_on;
        self
    }
    /// Leaves out the buttons that add, remove and move rows, for a page that does this with a script.
    pub fn without_row_buttons(mut self) -> Self {
        self.page_data_mut().row_buttons = false;
        self
    }
    /// Adds class names to the control of a field.
    pub fn class<T: ?Sized>(mut self, field: FieldRef<F, T>, names: &str) -> Self {
        self.page_data_mut().custom_mut(field.path).add_class(names);
        self
    }
    /// Adds an attribute to the control of a field, such as `placeholder`. It overrides attributes from rules.
    ///
    /// # Panics
    /// If `name` is not a valid attribute name, or if the library sets the attribute (`id`, `name`, `type`, `value`,
    /// `class`, ..).
    pub fn attribute<T: ?Sized>(
        mut self,
        field: FieldRef<F, T>,
        name: &'static str,
        value: impl Into<Cow<'static, str>>,
    ) -> Self {
        self.page_data_mut().custom_mut(field.path).add(name, value.into());
        self
    }
    /// Adds an attribute to every control, such as `hx-post`. An attribute of a single field overrides it.
    ///
    /// # Panics
    /// If `name` is not a valid attribute name, or if the library sets the attribute.
    pub fn attribute_of_all(mut self, name: &'static str, value: impl Into<Cow<'static, str>>) -> Self {
        self.page_data_mut().custom_mut(Path::ROOT).add(name, value.into());
        self
    }
    /// Renders a single field with its errors, by its name in a request: the replacement for the field's group on a
    /// page that validates each field when it is filled in. Returns `None` if the form does not have or show the
    /// field. Also returns `None` for a secret, and for every field if the body was refused as a whole, because the
    /// text that the user typed would be lost. See [live checking](crate::manual::rendering#live-checking).
    pub fn live(&self, name: &str) -> Option<Html> {
        if self.page_data.has_lost_submission() {
            return None;
        }
        let field = self.field_named(name)?;
        let is_kept = !field.schema().kind.is_secret() && field.input_type() != Some("password");
        (is_kept && !field.is_hidden()).then(|| field.group())
    }
    /// Renders the summary of errors and all fields with their labels, hints and errors. Does not render the `<form>`
    /// tag and its buttons.
    pub fn to_html(&self) -> String {
        let mut out = self.page();
        render::summary(&self.page_data, &mut out);
        self.push_fields(&mut out);
        out.into_string()
    }
    /// Renders all fields without the summary, for a page that has it elsewhere, such as above its heading.
    pub fn fields_html(&self) -> Html {
        let mut out = self.page();
        self.push_fields(&mut out);
        out
    }
    fn push_fields(&self, out: &mut Html) {
        if let Some(hidden) = &self.page_data.hidden {
            out.push_html(hidden);
            out.push_markup("\n");
        }
        render::fields(&self.page_data, out);
    }
    /// Returns a buffer that is large enough for most pages.
    fn page(&self) -> Html {
        const FIELD: usize = 320;
        const ERROR: usize = 256;
        let room = self.page_data.spec.fields.len() * FIELD + self.page_data.errors.len() * ERROR;
        Html::new(String::with_capacity(room))
    }
    /// Renders the summary of errors, in which each error links to its control. Empty if there are no errors. It gets
    /// the focus when the page is loaded, without a script.
    pub fn summary(&self) -> Html {
        let mut out = Html::default();
        render::summary(&self.page_data, &mut out);
        out
    }
    /// Returns the title of a page with this form. It begins with "Error: " if there are errors, because screen
    /// readers read the title first and browser tabs show its beginning.
    pub fn title<'t>(&self, title: &'t str) -> Cow<'t, str> {
        if self.page_data.errors.is_empty() {
            Cow::Borrowed(title)
        } else {
            Cow::Owned(format!("{}{title}", self.page_data.renderer.strings().error_title))
        }
    }
    /// Renders the start tag of the `<form>`, with the method `POST` and the address `action`. It has `novalidate` if
    /// the browser does not validate, and `enctype="multipart/form-data"` if the form has a file field.
    ///
    /// An empty `action` means the page's own address, but it is better to write that address. Without it, a browser
    /// also keeps the fragment (`#..`) that a link of the summary has added to the address. It then moves the focus
    /// there on the next page, instead of to the summary.
    pub fn form_tag(&self, action: &str) -> Html {
        let mut out = Html::default();
        let action = Some(action).filter(|action| !action.is_empty());
        out.start_tag("form")
            .attribute("method", "post")
            .text("action", action)
            .text("enctype", self.page_data.has_files().then_some("multipart/form-data"))
            .flag("novalidate", !self.page_data.browser_validation)
            .close();
        out
    }
    /// Renders the attributes of [`form_tag`](Self::form_tag) except `action`: `method="post"`, and perhaps
    /// `enctype` and `novalidate`. Use it in a template that writes the tag itself, `<form {{ form.form_attributes() }}
    /// action="/login">`.
    pub fn form_attributes(&self) -> Html {
        let mut out = Html::default();
        out.push_markup("method=\"post\"");
        if self.page_data.has_files() {
            out.push_markup(" enctype=\"multipart/form-data\"");
        }
        if !self.page_data.browser_validation {
            out.push_markup(" novalidate");
        }
        out
    }
    /// Renders the hidden field of the token that [`csrf`](crate::csrf) added, or nothing. Use it in a page that
    /// renders the fields one by one. [`to_html`](Self::to_html) and [`fields_html`](Self::fields_html) include it.
    #[cfg(feature = "csrf")]
    pub fn csrf_field(&self) -> Html {
        self.page_data.hidden.clone().unwrap_or_default()
    }
    /// Returns the field of a reference (`Signup::EMAIL`, `Profile::PHONES.item(0).then(Phone::NUMBER)`).
    ///
    /// # Panics
    /// If the reference names a flattened form, which is not a single field. Use [`then`](FieldRef::then) to name one
    /// of its fields.
    pub fn field<T: ?Sized>(&self, field: FieldRef<F, T>) -> BoundField<'f> {
        match self.page_data.field_at(field.path) {
            Some(field) => field,
            None => panic!("the field reference names a flattened form of {}, not a field", F::SCHEMA.name),
        }
    }
    /// Returns the field with a name in a request (`phones[0].number`), for template engines, which have no field
    /// references. Returns `None` if the form does not have or show the field.
    pub fn field_named(&self, name: &str) -> Option<BoundField<'f>> {
        let shown = |field: Option<BoundField<'f>>| field.filter(BoundField::is_shown);
        let (own, mut rest) = split(name);
        let i = self.page_data.spec.position(own)?;
        let mut field = shown(BoundField::of_form(&self.page_data, i))?;
        loop {
            let (index, after) = match (field.kind, rest) {
                (_, Rest::End) => return Some(field),
                (Kind::Form(form), Rest::Sub(key)) => {
                    let (own, after) = split(key);
                    (form().position(own)?, after)
                }
                (Kind::List(_), _) if field.has_all_items() => return None,
                (Kind::List(_), Rest::Item(Index::At(index))) => (index, Rest::End),
                (Kind::List(_), Rest::ItemSub(Index::At(index), key)) => (index, Rest::Sub(key)),
                (Kind::List(_), Rest::Deeper(Index::At(index), after)) => (index, key::rest(after)),
                _ => return None,
            };
            field = shown(field.child(index as u16))?;
            rest = after;
        }
    }
    /// Returns the fields in the order of their declaration, including hidden ones.
    pub fn fields(&self) -> impl Iterator<Item = BoundField<'f>> + use<'f, F> {
        self.page_data.fields()
    }
    /// Returns the byte limit of the page.
    #[cfg(any(feature = "minijinja", feature = "tera"))]
    pub(super) fn max_page_bytes(&self) -> usize {
        self.page_data.max_page_bytes()
    }
    /// Returns the errors that no field shows: those of the form as a whole, of unknown keys and of hidden fields.
    pub fn errors(&self) -> impl Iterator<Item = Error<'f>> + use<'f, '_, F> {
        self.page_data.errors_without_field()
    }
    /// Renders [`errors`](Self::errors) as a list. Empty if there are none. The [`summary`](Self::summary) includes
    /// them too.
    pub fn errors_tag(&self) -> Html {
        let mut out = String::new();
        render::errors_without_field(&self.page_data, &mut out);
        Html::new(out)
    }
}

impl<F: Form> Clone for View<'_, F> {
    fn clone(&self) -> Self {
        View { page_data: Arc::clone(&self.page_data), of: PhantomData }
    }
}

impl<F: Form> fmt::Display for View<'_, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_html())
    }
}

impl<F: Form> fmt::Debug for View<'_, F> {
    /// Shows nothing that was submitted.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("View")
            .field("form", &F::SCHEMA.name)
            .field("errors", self.page_data.errors)
            .finish_non_exhaustive()
    }
}

impl<F: Form, P> Bound<F, P> {
    /// Returns a view, to render the form field by field, with the submitted text.
    pub fn view(&self) -> View<'_, F> {
        let (errors, body, shown) = self.kept();
        View::new(PageData::new::<F>(errors, Some(body), shown))
    }
}

impl<F: Form, P> Invalid<F, P> {
    /// Returns a view, to render the form field by field, with the submitted text.
    pub fn view(&self) -> View<'_, F> {
        let (errors, body, shown) = self.kept();
        View::new(PageData::new::<F>(errors, Some(body), shown))
    }
}

impl<F: Form> Unbound<F> {
    /// Returns a view, to render the form field by field.
    pub fn view(&self) -> View<'_, F> {
        let errors = const { &Errors::none(F::SCHEMA) };
        View::new(PageData::new::<F>(errors, None, self.shown()))
    }
}

macro_rules! shown_as_html {
    ($([$($generic:ident)*] $form:ty)*) => { $(
        impl<F: Form $(, $generic)*> $form {
            /// Renders all fields: see [`View::to_html`].
            pub fn to_html(&self) -> String {
                self.view().to_html()
            }
            /// Renders a single field with its errors, by its name in a request: see [`View::live`]. It uses a view
            /// without a custom renderer, attributes or class names. If the page's own view has them, such as
            /// `hx-post` for live checking, use [`view`](Self::view) with the same settings instead. Otherwise the
            /// replaced field lacks them, and is not checked again.
            pub fn live(&self, name: &str) -> Option<Html> {
                self.view().live(name)
            }
            /// Returns a field for rendering: see [`View::field`].
            ///
            /// # Panics
            /// If the reference names a flattened form, which is not a single field.
            pub fn field<T: ?Sized>(&self, field: FieldRef<F, T>) -> BoundField<'_> {
                self.view().field(field)
            }
        }
    )* };
}
shown_as_html! {
    [P] Bound<F, P>
    [P] Invalid<F, P>
    [] Unbound<F>
}
