//! The one view that unbound, bound and refused forms have in common.

use super::{BoundField, Html, Renderer, Unbound, ids::is_plain, render, scene::Scene};
use crate::{
    Bound, FieldRef, Form, Invalid,
    body::key::{self, Index, Rest, split},
    error::{Error, path::Path},
    spec::Kind,
};
use std::{borrow::Cow, fmt, marker::PhantomData, sync::Arc};

/// A form as HTML, whole or field by field, in a template or in code.
///
/// As [`Display`](fmt::Display) it is all of the form's fields, what [`to_html`](Self::to_html) gives. What was
/// submitted is read once, when the view is made: a template that goes from field to field does so from one view.
pub struct View<'f, F: Form> {
    scene: Arc<Scene<'f>>,
    of: PhantomData<fn() -> F>,
}

impl<'f, F: Form> View<'f, F> {
    pub(super) fn new(scene: Arc<Scene<'f>>) -> Self {
        View { scene, of: PhantomData }
    }
    /// This view, with that hidden field before the others.
    #[cfg(feature = "csrf")]
    pub(crate) fn with_hidden(mut self, field: Html) -> Self {
        self.scene_mut().hidden = Some(field);
        self
    }
    fn scene_mut(&mut self) -> &mut Scene<'f> {
        Arc::make_mut(&mut self.scene)
    }
    /// This view, drawn by that renderer: a theme of the library's ([`theme`](super::theme)), or one's own.
    pub fn renderer(mut self, renderer: &'f dyn Renderer) -> Self {
        self.scene_mut().renderer = renderer;
        self
    }
    /// This view, with that text in place of `id_` before each id: for a page with several forms, whose ids would be the
    /// same.
    pub fn id_prefix(mut self, prefix: impl Into<Cow<'f, str>>) -> Self {
        let prefix = prefix.into();
        let scene = self.scene_mut();
        scene.plain_prefix = is_plain(&prefix);
        scene.id_prefix = prefix;
        self
    }
    /// This view, with values judged by the browser too, or by the server alone, whatever the declaration says.
    pub fn browser_validation(mut self, is_on: bool) -> Self {
        self.scene_mut().browser_validation = is_on;
        self
    }
    /// This view without buttons to add, remove and move rows: for a page that does it with a script.
    pub fn without_row_buttons(mut self) -> Self {
        self.scene_mut().row_buttons = false;
        self
    }
    /// This view, with more class names on the control of that field.
    pub fn class<T: ?Sized>(mut self, field: FieldRef<F, T>, names: &str) -> Self {
        self.scene_mut().customise(field.path).add_class(names);
        self
    }
    /// This view, with an attribute on the control of that field, such as `placeholder`; it counts before what the rules say.
    ///
    /// # Panics
    /// If that is no name of an attribute, or one that the library sets (`id`, `name`, `type`, `value`, `class`, ..).
    pub fn attribute<T: ?Sized>(
        mut self,
        field: FieldRef<F, T>,
        name: &'static str,
        value: impl Into<Cow<'static, str>>,
    ) -> Self {
        self.scene_mut().customise(field.path).add(name, value.into());
        self
    }
    /// This view, with an attribute on every control, such as `hx-post`; one for a single field counts before.
    ///
    /// # Panics
    /// If that is no name of an attribute, or one that the library sets.
    pub fn attribute_of_all(mut self, name: &'static str, value: impl Into<Cow<'static, str>>) -> Self {
        self.scene_mut().customise(Path::ROOT).add(name, value.into());
        self
    }
    /// One field alone with what is wrong with it, by its name on the wire, for a page that has it checked as soon as it is
    /// filled in: what a script puts in place of the field's group. None: the form has no such field, does not show it, or
    /// it is a secret, which would be gone from the page, as would any field of a body that was refused as a whole and is
    /// not shown again. See [live checking](crate::manual::rendering#live-checking).
    pub fn live(&self, name: &str) -> Option<Html> {
        if self.scene.has_lost_what_was_typed() {
            return None;
        }
        let field = self.field_named(name)?;
        let is_kept = !field.schema().kind.is_secret() && field.input_type() != Some("password");
        (is_kept && !field.is_hidden()).then(|| field.group())
    }
    /// All fields with their labels, hints and errors, behind the summary of what is wrong. Without the `<form>` tag and its
    /// buttons.
    pub fn to_html(&self) -> String {
        let mut out = self.page();
        render::summary(&self.scene, &mut out);
        self.push_fields(&mut out);
        out.into_string()
    }
    /// All fields without the summary: for a page that has it elsewhere, such as above its heading.
    pub fn fields_html(&self) -> Html {
        let mut out = self.page();
        self.push_fields(&mut out);
        out
    }
    fn push_fields(&self, out: &mut Html) {
        if let Some(hidden) = &self.scene.hidden {
            out.push_html(hidden);
            out.push_markup("\n");
        }
        render::fields(&self.scene, out);
    }
    /// With room for most pages: they grow in few steps.
    fn page(&self) -> Html {
        const FIELD: usize = 320;
        const ERROR: usize = 256;
        let room = self.scene.spec.fields.len() * FIELD + self.scene.errors.len() * ERROR;
        Html::new(String::with_capacity(room))
    }
    /// What is wrong, each problem a link to where it is put right; empty if nothing is. It takes the focus when the page is
    /// shown, without a script.
    pub fn summary(&self) -> Html {
        let mut out = Html::default();
        render::summary(&self.scene, &mut out);
        out
    }
    /// The title of a page with this form: "Error: " before it if something is wrong, for that is what a screen reader says
    /// first, and what a tab shows.
    pub fn title<'t>(&self, title: &'t str) -> Cow<'t, str> {
        if self.scene.errors.is_empty() {
            Cow::Borrowed(title)
        } else {
            Cow::Owned(format!("{}{title}", self.scene.renderer.strings().error_title))
        }
    }
    /// The start tag of the `<form>`, sent with `POST` to that address; to the page's own if it is empty. It says `novalidate`
    /// where the browser is not to judge.
    ///
    /// Better name the address, also if it is the page's own: a browser that is told none sends to the page's address with what
    /// stands behind its `#`, which is there once a person has followed a link of the summary, and on the page that comes
    /// back, the focus is then left there instead of given to the summary.
    pub fn form_tag(&self, action: &str) -> Html {
        let mut out = Html::default();
        let action = Some(action).filter(|action| !action.is_empty());
        out.start_tag("form")
            .attribute("method", "post")
            .text("action", action)
            .flag("novalidate", !self.scene.browser_validation)
            .close();
        out
    }
    /// What [`form_tag`](Self::form_tag) says save the address, `method="post"` and perhaps `novalidate`: for a template that writes
    /// the `<form>` tag itself, `<form {{ form.form_attributes() }} action="/login">`.
    pub fn form_attributes(&self) -> Html {
        let mut out = Html::default();
        out.push_markup("method=\"post\"");
        if !self.scene.browser_validation {
            out.push_markup(" novalidate");
        }
        out
    }
    /// The hidden field of its token, where [`csrf`](crate::csrf) gave it one, else nothing: for a page that places the fields one
    /// by one. [`to_html`](Self::to_html) and [`fields_html`](Self::fields_html) have it.
    #[cfg(feature = "csrf")]
    pub fn csrf_field(&self) -> Html {
        self.scene.hidden.clone().unwrap_or_default()
    }
    /// The field of that reference (`Signup::EMAIL`, `Profile::PHONES.item(0).then(Phone::NUMBER)`).
    ///
    /// # Panics
    /// If the field reference names no field, as that of a flattened form does: go on to one of its fields with
    /// [`then`](FieldRef::then).
    pub fn field<T: ?Sized>(&self, field: FieldRef<F, T>) -> BoundField<'f> {
        match self.scene.field_at(field.path) {
            Some(field) => field,
            None => panic!("the field reference names a form within {}, not a field of it", F::SCHEMA.name),
        }
    }
    /// The field of that name on the wire (`phones[0].number`): for template engines, which have no field references. None: the
    /// form has none, or does not show it.
    pub fn field_named(&self, name: &str) -> Option<BoundField<'f>> {
        let shown = |field: Option<BoundField<'f>>| field.filter(BoundField::is_shown);
        let (own, mut rest) = split(name);
        let i = self.scene.spec.position(own)?;
        let mut field = shown(BoundField::of_form(&self.scene, i))?;
        loop {
            let (index, behind) = match (field.kind, rest) {
                (_, Rest::End) => return Some(field),
                (Kind::Form(form), Rest::Sub(key)) => {
                    let (own, behind) = split(key);
                    (form().position(own)?, behind)
                }
                (Kind::List(_), _) if field.is_choice_of_several() => return None,
                (Kind::List(_), Rest::Item(Index::At(index))) => (index, Rest::End),
                (Kind::List(_), Rest::ItemSub(Index::At(index), key)) => (index, Rest::Sub(key)),
                (Kind::List(_), Rest::Deeper(Index::At(index), behind)) => (index, key::rest(behind)),
                _ => return None,
            };
            field = shown(field.child(index as u16))?;
            rest = behind;
        }
    }
    /// The fields in the order of their declaration, also those that are hidden.
    pub fn fields(&self) -> impl Iterator<Item = BoundField<'f>> + use<'f, F> {
        self.scene.fields()
    }
    /// The bytes of one page.
    #[cfg(any(feature = "minijinja", feature = "tera"))]
    pub(super) fn max_page_bytes(&self) -> usize {
        self.scene.bound()
    }
    /// The errors that stand beside no field: of the form as a whole, of keys that no field has, of hidden fields.
    pub fn errors(&self) -> impl Iterator<Item = Error<'f>> + use<'f, '_, F> {
        self.scene.errors_apart()
    }
    /// [`errors`](Self::errors) as a list; empty if there are none. They stand in the [`summary`](Self::summary) too.
    pub fn errors_tag(&self) -> Html {
        let mut out = String::new();
        render::errors_apart(&self.scene, &mut out);
        Html::new(out)
    }
}

