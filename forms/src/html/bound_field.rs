//! One field of a form, ready to be rendered.

use super::{
    Html, Part, UiStrings,
    custom::Attributes,
    field_rows::{item_label, item_name},
    ids::is_plain,
    page_data::PageData,
    render,
};
use crate::{
    error::{
        Error,
        path::{FORM, LEVELS, Path},
    },
    schema::{Access, Control, FieldSchema, FormSchema, Kind, Size, Widget},
};
use std::{borrow::Cow, fmt, sync::Arc};

/// A field of a form with its value, its errors and its control. Django's `BoundField`.
///
/// Items of a list and fields of a nested form are fields too.
#[derive(Clone)]
#[expect(clippy::struct_excessive_bools, reason = "independent properties of a field")]
pub struct BoundField<'f> {
    pub(super) page_data: Arc<PageData<'f>>,
    /// the field whose value is the nested form that this field belongs to
    outer_field: Option<&'static FieldSchema>,
    /// the form that this field belongs to
    pub(super) form: &'static FormSchema,
    pub(super) spec: &'static FieldSchema,
    pub(super) kind: &'static Kind,
    pub(super) path: Path,
    /// the path of the present value, if it is another one: in a row that is matched by its key
    ///
    /// Behind a pointer, because few fields have one, and every field is moved several times.
    present_path: Option<Arc<Path>>,
    /// whether this is the key of its row
    is_row_key: bool,
    /// the index, if this is an item of a list
    pub(super) item: Option<u16>,
    shown: bool,
    /// whether it is in a variant of an enum: a browser must not require its values, because another variant may be chosen
    in_variant: bool,
    /// whether it cannot be changed
    pub(super) locked: bool,
    /// whether it is in a list that a partial update left unchanged
    pub(super) kept: bool,
    pub(super) container: Container,
    /// attributes that the page adds to this control
    pub(super) custom: Option<Arc<Attributes>>,
    /// the rendered groups of the fields in it, so that the pieces of its own group can share them
    pub(super) rendered_groups: Option<Arc<Html>>,
    /// whether it renders only the chosen options, to save space
    pub(super) few_options: bool,
    /// the kind of control that it renders
    pub(super) control: Control,
    invalid: bool,
    /// whether all names in its own name are letters, digits and `_`: they need no escaping in an id or in markup
    pub(super) plain_name: bool,
}

/// The nearest container of a field that decides whether it can be left out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Container {
    /// the form itself, or a required nested form
    Required,
    /// an optional nested form
    Optional,
    /// an item of a list
    Row,
}

