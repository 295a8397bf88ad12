//! Every public item that is generated is documented, and no lint that a user may turn on finds fault with the expansion.
#![deny(warnings, future_incompatible, nonstandard_style, rust_2018_idioms, rust_2024_compatibility, unused, let_underscore)]
#![deny(
    absolute_paths_not_starting_with_crate,
    ambiguous_negative_literals,
    explicit_outlives_requirements,
    keyword_idents,
    macro_use_extern_crate,
    meta_variable_misuse,
    missing_copy_implementations,
    missing_debug_implementations,
    missing_docs,
    non_ascii_idents,
    redundant_imports,
    redundant_lifetimes,
    single_use_lifetimes,
    trivial_casts,
    trivial_numeric_casts,
    unit_bindings,
    unnameable_types,
    unreachable_pub,
    unsafe_code,
    unstable_features,
    unused_crate_dependencies,
    unused_extern_crates,
    unused_import_braces,
    unused_lifetimes,
    unused_macro_rules,
    unused_qualifications,
    unused_results,
    variant_size_differences
)]
#![deny(clippy::all, clippy::pedantic)]
// these come from the crates around a test
#![allow(unused_crate_dependencies)]

pub mod model {
    //! A model of another crate's user.
    use forms::{Choice, Form};

    /// A user.
    #[derive(Form, Clone, PartialEq, Debug)]
    #[form(name = NewUser, fields = [username, role], derive(Debug))]
    #[form(name = Profile, fields = [role, address], read_only = [id], derive(Debug, Clone, PartialEq))]
    #[form(name = Numbers, fields = [level], derive(Debug))]
    pub struct User {
        /// The row.
        #[form(read_only)]
        pub id: i64,
        /// Chosen once.
        #[form(immutable)]
        pub username: String,
        /// What the user may do.
        pub role: Role,
        /// Where letters go.
        #[form(nested)]
        pub address: Option<Address>,
        /// How far the user has come.
        #[form(min = LEAST, max = 9, default = 3)]
        pub level: u8,
    }

    const LEAST: i128 = 1;

    /// What a user may do.
    #[derive(Choice, Clone, Copy, PartialEq, Debug)]
    pub enum Role {
        /// Reads.
        Reader,
        /// Writes too.
        Writer,
    }

    /// Where letters go.
    #[derive(Form, Clone, PartialEq, Debug)]
    #[form(fields = all)]
    pub struct Address {
        /// The town.
        #[form(min_length = 2, help = "As on letters.", regex = "[A-Z].*")]
        pub city: String,
    }

    /// With a password.
    #[derive(Form, Debug)]
    #[form(fields = all, at_least_one_of = [email, phone])]
    pub struct Signup {
        /// The user.
        #[form(flatten)]
        pub user: NewUser,
        /// The address.
        #[form(email(allowlist = ["intranet"]), required_if(phone = "1"))]
        pub email: Option<String>,
        /// The phone.
        #[form(integer_list(separator = ";"))]
        pub phone: Option<String>,
        /// The password.
        #[form(password(similar_to = [user.username, email]))]
        pub password: forms::Password,
    }
}

pub mod old {
    //! What is deprecated warns where it is used, and not at its own derive.
    use forms::{Choice, Form};

    /// A letter.
    #[deprecated = "write a mail"]
    #[derive(Form, Clone, PartialEq, Debug)]
    #[form(name = NewLetter, fields = [text, size, stamp, from], derive(Debug))]
    #[form(name = Text, fields = [text], read_only = [to, stamp], derive(Debug))]
    #[form(fields = all)]
    pub struct Letter {
        /// What it says.
        #[deprecated]
        pub text: String,
        /// Where it goes.
        #[deprecated]
        pub to: String,
        /// How large it is.
        #[allow(deprecated)]
        pub size: Size,
        /// What it costs.
        #[form(nested)]
        #[allow(deprecated)]
        pub stamp: Option<Stamp>,
        /// Who writes it.
        #[form(flatten)]
        #[allow(deprecated)]
        pub from: Sender,
    }

    /// A stamp.
    #[deprecated]
    #[derive(Form, Clone, PartialEq, Debug)]
    #[form(fields = all)]
    pub struct Stamp {
        /// Its value.
        #[deprecated]
        pub value: String,
    }

    /// Who writes.
    #[derive(Form, Clone, PartialEq, Debug)]
    #[form(fields = all)]
    #[deprecated]
    pub struct Sender {
        /// The name.
        pub sender: String,
    }

    /// A size.
    #[derive(Choice, Clone, Copy, PartialEq, Debug)]
    #[deprecated]
    pub enum Size {
        /// A small one.
        #[deprecated]
        Small,
        /// A large one.
        Large,
    }
}

/// Runs nothing.
fn main() {
    let _ = (model::NewUser::USERNAME, model::Profile::ID, model::Address::CITY);
}
