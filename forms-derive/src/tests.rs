use proc_macro2::{TokenStream, TokenTree};
use syn::parse_quote;

use crate::{choice, form};

/// The messages of the `compile_error!`s within `expansion`, in order.
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
fn a_sound_declaration_has_no_message() {
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
fn one_mistake_is_one_message() {
    let misspelt = form(&parse_quote! {
        #[form(fields = [usrname])]
        struct User { #[form(max_length = 30)] username: String }
    });
    assert_eq!(messages(misspelt), ["`User` has no field `usrname`; did you mean `username`?"]);
    let misplaced = form(&parse_quote! {
        #[form(fields = username, read_only = [id])]
        struct User { #[form(read_only)] id: i64, #[form(immutable)] username: String }
    });
    assert_eq!(messages(misplaced), ["`fields` is written `fields = [username, email]` or `fields = all`"]);
}

#[test]
fn what_cannot_be_read_does_not_hide_what_can() {
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
            "`label` is written `label = \"Email address\"`",
            "unknown attribute `max_lenght`; did you mean `max_length`?",
            "`min` is written `min = 1`",
            "`maybe` is no answer to unknown keys: write `ignore` or `refuse`",
            "with `max_length = 0` no value would fit: write at least 1",
        ]
    );
}

#[test]
fn the_message_without_a_selection_shows_every_spelling() {
    let expansion = form(&parse_quote! { struct User { name: String, age: u8, is_admin: bool } });
    let messages = messages(expansion);
    assert_eq!(messages.len(), 1);
    for spelling in ["fields = [name, age]", "exclude = [is_admin]", "fields = all"] {
        assert!(messages[0].contains(spelling), "{spelling} is not in: {}", messages[0]);
    }
}

#[test]
fn a_marker_counts_where_any_form_heeds_it() {
    let expansion = form(&parse_quote! {
        #[form(name = Short, fields = [username])]
        #[form(name = Long, exclude = [])]
        struct User { #[form(read_only)] id: i64, #[form(max_length = 3)] username: String }
    });
    assert_eq!(messages(expansion), [""; 0]);
}

#[test]
fn choices_are_checked_too() {
    let sound = choice(&parse_quote! {
        #[form(rename_all = "kebab-case")]
        enum Role { ChiefEditor, #[form(rename = "x", label = "Guest")] Visitor }
    });
    assert_eq!(messages(sound), [""; 0]);
    let clash = choice(&parse_quote! {
        #[form(rename_all = "lowercase")]
        enum Role { Guest, GUEST }
    });
    assert_eq!(messages(clash), ["the variant `Guest` has the value `guest` already: rename one of them"]);
}
