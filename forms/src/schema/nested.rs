//! Properties of a form that depend on its nested forms.

use super::{Access, FieldSchema, FormSchema, Widget};

impl FieldSchema {
    /// Returns whether pages do not show the value: it is a secret, or its control is a password input.
    pub(crate) fn is_hidden(&self) -> bool {
        self.kind.is_secret() || matches!(self.widget, Some(Widget::Password))
    }
}

impl FormSchema {
    /// Returns whether an update cannot set some field of this form or of a nested one.
    pub(crate) fn has_locked(&self) -> bool {
        fn within(spec: &FormSchema, levels: usize) -> bool {
            levels == 0
                || spec.fields.iter().any(|field| {
                    field.access != Access::Bound
                        || field.kind.form().is_some_and(|form| within(form, levels - 1))
                })
        }
        within(self, 3)
    }
    /// Returns whether a body of this form may contain a secret, including in nested forms.
    pub(crate) fn may_hold_secret(&self) -> bool {
        fn within(spec: &FormSchema, levels: usize) -> bool {
            // a form that contains itself ends here: wiping once too often does no harm
            spec.secret
                || levels == 0
                || spec
                    .fields
                    .iter()
                    .any(|field| field.kind.form().is_some_and(|form| within(form, levels - 1)))
        }
        within(self, 3)
    }
    /// Returns the names of the fields, in this form and its nested forms, whose values no page shows.
    #[cold]
    pub(crate) fn secret_names(&'static self) -> Vec<&'static str> {
        let (mut forms, mut names, mut next) = (vec![self], Vec::new(), 0);
        while let Some(form) = forms.get(next) {
            next += 1;
            for field in form.fields {
                if field.is_hidden() {
                    names.push(field.name.as_str());
                }
                // a form may contain itself
                if let Some(inner) = field.kind.form()
                    && !forms.iter().any(|form| std::ptr::eq(*form, inner))
                {
                    forms.push(inner);
                }
            }
        }
        names
    }
}

/// Returns whether a nested form takes choices from the context. It does not allocate, since it runs for every body of
/// a form with nested forms.
pub(crate) fn nested_forms_ask(spec: &'static FormSchema) -> bool {
    let mut nested = spec.fields.iter().filter_map(|field| field.kind.form());
    nested.any(|inner| inner.asks || (inner.nests && nested_forms_ask_deeply(inner)))
}

#[inline(never)]
fn nested_forms_ask_deeply(spec: &'static FormSchema) -> bool {
    const MOST: usize = 32;
    let (mut forms, mut known, mut next) = ([spec; MOST], 1, 0);
    while next < known {
        for inner in forms[next].fields.iter().filter_map(|field| field.kind.form()) {
            if inner.asks {
                return true;
            }
            if inner.nests && !forms[..known].iter().any(|form| std::ptr::eq(*form, inner)) {
                // too many forms to remember: assume that one asks the context
                if known == MOST {
                    return true;
                }
                forms[known] = inner;
                known += 1;
            }
        }
        next += 1;
    }
    false
}
