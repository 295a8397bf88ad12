use proc_macro2::{Group, Literal, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident};
use syn::spanned::Spanned;
use syn::{Ident, Path, Type, Visibility};

use crate::model::{Access, Field, Form, Model, Row};

/// One form with the names and places that its code needs.
pub(super) struct Layout<'m> {
    pub(super) model: &'m Model,
    pub(super) form: &'m Form,
    pub(super) rows: Vec<Placed<'m>>,
    pub(super) draft: Ident,
    pub(super) rest: Ident,
}

/// A field of the form, and where its row stands in the table.
pub(super) struct Placed<'m> {
    pub(super) field: &'m Field,
    pub(super) access: Access,
    /// Rows before it that are ours.
    own_before: usize,
    /// Forms that are flattened before it: theirs are counted by the compiler.
    flattened_before: Vec<&'m Type>,
    /// Its place among the fields, for the name of its constant.
    number: usize,
}

impl<'m> Layout<'m> {
    pub(super) fn of(model: &'m Model, form: &'m Form) -> Self {
        let mut rows: Vec<Placed<'m>> = Vec::new();
        let (mut own_before, mut flattened_before) = (0, Vec::new());
        for (number, Row { field, access }) in form.rows.iter().copied().enumerate() {
            let field = &model.fields[field];
            rows.push(Placed {
                field,
                access,
                own_before,
                flattened_before: flattened_before.clone(),
                number,
            });
            if field.is_flattened() {
                flattened_before.push(&field.ty);
            } else {
                own_before += 1;
            }
        }
        let name = &form.ident;
        Self { model, form, rows, draft: format_ident!("{name}Draft"), rest: format_ident!("{name}Rest") }
    }

    pub(super) fn name(&self) -> &Ident {
        &self.form.ident
    }

    pub(super) fn root(&self) -> &Path {
        &self.model.root
    }

    pub(super) fn visibility(&self) -> &Visibility {
        &self.model.visibility
    }

    pub(super) fn is_own(&self) -> bool {
        self.form.own
    }

    /// The fields that the form's struct has.
    pub(super) fn held(&self) -> impl Iterator<Item = &Placed<'m>> {
        let own = self.is_own();
        self.rows.iter().filter(move |row| own || row.is_bound())
    }

    pub(super) fn bound(&self) -> impl Iterator<Item = &Placed<'m>> {
        self.rows.iter().filter(|row| row.is_bound())
    }

    pub(super) fn flattened(&self) -> impl Iterator<Item = &Placed<'m>> {
        self.rows.iter().filter(|row| row.is_flattened())
    }

    /// The fields of the struct that the form does not bind.
    pub(super) fn others(&self) -> impl Iterator<Item = &'m Field> {
        let bound: Vec<usize> = self.form.bound().map(|row| row.field).collect();
        let fields = self.model.fields.iter().enumerate();
        fields.filter(move |(index, _)| !bound.contains(index)).map(|(_, field)| field)
    }

    /// Places that only the compiler can count, by name: a `match` needs constants.
    pub(super) fn constants(&self) -> TokenStream {
        let root = self.root();
        let counted = self.rows.iter().filter(|row| row.is_counted());
        counted
            .map(|row| {
                let (name, at) = (row.constant(), row.place_in_full(root));
                emitted! { const #name: ::core::primitive::usize = #at; }
            })
            .collect()
    }

    /// The number of rows of the whole table.
    pub(super) fn length(&self) -> TokenStream {
        let own = self.rows.iter().filter(|row| !row.is_flattened()).count();
        sum(own, self.flattened().map(|row| &row.field.ty), self.root())
    }
}

impl Placed<'_> {
    pub(super) fn is_bound(&self) -> bool {
        self.access != Access::ReadOnly
    }

    /// Where its type is written.
    pub(super) fn span(&self) -> Span {
        self.field.ty.span()
    }

    /// Its name, for messages at its type.
    pub(super) fn member(&self) -> TokenStream {
        located(&self.field.ident, self.span())
    }

    pub(super) fn ty(&self) -> TokenStream {
        located(&self.field.ty, self.span())
    }

    /// The trait whose functions do all that is done with the field. Each of them is called as if its name and the type stood
    /// in one place: so the compiler has one report of a type that does not have the trait, wherever it is called.
    pub(super) fn field_trait(&self) -> Ident {
        let span = Span::mixed_site().located_at(self.span());
        Ident::new(if self.field.nested.is_some() { "__N" } else { "__F" }, span)
    }

    pub(super) fn is_flattened(&self) -> bool {
        self.field.is_flattened()
    }

    /// Within the block that has the constants.
    pub(super) fn place(&self) -> TokenStream {
        if self.is_counted() {
            let name = self.constant();
            return emitted!(#name);
        }
        let at = Literal::usize_unsuffixed(self.own_before);
        emitted!(#at)
    }

    /// Anywhere.
    pub(super) fn place_in_full(&self, root: &Path) -> TokenStream {
        sum(self.own_before, self.flattened_before.iter().copied(), root)
    }

    fn is_counted(&self) -> bool {
        self.is_flattened() || !self.flattened_before.is_empty()
    }

    /// Holds its value within a function. Named after no word of the user's: a pattern that is the name of a constant
    /// or of a unit struct compares with it.
    pub(super) fn local(&self) -> Ident {
        format_ident!("__{}", self.number, span = Span::mixed_site())
    }

    fn constant(&self) -> Ident {
        format_ident!("__AT_{}", self.number)
    }
}

/// The same words, standing elsewhere as far as messages go; what they mean does not change.
pub(super) fn located(words: impl ToTokens, span: Span) -> TokenStream {
    let relocated = |token| match token {
        TokenTree::Group(group) => {
            let mut moved = Group::new(group.delimiter(), located(group.stream(), span));
            moved.set_span(marked(span));
            moved.into()
        }
        mut token => {
            // what it means stays: `$crate` of the macro that wrote it
            token.set_span(token.span().located_at(span));
            token
        }
    };
    words.into_token_stream().into_iter().map(relocated).collect()
}

/// The compiler marks a whole expression only if all of its tokens come from one place: theirs and ours would be
/// marked as the derive itself.
fn marked(span: Span) -> Span {
    Span::mixed_site().located_at(span)
}

fn sum<'t>(own: usize, flattened: impl Iterator<Item = &'t Type>, root: &Path) -> TokenStream {
    let own = Literal::usize_unsuffixed(own);
    let lengths =
        flattened.map(|ty| emitted_at!(ty.span(), root => + <#ty as #root::Form>::SCHEMA.fields.len()));
    emitted!(#own #(#lengths)*)
}
