//! Writes the checks of nested and flattened forms, which need types.

use proc_macro2::TokenStream;
use syn::Path;
use syn::spanned::Spanned;

use super::Layout;
use super::form_impl::context;
use super::layout::Placed;
use crate::model::{RuleKind, contains_type, is_plain_value};

/// Writes the checks of inner forms that need types: that they are forms, and that their context and settings match those of
/// the outer form.
pub(super) fn bounds(layout: &Layout<'_>) -> TokenStream {
    let root = layout.root();
    let nested_marker = layout.bound().filter_map(|row| nested_marker(layout, row));
    let csrf_guards = layout.bound().filter_map(|row| csrf_guard(layout, row));
    let settings = layout.bound().flat_map(|row| settings(layout, row));
    let time_zones = layout.bound().filter_map(|row| time_zone(layout, row));
    let contexts: Vec<_> = layout.bound().filter_map(|row| context_check(layout, row)).collect();
    let contexts = (!contexts.is_empty()).then(|| {
        emitted! {
            #[allow(dead_code, unused_imports)]
            fn __forms_within() {
                use #root::__private::{NoOwnContext as _, NoForm as _};
                #(#contexts)*
            }
        }
    });
    emitted! {
        #(#nested_marker)*
        #(#csrf_guards)*
        #(#settings)*
        #(#time_zones)*
        #contexts
    }
}

/// Returns whether the field is marked as a form. Only the compiler knows whether its type is one.
fn is_marked(row: &Placed<'_>) -> bool {
    row.field.flatten.is_some() || row.field.nested.is_some() && !is_plain_value(row.field.value_type())
}

