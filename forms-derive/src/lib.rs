//! The macros of the `forms` crate.
//!
//! Stages, a file each: `syntax` reads attributes as written, `model` says what they mean, `check` finds
//! everything wrong with that, `emit` writes the code, only when nothing was.
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
mod suggest;
mod syntax;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

/// Makes a struct a form, or declares forms over it.
///
/// ```text
/// #[derive(Form)]
/// #[form(name = NewUser, fields = [username, email])]      // what a request may set; all else is an unknown key
/// #[form(name = StaffForm, exclude = [password_hash])]     // or what it may not; then each bound field says so itself
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
/// #[form(fields = all)]                                    // the struct exists for a request: it is the form
/// pub struct Login { pub username: String, pub password: Password }
/// ```
///
/// For each form `F` over a struct `M` it writes the struct `F` of the bound fields (under `fields = all` it is `M`
/// itself), `FDraft` for checks, a field reference for each field (`F::EMAIL`; for a field `schema` it is `F::SCHEMA_`), and, where `F` is
/// another struct than `M`, `FRest` and `F::create`, which make an `M` of both.
///
/// # On the struct
///
/// Each attribute with `fields` or `exclude` is one form.
///
/// | | |
/// | --- | --- |
/// | `fields = [a, b]`, `fields = all`, `exclude = [a, b]` | which fields a request may set |
/// | `name = Ident` | the form's name; without it `UserForm`, for a `User` |
/// | `read_only = [a]`, `immutable = [a]` | as the markers below, for this form alone; a `read_only` field is shown besides those in `fields` |
/// | `check = path`, `check = [path, path]` | `fn(&Draft<F>, &mut Report<'_, F>)`: what looks at several fields |
/// | `at_least_one_of = [a, b]`, `exactly_one_of = [a, b]`, `at_most_one_of = [a, b]` | how many of these fields are given |
/// | `context = Type` | what the form is bound with: `bind_with(&context, ..)` |
/// | `unknown = ignore` | keys that no field has are passed over; `refuse` is the default |
/// | `ignore = [action, "g-recaptcha-response"]` | keys that are let through unread |
/// | `csrf` | only bodies that were checked not to come from another site's page are bound (feature `csrf`) |
/// | `limits = EXPR` | other bounds of what is read; nested in another form, the tighter bounds hold |
/// | `messages(required = "Tell us {label}.")` | other words for problems of its fields, by code; those on a field count before |
/// | `browser_validation = off` | the server alone judges: controls have no `required`, `maxlength` and so on |
/// | `derive(Debug, Clone)` | derives of the form's struct |
/// | `rename_all = "camelCase"` | how names are written on the wire: for the whole struct, as serde does |
/// | `serde = ignore` | attributes of serde on the struct and its fields are not meant for forms; without it, one that would change what is read does not compile |
/// | `crate = path` | where the crate `forms` is found |
///
/// # On a field
///
/// | | |
/// | --- | --- |
/// | nothing, as `#[form()]` | under `exclude`: somebody decided that it is bound |
/// | `read_only` | shown, never set; an update may repeat the present value |
/// | `immutable` | set on create alone |
/// | `nested` | a form, an `Option` or a `Vec` of one: `address.city`, `phones[0].number`; the form derives `Clone` and `PartialEq` too |
/// | `flatten` | a form whose keys stand beside ours |
/// | `rename = "x"`, `label = "x"`, `help = "x"`, `widget = textarea` | its name on the wire, what a person reads, the control |
/// | `messages(required = "Tell us {label}.", "not_even" = "...")` | other words for its problems: a code of the library's, or in quotes one of your own |
/// | `autocomplete = "postal-code"` | what a browser may fill in |
/// | `default`, `default = EXPR` | what stands in where the key is absent (not for the box of a `bool` in a form: unticked is no), and what a blank page is filled with; the field's rules do not judge it, so it is one that they accept |
/// | `required`, `required = false` | whether a value must be given |
/// | `multiline`, `strip = false`, `lenient` | how it is read |
/// | `min_length`, `max_length`, `one_of = ["a"]`, `regex = "..."` | rules for texts |
/// | `email`, `email(allowlist = ["intranet"])`, `username`, `username(ascii)`, `username(mixed_scripts)`, `slug`, `unicode_slug`, `phone`, `integer_list`, `integer_list(separator = "\|", allow_negative)` | the format of a text, one on a field |
/// | `url`, `url(schemes = ["https"], assume_scheme = "https")`, `domain_name`, `domain_name(ascii)`, `ip_address`, `ip_address(unpack_ipv4)`, `ipv4`, `ipv6` | formats of the network; `std::net` has types for addresses |
/// | `choices = ["s", "l"]`, `choices = [(1, "One"), ("Group", [(2, "Two")])]`, `choices = path` | the only values there are, with labels and groups; or those that `fn(&Context) -> Choices` gives |
/// | `min`, `max`, `step`, `age`, `age(min = 13, max = 120)` | rules for numbers |
/// | `max_digits`, `decimal_places` | rules for decimals, with `min`, `max` and `step` |
/// | `input_formats = ["%d.%m.%Y"]` | a rule for dates and times: how they may be written, in place of the defaults; of a `SplitDateTime`, each is of the part that it holds |
/// | `time_zone = "Europe/Paris"`, `time_zone = "+01:00"`, `time_zone = &ZONE` | what a date and time without an offset is meant in |
/// | `age(min = 18, on = today)` | a rule for dates of birth: `today` is a `fn(&Context) -> Date` |
/// | `min_items`, `max_items`, `unique_items` | rules for lists |
/// | `ordered` | the order of a list means something: a page offers to change it |
/// | `item_label = "Phone"` | what a person calls one item of a list |
/// | `max_nodes` | a rule for JSON values |
/// | `password`, `password(django)`, `password(nist)`, `password(nist, second_factor)`, `password(policy = POLICY)` | what a new password must be |
/// | `password(min_length = 8, max_length = 128, common = false, derivatives = false, numeric = false, words = ["acme"], blocklist = &LIST, min_score = 3)` | behind any of these, its parts |
/// | `password(similar_to = [username, user.email], max_similarity = 0.7)` | and the fields that it must not resemble |
/// | `equals = field`, `not_equals = field` | the same value as in another field, another one |
/// | `after = field`, `not_before = field`, `before = field`, `not_after = field` | a date or a time that is later or earlier than that of another field |
/// | `greater_than = field`, `at_least = field`, `less_than = field`, `at_most = field` | a number or a length of time that is more or less than that of another field |
/// | `required_if(field = VALUE)`, `required_if(field)`, `required_if = path` | a value must be given if another field has that value, any value, or `fn(&Draft<F>) -> bool` says so; several may stand |
/// | `required_unless(...)`, `required_unless = path` | the same the other way round |
/// | `validate = EXPR` | `fn(&T) -> Result<(), Problem>`, or a value that is a `Validator`; several may stand |
/// | `clean = path` | `fn(T) -> Result<T, Problem>`, behind the rules: it may change the value |
#[proc_macro_derive(Form, attributes(form))]
pub fn derive_form(input: TokenStream) -> TokenStream {
    form(&parse_macro_input!(input as DeriveInput)).into()
}

