//! Writes `impl Form`.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::spanned::Spanned;
use syn::{Ident, Type};

use super::Layout;
use super::layout::{Placed, located};
use crate::model::{Access, Default, Password, Rule, RuleKind, type_name};
use crate::syntax::{Condition, Name};

/// Writes `impl Form`.
pub(super) fn form_impl(layout: &Layout<'_>) -> TokenStream {
    let (root, name, draft, model) = (layout.root(), layout.name(), &layout.draft, &layout.model.ident);
    let context = context(layout);
    let present = if layout.borrows_itself() { emitted!(&'m #name) } else { emitted!(__Present<'m>) };
    let bindings = layout.rows.iter().map(|row| bind_field(layout, row));
    let (check, finish) = (check(layout), finish(layout));
    let merge = if layout.is_variant() { write_parts(layout) } else { write_fields(layout) };
    let apply = if layout.is_own() { emitted!(#root::Form::merge(self, __m, __c);) } else { merge.clone() };
    let shows = layout.rows.iter().map(|row| show(layout, row));
    let defaults = defaults(layout);
    emitted! {
        #[automatically_derived]
        impl #root::Form for #name {
            type Model = #model;
            type Draft = #draft;
            type Present<'m> = #present;
            type Context = #context;
            const SCHEMA: &'static #root::FormSchema = &__SCHEMA;
            fn field(
                __d: &mut #draft,
                __i: ::core::primitive::usize,
                __in: #root::__private::FieldInput<'_, '_, Self::Present<'_>>,
            ) {
                match __i {
                    #(#bindings)*
                    _ => {}
                }
            }
            #check
            fn finish(__d: #draft) -> ::core::option::Option<Self> { #finish }
            fn apply(self, __m: &mut #model, __c: &mut #root::__private::Changes<'_>) { #apply }
            fn merge(self, __m: &mut Self, __c: &mut #root::__private::Changes<'_>) { #merge }
            fn show(__p: &Self::Present<'_>, __s: &mut #root::__private::Shown) { #(#shows)* }
            #defaults
        }
    }
}

pub(super) fn context(layout: &Layout<'_>) -> TokenStream {
    layout.form.context.as_ref().map_or_else(|| emitted!(()), ToTokens::to_token_stream)
}

/// Writes the arm of `Form::field` that binds this field. No other code binds a value.
fn bind_field(layout: &Layout<'_>, row: &Placed<'_>) -> TokenStream {
    let (root, field, at) = (layout.root(), row.field, row.place());
    let (ident, ty, span, field_trait) = (row.member(), row.ty(), row.span(), row.field_trait());
    if row.is_flattened() {
        let inner = if layout.borrows_itself() {
            emitted_at!(span=> |__p| ::core::convert::From::from(&__p.#ident))
        } else {
            emitted_at!(span=> |__p| __p.#ident)
        };
        return emitted_at! {span, root =>
            __i if __i >= #at && __i < #at + <#ty as #root::Form>::SCHEMA.fields.len() => {
                #root::__private::fill_flattened::<#ty, _>(__in, __i - #at, &mut __d.#ident, #inner);
            }
        };
    }
    let input = if layout.borrows_itself() {
        emitted_at!(span=> __in.map(|__p| &__p.#ident))
    } else {
        emitted_at!(span=> __in.map(|__p| __p.#ident))
    };
    let default = field.default.as_ref().map(|default| default_of(default, &field.ty));
    let clean = field.rules.iter().find_map(|rule| match &rule.kind {
        RuleKind::Clean(path) => Some(path),
        _ => None,
    });
    let call = match (row.access, clean, default) {
        (Access::ReadOnly, _, _) if !layout.is_own() => {
            emitted_at!(span=> #field_trait::locked(__in.and_then(|__p| __p.#ident)))
        }
        (Access::ReadOnly, _, default) => {
            emitted_at!(span=> #field_trait::locked_or(#input, &mut __d.#ident, #default))
        }
        (_, Some(clean), default) => {
            let default = default.map_or_else(
                || emitted_at!(span=> ::core::option::Option::None),
                |default| emitted_at!(span=> ::core::option::Option::Some(#default)),
            );
            emitted_at!(span=> #field_trait::read_and_clean(#input, &mut __d.#ident, #default, #clean))
        }
        (_, None, Some(default)) => {
            emitted_at!(span=> #field_trait::read_or(#input, &mut __d.#ident, #default))
        }
        (_, None, None) => emitted_at!(span=> #field_trait::read(#input, &mut __d.#ident)),
    };
    emitted!(#at => #call,)
}

fn default_of(default: &Default, ty: &Type) -> TokenStream {
    default.value.as_ref().map_or_else(
        || quote_spanned!(default.word.span()=> <#ty as ::core::default::Default>::default),
        |value| emitted_at!(ty.span()=> || #value),
    )
}

/// Writes `Form::check`: the checks of flattened forms, then rules between fields, then the user's functions.
fn check(layout: &Layout<'_>) -> TokenStream {
    let (root, draft) = (layout.root(), &layout.draft);
    let flattened = layout.flattened().map(|row| {
        let (ident, ty, at) = (row.member(), row.ty(), row.place());
        emitted_at!(row.span(), root => <#ty as #root::Form>::check(&__d.#ident, &mut __report.flattened::<#ty>(#at));)
    });
    let rules = layout.bound().flat_map(|row| row.field.rules.iter().map(move |rule| (row, rule)));
    let crossing = rules.filter_map(|(row, rule)| match &rule.kind {
        RuleKind::Equals(other) | RuleKind::NotEquals(other) | RuleKind::Compared(other) => {
            Some(field_comparison(layout, row, rule, other))
        }
        RuleKind::Password(password) if password.is_compared() => {
            Some(password_comparison(layout, row, password))
        }
        _ => None,
    });
    let conditional = layout.bound().filter_map(|row| required_condition(layout, row));
    let counted = layout.form.count_rules.iter().map(|(word, names)| count_rule(layout, word, names));
    let own = layout.form.checks.iter().map(
        |path| emitted_at!(path.span(), root => #root::__private::check::<Self, _>(#path, __d, __report);),
    );
    let lines: Vec<_> = flattened.chain(crossing).chain(conditional).chain(counted).chain(own).collect();
    if lines.is_empty() {
        return TokenStream::new();
    }
    emitted! { fn check(__d: &#draft, __report: &mut #root::Report<'_, Self>) { #(#lines)* } }
}

/// Writes the call for `equals`, `not_equals` or a comparison.
fn field_comparison(layout: &Layout<'_>, row: &Placed<'_>, rule: &Rule, other: &Name) -> TokenStream {
    let span = Span::mixed_site().located_at(other.span);
    let (mut ident, word) = (row.field.ident.clone(), located(&rule.word, other.span));
    ident.set_span(span);
    let field_ref = Ident::new(&row.field.ref_name(), span);
    let (value, other_ref) = other_field(layout, other);
    emitted_at!(other.span=> __report.#word((Self::#field_ref, &__d.#ident), (#other_ref, &#value));)
}

/// Writes the call for `required_if` and `required_unless`: the field is required if one of its conditions is met.
fn required_condition(layout: &Layout<'_>, row: &Placed<'_>) -> Option<TokenStream> {
    let (root, draft) = (layout.root(), &layout.draft);
    let conditions = row.field.rules.iter().filter_map(|rule| {
        let (condition, wanted) = match &rule.kind {
            RuleKind::RequiredIf(condition) => (condition, true),
            RuleKind::RequiredUnless(condition) => (condition, false),
            _ => return None,
        };
        Some(match condition {
            Condition::Given(name) => {
                let (value, _) = other_field(layout, name);
                emitted_at! {name.span, root =>
                    #root::__private::is_given(&#value) == ::core::option::Option::Some(#wanted)
                }
            }
            Condition::Is(name, expected) => {
                let (value, _) = other_field(layout, name);
                let several = layout
                    .rows
                    .iter()
                    .find(|row| row.field.ident == name.parts[0])
                    .is_some_and(|row| holds_several(&row.field.ty));
                let span = expected.span();
                let is = if several && name.parts.len() == 1 {
                    emitted_at!(span=> ::core::iter::Iterator::any(&mut ::core::iter::IntoIterator::into_iter(__value), |__value| *__value == (#expected)))
                } else {
                    emitted_at!(span=> *__value == (#expected))
                };
                emitted_at!(name.span=> ::core::option::Option::as_ref(&#value).map(|__value| #is) == ::core::option::Option::Some(#wanted))
            }
            Condition::Function(path) => emitted_at! {path.span()=>
                { let __condition: fn(&#draft) -> ::core::primitive::bool = #path; __condition(__d) == #wanted }
            },
        })
    });
    let conditions: Vec<_> = conditions.collect();
    let (ident, field_ref) = (&row.field.ident, Ident::new(&row.field.ref_name(), Span::mixed_site()));
    (!conditions.is_empty())
        .then(|| emitted!(__report.required_if(#(#conditions)||*, (Self::#field_ref, &__d.#ident));))
}

/// Writes the call for `at_least_one_of`, `exactly_one_of` or `at_most_one_of`.
fn count_rule(layout: &Layout<'_>, word: &Ident, names: &[Name]) -> TokenStream {
    let root = layout.root();
    let answers = names.iter().map(|name| {
        let (value, field_ref) = other_field(layout, name);
        emitted_at!(name.span, root => #root::Presence::of(#field_ref, &#value))
    });
    // with a required field the rule would always pass, or always fail
    let asserted = names.iter().filter(|name| name.parts.len() == 1).filter_map(|name| {
        let row = layout.rows.iter().find(|row| row.field.ident == name.parts[0])?;
        let at = row.place();
        let message = format!(
            "`{word}` needs fields that may be left out, and `{}` is required: make it an `Option`, or write `required = false` on it",
            name.text
        );
        Some(emitted_at!(name.span=> const _: () = ::core::assert!(!__FIELDS[#at].required, #message);))
    });
    emitted! {
        #(#asserted)*
        __report.#word(&[#(#answers),*]);
    }
}

/// Writes the comparison of a password with other fields. The other rules of the policy are checked by the field.
fn password_comparison(layout: &Layout<'_>, row: &Placed<'_>, password: &Password) -> TokenStream {
    let (root, ident, at) = (layout.root(), &row.field.ident, row.place());
    let field_ref = Ident::new(&row.field.ref_name(), Span::mixed_site());
    let attributes: Vec<_>;
    let others = if let Some(names) = &password.similar_to {
        names
    } else {
        let bound = layout.bound().filter(|other| Password::is_user_attribute(other.field));
        attributes = bound.map(|other| Name::of(&other.field.ident)).collect();
        &attributes
    };
    // a secret has no text to compare with, so the rule would always pass
    let asserted = others.iter().filter_map(|name| {
        let row = layout.rows.iter().find(|row| row.field.ident == name.parts[0])?;
        let (at, form) = (row.place(), &row.field.ty);
        let (field, instead) = match name.parts.get(1) {
            None => (emitted_at!(name.span=> &__FIELDS[#at]), format!("write `not_equals = {}`", name.text)),
            Some(inner) => {
                let inner = Ident::new(&crate::model::field_ref_name(inner), inner.span());
                let field = emitted_at!(name.span, root => #root::__private::field_of(<#form>::#inner));
                (field, "compare in a `check`".to_owned())
            }
        };
        let message = format!(
            "`{0}` is a secret, so `similar_to` cannot compare with it: remove it from `similar_to`, and {instead} to require a different \
             value",
            name.text
        );
        let kind = emitted_at!(name.span, root => #root::schema::Kind::Secret);
        Some(emitted_at!(name.span=> const _: () = ::core::assert!(!::core::matches!((#field).kind, #kind), #message);))
    });
    let asserted = quote::quote!(#(#asserted)*);
    let named = user_attributes_in_flattened(layout, password);
    let others = others.iter().map(|other| {
        let (value, field_ref) = other_field(layout, other);
        emitted!((#root::__private::text_of(&#value), (|| #root::__private::field_at(#field_ref)) as _))
    });
    emitted!(#asserted #named #root::__private::compare_password(&__d.#ident, Self::#field_ref, &__FIELDS[#at], &[#(#others),*], __report);)
}

/// Writes an assertion that no flattened form has a field that Django compares with. Only the compiler knows the fields of a
/// flattened form, and without an error the password would not be compared with them.
fn user_attributes_in_flattened(layout: &Layout<'_>, password: &Password) -> TokenStream {
    if !password.compares_as_django() {
        return TokenStream::new();
    }
    let (root, attributes) = (layout.root(), Password::USER_ATTRIBUTES);
    let asserted = layout.bound().filter(|row| row.is_flattened()).map(|row| {
        let (ident, ty) = (&row.field.ident, &row.field.ty);
        let message = format!(
            "`password(django)` does not compare with the fields of the flattened form `{ident}`: write `password(django, similar_to \
             = [{ident}.username, {ident}.email])`, with the fields that it has"
        );
        emitted_at!(password.presets[0].word().span(), root => const _: () = ::core::assert!(
            !<#ty as #root::Form>::SCHEMA.has_one_of(&[#(#attributes),*]), #message);)
    });
    quote::quote!(#(#asserted)*)
}

/// Returns the value of another field in the draft, and its field reference. `user.email` is a field of a flattened form.
pub(super) fn other_field(layout: &Layout<'_>, name: &Name) -> (TokenStream, TokenStream) {
    let (root, parts) = (layout.root(), &name.parts);
    let value = emitted_at!(name.span=> __d #(.#parts)*);
    let field_ref = |part: &Ident| Ident::new(&crate::model::field_ref_name(part), part.span());
    let (first, form) = (field_ref(&parts[0]), located(layout.name(), name.span));
    let field_ref = match parts.get(1) {
        None => emitted_at!(name.span=> #form::#first),
        Some(inner) => {
            let inner = field_ref(inner);
            let field = layout.rows.iter().find(|row| row.field.ident == parts[0]);
            let ty = field.map(|row| &row.field.ty);
            emitted_at!(name.span, root => #root::FieldRef::then(#form::#first, <#ty>::#inner))
        }
    };
    (value, field_ref)
}

fn finish(layout: &Layout<'_>) -> TokenStream {
    let (root, draft) = (layout.root(), &layout.draft);
    let patterns = layout.held().map(|row| {
        let (ident, local) = (&row.field.ident, row.local());
        if row.is_flattened() {
            emitted!(#ident: #local)
        } else {
            emitted!(#ident: ::core::option::Option::Some(#local))
        }
    });
    let values = layout.held().map(|row| {
        let (ident, ty, local) = (&row.field.ident, row.ty(), row.local());
        if row.is_flattened() {
            emitted_at!(row.span(), root => #ident: <#ty as #root::Form>::finish(#local)?)
        } else {
            emitted!(#ident: #local)
        }
    });
    let irrefutable = layout.held().all(Placed::is_flattened);
    let otherwise = (!irrefutable).then(|| emitted!(else { return ::core::option::Option::None; }));
    emitted! {
        let #draft { #(#patterns,)* } = __d #otherwise;
        ::core::option::Option::Some(Self { #(#values,)* })
    }
}

/// Writes the assignments of an update, to the model or to another value of the form.
fn write_fields(layout: &Layout<'_>) -> TokenStream {
    let lines = layout.bound().map(|row| {
        let (ident, span, at, field_trait) = (row.member(), row.span(), row.place(), row.field_trait());
        if row.is_flattened() {
            emitted_at!(span=> __c.flattened(#at, self.#ident, &mut __m.#ident);)
        } else {
            emitted_at!(span=> #field_trait::write(self.#ident, __c, #at, &__FIELDS[#at], &mut __m.#ident);)
        }
    });
    emitted!(#(#lines)*)
}

/// Writes the assignments of an update to the fields of a variant, which are in the enum: `parts` are references to them.
pub(super) fn write_variant(layout: &Layout<'_>) -> TokenStream {
    let (root, name) = (layout.root(), layout.name());
    let types = layout.rows.iter().map(|row| &row.field.ty);
    let locals = layout.rows.iter().map(Placed::local);
    let lines = layout.bound().map(|row| {
        let (ident, span, at, field_trait) = (row.member(), row.span(), row.place(), row.field_trait());
        let local = row.local();
        if row.is_flattened() {
            emitted_at!(span=> __c.flattened(#at, self.#ident, #local);)
        } else {
            emitted_at!(span=> #field_trait::write(self.#ident, __c, #at, &__FIELDS[#at], #local);)
        }
    });
    emitted! {
        #[allow(deprecated, unused_variables)]
        impl #name {
            #[doc(hidden)]
            fn __write(self, (#(#locals,)*): (#(&mut #types,)*), __c: &mut #root::__private::Changes<'_>) { #(#lines)* }
        }
    }
}

/// Writes the call of what [`write_variant`] writes.
fn write_parts(layout: &Layout<'_>) -> TokenStream {
    let parts = layout.rows.iter().map(|row| {
        let ident = row.member();
        emitted!(&mut __m.#ident)
    });
    emitted!(self.__write((#(#parts,)*), __c);)
}

/// Writes `Form::show_defaults`, which fills a blank form.
fn defaults(layout: &Layout<'_>) -> TokenStream {
    let root = layout.root();
    let lines: Vec<_> = layout
        .bound()
        .filter_map(|row| {
            let (ty, span, at, field_trait) = (row.ty(), row.span(), row.place(), row.field_trait());
            if row.is_flattened() {
                return Some(emitted_at!(span=> __s.flattened_defaults::<#ty>(#at);));
            }
            if row.is_map() {
                // its values are optional, and have no defaults
                return None;
            }
            if let Some(default) = &row.field.default {
                let default = default_of(default, &row.field.ty);
                return Some(
                    emitted_at!(span=> #field_trait::show_default(::core::marker::PhantomData::<#ty>, __s, #at, &__FIELDS[#at], #default);),
                );
            }
            row.field
                .nested
                .as_ref()
                .map(|_| emitted_at!(span=> #field_trait::show_defaults_within(::core::marker::PhantomData::<#ty>, __s, #at);))
        })
        .collect();
    if lines.is_empty() {
        return TokenStream::new();
    }
    emitted! { fn show_defaults(__s: &mut #root::__private::Shown) { #(#lines)* } }
}

fn show(layout: &Layout<'_>, row: &Placed<'_>) -> TokenStream {
    let (ident, ty, span, at) = (row.member(), row.ty(), row.span(), row.place());
    let field_trait = row.field_trait();
    if row.is_flattened() && layout.borrows_itself() {
        emitted_at!(span=> __s.flattened::<#ty>(#at, &::core::convert::From::from(&__p.#ident));)
    } else if row.is_flattened() {
        emitted_at!(span=> __s.flattened::<#ty>(#at, &__p.#ident);)
    } else if layout.borrows_itself() {
        emitted_at!(span=> #field_trait::show(&__p.#ident, __s, #at, &__FIELDS[#at]);)
    } else if row.is_bound() || layout.is_variant() {
        emitted_at!(span=> #field_trait::show(__p.#ident, __s, #at, &__FIELDS[#at]);)
    } else {
        emitted_at! {span=>
            if let ::core::option::Option::Some(__value) = __p.#ident {
                #field_trait::show(__value, __s, #at, &__FIELDS[#at]);
            }
        }
    }
}

/// Returns whether the values of a type are in an `Option`, a list, a set or an array, by its name.
fn holds_several(ty: &Type) -> bool {
    let is_named =
        |name: &Ident| ["Option", "Vec", "BTreeSet", "HashSet"].iter().any(|several| name == several);
    matches!(ty, Type::Array(_)) || type_name(ty).is_some_and(is_named)
}
