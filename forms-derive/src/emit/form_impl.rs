use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::spanned::Spanned;
use syn::{Ident, Type};

use super::Layout;
use super::layout::{Placed, located};
use crate::model::{Access, Default, Demand, Password, Rule, type_name};
use crate::syntax::{Condition, Name};

/// `impl Form`: a line for each field and purpose.
pub(super) fn form_impl(layout: &Layout<'_>) -> TokenStream {
    let (root, name, draft, model) = (layout.root(), layout.name(), &layout.draft, &layout.model.ident);
    let context = context(layout);
    let present = if layout.is_own() { emitted!(&'m #name) } else { emitted!(__Present<'m>) };
    let readings = layout.rows.iter().map(|row| reading(layout, row));
    let held = layout.rows.iter().any(|row| !row.is_flattened());
    let at = held.then(|| emitted!(let __at = __At::new(__r, &__FIELDS[__i], __cx);));
    let (check, finish, merge) = (check(layout), finish(layout), writes(layout));
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
            fn field<'b>(
                __d: &mut #draft,
                __p: ::core::option::Option<&Self::Present<'_>>,
                __i: ::core::primitive::usize,
                __r: &#root::RawValue<'b>,
                __cx: &mut #root::BindContext<'b>,
            ) {
                #at
                match __i {
                    #(#readings)*
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

/// How the field takes its value: one arm of the only `match` through which anything is bound.
fn reading(layout: &Layout<'_>, row: &Placed<'_>) -> TokenStream {
    let (root, field, at) = (layout.root(), row.field, row.place());
    let (ident, ty, span, field_trait) = (row.member(), row.ty(), row.span(), row.field_trait());
    if row.is_flattened() {
        let inner = if layout.is_own() {
            emitted_at!(span=> ::core::option::Option::as_ref(&__p.map(|__q| ::core::convert::From::from(&__q.#ident))))
        } else {
            emitted_at!(span=> __p.map(|__q| &__q.#ident))
        };
        return emitted_at! {span, root =>
            __i if __i >= #at && __i < #at + <#ty as #root::Form>::SCHEMA.fields.len() => {
                #root::__private::fill_flattened::<#ty>(&mut __d.#ident, #inner, __i - #at, __r, __cx);
            }
        };
    }
    let present = if layout.is_own() {
        emitted_at!(span=> __p.map(|__q| &__q.#ident))
    } else {
        emitted_at!(span=> __p.map(|__q| __q.#ident))
    };
    let default = field.default.as_ref().map(|default| default_of(default, &field.ty));
    let call = match (row.access, default) {
        (Access::ReadOnly, _) if !layout.is_own() => {
            emitted_at!(span=> #field_trait::locked(__at, __p.and_then(|__q| __q.#ident)))
        }
        (Access::ReadOnly, default) => {
            emitted_at!(span=> #field_trait::locked_or(__at, &mut __d.#ident, #present, #default))
        }
        (_, Some(default)) => {
            emitted_at!(span=> #field_trait::read_or(__at, &mut __d.#ident, #present, #default))
        }
        (_, None) => emitted_at!(span=> #field_trait::read(__at, &mut __d.#ident, #present)),
    };
    let clean = field.rules.iter().find_map(|rule| match &rule.demand {
        Demand::Clean(path) => Some(path),
        _ => None,
    });
    match clean {
        None => emitted!(#at => #call,),
        Some(path) => {
            let call = if row.access == Access::Immutable {
                emitted_at!(span=> if !#field_trait::repeats(&mut __at, &mut __d.#ident, #present) { #call })
            } else {
                call
            };
            let cleaned = emitted_at! {span=>
                #field_trait::clean_with(&mut __d.#ident, __r, &__FIELDS[#at], #present, #path, __cx);
            };
            let keeps = emitted_at!(span=> #field_trait::keeps(&mut __at, &mut __d.#ident, #present));
            emitted! {
                #at => {
                    let mut __at = __at;
                    if !#keeps {
                        #call;
                        #cleaned
                    }
                }
            }
        }
    }
}

fn default_of(default: &Default, ty: &Type) -> TokenStream {
    default.value.as_ref().map_or_else(
        || quote_spanned!(default.word.span()=> <#ty as ::core::default::Default>::default),
        |value| emitted_at!(ty.span()=> || #value),
    )
}

/// What looks at several fields: the flattened forms' own checks, rules between fields, then the user's functions.
fn check(layout: &Layout<'_>) -> TokenStream {
    let (root, draft) = (layout.root(), &layout.draft);
    let flattened = layout.flattened().map(|row| {
        let (ident, ty, at) = (row.member(), row.ty(), row.place());
        emitted_at!(row.span(), root => <#ty as #root::Form>::check(&__d.#ident, &mut __report.flattened::<#ty>(#at));)
    });
    let rules = layout.bound().flat_map(|row| row.field.rules.iter().map(move |rule| (row, rule)));
    let crossing = rules.filter_map(|(row, rule)| match &rule.demand {
        Demand::Equals(other) | Demand::NotEquals(other) | Demand::Compared(other) => {
            Some(beside(layout, row, rule, other))
        }
        Demand::Password(password) if password.is_compared() => Some(compared(layout, row, password)),
        _ => None,
    });
    let conditional = layout.bound().filter_map(|row| conditional(layout, row));
    let counted = layout.form.counted.iter().map(|(word, names)| counted(layout, word, names));
    let own = layout.form.checks.iter().map(
        |path| emitted_at!(path.span(), root => #root::__private::check::<Self, _>(#path, __d, __report);),
    );
    let lines: Vec<_> = flattened.chain(crossing).chain(conditional).chain(counted).chain(own).collect();
    if lines.is_empty() {
        return TokenStream::new();
    }
    emitted! { fn check(__d: &#draft, __report: &mut #root::Report<'_, Self>) { #(#lines)* } }
}

/// `equals`, `not_equals`, and the words that compare.
fn beside(layout: &Layout<'_>, row: &Placed<'_>, rule: &Rule, other: &Name) -> TokenStream {
    let span = Span::mixed_site().located_at(other.span);
    let (mut ident, word) = (row.field.ident.clone(), located(&rule.word, other.span));
    ident.set_span(span);
    let token = Ident::new(&row.field.token(), span);
    let (value, other_token) = other_field(layout, other);
    emitted_at!(other.span=> __report.#word((Self::#token, &__d.#ident), (#other_token, &#value));)
}

/// `required_if` and `required_unless`: one of the field's conditions is enough.
fn conditional(layout: &Layout<'_>, row: &Placed<'_>) -> Option<TokenStream> {
    let (root, draft) = (layout.root(), &layout.draft);
    let conditions = row.field.rules.iter().filter_map(|rule| {
        let (condition, wanted) = match &rule.demand {
            Demand::RequiredIf(condition) => (condition, true),
            Demand::RequiredUnless(condition) => (condition, false),
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
                    .and_then(|row| type_name(&row.field.ty))
                    .is_some_and(|name| name == "Option" || name == "Vec");
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
    let (ident, token) = (&row.field.ident, Ident::new(&row.field.token(), Span::mixed_site()));
    (!conditions.is_empty())
        .then(|| emitted!(__report.required_if(#(#conditions)||*, (Self::#token, &__d.#ident));))
}

/// `at_least_one_of` and its neighbours.
fn counted(layout: &Layout<'_>, word: &Ident, names: &[Name]) -> TokenStream {
    let root = layout.root();
    let answers = names.iter().map(|name| {
        let (value, token) = other_field(layout, name);
        emitted_at!(name.span, root => #root::Presence::of(#token, &#value))
    });
    // what must be given anyway makes the rule one that nothing breaks, or everything
    let asserted = names.iter().filter(|name| name.parts.len() == 1).filter_map(|name| {
        let row = layout.rows.iter().find(|row| row.field.ident == name.parts[0])?;
        let at = row.place();
        let message = format!(
            "a field of `{word}` may be left out: make `{}` an `Option`, or write `required = false` on it",
            name.text
        );
        Some(emitted_at!(name.span=> const _: () = ::core::assert!(!__FIELDS[#at].required, #message);))
    });
    emitted! {
        #(#asserted)*
        __report.#word(&[#(#answers),*]);
    }
}

/// The form compares, when it has the others at hand; the field judges the rest.
fn compared(layout: &Layout<'_>, row: &Placed<'_>, password: &Password) -> TokenStream {
    let (root, ident, at) = (layout.root(), &row.field.ident, row.place());
    let token = Ident::new(&row.field.token(), Span::mixed_site());
    let attributes: Vec<_>;
    let others = if let Some(names) = &password.similar_to {
        names
    } else {
        let bound = layout.bound().filter(|other| Password::is_user_attribute(other.field));
        attributes = bound.map(|other| Name::of(&other.field.ident)).collect();
        &attributes
    };
    // a secret has no text to compare with: the rule would be one that nothing breaks
    let asserted = others.iter().filter_map(|name| {
        let row = layout.rows.iter().find(|row| row.field.ident == name.parts[0])?;
        let (at, form) = (row.place(), &row.field.ty);
        let (field, instead) = match name.parts.get(1) {
            None => (emitted_at!(name.span=> &__FIELDS[#at]), format!("write `not_equals = {}`", name.text)),
            Some(inner) => {
                let inner = Ident::new(&crate::model::token_of(inner), inner.span());
                let field = emitted_at!(name.span, root => #root::__private::field_of(<#form>::#inner));
                (field, "compare in a `check`".to_owned())
            }
        };
        let message = format!(
            "a secret is shown to no rule, so `similar_to = [{0}]` compares with nothing: take `{0}` out, and {instead} to \
             have another one",
            name.text
        );
        let kind = emitted_at!(name.span, root => #root::schema::Kind::Secret);
        Some(emitted_at!(name.span=> const _: () = ::core::assert!(!::core::matches!((#field).kind, #kind), #message);))
    });
    let asserted = quote::quote!(#(#asserted)*);
    let named = named_within(layout, password);
    let others = others.iter().map(|other| {
        let (value, token) = other_field(layout, other);
        emitted!((#root::__private::text_of(&#value), (|| #root::__private::field_at(#token)) as _))
    });
    emitted!(#asserted #named #root::__private::compare_password(&__d.#ident, Self::#token, &__FIELDS[#at], &[#(#others),*], __report);)
}

/// What Django compares with may stand in a flattened form, whose fields only the compiler knows: the password would be compared
/// with less than the declaration seems to say.
fn named_within(layout: &Layout<'_>, password: &Password) -> TokenStream {
    if !password.compares_as_django() {
        return TokenStream::new();
    }
    let (root, attributes) = (layout.root(), Password::USER_ATTRIBUTES);
    let asserted = layout.bound().filter(|row| row.is_flattened()).map(|row| {
        let (ident, ty) = (&row.field.ident, &row.field.ty);
        let message = format!(
            "`{ident}` has a field that `password(django)` is compared with, and does not see there: write `password(django, similar_to \
             = [{ident}.username, {ident}.email])`, with the fields that it has"
        );
        emitted_at!(password.presets[0].word().span(), root => const _: () = ::core::assert!(
            !<#ty as #root::Form>::SCHEMA.has_one_of(&[#(#attributes),*]), #message);)
    });
    quote::quote!(#(#asserted)*)
}

/// Another field within the draft, and its token; `user.email` is that of a flattened form.
pub(super) fn other_field(layout: &Layout<'_>, name: &Name) -> (TokenStream, TokenStream) {
    let (root, parts) = (layout.root(), &name.parts);
    let value = emitted_at!(name.span=> __d #(.#parts)*);
    let token = |part: &Ident| Ident::new(&crate::model::token_of(part), part.span());
    let (first, form) = (token(&parts[0]), located(layout.name(), name.span));
    let token = match parts.get(1) {
        None => emitted_at!(name.span=> #form::#first),
        Some(inner) => {
            let inner = token(inner);
            let field = layout.rows.iter().find(|row| row.field.ident == parts[0]);
            let ty = field.map(|row| &row.field.ty);
            emitted_at!(name.span, root => #root::FieldRef::then(#form::#first, <#ty>::#inner))
        }
    };
    (value, token)
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

/// What an update writes, onto the model or onto another value of the form.
fn writes(layout: &Layout<'_>) -> TokenStream {
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

/// What a blank form is filled with.
fn defaults(layout: &Layout<'_>) -> TokenStream {
    let root = layout.root();
    let lines: Vec<_> = layout
        .bound()
        .filter_map(|row| {
            let (ty, span, at, field_trait) = (row.ty(), row.span(), row.place(), row.field_trait());
            if row.is_flattened() {
                return Some(emitted_at!(span=> __s.flattened_defaults::<#ty>(#at);));
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
    if row.is_flattened() && layout.is_own() {
        emitted_at!(span=> __s.flattened::<#ty>(#at, &::core::convert::From::from(&__p.#ident));)
    } else if row.is_flattened() {
        emitted_at!(span=> __s.flattened::<#ty>(#at, &__p.#ident);)
    } else if layout.is_own() {
        emitted_at!(span=> #field_trait::show(&__p.#ident, __s, #at, &__FIELDS[#at]);)
    } else if row.is_bound() {
        emitted_at!(span=> #field_trait::show(__p.#ident, __s, #at, &__FIELDS[#at]);)
    } else {
        emitted_at! {span=>
            if let ::core::option::Option::Some(__value) = __p.#ident {
                #field_trait::show(__value, __s, #at, &__FIELDS[#at]);
            }
        }
    }
}
