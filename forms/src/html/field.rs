//! One field of a form, with what is to be shown of it.

use super::{
    Html, Part, UiStrings,
    control::Control,
    custom::Attributes,
    field_rows::{item_label, item_name},
    ids::is_plain,
    render,
    scene::Scene,
};
use crate::{
    error::{
        Error,
        path::{FORM, LEVELS, Path},
    },
    spec::{Access, FieldSchema, FormSchema, Kind, Widget},
};
use std::{borrow::Cow, fmt, sync::Arc};

/// A field of a form with its value, its errors and its control. Django's `BoundField`.
///
/// An item of a list is a field too, and so is a field of a form within.
#[derive(Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is one thing that is known of a field")]
pub struct BoundField<'f> {
    pub(super) scene: Arc<Scene<'f>>,
    /// the field that the form stands in whose field it is
    whole: Option<&'static FieldSchema>,
    /// the form whose field it is
    pub(super) form: &'static FormSchema,
    pub(super) spec: &'static FieldSchema,
    pub(super) kind: &'static Kind,
    pub(super) path: Path,
    /// of an item of a list, its number
    pub(super) item: Option<u16>,
    shown: bool,
    /// what no one may change
    pub(super) locked: bool,
    /// what stands in a list that a partial update left as it is
    pub(super) kept: bool,
    pub(super) around: Around,
    /// what the page adds to this one
    pub(super) custom: Option<Arc<Attributes>>,
    /// the groups of what stands in it, where they need not be drawn again with each piece that has them
    pub(super) drawn: Option<Arc<Html>>,
    /// whether it shows no other options than those that are chosen, for want of room
    pub(super) few_options: bool,
    /// what asks for it
    pub(super) control: Control,
    invalid: bool,
    /// whether all names that its own is made of are letters, digits and `_`: they stand in an id and in markup as they are
    pub(super) plain_name: bool,
}

/// What a field stands in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Around {
    /// the form itself, or one that must be given
    Needed,
    /// a form that may be left out
    Optional,
    /// an item of a list
    Row,
}