impl<F: Form> Clone for View<'_, F> {
    fn clone(&self) -> Self {
        View { scene: Arc::clone(&self.scene), of: PhantomData }
    }
}

impl<F: Form> fmt::Display for View<'_, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_html())
    }
}

impl<F: Form> fmt::Debug for View<'_, F> {
    /// Nothing of what was submitted.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("View")
            .field("form", &F::SCHEMA.name)
            .field("errors", self.scene.errors)
            .finish_non_exhaustive()
    }
}

impl<F: Form, P> Bound<F, P> {
    /// The form as HTML, field by field, with what was typed.
    pub fn view(&self) -> View<'_, F> {
        let (errors, body, shown) = self.kept();
        View::new(Scene::new::<F>(errors, Some(body), shown))
    }
}

impl<F: Form, P> Invalid<F, P> {
    /// The form as HTML, field by field, with what was typed.
    pub fn view(&self) -> View<'_, F> {
        let (errors, body, shown) = self.kept();
        View::new(Scene::new::<F>(errors, Some(body), shown))
    }
}

macro_rules! shown_as_html {
    ($([$($generic:ident)*] $form:ty)*) => { $(
        impl<F: Form $(, $generic)*> $form {
            /// All fields as HTML: [`View::to_html`].
            pub fn to_html(&self) -> String {
                self.view().to_html()
            }
            /// One field alone, checked, by its name on the wire: [`View::live`], of a view without attributes, class names or
            /// a renderer of its own. Where the page's view has them, as `hx-post` of a page that has its fields checked live, give
            /// the same to [`view`](Self::view) and ask that: what is put in the field's place would otherwise lack them, and the
            /// field would not be checked again.
            pub fn live(&self, name: &str) -> Option<Html> {
                self.view().live(name)
            }
            /// One field as HTML: [`View::field`].
            ///
            /// # Panics
            /// If the field reference names no field.
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
