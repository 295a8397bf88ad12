//! The macros of the `forms` crate.
//!
//! The macros work in stages, one module each: `syntax` reads the attributes as written, `model` gives them meaning, `check`
//! reports every error, and `emit` writes the code for a declaration without errors.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod check;
mod choice;
mod codes;
mod convention;
mod emit;
mod errors;
mod label;
mod model;
mod newtype;
mod suggest;
mod syntax;
mod variants;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

/// Derives a form for a struct, or forms over some of its fields.
///
/// ```text
/// #[derive(Form)]
/// #[form(name = NewUser, fields = [username, email])]      // what a request may set; other keys are unknown
/// #[form(name = StaffForm, exclude = [password_hash])]     // or what it may not; each other field needs an attribute
/// pub struct User {
///     #[form(read_only)]
///     pub id: i64,
///     #[form(immutable, username)]
///     pub username: String,
///     #[form(email, label = "Email address")]
///     pub email: String,
///     pub password_hash: PasswordHash,
/// }
///
/// #[derive(Form)]
/// #[form(fields = all)]                                    // the struct exists for the request: it is the form
/// pub struct Login { pub username: String, pub password: Password }
/// ```
///
/// For each form `F` over a struct `M`, the derive writes:
///
/// - the struct `F` with the bound fields (with `fields = all` it is `M` itself);
/// - `FDraft`, which checks receive;
/// - a field reference for each field, such as `F::EMAIL` (`F::SCHEMA_` for a field `schema`);
/// - if `F` is not `M`: `FRest` with the other fields, and `F::create`, which makes an `M` from both.
///
/// # On the struct
///
/// Each attribute with `fields` or `exclude` declares one form.
/// [All attributes](../forms/manual/reference/attributes_struct/index.html) have an example in the manual:
///
/// | | |
/// | --- | --- |
/// | what a request may set | `fields`, `exclude`, `read_only`, `immutable` |
/// | the form's struct | `name`, `derive` |
/// | what it validates | `check`, `at_least_one_of`, `exactly_one_of`, `at_most_one_of`, `context`, `messages` |
/// | what it reads | `unknown`, `ignore`, `accept`, `csrf`, `limits`, `rename_all`, `serde`, `browser_validation`, `crate` |
///
/// # On a field
///
/// | | |
/// | --- | --- |
/// | [every field](../forms/manual/reference/attributes_field/index.html) | `read_only`, `immutable`, `nested`, `flatten`, `rename`, `label`, `help`, `widget`, `autocomplete`, `messages`, `required`, `default`, `lenient` |
/// | [texts](../forms/manual/reference/attributes_texts/index.html) | `min_length`, `max_length`, `multiline`, `strip`, `one_of`, `regex`, `email`, `username`, `slug`, `unicode_slug`, `phone`, `integer_list`, `url`, `domain_name`, `ip_address`, `ipv4`, `ipv6` |
/// | [numbers and dates](../forms/manual/reference/attributes_numbers_and_dates/index.html) | `min`, `max`, `step`, `age`, `max_digits`, `decimal_places`, `input_formats`, `time_zone` |
/// | [lists and choices](../forms/manual/reference/attributes_lists_and_choices/index.html) | `choices`, `min_items`, `max_items`, `unique_items`, `ordered`, `item_label`, `keys`, `max_nodes` |
/// | [files](../forms/manual/reference/attributes_files/index.html) | `max_size`, `min_size`, `allow_empty`, `max_name_length`, `extensions`, `content_types`, `image` |
/// | [rules](../forms/manual/reference/attributes_rules/index.html) | `equals`, `not_equals`, `after`, `not_before`, `before`, `not_after`, `greater_than`, `at_least`, `less_than`, `at_most`, `required_if`, `required_unless`, `validate`, `clean`, `password` |
///
/// # On an enum with data
///
/// ```text
/// #[derive(Form)]
/// #[form(tag = "method")]                                  // the key that names the variant
/// pub enum Payment {
///     Card { #[form(max_length = 19)] number: String },    // {"method": "Card", "number": ..}, method=Card&Card.number=..
///     Bank(BankForm),                                      // a form in a variant
///     Invoice,
/// }
/// ```
///
/// The derive also writes a struct for each variant with named fields (`PaymentCard`), the names of the variants as a choice
/// (`PaymentTag`), the draft (`PaymentDraft`), and a field reference for the tag and for each variant with data.
/// [Variants](../forms/manual/how_to/variants/index.html) in the manual.
///
/// | | |
/// | --- | --- |
/// | the tag | `tag`, `label`, `help`, `widget` |
/// | the enum | `rename_all`, `rename_all_fields`, `check`, `context`, `messages`, `unknown`, `ignore`, `accept`, `csrf`, `limits`, `serde`, `browser_validation`, `crate` |
/// | a variant | `rename`, `label`, `help`, `rename_all`, `check`, `messages`, `at_least_one_of`, `exactly_one_of`, `at_most_one_of` |
#[proc_macro_derive(Form, attributes(form))]
pub fn derive_form(input: TokenStream) -> TokenStream {
    form(&parse_macro_input!(input as DeriveInput)).into()
}