impl<'f> BoundField<'f> {
    /// Field `i` of the form itself.
    pub(super) fn of_form(scene: &Arc<Scene<'f>>, i: usize) -> Option<Self> {
        let spec = scene.spec.fields.get(i)?;
        let field = BoundField {
            scene: Arc::clone(scene),
            whole: None,
            form: scene.spec,
            spec,
            kind: &spec.kind,
            path: Path::ROOT.then(i as u16),
            item: None,
            shown: true,
            locked: false,
            kept: false,
            around: Around::Needed,
            custom: None,
            drawn: None,
            few_options: false,
            control: Control::Hidden,
            invalid: false,
            plain_name: is_plain(spec.name.as_str()),
        };
        Some(field.with_access(Path::ROOT).settled())
    }
    /// A field within this one, or an item of it, whether there is such an item or not.
    pub(super) fn child(&self, index: u16) -> Option<Self> {
        if self.path.len() + 1 >= LEVELS {
            return None;
        }
        let path = self.path.then(index);
        match self.kind {
            Kind::Form(form) => {
                let form = form();
                let spec = form.fields.get(usize::from(index))?;
                let may_be_left_out = self.around == Around::Needed && !self.spec.required;
                let around = if may_be_left_out { Around::Optional } else { self.around };
                let field = BoundField {
                    whole: Some(self.spec),
                    form,
                    spec,
                    kind: &spec.kind,
                    path,
                    item: None,
                    around,
                    custom: None,
                    drawn: None,
                    plain_name: self.plain_name && is_plain(spec.name.as_str()),
                    ..self.clone()
                };
                Some(field.with_access(self.path).settled())
            }
            Kind::List(item) if index < FORM => {
                let item = BoundField {
                    kind: item,
                    path,
                    item: Some(index),
                    shown: usize::from(index) < self.len(),
                    kept: self.keeps_rows(),
                    around: Around::Row,
                    custom: None,
                    drawn: None,
                    ..self.clone()
                };
                Some(item.settled())
            }
            _ => None,
        }
    }
    /// What is asked more than once while it is drawn.
    fn settled(mut self) -> Self {
        self.control = self.find_control();
        self.invalid = self.errors().next().is_some();
        self
    }
    /// Who may set it, and whether there is anything to show of what no one may set.
    fn with_access(mut self, form: Path) -> Self {
        let is_present = self.scene.has_present_form(form);
        // rows that were submitted are not those that are present
        let is_new_row =
            self.around == Around::Row && !self.locked && !self.kept && self.scene.submitted.is_some();
        let locked = match self.spec.access {
            Access::Bound => false,
            Access::Immutable => is_present && self.around != Around::Row,
            Access::ReadOnly => true,
        };
        self.locked |= locked;
        self.shown = !self.locked || (is_present && !is_new_row && !self.kind.is_secret());
        self
    }
    /// The field at that place of the same form.
    pub(super) fn beside(&self, place: u16) -> Option<Self> {
        let spec = self.form.fields.get(usize::from(place))?;
        let form = self.path.parent();
        let field = BoundField {
            spec,
            kind: &spec.kind,
            path: form.then(place),
            item: None,
            locked: false,
            custom: None,
            drawn: None,
            plain_name: false,
            ..self.clone()
        };
        Some(field.with_access(form).settled())
    }
    pub(super) fn is_shown(&self) -> bool {
        self.shown
    }
    pub(super) fn is_choice_of_several(&self) -> bool {
        matches!(self.control_kind(), Control::Boxes | Control::SelectSeveral)
    }
    pub(super) fn control_kind(&self) -> Control {
        self.control
    }
    fn find_control(&self) -> Control {
        let control = match Control::of(self.spec, self.kind) {
            // a browser sends these in its own format, whatever the declaration of the whole has
            Control::Line("date" | "time") if self.dated().formats_of(self.kind).next().is_some() => {
                Control::Line("text")
            }
            control => control,
        };
        let sends_itself = |field: &'static FieldSchema| {
            field.access != Access::ReadOnly && Control::of(field, &field.kind).is_always_sent()
        };
        // an item that says no would not be sent, and the next one take its place; a row of boxes alone that says no to
        // all would be as one that was left empty
        if self.around == Around::Row
            && matches!(control, Control::Box | Control::Radios)
            && (self.item.is_some() || !self.form.fields.iter().any(sends_itself))
        {
            return Control::Select;
        }
        control
    }
    /// Whose rules for dates and times count.
    pub(super) fn dated(&self) -> &'static FieldSchema {
        self.spec.dated_within(self.whole)
    }

    /// What its declaration says.
    pub fn schema(&self) -> &'static FieldSchema {
        self.spec
    }
    /// Whether a hint says more about it.
    pub(super) fn has_help(&self) -> bool {
        self.item.is_none() && (self.spec.policy.is_some() || !self.spec.help.is_empty())
    }
    /// What a person calls it; of an item, with its number.
    pub fn label(&self) -> Cow<'static, str> {
        match self.item {
            Some(item) if self.item_depth() == 1 => Cow::Owned(item_label(self.spec, item)),
            Some(_) => {
                let indices = self.path.len() - self.item_depth()..self.path.len();
                let numbers: Vec<_> =
                    indices.map(|level| (u32::from(self.path.get(level)) + 1).to_string()).collect();
                Cow::Owned(format!("{} {}", item_name(self.spec), numbers.join(".")))
            }
            None => Cow::Borrowed(self.spec.label),
        }
    }
    /// A hint for the person who fills it in: the declaration's, or of a password what it must be. Empty for none.
    pub fn help(&self) -> Cow<'static, str> {
        match (self.item, self.spec.policy) {
            (Some(_), _) => Cow::Borrowed(""),
            (None, Some(policy)) if self.spec.help.is_empty() => Cow::Owned(policy.help_text()),
            _ => Cow::Borrowed(self.spec.help),
        }
    }
    /// What is wrong with it, in the order of the report: of a form also what is wrong with it as a whole, of several
    /// choices what is wrong with any.
    pub fn errors(&self) -> impl Iterator<Item = Error<'f>> + use<'f> {
        let (path, is_form) = (self.path, matches!(self.kind, Kind::Form(_)));
        let several = self.is_choice_of_several();
        self.scene.errors.iter().filter(move |error| {
            let place = error.record.path;
            place == path || (is_form && place == path.then(FORM)) || (several && place.starts_with(path))
        })
    }
    /// What was typed, or what is present: as it stands in the control. Never a secret.
    pub fn value(&self) -> Option<&str> {
        if self.kind.is_secret() || matches!(self.spec.widget, Some(Widget::Password)) {
            return None;
        }
        let present = || self.scene.initial().at(self.path);
        match &self.scene.submitted {
            Some(submitted) if !self.locked && !self.kept => {
                let text = submitted.text(self.path);
                // an update may leave out what it does not change; a box that is not ticked is left out too, save where
                // what is left out is never changed
                let may_keep = !matches!(self.kind, Kind::Boolean) || self.is_kept_if_left_out();
                let keeps = self.around != Around::Row && may_keep;
                if text.is_none() && keeps && !submitted.is_emptied(self.path) { present() } else { text }
            }
            _ => present(),
        }
    }
    /// Whether a browser may ask for a value: not within a form that may be left out, or a row.
    pub fn is_required(&self) -> bool {
        let is_asked = self.spec.required || self.spec.needs_explicit_choice();
        is_asked && self.around == Around::Needed && !self.locked && self.is_judged_by_browser()
    }
    /// Whether the browser judges values before it sends them.
    pub(super) fn is_judged_by_browser(&self) -> bool {
        self.scene.browser_validation
    }
    /// Whether nothing may be chosen, here or in all of what it stands in.
    pub(super) fn may_be_left_empty(&self) -> bool {
        match self.around {
            Around::Needed if matches!(self.kind, Kind::Boolean) => self.spec.optional && !self.spec.required,
            Around::Needed => !self.spec.required,
            Around::Optional | Around::Row => true,
        }
    }
    /// Whether it is within a row of a list, or one.
    pub(super) fn is_in_row(&self) -> bool {
        self.around == Around::Row
    }
    /// Whether something is wrong with it.
    pub fn is_invalid(&self) -> bool {
        self.invalid
    }
    /// Whether a person may leave it out, which its label then says: not a box, a list, what cannot be changed, or what
    /// another field may make required (`required_if`).
    pub fn is_optional(&self) -> bool {
        let may_be_missing = !self.spec.required && !self.spec.needs_explicit_choice();
        let is_asked = may_be_missing && self.item.is_none() && !self.locked;
        is_asked
            && !self.form.may_require(self.spec)
            && !matches!(
                self.control_kind(),
                Control::Box | Control::Boxes | Control::SelectSeveral | Control::Rows
            )
    }
    /// Whether several controls ask for it, in a `<fieldset>`.
    pub fn is_group(&self) -> bool {
        self.control_kind().is_group()
    }
    /// The `type` of its `<input>`, or of its several ones; none for another element.
    pub fn input_type(&self) -> Option<&'static str> {
        match self.control_kind() {
            Control::Line(input_type) => Some(input_type),
            Control::Box | Control::Boxes => Some("checkbox"),
            Control::Radios => Some("radio"),
            Control::Hidden => Some("hidden"),
            _ => None,
        }
    }
    /// The first field in it that has a control, or itself.
    pub(super) fn first_control(&self) -> Option<Self> {
        if matches!(self.control_kind(), Control::Fields | Control::Rows) {
            self.fields().filter(|field| !field.is_hidden()).find_map(|field| field.first_control())
        } else {
            Some(self.clone())
        }
    }
    /// Whether its control has the focus when the page is shown.
    pub(super) fn is_focused(&self) -> bool {
        self.scene.focus == Some(self.path)
    }
    /// Whether it is shown and cannot be changed.
    pub fn is_disabled(&self) -> bool {
        self.locked
    }
    /// Whether it is sent without being shown.
    pub fn is_hidden(&self) -> bool {
        matches!(self.control_kind(), Control::Hidden | Control::HiddenRows)
    }
    /// The fields of a form, the rows of a list; none of others.
    pub fn fields(&self) -> impl Iterator<Item = BoundField<'f>> + use<'f> {
        let count = match self.kind {
            Kind::Form(form) => form().fields.len(),
            Kind::List(_) if !self.is_choice_of_several() => self.len(),
            _ => 0,
        };
        let field = self.clone();
        (0..count).filter_map(move |i| field.child(i as u16)).filter(BoundField::is_shown)
    }
    pub(super) fn is_ticked(&self) -> bool {
        !matches!(self.value(), None | Some("" | "false" | "off" | "0"))
    }

    /// The control alone: an `<input>`, a `<select>`, a `<textarea>`; of several inputs, of a form and of a list, what
    /// stands in the `<fieldset>`.
    pub fn control(&self) -> Html {
        self.html(render::control_of)
    }
    /// The `<label>` of the control; the `<legend>` where there is a `<fieldset>`. Nothing for what is hidden.
    pub fn label_tag(&self) -> Html {
        self.html(render::label)
    }
    /// The hint, with the `id` that the control refers to; nothing if there is none.
    pub fn help_tag(&self) -> Html {
        self.html(render::help)
    }
    /// The errors, with the `id` that the control refers to; nothing if there are none.
    pub fn errors_tag(&self) -> Html {
        self.html(render::errors)
    }
    /// Label, hint, errors and control together. Django's `as_field_group`.
    pub fn group(&self) -> Html {
        let mut out = Html::default();
        self.scene.renderer.group(self, &mut out);
        out
    }
    /// The start tag of the `<fieldset>` that several controls stand in ([`is_group`](Self::is_group)), with the class names
    /// of that part.
    pub fn fieldset_tag(&self, part: Part) -> Html {
        let mut out = String::new();
        self.fieldset(part, &mut out);
        Html::new(out)
    }
    pub(super) fn fieldset(&self, part: Part, out: &mut String) {
        render::fieldset(self, part, out);
    }
    /// This field, of which the groups of what stands in it are drawn: [`fields`](Self::fields), one behind the other.
    #[cfg(any(feature = "minijinja", feature = "tera"))]
    pub(super) fn with_drawn(mut self, groups: Html) -> Self {
        self.drawn = Some(Arc::new(groups));
        self
    }
    pub(super) fn class_of(&self, part: Part) -> &'static str {
        self.scene.renderer.class(part, self)
    }
    pub(super) fn strings(&self) -> &'static UiStrings {
        self.scene.renderer.strings()
    }
    fn html(&self, render: fn(&BoundField<'f>, &mut String)) -> Html {
        let mut out = String::new();
        render(self, &mut out);
        Html::new(out)
    }
}

impl fmt::Debug for BoundField<'_> {
    /// Nothing of the value.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BoundField").field("name", &self.name()).finish_non_exhaustive()
    }
}

impl fmt::Display for BoundField<'_> {
    /// The control, as Django's `{{ field }}`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.control().fmt(f)
    }
}
