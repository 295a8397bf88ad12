//! The names and positions of the fields of one form.

use proc_macro2::{Group, Literal, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident};
use syn::spanned::Spanned;
use syn::{Ident, Path, Type, Visibility};

use crate::model::{Access, Field, Form, Model, Row};

/// A form with the names and positions that its code needs.
pub(super) struct Layout<'m> {
    pub(super) model: &'m Model,
    pub(super) form: &'m Form,
    pub(super) rows: Vec<Placed<'m>>,
    pub(super) draft: Ident,
    pub(super) rest: Ident,
}

/// A field of the form with the position of its row in the table.
pub(super) struct Placed<'m> {
    pub(super) field: &'m Field,
    pub(super) access: Access,
    /// The number of rows before it that are not flattened.
    own_before: usize,
    /// The flattened forms before it. Only the compiler knows how many rows they have.
    flattened_before: Vec<&'m Type>,
    /// The index of the field in the form, for the name of its constant.
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

    /// Returns whether the struct holds the fields of a variant.
    pub(super) fn is_variant(&self) -> bool {
        self.model.is_variant
    }

    /// Returns whether the present values of an update are a reference to the form itself, and not one for each field. A
    /// variant of an enum has its fields in the enum, not in a struct.
    pub(super) fn borrows_itself(&self) -> bool {
        self.is_own() && !self.is_variant()
    }

    /// Returns the fields of the struct of the form.
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

    /// Returns the fields of the model that the form does not bind.
    pub(super) fn others(&self) -> impl Iterator<Item = &'m Field> {
        let bound: Vec<usize> = self.form.bound().map(|row| row.field).collect();
        let fields = self.model.fields.iter().enumerate();
        fields.filter(move |(index, _)| !bound.contains(index)).map(|(_, field)| field)
    }

    /// Writes constants for positions that only the compiler can count: the patterns of a `match` must be constants.
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

    /// Returns the number of rows of the table.
    pub(super) fn length(&self) -> TokenStream {
        let own = self.rows.iter().filter(|row| !row.is_flattened()).count();
        sum(own, self.flattened().map(|row| &row.field.ty), self.root())
    }
}

impl Placed<'_> {
    pub(super) fn is_bound(&self) -> bool {
        self.access != Access::ReadOnly
    }

    /// Returns the span of its type.
    pub(super) fn span(&self) -> Span {
        self.field.ty.span()
    }

    /// Returns the span of the type of a value, of a map with declared keys.
    pub(super) fn value_span(&self) -> Span {
        Span::mixed_site().located_at(self.field.value_type().span())
    }

    /// Returns the type that may be a form: of a map, the type of its values.
    pub(super) fn inner_ty(&self) -> TokenStream {
        located(self.field.value_type(), self.span())
    }

    /// Returns its name with the span of its type, so that errors mark the type.
    pub(super) fn member(&self) -> TokenStream {
        located(&self.field.ident, self.span())
    }

    pub(super) fn ty(&self) -> TokenStream {
        located(&self.field.ty, self.span())
    }

    /// Returns the trait whose functions read, show and write the field. All calls have the span of the type, so that the compiler
    /// reports a type without the trait only once.
    pub(super) fn field_trait(&self) -> TokenStream {
        if self.is_map() {
            let keys = self.keys();
            return emitted_at!(self.span()=> __M::<#keys>);
        }
        let span = Span::mixed_site().located_at(self.span());
        Ident::new(if self.field.nested.is_some() { "__N" } else { "__F" }, span).to_token_stream()
    }

    /// Returns whether the field is a map with declared keys.
    pub(super) fn is_map(&self) -> bool {
        self.field.keys.is_some()
    }

    /// Returns the name of the type with the keys of a map.
    pub(super) fn keys(&self) -> Ident {
        format_ident!("__Keys{}", self.number, span = Span::mixed_site())
    }

    pub(super) fn is_flattened(&self) -> bool {
        self.field.is_flattened()
    }

    /// Returns its position, for code in the block with the constants.
    pub(super) fn place(&self) -> TokenStream {
        if self.is_counted() {
            let name = self.constant();
            return emitted!(#name);
        }
        let at = Literal::usize_unsuffixed(self.own_before);
        emitted!(#at)
    }

    /// Returns its position as an expression that is valid anywhere.
    pub(super) fn place_in_full(&self, root: &Path) -> TokenStream {
        sum(self.own_before, self.flattened_before.iter().copied(), root)
    }

    fn is_counted(&self) -> bool {
        self.is_flattened() || !self.flattened_before.is_empty()
    }

    /// Returns the name of a local variable for its value. It is not the name of the field, because a pattern with the name
    /// of a constant or a unit struct compares with it instead of binding a variable.
    pub(super) fn local(&self) -> Ident {
        format_ident!("__{}", self.number, span = Span::mixed_site())
    }

    fn constant(&self) -> Ident {
        format_ident!("__AT_{}", self.number)
    }
}

/// Moves tokens to another span, for the position of errors. Their hygiene does not change.
pub(super) fn located(tokens: impl ToTokens, span: Span) -> TokenStream {
    let relocated = |token| match token {
        TokenTree::Group(group) => {
            let mut moved = Group::new(group.delimiter(), located(group.stream(), span));
            moved.set_span(group_span(span));
            moved.into()
        }
        mut token => {
            // keeps the hygiene, which `$crate` of another macro needs
            token.set_span(token.span().located_at(span));
            token
        }
    };
    tokens.into_token_stream().into_iter().map(relocated).collect()
}

/// Returns the span for a group of tokens. The compiler marks a whole expression only if all of its tokens have the same
/// hygiene; otherwise it marks the derive.
fn group_span(span: Span) -> Span {
    Span::mixed_site().located_at(span)
}

fn sum<'t>(own: usize, flattened: impl Iterator<Item = &'t Type>, root: &Path) -> TokenStream {
    let own = Literal::usize_unsuffixed(own);
    let lengths =
        flattened.map(|ty| emitted_at!(ty.span(), root => + <#ty as #root::Form>::SCHEMA.fields.len()));
    emitted!(#own #(#lengths)*)
}
