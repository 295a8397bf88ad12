//! A form as the values of an engine that has values of its own.

use crate::{
    Form,
    html::{BoundField, FieldOption, Html, Part, View},
    spec::Kind,
};

/// How an engine makes values. The engine escapes texts, and takes markup as it is.
pub(super) trait Values {
    type Value;
    fn text(text: &str) -> Self::Value;
    fn markup(html: Html) -> Self::Value;
    fn boolean(yes: bool) -> Self::Value;
    fn list(items: Vec<Self::Value>) -> Self::Value;
    fn map(entries: Vec<(String, Self::Value)>) -> Self::Value;
}

pub(super) fn form<V: Values, F: Form>(view: &View<'_, F>) -> V::Value {
    let errors = view.errors().map(|error| V::text(&error.message())).collect();
    V::map(vec![
        ("html".to_owned(), V::markup(Html::new(view.to_html()))),
        ("title_prefix".to_owned(), V::text(&view.title(""))),
        ("form_attributes".to_owned(), V::markup(view.form_attributes())),
        ("summary".to_owned(), V::markup(view.summary())),
        ("fields_html".to_owned(), V::markup(view.fields_html())),
        ("errors".to_owned(), V::list(errors)),
        ("errors_tag".to_owned(), V::markup(view.errors_tag())),
        #[cfg(feature = "csrf")]
        ("csrf_field".to_owned(), V::markup(view.csrf_field())),
        ("fields".to_owned(), V::list(view.fields().map(|field| value::<V>(&field)).collect())),
        ("field".to_owned(), by_name::<V>(view.fields())),
    ])
}

/// By its own name, without those of what it stands in.
fn by_name<'f, V: Values>(fields: impl Iterator<Item = BoundField<'f>>) -> V::Value {
    V::map(fields.map(|field| (field.spec().name.as_str().to_owned(), value::<V>(&field))).collect())
}

fn value<V: Values>(field: &BoundField<'_>) -> V::Value {
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
        ("group", V::markup(field.group())),
        (
            "fieldset_tag",
            V::markup(if field.is_group() { field.fieldset_tag(Part::Fieldset) } else { Html::default() }),
        ),
        ("row_buttons", V::markup(field.row_buttons())),
    ];
    match field.kind {
        Kind::Form(_) => {
            entries.push(("fields", V::list(field.fields().map(|field| value::<V>(&field)).collect())));
            entries.push(("field", by_name::<V>(field.fields())));
        }
        Kind::List(_) => {
            entries.push(("rows", V::list(field.fields().map(|row| value::<V>(&row)).collect())));
        }
        _ => {}
    }
    V::map(entries.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

fn option<V: Values>(option: &FieldOption<'_>) -> V::Value {
    V::map(vec![
        ("value".to_owned(), V::text(option.value)),
        ("label".to_owned(), V::text(option.label)),
        ("group".to_owned(), V::text(option.group)),
        ("is_chosen".to_owned(), V::boolean(option.is_chosen)),
    ])
}
