//! Converts a form into the values of a template engine.

use crate::{
    Form,
    error::{Error, path::LEVELS},
    html::{BoundField, FieldOption, Html, Part, View},
    schema::{FieldSchema, Kind},
};

/// Creates the values of an engine. The engine escapes text, and does not escape markup.
pub(super) trait Values {
    /// A clone is cheap and shares the contents.
    type Value: Clone;
    /// The options of a field, with none chosen.
    type Options;
    /// The bytes that each option takes if a row has chosen one, and needs its own list of options.
    const COPIED_OPTION_BYTES: usize;
    fn text(text: &str) -> Self::Value;
    fn markup(html: Html) -> Self::Value;
    fn boolean(yes: bool) -> Self::Value;
    fn list(items: Vec<Self::Value>) -> Self::Value;
    fn map(entries: Vec<(&'static str, Self::Value)>) -> Self::Value;
    fn options(items: Vec<Self::Value>) -> Self::Options;
    /// Returns the options as a list, with some of them replaced by the chosen ones.
    fn chosen(options: &Self::Options, chosen: Vec<(usize, Self::Value)>) -> Self::Value;
}

/// Creates values until they exceed the memory limit of a form.
struct ValueBuilder<V: Values> {
    /// the bytes that are left
    left: usize,
    /// if fewer bytes are left, fields get only their chosen options
    few_options_at: usize,
    /// the options of fields, shared by all rows
    options: Vec<(&'static FieldSchema, usize, V::Options)>,
}

/// The maximum number of bytes that a value takes in a list, and an entry in a map.
const VALUE_BYTES: usize = 64;
const ENTRY_BYTES: usize = 96;

/// The least bytes that a field takes.
const MIN_FIELD_BYTES: usize = 4096;

/// Counts the fields of a row of a list, up to `most`. Nested forms count up to the depth limit of a page, which also
/// ends forms that contain themselves.
fn fields_within(kind: &Kind, levels: usize, most: usize) -> usize {
    let Some(form) = kind.form().filter(|_| levels > 0) else { return 0 };
    let within = |field: &FieldSchema, most| match field.kind {
        // lists within a row may be empty
        Kind::List(_) => 0,
        _ => fields_within(&field.kind, levels - 1, most),
    };
    form.fields.iter().fold(0, |count, field| match most.saturating_sub(count) {
        0 => count,
        left => count + 1 + within(field, left),
    })
}

impl<V: Values> ValueBuilder<V> {
    fn new(max_page_bytes: usize) -> Self {
        let left = max_page_bytes.saturating_mul(2);
        ValueBuilder { left, few_options_at: left / 2, options: Vec::new() }
    }
    fn spend(&mut self, bytes: usize) {
        self.left = self.left.saturating_sub(bytes);
    }
    fn text(&mut self, text: &str) -> V::Value {
        self.spend(text.len());
        V::text(text)
    }
    fn markup(&mut self, html: Html) -> V::Value {
        self.spend(html.as_str().len());
        V::markup(html)
    }
    fn list(&mut self, items: Vec<V::Value>) -> V::Value {
        self.spend(VALUE_BYTES * (items.len() + 1));
        V::list(items)
    }
    fn map(&mut self, entries: Vec<(&'static str, V::Value)>) -> V::Value {
        self.spend(ENTRY_BYTES * (entries.len() + 1));
        V::map(entries)
    }
    fn texts<'f>(&mut self, errors: impl Iterator<Item = Error<'f>>) -> V::Value {
        let texts = errors.map(|error| self.text(&error.message())).collect();
        self.list(texts)
    }

    fn form<F: Form>(&mut self, view: &View<'_, F>) -> V::Value {
        let errors = self.texts(view.errors());
        let (fields, field) = self.fields(view.fields(), &mut Html::default());
        let (summary, fields_html) = (view.summary(), view.fields_html());
        let mut html = summary.clone();
        html.push_html(&fields_html);
        let entries = vec![
            ("html", self.markup(html)),
            ("title_prefix", self.text(&view.title(""))),
            ("form_attributes", self.markup(view.form_attributes())),
            ("summary", self.markup(summary)),
            ("fields_html", self.markup(fields_html)),
            ("errors", errors),
            ("errors_tag", self.markup(view.errors_tag())),
            #[cfg(feature = "csrf")]
            ("csrf_field", self.markup(view.csrf_field())),
            ("fields", fields),
            ("field", field),
        ];
        self.map(entries)
    }
    /// Returns the fields in order, and by name, without those of nested forms. Appends their groups to `groups`.
    ///
    /// The list and the map share their values. Separate values would double with each level of nesting.
    fn fields<'f>(
        &mut self,
        fields: impl Iterator<Item = BoundField<'f>>,
        groups: &mut Html,
    ) -> (V::Value, V::Value) {
        let (mut in_order, mut by_name) = (Vec::new(), Vec::new());
        for field in fields {
            let name = field.schema().name.as_str();
            let value = self.value(field, groups);
            by_name.push((name, value.clone()));
            in_order.push(value);
        }
        (self.list(in_order), self.map(by_name))
    }
    fn value(&mut self, field: BoundField<'_>, groups: &mut Html) -> V::Value {
        let field = if self.left < self.few_options_at { field.with_few_options() } else { field };
        let mut groups_within = Html::default();
        let mut cut = Html::default();
        let (field, within) = match field.kind {
            Kind::Form(_) => {
                let (in_order, by_name) = self.fields(field.fields(), &mut groups_within);
                (field.with_rendered_groups(groups_within), vec![("fields", in_order), ("field", by_name)])
            }
            Kind::List(_) => {
                let mut rows = Vec::new();
                let least = MIN_FIELD_BYTES * fields_within(field.kind, LEVELS, self.left / MIN_FIELD_BYTES);
                for row in field.fields() {
                    if self.left <= least {
                        cut = field.cut();
                        groups_within.push_html(&cut);
                        break;
                    }
                    rows.push(self.value(row, &mut groups_within));
                }
                let rows = self.list(rows);
                (field.with_rendered_groups(groups_within), vec![("rows", rows)])
            }
            _ => (field, Vec::new()),
        };
        let group = field.group();
        groups.push_html(&group);
        // a template that renders the rows one by one also renders their buttons, with the message that some are left
        // out
        cut.push_html(&field.row_buttons());
        let errors = self.texts(field.errors());
        let options = self.options(&field);
        let mut entries = vec![
            ("name", self.text(&field.name())),
            ("id", self.text(&field.id())),
            ("label", self.text(&field.label())),
            ("help", self.text(&field.help())),
            ("value", self.text(field.value().unwrap_or_default())),
            ("errors", errors),
            ("is_required", V::boolean(field.is_required())),
            ("is_invalid", V::boolean(field.is_invalid())),
            ("is_hidden", V::boolean(field.is_hidden())),
            ("is_group", V::boolean(field.is_group())),
            ("is_optional", V::boolean(field.is_optional())),
            ("is_disabled", V::boolean(field.is_disabled())),
            ("input_type", self.text(field.input_type().unwrap_or_default())),
            ("options", options),
            ("label_tag", self.markup(field.label_tag())),
            ("help_tag", self.markup(field.help_tag())),
            ("errors_tag", self.markup(field.errors_tag())),
            ("control", self.markup(field.control())),
            ("group", self.markup(group)),
            (
                "fieldset_tag",
                self.markup(if field.is_group() {
                    field.fieldset_tag(Part::Fieldset)
                } else {
                    Html::default()
                }),
            ),
            ("row_buttons", self.markup(cut)),
        ];
        entries.extend(within);
        self.map(entries)
    }
    /// Returns the options of a field. Options that all rows have in common are created once.
    fn options(&mut self, field: &BoundField<'_>) -> V::Value {
        let Some(offer) = field.field_options().filter(|offer| offer.len() > 0) else {
            return self.list(Vec::new());
        };
        if field.leaves_out_options(offer.len()) {
            let chosen = offer.chosen().filter(|option| option.is_chosen);
            let chosen = chosen.map(|option| self.option(&option)).collect();
            return self.list(chosen);
        }
        let spec = field.schema();
        let known = self.options.iter().position(|(known, ..)| std::ptr::eq(*known, spec));
        let shared = offer.shared().filter(|_| known.is_none_or(|i| self.options[i].1 == offer.len()));
        // a chosen value that is no longer available comes after the options
        let Some(shared) = shared else {
            let all = offer.iter().map(|option| self.option(&option)).collect();
            return self.list(all);
        };
        let chosen: Vec<_> = offer.chosen_places().map(|(i, option)| (i, self.option(&option))).collect();
        let i = known.unwrap_or_else(|| {
            let all: Vec<_> = shared.map(|option| self.option(&option)).collect();
            self.options.push((spec, all.len(), V::options(all)));
            self.options.len() - 1
        });
        self.spend(VALUE_BYTES + if chosen.is_empty() { 0 } else { V::COPIED_OPTION_BYTES * offer.len() });
        V::chosen(&self.options[i].2, chosen)
    }
    fn option(&mut self, option: &FieldOption<'_>) -> V::Value {
        let entries = vec![
            ("value", self.text(option.value)),
            ("label", self.text(option.label)),
            ("group", self.text(option.group)),
            ("is_chosen", V::boolean(option.is_chosen)),
            ("is_available", V::boolean(option.is_available)),
        ];
        self.map(entries)
    }
}

pub(super) fn form<V: Values, F: Form>(view: &View<'_, F>) -> V::Value {
    ValueBuilder::<V>::new(view.max_page_bytes()).form(view)
}
