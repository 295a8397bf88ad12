//! Skips values that no field reads, and counts their members and items.

use super::variants::field_of_any_variant;
use crate::{
    bind::BindContext,
    body::{json::unescape_key, key::KeyBuffer},
    error::KeySyntax,
    schema::{FieldSchema, FormSchema, Kind},
};

/// Skips a value that its field did not read.
///
/// Counts members and items towards the limits as if the value were read: the result must not depend on the
/// order of two values with the same key. Does not allocate.
#[cold]
#[inline(never)]
pub(crate) fn skip_value(spec: &'static FormSchema, i: usize, cx: &mut BindContext<'_>) {
    Skip { field: &spec.fields[i], reports: true }.field(spec, i, cx);
}

/// Skips the value of a repeated key. Unlike [`skip_value`], does not report unknown keys in it.
pub(crate) fn skip_repeated(spec: &'static FormSchema, i: usize, cx: &mut BindContext<'_>) {
    Skip { field: &spec.fields[i], reports: false }.field(spec, i, cx);
}

/// Skips an item of a list that its field did not read. Counts and reports as [`skip_value`] does.
#[cold]
#[inline(never)]
pub(crate) fn skip_item(kind: &'static Kind, field: &'static FieldSchema, cx: &mut BindContext<'_>) {
    Skip { field, reports: true }.value(kind, cx);
}

/// Skips the value of a field of a variant, while no variant is chosen. The reader is at the value.
pub(super) fn skip_known(spec: &'static FormSchema, i: usize, cx: &mut BindContext<'_>) {
    Skip { field: &spec.fields[i], reports: false }.field(spec, i, cx);
}

#[derive(Clone, Copy)]
struct Skip {
    field: &'static FieldSchema,
    /// `true` if unknown keys are reported
    reports: bool,
}

impl Skip {
    /// Skips the value of field `i` of the form.
    fn field(self, spec: &'static FormSchema, i: usize, cx: &mut BindContext<'_>) {
        let (field, limits) = (&spec.fields[i], cx.limits);
        cx.limits = spec.limits_of_field(i, limits);
        Skip { field, ..self }.value(&field.kind, cx);
        cx.limits = limits;
    }
    fn value(self, kind: &'static Kind, cx: &mut BindContext<'_>) {
        match (kind, cx.json.first()) {
            (Kind::Form(spec), b'{') => self.form(spec(), cx),
            (Kind::List(item), b'[') => self.list(item, cx),
            _ => cx.json.skip(),
        }
    }
    fn form(self, spec: &'static FormSchema, cx: &mut BindContext<'_>) {
        if !cx.enter() {
            return;
        }
        let outer = cx.narrow(spec);
        let mut member = cx.json.open(b'}');
        while member {
            let found = self.position(spec, cx);
            if !cx.count(1) {
                break;
            }
            cx.json.blanks();
            if let Some((spec, i)) = found {
                cx.errors.at(i);
                self.field(spec, i, cx);
            } else {
                cx.json.skip();
            }
            member = cx.json.more(b'}');
        }
        cx.widen(spec, outer);
        cx.leave();
    }
    fn list(self, item: &'static Kind, cx: &mut BindContext<'_>) {
        if !cx.enter() {
            return;
        }
        let most = self.field.most_items(&cx.limits) as usize;
        let (mut k, mut more) = (0, cx.json.open(b']'));
        while more && cx.count(1) {
            cx.json.blanks();
            if k <= most {
                cx.errors.at(k);
                self.value(item, cx);
            } else {
                cx.json.skip();
            }
            k += 1;
            more = cx.json.more(b']');
        }
        cx.leave();
    }
    /// Reads a key and returns the form and index of its field.
    fn position(
        self,
        spec: &'static FormSchema,
        cx: &mut BindContext<'_>,
    ) -> Option<(&'static FormSchema, usize)> {
        let mut buffer;
        let (mut key, escaped) = cx.json.key()?;
        let longest = spec.longest_key(&cx.limits);
        if escaped && key.len() <= 6 * longest {
            buffer = KeyBuffer::new();
            key = unescape_key(key, &mut buffer);
        }
        let found = match key.len() <= longest {
            true if spec.tags != 0 => field_of_any_variant(spec, key),
            true => spec.position(key).map(|i| (spec, i)),
            false => None,
        };
        if found.is_none() && self.reports {
            cx.unknown_key(spec, key, KeySyntax::Member);
        }
        found
    }
}