/// Makes an enum without data a value that a person chooses from a list.
///
/// A variant is its own name on the wire, unless `#[form(rename = "eur")]` on it or `#[form(rename_all = "kebab-case")]`
/// on the enum says otherwise; `#[form(label = "Euro")]` is what a person reads, and variants with the same
/// `#[form(group = "Europe")]` stand together. `#[form(serde = ignore)]` on the enum says that attributes of serde are not
/// meant for forms. The enum derives `Clone`, `Copy` and
/// `PartialEq` too.
#[proc_macro_derive(Choice, attributes(form))]
pub fn derive_choice(input: TokenStream) -> TokenStream {
    choice(&parse_macro_input!(input as DeriveInput)).into()
}

fn form(item: &DeriveInput) -> proc_macro2::TokenStream {
    let errors = errors::Errors::new();
    let declaration = syntax::Declaration::read(item, &errors);
    if !check::named_struct(item, &errors) {
        return errors.finish().unwrap_or_default();
    }
    let model = model::Model::of(&declaration);
    check::form(&declaration, &model, &errors);
    match errors.finish() {
        None => emit::forms(&model),
        // A stub of a form over `T` would only add that there is no `T`.
        Some(messages) if !item.generics.params.is_empty() => messages,
        Some(mut messages) => {
            messages.extend(emit::stub(&model));
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
