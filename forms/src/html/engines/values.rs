//! A form as the values of an engine that has values of its own.

use crate::{
    Form,
    html::{BoundField, FieldOption, Html, Part, View},
    spec::Kind,
};

/// How an engine makes values. The engine escapes texts, and takes markup as it is.
pub(super) trait Values {
    /// A clone shares what it holds.
    type Value: Clone;
    fn text(text: &str) -> Self::Value;
    fn markup(html: Html) -> Self::Value;
    fn boolean(yes: bool) -> Self::Value;
    fn list(items: Vec<Self::Value>) -> Self::Value;
    fn map(entries: Vec<(&'static str, Self::Value)>) -> Self::Value;
}

pub(super) fn form<V: Values, F: Form>(view: &View<'_, F>) -> V::Value {
    let errors = view.errors().map(|error| V::text(&error.message())).collect();
    let (fields, field) = fields::<V>(view.fields(), &mut Html::default());
    let (summary, fields_html) = (view.summary(), view.fields_html());
    let mut html = summary.clone();
    html.push_html(&fields_html);
    V::map(vec![
        ("html", V::markup(html)),
        ("title_prefix", V::text(&view.title(""))),
        ("form_attributes", V::markup(view.form_attributes())),
        ("summary", V::markup(summary)),
        ("fields_html", V::markup(fields_html)),
        ("errors", V::list(errors)),
        ("errors_tag", V::markup(view.errors_tag())),
        #[cfg(feature = "csrf")]
        ("csrf_field", V::markup(view.csrf_field())),
        ("fields", fields),
        ("field", field),
    ])
}

/// In order, and each by its own name, without those of what it stands in. Their groups go to the end of `groups`.
///
/// Both have the same values: made for each, they would be twice as many with every form around them.
fn fields<'f, V: Values>(
    fields: impl Iterator<Item = BoundField<'f>>,
    groups: &mut Html,
) -> (V::Value, V::Value) {
    let (mut in_order, mut by_name) = (Vec::new(), Vec::new());
    for field in fields {
        let name = field.spec().name.as_str();
        let value = value::<V>(field, groups);
        by_name.push((name, value.clone()));
        in_order.push(value);
    }
    (V::list(in_order), V::map(by_name))
}

fn value<V: Values>(field: BoundField<'_>, groups: &mut Html) -> V::Value {
    let mut groups_within = Html::default();
    let (field, within) = match field.kind {
        Kind::Form(_) => {
            let (in_order, by_name) = fields::<V>(field.fields(), &mut groups_within);
            (field.with_drawn(groups_within), vec![("fields", in_order), ("field", by_name)])
        }
        Kind::List(_) => {
            let rows = field.fields().map(|row| value::<V>(row, &mut groups_within)).collect();
            (field.with_drawn(groups_within), vec![("rows", V::list(rows))])
        }
        _ => (field, Vec::new()),
    };
    let group = field.group();
    groups.push_html(&group);
    let errors = field.errors().map(|error| V::text(&error.message())).collect();
    let mut entries = vec![
        ("name", V::text(&field.name())),
        ("id", V::text(&field.id())),
        ("label", V::text(&field.label())),
        ("help", V::text(&field.help())),
        ("value", V::text(field.value().unwrap_or_default())),
        ("errors", V::list(errors)),
        ("is_required", V::boolean(field.is_required())),
        ("is_invalid", V::boolean(field.is_invalid())),
        ("is_hidden", V::boolean(field.is_hidden())),
        ("is_group", V::boolean(field.is_group())),
        ("is_optional", V::boolean(field.is_optional())),
        ("is_disabled", V::boolean(field.is_disabled())),
        ("input_type", V::text(field.input_type().unwrap_or_default())),
        ("options", V::list(field.options().iter().map(option::<V>).collect())),
        ("label_tag", V::markup(field.label_tag())),
        ("help_tag", V::markup(field.help_tag())),
        ("errors_tag", V::markup(field.errors_tag())),
        ("control", V::markup(field.control())),
        ("group", V::markup(group)),
        (
            "fieldset_tag",
            V::markup(if field.is_group() { field.fieldset_tag(Part::Fieldset) } else { Html::default() }),
        ),
        ("row_buttons", V::markup(field.row_buttons())),
    ];
    entries.extend(within);
    V::map(entries)
}

fn option<V: Values>(option: &FieldOption<'_>) -> V::Value {
    V::map(vec![
        ("value", V::text(option.value)),
        ("label", V::text(option.label)),
        ("group", V::text(option.group)),
        ("is_chosen", V::boolean(option.is_chosen)),
        ("is_offered", V::boolean(option.is_offered)),
    ])
}
