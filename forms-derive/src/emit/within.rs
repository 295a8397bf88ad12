use proc_macro2::TokenStream;

use super::Layout;
use super::form_impl::context;
use super::layout::Placed;
use crate::model::{Demand, holds, is_surely_no_form};

/// What only the compiler knows of forms within the form: that they are some, and that they can be asked with the
/// same context.
pub(super) fn bounds(layout: &Layout<'_>) -> TokenStream {
    let root = layout.root();
    let unmarked = layout.bound().filter_map(|row| unmarked(layout, row));
    let guards = layout.bound().filter_map(|row| guard(layout, row));
    let settings = layout.bound().flat_map(|row| settings(layout, row));
    let zones = layout.bound().filter_map(|row| zone(layout, row));
    let lines: Vec<_> = layout.bound().filter_map(|row| line(layout, row)).collect();
    let contexts = (!lines.is_empty()).then(|| {
        emitted! {
            #[allow(dead_code, unused_imports)]
            fn __forms_within() {
                use #root::__private::{NoOwnContext as _, NoForm as _};
                #(#lines)*
            }
        }
    });
    emitted! {
        #(#unmarked)*
        #(#guards)*
        #(#settings)*
        #(#zones)*
        #contexts
    }
}

/// Returns true for a field that may hold a form: one that is marked so. What the mark is on, only the compiler knows.
fn is_marked(row: &Placed<'_>) -> bool {
    row.field.flatten.is_some() || row.field.nested.is_some() && !is_surely_no_form(&row.field.ty)
}

/// Checks that a field which is not marked `nested` is no form. It would bind as one all the same, but whoever reads the
/// declaration could not tell.
fn unmarked(layout: &Layout<'_>, row: &Placed<'_>) -> Option<TokenStream> {
    let (root, ty) = (layout.root(), row.ty());
    if row.field.nested.is_some() || row.field.flatten.is_some() || is_surely_no_form(&row.field.ty) {
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

/// Of a form that is not marked `csrf`: no form within it is. Bound through this one, it would be unguarded.
fn guard(layout: &Layout<'_>, row: &Placed<'_>) -> Option<TokenStream> {
    let (root, ty) = (layout.root(), row.ty());
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
            ::core::assert!(!#probe, "this form is marked `csrf`: mark the one around it too");
        };
    })
}

/// Checks settings of a form within another that have no effect there, because they are those of a body or of a page as a
/// whole: the form around it must have them too.
fn settings(layout: &Layout<'_>, row: &Placed<'_>) -> Vec<TokenStream> {
    let (root, ty) = (layout.root(), row.ty());
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
        "this form says `browser_validation`, which is of a page as a whole: say the same on the form around it",
    )];
    assertions.push((
        emitted_at!(row.span()=> __SCHEMA.accepts_bodies_of(#form)),
        "this form says `accept = json`, which is of a body as a whole: say the same on the form around it",
    ));
    if row.field.flatten.is_some() {
        assertions.push((
            emitted_at!(row.span(), root => __SCHEMA.bounds_bodies_like(<#ty as #root::Form>::SCHEMA)),
            "this form's `max_body_bytes`, `max_fields`, `max_depth` or `max_key_bytes` is tighter than that of the form that it \
             is flattened into, which reads the body: write the limits there too",
        ));
        assertions.push((
            emitted_at!(row.span(), root => __SCHEMA.treats_unknown_keys_like(<#ty as #root::Form>::SCHEMA)),
            "this form says what becomes of unknown keys (`unknown` or `ignore`), and the form that it is flattened into \
             treats them in another way: say the same there too",
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

/// Of a moment in two parts: neither has a place for an offset, so that none could ever be given.
fn zone(layout: &Layout<'_>, row: &Placed<'_>) -> Option<TokenStream> {
    let (root, ty) = (layout.root(), row.ty());
    let is_zoned = row.field.rules.iter().any(|rule| matches!(rule.demand, Demand::TimeZone(_)));
    if is_zoned || !holds(&row.field.ty, "SplitDateTime") {
        return None;
    }
    Some(emitted_at! {row.span(), root =>
        const _: () = ::core::assert!(
            !<#ty as #root::FieldType>::HAS_OFFSET,
            "a moment in two parts needs the zone whose clocks are meant: write `time_zone = \"Europe/Berlin\"`",
        );
    })
}

fn line(layout: &Layout<'_>, row: &Placed<'_>) -> Option<TokenStream> {
    let (root, outer, ty) = (layout.root(), context(layout), row.ty());
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
            .a_form_within_must_have_the_same_context_or_none();
    })
}
