//! Writes the rule of a text format.

use proc_macro2::TokenStream;
use quote::quote_spanned;
use syn::{Ident, LitStr, Path};

use crate::model::Format;

/// Writes the rule of a format: its constant, or a static made from it if the key has options.
pub(super) fn call(root: &Path, word: &Ident, format: &Format) -> TokenStream {
    let span = word.span();
    let constant = Ident::new(&format.constant(&word.to_string()), span);
    let constant = quote_spanned!(span=> #root::validator::#constant);
    let changes: Vec<_> =
        [schemes(root, format), assumed(root, format), hosts(root, format), list(root, format)]
            .into_iter()
            .flatten()
            .collect();
    if changes.is_empty() {
        return quote_spanned!(span=> .format(&#constant));
    }
    quote_spanned! {span=>
        .format({ static __FORMAT: #root::schema::TextFormat = #constant #(#changes)*; &__FORMAT })
    }
}

fn schemes(root: &Path, format: &Format) -> Option<TokenStream> {
    let (_, schemes) = format.schemes.as_ref()?;
    let begins = schemes.iter().map(|scheme| format!("{}://", scheme.value())).collect::<Vec<_>>();
    let message = format!("{{label}} must be an address that begins with {}.", begins.join(" or "));
    Some(emitted! {
        .accepting(|__text| #root::validator::is_url(__text, &[#(#schemes),*])).message(#message)
    })
}

/// Writes the assumed scheme. The default is the first of `schemes` if `https` is not in the list.
fn assumed(root: &Path, format: &Format) -> Option<TokenStream> {
    let declared = || {
        let (_, schemes) = format.schemes.as_ref()?;
        let secure = schemes.iter().any(|scheme| scheme.value() == "https");
        schemes.first().filter(|_| !secure)
    };
    let scheme = format.assume_scheme.as_ref().or_else(declared)?;
    Some(
        emitted!(.rewrite(|__text| ::core::result::Result::Ok(#root::validator::with_scheme(__text, #scheme)))),
    )
}

fn hosts(root: &Path, format: &Format) -> Option<TokenStream> {
    let hosts = format.allowlist.as_ref()?;
    Some(emitted!(.accepting(|__text| #root::validator::is_email_at(__text, &[#(#hosts),*]))))
}

fn list(root: &Path, format: &Format) -> Option<TokenStream> {
    if format.separator.is_none() && !format.allow_negative {
        return None;
    }
    let separator = format.separator.as_ref().map(|separator| emitted!(.separator(#separator)));
    let negative = format.allow_negative.then(|| emitted!(.allow_negative()));
    let sign = format.separator.as_ref().map_or_else(|| ",".to_owned(), LitStr::value);
    let message =
        format!("{{label}} must be whole numbers separated by \u{201c}{sign}\u{201d}, like 1{sign}2{sign}3.");
    Some(emitted! {
        .accepting(|__text| #root::validator::IntegerList::new() #separator #negative .accepts(__text)).message(#message)
    })
}