/// Writes an assertion that a field without `nested` is not a form. It would bind as one, but the declaration would not
/// show it.
fn nested_marker(layout: &Layout<'_>, row: &Placed<'_>) -> Option<TokenStream> {
    let (root, ty) = (layout.root(), row.inner_ty());
    if row.field.nested.is_some() || row.field.flatten.is_some() || is_plain_value(row.field.value_type()) {
        return None;
    }
    let message = format!("`{}` holds a form: write `#[form(nested)]` on the field", row.field.name);
    Some(emitted_at! {row.span(), root =>
        const _: () = {
            #[allow(unused_imports)]
            use #root::__private::NoForm as _;
            ::core::assert!(!#root::__private::Probe::<#ty, ()>::IS_FORM, #message);
        };
    })
}

/// Writes an assertion for a form without `csrf`: no inner form has `csrf`, because the outer form would bind it unguarded.
fn csrf_guard(layout: &Layout<'_>, row: &Placed<'_>) -> Option<TokenStream> {
    let (root, ty) = (layout.root(), row.inner_ty());
    if cfg!(not(feature = "csrf")) || layout.form.csrf.is_some() || !is_marked(row) {
        return None;
    }
    let probe = if row.field.flatten.is_some() {
        emitted_at!(row.span(), root => <#ty as #root::Form>::SCHEMA.is_csrf())
    } else {
        emitted_at!(row.span(), root => #root::__private::Probe::<#ty, ()>::IS_CSRF)
    };
    Some(emitted_at! {row.span(), root =>
        const _: () = {
            #[allow(unused_imports)]
            use #root::__private::NoForm as _;
            ::core::assert!(!#probe, "this form has `csrf`, and the form around it does not: write `csrf` on that form too");
        };
    })
}

/// Writes assertions for settings that apply to a whole body or page and have no effect in an inner form: the outer form must
/// have them too.
fn settings(layout: &Layout<'_>, row: &Placed<'_>) -> Vec<TokenStream> {
    let (root, ty) = (layout.root(), row.inner_ty());
    if !is_marked(row) {
        return Vec::new();
    }
    let form = if row.field.flatten.is_some() {
        emitted_at!(row.span(), root => ::core::option::Option::Some(<#ty as #root::Form>::SCHEMA))
    } else {
        emitted_at!(row.span(), root => #root::__private::Probe::<#ty, ()>::SCHEMA)
    };
    let mut assertions = vec![(
        emitted_at!(row.span()=> __SCHEMA.has_browser_validation_of(#form)),
        "this form has `browser_validation`, which applies to a whole page: write the same on the form around it",
    )];
    assertions.push((
        emitted_at!(row.span()=> __SCHEMA.accepts_bodies_of(#form)),
        "this form has `accept = json`, which applies to a whole body: write the same on the form around it",
    ));
    if row.field.flatten.is_some() {
        assertions.push((
            emitted_at!(row.span(), root => __SCHEMA.bounds_bodies_like(<#ty as #root::Form>::SCHEMA)),
            "this form's `max_body_bytes`, `max_fields`, `max_depth` or `max_key_bytes` is lower than that of the form that it is \
             flattened into, which reads the body: write the limits on that form too",
        ));
        assertions.push((
            emitted_at!(row.span(), root => __SCHEMA.treats_unknown_keys_like(<#ty as #root::Form>::SCHEMA)),
            "this form treats unknown keys (`unknown` or `ignore`) differently from the form that it is flattened into: write the \
             same on both",
        ));
    }
    let assertions = assertions.into_iter().map(|(holds, message)| {
        emitted_at! {row.span(), root =>
            const _: () = {
                #[allow(unused_imports)]
                use #root::__private::NoForm as _;
                ::core::assert!(#holds, #message);
            };
        }
    });
    assertions.collect()
}

/// Writes an assertion that a moment in two parts has a time zone: neither part has a place for an offset.
fn time_zone(layout: &Layout<'_>, row: &Placed<'_>) -> Option<TokenStream> {
    let (root, ty) = (layout.root(), row.inner_ty());
    let is_zoned = row.field.rules.iter().any(|rule| matches!(rule.kind, RuleKind::TimeZone(_)));
    if is_zoned || !contains_type(&row.field.ty, "SplitDateTime") {
        return None;
    }
    Some(emitted_at! {row.span(), root =>
        const _: () = ::core::assert!(
            !<#ty as #root::FieldType>::HAS_OFFSET,
            "a moment in two parts has no place for an offset and needs a time zone: write `time_zone = \"Europe/Berlin\"`",
        );
    })
}

fn context_check(layout: &Layout<'_>, row: &Placed<'_>) -> Option<TokenStream> {
    let (root, outer, ty) = (layout.root(), context(layout), row.inner_ty());
    if !is_marked(row) {
        return None;
    }
    let is_flattened = row.field.flatten.is_some();
    let assertion =
        is_flattened.then(|| emitted_at!(row.span(), root => #root::__private::assert_flattened::<#ty>();));
    Some(emitted_at! {row.span(), root =>
        #assertion
        #root::__private::Probe::<#ty, #outer>::new()
            .__contexts()
            .nested_form_needs_the_same_context_or_none();
    })
}

/// Writes the checks of a form that is a variant of an enum: its context and settings match those of the enum.
pub(super) fn of_variant(
    root: &Path,
    ty: &TokenStream,
    context: &TokenStream,
    has_csrf: bool,
) -> TokenStream {
    let span = ty.span();
    let mut assertions = vec![
        (
            emitted_at!(span, root => __SCHEMA.has_browser_validation_of(::core::option::Option::Some(<#ty as #root::Form>::SCHEMA))),
            "this form has `browser_validation`, which applies to a whole page: write the same on the enum",
        ),
        (
            emitted_at!(span, root => __SCHEMA.accepts_bodies_of(::core::option::Option::Some(<#ty as #root::Form>::SCHEMA))),
            "this form has `accept = json`, which applies to a whole body: write the same on the enum",
        ),
        (
            emitted_at!(span, root => __SCHEMA.treats_unknown_keys_like(<#ty as #root::Form>::SCHEMA)),
            "this form treats unknown keys (`unknown` or `ignore`) differently from the enum, and JSON has its keys beside the tag: \
             write the same on both",
        ),
    ];
    if cfg!(feature = "csrf") && !has_csrf {
        assertions.push((
            emitted_at!(span, root => !<#ty as #root::Form>::SCHEMA.is_csrf()),
            "this form has `csrf`, and the enum does not: write `csrf` on the enum too",
        ));
    }
    let assertions = assertions
        .into_iter()
        .map(|(holds, message)| emitted_at!(span=> const _: () = ::core::assert!(#holds, #message);));
    let checks = emitted_at! {span, root =>
        #root::__private::assert_flattened::<#ty>();
        #root::__private::Probe::<#ty, #context>::new()
            .__contexts()
            .nested_form_needs_the_same_context_or_none();
    };
    emitted! {
        #(#assertions)*
        const _: () = {
            #[allow(dead_code, unused_imports)]
            fn __form_of_variant() {
                use #root::__private::{NoOwnContext as _, NoForm as _};
                #checks
            }
        };
    }
}
