//! Tests of the errors of the derive.

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};
use syn::parse_quote;

use crate::{choice, form};

mod expansion;

/// Returns the messages of the `compile_error!`s in `expansion`, in order.
fn messages(expansion: TokenStream) -> Vec<String> {
    let mut messages = Vec::new();
    let mut after_error = false;
    for token in expansion {
        match token {
            TokenTree::Ident(word) => after_error = word == "compile_error",
            TokenTree::Group(group) if after_error => {
                messages.extend(syn::parse2::<syn::LitStr>(group.stream()).map(|text| text.value()));
                after_error = false;
            }
            _ => {}
        }
    }
    messages
}

#[test]
fn a_valid_declaration_has_no_errors() {
    let expansion = form(&parse_quote! {
        #[form(name = NewUser, fields = [username, type])]
        #[form(name = Profile, exclude = [password_hash], read_only = [id])]
        pub struct User {
            pub id: i64,
            #[form(immutable, max_length = 30)]
            pub username: String,
            #[form]
            pub r#type: Option<String>,
            pub password_hash: String,
        }
    });
    assert_eq!(messages(expansion), [""; 0]);
}

#[test]
fn one_mistake_gives_one_error() {
    let misspelt = form(&parse_quote! {
        #[form(fields = [usrname])]
        struct User { #[form(max_length = 30)] username: String }
    });
    assert_eq!(messages(misspelt), ["`User` has no field `usrname`; did you mean `username`?"]);
    let misplaced = form(&parse_quote! {
        #[form(fields = username, read_only = [id])]
        struct User { #[form(read_only)] id: i64, #[form(immutable)] username: String }
    });
    assert_eq!(
        messages(misplaced),
        ["malformed `fields`: write it as in `fields = [username, email]` or `fields = all`"]
    );
}

#[test]
fn malformed_attributes_do_not_hide_other_errors() {
    let expansion = form(&parse_quote! {
        #[form(fields = all, unknown = maybe)]
        struct User {
            #[form(label = 3, max_lenght = 1, min = , max_length = 0)]
            username: String,
        }
    });
    assert_eq!(
        messages(expansion),
        [
            "malformed `label`: write it as in `label = \"Email address\"`",
            "unknown attribute `max_lenght`; did you mean `max_length`?",
            "malformed `min`: write it as in `min = 1`",
            "expected `ignore` or `refuse`, found `maybe`",
            "expected 1 or more for `max_length`, found `0`",
        ]
    );
}

#[test]
fn the_error_for_a_missing_selection_shows_all_options() {
    let expansion = form(&parse_quote! { struct User { name: String, age: u8, is_admin: bool } });
    let messages = messages(expansion);
    assert_eq!(messages.len(), 1);
    for spelling in ["fields = [name, age]", "exclude = [is_admin]", "fields = all"] {
        assert!(messages[0].contains(spelling), "{spelling} is not in: {}", messages[0]);
    }
}

#[test]
fn a_marker_needs_an_effect_in_only_one_form() {
    let expansion = form(&parse_quote! {
        #[form(name = Short, fields = [username])]
        #[form(name = Long, exclude = [])]
        struct User { #[form(read_only)] id: i64, #[form(max_length = 3)] username: String }
    });
    assert_eq!(messages(expansion), [""; 0]);
}

#[test]
fn choices_report_their_errors() {
    let sound = choice(&parse_quote! {
        #[form(rename_all = "kebab-case")]
        enum Role { ChiefEditor, #[form(rename = "x", label = "Guest")] Visitor }
    });
    assert_eq!(messages(sound), [""; 0]);
    let clash = choice(&parse_quote! {
        #[form(rename_all = "lowercase")]
        enum Role { Guest, GUEST }
    });
    assert_eq!(
        messages(clash),
        [
            "the variants `Guest` and `GUEST` have the same value `guest`: write `#[form(rename = \"...\")]` on one of them"
        ]
    );
}

/// Collects the words of `tokens` with the word before each, including those in groups.
fn words(tokens: TokenStream, before: &mut String, words: &mut BTreeSet<(String, String)>) {
    for token in tokens {
        match token {
            TokenTree::Ident(word) => {
                let before = std::mem::replace(before, word.to_string());
                words.insert((before, word.to_string()));
            }
            TokenTree::Group(group) => self::words(group.stream(), before, words),
            _ => {}
        }
    }
}

/// Checks that `hostile_names.rs` gives every word of the expansion another meaning.
#[test]
fn hostile_names_has_every_word_of_the_expansion() {
    let file: syn::File = syn::parse_str(include_str!("../../tests/compile-pass/hostile_names.rs")).unwrap();
    let items = file.items.iter().find_map(|item| match item {
        syn::Item::Mod(module) => module.content.as_ref().map(|(_, items)| items),
        _ => None,
    });
    let (mut own, mut hostile, mut emitted) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for item in items.unwrap() {
        match item {
            syn::Item::Struct(item) => {
                own.insert(item.ident.to_string());
                own.extend(item.fields.iter().flat_map(|field| &field.ident).map(ToString::to_string));
                if !item.attrs.is_empty() {
                    words(form(&parse_quote!(#item)), &mut String::new(), &mut emitted);
                }
            }
            syn::Item::Enum(item) => {
                own.insert(item.ident.to_string());
                own.extend(item.variants.iter().map(|variant| variant.ident.to_string()));
                words(choice(&parse_quote!(#item)), &mut String::new(), &mut emitted);
            }
            syn::Item::Fn(item) => drop(own.insert(item.sig.ident.to_string())),
            syn::Item::Type(item) => drop(own.insert(item.ident.to_string())),
            syn::Item::Const(item) => drop(own.insert(item.ident.to_string())),
            syn::Item::Macro(call) if call.mac.path.is_ident("hostile") => {
                hostile.extend(call.mac.tokens.clone().into_iter().map(|word| word.to_string()));
            }
            _ => {}
        }
    }
    // the structs of forms and the constants of their fields
    let declared = emitted.iter().filter(|(before, _)| before == "struct" || before == "const");
    own.extend(declared.map(|(_, word)| word.clone()).collect::<Vec<_>>());
    own.extend(own.iter().map(|word| word.to_uppercase()).collect::<Vec<_>>());
    let missing: BTreeSet<_> = emitted
        .iter()
        .map(|(_, word)| word.as_str())
        .filter(|word| !word.starts_with("__") && syn::parse_str::<syn::Ident>(word).is_ok())
        .filter(|word| !hostile.contains(*word) && !own.contains(*word))
        .collect();
    assert!(missing.is_empty(), "add to `hostile!`: {missing:?}");
    assert!(emitted.len() > 100 && emitted.iter().all(|(_, word)| word != "compile_error"));
}

/// The derive cannot use the constants of the runtime, which depends on it.
#[test]
fn bounds_are_those_of_the_runtime() {
    let read = |path: &str| {
        std::fs::read_to_string(format!("{}/{path}", env!("CARGO_MANIFEST_DIR")))
            .expect("the source is there")
    };
    let value = |path: &str, before: &str| {
        let source = read(path);
        let (_, after) = source.split_once(before).unwrap_or_else(|| panic!("`{before}` is not in {path}"));
        after.split([';', ',']).next().expect("a value follows").to_owned()
    };
    for (ours, our_name, theirs, their_name) in [
        ("selection", "const MOST_FIELDS: usize = ", "form", "const MOST_FIELDS: usize = "),
        ("selection", "const TOKEN_KEY: &str = ", "form", "const TOKEN_KEY: &str = "),
        ("field", "const LONGEST_KEY: usize = ", "limits", "        max_key_bytes: "),
        ("rule", "const LEAST_PASSWORD_ROOM: i128 = ", "password_policy", "const LEAST_ROOM: u32 = "),
    ] {
        assert_eq!(
            value(&format!("src/check/{ours}.rs"), our_name),
            value(&format!("../forms/src/schema/{theirs}.rs"), their_name),
            "{our_name}"
        );
    }
}