impl<'f> BoundField<'f> {
    /// Returns field `i` of the form itself.
    pub(super) fn of_form(page_data: &Arc<PageData<'f>>, i: usize) -> Option<Self> {
        let spec = page_data.spec.fields.get(i)?;
        let field = BoundField {
            page_data: Arc::clone(page_data),
            outer_field: None,
            form: page_data.spec,
            spec,
            kind: &spec.kind,
            path: Path::ROOT.then(i as u16),
            present_path: None,
            is_row_key: false,
            item: None,
            shown: true,
            in_variant: page_data.spec.is_variant(i),
            locked: false,
            kept: false,
            container: Container::Required,
            custom: None,
            rendered_groups: None,
            few_options: false,
            control: Control::Hidden,
            invalid: false,
            plain_name: is_plain(spec.name.as_str()),
        };
        Some(field.with_access(Path::ROOT).with_computed())
    }
    /// Returns field `index` of this form, or item `index` of this list. The item does not have to exist.
    pub(super) fn child(&self, index: u16) -> Option<Self> {
        if self.path.len() + 1 >= LEVELS {
            return None;
        }
        let path = self.path.then(index);
        match self.kind {
            Kind::Form(form) => {
                let form = form();
                let spec = form.fields.get(usize::from(index))?;
                let in_variant = self.in_variant || form.is_variant(index.into());
                let may_be_left_out =
                    self.container == Container::Required && (in_variant || !self.spec.required);
                let container = if may_be_left_out { Container::Optional } else { self.container };
                let field = BoundField {
                    outer_field: Some(self.spec),
                    form,
                    spec,
                    kind: &spec.kind,
                    path,
                    present_path: self.present_path.as_ref().map(|path| Arc::new(path.then(index))),
                    is_row_key: self.is_row_with_key(usize::from(index)),
                    item: None,
                    in_variant,
                    container,
                    custom: None,
                    rendered_groups: None,
                    plain_name: self.plain_name && is_plain(spec.name.as_str()),
                    ..self.clone()
                };
                Some(field.with_access(self.path).with_computed())
            }
            Kind::List(item) if index < FORM => {
                let present_row = self.present_row(path, index);
                let item = BoundField {
                    kind: item,
                    path,
                    present_path: present_row
                        .or_else(|| Some(self.present_path.as_ref()?.then(index)))
                        .map(Arc::new),
                    is_row_key: false,
                    item: Some(index),
                    shown: usize::from(index) < self.len(),
                    kept: self.keeps_rows(),
                    // a row that is matched by its key is like any nested form
                    container: if present_row.is_some() { Container::Required } else { Container::Row },
                    custom: None,
                    rendered_groups: None,
                    ..self.clone()
                };
                Some(item.with_computed())
            }
            _ => None,
        }
    }
    /// Computes what rendering needs several times.
    fn with_computed(mut self) -> Self {
        self.control = self.find_control();
        self.invalid = self.errors().next().is_some();
        self
    }
    /// Sets whether the field is locked, and whether it is shown: a locked field without a value is not.
    fn with_access(mut self, form: Path) -> Self {
        let form = self.present_path.as_ref().map_or(form, |path| path.parent());
        let is_present = self.page_data.has_present_form(form);
        // submitted rows do not correspond to the present ones by position
        let is_new_row = self.container == Container::Row
            && !self.locked
            && !self.kept
            && self.page_data.submitted.is_some();
        let locked = match self.spec.access {
            Access::Bound => false,
            Access::Immutable => is_present && self.container != Container::Row,
            Access::ReadOnly => true,
        };
        if self.is_row_key {
            // sent with its row, and not shown
            self.shown = !self.locked && self.value().is_some_and(|key| !key.is_empty());
            return self;
        }
        self.locked |= locked;
        self.shown = !self.locked || (is_present && !is_new_row && !self.kind.is_secret());
        // a page of values that cannot be changed has only the present variant
        if self.locked && self.is_variant() && !self.page_data.has_present_form(self.path) {
            self.shown = false;
        }
        self
    }
    /// Returns another field of the same form.
    pub(super) fn sibling(&self, place: u16) -> Option<Self> {
        let spec = self.form.fields.get(usize::from(place))?;
        let form = self.path.parent();
        let field = BoundField {
            spec,
            kind: &spec.kind,
            path: form.then(place),
            present_path: self.present_path.as_ref().map(|path| Arc::new(path.parent().then(place))),
            is_row_key: false,
            item: None,
            locked: false,
            custom: None,
            rendered_groups: None,
            plain_name: false,
            ..self.clone()
        };
        Some(field.with_access(form).with_computed())
    }
    /// Returns the path of the present value.
    pub(super) fn present_path(&self) -> Path {
        self.present_path.as_ref().map_or(self.path, |path| **path)
    }
    pub(super) fn is_shown(&self) -> bool {
        self.shown
    }
    /// Returns whether one control, or one group of them, has all items of a list.
    pub(super) fn has_all_items(&self) -> bool {
        self.is_choice_of_several()
            || matches!((self.control_kind(), self.kind), (Control::File, Kind::List(_)))
    }
    pub(super) fn is_choice_of_several(&self) -> bool {
        matches!(self.control_kind(), Control::Boxes | Control::SelectSeveral)
    }
    pub(super) fn control_kind(&self) -> Control {
        self.control
    }
    fn find_control(&self) -> Control {
        if self.is_row_key {
            return Control::Hidden;
        }
        let control = match Control::of(self.spec, self.kind) {
            // a browser submits these in its own format, whatever formats the field declares
            Control::Line("date" | "time") if self.date_schema().formats_of(self.kind).next().is_some() => {
                Control::Line("text")
            }
            control => control,
        };
        let sends_itself = |field: &'static FieldSchema| {
            field.access != Access::ReadOnly && Control::of(field, &field.kind).is_always_sent()
        };
        // An unticked box is not sent. If it is a list item, the next item would take its place; if its row has no
        // other control that is always sent, the row would look like one that was left empty.
        if self.container == Container::Row
            && matches!(control, Control::Box | Control::Radios)
            && (self.item.is_some() || !self.form.fields.iter().any(sends_itself))
        {
            return Control::Select;
        }
        control
    }
    /// Returns the schema with the formats and bounds for dates and times.
    pub(super) fn date_schema(&self) -> &'static FieldSchema {
        self.spec.dated_within(self.outer_field)
    }

    /// Returns the schema of the field.
    pub fn schema(&self) -> &'static FieldSchema {
        self.spec
    }
    /// Returns whether it has a hint.
    pub(super) fn has_help(&self) -> bool {
        self.item.is_none()
            && (self.spec.policy.is_some() || !self.spec.help.is_empty() || self.has_size_hint())
    }
    /// Returns the label. For an item of a list, it includes the number of the item.
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
    fn has_size_hint(&self) -> bool {
        matches!(self.control_kind(), Control::File) && !self.strings().max_size.is_empty()
    }
    /// Returns the hint for a file: the declared one, and the greatest size.
    #[cold]
    fn help_for_file(&self) -> Cow<'static, str> {
        let words = self.strings();
        let is_list = matches!(self.kind, Kind::List(_));
        let template = if is_list { words.max_size_each } else { words.max_size };
        let largest = Size(self.spec.file.largest(&self.page_data.limits));
        let size = template.replace("{size}", &largest.to_string());
        Cow::Owned(if self.spec.help.is_empty() { size } else { format!("{} {size}", self.spec.help) })
    }
    /// Returns the hint: the declared one, or for a password a description of its policy. For a file, the greatest size
    /// is added. Empty if there is no hint.
    pub fn help(&self) -> Cow<'static, str> {
        match (self.item, self.spec.policy) {
            (Some(_), _) => Cow::Borrowed(""),
            _ if self.has_size_hint() => self.help_for_file(),
            (None, Some(policy)) if self.spec.help.is_empty() => Cow::Owned(policy.help_text()),
            _ => Cow::Borrowed(self.spec.help),
        }
    }
    /// Returns the errors in the order in which they were found. A form includes its errors as a whole. A field with
    /// several choices includes the errors of each choice.
    pub fn errors(&self) -> impl Iterator<Item = Error<'f>> + use<'f> {
        let (path, is_form) = (self.path, matches!(self.kind, Kind::Form(_)));
        let several = self.has_all_items();
        self.page_data.errors.iter().filter(move |error| {
            let place = error.record.path;
            place == path || (is_form && place == path.then(FORM)) || (several && place.starts_with(path))
        })
    }
    /// Returns the text in the control: what was submitted, or the present value. Never returns a secret.
    pub fn value(&self) -> Option<&str> {
        if self.kind.is_secret() || matches!(self.spec.widget, Some(Widget::Password)) {
            return None;
        }
        let present = || self.page_data.initial().at(self.present_path());
        match &self.page_data.submitted {
            Some(submitted) if !self.locked && !self.kept => {
                let text = submitted.text(self.path);
                // an update may leave out unchanged fields; an unticked box is left out as well, unless fields that
                // are left out never change
                let may_keep = !matches!(self.kind, Kind::Boolean) || self.is_kept_if_left_out();
                let keeps = self.container != Container::Row && may_keep;
                if text.is_none() && keeps && !submitted.is_emptied(self.path) { present() } else { text }
            }
            _ => present(),
        }
    }
    /// Returns whether the browser requires a value. It never does in an optional nested form or in a row.
    pub fn is_required(&self) -> bool {
        // a browser does not send a stored file again
        let is_kept = matches!(self.control_kind(), Control::File) && self.page_data.present.is_some();
        let is_asked = self.spec.required || self.spec.needs_explicit_choice();
        is_asked
            && !is_kept
            && self.container == Container::Required
            && !self.locked
            && self.is_validated_by_browser()
    }
    /// Returns whether the browser validates the form before it submits it.
    pub(super) fn is_validated_by_browser(&self) -> bool {
        self.page_data.browser_validation && !self.in_variant
    }
    /// Returns whether the field or one of its containers is optional.
    pub(super) fn may_be_left_empty(&self) -> bool {
        match self.container {
            Container::Required if matches!(self.kind, Kind::Boolean) => {
                self.spec.optional && !self.spec.required
            }
            Container::Required => !self.spec.required,
            Container::Optional | Container::Row => true,
        }
    }
    /// Returns whether it is a row of a list, or in one.
    pub(super) fn is_in_row(&self) -> bool {
        self.container == Container::Row
    }
    /// Returns whether it has errors.
    pub fn is_invalid(&self) -> bool {
        self.invalid
    }
    /// Returns whether the label says that the field is optional. It does not for boxes, lists, fields that cannot be
    /// changed, and fields that another field can make required (`required_if`).
    pub fn is_optional(&self) -> bool {
        let may_be_missing = !self.spec.required && !self.spec.needs_explicit_choice();
        let is_asked = may_be_missing && self.item.is_none() && !self.locked && !self.is_variant();
        is_asked
            && !self.form.may_require(self.spec)
            && !matches!(
                self.control_kind(),
                Control::Box | Control::Boxes | Control::SelectSeveral | Control::Rows
            )
    }
    /// Returns whether it has several controls, in a `<fieldset>`.
    pub fn is_group(&self) -> bool {
        self.control_kind().is_group()
    }
    /// Returns the `type` of its `<input>` or inputs, or `None` if it has another element.
    pub fn input_type(&self) -> Option<&'static str> {
        match self.control_kind() {
            Control::Line(input_type) => Some(input_type),
            Control::Box | Control::Boxes => Some("checkbox"),
            Control::Radios => Some("radio"),
            Control::File => Some("file"),
            Control::Hidden => Some("hidden"),
            _ => None,
        }
    }
    /// Returns the first field in it that has a control, or itself.
    pub(super) fn first_control(&self) -> Option<Self> {
        if matches!(self.control_kind(), Control::Fields | Control::Rows) {
            self.fields().filter(|field| !field.is_hidden()).find_map(|field| field.first_control())
        } else {
            Some(self.clone())
        }
    }
    /// Returns whether its control gets the focus when the page is loaded.
    pub(super) fn is_focused(&self) -> bool {
        self.page_data.focus == Some(self.path)
    }
    /// Returns whether it is shown and cannot be changed.
    pub fn is_disabled(&self) -> bool {
        self.locked
    }
    /// Returns whether it is submitted without being shown.
    pub fn is_hidden(&self) -> bool {
        matches!(self.control_kind(), Control::Hidden | Control::HiddenRows)
    }
    /// Returns the fields of a form or the rows of a list. Other fields have none.
    pub fn fields(&self) -> impl Iterator<Item = BoundField<'f>> + use<'f> {
        let count = match self.kind {
            Kind::Form(form) => form().fields.len(),
            Kind::List(_) if !self.has_all_items() => self.len(),
            _ => 0,
        };
        let field = self.clone();
        (0..count).filter_map(move |i| field.child(i as u16)).filter(BoundField::is_shown)
    }
    pub(super) fn is_ticked(&self) -> bool {
        !matches!(self.value(), None | Some("" | "false" | "off" | "0"))
    }

    /// Renders only the control: an `<input>`, a `<select>` or a `<textarea>`. For several inputs, a form or a list,
    /// renders the content of the `<fieldset>`.
    pub fn control(&self) -> Html {
        self.html(render::control_of)
    }
    /// Renders the `<label>` of the control, or the `<legend>` of the `<fieldset>`. Empty for hidden fields.
    pub fn label_tag(&self) -> Html {
        self.html(render::label)
    }
    /// Renders the hint, with the `id` that the control refers to. Empty if there is no hint.
    pub fn help_tag(&self) -> Html {
        self.html(render::help)
    }
    /// Renders the errors, with the `id` that the control refers to. Empty if there are no errors.
    pub fn errors_tag(&self) -> Html {
        self.html(render::errors)
    }
    /// Renders label, hint, errors and control. Django's `as_field_group`.
    ///
    /// The fields of a variant are part of the group of their tag, if that has radio buttons. Their own group is then
    /// empty.
    pub fn group(&self) -> Html {
        let mut out = Html::default();
        if self.is_beside_radio() {
            return out;
        }
        self.page_data.renderer.group(self, &mut out);
        out
    }
    /// Renders the start tag of the `<fieldset>` around several controls (see [`is_group`](Self::is_group)), with the
    /// class names of a part.
    pub fn fieldset_tag(&self, part: Part) -> Html {
        let mut out = String::new();
        self.fieldset(part, &mut out);
        Html::new(out)
    }
    pub(super) fn fieldset(&self, part: Part, out: &mut String) {
        render::fieldset(self, part, out);
    }
    /// Sets the rendered groups of its [`fields`](Self::fields), one after the other.
    #[cfg(any(feature = "minijinja", feature = "tera"))]
    pub(super) fn with_rendered_groups(mut self, groups: Html) -> Self {
        self.rendered_groups = Some(Arc::new(groups));
        self
    }
    pub(super) fn class_of(&self, part: Part) -> &'static str {
        self.page_data.renderer.class(part, self)
    }
    pub(super) fn strings(&self) -> &'static UiStrings {
        self.page_data.renderer.strings()
    }
    fn html(&self, render: fn(&BoundField<'f>, &mut String)) -> Html {
        let mut out = String::new();
        render(self, &mut out);
        Html::new(out)
    }
}

impl fmt::Debug for BoundField<'_> {
    /// Shows nothing of the value.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BoundField").field("name", &self.name()).finish_non_exhaustive()
    }
}

impl fmt::Display for BoundField<'_> {
    /// Renders the control, like `{{ field }}` in Django.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.control().fmt(f)
    }
}