/// Derives a choice: an enum without data whose variants are the options of a list.
///
/// The value of a variant in a request is its name. `#[form(rename = "eur")]` on the variant or
/// `#[form(rename_all = "kebab-case")]` on the enum changes it. `#[form(label = "Euro")]` sets the text that a person reads.
/// `#[form(group = "Europe")]` on variants next to each other puts them into one group. `#[form(serde = ignore)]` on the enum
/// means that serde attributes are not meant for forms. The enum must derive `Clone`, `Copy` and `PartialEq` too.
#[proc_macro_derive(Choice, attributes(form))]
pub fn derive_choice(input: TokenStream) -> TokenStream {
    choice(&parse_macro_input!(input as DeriveInput)).into()
}

/// Derives a field type for a newtype: a struct around one value, whose rules belong to the type.
///
/// ```text
/// #[derive(FieldType, Debug, Clone, PartialEq)]
/// #[form(email, max_length = 100)]
/// pub struct WorkEmail(String);
/// ```
///
/// Only a form, `TryFrom` and, with `#[form(serde)]`, serde make a value of the type, and each of them applies the rules. Every
/// field of the type has them, also in lists; a field may add tighter ones. The struct must derive `Clone` and `PartialEq` too,
/// and its value must be private.
///
/// The derive writes `FieldType`, `TryFrom` and `AsRef` for the type, and `From` for the value. For a `String` it writes
/// `AsRef<str>`, `TryFrom<&str>` and `FromStr` too.
///
/// The keys are those of a field for [texts](../forms/manual/reference/attributes_texts/index.html),
/// [numbers and dates](../forms/manual/reference/attributes_numbers_and_dates/index.html) and
/// [lists and choices](../forms/manual/reference/attributes_lists_and_choices/index.html), and `validate`, `help`, `messages`,
/// `widget`, `autocomplete`, `serde` and `crate`. [The manual](../forms/manual/fields_newtypes/index.html) has examples.
#[proc_macro_derive(FieldType, attributes(form))]
pub fn derive_field_type(input: TokenStream) -> TokenStream {
    newtype(&parse_macro_input!(input as DeriveInput)).into()
}

fn newtype(item: &DeriveInput) -> proc_macro2::TokenStream {
    let errors = errors::Errors::new();
    let newtype = newtype::Newtype::of(item, &errors);
    match (newtype, errors.finish()) {
        (Some(newtype), None) => emit::newtype(&newtype),
        (Some(newtype), Some(mut messages)) if item.generics.params.is_empty() => {
            messages.extend(emit::newtype_stub(&newtype));
            messages
        }
        (_, messages) => messages.unwrap_or_default(),
    }
}

fn form(item: &DeriveInput) -> proc_macro2::TokenStream {
    let errors = errors::Errors::new();
    if variants::is_tagged(item) {
        return tagged_enum(item, errors);
    }
    let declaration = syntax::Declaration::read(item, &errors);
    if !check::named_struct(item, &errors) {
        return errors.finish().unwrap_or_default();
    }
    let model = model::Model::of(&declaration);
    check::form(&declaration, &model, &errors);
    match errors.finish() {
        None => emit::forms(&model),
        // A stub of a generic form would only add errors about the missing type parameter.
        Some(messages) if !item.generics.params.is_empty() => messages,
        Some(mut messages) => {
            messages.extend(emit::stub(&model));
            messages
        }
    }
}

fn tagged_enum(item: &DeriveInput, errors: errors::Errors) -> proc_macro2::TokenStream {
    let variants = variants::Variants::of(item, &errors);
    match errors.finish() {
        None => emit::variants(&variants),
        Some(messages) if !item.generics.params.is_empty() => messages,
        Some(mut messages) => {
            messages.extend(emit::variants_stub(&variants));
            messages
        }
    }
}

fn choice(item: &DeriveInput) -> proc_macro2::TokenStream {
    let errors = errors::Errors::new();
    let choice = choice::Choice::of(item, &errors);
    match errors.finish() {
        None => emit::choice(&choice),
        Some(mut messages) => {
            messages.extend(emit::choice_stub(&choice));
            messages
        }
    }
}

#[cfg(test)]
mod tests;
