//! A form over the struct, with the meaning of its attributes.

use proc_macro2::Span;
use syn::{Expr, Ident, Path, Type};

use super::{Field, ItemSettings};
use crate::syntax::{Argument, Entry, FormAttribute, Message, Name};

/// A form over a struct.
pub(crate) struct Form {
    /// The name of the projection, or of the struct if that is the form.
    pub(crate) ident: Ident,
    /// The attribute that declares it.
    pub(crate) span: Span,
    pub(crate) name: Option<Ident>,
    pub(crate) selection: Selection,
    /// `fields = all`: the struct is the form.
    pub(crate) own: bool,
    pub(crate) read_only: Vec<Name>,
    pub(crate) immutable: Vec<Name>,
    pub(crate) checks: Vec<Path>,
    pub(crate) context: Option<Type>,
    pub(crate) unknown: Option<Ident>,
    pub(crate) browser_validation: Option<Ident>,
    pub(crate) accept: Option<Ident>,
    pub(crate) ignore: Vec<Name>,
    pub(crate) csrf: Option<Ident>,
    pub(crate) derives: Option<(Ident, Vec<Path>)>,
    pub(crate) limits: Option<Expr>,
    pub(crate) messages: Vec<Message>,
    /// `at_least_one_of`, `exactly_one_of` and `at_most_one_of`, with their fields.
    pub(crate) count_rules: Vec<(Ident, Vec<Name>)>,
    /// The fields of the form, in the order of the struct.
    pub(crate) rows: Vec<Row>,
}

pub(crate) enum Selection {
    /// Neither `fields` nor `exclude`.
    Missing,
    /// `fields` or `exclude` is malformed, and was reported.
    Unreadable,
    All,
    Fields(Span, Vec<Name>),
    Exclude(Vec<Name>),
}

/// A field in one form.
#[derive(Clone, Copy)]
pub(crate) struct Row {
    /// The index of the field in the struct.
    pub(crate) field: usize,
    pub(crate) access: Access,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    Bound,
    Immutable,
    ReadOnly,
}

impl Form {
    /// Returns whether the attribute declares a form: settings of the whole struct do not.
    pub(crate) fn is_declared_by(attribute: &FormAttribute) -> bool {
        !attribute.readable
            || attribute.entries.iter().any(|entry| !ItemSettings::KEYS.contains(&entry.key.name))
    }

    pub(crate) fn of(attribute: &FormAttribute, model: &Ident, unnamed: &Ident, fields: &[Field]) -> Self {
        let mut form = Self::empty(unnamed.clone(), attribute.span);
        if !attribute.readable {
            form.selection = Selection::Unreadable;
        }
        for entry in &attribute.entries {
            form.take(entry.key.name, &entry.word, &entry.argument);
        }
        form.own = matches!(form.selection, Selection::All);
        if form.own {
            form.ident = model.clone();
        } else if let Some(name) = &form.name {
            form.ident = name.clone();
        }
        form.rows = rows(&form, fields);
        form
    }

    /// Returns a form of all fields for a struct that declares no form, so that its stub has every field.
    pub(crate) fn undeclared(model: &Ident, fields: &[Field]) -> Self {
        let mut form = Self::empty(model.clone(), model.span());
        form.own = true;
        form.rows = rows(&form, fields);
        form
    }

    /// Returns the settings of an enum with data. It has no rows: its variants are forms of their own.
    pub(crate) fn of_enum(ident: &Ident, span: Span, entries: &[&Entry]) -> Self {
        let mut form = Self::empty(ident.clone(), span);
        for entry in entries {
            form.take(entry.key.name, &entry.word, &entry.argument);
        }
        form.own = true;
        form
    }

    pub(crate) fn row(&self, field: usize) -> Option<Row> {
        self.rows.iter().find(|row| row.field == field).copied()
    }

    /// Returns the rows that a request may set.
    pub(crate) fn bound(&self) -> impl Iterator<Item = Row> {
        self.rows.iter().copied().filter(|row| row.access != Access::ReadOnly)
    }

    fn empty(ident: Ident, span: Span) -> Self {
        Self {
            ident,
            span,
            name: None,
            selection: Selection::Missing,
            own: false,
            read_only: Vec::new(),
            immutable: Vec::new(),
            checks: Vec::new(),
            context: None,
            unknown: None,
            browser_validation: None,
            accept: None,
            ignore: Vec::new(),
            csrf: None,
            derives: None,
            limits: None,
            messages: Vec::new(),
            count_rules: Vec::new(),
            rows: Vec::new(),
        }
    }

    fn take(&mut self, key: &str, word: &Ident, argument: &Argument) {
        match (key, argument) {
            ("fields", Argument::All) => self.selection = Selection::All,
            ("fields", Argument::Names(span, names)) => {
                self.selection = Selection::Fields(*span, names.clone());
            }
            ("exclude", Argument::Names(_, names)) if matches!(self.selection, Selection::Missing) => {
                self.selection = Selection::Exclude(names.clone());
            }
            ("fields" | "exclude", Argument::Unreadable) => self.selection = Selection::Unreadable,
            ("name", Argument::Word(name)) => self.name = Some(name.clone()),
            ("read_only", Argument::Names(_, names)) => self.read_only.clone_from(names),
            ("immutable", Argument::Names(_, names)) => self.immutable.clone_from(names),
            ("check", Argument::Paths(paths)) => self.checks.extend(paths.iter().cloned()),
            ("context", Argument::Type(context)) => self.context = Some((**context).clone()),
            ("unknown", Argument::Word(answer)) => self.unknown = Some(answer.clone()),
            ("browser_validation", Argument::Word(answer)) => self.browser_validation = Some(answer.clone()),
            ("accept", Argument::Word(format)) => self.accept = Some(format.clone()),
            ("ignore", Argument::Names(_, names)) => self.ignore.clone_from(names),
            ("csrf", Argument::Nothing) => self.csrf = Some(word.clone()),
            ("derive", Argument::Paths(paths)) => self.derives = Some((word.clone(), paths.clone())),
            ("messages", Argument::Messages(messages)) => self.messages.clone_from(messages),
            ("at_least_one_of" | "exactly_one_of" | "at_most_one_of", Argument::Names(_, names)) => {
                self.count_rules.push((word.clone(), names.clone()));
            }
            ("limits", Argument::Expression(limits)) => self.limits = Some(limits.clone()),
            _ => {}
        }
    }
}

fn rows(form: &Form, fields: &[Field]) -> Vec<Row> {
    let names = |list: &[Name], field: &Field| list.iter().any(|name| name.text == field.name);
    let mut rows = Vec::new();
    for (index, field) in fields.iter().enumerate() {
        let shown = names(&form.read_only, field);
        let selected = match &form.selection {
            Selection::Missing | Selection::Unreadable | Selection::All => true,
            Selection::Fields(_, list) => names(list, field),
            Selection::Exclude(list) => !names(list, field),
        };
        if !selected && !shown {
            continue;
        }
        let access = if shown || field.read_only.is_some() {
            Access::ReadOnly
        } else if field.immutable.is_some() || names(&form.immutable, field) {
            Access::Immutable
        } else {
            Access::Bound
        };
        rows.push(Row { field: index, access });
    }
    rows
}
