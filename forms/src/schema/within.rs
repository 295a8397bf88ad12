//! Finds out what a form and the forms in it have.

use super::{Access, FieldSchema, FormSchema, Widget};

impl FieldSchema {
    /// Whether no page shows its value: a secret, or a text that is asked for as one.
    pub(crate) fn is_hidden(&self) -> bool {
        self.kind.is_secret() || matches!(self.widget, Some(Widget::Password))
    }
}

impl FormSchema {
    /// Whether a field of this form, or of one within it, cannot be set by an update.
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
    /// Whether a secret may stand in a body of this form, also within nested forms.
    pub(crate) fn may_hold_secret(&self) -> bool {
        fn within(spec: &FormSchema, levels: usize) -> bool {
            // a form that contains itself ends here; to wipe once too often does no harm
            spec.secret
                || levels == 0
                || spec
                    .fields
                    .iter()
                    .any(|field| field.kind.form().is_some_and(|form| within(form, levels - 1)))
        }
        within(self, 3)
    }
    /// The names of the fields of this form and of the forms in it whose values no page shows.
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

/// Whether a form within the form asks the context for choices. Nothing is allocated: every form that nests others is asked
/// it for every body.
pub(crate) fn is_asked_within(spec: &'static FormSchema) -> bool {
    let mut nested = spec.fields.iter().filter_map(|field| field.kind.form());
    nested.any(|inner| inner.asks || (inner.nests && is_asked_deep_within(inner)))
}

#[inline(never)]
fn is_asked_deep_within(spec: &'static FormSchema) -> bool {
    const MOST: usize = 32;
    let (mut forms, mut known, mut next) = ([spec; MOST], 1, 0);
    while next < known {
        for inner in forms[next].fields.iter().filter_map(|field| field.kind.form()) {
            if inner.asks {
                return true;
            }
            if inner.nests && !forms[..known].iter().any(|form| std::ptr::eq(*form, inner)) {
                // so many that to ask is no loss
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
