//! Collects the submitted values of a JSON body, to display the form again.

use super::variants::{Found, bits, chosen_variants, field_beside_tag, find};
use crate::{
    Limits,
    bind::submitted::Submitted,
    body::{
        json::{Reader, unescape},
        urlencoded::DELETE_MARKER,
    },
    error::path::{LEVELS, Path},
    schema::{FieldSchema, FormSchema, Kind, MOST_DEPTH},
};
use std::{borrow::Cow, collections::BTreeSet};

/// Adds every value of the body to `out`.
pub(crate) fn submitted<'b>(
    text: &'b str,
    spec: &'static FormSchema,
    limits: &Limits,
    out: &mut Submitted<'b>,
) {
    let mut walk = Walk { text, json: Reader::new(text, MOST_DEPTH), limits, out };
    if walk.json.blanks() == b'{' {
        walk.form(spec, None, Path::ROOT);
    }
}

struct Walk<'w, 'b> {
    text: &'b str,
    json: Reader<'b>,
    limits: &'w Limits,
    out: &'w mut Submitted<'b>,
}

impl Walk<'_, '_> {
    /// Reads a form, which may be a row of a list.
    fn form(&mut self, spec: &'static FormSchema, list: Option<&'static FieldSchema>, path: Path) {
        if spec.tags != 0 {
            return self.tagged_form(spec, list, path);
        }
        let mut seen = 0u64;
        let mut member = path.len() < LEVELS && self.json.open(b'}');
        while member {
            let Some((key, escaped)) = self.json.key() else { return };
            let key = if escaped { Cow::Owned(unescape(key)) } else { Cow::Borrowed(key) };
            match (spec.position(&key), list) {
                (Some(i), _) if seen >> i & 1 == 0 => {
                    seen |= 1 << i;
                    let field = &spec.fields[i];
                    self.value(&field.kind, field, path.then(i as u16));
                }
                (None, Some(list)) if list.deletes_by(&key) => {
                    self.value(&Kind::Boolean, list, path.then(DELETE_MARKER as u16));
                }
                _ => self.json.skip(),
            }
            member = self.json.more(b'}');
        }
    }
    /// Reads an object with a tag. Fields of a variant that is not chosen are not kept: no field has them.
    fn tagged_form(&mut self, spec: &'static FormSchema, list: Option<&'static FieldSchema>, path: Path) {
        if path.len() + 1 >= LEVELS {
            return;
        }
        let start = self.json.mark();
        let mut tags: Vec<(u16, Cow<'_, str>)> = Vec::new();
        for tag in bits(spec.tags) {
            if let Found::Once(value) = find(&spec.fields[tag].name, &mut self.json) {
                self.json.restore(value);
                if self.json.first() == b'"'
                    && let Some((text, escaped)) = self.json.string()
                {
                    let text = if escaped { Cow::Owned(unescape(text)) } else { Cow::Borrowed(text) };
                    tags.push((tag as u16, text));
                }
            }
            self.json.restore(start);
        }
        let text_of = |tag| tags.iter().find(|(known, _)| *known == tag).map(|(_, text)| &**text);
        let variants = chosen_variants(spec, text_of);
        let mut seen = BTreeSet::new();
        let mut member = self.json.open(b'}');
        while member {
            let Some((key, escaped)) = self.json.key() else { return };
            let key = if escaped { Cow::Owned(unescape(key)) } else { Cow::Borrowed(key) };
            match field_beside_tag(spec, path, variants, &key) {
                Some((form, at, i)) if seen.insert(at.then(i as u16)) => {
                    let field = &form.fields[i];
                    self.value(&field.kind, field, at.then(i as u16));
                }
                None => match list.filter(|list| list.deletes_by(&key)) {
                    Some(list) => self.value(&Kind::Boolean, list, path.then(DELETE_MARKER as u16)),
                    None => self.json.skip(),
                },
                Some(_) => self.json.skip(),
            }
            member = self.json.more(b'}');
        }
    }
    fn list(&mut self, item: &'static Kind, field: &'static FieldSchema, path: Path) {
        let mut more = self.json.open(b']');
        if !more {
            self.out.empty(path);
        }
        while more {
            match self.out.row(path, None, field, self.limits) {
                Some(row) => self.value(item, field, row),
                None => self.json.skip(),
            }
            more = self.json.more(b']');
        }
    }
    /// Reads a value, and skips it if its type does not match the field.
    fn value(&mut self, kind: &'static Kind, field: &'static FieldSchema, path: Path) {
        self.json.blanks();
        let from = self.json.place();
        match (kind, self.json.first()) {
            (kind, b'n') if !matches!(kind, Kind::Json) => self.out.empty(path),
            (Kind::Form(spec), b'{') => self.form(spec(), Some(field), path),
            (Kind::List(item), b'[') => self.list(item, field, path),
            (Kind::Form(_) | Kind::List(_) | Kind::Secret, _) => {}
            (Kind::Json, _) => {
                self.json.skip();
                let text = &self.text[from..self.json.place()];
                self.out.keep(path, || Some(Cow::Borrowed(text)));
            }
            (_, b'"') => {
                if let Some((text, escaped)) = self.json.string() {
                    let text = || if escaped { Cow::Owned(unescape(text)) } else { Cow::Borrowed(text) };
                    self.out.keep(path, || Some(text()));
                }
            }
            (_, b't' | b'f' | b'-' | b'0'..=b'9') => {
                self.json.skip();
                let text = &self.text[from..self.json.place()];
                self.out.keep(path, || Some(Cow::Borrowed(text)));
            }
            _ => {}
        }
        if self.json.place() == from {
            self.json.skip();
        }
    }
}
